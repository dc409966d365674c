"""Lists of people: what follows a name that is sure, behind a mark that joins, is hardly anything else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import heappop, heappush

from kg.byline_words import HAN
from kg.mentions.name_fronts import LISTED
from kg.mentions.people import best_at
from kg.mentions.scene import Candidate, Scene

__all__ = ["LINK", "listed"]


def listed(scene: Scene, accepted: list[Candidate]) -> Iterator[Candidate]:
    """Names that follow an accepted person in a list: 甲、乙、丙 and 甲和乙."""
    people = sorted(c for c in accepted if c.type == "Person")
    taken = {c.start for c in people}
    ends = [(c.end, c.start) for c in people]  # in order: a heap
    place: dict[int, int] = {}  # of the name that begins there, in its list
    while ends:
        at, start = heappop(ends)
        gap = LINK.match(scene.text, at)
        if not gap or at in scene.ends:
            continue
        number = place.get(start, 1)
        if gap.end() in taken:
            place[gap.end()] = number + 1
            continue
        if best := _item(scene, gap.end(), number):
            yield best._replace(rule="list")
            place[best.start] = number + 1
            heappush(ends, (best.end, best.start))


def _item(scene: Scene, start: int, number: int) -> Candidate | None:
    """The name that the next item of a list begins with, or is, behind so many names."""
    alone = ALONE.match(scene.text, start) if number > 1 else None
    if alone and (best := best_at(scene, start, (), LISTED, IN_LONG_LIST if number < 3 else IN_LONGER_LIST)):
        return best
    return best_at(scene, start, (), LISTED, LONG_LIST if number > 1 else 0.0)


ALONE = re.compile(rf"[{HAN}]{{2,3}}(?=[、，。；等\n]|和[{HAN}]{{2,3}}[，。等]|[到出列参]|$)")
IN_LONG_LIST, IN_LONGER_LIST = 3.0, 5.0
"""Log-odds for what is all of an item behind two names, and behind more. Set by hand."""
LONG_LIST = 1.0
"""Log-odds for what stands in a list behind two names. Set by hand."""
LINK = re.compile(r"[、\s　]|和|与|以及")

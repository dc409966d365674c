"""Lists of people: what follows a name that is sure, behind a mark that joins, is hardly anything else."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from heapq import heappop, heappush

from kg.byline_words import HAN
from kg.lexicon import part_of_speech, surnames
from kg.mentions.name_bounds import can_be_name
from kg.mentions.name_fronts import LISTED, front
from kg.mentions.people import best_at
from kg.mentions.scene import Candidate, Scene
from kg.mentions.suffixes import suffix_class

__all__ = ["LINK", "listed"]


def listed(scene: Scene, accepted: list[Candidate]) -> Iterator[Candidate]:
    """Names that follow an accepted person in a list: 甲、乙、丙 and 甲和乙; 某厂甲、某院乙."""
    people = sorted(c for c in accepted if c.type == "Person")
    taken = {c.start for c in people}
    ends = [(c.end, c.start) for c in people]  # in order: a heap
    place: dict[int, int] = {}  # of the name that begins there, in its list
    while ends:
        at, start = heappop(ends)
        gap = LINK.match(scene.text, at) or NEXT.match(scene.text, at)
        if not gap or at in scene.ends or (ends and at == ends[0][0]):
            continue
        number = place.get(start, 1)
        if gap.end() in taken:
            place[gap.end()] = number + 1
            continue
        best = None if gap[0][0] == "；" else _item(scene, gap.end(), number)
        best = best or _named_last(scene, gap.end(), taken)
        if best:
            yield best._replace(rule="list")
            place[best.start] = number + 1
            heappush(ends, (best.end, best.start))


def _item(scene: Scene, start: int, number: int) -> Candidate | None:
    """The name that the next item of a list begins with, or is, behind so many names."""
    alone = ALONE.match(scene.text, start) if number > 1 else None
    if alone and surnames().get(alone[0][0], 0.0) > 0.1:
        if number >= MANY and can_be_name(alone[0]) and part_of_speech(alone[0])[:1] not in ("v", "d", "r"):
            return Candidate(*alone.span(), "Person", SURE, "list")
        best = best_at(scene, start, (), LISTED, IN_LONG_LIST if number < 3 else IN_LONGER_LIST)
        if best and best.end == alone.end():
            return best
    return best_at(scene, start, (), LISTED, LONG_LIST if number > 1 else 0.0)


ALONE = re.compile(rf"[{HAN}]{{2,3}}(?=[、，。；等\n]|和[{HAN}]{{2,3}}[，。等]|[到出列参]|$)")
IN_LONG_LIST, IN_LONGER_LIST = 3.0, 5.0
"""Log-odds for what is all of an item behind two names, and behind more. Set by hand."""
MANY = 5
"""Names of a list behind which whatever begins as a common surname does is one more: 周密, 方向."""
SURE = 6.0
LONG_LIST = 1.0
"""Log-odds for what stands in a list behind two names. Set by hand."""
BEHIND_UNIT = 2.0
"""Log-odds for what ends an entry behind its unit, where the entry before ends in a name. Set by hand."""


def _named_last(scene: Scene, begin: int, taken: Container[int]) -> Candidate | None:
    """The name at the end of the next entry of a list, behind its unit: 某厂甲、|某院|乙。"""
    entry = ENTRY.match(scene.text, begin)
    if not entry:
        return None
    for start in range(entry.end() - 4, entry.end() - 1):
        if start in taken:
            return None
        if suffix_class(scene.word_before(start)):
            before = front(None, scene.word_before(start), scene.text[start - 2 : start])
            best = best_at(scene, start, (), before, BEHIND_UNIT)
            return best if best and best.end == entry.end() else None
    return None


ENTRY = re.compile("[^，。；：！？、“”（）()\n]{6,40}(?=[、，。；\n])")
# 钢筋工，某项目部甲；|架子工，|某公司乙：an entry with its heading
NEXT = re.compile("；(?:[^，。；：、\n]{2,8}[，：])?")
LINK = re.compile(r"[、\s　]|和|与|以及")

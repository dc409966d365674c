"""Towns and streets by their names alone, where their county is named too: 营前, in an article on 长乐区."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.lexicon import frequency, part_of_speech
from kg.mentions.scene import Candidate, Scene, piece
from kg.places import RARE, is_place, places_named, towns_below

__all__ = ["bare_towns"]

GOES_ON = re.compile("街道|[镇乡村屯庄路街巷桥站区县市厂矿山河江湖岭台队港]")
"""What makes another name of it, or the name in full."""


def bare_towns(scene: Scene) -> Iterator[Candidate]:
    """Names of towns that no dictionary has as a word, weak: what stands around them has to agree."""
    for name in sorted({name for county in _counties(scene) for name in _telling(county)}):
        start = scene.text.find(name)
        while start >= 0:
            end = start + len(name)
            if _apart(scene, start, end) and _ends(scene, end):
                yield Candidate(start, end, "District", 0.1 * len(name), "town of its county")
            start = scene.text.find(name, end)


def _counties(scene: Scene) -> set[str]:
    """The codes of the counties that are named in full or, by a word of its own, in short."""
    words = {scene.text[start:end] for start, end in scene.places}
    words |= {scene.tokens[number] for number in scene.having("place")}
    return {code for word in words for code, _ in places_named(word) if len(code) == 6}


@cache
def _telling(county: str) -> tuple[str, ...]:
    """The towns of a county whose names are seldom anything else."""
    return tuple(name for name in towns_below(county) if _is_rare(name))


def _is_rare(name: str) -> bool:
    return frequency(name) < RARE and part_of_speech(name)[:1] in ("", "n") and not is_place(name)


def _ends(scene: Scene, end: int) -> bool:
    """Whether no longer name goes on behind it: not 河铺|邮政所."""
    after = scene.word_after(end)
    said = piece(after) if after and after[0].isalnum() else None
    return not GOES_ON.match(scene.text, end) and (said is None or said.score <= ENDS)


ENDS = 0.0
"""Log-odds of standing in a name, up to which the word behind is taken to be outside."""


def _apart(scene: Scene, start: int, end: int) -> bool:
    """Whether no word of the dictionary reaches over an edge."""
    return all(
        edge in scene.boundaries or not part_of_speech(scene.tokens[scene.token_at(edge)])
        for edge in (start, end)
    )

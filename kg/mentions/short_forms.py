"""Short forms that leave out words of a name the article has in full: 流域中心 for 河湖流域管理事务中心."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.lexicon import word_list
from kg.mentions.scene import Candidate, Scene, piece
from kg.model import Class
from kg.places import is_place
from kg.structure import abbreviates

__all__ = ["short_forms"]

SHORTEST_FULL = 7
LONGEST_SHORT = 10
CLASSES: tuple[Class, ...] = ("Company", "Government", "School", "Organisation")


def short_forms(scene: Scene, names: Mapping[str, Class], chosen: Sequence[Candidate]) -> Iterator[Candidate]:
    """Candidates for short forms of `names` in a text, where none of the names already `chosen` ends."""
    ends = {candidate.end for candidate in chosen}
    for full, kind in sorted(names.items()):
        if kind in CLASSES and len(full) >= SHORTEST_FULL:
            at = scene.text.find(full[-2:])
            while at >= 0:
                end = at + 2
                if end not in ends and (start := _start(scene, full, at, end)) is not None:
                    yield Candidate(start, end, kind, 0.9 + 0.1 * (end - start), "short form")
                at = scene.text.find(full[-2:], end)


def _start(scene: Scene, full: str, kind: int, end: int) -> int | None:
    """The leftmost token from which text[…:end] abbreviates `full`, with a word that singles it out."""
    best: int | None = None
    told = False
    for begin, word in scene.before(kind):
        if end - begin > LONGEST_SHORT or not abbreviates(scene.text[begin:end], full):
            break
        told = told or (len(word) > 1 and word not in word_list("generic"))
        if told and not is_place(word):  # 北京大学 is no short form of 北京理工大学
            before = scene.word_before(begin)
            free = not before or not before[-1].isalnum() or piece(before) is None
            best = begin if free else best
    return best

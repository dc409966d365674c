"""The links of one field in order, as the relators walk over them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Class, Entity, Field, Link, Predicate, Relation
from kg.sentences import sentences

__all__ = [
    "ORGANISED",
    "Linked",
    "clause",
    "covered",
    "linked",
    "relation",
    "segments",
    "within",
]

ORGANISED: tuple[Class, ...] = ("Union", "Company", "Government", "School", "Organisation")


@dataclass(frozen=True, slots=True)
class Linked:
    """A link at its place in the text, with the sentence it stands in."""

    start: int
    end: int
    entity: Entity
    sentence: tuple[int, int]
    surface: str


def linked(field: Field, text: str, links: Sequence[Link]) -> list[Linked]:
    """The links of a field by their place."""
    spans = sentences(text)
    ends = [end for _, end in spans]
    found = []
    for link in links:
        m = link.mention
        if m.field == field:
            at = min(bisect_left(ends, m.end), len(spans) - 1)
            found.append(Linked(m.start, m.end, link.entity, spans[at], m.surface))
    return sorted(found, key=lambda item: item.start)


def within(items: Sequence[Linked], start: int, end: int, *types: Class) -> list[Linked]:
    """Those that lie in text[start:end], of these classes if any are given."""
    return [i for i in items if start <= i.start and i.end <= end and (not types or i.entity.type in types)]


def clause(text: str, at: int, sentence: tuple[int, int]) -> tuple[int, int]:
    """The part of a sentence around `at` between commas, semicolons and colons."""
    marks = "，；：。！？\n"
    start = max((text.rfind(mark, sentence[0], at) for mark in marks), default=-1) + 1
    ends = [found for mark in marks if (found := text.find(mark, at, sentence[1])) >= 0]
    return max(start, sentence[0]), min(ends, default=sentence[1])


def relation(subject: Linked, predicate: Predicate, other: Linked, field: Field, rule: str) -> Relation:
    """A relation between two links, with the words from the first to the last of both."""
    start, end = min(subject.start, other.start), max(subject.end, other.end)
    return Relation(subject.entity, predicate, other.entity, field, start, end, rule)


JOINT = re.compile(r"[、，,;；]|兼(?![职）)])|(?<=[长席任记员])(?:和|及)")


def segments(text: str, start: int, end: int, items: Sequence[Linked]) -> Iterator[tuple[int, int]]:
    """The titles of a chain, which 、 and the like part: 某会党组书记|、副主席."""
    named = covered(start, end, items)
    begin = start
    for joint in JOINT.finditer(text, start, end):
        if joint.start() not in named:
            yield begin, joint.start()
            begin = joint.end()
    yield begin, end


def covered(start: int, end: int, items: Sequence[Linked]) -> set[int]:
    """The offsets in text[start:end] that names stand over."""
    return {i for item in items if item.start < end and start < item.end for i in range(item.start, item.end)}

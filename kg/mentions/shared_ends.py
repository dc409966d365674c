"""Bodies of several places that share the word for their kind: 甲、乙、丙总工会 are three unions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.bare import office_begins
from kg.mentions.scene import Candidate, Scene
from kg.model import Class
from kg.places import is_place

__all__ = ["end_shared", "shared_ends"]

JOINED = r"[、和与及]"
BEFORE = re.compile(rf"(?:[一-鿿]{{2,7}}{JOINED}){{1,9}}[一-鿿]{{2,7}}\Z")
"""A list that reaches up to the word for the kind."""
REACH = 60


def shared_ends(scene: Scene) -> Iterator[Candidate]:
    """The places of such lists; the last one, with the word behind, is a name like any other."""
    for start, end, kind in scene.hits.suffixes:
        shared = _shared(scene.text, start, end, kind)
        if shared is None or not (found := BEFORE.search(scene.text, max(0, shared - REACH), shared)):
            continue
        *items, last = _items(found)
        if not _is_named(scene.text[slice(*last)]):
            continue
        for begin, close in reversed(items):
            sizes = range(min(7, close - begin), 1, -1)
            size = next((n for n in sizes if _stands(scene, close - n, close)), 0)
            if size:
                yield Candidate(close - size, close, kind, SHOWN + 0.1 * size, "shared end")
            if size < close - begin:
                break  # the sentence begins here: 由|甲、乙


SHOWN = 2.6


def _shared(text: str, start: int, end: int, kind: Class) -> int | None:
    """Where the word for the kind begins that bodies of several places can share."""
    if kind == "Union" and text[start:end] == "总工会":
        return start
    return office_begins(text, end) if kind == "Government" and text[end - 1] in "局厅心所处" else None


def _items(found: re.Match[str]) -> list[tuple[int, int]]:
    at, items = found.start(), []
    for item in re.split(JOINED, found[0]):
        items.append((at, at + len(item)))
        at += len(item) + 1
    return items


def _is_named(name: str) -> bool:
    """Whether a place ends the list, with its level or without: 龙海, 龙海市; but a bare 市 is none."""
    return is_place(name) or any(is_place(name[-size:]) for size in range(2, min(7, len(name))))


def _stands(scene: Scene, begin: int, end: int) -> bool:
    return is_place(scene.text[begin:end]) and begin in scene.boundaries


def end_shared(text: str, end: int) -> str:
    """The word for the kind that a place's body shares with those behind it: 总工会 for 甲、|乙、丙总工会."""
    found = BEHIND.match(text, end)
    if not found:
        return ""
    close = found.end()
    return "总工会" if found["union"] else text[office_begins(text, close) or close : close]


BEHIND = re.compile(
    rf"(?:{JOINED}[一-鿿]{{2,7}}?){{1,9}}?(?:(?P<union>总工会)|[一-鿿]{{1,12}}?(?:局|厅|中心|所|处))"
)

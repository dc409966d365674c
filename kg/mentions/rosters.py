"""Rosters: lines that hold nothing but people's names, where a name that is a word is one as well.

甲、乙（某厂）、丙; 甲　乙（女）　丙 丁; lines that follow each other count together: 某厂：甲、乙.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from kg.byline_words import HAN
from kg.lexicon import surnames, word_list
from kg.mentions.scene import Candidate, Scene
from kg.mentions.suffixes import suffix_class
from kg.places import is_place
from kg.sentences import paragraphs

__all__ = ["rosters"]

LEAST = 4
"""Names that a roster has at least."""
SURE = 6.0
KNOWN, FAMILIES = 0.4, 0.75
"""The shares of a roster's entries that are people without it, and that begin as surnames do, at least."""
LABEL = re.compile(r"[^，。；！？]{1,40}?(?:[（(][^（）()]{1,24}[）)])?[：:]\s*")
"""What a line may begin with: 某厂：, 某区（8名）：."""
COUNTED = re.compile(r"[^，。；！？：:\n]{0,30}[（(]共?(\d{1,3})[名人位][）)]")
"""A label that says how many people follow: 某区（8名）."""
BRACKET = re.compile(r"\s{0,2}[（(][^（）()\n]{1,60}[）)]")
GAP = re.compile(r"[ \t]?[、，；,;][ \t]?|　+|[ \t]{2,}")
NAME = re.compile(rf"[{HAN}](?:[ 　][{HAN}]|[{HAN}]{{1,3}})")
END = re.compile(r"等?(?:\d+|[一二三四五六七八九十]+)?[人名位]?[。；、，]?\s*$")


class Entry(NamedTuple):
    """Where one name of a line stands."""

    start: int
    end: int


def rosters(scene: Scene, chosen: Sequence[Candidate]) -> Iterator[Candidate]:
    """The names of rosters that are none by themselves: where many others are people and most look so, or
    the label says how many people there are.
    """
    lines = [
        (_entries(scene.text, begin, end), COUNTED.match(scene.text, begin, end))
        for begin, end in paragraphs(scene.text)
    ]
    people = {(c.start, c.end) for c in chosen if c.type == "Person"}
    others = [c for c in chosen if c.type != "Person"]
    for is_roster, group in groupby(lines, key=lambda line: bool(line[0])):
        own = [*group] if is_roster else []
        entries = [entry for line, _ in own for entry in line]
        looks = sum(_has_surname(scene.text[slice(*entry)]) for entry in entries)
        known = sum(entry in people for entry in entries)
        counted = [entry for line, told in own if told and int(told[1]) == len(line) for entry in line]
        if len(entries) < LEAST or looks < FAMILIES * len(entries):
            continue
        for entry in entries if known >= KNOWN * len(entries) else counted:
            name = scene.text[slice(*entry)]
            free = not any(c.start < entry.end and entry.start < c.end for c in others)
            if entry not in people and free and _has_surname(name) and not _is_other(name):
                yield Candidate(*entry, "Person", SURE, "list")


def _entries(text: str, begin: int, end: int) -> list[Entry]:
    """The names that a line consists of, behind its label; none if there is anything else."""
    label = LABEL.match(text, begin, end)
    at = label.end() if label else begin
    found: list[Entry] = []
    while at < end:
        name = NAME.match(text, at, end)
        if not name:
            return found if found and END.match(text, at, end) else []
        found.append(Entry(*name.span()))
        at = name.end()
        if bracket := BRACKET.match(text, at, end):
            at = bracket.end()
        gap = GAP.match(text, at, end)
        if not gap:
            return found if END.match(text, at, end) else []
        at = gap.end()
    return found


def _has_surname(name: str) -> bool:
    return name[0] in surnames() or name[:2] in surnames()


def _is_other(name: str) -> bool:
    """Whether it is a place, a post or a body: 主席、副主席."""
    return is_place(name) or suffix_class(name) is not None or name in word_list("heads")

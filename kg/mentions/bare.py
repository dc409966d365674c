"""Names that hold nothing of their own: 该公司, 项目部工会, 市总."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.lexicon import Matcher, word_list
from kg.mentions.names import anchors
from kg.mentions.scene import Candidate, Scene, piece
from kg.mentions.suffixes import GENERIC_AFTER, QUANTIFIERS, UNION_WORDS, edge, suffix_class
from kg.model import Class
from kg.places import is_place

__all__ = ["bare_names", "parts_of", "short_unions"]


def bare_names(scene: Scene) -> Iterator[Candidate]:
    """Names that only the article can fill in: 该区总工会, 该公司, 项目部工会, 集团工会."""
    for begin, end, (start, kind) in _bare().find(scene.text):
        if start:
            yield Candidate(begin, end, kind, 0.9 + 0.1 * (end - begin), "anaphora")
        elif kind == "Union" and _stands_alone(scene, begin, end):
            yield Candidate(begin, end, kind, 0.4 + 0.1 * (end - begin), "anaphora")


def parts_of(scene: Scene) -> Iterator[Candidate]:
    """What belongs to a body or place named before: 该院学术报告厅, 该镇党委."""
    found = list(PART.finditer(scene.text))
    if not found:
        return
    ends = {end: (start, kind) for start, end, kind in anchors(scene)}
    for part in found:
        for end in range(min(part.end(), len(scene.text)), part.end("unit") + 1, -1):
            if end not in ends or ends[end][0] < part.end("unit") or ends[end][1] not in PARTS:
                continue
            if all(
                (said := piece(word)) and said.score > -1.0
                for at, word in scene.before(ends[end][0])
                if at >= part.end("unit")
            ):
                yield Candidate(part.start(), end, ends[end][1], 1.4 + 0.1 * (end - part.start()), "anaphora")
                break


PART = re.compile(
    r"该(?P<unit>院|校|镇|乡|街道|社区|村|区|县|市|省|州|公司|集团|厂|局|矿)(?!总?工会)[^，。、；：！？“”《》（）的在和与及\s]{2,12}"
)
PARTS: tuple[Class, ...] = ("Facility", "Government", "School", "Organisation", "Company")


def _stands_alone(scene: Scene, begin: int, end: int) -> bool:
    text = scene.text
    return (
        text[begin:end] not in UNION_WORDS
        and text[begin - 1 : begin] not in QUANTIFIERS
        and not GENERIC_AFTER.match(text[end : end + 2])
        and edge(scene, begin, "Union") > 0
    )


@cache
def _bare() -> Matcher[tuple[int, Class]]:
    """The names, as they stand and behind 该, 本 and 我 -> the length of these, and the class."""
    found: dict[str, tuple[int, Class]] = {}
    for name in [
        *word_list("bare_kinds"),
        *(unit + union for unit in ("", *word_list("bare_units")) for union in UNIONS),
    ]:
        kind = suffix_class(name)
        if kind:
            found[name] = (0, kind)
            for deictic, units in DEICTICS.items():
                if name.startswith(units):
                    found[deictic + name] = (len(deictic), kind)
    return Matcher(found)


def short_unions(scene: Scene) -> Iterator[Candidate]:
    """市总, 省总, 广州市总, 全总: as union papers call them."""
    for found in SHORT_UNION.finditer(scene.text):
        start, end = found.span()
        before = scene.before(start)
        if before and is_place(before[0][1] + found[1]):
            start = before[0][0]
        yield Candidate(start, end, "Union", 1.4 + 0.2 * (end - start), "level")


SHORT_UNION = re.compile(
    r"(全|省|市|区|县|自治区|州)总(?=[^工经部裁体量数监会队站共额书医务局动是有要的面长价分线统理编参司库店厂干公台和计结而]|$)"
)
DEICTICS: dict[str, tuple[str, ...]] = {"该": ("",), "本": ("公司", "集团", "校", "院"), "我": ("校", "院")}
UNIONS = ("总工会", "工会联合会", "联合工会", "工会委员会", "工会")

"""Names that hold nothing of their own: 该公司, 项目部工会, 市总."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lexicon import longest
from kg.mentions.edges import edge
from kg.mentions.scene import Candidate, Scene
from kg.mentions.suffixes import GENERIC_AFTER, QUANTIFIERS, UNION_WORDS
from kg.places import is_place

__all__ = ["bare_names", "short_unions"]


def bare_names(scene: Scene) -> Iterator[Candidate]:
    """Names that only the article can fill in: 该区总工会, 该公司, 项目部工会, 集团工会."""
    for begin, end, (start, kind) in longest(scene.hits.bare):
        if start:
            yield Candidate(begin, end, kind, 0.9 + 0.1 * (end - begin), "anaphora")
        elif kind == "Union" and _stands_alone(scene, begin, end):
            yield Candidate(begin, end, kind, 0.4 + 0.1 * (end - begin), "anaphora")


def _stands_alone(scene: Scene, begin: int, end: int) -> bool:
    text = scene.text
    return (
        text[begin:end] not in UNION_WORDS
        and text[begin - 1 : begin] not in QUANTIFIERS
        and not GENERIC_AFTER.match(text[end : end + 2])
        and edge(scene, begin, "Union") > 0
    )


def short_unions(scene: Scene) -> Iterator[Candidate]:
    """市总, 省总, 广州市总, 全总: as union papers call them."""
    for found in SHORT_UNION.finditer(scene.text):
        start, end = found.span()
        before = scene.word_before(start)
        if before and is_place(before + found[1]):
            start -= len(before)
        yield Candidate(start, end, "Union", 1.4 + 0.2 * (end - start), "level")


SHORT_UNION = re.compile(
    r"(全|省|市|区|县|自治区|州)总(?=[^工经部裁体量数监会队站共额书医务局动是有要的面长价分线统理编参司库店厂干公台和计结而]|$)"
)

"""Names that hold nothing of their own: 该公司, 项目部工会, 市总."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.scene import Candidate, Scene
from kg.mentions.suffixes import GENERIC_AFTER, QUANTIFIERS, UNION_WORDS, edge, suffix_class
from kg.places import is_place

__all__ = ["bare_names", "short_unions"]


def bare_names(scene: Scene) -> Iterator[Candidate]:
    """Names that only the article can fill in: 该区总工会, 该公司, 项目部工会, 集团工会."""
    for found in BARE.finditer(scene.text):
        start, end = found.span("name")
        kind = suffix_class(scene.text[start:end])
        deictic = found["deictic"] is not None
        if not deictic and scene.text[start:end] in UNION_WORDS:
            continue
        if kind is None or (not deictic and not edge(scene, start, "Union")):
            continue
        if not deictic and kind != "Union":
            continue
        if GENERIC_AFTER.match(scene.text[end : end + 2]) and not deictic:
            continue
        if scene.text[start - 1 : start] in QUANTIFIERS and not deictic:
            continue
        begin = found.start() if deictic else start
        yield Candidate(begin, end, kind, 0.4 + 0.5 * deictic + 0.1 * (end - begin), "anaphora")


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
BARE = re.compile(
    r"(?P<deictic>该|本(?=公司|集团|校|院)|我(?=校|院))?(?P<name>"
    r"(?:省|市|区|县|镇|乡|街道|社区|村|州|旗|街|校|院|厂|局|所|站|段|矿|公司|集团公司|集团|分公司|子公司|项目部|项目|企业|车间|车队|单位|学院|学校|大学|医院|银行|兵团|师|团)?"
    r"(?:总工会|工会联合会|联合工会|工会委员会|工会)|(?:集团公司|分公司|子公司|公司|集团|项目部|厂|车队|企业|学院|学校|大学|校|中学|小学|医院|局|街道|镇|乡|区|市|县|社区|协会|商会|中心|驿站|工作室|支队|大队|院|所))"
)

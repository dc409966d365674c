"""The words for a kind that names end in, and where a name can begin."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.lexicon import Matcher, class_of, rows, word_list
from kg.mentions.scene import Scene, piece
from kg.model import Class

__all__ = [
    "EDGE",
    "GENERIC_AFTER",
    "LEVEL",
    "QUANTIFIERS",
    "UNION_WORDS",
    "edge",
    "is_suffix",
    "suffix_class",
    "suffixes",
]

LEVEL = re.compile(r"^(?:自治区|自治州|自治县|兵团|[市区县省州盟旗镇乡街])(?!域|场区|长|民|级)")
QUANTIFIERS = tuple("各全每两多")
UNION_WORDS = frozenset(["总工会", "工会", "工会联合会", "联合工会", "工联会"])
# What may not follow a suffix: the name goes on, or the word is another one (公司|化, 工会|干部).
GENERIC_AFTER = re.compile(
    r"(?:化|型|制|式|级|长|员|务|议|员工|干部|工作|服务|系统|力量|领域|经费|改革|会员|界|阵地|事业|理论|部门|组织者|城|域|间|民|籍|里|方)"
)
EDGE = 0.6
"""What a clear left edge adds to the score of a name."""


@cache
def suffixes() -> Matcher[Class]:
    """All suffixes, with the class that each gives."""
    return Matcher(
        {word: class_of(kind) for kind, listed in rows("suffixes.tsv") for word in listed.split(" ")}
    )


@lru_cache(maxsize=1 << 16)
def is_suffix(word: str) -> bool:
    """Whether a word is one of the suffixes and nothing more."""
    return any((start, end) == (0, len(word)) for start, end, _ in suffixes().find(word))


@lru_cache(maxsize=1 << 16)
def suffix_class(name: str) -> Class | None:
    """The class that the last word of a name gives it."""
    found = [(start, kind) for start, end, kind in suffixes().find_all(name) if end == len(name)]
    return min(found, key=lambda item: item[0])[1] if found else None


def edge(scene: Scene, begin: int, kind: Class) -> float:
    """How well a name begins at `begin`: behind a mark or a word that no name reaches over."""
    if begin == 0 or not scene.text[begin - 1].isalnum():
        return EDGE
    word = scene.word_before(begin)
    said = piece(word)
    if said is None or (kind == "District" and said.place):
        return EDGE
    return 0.8 * EDGE if word in word_list("soft_verbs") else 0.6 * EDGE if said.score <= -1.0 else 0.0

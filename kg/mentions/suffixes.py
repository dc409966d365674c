"""The words for a kind that names end in, and what stands around them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.lexicon import class_of, rows
from kg.model import Class

__all__ = [
    "GENERIC_AFTER",
    "LEVEL",
    "OTHER_WORD",
    "QUANTIFIERS",
    "UNION_WORDS",
    "is_suffix",
    "suffix_class",
    "suffixes",
]

LEVEL = re.compile(
    r"^(?:(?:经开|高新|开发|综保|保税|临空|空港|自贸|度假|示范)区|自治区|自治州|自治县|兵团|师市|师(?=党委|机关)|团(?=党委|医院|中学|学校)|[市区县省州盟旗镇乡街])(?!域|场区|长|民(?![政族宗委])|级)"
)
QUANTIFIERS = tuple("各全每两多")
UNION_WORDS = frozenset(["总工会", "工会", "工会联合会", "联合工会", "工联会"])
# What may not follow a suffix: the name goes on, or the word is another one (公司|化, 工会|干部).
GENERIC_AFTER = re.compile(
    r"(?:化|型|制|式|级|长|员|务|议|员工|干部|工作|服务|系统|卡(?!车)|竞赛处|之友|力量|领域|经费|改革|会员|界|阵地|事业|理论|部门|组织者|城|域|间|民|籍|里|方)"
)
OTHER_WORD = re.compile(r"(?:[化型制式级长务议界城域间民籍里方]|员(?!工)|服务|系统)")
"""What makes another word of the single character in front of it: 局|长, 店|员."""


@cache
def suffixes() -> dict[str, Class]:
    """All suffixes, with the class that each gives."""
    return {word: class_of(kind) for kind, listed in rows("suffixes.tsv") for word in listed.split(" ")}


def is_suffix(word: str) -> bool:
    """Whether a word is one of the suffixes and nothing more."""
    return word in suffixes()


@cache
def _longest() -> int:
    return max(map(len, suffixes()))


@cache
def _last() -> frozenset[str]:
    return frozenset(word[-1] for word in suffixes())


@lru_cache(maxsize=1 << 14)
def suffix_class(name: str) -> Class | None:
    """The class that the last word of a name gives it."""
    if name[-1:] not in _last():
        return None
    ends = (name[begin:] for begin in range(max(0, len(name) - _longest()), len(name)))
    return next((suffixes()[end] for end in ends if end in suffixes()), None)

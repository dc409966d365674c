"""A firm by the head of its name: what of a longer name may stand behind it, and what makes it a unit's.

Counted in annotated articles where one firm's name begins another's. Only a legal form, a trade or a word
for its kind goes on naming it (骐远|客运公司, 城门山|铜矿); a place, a number or a task names a unit of it
(中建一局|京津公司, 凌钢|炼钢厂).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.lexicon import known_names, word_list
from kg.places import is_place

__all__ = ["is_rest_of_firm", "names_part", "trades"]

FORMS = r"(?:[（(][^（）()]{2,4}[）)]|集团|控股|股份|有限|责任|总)*(?:公司|集团|控股|股份)"
FORM = re.compile(FORMS)
ENDING = re.compile(rf"(?:{FORMS}|厂)$")
LEGAL = re.compile(r"(?:有限责任|有限|股份)公司$")
ALONE = re.compile("[煤铁铜铝金银锡锌铅锰磷盐]?矿|厂|银行|出行|快递|速递|速运|物流|酒店|律师事务所|供电所")
"""What names a kind and no unit."""
NUMBER = re.compile("[一二三四五六七八九十]")


@lru_cache(maxsize=1 << 14)
def is_rest_of_firm(short: str, rest: str) -> bool:
    """Whether the rest of a name that begins with a firm's short one only goes on naming the same firm.

    >>> is_rest_of_firm("骐远", "客运公司"), is_rest_of_firm("凌钢", "股份有限公司")
    (True, True)
    >>> is_rest_of_firm("凌钢", "炼钢厂"), is_rest_of_firm("中建一局", "京津公司")
    (False, False)
    """
    if FORM.fullmatch(rest) or ALONE.fullmatch(rest):
        return True
    if short.endswith("集团") or names_part(ENDING.sub("", rest)):
        return False
    if _kind().fullmatch(short) or known_names().get(short) == "Company":
        return LEGAL.search(rest) is not None
    return _named().fullmatch(rest) is not None


@lru_cache(maxsize=1 << 14)
def names_part(core: str) -> bool:
    """Whether a number, a region or a place is in what stands behind a firm's name: 中建一局|京津.

    >>> names_part("京津"), names_part("生物制剂")
    (True, False)
    """
    inner = {core[at:end] for at in range(len(core)) for end in range(at + 2, len(core) + 1)}
    return (
        NUMBER.search(core) is not None
        or not inner.isdisjoint(word_list("regions"))
        or any(map(is_place, inner))
    )


@cache
def trades(*others: str) -> str:
    """A pattern of what firms do, and of the words of other lists: 特钢, 工程技术."""
    listed = {
        word for name in ("firm_trades", "business", "broad_trades", *others) for word in word_list(name)
    }
    return f"(?:{'|'.join(sorted(listed, key=lambda word: (-len(word), word)))})"


@cache
def _kind() -> re.Pattern[str]:
    """Short names that say what the firm does: nothing but its legal form can follow."""
    return re.compile(rf".*(?:[钢轴冶棉汽铝油煤矿局纺化机重厂司铁建港]|股份|{trades()})")


@cache
def _named() -> re.Pattern[str]:
    """A trade, told by a known word or by two or more characters in front of a form."""
    return re.compile(rf"(?:{trades()}|[一-鿿]{{2}}){{1,3}}?(?:{FORMS}|厂)|{trades()}")

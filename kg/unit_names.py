"""What a unit's name shows: whether it tells whose it is, which firms stand in it, how high it ranks."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.firm_names import trades
from kg.lexicon import frequency, known_names, part_of_speech, word_list
from kg.places import is_place, names_place
from kg.structure import leading_places

__all__ = ["firms_above", "has_firm", "is_unnamed", "joined", "rank", "rank_of_unit"]

NUMBER = "[一二三四五六七八九十]"
SMALL = (
    rf"车间|班组|工区|作业部|作业区|管理区|工段|{NUMBER}班|[甲乙丙丁]班|综[采掘]{NUMBER}队|[采掘]\w{{1,2}}[区队]"
    rf"|(?<!第){NUMBER}[队厂矿]|检验中心|技术中心"
)
"""Units that are named by what they do."""
BRANCH = r"分公司|项目部|项目经理部|[支分]行|再生水厂|热源厂|水厂|采[油气]厂|店"
"""Units that are named by where they are."""
UNNAMED = re.compile(rf"(?P<head>.{{0,9}}?)(?:(?P<small>{SMALL})|{BRANCH})$")
FIRM_INSIDE = re.compile(
    rf"公司(?<!{NUMBER}公司)(?=.)|[^集]集团|股份|油田|银行|[^分]局|[一二三四五六七八九十]建|[^采]矿(?=.)|(?<!{NUMBER})厂(?=.)"
)
"""What only a firm of its own has in its name."""
NATION = (
    *("中国", "国家", "中央", "全国", "国网", "国能", "国电"),
    *("中铁", "中建", "中交", "中冶", "中核", "中煤", "中车", "中船", "中航"),
)
"""How the names of the nation's bodies and firms begin."""
OWNER_INSIDE = re.compile(
    r"(?:公司|集团(?!有限|公司|股份|控股)|[^分]局(?!集团)|[^工]厂|矿(?![业山井区石物]|工(?!会))|油田(?!公司|分公司)|[机工车电]务段|项目部|[分支]行)(?=..)"
)

RANKS = (
    (re.compile(r"(?:班组?|[^集]组|岗)$"), 1),
    (re.compile(r"(?:项目部|项目经理部|事业部|大队|支行|店|分部)$"), 3),
    (re.compile(r"(?:车间|队|科|室|工段|工区|作业区|管理区|站|部|处|所)$"), 2),
    (re.compile(r"煤矿$"), 5),
    (re.compile(rf"(?:[厂矿段院]|中心|分局|分公司|分行|{NUMBER}公司)$"), 4),
    (re.compile(r"集团(?:公司|(?:股份)?有限(?:责任)?公司)?$"), 7),
)
SUBSIDIARY, FIRM = 4, 6


@lru_cache(maxsize=1 << 14)
def _by_trade(name: str) -> bool:
    """Whether a firm or works has only its trade for a name: 矿业集团, 特钢公司, 炼钢总厂."""
    return re.fullmatch(rf"{trades('firm_parts')}+(?:{NUMBER}?(?:公司|厂)|总厂|集团)", name) is not None


@lru_cache(maxsize=1 << 14)
def _by_function(name: str) -> bool:
    """Whether a unit's name is made of common words, numbers or a place alone: 机电队, 第二分局, 西北公司."""
    found = FUNCTION.fullmatch(name)
    if not found or FIRM_INSIDE.search(name):
        return False
    head, firm = found["head"], found["firm"]
    if is_place(head) or head in word_list("regions"):
        return bool(firm) or found["kind"] in PLACED
    return bool(head or found["number"]) and len(head) <= (4 if firm else 9) and _common(head)


@lru_cache(maxsize=1 << 14)
def _common(text: str) -> bool:
    """Whether a text is a row of common words of the dictionary, none of them a name."""
    return not text or any(
        _is_common(text[:size]) and _common(text[size:]) for size in range(min(4, len(text)), 1, -1)
    )


def _is_common(word: str) -> bool:
    tag = part_of_speech(word)
    return tag[:1] in ("n", "v", "b", "l") and tag[:2] not in NAMES and frequency(word) >= COMMON


NAMES = ("nr", "ns", "nt", "nz")
COMMON = 20
"""Occurrences in 60 million words from which a word is one that everybody uses."""
PLACED = ("车队", "作业区", "工区", "车间", "队")
"""Units that go by their place."""
FUNCTION = re.compile(
    rf"(?P<number>第?(?:{NUMBER}+|\d+路?))?(?P<head>.*?)(?:(?P<firm>总?公司)|第?{NUMBER}*"
    r"(?P<kind>分厂|分局|分中心|分部|[大中车]队|队|车间|工区|工段|作业区|工程处|班组|班|科|处|部|中心))"
)


@lru_cache(maxsize=1 << 14)
def is_unnamed(name: str) -> bool:
    """Whether a unit's name tells only what it does or where it is, and not whose it is."""
    found = UNNAMED.fullmatch(name)
    if _by_trade(name) or _by_function(name):
        return True
    if any(is_unnamed(above) for above in firms_above(name)[:1]):
        return True  # 采油四厂|廊坊作业区
    if not found or FIRM_INSIDE.search(name) or name.startswith(NATION):
        return False
    head = found["head"]
    if any(
        known_names().get(head[at:end]) == "Company"
        for at in range(len(head))
        for end in range(at + 2, len(head) + 1)
    ):
        return False
    places, rest = leading_places(head + "#")
    if name.endswith("店"):
        return names_place(head) or is_place(head + "街道")  # 望京店
    if name.endswith(("厂", "矿")) and found["small"] and (len(head) > 2 or (head and name[-1] == "矿")):
        return False  # 华东国棉|三厂 and 赣煤|五矿 are firms
    if places and (found["small"] or (name.endswith("厂") and name[-3] != "采") or len(rest) > 4):
        return False
    if any(is_place(rest[at:-1]) for at in range(2, len(rest) - 2)):
        return False  # 中联水泥|南阳|分公司
    return len(rest) < 5 or bool(part_of_speech(rest[:2]) and part_of_speech(rest[2:4]))


@lru_cache(maxsize=1 << 14)
def firms_above(name: str) -> tuple[str, ...]:
    """The firms and works that a unit's name begins with.

    >>> firms_above("赣北铜业集团石门煤矿综采二队")
    ('赣北铜业集团', '赣北铜业集团石门煤矿')
    """
    return tuple(name[: inner.end()] for inner in OWNER_INSIDE.finditer(name, 2))


@lru_cache(maxsize=1 << 14)
def has_firm(front: str) -> bool:
    """Whether a firm stands in front of a unit's name, and not only a place or a year.

    >>> has_firm("赣北铜业集团"), has_firm("国网"), has_firm("江西省")
    (True, True, False)
    """
    return bool(front) and (known_names().get(front) == "Company" or bool(FIRM_INSIDE.search(front + "#")))


def joined(owner: str, unit: str) -> str:
    """The unit's name behind its firm's, what both have once: 驰越汽车|焊装车间 of 广西驰越汽车有限公司."""
    if unit.startswith(owner):
        return unit
    if owner.endswith("油田公司") or (PLAIN.search(owner) and unit.endswith("分公司")):
        owner = owner.removesuffix("公司")
    shared = next((n for n in range(len(unit) - 2, 1, -1) if unit[:n] in owner), 0)
    bare = UNNAMED.fullmatch(unit[shared:])
    if (shared and bare and not bare["head"] and not bare["small"]) or re.fullmatch(
        trades("firm_parts") + "+", unit[:shared]
    ):
        shared = 0  # 青石油田|青石采油厂, 青石采油厂|采油一大队
    return owner + unit[shared:]


PLAIN = re.compile(r"(?<!有限)(?<!责任)(?<!集团)(?<!股份)公司$")


def rank(name: str) -> int:
    """How high a firm or unit stands by the end of its name: 1 for a team, 2 for a workshop, 7 for a group.

    >>> rank("赣北铜业集团"), rank("石门煤矿"), rank("综采二队")
    (7, 5, 2)
    """
    if _by_trade(name):
        return FIRM if name.endswith(("集团", "公司")) else SUBSIDIARY
    found = next((level for end, level in RANKS if end.search(name)), FIRM)
    return SUBSIDIARY if found == FIRM and PLAIN.search(name) and OWNER_INSIDE.search(name, 2) else found


def rank_of_unit(unit: str) -> int:
    """The rank of the highest that a chain of units begins with: 轧钢厂|一车间."""
    head = OWNER_INSIDE.search(unit)
    return rank(unit[: head.end()] if head else unit)

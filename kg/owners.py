"""The firm that a unit named alone is of: a 卷包车间 is the mill's that stands before it, not the group's.

A unit's owner stands above it: a team's may be a works, a branch's is a company. Of several, those that the
title names, that are named more often, and that stand nearer before the unit are the likelier ones.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from kg.firm_names import trades
from kg.lexicon import frequency, known_names, part_of_speech, word_list
from kg.model import Class, Mention
from kg.places import is_place, names_place
from kg.structure import leading_places

__all__ = ["firms_above", "has_firm", "is_unnamed", "owned"]

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
UNION_OF = ("公司", "集团", "局", "厂", "矿", "段", "油田", "项目部", "分行")

RANKS = (
    (re.compile(r"(?:班组?|[^集]组|岗)$"), 1),
    (re.compile(r"(?:项目部|项目经理部|事业部|大队|支行|店|分部)$"), 3),
    (re.compile(r"(?:车间|队|科|室|工段|工区|作业区|管理区|站|部|处|所)$"), 2),
    (re.compile(r"煤矿$"), 5),
    (re.compile(rf"(?:[厂矿段院]|中心|分局|分公司|分行|{NUMBER}公司)$"), 4),
    (re.compile(r"集团(?:公司|(?:股份)?有限(?:责任)?公司)?$"), 7),
)
SUBSIDIARY, FIRM = 4, 6
STEP = 0.5
"""What each level between a unit and its owner takes away."""
COUNT, NEAR, TITLED = 0.5, 1.0, 1.0
"""What each mention of an owner, its standing nearest before the unit, and the title add. Set by hand."""
OFTEN = 5
"""Mentions from which one more says nothing."""


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


def owned(
    mentions: Sequence[Mention], names: Sequence[str | None], canonical: Mapping[tuple[Class, str], str]
) -> dict[tuple[Class, str], str]:
    """(Company, name) -> the name with its firm in front, of the units that are named alone."""
    fulls = [
        mention.surface
        if mention.rule == "unit"
        else canonical.get((mention.type, name), name)
        if name
        else ""
        for mention, name in zip(mentions, names, strict=True)
    ]
    units = [
        (order, full)
        for order, (mention, full) in enumerate(zip(mentions, fulls, strict=True))
        if full and mention.type == "Company" and (mention.rule == "unit" or is_unnamed(full))
    ]
    if not units:
        return {}
    owners = _owners(mentions, fulls, canonical)
    found: dict[tuple[Class, str], str] = {}
    for order, unit in sorted(units, key=lambda u: -_rank_of_unit(u[1])):
        if full := found.get(("Company", unit)):
            owners.append((order, full, 1.0))
        elif whole := _whole_name(unit, owners):
            found["Company", unit] = whole
        elif owner := _owner(unit, order, owners, mentions):
            full = found["Company", unit] = joined(owner, unit)
            owners.append((order, full, 1.0))
        elif unit.endswith("集团"):
            owners.append((order, unit, 1.0))  # a city's 排水集团
    return found


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


def _whole_name(unit: str, owners: Owners) -> str | None:
    """The unit by the firm's name that ends as it begins, where only one does: 采油厂 of a 渤梁采油厂."""
    for head in (unit, *reversed(firms_above(unit))):
        names = {name for _, name, _ in owners if name.endswith(head) and len(name) > len(head)}
        if len(names) == 1:
            return names.pop() + unit[len(head) :]
    return None


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

Owners = Sequence[tuple[int, str, float]]
"""Order of the mention, name of a firm, and how plainly it is named there."""


def _owners(
    mentions: Sequence[Mention], fulls: Sequence[str], canonical: Mapping[tuple[Class, str], str]
) -> list[tuple[int, str, float]]:
    found: list[tuple[int, str, float]] = []
    for order, (mention, full) in enumerate(zip(mentions, fulls, strict=True)):
        if mention.type not in NAMED_AFTER_FIRMS or mention.rule == "unit":
            continue
        if mention.type != "Company":
            front = full.partition("工会")[0]
            full = canonical.get(("Company", front), front) if front.endswith(UNION_OF) else ""
        if not full or is_unnamed(full):
            continue
        found.append((order, full, 1.0))
        for whole in firms_above(full):
            found.append((order, canonical.get(("Company", whole), whole), 0.5))
    names = sorted({name for _, name, _ in found})
    return [(order, longest, plain) for order, name, plain in found if (longest := _fullest(name, names))]


def _fullest(name: str, names: Sequence[str]) -> str | None:
    """The longest of the names that end so; where several are as long the name itself, of 矿 alone none."""
    ending = [other for other in names if other.endswith(name)]
    longest = [other for other in ending if len(other) == max(map(len, ending))]
    return longest[0] if len(longest) == 1 else name if len(name) > 1 else None


NAMED_AFTER_FIRMS: tuple[Class, ...] = ("Company", "Union", "Event")
"""What shows a firm in front of its 工会: 某厂|工会女职工委员会, 某厂|工会第七次代表大会."""


def _rank(name: str) -> int:
    if _by_trade(name):
        return FIRM if name.endswith(("集团", "公司")) else SUBSIDIARY
    found = next((rank for end, rank in RANKS if end.search(name)), FIRM)
    return SUBSIDIARY if found == FIRM and PLAIN.search(name) and OWNER_INSIDE.search(name, 2) else found


def _rank_of_unit(unit: str) -> int:
    """The rank of the highest that a chain of units begins with: 轧钢厂|一车间."""
    head = OWNER_INSIDE.search(unit)
    return _rank(unit[: head.end()] if head else unit)


def _listed(order: int, mentions: Sequence[Mention]) -> range:
    """The mentions that stand in a list with one, only a mark between: they are of the same firm as it."""
    first = last = order
    while first and _adjoin(mentions[first - 1], mentions[first]):
        first -= 1
    while last + 1 < len(mentions) and _adjoin(mentions[last], mentions[last + 1]):
        last += 1
    return range(first, last + 1)


def _adjoin(one: Mention, other: Mention) -> bool:
    return one.field == other.field and one.end + 1 == other.start


def _owner(unit: str, order: int, owners: Owners, mentions: Sequence[Mention]) -> str | None:
    """The likeliest owner of a unit that is mentioned at `order`; None where two are as likely."""
    rank = _rank_of_unit(unit)
    listed = _listed(order, mentions)
    titled = {name for at, name, _ in owners if mentions[at].field == "title"}
    fit = [
        owner
        for owner in owners
        if _rank(owner[1]) > rank and owner[0] not in listed and (rank < FIRM or owner[1] in titled)
    ]
    near = _near(order, fit, mentions)
    named: defaultdict[str, float] = defaultdict(float)
    for _, name, plain in fit:
        named[name] += plain
    scores = {
        name: COUNT * min(count, OFTEN)
        + near.get(name, 0.0)
        + TITLED * (name in titled)
        - STEP * (_rank(name) - rank)
        for name, count in named.items()
    }
    most = max(scores.values(), default=0.0)
    best = sorted((name for name, score in scores.items() if score == most), key=len)
    inside = all(longer.startswith(name) for name, longer in pairwise(best))
    return best[-1] if best and inside else None


def _near(order: int, owners: Owners, mentions: Sequence[Mention]) -> dict[str, float]:
    """What standing before a unit adds, most for the nearest; of firms listed together none is nearer."""
    found: dict[str, float] = {}
    lists: list[int] = []
    for at, name, _ in sorted(owners, key=lambda owner: -owner[0]):
        if at < order and name not in found:
            first = _listed(at, mentions).start
            lists += [first] if first not in lists else []
            found[name] = NEAR / (lists.index(first) + 1)
    return found

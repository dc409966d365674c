"""The structure of an organisation's name: the places in front, the core, and the words for its kind.

Edit distance misleads: 通州区总工会 and 平谷区总工会 differ in two characters and are two unions,
福田戴姆勒公司 and 北京福田戴姆勒汽车有限公司 differ in six and are one firm. Names are compared part by part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.firm_names import is_rest_of_firm, names_part
from kg.lexicon import known_names, word_list
from kg.model import Class
from kg.places import is_place, places_named, short_name, usual_name

__all__ = [
    "UNIT",
    "Parts",
    "abbreviates",
    "begins",
    "called",
    "is_legal",
    "leading_places",
    "only_places",
    "parts",
    "same_bearer",
    "shortens",
    "union_base",
]

UNION = re.compile(r"(?:总工会|工会联合会|联合工会|工会委员会|工会工作委员会|工联会|工会)(?:委员会|机关)?$")
FIRM = re.compile(r"(?:[（(]集团[）)]|股份|集团|控股|有限责任|有限)*(?:公司|集团|厂|总厂)$")
UNIT = re.compile(
    r"(?:[一-鿿]{0,4}分公司|子公司|项目部|项目经理部|车队|车间|分厂|[一-鿿]{0,4}支行|分行|营业部|事业部|分店|门店|段|所|站|[分总支]?队|处|科|室|院|系|部)$"
)
NATION = "中国"
LEVEL = re.compile(r"^(?:[省市区县州旗镇乡]|街道|社区)(?=..)")
# Places as their names end, where the gazetteer lacks them: streets, communities, zones.
PLACE_LIKE = re.compile(r"^[一-鿿]{2,5}?(?:街道|地区|社区|镇|(?<!城)乡|开发区|新区|园区)")


# 石河子|经济技术开发区 is one place
ZONE = re.compile(
    r"(?:经济技术|高新技术产业|高新|经济|综合保税|临空经济|国际机场)*(?:开发区|高新区|示范区|保税区|园区)"
)


@dataclass(frozen=True, slots=True)
class Parts:
    """A name taken apart; joined, the parts are the name."""

    places: tuple[str, ...]
    core: str
    kind: str


@lru_cache(maxsize=1 << 14)
def leading_places(name: str) -> tuple[tuple[str, ...], str]:
    """The places that a name begins with, full or short, and the rest, which is not empty.

    >>> leading_places("江苏省苏州市总工会")
    (('江苏省', '苏州市'), '总工会')
    """
    found: list[str] = []
    rest = name
    while True:
        size = next((n for n in range(min(12, len(rest) - 1), 1, -1) if _follows(found, rest[:n])), 0)
        like = PLACE_LIKE.match(rest)
        if like and size < 3 and like.end() < len(rest) and not (size and is_place(rest[size : like.end()])):
            size = like.end()
        if not size or (rest.startswith("村", size) and short_name(rest[:size]) == rest[:size]):
            return tuple(found), rest  # 柳林村 is a village, not one of 柳林县
        zone = ZONE.match(rest, size)
        size = zone.end() if zone and zone.end() < len(rest) else size
        found.append(rest[:size])
        rest = rest[size:]


def _follows(found: list[str], name: str) -> bool:
    """Whether a place can stand behind those found; a short name only inside the one before it."""
    if not is_place(name):
        return False
    if not found or short_name(name) != name:
        return True
    outer = {code for code, _ in places_named(found[-1])}
    return any(code[: len(o)] == o for code, _ in places_named(name) for o in outer)


@lru_cache(maxsize=1 << 14)
def only_places(base: str) -> bool:
    """Whether a name is a chain of places and nothing else: 朝阳区和平街街道."""
    places, rest = leading_places(base + "#")
    return bool(places) and rest == "#"


@lru_cache(maxsize=1 << 14)
def union_base(name: str) -> str:
    """What a union's name is the union of: 北京建工集团公司工会 -> 北京建工集团公司.

    >>> union_base("通州区总工会"), union_base("工会")
    ('通州区', '')
    """
    tail = UNION.search(name)
    return name[: tail.start()] if tail else name


@lru_cache(maxsize=1 << 14)
def parts(name: str) -> Parts:
    """The name of a firm, its unit or another organisation as places, core and kind.

    >>> parts("北京福田戴姆勒汽车有限公司")
    Parts(places=('北京',), core='福田戴姆勒汽车', kind='有限公司')
    """
    nation = len(NATION) if name.startswith(NATION) and leading_places(name[len(NATION) :])[0] else 0
    places, rest = leading_places(name[nation:])  # 中国|江城凌朔集团有限公司
    places = (NATION, *places) if nation else places
    if not places and (level := LEVEL.match(rest)):
        places, rest = (level[0],), rest[level.end() :]
    tail = None if UNIT.search(rest) else FIRM.search(rest)
    cut = tail.start() if tail else len(rest)
    return Parts(places, rest[:cut], rest[cut:])


def same_bearer(a: str, b: str, kind: Class) -> bool:
    """Whether two names of one class can stand for the same bearer, by their structure.

    >>> same_bearer("机电分公司", "北京地铁机电分公司", "Company")
    True
    >>> same_bearer("通州区总工会", "平谷区总工会", "Union"), same_bearer("平谷工会", "平谷区总工会", "Union")
    (False, True)
    >>> same_bearer("燕山石化", "燕山石化炼油厂", "Company"), same_bearer("华北制药", "华北制药厂", "Company")
    (False, True)
    """
    if a == b:
        return True
    if kind == "Union":
        return _same_union(union_base(a), union_base(b)) if UNION.search(a) and UNION.search(b) else False
    if kind in ("Company", "School", "Government", "Organisation"):
        return _same_organisation(*sorted((a, b), key=len), firm=kind == "Company")
    return False


def abbreviates(short: str, full: str) -> bool:
    """Whether a name leaves out words of the full one and keeps the word for its kind.

    >>> abbreviates("流域中心", "北京市河湖流域管理事务中心"), abbreviates("通州区总工会", "平谷区总工会")
    (True, False)
    """
    rest = iter(full)
    return len(short) <= len(full) - 2 and short[-2:] == full[-2:] and all(c in rest for c in short)


def shortens(short: str, full: str) -> bool:
    """Whether a firm's name leaves characters of its full one out, and no place, number or firm.

    >>> shortens("陇煤化集团", "陇西煤业化工集团"), shortens("凌朔公司北苑店", "凌朔健身管理有限公司北苑店")
    (True, True)
    >>> shortens("中铁公司", "中铁三局二公司"), shortens("第一分公司", "凌朔第一工程公司第一分公司")
    (False, False)
    """
    a, b = (FORMS.sub("", INNER_FORM.sub("", GROUPED.sub("集团", name))) for name in (short, full))
    b = b.removesuffix("公司") if a.endswith("集团") and b.endswith("集团公司") else b
    if not 4 <= len(a) < len(b) or a[-1] != b[-1] or ALONE.fullmatch(a) or full.startswith(short):
        return False
    places, rest = leading_places(b)
    for at, outer in enumerate(places):
        within = "".join(places[at + 1 :]) + rest
        letter = a[0] == outer[0] or a[0] + short_name(outer) in word_list("letters_of_places")
        if letter and not a.startswith(outer) and _leaves_out(a[1:], within):
            return True  # 陇|煤化集团
    if a.endswith("集团") and a[:-2] in b:
        return False  # 凌朔集团 has a 凌朔市政集团
    return any(_leaves_out(a, "".join(places[at:]) + rest) for at in range(len(places) + 1))


def _leaves_out(a: str, b: str) -> bool:
    """Whether a name has only characters of another, in their order and from the first on."""
    if not b.startswith(a[0]):
        return False
    left, wanted = "", iter(a)
    due = next(wanted)
    for character in b:
        if character == due:
            due = next(wanted, "")
        else:
            left += character
    return not due and not SAYS_WHICH.search(left)


FORMS = re.compile(r"股份|有限|责任")
GROUPED = re.compile(r"[（(]集团[）)]")
ALONE = re.compile(r"第?[一二三四五六七八九十\d]*(?:分公司|工程公司|项目部|车间|子公司|集团公司|厂|队)")
SAYS_WHICH = re.compile(r"[一二三四五六七八九十百\d东西南北新局厂矿段站店]|公司|集团")
"""What a short form does not leave out: it would be another firm."""


def begins(short: str, full: str) -> bool:
    """Whether a firm's legal name begins so behind its place: 凌朔电子, 苏州凌朔电子有限公司."""
    name = BRACKETED.sub("", full)
    core = name if name.startswith(short) and not only_places(short) else leading_places(name)[1]
    return len(short) < len(full) and core.startswith(short) and not OWNS.match(core, len(short))


OWNS = re.compile(r"(?:集团|[^限任]公司)(?!有限|责任|股份|控股|集团|公司|$)")
"""Where a firm's name goes on with that of one it owns: 凌朔|集团商用车有限公司."""


def is_legal(name: str) -> bool:
    """Whether a firm's name is the one it has by law."""
    return bool(LEGAL.search(name))


def called(short: str, full: str) -> bool:
    """Whether a firm with this legal name goes by its coined word alone, or with some of its trade.

    >>> called("凌朔公司", "苏州凌朔电子有限公司"), called("凌朔制剂", "苏州凌朔生物制剂有限公司")
    (True, True)
    >>> called("凌朔公司", "苏州凌朔电子"), called("凌朔公司", "凌朔电子有限公司二分公司")
    (False, False)
    >>> called("凌朔公司", "晏钢集团凌朔工程有限公司"), called("沈钢公司", "凌朔集团沈阳钢铁有限公司")
    (True, True)
    >>> called("凌朔啤酒", "凌朔啤酒桂林漓泉股份有限公司")
    False
    """
    if not LEGAL.search(full) or ("集团" in short and "集团" not in full):
        return False
    return any(_called(short, name) for name in (full, *_behind_owners(full)))


def _called(short: str, full: str) -> bool:
    core, named = PLAIN_FORM.sub("", short), LEGAL.sub("", BRACKETED.sub("", full))
    if not core.startswith(tuple(leading_places(named)[0])):
        named = _plain_places(named)
    if len(core) < 2 or ("股份" in short and "股份" not in full):
        return False
    places, rest = leading_places(named)
    if len(core) in (2, 3) and places and core[0] == places[-1][0] and rest.startswith(core[1]):
        left = iter(rest)
        return all(character in left for character in core[1:])  # 沈变, of 沈阳变压器
    if (numbered := BUILDERS.fullmatch(core)) and f"第{numbered[1]}{numbered[2]}" in named:
        return True  # 三建, of 江城市第三建筑工程
    if core == named or begins(core, named):
        return not names_part(named.partition(core)[2])
    return shortens(short, full) or shortens(core, named) or (len(core) > 3 and named.endswith(core))


@lru_cache(maxsize=1 << 12)
def _behind_owners(full: str) -> tuple[str, ...]:
    """What stands behind the owner in a firm's name: 晏钢集团|凌朔工程有限公司, 中国石化|凌朔有限公司."""
    name = leading_places(full)[1]
    known = (n for n in range(2, min(9, len(name) - 4)) if known_names().get(name[:n]) == "Company")
    groups = (found.end() for found in GROUP.finditer(name, 2))
    return tuple(name[end:] for end in sorted({*known, *groups}))


BUILDERS = re.compile("([一二三四五六七八九十])([建冶航])")
GROUP = re.compile(r"(?:集团(?:股份)?(?:有限)?(?:责任)?(?:公司)?|局)(?=[^有股控责公集]..)")

LEGAL = re.compile(r"(?:股份|控股|集团)*(?:有限责任|有限)公司$")
PLAIN_FORM = re.compile(r"(?:集团公司|集团|股份公司|股份|公司)$")
BRACKETED = re.compile(r"[（(][^（）()]*[）)]")


def _same_union(a: str, b: str) -> bool:
    if a == b:
        return bool(a)
    if not a or not b or only_places(a) != only_places(b):
        return False
    if only_places(a):
        above_a, last_a = _chain(a)
        above_b, last_b = _chain(b)
        return _same_place(last_a, last_b) and (not above_a or not above_b or _same_place(above_a, above_b))
    return _same_organisation(*sorted((a, b), key=len), firm=True)


def _chain(base: str) -> tuple[str, str]:
    """The last place of a chain and the one above it, '' for none."""
    places = ("", *leading_places(base + "#")[0])
    return places[-2], places[-1]


def _same_place(a: str, b: str) -> bool:
    """平谷 is 平谷区, 大理州 is 大理白族自治州; but 喀什市 and 喀什地区 are two."""
    shared = short_name(a) == short_name(b) and short_name(a) in (a, b)
    return a == b or shared or a == usual_name(b) or b == usual_name(a)


def _same_organisation(short: str, full: str, *, firm: bool) -> bool:
    if firm and full.startswith(short):
        return is_rest_of_firm(short, full[len(short) :])
    if firm and (plain := _plain_places(full)) != full and plain.startswith(short):
        return plain == short or is_rest_of_firm(short, plain[len(short) :])
    a, b = parts(short), parts(full)
    if firm and len(a.places) == 1 and b.core.startswith(a.places[0] + a.core) and len(a.core) > 1:
        return not UNIT.search(short)  # 福田 is a place and a brand
    if not _agree(a.places, b.places) or not a.core:
        return False
    if firm and a.core != b.core and (is_legal(short) or ("集团" in a.kind and "集团" not in full)):
        return False  # two firms, as the law has it
    if a.core == b.core:
        return a.kind == b.kind or (firm and _legal(a.kind) | _legal(b.kind) != {"集团", "股份"})
    if (
        b.core.endswith(a.core)
        and (a.kind == b.kind or (firm and _plain_kind(a.kind) == _plain_kind(b.kind)))
        and (len(a.core) >= 4 or b.core.removesuffix(a.core) in GENERAL)
        and (not a.places or a.places == b.places)
    ):
        return True  # 机电分公司, 北京地铁机电分公司
    if firm and _without_forms(short) == _without_forms(full):
        return True  # 捷达速运朝阳分公司, 北京捷达速运有限公司朝阳分公司
    if b.kind.endswith("厂") and not a.kind.endswith("厂"):
        return False  # 燕山石化 has a 燕山石化炼油厂
    if a.kind and not FIRM.fullmatch(full.partition(short)[2] or "公司"):
        return False  # 凌朔糖业集团 has a 凌朔糖业集团晏川制糖公司
    whole = short[: len(short) - len(a.kind)]
    begins = b.core.startswith(a.core) or full.startswith(whole)
    if begins and NUMBERED.search(full.partition(whole)[2]):
        return False  # 中建二局 has a 中建二局三公司
    return firm and bool(b.kind) and len(a.core) >= 3 and begins and not UNIT.search(short)


NUMBERED = re.compile(r"^第?[一二三四五六七八九十]{1,3}[\u4e00-\u9fff]{0,6}(?:公司|集团|厂|局)")
# What a firm is by law, where a unit's name follows it.
INNER_FORM = re.compile(r"(?:集团)?(?:股份)?(?:有限)?(?:责任)?公司(?=.{3})")


@lru_cache(maxsize=1 << 14)
def _without_forms(name: str) -> str:
    """A unit's name without the places in front and without the legal form of its firm."""
    return INNER_FORM.sub("", leading_places(name)[1])


@lru_cache(maxsize=1 << 14)
def _plain_places(name: str) -> str:
    """A firm's name with places inside it by their short names: 国网江城电力公司, of 国网江城市电力公司."""
    for end in (at + 1 for at, character in enumerate(name[:-2]) if at > 1 and character in "省市区县"):
        for begin in range(max(0, end - 5), end - 2):
            if is_place(name[begin:end]):
                return name[: end - 1] + name[end:]
    return name


GENERAL = ("城市", "国家")
"""What a short name leaves out in front: 江城|城市|排水集团."""


def _plain_kind(kind: str) -> str:
    """What a firm is, without its legal form: 集团, of 集团有限责任公司."""
    return FORMS.sub("", kind).replace("集团公司", "集团")


def _legal(kind: str) -> set[str]:
    """What a firm's legal form says: a group and its listed company are two, 集团股份有限公司 is one."""
    found = {word for word in ("集团", "股份") if word in kind}
    return found if len(found) == 1 else set()


def _agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Places agree when one side names none, or only a level, or both name one in common."""
    if not a or not b or any(LEVEL.match(p + "##") for p in (*a, *b)):
        return True
    return bool({short_name(p) for p in a} & {short_name(p) for p in b})

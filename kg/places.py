"""The administrative places of China as names: full, short, and which lies in which."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from kg.corps import farm, is_corps_place
from kg.lexicon import frequency, part_of_speech, rows, word_list

__all__ = [
    "KIND_ONLY",
    "RARE",
    "TOWNS",
    "Place",
    "former_names",
    "full_names",
    "home_chain",
    "is_county",
    "is_place",
    "name_of",
    "names_place",
    "place",
    "place_below",
    "places_named",
    "short_name",
    "towns_below",
    "usual_name",
]

ETHNIC = re.compile(
    r"(?:壮族|回族|维吾尔|维吾尔族|藏族|蒙古族?|满族|朝鲜族|苗族|侗族|土家族|布依族|彝族|傣族|白族|哈尼族|景颇族|傈僳族|羌族|哈萨克族?|柯尔克孜族?|黎族|瑶族|畲族|各族|仡佬族|水族|土族|撒拉族|东乡族|保安族|裕固族|锡伯族?|塔吉克族?|达斡尔族|佤族|拉祜族|纳西族|怒族|独龙族|毛南族|仫佬族|普米族)*自治[区州县旗]$"
)
ETHNIC_TOWNSHIP = re.compile(
    r"(.{2,}?)(?:回|维吾尔|藏|蒙古|满|朝鲜|苗|侗|土家|布依|彝|傣|白|哈尼|景颇|傈僳|羌|哈萨克|柯尔克孜|黎|瑶|畲|仡佬|水|土|撒拉|东乡|保安|裕固|锡伯|塔吉克"
    r"|达斡尔|佤|拉祜|纳西|怒|独龙|毛南|仫佬|普米|布朗|基诺|德昂|阿昌|门巴|珞巴|鄂温克|鄂伦春|赫哲|俄罗斯|塔塔尔|乌孜别克|京|壮|族)+乡"
)
XINJIANG = "65"
Place = tuple[str, str]
"""(code, full name); the code tells the level and what it lies in: 2 digits province, 4, 6, 9."""


@cache
def _by_name() -> dict[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = {}
    for code, name, *_ in rows("divisions.tsv"):
        found.setdefault(name, []).append((code, name))
        if code.startswith(XINJIANG) and (called := farm(name)):
            found.setdefault(called, []).append((code, called))
        if len(code) <= 6:
            for other in {short_name(name), usual_name(name)} - {name}:
                found.setdefault(other, []).append((code, name))
        if len(code) == 9 and name.endswith("地区"):  # 来广营地区 is 来广营乡, 永宁地区 永宁镇
            for kind in "乡镇":
                found.setdefault(name[:-2] + kind, []).append((code, name[:-2] + kind))
        if township := ETHNIC_TOWNSHIP.fullmatch(name):  # 布朗山布朗族乡 is 布朗山乡
            found.setdefault(township[1] + "乡", []).append((code, township[1] + "乡"))
    for code, name in rows("former_divisions.tsv"):
        found.setdefault(name, [(code, name)])
    return {name: tuple(sorted(places, key=lambda p: (len(p[0]), p[0]))) for name, places in found.items()}


@lru_cache(maxsize=1 << 16)  # all places have a turn
def short_name(name: str) -> str:
    """A place without the word for its kind; as it is when less than two characters would be left.

    >>> short_name("通州区"), short_name("广西壮族自治区"), short_name("萧县")
    ('通州', '广西', '萧县')
    """
    short = ETHNIC.sub("", name)
    if short == name:
        short = re.sub(r"(?:特别行政区|林区|省|市|区|县|地区|盟|旗)$", "", name)
    return short if len(short) > 1 else name


@lru_cache(maxsize=1 << 16)  # all places have a turn
def usual_name(name: str) -> str:
    """An autonomous place as people call it, short but with its kind.

    >>> usual_name("大理白族自治州"), usual_name("海淀区")
    ('大理州', '海淀区')
    """
    return short_name(name) + name[-1] if name[-3:-1] == "自治" and name[-1] in "州县" else name


def places_named(name: str) -> tuple[Place, ...]:
    """All places that a full or short name may mean, the highest level first."""
    return _by_name().get(name, ())


@cache
def full_names() -> frozenset[str]:
    """All full names of three and more characters (人民街道, 通州区), looked for inside words too."""
    return frozenset(
        name
        for name in _by_name()
        if len(name) > 1 + (name[-1] != "县") and _is_written_out(name) and not farm(name)
    )


@cache
def former_names() -> frozenset[str]:
    """Full names that places had and that none has now: 奉化市, 密云县."""
    return frozenset(name for _, name in rows("former_divisions.tsv") if len(_by_name()[name]) == 1)


def _is_written_out(name: str) -> bool:
    return any(name in (full, usual_name(full)) for _, full in _by_name()[name])


RARE = 100
"""Occurrences in 60 million words below which a county's short name is no word of its own: 平谷."""


KIND_ONLY = re.compile(
    r"(?:经济|技术|高新|产业|综合|临空|空港|临港|物流|工业|科技|国际|机场|出口|加工|旅游|高铁|华侨)*"
    r"(?:开发区|高新区|新区|示范区|保税区|园区|经济区|工业区|试验区|管理区|度假区|产业园|工业园)"
    r"|(?:国营|第[一二三四]|县|种[猪羊马牛]|奶牛|良种|原种|果树|园艺|畜牧|林果|水产)+(?:繁育|繁殖|示范|试验|养殖)*(?:场|农场|林场)"
)
"""What the list of divisions has as a place somewhere, and what is only the kind of one elsewhere."""


@lru_cache(maxsize=1 << 14)
def is_place(word: str) -> bool:
    """Whether a token is the name of a place: full of any level, or short of a county and above.

    Short names that are words of their own (和平, 建设, 城区) do not count.
    """
    found = _by_name().get(word)
    if not found and is_corps_place(word):
        return True
    if not found or word in word_list("no_places"):
        return False
    if len(word) > 2 and _is_written_out(word):
        return not KIND_ONLY.fullmatch(word)
    if any(len(code) <= 4 for code, _ in found):
        return True
    return part_of_speech(word) in ("ns", "") or frequency(word) < RARE


def is_county(name: str) -> bool:
    """Whether a place is a county or a city of its rank, whose name stands by itself: 罗山县, 义乌市."""
    return name.endswith(("县", "旗", "市")) and any(
        len(code) == 6 and name in (full, usual_name(full)) for code, full in places_named(name)
    )


TOWNS = ("街道", "镇", "乡", "地区")
"""How the names of what lies below a county end."""


def place_below(word: str, above: str) -> str | None:
    """The county or town that a short name means right behind what it lies in.

    A town is not told by its province (上海|虹桥).

    >>> place_below("厚街", "东莞"), place_below("滦平", "河北"), place_below("虹桥", "上海")
    ('厚街镇', '滦平县', None)
    """
    outer = [code for code, _ in places_named(above) if len(code) <= 6]
    towns = () if is_place(word) else (word + "镇", word + "街道", word + "乡")
    for code, full in (found for name in (word, *towns) for found in places_named(name)):
        for within in outer:
            if code != within and code.startswith(within) and (len(code) <= 6 or len(within) > 2):
                return full
    return None


def towns_below(code: str) -> tuple[str, ...]:
    """The names of the towns of a county, or of a city that has no counties (441900), without their kind.

    >>> towns_below("110115")[:3]
    ('亦庄', '兴丰', '北臧村')
    """
    return _towns().get(code, ())


@cache
def _towns() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for code, name, *_ in rows("divisions.tsv"):
        if len(code) == 9:
            township = ETHNIC_TOWNSHIP.fullmatch(name)
            short = township[1] if township else TOWN.sub("", name)
            if len(short) > 1 and short != name:
                found.setdefault(code[:6], []).append(short)
    return {code: tuple(sorted(set(names))) for code, names in found.items()}


TOWN = re.compile(rf"(?:{'|'.join(TOWNS)})$")


def names_place(word: str) -> bool:
    """Whether a word can be the short name of a county or above, whatever else it means."""
    return word not in word_list("no_places") and any(len(code) <= 6 for code, _ in places_named(word))


def place(name: str, near: Iterable[Place] = ()) -> Place | None:
    """The place a name means: one in or around those given, else the highest if there is only one."""
    return _place(name, tuple(near))


@lru_cache(maxsize=1 << 14)
def _place(name: str, near: tuple[Place, ...]) -> Place | None:
    found = places_named(name)
    for other in near:
        inside = [p for p in found if p[0].startswith(other[0]) or other[0].startswith(p[0])]
        if inside:
            return inside[0]
    if not found:
        return None
    top = [p for p in found if len(p[0]) == len(found[0][0])]
    return top[0] if len(top) == 1 else None


def home_chain(home: str) -> tuple[Place, ...]:
    """A configured home (北京市; 江苏省) as a place, empty when it is none."""
    found = place(home)
    return (found,) if found else ()


@cache
def _by_code() -> dict[str, str]:
    return {
        code: name for table in ("former_divisions.tsv", "divisions.tsv") for code, name, *_ in rows(table)
    }


def name_of(code: str) -> str | None:
    """The full name of the place with this code."""
    return _by_code().get(code)

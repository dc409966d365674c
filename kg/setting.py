"""Where an article plays: the places it names, by which 市总工会, 区委 and 镇政府 are filled in.

An article's own places come first, then those of its page, then the configured home city.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.corps import CORPS, division_in_full
from kg.lexicon import known_names
from kg.model import Mention
from kg.places import Place, former_names, home_chain, name_of, place, short_name
from kg.structure import leading_places

__all__ = ["ZONES", "Setting", "setting_of"]

LEVELS = {
    "省": ("省", "自治区"),
    "市": ("市",),
    "区": ("区", "县", "旗"),
    "县": ("县", "区", "旗"),
    "州": ("州",),
    "旗": ("旗",),
    "镇": ("镇",),
    "乡": ("乡",),
    "街道": ("街道", "地区"),
    "社区": ("社区",),
    "村": ("村",),
    "街": ("街道",),
    "团": ("团", "团场"),
}
ZONES = {
    "经开区": ("经济技术开发区", "经济开发区", "经开区"),
    "高新区": ("高新技术产业开发区", "高新技术开发区", "高新区"),
    "开发区": ("开发区", "经开区", "高新区"),
    "综保区": ("综合保税区", "综保区"),
    "保税区": ("保税区",),
    "临空区": ("临空经济区", "临空区"),
    "空港区": ("空港经济区", "空港区"),
    "自贸区": ("自由贸易试验区", "自贸试验区", "自贸区"),
    "度假区": ("度假区",),
    "示范区": ("示范区",),
}
"""What papers of a zone call it, and how it may be named in full."""
CORPS_CITY = re.compile(r".{1,4}师.{2,4}市")
DIVISION = re.compile(r".{1,4}师(?:.{2,4}市)?")
SPEAKS = re.compile(
    r"(?P<place>(?![该本各全省市区县我自])[一-鿿]{1,4}[市县区州旗])(?:总工会|委|人民政府|政府|人大|政协)"
)
"""What only a place has; so what no list of places knows, as it was renamed, is one all the same."""
REACH = 500
"""Places on each side of a mention among which the nearest is looked for."""
MUNICIPALITIES = ("11", "12", "31", "50")


@dataclass(frozen=True, slots=True)
class Setting:
    """The places of an article in order of print, and the city and province they speak for."""

    named: tuple[tuple[int, str], ...]
    """(order of the mention, full name of the place)"""
    aside: tuple[tuple[int, str], ...]
    """The same of places in the names of activities, which are asked last."""
    city: str | None
    province: str | None
    speaking: frozenset[str] = frozenset()
    """Those whose unions, committees or governments are named in full: 甲市 for 甲市总工会."""
    printed: frozenset[str] = frozenset()
    """The places as the article has them, full or short."""
    codes: frozenset[str] = frozenset()
    """Their codes in the list of divisions."""

    def full_name(self, short: str) -> str | None:
        """The full name that the article has for a place that it names in short too: 合岭, of 合岭镇.

        Of towns and villages, and of places that go by their name of old: 奉化, of 奉化市.
        """
        towns = (short + kind for kind in TOWNS if short + kind in self.printed)
        return _of_old(self.printed).get(short) or next(towns, None)

    def fill(self, level: str, order: int) -> str | None:
        """The place that a bare 区 or 镇 means in the mention of that order: the nearest, before first."""
        if level in ("师", "师市"):
            wanted = CORPS_CITY if level == "师市" else DIVISION
            found = next((name for _, name in self.named if wanted.fullmatch(name)), None)
            return found and division_in_full(found)
        if level == "兵团":
            return CORPS
        if level in ZONES:
            zones = [(at, name) for at, name in self.named if len(name) > len(level) + 1]
            return _nearest(zones, ZONES[level], order)
        if level == "市" and self.city and self.city.endswith("市"):
            return self._county_city(order) or self.city
        if level in ("省", "自治区") and self.province:
            other = level == "自治区" and not self.province.endswith(level)
            return None if other else self.province
        ends = LEVELS.get(level, (level,))
        return (
            (_nearest(self.named, ("县",), order) if level == "县" else None)
            or _nearest(self.named, ends, order)
            or _nearest(self.aside, ends, order)
        )

    def _county_city(self, order: int) -> str | None:
        """The city of a county's rank (义乌市) an article is about.

        No other is named, or it is named more than its prefecture's, or all towns named are its, or of all
        only its own union speaks.
        """
        named = Counter(name for _, name in self.named if name.endswith("市"))
        cities = named.keys() - {self.city}
        inside = [found[1] for found in map(place, cities) if found and len(found[0]) == 6]
        above = named[self.city or ""] + sum(name == self.city for _, name in self.aside)
        if len(inside) == 1 and place(self.city or "") and order >= 0:
            own = inside[0]
            if (not above and len(cities) == 1) or named[own] > max(above, 1):
                return own
        if not named and len(counties := {code[:6] for code in self.codes if len(code) > 6}) == 1:
            of_towns = name_of(*counties) or ""
            if of_towns.endswith("市"):
                return of_towns
        speak = [name for name in cities & self.speaking if len((place(name) or ("", ""))[0]) != 4]
        return speak[0] if len(speak) == 1 and self.city not in self.speaking else None


def _nearest(named: Sequence[tuple[int, str]], wanted: tuple[str, ...], order: int) -> str | None:
    middle = bisect_right(named, (order, "\uffff"))
    near = named[max(0, middle - REACH) : middle + REACH]
    fits = [(at, name) for at, name in near if name.endswith(wanted)]
    if "区" in wanted:
        fits = [(at, name) for at, name in fits if not name.endswith(("社区", "园区", "地区", "开发区"))]
    before = [name for at, name in fits if at <= order]
    return before[-1] if before else next((name for _, name in fits), None)


def setting_of(mentions: Sequence[Mention], home: str, page: Iterable[str] = ()) -> Setting:
    """The setting of an article with these mentions; `page` are names its page offers beside them."""
    named: list[tuple[int, str]] = []
    aside: list[tuple[int, str]] = []
    speaking: set[str] = set()
    told = Counter(speaks["place"] for m in mentions if (speaks := SPEAKS.match(m.surface)))
    for order, mention in enumerate(mentions):
        if mention.type == "Person":
            continue
        places, rest = leading_places(division_in_full(mention.surface) + "#")
        if (speaks := SPEAKS.match(mention.surface)) and (
            speaks["place"] in places or told[speaks["place"]] > 1
        ):
            speaking.add(speaks["place"])
            places = places or (speaks["place"],)
        if not places and (brand := _brand(mention.surface)):
            places, rest = leading_places(mention.surface[brand:] + "#")
            places = tuple(name for name in places if name.endswith(COUNTY))
        if mention.type == "District" and not places:
            places = (mention.surface,)  # a village that no list has
        activity = rest != "#" and mention.type in ("Initiative", "Event", "Work", "Award")
        (aside if activity else named).extend((order, name) for name in places)
    near = home_chain(home)
    tellers = ([name for _, name in named], [name for _, name in aside if name.endswith(COUNTY)], [*page])
    codes: list[Place] = []
    for group in tellers:  # 巴南区庆祝“五一”表彰活动 tells where, where nothing else does
        codes = codes or [found for name in group if (found := place(name, near))]
    home_too = sum(code.startswith(near[0][0]) for code, _ in codes) if near else 0
    at_home = not codes or home_too > 0.3 * len(codes)
    base = near[0] if near and at_home else _most_named(codes)
    printed = frozenset(name for _, name in (*named, *aside))
    old = _of_old(printed)
    return Setting(
        tuple((order, old.get(name) or _full(name, base)) for order, name in named),
        tuple((order, old.get(name) or _full(name, base)) for order, name in aside),
        _city(base, codes),
        _province(base),
        frozenset(speaking),
        printed,
        frozenset(code for code, _ in codes),
    )


def _brand(name: str) -> int:
    """How long what everyone knows at the beginning of a name is, or its year: 国网|罗田县供电公司."""
    year = YEAR.match(name)
    known = (n for n in range(min(8, len(name) - 2), 1, -1) if known_names().get(name[:n]) == "Company")
    return year.end() if year else next(known, 0)


COUNTY = ("县", "区", "旗")
"""Behind a brand a county is where an article plays; a city may be where a branch of many is."""
YEAR = re.compile(r"(?:19|20)\d\d年?")


TOWNS = ("街道", "镇", "乡", "社区", "村")


def _of_old(printed: frozenset[str]) -> dict[str, str]:
    """Short name -> the full one, of places whose names are printed as they were of old."""
    return {short_name(name): name for name in printed & former_names()}


def _most_named(codes: Sequence[Place]) -> Place | None:
    prefectures = Counter(code[:4] for code, _ in codes if len(code) >= 4)
    provinces = Counter(code[:2] for code, _ in codes)
    if not codes:
        return None
    best = prefectures.most_common(1)[0][0] if prefectures else provinces.most_common(1)[0][0]
    return best, ""


def _full(name: str, base: Place | None) -> str:
    found = place(name, (base,) if base else ())
    return found[1] if found else name


def _city(base: Place | None, codes: Sequence[Place]) -> str | None:
    if base is None:
        return None
    if base[0][:2] in MUNICIPALITIES:
        return name_of(base[0][:2])
    if len(base[0]) >= 4:
        return name_of(base[0][:4])
    inside = next((code[:4] for code, _ in codes if len(code) >= 4 and code.startswith(base[0])), None)
    return name_of(inside) if inside else None


def _province(base: Place | None) -> str | None:
    return name_of(base[0][:2]) if base else None

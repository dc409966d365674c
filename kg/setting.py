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
from kg.levels import Levels, Scope, Toponym, city_of
from kg.lexicon import known_names
from kg.model import Article, Mention
from kg.places import Place, former_names, home_chain, name_of, place, places_named, short_name
from kg.sentences import clauses, rows
from kg.structure import leading_places

__all__ = ["Setting", "setting_of"]

CORPS_CITY = re.compile(r".{1,4}师.{2,4}市")
DIVISION = re.compile(r".{1,4}师(?:.{2,4}市)?")
SPEAKS = re.compile(
    r"(?P<place>(?![该本各全省市区县我自])[一-鿿]{1,4}[市县区州旗])(?:总工会|委|人民政府|政府|人大|政协)"
)
"""What only a place has; so what no list of places knows, as it was renamed, is one all the same."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The places of an article in order of print, and the city and province they speak for."""

    levels: Levels
    """What its bare levels may mean."""
    city: str | None
    province: str | None
    printed: frozenset[str] = frozenset()
    """The places as the article has them, full or short."""
    around: tuple[str, ...] = ()
    """The codes of the cities and counties that it names, or whose towns it names."""

    def full_name(self, short: str) -> str | None:
        """The full name that the article has for a place that it names in short too: 合岭, of 合岭镇.

        Of towns and villages, and of places that go by their name of old: 奉化, of 奉化市.
        """
        towns = (short + kind for kind in TOWNS if short + kind in self.printed)
        return _of_old(self.printed).get(short) or next(towns, None)

    def town(self, short: str) -> str | None:
        """The town in full that a short name means in a county or city of the article: 黄村, by 大兴区."""
        found = {
            full
            for kind in ("镇", "街道", "乡")
            for code, full in places_named(short + kind)
            if full == short + kind and code.startswith(self.around)
        }
        if len(found) > 1:
            found.discard(short + "乡")  # the list has 庙城地区 as 庙城镇 and 庙城乡
        return found.pop() if len(found) == 1 else None

    def fill(self, level: str, order: int) -> str | None:
        """The place that a bare 区 or 镇 means in the mention of that order."""
        if level in ("师", "师市"):
            found = self.levels.first(CORPS_CITY if level == "师市" else DIVISION)
            return found and division_in_full(found)
        if level == "兵团":
            return CORPS
        return self.levels.meant(level, order)


def setting_of(article: Article, mentions: Sequence[Mention], home: str, page: Iterable[str] = ()) -> Setting:
    """The setting of an article with these mentions; `page` are names its page offers beside them."""
    named: list[tuple[int, str]] = []
    aside: list[tuple[int, str]] = []
    alone: set[int] = set()
    told = Counter(speaks["place"] for m in mentions if (speaks := SPEAKS.match(m.surface)))
    for order, mention in enumerate(mentions):
        if mention.type == "Person" or (mention.field == "byline" and mention.type != "District"):
            continue
        places, rest = leading_places(division_in_full(mention.surface) + "#")
        if (speaks := SPEAKS.match(mention.surface)) and told[speaks["place"]] > 1:
            places = places or (speaks["place"],)
        if not places and (brand := _brand(mention.surface)):
            places, rest = leading_places(mention.surface[brand:] + "#")
            places = tuple(name for name in places if name.endswith(COUNTY))
        if mention.type == "District":
            places = places or (mention.surface,)  # a village that no list has
            alone.add(order)
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
    toponyms = []
    for order, name in sorted((*named, *aside), key=lambda one: one[0]):
        found = place(name, (base,) if base else ())
        full = old.get(name) or (found[1] if found else name)
        toponyms.append(Toponym(order, full, found, name != full, order in alone))
    around = sorted({t.place[0][:6] for t in toponyms if t.place and len(t.place[0]) >= 4})
    levels = Levels(toponyms, base, _scopes(article, mentions))
    return Setting(levels, _city(base, codes), _province(base), printed, tuple(around))


def _scopes(article: Article, mentions: Sequence[Mention]) -> list[Scope]:
    """For each mention its clause and its line of a list."""
    texts = {field: passage.text for field, passage in article.passages()}
    ends = {field: clauses(text) for field, text in texts.items()}
    lines = {field: rows(text) for field, text in texts.items()}
    first = {field: number * FIELD for number, field in enumerate(texts)}
    return [
        Scope(first[m.field] + bisect_right(ends[m.field], m.start), bisect_right(lines[m.field], m.start))
        for m in mentions
    ]


FIELD = 1_000_000
"""More clauses than a field has."""


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


def _city(base: Place | None, codes: Sequence[Place]) -> str | None:
    if base is None:
        return None
    inside = (city for code, _ in codes if code.startswith(base[0]) and (city := city_of(code)))
    city = city_of(base[0]) or next(inside, None)
    return name_of(city) if city else None


def _province(base: Place | None) -> str | None:
    return name_of(base[0][:2]) if base else None

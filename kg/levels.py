"""Which place a bare level means in an article: the 区 of 区总工会, the 市 of 市教育局.

Every place that the article names is a candidate, and every county and city that one lies in. What is seen
of a candidate adds up to its score, and the best one is meant: a conditional logit (McFadden 1974), its
weights learned by `python benchmarks/levels.py --write` from annotated pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log1p
from typing import NamedTuple

from kg.lexicon import rows
from kg.places import Place, is_place, name_of, place

__all__ = ["ZONES", "Candidate", "Levels", "Toponym", "city_of", "features"]

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
LEVELS = {
    "省": ("省", "自治区"),
    "区": ("区", "县", "旗"),
    "县": ("县", "区", "旗"),
    "街道": ("街道", "地区"),
    "街": ("街道",),
    "团": ("团", "团场"),
    "office": ("市", "区", "县", "旗"),
    **ZONES,
}
"""How the names end that a level may mean; the others end as the level is called."""
NO_DISTRICT = ("社区", "园区", "地区")
ZONE = "开发区"
MUNICIPALITIES = ("11", "12", "31", "50")


class Toponym(NamedTuple):
    """A place as a mention of an article names it, alone or in front of something."""

    order: int
    """That of the mention."""
    name: str
    """In full, where it is known."""
    place: Place | None
    short: bool
    """Whether it was printed without the word for its kind."""
    alone: bool
    """Whether the mention is the place and nothing else."""


@dataclass(slots=True)
class Candidate:
    """What an article tells of a place that a level may mean."""

    name: str
    code: str
    orders: list[int] = field(default_factory=list)
    """Those of the mentions that name it."""
    short: int = 0
    alone: int = 0
    inside: int = 0
    """How often places are named that lie in it."""


def features(
    candidate: Candidate, rivals: Sequence[Candidate], level: str, order: int
) -> Iterator[tuple[str, float]]:
    """What speaks for a candidate beside its rivals, in the mention of that order."""
    named = [at for rival in rivals for at in rival.orders]
    before = max((at for at in named if at < order), default=None)
    yield "named", log1p(len(candidate.orders) + candidate.inside)
    yield "lies around", log1p(candidate.inside)
    yield "first", float(bool(named) and min(named) in candidate.orders)
    yield "nearest", float(before is not None and before in candidate.orders)
    yield "alone", float(candidate.alone > 0)
    yield "short only", float(0 < candidate.short == len(candidate.orders))
    yield "unlisted", float(not candidate.code)
    yield "city of a county's rank", float(level == "市" and len(candidate.code) == 6)


class Levels:
    """The places of an article as candidates for its bare levels; `base` is where most of them lie."""

    def __init__(self, toponyms: Sequence[Toponym], base: Place | None) -> None:
        self._toponyms = toponyms
        self._base = base
        self._found: dict[str, list[Candidate]] = {}

    def meant(self, level: str, order: int) -> str | None:
        """The likeliest place for the level in the mention of that order; None if there is no candidate."""
        rivals = self.candidates(level)
        if len(rivals) < 2:
            return rivals[0].name if rivals else None
        scores = {c.name: _score(features(c, rivals, level, order)) for c in rivals}
        return max(scores, key=lambda name: scores[name])

    def first(self, form: re.Pattern[str]) -> str | None:
        """The place named first whose name is of that form."""
        return next((named.name for named in self._toponyms if form.fullmatch(named.name)), None)

    def candidates(self, level: str) -> list[Candidate]:
        """Those that a level may mean, in the order they are named in."""
        if level not in self._found:
            self._found[level] = list(self._gathered(level).values())
        return self._found[level]

    def _gathered(self, level: str) -> Mapping[str, Candidate]:
        ends = LEVELS.get(level, (level,))
        found: dict[str, Candidate] = {}
        for named in self._toponyms:
            code = named.place[0] if named.place else ""
            if named.name.endswith(ends) and _may_be_called(named.name, level):
                one = found.setdefault(named.name, Candidate(named.name, code))
                one.orders.append(named.order)
                one.short += named.short
                one.alone += named.alone
            for above in self._above(named, level):
                name = name_of(above)
                exact = ends if level == "office" else level
                if name and name != named.name and name.endswith(exact) and _may_be_called(name, "县"):
                    found.setdefault(name, Candidate(name, above)).inside += 1
        own = city_of(self._base[0]) if self._base and level == "市" else None
        own = self._base[0][:2] if self._base and level in ("省", "自治区") else own
        if own and (name := name_of(own)) and name.endswith(ends):
            found.setdefault(name, Candidate(name, own))
        return found

    def _above(self, named: Toponym, level: str) -> Iterable[str]:
        """The codes of what a place lies in that may be what the level means."""
        found = named.place
        if not found and named.name.endswith("区"):  # 株洲高新区
            sizes = range(len(named.name) - 2, 1, -1)
            city = next((named.name[:size] for size in sizes if is_place(named.name[:size])), "")
            found = place(city, [self._base] if self._base else [])
            level = level if level == "市" else ""
        code = found[0] if found else ""
        above = [] if not code else [city_of(code)] if level in ("市", "州") else []
        if level in ("市", "区", "县", "旗", "office") and len(code) > 6:
            above.append(code[:6])
        if level in ("省", "自治区"):
            above.append(code[:2])
        return [a for a in above if a and a != code]


def city_of(code: str) -> str | None:
    """The code of the prefecture or municipality that a place is or lies in."""
    if code[:2] in MUNICIPALITIES:
        return code[:2]
    return code[:4] if len(code) >= 4 else None


def _may_be_called(name: str, level: str) -> bool:
    """Whether people call a place by a level that its name ends in: a zone 区, but no 社区."""
    if level in ZONES:
        return len(name) > len(level) + 1
    none = NO_DISTRICT if level == "区" else (*NO_DISTRICT, ZONE)
    return "区" not in LEVELS.get(level, ()) or not name.endswith(none)


def _score(seen: Iterable[tuple[str, float]]) -> float:
    return sum(_weights().get(name, 0.0) * value for name, value in seen)


@cache
def _weights() -> dict[str, float]:
    return {name: float(weight) for name, weight in rows("levels.tsv")}

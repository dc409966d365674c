"""Which place a bare level means in an article: the 区 of 区总工会, the 市 of 市教育局.

Every place that the article names is a candidate, and every county and city that one lies in. What is seen
of a candidate adds up to its score, and the best one is meant: a conditional logit (McFadden 1974), its
weights learned by `python benchmarks/levels.py --write` from annotated pages.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log1p
from typing import NamedTuple

from kg.logit import score
from kg.places import Place, is_place, name_of, place

__all__ = ["ZONES", "Candidate", "Levels", "Rivals", "Scope", "Toponym", "city_of"]

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
    "区": ("区", "旗"),
    "县": ("县", "旗"),
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


class Scope(NamedTuple):
    """Where a mention stands: what is near it is likelier meant than what is far."""

    clause: int
    row: int
    """The number of the list's line, 0 for running text in front."""


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


class Rivals:
    """The candidates for a level, in the order they are named in, and where each is named."""

    def __init__(self, candidates: Sequence[Candidate], level: str, scopes: Sequence[Scope]) -> None:
        self.candidates = candidates
        self._level = level
        self._scopes = scopes
        self._named: dict[int, list[int]] = {}
        """Order of a mention -> the numbers of the candidates that it names."""
        for number, candidate in enumerate(candidates):
            for order in candidate.orders:
                self._named.setdefault(order, []).append(number)
        self._orders = sorted(self._named)
        self._alone = [score("levels.tsv", self._seen(number)) for number in range(len(candidates))]
        self._best = max(range(len(candidates)), key=lambda n: (self._alone[n], -n), default=-1)

    def meant(self, order: int) -> Candidate | None:
        """The likeliest one in the mention of that order; None if there is no candidate."""
        if not self.candidates:
            return None
        row = self._of_row(order)
        near = self._near(order, row)
        scores = {n: self._alone[n] + score("levels.tsv", seen.items()) for n, seen in near.items()}
        scores.setdefault(self._best, self._alone[self._best])
        return self.candidates[max(row or scores, key=lambda n: (scores[n], -n))]

    def features(self, order: int) -> dict[int, dict[str, float]]:
        """The numbers of those that may be meant in the mention of that order, and what speaks for each."""
        row = self._of_row(order)
        near = self._near(order, row)
        pool = row or range(len(self.candidates))
        return {n: {**dict(self._seen(n)), **near.get(n, {})} for n in pool}

    def _near(self, order: int, row: Sequence[int]) -> dict[int, dict[str, float]]:
        """The numbers of candidates that are named near before a mention, with what that says for them.

        `row` has those of the same line of a list.
        """
        found: dict[int, dict[str, float]] = {n: {} for n in row}
        for number in self._nearest(order):
            found.setdefault(number, {})[NEAREST] = 1.0
        for number in self._before(order, lambda here, other: here.clause == other.clause):
            found.setdefault(number, {})[SAME_CLAUSE] = 1.0
        return found

    def _of_row(self, order: int) -> list[int]:
        """The candidates named before in the same line of a list: none of another line is meant."""
        return self._before(order, lambda here, other: 0 < here.row == other.row)

    def _before(self, order: int, together: Callable[[Scope, Scope], bool]) -> list[int]:
        """The candidates that mentions before one name, back to the first that does not stand with it."""
        found: dict[int, None] = {}
        if order < len(self._scopes):
            for other in range(order - 1, -1, -1):
                if not together(self._scopes[order], self._scopes[other]):
                    break
                found |= dict.fromkeys(self._named.get(other, ()))
        return sorted(found)

    def _nearest(self, order: int) -> Sequence[int]:
        """Those that the last mention before names."""
        at = bisect_left(self._orders, order)
        return self._named[self._orders[at - 1]] if at else ()

    def _seen(self, number: int) -> Iterator[tuple[str, float]]:
        """What speaks for a candidate wherever the level stands."""
        candidate = self.candidates[number]
        yield "named", log1p(len(candidate.orders) + candidate.inside)
        yield "lies around", log1p(candidate.inside)
        yield "first", float(bool(self._orders) and number in self._named[self._orders[0]])
        yield "alone", float(candidate.alone > 0)
        yield "short only", float(0 < candidate.short == len(candidate.orders))
        yield "unlisted", float(not candidate.code)
        yield "city of a county's rank", float(self._level == "市" and len(candidate.code) == 6)


NEAREST, SAME_CLAUSE = "nearest", "in the same clause"


class Levels:
    """The places of an article as candidates for its bare levels.

    `base` is where most of them lie, `scopes` where each mention of the article stands.
    """

    def __init__(self, toponyms: Sequence[Toponym], base: Place | None, scopes: Sequence[Scope] = ()) -> None:
        self._toponyms = toponyms
        self._base = base
        self._scopes = scopes
        self._found: dict[str, Rivals] = {}

    def meant(self, level: str, order: int) -> str | None:
        """The likeliest place for the level in the mention of that order; None if there is no candidate."""
        found = self.rivals(level).meant(order)
        return found.name if found else None

    def first(self, form: re.Pattern[str]) -> str | None:
        """The place named first whose name is of that form."""
        return next((named.name for named in self._toponyms if form.fullmatch(named.name)), None)

    def rivals(self, level: str) -> Rivals:
        """Those that a level may mean."""
        if level not in self._found:
            self._found[level] = Rivals(list(self._gathered(level).values()), level, self._scopes)
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
        for own in self._above_base(level):
            if (name := name_of(own)) and name.endswith(ends):
                found.setdefault(name, Candidate(name, own))
        return found

    def _above_base(self, level: str) -> Iterator[str]:
        """The city or province where most of the places lie, named or not."""
        if self._base and level == "市" and (city := city_of(self._base[0])):
            yield city
        if self._base and level in ("省", "自治区"):
            yield self._base[0][:2]

    def _above(self, named: Toponym, level: str) -> list[str]:
        """The codes of what a place lies in that may be what the level means."""
        if named.place:
            code = named.place[0]
        elif level == "市" and named.name.endswith("区"):
            code = self._code_in_front(named.name)  # 株洲高新区
        else:
            return []
        above: list[str | None] = []
        if level in ("市", "州"):
            above.append(city_of(code))
        if level in ("市", "区", "县", "旗", "office") and len(code) > 6:
            above.append(code[:6])
        if level in ("省", "自治区"):
            above.append(code[:2])
        return [a for a in above if a and a != code]

    def _code_in_front(self, zone: str) -> str:
        """The code of the place that a zone's name begins with, '' for none."""
        sizes = range(len(zone) - 2, 1, -1)
        city = next((zone[:size] for size in sizes if is_place(zone[:size])), "")
        found = place(city, [self._base] if self._base else [])
        return found[0] if found else ""


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

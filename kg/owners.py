"""The firm that a unit named alone is of: a 卷包车间 is the mill's that stands before it, not the group's.

Every firm above a unit is a candidate; that its name stands by itself is one more. What is seen of each adds
up to its score, and the best one is meant: a conditional logit, its weights learned by
`python benchmarks/owners.py --write` from annotated pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.logit import Seen, score
from kg.model import Class, Mention
from kg.structure import is_legal, leading_places
from kg.unit_names import firms_above, is_unnamed, joined, rank, rank_of_unit

__all__ = ["Units", "owned"]

TABLE = "owners.tsv"
UNION_OF = ("公司", "集团", "局", "厂", "矿", "段", "油田", "项目部", "分行")
OFTEN = 5
"""Mentions from which one more says nothing."""
MANY = 4
"""Firms of an article from which on it makes no difference how many."""
LEGAL = 3
"""Firms of legal form, likewise."""
LONG = 10
"""Characters from which on it makes no difference how many."""

MOST = 32
"""Firms of an article that are looked at, those named most."""

Owner = tuple[int, str, float]
"""Order of the mention, name of a firm, and how plainly it is named there."""


@dataclass(slots=True)
class Firm:
    """What an article tells of a firm that units may be of."""

    name: str
    orders: list[int] = field(default_factory=list)
    """Those of the mentions that name it."""
    named: float = 0.0
    units: defaultdict[str, set[str]] | None = None
    """The names of its units by their last two characters, once they were asked for."""


def owned(
    mentions: Sequence[Mention], names: Sequence[str | None], canonical: Mapping[tuple[Class, str], str]
) -> dict[tuple[Class, str], str]:
    """(Company, name) -> the name with its firm in front, of the units that are named alone."""
    units = Units(mentions, names, canonical)
    found: dict[tuple[Class, str], str] = {}
    for order, unit in units.alone:
        full = found.get(("Company", unit)) or units.in_full(unit, units.owner(unit, order))
        if full != unit:
            found["Company", unit] = full
        units.tell(order, unit, full)
    return found


class Units:
    """The units of an article that may be named without their firm, and the firms that they may be of."""

    def __init__(
        self,
        mentions: Sequence[Mention],
        names: Sequence[str | None],
        canonical: Mapping[tuple[Class, str], str],
    ) -> None:
        self._mentions = mentions
        self._list = _lists(mentions)
        self._fulls = [
            mention.surface
            if mention.rule == "unit"
            else canonical.get((mention.type, name), name)
            if name
            else ""
            for mention, name in zip(mentions, names, strict=True)
        ]
        alone = [
            (order, full)
            for order, (mention, full) in enumerate(zip(mentions, self._fulls, strict=True))
            if full and mention.type == "Company" and not is_legal(full)
        ]
        self.alone = sorted(alone, key=lambda unit: -rank_of_unit(unit[1]))
        """Orders of mentions and names, those first that may be firms of others."""
        self._firms: dict[str, Firm] = {}
        self._likely: list[Firm] = []
        for owner in _owners(mentions, self._fulls, canonical) if alone else ():
            self._name(*owner)

    def tell(self, order: int, unit: str, full: str) -> None:
        """Makes a unit a firm of those below it, once its own firm is known, or a group by itself."""
        if full != unit or (unit.endswith("集团") and is_unnamed(unit)):
            self._name(order, full, 1.0)

    def owner(self, unit: str, order: int) -> str | None:
        """The likeliest firm of a unit mentioned at `order`; None for none, or where two are as likely."""
        scores = {firm: score(TABLE, seen) for firm, seen in self.seen(unit, order).items()}
        most = max(scores.values())
        best = sorted((firm or "" for firm, one in scores.items() if one == most), key=len)
        inside = all(longer.startswith(firm) for firm, longer in pairwise(best))
        return best[-1] or None if inside else None

    def seen(self, unit: str, order: int) -> dict[str | None, Seen]:
        """What is seen of each firm that a unit may be of, and under None of its being named in full."""
        fit = {firm.name: orders for firm in self._named() if (orders := self._fit(firm, unit, order))}
        none = [*_of_name(unit, self._mentions[order]), *_of_others(sorted(fit))]
        last = max((self._list[at] for orders in fit.values() for at in orders if at < order), default=-1)
        return {None: none} | {
            name: [*self._of_firm(self._firms[name], unit, order, orders, last)]
            for name, orders in sorted(fit.items())
        }

    def in_full(self, unit: str, owner: str | None) -> str:
        """The unit's name behind its firm's, what both have once: 采油厂|二队 of a 渤梁采油厂."""
        if not owner:
            return unit
        if shared := _shared_end(unit, owner):
            return owner + unit[len(shared) :]
        return joined(owner, unit)

    def _name(self, order: int, name: str, plainly: float) -> None:
        firm = self._firms.setdefault(name, Firm(name))
        firm.orders.append(order)
        firm.named += plainly
        self._likely = []

    def _named(self) -> Sequence[Firm]:
        """The firms that are named most, as many as need be looked at."""
        if not self._likely:
            self._likely = sorted(self._firms.values(), key=lambda firm: (-firm.named, firm.name))[:MOST]
        return self._likely

    def _fit(self, firm: Firm, unit: str, order: int) -> list[int]:
        """The orders of the mentions of a firm that a unit may be of; those in its own list are beside it."""
        if unit.startswith(firm.name) or (
            rank(firm.name) <= rank_of_unit(unit) and not _shared_end(unit, firm.name)
        ):
            return []
        return [at for at in firm.orders if self._list[at] != self._list[order]]

    def _of_firm(
        self, firm: Firm, unit: str, order: int, orders: Sequence[int], last: int
    ) -> Iterator[tuple[str, float]]:
        """What is seen of a firm named at `orders`; `last` is the list named last before the unit."""
        first = min(min(other.orders) for other in self._named())
        lists = {self._list[at] for at in orders}
        yield "named", min(firm.named, OFTEN)
        yield "named most", float(firm.named == self._named()[0].named)
        yield "named first", float(self._list[first] in lists)
        yield "named last", float(last in lists)
        yield "named only behind", float(min(orders) > order)
        yield "in the title", float(any(self._mentions[at].field == "title" for at in orders))
        yield f"rank {rank(firm.name)}", 1.0
        yield "legal form", float(is_legal(firm.name))
        yield "has one of its kind", float(self._has_another(firm, unit))
        yield "ends so", float(bool(_shared_end(unit, firm.name)))
        shared = next((size for size in range(len(unit) - 1, 1, -1) if unit[:size] in firm.name), 0)
        yield "characters shared", float(shared)

    def _has_another(self, firm: Firm, unit: str) -> bool:
        """Whether another unit of the firm is named that ends alike: 某公司第五分公司, beside 第四分公司."""
        if firm.units is None:
            firm.units = defaultdict(set)
            for full in self._fulls:
                if full.startswith(firm.name) and len(full) > len(firm.name):
                    firm.units[full[-2:]].add(full)
        alike = firm.units.get(unit[-2:], set())
        return len(alike) > (unit in alike)


def _shared_end(unit: str, firm: str) -> str:
    """What a unit's name begins with, or all of it, that a longer name of a firm ends in; '' for nothing."""
    heads = (unit, *reversed(firms_above(unit)))
    return next((head for head in heads if firm.endswith(head) and len(firm) > len(head)), "")


def _of_name(unit: str, mention: Mention) -> Iterator[tuple[str, float]]:
    """What a name shows of itself."""
    yield "alone", 1.0
    if mention.rule == "unit" or is_unnamed(unit):
        yield "alone, unnamed", 1.0
        yield f"alone, unnamed of rank {rank_of_unit(unit)}", 1.0
    yield "alone, behind a place", float(bool(leading_places(unit)[0]))
    yield "alone in the title", float(mention.field == "title")
    yield f"alone by {mention.rule}", 1.0
    yield f"alone, {min(len(unit), LONG)} characters", 1.0
    yield f"alone, ends {unit[-1]}", 1.0
    yield f"alone, ends {unit[-2:]}", 1.0


def _of_others(firms: Sequence[str]) -> Iterator[tuple[str, float]]:
    """How many firms there are that a unit may be of."""
    yield f"alone, {min(len(firms), MANY)} firms", 1.0
    yield f"alone, {min(sum(map(is_legal, firms)), LEGAL)} firms of legal form", 1.0


def _owners(
    mentions: Sequence[Mention], fulls: Sequence[str], canonical: Mapping[tuple[Class, str], str]
) -> list[Owner]:
    """The firms that mentions name, alone, in front of 工会 or of a unit, each by its fullest name."""
    found: list[Owner] = []
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


def _lists(mentions: Sequence[Mention]) -> list[int]:
    """For each mention the first of its list, only a mark between: what is listed is of one kind."""
    first: list[int] = []
    for order, mention in enumerate(mentions):
        before = mentions[order - 1] if order else None
        adjoins = before and before.field == mention.field and before.end + 1 == mention.start
        first.append(first[-1] if adjoins else order)
    return first

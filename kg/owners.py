"""The firm that a unit named alone is of: a 卷包车间 is the mill's that stands before it, not the group's.

Every firm above a unit is a candidate; that its name stands by itself is one more. What is seen of each adds
up to its score, and the best one is meant: a conditional logit, its weights learned by
`python benchmarks/owners.py --write` from annotated pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kg.logit import Seen, score
from kg.model import Class, Mention
from kg.structure import is_legal, leading_places
from kg.unit_names import firms_above, is_unnamed, joined, rank, rank_of_unit

__all__ = ["Owner", "Units", "owned"]

TABLE = "owners.tsv"
UNION_OF = ("公司", "集团", "局", "厂", "矿", "段", "油田", "项目部", "分行")
OFTEN = 5
"""Mentions from which one more says nothing."""
MANY = 4
"""Firms of an article from which on it makes no difference how many."""
LEGAL = 3
LONG = 10
"""Characters from which on it makes no difference how many."""

Owner = tuple[int, str, float]
"""Order of the mention, name of a firm, and how plainly it is named there."""


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
        self._fulls = fulls = [
            mention.surface
            if mention.rule == "unit"
            else canonical.get((mention.type, name), name)
            if name
            else ""
            for mention, name in zip(mentions, names, strict=True)
        ]
        alone = [
            (order, full)
            for order, (mention, full) in enumerate(zip(mentions, fulls, strict=True))
            if full and mention.type == "Company" and not is_legal(full)
        ]
        self.alone = sorted(alone, key=lambda unit: -rank_of_unit(unit[1]))
        """Orders of mentions and names, those first that may be firms of others."""
        self._owners = _owners(mentions, fulls, canonical) if alone else []

    def tell(self, order: int, unit: str, full: str) -> None:
        """Makes a unit a firm of those below it, once its own firm is known, or a group by itself."""
        if full != unit or (unit.endswith("集团") and is_unnamed(unit)):
            self._owners.append((order, full, 1.0))

    def owner(self, unit: str, order: int) -> str | None:
        """The likeliest firm of a unit mentioned at `order`; None for none, or where two are as likely."""
        scores = {firm: score(TABLE, seen) for firm, seen in self.seen(unit, order).items()}
        most = max(scores.values())
        best = sorted((firm or "" for firm, one in scores.items() if one == most), key=len)
        inside = all(longer.startswith(firm) for firm, longer in pairwise(best))
        return best[-1] or None if inside else None

    def seen(self, unit: str, order: int) -> dict[str | None, Seen]:
        """What is seen of each firm that a unit may be of, and under None of its being named in full."""
        listed = _listed(order, self._mentions)
        above = rank_of_unit(unit)
        apart = [o for o in self._owners if o[0] not in listed and not unit.startswith(o[1])]
        fit = [o for o in apart if rank(o[1]) > above or _shared_end(unit, o[1])]
        firms = sorted({name for _, name, _ in fit})
        named: defaultdict[str, float] = defaultdict(float)
        for _, name, plainly in self._owners:
            named[name] += plainly
        none = [*_of_name(unit, self._mentions[order]), *_of_others(firms)]
        return {None: none} | {firm: [*self._of_firm(firm, unit, order, fit, named)] for firm in firms}

    def in_full(self, unit: str, owner: str | None) -> str:
        """The unit's name behind its firm's, what both have once: 采油厂|二队 of a 渤梁采油厂."""
        if not owner:
            return unit
        if shared := _shared_end(unit, owner):
            return owner + unit[len(shared) :]
        return joined(owner, unit)

    def _of_firm(
        self, firm: str, unit: str, order: int, fit: Sequence[Owner], named: Mapping[str, float]
    ) -> Iterator[tuple[str, float]]:
        orders = [at for at, name, _ in fit if name == firm]
        told = [_listed(at, self._mentions).start for at, _, _ in fit if at < order]
        lists = {_listed(at, self._mentions).start for at in orders}
        first = min(at for at, _, _ in self._owners)
        yield "named", min(named[firm], OFTEN)
        yield "named most", float(named[firm] == max(named.values()))
        yield "named first", float(_listed(first, self._mentions).start in lists)
        yield "named last", float(bool(told) and max(told) in lists)
        yield "named only behind", float(min(orders) > order)
        yield "in the title", float(any(self._mentions[at].field == "title" for at in orders))
        yield f"rank {rank(firm)}", 1.0
        yield "legal form", float(is_legal(firm))
        yield "has one of its kind", float(any(_is_of_kind(unit, other, firm) for other in self._fulls))
        yield "ends so", float(bool(_shared_end(unit, firm)))
        shared = next((size for size in range(len(unit) - 1, 1, -1) if unit[:size] in firm), 0)
        yield "characters shared", float(shared)


def _shared_end(unit: str, firm: str) -> str:
    """What a unit's name begins with, or all of it, that a longer name of a firm ends in; '' for nothing."""
    heads = (unit, *reversed(firms_above(unit)))
    return next((head for head in heads if firm.endswith(head) and len(firm) > len(head)), "")


def _is_of_kind(unit: str, other: str, firm: str) -> bool:
    """Whether another name is of a unit of the firm that ends alike: 某公司第五分公司, beside 第四分公司."""
    return other.startswith(firm) and other[-2:] == unit[-2:] and other != unit and len(other) > len(firm)


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

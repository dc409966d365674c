"""Pairs of names that are never one bearer's, however alike they look: rules that no score overrules.

通州区总工会 and 平谷区总工会 differ in two characters and are two unions. Each rule gives its reason in
Chinese and English; None means that nothing speaks against the pair, not that it is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.folding import simplified
from kg.model import Class, Entity
from kg.places import Place, places_named, short_name
from kg.structure import UNIT, leading_places, only_places, parts, union_base

__all__ = ["KINDS", "forbidden", "located"]

KINDS: dict[Class, str] = {
    "Person": "person",
    "Union": "union",
    "District": "place",
    "Company": "body",
    "Government": "body",
    "School": "body",
    "Organisation": "body",
    "Facility": "body",
    "Platform": "body",
    "Initiative": "activity",
    "Event": "activity",
    "Award": "activity",
    "Work": "activity",
}
"""Classes of one kind may be taken for each other; classes of two kinds never."""

NUMBER = re.compile(
    r"[0-9０-９]+|第?[〇零一二三四五六七八九十百千两]+(?=[届次期号局院中小附分幼建冶航职医师路队区团年级]|大$|大会)"
)
DIGITS = str.maketrans("〇零一二两三四五六七八九", "001223456789")


def forbidden(one: Entity, other: Entity) -> str | None:
    """Why two entities are never one; None when no rule says so. The same in either order."""
    pair = sorted((_simplified(one), _simplified(other)))
    return next((reason for reason in _reasons(*pair)), None)


def _simplified(entity: Entity) -> Entity:
    name = simplified(entity.name)
    return entity if name == entity.name else replace(entity, name=name)


def _reasons(one: Entity, other: Entity) -> Iterator[str]:
    if KINDS[one.type] != KINDS[other.type]:
        yield f"{one.type} and {other.type} are two kinds 类别不同"
        return
    if one.type == "Person":
        return
    if _numbers(one.name) != _numbers(other.name):
        yield "other numbers in the names 序号不同"
    if one.type in ("Initiative", "Event", "Award", "Work"):
        return
    if one.type == "Union" and (_is_department(one.name, other.name) or _is_department(other.name, one.name)):
        yield "one is a part of the other 一为另一的下属"
    a, b = (union_base(e.name) if e.type == "Union" else e.name for e in (one, other))
    if one.type == "Union" and a and b and only_places(a) != only_places(b):
        yield "the union of a place and one within it 地方工会与其他工会不同"
    if one.type in ("Union", "District") and a and b and only_places(a) and only_places(b):
        yield from _other_place(one, a, other, b)
        return
    if _is_part(a, b) or _is_part(b, a):
        yield "one is a part of the other 一为另一的下属"
    yield from _elsewhere(a, b)


def located(entity: Entity, base: str) -> Place | None:
    """The last of the places that a name begins with, when the gazetteer, the places above it and the
    qualifier leave no choice.

    >>> located(Entity("Union", "重庆市南川区总工会"), "重庆市南川区")
    ('500119', '南川区')
    """
    chain = leading_places(base + "#")[0]
    if not chain:
        return None
    inside = found = places_named(chain[-1])
    for name in (*chain[:-1], entity.qualifier):
        if above := places_named(name):
            inside = tuple(p for p in inside if any(p[0].startswith(outer[0]) for outer in above))
    if len(inside) == 1:
        return inside[0]
    return _only(chain[-1]) if inside == found else None


def _only(name: str) -> Place | None:
    """The place with this name if there is one only, or one province."""
    found = places_named(name)
    if len(found) == 1 or (found and len(found[0][0]) == 2 and len(found[1][0]) > 2):
        return found[0]
    return None


def _numbers(name: str) -> list[str]:
    return [found.group().removeprefix("第").translate(DIGITS) for found in NUMBER.finditer(name)]


def _other_place(one: Entity, a: str, other: Entity, b: str) -> Iterator[str]:
    here, there = located(one, a), located(other, b)
    if here and there:
        if here[0] == there[0]:
            return
        if len(here[0]) != len(there[0]):
            yield f"{here[1]} and {there[1]} are of two levels 行政级别不同"
        else:
            yield f"{here[1]} and {there[1]} are two places 两地不同"
        return
    last, other_last = (leading_places(base + "#")[0][-1] for base in (a, b))
    if last != other_last and not (
        short_name(last) == short_name(other_last) and short_name(last) in (last, other_last)
    ):
        yield f"{last} and {other_last} are two places 两地不同"
    elif one.qualifier and other.qualifier and one.qualifier != other.qualifier:
        yield f"one in {one.qualifier}, one in {other.qualifier} 所在地不同"
    else:
        yield from _far_apart(a, b)


def _is_part(whole: str, part: str) -> bool:
    rest = part.removeprefix(whole)
    return len(rest) < len(part) and len(whole) > 2 and bool(rest) and bool(UNIT.search(rest))


def _is_department(union: str, name: str) -> bool:
    """总工会, 总工会女职工委员会."""
    return union.endswith("工会") and name.startswith(union) and union_base(name) == name


def _elsewhere(a: str, b: str) -> Iterator[str]:
    """Places in front that do not lie in one another: 北京某公司, 上海某公司."""
    if bool(UNIT.search(a)) != bool(UNIT.search(b)) and parts(a).core == parts(b).core:
        yield "one is a part of the other 一为另一的下属"
    yield from _far_apart(a, b)


def _far_apart(a: str, b: str) -> Iterator[str]:
    for here in _telling(a):
        for there in _telling(b):
            if not any(x.startswith(y) or y.startswith(x) for x in _codes(here) for y in _codes(there)):
                yield f"{here} and {there} are two places 两地不同"


def _telling(name: str) -> list[str]:
    """The places in front of a name; 福田, a county's short name, may as well be a brand."""
    chain = leading_places(name + "#")[0]
    return [place for place in chain if any(len(p[0]) <= 4 or p[1] == place for p in places_named(place))]


def _codes(place: str) -> list[str]:
    return [code for code, _ in places_named(place)]

"""partOf and locatedIn, from the structure of names and from places that stand one behind the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.mentions.suffixes import suffix_class
from kg.model import Class, Entity, Field, Relation
from kg.places import places_named
from kg.relations.links import ORGANISED, Linked
from kg.structure import leading_places, union_base

__all__ = ["structural"]


PLACE_WORDS = ("省", "市", "区", "县", "旗", "州", "盟", "镇", "乡", "街道", "地区", "社区", "村", "团")


def structural(field: Field, _: str, items: Sequence[Linked]) -> Iterator[Relation]:
    """What the names say: 朝阳区和平街街道总工会 lies in 朝阳区, a firm's union is part of the firm."""
    entities = list(dict.fromkeys(item.entity for item in items))
    told: set[tuple[Entity, str]] = set()
    for number, item in enumerate(items):
        kind = item.entity.type
        if kind == "District":
            yield from _chain(field, items, number)
        elif kind in ("Union", "Company", "School", "Government", "Organisation", "Facility"):
            before = items[number - 1] if number else None
            if before and before.entity.type == "District" and before.end == item.start:
                span = field, before.start, item.end
                yield Relation(item.entity, "locatedIn", before.entity, *span, "place in front")
                above = f"{before.entity.name}总工会"
                parent = next((entity for entity in entities if entity.name == above), None)
                if kind == "Union" and parent:  # 朝阳区|和平街街道总工会, where 朝阳区总工会 is named too
                    yield Relation(item.entity, "partOf", parent, *span, "union of the district in front")
            if (item.entity, item.surface) not in told:  # the same name says the same again
                told.add((item.entity, item.surface))
                yield from _inside(field, item, entities)


def _chain(field: Field, items: Sequence[Linked], number: int) -> Iterator[Relation]:
    item = items[number]
    before = items[number - 1] if number else None
    if before and before.entity.type == "District" and before.end == item.start:
        yield Relation(item.entity, "partOf", before.entity, field, before.start, item.end, "chain of places")


def _inside(field: Field, item: Linked, entities: Sequence[Entity]) -> Iterator[Relation]:
    base = union_base(item.entity.name) if item.entity.type == "Union" else item.entity.name
    span = field, item.start, item.end
    places, _ = leading_places(item.surface.lstrip("该本") + "#")
    own = leading_places(item.entity.name + "#")[0]
    for place in dict.fromkeys((*places, *own)):
        named = (e for e in entities if e.type == "District" and e.name.startswith(place))
        qualifier = item.entity.qualifier if place in own[-1:] else ""
        target = next(named, Entity("District", place, qualifier))
        if not target.qualifier and sum(full == target.name for _, full in places_named(target.name)) > 1:
            continue  # which of several 渤海镇 is meant is not known here
        if target.name.endswith(PLACE_WORDS):  # 海淀 alone may be a part of a brand
            yield Relation(item.entity, "locatedIn", target, *span, "place in the name")
    yield from _part_of(field, item, entities, base)


def _part_of(field: Field, item: Linked, entities: Sequence[Entity], base: str) -> Iterator[Relation]:
    """A union is part of the body it is the union of; a unit of the one whose name its own begins with."""
    span = field, item.start, item.end
    if item.entity.type == "Union":
        kind = suffix_class(base)
        whole = next((e for e in entities if e.name == base and e.type != "Union"), None)
        if kind in BODIES and (whole or kind != "Government"):
            yield Relation(item.entity, "partOf", whole or Entity(kind, base), *span, "union of")
    longer = [
        other
        for other in entities
        if other.type in ORGANISED
        and len(other.name) > 3
        and item.entity.name != other.name != base
        and item.entity.name.startswith(other.name)
    ]
    if longer and item.entity.type in ORGANISED:
        parent = max(longer, key=lambda entity: len(entity.name))
        yield Relation(item.entity, "partOf", parent, *span, "unit by name")


BODIES: tuple[Class, ...] = ("Company", "School", "Government", "Organisation")

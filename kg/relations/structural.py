"""partOf and locatedIn, from the structure of names and from places that stand one behind the other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from kg.mentions.suffixes import suffix_class
from kg.model import Class, Entity, Field, Link, Predicate, Relation
from kg.places import name_of, places_named
from kg.relations.links import ORGANISED, Linked, relation
from kg.relations.units import whole_in
from kg.structure import leading_places, union_base

__all__ = ["structural", "unions_of_places"]


FULL = re.compile(".{2,}[省市区县旗州盟]")
PLACE_WORDS = ("省", "市", "区", "县", "旗", "州", "盟", "镇", "乡", "街道", "地区", "社区", "村", "团")


def structural(
    field: Field,
    text: str,
    items: Sequence[Linked],
    places: Iterable[Entity] = (),
    unions: Mapping[str, Entity] | None = None,
) -> Iterator[Relation]:
    """What the names say: 朝阳区和平街街道总工会 lies in 朝阳区, a firm's union is part of the firm.

    `places` are those that the whole article names, `unions` those of its places.
    """
    entities = list(dict.fromkeys((*(item.entity for item in items), *places)))
    unions = unions or {}
    told: set[tuple[Entity, str]] = set()
    for number, item in enumerate(items):
        kind = item.entity.type
        if kind == "District":
            yield from _chain(field, text, items, number)
        elif kind in ("Union", "Company", "School", "Government", "Organisation", "Facility"):
            before = items[number - 1] if number else None
            if before and before.entity.type == "District" and before.end == item.start:
                span = field, before.start, item.end
                yield Relation(item.entity, "locatedIn", before.entity, *span, "place in front")
                if kind == "Union" and (parent := unions.get(before.entity.name)):
                    # 朝阳区|和平街街道总工会, where 朝阳区总工会 is named too
                    yield Relation(item.entity, "partOf", parent, *span, "union of the district in front")
            if (item.entity, item.surface) not in told:  # the same name says the same again
                told.add((item.entity, item.surface))
                yield from _inside(field, item, entities)
                if kind == "Union" and (parent := _higher(item.entity.name, unions)):
                    yield Relation(
                        item.entity, "partOf", parent, field, item.start, item.end, "union of the place above"
                    )
    yield from _above(field, items, places)
    yield from _owned(field, text, items)


def _owned(field: Field, text: str, items: Sequence[Linked]) -> Iterator[Relation]:
    """某集团旗下|某公司, 某集团旗下有|甲、|乙; 某公司|隶属于某集团; 某厂|“某某”服务队."""
    whole: Linked | None = None
    for before, item in pairwise(items):
        gap = text[before.end : item.start]
        if len(gap) > 24 or before.entity.type not in WHOLES or item.entity.type not in UNDER_ONE:
            whole = None
        elif OWNED.fullmatch(gap):
            whole = before
        elif UNDER.fullmatch(gap):
            yield relation(before, "partOf", item, field, "belongs to")
        elif gap.strip("“") in ("", "的") and _is_team(item.entity):
            yield relation(item, "partOf", before, field, "unit behind")
        if whole and (whole is before or gap in ("、", "和", "以及", "及", "与")):
            yield relation(item, "partOf", whole, field, "owned by")
        else:
            whole = None


UNDER_ONE: tuple[Class, ...] = (*ORGANISED, "Facility")
WHOLES: tuple[Class, ...] = ("Company", "School", "Government", "Union", "Organisation")
OWNED = re.compile(
    r"(?:（[^（）]{1,12}）)?(?:旗下|下属|属下|麾下|所属|下面|下辖|辖有|辖)的?(?:有|包括|拥有)?"
    r"(?:[一-鿿]{0,4}(?:子公司|企业|单位))?[（——“]{0,2}"
)
UNDER = re.compile("(?:隶属于?|归属于?|从属于)")


def _is_team(entity: Entity) -> bool:
    """Whether a name without its whole is that of a team, a studio or a place of work."""
    return entity.type in ("Organisation", "Company") and TEAM.search(entity.name) is not None


TEAM = re.compile(
    r"(?:工作室|突击队|抢修队|服务队|宣讲团|艺术团|合唱团|车队|班组|[^代表]班|工作站|党支部|团支部|团委|党委)$"
)


def _above(field: Field, items: Sequence[Linked], places: Iterable[Entity]) -> Iterator[Relation]:
    """What the list of divisions knows of places named apart: 南法信镇总工会, where 顺义区 is named too."""
    named = {place.name: place for place in places}
    named |= {item.entity.name: item.entity for item in items if item.entity.type == "District"}
    placed = [item for item in items if item.entity.type != "Person"]
    for item in placed:
        for place in leading_places(item.surface + "#")[0]:
            named.setdefault(place, Entity("District", place))
    for item in placed:
        if item.entity.type not in (*UNDER_ONE, "District"):
            continue
        within = leading_places(item.entity.name + "#")[0]
        name = item.entity.name if item.entity.type == "District" else within[-1] if within else ""
        found = {
            above
            for code, full in places_named(name)
            if full == name and (above := _named_above(code, named))
        }
        if len(found) == 1:
            predicate: Predicate = "partOf" if item.entity.type == "District" else "locatedIn"
            yield Relation(
                item.entity, predicate, named[found.pop()], field, item.start, item.end, "list of divisions"
            )


def unions_of_places(links: Iterable[Link]) -> dict[str, Entity]:
    """The unions of places that an article names, by their place."""
    named = (link.entity for link in links if link.entity.type == "Union")
    return {entity.name.removesuffix("总工会"): entity for entity in named if entity.name.endswith("总工会")}


def _higher(name: str, unions: Mapping[str, Entity]) -> Entity | None:
    """The union of the nearest place above that is named: of a district's union, or of a trade's."""
    places, rest = leading_places(name + "#")
    if not places:
        return None
    if rest not in ("总工会#", "区总工会#"):
        return unions.get(places[-1]) if TRADE.match(rest) else None
    above = {_named_above(code, unions) for code, full in places_named(places[-1]) if full == places[-1]}
    above.discard(None)
    return unions[above.pop() or ""] if len(above) == 1 else None


# Unions of trades, which are those of a place: 某省|国防工会, 某市|道路运输行业工会联合会
TRADE = re.compile(
    r"(?:[^公司厂校]{0,10}(?:行业|产业|系统)|(?:教育|科技|文化|体育|卫生|医务|交通|运输|建设|建筑|建材|国防|机械|冶金|轻工|纺织|化工|石油|能源|电力"
    r"|邮政|邮电|电信|金融|财贸|农林|水利|气象|海员|园林|绿化|服务|旅游|商业|烟草|地质|煤炭|机关|直属|教科文卫体?){1,4})(?:工会(?:联合会|委员会|工作委员会)?|工联会)#$"
)


def _named_above(code: str, named: Collection[str]) -> str | None:
    """The nearest division above one that is among those named."""
    above = (name_of(code[:size]) for size in (6, 4, 2) if size < len(code))
    return next((name for name in above if name in named), None)


def _chain(field: Field, text: str, items: Sequence[Linked], number: int) -> Iterator[Relation]:
    """某区|甲街道, and of a list behind it each of the same kind: 某区|甲街道、|乙街道."""
    item = items[number]
    first = number
    while first and _listed(items[first - 1], items[first], item):
        first -= 1
    before = items[first - 1] if first else None
    if before and before.entity.type == "District" and before.sentence == item.sentence:
        gap = text[before.end : items[first].start]
        if not gap or (gap == "的" and TOWN.search(item.surface)):
            yield relation(item, "partOf", before, field, "chain of places")


def _listed(one: Linked, other: Linked, item: Linked) -> bool:
    """Whether two towns or villages stand in a list; only a mark fits between them."""
    kind = TOWN.search(item.surface)
    both = kind and one.entity.type == "District" and one.surface.endswith(kind[0])
    return bool(both) and one.end + 1 == other.start and one.sentence == item.sentence


TOWN = re.compile("街道$|[镇乡村]$|社区$")


def _inside(field: Field, item: Linked, entities: Sequence[Entity]) -> Iterator[Relation]:
    base = union_base(item.entity.name) if item.entity.type == "Union" else item.entity.name
    span = field, item.start, item.end
    places, _ = leading_places(item.surface.lstrip("该本") + "#")
    own = leading_places(item.entity.name + "#")[0]
    within = (e.name for e in entities if e.type == "District" and FULL.fullmatch(e.name))
    inner = [name for name in within if name in item.entity.name[2:]]  # 国网|某县|供电公司
    for place in dict.fromkeys((*places, *own, *inner)):
        named = (e for e in entities if e.type == "District" and e.name.startswith(place))
        qualifier = item.entity.qualifier if place in own[-1:] else ""
        found = next(named, None)
        target = found or Entity("District", place, qualifier)
        if (
            not found
            and not qualifier
            and sum(full == target.name for _, full in places_named(target.name)) > 1
        ):
            continue  # which of several 渤海镇 is meant is not known here
        if not found and OF_FIRM.search(place):
            continue  # 某某公司大山镇|供电所
        if target.name.endswith(PLACE_WORDS):  # 海淀 alone may be a part of a brand
            yield Relation(item.entity, "locatedIn", target, *span, "place in the name")
    yield from _part_of(field, item, entities, base)


OF_FIRM = re.compile(r"公司|集团|银行|学院|医院|[一-鿿]厂(?!.{0,2}[镇乡街村区])")


def _part_of(field: Field, item: Linked, entities: Sequence[Entity], base: str) -> Iterator[Relation]:
    """A union is part of the body it is the union of; a unit of the one whose name its own begins with."""
    span = field, item.start, item.end
    if item.entity.type in ORGANISED and (inner := whole_in(item.entity.name)):
        named = next((e for e in entities if e.name in (inner, f"中共{inner}")), None)
        above = named or Entity(suffix_class(inner) or item.entity.type, inner)
        yield Relation(item.entity, "partOf", above, *span, "unit of")
    if item.entity.type == "Union" and base != item.entity.name:
        kind = suffix_class(base)
        whole = next((e for e in entities if e.name == base and e.type != "Union"), None)
        if whole and whole.type in BODIES:
            yield Relation(item.entity, "partOf", whole, *span, "union of")
        elif kind in BODIES and (kind != "Government" or base.endswith("医院")) and not _of_trade(item, base):
            yield Relation(item.entity, "partOf", Entity(kind, base), *span, "union of")
    longer = [
        other
        for other in entities
        if other.type in ORGANISED
        and len(other.name) > 3
        and item.entity.name != other.name != base
        and item.entity.name.removeprefix("中共").startswith(other.name.removeprefix("中共"))
    ]
    if longer and item.entity.type in ORGANISED:
        parent = max(longer, key=lambda entity: len(entity.name))
        yield Relation(item.entity, "partOf", parent, *span, "unit by name")


def _of_trade(item: Linked, base: str) -> bool:
    """Whether a joint union is that of a trade, which is no body: 某省乳业|工会联合会."""
    return item.entity.name.endswith(("工会联合会", "联合工会")) and ONE_BODY.search(base) is None


ONE_BODY = re.compile("(?:公司|集团|中心|大学|协会|[厂矿局站段院校队部店])$")
BODIES: tuple[Class, ...] = ("Company", "School", "Government", "Organisation")

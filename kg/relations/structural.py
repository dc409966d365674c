"""partOf and locatedIn, from the structure of names and from places that stand one behind the other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from kg.mentions.suffixes import suffix_class
from kg.model import Class, Entity, Field, Predicate, Relation
from kg.places import name_of, places_named
from kg.relations.links import ORGANISED, Linked, relation
from kg.structure import leading_places, union_base

__all__ = ["structural"]


FULL = re.compile(".{2,}[省市区县旗州盟]")
PLACE_WORDS = ("省", "市", "区", "县", "旗", "州", "盟", "镇", "乡", "街道", "地区", "社区", "村", "团")


def structural(
    field: Field, text: str, items: Sequence[Linked], places: Iterable[Entity] = ()
) -> Iterator[Relation]:
    """What the names say: 朝阳区和平街街道总工会 lies in 朝阳区, a firm's union is part of the firm.

    `places` are those that the whole article names.
    """
    entities = list(dict.fromkeys((*(item.entity for item in items), *places)))
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
    yield from _above(field, items, places)
    yield from _owned(field, text, items)


def _owned(field: Field, text: str, items: Sequence[Linked]) -> Iterator[Relation]:
    """某集团旗下|某公司, 某集团下属的全资子公司|某公司: the second is part of the first."""
    for whole, part in pairwise(items):
        if whole.entity.type == "Company" and part.entity.type in (*ORGANISED, "Facility"):
            between = text[whole.end : part.start]
            if OWNED.fullmatch(between):
                yield relation(part, "partOf", whole, field, "owned by")


OWNED = re.compile(
    r"(?:（[^（）]{1,12}）)?(?:旗下|下属|属下|麾下|所属|下面)的?(?:[一-鿿]{0,4}(?:子公司|企业|单位))?[（——“]{0,2}"
)


def _above(field: Field, items: Sequence[Linked], places: Iterable[Entity]) -> Iterator[Relation]:
    """What the list of divisions knows of places named apart: 南法信镇总工会, where 顺义区 is named too."""
    named = {place.name: place for place in places}
    named |= {item.entity.name: item.entity for item in items if item.entity.type == "District"}
    for item in items:
        for place in leading_places(item.surface + "#")[0]:
            named.setdefault(place, Entity("District", place))
    for item in items:
        within = leading_places(item.entity.name + "#")[0]
        name = item.entity.name if item.entity.type == "District" else within[-1] if within else ""
        found = {
            above
            for code, full in places_named(name)
            if full == name and (above := _named_above(code, named))
        }
        if len(found) == 1 and item.entity.type in (*ORGANISED, "District", "Facility"):
            predicate: Predicate = "partOf" if item.entity.type == "District" else "locatedIn"
            yield Relation(
                item.entity, predicate, named[found.pop()], field, item.start, item.end, "list of divisions"
            )


def _named_above(code: str, named: Collection[str]) -> str | None:
    """The nearest division above one that is among those named."""
    above = (name_of(code[:size]) for size in (6, 4, 2) if size < len(code))
    return next((name for name in above if name in named), None)


def _chain(field: Field, items: Sequence[Linked], number: int) -> Iterator[Relation]:
    """某区|甲街道, and of a list behind it each of the same kind: 某区|甲街道、|乙街道."""
    item = items[number]
    first = number
    while first and _listed(items[first - 1], items[first], item):
        first -= 1
    before = items[first - 1] if first else None
    if before and before.entity.type == "District" and before.end == items[first].start:
        yield Relation(item.entity, "partOf", before.entity, field, before.start, item.end, "chain of places")


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
        if target.name.endswith(PLACE_WORDS):  # 海淀 alone may be a part of a brand
            yield Relation(item.entity, "locatedIn", target, *span, "place in the name")
    yield from _part_of(field, item, entities, base)


def _part_of(field: Field, item: Linked, entities: Sequence[Entity], base: str) -> Iterator[Relation]:
    """A union is part of the body it is the union of; a unit of the one whose name its own begins with."""
    span = field, item.start, item.end
    if (inner := UNIT.match(item.entity.name)) and item.entity.type in ORGANISED:
        kind_of_whole: Class = "Union" if inner["kind"] else suffix_class(inner["whole"]) or "Company"
        names = inner["whole"], f"中共{inner['whole']}"
        whole = next((e for e in entities if e.name in names), None)
        yield Relation(
            item.entity, "partOf", whole or Entity(kind_of_whole, inner["whole"]), *span, "unit of"
        )
    if item.entity.type == "Union":
        kind = suffix_class(base)
        whole = next((e for e in entities if e.name == base and e.type != "Union"), None)
        if whole and whole.type in BODIES:
            yield Relation(item.entity, "partOf", whole, *span, "union of")
        elif kind in BODIES and (kind != "Government" or base.endswith("医院")):
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


# A whole and its unit in one name, by the word that the whole ends in and those that its units end in:
# 某集团有限公司|第一分公司, 某区总工会|女职工委员会, 某大学|文学院, 某县人民法院|某某法庭
UNITS = {
    r"总?(?P<kind>工会)": r"女职工委员会|经费审查委员会|职工服务中心|职工大学|[一-鿿]{2,8}[部处室]$",
    r"总工会": r"[^（）]{2,10}(?:工作站|服务中心|指导中心|援助中心|文化宫|俱乐部|干部学校)$",
    r"有限(?:责任)?公司": r"[^（）]{2,14}(?:分公司|项目部|厂|车间|队|段|部|中心|办事处)$",
    r"[^子总集团司]公司(?!工会)": r"[^（）]{2,12}(?:站区?|车间|[^支总]部|[^代表]队|班组?|工区|段|中心)$",
    r"集团": r"(?!公司|有限|股份|控股)[^（）]{2,14}(?<!股份有限)(?:公司|集团|[^工]厂|矿|车间)$",
    r"[^分]厂|分厂|油田|矿(?![业务山])": r"[^（）]{2,10}(?:车间|工区|作业区|分厂|采油厂|班组)$",
    r"[^大]大学": r"(?!附属)[^（）]{2,12}(?:学院|系|学部|部|处)$",
    r"[机工电车]务段|供电[段局]": r"[^（）]{2,10}(?:车间|工区|班组?|站|供电所)$",
    r"铁路局|中[铁建交冶核][一二三四五六七八九十]{1,3}[航公]?局": r"(?!集团)[^（）]{1,10}(?:段|公司|项目部)$",
    r"医院": r"[^（）]{1,12}(?:科|病区|护理组|监护室|产房|急诊室|导诊台)$",
    r"中学|小学|学校": r"[^（）]{1,6}(?:教研[组室班]|备课组|年级组|[高初]中部|小学部|体育组)$",
    r"人民法院": r"[^（）]{1,8}(?:法庭|庭|执行局|大队)$",
    r"公安局": r"[^（）]{2,14}(?:分局|支队|大队|派出所)$",
    r"[省市区县州旗]委": r"(?:宣传部|组织部|统战部|政法委|社会工作部|办公室|研究室|网信办|编办|老干部局)$",
}
UNIT = re.compile(
    rf"(?P<whole>[^（）]{{2,20}}?(?:{'|'.join(f'(?:{whole})(?={unit})' for whole, unit in UNITS.items())}))"
)
BODIES: tuple[Class, ...] = ("Company", "School", "Government", "Organisation")

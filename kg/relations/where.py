"""Where things are and where activities take place, as a sentence says: 在甲县举行, 位于乙镇, 丙村的小院."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import Class, Field, Predicate, Relation
from kg.relations.activities import ACTIVITIES
from kg.relations.links import ORGANISED, Linked, clause, relation

__all__ = ["whereabouts"]

HOSTS: tuple[Class, ...] = ("District", "Facility", *ORGANISED)
HOLDING: tuple[Class, ...] = ("Union", "Government", "Organisation")
HELD = re.compile(
    r"(?:圆满|隆重|顺利|正式|成功|如期|联合|共同|热烈|盛大|精彩|火热)?"
    r"(?:举[行办]|召开|[开闭揭启]幕|[落谢]幕|启动|收官|开赛|开[馆班讲课跑营]|揭牌|颁奖|打响|上演|结束|进行|开[展营锣机仗战]|拉开[帷序大]幕|落下帷幕|鸣[锣枪]|见分晓|揭晓)"
)
THIS = re.compile(r"(?:活动|[大比竞决]赛|仪式|会议|大会|典礼|庆典|晚会|论坛)\Z")
"""What stands for the activity that the report is about, in front of 在…举行."""
LIES = re.compile(r"[^，。；：！？、\n]{0,3}?，?(?:就|正|便|即)?(?:位于|坐落[于在]|地处)")
LOCATED = ("位于", "坐落于", "坐落在", "地处")
SITES: tuple[Class, ...] = ("Facility", "School", "Company", "Government", "Organisation", "District")


def whereabouts(field: Field, text: str, items: Sequence[Linked], about: Linked | None) -> Iterator[Relation]:
    """locatedIn, between what a sentence names and the place that it names for it."""
    activities = [item for item in items if item.entity.type in ACTIVITIES]
    for number, item in enumerate(items):
        if item.entity.type not in HOSTS:
            continue
        first = _chain(items, number)
        held = HELD.match(text, item.end) if text.startswith("在", first.start - 1) else None
        if held and item.entity.type in HOLDING and text.startswith("的", held.end()):
            continue  # 在某工会举办的|某大赛上: who holds it, not where
        if held:
            yield from _held(field, text, items, (first.start - 1, held.end()), item, about)
        elif number + 1 == len(items) or items[number + 1].start > item.end:
            yield from _went(field, text, activities, first, item)
        if item.entity.type == "District":
            yield from _sites(field, text, items, number, first)


def _chain(items: Sequence[Linked], number: int) -> Linked:
    """The first of the names that stand one behind the other up to this one: 某市|某县|某镇."""
    while number and items[number - 1].end == items[number].start and items[number - 1].entity.type in HOSTS:
        number -= 1
    return items[number]


def _held(
    field: Field,
    text: str,
    items: Sequence[Linked],
    span: tuple[int, int],
    place: Linked,
    about: Linked | None,
) -> Iterator[Relation]:
    """甲活动在某地举行, 在某地举行甲活动, or of the activity of the report: 活动在某地举行."""
    begin, end = span
    inside = [i for i in items if i.entity.type in ACTIVITIES and i.sentence == place.sentence]
    behind = [i for i in inside if end <= i.start <= end + NEAR and not STOP.search(text, end, i.start)]
    front = [i for i in inside if i.end <= begin and not STOP.search(text, i.end, begin)]
    if behind or front:
        yield relation((front[-1:] or behind)[0], "locatedIn", place, field, "held there")
    elif not inside and THIS.search(text, clause(text, begin, place.sentence)[0], begin):
        named = (i for i in reversed(items) if i.end <= begin and i.entity.type in ACTIVITIES)
        if meant := about or next(named, None):
            yield Relation(meant.entity, "locatedIn", place.entity, field, begin + 1, end, "held there")


def _went(
    field: Field, text: str, activities: Sequence[Linked], first: Linked, place: Linked
) -> Iterator[Relation]:
    """某活动走进某县某村, 把某活动办在某地."""
    for activity in activities:
        if 0 < first.start - activity.end <= LONGEST_WAY and GOES.fullmatch(text, activity.end, first.start):
            yield relation(activity, "locatedIn", place, field, "goes to")


LONGEST_WAY = 16
GOES = re.compile(
    r"”?(?:[\d月日上下午近日前今昨天]*)(?:(?:走[进入]|来到|落户|移师|进驻)(?:了|[我本][市县区省])?|[办开搬设摆搭]?(?:在|进|到)了?)"
)
NEAR = 12
STOP = re.compile(r"[；。！？]|在(?=[^，。]{2,12}(?:举[行办]|召开|参加|启动))")


OF_PLACES = ("Facility", "Company", "School", "Organisation")


def _sites(
    field: Field, text: str, items: Sequence[Linked], number: int, first: Linked
) -> Iterator[Relation]:
    """某馆位于某镇, 位于某镇的某馆, 某村的某院."""
    place = items[number]
    after = items[number + 1] if number + 1 < len(items) else None
    if after and after.entity.type in SITES and text[place.end : after.start] in ("的", "的“"):
        told = text.endswith(LOCATED, 0, first.start)
        if after.entity.type in OF_PLACES or told:
            yield relation(after, "locatedIn", place, field, "place of")
            return
    before = next((i for i in reversed(items[:number]) if i.end <= first.start), None)
    if before and before.entity.type in SITES and before.sentence == place.sentence:
        lies = LIES.match(text, before.end)
        if lies and lies.end() == first.start:
            predicate: Predicate = "partOf" if before.entity.type == "District" else "locatedIn"
            yield relation(before, predicate, place, field, "lies in")

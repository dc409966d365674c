"""Where an activity is held: 某竞赛在甲市乙体育馆举行, 在甲镇举办某节."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import Class, Field, Relation
from kg.relations.links import Linked, relation, within
from kg.relations.organizing import ACTIVITIES, is_congress

__all__ = ["holding"]

PLACES: tuple[Class, ...] = ("District", "Facility", "School", "Company", "Government", "Organisation")
AT = re.compile(r"(?:在|走进|走入)$")
HELD = re.compile(
    r"[^，。；、：“”的]{0,4}?(?:举行|举办|召开|开幕|闭幕|启幕|开赛|开跑|开班|开课|开讲|开营|开锣|启动|落幕|收官|落下帷幕|拉开帷?[幕序]|揭幕|上演|揭晓|开展)"
)
CHAIN: tuple[Class, ...] = ("District", "Facility")
AGAIN = re.compile(r"[^，。；、：“”]{0,6}(?:活动|仪式|大?赛|比赛|竞赛|会议?|大会|演出)[^，。；、：“”]{0,12}$")
"""An activity that was named before, by its kind: 此次活动|在某地举行."""


def holding(
    field: Field, text: str, items: Sequence[Linked], about: Linked | None = None
) -> Iterator[Relation]:
    """locatedIn of activities: the last of the places behind 在 and in front of what is done there.

    The activity is the nearest of the sentence in front of it, else one right behind; by its kind alone it
    is the one that the report is `about`.
    """
    for number, item in enumerate(items):
        if item.entity.type not in PLACES or not (held := HELD.match(text, item.end)):
            continue
        first = _first(items, number)
        if not AT.search(text, max(0, first.start - 2), first.start):
            continue
        if activity := _activity(text, items, first.start, held.end(), item.sentence, about):
            yield relation(activity, "locatedIn", item, field, "held there")


def _first(items: Sequence[Linked], number: int) -> Linked:
    """The first of a chain of places that ends in the given one: 甲市|乙区|丙体育馆."""
    first = items[number]
    for before in reversed(items[:number]):
        if before.entity.type not in CHAIN or before.end != first.start:
            break
        first = before
    return first


def _activity(
    text: str,
    items: Sequence[Linked],
    start: int,
    end: int,
    sentence: tuple[int, int],
    about: Linked | None,
) -> Linked | None:
    before = [i for i in within(items, sentence[0], start, *ACTIVITIES) if not is_congress(i.entity)]
    if before:
        return before[-1]
    behind = within(items, end, sentence[1], *ACTIVITIES)
    if behind and behind[0].start - end <= NEAR and not is_congress(behind[0].entity):
        return behind[0]
    return about if about and AGAIN.search(text, sentence[0], start) else None


NEAR = 2
"""Characters between what is done and the activity: 在某地举行|的|某仪式."""

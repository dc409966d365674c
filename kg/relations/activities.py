"""What the relations of activities ask of them."""

from __future__ import annotations

import re

from kg.lexicon import word_list
from kg.model import Class, Entity, Predicate
from kg.relations.links import Linked

__all__ = ["ACTIVITIES", "is_congress", "is_whole", "organized_by"]

ACTIVITIES: tuple[Class, ...] = ("Initiative", "Event")


def is_congress(entity: Entity) -> bool:
    """Whether an event is a congress whose spirit everyone studies, which says nothing of who held it."""
    return CONGRESS.match(entity.name) is not None


CONGRESS = re.compile(
    r"(?:党的|中国工会(?:第)?)[一二三四五六七八九十]+(?!.*(?:[宣报谈座讲告习训享]会|会议|大会|班|活动)$)|中国工会.*代表大会$"
)


def is_whole(text: str, item: Linked) -> bool:
    """Whether an activity is named as the whole of another: 是某某文化月|的重头戏之一, 属于|某某系列赛."""
    behind = WHOLE.match(text, item.end)
    return behind is not None or BELONGS.search(text, max(0, item.start - 12), item.start) is not None


BELONGS = re.compile(r"属于[^，。；]{0,8}$")
WHOLE = re.compile(
    r"”?(?:[一-鿿]{0,8}之一|的(?:一|一[项个]|重要|重点|主要)*(?:部分|组成部分|内容|环节|子活动|分活动|配套活动|分会场))(?![一-鿿]*[会赛节]上)"
)


def organized_by(verb: str) -> Predicate:
    """What a verb says of who organizes."""
    return "coOrganizes" if verb in word_list("co_organize") else "organizes"

"""Activities that are parts of others: 甲是乙的活动之一; 作为乙之一，某会举办甲."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import Field, Relation
from kg.relations.activities import ACTIVITIES, is_congress, is_whole
from kg.relations.links import Linked, relation

__all__ = ["parts"]

FAR = 300
"""Characters behind which 本次活动 no longer takes up an activity."""
AS = re.compile(r"(?:作为|是|系|为|属于)[^，。；]{0,16}$")


def parts(field: Field, text: str, items: Sequence[Linked]) -> Iterator[Relation]:
    """partOf between activities."""
    named = [i for i in items if i.entity.type in ACTIVITIES and not is_congress(i.entity)]
    if len({i.entity for i in named}) < 2:
        return
    for whole in named:
        yield from _said(field, text, named, whole)


def _said(field: Field, text: str, named: Sequence[Linked], whole: Linked) -> Iterator[Relation]:
    """本次活动是某文化月的重头戏之一; 作为某活动之一，甲乙…举办了某展."""
    said = AS.search(text, max(whole.sentence[0], whole.start - 24), whole.start)
    if not (said and is_whole(text, whole)):
        return
    before = [i for i in named if i.end <= said.start() and said.start() - i.end < FAR]
    behind = [i for i in named if whole.end <= i.start < whole.sentence[1]]
    others = behind[:1] if said[0].startswith("作为") else before[-1:]
    for part in others:
        yield relation(part, "partOf", whole, field, "one of")

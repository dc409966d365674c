"""Whom 他, 她 and a clause without a subject mean: the person a text is about, not the one it quotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kg.relations.links import Linked

__all__ = ["is_of_another", "meant_person"]

FAR = 350
"""Characters behind the last mention of a person that a sentence without one is still about."""
# Who is only quoted: “…”班长|甲这样形容。
QUOTED = re.compile(
    r"[^，。；：“”]{0,6}?(?:说|表示|介绍|评价|形容|告诉|坦言|感慨|回忆|认为|笑道|道|称)(?:[^，。；：“”]{0,4})(?=[，。：；])"
)
# Whom others take along or teach: 她带着组员|甲、乙
WITH = re.compile(
    r"(?:带着|带领|领着|率领?|跟着|跟随|师从|师傅[是为]|拜|陪同?|看望|慰问|来自|[向给对让把将被由为和与同跟])[^，。；：“”]{0,16}$"
)
# 甲|陪着她: she is another
HELPS = re.compile(r"[^，。；：“”]{0,4}(?:[陪带教帮给让对跟拉问夸][着了]?)[他她]")
# 甲|所在的班组: it is the team that the clause is about
OF_ANOTHER = re.compile(
    r"(?:所在|所带|带领|率领|任职)(?:班组|团队|[车班]?[间组队])?的|(?:带领|所带|率领)[^，。；]{1,8}(?:团队|班组|小组)"
)


def is_of_another(text: str, person: Linked) -> bool:
    """Whether a person's name only tells which body is meant: 甲所在的|某班."""
    return OF_ANOTHER.match(text, person.end) is not None


def meant_person(text: str, items: Sequence[Linked], before: int) -> Linked | None:
    """The person that a clause at `before` is about though it names none: the one named last.

    Not one who is taken along, taught or helped by another, and one who is only quoted no sooner than another
    whom the text names as often.
    """
    people = [i for i in items if i.entity.type == "Person"]
    near = [i for i in people if before - FAR < i.end <= before]
    own = [i for i in near if not _is_beside(text, i)] or near
    if not own or not _is_quoted(text, own[-1]):
        return own[-1] if own else None
    named = Counter(i.entity for i in people)
    told = [i for i in own if not _is_quoted(text, i) and named[i.entity] >= named[own[-1].entity]]
    return (told or own)[-1]


def _is_beside(text: str, person: Linked) -> bool:
    """Whether a sentence about another names someone: 她带着|甲, 师傅是|甲, 甲|陪着她."""
    return (
        WITH.search(text, person.sentence[0], person.start) is not None
        or HELPS.match(text, person.end) is not None
    )


def _is_quoted(text: str, person: Linked) -> bool:
    """Whether all that is told of someone is what he said: “…”班长|甲这样形容。"""
    begin, end = person.sentence
    quoting = (
        text.startswith("“", begin)
        or text.endswith("”", 0, begin)
        or "“" in text[person.end : person.end + 8]
    )
    return quoting and QUOTED.match(text, person.end, end) is not None

"""Whom a bare word for a body means in front of a verb: 公司还举办…, 近几年，工会开设…, 厂里组织…."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from kg.model import Class
from kg.relations.links import ORGANISED, Linked
from kg.relations.workplaces import ENDINGS

__all__ = ["meant_by_word"]

# A clause that begins with the word; between it and the verb stands nothing that could be another subject.
BARE = re.compile(
    r"(?:^|[，。；：！？“”\n]|[年月日天]|近[日来]|日前|以来|期间|之际|[中上后前])"
    r"(?:[我本])?(?P<word>集团公司|公司|集团|工会组织|工会|学校|医院|法院|厂里|厂|矿里|矿|段上|段)"
    r"(?:里|方)?(?P<between>[^，。；：！？“”、\n的]{0,10})$"
)
OTHER = re.compile(
    r"[职员工]工|工会|干部|党委|党组织|党支部|团委|主席|经理|书记|主任|负责人|领导|内部|[部室科会]$|[为被向对从由]"
)
# What the names end in that a word can mean, by its first character.
ENDS: Mapping[str, tuple[str, ...]] = {
    **{word[0]: ENDINGS[word] for word in ("公司", "集团", "厂", "矿", "段")},
    "医": ("医院",),
    "法": ("法院",),
}
CLASSES: Mapping[str, tuple[Class, ...]] = {"工": ("Union",), "学": ("School",)}


def meant_by_word(text: str, items: Sequence[Linked], begin: int, end: int) -> list[Linked]:
    """The one body of its kind that a text is about so far, where a bare word for it ends text[begin:end].

    Of several the one named at least twice as often as any other; otherwise none.
    """
    bare = BARE.search(text, max(0, begin - 1), end)
    if not bare or OTHER.search(bare["between"]):
        return []
    if any(i.start < end and bare.start("word") < i.end for i in items):
        return []
    first = bare["word"][0]
    classes, endings = CLASSES.get(first, ORGANISED), ENDS.get(first, ("",))
    before = [
        i
        for i in items
        if i.end <= bare.start("word") and i.entity.type in classes and i.entity.name.endswith(endings)
    ]
    named = Counter(i.entity for i in before).most_common(2)
    if not named or (len(named) > 1 and named[0][1] < 2 * named[1][1]):
        return []
    return [next(i for i in reversed(before) if i.entity == named[0][0])]

"""Whom a bare word for a body means in front of a verb: 公司还举办…, 近几年，工会开设…, 厂里组织…."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kg.relations.links import ORGANISED, Linked, within
from kg.relations.workplaces import ENDINGS

__all__ = ["meant_by_word"]

# A clause that begins with the word; between it and the verb stands nothing that could be another subject.
BARE = re.compile(
    r"(?:^|[，。；：！？“”\n]|[年月日天]|近[日来]|日前|以来|期间|之际|[中上后前])"
    r"[我本]?(?P<word>集团|公司|工会|学校|医院|法院|厂|矿|段)(?:公司|组织)?[里上方]?"
    r"(?P<between>[^，。；：！？“”、\n的]{0,10})$"
)
OTHER = re.compile(
    r"[职员工]工|工会|干部|党委|党组织|党支部|团委|主席|经理|书记|主任|负责人|领导|内部|[部室科会]$|[为被向对从由]"
)


def meant_by_word(text: str, items: Sequence[Linked], begin: int, end: int) -> list[Linked]:
    """The body of its kind that a text names most so far, where a bare word for it ends text[begin:end]."""
    bare = BARE.search(text, max(0, begin - 1), end)
    if not bare or OTHER.search(bare["between"]):
        return []
    endings = ENDINGS.get(bare["word"].replace("学校", "校"), (bare["word"],))
    before = [i for i in within(items, 0, bare.start("word"), *ORGANISED) if i.entity.name.endswith(endings)]
    named = Counter(i.entity for i in before).most_common(1)
    return [next(i for i in reversed(before) if i.entity == named[0][0])] if named else []

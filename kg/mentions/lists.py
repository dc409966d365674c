"""Firms that only a list shows: 来自全聚德、东来顺等12家企业."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lexicon import word_list
from kg.mentions.scene import Candidate, Scene, piece

__all__ = ["listed_firms"]

LIST = re.compile(
    r"(?P<names>[^，。；：、“”\s]{2,14}(?:、[^，。；：、“”\s]{2,14}){1,12}?)等(?:\d+余?[家个]|[多数]家)?(?:知名|重点|龙头|合作|二级|成员|所属|下属|参赛|会员|驻区|辖区|平台|头部|国有|民营|大型)?(?:企业|公司)"
)
LIST_END = re.compile(
    r"等(?:\d+余?[家个]|[多数]家)?(?:知名|重点|龙头|合作|二级|成员|所属|下属|参赛|会员|驻区|辖区|平台|头部|国有|民营|大型)?(?:企业|公司)"
)
JOINING = frozenset("的了在和与及由是为将被把")
LEAD = re.compile(r"^.*?(?:来自|包括|走进|邀请|由|在|与|和|向|为|对|组织|联合|推动|指导)")


def listed_firms(scene: Scene) -> Iterator[Candidate]:
    """Items of a list that ends in 等企业, when nothing in them shows that they are not names."""
    for found in _lists(scene):
        start = found.start()
        for item in re.split("(、)", found["names"]):
            lead = LEAD.match(item) if start == found.start() else None
            begin = start + (lead.end() if lead else 0)
            name = scene.text[begin : start + len(item)]
            if item != "、" and _is_name(scene, begin, name):
                yield Candidate(begin, begin + len(name), "Company", 0.9 + 0.05 * len(name), "list of firms")
            start += len(item)


def _lists(scene: Scene) -> Iterator[re.Match[str]]:
    ends = (end.start() for end in LIST_END.finditer(scene.text))
    for start, end in scene.clauses(ends):
        yield from LIST.finditer(scene.text, start, end)


def _is_name(scene: Scene, begin: int, name: str) -> bool:
    """Whether the words of an item can all stand in a name, one of them special."""
    at, told = begin, 0.0
    if name[:1] in "各全每该本某":
        return False
    if name.endswith(tuple(word_list("business"))) and len(name) > 3 and name[:2].isalpha():
        return word_list("generic").isdisjoint([name[:2], name[:-2]])
    while at < begin + len(name):
        word = scene.word_after(at)[: begin + len(name) - at]
        said = piece(word)
        joins = said is None and (len(word) > 1 or at == begin or word in JOINING)
        if joins or word in word_list("trades"):
            return False
        told += said.specific if said else 0.3
        at += len(word)
    return len(name) >= 2 and told >= 0.8

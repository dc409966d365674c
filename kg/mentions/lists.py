"""Firms that only a list shows: 来自全聚德、东来顺等12家企业; 甲、乙两个工务段."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lexicon import word_list
from kg.mentions.scene import Candidate, Scene, piece
from kg.mentions.suffixes import suffix_class
from kg.model import Class
from kg.places import is_place

__all__ = ["in_full", "is_name", "listed_firms"]

COUNT = r"(?:\d+|[两二三四五六七八九十]{1,2})余?[家个座大]?|[多数]家"
WHICH = "知名|重点|龙头|合作|二级|成员|所属|下属|参赛|会员|驻区|辖区|平台|头部|国有|民营|大型|兄弟"
ANY_SORT = r"[^，。；：、“”（）\s的问向在与和为把将对从由行]{0,10}?"
"""What sort of firms they are, which behind 等 may be anything: 等国内知名|企业, 等全球500强|企业."""
FIRMS = (
    "企业(?!家)|公司|厂家|[车船药酒民国央房]企|老字号|商家|商户|店家|品牌店|名店|连锁店"
    "|餐厅|酒楼|饭店|酒店|超市|药店|老店|老厂|大厂"
)
"""Words that say of a list's items what they are, and are no part of their names."""
KIND = (
    "(?:律师|会计师)事务所|[煤铁铜金]?矿|[工机车电]务段|(?:供电|车辆|客运|通信)段|作业区|采[油气]厂|电厂"
    "|车间|分公司|项目部|支行|分行|供电公司"
)
"""Words that each of the names before them ends in: 甲、乙两个|工务段 are 甲工务段 and 乙工务段."""
SITE = "景区|公园"
PLACES = "小区|景点|商圈"
"""The same two for places that people go to."""
END = (
    rf"(?:等(?:{COUNT})?|(?<![\d等两二三四五六七八九十])(?:{COUNT}))(?:{WHICH})?"
    rf"(?:(?P<firms>(?:(?<=等){ANY_SORT})?(?:{FIRMS}))|(?P<kind>{KIND})|(?P<site>{SITE})|(?P<places>{PLACES}))"
)
ITEM = r"[^，。；：、“”（）\s]"
LIST = re.compile(rf"(?P<names>{ITEM}{{2,18}}(?:、{ITEM}{{2,14}}){{1,12}}?){END}")
LIST_END = re.compile(END)
REST = re.compile(rf"(?:、{ITEM}{{2,14}}){{0,12}}?{END}")
JOINING = frozenset("的了在和与及由是为将被把")
LEAD = re.compile(
    r"^.*(?:来自|包括|属下|旗下|麾下|涵盖|囊括|(?<![所没只具现原共])有(?![限色机])|走进|邀请|到过|去了|由|在|与|和|向|(?<!华)为|对|组织|联合|推动|指导|(?<!美)的)"
)
SHOWN = 3.0
"""Log-odds of a name that the word for the kind of all of them shows."""
WEAK, OVER_LOOKS = 0.5, 6.0
"""The same for what looks like a person's name, which no firm of a list is: 王广济、李福堂等6家企业."""
OF_FIRMS = re.compile(
    "的?(?:职工|员工|代表|负责人|经理|总经理|董事长|管理|工会|主席|法人|技术|工人|骨干|高管|创始人|老板)"
)
"""What makes people of a list that ends in 等企业: 甲、乙等企业|负责人."""


def listed_firms(scene: Scene) -> Iterator[Candidate]:
    """Items of a list that ends in 等企业, when nothing in them shows that they are not names."""
    for found in _lists(scene):
        start = found.start()
        shown = _firms_shown(scene.text, found) if found["firms"] else SHOWN
        kind: Class = "Facility" if found["site"] or found["places"] else "Company"
        for item in re.split("(、)", found["names"]):
            lead = LEAD.match(item) if start == found.start() else None
            begin = start + (lead.end() if lead else 0)
            name = scene.text[begin : start + len(item)]
            fits = _is_short if shown == SHOWN else is_name
            if item != "、" and fits(scene, begin, name):
                score = (
                    0.9 + (shown if len(name) < 5 else WEAK if found["firms"] else SHOWN) + 0.05 * len(name)
                )
                yield Candidate(begin, begin + len(name), kind, score, "list of firms")
            start += len(item)


def _firms_shown(text: str, found: re.Match[str]) -> float:
    """How surely the items are firms: those that are counted, or that nobody of is named behind."""
    counted = re.search(r"\d|[两二三四五六七八九十]", text[found.end("names") : found.end()])
    return OVER_LOOKS if counted or not OF_FIRMS.match(text, found.end()) else WEAK


def in_full(name: str, text: str, end: int) -> str:
    """The name of an item that ends at `end`, with the word for the kind of all of them."""
    behind = REST.match(text, end)
    kind = (behind["kind"] or behind["site"]) if behind else None
    return name if not kind or suffix_class(name) == suffix_class(kind) else name + kind


def _lists(scene: Scene) -> Iterator[re.Match[str]]:
    ends = (end.start() for end in LIST_END.finditer(scene.text))
    for start, end in scene.clauses(ends):
        yield from LIST.finditer(scene.text, start, end)


def _is_short(scene: Scene, begin: int, name: str) -> bool:
    """Whether an item is a name short of the word for its kind: a word or two, or a place."""
    if not 2 <= len(name) <= 6 or not name.isalpha() or begin not in scene.boundaries:
        return False
    words = [word for at, word in scene.before(begin + len(name)) if at >= begin]
    told = [piece(word) for word in words]
    return (
        len(words) < 4 and (is_place(name) or all(told) or len(words) == 1) and name[0] not in "各全每该本某"
    )


def is_name(scene: Scene, begin: int, name: str) -> bool:
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

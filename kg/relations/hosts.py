"""Who holds an activity that was named before: 赛事由甲主办，乙承办; 主办单位为甲; 甲是主办方."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.model import Field, Predicate, Relation
from kg.relations.activities import ACTIVITIES, is_congress, is_whole, organized_by
from kg.relations.links import ORGANISED, Linked, relation, within

__all__ = ["BY", "by", "hosting"]

TOGETHER = "(?:联合|共同|联手|携手)(?:打造|推行|推出|开展|实施|创办|开设|策划|发起)"
BY = re.compile(
    r"由(?P<who>[^，。；！？\n]{2,120}?)(?P<verb>联合主办|共同主办|主办|承办|协办|联合举办|共同举办|举办|组织|发起|联合承办|联合组织"
    rf"|牵头(?:组织|举办|主办|开展)?|共同筹[办备]|筹[办备]|{TOGETHER})"
)
# 由甲主办|，乙、丙承办|，丁负责组织实施
ALSO = re.compile(rf"[，、；](?P<who>[^，。；]{{2,120}}?)(?P<verb>主办|承办|协办|负责组织实施|{TOGETHER})")
FAR = 600
"""Characters behind which a general word no longer takes up an activity."""


def hosting(
    field: Field, text: str, items: Sequence[Linked], about: Linked | None = None
) -> Iterator[Relation]:
    """organizes and coOrganizes of the activity that a sentence takes up.

    `about` is the one that the title names; a text that names none, or not yet, takes that one up.
    """
    named = [i for i in items if i.entity.type in ACTIVITIES and not is_congress(i.entity)]
    if about and field == "text":
        named.insert(0, replace(about, start=0, end=0, sentence=(0, 0)))
    if named:
        for told in (_in_roles, _in_lines, _hosts, _referred, _behind):
            yield from told(field, text, items, named)


def by(
    field: Field, text: str, items: Sequence[Linked], found: re.Match[str], activity: Linked
) -> Iterator[Relation]:
    """Those of 由甲、乙主办，丙承办，丁协办."""
    for said in _chain(text, found):
        for who in within(items, *said.span("who"), *ORGANISED, "Facility"):
            held_in = who.entity.type == "Facility" and text.startswith(("在", "于"), who.start - 1)
            if held_in or GUIDES.match(text, who.end):
                continue
            yield _relation(who, organized_by(said["verb"]), activity, field, f"由…{said['verb']}")


# 由|甲指导、|乙主办
GUIDES = re.compile("(?:等[^，。；、]{0,8})?(?:指导|支持)[、和]")


def _relation(who: Linked, predicate: Predicate, activity: Linked, field: Field, rule: str) -> Relation:
    """Of the title's activity the words are those of the text."""
    place = who if activity.start == activity.end else activity
    return relation(who, predicate, replace(place, entity=activity.entity), field, rule)


def _chain(text: str, found: re.Match[str]) -> list[re.Match[str]]:
    """The match and what goes on behind it in the same sentence: 由甲主办|，乙承办|，丙协办."""
    chain = [found]
    while also := ALSO.match(text, chain[-1].end()):
        chain.append(also)
    return chain


# 主办单位为甲、乙; 承办单位有丙等7家; 主办单位共12家，分别是甲、乙; 主办竞赛的是甲、乙
ROLES = re.compile(
    r"(?P<verb>[主承协联合]办)(?:(?:方|单位|机构)(?:共?有?\d+[家个]，?)?|(?:[一-鿿]{2,4}|)的(?:单位)?)(?:分别)?(?:是|为|有|包括|：)"
    r"(?P<who>[^，。；！？\n]{2,300})"
)


def _in_roles(
    field: Field, text: str, items: Sequence[Linked], named: Sequence[Linked]
) -> Iterator[Relation]:
    for found in ROLES.finditer(text):
        if activity := _meant(text, named, found.start()):
            yield from by(field, text, items, found, activity)


def _in_lines(
    field: Field, text: str, items: Sequence[Linked], named: Sequence[Linked]
) -> Iterator[Relation]:
    """主办：甲　乙, 承办单位：丙: lines of an announcement, of the activity of its title."""
    for found in LINES.finditer(text):
        for who in within(items, *found.span("who"), *ORGANISED) if named[0].end <= found.start() else ():
            yield _relation(who, organized_by(found["verb"]), named[0], field, f"{found['verb']}：")


LINES = re.compile(
    r"(?:联合)?(?P<verb>主办|承办|协办)(?:单位|方|机构)?：[ \u3000]*"
    r"(?P<who>(?:(?![ \u3000][^ \u3000：\n]{2,6}：|(?:[主承协]办|支持|指导)(?:单位|方|机构)?：)"
    r"[^。；！？\n]){2,200})"
)


def _hosts(field: Field, text: str, items: Sequence[Linked], named: Sequence[Linked]) -> Iterator[Relation]:
    """甲是主办方，乙、丙共同承办."""
    for hint in HOST.finditer(text):
        begin = max(text.rfind(mark, 0, hint.start()) for mark in "，。；！？\n") + 1
        said = HOSTS.match(text, begin)
        if said and (activity := _meant(text, named, begin)):
            for part in _chain(text, said):
                for who in within(items, *part.span("who"), *ORGANISED):
                    yield _relation(who, "organizes", activity, field, "host")


HOST = re.compile(r"[主承]办(?:方|单位)")
HOSTS = re.compile(
    r"(?P<who>[^，。；！？\n]{2,40}?)(?:是|为|作为)(?:(?:此次|本[次届]|这[次届])[一-鿿]{0,6}?|活动|大赛|比赛|竞赛)*的?(?:主办|承办)(?:方|单位)(?!的?代表)"
)


def _referred(
    field: Field, text: str, items: Sequence[Linked], named: Sequence[Linked]
) -> Iterator[Relation]:
    """某某大赛落幕。比赛由甲、乙主办，丙承办; but 由甲主办的某某大赛 is said of what stands behind."""
    for found in _given(text):
        begin = max(text.rfind(mark, 0, found.start()) for mark in "。！？\n") + 1
        end = found.start() + 1
        own = _by_its_end(text, named, begin, end)
        if not own and not TAKEN_UP.match(text, begin, end) and not PART.match(text, begin, end):
            sure = found["verb"].endswith(("主办", "承办", "协办"))
            if not sure or not SUBJECT.search(text, begin, found.start()):
                continue
        if text.startswith("的", _chain(text, found)[-1].end()):
            continue
        if activity := own or _meant(text, named, found.start()):
            yield from by(field, text, items, found, activity)


def _by_its_end(text: str, named: Sequence[Linked], begin: int, end: int) -> Linked | None:
    """The activity that a sentence takes up by the last words of its name: “…”职工文化周. |文化周由…."""
    said = SAID.fullmatch(text, begin, end)
    if not said:
        return None
    before = (i for i in reversed(named) if i.end <= begin and begin - i.end < FAR)
    return next((i for i in before if i.entity.name.rstrip("”》").endswith(said["end"])), None)


SAID = re.compile(r"(?:据悉，|据了解，|据介绍，)?(?:[本这此该][次届场期项]?)?(?P<end>[一-鿿]{2,5})是?由")


def _behind(field: Field, text: str, items: Sequence[Linked], named: Sequence[Linked]) -> Iterator[Relation]:
    """某大赛开赛，甲主办，乙、丙承办: a verb that ends its clause has its activity in front."""
    for hint in ALONE.finditer(text):
        begin = max(text.rfind(mark, 0, hint.start()) for mark in "，。；！？：\n") + 1
        bodies = within(items, begin, hint.start(), *ORGANISED)
        if not bodies or bodies[0].start != begin or text[bodies[-1].end : hint.start()] not in BARE:
            continue
        said = [a for a in named if a.sentence == bodies[0].sentence and a.end < begin]
        for who in bodies if said else ():
            yield relation(who, organized_by(hint["verb"]), said[-1], field, hint["verb"])


ALONE = re.compile(r"(?P<verb>[主承协]办)(?=[，。；\n]|\Z)")
BARE = ("", "联合", "共同", "等单位", "等")


def _given(text: str) -> Iterator[re.Match[str]]:
    """What BY matches: tried only where its verb is near."""
    at = text.find("由")
    while at >= 0:
        if VERB.search(text, at, at + LONGEST_BY) and (found := BY.match(text, at)):
            yield found
        at = text.find("由", at + 1)


VERB = re.compile(rf"[主承协举]办|组织|发起|牵头|筹[办备]|{TOGETHER}")
LONGEST_BY = 126
KIND = (
    r"文化节|读书节|运动会|艺术节|活动|大赛|比赛|竞赛|决赛|联赛|赛事|培训班?|公开课|讲座|论坛|展览|演出|展演|晚会|托管班|夏令营|训练营|课程|阅读季|联谊会"
    r"|征文|[宣巡]讲|[巡汇]演|展会|峰会|书会|灯会|沙龙|行动|项目|会议|研修班|比武|夜校|评选|仪式|[节季营班赛展]"
)
SUBJECT = re.compile(KIND)
# What takes an activity up at the beginning of a sentence, up to its 由.
TAKEN_UP = re.compile(
    r"(?:据悉，|据了解，|据介绍，)?"
    rf"(?:(?:本[次届场期]|此次|这[次届场期项一]|该|整场)[一-鿿]{{1,10}}?|(?:职工|教职工)?(?:{KIND}))"
    r"(?:以[^。；！？\n]{2,40}为主题，)?是?由"
)
PART = re.compile(r"[^，。；：]*的(?:比赛|竞赛|决赛)由")


def _meant(text: str, named: Sequence[Linked], at: int) -> Linked | None:
    """The activity that is meant at `at`: the last one named, of the kind that the sentence says.

    One that the other is a part of (是某某文化节的活动之一) is not meant.
    """
    before = [i for i in named if i.end <= at and at - i.end < FAR]
    before = [i for i in before if not is_whole(text, i)] or before
    begin = max(text.rfind(mark, 0, at) for mark in "。！？\n") + 1
    inside = [i for i in before if i.start >= begin]
    said = [m[0] for m in SUBJECT.finditer(text, begin, at + 10)]
    if not before:
        return None
    if inside or not said:
        return (inside or before)[-1]
    contest = any("赛" in kind for kind in said)
    same = [i for i in before if (CONTEST.search(i.surface) if contest else i.surface[-1] == said[-1][-1])]
    return (same or before)[-1]


CONTEST = re.compile("赛|马拉松|比武")

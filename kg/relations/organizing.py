"""Who organises an activity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.activity_names import unmarked
from kg.lexicon import words
from kg.model import Class, Field, Relation
from kg.relations.activities import ACTIVITIES, is_congress, organized_by
from kg.relations.hosts import BY, by, hosting
from kg.relations.links import ORGANISED, Linked, relation, within
from kg.relations.meant import meant_by_word

__all__ = ["organizing"]


def organizing(
    field: Field, text: str, items: Sequence[Linked], about: Linked | None = None
) -> Iterator[Relation]:
    """organizes and coOrganizes: 甲、乙主办, 丙承办了…; 由甲组织的…; 甲与乙联合开展…."""
    for activity in items:
        if activity.entity.type not in ACTIVITIES or is_congress(activity.entity):
            continue
        yield from _own(field, text, items, activity)
        yield from _active(field, text, items, activity)
        yield from _passive(field, text, items, activity)
        yield from _copular(field, text, items, activity)
        yield from _used(field, text, items, activity)
    yield from _issued(field, text, items, about)
    yield from hosting(field, text, items, about)


def _own(field: Field, text: str, items: Sequence[Linked], activity: Linked) -> Iterator[Relation]:
    """某街道总工会“职工夜校”: who stands right in front of an activity's name, or owns it by 的."""
    if activity.entity.type != "Initiative":
        return
    at = activity.start - text.startswith("“", activity.start - 1)
    for other in items:  # 某工会“两节”送温暖|“一路同行”系列活动
        if other.end == at and other.entity.type == "Initiative":
            at = other.start
    for who in items:
        owner = who.entity.type in OWNERS or (
            who.entity.type in ORGANISED and text.endswith("来自", 0, who.start)
        )
        if owner and text[who.end : at] in ("", "的") and who.end <= at:
            for one in _list_up_to(text, items, who):
                yield relation(one, "organizes", activity, field, "org in front")


def _list_up_to(text: str, items: Sequence[Linked], last: Linked) -> Iterator[Linked]:
    """The bodies of a list whose last is given."""
    yield last
    for item in reversed(within(items, last.sentence[0], last.start, *OWNERS)):
        if text[item.end : last.start] not in ("、", "和"):
            return
        last = item
        yield item


OWNERS: tuple[Class, ...] = ("Union", "Organisation")


def _active(field: Field, text: str, items: Sequence[Linked], activity: Linked) -> Iterator[Relation]:
    """The organisations before an organising verb in the activity's clause, or in the clauses before it."""
    begin = activity.sentence[0]
    verbs = [
        m
        for m in _verbs().finditer(text, begin, activity.start)
        if not any(i.start < m.end() and m.start() < i.end for i in items)
    ]
    if not verbs:
        return
    last = verbs[-1]
    if _cut_off(BACKED.sub("", text[last.end() : activity.start])):
        return
    verbs = [verb for verb in verbs if verb is last or not text.startswith("的", verb.end())]
    held = last.group().endswith(CONVENING) or (
        last.group() in HOLDING and SMALL.search(activity.entity.name)
    )
    if activity.entity.type == "Event" and not held:
        return
    for number, verb in enumerate(verbs):
        start = verbs[number - 1].end() if number else begin
        for who in _subjects(text, items, start, verb, activity):
            yield relation(who, organized_by(verb.group()), activity, field, f"org {verb.group()}")


def _subjects(
    text: str, items: Sequence[Linked], start: int, verb: re.Match[str], activity: Linked
) -> list[Linked]:
    """Who does what a verb says, from `start` on; with whom, if it says that they do it together."""
    types = (*ORGANISED, "Facility") if verb.group()[-2:] in HOSTING else ORGANISED
    sure = verb.group()[-2:] in HELD_BY or _relative(text, items, start, verb, activity)
    actors = _actors(text, items, start, verb.start(), *types, sure=sure)
    actors = actors or _place(text, items, start, verb)
    partners = WITH.search(text, start, _front(items, actors[0], start)) if actors else None
    if actors and not partners:
        return actors
    at = partners.start() if partners else verb.start()
    leading = (
        meant_by_word(text, items, start, at)
        or _actors(text, items, start, at, *types)
        or _speaker(text, items, activity.sentence[0], at)
    )
    said = text[at : actors[0].start] + text[actors[-1].end : verb.end()] if actors else ""
    return [*leading, *(actors if not leading or JOINTLY.search(said) else ())]


def _relative(text: str, items: Sequence[Linked], start: int, verb: re.Match[str], activity: Linked) -> bool:
    """Whether verb and activity are a clause to a noun, so that what stands in front governs the activity.

    参加|某会举办的“…”, 在|某会、某局举办的“…”上; but 在|某校举办的班上 tells where.
    """
    if text[verb.end() : activity.start].strip("“") != "的":
        return False
    last = within(items, start, verb.start(), *ORGANISED)[-1:]
    if not last:
        return False
    taken = LEFT.search(text, start, last[0].start) is not None and verb.end() < activity.start
    return taken or last[0].entity.type in ("Union", "Government", "Organisation")


# 甲主办，乙承办|，丙支持|的某大赛
BACKED = re.compile(r"^，[^，。；“]{2,24}(?:支持|指导|协助|冠名|赞助)(?=的)")
# 从|某集团组织的“…”结业, 入选|某集团推出的“…”
LEFT = re.compile("(?:从|参加|参与|入选|依托|通过)$")
# 甲|、没有认出的某局联合|举办的
MORE = re.compile(r"(?:[、和与及][^，。；、]{2,12})?(?:等(?:单位|部门)?)?(?:联合|共同|联手)?")


@cache
def _verbs() -> re.Pattern[str]:
    """The verbs that organise, and 办, 搞, 推 right in front of a name in marks: 工会办“五送”活动."""
    return re.compile(
        words("organizing").pattern + "|[办搞推](?=“|$)|开出(?=“|首|第)|做东|张罗|操办|连办|铺开(?=“)"
    )


def _place(text: str, items: Sequence[Linked], start: int, verb: re.Match[str]) -> list[Linked]:
    """A district that a sentence says does it, where it names no body: 近日，某市|某县|隆重举行."""
    inside = within(items, start, verb.start(), "District")
    if not inside or not SOON.fullmatch(text, inside[-1].end, verb.start()):
        return []
    first = inside[-1]
    for item in reversed(inside[:-1]):
        first = item if item.end == first.start else first
    return inside[-1:] if BEGINS.search(text, start, first.start) else []


# 某工会与|某公司|联合开展, 某工会与|某公司|开展: in the first both do it
JOINTLY = re.compile("联合|会同|联同|共同|联手|携手|协同|合办|联办|共办|一起|一道")
# 公司与|某学院|合办的“…”
WITH = re.compile(r"(?:与|和|联同|会同|同|联合|携手|联手)$")
SOON = re.compile(
    r"(?:近日|日前|今[日天]|昨[日天]|将|继续|还|又|也|已|正在|隆重|正式|成功|在[^，。；]{2,14}|[\d月日上下午])*"
)
BEGINS = re.compile(r"(?:^|[，。；：！？\n”日午]|近日|日前|[今昨]天)$")
HOSTING = frozenset(["主办", "承办", "协办", "举办"])
# 开展宣讲会, but not 开展某大会精神学习
HOLDING = frozenset(["开展", "组织", "组织开展"])
SMALL = re.compile(r"[讲谈告享流论]会$")
CONVENING = ("召开", "举行", "举办", "主办", "承办", "协办", "启动")


def _cut_off(between: str) -> bool:
    """Whether what stands between verb and activity shows that the verb belongs to something else."""
    return len(between) > 30 or any(mark in between for mark in "。，；：")


def _actors(
    text: str, items: Sequence[Linked], start: int, end: int, *types: Class, sure: bool = False
) -> list[Linked]:
    """The organisations that act in text[start:end]: the last that can, and those joined to it.

    What stands right before a `sure` verb acts even behind 在: 在|某总工会|主办的大赛上.
    """
    actors: list[Linked] = []
    inside = within(items, start, end, *types)
    for item in reversed(inside):
        gap = text[item.end : _front(items, actors[-1], start) if actors else end]
        if not actors:
            if BETWEEN.search(_without_names(gap, items, item.end)):
                break
            signed = SIGNED.match(gap) is not None
            if (sure and MORE.fullmatch(gap)) or not _is_object(
                text, items, inside, item, start, signed=signed
            ):
                actors.append(item)
        elif JOINED.fullmatch(gap):
            actors.append(item)
        elif not _is_object(text, items, inside, item, start):
            break
    if actors and (led := _led(text, items, inside, actors[-1])):
        return [led]
    return actors[::-1]


def _without_names(gap: str, items: Sequence[Linked], begin: int) -> str:
    """What stands between a body and a verb, less the names in it: 在|希望工业园|举行 hopes for nothing."""
    for item in within(items, begin, begin + len(gap)):
        gap = gap.replace(item.surface, "·" * len(item.surface))
    return gap


HELD_BY = frozenset(["主办", "承办", "协办", "发起"])
"""Verbs in front of which 在 tells no place."""


def _led(text: str, items: Sequence[Linked], inside: Sequence[Linked], last: Linked) -> Linked | None:
    """The first body of a list of people with their posts, if `last` is one of them.

    某市总工会|副主席甲、|某区总工会|主席乙等走进…，开展…: who leads the visit acts.
    """
    led: Linked | None = None
    behind = -1
    for body in inside:
        person = next((i for i in items if i.start >= body.end and i.entity.type == "Person"), None)
        if not person or POST.search(text[body.end : person.start]):
            led = None
            continue
        if not led or not LIST_OF_PEOPLE.fullmatch(text, behind, body.start):
            led = body
        if body is last:
            return led
        behind = person.end
    return None


POST = re.compile("[。；，：！？“”]|.{16}")
LIST_OF_PEOPLE = re.compile(r"(?:（[^）]{1,12}）)?(?:[、，和与及同]|以及|带领|陪同)")


def _is_object(
    text: str,
    items: Sequence[Linked],
    inside: Sequence[Linked],
    item: Linked,
    start: int,
    *,
    signed: bool = False,
) -> bool:
    """Whether an organisation, or the list that it is in, is visited, invited or a place: 走进|甲、乙和丙."""
    first = item
    for other in reversed(inside):
        gap = text[other.end : _front(items, first, start)]
        if other.end <= first.start and (gap == "、" if signed else LIST.fullmatch(gap)):
            first = other
    begin = _front(items, first, start)
    if text.startswith("“", begin - 1):  # 依托|某学院|“某某工作室”
        begin = next((i.start for i in items if i.end == begin - 1 and i.start >= start), begin - 1)
    return (PARTNER if signed else OBJECT).search(text, max(0, start - 2), begin) is not None


def _front(items: Sequence[Linked], first: Linked, start: int) -> int:
    """Where the names begin that a body stands right behind: 在|千家店镇|某画廊, 在|该公司|某加工厂."""
    begin = first.start
    for other in reversed(items):
        if other.end == begin and other.entity.type in IN_FRONT and other.start >= start:
            begin = other.start
    return begin


IN_FRONT: tuple[Class, ...] = ("District", "Company", "Facility")


def _speaker(text: str, items: Sequence[Linked], begin: int, end: int) -> list[Linked]:
    """The body for which someone speaks: 某工会|主席甲|介绍，下一步将|开展…."""
    for number, person in enumerate(items):
        body = items[number - 1] if number else person
        said = begin <= body.start and person.end <= end and SPEAKS.match(text, person.end, end)
        if said and person.entity.type == "Person" and body.entity.type in ORGANISED:
            return [] if POST.search(text[body.end : person.start]) else [body]
    return []


SPEAKS = re.compile(
    "(?:告诉记者|介绍|表示|说|透露|强调|指出)[^。；“”]*?(?:将|还|已|正|为此|下一步|今年|近年|同时|并)"
)


LIST = re.compile(r"[、和与及]|以及")
# What stands between an organisation and the verb when it is another's: 甲邀请|乙…, 在甲指导下, 。
BETWEEN = re.compile(
    r"。|[主承协]办的[^，。；“”]{1,10}，|参加|出席|获得|了解到|获悉|部署|要求|希望(?![工小学村])|建议|呼吁|鼓励|勉励|号召|指导下|领导下|支持下|主持(?!召开)"
)
# What stands in front of an organisation that is visited, not acting: 走进|某项目部
OBJECT = re.compile(
    r"(?:来自|希望|要求|勉励|建议|鼓励|号召|依托|借助|借|通过|围绕|获得|邀请|(?<![申聘])请|指导|引导|推动|督促|组织|协调|发动|带动|慰问|看望|走访|走进|来到|前往|深入|赴|在|到|对|从|为|向|面向"
    r"|在[^，。；由上下中里]{2,20}[和与及、]|在[^，。；由上下中里]{1,14}的)$"  # 在某工地和|某公司召开的
)
# With whom something is signed in a clause before the verb's: 与|甲签订协议，并举办…
SIGNED = re.compile("[^，。；]{0,20}(?:签|达成|座谈|结对|对接)[^，。；]*，")
PARTNER = re.compile(rf"{OBJECT.pattern}|[与同和跟]$")
# 甲、乙, 甲还联合乙, 甲指导，乙主办, 甲、没有认出的某会、乙
JOINED = re.compile(
    r"(?:（[^）]{1,20}）)?[、，和与及同]|以及|[^，。；]{0,4}(?:(?:联合|会同|携手|联手|协同)[^，。；、]{0,8}|与[^，。；]{0,2})|主办，|(?:[、和与及同]|联合|会同|联手|携手)[^，。；、]{2,20}[、和]"
)


def _passive(field: Field, text: str, items: Sequence[Linked], activity: Linked) -> Iterator[Relation]:
    """What stands behind the activity: …由甲、乙主办，丙承办，丁协办."""
    for found in BY.finditer(text, *activity.sentence):
        if not activity.end <= found.start() <= activity.end + 40:
            continue
        yield from by(field, text, items, found, activity)


def _copular(field: Field, text: str, items: Sequence[Linked], activity: Linked) -> Iterator[Relation]:
    """某某大赛是|甲、乙主办|的全国性比赛."""
    if said := IS_BY.match(text, activity.end, activity.sentence[1]):
        for who in within(items, *said.span("who"), *ORGANISED):
            yield relation(who, organized_by(said["verb"]), activity, field, f"是…{said['verb']}的")


IS_BY = re.compile(
    r"”?[是系](?:由)?(?P<who>[^，。；！？\n]{2,60}?)(?P<verb>联合主办|共同主办|主办|举办|联合举办|发起|组织开展|推出|开展)的"
)


def _used(field: Field, text: str, items: Sequence[Linked], activity: Linked) -> Iterator[Relation]:
    """甲把某活动办进车间, 甲以某活动为抓手: whose subject does what stands behind 把 or 以."""
    taken = TAKEN.search(text, activity.sentence[0], activity.start)
    if not taken:
        return
    behind = MADE if taken[1] in "把将让" else MEANS
    if behind.match(text, activity.end, activity.sentence[1]):
        for who in _actors(text, items, activity.sentence[0], taken.start(), *ORGANISED):
            yield relation(who, "organizes", activity, field, f"org {taken[1]}…")


TAKEN = re.compile(r"([把将让以用借])(?:开展|举办|组织)?“?$")
MADE = re.compile(r"”?(?:[^，。；、]{0,2})(?:[办开搬送搭摆推引带]|延伸|常办|做[优强实深精])(?![法案])")
MEANS = re.compile(
    r"”?(?:作?为(?:[^，。；]{0,6})(?:抓手|载体|平台|依托|牵引|引领|纽带|主线|切入点|突破口)|带动|引领|推动|牵引|撬动|助推)"
)


def _issued(field: Field, text: str, items: Sequence[Linked], about: Linked | None) -> Iterator[Relation]:
    """甲、乙联合印发《关于开展某活动的通知》: those who issue it hold the activity that it announces."""
    if "《" not in text:
        return
    for found in ISSUED.finditer(text):
        said = unmarked(found["what"])
        named = [i for i in (*items, *([about] if about else [])) if i.entity.type in ACTIVITIES]
        meant = max(
            (i for i in named if unmarked(i.entity.name) in said),
            key=lambda i: len(i.entity.name),
            default=None,
        )
        if not meant or is_congress(meant.entity):
            continue
        begin = max(text.rfind(mark, 0, found.start()) for mark in "。！？\n") + 1
        for who in _actors(text, items, begin, found.start(), *ORGANISED):
            place = replace(who, entity=meant.entity)
            yield relation(who, organized_by(found["verb"]), place, field, f"org {found['verb']}《…》")


ISSUED = re.compile(
    r"(?P<verb>印发|下发|发布|制定|出台|发出|推出|公布|联署)(?:了|的)?"
    r"《[^《》\n]{0,24}?(?:开展|举办|举行|组织|召开|实施|启动|深化|推进|推广|做好)(?P<what>[^《》\n]{3,60})》"
)

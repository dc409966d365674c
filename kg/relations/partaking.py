"""Who takes part in an activity, and who receives an award."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.lexicon import words
from kg.model import Field, Relation
from kg.relations.links import ORGANISED, Linked, relation, within
from kg.relations.organizing import ACTIVITIES, is_congress

__all__ = ["receiving", "taking_part"]

OPENING = 400
"""Characters in which a report names the activity that it is about."""
FAR = 700
"""Characters behind the last mention of an activity that people still act in it."""
# What people do at an activity: 甲夺冠, 甲现场教授, 甲宣读名单
ACTS = re.compile(
    r"[一-鿿]{0,6}?(?:夺冠|夺得|摘得|摘银|斩获|获得?|荣获|包揽|胜出|折桂|名列|位列|分列|列第|登台|登场|演唱|领唱|演奏|朗诵|同台|表演|讲授|授课"
    r"|讲解|主讲|开讲|教授|教|宣读|致辞|讲话|通报|发言|交流|分享|作[了]?|总结|颁奖|颁发|授牌|点评|解读|示范|体验|展示|比拼|学做|学会|听完|报名|参赛"
    r"|参加|出席|主持|当选|宣布|带领|跟着|代表|报了|抢|完成|以\d|组合)"
)
SAYS = re.compile(r"[一-鿿]{0,6}?(?:说|表示|介绍|指出|强调|告诉|坦言|感慨|认为|笑道)|[:：]“")
# Whoever is named behind it is there: 会上，甲、乙介绍…
SCENE = re.compile(
    r"[\s“]*(?:会上|会议上|大会上|仪式上|活动[中上]|活动现场|现场|开幕式上|启动仪式上|座谈会上|签约仪式上|比赛中|比赛现场|赛场上|决赛中|课堂上)，"
)
LEADS = re.compile(r"(?:主席|书记|部长|主任|局长|处长|会长|董事长|总经理|秘书长|院长|校长)(?:同志)?$")
# 来自甲、乙等12家企业的…
FROM = re.compile(r"来自(?:全[市区省县国]的?)?")
SIDE = re.compile(r"(?:代表)?队|合唱团|组合|组|选手|职工")
WINS = re.compile(
    r"(?:等[^，。；]{0,10})?(?:分获|分别|并列|获得?|荣获|夺得|列|摘得|斩获|捧得|位列|名列|包揽|(?:和|与)[^，。；]{2,20}(?:分获|获))"
)


def taking_part(field: Field, text: str, items: Sequence[Linked]) -> Iterator[Relation]:
    """participatesIn: who attends, speaks, wins or teaches, in the activity at hand.

    That is one named in the same sentence, else the one that the report is about, else the last one named.
    """
    activities = [i for i in items if i.entity.type in ACTIVITIES and not is_congress(i.entity)]
    if not activities:
        return
    main = next((a for a in activities if a.start < OPENING), None)
    for person in items:
        if person.entity.type == "Person" and (act := _act(text, person)):
            strong = words("taking_part").search(act) is not None or PRIZE.search(act) is not None
            activity = main if act == "says" else None
            if activity and activity.end > person.start:
                continue
            activity = activity or _activity(activities, person, main if not strong else None, main)
            if activity:
                yield relation(person, "participatesIn", activity, field, f"part {act[:4]}")
        elif person.entity.type in ORGANISED and _competes(text, person):
            activity = _activity(activities, person, main, main)
            if activity:
                yield relation(person, "participatesIn", activity, field, "part of a list")


def _act(text: str, person: Linked) -> str:
    """The words behind a name that say what the person does there, '' when they do not."""
    if SCENE.match(text, person.sentence[0]):
        return "says"
    if SAYS.match(text, person.end, person.sentence[1]):
        return "" if LEADS.search(text, 0, person.start) else "says"
    end = min(person.sentence[1], person.end + 30)
    if found := words("taking_part").search(text, person.end, end) or PRIZE.search(text, person.end, end):
        return found.group()
    listed = LISTED.match(text, person.end, person.sentence[1])
    at = listed.end() if listed else person.end
    if acts := ACTS.match(text, at, person.sentence[1]):
        return acts.group()
    return ""


# The rest of a list behind a name: 甲|、某公司工人乙和丙等5人|分获…
LISTED = re.compile(
    r"(?:[、和与][^，。；：“”]{2,60}?)?(?:等[^，。；：“”]{0,12})?(?=分获|分别|获|夺|列|包揽|组合|同台|登台|先后|参加|出席|发言)"
)
# 夺得砌筑工组第一名: who wins has competed
PRIZE = re.compile(
    r"(?:分?获|荣获|夺得|斩获|摘得)[^，。；]{0,20}?(?:等奖|第[一二三]名|冠军|亚军|季军|金牌|银牌|铜牌|金奖|银奖|铜奖)"
)


def _activity(
    activities: Sequence[Linked],
    who: Linked,
    fallback: Linked | None,
    main: Linked | None,
) -> Linked | None:
    """The activity that someone acts in: that of the sentence, the report's own, or the last one named."""
    near = [a for a in activities if who.sentence[0] <= a.start and a.end <= who.sentence[1]]
    if near:
        return min(near, key=lambda a: (abs(a.start - who.end), a.start))
    before = [a for a in activities if a.end <= who.start]
    if fallback:
        return fallback if before else None
    if before and who.start - before[-1].end < FAR:
        return main if main in before else before[-1]
    return None


def _competes(text: str, org: Linked) -> bool:
    """Whether an organisation stands among those that take part: 来自甲、乙等企业的选手; 甲队、乙队获…."""
    begin, end = org.sentence
    if FROM.search(text, begin, org.start) and re.fullmatch(
        r"来自[^，。；：“”]*", text[text.rfind("来自", begin, org.start) : org.start]
    ):
        rest = text[org.end : end]
        return (
            re.match(r"[^，。；]{0,60}?(?:等|的)[^，。；]{0,40}", rest) is not None
            and TOGETHER.search(text, begin, end) is not None
        )
    at = org.end
    if side := SIDE.match(text, at):
        at = side.end()
    found = re.compile(r"(?:[、和与][^，。；：]{2,60}?)?").match(text, at, end)
    return (
        WINS.match(text, found.end() if found and side else at, end) is not None
        and PLACED.search(text, at, min(end, at + 90)) is not None
    )


TOGETHER = re.compile(
    r"参加|参赛|参与|角逐|比拼|同场|竞技|较量|联谊|相聚|牵手|竞渡|竞逐|学习|赛|人|队|职工|选手|代表"
)
PLACED = re.compile(
    r"等奖|第[一二三四五六七八]|冠军|亚军|季军|金奖|银奖|铜奖|[一二三]名|三甲|优胜|组织奖|风尚奖"
)


def receiving(field: Field, text: str, items: Sequence[Linked]) -> Iterator[Relation]:
    """receives: 甲获得…奖, 授予甲…称号, 获得者是甲、乙, and honours that stand in front of a name."""
    for number, award in enumerate(items):
        if award.entity.type != "Award":
            continue
        found = list(_headed(text, items, award)) or list(_honoured(text, items, number))
        found = found or list(_named_behind(text, items, award)) or list(_winners(text, items, number))
        for who, rule in found:
            yield relation(who, "receives", award, field, rule)


def _headed(text: str, items: Sequence[Linked], award: Linked) -> Iterator[tuple[Linked, str]]:
    """An award as a heading, and below it who got it, a line each."""
    begin, at = text.rfind("\n", 0, award.start) + 1, text.find("\n", award.end)
    if at < 0 or text[begin : award.start].strip(NUMBERING) or not HEADING.fullmatch(text, award.end, at):
        return
    while 0 <= at < len(text) - 1:
        begin, at = at + 1, text.find("\n", at + 1)
        end = at if at >= 0 else len(text)
        line = text[begin:end]
        if not line.strip():
            continue
        first = next((i for i in items if begin <= i.start and i.end <= end), None)
        if len(line) > LONGEST_ENTRY or line.endswith("。") or not first or text[begin : first.start].strip():
            return
        if first.entity.type not in ("Person", "Facility", *ORGANISED):
            return
        last = [i for i in items if begin <= i.start and i.end <= end and i.entity.type in ORGANISED]
        yield (first if first.entity.type == "Person" or not last else last[-1]), "award heading"


NUMBERING = " \u3000“《一二三四五六七八九十、.．（）()0123456789"
HEADING = re.compile(
    r"[”》]?(?:称号)?(?:获得者|获奖者|获奖)?(?:名单)?(?:[（(]\d+[人名个家][）)])?[：: \u3000]*"
)
LONGEST_ENTRY = 60


def _honoured(text: str, items: Sequence[Linked], number: int) -> Iterator[tuple[Linked, str]]:
    """全国劳动模范、某公司职工|甲: the honour is one of the titles in front of the name."""
    award = items[number]
    for other in items[number + 1 :]:
        gap = text[award.end : other.start]
        if other.sentence != award.sentence or len(gap) > 45 or NO_TITLE.search(gap):
            return
        if other.entity.type == "Person":
            if len(gap) <= 14 or TITLE.match(gap):
                yield other, "honour+name"
            return


NO_TITLE = re.compile(r"[，。；：！？\n]|授予|颁发|命名|评选|名单|走进|慰问|由|被|在|的[^，]{0,4}是")
TITLE = re.compile(r"[”》]?(?:称号)?(?:获得者|得主|获奖者)?[、，”“]|[”》]?(?:称号)?(?:获得者|得主)")


def _named_behind(text: str, items: Sequence[Linked], award: Linked) -> Iterator[tuple[Linked, str]]:
    """优秀组织奖：甲、乙; “…”分别是：甲、乙. To the end of the line."""
    found = NAMED.match(text, award.end) or WITH.match(text, award.end, award.sentence[1])
    if not found:
        return
    line = text.find("\n", found.end())
    end = min(
        award.sentence[1] if award.sentence[1] > found.end() else len(text), line if line > 0 else len(text)
    )
    people = within(items, found.end(), end, "Person")
    last = found.end()
    for who in people or within(items, found.end(), end, *ORGANISED, "Facility"):
        if who.start - last > 40 or (last > found.end() and not NEXT.match(text, last)):
            return
        yield who, "award list"
        last = who.end


NEXT = re.compile(r"(?:等[^，。；]{0,6})?(?:[、，；和与及]|以及)")
WITH = re.compile(r"[”》]?(?:称号)?的(?=[^，。；]{2,60}?(?:、|等|颁|代表|登台|$))")


NAMED = re.compile(
    r"[”》]?(?:称号)?(?:获得者|得主|获奖者|获奖(?:单位|名单|选手))?(?:分别)?(?:[是为][:：]?|[:：])(?=[^“\d])"
)
COUNTED = re.compile(r"(?<!等)\d+余?[人名个家]$")
GIVING = frozenset(["授予", "颁发", "命名为", "评为"])


def _winners(text: str, items: Sequence[Linked], number: int) -> Iterator[tuple[Linked, str]]:
    """甲、乙等获得…; 甲被某会授予…; 授予甲、乙…; and 他先后荣获…, of whom the text is about."""
    award = items[number]
    begin = max(text.rfind("；", award.sentence[0], award.start) + 1, award.sentence[0])
    verbs = [
        v
        for v in words("receiving").finditer(text, begin, award.start)
        if text[v.end() : v.end() + 1] != "者"
        and not any(i.start < v.end() and v.start() < i.end for i in items)
    ]
    if (
        text[award.end : award.end + 2].strip("”》")[:1] == "的"
        or not verbs
        or re.search(r"[，。；](?![^，]{0,12}[”称])", text[verbs[-1].end() : award.start])
    ):
        return
    verb = verbs[-1]
    if COUNTED.search(text, begin, verb.start()):
        return
    rule = f"award {verb.group()}"
    given = within(items, verb.end(), award.start, "Person", *ORGANISED, "Facility")
    if verb.group() in GIVING and given and text[begin : verb.start()][-1:] != "被":
        yield from ((who, rule) for who in _listed(text, given))
        return
    passive = max(text.rfind(word, begin, verb.start() + 1) for word in "被由")
    if passive < begin and verb.group() in GIVING:
        return  # 授予…称号的决定
    end = (
        passive
        if passive >= begin and verb.group() in GIVING | {"被授予", "被评为", "被命名为"}
        else verb.start()
    )
    who = [
        i
        for i in within(items, begin, end, "Person", "Facility", *ORGANISED)
        if not OBJECT.search(text, begin, i.start)
    ]
    if who and who[-1].entity.type != "Person" and "，" in text[who[-1].end : end]:
        who = [i for i in who if i.entity.type == "Person"] or who  # 甲是某厂职工，曾获…
    if verb.group() not in GIVING and _unknown(text, items, begin, verb.start()):
        return
    if not who and end - begin > 1:
        who = [i for i in within(items, begin, end, "Work", "Initiative", "Platform") if end - i.end < 4]
    if who:
        if not TOLD.search(text[who[-1].end : end]):
            yield from ((item, rule) for item in _listed(text, who))
    elif (
        verb.group() not in GIVING
        and OWN.fullmatch(text, begin, verb.start())
        and (about := _about(items, number, begin))
    ):
        yield about, rule


def _unknown(text: str, items: Sequence[Linked], begin: int, end: int) -> bool:
    """Whether one who was not recognised gets it: 甲获评…，|运营部等两个集体则|被命名为…."""
    at = max(text.rfind(mark, begin, end) for mark in "，：") + 1
    known = within(items, at, end, "Person", "Facility", "Work", "Initiative", *ORGANISED)
    return at > begin and not known and not ADVERBIAL.fullmatch(text, at, end)


# What stands between comma and verb when the one who receives is named before: 甲是某厂职工，先后|获得…
ADVERBIAL = re.compile(
    r"(?:[于在从自以因凭经被并还也又曾先均都共多连再更已将他她其最此分同][^，]*|(?:今年|去年|近年来|此前)[^，]{0,6}|\d+[^，]*|[一二三四五六七八九十]+[^，]*)?"
)
# What shows that another gets it: 甲介绍，第一名将被授予…
TOLD = re.compile(r"[为给向]|介绍|表示|指出|说|称|其中|将")
# A sentence that goes on about the person of the one before: 他先后获得…, 2022年，她被评为…
OWN = re.compile(
    r"(?:[^，。；]{0,30}，){0,3}(?:今年|去年|近年来|\d{4}年|此前|还|曾|也|又|并|先后|多次|连续|他|她|被|\d+次|[一二三四五六七八九十\d]+月)*"
)
OBJECT = re.compile(r"(?:由|被|对|向|给|[^认成]为|在|从|是|来自|毕业于|就职于|进入)$")


def _about(items: Sequence[Linked], number: int, begin: int) -> Linked | None:
    """The person whom a sentence without a subject is about: the one named last before it."""
    for item in reversed(items[:number]):
        if item.end <= begin and item.entity.type == "Person":
            return item if begin - item.end < FAR // 2 else None
    return None


def _listed(text: str, found: Sequence[Linked]) -> list[Linked]:
    """The last of those found, and the others of its class in the list that it ends, their titles between."""
    same = [item for item in found if item.entity.type == found[-1].entity.type]
    chosen = same[-1:]
    for item in reversed(same[:-1]):
        if not re.fullmatch(r"(?:代表)?队?[、和与及][^，。；]{0,40}", text[item.end : chosen[-1].start]):
            break
        chosen.append(item)
    return chosen[::-1]

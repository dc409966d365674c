"""Who takes part in an activity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.lexicon import words
from kg.model import Field, Relation
from kg.relations.links import ORGANISED, Linked, relation
from kg.relations.organizing import ACTIVITIES, is_congress

__all__ = ["taking_part"]

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

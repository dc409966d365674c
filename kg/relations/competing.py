"""Which bodies take part in an activity: 来自甲、乙等企业的选手; 甲队、乙队|获奖; 甲、乙|派代表到会."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.relations.links import ORGANISED, Linked

__all__ = ["competing"]


def competing(text: str, items: Sequence[Linked]) -> list[Linked]:
    """The organisations that take part; of a list, what is told behind its last one: 甲队、乙队|获奖."""
    found: list[Linked] = []
    behind: Linked | None = None
    for body in reversed([i for i in items if i.entity.type in ORGANISED]):
        joined = behind is not None and text[body.end : behind.start] in ("、", "和", "与", "队、", "队和")
        behind = body if joined or _competes(text, items, body) else None
        if behind:
            found.append(behind)
    return found[::-1]


def _competes(text: str, items: Sequence[Linked], org: Linked) -> bool:
    """Whether an organisation stands among those that take part: 来自甲、乙等企业的选手; 甲队、乙队获…."""
    begin, end = org.sentence
    if FROM.search(text, begin, org.start) and re.fullmatch(
        r"来自[^，。；：“”]*", text[text.rfind("来自", begin, org.start) : org.start]
    ):
        if any(i.entity.type == "Initiative" and text[org.end : i.start] in ("的", "的“") for i in items):
            return False  # 来自甲的|“…”计划
        rest = text[org.end : end]
        return (
            re.match(r"[^，。；]{0,60}?(?:等|的)[^，。；]{0,40}", rest) is not None
            and TOGETHER.search(text, begin, end) is not None
        )
    if (sent := SENT.search(text, begin, org.start)) and not re.search(
        "[，。；]", text[sent.end() : org.start]
    ):
        return True
    if SENDS.match(text, org.end, end) or SPEAKS.match(text, org.end, end):
        return True
    at = org.end
    if side := SIDE.match(text, at):
        at = side.end()
    found = OTHERS.match(text, at, end)
    return (
        WINS.match(text, found.end() if found and side else at, end) is not None
        and PLACED.search(text, at, min(end, at + 90)) is not None
    )


# 来自甲、乙等12家企业的…
FROM = re.compile(r"来自(?:全[市区省县国]的?)?")
SIDE = re.compile(r"(?:代表)?队|合唱团|组合|组|选手|职工")
WINS = re.compile(
    r"(?:等[^，。；]{0,10})?(?:分获|分别|并列|获得?|荣获|夺得|列|摘得|斩获|捧得|位列|名列|包揽|(?:和|与)[^，。；]{2,20}(?:分获|获))"
)
# 登台的选手由各工会选送，分别是甲、乙
SENT = re.compile(r"(?:登台|参赛|出战|选送|组队|派队|派出)[^。；“”]{0,30}?(?:分别是|是|有|为|包括)[:：]?")
OTHERS = re.compile(r"(?:[、和与][^，。；：]{2,60}?)?")
"""What is listed beside a team that wins: 甲队|、乙队|获奖."""
# 甲、乙|派代表到会祝贺, 还各派一名代表表演节目
SENDS = re.compile(
    r"(?:等[^，。；]{0,8})?(?:[还也均都各分别]*)(?:选派|派出|组队|组团|派队|派)[^，。；]{0,12}?(?:参加|参赛|参展|参会|到会|到场|出席|祝贺|表演|演出|出战|登台|助阵)"
)
# 甲、乙|等单位在会上作交流发言
SPEAKS = re.compile(
    r"(?:等[^，。；]{0,10})?(?:分别|先后|依次|代表|在[^，。；]{0,6}[会仪式]上|现场)*(?:(?:作了?|进行了?)[^，。；]{0,8})?"
    r"(?:发言|经验交流|交流经验|经验介绍|典型介绍|表态)(?=[，。；])"
)
TOGETHER = re.compile(
    r"志愿者|参加|参赛|参与|角逐|比拼|同场|竞技|较量|联谊|相聚|牵手|竞渡|竞逐|学习|赛|人|队|职工|选手|代表"
)
PLACED = re.compile(
    r"等奖|第[一二三四五六七八]|冠军|亚军|季军|金奖|银奖|铜奖|[一二三]名|三甲|优胜|组织奖|风尚奖"
)

"""Activities whose names stand in quotation marks: “爱心送考”活动, 开设“周三课堂”, “甲”“乙”等活动."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.kind_words import Anchors, kind_behind, with_edition
from kg.mentions.no_activity import is_manner
from kg.mentions.scene import Candidate, Scene
from kg.mentions.suffixes import suffix_class
from kg.model import Class

__all__ = ["QUOTED", "quoted"]

QUOTED = re.compile(r"“(?P<name>[^“”。；\n]{2,50})”")


def quoted(scene: Scene, anchors: Anchors) -> Iterator[Candidate]:
    """Candidates for quoted names with their kind, behind a verb, or in a list."""
    yield from _with_kind(scene, anchors)
    yield from _lists(scene)


def _with_kind(scene: Scene, anchors: Anchors) -> Iterator[Candidate]:
    for found in QUOTED.finditer(scene.text):
        if is_manner(scene.text, *found.span()):
            continue
        name_end = found.end("name")
        inner = anchors.get(name_end)
        if inner and _named_within(scene.text, inner, found.start("name"), name_end):
            yield Candidate(found.start("name"), name_end, inner[1], 3.0, "quoted name")
            continue
        end, kind = kind_behind(scene, found.end(), anchors)
        feast = FEAST.search(scene.text, max(0, found.start() - 2), found.start())
        start = with_edition(scene.text, feast.start() if feast else found.start())
        if start < found.start():
            start = with_edition(scene.text, _placed(scene, start))
        start = _led(scene.text, start, feast=feast is not None)
        if kind and not scene.text.startswith(PLACED, end):
            yield Candidate(start, end, kind, 3.0 + 0.05 * (end - start), "quote+kind")
        elif len(found["name"]) > 2 and (
            _with_verb(scene.text, found) or SESSION.match(scene.text, found.end())
        ):
            yield Candidate(*found.span("name"), "Initiative", 1.5, "verb+quote")


def _placed(scene: Scene, start: int) -> int:
    """The start moved left over the place whose edition it is: 某市|首届“…”大赛, 某省|庆祝“五一”大会."""
    return next((begin for begin, end in scene.places if end == start), start)


def _led(text: str, start: int, *, feast: bool) -> int:
    """The start moved left over a slogan that leads the name, or the year and place that do.

    “一路同行”2022年某区|“同心向前”系列活动, “春风送暖”|庆“五一”演出; 2022年某省|庆祝“五一”大会.
    """
    led = SLOGAN.search(text, max(0, start - LONGEST_LED), start)
    if led and (feast or led["year"]):
        return led.start()
    dated = feast and YEAR_AND_PLACE.search(text, max(0, start - 16), start)
    return dated.start() if dated else start


PLACED = ("金牌", "银牌", "铜牌", "冠军", "亚军", "季军", "第一名")
"""What is won in a discipline, which is no activity by itself: “砌筑”项目|银牌."""
LONGEST_LED = 60
SLOGAN = re.compile(
    r"“[^“”。；\n]{4,40}”(?P<year>(?:20\d\d年度?|第[一二三四五六七八九十\d]+届)[一-鿿]{0,14})?$"
)
YEAR_AND_PLACE = re.compile(r"20\d\d年[一-鿿]{2,9}[省市区县州旗]$")
# 庆|“五一”职工歌手大赛
FEAST = re.compile(r"(?:庆祝|喜迎|欢庆|欢度|纪念|庆|迎)$")
VERB_BEFORE = re.compile(
    r"(?:开展|启动|推出|实施|举办|发起|开启|参与|报名|(?P<opened>打造|开办|办起|开设|创办|办好|开讲|设立))(?:了)?(?:的)?$"
)
# 开设“…”专栏, 打造“…”品牌: no activity, and no more are rooms, teams and what has no name of its own
OTHER_THING = re.compile(
    r"(?:[一-鿿]{0,4}?(?:专栏|栏目|专题|品牌|模式|机制|团队|队伍|阵地|平台|窗口|岗|模板|样板|名片|体系|矩阵|格局|网络|场景|角|区|室|站))"
)
NO_COURSE = re.compile(r"第[一二三四]课堂|订单班|[法助].{0,6}[庭金]|职工之家")


def _with_verb(text: str, quoted: re.Match[str]) -> bool:
    verb = VERB_BEFORE.search(text, max(0, quoted.start() - 8), quoted.start())
    return verb is not None and (not verb["opened"] or _opened(text, quoted))


def _opened(text: str, quoted: re.Match[str]) -> bool:
    """Whether what is opened or made is an activity, not a room, a team or a column."""
    kind = suffix_class(quoted["name"])
    if kind not in (None, "School") or NO_COURSE.search(quoted["name"]):
        return False
    return OTHER_THING.match(text, quoted.end()) is None


SESSION = re.compile(r"第[一二三四五六七八九十百\d]+[讲期课站场季]")
# “甲”“乙”等活动: each is one; “甲”、乙和“丙”等线上平台
LISTED = re.compile(
    r"(?P<names>(?:“[^“”\n]{2,24}”[、和及]?){1,40})等(?P<middle>[一-鿿]{0,8}?)(?P<kind>活动|行动|项目|课程|竞赛|比赛|大赛)"
)
ONLINE = re.compile(
    r"上线(?:了)?“(?P<name>[^“”\n]{2,16}(?<![课堂班校展赛]))”(?![一-鿿]{0,2}(?:课|活动|行动|专[题栏]))"
)
PLATFORMS = re.compile(r"(?P<names>“[^。；\n]{2,60}”)等[一-鿿]{0,6}平台")
INNER = re.compile(r"“([^“”\n]{2,24})”")


def _lists(scene: Scene) -> Iterator[Candidate]:
    for found in ONLINE.finditer(scene.text):
        yield Candidate(*found.span("name"), "Platform", 1.6, "verb+quote")
    for found in PLATFORMS.finditer(scene.text):
        for name in INNER.finditer(scene.text, *found.span("names")):
            yield Candidate(*name.span(1), "Platform", 3.2, "quoted list")
    for found in LISTED.finditer(scene.text):
        for name in INNER.finditer(scene.text, *found.span("names")):
            yield Candidate(*name.span(1), "Initiative", 3.2, "quoted list")


def _named_within(text: str, inner: tuple[int, Class, str], start: int, end: int) -> bool:
    """Whether the quotes hold a whole name that ends in its kind: “某区专题报告会”, “周三课堂”."""
    front, kind = inner[0] - start, end - inner[0]
    if inner[2] == "strong":
        return front >= 2 or (kind >= 2 and 3 <= front + kind <= 10)
    return text[inner[0] : end] in QUOTED_KINDS and front >= 1 and front + kind <= 10


QUOTED_KINDS = frozenset(
    [
        "课堂",
        "夜校",
        "沙龙",
        "茶座",
        "孵化营",
        "直通车",
        "行动",
        "随手拍",
        "团课",
        "党课",
        "公益课",
        "体验课",
        "论坛",
        "集市",
        "擂台",
    ]
)
"""What makes a name of quoted words even when it is a word for many things."""

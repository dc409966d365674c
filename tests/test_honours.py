"""Honours: how they are found, what they stand for, and who receives them. Names and bodies are invented."""

from __future__ import annotations

import pytest

from tests.printed import names, readings, sentence, surfaces
from tests.test_relations import related

FOUND: list[tuple[str, set[str]]] = [
    ("陈秀珍荣获全国“五一”劳动奖章。", {"全国五一劳动奖章"}),
    ("客运二班荣获青海省“工人先锋号”。", {"青海省工人先锋号"}),
    ("她是西宁市十佳班主任。", {"西宁市十佳班主任"}),
    ("西宁市十佳职工文化工作者赵明远讲课。", {"西宁市十佳职工文化工作者"}),
    ("他是青海省教育系统优秀共产党员。", {"青海省教育系统优秀共产党员"}),
    ("全国交通运输系统劳动模范赵明远讲课。", {"全国交通运输系统劳动模范"}),
    ("全国劳模赵明远讲课。", {"全国劳动模范"}),
    ("古镇获评国家文化旅游名镇。", {"国家文化旅游名镇"}),
    ("赵明远荣获最佳防守球员称号。", {"最佳防守球员"}),
    ("大会颁发了年度优质服务奖、年度创意和巧手奖。", {"年度优质服务奖", "年度创意和巧手奖"}),
    ("首届“河湟之光”年度人物揭晓。", {"首届河湟之光年度人物"}),
    ("该科赢得“先进小组”、“明星集体”“优秀护士”等一系列荣誉称号。", {"先进小组", "明星集体", "优秀护士"}),
    ("赵明远荣获“2023年度先进女职工称号”。", {"2023年度先进女职工"}),
]
GENERIC = [
    "活动慰问了10名优秀教师。",
    "西宁市优秀教师代表上台发言。",
    "48个先进集体上台领奖。",
    "全区劳模走进车间。",
    "赵明远夺得焊工一等奖。",
    "车间荣获集体奖。",
    "赵明远获得第一名、季军。",
    "赵明远被评为高级工程师。",
    "赵明远当选县总工会主席。",
    "这项技术获得国家发明专利。",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_scope_praise_frame_or_marks_show_an_honour(text: str, expected: set[str]) -> None:
    assert {name for _, name in names(sentence(text), "Award")} == expected


@pytest.mark.parametrize("text", GENERIC)
def test_kinds_of_people_and_ranks_are_no_honours(text: str) -> None:
    assert names(sentence(text), "Award") == set()


def test_a_bare_level_is_filled_in_by_the_article() -> None:
    told = sentence("西宁市总工会举行讲坛，市优秀教师赵明远讲课。")
    assert surfaces(told, "Award") == {"市优秀教师": "西宁市优秀教师"}


def test_the_one_full_name_is_what_a_short_one_stands_for() -> None:
    one = "某班获青海省三八红旗集体。三八红旗集体是荣誉。"
    assert surfaces(sentence(one), "Award")["三八红旗集体"] == "青海省三八红旗集体"
    two = "某班获青海省三八红旗集体、全国三八红旗集体。三八红旗集体是荣誉。"
    assert surfaces(sentence(two), "Award")["三八红旗集体"] == "三八红旗集体"


RECEIVED: list[tuple[str, set[tuple[str, str]]]] = [
    ("赵明远种桃38年，是全国劳动模范。", {("赵明远", "全国劳动模范")}),
    (
        "来分享的有校长赵明远，他是青海省优秀教师、西宁市优秀党员。",
        {("赵明远", "青海省优秀教师"), ("赵明远", "西宁市优秀党员")},
    ),
    (
        "山东齐悦食品有限公司获评全国文明单位，运营部等两个集体则被命名为青海省模范集体。",
        {("山东齐悦食品有限公司", "全国文明单位")},
    ),
    (
        "西宁市总工会拟授予下列2名同志西宁市五一劳动奖章，现予公示。"
        "赵明远，齐悦食品厂班长；钱文华（女），市医院护士长。",
        {("赵明远", "西宁市五一劳动奖章"), ("钱文华", "西宁市五一劳动奖章")},
    ),
    (
        "赵明远进厂十年。三年后再战，他夺得焊工组冠军，并被青海省总工会授予青海省五一劳动奖章。",
        {("赵明远", "青海省五一劳动奖章")},
    ),
    (
        "焊工赵明远凭目测判断温度，摘得金牌，随后被授予青海省五一劳动奖章。",
        {("赵明远", "青海省五一劳动奖章")},
    ),
    (
        "钱文华进厂十五年。“钱文华的焊缝，像绣花。”班长赵明远这样形容。2023年，获评青海省优秀教师。",
        {("钱文华", "青海省优秀教师")},
    ),
    (
        "徒弟赵明远等8人获“优秀学徒”称号，师傅钱文喜获评“金牌导师”。",
        {("赵明远", "优秀学徒"), ("钱文喜", "金牌导师")},
    ),
    (
        "他叫赵明远，齐悦食品厂班长、高级技师，全国劳动模范、青海省五一劳动奖章获得者。",
        {("赵明远", "全国劳动模范"), ("赵明远", "青海省五一劳动奖章")},
    ),
    ("她们是钱文华（青海省劳动模范）、赵明远。", {("钱文华", "青海省劳动模范")}),
    (
        "赵明远获评全国优秀教师，钱文华被青海省教育厅授予青海省优秀教师称号。",
        {("赵明远", "全国优秀教师"), ("钱文华", "青海省优秀教师")},
    ),
    (
        "大会表彰了青海省先进工作者，赵明远、钱文华等20人获奖。",
        {("赵明远", "青海省先进工作者"), ("钱文华", "青海省先进工作者")},
    ),
    ("赵明远干劲足。他们与齐悦食品公司组成联盟，获评青海省先进集体。", set()),
    ("赵明远是班长，他牵头的“破晓”小组曾获青海省先进集体称号。", set()),
    (
        "赵明远所在的山东齐悦食品有限公司成立于1968年，2019年获全国文明单位称号。",
        {("山东齐悦食品有限公司", "全国文明单位")},
    ),
]


@pytest.mark.parametrize(("text", "expected"), RECEIVED)
def test_who_receives_is_said_in_many_ways(text: str, expected: set[tuple[str, str]]) -> None:
    assert related(text, "receives") == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "一、西宁市五一劳动奖章拟表彰对象（2名）\n城东区（2名）：赵明远（齐悦食品厂）、钱立群（齐悦食品厂）",
            {"赵明远", "钱立群"},
        ),
        (
            "西宁市五一劳动奖章名单（2名）：\n齐悦食品厂 陈秀珍（女）\n齐悦食品厂 赵明远（汉族）",
            {"陈秀珍", "赵明远"},
        ),
    ],
)
def test_lists_under_a_heading_go_by_districts_and_units_to_the_next(rows: str, expected: set[str]) -> None:
    other = "二、没有听说过的称呼（1名）\n郭秀英 齐悦食品厂班长"
    [told] = readings(f"# 公示\n\n现将名单公示如下。\n\n{rows}\n{other}\n")
    found = {(r.subject.name, r.object.name) for r in told.relations if r.predicate == "receives"}
    assert found == {(who, "西宁市五一劳动奖章") for who in expected}

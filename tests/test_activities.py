"""Initiatives and events: where their names begin and end, and what is none. Names are invented."""

from __future__ import annotations

import pytest

from tests.printed import names, sentence, surfaces
from tests.test_relations import related

NAMED: list[tuple[str, set[str]]] = [
    # brackets inside, an edition right in front of the kind
    (
        "第十二届青海省邮政（投递员）技能竞赛圆满落幕。",
        {"第十二届青海省邮政（投递员）技能竞赛"},
    ),
    ("这里举办了首届网球赛。", {"首届网球赛"}),
    # joined by 暨; two contests for cups stay two
    (
        "职工们参加了第三届职工文化节暨“河湟工匠”表彰大会。",
        {"第三届职工文化节暨“河湟工匠”表彰大会"},
    ),
    (
        "第二届“河湟杯”篮球赛暨“青唐杯”职工篮球赛举行。",
        {"第二届“河湟杯”篮球赛", "“青唐杯”职工篮球赛"},
    ),
    ("全校参加了庆“五一”职工歌手大赛。", {"庆“五一”职工歌手大赛"}),
    ("西宁旅游节、互助县第七届荷花节开幕。", {"西宁旅游节", "互助县第七届荷花节"}),
    ("赵明远同志遗体送别仪式举行。", {"赵明远同志遗体送别仪式"}),
]
NONE = [
    "“扎染达人”还登台比拼。",
    "全年设置“悦读、运动”五大系列32项活动。",
    "“技能大师”走进课堂。",
    "学院连办3场报告会。",
    "这是全国性比赛。",
    "河湟采石厂全国大赛捧回奖牌。",
    "仪式在河湟二期地块项目举行。",
    "他获得焊工组竞赛第一名。",
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_edges_of_activities(text: str, expected: set[str]) -> None:
    assert {name for _, name in names(sentence(text), "Initiative", "Event")} == expected


@pytest.mark.parametrize("text", NONE)
def test_what_names_no_activity(text: str) -> None:
    assert names(sentence(text), "Initiative", "Event") == set()


def test_words_left_out_of_the_only_full_name_make_a_short_form() -> None:
    told = "西宁职工诗会举行。2024年“河湟杯”西宁市职工诗会由西宁市总工会主办。"
    assert surfaces(sentence(told), "Initiative")["西宁职工诗会"] == "2024年“河湟杯”西宁市职工诗会"


ORGANISERS: list[tuple[str, set[str]]] = [
    (
        "河湟工匠技能大赛是西宁市总工会主办的区域性比赛。",
        {"西宁市总工会"},
    ),
    (
        "“河湟工匠”技能大赛开幕。西宁市总工会是主办方，西宁市教育局、西宁市体育局共同承办。",
        {"西宁市总工会", "西宁市教育局", "西宁市体育局"},
    ),
    (
        "“河湟工匠”技能大赛落幕。这次技能竞赛是由西宁市总工会联合主办，西宁市教育局承办。",
        {"西宁市总工会", "西宁市教育局"},
    ),
    (
        "“河湟工匠”技能大赛落幕。焊工、钳工两个工种的比赛由西宁市教育局承办。",
        {"西宁市教育局"},
    ),
    ("西宁市总工会与西宁市教育局联合拉开了“河湟工匠”技能大赛的序幕。", {"西宁市总工会", "西宁市教育局"}),
]


@pytest.mark.parametrize(("text", "expected"), ORGANISERS)
def test_who_organizes_is_said_of_an_activity_named_before(text: str, expected: set[str]) -> None:
    assert {who for who, _ in related(text, "organizes", "coOrganizes")} == expected

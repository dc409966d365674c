"""Bodies as they are printed, places by names of old, and where activities are held; all invented."""

from __future__ import annotations

import pytest

from kg.model import Class
from kg.offices import body_of, office_in_full
from kg.places import former_names, is_place
from tests.printed import names, sentence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("大理州总工会举办培训班，州委副书记到会。", ("Government", "大理州委")),
        ("大理白族自治州总工会举办培训班，州委副书记到会。", ("Government", "大理白族自治州委")),
        ("沁县总工会举办培训班，县委副书记到会。", ("Government", "沁县县委")),
        ("出席的有大连市委副书记。", ("Government", "大连市委")),
        ("湟源县总工会主席到会，团县委书记主持。", ("Organisation", "共青团湟源县委")),
        ("大连市总工会主席来到大连市教育局职业教育科。", ("Government", "大连市教育局职业教育科")),
        ("青海省教育厅教师管理处处长周文海参加。", ("Government", "青海省教育厅")),
        ("大连市委主题教育第九巡回指导组到会。", ("Government", "大连市委主题教育第九巡回指导组")),
        ("签约的有青海省清溪医院海东分院。", ("Government", "青海省清溪医院海东分院")),
        ("密云县干部职工代表参加。", ("District", "密云县")),
        ("广州中院开庭审理此案。", ("Government", "广州市中级人民法院")),
        ("义乌市总工会派人旁听，市中级人民法院派员指导。", ("Government", "金华市中级人民法院")),
        ("西宁市举行座谈会，市政协提案委介绍情况。", ("Government", "西宁市政协提案委")),
        (
            "莱西市总工会、莱西市妇联举办相亲会，青岛市派人观摩，市融媒体中心直播。",
            ("Government", "莱西市融媒体中心"),
        ),
        ("市政协委员走进店埠镇，又到夏格庄镇。", ("Government", "莱西市政协")),
    ],
)
def test_bodies_are_called_as_in_print(text: str, expected: tuple[Class, str]) -> None:
    assert expected in names(sentence(text))


@pytest.mark.parametrize(
    "text",
    [
        "今日召开县委常委会。",
        "坚持工业兴县战略。",
        "市剧团和县剧团演出。",
        "解决本地区难题。",
        "大家走社区、进企业。",
    ],
)
def test_words_are_torn_for_no_county(text: str) -> None:
    assert not [name for kind, name in names(sentence(text)) if kind == "District"]


def test_former_names_stand_beside_those_of_today() -> None:
    assert {"密云县", "奉化市"} <= former_names()
    assert is_place("奉化市")
    assert "海淀区" not in former_names()


def test_a_place_of_old_is_meant_by_its_short_name() -> None:
    found = names(sentence("奉化市总工会开展培训，来自奉化、宁海等地的职工参加。"))
    assert ("District", "奉化市") in found


def test_what_bodies_are_called() -> None:
    assert body_of("沁县", "县", "政府") == "沁县县政府"
    assert body_of("罗山县", "县", "委") == "罗山县委"
    assert office_in_full("青山区区委") == "青山区委"
    assert office_in_full("青山新区区委") == "青山新区区委"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("湟源县第三届职工拔河比赛在西宁市体育馆举行。", "西宁市体育馆"),
        ("湟源县第三届职工拔河比赛日前在青海省西宁市开幕。", "西宁市"),
        ("近日，在西宁市体育馆举办湟源县第三届职工拔河比赛。", "西宁市体育馆"),
    ],
)
def test_activities_are_located_where_they_are_held(text: str, where: str) -> None:
    found = {(r.subject.type, r.object.name) for r in sentence(text).relations if r.predicate == "locatedIn"}
    assert ("Initiative", where) in found


def test_who_is_only_named_beside_an_activity_is_no_place_of_it() -> None:
    found = sentence("湟源县第三届职工拔河比赛由西宁市体育馆协办。").relations
    assert not [r for r in found if r.predicate == "locatedIn" and r.subject.type == "Initiative"]

"""Places by short names, in lists, and words that only look like places; the events are invented."""

from __future__ import annotations

import pytest

from kg.mentions.place_lists import full_name, listed_places
from kg.mentions.scene import Scene
from kg.model import Class
from tests.printed import names, sentence

Names = set[tuple[Class, str]]


def districts(text: str) -> set[str]:
    return {name for kind, name in names(sentence(text)) if kind == "District"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("区总工会年内将在羊坊店、甘家口等街道新建驿站。", {"羊坊店街道", "甘家口街道"}),
        ("学员从最初的长阳、窦店两镇扩展到全区。", {"长阳镇", "窦店镇"}),
        ("服务车开进上柳沟、下柳沟和小石桥等村，为村民理发。", {"上柳沟村", "下柳沟村", "小石桥村"}),
        ("订单来自民勤、门源两地。", {"民勤县", "门源回族自治县"}),
        ("代表来自河南、安徽、山东三省。", {"河南省", "安徽省", "山东省"}),
        ("房山区长阳镇后石家沟村支部书记陈海参加。", {"房山区", "长阳镇", "后石家沟村"}),
    ],
)
def test_lists_that_say_what_they_list(text: str, expected: set[str]) -> None:
    assert districts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "服务覆盖老旧小区、写字楼等社区。",
        "活动走进学校、企业等地。",
        "完善办法、提高等级。",
        "扩展到甲乙、丙丁三镇。",
        "教学点设在上柳镇、下柳镇的15个村。",
    ],
)
def test_lists_of_anything_else_are_none_of_places(text: str) -> None:
    assert list(listed_places(Scene(text))) == []


def test_a_character_of_a_name_parts_no_list() -> None:
    text = "站点设在羊坊店、永和等街道。"
    assert [text[start:end] for start, end in listed_places(Scene(text))] == ["羊坊店", "永和"]


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("羊坊店", "街道", "羊坊店街道"),
        ("羊坊店", "镇", None),
        ("长阳", "镇街", "长阳镇"),
        ("民勤", "县", "民勤"),
    ],
)
def test_listed_places_in_full(name: str, kind: str, expected: str | None) -> None:
    assert full_name(name, kind) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("她从西宁飞来参加答辩。", {"西宁市"}),
        ("青海百余名花匠齐聚公园。", {"青海省"}),
        ("这门手艺是从定西老家带来的。", {"定西市"}),
        ("班长是陕西人，手下有十个弟兄。", {"陕西省"}),
        ("受台风影响，厦门、温州方向的航班延误。", {"厦门市", "温州市"}),
    ],
)
def test_short_names_in_any_frame(text: str, expected: set[str]) -> None:
    assert expected <= districts(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("游客走进房山区水峪湾村。", "水峪湾村"),
        ("她过去在东莞厚街打工。", "厚街镇"),
        ("他是河北滦平人，老家有山。", "滦平县"),
        ("最近，杭州西路社区格外热闹。", "杭州西路社区"),
        ("昨日，柳州经济技术开发区举行招聘会。", "柳州经济技术开发区"),
        ("职工书屋建在布朗山乡。", "布朗山乡"),
        ("慰问组来到玉泉区南榆坊街道，敲开了门。", "南榆坊街道"),
        ("肥东县柘镇民间艺人带着徒弟表演。", "柘镇"),
        ("民警从塔榆村追到河边。", "塔榆村"),
        ("大家联合李家磨村办展览。", "李家磨村"),
        ("昨日，西榆滩新区迎来客人。", "西榆滩新区"),
    ],
)
def test_places_that_what_stands_in_front_shows(text: str, expected: str) -> None:
    assert expected in districts(text)


@pytest.mark.parametrize(
    "text",
    [
        "金坛区新农村建设。",
        "金坛区城中村改造。",
        "列车从上海虹桥开出。",
        "干部走访之后，回到我们村。",
        "驻村干部进了小山村。",
    ],
)
def test_what_goes_on_behind_a_place_is_no_place_in_it(text: str) -> None:
    assert not any(name.endswith(("村", "虹桥", "虹桥镇", "虹桥街道")) for name in districts(text))


@pytest.mark.parametrize(
    "text",
    [
        "当地大力发展乡村旅游。",
        "各地加快振兴乡村步伐。",
        "他们打通镇街道路三条。",
        "这家企业的种羊场、畜牧场和良种场都建成了。",
        "年底工友陆续返乡，车票紧张。",
        "代县长周文海致辞。",
        "全县重点镇和部分街道都建了站。",
    ],
)
def test_words_that_look_like_places(text: str) -> None:
    assert districts(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("职工来到青禾高新科技产业园。", ("Facility", "青禾高新科技产业园")),
        ("车队驶入青海宏泰物流园。", ("Facility", "青海宏泰物流园")),
        ("昨天，青禾经济技术开发区迎来客人。", ("District", "青禾经济技术开发区")),
    ],
)
def test_parks_are_facilities_and_zones_districts(text: str, expected: tuple[Class, str]) -> None:
    assert any(
        kind == expected[0] and name.endswith(expected[1][-8:]) for kind, name in names(sentence(text))
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("获奖者来自青海省清溪医院康复二科。", ("Government", "青海省清溪医院康复二科")),
        ("获奖的有西宁市第一中学体育教研组。", ("School", "西宁市第一中学体育教研组")),
        ("甘肃宏泰医药有限公司兰州办事处十分忙碌。", ("Company", "甘肃宏泰医药有限公司兰州办事处")),
        ("门源县代表队、祁连县代表队获奖。", ("Organisation", "祁连县代表队")),
        ("会上传达了青海省第十四届人大常委会精神。", ("Government", "青海省人大常委会")),
        ("贵阳市总工会落实省委、省政府部署。", ("Government", "中共贵州省委")),
    ],
)
def test_bodies_and_their_departments(text: str, expected: tuple[Class, str]) -> None:
    assert expected in names(sentence(text))


def test_a_department_before_a_post_belongs_to_the_post() -> None:
    found = names(sentence("甘肃宏泰医药有限公司办公室主任周文海参加。"))
    assert ("Company", "甘肃宏泰医药有限公司") in found
    assert ("Person", "周文海") in found


@pytest.mark.parametrize(
    ("text", "part", "predicate", "whole"),
    [
        ("获奖者来自青海省清溪医院康复二科。", "青海省清溪医院康复二科", "partOf", "青海省清溪医院"),
        ("获奖的有西宁市第一中学体育教研组。", "西宁市第一中学体育教研组", "partOf", "西宁市第一中学"),
        ("鼓楼区迎来春天，鼓楼区总工会走访企业。", "鼓楼区总工会", "locatedIn", "鼓楼区"),
    ],
)
def test_parts_and_places(text: str, part: str, predicate: str, whole: str) -> None:
    told = {(r.subject.name, r.predicate, r.object.name) for r in sentence(text).relations}
    assert (part, predicate, whole) in told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("大兴区农忙服务队先后去了【礼贤】、【庞各庄】。", {"礼贤镇", "庞各庄镇"}),
        ("德化县蔬果合作社的车开到【汤头】，第二天又去县城。", {"汤头乡"}),
        ("在礼贤、庞各庄，服务队帮人收瓜。", set()),  # whose towns they are stands nowhere
        ("大兴区的礼贤邮政所今天开门。", set()),
    ],
)
def test_towns_by_their_names_alone(text: str, expected: set[str]) -> None:
    towns = {name for name in districts(text.replace("【", "").replace("】", "")) if name[-1] in "镇乡"}
    assert towns >= expected if expected else not towns


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("营业部位于安徽省马鞍山市雨山区平湖路，附近有居民区。", {"安徽省", "马鞍山市", "雨山区"}),
        ("驿站开在大理路上，环卫工人来歇脚。", set()),
        ("司机从北京路过，直奔上海。", {"北京市", "上海市"}),
    ],
)
def test_a_road_is_not_the_place_that_it_is_called_after(text: str, expected: set[str]) -> None:
    assert districts(text) == expected


def test_a_community_or_village_by_a_countys_name_is_a_name_of_its_own() -> None:
    text = "石桥村村委会主任丁保国和梅林村村委会主任冯国栋到场。"
    bodies = {name for kind, name in names(sentence(text)) if kind == "Organisation"}
    assert bodies == {"石桥村村委会", "梅林村村委会"}


@pytest.mark.parametrize("name", ["江涛", "江晓敏"])
def test_a_title_and_a_surname_are_no_river(name: str) -> None:
    found = names(sentence(f"兰州第二中学校长{name}表示，今年招生不变。"))
    assert found >= {("Person", name), ("School", "兰州第二中学")}

"""What names stand for: levels filled in, short forms, anaphora, namesakes.

Names are invented, cities real.
"""

from __future__ import annotations

import pytest

from kg.model import Entity
from kg.structure import same_bearer
from tests.printed import names, readings, sentence, surfaces

# Text, the configured home, surface -> canonical name.
LEVELS: list[tuple[str, str, dict[str, str]]] = [
    ("市总工会要求各区抓好落实。", "北京市", {"市总工会": "北京市总工会"}),
    ("市总工会要求各区抓好落实。", "成都市", {"市总工会": "成都市总工会"}),
    ("市总主席余建国致辞。", "成都市", {"市总": "成都市总工会"}),
    ("省总工会下发通知。", "杭州市", {"省总工会": "浙江省总工会"}),
    ("省总工会下发通知。", "浙江省", {"省总工会": "浙江省总工会"}),
    ("青海省总工会慰问职工。省总工会还送来慰问金。", "北京市", {"省总工会": "青海省总工会"}),
    ("成都市总工会走访企业。市总工会还将回访。", "北京市", {"市总工会": "成都市总工会"}),
    ("上海市浦东新区热闹非凡。市总工会来到现场。", "北京市", {"市总工会": "上海市总工会"}),
    ("丽江市古城区举行朗诵，区总工会主席和学军致辞。", "北京市", {"区总工会": "古城区总工会"}),
    ("西宁市委常委、市总工会主席陈秀珍讲话。", "北京市", {"市总工会": "西宁市总工会"}),
    ("贵阳市南明区天气晴好，区委宣传部走访企业。", "北京市", {"区委宣传部": "南明区委宣传部"}),
    ("九师白杨市总工会表彰职工，师市总工会还送来慰问金。", "北京市", {"师市总工会": "第九师白杨市总工会"}),
    ("金华市热闹非凡，义乌市总工会慰问职工。市总工会还将回访。", "北京市", {"市总工会": "义乌市总工会"}),
    ("金华市总工会来到义乌市总工会。市总工会还将回访。", "北京市", {"市总工会": "义乌市总工会"}),
    (
        "高邮市文化宫办书展。书展由市文化馆协办，扬州市锡剧院派人来演出，市总工会也来人祝贺。",
        "北京市",
        {"市总工会": "高邮市总工会"},
    ),
    (
        "房山区总工会走进工地。来自四川仪陇的钢筋工说，区总工会常来。",
        "北京市",
        {"区总工会": "房山区总工会"},
    ),
    ("罗源县飞竹镇办起书屋。县总工会送来图书。", "北京市", {"县总工会": "罗源县总工会"}),
    ("飞竹镇、起步镇、碧里乡办起书屋。县总工会送来图书。", "福州市", {"县总工会": "罗源县总工会"}),
    ("天宁寺边很热闹。省文化厅来了人。", "北京市", {}),
    (
        "青岩县总工会慰问职工，青岩县总工会还回访。县卫生局工会响应。",
        "北京市",
        {"县卫生局工会": "青岩县卫生局工会"},
    ),
    (
        "胶州市清岩镇饰品行业工会联合会成立。",
        "北京市",
        {"清岩镇饰品行业工会联合会": "清岩镇饰品行业工会联合会"},
    ),
]

POINTING: list[tuple[str, dict[str, str]]] = [
    ("洪山区总工会走访企业，该区总工会还送去饮料。", {"该区总工会": "洪山区总工会"}),
    ("兰考县总工会走访企业，该县总工会还送去饮料。", {"该县总工会": "兰考县总工会"}),
    ("福州大学工会换届，该校工会主席林文海表态。", {"该校工会": "福州大学工会"}),
    (
        "山东齐悦食品有限公司工会换届，该公司工会主席丁保国表态。",
        {"该公司工会": "山东齐悦食品有限公司工会"},
    ),
    ("山东齐悦食品有限公司发展很快，该公司有职工千人。", {"该公司": "山东齐悦食品有限公司"}),
    (
        "洪山区总工会和江夏区总工会签约。江夏区总工会先行一步，该区总工会服务百家企业。",
        {"该区总工会": "江夏区总工会"},
    ),
]

# A bare name means the body that the article is about before its branches; a part is that body's part.
ABOUT: list[tuple[str, dict[str, str]]] = [
    ("福州大学林学院工会拔河夺冠。比赛由校工会主办。", {"校工会": "福州大学工会"}),
    (
        "福州大学举办比赛，文学院讲师林文海、体育教学部讲师丁保国获奖。",
        {"文学院": "福州大学文学院", "体育教学部": "福州大学体育教学部"},
    ),
    (
        "山东齐悦食品有限公司灌装车间的职工正在加班，公司工会送来饮料。",
        {"公司工会": "山东齐悦食品有限公司工会"},
    ),
    ("比赛由福州大学主办，在该校学术报告厅举行。", {"该校学术报告厅": "福州大学学术报告厅"}),
    ("信阳市罗山县总工会走访企业。", {"信阳市罗山县总工会": "罗山县总工会"}),
    ("浙江省义乌市家具行业工会联合会成立。", {"浙江省义乌市家具行业工会联合会": "义乌市家具行业工会联合会"}),
    ("重庆市南川区总工会走访企业。", {"重庆市南川区总工会": "重庆市南川区总工会"}),
    ("近日，松桥驿站启用，该驿站备有茶水。", {"该驿站": "松桥驿站"}),
]

SHORT: list[tuple[str, dict[str, str]]] = [
    ("全国总工会下发通知。", {"全国总工会": "中华全国总工会"}),
    (
        "平谷工会送来温暖，平谷区总工会主席讲话。",
        {"平谷工会": "平谷区总工会", "平谷区总工会": "平谷区总工会"},
    ),
    (
        "江苏恒润机械制造有限公司（以下简称“恒润机械”）成立多年，恒润机械有职工五百人。",
        {"恒润机械": "江苏恒润机械制造有限公司"},
    ),
    (
        "苏州工业园区管理委员会（以下简称“园区管委会”）发布通知。园区管委会要求落实。",
        {"园区管委会": "苏州工业园区管理委员会"},
    ),
    (
        "甘肃祁连钢铁集团有限公司传来喜讯。祁连钢铁集团有职工万人。",
        {"祁连钢铁集团": "甘肃祁连钢铁集团有限公司"},
    ),
    ("芙蓉区东屯渡街道总工会走访企业。", {"东屯渡街道总工会": "东屯渡街道总工会"}),
    ("太原市人社局印发通知。", {"太原市人社局": "太原市人力资源和社会保障局"}),
    ("太原市工商局印发通知。", {"太原市工商局": "太原市工商局"}),  # as annotators leave it
    ("太原市总工会请来太原市二院的医生。", {"太原市二院": "太原市第二人民医院"}),
    (
        "市公安局川汇区分局民警走访了市总工会。",
        {"市公安局川汇区分局": "周口市公安局川汇区分局"},
    ),
]

# Two bearers each, whatever the distance between their names.
APART = [
    ("通州区总工会", "平谷区总工会"),
    ("喀什市总工会", "喀什地区总工会"),
    ("吉林市总工会", "吉林省总工会"),
    ("海淀区总工会", "朝阳区总工会"),
    ("东城区总工会", "西城区总工会"),
    ("青海省总工会", "西宁市总工会"),
    ("兰考县总工会", "民权县总工会"),
    ("上海市总工会", "中华全国总工会"),
    ("福州大学工会", "福建师范大学工会"),
    ("山东齐悦食品有限公司工会", "山东齐悦食品有限公司党委"),
]


@pytest.mark.parametrize(("text", "home", "expected"), LEVELS)
def test_levels_are_filled_in_by_the_article_and_else_by_home(
    text: str, home: str, expected: dict[str, str]
) -> None:
    assert expected.items() <= surfaces(sentence(text, home)).items()


COLUMN = """近期各地工会动态如下。
■涟水县总工会邀请县医院的专家坐诊，百余名职工到场。县总工会副主席乔敏红说，每月一次。
■泗阳县总工会开设夜校，县总工会和县图书馆选派教师授课。石桥镇总工会、石桥镇图书馆到场。
■凌朔电子集团工会慰问职工。集团工会主席卫长安到场。"""


def test_the_short_reports_of_a_column_tell_nothing_of_each_other() -> None:
    article = sentence(COLUMN)
    found = [(link.mention.surface, link.entity.name) for link in article.links]
    assert [name for short, name in found if short == "县总工会"] == ["涟水县总工会", "泗阳县总工会"]
    assert [name for short, name in found if short == "集团工会"] == ["凌朔电子集团工会"]


def test_a_county_called_like_a_word_is_one_where_its_city_is_named() -> None:
    text = "泗阳县总工会开设夜校，县总工会和县图书馆派人授课，下一步还将会同县人社局走进企业。"
    assert names(sentence(text)) == {
        ("Union", "泗阳县总工会"),
        ("Government", "泗阳县图书馆"),
        ("Government", "泗阳县人力资源和社会保障局"),
    }
    assert ("Union", "会同县总工会") in names(sentence("怀化市会同县召开大会，会同县总工会到场。"))


def test_a_level_in_a_line_of_a_list_means_a_place_of_that_line() -> None:
    rows = (
        "现将名单公示如下。\\n郑立新，涟水县委宣传部副部长、县总工会主席\\n"
        "卫长安，泗阳县委办公室主任、县总工会副主席\\n乔敏红，泗阳县人大常委会副主任、县总工会主席"
    )
    found = [link.entity.name for link in sentence(rows).links if link.mention.surface == "县总工会"]
    assert found == ["涟水县总工会", "泗阳县总工会", "泗阳县总工会"]


def test_an_article_from_elsewhere_does_not_end_at_home() -> None:
    text = "近日，上海市静安区举办运动会。市总工会和区总工会的同志到场祝贺。"
    assert names(sentence(text, "北京市"), "Union") == {("Union", "上海市总工会"), ("Union", "静安区总工会")}


def test_a_bare_level_that_nothing_tells_is_no_entity() -> None:
    assert names(sentence("区总工会走访企业，街道总工会积极响应。"), "Union") == set()


@pytest.mark.parametrize(("text", "expected"), POINTING + ABOUT)
def test_anaphora_points_to_the_nearest_of_its_kind(text: str, expected: dict[str, str]) -> None:
    assert expected.items() <= surfaces(sentence(text)).items()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("厂长郑立新来了。郑厂长说，先看车间。", {"郑厂长": "郑立新"}),
        ("郑立新当了三十年钳工。大家都叫他老郑，徒弟叫他郑师傅。", {"老郑": "郑立新", "郑师傅": "郑立新"}),
        ("欧阳立群和郑立新到场。欧阳主席先走一步。", {"欧阳主席": "欧阳立群"}),
        ("主席郑立新、主任郑伟到场。会后，郑主任走了。", {"郑主任": "郑伟"}),
        ("陈涛修了三十年车。李工程师没来，陈工程师来了。", {"陈工程师": "陈涛"}),
    ],
)
def test_a_surname_with_a_title_is_who_has_it(text: str, expected: dict[str, str]) -> None:
    people = surfaces(sentence(text), "Person")
    assert {called: name for called, name in people.items() if called != name} == expected


def test_a_surname_with_a_title_alone_is_no_entity() -> None:
    assert names(sentence("张师傅、李老师、老王都来了。"), "Person") == set()


@pytest.mark.parametrize(("text", "expected"), SHORT)
def test_short_forms_are_written_out(text: str, expected: dict[str, str]) -> None:
    assert expected.items() <= surfaces(sentence(text)).items()


@pytest.mark.parametrize(("one", "other"), APART)
def test_these_are_never_merged(one: str, other: str) -> None:
    assert not same_bearer(one, other, "Union")
    found = surfaces(sentence(f"{one}与{other}签约。"), "Union", "Organisation", "Government")
    assert len({found.get(one), found.get(other)}) == 2, found


def test_unions_of_one_page_are_not_merged_over_articles() -> None:
    one, other = readings(
        "## 通州区送清凉\n\n本报讯 通州区总工会走访企业。该区总工会还送去饮料。\n\n"
        "## 平谷区送清凉\n\n本报讯 平谷区总工会走访企业。该区总工会还送去饮料。\n"
    )
    assert names(one, "Union") == {("Union", "通州区总工会")}
    assert names(other, "Union") == {("Union", "平谷区总工会")}


def test_an_article_that_names_no_place_plays_where_its_page_does() -> None:
    _, bare = readings(
        "## 厦门市送清凉\n\n本报讯 近日，厦门市思明区迎来高温，厦门市民纷纷点赞。\n\n"
        "## 职工夜校开班\n\n本报讯 市总工会开办夜校，三百人报名。\n"
    )
    assert names(bare, "Union") == {("Union", "厦门市总工会")}


def test_title_and_body_stand_for_the_same() -> None:
    [reading] = readings(
        "## 恒润机械工会送清凉\n\n"
        "本报讯 近日，江苏恒润机械制造有限公司工会走访车间。恒润机械工会还送去饮料。\n"
    )
    assert names(reading, "Union") == {("Union", "江苏恒润机械制造有限公司工会")}


def test_an_entity_has_the_class_of_its_mention() -> None:
    text = "苏州市总工会、苏州大学、苏州市教育局和钱立群主席来到苏州市姑苏区。"
    for link in sentence(text).links:
        assert link.entity == Entity(link.mention.type, link.entity.name, link.entity.qualifier)


def test_namesakes_in_two_cities_are_two() -> None:
    links = sentence("沈阳市和平区总工会与天津市和平区总工会签约。").links
    unions = {link.entity for link in links if link.entity.type == "Union"}
    assert unions == {Entity("Union", f"{city}和平区总工会", city) for city in ("沈阳市", "天津市")}


SHORT = [
    ("记者从全总获悉，文件已经印发。", {"全总": "中华全国总工会"}),
    (
        "徐州矿务集团有限公司（以下简称徐矿集团）发布通知。徐矿集团要求落实。",
        {"徐矿集团": "徐州矿务集团有限公司"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), SHORT)
def test_short_forms_known_to_all_or_declared_without_quotes(text: str, expected: dict[str, str]) -> None:
    assert expected.items() <= surfaces(sentence(text)).items()

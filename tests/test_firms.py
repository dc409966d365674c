"""Firms, their units, and what stands in front of and behind their names; all firms are invented."""

from __future__ import annotations

import pytest

from kg.mentions.lists import in_full
from kg.mentions.trade_names import _core
from kg.model import Class
from kg.structure import begins
from kg.unit_names import is_unnamed
from tests.printed import names, readings, sentence, surfaces

FIRM = "甘肃祁连钢铁集团有限公司"


def companies(text: str) -> set[str]:
    return {name for _, name in names(sentence(text), "Company")}


@pytest.mark.parametrize(
    "unit",
    [
        "轧钢二厂",
        "轧钢二厂三作业区丙班",
        "电缆运检中心",
        "运输车间维修四班",
        "黑石沟煤矿",
        "第三项目分公司",
        "20356队",
        "技术质量部",
        "总装部搭载课十三工段电焊三班",
        "中板分厂精整车间包装班",
        "采矿车间爆破班",
        "动能中心",
    ],
)
def test_units_go_with_their_firm_link_by_link(unit: str) -> None:
    assert companies(f"{FIRM}{unit}荣获优秀奖。") == {FIRM + unit}


@pytest.mark.parametrize("post", ["财务部部长", "机修班班长", "党支部书记", "办公室主任"])
def test_what_only_leads_to_a_post_belongs_to_the_post(post: str) -> None:
    assert companies(f"{FIRM}{post}郑立新发言。") == {FIRM}


@pytest.mark.parametrize("unit", ["炼铁厂三作业区炉前班", "采矿车间爆破班", "检修车间电气工段架工班"])
def test_a_team_below_a_small_unit_is_one_in_front_of_a_post_too(unit: str) -> None:
    assert companies(f"{FIRM}{unit}班长郑立新发言。") == {FIRM + unit}


@pytest.mark.parametrize("after", ["三个车间的职工", "工会女工部"])
def test_what_is_counted_and_what_is_the_unions_is_no_unit(after: str) -> None:
    assert companies(f"{FIRM}{after}参加活动。") <= {FIRM}


@pytest.mark.parametrize("behind", ["领导干部", "联合车间", "职工"])
def test_what_is_no_unit_stays_out(behind: str) -> None:
    assert FIRM in companies(f"{FIRM}{behind}都来了。")


def test_a_unit_ends_where_a_person_or_its_party_begins() -> None:
    assert companies(f"{FIRM}运检中心郑立新发言。") == {FIRM + "运检中心"}
    assert companies(f"{FIRM}石河站区党支部副书记郑立新发言。") == {FIRM + "石河站区"}


@pytest.mark.parametrize("party", ["施工单位", "承建单位", "上诉人", "第三人"])
def test_who_a_firm_is_in_a_contract_is_no_part_of_its_name(party: str) -> None:
    assert companies(f"会上，{party}{FIRM}的代表作了说明。") == {FIRM}


def test_a_verb_before_a_bureau_is_no_part_of_its_name() -> None:
    assert companies("高明希望中建六局三公司先试。") == {"中建六局三公司"}


def test_a_legal_name_goes_back_to_its_place_or_over_its_bracket() -> None:
    assert companies("成功调解齐悦餐饮一案，又调解黄石鼎悦餐饮管理有限公司8名员工一案。") >= {
        "黄石鼎悦餐饮管理有限公司"
    }
    assert not {name for name in companies("上诉人凌朔（广东）空调有限公司不服。") if name.startswith("空调")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("陇西石油管理局职工热议。", ("Company", "陇西石油管理局")),
        ("记者走进陇西供电局。", ("Company", "陇西供电局")),
        (f"记者走进{FIRM}兰州办事处。", ("Company", f"{FIRM}兰州办事处")),
        ("国铁沈阳局职工来到现场。", ("Company", "中国铁路沈阳局集团有限公司")),
        ("记者走进济南西机务段。", ("Company", "济南西机务段")),
        ("建行兰州市分行的职工来了。", ("Company", "中国建设银行兰州市分行")),
        ("他在陇上产业园上班。", ("Facility", "陇上产业园")),
        ("大家参观石坪村史馆。", ("Facility", "石坪村史馆")),
    ],
)
def test_classes_and_full_names(text: str, expected: tuple[Class, str]) -> None:
    assert expected in names(sentence(text))


def test_a_line_of_business_is_no_bank() -> None:
    assert companies("湖北银行业举办比赛。") == set()


@pytest.mark.parametrize("end", ["等5家律师事务所", "两家律师事务所"])
def test_names_short_of_the_word_for_all_of_them(end: str) -> None:
    found = surfaces(sentence(f"来自凌朔、正朔{end}的律师到场。"), "Company")
    assert found == {"凌朔": "凌朔律师事务所", "正朔": "正朔律师事务所"}


def test_places_before_a_counted_kind_are_its_names() -> None:
    found = surfaces(sentence("武威、天水两个工务段建起小屋。"))
    assert found == {"武威": "武威工务段", "天水": "天水工务段"}
    assert in_full("凌朔", "凌朔、正朔等企业", 2) == "凌朔"


def test_sites_of_a_list() -> None:
    found = surfaces(sentence("石坪、青溪等景区的导游来了。"), "Facility")
    assert found == {"石坪": "石坪景区", "青溪": "青溪景区"}


def test_a_firm_is_called_by_its_coined_word_and_trade() -> None:
    text = "苏州炫朔电子科技有限公司开了夜校。炫朔电子的职工都来了，炫朔还请了老师。"
    assert surfaces(sentence(text), "Company") == dict.fromkeys(
        ["苏州炫朔电子科技有限公司", "炫朔电子", "炫朔"], "苏州炫朔电子科技有限公司"
    )
    assert _core("苏州城市建设有限公司") is None
    assert begins("炫朔电子", "苏州炫朔电子有限公司") and not begins("炫朔电子", "苏州正朔电子有限公司")


def test_a_numbered_unit_is_a_name_and_one_without_a_word_is_none() -> None:
    assert companies("来自化纤一厂的职工参赛。") == {"化纤一厂"}
    assert companies("来自一厂的职工参赛。") == set()


def test_units_are_known_by_the_firm_inside_another_unit_s_name() -> None:
    [found] = readings(
        "## 简讯\n\n本报讯 陇运集团有限公司甘肃省分公司举办比赛，天水市分公司夺冠。\n", home="兰州市"
    )
    assert ("Company", "陇运集团有限公司天水市分公司") in names(found)
    assert not is_unnamed("陇上股份一矿")


def test_a_union_s_departments_named_one_behind_another() -> None:
    found = surfaces(sentence("南昌市总工会劳动关系部、权益保障部和研究室的负责人参加。"), "Union")
    assert set(found.values()) == {f"南昌市总工会{own}" for own in ("劳动关系部", "权益保障部", "研究室")}


def test_a_department_with_someone_in_charge_is_named_and_one_before_a_post_is_not() -> None:
    assert names(sentence("南昌市总工会法律工作部负责人介绍。"), "Union") == {
        ("Union", "南昌市总工会法律工作部")
    }
    assert names(sentence("南昌市总工会法律工作部部长郑立新介绍。"), "Union") == {("Union", "南昌市总工会")}


@pytest.mark.parametrize("behind", ["组织各党支部", "宣传骨干部署"])
def test_what_a_union_does_is_no_department(behind: str) -> None:
    assert names(sentence(f"陇运集团工会{behind}参加。"), "Union") == {("Union", "陇运集团工会")}


@pytest.mark.parametrize("before", ["这几年", "部长有", "此前在"])
def test_a_bare_level_begins_the_union_s_name(before: str) -> None:
    found = surfaces(sentence(f"南昌市召开会议。{before}市总工会办过三届。"), "Union")
    assert found == {"市总工会": "南昌市总工会"}

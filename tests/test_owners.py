"""Whose a unit is that is named alone."""

import pytest

from kg.structure import begins, same_bearer
from kg.unit_names import is_unnamed
from tests.printed import names, sentence


def companies(text: str) -> set[str]:
    return {name for _, name in names(sentence(text), "Company")}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        (  # the works, not the group above it
            "赣北铜业集团石门煤矿举行比赛。石门煤矿综采二队夺冠。石门煤矿工会总结，综掘一队获二等奖。",
            "赣北铜业集团石门煤矿综掘一队",
        ),
        (  # the visited mill, not the visitors
            "滇南港航集团有限公司一行到永昌卷烟厂参观。在永昌卷烟厂，客人走进卷包车间。",
            "永昌卷烟厂卷包车间",
        ),
        ("蜀江建设集团有限公司召开会议。会上，青石坡项目部作了汇报。", "蜀江建设集团有限公司青石坡项目部"),
        (  # the works whose name ends as the unit's begins, however near the group stands
            "滇南股份炼铁总厂先到。滇南钢铁集团讲评后，炼铁总厂二车间获奖。",
            "滇南股份炼铁总厂二车间",
        ),
        (  # the works of the report, not the group named in passing
            "云台山制药总厂召开职代会。桂江医药集团派人到会，奖牌由动力车间获得。",
            "云台山制药总厂动力车间",
        ),
        ("辽南油田公司举办比武，采油六厂夺冠。辽南油田公司颁奖。", "辽南油田采油六厂"),
        ("辽南油田公司举办比武，兴隆分公司夺冠。", "辽南油田兴隆分公司"),
        # the group by its trade alone, behind which its units stand
        ("赣北朔源路桥集团修路。路桥集团06标项目部来人。", "赣北朔源路桥集团06标项目部"),
        ("辽南油田青石采油厂开会。采油一大队获奖。", "辽南油田青石采油厂采油一大队"),
    ],
)
def test_a_unit_is_of_the_firm_above_it_that_was_spoken_of_last(text: str, unit: str) -> None:
    assert unit in companies(text)


def test_of_two_firms_as_likely_neither_owns_a_unit() -> None:
    assert "综采二队" not in str(companies("桂北矿业有限公司、湘西矿业有限公司参赛，综采二队夺冠。"))


@pytest.mark.parametrize(
    "name",
    [
        "特钢公司",
        "炼钢总厂",
        "矿业集团",
        "工程技术公司检修二班",
        "卷包车间",
        "化工一厂",
        "石景山供热分公司",
        "通防工区",
        "望江支行",
        "望京店",
    ],
)
def test_names_that_tell_not_whose_the_unit_is(name: str) -> None:
    assert is_unnamed(name)


@pytest.mark.parametrize(
    "name",
    [
        "长城公司",
        "中铁朔工河西分公司",
        "中铝河西分公司",
        "国网北京检修分公司",
        "华东国棉三厂",
        "上饶银行婺源支行",
        "鸿宾火锅店",
    ],
)
def test_names_that_tell_whose_the_unit_is(name: str) -> None:
    assert not is_unnamed(name)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("由动力车间获得冠军。", ["动力车间"]),
        ("检修二队职工登台。", ["检修二队"]),
        ("卷包车间主任郑立新登台。", ["卷包车间"]),
        ("综掘二队队长郑立新登台。", ["综掘二队"]),
        ("客人来到复烤车间。", ["复烤车间"]),
        ("走上领奖台的是第一次参赛的信贷部、财务部。", ["财务部"]),
        ("焦化厂郑立新获第四名。", ["焦化厂"]),
        ("晚上，客人来到染整三车间。", ["染整三车间"]),
        ("糖果车间的职工还演了小品。", ["糖果车间"]),
    ],
)
def test_what_stands_around_shows_that_a_unit_is_meant(text: str, units: list[str]) -> None:
    firm = "赣北朔源实业有限公司"
    assert {firm + unit for unit in units} <= companies(f"{firm}举行比赛。{text}")


@pytest.mark.parametrize(
    "text",
    [
        "志愿服务队的职工到场。",
        "四个工段的职工到场。",
        "托管班里的孩子到场。",
        "各部门的职工都来了。",
        "各车间的职工都来了。",
        "动力部部长郑立新到场。",
        "客人来自五四三队。",
    ],
)
def test_units_in_general_are_none(text: str) -> None:
    firm = "赣北朔源实业有限公司"
    assert companies(f"{firm}举行比赛。{text}") == {firm}


def test_a_unit_s_party_branch_is_no_unit_and_shows_whose_its_union_is() -> None:
    found = names(sentence("赣北公交集团客五分公司第九车队党支部、车队工会包了饺子。"))
    assert ("Organisation", "赣北公交集团客五分公司第九车队党支部") in found
    assert ("Union", "赣北公交集团客五分公司第九车队工会") in found


def test_a_branch_by_its_level_is_the_one_named_in_full() -> None:
    text = "中国建设银行湘南州分行举办比赛。州分行副行长郑立新到场，清溪支行夺冠。"
    assert "中国建设银行湘南州分行清溪支行" in companies(text)


def test_a_trade_alone_is_of_no_group_that_is_only_named_behind_it() -> None:
    assert companies("特钢公司夺冠，赣北朔源集团颁奖。") == {"特钢公司", "赣北朔源集团"}


def test_a_group_is_none_of_its_firms() -> None:
    assert not same_bearer("赣北糖业集团", "赣北糖业集团晏川制糖公司", "Company")
    assert same_bearer("赣北糖业集团", "赣北糖业集团有限公司", "Company")
    assert begins("朔源", "朔源集团有限公司") and not begins("朔源", "朔源集团商用车有限公司")


def test_what_several_works_names_end_in_is_none_of_them() -> None:
    text = "田湾煤矿、蒋庄煤矿派人来学。矿工会办起讲堂，机电工区的赵明远第一个上台。"
    told = companies(f"石门煤矿劳模创新工作室揭牌。{text}")
    assert not told & {f"{mine}机电工区" for mine in ("石门煤矿", "田湾煤矿", "蒋庄煤矿")}


def test_a_unit_is_of_the_firm_that_another_of_its_kind_is_of() -> None:
    told = companies("北京凌朔客运有限公司、河北朔光客运有限公司到场。朔光客运有限公司一车队、二车队夺冠。")
    assert {"河北朔光客运有限公司一车队", "河北朔光客运有限公司二车队"} <= told


def test_a_unit_named_with_its_firm_goes_by_no_other() -> None:
    told = companies("滇南港航集团有限公司一行到永昌卷烟厂参观。永昌卷烟厂卷包车间演示。")
    assert "永昌卷烟厂卷包车间" in told and "滇南港航集团有限公司卷包车间" not in told

"""Whose a unit is that is named alone."""

import pytest

from kg.owners import is_unnamed
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
        ("辽南油田公司举办比武，采油六厂夺冠。", "辽南油田采油六厂"),
        ("辽南油田公司举办比武，兴隆分公司夺冠。", "辽南油田兴隆分公司"),
    ],
)
def test_a_unit_is_of_the_firm_above_it_that_was_spoken_of_last(text: str, unit: str) -> None:
    assert unit in companies(text)


def test_of_two_firms_as_likely_neither_owns_a_unit() -> None:
    assert "综采二队" not in str(companies("桂北矿业有限公司、湘西矿业有限公司参赛，综采二队夺冠。"))


@pytest.mark.parametrize("name", ["卷包车间", "化工一厂", "石景山供热分公司", "通防工区", "望江支行"])
def test_names_that_tell_not_whose_the_unit_is(name: str) -> None:
    assert is_unnamed(name)


@pytest.mark.parametrize("name", ["中铝右江分公司", "国网北京检修分公司", "西北国棉一厂", "上饶银行婺源支行"])
def test_names_that_tell_whose_the_unit_is(name: str) -> None:
    assert not is_unnamed(name)

"""Firms shown by a list, a trade, a number or a kind of shop; all firms and people are invented."""

from __future__ import annotations

import pytest

from tests.printed import names, sentence, surfaces


def companies(text: str) -> set[str]:
    return set(surfaces(sentence(text), "Company"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("来自陇上机械厂、朔越、云泽的技工到场。", {"陇上机械厂", "朔越"}),
        ("参观了朔越电子、沧朔重卡。", {"朔越电子", "沧朔重卡"}),
        ("参会的有澄泽、陇上机械厂和朔越电子。", {"澄泽", "陇上机械厂", "朔越电子"}),
    ],
)
def test_what_stands_beside_a_firm_is_one(text: str, expected: set[str]) -> None:
    assert expected <= companies(text)


@pytest.mark.parametrize("text", ["参观了朔越电子、图书馆。", "朔越电子和环卫工人都来了。"])
def test_common_words_beside_a_firm_are_none(text: str) -> None:
    assert companies(text) == {"朔越电子"}


def test_a_list_of_firms_names_no_people() -> None:
    text = "集团旗下王广济、李福堂、赵永和等6家企业派人参加。王广济的药工先登台。"
    assert {"王广济", "李福堂", "赵永和"} <= companies(text)
    assert not names(sentence(text), "Person")
    assert names(sentence("李永和、赵卫东等企业负责人先后发言。"), "Person")


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("评委、朔源监理总工程师郑立新点头。", "朔源监理"),
        ("市文联与朔业投资签约。", "朔业投资"),
        ("会上，校友企业朔匠服饰想了办法。", "朔匠服饰"),
        ("慰问组给朔茂锰业送去清凉。", "朔茂锰业"),
        ("负责保洁的金朔源物业当场整改。", "金朔源物业"),
        ("镇里的宏裕仓储来了人。", "宏裕仓储"),
        ("他进了海南橡胶。", "海南橡胶"),
        ("他在东莞朔达塑胶上班。", "东莞朔达塑胶"),
        ("他在苏州朔达塑胶上班。", "苏州朔达塑胶"),
        ("获奖的是格力电器和徐工机械。", "徐工机械"),
    ],
)
def test_a_word_and_its_trade(text: str, firm: str) -> None:
    assert firm in companies(text)


@pytest.mark.parametrize(
    "text",
    [
        "大家学习食品安全。",
        "他来到保险公司。",
        "贻贝养殖工人来了。",
        "机辆设备钳工第一名揭晓。",
        "校园更安全。",
        "持续改善营商环境、人居环境。",
        "推广预制食品、保健食品。",
        "发展冷链物流、跨境电商。",
    ],
)
def test_a_common_trade_alone_is_no_firm(text: str) -> None:
    assert companies(text) == set()


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("他进了郑州五棉。", "郑州五棉"),
        ("来自四川六建的工人。", "四川六建"),
        ("大坝由水电七局承建。", "水电七局"),
        ("设计方是铁四院。", "铁四院"),
        ("二炼钢职工都来了。", "二炼钢"),
        ("省三建的工人来了。", "省三建"),
    ],
)
def test_works_called_by_a_number(text: str, firm: str) -> None:
    assert firm in companies(text)


@pytest.mark.parametrize("text", ["他考取了一建证书。", "这只要一毛钱。", "安徽六安来了人。"])
def test_numbers_that_are_no_works(text: str) -> None:
    assert companies(text) == set()


@pytest.mark.parametrize(
    "firm",
    ["朔湖春酒家", "朔香楼火锅店", "朔记文具城", "兰州朔茂国际商业博览城", "朔记热干面馆", "“朔光”奶茶店"],
)
def test_shops_end_in_their_kind(firm: str) -> None:
    assert firm in companies(f"郑立新在{firm}上班，大家来到{firm}祝贺。")


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("他走进赵全营镇朔达物流公司。", "朔达物流公司"),
        ("他走进赵全营镇北京朔隆仪器有限公司。", "北京朔隆仪器有限公司"),
        ("他走进赵全营镇果品厂。", "赵全营镇果品厂"),
        ("龙头企业朔达客运公司介绍了经验。", "朔达客运公司"),
    ],
)
def test_a_firm_with_a_word_of_its_own_needs_nothing_in_front(text: str, firm: str) -> None:
    assert firm in companies(text)


def test_what_is_said_is_no_part_of_a_name() -> None:
    assert companies("“比我们的车间大多了！”朔越电子公司教练走了。") == {"朔越电子公司"}

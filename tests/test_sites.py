"""Works, sites, studios and local authorities; people, firms and sites are invented."""

from __future__ import annotations

import pytest

from kg.model import Class
from tests.printed import names, sentence, surfaces

Names = set[tuple[Class, str]]

# What hardly ever goes without a name of its own is called by a plain word.
SITES: list[tuple[str, Names]] = [
    ("博爱隧道昨日贯通。", {("Facility", "博爱隧道")}),
    ("演出在朝晖广场举行。", {("Facility", "朝晖广场")}),
    ("他们承建的是黔渝铁路。", {("Facility", "黔渝铁路")}),
    ("大家来到碧溪花园小区。", {("Facility", "碧溪花园小区")}),
    ("慰问组走进清源换流站。", {("Facility", "清源换流站")}),
    ("他们在柳浦工业区开了厂。", {("Facility", "柳浦工业区")}),
    ("清源镇驻村工作队走访农户。", {("Organisation", "清源镇驻村工作队")}),
    ("清源镇林业站的护林员很忙。", {("Government", "清源镇林业站")}),
    # a verb inside a department's name is part of it
    ("获奖的是大兴区工商分局消费者权益保护科。", {("Government", "大兴区工商分局消费者权益保护科")}),
    ("她是海淀区社科院的研究员。", {("Government", "海淀区社科院")}),
]

# What a work or site is like singles out none.
GENERIC = [
    "职工在街心公园散步。",
    "海底隧道打通了。",
    "购物广场里人很多。",
    "高楼大厦拔地而起。",
    "老旧小区改造完成。",
    "中国高铁走向世界。",
    "他们来到边境口岸。",
]

# The party's committee and the government behind it are two.
AUTHORITIES: list[tuple[str, set[str]]] = [
    ("在青川县委县政府的领导下，工作有序。", {"青川县委", "县政府"}),
    ("按照北仑区委区人民政府的要求办理。", {"北仑区委", "区人民政府"}),
    ("湖北省委省政府高度重视。", {"湖北省委", "省政府"}),
    ("石桥镇党委政府十分关心。", {"石桥镇党委"}),
]

# A studio is called after who leads it, whatever words the name is.
STUDIOS: list[tuple[str, str]] = [
    ("公司成立了陆海生劳模创新工作室。“我们能行。”陆海生说，陆海生今年40岁。", "陆海生劳模创新工作室"),
    ("来到向东升劳模（工匠）创新工作室，大家很忙。", "向东升劳模（工匠）创新工作室"),
    ("劳模钱有光说。钱有光国家级技能大师工作室已有8人。", "钱有光国家级技能大师工作室"),
]


@pytest.mark.parametrize(("text", "expected"), SITES)
def test_a_work_or_site_has_a_name_of_its_own(text: str, expected: Names) -> None:
    assert expected <= names(sentence(text))


@pytest.mark.parametrize("text", GENERIC)
def test_what_a_site_is_like_is_no_name(text: str) -> None:
    assert not [name for kind, name in names(sentence(text)) if kind == "Facility"]


@pytest.mark.parametrize(("text", "expected"), AUTHORITIES)
def test_committee_and_government_are_two(text: str, expected: set[str]) -> None:
    found = set(surfaces(sentence(text), "Government"))
    assert found == expected


@pytest.mark.parametrize(("text", "studio"), STUDIOS)
def test_a_studio_bears_the_name_of_who_leads_it(text: str, studio: str) -> None:
    assert ("Organisation", studio) in names(sentence(text))

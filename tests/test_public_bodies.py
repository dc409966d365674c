"""Unions' committees, offices, courts and schools in the frames of local news; the wording is invented."""

from __future__ import annotations

import pytest

from kg.model import Class
from tests.printed import names, sentence

Names = set[tuple[Class, str]]

# What a verb or a count has in front of a level is none of the name, however the tokenizer cuts.
EDGES: list[tuple[str, Names]] = [
    ("奖杯分别归市财政局、市体育局。", {("Government", "北京市财政局"), ("Government", "北京市体育局")}),
    ("青海省很大，会上请省民政厅介绍。", {("District", "青海省"), ("Government", "青海省民政厅")}),
    ("纠纷告到柯桥区法院。", {("Government", "柯桥区人民法院")}),
    ("他又上诉到市中级法院。", {("Government", "北京市中级人民法院")}),
    ("三省一市总工会派人参加。", set()),
    ("咨询电话6620145柳州市民政局。", {("Government", "柳州市民政局")}),
    (
        "主办方：柳州市总工会 柳州市应急管理局",
        {("Union", "柳州市总工会"), ("Government", "柳州市应急管理局")},
    ),
]

# A congress elects committees, which are unions' bodies of their own; a session of one is an event.
COMMITTEES: list[tuple[str, Names]] = [
    (
        "大会选举产生了清溪镇总工会第三届委员会、经费审查委员会和女职工委员会。",
        {
            ("Union", "清溪镇总工会第三届委员会"),
            ("Union", "清溪镇总工会经费审查委员会"),
            ("Union", "清溪镇总工会女职工委员会"),
        },
    ),
    ("代表们选出柳州市教育工会第六届委员会。", {("Union", "柳州市教育工会第六届委员会")}),
    ("中国海员建设工会全国委员会发来贺信。", {("Union", "中国海员建设工会全国委员会")}),
    (
        "青海省总工会换届，省总十三届常委会审议了报告。",
        {("Union", "青海省总工会"), ("Union", "青海省总工会第十三届常委会")},
    ),
    ("柳州市总工会职工服务中心开门迎客。", {("Union", "柳州市总工会职工服务中心")}),
]

# An office beside others of its place; lists that share the word for their kind.
BESIDE: list[tuple[str, Names]] = [
    (
        "柳州市财政局、民政局和体育局派队参加。",
        {("Government", "柳州市财政局"), ("Government", "柳州市民政局"), ("Government", "柳州市体育局")},
    ),
    ("柳州市很大，各地教育局干部十分忙碌。", {("District", "柳州市")}),
    (
        "由桂林、南宁、柳州总工会联合举办。",
        {("Union", "桂林市总工会"), ("Union", "南宁市总工会"), ("Union", "柳州市总工会")},
    ),
    ("由桂林、南宁两市领导介绍。", {("District", "桂林市"), ("District", "南宁市")}),
]

SCHOOLS: list[tuple[str, Names]] = [
    ("参赛的是柳州十三中和柳州五小的学生。", {("School", "柳州十三中"), ("School", "柳州五小")}),
    ("他毕业于柳州医专。", {("School", "柳州医专")}),
    ("学校加入青岩中学教育集团。", {("School", "青岩中学教育集团")}),
    ("江苏清源教育集团成立。", {("Company", "江苏清源教育集团")}),
    ("青岩附属中学高中部的学生来了。", {("School", "青岩附属中学高中部")}),
    ("青岩学院音乐系的师生来了。", {("School", "青岩学院音乐系")}),
    ("演出在柳州市举行，柳州市文化馆主办。", {("District", "柳州市"), ("Government", "柳州市文化馆")}),
]


# What bodies are called by in full; the printed form is in the text.
IN_FULL: list[tuple[str, Names]] = [
    ("柯桥法院速裁庭的法官说。", {("Government", "柯桥区人民法院")}),
    ("丰台区检察院派人到会。", {("Government", "丰台区人民检察院")}),
    ("柳州市政府发来贺信。", {("Government", "柳州市政府")}),
    (
        "柳州市很大，市政府、市委发来贺信。",
        {("District", "柳州市"), ("Government", "柳州市人民政府"), ("Government", "中共柳州市委")},
    ),
    ("柳州市政府发来贺信，市政府还派人到会。", {("Government", "柳州市政府")}),
    ("柳州市人民政府发来贺信，市政府还派人到会。", {("Government", "柳州市人民政府")}),
    (
        "大理州很美，州总工会、州妇联派人到会。",
        {
            ("District", "大理白族自治州"),
            ("Union", "大理州总工会"),
            ("Organisation", "大理州妇联"),
        },
    ),
    ("大理州总工会派人到会，州总工会又来人。", {("Union", "大理白族自治州总工会")}),
    ("广西壮族自治区柳州市总工会派人到会。", {("Union", "柳州市总工会")}),
    ("柳州市文广新局派人到会。", {("Government", "柳州市文广新局")}),
    ("鹿寨县政府发来贺信。", {("Government", "鹿寨县政府")}),
    ("柳州市自规局派人到会。", {("Government", "柳州市自然资源和规划局")}),
    ("记者从丰台区教委获悉。", {("Government", "丰台区教育委员会")}),
    ("中国曲协派人到会。", {("Organisation", "中国曲艺家协会")}),
    ("柳州市作协派人到会。", {("Organisation", "柳州市作家协会")}),
]

# What a zone calls its own bodies; its offices go as printed.
ZONES: list[tuple[str, Names]] = [
    (
        "柳州经济技术开发区党工委开会，经开区总工会、开发区管委会派人到会。",
        {
            ("Government", "柳州经济技术开发区党工委"),
            ("Union", "柳州经济技术开发区总工会"),
            ("Government", "柳州经济技术开发区管委会"),
        },
    ),
    (
        "聊城高新技术产业开发区工委开会，管委会、高新区税务局派人到会。",
        {
            ("Government", "聊城高新技术产业开发区工委"),
            ("Government", "聊城高新技术产业开发区管委会"),
            ("Government", "高新区税务局"),
        },
    ),
    ("高新区总工会派人到会。", set()),
    ("柳州市很大，管委会派人到会。", {("District", "柳州市")}),
    ("经开区城市建设局派人到会。", {("Government", "经开区城市建设局")}),
]

# A firm's party and its departments are no bodies of the state.
PARTY: list[tuple[str, Names]] = [
    ("朔越集团党委宣传部派人到会。", {("Organisation", "朔越集团党委宣传部")}),
    ("清溪镇党委派人到会。", {("Government", "清溪镇党委")}),
    ("中共柳州市委宣传部派人到会。", {("Government", "中共柳州市委宣传部")}),
]


@pytest.mark.parametrize(
    ("text", "wanted"), [*EDGES, *COMMITTEES, *BESIDE, *SCHOOLS, *IN_FULL, *ZONES, *PARTY]
)
def test_bodies_end_and_begin_where_they_do(text: str, wanted: Names) -> None:
    assert names(sentence(text)) == wanted

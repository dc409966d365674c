"""Posts that stand apart from a name, occupations, lists of those elected; people and bodies are invented."""

from __future__ import annotations

from time import perf_counter

import pytest

from kg.model import Reading
from tests.printed import names, readings, sentence

Posts = set[tuple[str, str, str | None]]
FIRM = "甘肃祁连钢铁集团有限公司"


def posts(reading: Reading) -> Posts:
    return {(p.person.name, p.post, p.org.name if p.org else None) for p in reading.posts}


APART: list[tuple[str, Posts]] = [
    (
        "丁保国，男，1968年3月生，中共党员，兰州市公安局西固分局民警。",
        {("丁保国", "民警", "兰州市公安局西固分局")},
    ),
    ("先进个人马秀英，女，回族，现任福州临湖小学校长。", {("马秀英", "校长", "福州临湖小学")}),
    (
        f"丁保国1990年参加工作，1995年入党，历任{FIRM}工会干事、兰州市总工会副主席。",
        {("丁保国", "干事", f"{FIRM}工会"), ("丁保国", "副主席", "兰州市总工会")},
    ),
    (f"台上的丁保国没有带讲稿。他是{FIRM}的焊工。", {("丁保国", "焊工", FIRM)}),
    (f"作为{FIRM}的一名焊工，丁保国每天要焊三百条缝。", {("丁保国", "焊工", FIRM)}),
    (f"在{FIRM}做炊事员的马秀英领到两张票。", {("马秀英", "炊事员", FIRM)}),
    ("到场的有江城凌朔大酒店（总厨 马建国）。", {("马建国", "总厨", "江城凌朔大酒店")}),
]


@pytest.mark.parametrize(("text", "expected"), APART)
def test_posts_that_a_clause_of_its_own_tells(text: str, expected: Posts) -> None:
    assert posts(sentence(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"丁保国和马秀英都来了。他是{FIRM}的焊工。",  # which of them?
        f"丁保国，男，1968年3月生，中共党员，爱好书法，与{FIRM}的焊工是邻居。",
        f"作为{FIRM}的一项活动，丁保国每周讲一课。",
    ],
)
def test_clauses_that_tell_no_ones_post(text: str) -> None:
    assert posts(sentence(text)) == set()


@pytest.mark.parametrize(
    "occupation",
    [
        "民警",
        "社区民警",
        "老板",
        "厨师长",
        "行政总厨",
        "值班站长",
        "转炉炉长",
        "会计",
        "研究生",
        "首席科学家",
        "前锋",
    ],
)
def test_what_one_does_at_the_body_in_front_is_a_post(occupation: str) -> None:
    assert posts(sentence(f"{FIRM}{occupation}丁保国说。")) == {("丁保国", occupation, FIRM)}


def test_lines_of_those_elected_go_on_with_the_body_of_the_line_above() -> None:
    text = "石桥村村委会主任：丁保国\n委员：马秀英、林文海\n\n柳林村村委会主任：冯国栋\n"
    [reading] = readings(f"# 新一届村委会名单公布\n\n近日，石桥镇公布选举结果。\n\n{text}")
    told = {(who, post, (body or "")[-6:]) for who, post, body in posts(reading)}
    assert told >= {
        ("丁保国", "主任", "石桥村村委会"),
        ("马秀英", "委员", "石桥村村委会"),
        ("林文海", "委员", "石桥村村委会"),
        ("冯国栋", "主任", "柳林村村委会"),
    }


ROLL = """# 2024年江城五一劳动奖揭晓

4月28日，江城市总工会公布名单。

江城五一劳动奖章
丁 伟　　江城凌朔电器股份有限公司模具钳工
马秀英(女，回族)  江城市第一医院重症医学科(中心 ICU)医生
林文海  江城市实验小学副校长
获得江城市工人先锋号的是：
江城凌朔公交公司二车队
"""


def test_each_line_of_a_roll_is_a_winner_with_a_post() -> None:
    [reading] = readings(ROLL)
    told = {(who, post) for who, post, _ in posts(reading)}
    assert told == {("丁伟", "模具钳工"), ("马秀英", "医生"), ("林文海", "副校长")}
    assert "模具钳工\n马秀英" in reading.article.text.text


CONGRESS = (
    "# 凌朔水务集团工会第三次会员代表大会召开\n\n8月27日，凌朔水务集团工会第三次会员代表大会召开。会议通过了"
    "集团工会第二届委员会的工作报告。大会选举产生了集团工会第三届委员会、经费审查委员会和女职工委员会，丁保国当选主席，马秀英当选副主席。\n"
)


def test_the_union_of_a_congress_is_meant_by_its_short_name_and_its_officers_are_the_unions() -> None:
    [reading] = readings(CONGRESS)
    union = "凌朔水务集团工会"
    assert ("Union", f"{union}第三届委员会") in names(reading, "Union")
    assert posts(reading) == {("丁保国", "主席", union), ("马秀英", "副主席", union)}


def test_a_new_committee_and_a_new_officer_are_called_as_before() -> None:
    text = f"{FIRM}新当选工会主席丁保国讲话，马秀英当选新一届工会委员会委员。"
    assert {post for _, post, _ in posts(sentence(text))} == {"工会主席", "工会委员会委员"}


def test_nothing_is_part_of_itself() -> None:
    reading = sentence("清河街道工会服务站开展“夏日送清凉”活动。")
    assert all(r.subject.name != r.object.name for r in reading.relations)


def test_a_life_made_to_keep_a_pattern_busy_is_read_at_once() -> None:
    begin = perf_counter()
    sentence(f"丁保国，男，{'1990年生人，' * 60}。")
    assert perf_counter() - begin < 10

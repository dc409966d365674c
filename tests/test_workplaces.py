"""Posts whose title names no body of its own, and those behind the name; people and bodies are invented."""

from __future__ import annotations

import pytest

from tests.printed import sentence

Posts = set[tuple[str, str, str | None]]
FIRM = "甘肃祁连钢铁集团有限公司"
MINE = "山西东岭煤矿"


def posts(text: str) -> Posts:
    return {(p.person.name, p.post, p.org.name if p.org else None) for p in sentence(text).posts}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"{FIRM}表彰劳模。兰州市总工会副主席马占山讲话，集团党委副书记丁保国出席。",
            {("马占山", "副主席", "兰州市总工会"), ("丁保国", "党委副书记", FIRM)},
        ),
        (f"{FIRM}复产。公司总工程师马建国说。", {("马建国", "总工程师", FIRM)}),
        (f"{MINE}复工复产。矿党委书记冯国栋说。", {("冯国栋", "党委书记", MINE)}),
        (f"{MINE}复工。天刚亮，{MINE}的灯亮了。瓦斯检查员丁保国下井。", {("丁保国", "瓦斯检查员", MINE)}),
        ("福州市第一医院开展义诊。急诊科护士长林秀英介绍。", {("林秀英", "急诊科护士长", "福州市第一医院")}),
        ("兰考县人民法院开庭。接待当事人的法官郭秀英说。", {("郭秀英", "法官", "兰考县人民法院")}),
        ("福州临湖小学举行运动会。校长林文海致辞。", {("林文海", "校长", "福州临湖小学")}),
        (
            "苏州凌湖客运有限公司发车。苏州凌湖客运有限公司有40条线。39路驾驶员马建国说。",
            {("马建国", "39路驾驶员", "苏州凌湖客运有限公司")},
        ),
    ],
)
def test_a_post_is_at_the_body_that_the_article_is_about(text: str, expected: Posts) -> None:
    assert posts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRM}和山东齐悦食品有限公司签约。质检员丁保国说。",  # whose?
        f"{FIRM}复产。质检员丁保国说。",  # named once: in passing?
        f"{FIRM}复产。{FIRM}备料足。护士长林秀英说。",  # a firm has none
        f"{FIRM}复产。{FIRM}备料足。快递员马建国说。",  # nor those
        f"兰州市总工会到车站慰问，随后走访群众，听取大家对工会工作的意见和建议，还为大家送去了饮用水、毛巾和防暑药品，把关怀送到一线，"
        f"让大家感受到工会的温暖。工会干部还宣讲了政策，发放了宣传册，解答了大家提出的问题，受到欢迎。下午到{FIRM}。焊接工马建国说。",
    ],
)
def test_a_job_at_no_one_certain_is_no_post(text: str) -> None:
    assert not {post for _, post, _ in posts(text)} & {"质检员", "护士长", "快递员", "焊接工"} or posts(
        text
    ) == {("林秀英", "护士长", None)}


def test_a_generic_word_that_means_nothing_named_leaves_the_post_alone() -> None:
    told = posts("兰州市总工会副主席马占山到场，总厂党委书记、厂长丁保国陪同。")
    assert {org for who, _, org in told if who == "丁保国"} == {None}


def test_who_heads_a_place_heads_the_place_and_not_its_committee() -> None:
    told = posts("兰考县委副书记、县长冯国栋讲话。")
    assert told == {("冯国栋", "副书记", "兰考县委"), ("冯国栋", "县长", "兰考县")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("兰州市财政局马占山处长授课。", {("马占山", "处长", "兰州市财政局")}),
        (f"马建国（{FIRM}炼钢工）当选。", {("马建国", "炼钢工", FIRM)}),
        (f"陈玉兰，{FIRM}工程师，今年获奖。", {("陈玉兰", "工程师", FIRM)}),
        (f"陈玉兰在{FIRM}当质检员，干了20年。", {("陈玉兰", "质检员", FIRM)}),
        (f"陈玉兰原是{FIRM}的钳工。", {("陈玉兰", "钳工", FIRM)}),
    ],
)
def test_posts_behind_the_name(text: str, expected: Posts) -> None:
    assert posts(text) == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"{FIRM}傣族焊工马建国说。", "焊工"),
        (f"{FIRM}青海籍焊工马建国说。", "焊工"),
        (f"{FIRM}老焊工马建国说。", "焊工"),
        ("郑立新、民族工作部部长林文海说。", "民族工作部部长"),
    ],
)
def test_what_a_person_is_beside_the_post_is_none_of_it(text: str, title: str) -> None:
    assert {post for _, post, _ in posts(text)} == {title}


def test_deputies_of_a_party_committee_share_the_title() -> None:
    told = posts(f"{FIRM}团委副书记马建国、丁保国出席。")
    assert {who for who, _, _ in told} == {"马建国", "丁保国"}

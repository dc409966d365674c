"""Forms in which posts are told: inverted, at a party committee, by years; people and bodies are invented."""

from __future__ import annotations

import pytest

from kg.model import Entity
from kg.relations.held import beside_party
from tests.printed import readings, sentence

Posts = set[tuple[str, str, str | None]]
FIRM = "甘肃祁连钢铁集团有限公司"


def posts(text: str) -> Posts:
    return {(p.person.name, p.post, p.org.name if p.org else None) for p in sentence(text).posts}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"石桥镇工会服务站揭牌，站长由{FIRM}工会副主席丁保国兼任。",
            {("丁保国", "站长", "石桥镇工会服务站"), ("丁保国", "副主席", f"{FIRM}工会")},
        ),
        ("福州临湖学院开学，副院长是福州市总工会副主席林秀英。", {("林秀英", "副院长", "福州临湖学院")}),
        (f"{FIRM}复产，其工会主席由丁保国担任。", {("丁保国", "工会主席", FIRM)}),
        (
            f"{FIRM}成立由丁保国任组长的产改工作领导小组。",
            {("丁保国", "组长", "产改工作领导小组")},
        ),
        ("队长由丁保国、马秀英担任。", {("丁保国", "队长", None), ("马秀英", "队长", None)}),
        (
            f"兰州市总工会副主席马占山到场，祁连行业工会联合会成立，{FIRM}丁保国当选首届主席。",
            {("丁保国", "主席", "祁连行业工会联合会")},
        ),
        ("福州市第一医院义诊，林秀英挂职福州市第一医院副院长。", {("林秀英", "副院长", "福州市第一医院")}),
        (
            "免去林秀英同志福州市总工会四级调研员职级。",
            {("林秀英", "四级调研员", "福州市总工会")},
        ),
    ],
)
def test_posts_named_before_who_holds_them_and_posts_given(text: str, expected: Posts) -> None:
    assert posts(text) >= expected


@pytest.mark.parametrize(
    "text",
    [
        "我们班主任是丁保国的邻居马秀英。",
        f"{FIRM}的班长由丁保国推荐马秀英。",
        "林秀英副院长是马秀英的姐姐。",
    ],
)
def test_clauses_that_name_a_post_of_no_one(text: str) -> None:
    assert "inverted" not in {post.rule for post in sentence(text).posts}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "和平街社区党委书记、居委会主任林秀英讲话。",
            {("林秀英", "书记", "和平街社区党委"), ("林秀英", "居委会主任", "和平街社区")},
        ),
        (
            "石桥镇党委书记、镇长林秀英讲话。",
            {("林秀英", "书记", "石桥镇党委"), ("林秀英", "镇长", "石桥镇")},
        ),
        (
            "福州市总工会党组成员、经费审查委员会主任林秀英讲话。",
            {
                ("林秀英", "党组成员", "福州市总工会"),
                ("林秀英", "经费审查委员会主任", "福州市总工会"),
            },
        ),
        (
            f"{FIRM}工会主席、生产副总丁保国介绍。",
            {("丁保国", "主席", f"{FIRM}工会"), ("丁保国", "生产副总", FIRM)},
        ),
        (
            f"{FIRM}工会开会。{FIRM}维修厂厂长丁保国、工会主席马占山参加。",
            {("丁保国", "厂长", f"{FIRM}维修厂"), ("马占山", "工会主席", f"{FIRM}维修厂")},
        ),
    ],
)
def test_a_committee_has_secretaries_and_members_and_a_firm_its_managers(text: str, expected: Posts) -> None:
    assert posts(text) == expected


@pytest.mark.parametrize(
    ("committee", "title", "body"),
    [
        ("福州市民政局党委", "副局长", "福州市民政局"),
        ("福州市民政局党委", "宣传部部长", "福州市民政局党委"),
        ("祁连产业园党工委", "管委会主任", "祁连产业园"),
        ("中共石桥县委", "县长", "石桥县"),
    ],
)
def test_whose_a_post_is_that_follows_one_at_a_party_committee(committee: str, title: str, body: str) -> None:
    assert beside_party(Entity("Government", committee), title, []).name == body


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("石桥社区爱心驿站开门，站长林秀英说。", ("林秀英", "站长", "石桥社区爱心驿站")),
        ("福州临湖小学地处山区。校长林文海每周家访。", ("林文海", "校长", "福州临湖小学")),
        (
            f"{FIRM}与山东齐悦食品有限公司和解。{FIRM}交货。公司董事长丁保国说。",
            ("丁保国", "董事长", FIRM),
        ),
    ],
)
def test_a_bare_title_is_of_the_body_that_the_sentence_names(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert posts(text) == {expected}


def test_a_bullet_is_no_part_of_a_post() -> None:
    assert posts("●站长林秀英说，欢迎大家常来坐坐。") == {("林秀英", "站长", None)}


@pytest.mark.parametrize(
    "text",
    [
        "福州临湖小学和福州石桥小学联欢。校长林文海致辞。",  # of which?
        "福州石桥小学捐书。福州临湖小学领书。校长林文海致辞。",
        # another report of a column
        "■石桥社区爱心驿站开门迎客，二十位居民当天到场。\n■站长林秀英说，欢迎大家常来坐坐，喝一口热水。",
    ],
)
def test_a_bare_title_of_no_one_body(text: str) -> None:
    assert {org for _, _, org in posts(text)} <= {None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"他叫丁保国，{FIRM}炼钢车间班长、高级技师，今年40岁。", {"班长", "高级技师"}),
        (f"到场的有丁保国（{FIRM}班长、高级技师）。", {"班长", "高级技师"}),
        (f"丁保国当过兵，2018年起兼任{FIRM}工会副主席（兼职），住在厂里。", {"副主席"}),
        (f"丁保国忙了一夜。作为{FIRM}的班长，他没有歇。", {"班长"}),
        (f"丁保国很高兴。他高票当选{FIRM}工会主席。", {"主席"}),
        (f"丁保国，男，侗族，1980年生，{FIRM}（兰州）炼钢车间班长。", {"班长"}),
        (f"{FIRM}高级技师、“陇原工匠”丁保国说。", {"高级技师"}),
        (f"{FIRM}第三代班长仡佬族小伙儿丁保国说。", {"班长"}),
        (f"{FIRM}（以下简称“祁连钢铁”）工会主席丁保国说。", {"工会主席"}),
        (f"{FIRM}党委书记、厂长（兼）丁保国说。", {"党委书记", "厂长"}),
        (f"{FIRM}首席代表丁保国说。", {"首席代表"}),
        (f"{FIRM}去年首批讲解员丁保国说。", {"讲解员"}),
    ],
)
def test_titles_behind_a_name_and_words_around_them(text: str, expected: set[str]) -> None:
    assert {post for who, post, _ in posts(text) if who == "丁保国"} == expected


def test_what_stands_between_commas_may_be_of_the_next_in_a_list() -> None:
    told = posts(f"出席的有丁保国，{FIRM}党委委员、副总经理，福州市总工会主席林秀英。")
    assert {post for who, post, _ in told if who == "丁保国"} == set()


def test_rows_with_columns_for_sex_and_people() -> None:
    rows = "1　丁保国　男　侗族　兰州石桥机械厂电工\n\n2　马秀英　女　回族　福州临湖小学校长\n"
    [reading] = readings(f"# 先进个人公示\n\n近日，石桥镇公示名单。\n\n{rows}")
    told = {(p.person.name, p.post, p.org.name) for p in reading.posts if p.org}
    assert told == {("丁保国", "电工", "兰州石桥机械厂"), ("马秀英", "校长", "福州临湖小学")}


def test_a_heading_tells_what_those_below_it_are() -> None:
    members = "兰州市总工会第九届经费审查委员会委员名单\n\n（共2名）\n\n马秀英（女，回族）　丁保国\n"
    lawyers = "律师（2人）：\n林文海　福州临湖律师事务所\n林秀英　福州石桥律师事务所\n"
    [reading] = readings(f"# 名单公布\n\n近日，兰州市总工会公布名单。\n\n{members}\n（略）\n\n{lawyers}")
    told = {(p.person.name, p.post, p.org.name) for p in reading.posts if p.org}
    audit = "兰州市总工会第九届经费审查委员会"
    assert told == {
        ("马秀英", "委员", audit),
        ("丁保国", "委员", audit),
        ("林文海", "律师", "福州临湖律师事务所"),
        ("林秀英", "律师", "福州石桥律师事务所"),
    }


def test_one_who_is_invited_is_not_of_the_body_that_invites() -> None:
    assert posts("福州市总工会请来律师林秀英讲课。") == set()

"""Names brought together across articles: what must join, what never may, whatever the order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.corpus import lexicon
from kg.corpus.decisions import Decision, Decisions, decided
from kg.corpus.groups import settle
from kg.corpus.lexicon import Lexicon, learn, merged
from kg.corpus.never import forbidden
from kg.model import Article, Class, Entity, Link, Mention, Reading, Source
from kg.readings import open_store
from tests.graphs import passage
from tests.samples import gold_readings

Name = tuple[Class, str]
Said = Name | tuple[Class, str, str]
"""(class, canonical name) or (class, canonical name, words as printed)"""


def reading(number: int, *names: Said) -> Reading:
    """An article that names each."""
    text, links = "", []
    for kind, name, *printed in names:
        surface = printed[0] if printed else name
        mention = Mention("text", len(text), len(text) + len(surface), surface, kind, "suffix")
        links.append(Link(mention, Entity(kind, name), "written out" if printed else "same"))
        text += surface + "。"
    article = Article("样张.txt", number, "news", passage("题目"), passage(text or "。"))
    return Reading(article, tuple(links))


def learned(*articles: Sequence[Said]) -> Lexicon:
    readings = [reading(number, *names) for number, names in enumerate(articles, 1)]
    return reduce(merged, map(learn, readings), Lexicon())


def now(found: Lexicon, kind: Class, name: str, decisions: Decisions = Decisions()) -> str | None:  # noqa: B008
    """What a name stands for."""
    identities = settle(found, decisions).identities
    entity = Entity(kind, name)
    return identities[entity].entity.name if entity in identities else name  # type: ignore[union-attr]


JOINED: list[tuple[list[list[Said]], Class, str, str]] = [
    # another article writes the short form out
    (
        [[("School", "北京师范大学", "北师大")], [("Union", "北师大工会")]],
        "Union",
        "北师大工会",
        "北京师范大学工会",
    ),
    (
        [[("Company", "宏远精密机械股份有限公司", "宏远精机")], [("Company", "宏远精机")]],
        "Company",
        "宏远精机",
        "宏远精密机械股份有限公司",
    ),
    # the same place, said with more or less above it
    (
        [[("Union", "重庆市南川区总工会")], [("Union", "南川区总工会")]],
        "Union",
        "南川区总工会",
        "重庆市南川区总工会",
    ),
    (
        [[("Government", "济宁市任城区教育局")], [("Government", "任城区教育局")]],
        "Government",
        "任城区教育局",
        "济宁市任城区教育局",
    ),
    # a firm by core and place
    (
        [[("Company", "北京宏远通达货运有限公司")], [("Company", "宏远通达货运公司")]],
        "Company",
        "宏远通达货运公司",
        "北京宏远通达货运有限公司",
    ),
    # the same words with other marks
    (
        [[("Initiative", "“安康杯”竞赛")], [("Initiative", "安康杯竞赛")]],
        "Initiative",
        "安康杯竞赛",
        "“安康杯”竞赛",
    ),
]


@pytest.mark.parametrize(("articles", "kind", "name", "full"), JOINED)
def test_what_other_articles_make_clear_is_joined(
    articles: list[list[Said]], kind: Class, name: str, full: str
) -> None:
    assert now(learned(*articles), kind, name) == full
    assert now(learned(*reversed(articles)), kind, name) == full


APART: list[list[Name]] = [
    [("Union", "通州区总工会"), ("Union", "平谷区总工会")],
    [("Union", "喀什市总工会"), ("Union", "喀什地区总工会")],
    [("Union", "北京市总工会"), ("Union", "北京市教育工会")],
    [("Union", "宏远货运公司工会"), ("Company", "宏远货运公司")],
    [("Company", "北京宏远货运有限公司"), ("Company", "上海宏远货运有限公司")],
    [("Company", "北京宏远货运有限公司"), ("Company", "上海宏远货运有限公司"), ("Company", "宏远货运公司")],
    [("Company", "宏远货运集团有限公司"), ("Company", "宏远货运集团有限公司朝阳分公司")],
    [("School", "银川第二小学"), ("School", "银川第十二小学")],
    [("Event", "北京市工会第十四次代表大会"), ("Event", "北京市工会第十五次代表大会")],
    [("Company", "中铁四局"), ("Company", "中铁六局")],
    [("Facility", "丹巴县八宝山街道暖心驿站"), ("Facility", "元氏县八宝山街道暖心驿站")],
    [("Facility", "朝阳区八宝山街道驿站"), ("Facility", "石景山区八宝山街道驿站")],
    [("District", "朝阳市"), ("District", "朝阳区")],
    [("Person", "张伟"), ("Person", "张韦")],
]


@pytest.mark.parametrize("names", APART)
def test_what_only_looks_alike_stays_apart(names: list[Name]) -> None:
    assert settle(learned(*([name] for name in names)), Decisions()).identities == {}


NEVER: list[tuple[Name, Name, str]] = [
    (("Union", "通州区总工会"), ("Union", "平谷区总工会"), "两地不同"),
    (("Union", "北京市总工会"), ("Union", "海淀区总工会"), "行政级别不同"),
    (("Union", "喀什市总工会"), ("Union", "喀什地区总工会"), "行政级别不同"),
    (("Union", "宏远公司工会"), ("Company", "宏远公司"), "类别不同"),
    (("Union", "北京市总工会"), ("Union", "北京市总工会女职工委员会"), "下属"),
    (("Company", "北京宏远货运公司"), ("Company", "上海宏远货运公司"), "两地不同"),
    (("School", "银川第二小学"), ("School", "银川第十二小学"), "序号不同"),
    (("Facility", "丹巴县八宝山街道暖心驿站"), ("Facility", "元氏县八宝山街道暖心驿站"), "两地不同"),
    (("Facility", "朝阳区八宝山街道驿站"), ("Facility", "石景山区八宝山街道驿站"), "两地不同"),
    (("Union", "丹巴县人民街道总工会"), ("Union", "元氏县人民街道总工会"), "两地不同"),
    (("Union", "北京市总工会"), ("Union", "北京市教育工会"), "地方工会与其他工会不同"),
]


@pytest.mark.parametrize(("one", "other", "reason"), NEVER)
def test_never_one_and_why(one: Name, other: Name, reason: str) -> None:
    assert reason in (forbidden(Entity(*one), Entity(*other)) or "")
    assert forbidden(Entity(*one), Entity(*other)) == forbidden(Entity(*other), Entity(*one))


def test_places_of_one_name_are_two_by_what_lies_above_them() -> None:
    one, other = (Entity("Union", "和平区总工会", city) for city in ("沈阳市", "天津市"))
    assert forbidden(one, other)
    assert not forbidden(one, Entity("Union", "沈阳市和平区总工会", "沈阳市"))


def test_a_short_form_that_two_bodies_have_is_left_to_people() -> None:
    found = learned(
        [("Company", "宏远精密机械有限公司", "宏远精机")],
        [("Company", "宏远精工机电有限公司", "宏远精机")],
        [("Company", "宏远精机")],
    )
    told = settle(found, Decisions())
    assert told.identities == {}
    assert {d.second.name for d in told.doubts if d.first.name == "宏远精机"} >= {
        "宏远精密机械有限公司",
        "宏远精工机电有限公司",
    }


def test_a_short_form_of_everyones_words_is_left_to_people() -> None:
    found = learned([("Government", "北京市河湖流域管理事务中心", "流域中心")], [("Government", "流域中心")])
    assert now(found, "Government", "流域中心") == "流域中心"


def test_a_name_behind_another_bodys_name_may_be_another_body() -> None:
    taught = ("School", "北京青禾大学宏远管理学院", "宏远管理学院")
    found = learned([taught], [("School", "宏远管理学院")])  # type: ignore[list-item]
    assert now(found, "School", "宏远管理学院") == "宏远管理学院"
    assert settle(found, Decisions()).doubts


def test_a_short_form_means_no_firm_of_another_province() -> None:
    teaching: list[Said] = [("Company", "北京宏远精密机械有限公司", "宏远精机")]
    there: list[Said] = [("Company", "宏远精机"), ("District", "云南省")]
    assert now(learned(teaching, there), "Company", "宏远精机") == "宏远精机"


def test_a_class_is_settled_by_majority_a_tie_by_people() -> None:
    many: list[list[Name]] = [[("Company", "蓝天出租")]] * 3
    most = settle(learned(*many, [("Organisation", "蓝天出租")]), Decisions())
    assert most.identities[Entity("Organisation", "蓝天出租")].entity == Entity("Company", "蓝天出租")
    tie = settle(learned([("Company", "蓝天出租")], [("Organisation", "蓝天出租")]), Decisions())
    assert tie.identities == {} and [d.rule for d in tie.doubts] == ["two classes"]
    one, other = ("Company", "蓝天出租"), ("Organisation", "蓝天出租")
    for action in ("same", "different"):
        told = decided([decision(action, one, other)], "here")  # type: ignore[arg-type]
        assert settle(learned([one], [other]), told).doubts == []  # type: ignore[list-item]
    gone = decided([decision("drop", one)], "here")  # type: ignore[arg-type]
    assert settle(learned([one], [other]), gone).doubts == []  # type: ignore[list-item]
    other_kind = settle(learned(*many, [("Person", "蓝天出租")]), Decisions())
    assert other_kind.identities == {}


def decision(action: str, one: Name, other: Name | None = None, line: int = 0) -> Decision:
    second = Entity(*other) if other else None
    return Decision(action, Entity(*one), second, "王", "2024-05-31", "", line)  # type: ignore[arg-type]


def test_decisions_come_first() -> None:
    found = learned(*JOINED[1][0], [("Company", "宏远")])
    short, full = ("Company", "宏远精机"), ("Company", "宏远精密机械股份有限公司")
    apart = decided([decision("different", short, full)], "here")  # type: ignore[arg-type]
    assert now(found, "Company", "宏远精机", apart) == "宏远精机"
    same = decided([decision("same", ("Company", "宏远"), full)], "here")  # type: ignore[arg-type]
    assert now(found, "Company", "宏远", same) == full[1]
    alias = decided([decision("alias", ("Company", "宏远"), full)], "here")  # type: ignore[arg-type]
    assert now(found, "Company", "宏远", alias) == full[1]
    dropped = settle(found, decided([decision("drop", ("Company", "宏远"))], "here"))
    assert dropped.identities[Entity("Company", "宏远")].entity is None
    changed = settle(found, decided([decision("class", ("Company", "宏远"), ("Platform", "宏远"))], "here"))
    assert changed.identities[Entity("Company", "宏远")].entity == Entity("Platform", "宏远")


def test_a_decision_that_joins_spares_no_rule_for_the_rest_of_the_group() -> None:
    """A firm decided to be the one in 北京 does not draw in the one in 上海 by its core."""
    found = learned(
        [("Company", "宏远货运公司")],
        [("Company", "北京宏远货运有限公司")],
        [("Company", "上海宏远货运有限公司")],
    )
    same = decided(
        [decision("same", ("Company", "宏远货运公司"), ("Company", "北京宏远货运有限公司"))], "here"
    )
    assert now(found, "Company", "宏远货运公司", same) == "北京宏远货运有限公司"
    assert now(found, "Company", "上海宏远货运有限公司", same) == "上海宏远货运有限公司"


def test_names_in_decisions_that_no_article_has_are_told() -> None:
    told = settle(learned(), decided([decision("drop", ("Company", "无名公司"))], "here"))
    assert told.unknown == [Entity("Company", "无名公司")]


PLACES = [
    "",
    "北京",
    "北京市",
    "上海市",
    "重庆市南川区",
    "南川区",
    "平谷",
    "平谷区",
    "通州区",
    "喀什市",
    "喀什地区",
]
CORES = ["", "宏远货运", "宏远", "第二", "第十二"]
TAILS: list[tuple[Class, str]] = [
    ("Union", "总工会"),
    ("Union", "工会"),
    ("Union", "公司工会"),
    ("Company", "公司"),
    ("Company", "有限公司"),
    ("Company", "集团有限公司"),
    ("Company", "有限公司朝阳分公司"),
    ("School", "小学"),
    ("Organisation", "协会"),
    ("District", ""),
]


def _name(place: str, core: str, tail: tuple[Class, str]) -> Name:
    return tail[0], (place + core + tail[1]) or "宏远"


names = st.builds(_name, st.sampled_from(PLACES), st.sampled_from(CORES), st.sampled_from(TAILS))
mentions = names | st.tuples(names, st.sampled_from(["宏远", "宏远货运", "南川工会"])).map(
    lambda told: (*told[0], told[1])
)
corpora = st.lists(st.lists(mentions, max_size=4), max_size=8)


@given(corpora, st.randoms(use_true_random=False), st.integers(1, 4))
@settings(deadline=None)
def test_any_order_and_any_parting_of_the_articles_gives_the_same_entities(
    articles: list[list[Name]], chance: object, parts: int
) -> None:
    readings = [reading(number, *found) for number, found in enumerate(articles, 1)]
    whole = settle(reduce(merged, map(learn, readings), Lexicon()), Decisions())
    chance.shuffle(readings)  # type: ignore[attr-defined]
    shares = [reduce(merged, map(learn, readings[n::parts]), Lexicon()) for n in range(parts)]
    assert settle(reduce(merged, shares, Lexicon()), Decisions()) == whole


@given(corpora, corpora, corpora)
@settings(deadline=None, max_examples=50)
def test_lexicons_add_up_in_any_order(a: list[list[Name]], b: list[list[Name]], c: list[list[Name]]) -> None:
    one, two, three = (learned(*articles) for articles in (a, b, c))
    assert merged(one, two) == merged(two, one)
    assert merged(merged(one, two), three) == merged(one, merged(two, three))
    assert merged(one, Lexicon()) == one


@given(corpora)
@settings(deadline=None)
def test_nothing_is_ever_joined_that_must_not_be(articles: list[list[Name]]) -> None:
    identities = settle(learned(*articles), Decisions()).identities
    groups: dict[Entity, list[Entity]] = {}
    for entity, found in identities.items():
        assert found.entity
        assert found.entity not in identities, "a name leads on in one step"
        groups.setdefault(found.entity, [found.entity]).append(entity)
    for members in groups.values():
        assert not [(a, b) for a in members for b in members if a != b and forbidden(a, b)]


def test_the_store_adds_up_to_what_its_readings_teach() -> None:
    readings = gold_readings()
    with TemporaryDirectory() as folder, open_store(Path(folder, "readings.duckdb")) as store:
        pages = sorted({r.article.page for r in readings})
        batch = [
            (Source(page, "utf-8", "0"), [r for r in readings if r.article.page == page]) for page in pages
        ]
        store.replace(batch, fingerprint="x")
        assert lexicon(store.select) == reduce(merged, map(learn, readings), Lexicon())

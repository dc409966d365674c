"""Search by characters, pinyin, initials and mixtures, ranked; suggestions for what is not there."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Class
from kg.site.index import Headline, Index, Known
from kg.site.search import Search, folded

PEOPLE = ("单霁翔", "区志航", "张良", "长孙明", "Ｔ3车队")


@cache
def search() -> Search:
    rows: list[tuple[str, Class, tuple[str, ...], int]] = [
        ("通州区总工会", "Union", ("通州工会",), 5),
        ("北京市总工会", "Union", ("市总工会", "市总"), 9),
        ("北京市总工会干部学院", "School", (), 1),
        ("通州区", "District", ("通州",), 3),
        ("CBA联赛", "Event", (), 1),
        ("绿色出行", "Initiative", (), 1),
        *((name, "Person", (), 1) for name in PEOPLE),
    ]
    entities = {f"e/{n}": Known(f"e/{n}", *row[:2], "", *row[2:]) for n, row in enumerate(rows)}
    articles = {"a/1": Headline("a/1", "通州区总工会送温暖", "p", "p.txt", 1, "2024-01-02")}
    return Search(Index(entities, articles))


def names(query: str) -> list[str]:
    return [hit.known.label for hit in search().find(query).hits]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("通州", "通州区"),  # one of its names is the same
        ("通州区总工会", "通州区总工会"),
        ("市总", "北京市总工会"),
        ("tongzhouqu", "通州区"),
        ("Tōngzhōu qū", "通州区"),
        ("tzqzgh", "通州区总工会"),
        ("bjszgh", "北京市总工会"),
        ("beijingszgh", "北京市总工会"),
        ("zhang liang", "张良"),
        ("zhanglia", "张良"),
        ("shanjixiang", "单霁翔"),  # a surname's own reading
        ("ouzhihang", "区志航"),
        ("changsun", "长孙明"),
        ("zhangsun", "长孙明"),
        ("cba联赛", "CBA联赛"),
        ("cbaliansai", "CBA联赛"),
        ("lvse", "绿色出行"),
        ("lüse", "绿色出行"),
        ("t3", "Ｔ3车队"),
        ("tongzhou区", "通州区"),
        ("工会 通州", "通州区总工会"),
    ],
)
def test_the_best_answer_comes_first(query: str, first: str) -> None:
    assert names(query)[0] == first


def test_a_whole_name_beats_a_beginning_and_that_what_is_inside() -> None:
    assert names("北京市总工会") == ["北京市总工会", "北京市总工会干部学院"]
    assert names("总工会")[:2] == ["北京市总工会", "通州区总工会"]  # of equals, the most named


def test_a_hit_says_by_which_name_it_was_found() -> None:
    hit = search().find("市总").hits[0]
    assert (hit.known.label, hit.name) == ("北京市总工会", "市总")


def test_headlines_are_found_and_classes_counted() -> None:
    found = search().find("通州")
    assert [one.title for one in found.articles] == ["通州区总工会送温暖"]
    assert found.classes() == {"Union": 1, "District": 1}


@pytest.mark.parametrize("query", ["", "  ", "龘", "qqqqqqqq", "\n", "通州\x00", "%", "'"])
def test_nothing_found_is_no_error(query: str) -> None:
    assert names(query) == []


def test_what_is_not_there_suggests_what_looks_like_it() -> None:
    assert search().suggest("通州总工会")[0].label == "通州区总工会"
    assert search().suggest("") == []


@given(st.sampled_from([known.label for known in search().known.entities.values()]))
def test_every_name_finds_its_entity(name: str) -> None:
    assert name in names(name)


@given(st.text(max_size=120))
def test_no_words_break_the_search(query: str) -> None:
    found = search().find(query)
    assert all(0 < hit.score <= 3 for hit in found.hits)
    scores = [hit.score for hit in found.hits]
    assert scores == sorted(scores, reverse=True)


def test_width_case_and_blanks_make_no_difference() -> None:
    assert folded("Ｃ b\u3000A") == "cba"

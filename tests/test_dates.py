"""Dates in the text, against the date of the issue."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.config import load_config
from kg.dates import dates
from kg.model import Article, Passage
from kg.pipeline import study
from tests.printed import page

ISSUED = "2022-11-16"


def found(text: str, issued: str | None = ISSUED) -> list[tuple[str, str | None]]:
    article = Article("p.txt", 1, "news", Passage("", ((0, 0),)), Passage(text, ((0, 0),)), date=issued)
    return [(each.surface, each.value) for each in dates(article)]


KNOWN_YEAR: list[tuple[str, str | None]] = [
    ("2021年5月1日", "2021-05-01"),
    ("2021年05月01日", "2021-05-01"),
    ("2021年5月1号", "2021-05-01"),
    ("1998年7月", "1998-07"),
    ("2019年", "2019"),
    ("2020年2月29日", "2020-02-29"),
    ("2021年2月29日", None),
    ("2022年11月30日至12月2日", "2022-11-30/2022-12-02"),
    ("2022年3月5日至8日", "2022-03-05/2022-03-08"),
    ("近日", None),
    ("日前", None),
]
BY_ISSUE: list[tuple[str, str]] = [
    ("11月14日", "2022-11-14"),
    ("11月16日", "2022-11-16"),
    ("1月1日", "2022-01-01"),
    ("11月20日", "2021-11-20"),  # not yet come when the paper was printed
    ("5月", "2022-05"),
    ("3月5日至8日", "2022-03-05/2022-03-08"),
    ("今年5月", "2022-05"),
    ("今年5月3日", "2022-05-03"),
    ("去年12月", "2021-12"),
    ("去年12月3日", "2021-12-03"),
    ("明年1月", "2023-01"),
    ("今年", "2022"),
    ("去年", "2021"),
    ("明年", "2023"),
    ("前年", "2020"),
    ("今天", "2022-11-16"),
    ("昨天", "2022-11-15"),
    ("昨日", "2022-11-15"),
    ("前天", "2022-11-14"),
    ("明天", "2022-11-17"),
]


@pytest.mark.parametrize(("surface", "value"), KNOWN_YEAR)
@pytest.mark.parametrize("issued", [ISSUED, None])
def test_dates_that_tell_all_need_no_issue(surface: str, value: str | None, issued: str | None) -> None:
    assert found(f"江城市总工会{surface}慰问职工。", issued) == [(surface, value)]


@pytest.mark.parametrize(("surface", "value"), BY_ISSUE)
def test_dates_are_counted_from_the_issue(surface: str, value: str) -> None:
    assert found(f"江城市总工会{surface}慰问职工。") == [(surface, value)]


@pytest.mark.parametrize("surface", [surface for surface, _ in BY_ISSUE])
def test_without_an_issue_their_value_is_not_known(surface: str) -> None:
    assert found(f"江城市总工会{surface}慰问职工。", None) == [(surface, None)]


@pytest.mark.parametrize(
    "text", ["上世纪90年代", "2020年代", "岁月", "三月三歌会", "五一劳动奖章", "1921岁", "月3日", "年"]
)
def test_what_is_no_date(text: str) -> None:
    assert found(text) == []


def test_dates_come_in_order_of_print() -> None:
    text = "2021年5月至2022年3月，去年10月8日又走访两次，昨天再次前往。"
    assert [value for _, value in found(text)] == ["2021-05", "2022-03", "2021-10-08", "2022-11-15"]


def test_days_back_cross_months_and_years() -> None:
    assert found("昨天", "2022-03-01") == [("昨天", "2022-02-28")]
    assert found("前天", "2023-01-01") == [("前天", "2022-12-30")]


def test_the_dates_of_headings_count_those_of_bylines_do_not() -> None:
    text = "## 江城市5月1日起涨工资\n\n本报江城4月29日电（记者 赵明远）近日，江城市发布通知。\n"
    [reading] = study(page(text, date="2022-05-02"), load_config())
    assert [(d.field, d.value) for d in reading.dates] == [("title", "2022-05-01"), ("text", None)]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_full_date_comes_back(day: date) -> None:
    surface = f"{day.year}年{day.month}月{day.day}日"
    assert found(f"在{surface}，", None) == [(surface, day.isoformat())]


@given(st.dates(date(1990, 1, 1), date(2098, 12, 31)), st.dates(date(1990, 1, 1), date(2098, 12, 31)))
def test_a_day_of_the_past_year_is_never_in_the_future(issued: date, day: date) -> None:
    [(_, value)] = found(f"{day.month}月{day.day}日，", issued.isoformat())
    if value is not None:  # 29 February
        assert value <= issued.isoformat()
        assert value[5:] == day.isoformat()[5:]


@given(st.text(st.sampled_from("0123456789年月日号至今去明前昨天近期，"), max_size=40), st.booleans())
def test_values_are_iso_dates_months_years_or_intervals(text: str, known: bool) -> None:
    day = r"\d{4}-\d\d-\d\d"
    for surface, value in found(text, ISSUED if known else None):
        assert surface in text
        assert value is None or re.fullmatch(rf"\d{{4}}(?:-\d\d)?|{day}|{day}/{day}", value)


def test_an_interval_over_new_year_ends_in_the_new_year() -> None:
    assert found("12月30日至1月2日") == [("12月30日至1月2日", "2021-12-30/2022-01-02")]

"""Dates in the text, brought to ISO 8601 against the date of the page where that is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from kg.model import Article, Date, Field

__all__ = ["dates"]

FOUND = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年|(?P<rel>今年|去年|明年|前年|同年|当年))?"
    r"(?:(?<!\d)(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[12]\d|3[01]|0?[1-9])(?:日|号)(?:至(?:(?P<to_month>1[0-2]|[1-9])月)?(?P<to>[12]\d|3[01]|[1-9])日)?)?)"
    r"|(?P<only_year>(?:19|20)\d\d)年(?!代)|(?P<only_rel>今年|去年|明年|前年)"
    r"|(?P<near>(?<!大)(?:今天|今日|昨天|昨日|前天|明天))|(?P<vague>近日|日前|近期|连日来)"
)
# What dates begin with: to look there only is several times as fast.
BEGINS = re.compile(r"[今去明前同当昨近日连]|\d{1,4}[年月]")
YEARS = {"今年": 0, "去年": -1, "明年": 1, "前年": -2, "当年": 0, "同年": 0}
DAYS = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1}


def dates(article: Article) -> tuple[Date, ...]:
    """The dates of title, subtitle, kicker and body in order; value None where the text does not tell.

    A month and day without a year take the page's year, the year before when that would lie in the future.
    """
    issued = date.fromisoformat(article.date) if article.date and len(article.date) == 10 else None
    return tuple(
        found
        for field, passage in article.passages()
        if field != "byline"
        for found in _dates(field, passage.text, issued)
    )


def _dates(field: Field, text: str, issued: date | None) -> Iterator[Date]:
    done = 0
    for begin in BEGINS.finditer(text):
        if begin.start() >= done and (match := FOUND.match(text, begin.start())):
            yield Date(field, *match.span(), match.group(), _value(match, issued))
            done = match.end()


def _value(match: re.Match[str], issued: date | None) -> str | None:
    """The ISO value of one match: a day, month, year, or an interval of days.

    >>> _value(FOUND.search("2022年11月30日至12月2日"), None)
    '2022-11-30/2022-12-02'
    >>> _value(FOUND.search("11月14日"), date(2022, 11, 16)), _value(FOUND.search("近日"), None)
    ('2022-11-14', None)
    """
    if match["near"]:
        return str(issued + timedelta(DAYS[match["near"]])) if issued else None
    if match["only_year"]:
        return match["only_year"]
    if match["only_rel"]:
        return str(issued.year + YEARS[match["only_rel"]]) if issued else None
    if not match["month"]:
        return None
    year = _year(match, issued)
    if year is None:
        return None
    if not match["day"]:
        return f"{year}-{int(match['month']):02}"
    begin = _day(year, match["month"], match["day"])
    end = _day(year, match["to_month"] or match["month"], match["to"]) if match["to"] else None
    if begin and end and end < begin:  # 12月30日至1月2日
        end = _day(year + 1, match["to_month"] or match["month"], match["to"])
    return f"{begin}/{end}" if begin and end else begin


def _year(match: re.Match[str], issued: date | None) -> int | None:
    if match["year"]:
        return int(match["year"])
    if issued is None:
        return None
    if match["rel"]:
        return issued.year + YEARS[match["rel"]]
    return (
        issued.year
        if (int(match["month"]), int(match["day"] or 1)) <= (issued.month, issued.day)
        else issued.year - 1
    )


def _day(year: int, month: str, day: str) -> str | None:
    try:
        return str(date(year, int(month), int(day)))
    except ValueError:
        return None  # 2月30日: printed so, but no day

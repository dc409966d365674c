"""Which of the lines above an article's body is its title, and what the others are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.lexicon import words
from kg.page_lines import Line
from kg.places import names_place

__all__ = ["DASHED", "Heading", "headline"]

SHORT_MASTHEAD = 8
FURNITURE = re.compile(
    r"^(?:\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日.{0,16}|第?\s*[A-Z]?\d{1,2}\s*版.{0,10}|第[一二三四五六七八九十]+版.{0,10}|星期[一二三四五六日].{0,8}"
    r"|(?:责任?编辑?|编辑|美编|校对|版式|电话|热线|邮箱|E-?mail|本版).{0,60}|[A-Z]?\d{1,3}|[\W\d_]{1,20})$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """The lines above a body, by what they are."""

    title: Line | None
    kicker: tuple[Line, ...] = ()
    subtitle: tuple[Line, ...] = ()
    furniture: tuple[Line, ...] = ()


def headline(rows: Sequence[Line], first: int = -1) -> Heading:
    """Tells title, kicker, subtitle and furniture apart among the heading lines of one article.

    `first` is where the first line of the page begins: a few words there are the section's name.
    """
    titles = max((row.level for row in rows), default=0)
    above = [row for row in rows if 0 < row.level < titles]
    told = [row for row, below in pairwise(rows) if DASHED.match(below.text)]
    slogans = [row for row in rows if _is_slogan(row.text) and row not in told]
    furniture = [row for row in rows if FURNITURE.match(row.text) or row in slogans or row in above]
    rest = [row for row in rows if row not in furniture]
    short = rest and rest[0].start == first and len(rest[0].text) <= SHORT_MASTHEAD and rest[0] not in told
    if short and _has_title(rest[1:], marked=rest[0].level > 0):
        furniture, rest = [*furniture, rest[0]], rest[1:]
    if len(rest) > 1 and rest[0].start == first and _is_banner(rest) and not rest[0].level:
        furniture, rest = [*furniture, rest[0]], rest[1:]
    if not rest:
        rest, furniture = furniture[-1:], furniture[:-1]
    if not rest:
        return Heading(None)
    marked = [row for row in rest if row.level]
    level = max((row.level for row in marked), default=0)
    choices = [row for row in marked if row.level == level] or rest
    if len(choices) > 1 and choices[0].level == 1 == choices[-1].level:
        choices = choices[1:]
    told = [row for row in told if row in choices]
    title = max(told or choices, key=lambda row: (_title_score(row.text), -row.start))
    at = rest.index(title)
    beside = [row for row in rest[at + 1 :] if words("no_subtitles").fullmatch(row.text)]
    below = tuple(row for row in rest[at + 1 :] if row not in beside)
    return Heading(title, tuple(rest[:at]), below, (*furniture, *beside))


def _has_title(rows: Sequence[Line], *, marked: bool) -> bool:
    """Whether a title is left below a first line of a few words, so that those name the section.

    `marked`: the few words are marked as a title, so a bare line must look much like one to be it.
    """
    if marked and not any(row.level for row in rows):
        return any(_title_score(row.text) >= 1 for row in rows)
    return bool(rows) and (len(rows) > 1 or SUBTITLE.search(rows[0].text) is None)


def _is_banner(rows: Sequence[Line]) -> bool:
    """「团结奋斗新时代 建功首善之区」 across the top: phrases of one length, or calls above bare lines."""
    if BANNER.fullmatch(rows[0].text):
        return True
    phrases = rows[0].text.replace("\u3000", " ").split()
    bare = len(rows) > 2 and not any(row.level for row in rows)
    return (
        bare
        and len(phrases) == 2
        and all(words("calls").match(phrase) and len(phrase) < 15 for phrase in phrases)
    )


# 「汇聚劳动力量　服务首都发展」 across the top of a page: two phrases of the same length
BANNER = re.compile(
    r"[一-鿿]{4}[\s　]+[一-鿿]{4}|[一-鿿]{6}[\s　]+[一-鿿]{6}"
    r"|[一-鿿]{7}[\s　]+[一-鿿]{7,8}|[一-鿿]{8}[\s　]+[一-鿿]{8}"
)
# What tells more of a story whose title is another line: ——记某某, 48小时，36片旧梁, （某日通过）
DASHED = re.compile(r"——|—|－－|--")
SUBTITLE = re.compile(
    r"^(?:——|—|－－|--|[（(])|\d+[^\d]{1,6}，\d+|[一二三四五六七八九十百千万\d]+(?:次|年|里|户|公里|小时)$"
)


def _is_slogan(text: str) -> bool:
    """A standing head over a column or page: 「学习贯彻……精神」, 「喜迎……」 with no one who acts."""
    return words("slogans").fullmatch(text) is not None


def _title_score(text: str) -> float:
    """How much a bare line looks like a title: someone acts in it, in one clause of 8 to 26 characters."""
    clauses = text.replace("\u3000", " ").split()
    score = 1.0 if words("actors").search(text) else 0.0
    score += 0.5 if 8 <= len(text) <= 26 else 0.0
    score += 0.5 if names_place(text[:2]) else 0.0
    score -= 1.2 if SUBTITLE.search(text) else 0.0
    lengths = [len(clause) for clause in clauses]
    couplet = len(lengths) == 2 and lengths[0] == lengths[1] > 4  # 小事不出厂 大事不出园
    score -= 2.0 if len(lengths) > 1 and (couplet or min(lengths) > 5) else 0.0
    score -= 1.0 if len(text) < 6 or "，" in text else 0.0  # 劳模风采: the name of a column
    return score - (1.0 if words("openers").match(text) else 0.0)

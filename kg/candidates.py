"""What the build left in doubt about names, as a table for people to judge, and the table read back.

Each row is a pair of names with what the build does about it, why it is in doubt, how many articles name
each, and sentences that do. A person writes same, different, alias or drop into the column `decision`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import get_args

from kg.cells import as_table, rows_of
from kg.corpus.decisions import Action, Decision, valid
from kg.errors import InputError
from kg.identity import Doubt
from kg.model import CLASSES, Entity
from kg.readings import Store

__all__ = ["COLUMNS", "Candidate", "candidates", "filled", "table"]

COLUMNS = (
    "decision",
    "class",
    "name",
    "of",
    "other_class",
    "other",
    "other_of",
    "done",
    "rule",
    "score",
    "articles",
    "other_articles",
    "contexts",
    "other_contexts",
)
NEEDED = COLUMNS[:7]
QUOTES = 2
"""Sentences that show each name."""
WORDS: dict[str, Action] = {
    **{word: word for word in get_args(Action) if word not in ("revoke", "class")},
    "同": "same",
    "相同": "same",
    "同一": "same",
    "异": "different",
    "不同": "different",
    "别名": "alias",
    "删除": "drop",
}

# A person's qualifier in a doubt is an article, an employer as read, or what the build gave as qualifier.
CONTEXTS = """
WITH
side AS (SELECT DISTINCT unnest($types) AS type, unnest($names) AS name, unnest($ofs) AS of),
named AS (
    SELECT DISTINCT side.type, side.name, of, m.page, m.article, field, sentence
    FROM side JOIN settled m ON side.type = m.type AND side.name = m.name
    LEFT JOIN clue ON clue.article = m.article AND clue.person = m.as_read AND clue.name = of
    WHERE of IN ('', m.qualifier, m.article) OR clue.name IS NOT NULL),
ranked AS (
    SELECT *, count(DISTINCT article) OVER same AS articles,
        row_number() OVER (PARTITION BY type, name, of, article ORDER BY field <> 'text', sentence) AS nth
    FROM named WINDOW same AS (PARTITION BY type, name, of)),
chosen AS (
    SELECT * FROM ranked WHERE nth = 1
    QUALIFY row_number() OVER (PARTITION BY type, name, of ORDER BY page, article) <= $quotes)
SELECT chosen.type, chosen.name, of, articles, chosen.article,
    substring(json_extract_string(row, '$.' || unit.field), start + 1, stop - start)
FROM chosen
JOIN unit ON unit.article = chosen.article AND unit.kind = 'sentence' AND unit.number = chosen.sentence
JOIN reading ON reading.article = chosen.article
ORDER BY chosen.type, chosen.name, of, chosen.page, chosen.article
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair to judge, its columns in the order of COLUMNS."""

    decision: str
    type: str
    name: str
    of: str
    other_type: str
    other: str
    other_of: str
    done: str
    rule: str
    score: float
    articles: int
    other_articles: int
    contexts: str
    other_contexts: str


Side = tuple[int, tuple[str, ...]]
"""How many articles name it, and sentences that do."""


def candidates(store: Store) -> list[Candidate]:
    """The pairs in doubt, those first whose decision changes most: likely ones, named in many articles."""
    doubts = list(store.doubts())
    sides = _sides(store, doubts)
    found = [_candidate(doubt, sides) for doubt in doubts]
    return sorted(found, key=lambda c: (-_use(c), astuple(c)))


def table(found: list[Candidate]) -> Iterator[str]:
    """The candidates as lines of tab-separated text, the first the names of the columns."""
    return as_table([COLUMNS, *map(astuple, found)])


def filled(path: Path, *, who: str, when: str, why: str = "") -> list[Decision]:
    """The decisions that a person wrote into a table of candidates.

    Raises InputError for a decision that is none, with its line.
    """
    return [
        _decision(told, f"{path}, line {line}", who, when, why)
        for line, told in rows_of(path, NEEDED)
        if told["decision"]
    ]


def _decision(told: dict[str, str], where: str, who: str, when: str, why: str) -> Decision:
    action = WORDS.get(told["decision"])
    if not action:
        known = ", ".join(WORDS)
        raise InputError(f"{where}: {told['decision']!r} is no decision; one of {known} 未知决定")
    if not {told["class"], told["other_class"]} <= {*CLASSES}:
        raise InputError(f"{where}: unknown class; leave the column as it was 类别有误，请勿改动此列")
    first = Entity(told["class"], told["name"], told["of"])  # type: ignore[arg-type]
    second = Entity(told["other_class"], told["other"], told["other_of"])  # type: ignore[arg-type]
    return valid(Decision(action, first, None if action == "drop" else second, who, when, why), where)


def _use(candidate: Candidate) -> float:
    fewer = min(candidate.articles, candidate.other_articles)
    return round(candidate.score * math.log2(2 + fewer), 3)


def _sides(store: Store, doubts: list[Doubt]) -> dict[Entity, Side]:
    asked = sorted({entity for doubt in doubts for entity in (doubt.first, doubt.second)})
    told = {
        "types": [entity.type for entity in asked],
        "names": [entity.name for entity in asked],
        "ofs": [entity.qualifier for entity in asked],
        "quotes": QUOTES,
    }
    sides: dict[Entity, Side] = {}
    for *name, articles, article, words in store.select(CONTEXTS, told) if asked else ():
        entity = Entity(*name)
        _, quotes = sides.get(entity, (0, ()))
        sides[entity] = articles, (*quotes, f"[{article}] {words}")
    return sides


def _candidate(doubt: Doubt, sides: dict[Entity, Side]) -> Candidate:
    one, other = doubt.first, doubt.second
    first, second = (sides.get(entity, (0, ())) for entity in (one, other))
    return Candidate(
        "",
        *(one.type, one.name, one.qualifier),
        *(other.type, other.name, other.qualifier),
        doubt.done,
        doubt.rule,
        doubt.score,
        *(first[0], second[0]),
        *(" … ".join(first[1]), " … ".join(second[1])),
    )

"""Who is named together with whom: counts and measures, as one SQL text over the readings store.

Two entities are named together when one unit (article, paragraph or sentence) names both; a heading is a
paragraph and a sentence of its own. Of n units, a name the first, b the second and k both:

    NPMI     ln(k n / a b) / -ln(k / n)                    Bouma 2009
    G2       2 sum O ln(O / E) over the four-fold table    Dunning 1993
    Jaccard  k / (a + b - k)

Units are all those of the articles read, also those that name nobody. A G2 of 10.8 is p = 0.001.
Evidence is the closest a pair comes: shared sentences, else shared paragraphs, else, of each article, the
sentences that name the one and the other first.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal, get_args

from kg.errors import InputError
from kg.model import CLASSES, Class, CoOccurrence, Entity, Quote, Run
from kg.readings import Store, store_errors
from kg.vocab import entity_id

__all__ = ["UNITS", "Count", "Unit", "check_options", "cooccurrences", "counts", "tabulate"]

Unit = Literal["article", "paragraph", "sentence"]
UNITS: tuple[Unit, ...] = get_args(Unit)
MAX_EVIDENCE = 10
BATCH = 10_000

# k, a, b, n of the chosen unit -> measures. x ln x is 0 at 0; six digits hide what depends on the machine.
SQL = """
WITH
entity AS MATERIALIZED (
    SELECT row_number() OVER (ORDER BY type, name, qualifier) AS id, type, name, qualifier
    FROM (SELECT DISTINCT type, name, qualifier FROM settled WHERE $reporters OR NOT byline)),
place AS MATERIALIZED (
    SELECT DISTINCT id, article, paragraph, sentence
    FROM settled JOIN entity USING (type, name, qualifier) WHERE $reporters OR NOT byline),
named AS MATERIALIZED (
    SELECT DISTINCT 'article' AS kind, article, 0 AS number, id FROM place
    UNION ALL SELECT DISTINCT 'paragraph', article, paragraph, id FROM place
    UNION ALL SELECT DISTINCT 'sentence', article, sentence, id FROM place),
size AS (
    SELECT count(*) AS n FROM (
        SELECT 'article' AS kind, '' AS field FROM reading UNION ALL SELECT kind, field FROM unit)
    WHERE kind = $unit AND ($reporters OR field <> 'byline')),
single AS (SELECT id, count(*) AS units FROM named WHERE kind = $unit GROUP BY id),
shared AS MATERIALIZED (
    SELECT one.kind, one.article, one.number, one.id AS first, two.id AS second
    FROM named one JOIN named two USING (kind, article, number) WHERE one.id < two.id),
counted AS MATERIALIZED (
    SELECT first, second,
        count(*) FILTER (WHERE kind = 'article') AS articles,
        count(*) FILTER (WHERE kind = 'paragraph') AS paragraphs,
        count(*) FILTER (WHERE kind = 'sentence') AS sentences,
        count(*) FILTER (WHERE kind = $unit) AS k
    FROM shared GROUP BY first, second
    HAVING count(*) FILTER (WHERE kind = 'article') >= $minimum AND count(*) FILTER (WHERE kind = $unit) > 0),
measured AS (
    SELECT counted.*,
        CASE WHEN k = n THEN 1 ELSE ln(k * n / (a.units * b.units)) / -ln(k / n) END AS npmi,
        2 * (x(k) + x(a.units - k) + x(b.units - k) + x(n - a.units - b.units + k)
            - x(a.units) - x(b.units) - x(n - a.units) - x(n - b.units) + x(n)) AS g2,
        k / (a.units + b.units - k) AS jaccard
    FROM counted, size, single a, single b WHERE a.id = counted.first AND b.id = counted.second),
closest AS (
    SELECT first, second, kind, article, number FROM shared JOIN counted USING (first, second)
    WHERE kind = CASE WHEN sentences > 0 THEN 'sentence' ELSE 'paragraph' END
    UNION ALL
    SELECT first, second, 'sentence', article, min(sentence)
    FROM shared JOIN counted USING (first, second) JOIN place USING (article)
    WHERE kind = 'article' AND paragraphs = 0 AND id IN (first, second) GROUP BY first, second, article, id),
quoted AS (
    SELECT first, second, article, page, reading.number AS article_number, field, start, stop,
        row_number() OVER (PARTITION BY first, second ORDER BY page, reading.number, closest.number) AS rank
    FROM closest JOIN unit USING (kind, article, number) JOIN reading USING (article, page)),
evidence AS (
    SELECT first, second,
        list(struct_pack(article, page, number := article_number, field, start, stop) ORDER BY rank) AS quotes
    FROM quoted WHERE rank <= $most GROUP BY first, second),
counts AS (
    SELECT first, second, articles, paragraphs, sentences, round(npmi, 6) + 0.0 AS npmi,
        round(greatest(g2, 0), 6) + 0.0 AS log_likelihood, round(jaccard, 6) AS jaccard,
        coalesce(quotes, []) AS evidence
    FROM measured LEFT JOIN evidence USING (first, second))
"""
BY_NAME = f"""{SQL}
SELECT one.type, one.name, one.qualifier, two.type, two.name, two.qualifier, counts.* EXCLUDE (first, second)
FROM counts JOIN entity one ON one.id = first JOIN entity two ON two.id = second
ORDER BY first, second
"""
BY_ID = f"""{SQL}
SELECT least(a.id, b.id), greatest(a.id, b.id), counts.* EXCLUDE (first, second)
FROM counts JOIN entity one ON one.id = first JOIN entity two ON two.id = second
JOIN bearer a ON (a.type, a.name, a.qualifier) = (one.type, one.name, one.qualifier)
JOIN bearer b ON (b.type, b.name, b.qualifier) = (two.type, two.name, two.qualifier)
"""
NAMED = """
SELECT type, name, qualifier FROM settled UNION SELECT type, name, qualifier FROM held
UNION SELECT org_type, org, org_qualifier FROM held WHERE org_type <> ''
UNION SELECT type, name, qualifier FROM related
UNION SELECT other_type, other, other_qualifier FROM related
UNION SELECT 'Person', name, '' FROM author
"""
COVERAGE = """
SELECT id, type, count(DISTINCT article), count(*)
FROM settled JOIN bearer USING (type, name, qualifier) GROUP BY id, type
"""
QUOTES = """
SELECT DISTINCT quote.article, quote.field, quote.start, quote.stop
FROM (SELECT unnest(evidence) AS quote FROM pair)
"""
X_LN_X = "CREATE OR REPLACE TEMP MACRO x(c) AS CASE WHEN c > 0 THEN c * ln(c) ELSE 0 END"


def check_options(*, unit: str, minimum: int) -> None:
    """Raises InputError for an unknown unit or a minimum below 1."""
    if unit not in UNITS:
        raise InputError(f"unknown unit {unit!r}; choose one of {', '.join(UNITS)} 单位有误")
    if minimum < 1:
        raise InputError(f"minimum must be 1 or more articles, not {minimum} 最少篇数须 ≥ 1")


def cooccurrences(
    store: Store, *, unit: Unit = "sentence", minimum: int = 1, reporters: bool = False
) -> list[CoOccurrence]:
    """The pairs named together in one `unit` at least, and in `minimum` articles, ordered by their entities.

    Names in bylines count only with `reporters`. Raises InputError for an unknown unit or a minimum below 1.
    """
    check_options(unit=unit, minimum=minimum)
    told = {"unit": unit, "minimum": minimum, "reporters": reporters, "most": MAX_EVIDENCE}
    with store_errors(store.path):
        cursor = store.connection.cursor()
        cursor.execute(X_LN_X)
        return [_pair(*row) for row in cursor.execute(BY_NAME, told).fetchall()]


def tabulate(store: Store, run: Run) -> None:
    """Fills the derived tables of a store: who occurs and how often, who is named with whom, and where."""
    told = {"unit": run.unit, "minimum": run.minimum, "reporters": run.reporters, "most": MAX_EVIDENCE}
    names = iter(list(store.select(NAMED)))
    store.fill("bearer", "FROM bearer LIMIT 0")
    while batch := list(islice(names, BATCH)):
        store.insert("bearer", ((*row, entity_id(Entity(*row))) for row in batch))
    store.fill("coverage", COVERAGE)
    with store_errors(store.path):
        store.connection.execute(X_LN_X)
    store.fill("pair", BY_ID, told)
    store.fill("quote", QUOTES)


@dataclass(frozen=True, slots=True)
class Count:
    """How often a class occurs."""

    type: Class
    entities: int
    mentions: int
    articles: int
    """Articles that name one of the class."""


def counts(store: Store) -> list[Count]:
    """What the store holds by class, bylines included, in the order of the classes."""
    sql = """SELECT type, count(DISTINCT (name, qualifier)), count(*), count(DISTINCT article)
        FROM settled GROUP BY type"""
    with store_errors(store.path):
        found = [Count(*row) for row in store.connection.cursor().execute(sql).fetchall()]
    return sorted(found, key=lambda count: CLASSES.index(count.type))


def _pair(*row: Any) -> CoOccurrence:
    *names, articles, paragraphs, sentences, npmi, g2, jaccard, quotes = row
    evidence = tuple(Quote(q["article"], q["field"], q["start"], q["stop"]) for q in quotes)
    pair = Entity(*names[:3]), Entity(*names[3:])
    return CoOccurrence(*pair, articles, paragraphs, sentences, npmi, g2, jaccard, evidence)

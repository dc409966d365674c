"""Who is named together with whom: counts and measures, as one SQL text over the readings store.

Two entities are named together when one unit (article, paragraph or sentence) names both; a heading is a
paragraph and a sentence of its own. Of n units, a name the first, b the second and k both:

    NPMI     ln(k n / a b) / -ln(k / n)                    Bouma 2009
    G2       2 sum O ln(O / E) over the four-fold table    Dunning 1993, to four significant digits
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
from kg.sql import whole
from kg.vocab import entity_id

__all__ = [
    "COVERAGE",
    "KEPT",
    "MACROS",
    "MEASURED",
    "NAMED",
    "QUOTES",
    "STEPS",
    "UNITS",
    "Count",
    "Unit",
    "check_options",
    "cooccurrences",
    "counts",
    "pair_of",
    "parameters",
    "tabulate",
]

Unit = Literal["article", "paragraph", "sentence"]
UNITS: tuple[Unit, ...] = get_args(Unit)
MAX_EVIDENCE = 10
BATCH = 10_000

STEPS = {
    "entity": """
    SELECT row_number() OVER (ORDER BY type, name, qualifier) AS id, type, name, qualifier
    FROM (SELECT DISTINCT type, name, qualifier FROM settled WHERE $reporters OR NOT byline ORDER BY ALL)""",
    "place": """
    SELECT DISTINCT id, article, paragraph, sentence
    FROM settled JOIN entity USING (type, name, qualifier) WHERE $reporters OR NOT byline""",
    "named": """
    SELECT DISTINCT 'article' AS kind, article, 0 AS number, id FROM place
    UNION ALL SELECT DISTINCT 'paragraph', article, paragraph, id FROM place
    UNION ALL SELECT DISTINCT 'sentence', article, sentence, id FROM place""",
    "size": """
    SELECT count(*) AS n FROM (
        SELECT 'article' AS kind, '' AS field FROM reading UNION ALL SELECT kind, field FROM unit)
    WHERE kind = $unit AND ($reporters OR field <> 'byline')""",
    "single": "SELECT id, count(*) AS units FROM named WHERE kind = $unit GROUP BY id",
    "shared": """
    SELECT one.kind, one.article, one.number, one.id AS first, two.id AS second
    FROM named one JOIN named two USING (kind, article, number) WHERE one.id < two.id""",
    "counted": """
    SELECT first, second,
        count(*) FILTER (WHERE kind = 'article') AS articles,
        count(*) FILTER (WHERE kind = 'paragraph') AS paragraphs,
        count(*) FILTER (WHERE kind = 'sentence') AS sentences,
        count(*) FILTER (WHERE kind = $unit) AS k
    FROM shared GROUP BY first, second
    HAVING count(*) FILTER (WHERE kind = 'article') >= $minimum
        AND count(*) FILTER (WHERE kind = $unit) > 0""",
    "closest": """
    SELECT first, second, kind, article, number FROM shared JOIN counted USING (first, second)
    WHERE kind = CASE WHEN sentences > 0 THEN 'sentence' ELSE 'paragraph' END
    UNION ALL
    SELECT first, second, 'sentence', article, min(sentence)
    FROM shared JOIN counted USING (first, second) JOIN place USING (article)
    WHERE kind = 'article' AND paragraphs = 0 AND id IN (first, second)
    GROUP BY first, second, article, id""",
    "quoted": """
    SELECT first, second, article, field, start, stop, page, reading.number,
        row_number() OVER (PARTITION BY first, second ORDER BY page, reading.number, closest.number) AS rank
    FROM closest JOIN unit USING (kind, article, number) JOIN reading USING (article, page)""",
    "evidence": """
    SELECT first, second, array_sort(array_agg((rank, article, field, start, stop, page, number))) AS quotes
    FROM quoted WHERE rank <= $most GROUP BY first, second""",
    "together": """
    SELECT one.type, one.name, one.qualifier,
        two.type AS other_type, two.name AS other_name, two.qualifier AS other_qualifier,
        articles, paragraphs, sentences, k, a.units AS a, b.units AS b, n, quotes
    FROM counted JOIN single a ON a.id = first JOIN single b ON b.id = second CROSS JOIN size
    JOIN entity one ON one.id = first JOIN entity two ON two.id = second
    LEFT JOIN evidence USING (first, second)""",
}
"""From `settled`, `unit` and `reading` to the pairs, a table a step; see `kg.sql` for who runs it."""
KEPT = ("entity", "place", "named", "shared", "counted")
"""Steps that several others read."""
# k, a, b, n of the chosen unit -> measures. x ln x is 0 at 0; few digits hide what hangs on the machine, and
# what every new article moves a little in every pair and says nothing: an update would be all measures.
MEASURED = """
SELECT type, name, qualifier, other_type, other_name, other_qualifier, articles, paragraphs, sentences,
    round(CASE WHEN k = n THEN 1 ELSE ln(k * n / (a * b)) / -ln(k / n) END, 4) + 0.0 AS npmi,
    four(greatest(0, 2 * (x(k) + x(a - k) + x(b - k) + x(n - a - b + k)
        - x(a) - x(b) - x(n - a) - x(n - b) + x(n)))) + 0.0 AS log_likelihood,
    round(k / (a + b - k), 6) AS jaccard, quotes
FROM together
"""
PAIR = "type, name, qualifier, other_type, other_name, other_qualifier"
BY_NAME = whole(STEPS, KEPT, f"{MEASURED} ORDER BY {PAIR}")
BY_ID = whole(
    {**STEPS, "measured": MEASURED},
    KEPT,
    """
SELECT least(a.id, b.id), greatest(a.id, b.id), articles, paragraphs, sentences,
    npmi, log_likelihood, jaccard, coalesce(quotes, [])
FROM measured JOIN bearer a USING (type, name, qualifier)
JOIN bearer b ON (b.type, b.name, b.qualifier) = (other_type, other_name, other_qualifier)
""",
)
NAMED = """
SELECT type, name, qualifier FROM settled UNION SELECT type, name, qualifier FROM held
UNION SELECT org_type, org, org_qualifier FROM held WHERE org_type <> ''
UNION SELECT type, name, qualifier FROM related
UNION SELECT other_type, other, other_qualifier FROM related
UNION SELECT 'Person', name, '' FROM author
"""
COVERAGE = """
SELECT id, type, count(DISTINCT article) AS articles, count(*) AS mentions
FROM settled JOIN bearer USING (type, name, qualifier) GROUP BY id, type
"""
QUOTES = """
SELECT DISTINCT quote.article, quote.field, quote.start, quote.stop
FROM (SELECT unnest(evidence) AS quote FROM pair)
"""
MACROS = """
CREATE OR REPLACE TEMP MACRO x(c) AS CASE WHEN c > 0 THEN c * ln(c) ELSE 0 END;
CREATE OR REPLACE TEMP MACRO four(c) AS
    CASE WHEN c < 1 THEN round(c, 4) ELSE round(c, 3 - CAST(floor(log10(c)) AS INTEGER)) END;
"""


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
    told = parameters(unit, minimum, reporters)
    with store_errors(store.path):
        cursor = store.connection.cursor()
        cursor.execute(MACROS)
        return [pair_of(*row) for row in cursor.execute(BY_NAME, told).fetchall()]


def tabulate(store: Store, run: Run) -> None:
    """Fills the derived tables of a store: who occurs and how often, who is named with whom, and where."""
    told = parameters(run.unit, run.minimum, run.reporters)
    names = iter(list(store.select(NAMED)))
    store.fill("bearer", "FROM bearer LIMIT 0")
    while batch := list(islice(names, BATCH)):
        store.insert("bearer", ((*row, entity_id(Entity(*row))) for row in batch))
    store.fill("coverage", COVERAGE)
    with store_errors(store.path):
        store.connection.execute(MACROS)
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


def parameters(unit: str, minimum: int, reporters: bool) -> dict[str, str | int | bool]:
    """What the steps ask for by name."""
    return {"unit": unit, "minimum": minimum, "reporters": reporters, "most": MAX_EVIDENCE}


def pair_of(*row: Any) -> CoOccurrence:
    """A row of `MEASURED`."""
    *names, articles, paragraphs, sentences, npmi, g2, jaccard, quotes = row
    evidence = tuple(Quote(*quote[1:5]) for quote in quotes or ())
    pair = Entity(*names[:3]), Entity(*names[3:])
    return CoOccurrence(*pair, articles, paragraphs, sentences, npmi, g2, jaccard, evidence)

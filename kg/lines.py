"""The graph as lines of N-Quads, from the readings store: all of them, or those of rows that changed.

Every line comes from one row of one table (a reading, a pair, a page …), so what rows come and go tells what
lines do, and rows may lie on many machines. Memory does not grow with the corpus.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib.namespace import ORG

from kg import facts
from kg.assertions import Fact, assertions, quotation
from kg.corpus.decisions import Decisions
from kg.decided import resolution
from kg.identity import Identity
from kg.model import Entity, Run, Source
from kg.readings import Select, Store
from kg.terms import integer
from kg.vocab import KG, Iris, Numbered, ontology_folder

__all__ = [
    "ARTICLES",
    "COVERAGE",
    "PAIRS",
    "Chosen",
    "lines",
    "of_articles",
    "of_coverage",
    "of_pages",
    "of_pairs",
    "of_whole",
]

Chosen = dict[str, str]
"""Table -> the query that gives the keys of the rows that are wanted of it."""

STATISTICS, ABOUT = "g/statistics", "g/run"
ARTICLES = """
WITH said AS (SELECT article, array_agg((field, start, stop)) AS places FROM quote {quotes} GROUP BY article)
SELECT row, told, places, {whole} FROM understood LEFT JOIN said USING (article)
WHERE {whole} OR places IS NOT NULL
"""
PAIRS = """
SELECT one, other, articles, paragraphs, sentences, npmi, log_likelihood, jaccard, evidence FROM pair
"""
COVERAGE = "SELECT id, articles, mentions FROM coverage"
MEMBERS = "SELECT type, count(DISTINCT id) FROM bearer GROUP BY type"
COUNTS = {
    KG.Page: "SELECT count(*) FROM page WHERE articles > 0",
    KG.Article: "SELECT count(*) FROM reading",
    KG.Mention: "SELECT count(DISTINCT (article, field, start, stop)) FROM settled",
    KG.CoOccurrence: "SELECT count(DISTINCT (one, other)) FROM pair",
    ORG.Membership: """SELECT count(DISTINCT (one.id, post, coalesce(two.id, '')))
        FROM held JOIN bearer one USING (type, name, qualifier)
        LEFT JOIN bearer two ON (two.type, two.name, two.qualifier) = (org_type, org, org_qualifier)""",
    KG.Statement: """SELECT count(DISTINCT (one.id, predicate, two.id))
        FROM related JOIN bearer one USING (type, name, qualifier)
        JOIN bearer two ON (two.type, two.name, two.qualifier) = (other_type, other, other_qualifier)""",
}
RANKS = f"""
SELECT id, rank FROM (
    SELECT id, row_number() OVER (PARTITION BY type ORDER BY articles DESC, mentions DESC, id) AS rank
    FROM coverage)
WHERE rank <= {facts.RANKED}
"""
PAIR_RANKS = f"""
SELECT one, other FROM pair
ORDER BY log_likelihood DESC, sentences DESC, one, other LIMIT {facts.RANKED}
"""


def lines(
    store: Store, run: Run, base: str, decisions: Decisions, *, chosen: Chosen | None = None
) -> Iterator[bytes]:
    """The lines of the graph, in no order, a few twice; with `chosen` those of the rows that it names.

    What has no rows of its own (the run, ranks, totals, merged names) is always there. Raises InputError
    for a base that cannot begin an address.
    """
    iris = Iris(base)

    def rows(statement: str, table: str, key: str) -> Iterator[tuple[Any, ...]]:
        return store.select(f"{statement} {_where(chosen, table, key)}")

    yield from of_articles(store.understood(_articles(chosen)), iris)
    yield from of_pairs(rows(PAIRS, "pair", "(one, other)"), iris)
    yield from of_coverage(rows(COVERAGE, "coverage", "id"), iris)
    yield from of_pages(store.sources(among=chosen["page"]) if chosen else store.sources(), iris)
    yield from of_whole(store.select, run, store.identities(), decisions, iris)


def of_articles(rows: Iterable[tuple[Any, ...]], iris: Iris) -> Iterator[bytes]:
    """Of rows of `ARTICLES`, told as readings: all that they say where it is wanted, and what is quoted."""
    statistics = iris.node(STATISTICS)
    for reading, places, is_whole in rows:
        article = reading.article
        if is_whole:
            yield from _lines(assertions(reading, iris), iris.graph(article))
        for place in places or ():
            yield from _lines(quotation(article, place, iris), statistics)


def of_pairs(rows: Iterable[tuple[Any, ...]], iris: Iris) -> Iterator[bytes]:
    """Of rows of `PAIRS`."""
    statistics = iris.node(STATISTICS)
    for one, other, *measures, evidence in rows:
        quotes = (iris.quote(Numbered(*place[5:]), *place[2:5]) for place in map(_values, evidence))
        yield from _lines(facts.pair(one, other, tuple(measures), quotes, iris), statistics)


def of_coverage(rows: Iterable[tuple[str, int, int]], iris: Iris) -> Iterator[bytes]:
    """Of rows of `COVERAGE`."""
    for id, articles, mentions in rows:
        told = facts.coverage(iris.node(f"e/{id}"), articles, mentions)
        yield from _lines(told, iris.node(STATISTICS))


def of_pages(sources: Iterable[Source], iris: Iris) -> Iterator[bytes]:
    """Of pages that gave articles."""
    for told in sources:
        yield from _lines(facts.source(told, iris), iris.node(ABOUT))


def of_whole(
    select: Select, run: Run, identities: Mapping[Entity, Identity], decisions: Decisions, iris: Iris
) -> Iterator[bytes]:
    """What has no rows of its own: the run, ranks, totals, merged names and decisions, the ontology."""
    yield from _lines(chain(facts.origin(iris), _ranks(select, iris)), iris.node(STATISTICS))
    described = facts.described(_census(select), iris)
    yield from _lines(chain(facts.run(run, iris), described), iris.node(ABOUT))
    yield from _lines(resolution(identities, decisions, iris), iris.node("g/resolution"))
    ontology = iris.node("g/ontology")
    for quad in parse(path=ontology_folder() / "kg.ttl", format=RdfFormat.TURTLE):
        yield f"{quad.triple} {ontology} .\n".encode()


def _lines(told: Iterable[Fact], graph: NamedNode) -> Iterator[bytes]:
    end = f" {graph} .\n"
    last, begin = None, ""
    for subject, predicate, object in told:
        if subject is not last:
            last, begin = subject, f"{subject} <"
        yield f"{begin}{predicate}> {object}{end}".encode()


def _articles(chosen: Chosen | None) -> str:
    whole = f"article IN ({chosen['reading']})" if chosen else "true"
    return ARTICLES.format(whole=whole, quotes=_where(chosen, "quote", "(article, field, start, stop)"))


def _where(chosen: Chosen | None, table: str, key: str) -> str:
    return f"WHERE {key} IN ({chosen[table]})" if chosen else ""


def _values(quote: Any) -> tuple[Any, ...]:
    """A quote of a pair as a tuple; DuckDB gives a dictionary."""
    return tuple(quote.values()) if isinstance(quote, dict) else quote


def _ranks(select: Select, iris: Iris) -> Iterator[Fact]:
    for id, rank in select(RANKS):
        yield iris.node(f"e/{id}"), KG.rank, integer(rank)
    for rank, (one, other) in enumerate(select(PAIR_RANKS), 1):
        yield iris.together(one, other), KG.pairRank, integer(rank)


def _census(select: Select) -> Callable[..., int]:
    counted = {str(KG[type]): n for type, n in select(MEMBERS)}
    for kind, statement in COUNTS.items():
        [[counted[str(kind)]]] = select(statement)

    def count(*classes: str) -> int:
        return sum(counted.get(str(kind), 0) for kind in classes)

    return count

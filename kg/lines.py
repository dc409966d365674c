"""The graph as lines of N-Quads, from the readings store: all of them, or those of rows that changed.

Every line comes from one row of one table (a reading, a pair, a page …), so what rows come and go tells what
lines do. Memory does not grow with the corpus. `kg.rdf.quads` gives the same graph from readings at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib.namespace import ORG

from kg import facts
from kg.assertions import Fact, assertions, quotation
from kg.corpus.decisions import Decisions
from kg.decided import resolution
from kg.model import Run
from kg.readings import Store
from kg.terms import integer
from kg.vocab import KG, Iris, Numbered, ontology_folder

__all__ = ["Chosen", "lines"]

Chosen = dict[str, str]
"""Table -> the query that gives the keys of the rows that are wanted of it."""

ARTICLES = """
WITH said AS (SELECT article, list((field, start, stop)) AS places FROM quote {quotes} GROUP BY article)
SELECT row, told, places, {whole} FROM understood LEFT JOIN said USING (article)
WHERE {whole} OR places IS NOT NULL
"""
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
SELECT id, row_number() OVER (PARTITION BY type ORDER BY articles DESC, mentions DESC, id) AS rank
FROM coverage QUALIFY rank <= {facts.RANKED}
"""
PAIR_RANKS = f"""
SELECT one, other, row_number() OVER (ORDER BY log_likelihood DESC, sentences DESC, one, other) AS rank
FROM pair QUALIFY rank <= {facts.RANKED}
"""


def lines(
    store: Store, run: Run, base: str, decisions: Decisions, *, chosen: Chosen | None = None
) -> Iterator[bytes]:
    """The lines of the graph, in no order, a few twice; with `chosen` those of the rows that it names.

    What has no rows of its own (the run, ranks, totals, merged names) is always there. Raises InputError
    for a base that cannot begin an address.
    """
    iris = Iris(base)
    statistics, about = iris.node("g/statistics"), iris.node("g/run")
    for reading, places, is_whole in store.understood(_articles(chosen)):
        article = reading.article
        if is_whole:
            yield from _lines(assertions(reading, iris), iris.graph(article))
        for place in places or ():
            yield from _lines(quotation(article, place, iris), statistics)
    yield from _lines(_pairs(store, chosen, iris), statistics)
    yield from _lines(_coverage(store, chosen, iris), statistics)
    yield from _lines(_sources(store, chosen, iris), about)
    yield from _lines(chain(facts.origin(iris), _ranks(store, iris)), statistics)
    yield from _lines(chain(facts.run(run, iris), facts.described(_census(store), iris)), about)
    yield from _lines(resolution(store.identities(), decisions, iris), iris.node("g/resolution"))
    ontology = iris.node("g/ontology")
    for quad in parse(path=ontology_folder() / "kg.ttl", format=RdfFormat.TURTLE):
        yield f"{quad.triple} {ontology} .\n".encode()


def _lines(told: Iterable[Fact], graph: NamedNode) -> Iterator[bytes]:
    end = f" {graph} .\n"
    for subject, predicate, object in told:
        yield f"{subject} <{predicate}> {object}{end}".encode()


def _articles(chosen: Chosen | None) -> str:
    whole = f"article IN ({chosen['reading']})" if chosen else "true"
    return ARTICLES.format(whole=whole, quotes=_where(chosen, "quote", "(article, field, start, stop)"))


def _where(chosen: Chosen | None, table: str, key: str) -> str:
    return f"WHERE {key} IN ({chosen[table]})" if chosen else ""


def _pairs(store: Store, chosen: Chosen | None, iris: Iris) -> Iterator[Fact]:
    for one, other, *measures, evidence in store.select(
        f"FROM pair {_where(chosen, 'pair', '(one, other)')}"
    ):
        quotes = (
            iris.quote(Numbered(q["page"], q["number"]), q["field"], q["start"], q["stop"]) for q in evidence
        )
        yield from facts.pair(one, other, tuple(measures), quotes, iris)


def _coverage(store: Store, chosen: Chosen | None, iris: Iris) -> Iterator[Fact]:
    statement = f"SELECT id, articles, mentions FROM coverage {_where(chosen, 'coverage', 'id')}"
    for id, articles, mentions in store.select(statement):
        yield from facts.coverage(iris.node(f"e/{id}"), articles, mentions)


def _sources(store: Store, chosen: Chosen | None, iris: Iris) -> Iterator[Fact]:
    for told in store.sources(among=chosen["page"]) if chosen else store.sources():
        yield from facts.source(told, iris)


def _ranks(store: Store, iris: Iris) -> Iterator[Fact]:
    for id, rank in store.select(RANKS):
        yield iris.node(f"e/{id}"), KG.rank, integer(rank)
    for one, other, rank in store.select(PAIR_RANKS):
        yield iris.together(one, other), KG.pairRank, integer(rank)


def _census(store: Store) -> Callable[..., int]:
    counted = {str(KG[type]): n for type, n in store.select(MEMBERS)}
    for kind, statement in COUNTS.items():
        [[counted[str(kind)]]] = store.select(statement)

    def count(*classes: str) -> int:
        return sum(counted.get(str(kind), 0) for kind in classes)

    return count

"""Readings and what is derived from them as quads: the graph told again, in memory, to test the first.

One named graph an article (see assertions), one for the statistics, one for the run that made them all, one
for the ontology: a file of these quads explains itself. No clock, no blank node, no order of input in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest

from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from rdflib import RDF

from kg import facts
from kg.assertions import Fact, assertions, quotation
from kg.corpus.decisions import Decisions
from kg.decided import resolution
from kg.facts import ONCE, RANKED, SHARED
from kg.identity import Identity
from kg.model import CLASSES, Article, CoOccurrence, Entity, Quote, Reading, Run, Source
from kg.terms import integer, iri
from kg.vocab import KG, Iris, entity_id, ontology_folder

__all__ = ["quads"]


class Coverage:
    """How often each entity is mentioned, and in how many articles."""

    def __init__(self) -> None:
        self._articles: Counter[NamedNode] = Counter()
        self._mentions: Counter[NamedNode] = Counter()
        self._classes: dict[NamedNode, str] = {}

    def take(self, reading: Reading, iris: Iris) -> None:
        """Counts the mentions of one article."""
        mentioned = [iris.entity(link.entity) for link in reading.links]
        self._mentions.update(mentioned)
        self._articles.update({*mentioned})
        self._classes.update(zip(mentioned, (link.entity.type for link in reading.links), strict=True))

    def facts(self) -> Iterator[Fact]:
        """The counts of every entity, and the ranks of the first of each class."""
        for entity in self._articles:
            yield from facts.coverage(entity, self._articles[entity], self._mentions[entity])
        for kind in CLASSES:
            members = (entity for entity, held in self._classes.items() if held == kind)
            for rank, entity in enumerate(nsmallest(RANKED, members, self._place), 1):
                yield entity, KG.rank, integer(rank)

    def _place(self, entity: NamedNode) -> tuple[int, int, str]:
        return -self._articles[entity], -self._mentions[entity], entity.value


class Census:
    """How many there are of each class."""

    def __init__(self) -> None:
        self._once: Counter[object] = Counter()
        self._shared: dict[object, set[object]] = defaultdict(set)

    def take(self, quad: Quad) -> None:
        """Counts the subject of a quad that says its class."""
        if quad.predicate == iri(RDF.type):
            if quad.object in ONCE:
                self._once[quad.object] += 1
            elif quad.object in SHARED:
                self._shared[quad.object].add(quad.subject)

    def count(self, *classes: str) -> int:
        """The number of members of the classes, which do not overlap."""
        return sum(self._once[iri(kind)] + len(self._shared[iri(kind)]) for kind in classes)


def quads(
    readings: Iterable[Reading],
    cooccurrences: Sequence[CoOccurrence],
    sources: Iterable[Source],
    run: Run,
    *,
    base: str,
    identities: Mapping[Entity, Identity] | None = None,
    decisions: Decisions | None = None,
) -> Iterator[Quad]:
    """The whole dataset, one graph after the other, each quad once.

    `readings` are taken one at a time; `cooccurrences` may quote any of them; `identities` are the names
    merged in them, `decisions` those that were replayed. Raises InputError for a base
    that cannot begin an address, ValueError for offsets outside their field.
    """
    iris, census = Iris(base), Census()
    for quad in _facts(readings, cooccurrences, sources, run, iris):
        census.take(quad)
        yield quad
    merges = resolution(identities or {}, decisions or Decisions(), iris)
    yield from _once(merges, iris.node("g/resolution"))
    yield from _once(facts.described(census.count, iris), iris.node("g/run"))
    ontology = iris.node("g/ontology")
    for quad in parse(path=ontology_folder() / "kg.ttl", format=RdfFormat.TURTLE):
        yield Quad(quad.subject, quad.predicate, quad.object, ontology)


def _facts(
    readings: Iterable[Reading],
    cooccurrences: Sequence[CoOccurrence],
    sources: Iterable[Source],
    run: Run,
    iris: Iris,
) -> Iterator[Quad]:
    quoted = _quoted(cooccurrences)
    statistics = iris.node("g/statistics")
    articles: dict[str, Article] = {}
    coverage = Coverage()
    for reading in readings:
        article = reading.article
        coverage.take(reading, iris)
        yield from _once(assertions(reading, iris), iris.graph(article))
        if places := quoted.get(article.id):
            articles[article.id] = article
            yield from _once(_quotations(article, places, iris), statistics)
    yield from _once(facts.origin(iris), statistics)
    yield from _once(_pairs(cooccurrences, articles, iris), statistics)
    yield from _once(_ranked(cooccurrences, iris), statistics)
    yield from _once(coverage.facts(), statistics)
    yield from _once(facts.run(run, iris), iris.node("g/run"))
    yield from _once((fact for source in sources for fact in facts.source(source, iris)), iris.node("g/run"))


def _once(facts: Iterable[Fact], graph: NamedNode) -> Iterator[Quad]:
    for subject, predicate, object in dict.fromkeys(facts):
        yield Quad(subject, iri(predicate), object, graph)


def _quoted(cooccurrences: Iterable[CoOccurrence]) -> dict[str, set[Quote]]:
    quoted: dict[str, set[Quote]] = defaultdict(set)
    for pair in cooccurrences:
        for quote in pair.evidence:
            quoted[quote.article].add(quote)
    return quoted


def _quotations(article: Article, quotes: Iterable[Quote], iris: Iris) -> Iterator[Fact]:
    for quote in sorted(quotes):
        yield from quotation(article, (quote.field, quote.start, quote.end), iris)


def _pairs(cooccurrences: Iterable[CoOccurrence], articles: dict[str, Article], iris: Iris) -> Iterator[Fact]:
    for pair in cooccurrences:
        quotes = []
        for quote in pair.evidence:
            if quote.article not in articles:
                raise ValueError(f"a co-occurrence quotes {quote.article}, which is not among the readings")
            quotes.append(iris.quote(articles[quote.article], quote.field, quote.start, quote.end))
        counts = pair.articles, pair.paragraphs, pair.sentences
        measures = *counts, pair.npmi, pair.log_likelihood, pair.jaccard
        yield from facts.pair(entity_id(pair.first), entity_id(pair.second), measures, quotes, iris)


def _ranked(cooccurrences: Iterable[CoOccurrence], iris: Iris) -> Iterator[Fact]:
    nodes = (
        (-c.log_likelihood, -c.sentences, iris.cooccurrence(c.first, c.second).value) for c in cooccurrences
    )
    for rank, (*_, node) in enumerate(nsmallest(RANKED, nodes), 1):
        yield NamedNode(node), KG.pairRank, integer(rank)

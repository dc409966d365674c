"""Readings and what is derived from them as quads.

One named graph an article (see assertions), one for the statistics, one for the run that made them all, one
for the ontology: a file of these quads explains itself. No clock, no blank node, no order of input in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import RDF
from rdflib.namespace import DCAT, DCTERMS, ORG, PROV, SDO, VOID

from kg.assertions import Fact, assertions, quotation
from kg.corpus.decisions import Decisions
from kg.decided import resolution
from kg.identity import Identity
from kg.model import CLASSES, Article, CoOccurrence, Entity, Quote, Reading, Run, Source
from kg.terms import boolean, dated, decimal, integer, iri, string, zh
from kg.vocab import KG, PREFIXES, Iris, ontology_folder

__all__ = [
    "RANKED",
    "covered",
    "of_all",
    "of_coverage",
    "of_pairs",
    "of_ranks",
    "of_reading",
    "of_sources",
    "quads",
]

Count = Callable[..., int]
"""Gives the number of members of classes."""

ONCE = frozenset(map(iri, (KG.Article, KG.Mention, KG.CoOccurrence)))
"""Classes whose members are each stated in one graph: they need no memory to be counted."""
SHARED = frozenset(map(iri, (*(KG[name] for name in CLASSES), KG.Page, KG.Statement, ORG.Membership)))
STATISTICS = "g/statistics"
RANKED = 1000
"""How many of a list have a rank: what is asked for is the top, and a store sorts slowly."""

CHINESE = "http://id.loc.gov/vocabulary/iso639-1/zh"
WORDS = (
    (DCTERMS.title, "工会报纸知识图谱", "Knowledge graph of trade-union newspapers"),
    (
        DCTERMS.description,
        "报纸版面中的人物、工会、单位、地区和活动，以及它们的关系；每一条都附有原文依据。",
        "People, unions, firms, places and initiatives in newspaper pages and how they are related; "
        "every statement quotes its evidence.",
    ),
    (DCAT.keyword, "工会", "trade unions"),
    (DCAT.keyword, "知识图谱", "knowledge graph"),
)
"""What the graph is, for catalogues."""

VOCABULARIES = ("kg", "dcat", "dcterms", "foaf", "org", "prov", "schema", "skos", "void")


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
        ranks = {}
        for kind in CLASSES:
            members = (entity for entity, held in self._classes.items() if held == kind)
            for rank, entity in enumerate(nsmallest(RANKED, members, self._place), 1):
                ranks[entity] = rank
        for entity in self._articles:
            yield from covered(entity, self._articles[entity], self._mentions[entity], ranks.get(entity))

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
    for quad in _facts(readings, cooccurrences, sources, iris):
        census.take(quad)
        yield quad
    yield from of_all(run, iris, count=census.count, identities=identities, decisions=decisions)


def of_all(
    run: Run,
    iris: Iris,
    *,
    count: Count,
    identities: Mapping[Entity, Identity] | None = None,
    decisions: Decisions | None = None,
) -> Iterator[Quad]:
    """What is said of the whole: the run, merges and decisions, the dataset, the ontology."""
    yield from _once(_run(run, iris), iris.node("g/run"))
    merges = resolution(identities or {}, decisions or Decisions(), iris)
    yield from _once(merges, iris.node("g/resolution"))
    yield from _once(_described(count, iris), iris.node("g/run"))
    ontology = iris.node("g/ontology")
    for quad in parse(path=ontology_folder() / "kg.ttl", format=RdfFormat.TURTLE):
        yield Quad(quad.subject, quad.predicate, quad.object, ontology)


def _facts(
    readings: Iterable[Reading],
    cooccurrences: Sequence[CoOccurrence],
    sources: Iterable[Source],
    iris: Iris,
) -> Iterator[Quad]:
    quoted = _quoted(cooccurrences)
    articles: dict[str, Article] = {}
    coverage = Coverage()
    for reading in readings:
        article = reading.article
        coverage.take(reading, iris)
        places = quoted.get(article.id, set())
        if places:
            articles[article.id] = article
        yield from of_reading(reading, places, iris)
    yield from of_pairs(cooccurrences, articles, iris)
    nodes = (
        (-c.log_likelihood, -c.sentences, iris.cooccurrence(c.first, c.second).value) for c in cooccurrences
    )
    yield from of_ranks((node for *_, node in nsmallest(RANKED, nodes)), iris)
    yield from _once(coverage.facts(), iris.node(STATISTICS))
    yield from of_sources(sources, iris)


def of_reading(reading: Reading, quotes: Iterable[Quote], iris: Iris) -> Iterator[Quad]:
    """What an article says, and the words that statistics quote of it."""
    yield from _once(assertions(reading, iris), iris.graph(reading.article))
    yield from _once(_quotations(reading.article, quotes, iris), iris.node(STATISTICS))


def of_pairs(
    cooccurrences: Iterable[CoOccurrence], articles: Mapping[str, Article], iris: Iris
) -> Iterator[Quad]:
    """The pairs and their measures; `articles` are those that they quote, by id."""
    yield from _once(_statistics(cooccurrences, articles, iris), iris.node(STATISTICS))


def of_ranks(nodes: Iterable[str], iris: Iris) -> Iterator[Quad]:
    """The ranks of pairs; their addresses come in order."""
    ranks = ((NamedNode(node), KG.pairRank, integer(rank)) for rank, node in enumerate(nodes, 1))
    yield from _once(ranks, iris.node(STATISTICS))


def of_coverage(rows: Iterable[tuple[str, int, int, int | None]], iris: Iris) -> Iterator[Quad]:
    """How often entities are named: address, articles, mentions, rank within the class if it has one."""
    facts = (
        fact
        for node, articles, mentions, rank in rows
        for fact in covered(NamedNode(node), articles, mentions, rank)
    )
    yield from _once(facts, iris.node(STATISTICS))


def covered(entity: NamedNode, articles: int, mentions: int, rank: int | None) -> Iterator[Fact]:
    """How often one entity is named."""
    yield entity, KG.coverage, integer(articles)
    yield entity, KG.mentionCount, integer(mentions)
    if rank:
        yield entity, KG.rank, integer(rank)


def of_sources(sources: Iterable[Source], iris: Iris) -> Iterator[Quad]:
    """The pages that were read."""
    yield from _once(_sources(sources, iris), iris.node("g/run"))


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


def _statistics(
    cooccurrences: Iterable[CoOccurrence], articles: Mapping[str, Article], iris: Iris
) -> Iterator[Fact]:
    yield iris.node(STATISTICS), PROV.wasGeneratedBy, iris.node("run")
    for pair in cooccurrences:
        node = iris.cooccurrence(pair.first, pair.second)
        first, second = iris.entity(pair.first), iris.entity(pair.second)
        yield node, RDF.type, iri(KG.CoOccurrence)
        yield node, KG.participant, first
        yield node, KG.participant, second
        yield first, KG.coOccursWith, second
        yield second, KG.coOccursWith, first
        yield from _measures(pair, node)
        for quote in pair.evidence:
            if quote.article not in articles:
                raise ValueError(f"a co-occurrence quotes {quote.article}, which is not among the readings")
            place = quote.field, quote.start, quote.end
            yield node, KG.evidence, iris.quote(articles[quote.article], *place)


def _measures(pair: CoOccurrence, node: NamedNode) -> Iterator[Fact]:
    yield node, KG.articleCount, integer(pair.articles)
    yield node, KG.paragraphCount, integer(pair.paragraphs)
    yield node, KG.sentenceCount, integer(pair.sentences)
    yield node, KG.npmi, decimal(pair.npmi)
    yield node, KG.logLikelihood, decimal(pair.log_likelihood)
    yield node, KG.jaccard, decimal(pair.jaccard)


def _run(run: Run, iris: Iris) -> Iterator[Fact]:
    node, software = iris.node("run"), iris.node("software")
    yield node, RDF.type, iri(PROV.Activity)
    yield node, PROV.wasAssociatedWith, software
    yield node, KG.unit, string(run.unit)
    yield node, KG.minimum, integer(run.minimum)
    yield node, KG.reportersCounted, boolean(run.reporters)
    if run.home:
        yield node, KG.home, zh(run.home)
    if run.paper:
        yield node, KG.paper, zh(run.paper)
    yield software, RDF.type, iri(PROV.SoftwareAgent)
    yield software, SDO.name, string("kg")
    yield software, SDO.softwareVersion, string(run.version)
    if run.engine:
        engine = iris.node("engine")
        yield node, PROV.wasAssociatedWith, engine
        yield engine, RDF.type, iri(PROV.SoftwareAgent)
        yield engine, SDO.name, string(run.engine.partition(":")[0])
        yield engine, SDO.description, string(run.engine)


def _sources(sources: Iterable[Source], iris: Iris) -> Iterator[Fact]:
    for source in sources:
        page = iris.page(source.name)
        yield iris.node("run"), PROV.used, page
        yield page, RDF.type, iri(KG.Page)
        yield page, SDO.name, string(source.name)
        yield page, KG.digest, string(source.digest)
        yield page, KG.encoding, string(source.encoding)
        if source.date:
            yield page, SDO.datePublished, dated(source.date)
        if source.paper:
            yield page, SDO.publisher, zh(source.paper)
        if source.url:
            yield page, SDO.url, string(source.url)


def _described(count: Count, iris: Iris) -> Iterator[Fact]:
    dataset = iris.node("dataset")
    yield dataset, RDF.type, iri(VOID.Dataset)
    yield dataset, RDF.type, iri(DCAT.Dataset)
    for term, chinese, english in WORDS:
        yield dataset, term, zh(chinese)
        yield dataset, term, Literal(english, language="en")
    yield dataset, DCTERMS.language, iri(CHINESE)
    yield dataset, DCTERMS.conformsTo, iri(PREFIXES["kg"].rstrip("#"))
    yield dataset, PROV.wasGeneratedBy, iris.node("run")
    yield dataset, VOID.uriSpace, string(iris.base)
    yield dataset, VOID.documents, integer(count(KG.Page))
    yield dataset, VOID.entities, integer(count(*(KG[name] for name in CLASSES)))
    for prefix in VOCABULARIES:
        yield dataset, VOID.vocabulary, iri(PREFIXES[prefix])
    for kind in sorted(ONCE | SHARED, key=str):
        part = iris.node(f"dataset/{kind.value.rpartition('#')[2]}")
        yield dataset, VOID.classPartition, part
        yield part, RDF.type, iri(VOID.Dataset)
        yield part, VOID["class"], kind
        yield part, VOID.entities, integer(count(kind.value))

"""What is said beside the articles: pairs and their measures, ranks, pages, the run, the dataset as a whole.

Each function gives the triples of one row, so that rows that changed are triples that changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import Literal, NamedNode
from rdflib import RDF
from rdflib.namespace import DCAT, DCTERMS, ORG, PROV, SDO, VOID

from kg.assertions import Fact
from kg.model import CLASSES, Run, Source
from kg.terms import boolean, dated, decimal, integer, iri, string, zh
from kg.vocab import KG, PREFIXES, Iris

__all__ = ["ONCE", "RANKED", "SHARED", "coverage", "described", "origin", "pair", "run", "source"]

ONCE = frozenset(map(iri, (KG.Article, KG.Mention, KG.CoOccurrence)))
"""Classes whose members are each stated in one graph: they need no memory to be counted."""
SHARED = frozenset(map(iri, (*(KG[name] for name in CLASSES), KG.Page, KG.Statement, ORG.Membership)))
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


Measures = tuple[int, int, int, float, float, float]
"""Articles, paragraphs and sentences that name both; NPMI, log-likelihood, Jaccard."""


def origin(iris: Iris) -> Iterator[Fact]:
    """What the statistics come from."""
    yield iris.node("g/statistics"), PROV.wasGeneratedBy, iris.node("run")


def pair(
    first: str, second: str, measures: Measures, evidence: Iterable[NamedNode], iris: Iris
) -> Iterator[Fact]:
    """Two entities, by their identifiers, that are named together."""
    node, one, other = iris.together(first, second), iris.node(f"e/{first}"), iris.node(f"e/{second}")
    articles, paragraphs, sentences, npmi, log_likelihood, jaccard = measures
    yield node, RDF.type, iri(KG.CoOccurrence)
    yield node, KG.participant, one
    yield node, KG.participant, other
    yield one, KG.coOccursWith, other
    yield other, KG.coOccursWith, one
    yield node, KG.articleCount, integer(articles)
    yield node, KG.paragraphCount, integer(paragraphs)
    yield node, KG.sentenceCount, integer(sentences)
    yield node, KG.npmi, decimal(npmi)
    yield node, KG.logLikelihood, decimal(log_likelihood)
    yield node, KG.jaccard, decimal(jaccard)
    for quote in evidence:
        yield node, KG.evidence, quote


def coverage(entity: NamedNode, articles: int, mentions: int) -> Iterator[Fact]:
    """How often an entity is mentioned, and in how many articles."""
    yield entity, KG.coverage, integer(articles)
    yield entity, KG.mentionCount, integer(mentions)


def run(told: Run, iris: Iris) -> Iterator[Fact]:
    """How the graph was made."""
    node, software = iris.node("run"), iris.node("software")
    yield node, RDF.type, iri(PROV.Activity)
    yield node, PROV.wasAssociatedWith, software
    yield node, KG.unit, string(told.unit)
    yield node, KG.minimum, integer(told.minimum)
    yield node, KG.reportersCounted, boolean(told.reporters)
    if told.home:
        yield node, KG.home, zh(told.home)
    if told.paper:
        yield node, KG.paper, zh(told.paper)
    yield software, RDF.type, iri(PROV.SoftwareAgent)
    yield software, SDO.name, string("kg")
    yield software, SDO.softwareVersion, string(told.version)
    if told.engine:
        engine = iris.node("engine")
        yield node, PROV.wasAssociatedWith, engine
        yield engine, RDF.type, iri(PROV.SoftwareAgent)
        yield engine, SDO.name, string(told.engine.partition(":")[0])
        yield engine, SDO.description, string(told.engine)


def source(told: Source, iris: Iris) -> Iterator[Fact]:
    """A page that gave articles."""
    page = iris.page(told.name)
    yield iris.node("run"), PROV.used, page
    yield page, RDF.type, iri(KG.Page)
    yield page, SDO.name, string(told.name)
    yield page, KG.digest, string(told.digest)
    yield page, KG.encoding, string(told.encoding)
    if told.date:
        yield page, SDO.datePublished, dated(told.date)
    if told.paper:
        yield page, SDO.publisher, zh(told.paper)
    if told.url:
        yield page, SDO.url, string(told.url)


def described(count: Callable[..., int], iris: Iris) -> Iterator[Fact]:
    """The dataset as a whole; `count` gives the members of classes, by their addresses."""
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

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, SDO, Graph, Literal, URIRef
from rdflib.namespace import ORG, SH, SKOS

from kg import rules
from kg.dumps import merged, write_nquads
from kg.errors import InputError
from kg.rules import Report
from kg.shapes import validate
from kg.vocab import KG, ontology_folder
from tests.graphs import BASE, RUN, TRAINING, gold_file, pairs, rich_reading, sources
from tests.quads import quads
from tests.samples import gold_readings

REMOVED = Literal("(removed)")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    # One article is enough to break, and quick to check.
    path = tmp_path_factory.mktemp("graph") / "graph.nq"
    training = next(reading for reading in gold_readings() if reading.article.id == TRAINING)
    write_nquads(quads([training], pairs(), sources(), RUN, base=BASE), path)
    return merged(path)


def some(graph: Graph, kind: URIRef) -> URIRef:
    return min(node for node in graph.subjects(RDF.type, kind) if isinstance(node, URIRef))


def copy(graph: Graph) -> Graph:
    made = Graph()
    for triple in graph:
        made.add(triple)
    return made


def test_gold_graph_conforms(tmp_path: Path) -> None:
    report = validate(gold_file(tmp_path))

    assert report.findings == ()
    assert report.conforms


def test_article_with_everything_conforms(tmp_path: Path) -> None:
    write_nquads(quads([rich_reading()], [], [], RUN, base=BASE), tmp_path / "graph.nq")

    assert validate(tmp_path / "graph.nq").findings == ()


BREAKS = [
    (KG.Mention, KG.exact, REMOVED),
    (KG.Mention, KG.exact, Literal("又一段", lang="zh")),
    (KG.Mention, KG.begin, REMOVED),
    (KG.Mention, KG.begin, Literal(-1)),
    (KG.Mention, KG.end, REMOVED),
    (KG.Mention, KG.end, Literal("9")),
    (KG.Mention, KG.field, REMOVED),
    (KG.Mention, KG.field, Literal("footer")),
    (KG.Mention, KG.sourceBegin, REMOVED),
    (KG.Mention, KG.sourceEnd, REMOVED),
    (KG.Mention, KG.inArticle, REMOVED),
    (KG.Mention, KG.mentionOf, REMOVED),
    (KG.Mention, KG.mentionOf, URIRef("https://kg.example/e/z-unknown")),
    (KG.Mention, KG.rule, REMOVED),
    (KG.Mention, KG.confidence, Literal("1.5", datatype=URIRef("http://www.w3.org/2001/XMLSchema#decimal"))),
    (KG.Quote, KG.exact, REMOVED),
    (KG.Union, SKOS.prefLabel, REMOVED),
    (KG.Union, SKOS.prefLabel, Literal("又一名", lang="zh")),
    (KG.Union, SKOS.prefLabel, Literal("a union", lang="en")),
    (KG.Union, RDF.type, KG.Company),
    (KG.Article, SDO.headline, REMOVED),
    (KG.Article, SDO.isPartOf, REMOVED),
    (KG.Article, KG.kind, Literal("advertisement")),
    (KG.Article, KG.reporter, URIRef("https://kg.example/e/z-unknown")),
    (KG.Page, SDO.name, REMOVED),
    (KG.Statement, KG.evidence, REMOVED),
    (KG.Statement, RDF.subject, REMOVED),
    (KG.Statement, RDF.predicate, REMOVED),
    (KG.Statement, RDF.predicate, SKOS.related),
    (KG.Statement, RDF.object, REMOVED),
    (ORG.Membership, ORG.member, REMOVED),
    (ORG.Membership, KG.post, REMOVED),
    (ORG.Membership, KG.evidence, REMOVED),
    (KG.CoOccurrence, KG.participant, REMOVED),
    (KG.CoOccurrence, KG.articleCount, REMOVED),
    (KG.CoOccurrence, KG.articleCount, Literal(0)),
    (KG.CoOccurrence, KG.npmi, Literal(2)),
    (KG.CoOccurrence, KG.jaccard, Literal(-1)),
]


def asked(graph: Graph) -> Report:
    """The report of the same promises as SPARQL."""
    store = ox.Store()
    store.bulk_load(graph.serialize(format="nt").encode(), format=ox.RdfFormat.N_TRIPLES)
    return rules.validate(store)


def test_every_promise_is_a_query(sound: Graph) -> None:
    report = asked(sound)
    assert report.findings == () and report.conforms
    said = Graph().parse(ontology_folder() / "shapes.ttl")
    parts = {part for shape in said.subjects(SH.targetClass) for part in said.objects(shape, SH.property)}
    constraints = [
        each for part in parts for each in said.predicates(part) if each not in (SH.path, SH.message)
    ]
    either = [*said.subject_objects(SH["or"])]
    assert len(rules.rules()) == len(constraints) + len(either) > 100


@pytest.mark.parametrize(("kind", "path", "value"), BREAKS)
def test_sparql_finds_what_shacl_finds(
    sound: Graph, kind: URIRef, path: URIRef, value: Literal | URIRef
) -> None:
    broken, node = copy(sound), some(sound, kind)
    if value is REMOVED:
        broken.remove((node, path, None))
    else:
        broken.add((node, path, value))
    assert asked(broken) == validate(broken)


def test_sparql_finds_all_that_is_wrong_at_once(sound: Graph) -> None:
    broken = copy(sound)
    for kind, path, value in BREAKS:
        broken.add((some(sound, kind), path, value))
    for path in (KG.exact, KG.evidence):
        broken.remove((None, path, None))
    report = asked(broken)
    assert report == validate(broken) and len(report.findings) > 30


@pytest.mark.parametrize(("kind", "path", "value"), BREAKS)
def test_broken_promise_is_found(sound: Graph, kind: URIRef, path: URIRef, value: Literal | URIRef) -> None:
    broken, node = copy(sound), some(sound, kind)
    if value is REMOVED:
        broken.remove((node, path, None))
    else:
        broken.add((node, path, value))

    report = validate(broken)

    found = [finding for finding in report.findings if (finding.node, finding.path) == (str(node), str(path))]
    assert not report.conforms
    assert found
    assert all(finding.message_zh and finding.message_en for finding in report.findings)


def test_quote_that_ends_before_it_begins_is_found(sound: Graph) -> None:
    broken, node = copy(sound), some(sound, KG.Mention)
    broken.set((node, KG.end, Literal(0)))
    broken.set((node, KG.begin, Literal(3)))

    assert "LessThan" in {finding.rule for finding in validate(broken).findings if finding.node == str(node)}


@pytest.mark.parametrize(
    ("path", "count"), [(KG.sentenceCount, 1), (KG.paragraphCount, 1)], ids=["sentences", "paragraphs"]
)
def test_counts_and_quotes_that_do_not_fit_are_found(sound: Graph, path: URIRef, count: int) -> None:
    broken = copy(sound)
    # The pair that shares an article and no paragraph has no quotes.
    (node,) = sound.subjects(KG.paragraphCount, Literal(0))
    broken.set((node, path, Literal(count)))
    assert asked(broken) == validate(broken)

    (finding,) = validate(broken).findings

    assert (finding.node, finding.rule) == (str(node), "Or")
    assert finding.message_zh == "共现的次数与引文不相符"


def test_findings_are_in_order_and_once(sound: Graph) -> None:
    broken = copy(sound)
    broken.remove((None, KG.exact, None))

    findings = validate(broken).findings

    assert len(findings) > 30
    assert list(findings) == sorted(set(findings))


def test_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="kg build"):
        validate(tmp_path / "graph.nq")

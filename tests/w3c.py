"""The W3C's SPARQL 1.1 tests, as data: query evaluation and protocol, read from their manifests."""

from __future__ import annotations

import csv
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import pyoxigraph as ox
from rdflib import RDF, BNode, Graph, Namespace, Node, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic

__all__ = ["Evaluation", "Exchange", "Protocol", "evaluations", "folder", "graphs", "protocols", "same"]

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
RDFS_LABEL = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
FORMS = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}
MEDIA = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".tsv": "text/tab-separated-values",
    ".csv": "text/csv",
}


def folder() -> Path | None:
    """The folder sparql11 of the tests: KG_W3C_TESTS, as they are not kept here."""
    told = os.environ.get("KG_W3C_TESTS")
    return Path(told) if told else None


@dataclass(frozen=True)
class Evaluation:
    """A query, its data, and the file that holds what it should answer."""

    name: str
    query: str
    base: str
    default: tuple[Path, ...]
    named: tuple[Path, ...]
    result: Path

    @property
    def media(self) -> str:
        return MEDIA.get(self.result.suffix, "text/turtle")

    @property
    def is_result_set(self) -> bool:
        return self.result.suffix == ".ttl" and b"ResultSet" in self.result.read_bytes()

    def quads(self) -> Iterator[ox.Quad]:
        """Its data as a dataset of its own."""
        for path in self.default:
            yield from triples(path)
        yield from graphs(self.named)


def graphs(paths: Iterable[Path]) -> Iterator[ox.Quad]:
    """The triples of files, each in the graph that has the file's name."""
    for path in paths:
        for quad in triples(path):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(path.as_uri()))


def triples(path: Path) -> Iterator[ox.Quad]:
    yield from ox.parse(path=path, base_iri=path.as_uri(), rename_blank_nodes=True)


def _path(node: Node) -> Path:
    return Path(unquote_to_bytes(urlsplit(str(node)).path).decode())


def _manifest(path: Path) -> tuple[Graph, list[Node]]:
    graph = Graph().parse(path, publicID=path.as_uri(), format="turtle")
    entries = next(graph.objects(None, MF.entries), None)
    return graph, list(Collection(graph, entries)) if entries else []


def evaluations(root: Path) -> Iterator[Evaluation]:
    """All tests of query evaluation and of result formats, in the order of their folders."""
    for manifest in sorted(root.glob("*/manifest.ttl")):
        graph, entries = _manifest(manifest)
        for entry in entries:
            kind = str(graph.value(entry, RDF.type)).rpartition("#")[2]
            if kind in ("QueryEvaluationTest", "CSVResultFormatTest"):
                yield _evaluation(graph, entry, manifest.parent.name)


def _evaluation(graph: Graph, entry: Node, group: str) -> Evaluation:
    action, result = graph.value(entry, MF.action), graph.value(entry, MF.result)
    assert action and result
    query = graph.value(action, QT.query)
    assert query
    return Evaluation(
        f"{group}/{str(entry).rpartition('#')[2]}",
        _path(query).read_text(encoding="utf-8"),
        str(query),
        tuple(map(_path, graph.objects(action, QT.data))),
        tuple(map(_path, graph.objects(action, QT.graphData))),
        _path(result),
    )


def same(test: Evaluation, answer: bytes) -> bool:
    """Whether an answer, in the form `test.media`, is what the test wants."""
    wanted = test.result.read_bytes()
    if test.result.suffix == ".csv":
        return _cells(wanted) == _cells(answer)
    if test.result.suffix not in FORMS:
        kept = (Graph().parse(data=data, format="turtle", publicID=test.base) for data in (wanted, answer))
        return isomorphic(*kept)
    form = FORMS[test.result.suffix]
    one, other = (ox.parse_query_results(data, format=form) for data in (wanted, answer))
    if isinstance(one, ox.QueryBoolean) or isinstance(other, ox.QueryBoolean):
        return (
            isinstance(one, ox.QueryBoolean)
            and isinstance(other, ox.QueryBoolean)
            and bool(one) == bool(other)
        )
    assert isinstance(one, ox.QuerySolutions) and isinstance(other, ox.QuerySolutions)
    names = {variable.value for variable in one.variables}
    if names != {variable.value for variable in other.variables}:
        return False
    return isomorphic(*(_rows(solutions, sorted(names)) for solutions in (one, other)))


def _cells(data: bytes) -> Counter[tuple[tuple[str, str], ...]]:
    """Rows of CSV, which knows neither the order of columns nor one blank node from another."""
    rows = csv.DictReader(StringIO(re.sub(r"_:\w+", "_:", data.decode())))
    return Counter(tuple(sorted(row.items())) for row in rows)


def _rows(solutions: ox.QuerySolutions, names: list[str]) -> Graph:
    """Solutions as a graph, equal up to blank nodes if they are; numbers by value."""
    graph, counted = Graph(), Counter[tuple[str, ...]]()
    for solution in solutions:
        cells = []
        for name in names:
            term = solution[name]
            cells.append("" if term is None else _valued(term))
        counted[tuple(cells)] += 1
    for row, count in counted.items():
        node = BNode()
        graph.add((node, URIRef("x:count"), _literal(str(count))))
        for name, cell in zip(names, row, strict=True):
            if cell.startswith("_:"):
                graph.add((node, URIRef(f"x:{name}"), BNode(cell[2:])))
            elif cell:
                graph.add((node, URIRef(f"x:{name}"), _literal(cell)))
    return graph


def _literal(text: str) -> Any:
    from rdflib import Literal

    return Literal(text)


def _valued(term: Any) -> str:
    if isinstance(term, ox.Literal) and term.datatype.value.rpartition("#")[2] in (
        "decimal",
        "double",
        "float",
    ):
        try:
            return f"{float(term.value):.10g}^^{term.datatype.value}"
        except ValueError:
            pass
    return str(term)


@dataclass(frozen=True)
class Exchange:
    """A request and what the answer to it must be."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    statuses: tuple[str, ...]
    boolean: bool | None
    format: str | None


@dataclass(frozen=True)
class Protocol:
    """A test of the protocol: graphs to load and exchanges in their order."""

    name: str
    title: str
    quads: tuple[ox.Quad, ...]
    exchanges: tuple[Exchange, ...]


def protocols(root: Path) -> Iterator[Protocol]:
    """The tests of the protocol."""
    graph, entries = _manifest(root / "protocol" / "manifest.ttl")
    for entry in entries:
        action = graph.value(entry, MF.action)
        requests = Collection(graph, next(graph.objects(action, HT.requests)))
        yield Protocol(
            str(entry).rpartition("#")[2],
            str(graph.value(entry, MF.name)),
            tuple(_loaded(graph, entry)),
            tuple(_exchange(graph, request) for request in requests),
        )


def _loaded(graph: Graph, entry: Node) -> Iterator[ox.Quad]:
    for data in graph.objects(entry, UT.graphData):
        name = ox.NamedNode(str(graph.value(data, RDFS_LABEL)))
        path = graph.value(data, UT.graph)
        assert path
        for quad in ox.parse(path=_path(path), format=ox.RdfFormat.N_TRIPLES):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, name)


def _exchange(graph: Graph, request: Node) -> Exchange:
    response = graph.value(request, HT.resp)
    listed = graph.value(request, HT.headers)
    headers = Collection(graph, listed) if listed else ()
    boolean, form = graph.value(response, MF.expectedBoolean), graph.value(response, MF.expectedFormat)
    body = graph.value(request, HT.body)
    data = None
    if body:
        encoding = str(graph.value(body, CNT.characterEncoding)).lower()
        data = str(graph.value(body, CNT.chars)).encode(encoding)
    return Exchange(
        str(graph.value(request, HT.methodName)),
        str(graph.value(request, HT.absolutePath)),
        {str(graph.value(one, HT.fieldName)): str(graph.value(one, HT.fieldValue)) for one in headers},
        data,
        tuple(str(status)[-3] for status in graph.objects(response, MF.expectedStatus)),
        None if boolean is None else json.loads(str(boolean)),
        str(form) if form else None,
    )

"""The W3C's own tests, if their folder is given in KG_W3C_TESTS (w3c/rdf-tests, sparql/sparql11)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from kg.sparql import look
from tests.samples import ROOT
from tests.serving import DIRECT, Server, output_of, served
from tests.w3c import Evaluation, Protocol, evaluations, folder, graphs, protocols, same

pytest.importorskip("starlette")

HERE = folder()
REASON = "set KG_W3C_TESTS to the folder sparql11 of w3c/rdf-tests"
pytestmark = pytest.mark.skipif(not HERE, reason=REASON)
FORMATS = {
    "boolean": r"application/sparql-results\+(json|xml)",
    "tabular": r"application/sparql-results\+(json|xml)|text/csv|text/tab-separated-values",
    "RDF": r"text/turtle|application/(n-triples|rdf\+xml|ld\+json)",
}
PROTOCOLS = list(protocols(HERE)) if HERE else []
EVALUATIONS = list(evaluations(HERE)) if HERE else []


def failure(test: Protocol, server: Server) -> str:
    """What is wrong about the server's answers; nothing when the test is passed."""
    for exchange in test.exchanges:
        answer = server.send(exchange.method, exchange.path, exchange.body, **exchange.headers)
        if str(answer.status)[0] not in exchange.statuses:
            return f"{answer.status} {answer.text}"
        if exchange.format and not re.match(FORMATS[exchange.format], answer.headers["content-type"]):
            return answer.headers["content-type"]
        if exchange.boolean is not None and json.loads(answer.body)["boolean"] != exchange.boolean:
            return answer.text
    return ""


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    quads = sorted({quad for test in PROTOCOLS for quad in test.quads}, key=str)
    with served(output_of(quads, tmp_path_factory.mktemp("w3c"))) as server:
        yield server


def listed() -> dict[str, str]:
    """The table of docs/serve.md: the result of each test by its name."""
    text = (ROOT / "docs" / "serve.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| `(\w+)` \| .* \| (passed|refused)\b.* \|$", text, re.MULTILINE))


def test_the_table_has_all_tests_of_the_protocol() -> None:
    assert list(listed()) == [test.name for test in PROTOCOLS] and len(PROTOCOLS) == 34


@pytest.mark.parametrize("test", PROTOCOLS, ids=[test.name for test in PROTOCOLS])
def test_protocol(test: Protocol, endpoint: Server) -> None:
    if listed()[test.name] == "passed":
        assert failure(test, endpoint) == ""
    else:
        # An update that a query-only service refuses: always so, and with nothing changed.
        assert test.name.startswith("update_")
        assert failure(test, endpoint).startswith("403 ")


def plainly(test: Evaluation) -> bool:
    """Whether pyoxigraph by itself passes; it cannot read solutions that are written as a graph."""
    store = ox.Store()
    store.extend(test.quads())
    result = store.query(test.query, base_iri=test.base)
    if test.is_result_set:
        return False
    if isinstance(result, ox.QueryTriples):
        return same(test, ox.serialize(result, format=ox.RdfFormat.TURTLE) or b"")
    forms = {
        ".srx": ox.QueryResultsFormat.XML,
        ".srj": ox.QueryResultsFormat.JSON,
        ".tsv": ox.QueryResultsFormat.TSV,
        ".csv": ox.QueryResultsFormat.CSV,
    }
    return same(test, result.serialize(format=forms[test.result.suffix]) or b"")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the data of all tests, each file in a graph of its own."""
    paths = {path for test in EVALUATIONS for path in (*test.default, *test.named)}
    quads = graphs(paths)
    with served(output_of(sorted(quads, key=str), tmp_path_factory.mktemp("evaluation"))) as server:
        yield server


@pytest.mark.parametrize("test", EVALUATIONS, ids=[test.name for test in EVALUATIONS])
def test_whatever_oxigraph_answers_right_the_server_does(test: Evaluation, loaded: Server) -> None:
    if not plainly(test):
        pytest.xfail("pyoxigraph by itself answers otherwise")
    told = [("default-graph-uri", path.as_uri()) for path in test.default]
    told += [("named-graph-uri", path.as_uri()) for path in test.named]
    if look(test.query).graphs:
        told = []  # the query says itself what it asks
    elif not told:
        told = [("default-graph-uri", "x:none")]  # a test without data asks a graph without triples
    query = f"BASE <{test.base}>\n{test.query}".encode()
    answer = loaded.send("POST", f"/sparql?{urlencode(told)}", query, Content_Type=DIRECT, Accept=test.media)
    assert answer.status == 200, answer.text
    assert same(test, answer.body), answer.text

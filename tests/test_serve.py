"""`kg serve` as clients know it: the protocol, formats, headers, limits, a new build, the end."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph

from kg.serve import Limits, application
from kg.serve.access import LOGGER, _line
from kg.serve.answers import Answer, Answers
from kg.serve.formats import GRAPHS, SOLUTIONS, chosen, named
from kg.serve.negotiation import accepted
from kg.vocab import KG
from tests.graphs import gold_quads
from tests.samples import ROOT
from tests.serving import FORM, Server, output_of, served

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

UNIONS = "SELECT DISTINCT ?name { ?u a kg:Union ; skos:prefLabel ?name } ORDER BY ?name"
GRAPH = "CONSTRUCT { ?u a kg:Union } { ?u a kg:Union }"
READERS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
SD = "http://www.w3.org/ns/sparql-service-description#"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return output_of(gold_quads(), tmp_path_factory.mktemp("serve"))


@pytest.fixture(scope="module")
def server(output: Path) -> Iterator[Server]:
    with served(output, "--rows", "200", "--seconds", "2", "--quick", "2", "--long", "1") as running:
        yield running


def bindings(body: bytes) -> list[dict[str, dict[str, str]]]:
    found: list[dict[str, dict[str, str]]] = json.loads(body)["results"]["bindings"]
    return found


@pytest.mark.parametrize("media", [*SOLUTIONS])
def test_solutions_in_every_form(server: Server, media: str) -> None:
    answer = server.ask(UNIONS, Accept=media)
    assert answer.status == 200 and answer.headers["content-type"].split(";")[0] == media
    assert answer.headers["content-length"] == str(len(answer.body))
    assert "北京市总工会" in answer.text
    assert (
        server.ask("ASK {}", Accept=media)
        .text.strip()
        .rstrip("}")
        .endswith(("true", "true</boolean></sparql>"))
    )


@pytest.mark.parametrize("media", [*GRAPHS])
def test_graphs_in_every_form(server: Server, media: str) -> None:
    answer = server.ask(GRAPH, Accept=media)
    assert answer.status == 200 and answer.headers["content-type"].split(";")[0] == media
    expected = {
        quad.subject.value
        for quad in gold_quads()
        if quad.predicate.value == str(RDF.type) and quad.object == ox.NamedNode(str(KG.Union))
        if isinstance(quad.subject, ox.NamedNode)
    }
    found = {str(quad.subject)[1:-1] for quad in ox.parse(answer.body, format=READERS[GRAPHS[media]])}
    assert found == expected


def test_the_parameter_goes_before_the_header(server: Server) -> None:
    asked = urlencode({"query": UNIONS, "format": "csv"})
    answer = server.send("GET", f"/sparql?{asked}", Accept="application/json")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert server.send("GET", "/sparql?" + urlencode({"query": GRAPH, "format": "csv"})).status == 406


def test_all_ways_of_asking_have_the_same_answer(server: Server) -> None:
    form = urlencode({"query": UNIONS}).encode()
    one = server.ask(UNIONS)
    assert server.ask(UNIONS, "POST").body == one.body
    assert server.send("POST", "/sparql", form, Content_Type=f"{FORM}; charset=UTF-8").body == one.body
    head = server.ask(UNIONS, "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == one.headers["content-length"]
    assert bindings(one.body)


def test_dataset_of_the_request(server: Server) -> None:
    names = [str(quad.graph_name)[1:-1] for quad in gold_quads()]
    graphs = sorted({name for name in names if "/g/0" in name})
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    for graph in graphs[:2]:
        expected = str(names.count(graph))
        for where in (count, count.replace("{", f"FROM <{graph}> {{", 1)):
            told = {"query": where} if "FROM" in where else {"query": where, "default-graph-uri": graph}
            answer = server.send("GET", f"/sparql?{urlencode(told)}")
            assert bindings(answer.body)[0]["n"]["value"] == expected
    named = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    told = {"query": named, "named-graph-uri": graphs[0]}
    answer = server.send("GET", f"/sparql?{urlencode(told)}")
    assert [row["g"]["value"] for row in bindings(answer.body)] == [graphs[0]]


def test_relative_addresses_are_those_of_the_graph(server: Server) -> None:
    assert (
        b"true" in server.ask("ASK { <g/run> ?p ?o } ").body
        or b"true" in server.ask("ASK { <run> ?p ?o }").body
    )


def test_etag_is_of_the_graph_and_the_form(server: Server) -> None:
    one, other = server.ask(UNIONS), server.ask(UNIONS, Accept="text/csv")
    assert one.headers["etag"] != other.headers["etag"] and one.headers["vary"] == "Accept"
    again = server.ask(UNIONS, If_None_Match=one.headers["etag"])
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", one.headers["etag"])
    assert server.ask(UNIONS, If_None_Match='"x"').status == 200
    assert server.ask(UNIONS, If_None_Match=one.headers["etag"], Accept="text/csv").status == 200
    assert server.ask(UNIONS, "POST", If_None_Match=one.headers["etag"]).status == 200


def test_answers_that_change_are_not_kept(server: Server) -> None:
    answers = [server.ask("SELECT (STRUUID() AS ?x) {}") for _ in range(2)]
    assert answers[0].body != answers[1].body
    assert "etag" not in answers[0].headers and answers[0].headers["cache-control"] == "no-store"


def test_answers_that_are_given_again_are_the_same(server: Server) -> None:
    one, other = server.ask(UNIONS), server.ask(UNIONS)
    changing = ("date",)
    assert one.body == other.body
    assert {k: v for k, v in one.headers.items() if k not in changing} == {
        k: v for k, v in other.headers.items() if k not in changing
    }


def test_headers_of_every_response(server: Server) -> None:
    for answer in (
        server.ask(UNIONS),
        server.ask("x"),
        server.send("GET", "/"),
        server.send("GET", "/nothing"),
    ):
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert "server" not in answer.headers and "set-cookie" not in answer.headers


def test_preflight(server: Server) -> None:
    answer = server.send("OPTIONS", "/sparql", Origin="https://elsewhere.example")
    assert (answer.status, answer.body) == (204, b"")
    assert "POST" in answer.headers["access-control-allow-methods"]


@pytest.mark.parametrize("media", [*GRAPHS])
def test_description_of_the_service(server: Server, media: str) -> None:
    answer = server.send("GET", "/sparql", Accept=media)
    assert answer.status == 200 and answer.headers["content-type"].split(";")[0] == media
    if media == "text/turtle":
        found = Graph().parse(data=answer.body, format="turtle")
        address = server.address.rstrip("/") + "/sparql"
        assert f"<{address}> <{SD}supportedLanguage> <{SD}SPARQL11Query>" in found.serialize(format="nt")


def test_people_get_the_editor(server: Server) -> None:
    answer = server.send("GET", "/sparql", Accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert answer.headers["content-type"].startswith("text/html") and "<textarea" in answer.text


def test_refusals_come_as_text_or_json(server: Server) -> None:
    text = server.ask("SELECT * {\n ?s ?p }")
    assert text.status == 400 and "line 2, column" in text.text and "第 2 行" in text.text
    told = server.ask("SELECT * {", Accept="application/json")
    assert told.headers["content-type"] == "application/problem+json"
    assert json.loads(told.body)["status"] == 400 and json.loads(told.body)["detail_zh"]


def test_too_many_rows_are_no_answer(server: Server) -> None:
    rows = "SELECT ?s { ?s ?p ?o } LIMIT {}"
    for form in ("json", "xml", "csv", "tsv"):
        for limit, status in ((200, 200), (300, 413)):
            asked = urlencode({"query": rows.replace("{}", str(limit)), "format": form})
            assert server.send("GET", f"/sparql?{asked}").status == status, form
    assert server.ask("CONSTRUCT WHERE { ?s ?p ?o }").status == 413


def test_too_many_bytes_are_no_answer(output: Path) -> None:
    with served(output, "--bytes", "1", "--quick", "1", "--long", "1") as small:
        answer = small.ask("SELECT * { ?s ?p ?o }")
        assert answer.status == 413 and "LIMIT" in answer.text
        assert small.ask("ASK {}").status == 200


def test_one_long_query_has_the_long_place_and_is_stopped(server: Server) -> None:
    begun = time.monotonic()
    answer = server.ask("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    assert answer.status == 504 and 1.5 < time.monotonic() - begun < 20
    assert server.ask(UNIONS).status == 200


def test_health_and_metrics(server: Server) -> None:
    health = json.loads(server.send("GET", "/health").body)
    assert health["status"] == "ok" and len(health["digest"]) == 64
    server.ask("SELECT *")
    lines = server.send("GET", "/metrics").text.splitlines()
    counts = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    assert float(counts['kg_requests_total{route="/sparql",status="400"}']) >= 1
    assert float(counts["kg_processes"]) >= 1 and float(counts["kg_triples"]) == health["triples"]
    assert counts['kg_request_seconds_bucket{le="+Inf"}'] == counts["kg_request_seconds_count"]


def test_a_new_build_is_served_without_a_pause(tmp_path: Path) -> None:
    output = output_of(gold_quads(), tmp_path / "output")
    ask = "SELECT ?o { <x:build> <x:number> ?o }"
    with served(output, "--quick", "2", "--long", "1") as server:
        before = server.ask(UNIONS)
        fact = ox.Quad(
            ox.NamedNode("x:build"), ox.NamedNode("x:number"), ox.Literal("2"), ox.NamedNode("x:g")
        )
        output_of([*gold_quads(), fact], output)
        until = time.monotonic() + 20
        while '"2"' not in server.ask(ask).text:
            assert time.monotonic() < until
        after = server.ask(UNIONS)
        assert after.body == before.body and after.headers["etag"] != before.headers["etag"]
        assert server.ask(UNIONS, If_None_Match=before.headers["etag"]).status == 200


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_it_stops_when_asked_and_says_what_is_wrong(output: Path, tmp_path: Path) -> None:
    def told(*options: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "kg", "serve", *options]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)

    with served(output, "--quick", "1", "--long", "1") as server:
        taken = told("-o", str(output), "--port", str(server.place[1]))
        assert taken.returncode == 2 and "--port" in taken.stderr
        if sys.platform == "linux":
            for number in range(3):
                [child, *_] = server.children()
                os.kill(child, signal.SIGKILL)
                asked = f"{UNIONS} LIMIT {number + 1}"
                assert server.ask(asked).status == 200, "a process that is gone is noticed, and another asked"
    missing = told("-o", str(tmp_path / "nothing"))
    assert missing.returncode == 2 and "kg build" in missing.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only there a child ends with its parent")
def test_no_process_outlives_a_killed_server(output: Path) -> None:
    command = [sys.executable, "-m", "kg", "serve", "-o", str(output), "--port", "0", "-q"]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE)
    assert process.stderr
    line = process.stderr.readline().decode()
    server = Server(line.split()[1], process.pid)
    server.ask("ASK {}")
    children = server.children()
    process.kill()
    process.communicate()
    until = time.monotonic() + 10
    while any(Path(f"/proc/{child}").exists() for child in children):
        assert time.monotonic() < until
        time.sleep(0.05)
    assert children


def test_application_needs_a_database(tmp_path: Path) -> None:
    from kg.errors import InputError

    with pytest.raises(InputError, match="kg build"):
        application(tmp_path, limits=Limits())


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, "a/b"),
        ("", "a/b"),
        ("*/*", "a/b"),
        ("a/c", "a/c"),
        ("a/b;q=0.1, a/c;q=0.2", "a/c"),
        ("a/*;q=0.5, d/e", "d/e"),
        ("a/b;q=0, */*;q=0.1", "a/c"),
        ("a/c ; charset=utf-8 ; q=1", "a/c"),
        ("A/C", "a/c"),
        ("x/y", None),
        ("*/*;q=0", None),
        ("nonsense", "a/b"),
        ("a/c;q=nonsense", "a/c"),
    ],
)
def test_accept(header: str | None, expected: str | None) -> None:
    assert accepted(header, ("a/b", "a/c", "d/e")) == expected


def test_formats_have_names() -> None:
    for short in {*SOLUTIONS.values(), *GRAPHS.values(), "turtle", "text/csv"}:
        assert named(short)
    assert named("exe") is None and chosen("image/png") == (None, None)


def test_answers_are_kept_up_to_a_size() -> None:
    answers = Answers(10_000)
    for number in range(50):
        answers.keep(number, Answer("text/csv", '"x"', b"x" * 500, "d"))
    assert answers.size <= 10_000 and answers.get(49) and answers.get(0) is None
    answers.keep("large", Answer("text/csv", '"x"', b"x" * 9_000, "d"))
    assert answers.get("large") is None
    assert Answers(0).get("x") is None


def test_a_line_of_the_log_is_one_line() -> None:
    scope = {
        "client": ("::1", 1),
        "method": "GET",
        "raw_path": b"/a\r\n\x1b[2J",
        "query_string": quote("总\n").encode() + b"\x00" + b"x" * 5000,
    }
    line = _line(scope, 200, 3, 0.5)
    assert line.isascii() and line.isprintable() and len(line) < 1200 and LOGGER.level == logging.NOTSET

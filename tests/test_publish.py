"""kg publish to Oxigraph and Virtuoso, started here: the store ends with exactly the graphs of the file."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Triple, parse, serialize

from kg.cli import run
from kg.contents import contents
from kg.dumps import read, write_nquads
from kg.endpoint import ask
from kg.errors import InputError, ServerError
from kg.model import CoOccurrence, Reading
from kg.publish import DEFAULT, GROUP, Plan, publish
from kg.server import Server, connected
from tests.graphs import BASE, RUN, gold_file, pairs, passage, renamed, rich_reading, sources
from tests.quads import quads
from tests.samples import ROOT, gold_readings
from tests.stores import Running, oxigraph, virtuoso

RECORD = f"{BASE}g/published"
COUNTS = f"""SELECT ?g (COUNT(*) AS ?n) WHERE {{
  GRAPH ?g {{ ?s ?p ?o }} FILTER (STRSTARTS(STR(?g), "{BASE}") && STR(?g) != "{RECORD}")
}} GROUP BY ?g"""
OTHERS = "urn:of:others"


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    start = {"oxigraph": oxigraph, "virtuoso": virtuoso}[request.param]
    with start(tmp_path_factory.mktemp(request.param)) as running:
        yield running


@pytest.fixture
def server(store: Running) -> Iterator[Server]:
    """A connection to a store that is empty but for a graph of somebody else's."""
    with connected(store.access) as server:
        if store.name == "oxigraph":
            server.send("DELETE", f"{store.graphs}?default")
        for graph in [*counts(store, server), RECORD, OTHERS]:
            server.send("DELETE", place(store, graph), fine=(404,))
        turtle = {"Content-Type": "text/turtle"}
        server.send("PUT", place(store, OTHERS), content=b"<urn:a> <urn:b> <urn:c> .", headers=turtle)
        yield server
        kept = server.send("GET", place(store, OTHERS))
        assert len(triples(kept)) == 1


def place(store: Running, graph: str) -> str:
    return f"{store.graphs}?graph={quote(graph, safe='')}"


def triples(answer: Any) -> set[Triple]:
    format = RdfFormat.from_media_type(answer.headers["content-type"])
    return {quad.triple for quad in parse(answer.content, format=format)}


def counts(store: Running, server: Server) -> dict[str, int]:
    """How many triples each published graph has, as the store says."""
    found = ask(store.queries, COUNTS, server=server)
    assert isinstance(found, QuerySolutions)
    return {row["g"].value: int(row["n"].value) for row in found}


def held(nquads: Path) -> dict[str, int]:
    return dict(Counter(str(quad.graph_name)[1:-1] for quad in read(nquads)))


def written(folder: Path, readings: list[Reading], cooccurrences: tuple[CoOccurrence, ...] = pairs()) -> Path:
    facts = quads(readings, cooccurrences, sources(), RUN, base=BASE)
    write_nquads(facts, folder / "graph.nq")
    return folder / "graph.nq"


@cache
def many() -> list[Reading]:
    """More articles than the record is told of at once."""
    return [
        renamed(reading, f"{number}/{reading.article.page}" if number else reading.article.page)
        for number in range(GROUP * 3 // 19 + 1)
        for reading in gold_readings()
    ]


def went(plan: Plan) -> tuple[int, ...]:
    """How many graphs are new, changed, vanished and the same; the union does not count."""
    return tuple(len({*names} - {DEFAULT}) for names in (plan.new, plan.changed, plan.vanished, plan.same))


def together(nquads: Path) -> int:
    return len({quad.triple for quad in read(nquads)})


def test_a_store_holds_the_same_as_the_file(store: Running, server: Server, tmp_path: Path) -> None:
    nquads = gold_file(tmp_path)
    steps: list[tuple[int, int]] = []

    plan = publish(nquads, store.graphs, server=server, on_progress=lambda *step: steps.append(step))

    assert counts(store, server) == held(nquads)
    assert went(plan) == (len(held(nquads)), 0, 0, 0)
    assert plan.union == (DEFAULT if store.name == "oxigraph" else None)
    total = sum(held(nquads).values()) + (together(nquads) if plan.union else 0)
    assert plan.quads == total
    assert steps[0] == (0, total) and steps[-1] == (total, total) and steps == sorted(steps)


def test_terms_are_the_same_whatever_an_article_says(store: Running, server: Server, tmp_path: Path) -> None:
    rich = rich_reading()
    odd = '<html><a href="x">&amp;</a>\\ "\t\n\u2028😀𠮷 ' + "长" * 5000
    article = replace(rich.article, title=passage(odd), kicker=passage("<?xml version='1.0'?><rdf:RDF>"))
    nquads = written(tmp_path, [replace(rich, article=article), *gold_readings()])

    publish(nquads, store.graphs, server=server)

    assert counts(store, server) == held(nquads)
    for graph in held(nquads):
        there = triples(server.send("GET", place(store, graph)))
        local = {quad.triple for quad in read(nquads) if str(quad.graph_name)[1:-1] == graph}
        assert texts(there) == texts(local)
        assert len(there) == len(local)


def texts(found: set[Triple]) -> set[Triple]:
    """Those whose objects every store writes as it got them: both have their own ways with numbers."""
    spelled = ("string", "langString", "date", "gYearMonth", "gYear")
    return {
        triple
        for triple in found
        if not isinstance(triple.object, Literal) or triple.object.datatype.value.endswith(spelled)
    }


def test_a_second_run_sends_nothing(
    store: Running, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nquads = written(tmp_path, many())
    first = publish(nquads, store.graphs, server=server)
    sent = recorded(monkeypatch)

    second = publish(nquads, store.graphs, server=server)

    assert went(first)[0] > 2 * GROUP
    assert went(second) == (0, 0, 0, went(first)[0])
    assert {method for method, _ in sent} == {"GET"}


def test_a_changed_article_sends_its_graph_and_the_derived_ones(
    store: Running, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings = list(gold_readings())
    publish(written(tmp_path, readings), store.graphs, server=server)
    changed = [replace(readings[0], posts=(), relations=()), *readings[1:-1]]
    sent = recorded(monkeypatch)
    stronger = (replace(pairs()[0], log_likelihood=3.0), *pairs()[1:])

    plan = publish(written(tmp_path, changed, stronger), store.graphs, server=server)

    put = {unquote(address.partition("?graph=")[2]) for method, address in sent if method == "PUT"} - {""}
    article, gone = (f"{BASE}g/{readings[at].article.id.removesuffix('.txt')}" for at in (0, -1))
    assert {*plan.changed} - {DEFAULT} == {article, f"{BASE}g/statistics", f"{BASE}g/run"}
    assert plan.new == () and plan.vanished == (gone,)
    assert len(put) == 4  # those three, and the record
    monkeypatch.undo()
    assert counts(store, server) == held(tmp_path / "graph.nq")


def recorded(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What is sent from now on."""
    sent: list[tuple[str, str]] = []
    send = Server.send

    def record(server: Server, method: str, url: str, **request: Any) -> Any:
        sent.append((method, url))
        return send(server, method, url, **request)

    monkeypatch.setattr(Server, "send", record)
    return sent


@pytest.mark.skipif(os.name != "posix", reason="needs kill -9")
def test_killed_half_way_it_goes_on_where_it_was(store: Running, server: Server, tmp_path: Path) -> None:
    nquads = written(tmp_path, many())
    access = {"KG_STORE_USER": store.access.user, "KG_STORE_PASSWORD": store.access.password}
    command = [sys.executable, "-m", "kg", "publish", store.graphs, "-o", str(tmp_path)]
    env = {**os.environ, **access, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    graphs = len(held(nquads))
    while len(counts(store, server)) < graphs * 2 // 3 and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL, "it was done before it could be killed"
    before = counts(store, server)
    assert 0 < len(before) < graphs

    plan = publish(nquads, store.graphs, server=server)

    assert counts(store, server) == held(nquads)
    assert len(plan.same) >= GROUP  # what was done is not done again
    assert went(publish(nquads, store.graphs, server=server)) == (0, 0, 0, graphs)


def test_what_was_half_sent_and_then_vanished_is_dropped(
    store: Running, server: Server, tmp_path: Path
) -> None:
    class KilledError(Exception):
        pass

    def kill(done: int, total: int) -> None:
        if done > total * 3 // 4:
            raise KilledError

    readings = list(gold_readings())
    with pytest.raises(KilledError):
        publish(written(tmp_path, readings), store.graphs, server=server, on_progress=kill)
    assert 1 <= len(counts(store, server)) < GROUP
    rest = written(tmp_path, readings[1:], ())

    publish(rest, store.graphs, server=server)

    assert counts(store, server) == held(rest)


def test_a_dry_run_only_asks(
    store: Running, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nquads = gold_file(tmp_path)
    sent = recorded(monkeypatch)

    plan = publish(nquads, store.graphs, server=server, dry_run=True)

    assert {*plan.new} - {DEFAULT} == set(held(nquads))
    assert {method for method, _ in sent} == {"GET"}


@pytest.mark.parametrize("store", ["oxigraph"], indirect=True)
def test_the_default_graph_holds_each_triple_once(store: Running, server: Server, tmp_path: Path) -> None:
    nquads = gold_file(tmp_path)
    publish(nquads, store.graphs, server=server)
    assert default(store, server) == together(nquads)

    fewer = written(tmp_path, list(gold_readings())[1:], ())
    publish(fewer, store.graphs, server=server)
    assert default(store, server) == together(fewer)

    assert DEFAULT in publish(fewer, store.graphs, server=server, union="none").vanished
    assert default(store, server) == 0


@pytest.mark.parametrize("store", ["oxigraph"], indirect=True)
def test_a_default_graph_of_others_is_left_alone(store: Running, server: Server, tmp_path: Path) -> None:
    turtle = {"Content-Type": "text/turtle"}
    others = b"<urn:a> <urn:b> <urn:c> ."
    server.send("PUT", f"{store.graphs}?default", content=others, headers=turtle)

    plan = publish(gold_file(tmp_path), store.graphs, server=server)

    assert plan.union is None and default(store, server) == 1


def default(store: Running, server: Server) -> int:
    return len(triples(server.send("GET", f"{store.graphs}?default")))


def test_the_union_can_be_a_graph(store: Running, server: Server, tmp_path: Path) -> None:
    nquads = gold_file(tmp_path)

    plan = publish(nquads, store.graphs, server=server, union="graph")

    assert plan.union == f"{BASE}union"
    assert counts(store, server) == held(nquads) | {f"{BASE}union": together(nquads)}
    publish(nquads, store.graphs, server=server, union="none")
    assert counts(store, server) == held(nquads)


def test_anew_sends_all_again(store: Running, server: Server, tmp_path: Path) -> None:
    nquads = gold_file(tmp_path)
    publish(nquads, store.graphs, server=server)
    server.send("DELETE", place(store, f"{BASE}g/run"))

    plan = publish(nquads, store.graphs, server=server, anew=True)

    assert went(plan) == (0, len(held(nquads)), 0, 0)
    assert counts(store, server) == held(nquads)


def test_a_large_graph_is_sent_in_pieces(
    store: Running, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.publish.PIECE", 10_000)
    nquads = gold_file(tmp_path)
    sent = recorded(monkeypatch)

    publish(nquads, store.graphs, server=server)

    assert sum(method == "POST" for method, _ in sent) > len(held(nquads))
    assert counts(store, server) == held(nquads)


def test_the_command_says_what_it_did(
    store: Running,
    server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    nquads = gold_file(tmp_path)
    monkeypatch.setenv("KG_STORE_USER", store.access.user)
    monkeypatch.setenv("KG_STORE_PASSWORD", store.access.password)

    def told(*options: str) -> str:
        assert run(["publish", store.graphs, "-o", str(tmp_path), *options]) == 0
        return capsys.readouterr().out

    total = sum(held(nquads).values())
    number = len(held(nquads))
    if store.name == "oxigraph":
        number, total = number + 1, total + together(nquads)
    dry = told("--dry-run")
    assert f"新增 new         {number}" in dry and "nothing was sent" in dry and f"{BASE}g/run" in dry
    assert counts(store, server) == {}
    first = told()
    assert f"新增 new         {number}" in first and re.search(rf"quads +{total}", first)
    assert f"未变 unchanged   {number}" in told()


@pytest.mark.parametrize("store", ["virtuoso"], indirect=True)
def test_virtuoso_wants_to_know_who_writes(tmp_path: Path, store: Running) -> None:
    nquads = gold_file(tmp_path)
    with connected() as nobody, pytest.raises(ServerError, match="KG_STORE_USER"):
        publish(nquads, store.graphs, server=nobody)
    with connected(replace(store.access, password="wrong")) as stranger:
        with pytest.raises(ServerError, match="401: the server does not accept") as told:
            publish(nquads, store.graphs, server=stranger)
        assert "wrong" not in str(told.value)
    with connected(store.access) as server, pytest.raises(ServerError, match="403: no permission"):
        publish(nquads, store.graphs.removesuffix("-auth"), server=server, anew=True)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
OBJECTS = st.one_of(
    TEXT.map(Literal),
    TEXT.map(lambda text: Literal(text, language="zh")),
    st.integers().map(Literal),
    st.just(NamedNode("urn:o:%E9%80%9A")),
)
QUADS = st.builds(
    Quad,
    st.sampled_from([NamedNode("urn:s"), NamedNode("https://kg.example/a/%E9#x-1-2")]),
    st.just(NamedNode("urn:p")),
    OBJECTS,
    st.sampled_from([NamedNode("urn:g:1"), NamedNode("urn:g:2")]),
)
BASE_QUAD = Quad(
    NamedNode(f"{BASE}dataset"),
    NamedNode("http://rdfs.org/ns/void#uriSpace"),
    Literal(BASE),
    NamedNode(f"{BASE}g/run"),
)


@given(st.lists(QUADS))
def test_the_lines_of_each_graph_are_found_whatever_they_say(found: list[Quad]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "graph.nq")
        write_nquads([*found, BASE_QUAD], path)
        with contents(path) as held:
            assert held.base == BASE
            told = {
                Quad(triple.subject, triple.predicate, triple.object, NamedNode(name))
                for name in held.parts
                for triple in parse(b"".join(held.triples(held.parts[name])), format=RdfFormat.N_TRIPLES)
            }
    assert told == {*found, BASE_QUAD}


def test_a_digest_is_that_of_the_graph_as_sorted_triples(tmp_path: Path) -> None:
    from hashlib import sha256

    nquads = gold_file(tmp_path)
    with contents(nquads) as found:
        for name, part in found.parts.items():
            triples = [quad.triple for quad in read(nquads) if str(quad.graph_name)[1:-1] == name]
            text = serialize(triples, format=RdfFormat.N_TRIPLES)
            assert text
            lines = sorted(text.splitlines(keepends=True))
            assert part.digest == sha256(b"".join(lines)).hexdigest()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "void:uriSpace"),
        ("nothing like it\n", "line 1"),
        ("<urn:a> <urn:b> <urn:c> .\n", "line 1"),
        ('<urn:a> <urn:b> "c" .\n', "line 1"),
        ("_:a <urn:b> <urn:c> <urn:g> .\n", "line 1"),
        ('<urn:a> <urn:b> "c <urn:g> .\n', "line 1"),
        ("<urn:a> <urn:b> <urn:c> <urn:g> .", "line 1"),
    ],
)
def test_a_file_that_kg_build_did_not_write_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "graph.nq").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=reason), contents(tmp_path / "graph.nq"):
        pass


def test_a_folder_without_a_graph_is_told_of(tmp_path: Path) -> None:
    with connected() as server, pytest.raises(InputError, match="run kg build"):
        publish(tmp_path / "graph.nq", "http://127.0.0.1:9/store", server=server)

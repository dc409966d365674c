"""kg query --endpoint against Oxigraph and Virtuoso: the same answers as from the graph on disk."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store

from kg.cli import run as command
from kg.cookbook import NamedQuery, find, named
from kg.endpoint import _bound, ask
from kg.errors import InputError, ServerError
from kg.publish import publish
from kg.query import Format, load, run, table, write
from kg.server import Server, connected
from tests.graphs import BASE, gold_file
from tests.stores import Running, oxigraph, virtuoso

WORKS = "SELECT DISTINCT ?name WHERE { ?work a kg:Work ; skos:prefLabel ?name } ORDER BY ?name"


@pytest.fixture(scope="module")
def nquads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return gold_file(tmp_path_factory.mktemp("graph"))


@pytest.fixture(scope="module")
def local(nquads: Path) -> Store:
    return load(nquads)


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def remote(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, nquads: Path
) -> Iterator[Running]:
    start = {"oxigraph": oxigraph, "virtuoso": virtuoso}[request.param]
    with start(tmp_path_factory.mktemp(request.param)) as running, connected(running.access) as server:
        if running.name == "oxigraph":
            publish(nquads, running.graphs, server=server)
            yield running
        else:  # it has no default graph of its own
            plan = publish(nquads, running.graphs, server=server, union="graph")
            yield replace(running, queries=f"{running.queries}?default-graph-uri={plan.union}")


@pytest.fixture
def server() -> Iterator[Server]:
    with connected() as server:
        yield server


@pytest.mark.parametrize("query", named(), ids=lambda query: query.name)
def test_every_named_query_has_the_same_answer(
    query: NamedQuery, remote: Running, local: Store, server: Server
) -> None:
    there, here = table(ask(remote.queries, query, server=server)), table(run(local, query))

    assert there.columns == here.columns
    assert sorted(there.rows) == sorted(here.rows)


@pytest.mark.parametrize("name", [query.name for query in named() if query.params])
def test_values_are_bound(name: str, remote: Running, local: Store, server: Server) -> None:
    query = find(name)
    for value in ("张良", "朝阳区总工会", '" } # \\ \n<x>'):
        params = dict.fromkeys(query.params, value)
        there, here = ask(remote.queries, query, params, server=server), run(local, query, params)
        assert sorted(table(there).rows) == sorted(table(here).rows)


def test_every_form_of_query_has_an_answer_of_its_kind(remote: Running, server: Server) -> None:
    def asked(text: str) -> object:
        return ask(remote.queries, text, server=server)

    rows = asked(WORKS)
    assert isinstance(rows, QuerySolutions) and len(list(rows)) > 3
    yes, no = asked("ASK { ?s a kg:Union }"), asked("ask { ?s a <urn:nothing> }")
    assert isinstance(yes, QueryBoolean) and yes
    assert isinstance(no, QueryBoolean) and not no
    built = asked("CONSTRUCT { ?s a kg:Union } WHERE { ?s a kg:Union }")
    assert isinstance(built, QueryTriples) and len(list(built)) > 3
    entity = "https://kg.example/e/u-demdxiybl43jo"
    told = asked(f"DESCRIBE <{entity}>")
    assert isinstance(told, QueryTriples) and len(list(told)) > 3


@pytest.mark.parametrize("format", ["csv", "tsv", "json", "xml"])
def test_answers_are_written_the_same(format: Format, remote: Running, local: Store, server: Server) -> None:
    there, here = io.BytesIO(), io.BytesIO()
    write(ask(remote.queries, WORKS, server=server), format, there)
    write(run(local, WORKS), format, here)
    assert there.getvalue() == here.getvalue()


def test_graph_is_asked_graph_by_graph(remote: Running, server: Server) -> None:
    endpoint = remote.queries.partition("?")[0]
    text = f"""SELECT DISTINCT ?g WHERE {{
      GRAPH ?g {{ ?m kg:mentionOf ?e }} FILTER (STRSTARTS(STR(?g), "{BASE}g/"))
    }} ORDER BY ?g"""
    found = table(ask(endpoint, text, server=server)).rows
    assert len(found) == 19
    text = f"SELECT DISTINCT ?article FROM <{found[0][0]}> WHERE {{ ?article a kg:Article }}"
    assert len(table(ask(endpoint, text, server=server)).rows) == 1


def test_an_empty_default_graph_is_the_union_of_all(tmp_path: Path, nquads: Path, server: Server) -> None:
    with oxigraph(tmp_path) as running:
        publish(nquads, running.graphs, server=server, union="none")
        unions = table(ask(running.queries, "SELECT DISTINCT ?u { ?u a kg:Union }", server=server)).rows
        assert len(unions) > 5


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT ?s WHERE { ?s }", "line 1, column"),
        ("DROP ALL", "this is an update"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * {" + "{" * 200 + "}" * 200 + "}", "brackets"),
    ],
)
def test_what_is_refused_is_not_sent(text: str, reason: str, server: Server) -> None:
    with pytest.raises(InputError, match=reason):
        ask("http://127.0.0.1:9/query", text, server=server)


def test_an_unknown_parameter_is_told_of(server: Server) -> None:
    with pytest.raises(InputError, match="no parameter"):
        ask("http://127.0.0.1:9/query", find("posts-of-person"), {"nam": "x"}, server=server)


@pytest.mark.parametrize("remote", ["virtuoso"], indirect=True)
def test_an_answer_that_was_cut_is_not_taken_for_whole(remote: Running, server: Server) -> None:
    with pytest.raises(ServerError, match="cuts answers at 1000 rows"):
        ask(remote.queries, "SELECT * { ?s ?p ?o }", server=server)


def test_the_command_asks_the_endpoint(
    remote: Running, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    asked = ["query", WORKS, "--endpoint", remote.queries, "-o", str(tmp_path / "nowhere"), "-f", "json"]
    assert command(asked) == 0
    assert json.loads(capsysbinary.readouterr().out)["head"] == {"vars": ["name"]}
    told = ["query", "posts-of-person", "--endpoint", remote.queries, "-p", "name=张良"]
    assert command(told) == 0
    assert "党组书记" in capsysbinary.readouterr().out.decode()
    assert command(["query", "ASK {}", "--endpoint", "ftp://host/"]) == 2
    assert command(["query", "ASK {}", "--endpoint", remote.graphs.rpartition("/")[0] + "/no"]) == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("SELECT ?a { ?a ?b ?c }", 'SELECT ?a { FILTER (?a = "x"@zh) ?a ?b ?c }'),
        ("# { \nSELECT ?a ('{' AS ?q) { }", "# { \nSELECT ?a ('{' AS ?q) { FILTER (?a = \"x\"@zh) }"),
        (
            "CONSTRUCT { ?a a ?b } WHERE { ?a ?b ?c }",
            'CONSTRUCT { ?a a ?b } WHERE { FILTER (?a = "x"@zh) ?a ?b ?c }',
        ),
        (
            "SELECT ?a { { SELECT DISTINCT ?a { ?a ?b 1 } } { SELECT (COUNT(?a) AS ?n) { ?a ?b 2 } } }",
            'SELECT ?a { FILTER (?a = "x"@zh) { SELECT DISTINCT ?a { VALUES ?a { "x"@zh } ?a ?b 1 } }'
            " { SELECT (COUNT(?a) AS ?n) { ?a ?b 2 } } }",
        ),
    ],
)
def test_values_stand_where_their_variables_are_known(text: str, told: str) -> None:
    assert _bound(text, {"a": "x"}).partition("#> ")[2].rpartition("XMLSchema#> ")[2] == told

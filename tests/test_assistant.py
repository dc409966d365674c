"""kg mcp, asked by the client of the mcp package over standard input and output."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.types import CallToolResult, TextContent, TextResourceContents
from pyoxigraph import Store

from kg.assistant.answers import Answers
from kg.assistant.child import Child
from kg.cli import run
from kg.errors import InputError
from kg.query import load
from tests.graphs import BASE, gold_file
from tests.samples import ROOT

TOOLS = ["search", "entity", "neighbours", "evidence", "sparql"]
SECONDS = 3
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER (?c < ?i) }"
GREEDY = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
SLOW_PATH = "SELECT * WHERE { ?a (!rdf:x|^!rdf:x)* ?b . ?b (!rdf:x|^!rdf:x)* ?c }"

Script = Callable[[Client], Awaitable[Any]]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return gold_file(tmp_path_factory.mktemp("graph")).parent


@pytest.fixture(scope="module")
def answers(output: Path) -> Answers:
    return Answers(load(output / "graph.nq"))


def talk(output: Path, script: Script) -> Any:
    """What the script gets from a server of its own, started as an assistant starts it."""
    command = StdioServerParameters(
        command=sys.executable,
        args=["-W", "error", "-m", "kg", "mcp", "-o", str(output), "--timeout", str(SECONDS)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )

    async def conversation() -> Any:
        async with Client(stdio_client(command)) as client:
            return await script(client)

    return asyncio.run(conversation())


def told(result: Any) -> dict[str, Any]:
    assert isinstance(result, CallToolResult) and not result.is_error, result
    assert isinstance(result.structured_content, dict)
    content = result.content[0]
    assert isinstance(content, TextContent)
    assert json.loads(content.text) == result.structured_content
    return result.structured_content


def refusal(result: Any) -> str:
    assert isinstance(result, CallToolResult) and result.is_error, result
    content = result.content[0]
    assert isinstance(content, TextContent)
    return content.text


def test_an_assistant_gets_from_a_name_to_the_words_that_show_it(output: Path) -> None:
    async def script(client: Client) -> None:
        found = told(await client.call_tool("search", {"text": "zhangliang"}))["results"]
        assert [(hit["name"], hit["type"]) for hit in found] == [("张良", "Person")]
        person = told(await client.call_tool("entity", {"name": found[0]["id"]}))
        assert {post["post"] for post in person["posts"]} == {"党组书记", "副主席"}
        asked = {"first": found[0]["id"], "second": "市总工会"}
        relations = told(await client.call_tool("evidence", asked))["relations"]
        assert {relation["relation"] for relation in relations} == {"党组书记", "副主席", "共现"}
        source = (ROOT / "seeds" / "001_cd5e2c8a745e082b.txt").read_text(encoding="utf-8")
        quotes = [quote for relation in relations for quote in relation["evidence"]]
        assert quotes
        for quote in quotes:
            assert quote["article"].startswith(f"{BASE}a/001_cd5e2c8a745e082b-")
            assert quote["page"] == "001_cd5e2c8a745e082b.txt" and quote["headline"]
            printed = source[quote["begin"] : quote["end"]]
            assert "".join(printed.split()) == "".join(quote["quote"].split())
        near = told(await client.call_tool("neighbours", {"name": "北京市总工会", "limit": 2}))
        assert len(near["neighbours"]) == 2 < near["total"] and near["neighbours"][0]["evidence"]
        rows = {"query": "SELECT ?n { ?s a kg:Work ; skos:prefLabel ?n } ORDER BY ?n", "limit": 2}
        table = told(await client.call_tool("sparql", rows))
        assert table["columns"] == ["n"] and len(table["rows"]) == 2 and table["cut"] is True

    talk(output, script)


def test_tools_and_resources_say_what_they_are_in_both_languages(output: Path) -> None:
    async def script(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert [tool.name for tool in tools] == TOOLS
        for tool in tools:
            text = tool.description or ""
            assert any("\u4e00" <= mark <= "\u9fff" for mark in text) and text[:20].isascii()
            assert tool.output_schema and tool.output_schema["type"] == "object"
            assert tool.annotations and tool.annotations.read_only_hint
        assert {str(r.uri) for r in (await client.list_resources()).resources} == {
            "kg://ontology",
            "kg://queries",
        }
        for uri, words in (
            ("kg://ontology", "kg:Union a owl:Class"),
            ("kg://queries", "# leaders-of-unions"),
        ):
            content = (await client.read_resource(uri)).contents[0]
            assert isinstance(content, TextResourceContents) and words in content.text

    talk(output, script)


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("DROP ALL", "update"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "update"),
        ("LOAD <file:///etc/passwd>", "update"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { SERVICE SILENT ?x { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "no graph of this store"),
        ("SELECT * FROM NAMED <http://127.0.0.1:1/> { GRAPH ?g { ?s ?p ?o } }", "no graph of this store"),
        ("SELECT * FROM kg:nothing { ?s ?p ?o }", "no graph of this store"),
        ("SELECT * FROM <not an address> { ?s ?p ?o }", "FROM|syntax"),
        ("SELECT * {" + "{" * 5000 + "}" * 5000 + "}", "brackets"),
        ("SELECT * { ?s ?p '" + "x" * 100_000 + "' }", "characters"),
        ("SELECT ?s WHERE { ?s ?p }", "line 1, column"),
        ("\x00\ud800", "syntax|SPARQL"),
        ("", "syntax|SPARQL"),
    ],
)
def test_hostile_queries_are_refused(answers: Answers, query: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        answers.sparql(query)


def test_a_server_lives_on_after_everything_that_is_thrown_at_it(output: Path) -> None:
    async def script(client: Client) -> None:
        for query in (RUNAWAY, GREEDY, SLOW_PATH):
            said = refusal(await client.call_tool("sparql", {"query": query}))
            assert ("stopped" in said and "已中止" in said) or "memory" in said
        everything = {"query": "SELECT * { ?a ?b ?c BIND (CONCAT(STR(?c), STR(?c)) AS ?d) }", "limit": 10**9}
        assert len(told(await client.call_tool("sparql", everything))["rows"]) == 500
        for tool, arguments in (
            ("search", {"text": ""}),
            ("search", {"text": "x" * 10_000}),
            ("search", {"text": "通州", "kind": "<script>"}),
            ("entity", {"name": "'; DROP TABLE"}),
            ("entity", {"name": ["a"]}),
            ("entity", {}),
            ("neighbours", {"name": "北京市总工会", "relation": "} UNION {"}),
            ("evidence", {"first": "张良", "second": "../../etc/passwd"}),
            ("sparql", {"query": "DROP ALL"}),
            ("__class__", {}),
        ):
            assert refusal(await client.call_tool(tool, arguments))
        assert told(await client.call_tool("search", {"text": "张良", "limit": -5}))["results"]
        many = [client.call_tool("search", {"text": name}) for name in ("张良", "通州", "工会") * 5]
        assert all(told(result)["total"] for result in await asyncio.gather(*many))

    talk(output, script)


def test_a_question_taken_back_does_not_disturb_the_next(output: Path) -> None:
    async def script() -> tuple[int, int]:
        child = Child(output / "graph.nq", seconds=30)
        try:
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(child.ask("sparql", {"query": RUNAWAY}), 1)
            found = await child.ask("search", {"text": "张良"})
            return child.killed, found["total"]
        finally:
            await child.end()

    assert asyncio.run(script()) == (1, 1)


def test_a_new_build_is_seen(output: Path, tmp_path: Path) -> None:
    async def script(client: Client) -> None:
        count = {"query": "SELECT (COUNT(*) AS ?n) { ?s a kg:Union }"}
        assert told(await client.call_tool("sparql", count))["rows"] != [["0"]]
        (tmp_path / "new.nq").write_bytes(b"<urn:a> <urn:b> <urn:c> <urn:g> .\n")
        (tmp_path / "new.nq").replace(tmp_path / "graph.nq")
        assert told(await client.call_tool("sparql", count))["rows"] == [["0"]]
        (tmp_path / "graph.nq").unlink()
        assert "run kg build" in refusal(await client.call_tool("sparql", count))

    shutil.copy(output / "graph.nq", tmp_path)
    talk(tmp_path, script)


def test_answers_are_not_larger_than_an_assistant_can_read(
    answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.assistant import worker

    monkeypatch.setattr(worker, "SIZE", 1000)
    asked = {"tool": "sparql", "arguments": {"query": "SELECT * { ?s ?p ?o }", "limit": 400}}
    assert "1000 are allowed" in worker._answered(answers, asked)["error"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("北京市总工会", "北京市总工会"),
        ("市总工会", "北京市总工会"),
        ("朝阳区总", "朝阳区总工会"),
        ("beijingshizong", "北京市总工会"),
        ("bjszgh", "北京市总工会"),
        ("Zhang Liang", "张良"),
    ],
)
def test_search_takes_hanzi_pinyin_and_initials(answers: Answers, typed: str, first: str) -> None:
    assert answers.search(typed).results[0].name == first


def test_search_keeps_one_class_and_counts_all(answers: Answers) -> None:
    unions = answers.search("工会", kind="Union", limit=3)
    assert len(unions.results) == 3 < unions.total
    assert {hit.type for hit in unions.results} == {"Union"}
    assert answers.search("没有这个名字").results == []


def test_a_name_of_several_is_not_guessed() -> None:
    store = Store()
    lines = [
        f"<urn:e:{kind}> a kg:{kind} ; skos:prefLabel '通州'@zh . kg:{kind} rdfs:subClassOf kg:Entity ."
        for kind in ("District", "Platform")
    ]
    from kg.vocab import PREFIXES

    prologue = "".join(f"PREFIX {name}: <{space}>\n" for name, space in PREFIXES.items())
    store.update(f"{prologue} INSERT DATA {{ {' '.join(lines)} }}")
    answers = Answers(store)
    with pytest.raises(InputError, match="several, give an id"):
        answers.entity("通州")
    assert answers.entity("urn:e:District").type == "District"


def test_neighbours_can_be_kept_to_one_relation(answers: Answers) -> None:
    together = answers.neighbours("北京市总工会", "共现")
    assert [near.entity.name for near in together.neighbours] == ["张良", "中华全国总工会", "孙立冬"]
    assert together.neighbours[0].sentences == 2
    with pytest.raises(InputError, match=r"there are 有: .*共现"):
        answers.neighbours("北京市总工会", "结婚")


def test_no_graph_is_told_of_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["mcp", "-o", str(tmp_path)]) == 2
    assert "run kg build" in capsys.readouterr().err


def test_the_tools_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["mcp", "--list"]) == 0
    listed = capsys.readouterr().out
    assert all(tool in listed for tool in TOOLS)

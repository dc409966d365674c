from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kg.sparql import look
from kg.vocab import PREFIXES

CALLS = [
    "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT*{service?x{}}",
    "SELECT * { SERVICE SILENT ex:a { } }",
    "PREFIX : <http://x/> SELECT * { SERVICE:x{?s ?p ?o} }",
    "PREFIX x: <http://x/> SELECT * { ?s ?p 1SERVICEx:a{?s ?p ?o} }",
    "PREFIX x: <http://x/> SELECT * { ?s ?p trueSERVICESILENTx:a{?s ?p ?o} }",
    "SELECT * { ?s ?p 'a'SERVICE<http://x/>{?s ?p ?o} }",
    "SELECT * { ?s ?p ?o FILTER(?a<?b+'>')SERVICE<http://x/>{?s ?p ?o}#'\n }",
    "SELECT * { FILTER(1<2)SERVICE#>\n<http://x/>{?s ?p ?o} }",
    "PREFIX x: <http://x/> SELECT * { ?s ?p 1.SERVICE#\nx:a{?s ?p ?o} }",
    "SELECT * { \\u0053ERVICE <http://x/> { } }",
    "SELECT * { \\U00000053ERVICE <http://x/> { } }",
    'SELECT * { ?s ?p """ SERVICE <http://x/> { }',
]
HARMLESS = [
    "SELECT * { ?s ?p 'SERVICE <x> {' }",
    "SELECT * { ?s ?p '''it's a \\' SERVICE {''' } # SERVICE <x> { }",
    "PREFIX service: <http://x/service#> SELECT ?service { ?service service:service <http://x/SERVICE> }",
    "SELECT * { ?s schema:serviceType ?x . { ?x a ?y } }",
    "SELECT * { ?s ?p 'a'@service }",
]


@pytest.mark.parametrize("query", CALLS)
def test_call_to_another_server_is_seen(query: str) -> None:
    assert look(query).service


@pytest.mark.parametrize("query", HARMLESS)
def test_the_word_alone_is_no_call(query: str) -> None:
    assert not look(query).service


@pytest.mark.parametrize(
    ("query", "depth"),
    [
        ("ASK {}", 1),
        ("SELECT * { { ( [ ] ) } }", 4),
        ("# )))\n{{{", 3),
        ("SELECT * { ?s ?p ')))', '''(((''', \"(\" }", 1),
        ("SELECT * { ?s <http://x/(((> ?o }", 1),
        ("} } } } {{", 0),
    ],
)
def test_depth_is_that_of_brackets_outside_of_strings(query: str, depth: int) -> None:
    assert look(query).depth == depth


def test_brackets_behind_what_only_looks_like_an_end_count_all() -> None:
    assert look("SELECT * { FILTER(?a<?b+'>')" + "{" * 200 + "#'\n}").depth > 200
    assert look("SELECT * { '" + "{" * 200).depth > 200


@pytest.mark.parametrize(
    ("query", "graphs"),
    [
        ("SELECT * FROM <x:a> FROM NAMED <x:b> { ?s ?p ?o }", ("x:a", "x:b")),
        ("PREFIX x: <http://x/> ASK FROM x:g from named x:h {}", ("http://x/g", "http://x/h")),
        ("BASE <http://b/c/> ASK FROM <d> {}", ("http://b/c/d",)),
        ("ASK FROM kg:x {}", ("https://kg.example/ontology#x",)),
        ("SELECT * { ?s ?p 'FROM <x:a>' . <x:from> <x:named> <x:c> } # FROM <x:d>", ()),
    ],
)
def test_graphs_that_a_query_chooses(query: str, graphs: tuple[str, ...]) -> None:
    assert look(query, prefixes=PREFIXES).graphs == graphs


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("prefix select: <x:> # ASK\nconstruct { } where { }", "CONSTRUCT"),
        ("BASE <x:> DELETE WHERE { ?s ?p ?o }", "DELETE"),
        ("LOAD <x:y>", "LOAD"),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_form(query: str, form: str) -> None:
    assert look(query).form == form


def test_what_may_answer_anew_is_volatile() -> None:
    assert look("SELECT (NOW() AS ?t) {}").volatile and look("SELECT (rand() AS ?t) {}").volatile
    assert not look("SELECT ?now { ?rand ex:uuid 'NOW()' }").volatile


@pytest.mark.parametrize(
    "text",
    ["'", '"""\\"', '\\"', "<", "a:", "a.", "<a", "a-", '""', "x", '"" ', ":\\", "(", "# "],
)
@pytest.mark.parametrize("first", ["", '"""', "<", "'"])
def test_no_text_takes_long(text: str, first: str) -> None:
    begun = time.process_time()
    look(first + text * (64_000 // len(text)))
    assert time.process_time() - begun < 2  # some took half a minute once


@given(some.text(alphabet="<>{}()[]'\"\\#?:.ab \nSERVICEFROM", max_size=200))
def test_every_text_can_be_looked_at(text: str) -> None:
    seen = look(text)
    assert 0 <= seen.depth <= len(text)

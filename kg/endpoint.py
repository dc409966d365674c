"""Queries to a SPARQL endpoint over HTTP (SPARQL 1.1 Protocol), answered as if by the graph itself.

The query is checked here first, so faults are told in the same words as for a graph on disk, and updates and
SERVICE are refused before anything is sent. Values are bound by a VALUES block of terms.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pyoxigraph as ox

from kg.cookbook import NamedQuery, bound
from kg.errors import ServerError
from kg.query import Result, run
from kg.server import Server, address
from kg.terms import zh
from kg.vocab import PREFIXES, label

__all__ = ["ask"]

FROM = re.compile(r"(?<![?$\w])from\s+(?:named\s+)?(?:<|[\w.-]*:)", re.IGNORECASE)
TOKEN = re.compile(
    r"""#[^\n]*|<[^<>"{}|^`\\\s]*>"""  # comments, addresses
    r"""|"{3}.*?"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'"""
    r"""|[?$]\w+|\w+|[(){}]""",
    re.DOTALL,
)
PROLOGUE = "".join(f"PREFIX {name}: <{space}> " for name, space in PREFIXES.items())
ACCEPT = {
    "rows": "application/sparql-results+json",
    "graph": "application/n-triples, text/turtle;q=0.9",
}
EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
ASKED = "__ASK_RETVAL"  # Virtuoso answers ASK with one row of this


def ask(
    endpoint: str,
    query: str | NamedQuery,
    params: Mapping[str, str] | None = None,
    *,
    server: Server,
) -> Result:
    """The answer of the endpoint at that address to one query, as `kg.query.run` gives it.

    What is matched without GRAPH is the server's default graph, or if that is empty the union of all graphs
    (Oxigraph has that on request). Raises InputError for a query that is refused or no query, ServerError
    when the server cannot be reached, refuses, or answers with a part only.
    """
    form = run(ox.Store(), query, params)
    graph = isinstance(form, ox.QueryTriples)
    text = _bound(query, params or {})
    accept = {"Accept": ACCEPT["graph" if graph else "rows"]}
    data = {"query": text} | _together(server, address(endpoint), text)
    answer = server.send("POST", endpoint, data=data, headers=accept)
    if cut := answer.headers.get("x-sparql-maxrows"):
        raise ServerError(f"{endpoint}: the server cuts answers at {cut} rows: add LIMIT 服务器截断了结果")
    return _graph(answer, endpoint) if graph else _rows(answer.content, endpoint)


def _together(server: Server, endpoint: str, text: str) -> dict[str, str]:
    """What asks Oxigraph for the union of all graphs, if there is nothing else to ask."""
    if FROM.search(text) or "default-graph-uri=" in endpoint:
        return {}
    data = {"query": "ASK { ?s ?p ?o }"}
    answer = server.send("POST", endpoint, data=data, headers={"Accept": ACCEPT["rows"]})
    return {} if _rows(answer.content, endpoint) else {"union-default-graph": "true"}


def _bound(query: str | NamedQuery, params: Mapping[str, str]) -> str:
    """The text with its prefixes, and the values: in their own VALUES blocks, else as FILTER and VALUES.

    Those without a block are a FILTER in WHERE, and VALUES in a SELECT that gives them. One VALUES after
    WHERE says the same, but Virtuoso 7 takes that for SELECT only, joins it wrongly when a SELECT inside
    gives the variable, and needs a constant to begin a path with.
    """
    text, rest = bound(query if isinstance(query, str) else query.text, params)
    terms = {name: zh(label(value)) for name, value in rest.items()}
    pieces, begin = [PROLOGUE], 0
    for place, given in _places(text) if terms else ():
        pieces.append(text[begin:place])
        for name, term in terms.items():
            if given is None:
                pieces.append(f" FILTER (?{name} = {term})")
            elif name in given:
                pieces.append(f" VALUES ?{name} {{ {term} }}")
        begin = place
    return "".join(pieces) + text[begin:]


def _places(text: str) -> Iterator[tuple[int, set[str] | None]]:
    """Where the patterns begin: the query's own with None, that of a SELECT inside with what it gives."""
    given: set[str] | None = None
    outermost, template, braces, brackets = True, False, 0, 0
    for token in TOKEN.finditer(text):
        word = token[0].upper()
        if word == "SELECT":
            given = set()
        elif word in ("CONSTRUCT", "WHERE") and not braces:
            template = word == "CONSTRUCT"
        elif word in "()":
            brackets += 1 if word == "(" else -1
        elif word[0] in "?$" and given is not None and not brackets:
            given.add(token[0][1:])
        elif word == "}":
            braces -= 1
            template &= bool(braces)
        elif word == "{":
            if outermost and not template:
                yield token.end(), None
                outermost = False
            elif given is not None and not brackets:
                yield token.end(), given
            given = None if not brackets else given
            braces += 1


@contextmanager
def _results(endpoint: str) -> Iterator[None]:
    try:
        yield
    except (SyntaxError, ValueError, KeyError, TypeError, AttributeError) as error:
        reason = f"no SPARQL results; is this the address of queries? 不是 SPARQL 结果: {error}"
        raise ServerError(f"{endpoint}: {reason}") from error


def _graph(answer: Any, endpoint: str) -> ox.QueryTriples:
    format = ox.RdfFormat.from_media_type(answer.headers.get("content-type", "")) or ox.RdfFormat.TURTLE
    store = ox.Store()
    with _results(endpoint):
        store.bulk_extend(ox.parse(answer.content, format=format))
    found = store.query(EVERYTHING)
    assert isinstance(found, ox.QueryTriples)
    return found


def _rows(body: bytes, endpoint: str) -> ox.QuerySolutions | ox.QueryBoolean:
    with _results(endpoint):
        found = json.loads(body)
        rows = found.get("results", {}).get("bindings", [])
        if found["head"].get("vars") == [ASKED]:
            found = {"head": {}, "boolean": any(row[ASKED]["value"] not in ("0", "false") for row in rows)}
        for row in rows:
            for term in row.values():
                if term["type"] == "bnode":  # Virtuoso's nodeID://b1 is no label elsewhere
                    term["value"] = re.sub(r"\W", "", term["value"])
        return ox.parse_query_results(json.dumps(found), ox.QueryResultsFormat.JSON)

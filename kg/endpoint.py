"""Queries to a SPARQL endpoint over HTTP (SPARQL 1.1 Protocol), answered as if by the graph itself.

The query is checked here first, so faults are told in the same words as for a graph on disk, and updates and
SERVICE are refused before anything is sent. Values are bound by a VALUES block of terms.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import pyoxigraph as ox

from kg.errors import ServerError
from kg.query import NamedQuery, Result, run
from kg.server import Server, address
from kg.terms import zh
from kg.vocab import PREFIXES, label

__all__ = ["ask"]

FROM = re.compile(r"\bfrom\b", re.IGNORECASE)
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

    The default graph is the union of all graphs where the server has that (Virtuoso always, Oxigraph on
    request). Raises InputError for a query that is refused or no query, ServerError when the server cannot
    be reached, refuses, or answers with a part only.
    """
    form = run(ox.Store(), query, params)
    graph = isinstance(form, ox.QueryTriples)
    text = _bound(query, params or {})
    data = {"query": text} | ({} if FROM.search(text) else {"union-default-graph": "true"})
    accept = {"Accept": ACCEPT["graph" if graph else "rows"]}
    answer = server.send("POST", address(endpoint), data=data, headers=accept)
    if cut := answer.headers.get("x-sparql-maxrows"):
        raise ServerError(f"{endpoint}: the server cuts answers at {cut} rows: add LIMIT 服务器截断了结果")
    try:
        return _graph(answer) if graph else _rows(answer.content)
    except (SyntaxError, ValueError, KeyError, TypeError, AttributeError) as error:
        reason = f"no SPARQL results; is this the address of queries? 不是 SPARQL 结果: {error}"
        raise ServerError(f"{endpoint}: {reason}") from error


def _bound(query: str | NamedQuery, params: Mapping[str, str]) -> str:
    text, values = (query, dict(params)) if isinstance(query, str) else (query.text, query.params | dict(params))
    return f"{PROLOGUE}{text}\n{_block(values)}"


def _block(values: Mapping[str, str]) -> str:
    if not values:
        return ""
    names, terms = " ".join(f"?{name}" for name in values), " ".join(str(zh(label(v))) for v in values.values())
    return f"VALUES ({names}) {{ ({terms}) }}"


def _graph(answer: Any) -> ox.QueryTriples:
    format = ox.RdfFormat.from_media_type(answer.headers.get("content-type", "")) or ox.RdfFormat.TURTLE
    store = ox.Store()
    store.bulk_extend(ox.parse(answer.content, format=format))
    found = store.query(EVERYTHING)
    assert isinstance(found, ox.QueryTriples)
    return found


def _rows(body: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
    found = json.loads(body)
    rows = found.get("results", {}).get("bindings", [])
    if found["head"].get("vars") == [ASKED]:
        found = {"head": {}, "boolean": any(row[ASKED]["value"] not in ("0", "false") for row in rows)}
    for row in rows:
        for term in row.values():
            if term["type"] == "bnode":  # Virtuoso's nodeID://b1 is no label elsewhere
                term["value"] = re.sub(r"\W", "", term["value"])
    return ox.parse_query_results(json.dumps(found), ox.QueryResultsFormat.JSON)

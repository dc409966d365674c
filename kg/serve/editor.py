"""The page on which people write SPARQL; /sparql shows it to who asks for HTML and sends no query.

It works without JavaScript: a form, a list of ready queries, an answer as a table. With JavaScript the form
becomes YASGUI, which shows answers as a map too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.model import CLASSES
from kg.query import NamedQuery, named
from kg.serve.html import page
from kg.serve.words import language, words
from kg.site.cookbook import filled, prefixed
from kg.vocab import PREFIXES

__all__ = ["FIRST", "editor", "routes"]

FIRST = "leaders-of-unions"
"""The query that the editor opens with."""
LONGEST = 64_000
SAID = (
    "sparql.asGraph",
    "sparql.asTable",
    "sparql.asResponse",
    "sparql.newTab",
    "sparql.editor",
    "sparql.pageSize",
)
OF_CLASS = """SELECT ?thing ?name WHERE {{
  ?thing a kg:{} .
  OPTIONAL {{ ?thing skos:prefLabel ?name }}
}}
ORDER BY ?name
LIMIT 500
"""
FORMATS = ("json", "csv", "tsv", "xml", "ttl")


@dataclass(frozen=True, slots=True)
class Ready:
    """A named query as the page lists it."""

    name: str
    title: str
    text: str
    params: dict[str, str]


async def editor(request: Request) -> Response:
    """The editor, with the query that the parameters ask for."""
    return await run_in_threadpool(_editor, request)


def _editor(request: Request) -> Response:
    spoken = language(request)
    told = request.query_params
    ready = [_ready(query, spoken, told) for query in named()]
    chosen = next((query for query in ready if query.name == told.get("named", FIRST)), ready[0])
    own = _asked(told)
    said = words(spoken)
    shown = {
        "language": spoken,
        "endpoint": "/sparql",
        "base": request.app.state.served.base,
        "prefixes": PREFIXES,
        "words": {key: said(key) for key in SAID},
        "ready": {query.name: {"title": query.title, "text": query.text} for query in ready},
        "asked": own,
        "chosen": None if own or "named" not in told else chosen.name,
        "first": chosen.name,
    }
    return page(
        request,
        "editor.html",
        ready=ready,
        chosen=None if own else chosen,
        query=own or chosen.text,
        formats=FORMATS,
        told=shown,
    )


def _ready(query: NamedQuery, spoken: str, told: QueryParams) -> Ready:
    values = {key: told[key] for key in query.params if query.name == told.get("named") and key in told}
    title = query.title_zh if spoken == "zh" else query.title_en
    return Ready(query.name, title, filled(query, values), query.params | values)


def _asked(told: QueryParams) -> str:
    """A query of the reader's own, or about one thing or class."""
    for key, value in _known(told):
        if key == "query":
            return value
        if key == "describe":
            return f"DESCRIBE <{value}>\n"
        return prefixed(OF_CLASS.format(value))
    return ""


def _known(told: QueryParams) -> Iterator[tuple[str, str]]:
    query, node, kind = told.get("query", ""), told.get("describe", ""), told.get("class", "")
    if query and len(query) <= LONGEST:
        yield "query", query
    if node and not set(node) & set('<>"{}|^`\\ \n\r\t'):
        yield "describe", node
    if kind in (*CLASSES, "Article", "Page", "Statement", "CoOccurrence"):
        yield "class", kind


def routes() -> list[BaseRoute]:
    """/editor, where /sparql is shown with parameters of its own."""
    return [Route("/editor", editor)]

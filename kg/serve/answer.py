"""/answer: what a query answers, as a page with a table; for browsers without JavaScript and for links."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Message

from kg.serve.html import page
from kg.serve.site import site
from kg.turtle import Shortener
from kg.vocab import PREFIXES

__all__ = ["routes"]

ACCEPT = "application/sparql-results+json, application/n-triples"
MOST = 1000
"""Rows that the page shows; the downloads hold all."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A term as the table shows it; `path` for what has a page here."""

    text: str
    path: str = ""
    language: str = ""


Table = tuple[Sequence[str], list[list[Cell]]]


async def answer(request: Request) -> Response:
    """The answer as a table, or what was wrong with the query beside the query."""
    query = request.query_params.get("query", "")
    if not query.strip():
        return RedirectResponse("/editor", 303)
    status, media, body = await _asked(request, query)
    return await run_in_threadpool(_shown, request, query, status, media, body)


async def _asked(request: Request, query: str) -> tuple[int, str, bytes]:
    """What /sparql answers, with all its limits: status, media type, body."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        **{key: request.scope[key] for key in ("type", "asgi", "http_version", "scheme", "server", "client")},
        "method": "GET",
        "path": "/sparql",
        "raw_path": b"/sparql",
        "root_path": "",
        "query_string": urlencode({"query": query}).encode(),
        "headers": [(b"host", b"localhost"), (b"accept", ACCEPT.encode())],
    }
    await request.app(scope, request.receive, send)
    headers = dict(sent[0]["headers"])
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], headers.get(b"content-type", b"").decode("latin-1"), body


def _shown(request: Request, query: str, status: int, media: str, body: bytes) -> Response:
    if status != 200:
        trouble = body.decode("utf-8", "replace")
        return page(request, "answer.html", status=status, query=query, trouble=trouble, heads=(), rows=[])
    heads, rows = _solutions(request, body) if "json" in media else _triples(request, body)
    shown = rows[:MOST]
    return page(request, "answer.html", query=query, trouble="", heads=heads, rows=shown, total=len(rows))


def _solutions(request: Request, body: bytes) -> Table:
    told: dict[str, Any] = json.loads(body)
    if "boolean" in told:
        return ("ASK",), [[Cell(str(told["boolean"]).lower())]]
    heads = told["head"]["vars"]
    return heads, [[_cell(request, row.get(name)) for name in heads] for row in told["results"]["bindings"]]


def _cell(request: Request, term: dict[str, str] | None) -> Cell:
    if term is None:
        return Cell("")
    if term["type"] == "uri":
        return _address(request, term["value"])
    return Cell(str(term["value"]), language=term.get("xml:lang", ""))


def _triples(request: Request, body: bytes) -> Table:
    triples = sorted({quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)}, key=str)
    rows = [[_term(request, term) for term in (t.subject, t.predicate, t.object)] for t in triples]
    return ("subject", "predicate", "object"), rows


def _term(request: Request, term: object) -> Cell:
    if isinstance(term, ox.NamedNode):
        return _address(request, term.value)
    if isinstance(term, ox.Literal):
        return Cell(term.value, language=term.language or "")
    return Cell(str(term))


def _address(request: Request, address: str) -> Cell:
    graph = site(request).graph
    if graph.base and address.startswith(graph.base):
        return Cell(graph.label(address), graph.path(address))
    return Cell(Shortener(PREFIXES)(ox.NamedNode(address)).strip("<>"))


def routes() -> list[BaseRoute]:
    """/answer."""
    return [Route("/answer", answer)]

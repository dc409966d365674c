"""Search: /search for people and programs, /name/… straight to the entity of a name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg.model import CLASSES
from kg.serve.html import page
from kg.serve.negotiation import accepted
from kg.serve.resources import missing
from kg.serve.sending import sent
from kg.serve.site import Site, site
from kg.site.search import Found, Hit, folded

__all__ = ["routes"]

SHOWN = 20
MOST = 200
JSON = "application/json"


def search(request: Request) -> Response:
    """Entities and articles for `q`; `class` keeps one class, `from` and `limit` choose a part."""
    here = site(request)
    asked = request.query_params
    found = here.search.find(asked.get("q", ""))
    kind = asked.get("class", "")
    hits = [hit for hit in found.hits if not kind or hit.known.kind == kind]
    start, limit = _number(asked.get("from"), 0, 10**6), _number(asked.get("limit"), SHOWN, MOST)
    part = hits[start : start + limit]
    if _wants_json(request):
        return _json(request, here, found, part, len(hits))
    suggestions = [] if found.hits or found.articles else here.search.suggest(found.query)
    return page(
        request,
        "search.html",
        found=found,
        hits=part,
        total=len(hits),
        start=start,
        limit=limit,
        kind=kind if kind in CLASSES else "",
        suggestions=suggestions,
        articles=found.articles[: SHOWN if not kind else 0],
        path=here.graph.path,
    )


def _wants_json(request: Request) -> bool:
    told = request.query_params.get("format")
    if told in ("json", "html"):
        return told == "json"
    return accepted(request.headers.get("accept"), ("text/html", JSON)) == JSON


def _number(told: str | None, default: int, most: int) -> int:
    return min(int(told), most) if told and told.isascii() and told.isdigit() and len(told) < 9 else default


def _json(request: Request, here: Site, found: Found, part: list[Hit], total: int) -> Response:
    told = {
        "query": found.query,
        "total": total,
        "classes": found.classes(),
        "entities": [*_entities(here, part)],
        "articles": [
            {"id": one.iri, "path": here.graph.path(one.iri), "title": one.title, "page": one.file}
            | ({"date": one.date} if one.date else {})
            for one in found.articles[:SHOWN]
        ],
    }
    body = json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    return sent(request, body, JSON)


def _entities(here: Site, hits: list[Hit]) -> Iterator[dict[str, Any]]:
    for hit in hits:
        known = hit.known
        yield {
            "id": known.iri,
            "path": here.graph.path(known.iri),
            "name": known.label,
            "class": known.kind,
            "names": list(known.names),
            "articles": known.articles,
            "score": round(hit.score, 2),
        } | ({"qualifier": known.qualifier} if known.qualifier else {})


def name(request: Request) -> Response:
    """303 to the entity of a canonical name, else of another name; of namesakes to the search for them."""
    here = site(request)
    asked = str(request.path_params["name"])
    exact = [
        hit for hit in here.search.find(asked).hits if folded(hit.name or hit.known.label) == folded(asked)
    ]
    own = [hit for hit in exact if not hit.name] or exact
    if not own:
        return missing(request, name=asked)
    target = here.graph.path(own[0].known.iri)
    if len(own) > 1:
        target = str(request.url_for("search").include_query_params(q=asked).replace(scheme="", netloc=""))
    return RedirectResponse(target, 303, {"Cache-Control": "no-cache"})


def routes() -> list[BaseRoute]:
    """/search and /name/…."""
    return [Route("/search", search), Route("/name/{name:path}", name)]

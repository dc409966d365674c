"""The addresses of the graph: every entity, article, page, pair and statement as HTML, Turtle or JSON-LD.

What is no document itself (a person, a union, a relation) answers 303 See Other with the document about it,
in the form that the client prefers; articles and pages are documents and answer at once.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any
from urllib.parse import quote, unquote, unquote_to_bytes

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg.serve.html import page
from kg.serve.negotiation import accepted
from kg.serve.problems import Problem
from kg.serve.sending import sent
from kg.serve.site import Site, site
from kg.site.contents import article_page, entity_page, link_page, page_page, replacement
from kg.site.descriptions import described, jsonld, ttl
from kg.site.index import Known
from kg.site.picture import star

__all__ = ["FORMS", "missing", "routes"]

FORMS = {"html": "text/html", "ttl": "text/turtle", "jsonld": "application/ld+json"}
"""Suffix -> media type."""
ALIASES = {"application/xhtml+xml": "html", "application/json": "jsonld"}
THINGS = ("e", "m", "s", "x")
SUFFIX = re.compile(rf"(.+)\.({'|'.join(FORMS)})")
TILDE = re.compile("%7E", re.IGNORECASE)


def resource(request: Request) -> Response:
    """Whatever the graph describes, at its address."""
    here = site(request)
    path, form = _asked(here, request)
    node = here.graph.address(path)
    folder = path.split("/")[1]
    if folder == "g":
        return _see_other(f"/a/{path[3:]}", form)
    if (after := replacement(here.graph, node)) and not form:
        return _see_other(here.graph.path(after), "")
    if not here.graph.holds(node):
        return missing(request, _near(here, path))
    chosen = form or _form(request)
    if folder in THINGS and not form:
        return _see_other(path, chosen)
    if chosen == "html":
        return _page(request, here, folder, node, path)
    return _data(request, here, node, chosen, path)


def _asked(here: Site, request: Request) -> tuple[str, str]:
    """The path as the graph writes it, and the form that its ending asks for, empty for none."""
    path = _written(request.scope.get("raw_path", b"").decode("latin-1") or request.url.path)
    found = SUFFIX.fullmatch(path)
    if found and not here.graph.holds(here.graph.address(path)):
        return found[1], found[2]
    return path, ""


def _written(raw: str) -> str:
    """A path with everything but letters, digits and _.- in percent signs, as addresses are minted."""
    return "/".join(
        "%7E".join(quote(unquote_to_bytes(part), safe="~") for part in TILDE.split(folder))
        for folder in raw.partition("?")[0].split("/")
    )


def _form(request: Request) -> str:
    """The form that the client likes best; HTML when it does not say."""
    offered = {media: form for form, media in FORMS.items()} | ALIASES
    chosen = accepted(request.headers.get("accept"), tuple(offered))
    if not chosen:
        kinds = ", ".join(FORMS.values())
        raise Problem(406, f"只有这些格式：{kinds}", f"there is {kinds} only", headers={"Vary": "Accept"})
    return offered[chosen]


def _see_other(path: str, form: str) -> Response:
    target = f"{path}.{form}" if form else path
    return RedirectResponse(target, 303, {"Vary": "Accept", "Cache-Control": "no-cache"})


def _data(request: Request, here: Site, node: str, form: str, path: str) -> Response:
    triples = described(here.graph, node)
    body = ttl(triples, here.graph.base) if form == "ttl" else jsonld(triples)
    media = f"{FORMS[form]}; charset=utf-8" if form == "ttl" else FORMS[form]
    links = f'<{node}>; rel="describes", <{path}.html>; rel="alternate"; type="text/html"'
    return sent(request, body, media, headers={"Link": links, "Content-Location": f"{path}.{form}"})


def _page(request: Request, here: Site, folder: str, node: str, path: str) -> Response:
    graph, known = here.graph, here.index
    told: dict[str, Any] = {"path": graph.path, "node": node, "here": path}
    if folder == "e":
        full, start = request.query_params.get("all", ""), _start(request)
        found = entity_page(graph, known, node, full=full, start=start)
        if found:
            return page(request, "entity.html", it=found, start=start, spots=star(found.together), **told)
    elif folder == "a" and (article := article_page(graph, known, node)):
        return page(request, "article.html", it=article, **told)
    elif folder == "page" and (whole := page_page(graph, known, node)):
        return page(request, "page.html", it=whole, **told)
    elif folder in THINGS and (link := link_page(graph, known, node)):
        return page(request, "link.html", it=link, **told)
    return page(request, "thing.html", triples=graph.triples(node), label=graph.label(node), **told)


def _start(request: Request) -> int:
    told = request.query_params.get("from", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 8 else 0


def _near(here: Site, path: str) -> list[tuple[str, str]]:
    """Paths and names of what may be meant instead."""
    _, folder, *rest = path.split("/")
    name, articles = unquote("/".join(rest)), here.index.articles.values()
    if folder in ("a", "page"):
        known = {here.graph.path(one.page): one.file for one in articles}
        if folder == "a":
            known = {here.graph.path(one.iri): one.title for one in articles}
        names = {unquote(address.split("/", 2)[2]): address for address in known}
        return [(names[close], known[names[close]]) for close in get_close_matches(name, names, 5, 0.4)]
    return []


def missing(request: Request, near: list[tuple[str, str]] | None = None, *, name: str = "") -> Response:
    """404: nothing is here, and what may be meant instead."""
    here = site(request)
    found: list[Known] = here.search.suggest(name) if name else []
    near = [*(near or []), *((here.graph.path(known.iri), known.label) for known in found)]
    path = str(request.scope["path"])
    shown = path if path.isprintable() else "…"  # line ends in it would pass for headers in a log
    media = accepted(request.headers.get("accept"), ("text/plain", "application/json", "text/html"))
    if media == "text/html":
        return page(request, "missing.html", status=404, near=near, name=name, shown=shown)
    told = "; ".join(f"{label} {path}" for path, label in near)
    zh = f"没有 {shown}" + (f"；相近的：{told}" if told else "")
    en = f"there is no {shown}" + (f"; close to it: {told}" if told else "")
    raise Problem(404, zh, en)


def routes() -> list[BaseRoute]:
    """The folders of the graph's addresses."""
    paths = (
        *(f"/{folder}/{{rest:path}}" for folder in (*THINGS, "a", "g", "page", "dataset")),
        "/run",
        "/dataset",
    )
    own = [Route(path + "{suffix}", resource) for path in ("/run", "/dataset")]
    return [*(Route(path, resource) for path in paths), *own]

"""The first page, and the files that pages and robots load."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kg.model import CLASSES, MAIN_CLASSES
from kg.query import named
from kg.serve.html import page
from kg.serve.sending import sent
from kg.serve.served import Served
from kg.serve.site import site
from kg.site.picture import class_style, star
from kg.site.statements import together
from kg.vocab import KG

__all__ = ["routes"]

STATIC = Path(__file__).parent / "static"
TOP, NEWEST, ASKED = 5, 8, 8
ROBOTS = "User-agent: *\nDisallow: /sparql\nDisallow: /search\nDisallow: /metrics\nAllow: /\n"


def home(request: Request) -> Response:
    """What this is, what is in it, and where to begin."""
    served: Served = request.app.state.served
    here = site(request)
    counts = here.index.counts()
    classes = {kind: (kind, counts[kind], here.index.top(kind, TOP)) for kind in CLASSES if counts[kind]}
    examples = [top[0] for _, _, top in classes.values()][:4]
    middle = next((one for one in examples if one.kind == "Union"), next(iter(examples), None))
    return page(
        request,
        "home.html",
        counts=here.counts,
        main=[row for kind, row in classes.items() if kind in MAIN_CLASSES],
        others=[row for kind, row in classes.items() if kind not in MAIN_CLASSES],
        middle=middle,
        spots=star(together(here.graph, here.index, middle.iri)) if middle else [],
        newest=[*here.index.articles.values()][:NEWEST],
        queries=_queries(),
        examples=examples,
        paper=here.graph.value(here.graph.base + "run", KG.paper),
        triples=served.stamp.triples,
        path=here.graph.path,
    )


def _queries() -> list[tuple[str, dict[str, str]]]:
    return [(query.name, {"zh": query.title_zh, "en": query.title_en}) for query in named()][:ASKED]


def colours(request: Request) -> Response:
    """The colours of the classes, which the map has too."""
    return sent(request, class_style().encode(), "text/css; charset=utf-8")


def robots(request: Request) -> Response:
    """What robots may read: all but what costs work."""
    return sent(request, ROBOTS.encode(), "text/plain; charset=utf-8")


def favicon(request: Request) -> Response:
    """The mark in a browser's tab."""
    return sent(request, (STATIC / "mark.svg").read_bytes(), "image/svg+xml")


def routes() -> list[BaseRoute]:
    """/ and what every site has."""
    return [
        Route("/", home),
        Route("/robots.txt", robots),
        Route("/favicon.ico", favicon),
        Route("/static/classes.css", colours),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]

"""/ontology: the vocabulary for people and as Turtle, its shapes and its JSON-LD context."""

from __future__ import annotations

from collections import Counter

from rdflib import RDF
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.serve.html import page
from kg.serve.negotiation import accepted
from kg.serve.problems import Problem
from kg.serve.sending import sent
from kg.serve.site import Site, site
from kg.site.terms import vocabulary
from kg.vocab import PREFIXES, ontology_folder

__all__ = ["routes"]

FILES = {"kg.ttl": "text/turtle; charset=utf-8", "shapes.ttl": "text/turtle; charset=utf-8"} | {
    "context.jsonld": "application/ld+json"
}
OFFERED = ("text/html", "text/turtle")


def ontology(request: Request) -> Response:
    """The vocabulary; its terms are parts of this document, after the #."""
    endings = {"/ontology.html": OFFERED[0], "/ontology.ttl": OFFERED[1]}
    chosen = endings.get(request.url.path) or accepted(request.headers.get("accept"), OFFERED)
    if not chosen:
        raise Problem(406, "只有 HTML 和 Turtle", "there is HTML and Turtle only", headers={"Vary": "Accept"})
    if chosen == OFFERED[1]:
        return _file(request, "kg.ttl")
    return page(request, "ontology.html", it=vocabulary(), used=_used(site(request)))


def _used(here: Site) -> Counter[str]:
    """How many things there are of each class."""
    found = Counter(f"kg:{kind}" for kind in here.index.counts().elements())
    for name in ("Article", "Page", "Statement", "CoOccurrence"):
        found[f"kg:{name}"] = len(here.graph.subjects(RDF.type, PREFIXES["kg"] + name))
    return found


def part(request: Request) -> Response:
    """The files of the vocabulary as they are."""
    name = str(request.path_params["name"])
    if name not in FILES:
        known = ", ".join(FILES)
        raise Problem(404, f"没有 {name}；有 {known}", f"there is no {name}; there are {known}")
    return _file(request, name)


def _file(request: Request, name: str) -> Response:
    return sent(request, (ontology_folder() / name).read_bytes(), FILES[name])


def routes() -> list[BaseRoute]:
    """/ontology and what belongs to it."""
    return [
        Route("/ontology", ontology),
        Route("/ontology.html", ontology, name="ontology.html"),
        Route("/ontology.ttl", ontology, name="ontology.ttl"),
        Route("/ontology/{name}", part),
    ]

"""The forms that an answer can have, by their short names and media types."""

from __future__ import annotations

from typing import Literal

from kg.serve.negotiation import accepted

__all__ = ["GRAPHS", "SOLUTIONS", "GraphFormat", "SolutionFormat", "chosen", "content_type", "named"]

SolutionFormat = Literal["json", "xml", "csv", "tsv"]
GraphFormat = Literal["ttl", "nt", "nq", "trig", "jsonld", "rdfxml"]

SOLUTIONS: dict[str, SolutionFormat] = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
"""For SELECT and ASK; of types that a client wants as much, the first."""
GRAPHS: dict[str, GraphFormat] = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/n-quads": "nq",
    "application/trig": "trig",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/json": "jsonld",
    "application/xml": "rdfxml",
    "text/xml": "rdfxml",
}
"""For CONSTRUCT and DESCRIBE."""
ALIASES = {"turtle": "ttl", "ntriples": "nt", "nquads": "nq", "json-ld": "jsonld", "rdf": "rdfxml"}


def named(name: str) -> tuple[str | None, str | None] | None:
    """The types for solutions and for graphs that a short name or media type means; None for no known name.

    >>> named("json")
    ('application/sparql-results+json', 'application/ld+json')
    >>> named("turtle")
    (None, 'text/turtle')
    """
    name = name.strip().lower()
    if name in SOLUTIONS or name in GRAPHS:
        return name if name in SOLUTIONS else None, name if name in GRAPHS else None
    name = ALIASES.get(name, name)
    solutions = next((media for media, short in SOLUTIONS.items() if short == name), None)
    graph = {"json": "jsonld", "xml": "rdfxml"}.get(name, name)
    graphs = next((media for media, short in GRAPHS.items() if short == graph), None)
    return (solutions, graphs) if solutions or graphs else None


def chosen(accept: str | None) -> tuple[str | None, str | None]:
    """The types for solutions and for graphs that an Accept header wants; None where it wants none."""
    return accepted(accept, tuple(SOLUTIONS)), accepted(accept, tuple(GRAPHS))


def content_type(media: str) -> str:
    """The media type as a header says it."""
    return f"{media}; charset=utf-8" if media.startswith("text/") else media

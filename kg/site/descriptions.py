"""What a graph says of one thing, as RDF: its own triples, and what is needed to read them.

An entity comes with its relations and their quoted words, an article with all that its graph says. Statistics
of an entity's pairs stay at the addresses of the pairs.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import RDF
from rdflib.namespace import ORG, SDO, SKOS, XSD

from kg.site.graph import Graph
from kg.terms import iri
from kg.turtle import turtle
from kg.vocab import KG, PREFIXES, ontology_folder

__all__ = ["described", "jsonld", "ttl"]

TOLD = (RDF.type, SKOS.prefLabel, SDO.headline, SDO.name)
"""What is said of things at the other end, so that people know what they are."""
PLACES = ("e", "a", "g", "m", "s", "x", "page")
NODES = (RDF.subject, RDF.object, ORG.member, ORG.organization)


def described(graph: Graph, node: str) -> list[Triple]:
    """The description of a thing, sorted; empty when nothing is said of it."""
    found = set(graph.triples(node))
    if not found:
        return []
    if any(triple.object == iri(KG.Article) for triple in found):
        found.update(graph.all_said_in(graph.said(node)))
    if graph.kind(node):
        for term in NODES:
            for statement in graph.subjects(term, node):
                found.update(_quoted(graph, statement))
    if any(triple.object == iri(KG.Page) for triple in found):
        for article in graph.subjects(SDO.isPartOf, node):
            found.update(graph.triples(article))
    found.update(triple for quote in graph.objects(node, KG.evidence) for triple in graph.triples(quote))
    return sorted({*found, *_names(graph, found)}, key=str)


def _quoted(graph: Graph, statement: str) -> Iterable[Triple]:
    yield from graph.triples(statement)
    for quote in graph.objects(statement, KG.evidence):
        yield from graph.triples(quote)


def _names(graph: Graph, triples: Iterable[Triple]) -> Iterable[Triple]:
    said: set[object] = {triple.subject for triple in triples}
    ends = {triple.object for triple in triples if isinstance(triple.object, NamedNode)}
    for end in ends - said:
        if end.value.startswith(graph.base):
            yield from (triple for term in TOLD for triple in graph.triples(end.value, term))


def ttl(triples: Iterable[Triple], base: str) -> bytes:
    """A description as Turtle, addresses of the graph shortened."""
    own = {name: f"{base}{name}/" for name in PLACES} if base else {}
    return "".join(turtle(triples, PREFIXES | own)).encode()


@cache
def _context() -> dict[str, Any]:
    text = (ontology_folder() / "context.jsonld").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)["@context"]
    return found


@cache
def _terms() -> dict[str, str]:
    """Address -> the term of the context that stands for it."""
    context = _context()
    return {
        _expanded(told if isinstance(told, str) else told["@id"]): term
        for term, told in context.items()
        if not term.startswith("@") and term not in PREFIXES
    }


def _expanded(name: str) -> str:
    prefix, _, local = name.partition(":")
    return _context().get(prefix, f"{prefix}:") + local if prefix in _context() else name


def jsonld(triples: Sequence[Triple]) -> bytes:
    """A description as JSON-LD, with the terms of ontology/context.jsonld that it uses inside it."""
    nodes: dict[str, dict[str, Any]] = defaultdict(dict)
    used: set[str] = set()
    for triple in triples:
        node = nodes[triple.subject.value]  # type: ignore[union-attr]
        if triple.predicate == iri(RDF.type):
            key, value = "@type", _name(triple.object.value, used)  # type: ignore[union-attr]
        else:
            key = _name(triple.predicate.value, used)
            value = _value(key, triple.object)
        node.setdefault(key, []).append(value)
    shown = [
        {"@id": name, **{key: _single(each) for key, each in node.items()}} for name, node in nodes.items()
    ]
    told = {"@context": _used(used), "@graph": shown}
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _single(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _used(terms: set[str]) -> dict[str, Any]:
    """The part of the context that these terms need."""
    context = _context()
    told = {"@version": 1.1} | {term: context[term] for term in sorted(terms)}
    text = json.dumps(told)
    return {name: context[name] for name in PREFIXES if f'"{name}:' in text and name in context} | told


def _name(address: str, used: set[str]) -> str:
    if term := _terms().get(address):
        used.add(term)
        return term
    return address


def _value(key: str, term: Any) -> Any:
    told = _context().get(key, {})
    told = {} if isinstance(told, str) else told
    if isinstance(term, NamedNode):
        return term.value if told.get("@type") == "@id" else {"@id": term.value}
    assert isinstance(term, Literal)
    if term.language:
        return term.value if told.get("@language") == term.language else {
            "@value": term.value, "@language": term.language
        }  # fmt: skip
    if term.datatype == iri(XSD.string):
        return term.value if not told.keys() & {"@type", "@language"} else {"@value": term.value}
    if told.get("@type") and _expanded(told["@type"]) == term.datatype.value:
        return term.value
    return {"@value": term.value, "@type": term.datatype.value}

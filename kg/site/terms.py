"""The vocabulary as its page shows it: classes and properties with their words in Chinese and English."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
from rdflib import URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS

from kg.terms import iri
from kg.turtle import Shortener
from kg.vocab import KG, PREFIXES, ontology_folder

__all__ = ["Term", "Vocabulary", "vocabulary"]

PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property)


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property; words by language."""

    name: str
    iri: str
    label: dict[str, str]
    comment: dict[str, str]
    example: dict[str, str]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    over: tuple[str, ...]
    """What it is a kind of: classes or properties, its own and those of others."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """ontology/kg.ttl, its terms in the order of their names within classes and properties."""

    iri: str
    title: dict[str, str]
    description: dict[str, str]
    version: str
    classes: tuple[Term, ...]
    properties: tuple[Term, ...]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that comes with kg."""
    store = ox.Store()
    store.load(path=ontology_folder() / "kg.ttl", format=ox.RdfFormat.TURTLE)
    own = PREFIXES["kg"].rstrip("#")
    return Vocabulary(
        own,
        _words(store, own, DCTERMS.title),
        _words(store, own, DCTERMS.description),
        next(iter(_objects(store, own, OWL.versionInfo)), ""),
        _terms(store, OWL.Class, RDFS.subClassOf),
        tuple(term for kind in PROPERTIES for term in _terms(store, kind, RDFS.subPropertyOf)),
    )


def _terms(store: ox.Store, kind: URIRef, over: URIRef) -> tuple[Term, ...]:
    short = Shortener(PREFIXES)
    found = []
    for quad in store.quads_for_pattern(None, iri(RDF.type), iri(kind)):
        node = quad.subject.value  # type: ignore[union-attr]
        if not node.startswith(str(KG._NS)):
            continue
        found.append(
            Term(
                node.removeprefix(str(KG._NS)),
                node,
                _words(store, node, RDFS.label),
                _words(store, node, RDFS.comment),
                _words(store, node, URIRef("http://www.w3.org/2004/02/skos/core#example")),
                *(
                    tuple(short(ox.NamedNode(each)) for each in _objects(store, node, term))
                    for term in (RDFS.domain, RDFS.range, over)
                ),
            )
        )
    return tuple(sorted(found, key=lambda term: term.name.lower()))


def _objects(store: ox.Store, node: str, term: URIRef) -> list[str]:
    found = store.quads_for_pattern(ox.NamedNode(node), iri(term), None)
    return sorted(quad.object.value for quad in found if isinstance(quad.object, ox.NamedNode | ox.Literal))


def _words(store: ox.Store, node: str, term: URIRef) -> dict[str, str]:
    found = store.quads_for_pattern(ox.NamedNode(node), iri(term), None)
    told = {q.object.language or "": q.object.value for q in found if isinstance(q.object, ox.Literal)}
    return {language: told[language] for language in sorted(told)}

"""Look-ups in a store of a built graph, by pattern: what a page needs costs microseconds, not a query."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast, get_args

import pyoxigraph as ox
from rdflib import URIRef
from rdflib.namespace import RDF, SDO, SKOS, VOID

from kg.model import CLASSES, Class, Field
from kg.terms import iri
from kg.vocab import KG

__all__ = ["Graph", "Place"]

Place = tuple[str, Field, int, int]
"""Article, field, start and end of a quotation, as its address says them."""

QUOTED = re.compile(rf"(.+)[#/]({'|'.join(get_args(Field))})-(\d+)-(\d+)")
KINDS: dict[ox.NamedNode, Class] = {iri(KG[name]): name for name in CLASSES}


class Graph:
    """A store and where its own addresses begin; terms go in and out as their text.

    Works with a default graph that is the union of all graphs (`kg.query.load`) and without one.
    """

    def __init__(self, store: ox.Store, base: str | None = None) -> None:
        self.store = store
        united = next(store.quads_for_pattern(None, None, None, ox.DefaultGraph()), None)
        self._where = ox.DefaultGraph() if united else None
        self.base = base or self._said_base()

    def _said_base(self) -> str:
        return next((said.object.value for said in self._quads(None, VOID.uriSpace, None)), "")  # type: ignore[union-attr]

    def _quads(
        self, subject: ox.NamedNode | None, predicate: URIRef | None, object: ox.NamedNode | ox.Literal | None
    ) -> Iterator[ox.Quad]:
        term = iri(predicate) if predicate is not None else None
        return iter(self.store.quads_for_pattern(subject, term, object, self._where))

    def objects(self, subject: str, predicate: URIRef) -> list[str]:
        """What the subject has there, each once, sorted."""
        found = self._quads(ox.NamedNode(subject), predicate, None)
        return sorted({cast("ox.Literal", quad.object).value for quad in found})

    def value(self, subject: str, predicate: URIRef) -> str:
        """The first of `objects`, empty when there is none."""
        return next(iter(self.objects(subject, predicate)), "")

    def subjects(self, predicate: URIRef, object: str) -> list[str]:
        """What has the object there, each once, sorted."""
        found = self._quads(None, predicate, ox.NamedNode(object))
        return sorted({cast("ox.NamedNode", quad.subject).value for quad in found})

    def pairs(self, predicate: URIRef) -> Iterator[tuple[str, str]]:
        """Subjects and objects of a predicate, in no order; some may come twice."""
        for quad in self._quads(None, predicate, None):
            yield cast("ox.NamedNode", quad.subject).value, cast("ox.Literal", quad.object).value

    def triples(self, subject: str, predicate: URIRef | None = None) -> list[ox.Triple]:
        """All that is said of a subject, with one predicate if it is given, each triple once."""
        return sorted({quad.triple for quad in self._quads(ox.NamedNode(subject), predicate, None)}, key=str)

    def said_of(self, subject: str) -> dict[str, list[str]]:
        """All that is said of a subject, by predicate, in no order; objects may come twice."""
        found: dict[str, list[str]] = {}
        for quad in self._quads(ox.NamedNode(subject), None, None):
            found.setdefault(quad.predicate.value, []).append(cast("ox.Literal", quad.object).value)
        return found

    def said_in(self, graph: str, predicate: URIRef) -> list[tuple[str, str]]:
        """Subjects and objects of a predicate in one named graph, sorted."""
        found = self.store.quads_for_pattern(None, iri(predicate), None, ox.NamedNode(graph))
        return sorted((quad.subject.value, quad.object.value) for quad in found)  # type: ignore[union-attr]

    def all_said_in(self, graph: str) -> list[ox.Triple]:
        """The triples of one named graph, sorted."""
        found = self.store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
        return sorted((quad.triple for quad in found), key=str)

    def holds(self, node: str) -> bool:
        """Whether anything is said of it."""
        try:
            return next(self._quads(ox.NamedNode(node), None, None), None) is not None
        except ValueError:  # what came over the wire is no address
            return False

    def kind(self, node: str) -> Class | None:
        """The class of an entity, None for what is none."""
        found = (
            KINDS.get(cast("ox.NamedNode", q.object)) for q in self._quads(ox.NamedNode(node), RDF.type, None)
        )
        return next((kind for kind in found if kind), None)

    def label(self, node: str) -> str:
        """What people call it: its preferred name or headline, else the end of its address."""
        return (
            self.value(node, SKOS.prefLabel)
            or self.value(node, SDO.headline)
            or self.value(node, SDO.name)
            or node.removeprefix(self.base)
        )

    def number(self, subject: str, predicate: URIRef) -> float:
        """A number that the subject has there, 0 when it has none."""
        return float(self.value(subject, predicate) or 0)

    def path(self, node: str) -> str:
        """Where this server shows what has the address; addresses of others stay as they are."""
        if not node.startswith(self.base):
            return node
        found = QUOTED.fullmatch(node)
        return "/" + (f"{found[1]}#{found[2]}-{found[3]}-{found[4]}" if found else node)[len(self.base) :]

    def address(self, path: str) -> str:
        """The address that a path of this server stands for."""
        return self.base + path.removeprefix("/")

    @staticmethod
    def place(quote: str) -> Place | None:
        """What the address of a quotation says: article, field, start, end."""
        found = QUOTED.fullmatch(quote)
        return (found[1], cast("Field", found[2]), int(found[3]), int(found[4])) if found else None

    def said(self, article: str) -> str:
        """The named graph of all that an article says."""
        return f"{self.base}g/{article.removeprefix(self.base + 'a/')}"

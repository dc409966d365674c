"""All entities and articles of a graph in a few columns, counted once: for search and lists."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from rdflib import RDF
from rdflib.namespace import SDO, SKOS

from kg.model import CLASSES, Class
from kg.site.graph import Graph
from kg.vocab import KG

__all__ = ["Headline", "Index", "Known", "index"]


@dataclass(frozen=True, slots=True)
class Known:
    """An entity as lists show it."""

    iri: str
    label: str
    kind: Class
    qualifier: str = ""
    names: tuple[str, ...] = ()
    """The other names that articles use."""
    articles: int = 0
    """How many name it, in their bylines too."""
    near: int = 0
    """How many entities it is named together with."""


@dataclass(frozen=True, slots=True)
class Headline:
    """An article as lists show it."""

    iri: str
    title: str
    page: str
    """The address of its page."""
    file: str
    """The name of its page."""
    number: int
    date: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """Entities and articles by their addresses; articles newest first, those without a date last."""

    entities: dict[str, Known] = field(default_factory=dict)
    articles: dict[str, Headline] = field(default_factory=dict)
    replaced: dict[str, str] = field(default_factory=dict)

    def counts(self) -> Counter[Class]:
        """How many entities there are of each class."""
        return Counter(known.kind for known in self.entities.values())

    def top(self, kind: Class, most: int) -> list[Known]:
        """The entities of a class that are named with the most others."""
        found = [known for known in self.entities.values() if known.kind == kind]
        return sorted(found, key=lambda known: (-known.near, -known.articles, known.label, known.iri))[:most]


def index(graph: Graph) -> Index:
    """The index of a graph; about a second a million quads."""
    return Index(_entities(graph), _articles(graph))


def _entities(graph: Graph) -> dict[str, Known]:
    kinds: dict[str, Class] = {
        node: kind for kind in CLASSES for node in graph.subjects(RDF.type, str(KG[kind]))
    }
    labels, others = _texts(graph, SKOS.prefLabel), _texts(graph, SKOS.altLabel)
    qualifiers = _texts(graph, SDO.disambiguatingDescription)
    named, near = _articles_naming(graph), Counter(node for node, _ in set(graph.pairs(KG.coOccursWith)))
    return {
        node: Known(
            node,
            min(labels.get(node, {graph.path(node)})),
            kind,
            min(qualifiers.get(node, {""})),
            tuple(sorted(others.get(node, ()))),
            len(named.get(node, ())),
            near[node],
        )
        for node, kind in sorted(kinds.items())
    }


def _texts(graph: Graph, predicate: object) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for node, text in graph.pairs(predicate):  # type: ignore[arg-type]
        found[node].add(text)
    return found


def _articles_naming(graph: Graph) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for mention, entity in graph.pairs(KG.mentionOf):
        if place := graph.place(mention):
            found[entity].add(place[0])
    return found


def _articles(graph: Graph) -> dict[str, Headline]:
    titles, dates = _texts(graph, SDO.headline), _texts(graph, SDO.datePublished)
    pages, numbers = _texts(graph, SDO.isPartOf), _texts(graph, SDO.position)
    files = _texts(graph, SDO.name)
    found = []
    for node in graph.subjects(RDF.type, str(KG.Article)):
        page = min(pages.get(node, {""}))
        file, number = min(files.get(page, {""})), int(min(numbers.get(node, {"0"})))
        found.append(
            Headline(node, min(titles.get(node, {""})), page, file, number, min(dates.get(node, {""})))
        )
    found.sort(key=lambda one: (one.file, one.number))
    found.sort(key=lambda one: one.date, reverse=True)
    return {one.iri: one for one in found}

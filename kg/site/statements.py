"""What articles state of entities, how often they name two together, and the sentences that show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rdflib import RDF, URIRef
from rdflib.namespace import ORG

from kg.site.graph import Graph
from kg.site.index import Index, Known
from kg.site.texts import Excerpt, Text, excerpts
from kg.vocab import KG

__all__ = [
    "Measures",
    "Stated",
    "Together",
    "groups",
    "measures",
    "stated",
    "stated_in",
    "together",
    "within",
]

HOLDS = "holdsPost"
ORDER = (
    "holdsPost",
    "of.holdsPost",
    "organizes",
    "of.organizes",
    "coOrganizes",
    "of.coOrganizes",
    "participatesIn",
    "of.participatesIn",
    "receives",
    "of.receives",
    "partOf",
    "of.partOf",
    "locatedIn",
    "of.locatedIn",
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A relation or a post: who, how, to whom, and where it is said."""

    iri: str
    subject: Known
    predicate: str
    object: Known | None
    """None for a post of which no body is told."""
    post: str
    quotes: tuple[str, ...]
    """Addresses of the quotations."""
    evidence: tuple[Excerpt, ...] = ()


@dataclass(frozen=True, slots=True)
class Measures:
    """The counts and measures of a pair; see `kg.model.CoOccurrence`."""

    sentences: int
    paragraphs: int
    articles: int
    npmi: float
    log_likelihood: float
    jaccard: float


@dataclass(frozen=True, slots=True)
class Together:
    """Another entity that is named together with one, and how strongly."""

    iri: str
    other: Known
    measures: Measures


def stated(graph: Graph, known: Index, node: str) -> Stated | None:
    """A statement or a membership by its address, without its evidence."""
    is_post = graph.value(node, ORG.member)
    subject = known.entities.get(is_post or graph.value(node, RDF.subject))
    target = known.entities.get(graph.value(node, ORG.organization if is_post else RDF.object))
    if not subject or not (is_post or target):
        return None
    predicate = HOLDS if is_post else graph.value(node, RDF.predicate).rpartition("#")[2]
    quotes = tuple(graph.objects(node, KG.evidence))
    return Stated(node, subject, predicate, target, graph.value(node, KG.post), quotes)


def groups(graph: Graph, known: Index, node: str) -> dict[str, list[Stated]]:
    """All that is stated of an entity by kind, `of.` before a kind whose object it is; most named first."""
    found: dict[str, list[Stated]] = {}
    ways = ((RDF.subject, ""), (ORG.member, ""), (RDF.object, "of."), (ORG.organization, "of."))
    for predicate, mark in ways:
        for address in graph.subjects(predicate, node):
            if one := stated(graph, known, address):
                found.setdefault(mark + one.predicate, []).append(one)
    for key, each in found.items():
        each.sort(key=lambda one: _rank(one.subject if key.startswith("of.") else one.object, one))
    return {key: _posts_joined(graph, found[key]) for key in ORDER if key in found}


def _posts_joined(graph: Graph, found: Iterable[Stated]) -> list[Stated]:
    """One row for all posts that a person holds in one body, in the order of print."""
    joined: dict[tuple[str, str], list[Stated]] = {}
    for one in found:
        other = one.object.iri if one.object else ""
        joined.setdefault((one.subject.iri, other if one.post else one.iri), []).append(one)
    return [_joined(sorted(each, key=lambda one: _begin(graph, one))) for each in joined.values()]


def _joined(same: Sequence[Stated]) -> Stated:
    quotes = tuple(dict.fromkeys(quote for one in same for quote in one.quotes))
    return replace(same[0], post="、".join(one.post for one in same), quotes=quotes)


def _rank(other: Known | None, one: Stated) -> tuple[int, int, str, str]:
    return (-len(one.quotes), -(other.articles if other else 0), other.label if other else "", one.iri)


def stated_in(graph: Graph, known: Index, article: str) -> list[Stated]:
    """What one article states, with its own evidence only, in order of print."""
    quotes: dict[str, list[str]] = {}
    for node, quote in graph.said_in(graph.said(article), KG.evidence):
        quotes.setdefault(node, []).append(quote)
    found = [
        replace(one, quotes=tuple(quotes[node])) for node in quotes if (one := stated(graph, known, node))
    ]
    found.sort(key=lambda one: (_begin(graph, one), one.iri))
    return _posts_joined(graph, found)


def _begin(graph: Graph, one: Stated) -> tuple[str, int]:
    places = [place for quote in one.quotes if (place := graph.place(quote))]
    return min(((field, start) for _, field, start, _ in places), default=("", 0))


def within(graph: Graph, found: Sequence[Stated], texts: dict[str, Text], *, most: int = 10) -> list[Stated]:
    """The same statements with their sentences, at most so many each."""
    return [
        replace(one, evidence=tuple(excerpts(graph, one.quotes[:most], _ends(one), texts))) for one in found
    ]


def _ends(one: Stated) -> set[str]:
    return {one.subject.iri, *([one.object.iri] if one.object else [])}


def together(graph: Graph, known: Index, node: str) -> list[Together]:
    """Whom an entity is named together with: by sentences, then by NPMI, the strongest first."""
    found = []
    for pair in graph.subjects(KG.participant, node):
        said = graph.said_of(pair)
        others = [end for end in said.get(str(KG.participant), ()) if end != node]
        if others and others[0] in known.entities:
            found.append(Together(pair, known.entities[others[0]], _measures(said)))
    return sorted(found, key=_strength)


def _strength(one: Together) -> tuple[float, ...]:
    measured = one.measures
    return (
        -measured.sentences,
        -measured.articles,
        -measured.paragraphs,
        -measured.npmi,
        -one.other.articles,
    )


def measures(graph: Graph, pair: str) -> Measures:
    """The counts and measures of a pair."""
    return _measures(graph.said_of(pair))


def _measures(said: Mapping[str, Sequence[str]]) -> Measures:
    def number(term: URIRef) -> float:
        return float(next(iter(said.get(str(term), ())), 0))

    return Measures(
        int(number(KG.sentenceCount)),
        int(number(KG.paragraphCount)),
        int(number(KG.articleCount)),
        number(KG.npmi),
        number(KG.logLikelihood),
        number(KG.jaccard),
    )

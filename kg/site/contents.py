"""What stands on each page of the server: an entity, an article, a newspaper page, a pair, a statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rdflib import RDF
from rdflib.namespace import DCTERMS, SDO

from kg.model import Class, Field, Role
from kg.site.graph import Graph
from kg.site.index import Headline, Index, Known
from kg.site.statements import (
    Measures,
    Stated,
    Together,
    groups,
    measures,
    stated,
    stated_in,
    together,
    within,
)
from kg.site.texts import Excerpt, Piece, Text, excerpts, pieces, quoted, read_text
from kg.vocab import KG

__all__ = [
    "ArticlePage",
    "EntityPage",
    "LinkPage",
    "PagePage",
    "article_page",
    "entity_page",
    "link_page",
    "page_page",
    "replacement",
]

FEW, MANY, MOST = 12, 20, 2000
SIGNED: dict[Role, object] = {
    "reporters": KG.reporter,
    "correspondents": KG.correspondent,
    "photographers": KG.photographer,
}


@dataclass(frozen=True, slots=True)
class Named:
    """An article that names an entity, and how often."""

    article: Headline
    times: int
    evidence: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class EntityPage:
    """All about one entity; lists are cut, totals say how long they are."""

    known: Known
    stated: dict[str, list[Stated]]
    stated_totals: dict[str, int]
    together: list[Together]
    together_total: int
    named: list[Named]
    named_total: int
    signed: list[Headline]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """All about one article."""

    headline: Headline
    kind: str
    fields: dict[Field, list[Piece]]
    paragraphs: list[list[Piece]]
    authors: dict[Role, list[Known]]
    stated: list[Stated]
    entities: dict[Class, list[Known]]
    previous: Headline | None
    next: Headline | None


@dataclass(frozen=True, slots=True)
class PagePage:
    """All about one newspaper page."""

    iri: str
    file: str
    date: str
    digest: str
    encoding: str
    articles: list[tuple[Headline, str]]
    """Each with the beginning of its text."""
    top: list[Known]


@dataclass(frozen=True, slots=True)
class LinkPage:
    """Why two entities are linked: a pair or a single statement, all that links them, and the sentences."""

    iri: str
    ends: tuple[Known, Known | None]
    measures: Measures | None
    evidence: list[Excerpt]
    stated: list[Stated]


def replacement(graph: Graph, node: str) -> str | None:
    """What took the place of an entity that was merged into another, at the end of all merges."""
    seen = {node}
    while (after := graph.value(node, DCTERMS.isReplacedBy)) and after not in seen:
        seen.add(after)
        node = after
    return node if len(seen) > 1 else None


def entity_page(
    graph: Graph, known: Index, node: str, *, full: str = "", start: int = 0
) -> EntityPage | None:
    """The page of an entity; `full` names a list to show whole, `start` is the first article to show."""
    if node not in known.entities:
        return None
    found = groups(graph, known, node)
    texts: dict[str, Text] = {}
    shown = {
        key: within(graph, each[: MOST if key == full else FEW], texts, most=3) for key, each in found.items()
    }
    near = together(graph, known, node)
    named = _named(graph, known, node)
    signed = {article for term in SIGNED.values() for article in graph.subjects(term, node)}  # type: ignore[arg-type]
    dates = sorted(article.date for article, _ in named if article.date)
    return EntityPage(
        known.entities[node],
        shown,
        {key: len(each) for key, each in found.items()},
        near[: MOST if full == "together" else MANY],
        len(near),
        [_with_words(graph, node, *one, texts) for one in named[start : start + MANY]],
        len(named),
        [article for iri, article in known.articles.items() if iri in signed][
            : MOST if full == "signed" else FEW
        ],
        next(iter(dates), ""),
        next(reversed(dates), ""),
    )


def _named(graph: Graph, known: Index, node: str) -> list[tuple[Headline, list[str]]]:
    """Articles that name it outside of bylines, in the order of the index, with the mentions."""
    found: dict[str, list[str]] = {}
    for mention in graph.subjects(KG.mentionOf, node):
        place = graph.place(mention)
        if place and place[1] != "byline" and place[0] in known.articles:
            found.setdefault(place[0], []).append(mention)
    rank = {iri: number for number, iri in enumerate(known.articles)} if len(found) > 1 else {}
    return [(known.articles[iri], found[iri]) for iri in sorted(found, key=lambda iri: rank.get(iri, 0))]


def _with_words(
    graph: Graph, node: str, article: Headline, mentions: Sequence[str], texts: dict[str, Text]
) -> Named:
    """The first sentence that names it; the headline is shown anyhow."""
    places = {mention: graph.place(mention) for mention in mentions}
    inside = sorted((place[2], mention) for mention, place in places.items() if place and place[1] == "text")
    quoted = [mention for _, mention in inside[:1]]
    return Named(article, len(mentions), tuple(excerpts(graph, quoted, {node}, texts)))


def article_page(graph: Graph, known: Index, node: str) -> ArticlePage | None:
    """The page of an article."""
    if node not in known.articles:
        return None
    headline, text, begun = known.articles[node], read_text(graph, node), quoted(graph, node)
    siblings = _siblings(known, headline)
    at = siblings.index(headline)
    return ArticlePage(
        headline,
        graph.value(node, KG.kind),
        {
            name: pieces(graph, text, name, anchors=begun.get(name, {}))
            for name in text.fields
            if name != "text"
        },
        _paragraphs(pieces(graph, text, "text", anchors=begun.get("text", {})))
        if "text" in text.fields
        else [],
        _authors(graph, known, node),
        within(graph, stated_in(graph, known, node), {node: text}),
        _by_class(known, text.entities()),
        siblings[at - 1] if at else None,
        siblings[at + 1] if at + 1 < len(siblings) else None,
    )


def _siblings(known: Index, headline: Headline) -> list[Headline]:
    found = [one for one in known.articles.values() if one.page == headline.page]
    return sorted(found, key=lambda one: one.number)


def _paragraphs(found: list[Piece]) -> list[list[Piece]]:
    """Lines of the text; no name runs over the end of one."""
    lines: list[list[Piece]] = [[]]
    for piece in found:
        if piece.path or piece.date:
            lines[-1].append(piece)
            continue
        first, *rest = piece.text.split("\n")
        lines[-1].append(replace(piece, text=first))
        lines += [[Piece(part)] for part in rest]
    return [kept for line in lines if (kept := [piece for piece in line if piece.text or piece.places])]


def _authors(graph: Graph, known: Index, node: str) -> dict[Role, list[Known]]:
    found = {
        role: [known.entities[who] for who in graph.objects(node, term) if who in known.entities]  # type: ignore[arg-type]
        for role, term in SIGNED.items()
    }
    return {role: who for role, who in found.items() if who}


def _by_class(known: Index, entities: Sequence[str]) -> dict[Class, list[Known]]:
    found: dict[Class, list[Known]] = {}
    for entity in entities:
        if one := known.entities.get(entity):
            found.setdefault(one.kind, []).append(one)
    return found


def page_page(graph: Graph, known: Index, node: str) -> PagePage | None:
    """The page of a newspaper page."""
    articles = sorted(
        (one for one in known.articles.values() if one.page == node), key=lambda one: one.number
    )
    if not articles and str(KG.Page) not in graph.objects(node, RDF.type):
        return None
    counted: Counter[str] = Counter()
    for one in articles:
        counted.update(read_text(graph, one.iri).entities())
    top = [known.entities[iri] for iri in counted if iri in known.entities]
    top.sort(key=lambda one: (-counted[one.iri], -one.near, one.label))
    return PagePage(
        node,
        graph.value(node, SDO.name),
        graph.value(node, SDO.datePublished),
        graph.value(node, KG.digest),
        graph.value(node, KG.encoding),
        [(one, _beginning(graph, one)) for one in articles],
        top[:MANY],
    )


def _beginning(graph: Graph, article: Headline, most: int = 90) -> str:
    text = graph.value(article.iri, SDO.articleBody).replace("\n", "")
    return text if len(text) <= most else text[: most - 1] + "…"


def link_page(graph: Graph, known: Index, node: str) -> LinkPage | None:
    """The page of a pair (`x/`), a statement (`s/`) or a post (`m/`)."""
    texts: dict[str, Text] = {}
    if one := stated(graph, known, node):
        return LinkPage(node, (one.subject, one.object), None, [], within(graph, [one], texts, most=50))
    ends = [known.entities[end] for end in graph.objects(node, KG.participant) if end in known.entities]
    if len(ends) != 2:
        return None
    first, second = ends
    quotes = graph.objects(node, KG.evidence)
    told = excerpts(graph, quotes, {first.iri, second.iri}, texts)
    return LinkPage(
        node,
        (first, second),
        measures(graph, node),
        told,
        within(graph, _between(graph, known, first.iri, second.iri), texts),
    )


def _between(graph: Graph, known: Index, first: str, second: str) -> list[Stated]:
    found = [one for each in groups(graph, known, first).values() for one in each]
    ends = {first, second}
    return [one for one in found if one.object and {one.subject.iri, one.object.iri} == ends]

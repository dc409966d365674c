"""Articles as pages show them: fields cut into pieces, every name and date marked, sentences as evidence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rdflib.namespace import SDO

from kg.model import FIELDS, Class, Field
from kg.sentences import sentences
from kg.site.graph import Graph
from kg.vocab import KG

__all__ = ["Excerpt", "Mark", "Piece", "Text", "clean", "excerpts", "pieces", "quoted", "read_text"]

TERMS = {
    "kicker": KG.kicker,
    "title": SDO.headline,
    "subtitle": SDO.alternativeHeadline,
    "byline": KG.byline,
    "text": SDO.articleBody,
}
Places = Mapping[int, Sequence[str]]
# Marks that turn the direction of writing would let a name rewrite the page around it.
INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A name or a date in a field."""

    start: int
    end: int
    entity: str = ""
    """The address of the entity named; empty for a date."""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; with `path` a link, with `lit` what the quotation is about."""

    text: str
    path: str = ""
    kind: Class | None = None
    lit: bool = False
    date: str = ""
    anchor: str = ""
    places: tuple[str, ...] = ()
    """Quotations that begin here, as addresses name them after the #."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence or two as evidence: where it stands, and the words that show it."""

    article: str
    title: str
    path: str
    pieces: tuple[Piece, ...]
    file: str
    begin: int
    end: int
    """Where the words that are quoted stand in the file."""


@dataclass(frozen=True, slots=True)
class Text:
    """An article's fields, and the marks in each, in order and apart from each other."""

    iri: str
    fields: dict[Field, str]
    marks: dict[Field, tuple[Mark, ...]]

    def entities(self) -> list[str]:
        """The entities named, each once, in order of print."""
        return list(
            dict.fromkeys(mark.entity for name in FIELDS for mark in self.marks.get(name, ()) if mark.entity)
        )


def read_text(graph: Graph, article: str) -> Text:
    """The text of an article with its names and dates."""
    fields: dict[Field, str] = {name: text for name in FIELDS if (text := graph.value(article, TERMS[name]))}
    said = graph.said(article)
    marks: dict[Field, list[Mark]] = {name: [] for name in fields}
    for quote, entity in graph.said_in(said, KG.mentionOf):
        _note(graph, marks, quote, entity=entity)
    for quote, date in graph.said_in(said, KG.date):
        _note(graph, marks, quote, date=date)
    return Text(article, fields, {name: tuple(_apart(found)) for name, found in marks.items()})


def _note(
    graph: Graph, marks: dict[Field, list[Mark]], quote: str, *, entity: str = "", date: str = ""
) -> None:
    place = graph.place(quote)
    if place and place[1] in marks:
        marks[place[1]].append(Mark(place[2], place[3], entity, date))


def _apart(marks: Iterable[Mark]) -> Iterator[Mark]:
    done = 0
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end, not mark.entity)):
        if mark.start >= done:
            done = mark.end
            yield mark


def pieces(
    graph: Graph,
    text: Text,
    field: Field,
    start: int = 0,
    end: int | None = None,
    *,
    lit: Collection[str] | None = None,
    anchors: Places | None = None,
) -> list[Piece]:
    """A field from start to end, cut at its names and dates.

    With `lit` only these entities are marked, without links; else all are links. With `anchors` (see
    `quoted`) mentions and quotations can be come to.
    """
    whole = text.fields[field]
    end = len(whole) if end is None else min(end, len(whole))
    found: list[Piece] = []
    done, begun = start, anchors or {}
    for mark in text.marks.get(field, ()):
        inside = start <= mark.start and mark.end <= end
        if inside and (lit is None or mark.entity in lit):
            found += _plain(whole, done, mark.start, begun)
            made = _marked(graph, whole, field, mark, lit is not None, anchors is not None)
            found.append(
                replace(made, places=tuple(sorted(_begun(begun, mark.start, mark.end) - {made.anchor})))
            )
            done = mark.end
    return [piece for piece in (*found, *_plain(whole, done, end, begun)) if piece.text]


def _plain(whole: str, start: int, end: int, begun: Places) -> Iterator[Piece]:
    """A stretch without names, cut where quotations begin."""
    for begin, stop in pairwise([start, *(at for at in sorted(begun) if start < at < end), end]):
        yield Piece(clean(whole[begin:stop]), places=tuple(begun.get(begin, ())))


def _begun(begun: Places, start: int, end: int) -> set[str]:
    return {name for at in range(start, end) for name in begun.get(at, ())}


def quoted(graph: Graph, article: str) -> dict[Field, Places]:
    """Where the quotations of an article begin, by field: offset -> what their addresses end in."""
    found: dict[Field, dict[int, tuple[str, ...]]] = {}
    for quote in graph.subjects(KG.inArticle, article):
        if place := graph.place(quote):
            _, field, start, end = place
            begun = found.setdefault(field, {})
            begun[start] = (*begun.get(start, ()), f"{field}-{start}-{end}")
    return {field: found[field] for field in found}


def _marked(graph: Graph, whole: str, field: Field, mark: Mark, lit: bool, anchors: bool) -> Piece:
    words = clean(whole[mark.start : mark.end])
    anchor = f"{field}-{mark.start}-{mark.end}" if anchors else ""
    if lit or mark.date:
        return Piece(words, lit=lit, date=mark.date, anchor=anchor)
    return Piece(words, graph.path(mark.entity), graph.kind(mark.entity), anchor=anchor)


def clean(text: str) -> str:
    """The text without controls and marks that turn the direction of writing."""
    return INVISIBLE.sub("", text)


def excerpts(
    graph: Graph, quotes: Sequence[str], lit: Collection[str], texts: dict[str, Text]
) -> list[Excerpt]:
    """The sentences around quotations, names of `lit` marked; quotations of the same sentences come once."""
    found: dict[tuple[str, Field, int, int], Excerpt] = {}
    for quote in quotes:
        if not (place := graph.place(quote)):
            continue
        article, field, start, end = place
        text = texts.get(article) or texts.setdefault(article, read_text(graph, article))
        if field not in text.fields:
            continue
        begin, stop = _around(text.fields[field], field, start, end)
        found.setdefault(
            (article, field, begin, stop), _excerpt(graph, text, quote, field, (begin, stop), lit)
        )
    return list(found.values())


def _excerpt(
    graph: Graph, text: Text, quote: str, field: Field, span: tuple[int, int], lit: Collection[str]
) -> Excerpt:
    shown = tuple(pieces(graph, text, field, *span, lit=lit))
    file = graph.value(graph.value(text.iri, SDO.isPartOf), SDO.name)
    begin, end = (int(graph.number(quote, term)) for term in (KG.sourceBegin, KG.sourceEnd))
    return Excerpt(text.iri, text.fields.get("title", ""), graph.path(quote), shown, file, begin, end)


def _around(whole: str, field: Field, start: int, end: int) -> tuple[int, int]:
    """The sentences that a quotation stands in; a heading is one."""
    if field not in ("text", "byline"):
        return 0, len(whole)
    spans = [span for span in sentences(whole) if span[0] < end and start < span[1]]
    return (spans[0][0], spans[-1][1]) if spans else (start, end)

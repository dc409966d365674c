"""A reading as rows of the store's tables."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from kg.clues import clues, provinces
from kg.model import Entity, Field, Reading
from kg.rows import to_row
from kg.sentences import paragraphs, sentences

__all__ = ["ROWS"]

Row = tuple[Any, ...]


def _reading(reading: Reading) -> Iterator[Row]:
    article = reading.article
    row = json.dumps(to_row(reading), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    yield article.id, article.page, article.number, row


Span = tuple[Field, int, int]


def _spans(reading: Reading) -> tuple[list[Span], list[Span]]:
    """The paragraphs and the sentences of an article; a heading is one of each, whatever its marks."""
    found: tuple[list[Span], list[Span]] = ([], [])
    for field, passage in reading.article.passages():
        whole = [(0, len(passage.text))] if passage.text else []
        is_running = field in ("text", "byline")
        for spans, cut in zip(found, (paragraphs, sentences), strict=True):
            spans += [(field, *span) for span in (cut(passage.text) if is_running else whole)]
    return found


def _units(reading: Reading) -> Iterator[Row]:
    article = reading.article
    for kind, spans in zip(("paragraph", "sentence"), _spans(reading), strict=True):
        for number, span in enumerate(spans):
            yield article.page, article.id, kind, number, *span


def _mentions(reading: Reading) -> Iterator[Row]:
    article = reading.article
    begins = [_begins(spans) for spans in _spans(reading)]
    for link in reading.links:
        mention, entity = link.mention, link.entity
        units = [_unit(begin, mention.field, mention.start) for begin in begins]
        place = article.page, article.id, mention.field, mention.start, mention.end
        is_byline = mention.field == "byline"
        told = mention.surface, entity.type, entity.name, entity.qualifier, is_byline
        yield *place, *units, *told, mention.rule, link.rule


def _clues(reading: Reading) -> Iterator[Row]:
    article = reading.article
    for person, kind, unit in clues(reading):
        told = (unit.type, unit.name, unit.qualifier) if unit else ("", "", "")
        yield article.page, article.id, person, kind, *told


def _provinces(reading: Reading) -> Iterator[Row]:
    return ((reading.article.page, reading.article.id, code) for code in provinces(reading))


def _named(entity: Entity | None) -> tuple[str, str, str]:
    return (entity.type, entity.name, entity.qualifier) if entity else ("", "", "")


def _posts(reading: Reading) -> Iterator[Row]:
    for held in reading.posts:
        yield reading.article.page, reading.article.id, held.post, *_named(held.person), *_named(held.org)


def _relations(reading: Reading) -> Iterator[Row]:
    for said in reading.relations:
        names = *_named(said.subject), *_named(said.object)
        yield reading.article.page, reading.article.id, said.predicate, *names


def _authors(reading: Reading) -> Iterator[Row]:
    mentions = (link.mention for link in reading.links)
    signed = {m.start for m in mentions if (m.field, m.type) == ("byline", "Person")}
    for author in reading.article.authors:
        if author.start not in signed:
            yield reading.article.page, reading.article.id, author.name


def _begins(spans: list[Span]) -> dict[Field, tuple[int, list[int]]]:
    """For each field, the number of its first unit and where its units begin."""
    begins: dict[Field, tuple[int, list[int]]] = {}
    for number, (field, start, _) in enumerate(spans):
        begins.setdefault(field, (number, []))[1].append(start)
    return begins


def _unit(begins: dict[Field, tuple[int, list[int]]], field: Field, start: int) -> int:
    """The number of the unit in which a mention begins."""
    first, starts = begins[field]
    return first + max(0, bisect_right(starts, start) - 1)


ROWS: dict[str, Callable[[Reading], Iterable[Row]]] = {
    "reading": _reading,
    "unit": _units,
    "mention": _mentions,
    "clue": _clues,
    "province": _provinces,
    "post": _posts,
    "relation": _relations,
    "author": _authors,
}
"""For each table what an article puts into it."""

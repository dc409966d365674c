"""Readers of formats: each gives the texts of the pages that a file holds, and what it says of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.content import Content
from kg.files import Found, OnSkip
from kg.formats import jsonl, parquet, pdf, plain, table, web, word
from kg.kinds import kind_of

__all__ = ["contents"]


def contents(found: Found, *, columns: Mapping[str, str], on_skip: OnSkip) -> Iterator[Content]:
    """What a file holds; `columns` maps the names of `kg.config.COLUMNS` to those of the file.

    Parts that cannot be used are handed to `on_skip`. Raises PageError for a file that cannot be used.
    """
    kind = kind_of(found.name)
    match kind.name if kind else "text":
        case "html":
            yield from web.contents(found)
        case "docx":
            yield from word.contents(found)
        case "pdf":
            yield from pdf.contents(found, on_skip=on_skip)
        case "jsonl":
            yield from jsonl.contents(found, columns=columns, on_skip=on_skip)
        case "csv":
            yield from table.contents(found, columns=columns, on_skip=on_skip)
        case "parquet":
            yield from parquet.contents(found, columns=columns, on_skip=on_skip)
        case _:
            yield from plain.contents(found)

"""What the readers of formats give, and the page made of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from kg.errors import PageError
from kg.issued import date_in_name, date_of_print
from kg.model import Field, Page, Passage
from kg.normal import normal

__all__ = ["MAX_BYTES", "MAX_LINE", "Content", "digest", "page"]

MAX_BYTES = 256 << 20
"""Bytes of one file that is read whole; a page of a newspaper has some ten thousand."""
MAX_LINE = 200_000
"""Characters of one line. A longer one has lost its line ends, and with them its articles."""


@dataclass(frozen=True, slots=True)
class Content:
    """The text of one page as its file has it, and what the file says of it."""

    text: str
    encoding: str
    digest: str
    part: str = ""
    """Which part of the file this is: page=2, line=7, an id; '' for all of it."""
    fields: tuple[tuple[Field, int, int], ...] = ()
    """(field, start, end) in `text`, ascending, where the format tells them."""
    date: str | None = None
    paper: str | None = None
    url: str | None = None


def page(file: str, content: Content) -> Page:
    """The page of a content; dated by what the file says, else by its name, else by its line of print.

    Raises PageError for a line that is too long.
    """
    name = f"{file}#{content.part}" if content.part else file
    passage, fields = _passage(content)
    _check_lines(name, passage.text)
    date = content.date or date_in_name(file) or (None if fields else date_of_print(passage.text))
    told = content.encoding, content.digest, date, content.paper, content.url
    return Page(name, passage, *told, fields=fields)


def digest(data: bytes) -> str:
    """What tells whether a page has changed: BLAKE2b of 128 bits, in hexadecimal."""
    return blake2b(data, digest_size=16).hexdigest()


def _passage(content: Content) -> tuple[Passage, tuple[tuple[Field, int, int], ...]]:
    """The fields one below the other, else the whole text, with the way back to `content.text`."""
    if not content.fields:
        return normal(content.text), ()
    texts: list[str] = []
    runs: list[tuple[int, int]] = []
    fields: list[tuple[Field, int, int]] = []
    at = 0
    for field, start, end in content.fields:
        piece = normal(content.text[start:end])
        _go_on(runs, ((at + begin, start + source) for begin, source in piece.runs))
        fields.append((field, at, at + len(piece.text)))
        texts.append(piece.text)
        at += len(piece.text) + 1
        _go_on(runs, [(at - 1, end)] if field != content.fields[-1][0] else [])  # the line end between them
    return Passage("\n".join(texts), tuple(runs)), tuple(fields)


def _go_on(runs: list[tuple[int, int]], more: Iterable[tuple[int, int]]) -> None:
    """Adds those runs that do not just go on as the one before does."""
    for begin, source in more:
        if not runs or source - begin != runs[-1][1] - runs[-1][0]:
            runs.append((begin, source))


def _check_lines(name: str, text: str) -> None:
    if len(text) <= MAX_LINE:
        return
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > MAX_LINE:
            reason = f"line {number} has {len(line):,} characters, more than {MAX_LINE:,}"
            raise PageError(name, f"{reason}: put each paragraph on a line 行太长：请一段一行")

"""Lines with nothing but names, which only their place shows to be bylines: below a title, or at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.bylines import dateline, signature
from kg.lexicon import surnames
from kg.page_lines import Line, finished
from kg.signers import names_alone

__all__ = ["with_name_lines"]

LONGEST_TITLE = 48
SHORTEST_TITLE = 6
NEAR = 12
"""Rows in which a text would go on with someone it is about."""
AMONG_CAPTIONS = 4
"""Rows above a body among which captions may stand between title and byline."""


def with_name_lines(rows: Sequence[Line]) -> list[Line]:
    """The rows, those marked `signed` that are nothing but the names of who wrote the piece.

    A name that the text goes on with is of someone that the piece is about.
    """
    return [
        replace(row, signed=True) if not row.level and _may_sign(rows, at) and names_alone(row.text) else row
        for at, row in enumerate(rows)
    ]


def _may_sign(rows: Sequence[Line], at: int) -> bool:
    text = rows[at].text
    if not at or not 1 < len(text) <= 25 or text[0] not in surnames() or text[-1] in "。！？；：，":
        return False
    below = rows[at + 1 : at + 1 + NEAR]
    if not below or below[0].level:
        return finished(rows[at - 1].text) and not _is_named(text, rows[max(0, at - NEAR) : at])
    return (
        _is_titled(rows, at)
        and (finished(below[0].text) or len(below[0].text) > LONGEST_TITLE or _is_byline(below[0].text))
        and not _is_named(text, below)
    )


def _is_titled(rows: Sequence[Line], at: int) -> bool:
    """Whether a title stands above a row, or at the head of a page a title and captions."""
    above = rows[at - 1]
    if above.level:
        return len(above.text) >= SHORTEST_TITLE
    if at == 1:
        return SHORTEST_TITLE <= len(above.text) <= LONGEST_TITLE and not finished(above.text)
    return at < AMONG_CAPTIONS and " " in rows[at].text and rows[0].level > 0


def _is_byline(text: str) -> bool:
    return signature(text) is not None or dateline(text) is not None


def _is_named(names: str, rows: Sequence[Line]) -> bool:
    return any(name in row.text for name in names.replace("、", " ").split() if len(name) > 1 for row in rows)

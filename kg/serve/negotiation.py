"""Which of the things a server can send a client wants, by its Accept header (RFC 9110, 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

__all__ = ["accepted"]

PART = re.compile(r"\s*([!#$&^_.+\w-]+|\*)/([!#$&^_.+\w-]+|\*)\s*((?:;[^,]*)?)\s*")
QUALITY = re.compile(r";\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*(?:;|$)", re.IGNORECASE)


@lru_cache(maxsize=1024)
def _ranges(header: str) -> tuple[tuple[str, str, float], ...]:
    found = []
    for part in header.split(","):
        if match := PART.fullmatch(part):
            quality = QUALITY.search(match[3])
            found.append((match[1].lower(), match[2].lower(), min(float(quality[1]), 1) if quality else 1.0))
    return tuple(found)


def _quality(ranges: Sequence[tuple[str, str, float]], offered: str) -> float:
    """How much a type is wanted: what the most specific range that covers it says."""
    main, _, sub = offered.partition("/")
    best = (-1, 0.0)
    for wanted, inner, quality in ranges:
        if wanted in ("*", main) and inner in ("*", sub):
            best = max(best, ((wanted != "*") + (inner != "*"), quality))
    return best[1]


def accepted(header: str | None, offered: Sequence[str]) -> str | None:
    """The type among those offered that the client wants most, the first of equals; None for none of them.

    Without a header, or with one that cannot be read, everything is accepted.

    >>> accepted("text/turtle;q=0.5, application/*", ("text/turtle", "application/json"))
    'application/json'
    >>> accepted("image/png", ("text/turtle",))
    """
    ranges = _ranges(header[:1000] if header else "")
    if not ranges:
        return offered[0]
    qualities = [_quality(ranges, each) for each in offered]
    best = max(qualities)
    return offered[qualities.index(best)] if best > 0 else None

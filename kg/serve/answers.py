"""Answers that are kept to be given again, up to a number of bytes; the oldest go first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

from kg.serve.formats import content_type

__all__ = ["Answer", "Answers"]

OVERHEAD = 500  # bytes of an entry besides the body


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it goes out."""

    media: str
    """Empty for one that the client has already."""
    etag: str
    """Empty for one that would be another the next time."""
    body: bytes
    digest: str
    """Of the graph that was asked."""

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        """What is said of it, for ASGI."""
        told = [("vary", "Accept"), ("cache-control", "no-cache" if self.etag else "no-store")]
        if self.etag:
            told.append(("etag", self.etag))
        if self.media:
            told.append(("content-type", content_type(self.media)))
            told.append(("content-length", str(len(self.body))))
        return [(name.encode(), value.encode()) for name, value in told]


class Answers:
    """Answers by what was asked of which graph."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()
        self.size = 0
        """Bytes kept."""
        self.hits = 0
        self.misses = 0

    def get(self, key: Hashable) -> Answer | None:
        """An answer that was kept."""
        if answer := self._kept.get(key):
            self._kept.move_to_end(key)
            self.hits += 1
            return answer
        self.misses += 1
        return None

    def keep(self, key: Hashable, answer: Answer) -> None:
        """Keeps an answer, unless it alone takes an eighth of the room."""
        cost = len(answer.body) + OVERHEAD
        if cost > self._most // 8 or key in self._kept:
            return
        self._kept[key] = answer
        self.size += cost
        while self.size > self._most:
            _, old = self._kept.popitem(last=False)
            self.size -= len(old.body) + OVERHEAD

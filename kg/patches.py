"""Sorted files with some of their records changed: what lies between the changes is copied as it is.

A change is looked for from the last one on, in steps that double and then halve (Bentley and Yao 1976): a
few changes in a large file cost little more than its copy, many that lie together little more than a merge.
"""

from __future__ import annotations

import mmap
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Edit", "Records", "cancelled", "opened"]

Edit = tuple[bytes, bytes | None]
"""The key of a record, and the record that is to be there; None for none."""
STEP = 1 << 9
CHUNK = 1 << 20
LAST = b"\xff"
"""Greater than any byte of UTF-8."""


def cancelled(gone: Iterable[bytes], come: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """The lines that are in one of two sorted streams only, in order; true for those that come."""
    nothing = b""
    olds, news = iter(gone), iter(come)
    old, new = next(olds, nothing), next(news, nothing)
    while old or new:
        if old == new:
            old, new = next(olds, nothing), next(news, nothing)
        elif new and (not old or new < old):
            yield new, True
            new = next(news, nothing)
        else:
            yield old, False
            old = next(olds, nothing)


@contextmanager
def opened(path: Path) -> Iterator[mmap.mmap]:
    """The bytes of a file, which must not be empty, without reading them."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        yield data


@dataclass(frozen=True, slots=True)
class Records:
    """A file of records sorted by their keys; each ends in `end`, and no other bytes do."""

    data: mmap.mmap
    end: bytes
    key: Callable[[bytes], bytes]
    """Of a record."""
    start: int = 0
    """Where the first record begins."""

    def patched(self, edits: Iterable[Edit]) -> Iterator[bytes]:
        """The whole file with the edits, which come in the order of their keys, each key once."""
        yield from self._copied(0, self.start)
        at = self.start
        for key, record in edits:
            place = self.seek(key, at)
            yield from self._copied(at, place)
            at = place
            if place < len(self.data) and self._key(place) == key:
                at = self._next(place)
            if record is not None:
                yield record
        yield from self._copied(at, len(self.data))

    def starting(self, prefix: bytes, at: int) -> tuple[int, int]:
        """Where the records whose keys begin with `prefix` begin and end, at or behind a record."""
        begin = self.seek(prefix, at)
        return begin, self.seek(prefix + LAST, begin)

    def seek(self, key: bytes, at: int) -> int:
        """Where the first record with that key or a greater one begins, at or behind the record at `at`."""
        size = len(self.data)
        if at >= size or self._key(at) >= key:
            return at
        low, step = at, STEP
        while (high := self._next(min(low + step, size))) < size and self._key(high) < key:
            low, step = high, 2 * step
        while (middle := self._next((low + high) // 2)) < high:
            if self._key(middle) < key:
                low = middle
            else:
                high = middle
        while (low := self._next(low)) < high and self._key(low) < key:
            pass
        return low

    def _next(self, at: int) -> int:
        """Where the record behind the one at or around `at` begins."""
        found = self.data.find(self.end, at)
        return len(self.data) if found < 0 else found + len(self.end)

    def _key(self, at: int) -> bytes:
        return self.key(self.data[at : self._next(at)])

    def _copied(self, begin: int, end: int) -> Iterator[bytes]:
        for at in range(begin, end, CHUNK):
            yield self.data[at : min(at + CHUNK, end)]
            if hasattr(mmap, "MADV_DONTNEED"):  # what was copied need not stay in memory
                self.data.madvise(mmap.MADV_DONTNEED, at - at % mmap.PAGESIZE, CHUNK)

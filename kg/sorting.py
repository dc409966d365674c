"""Lines in order, however many: sorted in parts on the disk that are then merged (Knuth, TAOCP 3, 5.4)."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.atomic import output_errors

__all__ = ["merged", "sorted_lines"]

PART = 32_000_000
"""Bytes that are sorted in memory at once; Python needs about twice as many."""
MERGED = 64
"""Parts that are read side by side: a system allows a few hundred open files."""


def sorted_lines(lines: Iterable[bytes], *, folder: Path | None = None, part: int = PART) -> Iterator[bytes]:
    """The lines in the order of their bytes, each once; every line ends in a line feed.

    What does not fit in `part` bytes of memory waits in `folder`, by default the system's for such files, and
    is gone when the last line has been taken. Raises OutputError when the disk is full.
    """
    with ExitStack() as stack:
        parts: list[Path] = []
        held: list[bytes] = []
        size = 0
        for line in lines:
            held.append(line)
            size += len(line)
            if size >= part:
                if not parts:
                    where = Path(stack.enter_context(_scratch(folder)))
                parts.append(_written(_unique(sorted(held)), where / f"{len(parts)}"))
                held, size = [], 0
        yield from merged([*_opened(_fewer(parts), stack), sorted(held)])


def merged(runs: Iterable[Iterable[bytes]]) -> Iterator[bytes]:
    """The lines of sorted runs in the order of their bytes, each once."""
    return _unique(heapq.merge(*runs))


def _unique(lines: Iterable[bytes]) -> Iterator[bytes]:
    return (line for line, _ in groupby(lines))


def _scratch(folder: Path | None) -> TemporaryDirectory[str]:
    with output_errors(folder or Path("TMPDIR")):
        return TemporaryDirectory(prefix=".sorting-", dir=folder)


def _written(lines: Iterable[bytes], path: Path) -> Path:
    with output_errors(path), path.open("wb") as file:
        file.writelines(lines)
    return path


def _fewer(parts: list[Path]) -> list[Path]:
    """The parts, merged until they can be read side by side."""
    while len(parts) > MERGED:
        group, parts = parts[:MERGED], parts[MERGED:]
        with ExitStack() as stack:
            parts.append(_written(merged(_opened(group, stack)), group[0].with_name(f"{group[0].name}m")))
        for path in group:
            path.unlink()
    return parts


def _opened(parts: Iterable[Path], stack: ExitStack) -> list[Iterable[bytes]]:
    return [stack.enter_context(path.open("rb")) for path in parts]

"""Which graphs a file of N-Quads holds: their digests, and where their lines are.

The file is sorted by subject, so the lines of a graph are spread over it. Only their places are kept in
memory, 16 bytes a quad.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from kg.dumps import readable
from kg.errors import InputError

__all__ = ["Contents", "Part", "contents"]

SPACE = re.compile(rb'<http://rdfs.org/ns/void#uriSpace> "([^"]+)"')
TERM = rb'<[^<>"\s]*>'
QUAD = re.compile(
    rb"(%(t)s %(t)s (?:%(t)s|\"[^\"\\]*(?:\\.[^\"\\]*)*\"(?:@[A-Za-z0-9-]+|\^\^%(t)s)?)) <([^<>\"\s]*)> \.\n"
    % {b"t": TERM}
)


@dataclass(slots=True)
class Part:
    """One graph of a file."""

    lines: array[int] = field(default_factory=lambda: array("Q"))
    """Where each of its quads begins in the file, in bytes."""
    _state: Any = field(default_factory=sha256)

    def add(self, place: int, triple: bytes) -> None:
        """Takes the next of its quads, as a line of N-Triples."""
        self.lines.append(place)
        self._state.update(triple)

    @property
    def digest(self) -> str:
        """SHA-256 of the graph as sorted N-Triples, in hexadecimal."""
        return str(self._state.hexdigest())


class Contents:
    """The graphs of an open file by name, their union, and the base of its addresses."""

    def __init__(self, file: BinaryIO, base: str, parts: dict[str, Part], union: Part) -> None:
        self._file = file
        self.base = base
        self.parts = parts
        self.union = union
        """All graphs together, each triple once."""

    def triples(self, part: Part) -> Iterator[bytes]:
        """The lines of a graph as N-Triples, in order."""
        for place in part.lines:
            self._file.seek(place)
            found = QUAD.fullmatch(self._file.readline())
            assert found, "the file was changed in its place"
            yield found[1] + b" .\n"


@contextmanager
def contents(nquads: Path) -> Iterator[Contents]:
    """The graphs of a file of N-Quads as `kg build` writes them; the file stays open meanwhile.

    Raises InputError when it is missing, is not such a file, or does not say where its addresses begin.
    """
    with readable(nquads), nquads.open("rb") as file:
        base, parts, union = b"", dict[str, Part](), Part()
        place, last = 0, b""
        for number, line in enumerate(file, 1):
            found = QUAD.fullmatch(line)
            if not found:
                raise InputError(
                    f"{nquads}, line {number}: not as kg build writes it; run kg build again "
                    "不是 kg build 写成的文件：请重新运行 kg build"
                )
            triple = found[1] + b" .\n"
            parts.setdefault(found[2].decode(), Part()).add(place, triple)
            if triple != last:  # in sorted lines the same triple of several graphs comes together
                union.add(place, triple)
                last = triple
            place += len(line)
            if told := SPACE.search(line):
                base = told[1]
        if not base:
            raise InputError(
                f"{nquads}: no void:uriSpace says where addresses begin; run kg build again 缺少网址开头"
            )
        yield Contents(file, base.decode(), dict(sorted(parts.items())), union)

"""The lines of a file one at a time, decoded, with their numbers; what cannot be used is told by line."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from kg.encodings import decode
from kg.errors import PageError
from kg.files import OnSkip

__all__ = ["MAX_RECORD", "Complaints", "codec_of", "numbered"]

SAMPLE = 1 << 20
"""Bytes by which the encoding of a file is told that is not read whole."""
MAX_RECORD = 8 << 20
"""Characters of one record."""
SAID = 20
"""Bad lines of one file that are said one by one; the rest is counted."""


class Complaints:
    """What is wrong with the lines of one file, said as pages that are skipped."""

    def __init__(self, name: str, on_skip: OnSkip) -> None:
        self._name, self._on_skip = name, on_skip
        self._count = self._last = 0

    def say(self, number: int, reason: str) -> None:
        """Says what is wrong with a line, unless that many were said already."""
        self._count, self._last = self._count + 1, number
        if self._count <= SAID:
            self._on_skip(PageError(self._name, f"line 第 {number} 行: {reason}"))

    def close(self) -> None:
        """Says how many lines more were bad."""
        if (more := self._count - SAID) > 0:
            told = f"{more} more lines cannot be used, the last is {self._last} 另有 {more} 行不可用"
            self._on_skip(PageError(self._name, f"{told}: see those above 原因同上"))


def codec_of(stream: io.BufferedReader | BinaryIO, name: str) -> tuple[str, BinaryIO]:
    """The codec that the beginning of a stream is in, and a stream that has this beginning still.

    Raises PageError as `kg.encodings.decode` does.
    """
    head = stream.read(SAMPLE)
    whole = io.BufferedReader(Rejoined(head, stream), 1 << 16)
    return _codec(head, name), whole


class Rejoined(io.RawIOBase):
    """What was read of a stream already, and then the rest."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = io.BytesIO(head), rest

    def readable(self) -> bool:
        """Always: it is only read."""
        return True

    def readinto(self, buffer: object) -> int:
        """Reads into the buffer, as io.RawIOBase says."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self._head.read(len(view)) or self._rest.read(len(view))
        view[: len(data)] = data
        return len(data)


def _codec(head: bytes, name: str) -> str:
    if len(head) < SAMPLE:
        return _told(head, name)
    # The sample may end inside a character: up to three bytes of it are then too many.
    for cut in (3, 2, 1):
        try:
            return decode(head[:-cut], name)[1]
        except PageError:
            continue
    return _told(head, name)


def _told(head: bytes, name: str) -> str:
    """The codec; UTF-8 where most lines are, for one bad line must not cost the others."""
    try:
        return decode(head, name)[1]
    except PageError:
        lines = [line for line in head.split(b"\n") if line.strip()]
        if sum(map(_is_utf8, lines)) * 2 > len(lines):
            return "utf-8"
        raise


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def numbered(stream: BinaryIO, codec: str, complaints: Complaints) -> Iterator[tuple[int, str]]:
    """The lines with their line ends, from 1; those that are too long are told, and nothing after a break.

    A byte that is none of the encoding becomes half a character (U+DC80 to U+DCFF).
    """
    text = io.TextIOWrapper(stream, encoding=codec, errors="surrogateescape", newline="")
    number = 0
    try:
        while line := text.readline(MAX_RECORD):
            number += 1
            if len(line) < MAX_RECORD or line.endswith(("\n", "\r")):
                yield number, line
                continue
            while line and not line.endswith(("\n", "\r")):
                line = text.readline(MAX_RECORD)
            complaints.say(
                number, f"longer than {MAX_RECORD:,} characters: one article a line 行太长：请一篇一行"
            )
    except UnicodeError as error:
        reason = f"from here on it is no {codec} ({error}): save the file as UTF-8 编码有误：请另存为 UTF-8"
        complaints.say(number + 1, reason)

"""Files opened: whole within a limit, or as a stream; packed or not; what the system says put in words."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from kg.content import MAX_BYTES
from kg.errors import PageError
from kg.files import STDIN, Found
from kg.kinds import unpacked

__all__ = ["opened", "whole"]

EXPANSION = 200
"""Times its size that a packed file may unpack to; texts give 3 to 20, a bomb a thousand."""
SPARED = 64 << 20
"""Bytes that any file may unpack to, whatever its size."""


def whole(found: Found) -> bytes:
    """All bytes of a file, unpacked. Raises PageError with the reason and what to do."""
    with opened(found) as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        reason = f"larger than {MAX_BYTES >> 20} MB: give one file for each page 文件过大：请一版一个文件"
        raise PageError(found.name, reason)
    return data


@contextmanager
def opened(found: Found) -> Iterator[BinaryIO]:
    """A file's bytes as a stream, unpacked. Raises PageError, also for what goes wrong while it is read."""
    if str(found.path) == STDIN:
        yield sys.stdin.buffer
        return
    with said(found.name), found.path.open("rb") as file:
        if unpacked(found.path.name) == found.path.name:
            yield file
        else:
            limit = max(SPARED, EXPANSION * found.path.stat().st_size)
            with gzip.open(file) as stream:
                limited = Limited(cast("BinaryIO", stream), limit, found.name)
                yield cast("BinaryIO", io.BufferedReader(limited, 1 << 16))


@contextmanager
def said(name: str) -> Iterator[None]:
    """Turns what the system and gzip say into a PageError that names the file."""
    try:
        yield
    except FileNotFoundError as error:
        reason = "the file has gone, or is a link to nothing: run again 文件已不存在：请重新运行"
        raise PageError(name, reason) from error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise PageError(
            name, f"damaged gzip file ({error}): pack it again 压缩文件已损坏：请重新压缩"
        ) from error
    except OSError as error:
        reason = (
            f"cannot be read: {error.strerror or error}; check the file's permissions 无法读取：请检查权限"
        )
        raise PageError(name, reason) from error


class Limited(io.RawIOBase):
    """An unpacked stream that ends with a PageError when it is far larger than its file can honestly be."""

    def __init__(self, stream: BinaryIO, limit: int, name: str) -> None:
        self._stream, self._left, self._name = stream, limit, name

    def readable(self) -> bool:
        """Always: it is only read."""
        return True

    def readinto(self, buffer: object) -> int:
        """Reads into the buffer, as io.RawIOBase says."""
        view = memoryview(cast("bytearray", buffer))
        data = self._stream.read(len(view))
        self._left -= len(data)
        if self._left < 0:
            reason = (
                f"unpacks to more than {EXPANSION} times its size: unpack it by hand 压缩比异常：请先解压检查"
            )
            raise PageError(self._name, reason)
        view[: len(data)] = data
        return len(data)

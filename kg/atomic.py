"""Files that appear whole or not at all.

Every output is written beside its place, flushed to the disk and then put in place by one rename, so that a
reader, a full disk or a kill never meets half a file.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import OutputError

__all__ = [
    "ADVICE",
    "output_errors",
    "place",
    "replacing",
    "swapped",
    "sync_folder",
    "synced",
    "write_bytes",
    "write_text",
]

AT_FDCWD, RENAME_EXCHANGE = -100, 2
IN_THE_WAY = "a file stands where a folder is needed: choose another folder with -o 此处是文件：请另选"
ADVICE = {
    errno.ENOSPC: "the disk is full: make room and run again 磁盘已满：请腾出空间再运行",
    errno.EDQUOT
    if hasattr(errno, "EDQUOT")
    else -1: "the disk quota is used up: make room and run again 磁盘配额已满：请腾出空间再运行",
    errno.EROFS: "the disk is read-only: choose another folder with -o 磁盘只读：请另选",
    errno.EACCES: "no permission to write, or another program has it open 不能写入：请用 -o 另选文件夹",
    errno.EPERM: "no permission to write: choose another folder with -o 不能写入：请用 -o 另选文件夹",
    errno.ENOTDIR: IN_THE_WAY,
    errno.EEXIST: IN_THE_WAY,
    errno.EISDIR: "a folder stands where a file is needed: move it away 此处是文件夹：请移走",
    errno.ENOENT: "the folder is not there: make it and run again 文件夹不存在：请建好再运行",
}


@contextmanager
def output_errors(path: Path) -> Iterator[None]:
    """Turns an OSError into an OutputError that names the file and what to do."""
    try:
        yield
    except BrokenPipeError:
        raise  # a reader that has seen enough is no error
    except OSError as error:
        full = errno.ENOSPC if "No space left" in str(error) else 0  # a database's, which gives no number
        advice = ADVICE.get(error.errno or full, "check the folder and run again 请检查文件夹再运行")
        raise OutputError(f"{path}: {error.strerror or error}; {advice}") from error


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new file's path to write to; it takes the place of `path` when the block ends well.

    A link is followed; a device or a pipe (/dev/stdout) is written to as it is.
    Raises OutputError when it cannot be written; `path` is then as it was.
    """
    with output_errors(path):
        path = path.resolve()
        if path.exists() and not path.is_file() and not path.is_dir():
            yield path  # replacing a device by a file would break the machine for everyone
            return
        draft = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_native_id()}.tmp")
        try:
            yield draft
            place(draft, path)
        finally:
            with suppress(OSError):  # the error to tell is the first one
                draft.unlink()


def place(draft: Path, path: Path) -> None:
    """Flushes `draft` to the disk and puts it in the place of `path`, in one step; raises OSError."""
    synced(draft)
    draft.replace(path)
    sync_folder(path.parent)


def synced(path: Path) -> None:
    """Waits until `path` is on the disk: after a power cut a rename must not lead to nothing."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def write_bytes(path: Path, chunks: Iterable[bytes]) -> None:
    """Writes the chunks, one after the other, as the new content of `path`; raises OutputError."""
    with replacing(path) as draft, draft.open("wb") as file:
        file.writelines(chunks)


def write_text(path: Path, text: str) -> None:
    """Writes `text` as UTF-8 with its line ends as they are; raises OutputError."""
    write_bytes(path, [text.encode()])


def swapped(one: Path, other: Path) -> bool:
    """Exchanges two folders in one step (renameat2 of Linux 3.15); False where that cannot be done."""
    call = getattr(ctypes.CDLL(None), "renameat2", None) if sys.platform == "linux" else None
    paths = [os.fsencode(path) for path in (one, other)]
    return call is not None and call(AT_FDCWD, paths[0], AT_FDCWD, paths[1], RENAME_EXCHANGE) == 0


def sync_folder(folder: Path) -> None:
    """Waits until the names in a folder are on the disk, where the system can say so."""
    if os.name != "posix":
        return  # Windows has no handle on a folder to flush
    with suppress(OSError):  # some network disks refuse; the rename itself is done
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

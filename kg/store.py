"""The graph as an Oxigraph database on the disk: `output/store`, made from graph.nq.

Its default graph is the union of all graphs, each triple once; the named graphs are those of the N-Quads. A
stamp inside says from which N-Quads it was made, so that nobody takes it for those of a later build.
"""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.atomic import ADVICE
from kg.dumps import readable
from kg.errors import InputError, OutputError
from kg.patches import Records, opened

if TYPE_CHECKING:
    import rdflib

__all__ = [
    "FOLDER",
    "STAMP",
    "Mark",
    "Stamp",
    "bulk_load",
    "digest",
    "fresh",
    "make",
    "marked",
    "open",
    "patch",
    "read_only",
    "stamp",
    "written",
]

FOLDER = "store"
STAMP = "kg.json"
BATCH = 10_000
"""Changes that are made together."""
LOADED = 50_000
"""Lines that are loaded together, in some 100 MB for each of two loads."""


Written = tuple[int, int, int]
"""Inode, bytes and the nanosecond of the last change."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """From which N-Quads a database was made."""

    digest: str
    """SHA-256 of the file, in hexadecimal digits."""
    size: int
    """Bytes of the file."""
    triples: int
    """In the union of all graphs."""


def make(nquads: Path, folder: Path, *, old: Path | None = None, jobs: int | None = None) -> bool:
    """Makes a database from a file of sorted N-Quads in `folder`, which must not exist.

    False, and nothing is made, when `old` already holds exactly that file. About 0.1 s for 10 000 quads.
    One job takes longer than two, which it is without a number, and less memory.
    Raises InputError when the file is missing or is no N-Quads, OSError when the folder cannot be written.
    """
    found = digest(nquads)
    if old and (known := stamp(old)) and known.digest == found and _opens(old):
        return False
    database = ox.Store(folder)
    triples = bulk_load(database, nquads, jobs=jobs)
    database.flush()
    del database
    _sign(folder, Stamp(found, nquads.stat().st_size, triples))
    return True


def patch(old: Path, folder: Path, changes: Iterable[tuple[bytes, bool]], nquads: Path) -> None:
    """Makes a database from another and the lines in which its N-Quads differ, true for those that come.

    The files of the other are shared, not copied: none is ever written to again. Raises as `make` does.
    """
    told = stamp(old)
    assert told, "the caller has looked at it"
    read_only(old).backup(str(folder))
    database, triples, lines, at = ox.Store(folder), told.triples, iter(changes), 0
    with opened(nquads) as data:
        records = Records(data, b"\n", bytes)
        while batch := list(islice(lines, BATCH)):
            alone = set()
            for line, comes in batch:
                triple = line[: line.rindex(b" <") + 1]
                at, end = records.starting(triple, at)
                if not comes and at == end:  # no other graph has it
                    alone.add(triple + b".\n")
            gone, come = (_parsed(line for line, comes in batch if comes is kind) for kind in (False, True))
            left = [quad for quad in _parsed(alone) if quad in database]
            new = [quad for quad in {ox.Quad(*quad.triple) for quad in come} if quad not in database]
            for quad in gone + left:
                database.remove(quad)
            database.extend(come + new)
            triples += len(new) - len(left)
    database.flush()
    del database
    _sign(folder, Stamp(digest(nquads), nquads.stat().st_size, triples))


def _parsed(lines: Iterable[bytes]) -> list[ox.Quad]:
    return list(ox.parse(b"".join(lines), format=ox.RdfFormat.N_QUADS))


def _sign(folder: Path, told: Stamp) -> None:
    text = json.dumps({name: getattr(told, name) for name in Stamp.__slots__}, indent=1)
    (folder / STAMP).write_text(text + "\n", encoding="utf-8")


def bulk_load(database: ox.Store, nquads: Path, *, graphs: bool = True, jobs: int | None = None) -> int:
    """Puts the graphs of a file of sorted N-Quads and their union in a database; the union's triples.

    Without `graphs` only the union. One made while asking would multiply the triples that several graphs
    repeat, in every join. One job does the one after the other.
    """
    formats = [ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS][: 1 + graphs]
    with readable(nquads), ThreadPoolExecutor(1 if jobs == 1 else 2) as loading:
        # At once, as a load by itself sorts and writes on one processor most of the time.
        stop = Event()
        loads = [loading.submit(_load, database, nquads, format, stop) for format in formats]
        try:
            union, *_ = [load.result() for load in loads]
            return union
        finally:
            stop.set()  # for Ctrl-C, which comes to this thread alone


def _load(database: ox.Store, nquads: Path, format: ox.RdfFormat, stop: Event) -> int:
    """Loads the quads of a file or the union of its graphs until told to stop; how many.

    Some lines at a time: for all at once pyoxigraph takes 2 GB.
    """
    number = 0
    with nquads.open("rb") as file:
        lines = iter(file) if format == ox.RdfFormat.N_QUADS else _union(file)
        while not stop.is_set() and (batch := list(islice(lines, LOADED))):
            _load_lines(database, batch, format)
            number += len(batch)
    return number


def _load_lines(database: ox.Store, lines: list[bytes], format: ox.RdfFormat) -> None:
    try:
        database.bulk_load(b"".join(lines), format=format)
    except OSError as error:  # RocksDB's
        advice = ADVICE[errno.ENOSPC] if "No space" in str(error) else "run again 请再运行"
        raise OutputError(f"the database cannot be written 数据库不能写入: {error}; {advice}") from error


def _union(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The triples of sorted N-Quads, each once: those of several graphs stand in lines that follow."""
    for triple, _ in groupby(line.rpartition(b" <")[0] for line in lines):
        yield triple + b" .\n"


def stamp(folder: Path) -> Stamp | None:
    """What a database says of itself; None when there is none or it was not finished."""
    try:
        return Stamp(**json.loads((folder / STAMP).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


Mark = tuple[int, int]


def marked(folder: Path) -> Mark | None:
    """What tells a database from the next in its place, at the price of one look; None if there is none."""
    try:
        found = (folder / STAMP).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def fresh(output: Path) -> Path | None:
    """The database of an output folder, if it was made from the graph.nq that stands there now."""
    nquads, folder = output / "graph.nq", output / FOLDER
    told = stamp(folder)
    if not told or not nquads.is_file() or nquads.stat().st_size != told.size:
        return None
    # A file that has not changed since needs no digest, which takes 1 s for 5 million quads.
    if nquads.stat().st_mtime_ns <= (folder / STAMP).stat().st_mtime_ns or digest(nquads) == told.digest:
        return folder
    return None


def read_only(folder: Path) -> ox.Store:
    """A database opened for questions only, by as many programs at once as like to.

    Raises InputError when it is missing or damaged.
    """
    try:
        return ox.Store.read_only(str(folder))
    except (OSError, RuntimeError, ValueError) as error:
        raise InputError(
            f"{folder}: no database here, or a damaged one; run kg build 没有数据库或已损坏：请运行 kg build"
        ) from error


def open(output: str | Path = "output") -> rdflib.Dataset:
    """The graph of an output folder as an rdflib Dataset over its database, for questions only.

    Nothing is loaded into memory. The default graph is the union of all graphs. Raises InputError when there
    is no database, or one that does not belong to the graph.nq beside it.
    """
    import rdflib
    from oxrdflib import OxigraphStore

    folder = fresh(Path(output))
    if not folder:
        raise InputError(
            f"{Path(output) / FOLDER}: no database of the graph here; run kg build "
            "没有与图谱一致的数据库：请运行 kg build"
        )

    class ReadOnly(OxigraphStore):
        def add_graph(self, graph: rdflib.Graph) -> None:
            """Nothing: `dataset.graph(iri)` names the graph that it is asked for, if only to read it."""

    return rdflib.Dataset(store=ReadOnly(store=read_only(folder)))


def digest(nquads: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits; worked out once while the file stays what it is."""
    with readable(nquads):
        return _digest(nquads, written(nquads))


def written(path: Path) -> Written:
    """What a file keeps while nobody writes to it, also under another name. Raises OSError for none."""
    told = path.stat()
    return told.st_ino, told.st_size, told.st_mtime_ns


@lru_cache(16)
def _digest(path: Path, _: Written) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _opens(folder: Path) -> bool:
    try:
        read_only(folder)
    except InputError:
        return False
    return True

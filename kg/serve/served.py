"""The output folder as it is served: its database, opened anew after each build."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Lock
from time import monotonic

import pyoxigraph as ox

from kg.errors import InputError
from kg.store import FOLDER, Mark, Stamp, marked, read_only, stamp

__all__ = ["Served"]

PAUSE = 0.1  # seconds between looks at the folder
BASE = ox.NamedNode("http://rdfs.org/ns/void#uriSpace")


class Served:
    """What the pages of the server are made from."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.folder = output / FOLDER
        self._lock = Lock()
        self._mark: Mark | None = None
        self._looked = 0.0
        self._open()

    @property
    def store(self) -> ox.Store:
        """The database, for questions of the server's own: texts known beforehand, answers bounded.

        They take turns in this process, so what a client wrote belongs into a worker.
        """
        self._refresh()
        return self._store

    @property
    def stamp(self) -> Stamp:
        """What the database was made from."""
        self._refresh()
        return self._stamp

    @property
    def etag(self) -> str:
        """The entity tag that all answers from this database share, in its quotes."""
        return f'"{self.stamp.digest[:32]}"'

    @property
    def base(self) -> str:
        """Where the addresses of the graph begin; empty when the graph does not say."""
        self._refresh()
        return self._base

    def _refresh(self) -> None:
        if (now := monotonic()) - self._looked < PAUSE:
            return
        self._looked = now
        if marked(self.folder) != self._mark:
            with self._lock, suppress(InputError):  # in the middle of a build the old one goes on
                if marked(self.folder) != self._mark:
                    self._open()

    def _open(self) -> None:
        mark = marked(self.folder)
        told = stamp(self.folder)
        if not told:
            raise InputError(
                f"{self.folder}: no database here; run kg build first, or name its folder with -o "
                "没有数据库：请先运行 kg build，或用 -o 指明文件夹"
            )
        store = read_only(self.folder)
        space = next(store.quads_for_pattern(None, BASE, None, None), None)
        base = space.object.value if space and isinstance(space.object, ox.Literal) else ""
        self._store, self._stamp, self._base, self._mark = store, told, base, mark

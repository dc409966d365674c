"""The readings store: one DuckDB file with every page, reading, unit of text and mention.

It is derived data: what cannot be used is put aside and made anew. The tables `unit` and `mention` are
flat, so that statistics are one SQL text.
"""

from __future__ import annotations

import json
import shutil
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.atomic import output_errors
from kg.errors import OutputError
from kg.identity import Doubt, Identity, settled
from kg.model import Entity, Reading, Run, Source
from kg.records import ROWS
from kg.rows import from_row
from kg.schema import DERIVED, PAGED, SCHEMA, TABLES

if TYPE_CHECKING:
    import duckdb

__all__ = [
    "HELD",
    "NAME",
    "SETTINGS",
    "Known",
    "Select",
    "Store",
    "fault",
    "identity_row",
    "open_store",
    "store_errors",
    "understood",
]

NAME = "readings.duckdb"
HELD = "another program holds it 被其他程序占用"
MEMORY = "400MB"
"""What DuckDB may take before it uses the disk."""
OLD = "old"
"""The catalog of a store that is open beside another."""
Select = Callable[[str], Iterable[tuple[Any, ...]]]
"""Gives the rows of a query."""
# Never fetch code from the network; nothing here needs it.
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "memory_limit": MEMORY,
}


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of a page."""

    digest: str
    fingerprint: str
    articles: int


@dataclass(frozen=True, slots=True)
class Store:
    """An open readings store."""

    path: Path
    connection: duckdb.DuckDBPyConnection
    catalog: str = ""
    """Of a store that is open beside another; it is for reading only."""

    def known(self) -> dict[str, Known]:
        """The pages in the store, by name."""
        rows = self._rows("SELECT name, digest, fingerprint, articles FROM page ORDER BY name")
        return {name: Known(*told) for name, *told in rows}

    def sources(self, *, among: str = "FROM page SELECT name") -> Iterator[Source]:
        """The pages that gave articles, ordered by name; `among` is a query for the names that are wanted."""
        columns = "name, encoding, digest, date, paper, url"
        where = f"articles > 0 AND name IN ({among})"
        for row in self._rows(f"SELECT {columns} FROM page WHERE {where} ORDER BY name"):
            yield Source(*row)

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows of `kg extract`, ordered by page and number."""
        for (text,) in self._rows("SELECT row FROM reading ORDER BY page, number"):
            yield json.loads(text)

    def readings(self) -> Iterator[Reading]:
        """The readings by the entities of the whole corpus, ordered by page and number; one at a time."""
        statement = "SELECT row, told FROM understood ORDER BY page, number"
        return (reading for reading, *_ in self.understood(statement))

    def understood(self, statement: str, told: dict[str, Any] | None = None) -> Iterator[tuple[Any, ...]]:
        """The readings that a query gives as `row` and `told`, and what else it gives."""
        return understood(self._rows(statement, told), self.identities())

    def identities(self) -> dict[Entity, Identity]:
        """What names stand for in all articles alike; those of single articles are not among them."""
        rows = self._rows("SELECT * EXCLUDE article FROM identity WHERE article = '' ORDER BY ALL")
        return dict(map(_identity, rows))

    def doubts(self) -> Iterator[Doubt]:
        """What the last pass over all articles left in doubt, in no order."""
        for done, rule, score, *names in self._rows("SELECT * FROM doubt"):
            yield Doubt(score, rule, done, Entity(*names[:3]), Entity(*names[3:]))

    def select(self, statement: str, told: dict[str, Any] | None = None) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, a thousand at a time; `told` are its parameters."""
        return self._rows(statement, told)

    def settle(self, identities: Iterable[tuple[str, Entity, Identity]], doubts: Iterable[Doubt]) -> None:
        """Puts what a pass over all articles found in the place of what the last one did."""
        with self._transaction():
            self.connection.execute("DELETE FROM identity; DELETE FROM doubt")
        self.add(identities, doubts)

    def add(self, identities: Iterable[tuple[str, Entity, Identity]], doubts: Iterable[Doubt]) -> None:
        """Adds what the same pass found further."""
        with self._transaction():
            self._insert("identity", (identity_row(*found) for found in identities))
            self._insert("doubt", (_doubt_row(doubt) for doubt in doubts))

    def run(self) -> Run:
        """How the outputs beside the store were made, since the last `remember`."""
        if told := self.told("run"):
            return Run(**json.loads(told))
        raise OutputError(f"{self.path}: the build that made it did not end; run kg build again 请重新构建")

    def remember(self, run: Run) -> None:
        """Keeps how the outputs beside the store are made."""
        self.tell("run", json.dumps(asdict(run), ensure_ascii=False))

    def told(self, key: str) -> str:
        """What was kept under a key; '' for nothing."""
        return next((value for (value,) in self._rows("SELECT value FROM about WHERE key = ?", [key])), "")

    def tell(self, key: str, value: str) -> None:
        """Keeps something about the store as a whole."""
        with self._transaction():
            self.connection.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", [key, value])

    def fill(self, table: str, statement: str, told: dict[str, Any] | None = None) -> None:
        """Puts the rows of a query in the place of those that a derived table has."""
        assert table in DERIVED
        with self._transaction():
            self.connection.execute(f"DELETE FROM {table}")
            self.connection.execute(f"INSERT INTO {table} {statement}", told)

    def insert(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Adds rows to a derived table."""
        assert table in DERIVED
        with self._transaction():
            self._insert(table, rows)

    def copy(self, path: Path) -> None:
        """Writes all that the store holds to another file; raises OutputError."""
        with store_errors(self.path), output_errors(path):
            self.connection.execute("CHECKPOINT")
            shutil.copyfile(self.path, path)

    @contextmanager
    def beside(self, path: Path) -> Iterator[Store]:
        """Another store, for reading, which queries of this one know as the catalog `old`."""
        quoted = str(path).replace("'", "''")
        with store_errors(path):
            self.connection.execute(f"ATTACH '{quoted}' AS {OLD} (READ_ONLY)")
        try:
            yield Store(path, self.connection, OLD)
        finally:
            self.connection.execute(f"DETACH {OLD}")

    def replace(self, batch: Sequence[tuple[Source, Sequence[Reading]]], *, fingerprint: str) -> None:
        """Puts the readings of each page in the place of those that it had; all of the batch or nothing."""
        with self._transaction():
            self._delete([source.name for source, _ in batch])
            pages = [
                (s.name, s.digest, s.encoding, s.date, s.paper, s.url, fingerprint, len(r)) for s, r in batch
            ]
            readings = [reading for _, found in batch for reading in found]
            self._insert("page", pages)
            for table, rows in ROWS.items():
                self._insert(table, (row for reading in readings for row in rows(reading)))

    def keep(self, names: Iterable[str]) -> int:
        """Drops the pages that are not among `names`, and all that was read from them; how many."""
        kept = {*names}
        gone = [name for name in self.known() if name not in kept]
        with self._transaction():
            self._delete(gone)
        return len(gone)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with store_errors(self.path):
            self.connection.begin()
            try:
                yield
            except BaseException:
                self.connection.rollback()
                raise
            self.connection.commit()

    def _delete(self, names: list[str]) -> None:
        for table, column in (("page", "name"), *((table, "page") for table in PAGED)):
            self.connection.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT unnest(?))", [names])

    def _insert(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """One statement for all rows, column by column: a statement a row costs a hundred times more."""
        columns = [list(column) for column in zip(*rows, strict=True)]
        if columns:
            values = ", ".join(["unnest(?)"] * len(columns))
            self.connection.execute(f"INSERT INTO {table} SELECT {values}", columns)

    def _rows(
        self, statement: str, told: dict[str, Any] | list[Any] | None = None
    ) -> Iterator[tuple[Any, ...]]:
        with store_errors(self.path):
            cursor = self.connection.cursor()
            if self.catalog:
                cursor.execute(f"USE {self.catalog}")
            cursor.execute(statement, told)
            while rows := cursor.fetchmany(1000):
                yield from rows


@contextmanager
def open_store(path: Path, *, read_only: bool = False) -> Iterator[Store]:
    """The store in a file, made when there is none.

    Raises OutputError when it cannot be used or another program holds it.
    """
    import duckdb

    if read_only and not path.is_file():
        raise OutputError(f"{path}: there is no such file; make it with kg build 请先运行 kg build")
    with store_errors(path), duckdb.connect(path, read_only=read_only, config=SETTINGS) as connection:
        if not read_only and not connection.execute("SELECT 1 FROM duckdb_tables()").fetchone():
            connection.execute(f"{TABLES}INSERT INTO about VALUES ('schema', '{SCHEMA}')")
        _check(path, connection)
        yield Store(path, connection)


def fault(path: Path) -> str | None:
    """What is wrong with a file as a store, in a few words; None when it is whole and of this schema."""
    import duckdb

    try:
        with duckdb.connect(path, read_only=True, config=SETTINGS) as connection:
            _check(path, connection)
            for table in ("page", *PAGED, *DERIVED):  # a damaged block shows when it is read
                connection.execute(f"SELECT max(hash(COLUMNS(*))) FROM {table}").fetchall()
    except OutputError:
        return "it is not a readings store of this version of kg 不是本版本的数据文件"
    except duckdb.Error as error:
        return HELD if _is_held(error) else "it is damaged 已损坏"
    return None


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Turns what DuckDB says into an OutputError that names the file and what to do."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        told = str(error).splitlines()[0]
        advice = "delete the file and run kg build: it is made anew 请删除后重新构建"
        if "No space left" in told:
            advice = "the disk is full: make room and run again 磁盘已满：请腾出空间再运行"
        elif _is_held(error):
            told, advice = HELD, "close that program and run again 请关闭该程序再运行"
        raise OutputError(f"{path}: {told}; {advice}") from error


def _is_held(error: Exception) -> bool:
    return "lock on file" in str(error) or "being used by another process" in str(error)


def _check(path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    import duckdb

    try:
        schema = connection.execute("SELECT value FROM about WHERE key = 'schema'").fetchone()
    except (duckdb.CatalogException, duckdb.BinderException):
        schema = None
    if schema != (SCHEMA,):
        advice = "run kg build to make it anew 请重新构建"
        raise OutputError(f"{path}: not a readings store of this version of kg; {advice}")


def understood(
    rows: Iterable[tuple[Any, ...]], everywhere: dict[Entity, Identity]
) -> Iterator[tuple[Any, ...]]:
    """The readings of rows of the view `understood`, by what names stand for; and what else the rows have."""
    for text, here, *rest in rows:
        alone = dict(map(_identity, here or ()))
        yield settled(from_row(json.loads(text)), ChainMap(alone, everywhere)), *rest


def _identity(row: Sequence[Any]) -> tuple[Entity, Identity]:
    kind, name, qualifier, as_type, as_name, as_qualifier, rule = row
    entity = Entity(as_type, as_name, as_qualifier) if as_type else None
    return Entity(kind, name, qualifier), Identity(entity, rule)


def identity_row(article: str, entity: Entity, found: Identity) -> tuple[str, ...]:
    """What a name stands for in an article, or everywhere, as a row of the table identity."""
    now = found.entity
    told = (now.type, now.name, now.qualifier) if now else ("", "", "")
    return article, entity.type, entity.name, entity.qualifier, *told, found.rule


def _doubt_row(doubt: Doubt) -> tuple[Any, ...]:
    first, second = doubt.first, doubt.second
    names = first.type, first.name, first.qualifier, second.type, second.name, second.qualifier
    return doubt.done, doubt.rule, doubt.score, *names

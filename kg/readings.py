"""The readings store: one DuckDB file with every page, reading, unit of text and mention.

It is derived data: what cannot be used is put aside and made anew. The tables `unit` and `mention` are
flat, so that statistics are one SQL text.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import OutputError
from kg.model import Field, Reading, Run, Source
from kg.rows import from_row, to_row
from kg.sentences import paragraphs, sentences

if TYPE_CHECKING:
    import duckdb

__all__ = ["HELD", "NAME", "Known", "Store", "fault", "open_store", "store_errors"]

NAME = "readings.duckdb"
HELD = "another program holds it 被其他程序占用"
SCHEMA = "1"
"""Raise it when a table changes: files of another schema are made anew."""

TABLES = """
CREATE TABLE about (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
CREATE TABLE page (
    name VARCHAR PRIMARY KEY, digest VARCHAR NOT NULL, encoding VARCHAR NOT NULL, date VARCHAR,
    fingerprint VARCHAR NOT NULL, articles INTEGER NOT NULL);
CREATE TABLE reading (
    article VARCHAR NOT NULL, page VARCHAR NOT NULL, number INTEGER NOT NULL, row JSON NOT NULL);
CREATE TABLE unit (
    page VARCHAR NOT NULL, article VARCHAR NOT NULL, kind VARCHAR NOT NULL, number INTEGER NOT NULL,
    field VARCHAR NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL);
CREATE TABLE mention (
    page VARCHAR NOT NULL, article VARCHAR NOT NULL, field VARCHAR NOT NULL, start INTEGER NOT NULL,
    stop INTEGER NOT NULL, paragraph INTEGER NOT NULL, sentence INTEGER NOT NULL, surface VARCHAR NOT NULL,
    type VARCHAR NOT NULL, name VARCHAR NOT NULL, qualifier VARCHAR NOT NULL, byline BOOLEAN NOT NULL);
"""
COMMENTS = """
COMMENT ON TABLE unit IS 'paragraphs and sentences, numbered through the article; kind tells which';
COMMENT ON TABLE mention IS 'paragraph and sentence are numbers of units of the same article';
"""
# Never fetch code from the network; nothing here needs it.
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
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

    def known(self) -> dict[str, Known]:
        """The pages in the store, by name."""
        rows = self._rows("SELECT name, digest, fingerprint, articles FROM page ORDER BY name")
        return {name: Known(*told) for name, *told in rows}

    def sources(self) -> tuple[Source, ...]:
        """The pages that gave articles, ordered by name."""
        rows = self._rows("SELECT name, encoding, digest, date FROM page WHERE articles > 0 ORDER BY name")
        return tuple(Source(*row) for row in rows)

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows of `kg extract`, ordered by page and number."""
        for (text,) in self._rows("SELECT row FROM reading ORDER BY page, number"):
            yield json.loads(text)

    def readings(self) -> Iterator[Reading]:
        """The readings, ordered by page and number; one at a time."""
        return map(from_row, self.rows())

    def run(self) -> Run:
        """How the outputs beside the store were made, since the last `remember`."""
        for (told,) in self._rows("SELECT value FROM about WHERE key = 'run'"):
            return Run(**json.loads(told))
        raise OutputError(f"{self.path}: the build that made it did not end; run kg build again 请重新构建")

    def remember(self, run: Run) -> None:
        """Keeps how the outputs beside the store are made."""
        told = json.dumps(asdict(run), ensure_ascii=False)
        with self._transaction():
            self.connection.execute("INSERT OR REPLACE INTO about VALUES ('run', ?)", [told])

    def replace(self, batch: Sequence[tuple[Source, Sequence[Reading]]], *, fingerprint: str) -> None:
        """Puts the readings of each page in the place of those that it had; all of the batch or nothing."""
        with self._transaction():
            self._delete([source.name for source, _ in batch])
            pages = [(s.name, s.digest, s.encoding, s.date, fingerprint, len(r)) for s, r in batch]
            readings = [reading for _, found in batch for reading in found]
            self._insert("page", pages)
            self._insert("reading", map(_reading, readings))
            self._insert("unit", (row for reading in readings for row in _units(reading)))
            self._insert("mention", (row for reading in readings for row in _mentions(reading)))

    def keep(self, names: Iterable[str]) -> None:
        """Drops the pages that are not among `names`, and all that was read from them."""
        with self._transaction():
            self._delete([name for name in self.known() if name not in {*names}])

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
        for table, column in (("page", "name"), ("reading", "page"), ("unit", "page"), ("mention", "page")):
            self.connection.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT unnest(?))", [names])

    def _insert(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """One statement for all rows, column by column: a statement a row costs a hundred times more."""
        columns = [list(column) for column in zip(*rows, strict=True)]
        if columns:
            values = ", ".join(["unnest(?)"] * len(columns))
            self.connection.execute(f"INSERT INTO {table} SELECT {values}", columns)

    def _rows(self, statement: str) -> Iterator[tuple[Any, ...]]:
        with store_errors(self.path):
            cursor = self.connection.cursor().execute(statement)
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
            connection.execute(f"{TABLES}{COMMENTS}INSERT INTO about VALUES ('schema', '{SCHEMA}')")
        _check(path, connection)
        yield Store(path, connection)


def fault(path: Path) -> str | None:
    """What is wrong with a file as a store, in a few words; None when it is whole and of this schema."""
    import duckdb

    try:
        with duckdb.connect(path, read_only=True, config=SETTINGS) as connection:
            _check(path, connection)
            for table in ("page", "reading", "unit", "mention"):  # a damaged block shows when it is read
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


def _reading(reading: Reading) -> tuple[Any, ...]:
    article = reading.article
    row = json.dumps(to_row(reading), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return article.id, article.page, article.number, row


Span = tuple[Field, int, int]


def _spans(reading: Reading) -> tuple[list[Span], list[Span]]:
    """The paragraphs and the sentences of an article; a heading is one of each, whatever its marks."""
    found: tuple[list[Span], list[Span]] = ([], [])
    for field, passage in reading.article.passages():
        whole = [(0, len(passage.text))] if passage.text else []
        is_running = field in ("text", "byline")
        for spans, cut in zip(found, (paragraphs, sentences), strict=True):
            spans += [(field, *span) for span in (cut(passage.text) if is_running else whole)]
    return found


def _units(reading: Reading) -> Iterator[tuple[Any, ...]]:
    article = reading.article
    for kind, spans in zip(("paragraph", "sentence"), _spans(reading), strict=True):
        for number, span in enumerate(spans):
            yield article.page, article.id, kind, number, *span


def _mentions(reading: Reading) -> Iterator[tuple[Any, ...]]:
    article = reading.article
    begins = [_begins(spans) for spans in _spans(reading)]
    for link in reading.links:
        mention, entity = link.mention, link.entity
        units = [_unit(begin, mention.field, mention.start) for begin in begins]
        place = article.page, article.id, mention.field, mention.start, mention.end
        is_byline = mention.field == "byline"
        yield *place, *units, mention.surface, entity.type, entity.name, entity.qualifier, is_byline


def _begins(spans: list[Span]) -> dict[Field, tuple[int, list[int]]]:
    """For each field, the number of its first unit and where its units begin."""
    begins: dict[Field, tuple[int, list[int]]] = {}
    for number, (field, start, _) in enumerate(spans):
        begins.setdefault(field, (number, []))[1].append(start)
    return begins


def _unit(begins: dict[Field, tuple[int, list[int]]], field: Field, start: int) -> int:
    """The number of the unit in which a mention begins."""
    first, starts = begins[field]
    return first + max(0, bisect_right(starts, start) - 1)

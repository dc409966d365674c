"""The readings store: one DuckDB file with every page, reading, unit of text and mention.

It is derived data: what cannot be used is put aside and made anew. The tables `unit` and `mention` are
flat, so that statistics are one SQL text.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import ChainMap
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.clues import clues, provinces
from kg.errors import OutputError
from kg.identity import Doubt, Identity, settled
from kg.model import Entity, Field, Reading, Run, Source
from kg.rows import from_row, to_row
from kg.sentences import paragraphs, sentences

if TYPE_CHECKING:
    import duckdb

__all__ = [
    "HELD",
    "NAME",
    "PAGED",
    "SETTLED",
    "Known",
    "Store",
    "fault",
    "identity_of",
    "identity_row",
    "open_store",
    "store_errors",
]

NAME = "readings.duckdb"
HELD = "another program holds it 被其他程序占用"
SCHEMA = "2"
"""Raise it when a table changes: files of another schema are made anew."""

SETTLED = """
SELECT page, m.article, field, start, stop, paragraph, sentence, surface, byline,
    coalesce(here.as_type, everywhere.as_type, m.type) AS type,
    coalesce(here.as_name, everywhere.as_name, m.name) AS name,
    coalesce(here.as_qualifier, everywhere.as_qualifier, m.qualifier) AS qualifier,
    m.name AS as_read
FROM mention m
LEFT JOIN identity here ON here.article = m.article
    AND (here.type, here.name, here.qualifier) = (m.type, m.name, m.qualifier)
LEFT JOIN identity everywhere ON everywhere.article = ''
    AND (everywhere.type, everywhere.name, everywhere.qualifier) = (m.type, m.name, m.qualifier)
WHERE coalesce(here.as_type, everywhere.as_type, m.type) <> ''
"""
"""Mentions by the entities they stand for."""
TABLES = f"""
CREATE TABLE about (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
CREATE TABLE page (
    name VARCHAR PRIMARY KEY, digest VARCHAR NOT NULL, encoding VARCHAR NOT NULL, date VARCHAR,
    paper VARCHAR, url VARCHAR, fingerprint VARCHAR NOT NULL, articles INTEGER NOT NULL);
CREATE TABLE reading (
    article VARCHAR NOT NULL, page VARCHAR NOT NULL, number INTEGER NOT NULL, row JSON NOT NULL);
CREATE TABLE unit (
    page VARCHAR NOT NULL, article VARCHAR NOT NULL, kind VARCHAR NOT NULL, number INTEGER NOT NULL,
    field VARCHAR NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL);
CREATE TABLE mention (
    page VARCHAR NOT NULL, article VARCHAR NOT NULL, field VARCHAR NOT NULL, start INTEGER NOT NULL,
    stop INTEGER NOT NULL, paragraph INTEGER NOT NULL, sentence INTEGER NOT NULL, surface VARCHAR NOT NULL,
    type VARCHAR NOT NULL, name VARCHAR NOT NULL, qualifier VARCHAR NOT NULL, byline BOOLEAN NOT NULL,
    rule VARCHAR NOT NULL, link VARCHAR NOT NULL);
CREATE TABLE clue (
    page VARCHAR NOT NULL, article VARCHAR NOT NULL, person VARCHAR NOT NULL, kind VARCHAR NOT NULL,
    type VARCHAR NOT NULL, name VARCHAR NOT NULL, qualifier VARCHAR NOT NULL);
CREATE TABLE province (page VARCHAR NOT NULL, article VARCHAR NOT NULL, code VARCHAR NOT NULL);
CREATE TABLE identity (
    article VARCHAR NOT NULL, type VARCHAR NOT NULL, name VARCHAR NOT NULL, qualifier VARCHAR NOT NULL,
    as_type VARCHAR NOT NULL, as_name VARCHAR NOT NULL, as_qualifier VARCHAR NOT NULL, rule VARCHAR NOT NULL);
CREATE TABLE doubt (
    done VARCHAR NOT NULL, rule VARCHAR NOT NULL, score DOUBLE NOT NULL,
    type VARCHAR NOT NULL, name VARCHAR NOT NULL, of VARCHAR NOT NULL,
    other_type VARCHAR NOT NULL, other VARCHAR NOT NULL, other_of VARCHAR NOT NULL);
CREATE VIEW settled AS {SETTLED};
"""
PAGED = ("reading", "unit", "mention", "clue", "province")
"""Tables that hold what a page said; each row knows its page."""
COMMENTS = """
COMMENT ON TABLE unit IS 'paragraphs and sentences, numbered through the article; kind tells which';
COMMENT ON TABLE mention IS 'paragraph and sentence are numbers of units of the same article';
COMMENT ON TABLE clue IS 'what an article says of a person: kind is employer, or the role in a byline';
COMMENT ON TABLE province IS 'codes of the provinces in which the places of an article lie';
COMMENT ON TABLE identity IS 'which entity a name stands for, counted anew from all articles at each build;
    article is empty where it holds everywhere, as_type where the name is dropped';
COMMENT ON VIEW settled IS 'mentions by the entities they stand for';
"""
READINGS = """
WITH here AS (
    SELECT article, list((type, name, qualifier, as_type, as_name, as_qualifier, rule)) AS told
    FROM identity WHERE article <> '' GROUP BY article)
SELECT row, told FROM reading LEFT JOIN here USING (article) ORDER BY page, number
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
        columns = "name, encoding, digest, date, paper, url"
        rows = self._rows(f"SELECT {columns} FROM page WHERE articles > 0 ORDER BY name")
        return tuple(Source(*row) for row in rows)

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows of `kg extract`, ordered by page and number."""
        for (text,) in self._rows("SELECT row FROM reading ORDER BY page, number"):
            yield json.loads(text)

    def readings(self) -> Iterator[Reading]:
        """The readings by the entities of the whole corpus, ordered by page and number; one at a time."""
        everywhere = self.identities()
        for text, here in self._rows(READINGS):
            told = dict(map(identity_of, here or ()))
            yield settled(from_row(json.loads(text)), ChainMap(told, everywhere))

    def identities(self) -> dict[Entity, Identity]:
        """What names stand for in all articles alike; those of single articles are not among them."""
        rows = self._rows("SELECT * EXCLUDE article FROM identity WHERE article = '' ORDER BY ALL")
        return dict(map(identity_of, rows))

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
            pages = [
                (s.name, s.digest, s.encoding, s.date, s.paper, s.url, fingerprint, len(r)) for s, r in batch
            ]
            readings = [reading for _, found in batch for reading in found]
            self._insert("page", pages)
            self._insert("reading", map(_reading, readings))
            self._insert("unit", (row for reading in readings for row in _units(reading)))
            self._insert("mention", (row for reading in readings for row in _mentions(reading)))
            self._insert("clue", (row for reading in readings for row in _clues(reading)))
            self._insert("province", (row for reading in readings for row in _provinces(reading)))

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
        for table, column in (("page", "name"), *((table, "page") for table in PAGED)):
            self.connection.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT unnest(?))", [names])

    def _insert(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """One statement for all rows, column by column: a statement a row costs a hundred times more."""
        columns = [list(column) for column in zip(*rows, strict=True)]
        if columns:
            values = ", ".join(["unnest(?)"] * len(columns))
            self.connection.execute(f"INSERT INTO {table} SELECT {values}", columns)

    def _rows(self, statement: str, told: dict[str, Any] | None = None) -> Iterator[tuple[Any, ...]]:
        with store_errors(self.path):
            cursor = self.connection.cursor().execute(statement, told)
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
            for table in ("page", *PAGED):  # a damaged block shows when it is read
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
        told = mention.surface, entity.type, entity.name, entity.qualifier, is_byline
        yield *place, *units, *told, mention.rule, link.rule


def _clues(reading: Reading) -> Iterator[tuple[Any, ...]]:
    article = reading.article
    for person, kind, unit in clues(reading):
        told = (unit.type, unit.name, unit.qualifier) if unit else ("", "", "")
        yield article.page, article.id, person, kind, *told


def _provinces(reading: Reading) -> Iterator[tuple[Any, ...]]:
    return ((reading.article.page, reading.article.id, code) for code in provinces(reading))


def identity_of(row: Sequence[Any]) -> tuple[Entity, Identity]:
    """A row of the table identity, without its article."""
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

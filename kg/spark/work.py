"""What the workers of a Spark job do with batches of rows; each function is pure and can be done again.

The rows of the readings store are made by the store itself, in memory: what Spark knows of an article is what
`readings.duckdb` would hold of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.config import Config
from kg.corpus import people
from kg.corpus.decisions import Decisions
from kg.errors import EngineError, PageError
from kg.files import Found
from kg.intake import BATCH, NO_ARTICLE, source_of
from kg.lines import of_articles, of_coverage, of_pages, of_pairs
from kg.model import Entity, Source
from kg.pipeline import study_anyway
from kg.read import read
from kg.readings import identity_row, open_store, understood
from kg.schema import PAGED
from kg.statistics import MACROS, MEASURED
from kg.vocab import Iris, entity_id

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "FLAT",
    "article_lines",
    "bearers",
    "bearers_schema",
    "coverage_lines",
    "identified",
    "identified_schema",
    "identities_schema",
    "lines",
    "lines_schema",
    "measured",
    "measured_schema",
    "namesakes",
    "namesakes_schema",
    "page_lines",
    "pair_lines",
    "readings_schema",
    "studied",
]

Batches = Iterable["pa.RecordBatch"]
IDENTITY = ("article", "type", "name", "qualifier", "as_type", "as_name", "as_qualifier", "rule")
PAIR = ("one", "other")
LINES = 20_000
"""Lines of N-Quads that are in memory together."""
NAMES = 500
"""Names of people whose findings are."""
FLAT = [table for table in PAGED if table != "reading"]
JOINS = "".join(
    f"LEFT JOIN (SELECT article, list(one ORDER BY rowid) AS {table} FROM {table} one GROUP BY article) "
    "USING (article)\n"
    for table in FLAT
)
READINGS = f"""
SELECT page, digest, encoding, date, paper, url, article, number, row::VARCHAR AS row, {", ".join(FLAT)},
    NULL::VARCHAR AS problem, NULL::VARCHAR AS engine
FROM reading JOIN page ON page.name = page
{JOINS}ORDER BY page, number
"""
"""All that the store holds of an article in one row, its tables as lists."""


def studied(batches: Batches, *, slices: Any, config: Config) -> Iterator[pa.RecordBatch]:
    """The readings of the files in slices of them, by the slices' numbers, in rows of `READINGS`.

    What was left out, and pages that an engine had no answer for, are rows with a problem.
    """
    for batch in batches:
        for number in batch.column(0).to_pylist():
            yield from _studied(slices.value[number], config)


def _studied(files: Sequence[Found], config: Config) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    problems: list[PageError | EngineError] = []
    pages = (page for file in files for page in read(file, on_skip=problems.append, columns=config.columns))
    more = True
    while more:
        batch = []
        for page in islice(pages, BATCH):
            readings, _ = study_anyway(page, config, on_fault=problems.append)
            if not readings:
                problems.append(PageError(page.name, NO_ARTICLE))
            batch.append((source_of(page), readings))
        more = bool(batch)
        with open_store(Path(":memory:")) as store:
            store.replace(batch, fingerprint="")
            made = store.connection.cursor().sql(READINGS).to_arrow_table()
        yield from made.to_batches()
        told = [{"page": e.page, "problem": e.reason, "engine": getattr(e, "engine", None)} for e in problems]
        yield pa.RecordBatch.from_pylist(told, schema=made.schema)
        problems.clear()


def readings_schema() -> pa.Schema:
    """Of what `studied` gives."""
    with open_store(Path(":memory:")) as store:
        return store.connection.cursor().sql(READINGS).to_arrow_table().schema


def namesakes(
    batches: Batches, *, identities: Any, decisions: Decisions, paper: str
) -> Iterator[pa.RecordBatch]:
    """The people of each name, from rows of `PEOPLE_STEPS` by name and article."""
    import pyarrow as pa

    told = (
        {
            "several": found.several,
            "doubts": len(found.doubts),
            "unheeded": found.unheeded,
            "identities": [dict(zip(IDENTITY, identity_row(*one), strict=True)) for one in found.identities],
        }
        for found in people(_rows(batches), identities.value, decisions, paper=paper)
        if found.several or found.doubts or found.unheeded
    )
    while rows := [*islice(told, NAMES)]:
        yield pa.RecordBatch.from_pylist(rows, schema=namesakes_schema())


def identities_schema() -> pa.Schema:
    """Of the table identity."""
    import pyarrow as pa

    return pa.schema([(name, pa.string()) for name in IDENTITY])


def namesakes_schema() -> pa.Schema:
    """Of what `namesakes` gives."""
    import pyarrow as pa

    return pa.schema(
        [
            ("several", pa.bool_()),
            ("doubts", pa.int64()),
            ("unheeded", pa.list_(pa.string())),
            ("identities", pa.list_(pa.struct(identities_schema()))),
        ]
    )


def measured(batches: Batches) -> Iterator[pa.RecordBatch]:
    """The measures of pairs, by DuckDB as in a local build: other logarithms have other last digits."""
    import duckdb
    import pyarrow as pa

    with duckdb.connect() as connection:
        connection.execute(MACROS)
        for batch in batches:
            connection.register("together", pa.Table.from_batches([batch]))
            yield from connection.sql(MEASURED).to_arrow_table().to_batches()


def measured_schema(together: pa.Schema) -> pa.Schema:
    """Of what `measured` gives of rows of that schema."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(MACROS)
        connection.register("together", together.empty_table())
        return connection.sql(MEASURED).to_arrow_table().schema


def identified(batches: Batches) -> Iterator[pa.RecordBatch]:
    """The identifiers of two entities in the place of their names, from rows of `MEASURED`."""
    import pyarrow as pa

    for batch in batches:
        rows = batch.select(range(6)).to_pylist()
        names = (tuple(row.values()) for row in rows)
        found = (sorted((entity_id(Entity(*n[:3])), entity_id(Entity(*n[3:])))) for n in names)
        one, other = zip(*found, strict=True) if rows else ((), ())
        ids = [pa.array(column, pa.string()) for column in (one, other)]
        yield pa.RecordBatch.from_arrays([*ids, *batch.columns[6:]], schema=identified_schema(batch.schema))


def bearers(batches: Batches) -> Iterator[pa.RecordBatch]:
    """The identifiers of entities beside their names."""
    import pyarrow as pa

    for batch in batches:
        found = [entity_id(Entity(*row.values())) for row in batch.to_pylist()]
        yield batch.append_column("id", pa.array(found, pa.string()))


def identified_schema(measured: pa.Schema) -> pa.Schema:
    """Of what `identified` gives of rows of that schema."""
    import pyarrow as pa

    *measures, quotes = [*measured][6:]
    return pa.schema([*((name, pa.string()) for name in PAIR), *measures, quotes.with_name("evidence")])


def bearers_schema() -> pa.Schema:
    """Of the table bearer."""
    import pyarrow as pa

    return pa.schema([(name, pa.string()) for name in ("type", "name", "qualifier", "id")])


def article_lines(batches: Batches, *, base: str, identities: Any) -> Iterator[pa.RecordBatch]:
    """N-Quads of articles, from rows of `kg.lines.ARTICLES`."""
    return lines(of_articles(understood(_rows(batches), identities.value), Iris(base)))


def pair_lines(batches: Batches, *, base: str) -> Iterator[pa.RecordBatch]:
    """N-Quads of pairs, from rows of `kg.lines.PAIRS`."""
    return lines(of_pairs(_rows(batches), Iris(base)))


def coverage_lines(batches: Batches, *, base: str) -> Iterator[pa.RecordBatch]:
    """N-Quads of how often entities are named, from rows of `kg.lines.COVERAGE`."""
    return lines(of_coverage(_rows(batches), Iris(base)))


def page_lines(batches: Batches, *, base: str) -> Iterator[pa.RecordBatch]:
    """N-Quads of pages, from rows of `Source`."""
    return lines(of_pages((Source(*row) for row in _rows(batches)), Iris(base)))


def lines_schema() -> pa.Schema:
    """Of N-Quads."""
    import pyarrow as pa

    return pa.schema([("line", pa.string())])


def lines(told: Iterator[bytes]) -> Iterator[pa.RecordBatch]:
    """Lines of N-Quads as rows, without their ends; those that come twice soon, once."""
    import pyarrow as pa

    while held := dict.fromkeys(islice(told, LINES)):
        column = pa.array([line[:-1] for line in held], pa.string())
        yield pa.RecordBatch.from_arrays([column], ["line"])


def _rows(batches: Batches) -> Iterator[tuple[Any, ...]]:
    """The rows of batches one after the other, as DuckDB would give them: tuples within tuples."""
    for batch in batches:
        for row in batch.to_pylist():
            yield _plain(row)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple(map(_plain, value.values()))
    if isinstance(value, list):
        return [*map(_plain, value)]
    return value

"""What the workers of a Spark job do with batches of rows; each function is pure and can be done again.

The rows of the readings store are made by the store itself, in memory: what Spark knows of an article is what
`readings.duckdb` would hold of it.
"""

from __future__ import annotations

import json
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.config import Config
from kg.corpus import people
from kg.corpus.decisions import Decisions
from kg.errors import EngineError, PageError
from kg.files import Found
from kg.identity import Identity, settled
from kg.model import Article, Entity, Passage, Quote, Source
from kg.pipeline import BATCH, NO_ARTICLE, study_anyway
from kg.read import read
from kg.readings import PAGED, identity_of, identity_row, open_store
from kg.rows import from_row
from kg.statistics import MEASURED, X_LN_X, pair_of

if TYPE_CHECKING:
    import pyarrow as pa
    from pyoxigraph import Quad

__all__ = [
    "FLAT",
    "coverage_lines",
    "entities",
    "entities_schema",
    "identities_schema",
    "lines",
    "lines_schema",
    "measured",
    "measured_schema",
    "namesakes",
    "namesakes_schema",
    "nodes",
    "nodes_schema",
    "pair_lines",
    "reading_lines",
    "readings_schema",
    "source_lines",
    "studied",
]

Batches = Iterable["pa.RecordBatch"]
IDENTITY = ("article", "type", "name", "qualifier", "as_type", "as_name", "as_qualifier", "rule")
LINES = 20_000
"""Lines of N-Quads that are in memory together."""
NAMES = 500
"""Names of people whose findings are."""
FLAT = [table for table in PAGED if table != "reading"]
JOINS = "".join(
    f"LEFT JOIN (SELECT article, list({t} ORDER BY rowid) AS {t} FROM {t} GROUP BY article) USING (article)\n"
    for t in FLAT
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
            source = Source(page.name, page.encoding, page.digest, page.date, page.paper, page.url)
            batch.append((source, readings))
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
        connection.execute(X_LN_X)
        for batch in batches:
            connection.register("pair", pa.Table.from_batches([batch]))
            yield from connection.sql(MEASURED).to_arrow_table().to_batches()


def measured_schema(pair: pa.Schema) -> pa.Schema:
    """Of what `measured` gives of rows of that schema."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(X_LN_X)
        connection.register("pair", pair.empty_table())
        return connection.sql(MEASURED).to_arrow_table().schema


def reading_lines(batches: Batches, *, base: str, identities: Any) -> Iterator[pa.RecordBatch]:
    """N-Quads of articles, from rows of their JSON, their own identities and the places that are quoted."""
    from kg.rdf import of_reading
    from kg.vocab import Iris

    iris = Iris(base)

    def quads() -> Iterator[Quad]:
        for row, told, places in _rows(batches):
            here: Mapping[Entity, Identity] = dict(map(identity_of, told or ()))
            reading = settled(from_row(json.loads(row)), ChainMap(dict(here), identities.value))
            quotes = [Quote(reading.article.id, *place) for place in places or ()]
            yield from of_reading(reading, quotes, iris)

    return lines(quads())


def pair_lines(batches: Batches, *, base: str) -> Iterator[pa.RecordBatch]:
    """N-Quads of pairs, from rows of `MEASURED`."""
    from kg.rdf import of_pairs
    from kg.vocab import Iris

    iris, empty = Iris(base), Passage("", ())

    def quads() -> Iterator[Quad]:
        for row in _rows(batches):
            quoted = (Article(page, number, "news", empty, empty) for *_, page, number in row[-1] or ())
            articles = {article.id: article for article in quoted}
            yield from of_pairs([pair_of(*row)], articles, iris)

    return lines(quads())


def coverage_lines(batches: Batches, *, base: str) -> Iterator[pa.RecordBatch]:
    """N-Quads of how often entities are named, from rows of address, articles, mentions and rank."""
    from kg.rdf import of_coverage
    from kg.vocab import Iris

    return lines(of_coverage(_rows(batches), Iris(base)))


def source_lines(batches: Batches, *, base: str) -> Iterator[pa.RecordBatch]:
    """N-Quads of pages, from rows of `Source`."""
    from kg.rdf import of_sources
    from kg.vocab import Iris

    return lines(of_sources((Source(*row) for row in _rows(batches)), Iris(base)))


def entities(batches: Batches, *, base: str) -> Iterator[pa.RecordBatch]:
    """The addresses of entities in the place of their names."""
    import pyarrow as pa

    from kg.vocab import Iris

    iris = Iris(base)
    for batch in batches:
        names = batch.select(["type", "name", "qualifier"]).to_pylist()
        found = pa.array([iris.entity(Entity(**name)).value for name in names], pa.string())
        rest = batch.select(["type", "article", "mentions"])
        yield pa.RecordBatch.from_arrays([found, *rest.columns], ["node", *rest.schema.names])


def nodes(batches: Batches, *, base: str) -> Iterator[pa.RecordBatch]:
    """What pairs are ranked by, from rows of `MEASURED`."""
    import pyarrow as pa

    from kg.vocab import Iris

    iris = Iris(base)
    for batch in batches:
        pairs = [pair_of(*row) for row in _rows([batch])]
        found = pa.array([iris.cooccurrence(p.first, p.second).value for p in pairs], pa.string())
        rest = batch.select(["log_likelihood", "sentences"])
        yield pa.RecordBatch.from_arrays([*rest.columns, found], [*rest.schema.names, "node"])


def entities_schema() -> pa.Schema:
    """Of what `entities` gives."""
    import pyarrow as pa

    names = [(name, pa.string()) for name in ("node", "type", "article")]
    return pa.schema([*names, ("mentions", pa.int64())])


def nodes_schema() -> pa.Schema:
    """Of what `nodes` gives."""
    import pyarrow as pa

    return pa.schema([("log_likelihood", pa.float64()), ("sentences", pa.int64()), ("node", pa.string())])


def lines_schema() -> pa.Schema:
    """Of N-Quads."""
    import pyarrow as pa

    return pa.schema([("line", pa.string())])


def lines(quads: Iterator[Quad]) -> Iterator[pa.RecordBatch]:
    """Quads as N-Quads, a row a line."""
    import pyarrow as pa

    while held := [f"{quad} ." for quad in islice(quads, LINES)]:
        yield pa.RecordBatch.from_arrays([pa.array(held, pa.string())], ["line"])


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

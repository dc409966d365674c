"""The steps of a build on Spark, each from the tables of the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial, reduce
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from kg import lines
from kg.config import Config
from kg.corpus import PEOPLE_STEPS, Outcome, lexicon
from kg.corpus.decisions import Decisions
from kg.corpus.groups import settle
from kg.errors import EngineError, PageError
from kg.files import Found, OnSkip
from kg.intake import OnProgress, size_of
from kg.readings import identity_row
from kg.schema import VIEWS
from kg.spark import work
from kg.spark.tables import Tables
from kg.statistics import COVERAGE, KEPT, NAMED, QUOTES, STEPS, parameters
from kg.summary import Summary
from kg.vocab import Iris

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["Job"]

SLICE = 16 << 20
"""Bytes of pages that one task reads, where files are that small."""
TABLES = {
    "reading": "SELECT * FROM readings WHERE article IS NOT NULL",
    "page": """
    SELECT page AS name, encoding, digest, date, paper, url, count(*) AS articles FROM reading
    GROUP BY page, encoding, digest, date, paper, url""",
    **{table: f"SELECT inline({table}) FROM reading" for table in work.FLAT},
}
"""The tables of the readings store as views of the readings."""
SOURCES = "SELECT name, encoding, digest, date, paper, url FROM page"


class Job:
    """The steps of a build, each from the tables of the one before."""

    def __init__(
        self, tables: Tables, config: Config, decisions: Decisions, summary: Summary, progress: OnProgress
    ) -> None:
        self.tables, self.config, self.decisions = tables, config, decisions
        self.summary, self.run, self.progress = summary, summary.run, progress
        self.identities: Any = None

    def read(self, found: Sequence[Found], skip: OnSkip) -> None:
        """Pages to readings, a slice of the files a task."""
        total = sum(map(size_of, found))
        self.progress("read", 0, total)
        spark, context = self.tables.spark, self.tables.spark.sparkContext
        slices = sliced(found, 2 * context.defaultParallelism)
        numbers = spark.range(0, len(slices), 1, len(slices))
        study = partial(work.studied, slices=context.broadcast(slices), config=self.config)
        self.tables.keep("readings", self.tables.work(numbers, study, work.readings_schema()))
        for name, text in TABLES.items():
            self.tables.view(name, self.tables.ask(text))
        self._tell(skip)
        self.progress("read", total, total)

    def _tell(self, skip: OnSkip) -> None:
        """Counts what was read, and says what was not."""
        [[self.summary.articles]] = self.tables.select("SELECT count(*) FROM reading")
        problems = "SELECT page, problem, engine FROM readings WHERE article IS NULL ORDER BY ALL"
        for page, problem, engine in self.tables.select(problems):
            if engine:
                self.summary.unvoted.append(EngineError(engine, problem, page=page))
            else:
                skip(PageError(page, problem))

    def resolve(self) -> None:
        """What names stand for: those of all articles by their sums here, people name by name there."""
        self.progress("resolve", 0, 1)
        tables = self.tables
        settled = settle(lexicon(tables.select), self.decisions)
        self.identities = tables.spark.sparkContext.broadcast(settled.identities)
        everywhere = [identity_row("", *one) for one in sorted(settled.identities.items())]
        self._settle(everywhere)
        people = tables.steps(PEOPLE_STEPS, ("person",))
        people = people.repartition("name").sortWithinPartitions("name", "article")
        told = partial(
            work.namesakes, identities=self.identities, decisions=self.decisions, paper=self.config.paper
        )
        tables.keep("namesakes", tables.work(people, told, work.namesakes_schema()))
        self._settle(everywhere, namesakes=True)
        counted = "SELECT count(*) FILTER (WHERE several), coalesce(sum(doubts), 0) FROM namesakes"
        [(namesakes, doubts)] = tables.select(counted)
        unheeded = tables.select("SELECT explode(unheeded) AS told FROM namesakes ORDER BY told")
        outcome = Outcome(len(everywhere), namesakes, len(settled.doubts) + doubts, tuple(settled.unknown))
        outcome.unheeded = tuple(told for (told,) in unheeded)
        self.summary.take(outcome, self.decisions)
        self.progress("resolve", 1, 1)

    def _settle(self, everywhere: Sequence[tuple[str, ...]], *, namesakes: bool = False) -> None:
        """Makes the table identity, and what follows from it."""
        schema = work.identities_schema()
        rows = [dict(zip(schema.names, row, strict=True)) for row in everywhere]
        frame = self.tables.table(schema.empty_table().from_pylist(rows, schema=schema))
        if namesakes:
            frame = frame.unionByName(self.tables.ask("SELECT inline(identities) FROM namesakes"))
        self.tables.keep("identity", frame)
        for name, text in VIEWS.items():
            self.tables.view(name, self.tables.ask(text))

    def count(self) -> None:
        """Who is named with whom, who occurs and how often."""
        self.progress("count", 0, 1)
        run, tables = self.run, self.tables
        together = tables.steps(STEPS, KEPT, **parameters(run.unit, run.minimum, run.reporters))
        schema = work.measured_schema(together.limit(0).toArrow().schema)
        found = tables.work(together, work.measured, schema)
        order = found.columns[:6]
        pairs = tables.keep("pairs", found.repartitionByRange(*order).sortWithinPartitions(*order))
        tables.keep("pair", tables.work(pairs, work.identified, work.identified_schema(schema)))
        tables.keep("bearer", tables.work(tables.ask(NAMED), work.bearers, work.bearers_schema()))
        tables.keep("coverage", tables.ask(COVERAGE))
        tables.view("quote", tables.ask(QUOTES))
        self.summary.count(tables.select)
        self.progress("count", 1, 1)

    def write(self) -> None:
        """All of it as N-Quads, in the order of their bytes."""
        self.progress("graph", 0, 1)
        iris, tables = Iris(self.config.base), self.tables
        articles = tables.ask(lines.ARTICLES.format(whole="true", quotes=""))
        parts = [
            self._lines(articles, work.article_lines, identities=self.identities),
            self._lines(tables.ask(lines.PAIRS), work.pair_lines),
            self._lines(tables.ask(lines.COVERAGE), work.coverage_lines),
            self._lines(tables.ask(SOURCES), work.page_lines),
        ]
        whole = lines.of_whole(tables.select, self.run, self.identities.value, self.decisions, iris)
        schema = work.lines_schema()
        parts.append(tables.table(schema.empty_table().from_batches(work.lines(whole), schema)))
        # Equal lines come to one place, so that one exchange puts them in order and drops those seen twice.
        every = reduce(lambda one, other: one.union(other), parts)
        ordered = every.repartitionByRange("line").distinct().sortWithinPartitions("line")
        tables.write("quads", ordered)
        self.progress("graph", 1, 1)

    def _lines(self, frame: DataFrame, function: Any, **told: Any) -> DataFrame:
        made = self.tables.work(frame, partial(function, base=self.config.base, **told), work.lines_schema())
        return self.tables.keep(function.__name__, made)


def sliced(found: Sequence[Found], least: int) -> list[list[Found]]:
    """The files in their order, in slices of about as many bytes: `least` of them where the files allow it,
    more where there is more to read, none empty.
    """
    found = [replace(file, path=file.path.absolute()) for file in found]  # a worker has another folder
    sizes = [max(1, size_of(file)) for file in found]
    total = sum(sizes)
    wanted = max(least, total // SLICE)
    slices: dict[float, list[Found]] = {}
    for file, size, end in zip(found, sizes, accumulate(sizes), strict=True):
        slices.setdefault((end - size / 2) * wanted // total, []).append(file)
    return [*slices.values()]

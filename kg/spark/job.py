"""The steps of a build on Spark, each from the tables of the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial, reduce
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any

from rdflib import RDF
from rdflib.namespace import ORG

from kg.config import Config
from kg.corpus import PEOPLE_STEPS, Outcome, lexicon
from kg.corpus.decisions import Decisions
from kg.corpus.groups import settle
from kg.errors import EngineError, PageError
from kg.files import Found, OnSkip
from kg.model import CLASSES, PREDICATES
from kg.pipeline import OnProgress, Summary
from kg.rdf import RANKED, of_all, of_ranks
from kg.readings import SETTLED, identity_row
from kg.spark import work
from kg.spark.tables import Tables
from kg.statistics import KEPT, STEPS, parameters
from kg.vocab import KG, Iris

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["Job"]

SLICE = 16 << 20
"""Bytes of pages that one task reads, where files are that small."""
TABLES = {
    "reading": "SELECT * FROM readings WHERE article IS NOT NULL",
    **{table: f"SELECT inline({table}) FROM reading" for table in work.FLAT},
}
"""The tables of the readings store as views of the readings."""
QUOTED = """
SELECT row, told, places FROM reading
LEFT JOIN (
    SELECT article, array_agg((type, name, qualifier, as_type, as_name, as_qualifier, rule)) AS told
    FROM identity WHERE article <> '' GROUP BY article) USING (article)
LEFT JOIN (
    SELECT article, array_agg((field, start, stop)) AS places
    FROM (SELECT DISTINCT article, field, start, stop FROM (SELECT inline(quotes) FROM pairs))
    GROUP BY article) USING (article)
"""
NAMED = "SELECT type, name, qualifier, article, count(*) AS mentions FROM settled GROUP BY ALL"
RANKING = """
SELECT node FROM pair_node ORDER BY log_likelihood DESC, sentences DESC, node LIMIT 1000
"""
COVERAGE_STEPS = {
    "covered": """
    SELECT node, type, count(DISTINCT article) AS articles, sum(mentions) AS mentions
    FROM node GROUP BY node, type""",
    "placed": """
    SELECT node, row_number() OVER (PARTITION BY type ORDER BY articles DESC, mentions DESC, node) AS rank
    FROM covered""",
    "ranked": """
    SELECT node, articles, mentions, rank
    FROM covered LEFT JOIN (SELECT * FROM placed WHERE rank <= $ranked) USING (node)""",
}
CENSUS = """
SELECT predicate, object, count(DISTINCT subject) FROM (
    SELECT split(line, ' ', 4)[0] AS subject, split(line, ' ', 4)[1] AS predicate,
        split(line, ' ', 4)[2] AS object FROM line)
WHERE predicate IN ($type, $stated) GROUP BY predicate, object
"""
"""How many there are of each class, and statements with each predicate."""


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
        self.progress("read", 0, len(found))
        spark, context = self.tables.spark, self.tables.spark.sparkContext
        slices = sliced(found, 2 * context.defaultParallelism)
        numbers = spark.range(0, len(slices), 1, len(slices))
        study = partial(work.studied, slices=context.broadcast(slices), config=self.config)
        self.tables.keep("readings", self.tables.work(numbers, study, work.readings_schema()))
        for name, text in TABLES.items():
            self.tables.view(name, self.tables.ask(text))
        self._tell(skip)
        self.progress("read", len(found), len(found))

    def _tell(self, skip: OnSkip) -> None:
        """Counts what was read, and says what was not."""
        problems = "SELECT page, problem, engine FROM readings WHERE article IS NULL ORDER BY ALL"
        for page, problem, engine in self.tables.select(problems):
            if engine:
                self.summary.unvoted.append(EngineError(engine, problem, page=page))
            else:
                skip(PageError(page, problem))
        counted = "SELECT count(DISTINCT page), count(*) FROM reading"
        [(self.summary.pages, self.summary.articles)] = self.tables.select(counted)

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
        """Makes the tables identity and settled."""
        schema = work.identities_schema()
        rows = [dict(zip(schema.names, row, strict=True)) for row in everywhere]
        frame = self.tables.table(schema.empty_table().from_pylist(rows, schema=schema))
        if namesakes:
            frame = frame.unionByName(self.tables.ask("SELECT inline(identities) FROM namesakes"))
        self.tables.view("identity", frame)
        self.tables.view("settled", self.tables.ask(SETTLED))

    def count(self) -> None:
        """Who is named with whom."""
        self.progress("count", 0, 1)
        run = self.run
        told = parameters(run.unit, run.minimum, run.reporters)
        pair = self.tables.steps(STEPS, KEPT, **told)
        schema = work.measured_schema(pair.limit(0).toArrow().schema)
        found = self.tables.work(pair, work.measured, schema)
        order = found.columns[:6]
        pairs = self.tables.keep("pairs", found.repartitionByRange(*order).sortWithinPartitions(*order))
        self.summary.pairs = pairs.count()
        self.progress("count", 1, 1)

    def write(self) -> None:
        """All of it as N-Quads, in the order of their bytes."""
        self.progress("graph", 0, 1)
        parts = [self._of_readings(), self._of_pairs(), self._of_coverage(), self._of_sources()]
        kept = [self.tables.keep(f"lines{number}", part) for number, part in enumerate(parts)]
        lines = reduce(lambda one, other: one.union(other), kept)
        self.tables.view("line", lines)
        lines = lines.union(self._of_all())
        # Equal lines come to one place, so that one exchange puts them in order and drops those seen twice.
        ordered = lines.repartitionByRange("line").distinct().sortWithinPartitions("line")
        self.tables.write("quads", ordered)
        self.progress("graph", 1, 1)

    def _lines(self, frame: DataFrame, function: Any, **told: Any) -> DataFrame:
        made = partial(function, base=self.config.base, **told)
        return self.tables.work(frame, made, work.lines_schema())

    def _of_readings(self) -> DataFrame:
        return self._lines(self.tables.ask(QUOTED), work.reading_lines, identities=self.identities)

    def _of_pairs(self) -> DataFrame:
        return self._lines(self.tables.spark.table("pairs"), work.pair_lines)

    def _of_coverage(self) -> DataFrame:
        tables, base = self.tables, self.config.base
        named = tables.ask(NAMED)
        tables.view("node", tables.work(named, partial(work.entities, base=base), work.entities_schema()))
        return self._lines(tables.steps(COVERAGE_STEPS, ("covered",), ranked=RANKED), work.coverage_lines)

    def _of_sources(self) -> DataFrame:
        told = "SELECT DISTINCT page, encoding, digest, date, paper, url FROM reading"
        return self._lines(self.tables.ask(told), work.source_lines)

    def _of_all(self) -> DataFrame:
        """What is said of the whole, and the ranks of the first pairs."""
        iris, tables = Iris(self.config.base), self.tables
        pairs = tables.work(
            tables.spark.table("pairs"), partial(work.nodes, base=iris.base), work.nodes_schema()
        )
        tables.view("pair_node", pairs)
        ranked = of_ranks((node for (node,) in tables.select(RANKING)), iris)
        count = self._census()
        whole = of_all(
            self.run,
            iris,
            count=lambda *kinds: sum(count.get(str(kind), 0) for kind in kinds),
            identities=self.identities.value,
            decisions=self.decisions,
        )
        schema = work.lines_schema()
        return tables.table(schema.empty_table().from_batches(work.lines(chain(ranked, whole)), schema))

    def _census(self) -> dict[str, int]:
        """How many there are of each class; the summary gets its numbers."""
        told = {"type": f"<{RDF.type}>", "stated": f"<{RDF.predicate}>"}
        rows = [*self.tables.ask(CENSUS, **told).toLocalIterator()]
        stated, members = (
            {object[1:-1]: number for predicate, object, number in rows if predicate == told[kind]}
            for kind in ("stated", "type")
        )
        entities = dict(self.tables.select("SELECT type, count(*) FROM covered GROUP BY type"))
        self.summary.entities = {kind: entities[kind] for kind in CLASSES if kind in entities}
        relations = {name: stated.get(str(KG[name]), 0) for name in PREDICATES}
        self.summary.relations = {name: number for name, number in relations.items() if number}
        self.summary.posts = members.get(str(ORG.Membership), 0)
        return members


def sliced(found: Sequence[Found], least: int) -> list[list[Found]]:
    """The files in their order, in slices of about as many bytes: `least` of them where the files allow it,
    more where there is more to read, none empty.
    """
    found = [replace(file, path=file.path.absolute()) for file in found]  # a worker has another folder
    sizes = [max(1, file.path.stat().st_size) for file in found]
    total = sum(sizes)
    wanted = max(least, total // SLICE)
    slices: dict[float, list[Found]] = {}
    for file, size, end in zip(found, sizes, accumulate(sizes), strict=True):
        slices.setdefault((end - size / 2) * wanted // total, []).append(file)
    return [*slices.values()]

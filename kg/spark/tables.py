"""Tables of a Spark session by name, and the SQL that is asked of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.sql import spark as spoken

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["Tables"]

Work = Callable[[Iterable["pa.RecordBatch"]], Iterator["pa.RecordBatch"]]


@dataclass(frozen=True, slots=True)
class Tables:
    """Views of a session; those that are kept lie as Parquet in `folder`, which every worker sees."""

    spark: SparkSession
    folder: Path

    def ask(self, text: str, **told: Any) -> DataFrame:
        """What a query in kg's SQL gives; `told` are its parameters."""
        used = {key: value for key, value in told.items() if f"${key}" in text}
        return self.spark.sql(spoken(text), args=used)

    def select(self, text: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, a part of them at a time, as `Store.select` gives them."""
        return iter(self.ask(text).toLocalIterator(prefetchPartitions=True))

    def view(self, name: str, frame: DataFrame) -> None:
        """Makes `frame` known to SQL."""
        frame.createOrReplaceTempView(name)

    def keep(self, name: str, frame: DataFrame) -> DataFrame:
        """Writes a table, so that what follows begins from here, also after the loss of a machine."""
        place = (self.folder / name).resolve().as_uri()
        frame.write.mode("overwrite").parquet(place)
        kept = self.spark.read.parquet(place)
        self.view(name, kept)
        return kept

    def write(self, name: str, lines: DataFrame) -> None:
        """Writes a column of lines as packed texts."""
        place = (self.folder / name).resolve().as_uri()
        lines.write.mode("overwrite").text(place, compression="gzip")

    def steps(self, steps: Mapping[str, str], kept: Collection[str], **told: Any) -> DataFrame:
        """Makes the tables of a chain of steps, see `kg.sql`; the last one."""
        for name, text in steps.items():
            frame = self.ask(text, **told)
            if name in kept:
                self.keep(name, frame)
            else:
                self.view(name, frame)
        return self.spark.table(name)

    def work(self, frame: DataFrame, work: Work, schema: pa.Schema) -> DataFrame:
        """What a function makes of the rows, batch by batch, wherever they lie."""
        return frame.mapInArrow(work, self.table(schema.empty_table()).schema)

    def table(self, rows: pa.Table) -> DataFrame:
        """Rows that are here as a table for all."""
        return self.spark.createDataFrame(rows)

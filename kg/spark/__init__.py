"""The same build on Apache Spark: from pages to readings, pairs and N-Quads in parts, past one machine.

`study` runs unchanged where the pages lie, the counts are the SQL of a local build, names are settled by the
same functions; so the results are those of a local build, row by row (docs/scale.md). Each step is written
before the next one reads it: a lost machine costs its own work and changes nothing.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from kg.config import Config
from kg.corpus.decisions import load
from kg.engines import engine_for
from kg.errors import InputError, OutputError, PageError
from kg.files import STDIN, OnSkip, find
from kg.intake import OnProgress
from kg.model import Run
from kg.pipeline import config_for, decisions_for, nothing
from kg.readings import NAME
from kg.spark.job import Job
from kg.spark.session import LOCAL, missing, running
from kg.spark.tables import Tables
from kg.staging import staging
from kg.statistics import Unit, check_options
from kg.summary import Summary
from kg.version import __version__

__all__ = ["LOCAL", "OUTPUTS", "build", "missing"]

OUTPUTS = {"readings": "parquet", "pairs": "parquet", "quads": "nq.gz"}
"""Folders of parts, and how the parts end; in the order of their names they make one table, one file."""
RUNNING = ".spark"


def build(
    paths: Iterable[str | Path],
    *,
    output: str | Path = "output",
    master: str = LOCAL,
    config: Config | None = None,
    decisions: str | Path | None = None,
    unit: Unit = "sentence",
    minimum: int = 1,
    on_progress: OnProgress | None = None,
    on_skip: OnSkip | None = None,
) -> Summary:
    """Makes the folders readings, pairs and quads in `output` from the given pages, see `OUTPUTS`.

    The paths and `output` must be on a disk that all workers see. All pages are read anew. Raises InputError
    when no page can be used or Spark is not installed, OutputError when `output` cannot be written or holds
    a local build, ServerError when the master does not answer or Spark gives up.
    """
    check_options(unit=unit, minimum=minimum)
    paths, output = [*map(str, paths)], Path(output)
    if STDIN in paths:
        raise InputError("--engine spark reads files, not standard input: save it 请先把标准输入存为文件")
    if (output / NAME).exists():
        advice = "choose another folder with -o 此处有本机构建的结果：请用 -o 另选"
        raise OutputError(f"{output}: holds a build without Spark; {advice}")
    config = config or config_for(paths)
    engine = engine_for(config)
    told = config.home, config.paper, unit, minimum, config.reporters, engine.identity if engine else ""
    summary = Summary(Run(__version__, *told))
    held = load(Path(decisions) if decisions else decisions_for(paths))

    def skip(error: PageError) -> None:
        summary.skipped.append(error)
        if on_skip:
            on_skip(error)

    if not (found := find(paths, on_skip=skip)):
        raise nothing(summary)
    with staging(output) as stage:
        folder = stage / RUNNING
        shutil.rmtree(folder, ignore_errors=True)  # of a build that was killed
        with running(master) as spark:
            job = Job(Tables(spark, folder), config, held, summary, on_progress or _silent)
            job.read(found, skip)
            if not summary.articles:
                raise nothing(summary)
            job.resolve()
            job.count()
            job.write()
        for name, ending in OUTPUTS.items():
            _gather(folder / name, stage / name, ending)
    summary.outputs = {output / name: _size(output / name) for name in OUTPUTS}
    return summary


def _gather(parts: Path, place: Path, ending: str) -> None:
    """Moves the parts of a table to an output folder; their names lose what Spark drew by lot."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    written = (path for path in parts.iterdir() if path.name.startswith("part-") and path.stat().st_size)
    for number, path in enumerate(sorted(written, key=lambda path: path.name)):
        path.rename(place / f"part-{number:05}.{ending}")


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


def _silent(step: str, done: int, total: int) -> None:
    """Takes progress when nobody asked for it."""

"""Times a build here against the same build on Spark, and compares what they give, row by row.

    python benchmarks/spark.py                  # 2 MB
    python benchmarks/spark.py --size 20
    python benchmarks/spark.py --kill           # a worker is killed while it reads
    python benchmarks/spark.py --master spark://host:7077
    python benchmarks/spark.py --write          # and put the table into docs/scale.md

The text is that of extract.py. Each build runs alone in a process of its own. A local build makes more than
Spark does (Turtle, viewer, database): it is also timed up to its N-Quads, which both make.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from extract import grown
from tables import ROOT, machine, markdown, put

from kg.config import Config, load_config

__all__ = ["compared", "main", "timed"]

MASTER = "local[2,4]"
DYING = "tests.dying:Dying"
NOTE = (
    "{size:g} MB of UTF-8 text grown from the samples, {articles:,} articles, {quads:,} quads; "
    "`python benchmarks/spark.py --size {asked:g}{kill}`, one run on {day}, machine with {cores} cores, "
    "Python {python}, Spark at `{master}`. {same}{killed}"
)


def timed(engine: str, folder: Path, output: Path, master: str, marker: str) -> dict[str, float]:
    """Seconds until the first page is read, the N-Quads are written, all is done; of all cores till then."""
    begin = perf_counter()
    seen: dict[str, float] = {}

    def progress(step: str, done: int, _total: int) -> None:
        if step == "read":
            seen.setdefault("start", perf_counter() - begin)
        if step == "graph" and done and "quads" not in seen:
            seen.update(quads=perf_counter() - begin, cpu=_cpu())

    config = _config(marker)
    if engine == "spark":
        from kg.spark import build as there

        summary = there([folder], output=output, config=config, master=master, on_progress=progress)
    else:
        from kg.pipeline import build as here

        summary = here([folder], output=output, config=config, on_progress=progress)
    return {**seen, "all": perf_counter() - begin, "articles": summary.articles}


def compared(local: Path, spark: Path) -> dict[str, tuple[int, bool]]:
    """Of readings, pairs and quads how many there are here, and whether there are the same on Spark."""
    tables = {
        "readings": (_readings(local), _readings_of_parts(spark)),
        "pairs": (_pairs(local), _pairs_of_parts(spark)),
        "quads": (_lines(local / "graph.nq"), _lines_of_parts(spark / "quads")),
    }
    digests = {name: (_digest(one), _digest(other)) for name, (one, other) in tables.items()}
    return {name: (one[0], one == other) for name, (one, other) in digests.items()}


def main() -> None:
    """Times both builds and prints the table; the exit code is 1 when they differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--size", type=float, default=2.0, metavar="MB", help="text to read (2)")
    parser.add_argument("--master", default=MASTER, help=f"Spark's master ({MASTER})")
    parser.add_argument("--kill", action="store_true", help="kill a worker once")
    parser.add_argument("--write", action="store_true", help="put the table into docs/scale.md")
    parser.add_argument("--only", nargs=4, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.only:
        engine, folder, output, marker = told.only
        print(json.dumps(timed(engine, Path(folder), Path(output), told.master, marker)))
        return
    table, same = _run(told)
    print(table)
    if told.write:
        put(ROOT / "docs" / "scale.md", "spark", table)
    sys.exit(not same)


def _run(told: argparse.Namespace) -> tuple[str, bool]:
    with TemporaryDirectory() as name:
        folder, marker = Path(name, "pages"), str(Path(name, "killed")) if told.kill else ""
        folder.mkdir()
        for page, text in grown(round(told.size * 1e6)):
            (folder / page).write_text(text, encoding="utf-8", newline="\n")
        size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
        spark = _alone("spark", folder, Path(name, "spark"), told.master, marker)
        killed = bool(marker) and Path(marker).exists()
        local = _alone("local", folder, Path(name, "local"), told.master, marker)
        found = compared(Path(name, "local"), Path(name, "spark"))
    same = all(equal for _, equal in found.values()) and killed == told.kill
    rows = [
        _row("kg build, to its N-Quads", size, local, local["quads"], local),
        _row("kg build, all of it", size, {**local, "cpu": 0}, local["all"], local),
        _row("kg build --engine spark", size, spark, spark["all"], local),
    ]
    heads = ("", "start s", "all s", "ratio", "MB/s after the start", "CPU s", "ratio")
    words = ", ".join(f"{name} {'equal' if equal else 'DIFFER'}" for name, (_, equal) in found.items())
    note = NOTE.format(
        size=round(size, 1),
        asked=told.size,
        articles=round(local["articles"]),
        quads=found["quads"][0],
        kill=" --kill" * told.kill,
        master=told.master,
        same=f"Sorted rows: {words}.",
        killed=" A worker was killed while it read." if killed else "",
        **machine(),
    )
    return f"{markdown(heads, rows)}\n\n{note}", same


def _row(
    name: str, size: float, found: dict[str, float], seconds: float, unit: dict[str, float]
) -> list[str]:
    rate = size / (seconds - found["start"])
    clock = [f"{found['start']:.1f}", f"{seconds:.1f}", f"{seconds / unit['quads']:.2f}×", f"{rate:.2f}"]
    if not found["cpu"]:
        return [name, *clock, "", ""]
    return [name, *clock, f"{found['cpu']:.0f}", f"{found['cpu'] / unit['cpu']:.2f}×"]


def _cpu() -> float:
    """Seconds that this process and all below it have worked, where the system tells (Linux); else 0."""
    times: dict[int, float] = {}
    above: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended
            fields = path.read_text().rpartition(")")[2].split()
            above[int(path.parent.name)] = int(fields[1])
            times[int(path.parent.name)] = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return sum(time for process, time in times.items() if _is_ours(process, above))


def _is_ours(process: int, above: dict[int, int]) -> bool:
    while process and process != os.getpid():
        process = above.get(process, 0)
    return bool(process)


def _alone(engine: str, folder: Path, output: Path, master: str, marker: str) -> dict[str, float]:
    only = ["--master", master, "--only", engine, str(folder), str(output), marker]
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-W", "ignore", __file__, *only]
    done = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": paths}
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _config(marker: str) -> Config:
    if not marker:
        return load_config()
    return load_config(recognizer=DYING, recognizers={DYING: {"marker": marker}})


def _digest(rows: Iterable[bytes]) -> tuple[int, str]:
    """How many rows there are, and the digest of them sorted."""
    held, digest = sorted(rows), hashlib.sha256()
    for row in held:
        digest.update(row)
    return len(held), digest.hexdigest()


def _asked(text: str) -> Iterator[bytes]:
    import duckdb

    for row in duckdb.execute(text).fetchall():
        yield json.dumps(row, ensure_ascii=False).encode()


def _readings(local: Path) -> Iterator[bytes]:
    from kg.readings import NAME, open_store

    with open_store(local / NAME, read_only=True) as store:
        for row in store.select("SELECT article, page, number, row FROM reading"):
            yield json.dumps(row, ensure_ascii=False).encode()


def _readings_of_parts(spark: Path) -> Iterator[bytes]:
    columns = "article, page, number, row"
    return _asked(f"SELECT {columns} FROM '{spark}/readings/part-*.parquet' WHERE article IS NOT NULL")


def _pairs(local: Path) -> Iterator[bytes]:
    from kg.readings import NAME, open_store
    from kg.statistics import cooccurrences

    with open_store(local / NAME, read_only=True) as store:
        for pair in cooccurrences(store):
            yield repr(pair).encode()


def _pairs_of_parts(spark: Path) -> Iterator[bytes]:
    import duckdb

    from kg.statistics import pair_of

    for *told, quotes in duckdb.execute(f"FROM '{spark}/pairs/part-*.parquet'").fetchall():
        yield repr(pair_of(*told, [(*quote.values(),) for quote in quotes or ()])).encode()


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from file


def _lines_of_parts(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.iterdir()):
        with gzip.open(path) as file:
            yield from file


if __name__ == "__main__":
    main()

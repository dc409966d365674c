"""Times the named queries that are asked most, from the disk, over a graph grown from the sample pages.

    python benchmarks/queries.py                  # a million quads
    python benchmarks/queries.py --quads 100000
    python benchmarks/queries.py --all            # every named query once, with its own values
    python benchmarks/queries.py --write          # and put the table into docs/rdf.md

The pages are those of extract.py, built as `kg build` builds them. Each query is asked a hundred times with
other values: half of them names that the most articles mention, which have the longest answers, half of them
drawn by chance. The time of the processor is told beside that of the clock, for machines with other work.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import pyoxigraph as ox
from extract import grown
from tables import ROOT, machine, markdown, put

from kg import query
from kg.pipeline import build
from kg.store import make

__all__ = ["ASKED", "main", "timed"]

TIMES = 100
PAGE = 2030
"""Quads that a grown page adds, about."""
ASKED = (
    "neighbours-of-entity",
    "articles-of-entity",
    "strongest-cooccurrences",
    "evidence-of-edge",
    "people-of-union",
    "posts-of-person",
    "unions-of-district",
    "activities-of-entity",
    "most-named-entities",
    "strongest-pairs",
)
KINDS = {"name": "Entity", "union": "Union", "district": "District", "posts-of-person": "Person"}
"""What a parameter, or that of one query, is the name of."""
HEADS = ("query", "p50", "p95", "p95 of the processor", "rows, median", "rows, most")
NOTE = (
    "{quads:,} quads grown from the samples, {size:,} MB on the disk; milliseconds of {times} answers "
    "each, by `python benchmarks/queries.py` on {day}. Machine with {cores} cores shared with other work, "
    "Python {python}."
)


def main() -> None:
    """Prints the table, and writes it where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--all", action="store_true", help="every named query, with its own values")
    parser.add_argument("--graph", type=Path, help="a graph.nq to ask instead of growing one")
    parser.add_argument("--write", action="store_true")
    told = parser.parse_args()
    with TemporaryDirectory() as name:
        nquads = told.graph or _grown(told.quads, Path(name))
        folder = Path(name, "database")
        quads = _database(nquads, folder)
        store = ox.Store.read_only(str(folder))
        table = _every(store) if told.all else _asked_most(store)
        size = sum(file.stat().st_size for file in folder.iterdir()) // 1_000_000
        note = NOTE.format(quads=quads, size=size, times=TIMES, **machine())
        print(f"{table}\n\n{note}")
        if told.write and not told.all:
            put(ROOT / "docs" / "rdf.md", "queries", f"{table}\n\n{note}")


def _asked_most(store: ox.Store) -> str:
    return markdown(HEADS, [timed(store, name) for name in ASKED])


def timed(store: ox.Store, name: str) -> list[str]:
    """A row of the table: median and 95th percentile by the clock, the latter by the processor, rows."""
    asked, chance = query.find(name), random.Random(name)
    values = _values(store, asked, chance)
    times, busy, rows = [], [], []
    for _ in range(TIMES):
        params = values()
        begin, worked = perf_counter(), process_time()
        rows.append(len(query.table(query.run(store, asked, params)).rows))
        times.append((perf_counter() - begin) * 1000)
        busy.append((process_time() - worked) * 1000)
    p50, p95, cpu = quantiles(times, n=20)[9], quantiles(times, n=20)[18], quantiles(busy, n=20)[18]
    return [name, f"{p50:.1f}", f"{p95:.1f}", f"{cpu:.1f}", f"{median(rows):.0f}", str(max(rows))]


def _values(store: ox.Store, asked: query.NamedQuery, chance: random.Random) -> Callable[[], dict[str, str]]:
    """Gives other values for the parameters each time: half of them of the most-named, half by chance."""
    if not asked.params:
        return dict
    if {*asked.params} == {"a", "b"}:
        pairs = _ordered(store, "?x kg:pairRank ?rank ; kg:participant ?s, ?t . FILTER (?s != ?t)", "?a ?b")
        return lambda: dict(zip("ab", _drawn(pairs, chance), strict=True))
    [param] = asked.params
    kind = KINDS.get(asked.name, KINDS.get(param, "Entity"))
    about = f"?s kg:coverage ?n . ?s a kg:{kind} ." if kind != "Entity" else "?s kg:coverage ?n ."
    names = _ordered(store, f"{about} BIND (-?n AS ?rank)", "?a")
    return lambda: {param: _drawn(names, chance)[0]}


def _ordered(store: ox.Store, pattern: str, columns: str) -> list[tuple[str, ...]]:
    other = "?t skos:prefLabel ?b ." if "?b" in columns else ""
    text = f"SELECT {columns} {{ {pattern} ?s skos:prefLabel ?a . {other} }} ORDER BY ?rank ?a"
    return query.table(query.run(store, text)).rows


def _drawn(found: Sequence[tuple[str, ...]], chance: random.Random) -> tuple[str, ...]:
    return chance.choice(found[:20] if chance.random() < 0.5 else found)


def _every(store: ox.Store) -> str:
    rows = []
    for asked in query.named():
        begin = perf_counter()
        found = len(query.table(query.run(store, asked)).rows)
        rows.append([asked.name, f"{(perf_counter() - begin) * 1000:.1f}", str(found)])
    return markdown(("query", "ms, asked once", "rows"), rows)


def _grown(quads: int, folder: Path) -> Path:
    """A graph of about so many quads."""
    (folder / "pages").mkdir()
    for (page, text), _ in zip(grown(1 << 40), range(quads // PAGE + 1), strict=False):
        (folder / "pages" / page).write_text(text, encoding="utf-8", newline="\n")
    build([folder / "pages"], output=folder / "output")
    return folder / "output" / "graph.nq"


def _database(nquads: Path, folder: Path) -> int:
    """Makes an Oxigraph database as kg asks it, its default graph the union of all; how many quads."""
    make(nquads, folder)
    with nquads.open("rb") as lines:
        return sum(1 for _ in lines)


if __name__ == "__main__":
    main()

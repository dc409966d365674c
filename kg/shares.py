"""The sorted lines of the graph, by one process or by several that each write a share of them."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from pathlib import Path

from kg.atomic import write_bytes
from kg.corpus.decisions import Decisions
from kg.lines import Chosen, lines
from kg.model import Run
from kg.readings import Store, open_store
from kg.sorting import merged, sorted_lines
from kg.workers import beside, processors

__all__ = ["write_lines"]

KEYS = {
    "page": "name",
    "reading": "article",
    "pair": "(one, other)",
    "coverage": "id",
    "quote": "(article, field, start, stop)",
}
"""Table -> what tells its rows apart."""
MANY = 500
"""Articles from which more processes pay."""


def write_lines(
    store: Store, path: Path, run: Run, base: str, decisions: Decisions, *, jobs: int | None
) -> None:
    """Writes the graph of a store as sorted N-Quads; what has to wait on the disk waits beside it.

    `jobs` processes share the rows, None for as many as pay. Raises as `lines` and `write_bytes` do.
    """
    if jobs is None:
        [[articles]] = store.select("SELECT count(*) FROM reading")
        jobs = processors() if articles >= MANY else 1
    if jobs == 1:
        write_bytes(path, sorted_lines(lines(store, run, base, decisions), folder=path.parent))
        return
    copy = path.with_name(".lines.duckdb")
    parts = [path.with_name(f".lines-{number}") for number in range(jobs)]
    store.copy(copy)  # a store that one process may write to cannot be read by another
    tasks = [partial(_share, copy, part, n, jobs, run, base, decisions) for n, part in enumerate(parts)]
    with beside(tasks[1:], jobs=jobs):
        tasks[0]()
    with ExitStack() as stack:
        write_bytes(path, merged([stack.enter_context(part.open("rb")) for part in parts]))
    for scratch in (copy, *parts):
        scratch.unlink()


def _share(copy: Path, path: Path, number: int, jobs: int, run: Run, base: str, decisions: Decisions) -> None:
    with open_store(copy, read_only=True) as store:
        told = lines(store, run, base, decisions, chosen=_chosen(number, jobs))
        write_bytes(path, sorted_lines(told, folder=path.parent))


def _chosen(number: int, jobs: int) -> Chosen:
    return {
        table: f"SELECT {key} FROM {table} WHERE hash({key}) % {jobs} = {number}"
        for table, key in KEYS.items()
    }

"""What is written beside the store: the graph in all its forms and the viewer, anew or only what changed.

Where the outputs that stand belong to a store of the same code and base, the new ones are made from them
and the lines in which the two stores differ. Either way they are the same bytes.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

from kg.atomic import write_bytes
from kg.corpus.decisions import Decisions, remembered, retold
from kg.dumps import patch_nquads, patch_turtle, write_turtle
from kg.errors import InputError
from kg.excerpt import MOST, excerpt
from kg.lines import Chosen, lines
from kg.model import Run
from kg.patches import cancelled
from kg.readings import NAME, Store, store_errors
from kg.shares import write_lines
from kg.sorting import sorted_lines
from kg.statistics import tabulate
from kg.store import FOLDER, digest, fresh, make, patch, written
from kg.view import write_html
from kg.workers import beside, processors

__all__ = ["OUTPUTS", "Basis", "derive"]

GRAPH, TURTLE, PAGE = "graph.nq", "graph.ttl", "graph.html"
OUTPUTS = (PAGE, GRAPH, TURTLE, NAME, FOLDER)
CHANGES = ".changes"
DELTA = """
CREATE TABLE delta.page AS SELECT name FROM (
    (FROM page EXCEPT FROM old.page) UNION ALL (FROM old.page EXCEPT FROM page));
CREATE TABLE delta.identity AS SELECT DISTINCT article, type, name, qualifier FROM (
    (FROM identity EXCEPT FROM old.identity) UNION ALL (FROM old.identity EXCEPT FROM identity));
CREATE TABLE delta.reading AS
SELECT article FROM reading WHERE page IN (FROM delta.page)
UNION SELECT article FROM old.reading WHERE page IN (FROM delta.page)
UNION SELECT article FROM delta.identity WHERE article <> ''
UNION SELECT article FROM (
    SELECT article, type, name, qualifier FROM mention
    UNION ALL SELECT article, type, name, qualifier FROM post
    UNION ALL SELECT article, org_type, org, org_qualifier FROM post
    UNION ALL SELECT article, type, name, qualifier FROM relation
    UNION ALL SELECT article, other_type, other, other_qualifier FROM relation)
WHERE (type, name, qualifier) IN (SELECT (type, name, qualifier) FROM delta.identity WHERE article = '');
CREATE TABLE delta.pair AS SELECT DISTINCT one, other FROM (
    (FROM pair EXCEPT FROM old.pair) UNION ALL (FROM old.pair EXCEPT FROM pair));
CREATE TABLE delta.coverage AS SELECT DISTINCT id FROM (
    (FROM coverage EXCEPT FROM old.coverage) UNION ALL (FROM old.coverage EXCEPT FROM coverage));
CREATE TABLE delta.quote AS
(FROM quote EXCEPT FROM old.quote) UNION (FROM old.quote EXCEPT FROM quote)
UNION FROM quote WHERE article IN (FROM delta.reading)
UNION FROM old.quote WHERE article IN (FROM delta.reading);
"""
CHOSEN: Chosen = {name: f"FROM delta.{name}" for name in ("page", "reading", "pair", "coverage", "quote")}
LARGE = 20_000_000
"""Bytes of N-Quads from which other processes pay for what is made from them."""
FEW = 0.5
"""Share of articles that may have changed; of more, all is written anew."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What shapes the lines of a graph beside its readings and the run."""

    base: str
    code: str
    """A digest of kg's own code."""
    decisions: Decisions

    def text(self) -> str:
        """As kept in a store."""
        return json.dumps([self.base, self.code, remembered(self.decisions)], ensure_ascii=False)

    @classmethod
    def of(cls, store: Store) -> Basis | None:
        """That of the outputs beside a store, None where it is not known."""
        if not (told := store.told("basis")):
            return None
        base, code, decisions = json.loads(told)
        return cls(base, code, retold(decisions))


def derive(
    store: Store,
    stage: Path,
    output: Path,
    run: Run,
    basis: Basis,
    *,
    jobs: int | None,
    progress: Callable[[str, int, int], None],
) -> list[str]:
    """Writes the graph in all its forms to the stage; what stands in `output` and is still so is left out.

    Returns what is to be said: what was found damaged and made anew, what a page does not show.
    """
    progress("count", 0, 1)
    tabulate(store, run)
    store.remember(run)
    store.tell("basis", basis.text())
    progress("count", 1, 1)
    shutil.rmtree(stage / FOLDER, ignore_errors=True)  # of a build that was killed, as these are
    for name in (GRAPH, TURTLE, PAGE):
        (stage / name).unlink(missing_ok=True)
    progress("graph", 0, 1)
    notices, tasks = list[str](), list[Callable[[], object]]()
    if not _patched(store, stage, output, run, basis, jobs, notices):
        write_lines(store, stage / GRAPH, run, basis.base, basis.decisions, jobs=jobs)
        tasks = [partial(write_turtle, stage / GRAPH, stage / TURTLE), partial(_database, stage, jobs)]
    progress("graph", 1, 1)
    progress("view", 0, 1)
    with beside(tasks, jobs=jobs or _paying(stage / GRAPH)):
        shown = excerpt(store, run)
        write_html(
            shown.readings,
            shown.pairs,
            run,
            stage / PAGE,
            sources=tuple(store.sources()),
            base=basis.base,
            counts=shown.counts,
            total=shown.total,
        )
    files = _files(stage if (stage / FOLDER).exists() else output)
    store.tell("graph", _digests(files))
    store.tell("written", _written(files))
    if shown.counts:
        notices.append(
            f"{PAGE} shows the {MOST} articles of the strongest pairs, of {shown.total}; "
            "kg view shows other parts 网页只含最强共现所引的文章，其余请用 kg view"
        )
    progress("view", 1, 1)
    return notices


def _patched(
    store: Store,
    stage: Path,
    output: Path,
    run: Run,
    basis: Basis,
    jobs: int | None,
    notices: list[str],
) -> bool:
    """Makes the outputs from those that stand; False where these are of another kind, or too much is new."""
    if not (output / NAME).is_file():
        return False
    with store.beside(output / NAME) as old:
        before = Basis.of(old)
        if not before or (before.base, before.code) != (basis.base, basis.code) or not _stand(old, output):
            return False
        with _compared(store):
            [[share]] = store.select(
                "SELECT (SELECT count(*) FROM delta.reading) / greatest(1, (SELECT count(*) FROM reading))"
            )
            if share > FEW:
                return False
            gone = lines(old, old.run(), basis.base, before.decisions, chosen=CHOSEN)
            come = lines(store, run, basis.base, basis.decisions, chosen=CHOSEN)
            changes = cancelled(sorted_lines(gone, folder=stage), sorted_lines(come, folder=stage))
            write_bytes(stage / CHANGES, ((b"-+"[comes : comes + 1] + line) for line, comes in changes))
    if not (stage / CHANGES).stat().st_size:
        return True
    patch_nquads(output / GRAPH, _changes(stage), stage / GRAPH)
    subjects = (line.partition(b" ")[0] for line, _ in _changes(stage))
    once = (subject for subject, _ in groupby(subjects))
    patch_turtle(output / TURTLE, once, stage / GRAPH, stage / TURTLE)
    try:
        patch(output / FOLDER, stage / FOLDER, _changes(stage), stage / GRAPH)
    except (InputError, RuntimeError) as error:  # pyoxigraph's, of damaged files
        notices.append(f"{output / FOLDER}: {error}; made anew 数据库已损坏，已重建")
        _database(stage, jobs)
    return True


def _database(stage: Path, jobs: int | None) -> None:
    """Makes the database of the graph, in the place of one that was not finished."""
    shutil.rmtree(stage / FOLDER, ignore_errors=True)
    make(stage / GRAPH, stage / FOLDER, jobs=jobs)


def _paying(nquads: Path) -> int:
    """How many processes pay for a graph."""
    return processors() if nquads.exists() and nquads.stat().st_size > LARGE else 1


def _stand(old: Store, output: Path) -> bool:
    """Whether the outputs beside a store are all there, and those that were written with it."""
    files = _files(output)
    if not all(map(Path.is_file, files)) or fresh(output) is None:
        return False
    # Files that nobody wrote to since need no digest, which takes 1 s for 5 million quads.
    return old.told("written") == _written(files) or old.told("graph") == _digests(files)


def _files(folder: Path) -> tuple[Path, ...]:
    return folder / GRAPH, folder / TURTLE


def _digests(files: Iterable[Path]) -> str:
    """What tells the graph and its Turtle from all others."""
    return " ".join(map(digest, files))


def _written(files: Iterable[Path]) -> str:
    return json.dumps([*map(written, files)])


@contextmanager
def _compared(store: Store) -> Iterator[None]:
    """Tables of what differs between a store and the one beside it, as long as the block lasts."""
    with store_errors(store.path):
        store.connection.execute("ATTACH ':memory:' AS delta")
        try:
            store.connection.execute(DELTA)
            yield
        finally:
            store.connection.execute("DETACH delta")


def _changes(stage: Path) -> Iterator[tuple[bytes, bool]]:
    """The lines in which the graph differs from the one that stands; true for those that come."""
    with (stage / CHANGES).open("rb") as file:
        for line in file:
            yield line[1:], line[:1] == b"+"

"""A build's own folder inside the output folder: outputs come out of it together, or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.atomic import output_errors, swapped, sync_folder, synced
from kg.errors import OutputError

if TYPE_CHECKING:
    import duckdb

__all__ = ["STAGE", "complete", "staging"]

STAGE = ".building"
LOCK = ".lock.duckdb"
HELD: set[Path] = set()
"""Locks of this process: older DuckDB keeps out other processes only."""


@contextmanager
def staging(output: Path) -> Iterator[Path]:
    """A folder to write new outputs to; its files take their places in `output` when the block ends well.

    After an error the folder is gone and `output` as it was. After Ctrl-C or a kill the folder stays, and
    the next build finds in it what was done. Raises OutputError when `output` cannot be written, or when
    another build is writing it.
    """
    stage = output / STAGE
    with output_errors(output):
        stage.mkdir(parents=True, exist_ok=True)
    with _locked(stage / LOCK), output_errors(output):
        try:
            yield stage
            _place(stage, output)
        except Exception:
            shutil.rmtree(stage, ignore_errors=True)
            raise
    shutil.rmtree(stage, ignore_errors=True)


def _place(stage: Path, output: Path) -> None:
    drafts = complete(stage)
    for draft in drafts:
        for file in [draft] if draft.is_file() else draft.iterdir():
            synced(file)
    # Folders first: where a server holds one open (Windows), all else is still untouched.
    for draft in sorted(drafts, key=Path.is_file):
        if draft.is_dir():
            _exchange(draft, output / draft.name, stage / f".{draft.name}.old")
        else:
            draft.replace(output / draft.name)
    sync_folder(output)


def _exchange(draft: Path, place: Path, old: Path) -> None:
    """Puts a folder in the place of another: in one step where the system has one, else by two renames.

    A kill between the two leaves no folder in the place, never half of one.
    """
    if place.exists() and swapped(draft, place):
        return  # the old one goes with the stage
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    try:
        draft.rename(place)
    except OSError:
        if old.exists():
            old.rename(place)
        raise


def complete(stage: Path) -> list[Path]:
    """The files and folders of a stage that are outputs: neither the lock nor what a kill cut short."""
    return sorted(path for path in stage.iterdir() if not path.name.startswith("."))


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Holds DuckDB's lock on a file: the system frees it with the process, however that ends."""
    import duckdb

    held = path.resolve()
    if held in HELD:
        raise _busy(path)
    HELD.add(held)
    with duckdb.connect() as connection:
        try:
            _attach(connection, path)
            yield
        except duckdb.Error as error:
            if _is_conflict(error):
                raise _busy(path) from error
            raise OutputError(
                f"{path}: {error}; check the folder and run again 请检查文件夹再运行"
            ) from error
        finally:
            HELD.discard(held)


def _busy(path: Path) -> OutputError:
    advice = "another kg build is writing here: wait for it 另一个构建正在写入：请等待"
    return OutputError(f"{path.parent.parent}: {advice}")


def _attach(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    import duckdb

    statement = f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS lock"
    try:
        connection.execute(statement)
    except duckdb.Error as error:
        if _is_conflict(error) or not path.is_file():
            raise
        path.unlink()  # half a lock file, from a kill in its first moment
        connection.execute(statement)


def _is_conflict(error: Exception) -> bool:
    return "lock on file" in str(error) or "already attached" in str(error)

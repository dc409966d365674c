"""A readings store to go on with: what a killed build left on the stage, else a copy of the last one."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

from kg.errors import OutputError
from kg.readings import HELD, NAME, Known, fault, open_store

__all__ = ["of_file", "take_up"]


def take_up(output: Path, stage: Path, only: Collection[str] | None = None) -> Iterator[str]:
    """Puts the store that a build goes on with on the stage; yields what to say.

    `only` are the files that may change: what a killed build did to others is not gone on with, and a damaged
    store is not begun anew. Raises OutputError for that, and for a store that another program holds.
    """
    staged, stored = stage / NAME, output / NAME
    if staged.exists() and (fault(staged) or (only is not None and not _only(staged, stored, only))):
        _remove(staged)
    if staged.exists() or not stored.exists():
        return
    reason = fault(stored)
    if reason == HELD:
        raise OutputError(f"{stored}: {HELD}; close that program and run again 请关闭该程序再运行")
    if reason and only is not None:
        raise OutputError(f"{stored}: {reason}; run kg build with all pages 请用全部页面运行 kg build")
    if reason:
        aside = _free(output, "readings.old")
        stored.replace(aside)
        yield f"{stored}: {reason}; moved to {aside.name}, all is read anew 已移走，全部重读"
    else:
        shutil.copyfile(stored, staged)


def of_file(page: str, files: Collection[str]) -> bool:
    """Whether a page is one of these files, or a part of one."""
    return page in files or ("#" in page and page.partition("#")[0] in files)


def _only(staged: Path, stored: Path, files: Collection[str]) -> bool:
    """Whether two stores differ in pages of these files only."""
    one, other = _pages(staged), _pages(stored)
    return all(of_file(name, files) for name in {*one, *other} if one.get(name) != other.get(name))


def _pages(path: Path) -> dict[str, Known]:
    if not path.exists() or fault(path):
        return {}
    with open_store(path, read_only=True) as store:
        return store.known()


def _free(folder: Path, stem: str) -> Path:
    """A name that no file has."""
    names = (folder / f"{stem}{number or ''}.duckdb" for number in range(1_000_000))
    return next(path for path in names if not path.exists())


def _remove(store: Path) -> None:
    store.unlink()
    store.with_name(f"{store.name}.wal").unlink(missing_ok=True)

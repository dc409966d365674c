"""A command in a process of its own: how long it takes, on how much processor, with how much memory."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from extract import grown
from tables import ROOT

__all__ = ["Cost", "articles", "kg", "run", "written"]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took."""

    seconds: float
    cpu: float
    """Seconds of processor, of all its processes."""
    memory: int
    """Bytes at most, of its largest process."""


def run(command: Sequence[str]) -> Cost:
    """Runs a command to its end. Raises RuntimeError when it fails."""
    begin = perf_counter()
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    told = process.stderr.read().decode() if process.stderr else ""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # 1: something was skipped
        raise RuntimeError(f"{' '.join(command)}: {told}")
    return Cost(perf_counter() - begin, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def kg(*arguments: str) -> Cost:
    """Runs a command of kg."""
    return run([sys.executable, "-W", "ignore", "-m", "kg", *arguments])


def written(folder: Path, size: float) -> Path:
    """A folder of grown pages, `size` megabytes in all."""
    folder.mkdir()
    for name, text in grown(round(size * 1e6)):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return folder


def articles(output: Path) -> int:
    """The articles of an output folder."""
    from kg.readings import NAME, open_store

    with open_store(output / NAME, read_only=True) as store:
        [[number]] = store.select("SELECT count(*) FROM reading")
    return int(number)

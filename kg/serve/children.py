"""Worker processes as the server sees them: started, asked, killed."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.serve.asked import Question
from kg.serve.limits import Limits
from kg.serve.worker import LENGTHS, frame
from kg.store import Mark
from kg.vocab import PREFIXES

__all__ = ["START", "Child", "Died", "Reply", "started"]

QUERIES = 2000
"""After so many a process is replaced by a new one."""
START = 10.0
"""Seconds for a process to open the database."""
SAID = 4000  # bytes of a dying process's last words
NICENESS = 19
PASSED_ON = ("LD_LIBRARY_PATH", "PATH", "SYSTEMROOT", "TEMP", "TMPDIR")


class Died(Exception):  # noqa: N818  what a process does
    """The process ended before it answered; the argument is what it said last."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a process says to one question."""

    told: dict[str, Any]
    """`kind` (solutions or graph), or `error` with `message`; `last` when the process ends after it."""
    body: bytes
    digest: str
    """Of the graph that was asked."""


class Child:
    """One worker process with the database open."""

    def __init__(self, process: asyncio.subprocess.Process, digest: str, mark: Mark | None) -> None:
        self._process = process
        self._gave_way = False
        self.digest = digest
        """Of the graph that it has open."""
        self.mark = mark
        """Of the build for which it was started."""

    @property
    def alive(self) -> bool:
        """Whether the process runs, as far as is known."""
        return self._process.returncode is None

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    async def ask(self, question: Question, solutions: str | None, graph: str | None) -> Reply:
        """The answer in one of the two formats; raises Died."""
        asked = {
            "query": question.query,
            "default": question.default,
            "named": question.named,
            "solutions": solutions,
            "graph": graph,
        }
        try:
            stdin = self._process.stdin
            assert stdin
            stdin.write(frame(asked))
            told, body = await _received(self._process)
        except (OSError, asyncio.IncompleteReadError) as error:
            raise Died(await self._last_words()) from error
        return Reply(told, body, self.digest)

    def spent(self) -> float | None:
        """Seconds of processor time so far; None where the system does not say."""
        try:
            with open(f"/proc/{self.pid}/schedstat", "rb") as told:  # noqa: PTH123  on the way of every query
                return int(told.read().split()[0]) / 1e9
        except (OSError, ValueError, IndexError):
            return None

    def give_way(self) -> None:
        """Lets other processes go first, where the system knows of that."""
        self._gave_way = self._rank(NICENESS)

    def come_back(self) -> bool:
        """Takes its rank again; False when the system lets only its administrator do that."""
        return not self._gave_way or self._rank(0)

    def _rank(self, niceness: int) -> bool:
        if hasattr(os, "setpriority"):
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.pid, niceness)
                return True
        return False

    async def end(self) -> None:
        """Kills the process, whatever it does, and waits until it is gone."""
        with suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()

    async def _last_words(self) -> str:
        stderr = self._process.stderr
        assert stderr
        with suppress(OSError, TimeoutError):
            return (await asyncio.wait_for(stderr.read(SAID), 1)).decode(errors="replace")
        return ""


async def _received(process: asyncio.subprocess.Process) -> tuple[dict[str, Any], bytes]:
    stdout = process.stdout
    assert stdout
    head, body = LENGTHS.unpack(await stdout.readexactly(LENGTHS.size))
    told: dict[str, Any] = json.loads(await stdout.readexactly(head))
    return told, await stdout.readexactly(body) if body else b""


async def started(folder: Path, mark: Mark | None, limits: Limits) -> Child:
    """A new process that has opened the database; raises Died when it cannot."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "kg.serve.worker"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=_environment(),
    )
    rules = {
        "folder": str(folder.resolve()),
        "rows": limits.rows,
        "bytes": limits.bytes,
        "memory": limits.memory,
        "seconds": limits.seconds,
        "queries": QUERIES,
        "prefixes": PREFIXES,
    }
    try:
        assert process.stdin
        process.stdin.write(frame(rules))
        told, _ = await asyncio.wait_for(_received(process), START)
    except (TimeoutError, OSError, asyncio.IncompleteReadError) as error:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        raise Died(str(folder)) from error
    except asyncio.CancelledError:
        with suppress(ProcessLookupError):
            process.kill()
        raise
    return Child(process, told["digest"], mark)


def _environment() -> dict[str, str]:
    """Where modules are found, and nothing that may be a secret or lead elsewhere."""
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}

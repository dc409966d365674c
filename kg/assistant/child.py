"""The answering process as the server sees it: started, asked, killed when time is up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InputError

if TYPE_CHECKING:
    from anyio.abc import Process
    from anyio.streams.buffered import BufferedByteReceiveStream

__all__ = ["Child"]

GRACE = 2.0
START = 120.0  # seconds to read the graph: 5 s for a million quads
LINE = 4_000_000  # bytes; what the process may answer is less
STOPPED = "stopped after {:g} s: ask for less, or add LIMIT 超时已中止：请缩小范围或加 LIMIT"
DIED = "stopped, it took more than it may: ask for less 占用资源过多已中止：请缩小范围"


class Child:
    """One process at a time that holds the graph; a new one after a kill, and after each build."""

    def __init__(self, nquads: Path, *, seconds: float) -> None:
        import anyio

        self._nquads = nquads
        self._seconds = seconds
        self._lock = anyio.Lock()
        self._process: Process | None = None
        self._lines: BufferedByteReceiveStream | None = None
        self._mark: tuple[int, int] | None = None
        self.killed = 0
        """Processes that did not end by themselves."""

    async def ask(self, tool: str, arguments: dict[str, Any]) -> Any:
        """The answer of a tool, as plain data; raises InputError that says why there is none."""
        async with self._lock:
            if self._mark != _mark(self._nquads):
                await self.end()
            if not self._process:
                await self._start()
            line = json.dumps({"tool": tool, "arguments": arguments}).encode() + b"\n"
            return await self._told(line, self._seconds)

    async def end(self, *, ended: bool = False) -> None:
        """Kills the process, whatever it does, and waits until it is gone; `ended` if it seems to be."""
        import anyio

        process, self._process = self._process, None
        if process:
            with anyio.CancelScope(shield=True):
                with anyio.move_on_after(GRACE if ended else 0):
                    await process.wait()  # to kill what has just ended confuses asyncio
                if process.returncode is None:
                    process.kill()
                await process.wait()
                await process.aclose()

    async def _start(self) -> None:
        import anyio
        from anyio.streams.buffered import BufferedByteReceiveStream

        self._mark = _mark(self._nquads)
        command = [sys.executable, "-m", "kg.assistant.worker", str(self._nquads)]
        path = os.pathsep.join(filter(None, sys.path))
        env = {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}
        self._process = await anyio.open_process(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=None, env=env
        )
        assert self._process.stdout
        self._lines = BufferedByteReceiveStream(self._process.stdout)
        await self._told(b"", START)

    async def _told(self, line: bytes, seconds: float) -> Any:
        """What the process answers to a line; unless it does so, it is killed."""
        import anyio

        assert self._process and self._process.stdin and self._lines
        answered = ended = False
        try:
            with anyio.fail_after(seconds):
                if line:
                    await self._process.stdin.send(line)
                told = json.loads(await self._lines.receive_until(b"\n", LINE))
            answered = "error" not in told or bool(line)
        except TimeoutError as error:
            raise InputError(STOPPED.format(seconds)) from error
        except (anyio.IncompleteRead, anyio.BrokenResourceError, anyio.ClosedResourceError) as error:
            ended = True
            raise InputError(DIED) from error
        finally:
            if not answered:  # also when the client has taken its question back
                self.killed += 1
                await self.end(ended=ended)
        if "error" in told:
            raise InputError(told["error"])
        return told["result"]


def _mark(nquads: Path) -> tuple[int, int] | None:
    try:
        found = nquads.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns

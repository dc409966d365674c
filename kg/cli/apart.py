"""A query in a process of its own: one that runs away is ended, whatever it is doing.

Oxigraph cannot be interrupted while it joins or sorts, and Python does not get to see Ctrl-C meanwhile.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import InputError, KgError

if TYPE_CHECKING:
    from kg.query import NamedQuery, Result

__all__ = ["answering", "main"]

REFUSED = 3
"""Exit code of a process whose query has a mistake; standard error says which."""


@contextmanager
def answering(
    asked: Mapping[str, str], params: Mapping[str, str], form: str, *, seconds: float
) -> Iterator[BinaryIO]:
    """The whole answer to a query, as a file that is gone after the block.

    `asked` has the query's `text` or `name`, and the `graph` (a file of N-Quads) or the `endpoint` to ask.
    `form` is a format of `kg.query.FORMATS`, or table (JSON of columns and rows), or sheet (CSV for table
    programs). Raises InputError when the query has a mistake or takes longer than `seconds`, KgError when its
    process ended by itself.
    """
    request = json.dumps({"params": dict(params), "form": form, **asked})
    with TemporaryFile() as out, TemporaryFile() as errors:
        code = _run(request.encode() + b"\n", out, errors, seconds)
        errors.seek(0)
        said = errors.read().decode("utf-8", "replace").strip()
        if code == REFUSED:
            raise InputError(said)
        if code:
            last = said.rpartition("\n")[2]
            raise KgError(
                f"the query's process ended with {code}, for want of memory perhaps 查询进程异常结束，"
                f"可能内存不足 {last}".rstrip()
            )
        out.seek(0)
        yield out


def _run(request: bytes, out: BinaryIO, errors: BinaryIO, seconds: float) -> int:
    # Not from the working folder: a json.py lying there is not ours.
    home = str(Path(__file__).parents[2])
    paths = os.pathsep.join(filter(None, (os.environ.get("PYTHONPATH"), home)))
    command = [sys.executable, "-P", "-m", "kg.cli.apart"]
    environment = {**os.environ, "PYTHONPATH": paths}
    with subprocess.Popen(
        command, bufsize=0, stdin=subprocess.PIPE, stdout=out, stderr=errors, env=environment
    ) as process:
        assert process.stdin
        try:
            with suppress(BrokenPipeError):  # what it died of is told by its exit code
                process.stdin.write(request)  # and left open: its end says that nobody waits any more
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise InputError(
                f"stopped after {seconds:g} s: ask for less, or allow more with --timeout "
                f"查询超过 {seconds:g} 秒，已停止：请缩小范围，或用 --timeout 延长"
            ) from None
        finally:
            process.kill()


def main() -> int:
    """Answers the request on standard input to standard output; the process's side of `answering`."""
    told = json.loads(sys.stdin.buffer.readline())
    _bound_memory()
    Thread(target=_end_with_the_caller, daemon=True).start()
    try:
        _answer(told, sys.stdout.buffer)
    except KgError as error:
        sys.stderr.buffer.write(str(error).encode("utf-8", "replace"))
        return REFUSED
    sys.stdout.buffer.flush()
    return 0


def _bound_memory() -> None:
    """Lets this process fail before the machine does: no more memory than there is."""
    with suppress(ImportError, AttributeError, ValueError, OSError):  # where a system has no such limits
        import resource

        there_is = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_AS, (there_is, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _end_with_the_caller() -> None:
    while os.read(0, 1024):  # not through sys.stdin, which this process closes when it ends
        pass
    os._exit(1)


def _answer(told: dict[str, str], out: BinaryIO) -> None:
    from kg.query import find, table, write, write_sheet

    query = find(told["name"]) if "name" in told else told["text"]
    params: Mapping[str, str] = told["params"]  # type: ignore[assignment]
    result = _result(told, query, params)
    if told["form"] == "table":
        found = table(result)
        out.write(json.dumps([found.columns, found.rows]).encode())
    elif told["form"] == "sheet":
        write_sheet(result, out)
    else:
        write(result, told["form"], out)  # type: ignore[arg-type]


def _result(told: Mapping[str, str], query: str | NamedQuery, params: Mapping[str, str]) -> Result:
    from kg.query import answer

    if "graph" in told:
        return answer(Path(told["graph"]), query, params)
    from kg.endpoint import ask
    from kg.server import connected

    with connected() as server:
        return ask(told["endpoint"], query, params, server=server)


if __name__ == "__main__":
    sys.exit(main())

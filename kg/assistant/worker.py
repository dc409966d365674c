"""A process that answers and may be killed at any moment: `python -m kg.assistant.worker`.

One JSON object a line comes on standard input and one goes to standard output. The process holds the graph,
so what a question takes of memory and time ends with it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.errors import KgError

__all__ = ["MEMORY", "SIZE", "main"]

SIZE = 200_000
"""Bytes of an answer; an assistant reads it whole."""
MEMORY = 1_000_000_000
"""Bytes that answering may take beyond the graph, where the system can hold a process to it."""


def main(nquads: str) -> int:
    """Answers until standard input ends; the first line out says whether the graph could be read."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then ends this
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing else may get between the lines
    from kg.assistant.answers import Answers
    from kg.query import load

    def say(told: dict[str, Any]) -> None:
        out.write(json.dumps(told).encode() + b"\n")
        out.flush()

    try:
        answers = Answers(load(Path(nquads)))
    except KgError as error:
        say({"error": str(error)})
        return 2
    _confine()
    say({"result": None})
    for line in sys.stdin.buffer:
        say(_answered(answers, json.loads(line)))
    return 0


def _answered(answers: Any, asked: dict[str, Any]) -> dict[str, Any]:
    from kg.assistant.answers import TOOLS

    try:
        result = asdict(TOOLS[asked["tool"]](answers, **asked["arguments"]))
    except KgError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": "took more memory than allowed; ask for less 占用内存过多，请缩小范围"}
    except (OSError, RuntimeError, ValueError) as error:  # of the engine, while it evaluates
        return {"error": f"cannot be answered 无法回答: {error}"}
    size = len(json.dumps(result, ensure_ascii=False).encode("utf-8", "replace"))
    if size > SIZE:
        return {
            "error": f"{size} bytes, {SIZE} are allowed: ask for less, or lower limit 结果过大，请缩小范围"
        }
    return {"result": result}


def _confine() -> None:
    """Takes away what no question needs; where the system does not know such limits, time is the only one."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        used = pages * resource.getpagesize()
        for what, most in (
            (resource.RLIMIT_AS, used + MEMORY),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, 0),
        ):
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

"""Markdown tables, and putting them between marker comments in the documents."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path

__all__ = ["ROOT", "between", "machine", "markdown", "put"]

ROOT = Path(__file__).parent.parent


def markdown(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown: the first column to the left, the others to the right."""
    rule = "|---" + "|---:" * (len(heads) - 1) + "|"
    return "\n".join(
        [f"| {' | '.join(heads)} |", rule, *(f"| {' | '.join(row)} |" for row in rows)],
    )


def put(path: Path, name: str, text: str) -> None:
    """Writes `text` between the comments `<!-- name -->` and `<!-- /name -->` of a document.

    Raises ValueError when the document does not have each of the two once.
    """
    old = path.read_text(encoding="utf-8")
    start, end = between(old, name, str(path))
    path.write_text(f"{old[:start]}\n{text}\n{old[end:]}", encoding="utf-8", newline="\n")


def between(text: str, name: str, where: str = "the text") -> tuple[int, int]:
    """The offsets of what stands between the comments of that name."""
    first, last = f"<!-- {name} -->", f"<!-- /{name} -->"
    if text.count(first) != 1 or text.count(last) != 1:
        raise ValueError(f"{where}: must have {first} and {last}, each once")
    start, end = text.index(first) + len(first), text.index(last)
    if start > end:
        raise ValueError(f"{where}: {last} stands before {first}")
    return start, end


def machine() -> dict[str, object]:
    """What a figure needs beside it: cores, Python, tokenizer, today's date."""
    python = ".".join(platform.python_version_tuple()[:2])
    tokenizer = "rjieba" if find_spec("rjieba") else "jieba"
    return {
        "cores": os.cpu_count() or 1,
        "python": python,
        "tokenizer": tokenizer,
        "day": date.today().isoformat(),
    }

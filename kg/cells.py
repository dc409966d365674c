"""Tables that people fill in and programs read: tab-separated, with a head, safe in a table program."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.encodings import decode
from kg.errors import InputError, PageError

__all__ = ["FORMULA", "as_table", "parsed", "rows_of", "text_of"]

# A table program runs a cell that begins so; the wide forms too, where Chinese input is installed (OWASP).
FORMULA = re.compile("[=+\\-@\t\r\n＝＋－＠]")
GUARDED = re.compile("'+[=+\\-@＝＋－＠]")
NO_CELL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")


def as_table(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The rows as lines of tab-separated text; no cell has a line break or runs as a formula."""
    for row in rows:
        line = io.StringIO()
        csv.writer(line, delimiter="\t", lineterminator="\n").writerow([_cell(cell) for cell in row])
        yield line.getvalue()


def _cell(cell: object) -> str:
    text = NO_CELL.sub(" ", str(cell)).strip()
    return f"'{text}" if FORMULA.match(text) or GUARDED.match(text) else text


def rows_of(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table, each with the number of its line; columns may stand in any order, others are left.

    Empty lines and those that begin with # are no rows. Raises InputError for a file that cannot be read
    and for a head that lacks a column.
    """
    yield from parsed(text_of(path), columns, str(path))


def text_of(path: Path) -> str:
    """The text of a table, in whatever encoding it was saved; empty for an empty file. Raises InputError."""
    try:
        data = path.read_bytes()
        return decode(data, str(path))[0] if data.strip() else ""
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error} 无法读取") from error
    except PageError as error:
        raise InputError(str(error)) from error


def parsed(text: str, columns: Sequence[str], where: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table's text, see `rows_of`."""
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter="\t", strict=True)
    head: list[str] = []
    try:
        for cells in reader:
            told = [_plain(cell) for cell in cells]
            if any("\n" in cell or "\r" in cell for cell in told):
                raise csv.Error("a quote is not closed in its line")
            if not any(told) or told[0].startswith("#"):
                continue
            if not head:
                head = _head(told, columns, f"{where}, line {reader.line_num}")
            else:
                told += [""] * (len(head) - len(told))
                known = zip(head, told, strict=False)
                yield reader.line_num, {name: cell for name, cell in known if name in columns}
    except csv.Error as error:
        raise InputError(f"{where}, line {reader.line_num}: {error}; check the quotes 请检查引号") from error


def _head(told: list[str], columns: Sequence[str], where: str) -> list[str]:
    if missing := [name for name in columns if name not in told]:
        raise InputError(
            f"{where}: no column {', '.join(missing)}; tabs between columns 缺少列，须以制表符分隔"
        )
    return told


def _plain(cell: str) -> str:
    text = cell.strip()
    return text[1:] if GUARDED.match(text) else text

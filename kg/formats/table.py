"""CSV and TSV: a line of names, then one article a row, read as a stream."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence

from kg.content import Content
from kg.errors import PageError
from kg.files import Found, OnSkip
from kg.formats.columns import RecordError, chosen, content
from kg.formats.lines import MAX_RECORD, Complaints, codec_of, numbered
from kg.opened import opened

__all__ = ["contents"]

DELIMITERS = ",\t;|，"


def contents(found: Found, *, columns: Mapping[str, str], on_skip: OnSkip) -> Iterator[Content]:
    """The articles of a file; rows that hold none are said.

    Raises PageError where nothing can be read and where no column is the text.
    """
    complaints = Complaints(found.name, on_skip)
    with opened(found) as stream:
        codec, whole = codec_of(stream, found.name)
        rows = Rows(numbered(whole, codec, complaints), complaints)
        heads, names = rows.heads(found.name, columns)
        for row in rows:
            try:
                yield content(_record(heads, row), names, f"row={rows.count}", codec)
            except RecordError as error:
                complaints.say(rows.line, f"{rows.until}{error}")
    complaints.close()


class Rows:
    """The rows of a table; `count` is the number that a spreadsheet shows, `line` where the row begins."""

    def __init__(self, lines: Iterator[tuple[int, str]], complaints: Complaints) -> None:
        self._lines, self._complaints = lines, complaints
        self._number = 0
        self._delimiter = ","
        self.line = self.count = 0

    def heads(self, name: str, columns: Mapping[str, str]) -> tuple[list[str], dict[str, str]]:
        """The names in the first row, told apart by the mark that makes the most columns known."""
        first = next((line for line in self._text() if line.strip("\ufeff \t\r\n")), "").lstrip("\ufeff")
        self.count = self._number
        cut = {mark: [head.strip() for head in _cut([first], mark)] for mark in DELIMITERS}
        best = max(DELIMITERS, key=lambda mark: len(chosen(cut[mark], columns)))
        self._delimiter, names = best, chosen(cut[best], columns)
        if "text" not in names:
            told = ", ".join(cut[best])[:200]
            advice = "name it: --column text=NAME 没有正文列：请用 --column text=列名 指定"
            raise PageError(name, f"no column is the text, among {told!r}; {advice}")
        return cut[best], names

    def __iter__(self) -> Iterator[list[str]]:
        reader = csv.reader(self._text(), delimiter=self._delimiter, strict=True)
        while True:
            self.line, self.count = self._number + 1, self.count + 1
            try:
                row = _next(reader)
            except csv.Error as error:
                reason = f"{error}: is a quotation mark not closed? 引号未闭合？"
                self._complaints.say(self.line, f"{self.until}{reason}")
                reader = csv.reader(self._text(), delimiter=self._delimiter, strict=True)
                continue
            if row is None:
                return
            if any(row):
                yield row

    @property
    def until(self) -> str:
        """Says where a row ends that is more than a line long."""
        return f"to line 至第 {self._number} 行: " if self._number > self.line else ""

    def _text(self) -> Iterator[str]:
        for number, line in self._lines:
            self._number = number
            yield line


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    """The next row, None after the last; the limit of a field is the whole process's, so it is put back."""
    before = csv.field_size_limit(MAX_RECORD)
    try:
        return next(reader, None)
    finally:
        csv.field_size_limit(before)


def _cut(lines: list[str], delimiter: str) -> list[str]:
    try:
        return _next(csv.reader(lines, delimiter=delimiter)) or []
    except csv.Error:
        return []


def _record(heads: Sequence[str], row: Sequence[str]) -> dict[str, object]:
    if len(row) != len(heads):
        reason = f"{len(row)} columns, not {len(heads)} as in the first row: is a quotation mark missing?"
        raise RecordError(f"{reason} 列数不符：是否缺引号？")
    return dict(zip(heads, row, strict=True))

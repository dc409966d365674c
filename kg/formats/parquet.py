"""Parquet: a row is an article. Read as a stream by DuckDB, which kg needs anyway."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count

from kg.content import Content
from kg.errors import PageError
from kg.files import Found, OnSkip
from kg.formats.columns import RecordError, chosen, content
from kg.formats.lines import Complaints

__all__ = ["contents"]

OWN = {"page", "article", "row"}, {"type", "other_type", "npmi"}
"""Columns of the files that kg itself writes."""


def contents(found: Found, *, columns: Mapping[str, str], on_skip: OnSkip) -> Iterator[Content]:
    """The articles of a file, its rows numbered from 1; rows that hold none are said.

    Raises PageError where nothing can be read, where no column is the text, and for what kg itself wrote.
    """
    import duckdb

    complaints = Complaints(found.name, on_skip)
    try:
        with duckdb.connect(config={"autoinstall_known_extensions": False}) as connection:
            table, file = "read_parquet(?, hive_partitioning = false)", [str(found.path)]
            heads = connection.execute(f"DESCRIBE SELECT * FROM {table}", file).fetchall()
            kinds = {name: kind for name, kind, *_ in heads}
            names = _names(found.name, [*kinds], columns)
            values = ", ".join(_value(name, kinds[name]) for name in names.values())
            rows = connection.execute(f"SELECT {values} FROM {table}", file)
            for number in count(1):
                if not (row := rows.fetchone()):
                    break
                try:
                    record = dict(zip(names.values(), row, strict=True))
                    yield content(record, names, f"row={number}", "parquet")
                except RecordError as error:
                    complaints.say(number, str(error))
    except duckdb.Error as error:
        told = str(error).splitlines()[0]
        raise PageError(
            found.name, f"no Parquet that can be read ({told}): write it anew 无法读取：请重新生成"
        ) from error
    complaints.close()


def _names(file: str, heads: list[str], columns: Mapping[str, str]) -> dict[str, str]:
    if any({*heads} >= own for own in OWN):
        raise PageError(file, "what kg build wrote, not articles: take it away 这是 kg build 的输出：请移走")
    names = chosen(heads, columns)
    if "text" not in names:
        advice = "name it: --column text=NAME 没有正文列：请用 --column text=列名 指定"
        raise PageError(file, f"no column is the text, among {', '.join(heads)[:200]!r}; {advice}")
    return names


def _value(name: str, kind: str) -> str:
    """The column as `content` takes it: texts and lists of them as they are, days and numbers as written."""
    quoted = '"' + name.replace('"', '""') + '"'
    return quoted if kind.startswith("VARCHAR") else f"{quoted}::VARCHAR AS {quoted}"

"""JSON Lines: one object a line, one article each, read as a stream."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from kg.content import Content
from kg.errors import PageError
from kg.files import Found, OnSkip
from kg.formats.columns import RecordError, chosen, content
from kg.formats.lines import Complaints, codec_of, numbered
from kg.opened import opened

__all__ = ["contents"]

READING = {"page", "number", "mentions", "sources"}


def contents(found: Found, *, columns: Mapping[str, str], on_skip: OnSkip) -> Iterator[Content]:
    """The articles of a file; lines that hold none are said.

    Raises PageError where nothing can be read, and for what `kg extract` prints.
    """
    complaints = Complaints(found.name, on_skip)
    with opened(found) as stream:
        codec, whole = codec_of(stream, found.name)
        for number, line in numbered(whole, codec, complaints):
            if not line.strip("\ufeff \t\r\n"):
                continue
            try:
                record = _record(line)
                if record.keys() >= READING:
                    reason = (
                        "what kg extract prints, not articles: take it away 这是 kg extract 的输出：请移走"
                    )
                    raise PageError(found.name, reason)
                names = chosen(record, columns)
                yield content(record, names, f"line={number}", codec)
            except RecordError as error:
                complaints.say(number, str(error))
    complaints.close()


def _record(line: str) -> dict[str, object]:
    """The object of a line. Raises RecordError."""
    try:
        record = json.loads(line.strip("\ufeff \t\r\n"))
    except json.JSONDecodeError as error:
        reason = (
            f"no JSON ({error.msg} at character {error.pos + 1}): one object a line 不是 JSON：请一行一个对象"
        )
        raise RecordError(reason) from error
    except (RecursionError, ValueError) as error:  # nested without end; a number of 5 000 digits
        raise RecordError(
            "nested too deeply, or a number is too long: flatten it 嵌套过深：请展平"
        ) from error
    if not isinstance(record, dict):
        raise RecordError(
            f"a {type(record).__name__}, not an object: one object a line 不是对象：请一行一个对象"
        )
    return record

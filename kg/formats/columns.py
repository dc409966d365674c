"""Articles that come as named values: which is the title, the text, the date; a record is an article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from unicodedata import normalize

from kg.config import COLUMNS
from kg.content import Content, digest
from kg.issued import date_of
from kg.model import Field

__all__ = ["ALIASES", "RecordError", "chosen", "content"]

ALIASES = {
    "title": ("title", "headline", "标题", "题名", "题目"),
    "text": ("text", "content", "body", "article", "正文", "内容", "全文", "文本"),
    "byline": ("byline", "author", "authors", "记者", "作者", "署名"),
    "date": (
        *("date", "published", "pubdate", "publish_date", "published_at", "datepublished"),
        *("日期", "发布日期", "发表日期", "出版日期", "发布时间", "时间"),
    ),
    "source": ("source", "newspaper", "paper", "publisher", "来源", "报纸", "报纸名称", "媒体"),
    "id": ("id", "编号"),
    "url": ("url", "link", "链接", "网址"),
}
"""The names that a value may have without being mapped, in lower case; the first that is there is taken."""
FIELDS: tuple[Field, ...] = ("title", "byline", "text")

MAX_ID = 200
# What JSON can write and a text cannot hold; bytes that the encoding does not know are half characters too.
BROKEN = re.compile("[\ud800-\udfff\0]")
RESERVED = re.compile(r"(?:line|row|page)=\d+")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class RecordError(ValueError):
    """A record that is no article; the words say why and what to do."""


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a record that kg uses, white space at their ends taken off; '' for none."""

    title: str
    text: str
    byline: str
    date: str
    source: str
    id: str
    url: str


def chosen(names: Iterable[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """For each column the name among `names` that holds it: the mapped one ('' for none), or an alias.

    >>> chosen(["标题", "正文", "Date", "备注"], {"source": "备注"})
    {'title': '标题', 'text': '正文', 'date': 'Date', 'source': '备注'}
    """
    known = {normalize("NFKC", name).strip().lower(): name for name in reversed([*names])}
    wanted = {column: (mapping[column],) if column in mapping else ALIASES[column] for column in COLUMNS}
    found = {
        column: next(
            (known[a] for alias in aliases if (a := normalize("NFKC", alias).strip().lower()) in known), ""
        )
        for column, aliases in wanted.items()
    }
    return {column: name for column, name in found.items() if name}


def content(record: Mapping[str, object], names: Mapping[str, str], place: str, encoding: str) -> Content:
    """The article of a record, `names` as `chosen` gives them; `place` is its part of the file without an id.

    Raises RecordError.
    """
    values = _values(record, names)
    if not values.text:
        told = (
            f"its {names['text']!r} is empty"
            if "text" in names
            else f"it has {', '.join(record) or 'nothing'}"
        )
        advice = "fill it in, or name the right one: --column text=NAME 没有正文：请补上，或用 --column 指定"
        raise RecordError(f"no text, {told[:200]}; {advice}")
    texts = [(field, getattr(values, field)) for field in FIELDS if getattr(values, field)]
    source, fields = _joined(texts)
    return Content(
        source,
        encoding,
        _digest(values),
        part=_part(values.id) or place,
        fields=fields,
        date=_date(values.date),
        paper=values.source or None,
        url=values.url or None,
    )


def _values(record: Mapping[str, object], names: Mapping[str, str]) -> Values:
    return Values(**{column: _text(record, names.get(column, ""), column) for column in COLUMNS})


def _text(record: Mapping[str, object], name: str, column: str) -> str:
    """The value as text: a number as it is written, a list of texts one below the other."""
    value = record.get(name)
    if isinstance(value, list) and column in ("text", "byline") and all(isinstance(v, str) for v in value):
        value = ("\n" if column == "text" else " ").join(value)
    elif isinstance(value, int) and not isinstance(value, bool) and column in ("id", "date"):
        value = str(value)
    if value is None:
        return ""
    if not isinstance(value, str):
        kind = "是非题 true/false" if isinstance(value, bool) else type(value).__name__
        raise RecordError(f"{name!r} is no text ({kind}): write it in quotes 应为文本：请加引号")
    if BROKEN.search(value):
        reason = f"{name!r} has a zero, half a character, or bytes of another encoding"
        raise RecordError(f"{reason}: save the file as UTF-8 字符有误：请另存为 UTF-8")
    return value.strip()


def _joined(texts: Iterable[tuple[Field, str]]) -> tuple[str, tuple[tuple[Field, int, int], ...]]:
    """The texts one below the other, and where each stands."""
    fields: list[tuple[Field, int, int]] = []
    at = 0
    lines = []
    for field, text in texts:
        fields.append((field, at, at + len(text)))
        lines.append(text)
        at += len(text) + 1
    return "\n".join(lines), tuple(fields)


def _digest(values: Values) -> str:
    """Of all that is used of the record, so that another column's change, or order, does not matter."""
    used = [getattr(values, column) for column in COLUMNS]
    return digest(json.dumps(used, ensure_ascii=False).encode())


def _part(id: str) -> str:
    part = normalize("NFC", id)
    if len(part) > MAX_ID or CONTROL.search(part) or RESERVED.fullmatch(part):
        raise RecordError(
            f"{part[:40]!r} cannot be an id: use at most {MAX_ID} characters of one line 编号不可用：请改短"
        )
    return part


def _date(value: str) -> str | None:
    if not value or (day := date_of(value)):
        return day if value else None
    advice = "write 2022-11-03, leave it empty, or take no dates with --column date="
    raise RecordError(f"{value[:40]!r} is no date: {advice} 日期无法识别：请写作 2022-11-03")

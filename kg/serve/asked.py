"""What a request asks, by the SPARQL 1.1 Protocol (2.1): query, dataset, format.

Every way of asking has its own refusal: 400 for what is malformed, 403 for updates, 413 for too much, 415
for a type or character set that a query cannot have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import parse_qsl

from kg.serve.limits import Limits
from kg.serve.problems import Problem
from kg.sparql import UPDATES, look
from kg.vocab import PREFIXES

__all__ = ["DIRECT", "FORM", "Question", "Request", "question"]

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
CHARSET = re.compile(r';\s*charset\s*=\s*"?([^\s;"]*)"?', re.IGNORECASE)
ABSOLUTE = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*')
FIELDS = 1000
"""Parameters of a request at most."""


@dataclass(frozen=True, slots=True)
class Request:
    """The parts of an HTTP request that the protocol reads."""

    method: str
    query_string: bytes
    content_type: str = ""
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Question:
    """A query, and the dataset to ask if the request says one."""

    query: str
    default: tuple[str, ...] | None = None
    """Graphs whose union is the default graph; None for the store's own, the union of all."""
    named: tuple[str, ...] | None = None
    """Graphs that GRAPH can name; None for all."""
    format: str | None = None
    """As the parameter `format` says it."""


def question(request: Request, limits: Limits) -> Question | None:
    """What is asked; None for a request without any parameter, which asks for the description.

    Raises Problem for what cannot be answered.
    """
    told = _parameters(request.query_string)
    if request.method == "POST":
        told = _posted(request, told)
    elif not told:
        return None
    query = _one_query(told)
    _check(query, limits)
    default, named = _graphs(told, "default-graph-uri"), _graphs(told, "named-graph-uri")
    if default or named:
        return Question(query, default, named, _format(told))
    return Question(query, format=_format(told))


Parameters = Sequence[tuple[str, str]]


def _parameters(text: bytes) -> list[tuple[str, str]]:
    try:
        told = text.decode("ascii")
        return parse_qsl(told, keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except UnicodeDecodeError:
        raise Problem(
            400, "参数不是 UTF-8 编码。", "The parameters are not UTF-8, percent-encoded."
        ) from None
    except ValueError:
        raise Problem(400, f"参数超过 {FIELDS} 个。", f"There are more than {FIELDS} parameters.") from None


def _posted(request: Request, told: Parameters) -> list[tuple[str, str]]:
    media, charset = _media(request.content_type)
    if charset not in ("", "utf-8", "utf8"):
        raise Problem(415, "查询须为 UTF-8 编码。", f"A query must be UTF-8, not {charset[:40]!a}.")
    if media == FORM:
        return [*told, *_parameters(request.body)]
    if media == DIRECT:
        if any(name == "query" for name, _ in told):
            _malformed("网址和正文中各有一个查询。", "There is a query in the address and one in the body.")
        return [*told, ("query", _decoded(request.body))]
    if media == UPDATE:
        _decoded(request.body)
        _read_only()
    raise Problem(
        415,
        f"POST 的类型须为 {DIRECT} 或 {FORM}。",
        f"Content-Type must be {DIRECT} or {FORM}, not {media[:80]!a}.",
        headers={"Accept-Post": f"{DIRECT}, {FORM}"},
    )


def _media(content_type: str) -> tuple[str, str]:
    charset = CHARSET.search(content_type)
    return content_type.partition(";")[0].strip().lower(), charset[1].lower() if charset else ""


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(
            400,
            f"正文第 {error.start + 1} 字节不是 UTF-8。",
            f"Byte {error.start + 1} of the body is not UTF-8.",
        ) from None


def _one_query(told: Parameters) -> str:
    queries = [value for name, value in told if name == "query"]
    if any(name == "update" for name, _ in told):
        _read_only()
    if not queries:
        _malformed("缺少参数 query。", "The parameter query is missing.")
    if len(queries) > 1:
        _malformed("参数 query 只能有一个。", "There is more than one parameter query.")
    return queries[0]


def _format(told: Parameters) -> str | None:
    return next((value for name, value in told if name == "format"), None)


def _graphs(told: Parameters, parameter: str) -> tuple[str, ...]:
    graphs = tuple(dict.fromkeys(value for name, value in told if name == parameter))
    if bad := next((graph for graph in graphs if not ABSOLUTE.fullmatch(graph)), None):
        _malformed(f"{parameter} 须为完整网址。", f"{parameter} must be an absolute IRI, not {bad[:80]!a}.")
    return graphs


def _check(query: str, limits: Limits) -> None:
    """Refuses what must not get to a parser."""
    if (size := len(query.encode("utf-8", "replace"))) > limits.body:
        raise Problem(
            413,
            f"查询不得超过 {limits.body} 字节。",
            f"The query has {size} bytes; {limits.body} are allowed.",
        )
    seen = look(query, prefixes=PREFIXES)
    if seen.form in UPDATES:
        _read_only()
    if seen.depth > limits.depth:
        _malformed(
            f"括号嵌套不得超过 {limits.depth} 层。",
            f"Brackets nest deeper than {limits.depth}: make it flatter.",
        )
    if seen.service:
        _malformed(
            "不支持 SERVICE：本服务不访问其他服务器。",
            "SERVICE is refused: this server asks no other. (A prefix that ends in service and stands before "
            "a group reads the same: rename it.)",
        )


def _malformed(zh: str, en: str) -> NoReturn:
    raise Problem(400, zh, en)


def _read_only() -> NoReturn:
    raise Problem(403, "图谱只读：不接受更新。", "The graph is read-only: updates are refused.")

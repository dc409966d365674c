"""What the server refuses, and how it says so: in Chinese and English, as plain text or JSON (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.serve.negotiation import accepted

__all__ = ["Problem", "answered"]


SAID = {
    400: ("请求有误。", "The request cannot be understood."),
    404: ("没有这个地址。", "There is nothing at this address."),
    405: ("此地址不接受这种请求。", "This address does not take such requests."),
}


class Problem(Exception):  # noqa: N818  as RFC 9457 names it
    """A refusal: status, what is wrong and what to do, in Chinese and in English."""

    def __init__(self, status: int, zh: str, en: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(en)
        self.status = status
        self.zh = zh
        self.en = en
        self.headers = dict(headers or {})


async def answered(request: Request, error: Exception) -> Response:
    """The response for a problem, in the form that the client asks for; plain text if it does not say."""
    if isinstance(error, HTTPException):
        error = Problem(error.status_code, *SAID.get(error.status_code, SAID[400]), headers=error.headers)
    assert isinstance(error, Problem)
    types = ("text/plain", "application/problem+json", "application/json")
    chosen = accepted(request.headers.get("accept"), types) or types[0]
    if chosen == types[0]:
        text, kind = f"{error.status} {error.zh}\n{error.en}\n", "text/plain; charset=utf-8"
    else:
        told = {
            "status": error.status,
            "title": HTTPStatus(error.status).phrase,
            "detail": error.en,
            "detail_zh": error.zh,
        }
        text, kind = json.dumps(told, ensure_ascii=False), types[1]
    headers = error.headers | {"Vary": "Accept", "Cache-Control": "no-store"}
    return Response(text, error.status, headers, kind)

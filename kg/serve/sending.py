"""Answers that a client may keep: each with an entity tag of its own bytes, 304 when the client has it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

__all__ = ["sent"]


def sent(
    request: Request,
    body: bytes,
    media: str,
    *,
    status: int = 200,
    vary: str = "Accept",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The response with these bytes; clients ask again each time, and get them only when they changed."""
    tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    told = {"ETag": tag, "Vary": vary, "Cache-Control": "no-cache", **(headers or {})}
    if status == 200 and _has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=told)
    return Response(body, status, told, media)


def _has(known: str, tag: str) -> bool:
    return known.strip() == "*" or tag in (part.strip().removeprefix("W/") for part in known.split(","))

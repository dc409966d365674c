"""Every request is counted and, where logging is set up for it, written down in one line."""

from __future__ import annotations

import logging
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.metrics import Metrics

__all__ = ["LOGGER", "watched"]

LOGGER = logging.getLogger("kg.serve.access")
"""One line a request at level INFO: client, method and address, status, bytes, milliseconds."""
SHOWN = 1000  # characters of an address
ROUTES = ("/sparql", "/health", "/metrics", "/static", "/search", "/e/", "/a/", "/g/", "/page/", "/name/")


def watched(app: ASGIApp, metrics: Metrics) -> ASGIApp:
    """The application, each of its requests counted and written down."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        begun, status, size = perf_counter(), 500, 0

        async def sending(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await app(scope, receive, sending)
        finally:
            seconds = perf_counter() - begun
            metrics.count(_route(scope["path"]), status, seconds, size)
            if LOGGER.isEnabledFor(logging.INFO):
                LOGGER.info(_line(scope, status, size, seconds))

    return wrapped


def _route(path: str) -> str:
    """One of a few names: who asks for a million addresses must not fill the counts."""
    return next((route for route in ROUTES if path.startswith(route)), "/" if path == "/" else "other")


def _line(scope: Scope, status: int, size: int, seconds: float) -> str:
    client = scope.get("client") or ("-", 0)
    address: bytes = scope.get("raw_path", b"") + (b"?" + query if (query := scope["query_string"]) else b"")
    # What could end the line or move a terminal's cursor is written as \xNN.
    shown = address[:SHOWN].decode("latin-1").encode("unicode_escape").decode("ascii")
    return f'{client[0]} "{scope["method"]} {shown}" {status} {size} {seconds * 1000:.1f}ms'

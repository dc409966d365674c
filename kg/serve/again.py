"""Answers that were given before go out again at once: same graph, same address, same Accept header."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from kg.serve.answers import Answers
from kg.serve.headers import RAW
from kg.serve.served import Served

__all__ = ["again", "asked_for"]

Key = tuple[str, bytes, bytes]


def asked_for(scope: Scope, digest: str) -> Key | None:
    """By what an answer is kept; None for a request whose answer depends on more."""
    if scope["method"] != "GET":
        return None
    accept = b""
    for name, value in scope["headers"]:
        if name == b"accept":
            accept += value + b","  # several are one list
        elif name == b"if-none-match":
            return None
    return digest, scope["query_string"], accept


def again(app: ASGIApp, answers: Answers, served: Served) -> ASGIApp:
    """The application; what /sparql has answered before does not get to it."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == "/sparql":
            key = asked_for(scope, served.stamp.digest)
            if key and (answer := answers.get(key)):
                start = {"type": "http.response.start", "status": 200, "headers": [*answer.headers, *RAW]}
                await send(start)
                await send({"type": "http.response.body", "body": answer.body})
                return
        await app(scope, receive, send)

    return wrapped

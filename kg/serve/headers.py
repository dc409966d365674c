"""Headers that every response carries: nothing from elsewhere is loaded, nobody sends cookies here."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["HEADERS", "RAW", "with_headers"]

HEADERS: dict[str, str] = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
}
RAW = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
"""The same, for ASGI."""


def with_headers(app: ASGIApp) -> ASGIApp:
    """The application with the headers added where a response does not set them itself."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                told = {name.lower() for name, _ in headers}
                message["headers"] = headers + [pair for pair in RAW if pair[0] not in told]
            await send(message)

        await app(scope, receive, sending if scope["type"] == "http" else send)

    return wrapped

"""One connection: uvicorn's, with an end to heads that are too long, too slow, and to readers that stop."""

from __future__ import annotations

from asyncio import BaseTransport, TimerHandle, Transport
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

__all__ = ["HEAD", "Connection"]

HEAD = 210_000
"""Bytes of a request's line and headers at most: a query of 64 kB, each byte as %XX, and some headers."""
PATIENCE = 15.0  # seconds for a head to be complete
READING = 60.0  # seconds in which a client must take some of the answer
LINGERING = 5.0  # seconds for a client to read why it is refused
REFUSALS = {
    400: (b"Bad Request", "不是 HTTP 请求。\nThis is no HTTP request.\n"),
    414: (b"URI Too Long", "网址过长；长查询请用 POST。\nThe address is too long: POST long queries.\n"),
    431: (b"Request Header Fields Too Large", "请求头过长。\nThe headers are too long.\n"),
}


class Connection(HttpToolsProtocol):
    """A connection that gives up on who does not."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._head = 0
        self._in_head = True
        self._refused = False
        self._waiting: TimerHandle | None = None
        self._sending: TimerHandle | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        """Begins to wait for the first request."""
        super().connection_made(cast("Transport", transport))
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stops all waiting."""
        self._stop_waiting()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Takes bytes; refuses a head that is too long."""
        if self._refused:
            return
        self._head += len(data)
        super().data_received(data)
        if self._in_head and self._head > HEAD and not self.transport.is_closing():
            self._refuse(431 if self.headers else 414)

    def on_message_begin(self) -> None:
        """A head begins."""
        self._in_head, self._head = True, 0
        self._wait()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head has ended."""
        self._in_head = False
        self._stop_waiting()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002  as uvicorn calls it
        """Refuses what is no HTTP."""
        self._refuse(400)

    def pause_writing(self) -> None:
        """The client reads too slowly for now."""
        self._sending = self.loop.call_later(READING, self.transport.abort)
        super().pause_writing()

    def resume_writing(self) -> None:
        """The client reads again."""
        if self._sending:
            self._sending.cancel()
            self._sending = None
        if self.flow:
            super().resume_writing()

    def _wait(self) -> None:
        self._stop_waiting()
        self._waiting = self.loop.call_later(PATIENCE, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._waiting:
            self._waiting.cancel()
            self._waiting = None

    def _refuse(self, status: int) -> None:
        reason, told = REFUSALS[status]
        body = told.encode()
        self.transport.write(
            b"HTTP/1.1 %d %s\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: %d\r\n"
            b"x-content-type-options: nosniff\r\nconnection: close\r\n\r\n%s"
            % (status, reason, len(body), body)
        )
        # Closing at once would reset the connection, and the client lose the answer while it still sends.
        self._refused = True
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._stop_waiting()
        self._waiting = self.loop.call_later(LINGERING, self.transport.abort)

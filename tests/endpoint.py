"""A small server that answers as an OpenAI-compatible one does, on this machine only."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["Answer", "FakeServer", "names", "serving"]

Answer = tuple[int, str, dict[str, str]]
"""Status, body, headers."""


def names(*found: tuple[str, str], tokens: tuple[int, int] = (100, 20)) -> Answer:
    """A completion that names these texts and classes."""
    told = {"names": [{"text": text, "class": kind} for text, kind in found]}
    return content(json.dumps(told, ensure_ascii=False), tokens=tokens)


def content(text: str, *, tokens: tuple[int, int] = (100, 20)) -> Answer:
    usage = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1]}
    body = {"choices": [{"message": {"role": "assistant", "content": text}}], "usage": usage}
    return 200, json.dumps(body, ensure_ascii=False), {}


class FakeServer:
    """Keeps what it was asked; `answer` makes the answer from the request's body and its number."""

    def __init__(self, answer: Callable[[dict[str, Any], int], Answer]) -> None:
        self.answer = answer
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.url = ""
        self.released = threading.Event()
        self._lock = threading.Lock()

    def texts(self) -> list[str]:
        """The pages' texts of the requests, in the order in which they came."""
        return [json.loads(body["messages"][-1]["content"])["text"] for body in self.asked]

    def take(self, path: str, headers: dict[str, str], body: dict[str, Any]) -> Answer:
        assert path == "/v1/chat/completions"
        with self._lock:
            self.asked.append(body)
            self.headers.append(headers)
            number = len(self.asked)
        return self.answer(body, number)


@contextmanager
def serving(answer: Callable[[dict[str, Any], int], Answer]) -> Iterator[FakeServer]:
    """The server, running on a free port of 127.0.0.1 until the block ends."""
    fake = FakeServer(answer)

    class Requests(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, text, headers = fake.take(self.path, dict(self.headers), body)
            try:
                self.send_response(status)
                for key, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(key, value)
                self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                self.wfile.write(text.encode())
            except ConnectionError:
                pass  # who asked has given up

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Requests)
    fake.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        fake.released.set()
        server.shutdown()
        server.server_close()
        thread.join()

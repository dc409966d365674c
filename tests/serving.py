"""A running `kg serve` and a client for it; requests can be as broken as a test wants them."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from pyoxigraph import Quad

from kg.dumps import write_nquads
from kg.staging import staging
from kg.store import FOLDER, make
from tests.samples import ROOT

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Server:
    address: str
    pid: int

    @property
    def place(self) -> tuple[str, int]:
        parts = urlsplit(self.address)
        return str(parts.hostname), int(parts.port or 80)

    def send(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """One request; `Content_Type` stands for Content-Type."""
        connection = http.client.HTTPConnection(*self.place, timeout=60)
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.putrequest(method, path, skip_host="Host" in told, skip_accept_encoding=True)
            for name, value in told.items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders()
            if body is not None:
                # It may be refused before all is sent; the answer is there to be read.
                with suppress(BrokenPipeError, ConnectionResetError):
                    connection.sock.sendall(body)
            response = connection.getresponse()
            return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        finally:
            connection.close()

    def ask(self, query: str, method: str = "GET", **headers: str) -> Answer:
        if method == "POST":
            return self.send("POST", "/sparql", query.encode(), Content_Type=DIRECT, **headers)
        return self.send(method, f"/sparql?{urlencode({'query': query})}", None, **headers)

    def raw(self, data: bytes, *, timeout: float = 20) -> bytes:
        """What comes back for these bytes, until the server closes."""
        with socket.create_connection(self.place, timeout=timeout) as connection:
            received = b""
            with suppress(ConnectionResetError, BrokenPipeError):
                connection.sendall(data)
            with suppress(ConnectionResetError):
                while chunk := connection.recv(65536):
                    received += chunk
            return received

    def children(self) -> list[int]:
        """The worker processes (Linux)."""
        found: list[int] = []
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            with suppress(FileNotFoundError, ProcessLookupError):  # threads come and go
                found += map(int, (task / "children").read_text().split())
        return found


def output_of(quads: list[Quad] | tuple[Quad, ...], output: Path) -> Path:
    """An output folder that holds these quads and their database, put in place as a build does it."""
    with staging(output) as stage:
        write_nquads(quads, stage / "graph.nq")
        make(stage / "graph.nq", stage / FOLDER, old=output / FOLDER)
    return output


@contextmanager
def served(output: Path, *options: str) -> Iterator[Server]:
    """`kg serve` in a process of its own; at the end it stops when asked to, and leaves no process behind."""
    command = [sys.executable, "-m", "kg", "serve", "-o", str(output), "--port", "0", "-q", *options]
    process = subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    try:
        assert process.stderr
        line = process.stderr.readline().decode()
        found = re.search(r"http://\S+", line)
        assert found, line
        yield Server(found[0], process.pid)
        assert process.poll() is None, "the server has died"
    finally:
        process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
        try:
            told = process.communicate(timeout=60)[1].decode()
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    assert process.returncode == 0, told
    assert "Traceback" not in told, told

"""SPARQL stores that tests start on loopback, in a folder of their own, and end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from kg.server import Access
from tests.samples import ROOT

__all__ = ["Running", "free_port", "oxigraph", "virtuoso"]

START = 60.0  # seconds


@dataclass(frozen=True)
class Running:
    """A store that runs: where its graphs and its queries are, and who may write."""

    name: str
    graphs: str
    queries: str
    access: Access


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def oxigraph(folder: Path, port: int = 0) -> Iterator[Running]:
    """`oxigraph serve` of the package of that name, beside the running Python."""
    name = "oxigraph.exe" if os.name == "nt" else "oxigraph"
    program = shutil.which(name, path=Path(sys.executable).parent) or shutil.which(name)
    needed(program, "pip install oxigraph")
    port = port or free_port()
    base = f"http://127.0.0.1:{port}"
    command = [str(program), "serve", "-l", str(folder / "oxigraph"), "-b", f"127.0.0.1:{port}"]
    with started(command, folder, base):
        yield Running("oxigraph", f"{base}/store", f"{base}/query", Access())


@contextmanager
def virtuoso(folder: Path, port: int = 0) -> Iterator[Running]:
    """Virtuoso 7 with a fresh database; its answers are cut at 1000 rows."""
    program = shutil.which("virtuoso-t")
    needed(program, "apt-get install virtuoso-opensource-7-bin")
    web = port or free_port()
    base = f"http://127.0.0.1:{web}"
    (folder / "virtuoso.ini").write_text(settings(free_port(), web), encoding="utf-8")
    command = [str(program), "+configfile", "virtuoso.ini", "+foreground"]
    with started(command, folder, base):
        access = Access("dba", "dba")
        yield Running("virtuoso", f"{base}/sparql-graph-crud-auth", f"{base}/sparql", access)


def settings(port: int, web: int) -> str:
    """The settings that docs/publish.md shows, with other ports and shorter answers."""
    text = (ROOT / "docs" / "publish.md").read_text(encoding="utf-8")
    found = text.partition("```ini\n")[2].partition("```")[0]
    for old, new in (("1111", str(port)), ("8890", str(web)), ("100000", "1000")):
        assert old in found
        found = found.replace(old, new)
    return found


def needed(program: str | None, advice: str) -> None:
    if not program and os.environ.get("CI") != "true":
        pytest.skip(f"not on this machine: {advice}")
    assert program, advice


@contextmanager
def started(command: list[str], folder: Path, base: str) -> Iterator[None]:
    with (folder / "output.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        wait(process, base, folder)
        yield
    finally:
        process.kill()
        process.wait()


def wait(process: subprocess.Popen[bytes], base: str, folder: Path) -> None:
    until = time.monotonic() + START
    while True:
        try:
            httpx.get(f"{base}/sparql", timeout=5)
            return
        except httpx.TransportError:
            log = (folder / "output.log").read_text(encoding="utf-8", errors="replace")
            assert process.poll() is None and time.monotonic() < until, log
            time.sleep(0.1)

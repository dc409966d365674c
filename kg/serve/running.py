"""The server as a process: uvicorn, and how it stops."""

from __future__ import annotations

from pathlib import Path

import uvicorn

from kg.serve.app import made
from kg.serve.limits import Limits

__all__ = ["run"]


def run(output: Path, *, host: str, port: int, limits: Limits) -> None:
    """Serves until SIGINT or SIGTERM; requests that are under way are finished."""
    uvicorn.run(made(output, limits), host=host, port=port, server_header=False, log_level="warning")

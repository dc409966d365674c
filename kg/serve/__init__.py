"""One server for a built graph: SPARQL 1.1 at /sparql, pages for people, health and metrics.

Nothing heavy is loaded before a function here is called: worker processes import this package too.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.serve.limits import Limits

if TYPE_CHECKING:
    from starlette.types import ASGIApp

__all__ = ["Limits", "application", "serve"]


def application(output: str | Path = "output", *, limits: Limits | None = None) -> ASGIApp:
    """The server of an output folder as an ASGI application, for any ASGI server.

    Raises InputError when `output` holds no database, or when the extra `serve` is not installed.
    """
    from kg.serve.app import made

    return made(Path(output), limits or Limits())


def serve(
    output: str | Path = "output",
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    limits: Limits | None = None,
) -> None:
    """Serves an output folder until the process is told to stop; see `application`."""
    from kg.serve.running import run

    run(Path(output), host=host, port=port, limits=limits or Limits())

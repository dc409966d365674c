"""One server for a built graph: SPARQL 1.1 at /sparql, pages for people, health and metrics.

Nothing heavy is loaded before a function here is called: worker processes import this package too.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.serve.limits import Limits

if TYPE_CHECKING:
    from starlette.types import ASGIApp

__all__ = ["Limits", "application", "serve"]


def application(output: str | Path = "output", *, limits: Limits | None = None) -> ASGIApp:
    """The server of an output folder as an ASGI application, for any ASGI server.

    Raises InputError when `output` holds no database, or when the extra `serve` is not installed.
    """
    _check_installed()
    from kg.serve.app import made

    return made(Path(output), limits or Limits())


def serve(
    output: str | Path = "output",
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    limits: Limits | None = None,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serves an output folder until the process is told to stop with SIGINT (Ctrl-C) or SIGTERM.

    `on_ready` is told the address; port 0 is any that is free. Errors as in `application`, and InputError
    when the port cannot be had.
    """
    _check_installed()
    from kg.serve.running import run

    run(Path(output), host=host, port=port, limits=limits or Limits(), on_ready=on_ready)


def _check_installed() -> None:
    missing = [name for name in ("starlette", "uvicorn", "httptools", "jinja2") if not find_spec(name)]
    if missing:
        raise InputError(
            f"{', '.join(missing)}: not installed, but the server needs it; run pip install 'kg[serve]' "
            "服务所需组件尚未安装：请运行 pip install 'kg[serve]'"
        )

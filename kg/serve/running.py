"""The server as a process: its socket, uvicorn, and how it stops."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from kg.errors import InputError
from kg.serve.app import made
from kg.serve.connection import Connection
from kg.serve.limits import Limits

__all__ = ["run"]

BACKLOG = 1024
CONNECTIONS = 2000
KEEP_ALIVE = 20  # seconds


def run(
    output: Path, *, host: str, port: int, limits: Limits, on_ready: Callable[[str], None] | None = None
) -> None:
    """Serves until SIGINT or SIGTERM; requests that are under way are finished, long ones too.

    `on_ready` is told the address once it listens; port 0 is any that is free. Raises InputError when there
    is no database in `output` or the port cannot be had.
    """
    app = made(output, limits)
    with _listening(host, port) as listener:
        config = uvicorn.Config(
            app,
            http=Connection,
            ws="none",
            lifespan="on",
            log_config=None,
            log_level="error",
            access_log=False,
            server_header=False,
            backlog=BACKLOG,
            limit_concurrency=CONNECTIONS,
            timeout_keep_alive=KEEP_ALIVE,
            timeout_graceful_shutdown=int(limits.seconds) + 5,
        )
        if on_ready:
            on_ready(_address(listener))
        uvicorn.Server(config).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise InputError(
            f"{host}:{port}: {error.strerror or error}; choose another --host or --port "
            "无法监听：请换一个地址或端口"
        ) from error


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"

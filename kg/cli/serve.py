"""kg serve: the graph as a server."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from kg.cli import options
from kg.cli.words import said, shown
from kg.serve.limits import Limits

__all__ = ["serve"]

DEFAULTS = Limits()
MEGABYTE = 1_000_000
LOOPBACK = ("127.", "localhost", "::1")


@click.command(
    epilog=options.examples(
        "kg serve",
        "kg serve -o graph --port 8080 --quiet",
        "kg serve --seconds 10 --rows 10000 --memory 256",
    )
)
@options.output
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on. 监听地址。")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    metavar="N",
    help="Port to listen on; 0 for any. 监听端口。",
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=DEFAULTS.seconds,
    show_default=True,
    metavar="S",
    help="For one query. 单个查询的时限（秒）。",
)
@click.option(
    "--memory",
    type=click.IntRange(min=16),
    default=DEFAULTS.memory // MEGABYTE,
    show_default=True,
    metavar="MB",
    help="For one query (Linux). 单个查询的内存上限（兆）。",
)
@click.option(
    "--rows",
    type=click.IntRange(min=1),
    default=DEFAULTS.rows,
    show_default=True,
    metavar="N",
    help="Of one answer. 单个结果的行数上限。",
)
@click.option(
    "--bytes",
    "size",
    type=click.IntRange(min=1),
    default=DEFAULTS.bytes // MEGABYTE,
    show_default=True,
    metavar="MB",
    help="Of one answer. 单个结果的大小上限（兆）。",
)
@click.option(
    "--quick",
    type=click.IntRange(min=1),
    default=DEFAULTS.quick,
    show_default=True,
    metavar="N",
    help="Processes for short queries. 短查询的进程数。",
)
@click.option(
    "--long",
    "lasting",
    type=click.IntRange(min=0),
    default=DEFAULTS.long,
    show_default=True,
    metavar="N",
    help="Processes for long queries. 长查询的进程数。",
)
@click.option(
    "--cache",
    type=click.IntRange(min=0),
    default=DEFAULTS.cache // MEGABYTE,
    show_default=True,
    metavar="MB",
    help="Of answers kept to be given again. 缓存结果的大小（兆）。",
)
@click.option("-q", "--quiet", is_flag=True, help="No line for each request. 不写访问日志。")
def serve(
    output: Path,
    host: str,
    port: int,
    seconds: float,
    memory: int,
    rows: int,
    size: int,
    quick: int,
    lasting: int,
    cache: int,
    quiet: bool,
) -> int:
    """Serve the graph: SPARQL and pages. 启动图谱服务：SPARQL 与网页。

    Stops with Ctrl-C. A graph that is built anew is served at once. 按 Ctrl-C 停止；重建后自动改用新图谱。
    """
    from kg.serve import serve

    limits = Limits(
        seconds=seconds,
        memory=memory * MEGABYTE,
        rows=rows,
        bytes=size * MEGABYTE,
        quick=quick,
        long=lasting,
        cache=cache * MEGABYTE,
    )
    if not quiet:
        _log()
    if not host.startswith(LOOPBACK):
        said(f"{shown(host)}: other machines can reach this server 其他电脑可以访问；见 docs/serve.md")
    try:
        serve(output, host=host, port=port, limits=limits, on_ready=_ready)
    except KeyboardInterrupt:
        said("已停止 stopped")
    return 0


def _ready(address: str) -> None:
    said(f"{address}  (Ctrl-C 停止 stops)")


def _log() -> None:
    """Requests go to standard error, a line each."""
    lines = logging.StreamHandler()
    lines.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logger = logging.getLogger("kg.serve.access")
    logger.addHandler(lines)
    logger.setLevel(logging.INFO)

"""kg serve: the graph as a server."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.cli.words import said

__all__ = ["serve"]


@click.command(
    epilog=options.examples("kg serve", "kg serve -o graph --port 8080", "curl http://127.0.0.1:8000/health")
)
@options.output
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on. 监听地址。")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port to listen on. 监听端口。",
)
def serve(output: Path, host: str, port: int) -> int:
    """Serve the graph: SPARQL and pages. 启动图谱服务：SPARQL 与网页。"""
    from kg.serve import serve

    said(f"http://{host}:{port}/  (Ctrl-C 停止 stops)")
    serve(output, host=host, port=port)
    return 0

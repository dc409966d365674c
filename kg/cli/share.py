"""kg publish and kg mcp: the graph for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.cli.words import printed, said, shown

if TYPE_CHECKING:
    from kg.publish import Plan, Union

__all__ = ["mcp", "publish"]

GRAPH = "graph.nq"


@click.command(
    epilog=options.examples(
        "kg publish http://127.0.0.1:7878/store",
        "kg publish http://127.0.0.1:7878/store --dry-run",
        "KG_STORE_USER=dba KG_STORE_PASSWORD=... kg publish http://127.0.0.1:8890/sparql-graph-crud-auth",
    )
)
@click.argument("url", metavar="URL")
@options.output
@click.option("--dry-run", is_flag=True, help="Only say what would be sent. 只说明将发送什么。")
@click.option(
    "--union",
    type=click.Choice(["default", "graph", "none"]),
    default="default",
    show_default=True,
    help="Where all graphs together go. 各图的并集放在何处。",
)
@click.option("--anew", is_flag=True, help="Send all graphs again. 全部重新发送。")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="For one answer of the server. 等待服务器应答的秒数。",
)
def publish(url: str, output: Path, dry_run: bool, union: Union, anew: bool, timeout: float) -> int:
    """Load the graph into a SPARQL store. 把图谱发布到 SPARQL 数据库。

    URL is the store's address of the SPARQL 1.1 Graph Store Protocol. Only graphs that changed are sent,
    and those that are no longer in the graph are dropped; stopped half-way, it goes on from there. User and
    password, or a token, are read from KG_STORE_USER, KG_STORE_PASSWORD, KG_STORE_TOKEN.
    URL 为图存储协议的网址；只发送有变化的图，中断后可续传；身份信息取自环境变量。
    """
    from kg.publish import publish
    from kg.server import connected

    with connected(seconds=timeout) as server, _bar() as progress:
        plan = publish(
            output / GRAPH,
            url,
            server=server,
            union=union,
            anew=anew,
            dry_run=dry_run,
            on_progress=progress,
        )
    click.echo(_told(plan, dry_run=dry_run))
    if union == "default" and not plan.union:
        said(
            "this store has no default graph of its own, or one that others fill: its answers may count a "
            "triple once for each graph, see docs/publish.md 该库没有可用的默认图，计数结果可能偏大"
        )
    return 0


def _told(plan: Plan, *, dry_run: bool) -> str:
    rows = (
        ("新增 new", plan.new),
        ("更新 changed", plan.changed),
        ("删除 dropped", plan.vanished),
        ("未变 unchanged", plan.same),
    )
    lines = [f"{words:<14} {len(names)}" for words, names in rows]
    lines.append(f"{'四元组 quads':<14} {plan.quads}")
    if dry_run:
        touched = [*plan.sent, *(f"- {name}" for name in plan.vanished)]
        lines += ["试运行，未发送 dry run, nothing was sent", *(f"  {shown(name)}" for name in touched)]
    return "\n".join(lines)


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error, when that is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        task = bars.add_task("发布 publishing", total=None, visible=False)

        def progress(done: int, total: int) -> None:
            bars.update(task, completed=done, total=total, visible=True)

        yield progress


@click.command(epilog=options.examples("kg mcp", "kg mcp -o graph --timeout 10", "kg mcp --list"))
@options.output
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=20,
    show_default=True,
    metavar="SECONDS",
    help="For one question. 每个问题的时限（秒）。",
)
@click.option("--list", "listing", is_flag=True, help="The tools it offers. 列出提供的工具。")
def mcp(output: Path, timeout: float, listing: bool) -> int:
    """Serve the graph to assistants (MCP). 供智能助手查询图谱（MCP）。

    A Model Context Protocol server on standard input and output: an assistant starts it, see docs/mcp.md.
    由助手启动，通过标准输入输出通信，配置见 docs/mcp.md。
    """
    from kg.assistant import DESCRIPTIONS, server

    if listing:
        rows = [(name, " ".join(text.split())) for name, text in DESCRIPTIONS.items()]
        printed(("工具 tool", "说明 description"), rows)
        return 0
    server(output / GRAPH, seconds=timeout).run("stdio")
    return 0

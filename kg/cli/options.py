"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.config import COLUMNS
from kg.model import Run

__all__ = [
    "as_json",
    "columns",
    "counting",
    "decisions",
    "examples",
    "jobs",
    "output",
    "paths",
    "recognizer",
    "settings",
]

F = TypeVar("F", bound=Callable[..., Any])


def examples(*lines: str) -> str:
    """An epilog of examples, kept line by line."""
    return "\b\nExamples 示例:\n" + "\n".join(f"  {line}" for line in lines)


paths = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
output = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("output"),
    show_default=True,
    help="Folder of the graph. 图谱所在文件夹。",
)
recognizer = click.option(
    "--recognizer",
    metavar="NAME|MODULE:ATTRIBUTE",
    help="A recognizer that votes on names: spacy, openai, or your own. 参与投票的识别器。",
)
decisions = click.option(
    "--decisions",
    type=click.Path(path_type=Path, dir_okay=False),
    help="What people decided about names; decisions.tsv beside kg.toml by default. 人工归并决定。",
)
jobs = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that read pages; as many as pay by default. 读取页面的进程数，默认自动。",
)
as_json = click.option("--json", "as_json", is_flag=True, help="JSON for programs. 输出 JSON。")


def _columns(_: click.Context, __: click.Parameter, told: tuple[str, ...]) -> dict[str, str] | None:
    pairs = [pair.partition("=") for pair in told]
    if bad := [key for key, equals, _ in pairs if not equals or key not in COLUMNS]:
        known = ", ".join(COLUMNS)
        raise click.BadParameter(f"{bad[0]}: write COLUMN=NAME, COLUMN one of {known}. 请写成 列=名称。")
    return {key: name for key, _, name in pairs} or None


columns = click.option(
    "--column",
    "columns",
    multiple=True,
    callback=_columns,
    metavar="COLUMN=NAME",
    help="What title, text, date … are called in .csv, .jsonl, .parquet. 表格中各列的名称。",
)


def settings(command: F) -> F:
    """Options over kg.toml."""
    for option in (
        click.option("--home", help="Home city or province, as 北京市. 本报所在省市。"),
        click.option("--paper", help="Name of the newspaper. 报纸名称。"),
        click.option("--base", help="Where the graph's addresses (IRIs) begin. 图谱网址的开头。"),
    ):
        command = option(command)
    return command


def counting(*, default: Run | None) -> Callable[[F], F]:
    """Options of co-occurrence; without a default run, those of the last build hold."""

    def add(command: F) -> F:
        command = click.option(
            "--unit",
            type=click.Choice(["article", "paragraph", "sentence"]),
            default=default and default.unit,
            show_default=bool(default),
            help="Names count as together within one. 共现的范围：篇、段、句。",
        )(command)
        command = click.option(
            "--minimum",
            type=click.IntRange(min=1),
            default=default and default.minimum,
            show_default=bool(default),
            metavar="N",
            help="Leave out pairs named together in fewer articles. 少于 N 篇的不计。",
        )(command)
        return click.option(
            "--reporters/--no-reporters",
            default=None,
            help="Count the names in bylines too. 署名记者是否计入共现。",
        )(command)

    return add

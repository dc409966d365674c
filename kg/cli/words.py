"""What the command line says: Chinese and English, tables, and text from pages made safe for a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from kg.model import Class, Predicate

if TYPE_CHECKING:
    from kg.config import Config
    from kg.errors import EngineError, KgError, PageError
    from kg.summary import Summary

__all__ = [
    "CLASSES_ZH",
    "PREDICATES_ZH",
    "LeftOut",
    "closing",
    "counted",
    "printed",
    "reported",
    "said",
    "shown",
]

CLASSES_ZH: dict[Class, str] = {
    "Person": "人物",
    "Union": "工会",
    "Company": "企业",
    "District": "地区",
    "Government": "党政机关",
    "School": "学校",
    "Organisation": "其他组织",
    "Facility": "场所",
    "Initiative": "活动",
    "Event": "会议",
    "Award": "荣誉",
    "Work": "作品",
    "Platform": "平台",
}
PREDICATES_ZH: dict[Predicate, str] = {
    "organizes": "主办",
    "coOrganizes": "协办",
    "participatesIn": "参加",
    "partOf": "隶属",
    "locatedIn": "位于",
    "receives": "获得",
    "holdsPost": "任职",
}
UNITS_ZH = {"article": "同篇", "paragraph": "同段", "sentence": "同句"}

# A page may hold the codes that move a terminal's cursor or colour its lines; they are shown, not sent.
CONTROLS = str.maketrans(
    {**{c: chr(0x2400 + c) for c in range(32)}, **dict.fromkeys(range(127, 160), "\u2421")}
)
LINES = str.maketrans({"\u2028": "\u2424", "\u2029": "\u2424"})


def shown(text: object) -> str:
    """Text from a page for one line of a terminal."""
    return str(text).translate(CONTROLS).translate(LINES)


def said(message: str) -> None:
    """Prints to standard error, each line of a library's message made safe."""
    lines = message.split("\n")
    click.echo("kg: " + "\n".join(shown(line) for line in lines), err=True)


class LeftOut:
    """Pages that are skipped or read without votes: said at once, and kept for the exit code."""

    def __init__(self) -> None:
        self.errors: list[KgError] = []

    def __bool__(self) -> bool:
        return bool(self.errors)

    def skip(self, error: PageError) -> None:
        """Says that a page is left out, and why."""
        self.errors.append(error)
        said(f"跳过 skipped: {error}")

    def fault(self, error: EngineError) -> None:
        """Says that a page is read without the votes of an engine, and why."""
        self.errors.append(error)
        said(f"未经引擎 unvoted: {error}")


def reported(config: Config) -> None:
    """Says what the engine of the settings has used, when it has something to tell."""
    if config.recognizer:
        from kg.engines import engine_for

        engine = engine_for(config)
        if engine and (told := engine.report()):
            said(told)


def printed(heads: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "") -> None:
    """Prints a table for people; numbers to the right."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(width=None if sys.stdout.isatty() else 200, markup=False, highlight=False, emoji=False)
    rows = [list(row) for row in rows]
    table = Table(title=title or None, title_justify="left", title_style="bold")
    for index, head in enumerate(heads):
        numeric = any(isinstance(row[index], int | float) for row in rows)
        table.add_column(Text(shown(head)), justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(shown(cell)) for cell in row))
    console.print(table)


def closing(summary: Summary) -> str:
    """The closing words of a build."""
    run = summary.run
    lines = [
        f"页面 pages       {summary.pages} (未变 unchanged {summary.unread}, "
        f"撤下 withdrawn {summary.withdrawn})",
        f"文章 articles    {summary.articles}",
        f"实体 entities    {_counts(summary.entities, CLASSES_ZH)}",
        f"归并 resolution  {summary.merged} merged 并入, {summary.namesakes} namesakes 同名, "
        f"{summary.doubts} in doubt 存疑, {summary.decisions} decisions 决定",
        f"关系 relations   {_counts(summary.relations, PREDICATES_ZH)}",
        f"职务 posts       {summary.posts}",
        f"共现 pairs       {summary.pairs} ({counted(run.unit, run.minimum, run.reporters)})",
        f"跳过 skipped     {len(summary.skipped)}",
        *(f"  {shown(error)}" for error in summary.skipped),
        *([f"未经引擎 unvoted {len(summary.unvoted)}"] if summary.unvoted else []),
        *(f"  {shown(error)}" for error in summary.unvoted),
        *(f"注意 notice      {shown(notice)}" for notice in summary.notices),
        "输出 outputs",
        *(f"  {path.as_posix()}  {size / 1000:,.0f} kB" for path, size in summary.outputs.items()),
    ]
    return "\n".join(lines)


def counted(unit: str, minimum: int, reporters: bool) -> str:
    """How co-occurrence was counted."""
    signed = "含记者 reporters counted" if reporters else "不含记者 reporters left out"
    return f"{UNITS_ZH[unit]} in one {unit}, ≥ {minimum} 篇 articles, {signed}"


def _counts(counts: Mapping[Any, int], words: Mapping[Any, str]) -> str:
    parts = [f"{words[key]} {key} {count}" for key, count in counts.items()]
    return f"{sum(counts.values())}" + (f": {', '.join(parts)}" if parts else "")

"""kg explain: why the names of a page are as they are."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.cli.words import CLASSES_ZH, LeftOut, printed, reported
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.explain import Account, Edge, Explanation, Loss
    from kg.model import Entity

__all__ = ["explain"]

SUPPORTS = {
    "itself": "全称",
    "full name": "全称见",
    "antecedent": "指前文",
    "place in the article": "据文中地名",
    "place on the page": "据本版地名",
    "home": "据 home 设置",
    "general knowledge": "常识",
}
HEADS = (
    "位置 place",
    "名称 → 实体 name → entity",
    "依据 sources",
    "落选 beaten",
    "边界 edges",
    "归并 resolved by",
)
WIDE = 140
"""Columns from which on a row holds all that is told of a name; else each name is a table."""
LOST_HEADS = ("位置 place", "候选 candidate", "败给 beaten by")


@click.command(
    epilog=options.examples(
        "kg explain seeds/000_75f3c950020aa114.txt 张良",
        "kg explain seeds/000_75f3c950020aa114.txt",
        "kg explain page.txt 总工会 --json | jq .[0].mentions[0].sources",
    )
)
@click.argument("path", metavar="PAGE")
@click.argument("name", required=False, default="")
@options.settings
@options.columns
@options.recognizer
@options.as_json
def explain(
    path: str,
    name: str,
    home: str | None,
    paper: str | None,
    base: str | None,
    columns: dict[str, str] | None,
    recognizer: str | None,
    as_json: bool,
) -> int:
    """Show why each name of a page is there. 说明名称的依据。

    For each name that has NAME in it, or all: the rules that proposed it with their scores, what it beat,
    the words at its edges, and what says whom it stands for. Where NAME is no name of the page: what was
    weighed there; the exit code is then 1. 不给 NAME 则列出全部；NAME 落选时列出候选，退出码为 1。
    """
    from kg.explain import explain
    from kg.pipeline import config_for
    from kg.read import pages

    config = config_for([path], home=home, paper=paper, base=base, recognizer=recognizer, columns=columns)
    left_out = LeftOut()
    found = pages([path], on_skip=left_out.skip, columns=config.columns)
    accounts = [explain(page, config, name=name, on_fault=left_out.fault) for page in found]
    reported(config)
    if not accounts:
        raise InputError("no page could be used 没有可用的页面")
    if as_json:
        click.echo(json.dumps([*map(asdict, accounts)], ensure_ascii=False, indent=1))
    else:
        _print(accounts)
    missed = name and not any(account.mentions for account in accounts)
    return 1 if left_out or missed else 0


def _print(accounts: Sequence[Account]) -> None:
    rows = [_row(found) for account in accounts for found in account.mentions]
    lost = [_lost(loss) for account in accounts for loss in account.losses]
    if rows and _width() >= WIDE:
        printed(HEADS, rows)
    for place, name, *told in rows if _width() < WIDE else ():
        printed(("", name), zip(HEADS[2:], told, strict=True), title=place)
    if lost:
        printed(LOST_HEADS, lost, title="落选的候选 weighed and not taken")
    if not rows and not lost:
        click.echo("没有这样的名称 no such name")


def _width() -> int:
    """Columns that a table can take."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else WIDE


def _row(found: Explanation) -> tuple[str, ...]:
    mention, entity = found.mention, found.entity
    place = f"{found.article} {mention.field} {mention.start}-{mention.end}"
    told = f"{mention.surface} → {f'{CLASSES_ZH[entity.type]} {_named(entity)}' if entity else '（无 none）'}"
    sources = "; ".join(f"{s.rule} {s.score:+.2f}" for s in found.sources)
    beaten = "; ".join(f"{s.surface} {s.type} {s.rule} {s.score:+.2f}" for s in found.beaten)
    edges = f"{_edge(found.left, left=True)}…{_edge(found.right, left=False)}"
    edges += "".join(f"; {c.surface} {c.score:+.2f}{'' if c.specific else ' ?'}" for c in found.edges)
    return place, told, sources, beaten, edges, _resolved(found)


def _named(entity: Entity) -> str:
    return f"{entity.name} ({entity.qualifier})" if entity.qualifier else entity.name


def _edge(edge: Edge, *, left: bool) -> str:
    """The word at an edge; a bar where the edge is one of tokens too."""
    bar = "" if edge.split else "|"
    return f"{edge.word}{bar}" if left else f"{bar}{edge.word}"


def _resolved(found: Explanation) -> str:
    support = found.support
    if not support:
        return "无从归并 nothing explains it"
    place = f" {support.field} {support.start}-{support.end}" if support.field else ""
    told = f"{SUPPORTS[support.by]} {support.by}{place} {support.surface}".rstrip()
    return f"{found.link}: {told}"


def _lost(loss: Loss) -> tuple[str, ...]:
    source = loss.source
    place = f"{loss.article} {loss.field} {source.start}-{source.end}"
    reason = "、".join(loss.winners) or ("分数不足 no score" if source.score <= 0 else "未入选 not taken")
    return place, f"{source.surface} {source.type} {source.rule} {source.score:+.2f}", reason

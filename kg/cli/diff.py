"""kg diff: what changed from one graph to another."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.cli.words import CLASSES_ZH, PREDICATES_ZH, shown

if TYPE_CHECKING:
    from kg.changes import Changes, Name, Pair, Thing

__all__ = ["diff"]

KINDS = {"entity": "实体 entities", "post": "职务 posts", "relation": "关系 relations", "pair": "共现 pairs"}
WHY_COME = {
    "page": "新页面 a new page",
    "page changed": "页面有改动 a page changed",
    "resolution": "归并有变 names are resolved in another way",
}
WHY_GONE = {**WHY_COME, "page": "页面已撤下 a page was withdrawn"}
PLACE = click.Path(path_type=Path, exists=True)


@click.command(
    epilog=options.examples(
        "kg diff last-month output",
        "kg diff last-month output --json | jq .gone",
    )
)
@click.argument("old", type=PLACE, metavar="OLD")
@click.argument("new", type=PLACE, metavar="NEW")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    metavar="N",
    help="Show at most N of each kind. 每类最多显示 N 条。",
)
@options.as_json
def diff(old: Path, new: Path, limit: int, as_json: bool) -> int:
    """Tell what changed from one graph to another, and why. 比较两个图谱：有何变化，为何变化。

    OLD and NEW are output folders; a copy of readings.duckdb is enough.
    OLD、NEW 为输出文件夹，或其中 readings.duckdb 的副本。
    """
    from kg.changes import changes

    found = changes(old, new)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_told(found, limit)))
    return 0


def _told(found: Changes, limit: int) -> Iterator[str]:
    pages = found.pages_new, found.pages_withdrawn, found.pages_changed
    yield _head("页面 pages", *map(len, pages))
    for mark, names in zip("+-~", pages, strict=True):
        yield from _cut([f"  {mark} {shown(name)}" for name in names], limit)
    for kind, head in KINDS.items():
        come = [thing for thing in found.come if thing.kind == kind]
        gone = [thing for thing in found.gone if thing.kind == kind]
        weights = found.weights if kind == "pair" else ()
        yield _head(head, len(come), len(gone), len(weights))
        yield from _cut([f"  + {_thing(thing)}: {WHY_COME[thing.why]}" for thing in come], limit)
        yield from _cut([f"  - {_thing(thing)}: {WHY_GONE[thing.why]}" for thing in gone], limit)
        yield from _cut([f"  ~ {_pair(pair)}" for pair in weights], limit)


def _head(words: str, come: int, gone: int, changed: int) -> str:
    return f"{words}: +{come} 新增 new, -{gone} 消失 gone, ~{changed} 变化 changed"


def _cut(lines: Sequence[str], limit: int) -> Iterator[str]:
    yield from lines[:limit]
    if len(lines) > limit:
        yield f"    … {len(lines) - limit} 条未列 more"


def _name(name: Name) -> str:
    kind = CLASSES_ZH[name.type]  # type: ignore[index]
    return f"{kind} {shown(name.name)}" + (f"（{shown(name.qualifier)}）" if name.qualifier else "")


def _thing(thing: Thing) -> str:
    if not thing.second:
        told = f"{_name(thing.first)} {shown(thing.label)}".rstrip()
    else:
        label = PREDICATES_ZH.get(thing.label, thing.label)  # type: ignore[call-overload]
        told = f"{_name(thing.first)} —{shown(label)}— {_name(thing.second)}"
    return f"{told} [{', '.join(map(shown, thing.pages[:3]))}{' …' if len(thing.pages) > 3 else ''}]"


def _pair(pair: Pair) -> str:
    sentences, articles = (f"{one} → {other}" for one, other in (pair.sentences, pair.articles))
    names = f"{_name(pair.first)} — {_name(pair.second)}"
    return f"{names}: 同句 sentences {sentences}, 同篇 articles {articles}"

"""kg candidates and kg decide: what is doubtful about names, and what people say to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.cli.words import said, shown
from kg.model import CLASSES, Entity

if TYPE_CHECKING:
    from kg.corpus.decisions import Decision

__all__ = ["candidates", "decide"]

ACTIONS = ("same", "different", "alias", "class", "drop", "revoke")


@click.command(
    epilog=options.examples(
        "kg candidates > candidates.tsv",
        "kg candidates -o graph --table candidates.tsv",
    )
)
@options.output
@click.option(
    "--table",
    "file",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    default=Path("-"),
    help="Where to write, - for standard output. 写到何处。",
)
def candidates(output: Path, file: Path) -> int:
    """List names in doubt, for people to judge. 列出存疑的名称，供人判断。

    A table (TSV): fill in the column decision with same, different, alias or drop, then run kg decide --from.
    在 decision 列填 same、different、alias 或 drop，再运行 kg decide --from。
    """
    from kg.atomic import write_text
    from kg.candidates import candidates, table
    from kg.readings import NAME, open_store

    with open_store(output / NAME, read_only=True) as store:
        found = candidates(store)
    text = "".join(table(found))
    if str(file) == "-":
        click.echo(text, nl=False)
    else:
        write_text(file, text)
        said(f"{len(found)} 对存疑 pairs in doubt: {file.as_posix()}")
    return 0


@click.command(
    epilog=options.examples(
        "kg decide same Union 北师大工会 北京师范大学工会 --who 王 --why 简称",
        "kg decide different Person 张伟 张伟 --of 甲区总工会 --other-of 乙公司 --who 王",
        "kg decide class Company 某某中心 Organisation --who 王",
        "kg decide drop Person 石榴红 --who 王 --why 不是人名",
        "kg decide revoke Union 北师大工会 北京师范大学工会 --who 王",
        "kg decide --from candidates.tsv --who 王",
    )
)
@click.argument("action", required=False, type=click.Choice(ACTIONS))
@click.argument("kind", required=False, metavar="CLASS", type=click.Choice(CLASSES))
@click.argument("name", required=False)
@click.argument("other", required=False)
@click.option("--of", default="", help="Which NAME: a person's employer or article. 前者所属单位或文章。")
@click.option("--other-of", default="", help="Which OTHER. 后者所属单位或文章。")
@click.option("--other-class", type=click.Choice(CLASSES), help="Class of OTHER, if another. 后者类别。")
@click.option("--who", envvar="KG_WHO", required=True, help="Who decides (or KG_WHO). 何人决定。")
@click.option("--when", default="", metavar="DATE", help="As 2024-05-31; today by default. 何日，默认今天。")
@click.option("--why", default="", help="Why. 为何。")
@click.option("--force", is_flag=True, help="Merge what rules forbid: same!. 强行合并。")
@click.option(
    "--from",
    "table",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A filled table of kg candidates. 填好的候选表。",
)
@click.option(
    "--decisions",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("decisions.tsv"),
    show_default=True,
    help="Where to add the decisions. 决定写入何处。",
)
def decide(
    action: str | None,
    kind: str | None,
    name: str | None,
    other: str | None,
    of: str,
    other_of: str,
    other_class: str | None,
    who: str,
    when: str,
    why: str,
    force: bool,
    table: Path | None,
    file: Path,
) -> int:
    """Add decisions about names to decisions.tsv; kg build replays them. 记下对名称的决定。

    same: NAME is another name of OTHER; different: never one; alias: as same, whether or not a page has NAME;
    class: NAME is of the class OTHER; drop: NAME is no name; revoke: take decisions on these names back.
    same 同一，different 不同，alias 别名，class 改类，drop 删除，revoke 撤销。
    """
    from kg.candidates import filled
    from kg.corpus.decisions import append

    when = when or date.today().isoformat()
    if bool(table) == bool(action):
        raise click.UsageError("give ACTION CLASS NAME, or --from. 请给出动作、类别、名称，或 --from。")
    if table:
        told = filled(table, who=who, when=when, why=why)
    else:
        names = _entities(action or "", kind, name, of, other, other_of, other_class)
        told = [_decision("same!" if force and action == "same" else action or "", names, who, when, why)]
    if not told:
        click.echo("没有填写决定 no decision is filled in")
        return 0
    append(file, told)
    for decision in told:
        second = f" {decision.second.type} {decision.second.name}" if decision.second else ""
        click.echo(shown(f"{decision.action} {decision.first.type} {decision.first.name}{second}"))
    click.echo(f"{len(told)} 条决定 decisions → {file.as_posix()}; 请重新构建 run kg build")
    return 0


def _entities(
    action: str,
    kind: str | None,
    name: str | None,
    of: str,
    other: str | None,
    other_of: str,
    other_class: str | None,
) -> tuple[Entity, Entity | None]:
    if not kind or not name:
        raise click.UsageError("CLASS and NAME are needed. 须给出类别和名称。")
    first = Entity(kind, name, of)  # type: ignore[arg-type]
    if action == "class" and other not in CLASSES:
        raise click.UsageError(f"OTHER must be a class: {', '.join(CLASSES)}. 须给出新的类别。")
    if action in ("same", "different", "alias") and not other:
        raise click.UsageError("OTHER is needed. 须给出另一名称。")
    if action == "drop" or not other:
        return first, None
    if other in CLASSES and action in ("class", "revoke"):
        return first, Entity(other, name, of)
    return first, Entity(other_class or kind, other, other_of)  # type: ignore[arg-type]


def _decision(action: str, names: Sequence[Entity | None], who: str, when: str, why: str) -> Decision:
    from kg.corpus.decisions import Decision, valid

    first, second = names
    assert first
    return valid(Decision(action, first, second, who, when, why), "kg decide")  # type: ignore[arg-type]

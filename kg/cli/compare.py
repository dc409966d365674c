"""kg compare: other systems beside ours on annotated pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.cli.words import CLASSES_ZH, LeftOut, printed, reported
from kg.model import CLASSES

if TYPE_CHECKING:
    from kg.scores import Scores

__all__ = ["compare"]

SUBJECTS: dict[str, str] = {kind: f"{CLASSES_ZH[kind]} {kind}" for kind in CLASSES}
SUBJECTS |= {"FIVE": "五类 five", "ALL": "全部 all"}


@click.command(
    epilog=options.examples(
        "kg compare seeds seeds/gold",
        "kg compare seeds seeds/gold --level mention --json",
        "kg compare seeds seeds/gold --recognizer spacy",
    )
)
@click.argument("pages", metavar="PAGES")
@click.argument(
    "gold", nargs=-1, required=True, metavar="GOLD...", type=click.Path(exists=True, path_type=Path)
)
@click.option(
    "--level",
    type=click.Choice(["entity", "mention", "loose"]),
    default="entity",
    show_default=True,
    help="By canonical name, by surface, or either. 按规范名、按字面，或其一。",
)
@click.option("--home", help="Home city or province, as 北京市. 本报所在省市。")
@options.recognizer
@options.as_json
def compare(
    pages: str, gold: tuple[Path, ...], level: str, home: str | None, recognizer: str | None, as_json: bool
) -> int:
    """Measure jieba.posseg beside kg, on the same gold by the same rules. 与 jieba.posseg 对比。

    posseg tags words, and what stands in front of 总工会, 公司, 街道 and the like is joined to it. With a
    recognizer: also what it finds alone, kg with its votes, and weights for them.
    指定识别器时一并比较并给出权重。
    """
    from kg.pipeline import config_for
    from kg.rivals import calibrated, compared

    left_out = LeftOut()
    config = config_for([pages], home=home, recognizer=recognizer)
    scores = compared([pages], gold, config=config, on_skip=left_out.skip, on_fault=left_out.fault)
    reported(config)
    alone = next((name for name in scores if f"kg + {name}" in scores), None)
    weights = calibrated(scores[alone]) if alone else {}
    if as_json:
        systems = {name: found.as_json()["scores"] for name, found in scores.items()}
        told = {"systems": systems, **({"weights": weights} if alone else {})}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _print(scores, level)
        if alone:
            listed = ", ".join(f"{kind} = {weight}" for kind, weight in weights.items())
            click.echo(
                f'权重 weights for kg.toml:\n[recognizers."{config.recognizer}"]\nweights = {{ {listed} }}'
            )
    return 1 if left_out else 0


def _print(scores: Mapping[str, Scores], level: str) -> None:
    heads = ["类别 class", *(f"{name} {part}" for name in scores for part in ("P", "R", "F1")), "标注 gold"]
    rows = []
    for kind, words in SUBJECTS.items():
        tallies = [found.tallies.get(f"{level} {kind}") for found in scores.values()]
        told = [tally for tally in tallies if tally]
        if told:
            shares = [
                f"{share:.3f}" if tally else "-"
                for tally in tallies
                for share in ((tally.precision, tally.recall, tally.f1) if tally else (0.0, 0.0, 0.0))
            ]
            rows.append((words, *shares, max(tally.gold for tally in told)))
    printed(heads, rows)

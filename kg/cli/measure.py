"""kg stats and kg evaluate: numbers about a graph and about its extraction."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from kg.cli import options
from kg.cli.words import CLASSES_ZH, LeftOut, counted, printed, reported, shown
from kg.errors import InputError
from kg.model import CLASSES

if TYPE_CHECKING:
    from kg.compare import Key
    from kg.confusion import Kind
    from kg.model import CoOccurrence
    from kg.scores import Scores, Tally

__all__ = ["evaluate", "stats"]


@click.command(
    epilog=options.examples(
        "kg stats", "kg stats --unit article --minimum 2 --top 50", "kg stats --json | jq .pairs[0]"
    )
)
@options.output
@options.counting(default=None)
@click.option(
    "--top",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    metavar="N",
    help="Pairs to show. 列出的共现对数。",
)
@options.as_json
def stats(
    output: Path,
    unit: Literal["article", "paragraph", "sentence"] | None,
    minimum: int | None,
    reporters: bool | None,
    top: int,
    as_json: bool,
) -> int:
    """Show counts and the strongest pairs. 统计数目与最强共现。

    Unit and thresholds are those of the last build unless told. 未指定的参数同上次构建。
    """
    from kg.readings import NAME, open_store
    from kg.statistics import cooccurrences, counts

    with open_store(output / NAME, read_only=True) as store:
        run = store.run()
        run = replace(
            run,
            unit=unit or run.unit,
            minimum=minimum or run.minimum,
            reporters=run.reporters if reporters is None else reporters,
        )
        classes = counts(store)
        pairs = cooccurrences(store, unit=run.unit, minimum=run.minimum, reporters=run.reporters)
    pairs.sort(key=lambda pair: (-pair.log_likelihood, -pair.npmi, pair.first, pair.second))
    if as_json:
        rows = {"classes": [*map(asdict, classes)], "pairs": [*map(asdict, pairs[:top])]}
        click.echo(json.dumps({**asdict(run), **rows}, ensure_ascii=False, indent=1))
        return 0
    printed(CLASS_HEADS, [(CLASSES_ZH[c.type], c.type, c.entities, c.mentions, c.articles) for c in classes])
    title = f"共现 pairs {min(top, len(pairs))}/{len(pairs)}: {counted(run.unit, run.minimum, run.reporters)}"
    printed(PAIR_HEADS, map(_pair, pairs[:top]), title=title)
    return 0


CLASS_HEADS = ("类别", "class", "实体 entities", "提及 mentions", "文章 articles")
PAIR_HEADS = (
    "甲 first",
    "乙 second",
    "篇 articles",
    "段 paragraphs",
    "句 sentences",
    "G²",
    "NPMI",
    "Jaccard",
)


def _pair(pair: CoOccurrence) -> tuple[str | int | float, ...]:
    counts = pair.articles, pair.paragraphs, pair.sentences
    measures = round(pair.log_likelihood, 1), round(pair.npmi, 2), round(pair.jaccard, 2)
    return pair.first.name, pair.second.name, *counts, *measures


@click.command(
    epilog=options.examples(
        "kg evaluate seeds seeds/gold",
        "kg extract seeds | kg evaluate - seeds/gold",
        "kg evaluate readings.jsonl seeds/gold/000*.yaml --errors",
    )
)
@click.argument("predicted", metavar="PREDICTED")
@click.argument(
    "gold", nargs=-1, required=True, metavar="GOLD...", type=click.Path(exists=True, path_type=Path)
)
@click.option("--home", help="Home city or province, as 北京市. 本报所在省市。")
@click.option(
    "--errors", is_flag=True, help="Tell what was taken for what, missed or wrong. 列出混淆与错漏。"
)
@options.as_json
def evaluate(predicted: str, gold: tuple[Path, ...], home: str | None, errors: bool, as_json: bool) -> int:
    """Measure extraction against annotated pages. 用人工标注评测抽取质量。

    PREDICTED is what kg extract printed (.jsonl, or - for standard input), or pages to extract from; GOLD
    are files or folders of .yaml or .jsonl. PREDICTED 为 kg extract 的输出或页面，GOLD 为标注文件。
    """
    from kg.evaluate import evaluate

    left_out = LeftOut()
    is_rows = predicted == "-" or predicted.endswith(".jsonl")
    rows = _rows(predicted) if is_rows else _extracted(predicted, home, left_out)
    scores = evaluate(rows, gold, home=home)
    if as_json:
        lists = {"confusions": [*map(asdict, scores.confusions)], "errors": [*map(asdict, scores.errors)]}
        told = {**scores.as_json(), **(lists if errors else {})}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return 1 if left_out else 0
    printed(("文章 articles", ""), scores.counts.items())
    heads = ("项目 subject", "准确率 P", "召回率 R", "F1", "对 right", "抽取 found", "标注 gold")
    printed(heads, [(name, *_figures(name, tally)) for name, tally in scores.rows()])
    if errors:
        _print_errors(scores)
    return 1 if left_out else 0


def _print_errors(scores: Scores) -> None:
    """Which class was taken for which, each entity that is not right, and the faults of the other parts."""
    counts = Counter((_class(c.gold), _class(c.found), c.kind) for c in scores.confusions)
    heads = ("标注 gold", "抽取 found", "错在 kind", "次数 count")
    printed(heads, [(*key[:2], KINDS_ZH[key[2]], n) for key, n in counts.most_common()])
    listed = [
        (c.page, c.title, KINDS_ZH[c.kind], _entity(c.gold), _entity(c.found)) for c in scores.confusions
    ]
    printed(("版面 page", "文章 article", "错在 kind", "标注 gold", "抽取 found"), listed)
    for fault in scores.errors:
        if fault.what not in CLASSES:
            missed, wrong = "; ".join(fault.missed), "; ".join(fault.wrong)
            told = f"{fault.page} {fault.title} {fault.what}  漏 missed: {missed}  错 wrong: {wrong}"
            click.echo(shown(told))


KINDS_ZH: dict[Kind, str] = {
    "class": "类别 class",
    "name": "归并 name",
    "edges": "边界 edges",
    "missed": "遗漏 missed",
    "wrong": "多余 wrong",
}


def _class(key: Key | None) -> str:
    return key[0] if key else "-"


def _entity(key: Key | None) -> str:
    return " ".join(key) if key else "-"


def _figures(name: str, tally: Tally) -> tuple[str | int, ...]:
    """The cells of a row; of a recall nothing else is known, for the gold does not list all relations."""
    if "recall" in name:
        return "-", f"{tally.recall:.3f}", "-", tally.right, "-", tally.gold
    shares = (f"{share:.3f}" for share in (tally.precision, tally.recall, tally.f1))
    return *shares, tally.right, tally.predicted, tally.gold


def _rows(path: str) -> Iterator[dict[str, Any]]:
    """The rows of a file of JSON Lines, or of standard input."""
    try:
        text = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        for number, line in enumerate(text.decode("utf-8-sig").splitlines(), 1):
            if line.strip():
                yield _object(line, f"{path}, line {number}")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}; check the name") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8; give it as kg extract printed it") from error


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: not JSON: {error.msg}; give it as kg extract printed it") from error
    if not isinstance(found, dict):
        raise InputError(f"{where}: not a JSON object; give it as kg extract printed it")
    return found


def _extracted(path: str, home: str | None, left_out: LeftOut) -> Iterator[dict[str, Any]]:
    from kg.pipeline import config_for, extract
    from kg.rows import to_row

    config = config_for([path], home=home)
    yield from map(to_row, extract([path], config=config, on_skip=left_out.skip, on_fault=left_out.fault))
    reported(config)

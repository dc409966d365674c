"""kg build, kg update and kg extract: from pages to the graph, or to its rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from kg.cli import options
from kg.cli.words import LeftOut, closing, reported, shown
from kg.errors import InputError
from kg.model import Run

if TYPE_CHECKING:
    from kg.model import Reading
    from kg.pipeline import Summary

__all__ = ["build", "extract", "update"]

STEPS = {
    "read": "读取 reading",
    "resolve": "归并 resolving",
    "count": "统计 counting",
    "graph": "图谱 graph",
    "view": "输出 outputs",
}


def _known(_: click.Context, __: click.Parameter, engine: str) -> str:
    if engine not in ("local", "spark"):
        raise click.BadParameter(
            f"{engine}: local or spark; a recognizer that votes on names is named with --recognizer. "
            "只能是 local 或 spark；识别器请用 --recognizer。"
        )
    return engine


@click.command(
    epilog=options.examples(
        "kg build seeds",
        "kg build 2022/ 2023/12/*.txt -o graph --home 上海市 --paper 劳动报",
        "kg build pages --unit paragraph --minimum 2",
        "kg build articles.csv --column title=标题 --column text=正文",
        "kg build archive -o graph --engine spark --master spark://host:7077",
    )
)
@options.paths
@options.output
@options.settings
@options.columns
@options.recognizer
@options.decisions
@options.jobs
@options.counting(default=Run("", "", ""))
@click.option(
    "--engine",
    callback=_known,
    default="local",
    show_default=True,
    metavar="local|spark",
    help="Where it runs: here, or on Apache Spark (docs/scale.md). 在本机或在 Spark 上运行。",
)
@click.option("--master", metavar="URL", help="Spark's master; local[*,4] by default. Spark 主节点。")
def build(
    paths: tuple[str, ...],
    output: Path,
    home: str | None,
    paper: str | None,
    base: str | None,
    columns: dict[str, str] | None,
    recognizer: str | None,
    decisions: Path | None,
    jobs: int | None,
    unit: Literal["article", "paragraph", "sentence"],
    minimum: int,
    reporters: bool | None,
    engine: str,
    master: str | None,
) -> int:
    """Build the graph from pages. 从报纸页面构建图谱。

    PATH is a file or a folder: .txt, .md, .html, .docx, .pdf, .jsonl, .csv, .parquet; or - for standard
    input. Pages that did not change are not read again. PATH 是文件或文件夹，- 为标准输入；
    未变的页面不再重读。
    """
    from kg.pipeline import config_for

    config = config_for(
        paths, home=home, paper=paper, base=base, reporters=reporters, recognizer=recognizer, columns=columns
    )
    with _progress() as progress:
        summary = _builder(engine, master, jobs)(
            paths,
            output=output,
            config=config,
            decisions=decisions,
            unit=unit,
            minimum=minimum,
            on_progress=progress,
        )
    click.echo(closing(summary))
    reported(config)
    return 1 if summary.skipped or summary.unvoted else 0


@click.command(
    epilog=options.examples(
        "kg update --root pages pages/2024/05/31",
        "kg update --withdraw '2023/12/*' --withdraw 2024/05/30/01.txt",
        "kg update today.jsonl -o graph",
    )
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--withdraw",
    multiple=True,
    metavar="PAGE",
    help="A page that goes, by its name in the graph; * stands for any. 撤下的页面。",
)
@click.option(
    "--root",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="Pages are named by their path below it, as when it was built. 页面名称从此文件夹算起。",
)
@options.output
@options.columns
@options.recognizer
@options.decisions
@options.jobs
def update(
    paths: tuple[str, ...],
    withdraw: tuple[str, ...],
    root: Path | None,
    output: Path,
    columns: dict[str, str] | None,
    recognizer: str | None,
    decisions: Path | None,
    jobs: int | None,
) -> int:
    """Add pages to the graph, replace or withdraw some. 增补、替换或撤下页面。

    PATH is a file or a folder of pages that are new or changed; all other pages stay as they are. The result
    is what kg build makes of all of them. PATH 为新增或改动的页面，其余不变；结果与全部重建相同。
    """
    from kg.pipeline import config_for, update

    if not paths and not withdraw:
        raise click.UsageError("name a PATH or --withdraw a page. 请指明 PATH 或 --withdraw。")
    config = config_for(paths, recognizer=recognizer, columns=columns)
    with _progress() as progress:
        summary = update(
            paths,
            withdraw=withdraw,
            root=root,
            output=output,
            config=config,
            decisions=decisions,
            jobs=jobs,
            on_progress=progress,
        )
    click.echo(closing(summary))
    reported(config)
    return 1 if summary.skipped or summary.unvoted else 0


def _builder(engine: str, master: str | None, jobs: int | None) -> Callable[..., Summary]:
    """The build that was asked for."""
    if engine == "spark":
        if jobs:
            raise InputError(
                "--jobs is for a build here; on Spark the master tells: --master 'local[N,4]' "
                "--jobs 只用于本机构建，Spark 由 --master 决定"
            )
        from kg.spark import LOCAL, build

        return partial(build, master=master or LOCAL)
    if master:
        raise InputError("--master is for --engine spark: give both --master 须与 --engine spark 同用")
    from kg.pipeline import build as here

    return partial(here, jobs=jobs)


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Bars on standard error, when that is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, Task, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(TextColumn):
        def render(self, task: Task) -> Text:
            """Megabytes a second, where bytes are counted."""
            read = task.fields["step"] == "read" and task.speed
            return Text(f"{read / 1e6:.2f} MB/s" if read else "")

    console = Console(stderr=True)
    told = TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:3.0f}%"), Rate("")
    columns = *told, TimeElapsedColumn(), TimeRemainingColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        tasks = {
            step: bars.add_task(words, total=None, visible=False, step=step) for step, words in STEPS.items()
        }

        def progress(step: str, done: int, total: int) -> None:
            bars.update(tasks[step], completed=done, total=total, visible=True)

        yield progress


@click.command(
    epilog=options.examples(
        "kg extract seeds > readings.jsonl",
        "kg extract --explain page.txt | less",
        "iconv -f big5 page.txt | kg extract -",
    )
)
@options.paths
@options.settings
@options.columns
@options.recognizer
@options.jobs
@click.option("--explain", is_flag=True, help="For people: the rule and score of each name. 逐条说明依据。")
def extract(
    paths: tuple[str, ...],
    home: str | None,
    paper: str | None,
    base: str | None,
    columns: dict[str, str] | None,
    recognizer: str | None,
    jobs: int | None,
    explain: bool,
) -> int:
    """Print what each article says, as JSON Lines. 逐篇输出抽取结果（JSON Lines）。

    One object an article: headings, bylines, text, mentions, posts, relations, dates. 每篇一行。
    """
    from kg.pipeline import config_for, extract

    left_out = LeftOut()
    printed = 0
    config = config_for(paths, home=home, paper=paper, base=base, recognizer=recognizer, columns=columns)
    for reading in extract(paths, config=config, jobs=jobs, on_skip=left_out.skip, on_fault=left_out.fault):
        click.echo("\n".join(_explained(reading)) if explain else _row(reading))
        printed += 1
    reported(config)
    if not printed:
        raise InputError("no page could be used 没有可用的页面")
    return 1 if left_out else 0


def _row(reading: Reading) -> str:
    from kg.rows import to_row

    return json.dumps(to_row(reading), ensure_ascii=False)


def _explained(reading: Reading) -> Iterator[str]:
    """The article, and every name and statement with the rule that made it."""
    article = reading.article
    yield f"{article.id}  {shown(article.title.text)}"
    for author in article.authors:
        yield f"  {author.role}: {shown(author.name)}"
    for link in reading.links:
        name, entity = link.mention, link.entity
        told = f"{name.field} {name.start}-{name.end}  {name.surface} → {entity.type} {entity.name}"
        qualifier = f" ({entity.qualifier})" if entity.qualifier else ""
        yield f"  {shown(told + qualifier)}  [{name.rule} {name.score:+.2f}; {link.rule}]"
    for post in reading.posts:
        place = f"{post.field} {post.start}-{post.end}"
        org = post.org.name if post.org else "-"
        yield f"  {place}  {shown(post.person.name)} = {shown(org)} {shown(post.post)}  [{post.rule}]"
    for found in reading.relations:
        place = f"{found.field} {found.start}-{found.end}"
        told = f"{found.subject.name} {found.predicate} {found.object.name}"
        yield f"  {place}  {shown(told)}  [{found.rule}]"
    for date in reading.dates:
        yield f"  {date.field} {date.start}-{date.end}  {shown(date.surface)} = {date.value or '?'}"

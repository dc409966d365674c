"""kg package and docs: the graph and its vocabulary for others."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.cli.words import said

__all__ = ["docs", "package"]


@click.command(
    epilog=options.examples(
        "kg package deposit",
        "kg package deposit --licence CC-BY-4.0 --issued 2026-01-31",
        "kg package deposit --url https://example.org/kg/2026 --no-shapes",
        "cd deposit && sha256sum -c SHA256SUMS",
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@options.output
@click.option(
    "--licence",
    default="",
    metavar="NAME|URL",
    help="Of the data: CC0-1.0, CC-BY-4.0 …, or an address. 数据的许可。",
)
@click.option("--issued", default="", metavar="DATE", help="Day of publication. 发布日期。")
@click.option("--url", default="", help="Where the folder will be on the web. 将发布的网址。")
@click.option("--shapes/--no-shapes", default=True, show_default=True, help="Check them. 是否校验。")
def package(folder: Path, output: Path, licence: str, issued: str, url: str, shapes: bool) -> int:
    """Write a folder to deposit: dumps, vocabulary, shapes, queries, digests. 打包存档。

    An older deposit in FOLDER is replaced, anything else is left alone. 旧的存档会被替换，其他内容不动。
    """
    from kg.deposit import package

    made = package(output / "graph.nq", folder, licence=licence, issued=issued, url=url, shapes=shapes)
    click.echo("\n".join(file.as_posix() for file in made.files))
    if not licence:
        said("no licence: others may not use this, see --licence 未注明许可，他人不能使用")
    if made.conforms is False:
        said("the graph breaks some of its shapes: see shapes/report.ttl 图谱违反约束，见 shapes/report.ttl")
        return 1
    return 0


@click.command(epilog=options.examples("kg docs ontology", "kg docs ontology -d site"))
@click.argument("what", type=click.Choice(["ontology"]))
@click.option(
    "-d",
    "--folder",
    type=click.Path(path_type=Path),
    default=Path("docs"),
    show_default=True,
    help="Where to write. 写到何处。",
)
def docs(what: str, folder: Path) -> int:  # noqa: ARG001  there is one document so far
    """Write the vocabulary as a web page and as Markdown. 生成词汇说明。"""
    from kg.ontology import write

    folder.mkdir(parents=True, exist_ok=True)
    click.echo("\n".join(file.as_posix() for file in write(folder)))
    return 0

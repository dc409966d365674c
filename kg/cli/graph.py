"""kg query, export, view and validate: what to do with a built graph."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO

import click

from kg.cli import options
from kg.cli.words import printed, said
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.network import Division
    from kg.query import Format, NamedQuery
    from kg.rules import Report
    from kg.view import Choice

__all__ = ["export", "query", "validate", "view"]

GRAPH = "graph.nq"
HEAVY = 6_000_000  # bytes of a page with about 50 000 entities
QUERY_FORMATS: dict[str, Format] = {
    "csv": "csv",
    "tsv": "tsv",
    "json": "json",
    "xml": "xml",
    "ttl": "turtle",
}
RDF_FORMATS = ("ttl", "nt", "nq", "trig", "jsonld", "rdfxml")
NETWORK_FORMATS = ("graphml", "gexf", "csv")
SUFFIXES = {"rdfxml": "rdf"}


@click.command(
    epilog=options.examples(
        "kg query --list",
        "kg query leaders-of-unions",
        "kg query people-of-union --param union=北京市总工会",
        "kg query neighbours-of-entity -p name=北京市总工会 -f csv",
        "kg query 'SELECT ?s WHERE { ?s a kg:Union } LIMIT 5'",
        "kg query my.rq -f json -o graph --timeout 20",
        "kg query people-of-union -p union=北京市总工会 --text > my.rq",
        "kg query who-reported-what --endpoint http://127.0.0.1:7878/query",
    )
)
@click.argument("text", required=False, metavar="[TEXT|FILE|NAME|-]")
@options.output
@click.option(
    "-p",
    "--param",
    "params",
    multiple=True,
    metavar="KEY=VALUE",
    help="A value for a named query. 查询参数。",
)
@click.option(
    "-f",
    "--format",
    "format",
    type=click.Choice(["table", *QUERY_FORMATS]),
    default="table",
    show_default=True,
    help="Of the answer; csv is safe to open in a table program. 输出格式。",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=300,
    show_default=True,
    metavar="SECONDS",
    help="A query that takes longer is ended. 超时秒数。",
)
@click.option("--endpoint", metavar="URL", help="Ask a SPARQL server instead. 改为查询 SPARQL 服务器。")
@click.option("--list", "listing", is_flag=True, help="The named queries. 列出现成的查询。")
@click.option("--text", "spelled", is_flag=True, help="Show the SPARQL, ask nothing. 只显示查询文本。")
def query(
    text: str | None,
    output: Path,
    params: tuple[str, ...],
    format: str,
    timeout: float,
    endpoint: str | None,
    listing: bool,
    spelled: bool,
) -> int:
    """Ask the graph in SPARQL, or by the name of a query. 用 SPARQL 或现成的查询检索图谱。"""
    if listing:
        _list()
        return 0
    if not text:
        raise click.UsageError("say what to ask, or --list. 请给出查询，或用 --list 列出。")
    asked = _asked(text)
    if spelled:
        click.echo(_spelled(asked, _params(params)))
        return 0
    source = {"endpoint": endpoint} if endpoint else {"graph": str(output / GRAPH)}
    _answer(source, asked, _params(params), format, timeout)
    return 0


def _answer(
    source: dict[str, str], asked: str | NamedQuery, params: dict[str, str], format: str, timeout: float
) -> None:
    from kg.cli.apart import answering
    from kg.spelling import doubts

    if isinstance(asked, str):
        for doubt in doubts(asked):
            said(doubt)
    told = {"text": asked} if isinstance(asked, str) else {"name": asked.name}
    form = "sheet" if format == "csv" else QUERY_FORMATS.get(format, format)
    with answering(source | told, params, form, seconds=timeout) as answer:
        if format == "table":
            columns, rows = json.load(answer)
            zh = () if isinstance(asked, str) else asked.columns_zh
            heads = [f"{a} {b}" for a, b in zip(zh, columns, strict=False)]
            printed(heads if len(heads) == len(columns) else columns, rows)
        else:
            shutil.copyfileobj(answer, _stdout())


def _spelled(asked: str | NamedQuery, params: dict[str, str]) -> str:
    """The text of a query with its parameters, and with the prefixes it uses, for any other program."""
    from kg.cookbook import bound, declared

    text, rest = bound(asked if isinstance(asked, str) else asked.text, params)
    if rest:
        raise InputError(f"no parameter 没有参数 {min(rest)!r}")
    return declared(text).rstrip("\n")


def _list() -> None:
    from kg.query import named

    told = [(q.name, q.title_zh, q.title_en, _parameters(q)) for q in named()]
    printed(("名称 name", "问题", "question", "参数 parameters"), told)


def _parameters(query: NamedQuery) -> str:
    return "; ".join(f"{name}={query.params[name]} ({zh} {en})" for name, (zh, en) in query.described.items())


def _asked(text: str) -> str | NamedQuery:
    """The query meant: standard input, a file, SPARQL, or the name of a query."""
    from kg.query import find

    if text == "-":
        return _decoded(sys.stdin.buffer.read(), "-")
    if any(mark in text for mark in "{\n") or text.upper().startswith("DESCRIBE "):
        return text
    if Path(text).is_file():
        return _decoded(Path(text).read_bytes(), text)
    if Path(text).suffix in (".rq", ".sparql"):
        raise InputError(f"{text}: there is no such file; check the name")
    return find(text)


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: a query must be UTF-8: save it again") from error


def _params(params: tuple[str, ...]) -> dict[str, str]:
    told = [param.partition("=") for param in params]
    if bad := [key for key, equals, _ in told if not equals or not key]:
        raise click.UsageError(f"--param {bad[0]}: write KEY=VALUE. 请写成 名称=值。")
    return {key: value for key, _, value in told}


def _stdout() -> BinaryIO:
    sys.stdout.flush()
    return sys.stdout.buffer


@click.command(
    epilog=options.examples(
        "kg export -f jsonld",
        "kg export -f nt - | sort | head",
        "kg export -f gexf network.gexf",
        "kg export -f csv graph.csv",
    )
)
@click.argument("path", required=False, metavar="[PATH|-]")
@click.option(
    "-f",
    "--format",
    "format",
    type=click.Choice([*RDF_FORMATS, *NETWORK_FORMATS]),
    required=True,
    help="RDF: ttl to rdfxml; networks: graphml, gexf; tables: csv. 导出格式。",
)
@options.output
def export(path: str | None, format: str, output: Path) -> int:
    """Write the graph in another format. 以其他格式导出图谱。

    To PATH, to standard output with -, else beside the graph. 默认写在图谱旁，- 为标准输出。
    """
    out = Path(path or output / f"graph.{SUFFIXES.get(format, format)}")
    if format in RDF_FORMATS:
        from kg.dumps import dump

        dump(output / GRAPH, format, _stdout() if path == "-" else out)
        written: tuple[Path, ...] = (out,)
    elif path == "-":
        written = _export_to_stdout(output, format)
    else:
        written = _export(output, format, out)
    if path != "-":
        click.echo("\n".join(file.as_posix() for file in written))
    return 0


def _export(output: Path, format: str, path: Path) -> tuple[Path, ...]:
    from kg.export import export
    from kg.readings import NAME, open_store
    from kg.statistics import cooccurrences

    with open_store(output / NAME, read_only=True) as store:
        run = store.run()
        pairs = cooccurrences(store, unit=run.unit, minimum=run.minimum, reporters=run.reporters)
        return export(store.readings(), pairs, format, path, reporters=run.reporters, unit=run.unit)


def _export_to_stdout(output: Path, format: str) -> tuple[Path, ...]:
    if format == "csv":
        raise click.UsageError("csv is two files, give a PATH. csv 有两个文件，请给出路径。")
    with TemporaryDirectory() as folder:
        written = _export(output, format, Path(folder, "graph"))
        with written[0].open("rb") as file:
            shutil.copyfileobj(file, _stdout())
    return written


@click.command(
    epilog=options.examples(
        "kg view --open",
        "kg view --entity 北京市总工会 --depth 2",
        "kg view --query subgraph-of-entity",
        "kg view --split district",
    )
)
@options.output
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=600,
    show_default=True,
    metavar="N",
    help="Nodes drawn at once. 同时画出的节点数。",
)
@click.option("--entity", "names", multiple=True, metavar="NAME", help="Only around this one. 只画它周围。")
@click.option(
    "--depth",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    metavar="N",
    help="Steps around --entity. 几步以内。",
)
@click.option("--query", "asked", metavar="FILE|NAME", help="Only what a query answers. 只画查询结果。")
@click.option(
    "--split", type=click.Choice(["community", "district"]), help="An index and a page each. 分页并附索引。"
)
@click.option("--html", "file", type=click.Path(path_type=Path), help="Where to write. 写到何处。")
@click.option("--open", "opened", is_flag=True, help="Open it in the browser. 在浏览器中打开。")
def view(
    output: Path,
    limit: int,
    names: tuple[str, ...],
    depth: int,
    asked: str | None,
    split: Division | None,
    file: Path | None,
    opened: bool,
) -> int:
    """Write the graph as one offline web page. 生成可离线打开的图谱网页。

    With --entity or --query a part of it, to part.html. 选取部分时写到 part.html。
    """
    if sum(map(bool, (names, asked, split))) > 1:
        raise click.UsageError("choose one of --entity, --query, --split. 三者只能选一。")
    from kg.readings import NAME, open_store
    from kg.statistics import cooccurrences
    from kg.view import write_html, write_parts

    path = file or output / ("part.html" if names or asked else "index.html" if split else "graph.html")
    chosen = _chosen(output, names, depth, asked)
    base = _base(output)
    with open_store(output / NAME, read_only=True) as store:
        run, sources = store.run(), tuple(store.sources())
        pairs = cooccurrences(store, unit=run.unit, minimum=run.minimum, reporters=run.reporters)
        found = store.readings()
        if split:
            written = write_parts(found, pairs, run, path, by=split, sources=sources, limit=limit, base=base)
        else:
            write_html(found, pairs, run, path, sources=sources, limit=limit, base=base, chosen=chosen)
            written = (path,)
    click.echo("\n".join(file.as_posix() for file in written))
    if path.stat().st_size > HEAVY:
        said(
            f"{path.as_posix()}: large for an office PC; try --split or --entity 文件较大，可用 --split 分页"
        )
    if opened:
        click.launch(path.resolve().as_uri())
    return 0


def _chosen(output: Path, names: tuple[str, ...], depth: int, asked: str | None) -> Choice | None:
    """What takes the part to show from the whole graph; None for all of it."""
    from kg.network import answered, around
    from kg.query import opened, run

    if names:
        return partial(around, names=names, depth=depth)
    if asked:
        answer = run(opened(output), _asked(asked))
        if isinstance(answer, Iterable):
            return partial(answered, rows=[list(row) for row in answer])
        raise InputError("ASK answers yes or no: use SELECT or CONSTRUCT 请用 SELECT 或 CONSTRUCT")
    return None


def _base(output: Path) -> str | None:
    """Where the addresses of a built graph begin; None when it does not say."""
    with suppress(FileNotFoundError), (output / GRAPH).open("rb") as lines:
        told = next((line for line in lines if b"<http://rdfs.org/ns/void#uriSpace>" in line), b"")
        return told.split(b'"')[1].decode() if told.count(b'"') > 1 else None
    return None


@click.command(epilog=options.examples("kg validate", "kg validate -o graph --json", "kg validate --shacl"))
@options.output
@options.as_json
@click.option("--shacl", is_flag=True, help="With pySHACL: slow, for samples. 用 pySHACL，较慢。")
def validate(output: Path, as_json: bool, shacl: bool) -> int:
    """Check the graph against its shapes; exit code 1 on violations. 校验图谱。

    The rules of ontology/shapes.ttl, as SPARQL in the database. 以 SPARQL 检查 ontology/shapes.ttl 的规则。
    """
    report = _shacl(output) if shacl else _rules(output)
    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False, indent=1))
    elif report.conforms:
        click.echo("符合全部约束 conforms")
    else:
        findings = [(f.node, f.path, f.value, f"{f.message_zh} {f.message_en}") for f in report.findings]
        printed(("节点 node", "属性 property", "值 value", "问题 problem"), findings)
        click.echo(f"违反 violations: {len(findings)}")
    return 0 if report.conforms else 1


def _rules(output: Path) -> Report:
    from kg.query import opened
    from kg.rules import validate

    return validate(opened(output))


def _shacl(output: Path) -> Report:
    from kg.shapes import validate

    return validate(output / GRAPH)

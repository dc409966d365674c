"""SPARQL over a built graph: by text, or by the name of a query in kg/queries.

The default graph is the union of all graphs, unless FROM says which. Values are bound as terms and never
pasted into the text. A query only reads: updates and calls to other servers (SERVICE) are refused.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal
from unicodedata import east_asian_width

import pyoxigraph as ox
from rdflib.namespace import XSD

from kg.cells import FORMULA
from kg.cookbook import NamedQuery, bound, find, named
from kg.errors import InputError
from kg.sparql import UPDATES, look
from kg.spelling import near
from kg.store import bulk_load, fresh, read_only
from kg.terms import zh
from kg.turtle import Shortener, turtle
from kg.vocab import PREFIXES, label

__all__ = [
    "FORMATS",
    "Format",
    "NamedQuery",
    "Result",
    "Table",
    "answer",
    "explained",
    "find",
    "load",
    "named",
    "opened",
    "run",
    "table",
    "write",
    "write_sheet",
]

Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Bound = dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]
Format = Literal["csv", "tsv", "json", "xml", "turtle"]

FORMATS: dict[Format, ox.QueryResultsFormat | None] = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "turtle": None,
}
"""How an answer can be written: the first four for SELECT and ASK, turtle for CONSTRUCT and DESCRIBE."""

NUMBERS = frozenset(map(str, (XSD.integer, XSD.decimal, XSD.double, XSD.float)))
NUMBER = re.compile(r"[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?")

GRAPH = "graph.nq"
LENGTH = 64_000  # characters; a longer query is no query
DEPTH = 100  # brackets; the parser is recursive and 5000 of them end the process
VARIABLE = re.compile(r"[?$](\w+)")
POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
RANGES = re.compile(r",?\s*\[[^]]*\]")  # of characters that names may go on with: no help to anyone
GRAPHS = re.compile(r"\b(?:graph|from)\b", re.IGNORECASE)  # in a string or comment it costs time only


@dataclass(frozen=True, slots=True)
class Table:
    """An answer in rows, for people: literals bare, addresses short, what is unbound empty."""

    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]


def load(nquads: Path, *, graphs: bool = True) -> ox.Store:
    """A built graph, ready for queries, in memory: about 0.4 kB a quad, half of it for the named graphs.

    The default graph is the union of all graphs, each triple once. Raises InputError when the file is missing
    or is no N-Quads.
    """
    store = ox.Store()
    bulk_load(store, nquads, graphs=graphs)
    return store


def opened(output: Path) -> ox.Store:
    """The graph of an output folder, ready for queries: its database if that is of today, else `load`."""
    folder = fresh(output)
    return read_only(folder) if folder else load(output / GRAPH)


def answer(nquads: Path, query: str | NamedQuery, params: Mapping[str, str] | None = None) -> Result:
    """The answer of a file of N-Quads to one query, by the database beside it if that is of today."""
    if nquads.name == GRAPH and (folder := fresh(nquads.parent)):
        return run(read_only(folder), query, params)
    text = query.text if isinstance(query, NamedQuery) else query
    return run(load(nquads, graphs=bool(GRAPHS.search(text))), query, params)


def run(store: ox.Store, query: str | NamedQuery, params: Mapping[str, str] | None = None) -> Result:
    """The answer of a store made by `load`; `params` are names, each bound to the variable that is called so.

    A NamedQuery has defaults for its own. Raises InputError for a query that cannot be parsed or is refused,
    and for a parameter that the query does not have.
    """
    text = query.text if isinstance(query, NamedQuery) else query
    _refuse(text)
    values = dict(params or {})
    known = query.params if isinstance(query, NamedQuery) else dict.fromkeys(VARIABLE.findall(text))
    if unknown := sorted(values.keys() - known.keys()):
        raise InputError(f"no parameter 没有参数 {unknown[0]!r}; there are 可用: {', '.join(known) or '-'}")
    text, rest = bound(text, values)
    given: Bound = {ox.Variable(name): zh(label(value)) for name, value in rest.items()}
    try:
        return store.query(text, prefixes=PREFIXES, substitutions=given)
    except SyntaxError as error:
        raise InputError(explained(text, str(error))) from error
    except RuntimeError as error:  # SPARQL defines the binding of a variable only where SELECT names it
        raise InputError(f"a parameter must be one of the columns 参数须列在 SELECT 之后: {error}") from error


def table(result: Result) -> Table:
    """An answer as rows of text, in its order; triples are sorted."""
    plain = _plain(Shortener(PREFIXES))
    if isinstance(result, ox.QueryBoolean):
        return Table(("answer",), [("true" if result else "false",)])
    if isinstance(result, ox.QueryTriples):
        rows = [tuple(map(plain, triple)) for triple in _sorted(result)]
        return Table(("subject", "predicate", "object"), rows)
    columns = tuple(variable.value for variable in result.variables)
    return Table(columns, [tuple(map(plain, solution)) for solution in result])


def write(result: Result, format: Format, out: BinaryIO) -> None:
    """Writes an answer in a format of `FORMATS`.

    Raises InputError for a format that is unknown or does not fit the answer.
    """
    graph = isinstance(result, ox.QueryTriples)
    fitting = [name for name, results in FORMATS.items() if graph == (results is None)]
    if format not in fitting:
        raise InputError(
            f"此类结果不能写成 this answer cannot be written as {format!r}; it can as {', '.join(fitting)}"
        )
    if isinstance(result, ox.QueryTriples):
        out.writelines(piece.encode() for piece in turtle(_sorted(result), PREFIXES))
    else:
        result.serialize(out, FORMATS[format])


def write_sheet(result: Result, out: BinaryIO) -> None:
    """Writes rows as CSV for table programs: UTF-8, CRLF, and no text that would run as a formula.

    `write` gives the standard's CSV (SPARQL 1.1 Query Results CSV), for programs. Raises InputError for
    triples.
    """
    if isinstance(result, ox.QueryTriples):
        write(result, "csv", out)  # says what fits
        return
    columns = ["answer"] if isinstance(result, ox.QueryBoolean) else [v.value for v in result.variables]
    rows = [[ox.Literal(bool(result))]] if isinstance(result, ox.QueryBoolean) else result
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\r\n")
    sheet.writerow(columns)
    sheet.writerows([_cell(term) for term in row] for row in rows)
    out.write(text.getvalue().encode())


def _cell(term: object) -> str:
    if isinstance(term, ox.Literal):
        number = term.datatype.value in NUMBERS and NUMBER.fullmatch(term.value)
        return f"'{term.value}" if FORMULA.match(term.value) and not number else term.value
    return "" if term is None else str(getattr(term, "value", term))


def _sorted(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    return sorted(set(triples), key=str)


def _plain(short: Shortener) -> Callable[[object], str]:
    def plain(term: object) -> str:
        if term is None:
            return ""
        return term.value if isinstance(term, ox.Literal) else short(term).strip("<>")  # type: ignore[arg-type]

    return plain


def _refuse(text: str) -> None:
    if len(text) > LENGTH:
        raise InputError(f"the query has {len(text)} characters; {LENGTH} are allowed 查询过长")
    seen = look(text, prefixes=PREFIXES)
    if seen.depth > DEPTH:
        raise InputError(f"the query nests its brackets deeper than {DEPTH}: make it flatter 括号嵌套过深")
    if seen.form in UPDATES:
        raise InputError(
            "this is an update, queries only read; run kg build to change the graph 查询不能修改图谱"
        )
    if seen.service:
        raise InputError(
            "SERVICE asks another server, which kg never does: take it out 不访问其他服务器：请去掉 SERVICE"
        )


def explained(text: str, error: str) -> str:
    """What Oxigraph's message about a query means: line, column, and the place shown."""
    found = POSITION.fullmatch(error)
    if not found:
        return f"SPARQL: {error}"
    if "Prefix not found" in found[3] and (meant := near(text)):
        return meant
    line, column, reason = int(found[1]), int(found[2]), RANGES.sub("", found[3]).strip()
    shown = (text.split("\n") + [""] * line)[line - 1]
    # Chinese characters are two columns wide on a terminal.
    gap = "".join("\u3000" if east_asian_width(mark) in "WF" else " " for mark in shown[: column - 1])
    where = f"in line {line}, column {column} 第 {line} 行第 {column} 列有误"
    return f"SPARQL syntax error {where}: {reason}\n  {shown}\n  {gap}^"

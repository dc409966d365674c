"""The graph in the file formats of other programs: GraphML and GEXF (Gephi, Cytoscape, igraph), CSV (Excel).

All hold the whole graph of `kg.network.graph`: every entity, co-occurrence, relation and post, each edge with
the places that show it. An undirected co-occurrence is one edge with `directed` false, because neither
networkx nor Gephi reads a file of both kinds whole.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import networkx as nx

from kg.atomic import replacing, write_text
from kg.cells import FORMULA
from kg.errors import InputError
from kg.model import CoOccurrence, Quote, Reading
from kg.network import graph

__all__ = ["FORMATS", "export"]

NODE_COLUMNS = ("class", "label", "qualifier", "aliases", "articles", "first", "last", "posts")
MEASURES = ("articles", "paragraphs", "sentences", "npmi", "log_likelihood", "jaccard")
EDGE_COLUMNS = ("kind", "label", "directed", "weight", *MEASURES, "evidence")

NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export(
    readings: Iterable[Reading],
    cooccurrences: Iterable[CoOccurrence],
    format: str,
    path: Path,
    *,
    reporters: bool = False,
    unit: str = "sentence",
) -> tuple[Path, ...]:
    """Writes the graph to `path` in one of FORMATS and returns what it wrote.

    csv makes two files: NAME-nodes.csv and NAME-edges.csv.
    Raises InputError for an unknown format, OutputError when a file cannot be written.
    """
    if format not in FORMATS:
        raise InputError(f"unknown format {format!r}; choose one of {', '.join(FORMATS)}")
    return FORMATS[format](graph(readings, cooccurrences, reporters=reporters, unit=unit), path)


def _graphml(found: nx.MultiDiGraph, path: Path) -> tuple[Path, ...]:
    with replacing(path) as draft:
        # the other writer, with lxml, gives other bytes where lxml happens to be installed
        nx.write_graphml_xml(_flat(found), draft)
    return (path,)


def _gexf(found: nx.MultiDiGraph, path: Path) -> tuple[Path, ...]:
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(prettyprint=True, version="1.2draft")
    writer.add_graph(_flat(found))
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)  # today's date: the same graph must give the same bytes
    with replacing(path) as draft, draft.open("wb") as file:
        writer.write(file)
    return (path,)


def _csv(found: nx.MultiDiGraph, path: Path) -> tuple[Path, ...]:
    names = found.nodes(data="label")
    nodes = [[node, *_cells(data, NODE_COLUMNS)] for node, data in found.nodes(data=True)]
    edges = [[u, v, names[u], names[v], *_cells(data, EDGE_COLUMNS)] for u, v, data in found.edges(data=True)]
    stem = path.with_suffix("") if path.suffix == ".csv" else path
    written = stem.with_name(f"{stem.name}-nodes.csv"), stem.with_name(f"{stem.name}-edges.csv")
    write_text(written[0], _table(["id", *NODE_COLUMNS], nodes))
    heads = ["source", "target", "source_label", "target_label", *EDGE_COLUMNS]
    write_text(written[1], _table(heads, edges))
    return written


FORMATS: dict[str, Callable[[nx.MultiDiGraph, Path], tuple[Path, ...]]] = {
    "csv": _csv,
    "gexf": _gexf,
    "graphml": _graphml,
}
"""Format name -> what writes a graph of `kg.network.graph` to a path."""


def _flat(found: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The graph with plain attributes that XML can hold; what is unknown or empty is left out."""
    flat = nx.MultiDiGraph()
    for node, data in found.nodes(data=True):
        flat.add_node(node, **_attributes(data, NODE_COLUMNS))
    for number, (u, v, data) in enumerate(found.edges(data=True)):
        flat.add_edge(u, v, key=f"e{number}", id=f"e{number}", **_attributes(data, EDGE_COLUMNS))
    return flat


def _attributes(data: dict[str, Any], columns: Iterable[str]) -> dict[str, Any]:
    values = ((column, _value(data.get(column))) for column in columns)
    return {
        column: NO_XML.sub("", value) if isinstance(value, str) else value
        for column, value in values
        if value not in ("", None)
    }


def _cells(data: dict[str, Any], columns: Iterable[str]) -> list[Any]:
    return ["" if value is None else value for value in (_value(data.get(column)) for column in columns)]


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return "; ".join(_item(item) for item in value)
    return value


def _item(item: Any) -> str:
    if isinstance(item, Quote):
        return f"{item.article} {item.field} {item.start}-{item.end}"
    if isinstance(item, tuple):  # a post without an organisation: its name and its quote
        return str(item[0])
    return str(item)


def _table(heads: list[str], rows: Iterable[list[Any]]) -> str:
    """CSV as Excel reads it: a byte order mark, CRLF, no cell that would run as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    return "\ufeff" + text.getvalue()


def _guarded(cell: Any) -> Any:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, str):
        clean = NO_XML.sub("", cell)
        return f"'{clean}" if FORMULA.match(clean) else clean
    return cell

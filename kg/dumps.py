"""The dataset as files: sorted N-Quads, and every other format made from them.

The N-Quads are the graph; the rest are views of it. Each dump has the same bytes for the same N-Quads.
Turtle, N-Triples and RDF/XML have no named graphs: they hold the union, each triple once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count, groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import BinaryIO

import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize
from rdflib.namespace import XSD

from kg.atomic import replacing, write_bytes
from kg.errors import InputError
from kg.patches import Edit, Records, opened
from kg.sorting import sorted_lines
from kg.terms import iri
from kg.turtle import Shortener, blocks, trig, turtle
from kg.vocab import PREFIXES

__all__ = [
    "FORMATS",
    "PLACES",
    "dataset",
    "dump",
    "merged",
    "patch_nquads",
    "patch_turtle",
    "read",
    "readable",
    "union",
    "write_nquads",
    "write_turtle",
]

# The folders of a graph's own addresses, see vocab.Iris; a prefix each makes Turtle short.
PLACES = ("e", "a", "g", "m", "s", "x", "page")
BATCH = 4096  # quads that are parsed together
SPACE = b"<http://rdfs.org/ns/void#uriSpace>"
BASE = re.compile(SPACE + b' "([^"]+)"')
PIECE, LONGEST = 1 << 20, 1 << 13
"""Bytes that are read at once, and that the line with the base has at most."""

Writer = Callable[[Iterator[Quad], dict[str, str], BinaryIO], object]


def write_nquads(quads: Iterable[Quad], path: Path) -> int:
    """Writes the quads as sorted N-Quads, each once, and returns how many; raises OutputError.

    Memory does not grow with them; the disk holds them twice for a while.
    """
    number = count()
    lines = sorted_lines((f"{quad} .\n".encode() for quad in quads), folder=path.parent)
    write_bytes(path, (line for line, _ in zip(lines, number, strict=False)))
    return next(number)


def write_turtle(nquads: Path, path: Path) -> None:
    """Writes the union of all graphs of a file of sorted N-Quads as Turtle; see `dump` for the errors."""
    dump(nquads, "ttl", path)


def patch_nquads(old: Path, changes: Iterable[tuple[bytes, bool]], path: Path) -> None:
    """Writes a file of sorted N-Quads with other lines: the changes, in order, true for those that come."""
    edits = ((line, line if comes else None) for line, comes in changes)
    with opened(old) as data:
        write_bytes(path, Records(data, b"\n", bytes).patched(edits))


def patch_turtle(old: Path, subjects: Iterable[bytes], nquads: Path, path: Path) -> None:
    """Writes a file that `write_turtle` made, with the blocks of these subjects as the N-Quads say now."""
    short = Shortener(_prefixes(nquads))
    with opened(old) as data, opened(nquads) as lines:
        records = Records(data, b" .\n", lambda block: short.full(block[1 : block.index(b" ", 1)]))
        first = data.find(b"\n\n") + 1
        edits = _subjects(Records(lines, b"\n", bytes), subjects, short)
        write_bytes(path, replace(records, start=first).patched(edits))


def _subjects(nquads: Records, subjects: Iterable[bytes], short: Shortener) -> Iterator[Edit]:
    at = 0
    for subject in subjects:
        begin, at = nquads.starting(subject + b" ", at)
        triples = union(parse(nquads.data[begin:at], format=RdfFormat.N_QUADS))
        yield subject, "".join(blocks(triples, short)).encode() or None


def read(nquads: Path) -> Iterator[Quad]:
    """The quads of a file of N-Quads, in its order.

    Raises InputError when the file is missing or is no N-Quads.
    """
    with readable(nquads):
        yield from parse(path=nquads, format=RdfFormat.N_QUADS)


def union(quads: Iterable[Quad]) -> Iterator[Triple]:
    """The triples of quads that come sorted, each once."""
    # Sorted N-Quads have the same triple of several graphs in lines that follow each other.
    for triple, _ in groupby(quads, attrgetter("triple")):
        yield triple


@contextmanager
def readable(nquads: Path) -> Iterator[None]:
    """Turns what can go wrong in reading a file of N-Quads into an InputError that says what to do."""
    try:
        yield
    except SyntaxError as error:
        raise InputError(
            f"{nquads}: no N-Quads: {error}; run kg build again 图谱文件已损坏：请重新运行 kg build"
        ) from error
    except FileNotFoundError as error:
        raise InputError(
            f"{nquads}: no graph here; run kg build first, or name its folder with -o "
            "没有图谱：请先运行 kg build，或用 -o 指明文件夹"
        ) from error
    except OSError as error:
        raise InputError(f"{nquads}: cannot be read 不能读取: {error.strerror or error}") from error


def dump(nquads: Path, format: str, out: Path | BinaryIO) -> None:
    """Writes a file of sorted N-Quads in another format, by its name in `FORMATS`, to a file or a stream.

    Raises InputError for an unknown format or an unreadable file, OutputError when `out` cannot be written.
    """
    if format not in FORMATS:
        raise InputError(f"unknown format 未知格式 {format!r}; known 可用: {', '.join(FORMATS)}")
    if isinstance(out, Path):
        with replacing(out) as draft, draft.open("wb") as file:
            FORMATS[format](read(nquads), _prefixes(nquads), file)
    else:
        FORMATS[format](read(nquads), _prefixes(nquads), out)


def dataset(nquads: Path) -> rdflib.Dataset:
    """The graphs of a file of N-Quads as an rdflib Dataset whose default graph is their union.

    For graphs that fit in memory ten times over; raises InputError like `read`.
    """
    found = rdflib.Dataset(default_union=True)
    for quad in read(nquads):
        graph = (
            found.graph(rdflib.URIRef(quad.graph_name.value))
            if isinstance(quad.graph_name, NamedNode)
            else found
        )
        graph.add(_rdflib(quad))
    return found


def merged(nquads: Path) -> rdflib.Graph:
    """The union of all graphs of a file of N-Quads as one rdflib Graph; raises InputError like `read`."""
    found = rdflib.Graph()
    for quad in read(nquads):
        found.add(_rdflib(quad))
    return found


def _rdflib(quad: Quad) -> tuple[rdflib.URIRef, rdflib.URIRef, rdflib.URIRef | rdflib.Literal]:
    said = quad.object
    if isinstance(said, Literal):
        plain = said.language or said.datatype == iri(
            XSD.string
        )  # rdflib keeps "x" apart from "x"^^xsd:string
        datatype = None if plain else rdflib.URIRef(said.datatype.value)
        # As written: rdflib would respell numbers and dates.
        object: rdflib.URIRef | rdflib.Literal = rdflib.Literal(
            said.value, lang=said.language, datatype=datatype, normalize=False
        )
    else:
        object = rdflib.URIRef(_address(said))
    return rdflib.URIRef(_address(quad.subject)), rdflib.URIRef(quad.predicate.value), object


def _address(term: object) -> str:
    if isinstance(term, NamedNode):
        return term.value
    raise InputError(f"{term}: a blank node or a triple term, which no graph of kg holds 不是 kg 的图谱")


def _prefixes(nquads: Path) -> dict[str, str]:
    # A dataset says where its addresses begin; one that does not is written with the vocabularies' prefixes.
    with readable(nquads), nquads.open("rb") as file:
        base = _base(file)
    own = {name: f"{base}{name}/" for name in PLACES} | {"data": base} if base else {}
    return PREFIXES | own


def _base(file: BinaryIO) -> str | None:
    """Where the addresses of a graph begin, as its N-Quads say."""
    window = b""
    while piece := file.read(PIECE):  # not mapped: its pages would count as memory
        window = window[-LONGEST:] + piece
        if SPACE in window and (found := BASE.search(window)):
            return found[1].decode()
    return None


def _by_graph(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads graph by graph, each graph's sorted, in memory that does not grow with them."""
    # Neither a graph's name nor a quad holds a tab or a line feed: both are written as escapes.
    keyed = (f"{quad.graph_name}\t{quad} .\n".encode() for quad in quads)
    lines = (line.partition(b"\t")[2] for line in sorted_lines(keyed))
    while batch := b"".join(islice(lines, BATCH)):
        yield from parse(batch, format=RdfFormat.N_QUADS)


def _ttl(quads: Iterator[Quad], prefixes: dict[str, str], out: BinaryIO) -> None:
    out.writelines(piece.encode() for piece in turtle(union(quads), prefixes))


def _trig(quads: Iterator[Quad], prefixes: dict[str, str], out: BinaryIO) -> None:
    out.writelines(piece.encode() for piece in trig(_by_graph(quads), prefixes))


def _nt(quads: Iterator[Quad], _: dict[str, str], out: BinaryIO) -> None:
    serialize(union(quads), out, RdfFormat.N_TRIPLES)


def _nq(quads: Iterator[Quad], _: dict[str, str], out: BinaryIO) -> None:
    serialize(quads, out, RdfFormat.N_QUADS)


def _jsonld(quads: Iterator[Quad], _: dict[str, str], out: BinaryIO) -> None:
    serialize(_by_graph(quads), out, RdfFormat.JSON_LD)


def _rdfxml(quads: Iterator[Quad], prefixes: dict[str, str], out: BinaryIO) -> None:
    serialize(union(quads), out, RdfFormat.RDF_XML, prefixes=prefixes)


FORMATS: dict[str, Writer] = {
    "ttl": _ttl,
    "nt": _nt,
    "nq": _nq,
    "trig": _trig,
    "jsonld": _jsonld,
    "rdfxml": _rdfxml,
}
"""How each format is written, by the name that `kg export` knows it under."""

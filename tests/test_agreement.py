"""Four readers, written by others, find the same statements in every dump, graph by graph."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, Quad, RdfFormat, parse

from kg import dumps
from tests.graphs import BASE, RUN, gold_quads, rich_reading
from tests.quads import quads

Statement = tuple[str, str, tuple[str, str, str]]
Graphs = dict[str, set[Statement]]

OXIGRAPH = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
}
RDFLIB = {"ttl": "turtle", "nt": "nt", "rdfxml": "xml", "nq": "nquads", "trig": "trig", "jsonld": "json-ld"}
RAPPER = {"ttl": "turtle", "nt": "ntriples", "rdfxml": "rdfxml", "nq": "nquads", "trig": "trig"}
N3 = {"ttl": "Turtle", "nt": "N-Triples", "nq": "N-Quads", "trig": "TriG"}
TRIPLES = {"ttl", "nt", "rdfxml"}
STRING = "http://www.w3.org/2001/XMLSchema#string"
LANGUAGE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

READ_BY_N3 = """
const { Parser, Writer } = require('n3')
const [, file, format] = process.argv
const quads = new Parser({ format }).parse(require('fs').readFileSync(file, 'utf8'))
const writer = new Writer(process.stdout, { format: 'N-Quads' })
writer.addQuads(quads)
writer.end()
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The gold graph, and an article that has everything an article can have, in all formats."""
    made = {*gold_quads(), *quads([rich_reading()], [], [], RUN, base=BASE)}
    folder = tmp_path_factory.mktemp("dumps")
    dumps.write_nquads(made, folder / "graph.nq")
    for name in dumps.FORMATS:
        dumps.dump(folder / "graph.nq", name, folder / name)
    return folder


@pytest.fixture(scope="module")
def expected(folder: Path) -> Graphs:
    return by_graph(dumps.read(folder / "graph.nq"))


def by_graph(found: Iterable[Quad]) -> Graphs:
    graphs: Graphs = defaultdict(set)
    for quad in found:
        graphs[getattr(quad.graph_name, "value", "")].add(
            (quad.subject.value, quad.predicate.value, term(quad.object))  # type: ignore[union-attr]
        )
    return dict(graphs)


def term(node: object) -> tuple[str, str, str]:
    if isinstance(node, Literal):
        return node.value, node.datatype.value, node.language or ""
    return node.value, "", ""  # type: ignore[attr-defined]


def told(name: str, expected: Graphs) -> Graphs:
    """What a dump of that format is to hold: all graphs, or their union."""
    return {"": set().union(*expected.values())} if name in TRIPLES else expected


def program(name: str, package: str) -> str:
    """The path of a program; without it the test is skipped, but not in CI."""
    path = shutil.which(name)
    if not path and os.environ.get("CI") != "true":
        pytest.skip(f"needs {name}: apt-get install {package}")
    assert path, f"{name} is missing"
    return path


def run(*command: str) -> bytes:
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def test_there_is_more_than_one_graph(expected: Graphs) -> None:
    assert len(expected) == 19 + 1 + 3  # articles; statistics, run and ontology
    assert all(expected.values())


@pytest.mark.parametrize("name", OXIGRAPH)
def test_oxigraph_agrees(folder: Path, expected: Graphs, name: str) -> None:
    assert by_graph(parse(path=folder / name, format=OXIGRAPH[name])) == told(name, expected)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib's own readers
@pytest.mark.parametrize("name", RDFLIB)
def test_rdflib_agrees(folder: Path, expected: Graphs, name: str) -> None:
    read = rdflib.Dataset()
    read.parse(folder / name, format=RDFLIB[name])

    found: Graphs = defaultdict(set)
    for subject, predicate, said, graph in read.quads():
        if isinstance(said, rdflib.Literal):
            kind = LANGUAGE if said.language else str(said.datatype or STRING)
            value = str(said), kind, said.language or ""
        else:
            value = str(said), "", ""
        # rdflib reads a file without graphs into one that it names after the file
        found["" if name in TRIPLES else str(graph)].add((str(subject), str(predicate), value))
    assert found == told(name, expected)


@pytest.mark.parametrize("name", RAPPER)
def test_rapper_agrees(folder: Path, expected: Graphs, name: str) -> None:
    rapper = program("rapper", "raptor2-utils")

    written = run(rapper, "-q", "-i", RAPPER[name], "-o", "nquads", str(folder / name))

    assert by_graph(parse(written, RdfFormat.N_QUADS)) == told(name, expected)


@pytest.mark.parametrize("name", N3)
def test_n3_agrees(folder: Path, expected: Graphs, name: str) -> None:
    node = program("node", "nodejs")
    if subprocess.run([node, "-e", "require('n3')"], capture_output=True, check=False).returncode:
        assert os.environ.get("CI") != "true", "N3.js is missing"
        pytest.skip("needs N3.js: npm install n3, and its folder in NODE_PATH")

    written = run(node, "-e", READ_BY_N3, str(folder / name), N3[name])

    assert by_graph(parse(written, RdfFormat.N_QUADS)) == told(name, expected)

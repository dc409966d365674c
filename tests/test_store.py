from __future__ import annotations

import os
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, URIRef, Variable

import kg
from kg.dumps import write_nquads
from kg.errors import InputError
from kg.query import load, opened
from kg.store import FOLDER, STAMP, fresh, make, read_only, stamp
from kg.vocab import KG
from tests.graphs import gold_file, gold_quads
from tests.serving import output_of

UNIONS = "SELECT DISTINCT ?u { ?u a kg:Union }"


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return output_of(gold_quads(), tmp_path / "output")


def quads(store: ox.Store) -> list[str]:
    return sorted(map(str, store))


def test_the_database_holds_the_graphs_and_their_union_each_triple_once(output: Path) -> None:
    nquads = output / "graph.nq"
    assert quads(read_only(output / FOLDER)) == quads(load(nquads))
    triples = {quad.triple for quad in gold_quads()}
    told = stamp(output / FOLDER)
    assert told and (told.triples, told.size) == (len(triples), nquads.stat().st_size)


@pytest.mark.filterwarnings("ignore:Dataset.default_context is:DeprecationWarning")  # rdflib 7.6 of itself
def test_dataset_of_rdflib_answers_like_the_file(output: Path) -> None:
    dataset = kg.open(output)
    kinds = [quad for quad in gold_quads() if quad.predicate.value == str(RDF.type)]
    expected = {str(quad.subject)[1:-1] for quad in kinds if "#Union>" in str(quad.object)}
    found = dataset.query("PREFIX kg: <https://kg.example/ontology#> " + UNIONS).bindings
    assert {str(row[Variable("u")]) for row in found} == expected
    assert {str(node) for node in dataset.subjects(RDF.type, KG.Union)} == expected
    names = [str(quad.graph_name)[1:-1] for quad in gold_quads()]
    some = next(name for name in names if "/g/0" in name)
    assert len(dataset.graph(URIRef(some))) == names.count(some)


def test_many_read_at_once_and_nobody_writes(output: Path) -> None:
    one, other = read_only(output / FOLDER), read_only(output / FOLDER)
    assert len(one) == len(other)
    with pytest.raises((OSError, RuntimeError, ValueError)):
        one.add(ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.NamedNode("x:o")))


def test_a_database_of_another_graph_is_not_taken(output: Path) -> None:
    assert fresh(output) == output / FOLDER
    write_nquads(list(gold_quads())[:-5], output / "graph.nq")
    assert fresh(output) is None
    with pytest.raises(InputError, match="kg build"):
        kg.open(output)
    assert len(opened(output)) < len(read_only(output / FOLDER))  # it asks the file


def test_a_file_of_the_same_length_is_told_apart(output: Path) -> None:
    nquads = output / "graph.nq"
    nquads.write_bytes(nquads.read_bytes().replace("北京".encode(), "南京".encode()))
    later = time.time() + 10
    os.utime(nquads, (later, later))
    assert fresh(output) is None


def test_a_copied_folder_is_as_good(output: Path) -> None:
    later = time.time() + 10
    os.utime(output / "graph.nq", (later, later))
    assert fresh(output) == output / FOLDER


def test_the_same_graph_is_not_loaded_twice(output: Path, tmp_path: Path) -> None:
    assert not make(output / "graph.nq", tmp_path / "new", old=output / FOLDER)
    assert not (tmp_path / "new").exists()
    (output / FOLDER / "CURRENT").unlink()  # damaged
    assert make(output / "graph.nq", tmp_path / "new", old=output / FOLDER)


@pytest.mark.parametrize("text", ["", "{", '{"digest": 1}', "[]", '"'])
def test_half_a_stamp_is_none(output: Path, text: str) -> None:
    (output / FOLDER / STAMP).write_text(text)
    assert stamp(output / FOLDER) is None and fresh(output) is None


def test_what_is_missing_or_damaged_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="kg build"):
        kg.open(tmp_path)
    with pytest.raises(InputError, match="kg build"):
        read_only(tmp_path / FOLDER)
    with pytest.raises(InputError, match="kg build"):
        make(tmp_path / "graph.nq", tmp_path / FOLDER)
    (tmp_path / "graph.nq").write_text("no quads")
    with pytest.raises(InputError, match="kg build"):
        make(tmp_path / "graph.nq", tmp_path / FOLDER)
    gold_file(tmp_path)
    assert opened(tmp_path)

"""GraphML, GEXF and CSV, read again by the programs they are for."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError, OutputError
from kg.export import FORMATS, export
from kg.model import Article, Entity, Link, Mention, Passage, Post, Reading
from kg.network import graph
from kg.vocab import entity_id
from tests.pairs import pairs
from tests.samples import gold_readings

READERS = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}


def named(*names: str, alias: str = "甲") -> Reading:
    text = Passage(alias * 3, ((0, 0),))
    links = [Link(Mention("text", 0, 1, alias, "Company", "test"), Entity("Company", name)) for name in names]
    return Reading(Article("p.txt", 1, "news", text, text), tuple(links))


def table(path: Path) -> list[dict[str, str]]:
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    return [*csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""))]


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_networkx_reads_the_same_graph_again(format: str, tmp_path: Path) -> None:
    path = tmp_path / f"graph.{format}"
    assert export(gold_readings(), pairs(gold_readings()), format, path) == (path,)
    whole, again = graph(gold_readings(), pairs(gold_readings())), READERS[format](path)
    assert set(whole) == set(again)
    assert dict(whole.nodes(data="label")) == dict(again.nodes(data="label"))
    kinds = sorted((u, v, d["kind"], d.get("label", "")) for u, v, d in whole.edges(data=True))
    assert kinds == sorted((u, v, d["kind"], d.get("label", "")) for u, v, d in again.edges(data=True))
    assert sum(d["weight"] for *_, d in whole.edges(data=True)) == sum(
        d["weight"] for *_, d in again.edges(data=True)
    )


def test_csv_has_a_row_for_every_entity_and_statement(tmp_path: Path) -> None:
    nodes, edges = export(gold_readings(), pairs(gold_readings()), "csv", tmp_path / "graph.csv")
    whole = graph(gold_readings(), pairs(gold_readings()))
    assert (nodes.name, edges.name) == ("graph-nodes.csv", "graph-edges.csv")
    assert [row["id"] for row in table(nodes)] == [*whole]
    assert len(table(edges)) == whole.number_of_edges()
    posts = [row for row in table(edges) if row["kind"] == "holdsPost" and row["source_label"] == "张良"]
    assert {row["label"] for row in posts} == {"党组书记", "副主席"}
    assert all(row["directed"] == "true" and row["evidence"].startswith("001_") for row in posts)


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1+1"])
def test_a_name_that_a_table_program_would_run_is_text(name: str, tmp_path: Path) -> None:
    nodes, _ = export([named(name)], [], "csv", tmp_path / "g.csv")
    assert table(nodes)[0]["label"] == f"'{name}"


def test_a_negative_measure_stays_a_number(tmp_path: Path) -> None:
    _, edges = export(gold_readings(), pairs(gold_readings()), "csv", tmp_path / "g.csv")
    assert all(float(row["npmi"]) <= 1 for row in table(edges) if row["kind"] == "coOccursWith")


@settings(max_examples=30, deadline=None)
@given(name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_name_gives_files_that_can_be_read(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("any")
    for format, read in READERS.items():
        path = folder / f"g.{format}"
        export([named(name, alias="\x00丙\x0b")], [], format, path)
        assert [*read(path)] == [entity_id(Entity("Company", name))]


@pytest.mark.parametrize("format", [*FORMATS])
def test_an_empty_graph_is_a_file_too(format: str, tmp_path: Path) -> None:
    for path in export([], [], format, tmp_path / f"g.{format}"):
        assert path.stat().st_size > 0


def test_a_post_without_organisation_is_kept(tmp_path: Path) -> None:
    one = named("丁公司")
    person = Entity("Person", "丁一")
    one = Reading(one.article, one.links, (Post(person, "教授", None, "text", 0, 1, "test"),))
    nodes, _ = export([one], [], "csv", tmp_path / "g.csv")
    assert [row["posts"] for row in table(nodes) if row["label"] == "丁一"] == ["教授"]


def test_bytes_do_not_follow_the_hash_seed(tmp_path: Path) -> None:
    script = (
        "from pathlib import Path; from kg.export import *; from tests.pairs import pairs\n"
        "from tests.samples import gold_readings as gold\n"
        "import sys; [export(gold(), pairs(gold()), f, Path(sys.argv[1]) / f'g.{f}') for f in FORMATS]"
    )
    outputs = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        env = {**os.environ, "PYTHONHASHSEED": seed}
        root = Path(__file__).parent.parent
        subprocess.run([sys.executable, "-c", script, str(folder)], env=env, cwd=root, check=True)
        outputs.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert len(outputs[0]) == 4
    assert outputs[0] == outputs[1]


def test_an_unknown_format_and_a_missing_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"xlsx.*graphml"):
        export([], [], "xlsx", tmp_path / "g.xlsx")
    with pytest.raises(OutputError, match=r"g.*\.csv"):
        export([], [], "csv", tmp_path / "none" / "g.csv")

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse
from rdflib import SH, Graph

from kg import deposit, ontology
from kg.cookbook import named
from kg.dumps import FORMATS, write_nquads
from kg.errors import InputError, OutputError
from kg.rules import Finding, Report
from kg.shapes import report_turtle
from tests.graphs import gold_file, gold_quads
from tests.samples import ROOT

PREFIXES = """
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX spdx: <http://spdx.org/rdf/terms#>
PREFIX void: <http://rdfs.org/ns/void#>
"""


@pytest.fixture(scope="module")
def nquads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return gold_file(tmp_path_factory.mktemp("graph"))


@pytest.fixture(scope="module")
def folder(nquads: Path) -> Path:
    made = deposit.package(
        nquads,
        nquads.parent / "deposit",
        licence="CC-BY-4.0",
        issued="2026-01-31",
        url="https://data.example/kg",
    )
    assert made.conforms is True
    return nquads.parent / "deposit"


def content(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def asked(folder: Path, query: str) -> list[tuple[str, ...]]:
    store = Store()
    store.bulk_load(path=folder / "dataset.ttl", format=RdfFormat.TURTLE)
    return sorted(tuple(term.value for term in row) for row in store.query(PREFIXES + query))  # type: ignore[union-attr]


def test_every_file_is_listed_with_its_digest(folder: Path) -> None:
    listed = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())

    files = content(folder)
    del files["SHA256SUMS"]
    assert listed == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def test_sha256sum_finds_all_well(folder: Path) -> None:
    program = shutil.which("sha256sum")
    if not program:
        pytest.skip("needs sha256sum")
    subprocess.run([program, "--quiet", "-c", "SHA256SUMS"], cwd=folder, check=True)


def test_all_dumps_queries_and_explanations_are_there(folder: Path) -> None:
    files = content(folder)

    assert len([name for name in files if name.startswith("data/")]) == len(FORMATS)
    assert {name for name in files if name.startswith("queries/")} == {
        f"queries/{query.name}.rq" for query in named()
    }
    assert set(parse(files["data/graph.nq"], RdfFormat.N_QUADS)) == set(gold_quads())
    assert files["ontology/ontology.md"].decode() == ontology.markdown()
    assert "shapes/report.ttl" in files


def test_dataset_is_described_for_catalogues(folder: Path) -> None:
    found = asked(
        folder,
        """SELECT ?file ?size ?digest ?url { ?dataset a dcat:Dataset, void:Dataset ; dcat:distribution ?part .
        ?part a dcat:Distribution ; dcterms:title ?file ; dcat:byteSize ?size ; dcat:downloadURL ?url ;
        dcat:mediaType ?type ; dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
        spdx:checksum [ spdx:algorithm spdx:checksumAlgorithm_sha256 ; spdx:checksumValue ?digest ] }""",
    )
    files = content(folder)

    assert found == sorted(
        (name, str(len(data)), hashlib.sha256(data).hexdigest(), f"https://data.example/kg/{name}")
        for name, data in files.items()
        if name.startswith("data/")
    )


def test_dataset_tells_the_run_that_made_it(folder: Path) -> None:
    pages = asked(
        folder,
        """SELECT ?digest { ?dataset prov:wasGeneratedBy/prov:used ?page .
        ?page <https://kg.example/ontology#digest> ?digest }""",
    )
    [(triples, day)] = asked(folder, "SELECT ?n ?day { ?d void:triples ?n ; dcterms:issued ?day }")

    assert len(pages) == 3
    assert int(triples) == len({quad.triple for quad in gold_quads()})
    assert day == "2026-01-31"


@pytest.mark.parametrize("query", named(), ids=lambda query: query.name)
def test_queries_run_elsewhere_as_they_stand(folder: Path, query: object) -> None:
    text = (folder / "queries" / f"{query.name}.rq").read_text(encoding="utf-8")  # type: ignore[attr-defined]

    Store().query(text)


def test_readme_tells_both_languages_the_numbers(folder: Path) -> None:
    text = (folder / "README.md").read_text(encoding="utf-8")

    assert f"| {len(gold_quads())} |" in text
    assert "符合全部约束" in text and "the graph keeps all of them" in text
    assert "https://creativecommons.org/licenses/by/4.0/" in text
    assert "$" not in text


def test_same_graph_gives_the_same_bytes(folder: Path, nquads: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from kg.deposit import package\n"
        "package(Path(sys.argv[1]), Path(sys.argv[2]), licence='CC-BY-4.0', issued='2026-01-31', "
        "url='https://data.example/kg/')"
    )
    command = [sys.executable, "-c", script, str(nquads), str(tmp_path / "again")]
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "7"})

    assert content(tmp_path / "again") == content(folder)


def test_without_licence_that_is_said(nquads: Path, tmp_path: Path) -> None:
    made = deposit.package(nquads, tmp_path / "d", shapes=False)

    assert made.conforms is None
    assert "未注明" in (tmp_path / "d" / "README.md").read_text(encoding="utf-8")
    assert not (tmp_path / "d" / "shapes" / "report.ttl").exists()
    assert asked(tmp_path / "d", "SELECT ?l { ?d dcat:distribution/dcterms:license ?l }") == []


def test_older_deposit_is_replaced_and_anything_else_left_alone(nquads: Path, tmp_path: Path) -> None:
    deposit.package(nquads, tmp_path / "d", shapes=False)
    (tmp_path / "d" / "old").touch()
    deposit.package(nquads, tmp_path / "d", shapes=False)
    assert not (tmp_path / "d" / "old").exists()

    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").touch()
    with pytest.raises(OutputError, match="something else"):
        deposit.package(nquads, tmp_path / "letters", shapes=False)
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["dear.txt"]


def test_failure_leaves_the_older_deposit(nquads: Path, tmp_path: Path) -> None:
    deposit.package(nquads, tmp_path / "d", shapes=False)
    before = content(tmp_path / "d")
    (tmp_path / "broken.nq").write_text("<https://a.example/> broken", encoding="utf-8")

    with pytest.raises(InputError, match="no N-Quads"):
        deposit.package(tmp_path / "broken.nq", tmp_path / "d")

    assert content(tmp_path / "d") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.nq", "d"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"licence": "free"}, "CC-BY-4.0"),
        ({"issued": "31.1.2026"}, "2026-01-31"),
        ({"url": "here"}, "must be an address"),
    ],
)
def test_wrong_options_are_said(nquads: Path, tmp_path: Path, options: dict[str, str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        deposit.package(nquads, tmp_path / "d", **options)  # type: ignore[arg-type]
    assert not (tmp_path / "d").exists()


def test_graph_that_says_no_base_is_refused(tmp_path: Path) -> None:
    write_nquads([quad for quad in gold_quads() if "void#" not in quad.predicate.value], tmp_path / "g.nq")

    with pytest.raises(InputError, match="addresses begin"):
        deposit.package(tmp_path / "g.nq", tmp_path / "d")


def test_report_of_findings_is_that_of_the_standard() -> None:
    bad = Finding("https://x.example/{a}", "https://x.example/p", 'a "b"\n', "MinCount", "缺\\", "missing")
    found = Finding("https://x.example/a", "", "https://x.example/v", "Class", "错", "wrong")

    read = Graph().parse(data=report_turtle(Report(False, (found, bad))), format="turtle")

    assert [value.toPython() for value in read.objects(None, SH.conforms)] == [False]  # type: ignore[attr-defined]
    assert {str(value) for value in read.objects(None, SH.value)} == {"https://x.example/v", 'a "b"\n'}
    assert len([*read.objects(None, SH.result)]) == 2
    assert {Literal(str(said)).value for said in read.objects(None, SH.resultMessage)} == {
        "缺\\",
        "missing",
        "错",
        "wrong",
    }
    assert NamedNode("https://x.example/a").value in {str(node) for node in read.objects(None, SH.focusNode)}

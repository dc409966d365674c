"""The list of doubts: what it holds, in which order, safe to open, and read back when filled in."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
from itertools import pairwise
from math import log2
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.candidates import COLUMNS, Candidate, candidates, filled, table
from kg.cli import cli
from kg.corpus.decisions import load
from kg.corpus.never import forbidden
from kg.errors import InputError
from kg.pipeline import build
from kg.readings import NAME, open_store
from tests.samples import ROOT

PAGES = {
    "a": "## 工会学院开班\n本报讯（记者 李明）昨天，宏远总工会干部学院开班。青山机械厂工会主席张伟参加。",
    "b": "## 学院搬迁\n本报讯（记者 李明）昨天，宏远工会干部学院搬迁。蓝天纺织公司工会主席张伟说很好。",
    "c": "## 工友张伟\n本报讯（记者 李明）昨天，工人张伟获奖。",
    "d": "## 济南公交送清凉\n本报讯（记者 李明）昨天，济南公交集团工会慰问司机。",
    "e": "## 济南公交再送清凉\n本报讯（记者 李明）昨天，济南公共交通集团有限公司工会慰问司机。",
}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for name, text in PAGES.items():
        (folder / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    build([folder], output=folder / "out")
    return folder / "out"


def rows(output: Path) -> list[dict[str, str]]:
    with open_store(output / NAME, read_only=True) as store:
        text = "".join(table(candidates(store)))
    return list(csv.DictReader(io.StringIO(text), delimiter="\t"))


def test_doubtful_merges_and_splits_are_listed_with_their_reasons(output: Path) -> None:
    found = {(row["name"], row["of"], row["other"], row["other_of"]): row for row in rows(output)}
    bodies = found["济南公交集团工会", "", "济南公共交通集团有限公司工会", ""]
    assert (bodies["class"], bodies["done"], bodies["rule"]) == ("Union", "different", "left-out characters")
    assert (bodies["articles"], bodies["other_articles"], bodies["decision"]) == ("1", "1", "")
    assert bodies["contexts"].startswith("[d-01] ")
    assert "[e-01] 济南公交再送清凉" not in bodies["other_contexts"]
    assert "济南公共交通集团有限公司工会慰问司机" in bodies["other_contexts"]
    person = found["张伟", "c-01", "张伟", "蓝天纺织公司工会"]
    assert (person["done"], person["rule"]) == ("different", "no employer")
    assert "工人张伟获奖" in person["contexts"] and "蓝天纺织公司工会主席张伟" in person["other_contexts"]


def test_what_is_never_one_is_no_candidate(output: Path) -> None:
    with open_store(output / NAME, read_only=True) as store:
        doubts = [*store.doubts()]
    assert doubts and not [d for d in doubts if forbidden(d.first, d.second)]


def test_the_most_useful_come_first(output: Path) -> None:
    use = [
        float(r["score"]) * log2(2 + min(int(r["articles"]), int(r["other_articles"]))) for r in rows(output)
    ]
    assert all(a >= b - 0.001 for a, b in pairwise(use))


def test_the_list_is_the_same_whatever_the_order_of_files_and_the_hash_seed(
    output: Path, tmp_path: Path
) -> None:
    told = set()
    for number, seed in enumerate("01"):
        folder = tmp_path / seed
        folder.mkdir()
        names = sorted(PAGES, reverse=bool(number))
        for name in names:
            shutil.copy(output.parent / f"{name}.txt", folder / f"{name}.txt")
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        for arguments in (["build", *(f"{n}.txt" for n in names), "-o", "out"], ["candidates", "-o", "out"]):
            run = subprocess.run(
                [sys.executable, "-m", "kg", *arguments], cwd=folder, env=env, capture_output=True, check=True
            )
        told.add(run.stdout + (folder / "out" / "graph.nq").read_bytes())
    assert len(told) == 1


def test_a_filled_list_becomes_decisions_and_decided_pairs_are_asked_no_more(
    output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    asked = rows(output)
    words = {"济南公交集团工会": "相同", "张伟": "different"}
    for row in asked:
        row["decision"] = words.get(row["name"], "")
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, delimiter="\t", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(asked)
    Path("filled.tsv").write_bytes(text.getvalue().encode("utf-16"))  # as Excel saves Unicode text
    told = CliRunner().invoke(cli, ["decide", "--from", "filled.tsv", "--who", "王", "--when", "2024-05-31"])
    assert told.exit_code == 0, told.output
    count = sum(bool(row["decision"]) for row in asked)
    assert len(load(Path("decisions.tsv")).held) == count > 1
    summary = build([output.parent], output="out")
    assert summary.decisions == count and summary.notices == []
    left = {(row["name"], row["other"]) for row in rows(Path("out"))}
    assert not {pair for pair in left if pair[0] in words}


def test_an_unknown_word_is_told_with_its_line(output: Path, tmp_path: Path) -> None:
    asked = rows(output)
    asked[1]["decision"] = "vielleicht"
    path = tmp_path / "filled.tsv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter="\t")
        writer.writeheader()
        writer.writerows(asked)
    with pytest.raises(InputError, match=r"filled.tsv, line 3: 'vielleicht' is no decision"):
        filled(path, who="王", when="2024-05-31")


def test_no_cell_runs_as_a_formula_or_breaks_its_line() -> None:
    names = ("", "Company", "=cmd|'/c calc'!A1", "＋1", "Company", "@x", "-1")
    evil = Candidate(*names, "'=a", "=a", 0.5, 1, 1, "\t\n=b", "\n=b")
    [_, row] = csv.reader(io.StringIO("".join(table([evil]))), delimiter="\t")
    assert len(row) == len(COLUMNS)
    assert not [cell for cell in row if cell[:1] in ("=", "+", "-", "@", "＋")]


def test_kg_candidates_writes_to_a_file(output: Path, tmp_path: Path) -> None:
    told = CliRunner().invoke(
        cli, ["candidates", "-o", str(output), "--table", str(tmp_path / "candidates.tsv")]
    )
    assert told.exit_code == 0 and "pairs in doubt" in told.output
    assert (tmp_path / "candidates.tsv").read_text(encoding="utf-8").startswith("decision\tclass\tname\t")

"""kg query ends a query that runs away, and says what is wrong with one that has a mistake."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.cli import run
from kg.cli.apart import answering
from kg.errors import InputError, KgError
from tests.graphs import gold_file
from tests.samples import ROOT

BOMB = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?c < ?f && ?f < ?i) }"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    gold_file(folder)
    return folder


def test_a_query_that_runs_away_is_ended(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begin = time.monotonic()

    assert run(["query", BOMB, "--timeout", "1.5", "-o", str(output)]) == 2

    told = capsys.readouterr()
    assert "stopped after 1.5 s" in told.err and "--timeout" in told.err and "已停止" in told.err
    assert told.out == ""
    assert time.monotonic() - begin < 20  # the query itself would take days


@pytest.mark.skipif(os.name != "posix", reason="sends signals and looks at processes")
@pytest.mark.parametrize("kill", [signal.SIGKILL, signal.SIGINT])
def test_nothing_runs_on_when_the_caller_is_gone(output: Path, kill: signal.Signals) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "kg", "query", BOMB, "-o", str(output)]
    caller = subprocess.Popen(command, env=env, cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True)
    children = Path(f"/proc/{caller.pid}/task/{caller.pid}/children")
    if not children.parent.exists():
        caller.kill()
        pytest.skip("needs /proc")
    found = waited(lambda: children.read_text().split())
    time.sleep(1)

    os.killpg(caller.pid, kill) if kill == signal.SIGINT else caller.kill()
    caller.wait(20)

    assert found
    assert waited(lambda: not any(Path(f"/proc/{child}").exists() for child in found))


def waited(wanted: Callable[[], Any]) -> Any:
    """What comes true within a minute, on a busy machine too."""
    for _ in range(600):
        if found := wanted():
            return found
        time.sleep(0.1)
    return None


def test_a_process_that_dies_is_said(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "false" if os.name == "posix" else "hostname")

    with (
        pytest.raises(KgError, match="ended with"),
        answering({"graph": str(output / "graph.nq"), "text": "ASK {}"}, {}, "json", seconds=60),
    ):
        pass


def test_a_mistake_is_told_from_the_other_process(output: Path) -> None:
    with (
        pytest.raises(InputError, match=r"line 1, column \d+"),
        answering({"graph": str(output / "graph.nq"), "text": "SELECT 工会"}, {}, "json", seconds=60),
    ):
        pass


def test_modules_in_the_working_folder_are_not_ours(
    output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(7)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    with answering({"graph": str(output / "graph.nq"), "text": "ASK {}"}, {}, "json", seconds=60) as answer:
        assert json.load(answer)["boolean"] is True


def test_parameters_are_given_by_name(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["query", "people-of-union", "--param", "union=和平街街道总工会", "-f", "csv", "-o", str(output)]
    assert run(asked) == 0
    assert "薄述来,工会主席" in capsys.readouterr().out
    assert run([*asked[:3], "town=x", "-o", str(output)]) == 2
    assert "there are 可用: union" in capsys.readouterr().err


def test_csv_holds_nothing_that_a_table_program_runs(
    output: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    rows = '("=1+1" -5) ("@x" 1.5) ("＝甲" <https://x.example/>) (UNDEF "a,b")'
    text = f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {rows} }} }}"
    assert run(["query", text, "-f", "csv", "-o", str(output)]) == 0

    told = capsysbinary.readouterr().out.decode()
    assert [*csv.reader(io.StringIO(told))] == [
        ["a", "b"],
        ["'=1+1", "-5"],
        ["'@x", "1.5"],
        ["'＝甲", "https://x.example/"],
        ["", "a,b"],
    ]


def test_csv_has_yes_or_no_but_no_triples(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "ASK { ?s a kg:Union }", "-f", "csv", "-o", str(output)]) == 0
    assert capsys.readouterr().out.split() == ["answer", "true"]
    assert run(["query", "DESCRIBE kg:Union", "-f", "csv", "-o", str(output)]) == 2
    assert "it can as turtle" in capsys.readouterr().err


def test_terms_that_there_are_not_are_doubted_aloud(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "SELECT * { ?s kg:holder ?o }", "-f", "csv", "-o", str(output)]) == 0
    assert "no such term kg:holder; did you mean 是否想写 kg:" in capsys.readouterr().err


def test_text_of_a_query_is_shown_for_other_programs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["query", "unions-of-district", "-p", "district=海淀区", "--text"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("PREFIX kg: <https://kg.example/ontology#>\n")
    assert '{ "海淀区"@zh }' in told
    assert run(["query", "unions-of-district", "-p", "x=海淀区", "--text"]) == 2


def test_list_describes_the_parameters(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "--list"]) == 0
    told = "".join(capsys.readouterr().out.split())
    assert "union=北京市总工会(工会的全称或简称anameoftheunion,fullorshort)" in told


def test_deposit_and_documents_are_written(
    output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["package", str(tmp_path / "d"), "-o", str(output), "--no-shapes"]) == 0
    told = capsys.readouterr()
    assert (tmp_path / "d" / "SHA256SUMS").is_file() and "SHA256SUMS" in told.out
    assert "--licence" in told.err
    assert run(["docs", "ontology", "-d", str(tmp_path / "site")]) == 0
    assert sorted(path.name for path in (tmp_path / "site").iterdir()) == ["ontology.html", "ontology.md"]


def test_deposit_of_a_broken_graph_is_made_and_told(
    output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (output / "graph.nq").read_bytes().splitlines(keepends=True)
    (tmp_path / "graph.nq").write_bytes(b"".join(line for line in lines if b"ontology#exact>" not in line))

    assert run(["package", str(tmp_path / "d"), "-o", str(tmp_path), "--licence", "CC0-1.0"]) == 1
    assert "shapes/report.ttl" in capsys.readouterr().err
    assert b"sh:conforms false" in (tmp_path / "d" / "shapes" / "report.ttl").read_bytes()

"""The command line: what it says, where, and with which exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

import kg.pipeline
from kg.cli import cli, run
from kg.cli.words import shown
from kg.model import Reading
from kg.rows import from_row, to_row
from tests.samples import ROOT, SEEDS, gold_readings

PAGES = sorted({reading.article.page for reading in gold_readings()})
HEAVY = {"rdflib", "duckdb", "jieba", "networkx", "pyvis", "pyshacl", "pyoxigraph", "igraph", "rich"}

# `kg` with the readings that perfect extraction would give.
KG = """
import sys
import kg.pipeline
from kg.cli import main
from tests.samples import gold_readings
kg.pipeline.study = lambda page, _: [r for r in gold_readings() if r.article.page == page.name]
main()
"""


def gold(page: Any, _: object) -> list[Reading]:
    return [reading for reading in gold_readings() if reading.article.page == page.name]


@pytest.fixture(autouse=True)
def _study(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.pipeline, "study", gold)
    monkeypatch.setattr(kg.pipeline, "_code", str)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("out")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kg.pipeline, "study", gold)
        patch.setattr(kg.pipeline, "_code", str)
        assert run(["build", *(str(SEEDS / page) for page in PAGES), "-o", str(output)]) == 0
    return output


def program(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})}
    command = [sys.executable, "-c", KG, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False, env=env, **options)


def test_help_loads_nothing_heavy() -> None:
    code = "import sys; from kg.cli import run; run(['--help']); print('LOADED', *sys.modules)"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, env=env)
    loaded = told.stdout.decode().partition("LOADED")[2].split()
    assert "click" in loaded
    assert {module.partition(".")[0] for module in loaded} & HEAVY == set()


def test_every_command_has_help_in_both_languages_and_examples(capsys: pytest.CaptureFixture[str]) -> None:
    names = [
        "build",
        "update",
        "diff",
        "extract",
        "explain",
        "query",
        "export",
        "package",
        "view",
        "serve",
        "validate",
        "stats",
    ]
    names += ["candidates", "decide", "evaluate", "compare", "publish", "mcp", "docs"]
    assert list(cli.commands) == names
    for name, command in cli.commands.items():
        first = (command.help or "").split("\n")[0]
        assert first.isascii() is False and any(c.isascii() and c.isalpha() for c in first)
        assert first == command.short_help
        assert run([name, "--help"]) == 0
        told = capsys.readouterr().out
        assert "Examples 示例" in told and f"kg {name}" in told
        for option in command.params:
            help_text = getattr(option, "help", None)
            if help_text and option.name != "help":
                assert not help_text.isascii(), f"{name} --{option.name}: {help_text}"


def test_the_version_is_that_of_the_project(capsys: pytest.CaptureFixture[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version = project.get("version", kg.__version__)
    assert run(["--version"]) == 0 and version in capsys.readouterr().out


def test_build_closes_with_a_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").touch()
    code = run(["build", *(str(SEEDS / page) for page in PAGES), str(tmp_path), "-o", str(tmp_path / "out")])
    told = capsys.readouterr()
    assert code == 1 and told.err == ""
    for part in (
        "页面 pages       3",
        "文章 articles    19",
        "人物 Person 30",
        "主办 organizes",
        "graph.html",
    ):
        assert part in told.out
    assert "跳过 skipped     1\n  empty.txt: empty file" in told.out


def test_extract_prints_a_row_an_article(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", *(str(SEEDS / page) for page in PAGES)]) == 0
    told = capsys.readouterr()
    rows = [json.loads(line) for line in told.out.splitlines()]
    assert tuple(map(from_row, rows)) == gold_readings()
    assert "北京市总工会" in told.out and told.err == ""


def test_extract_says_what_is_left_out_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", str(SEEDS / PAGES[0]), "nothing.txt"]) == 1
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 5
    assert told.err.startswith("kg: 跳过 skipped: nothing.txt: cannot be opened")


def test_explain_names_the_rule_of_each_mention(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", "--explain", str(SEEDS / PAGES[0])]) == 0
    told = capsys.readouterr().out
    link = gold_readings()[0].links[-1]
    name = link.mention
    line = f"{name.field} {name.start}-{name.end}  {name.surface} → {link.entity.type} {link.entity.name}"
    assert f"{line}  [gold +1.00; same]" in told


def test_named_queries_are_listed_and_answered(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "--list"]) == 0
    assert "leaders-of-unions" in capsys.readouterr().out
    assert run(["query", "leaders-of-unions", "-o", str(built)]) == 0
    assert "北京市总工会" in capsys.readouterr().out


@pytest.mark.parametrize(("name", "begin"), [("csv", "s\r\n"), ("tsv", "?s\n"), ("json", "{")])
def test_queries_answer_in_formats_for_programs(
    built: Path, capsysbinary: pytest.CaptureFixture[bytes], name: str, begin: str
) -> None:
    assert run(["query", "SELECT ?s { ?s a kg:Union } LIMIT 3", "-f", name, "-o", str(built)]) == 0
    assert capsysbinary.readouterr().out.decode().startswith(begin)


def test_queries_come_from_files_too(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "my.rq").write_text("ASK { ?s a kg:Union }", encoding="utf-8-sig")
    assert run(["query", str(tmp_path / "my.rq"), "-o", str(built)]) == 0
    assert "true" in capsys.readouterr().out
    assert run(["query", str(tmp_path / "no.rq"), "-o", str(built)]) == 2
    assert "there is no such file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["query", "leaders-of-union"], "did you mean leaders-of-unions"),
        (["query", "SELECT nonsense {"], "SPARQL syntax error in line 1"),
        (["query"], "--list"),
        (["query", "leaders-of-unions", "-p", "union"], "KEY=VALUE"),
        (["query", "ASK {}", "-f", "ttl"], "it can as"),
        (["export", "-f", "nonsense"], "jsonld"),
        (["export", "-f", "csv", "-"], "two files"),
        (["build"], "Missing argument"),
        (["build", "nothing", "--unit", "page"], "sentence"),
        (["build", "nothing", "--base", "nonsense"], "base must be"),
        (["stats", "-o", "nowhere"], "make it with kg build"),
        (["query", "ASK {}", "-o", "nowhere"], "run kg build first"),
        (["evaluate", "nothing.jsonl", "seeds/gold"], "cannot be read"),
        (["nonsense"], "No such command"),
    ],
)
def test_wrong_usage_is_told_and_exits_with_2(
    built: Path,
    arguments: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    if "-o" not in arguments and arguments[0] in ("query", "export"):
        arguments = [*arguments, "-o", str(built)]
    assert run(arguments) == 2
    told = capsys.readouterr()
    assert said in told.err and "Traceback" not in told.err


@pytest.mark.parametrize("name", ["ttl", "nt", "nq", "trig", "jsonld", "rdfxml", "graphml", "gexf"])
def test_exports_are_the_same_in_a_file_and_on_standard_output(
    built: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], name: str
) -> None:
    path = tmp_path / f"x.{name}"
    assert run(["export", "-f", name, str(path), "-o", str(built)]) == 0
    assert capsysbinary.readouterr().out.decode().strip() == path.as_posix()
    assert run(["export", "-f", name, "-", "-o", str(built)]) == 0
    assert capsysbinary.readouterr().out == path.read_bytes() != b""


def test_csv_is_two_tables(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "-f", "csv", str(tmp_path / "x.csv"), "-o", str(built)]) == 0
    assert [Path(line).name for line in capsys.readouterr().out.split()] == ["x-nodes.csv", "x-edges.csv"]
    assert (tmp_path / "x-nodes.csv").stat().st_size > 1000


def test_stats_show_the_strongest_pairs(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["stats", "-o", str(built), "--top", "3"]) == 0
    told = capsys.readouterr().out
    assert "人物" in told and "共现 pairs 3/" in told and "同句 in one sentence, ≥ 1 篇 articles" in told
    assert run(["stats", "-o", str(built), "--json", "--unit", "article", "--minimum", "2"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["unit"], data["minimum"], data["reporters"]) == ("article", 2, False)
    assert [pair["articles"] for pair in data["pairs"]] == [2]
    assert run(["stats", "-o", str(built), "--json", "--top", "50"]) == 0
    data = json.loads(capsys.readouterr().out)
    strengths = [pair["log_likelihood"] for pair in data["pairs"]]
    assert strengths == sorted(strengths, reverse=True) and len(strengths) == 50
    assert all(pair["evidence"] for pair in data["pairs"])


def test_validate_tells_findings_by_its_exit_code(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["validate", "-o", str(built)]) == 0
    assert "conforms" in capsys.readouterr().out
    lines = (built / "graph.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    broken = [line for line in lines if "ontology#exact>" not in line]
    (tmp_path / "graph.nq").write_text("".join(broken), encoding="utf-8")
    assert run(["validate", "-o", str(tmp_path)]) == 1
    assert "违反 violations" in capsys.readouterr().out
    assert run(["validate", "-o", str(tmp_path), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["findings"]


def test_evaluate_measures_rows_and_pages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rows.jsonl"
    rows = (json.dumps(to_row(reading), ensure_ascii=False) for reading in gold_readings())
    path.write_text("\n".join(rows), encoding="utf-8")
    monkeypatch.chdir(ROOT)
    told = []
    for predicted, code in ((str(path), 0), ("seeds", 1)):  # two seeds have no gold
        assert run(["evaluate", predicted, "seeds/gold", "--json"]) == code
        told.append(json.loads(capsys.readouterr().out))
    assert told[0] == told[1]
    assert told[0]["scores"]["entity Person"]["f1"] > 0.97
    assert run(["evaluate", str(path), "seeds/gold", "--errors"]) == 0
    shown = capsys.readouterr().out
    assert "entity Person" in shown and "遗漏 missed" in shown and "District 朝阳" in shown
    assert run(["evaluate", str(path), "seeds/gold", "--errors", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {"kind", "gold", "found", "page", "title"} == set(listed["confusions"][0])
    assert listed["scores"] == told[0]["scores"] and listed["errors"]


@pytest.mark.parametrize("line", ["nonsense", "[1]"])
def test_evaluate_tells_the_line_that_is_no_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    (tmp_path / "rows.jsonl").write_text(f"\n{line}\n", encoding="utf-8")
    assert run(["evaluate", str(tmp_path / "rows.jsonl"), str(SEEDS / "gold")]) == 2
    assert "rows.jsonl, line 2: not" in capsys.readouterr().err


def test_view_is_written_anew(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (built / "graph.html").read_bytes()
    (built / "graph.html").unlink()
    assert run(["view", "-o", str(built)]) == 0
    assert capsys.readouterr().out.strip().endswith("graph.html")
    assert (built / "graph.html").read_bytes() == before
    assert run(["view", "-o", str(built), "--limit", "5"]) == 0
    assert (built / "graph.html").read_bytes() != before
    (built / "graph.html").write_bytes(before)


def test_codes_for_terminals_are_shown_not_sent() -> None:
    assert shown("a\x1b[31m\r\n\x9b\u2028b") == "a␛[31m␍␊␡␤b"


def test_chinese_comes_out_whatever_the_locale() -> None:
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    told = program("extract", SEEDS / PAGES[0], env=env)
    assert told.returncode == 0, told.stderr
    assert "北京市总工会" in told.stdout.decode()
    assert "从报纸页面构建图谱" in program("--help", env=env).stdout.decode()


def test_standard_input_is_a_page() -> None:
    told = program("extract", "-", input=(SEEDS / PAGES[0]).read_bytes())
    assert (
        told.returncode == 2 and b"stdin: no article found" in told.stderr
    )  # gold knows no page of that name


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", KG, "extract", *(str(SEEDS / page) for page in PAGES)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
    assert process.stdout and process.stderr
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), errors) == (0, b"")


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_ctrl_c_ends_with_130_and_a_word(tmp_path: Path) -> None:
    code = KG.replace("main()", "print('ready', flush=True); import time\nmain()").replace(
        "lambda page, _:", "lambda page, _: time.sleep(60) or"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code, "build", str(SEEDS), "-o", str(tmp_path)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env
    ) as process:
        assert process.stdout and process.stdout.readline() == b"ready\n"
        try:
            process.wait(1.5)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "已中断 interrupted" in errors.decode() and b"Traceback" not in errors

"""The build on Spark gives what the local build gives, also when a worker dies."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from kg.cli import run
from kg.config import load_config
from kg.corpus.decisions import Decision, append
from kg.errors import InputError, OutputError, ServerError
from kg.files import Found
from kg.model import Entity
from kg.pipeline import Summary, build
from kg.readings import NAME, open_store
from kg.schema import PAGED
from kg.spark import OUTPUTS, missing
from kg.spark import build as build_on_spark
from kg.spark.job import SLICE, sliced
from kg.spark.session import running
from kg.sql import spark
from kg.statistics import cooccurrences, pair_of
from tests.documents import LEAD, TITLE, jsonl
from tests.test_resolution import PAGES

SEED = Path(__file__).parent.parent / "seeds" / "000_75f3c950020aa114.txt"
DROP = Decision("drop", Entity("Person", "何一鸣"), None, "王", "2024-05-31", "不是人名")
UNKNOWN = Decision("same", Entity("Union", "甲工会"), Entity("Union", "乙工会"), "王", "2024-05-31", "未见报")
SEVERAL = """## 张伟走访职工
本报讯（记者 孟晓）上海市总工会副主席张伟走访职工。
## 张伟出席座谈会
本报讯（记者 孟晓）长春市总工会副主席张伟出席座谈会。
## 宏远货运节开幕
本报讯（记者 孟晓）张伟出席宏远货运公司“安康杯”竞赛。青禾师大后勤工会参加。
"""
# A small job spends its time on starting and compiling: less of both. Small tables would become one part.
DEFAULTS = """
spark.driver.extraJavaOptions -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
spark.sql.codegen.wholeStage false
spark.sql.adaptive.coalescePartitions.enabled false
"""
needs_spark = pytest.mark.skipif(
    bool(missing()) and os.environ.get("CI") != "true", reason=f"needs Spark: {missing()}"
)


@dataclass(frozen=True)
class Built:
    """One corpus, built here and on Spark, where a worker was killed."""

    local: Path
    spark: Path
    summaries: tuple[Summary, Summary]
    killed: bool


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    if missing() and os.environ.get("CI") != "true":
        pytest.skip(missing())
    folder = tmp_path_factory.mktemp("spark")
    pages = corpus(folder / "pages")
    marker = folder / "killed"
    config = load_config(
        recognizer="tests.dying:Dying", recognizers={"tests.dying:Dying": {"marker": str(marker)}}
    )
    (folder / "spark-defaults.conf").write_text(DEFAULTS, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_CONF_DIR", str(folder))
        there = build_on_spark([pages], output=folder / "spark", master="local[2,4]", config=config)
    killed = marker.exists()
    here = build([pages], output=folder / "local", config=config)
    return Built(folder / "local", folder / "spark", (here, there), killed)


def corpus(folder: Path) -> Path:
    """Pages with merges, namesakes and doubts, records, decisions, and what cannot be read or voted on."""
    folder.mkdir()
    for name, text in PAGES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "several.txt").write_text(SEVERAL, encoding="utf-8")
    append(folder / "decisions.tsv", [DROP, UNKNOWN])
    shutil.copy(SEED, folder)
    records = [{"id": n, "title": TITLE, "text": f"{LEAD}{n}"} for n in range(3)]
    jsonl(folder / "news.jsonl", *records, {"id": 3, "title": TITLE, "text": "引擎无答复。张良来了。"}, "{")
    rows = ", ".join(f"({n}, '{TITLE}', '{LEAD}{n}', DATE '2022-11-0{n}')" for n in range(1, 4))
    table = f"SELECT * FROM (VALUES {rows}) AS t(id, title, text, date)"
    duckdb.execute(f"COPY ({table}) TO '{folder / 'archive.parquet'}'")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "bytes.txt").write_bytes(bytes(range(256)) * 4)
    return folder


def digest(rows: Iterable[Any]) -> str:
    """Of rows, whatever their order."""
    lines = sorted(json.dumps(row, ensure_ascii=False) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def parts(output: Path, name: str) -> str:
    return f"'{output / name}/part-*.{OUTPUTS[name]}'"


@needs_spark
@pytest.mark.parametrize("table", PAGED)
def test_readings_are_those_of_the_local_build(built: Built, table: str) -> None:
    columns = "article, page, number, row" if table == "reading" else f"unnest({table}, max_depth := 2)"
    found = duckdb.execute(
        f"SELECT {columns} FROM {parts(built.spark, 'readings')} WHERE article IS NOT NULL"
    ).fetchall()
    with open_store(built.local / NAME, read_only=True) as store:
        held = [*store.select(f"SELECT * FROM {table}")]
    assert len(held) > 5 or table == "author"  # whoever signs is nearly always a mention
    assert digest(found) == digest(held)


@needs_spark
def test_parts_follow_each_other_in_the_order_of_pages(built: Built) -> None:
    told = "SELECT page, number FROM"
    found = [
        duckdb.execute(f"{told} '{part}' WHERE article IS NOT NULL").fetchall()
        for part in sorted((built.spark / "readings").iterdir())
    ]
    assert len(found) > 1
    with open_store(built.local / NAME, read_only=True) as store:
        assert [row for part in found for row in part] == [
            *store.select("SELECT page, number FROM reading ORDER BY page, number")
        ]


@needs_spark
def test_pairs_are_those_of_the_local_build(built: Built) -> None:
    rows = duckdb.execute(f"FROM {parts(built.spark, 'pairs')}").fetchall()
    pairs = [pair_of(*row[:-1], [tuple(quote.values()) for quote in row[-1] or ()]) for row in rows]
    with open_store(built.local / NAME, read_only=True) as store:
        held = cooccurrences(store)
    assert len(held) > 20
    assert pairs == held


@needs_spark
def test_quads_one_part_after_the_other_are_the_file_of_the_local_build(built: Built) -> None:
    found = [gzip.decompress(path.read_bytes()) for path in sorted((built.spark / "quads").iterdir())]
    assert len(found) > 1
    assert b"".join(found) == (built.local / "graph.nq").read_bytes()


@needs_spark
def test_the_summary_is_that_of_the_local_build(built: Built) -> None:
    here, there = built.summaries
    assert here.merged and here.namesakes and here.doubts and here.decisions == 2 and here.notices
    assert here.unvoted and len(here.skipped) > 2
    for summary in built.summaries:
        summary.outputs.clear()
        summary.skipped.sort(key=str)
    assert [*map(str, there.skipped)] == [*map(str, here.skipped)]
    assert [*map(str, there.unvoted)] == [*map(str, here.unvoted)]
    assert replace(there, skipped=[], unvoted=[]) == replace(here, skipped=[], unvoted=[])


@needs_spark
def test_a_worker_was_killed_and_nothing_else_lies_in_the_output(built: Built) -> None:
    assert built.killed
    assert sorted(path.name for path in built.spark.iterdir()) == sorted(OUTPUTS)
    names = {path.name for name in OUTPUTS for path in (built.spark / name).iterdir()}
    assert all(name.startswith("part-0") for name in names)


@needs_spark
def test_what_spark_says_is_an_error_of_one_line() -> None:
    with (
        pytest.raises(ServerError, match=r"local\[1\]: Spark gave up: .*nosuch.*原有输出未变"),
        running("local[1]") as own,
    ):
        own.sql("SELECT * FROM nosuch")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--engine", "spacy"], "--recognizer"),
        (["--master", "spark://here:7077"], "--engine spark"),
        (["--engine", "spark", "--jobs", "2"], "--master"),
        (["--engine", "spark", "--master", "spark://127.0.0.1:1"], "no master answers"),
    ],
)
def test_what_cannot_run_is_said_at_once(
    arguments: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if "no master" in told and missing():
        told = "kg[spark]"
    assert run(["build", str(SEED), "-o", str(tmp_path / "out"), *arguments]) == 2
    error = capsys.readouterr().err
    assert told in error and "Traceback" not in error
    assert not (tmp_path / "out" / "quads").exists()


def test_without_java_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.spark.session.find_spec", lambda _: True)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(InputError, match=r"no Java in JAVA_HOME .*install Java 17 .*请安装"):
        build_on_spark([SEED], output=tmp_path / "out")


def test_without_pyspark_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.spark.session.find_spec", lambda _: None)
    with pytest.raises(InputError, match=r"pip install 'kg\[spark\]'"):
        build_on_spark([SEED], output=tmp_path / "out")


def test_a_local_build_is_not_mixed_with_parts(tmp_path: Path) -> None:
    (tmp_path / NAME).touch()
    with pytest.raises(OutputError, match="choose another folder"):
        build_on_spark([SEED], output=tmp_path)


def test_standard_input_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="standard input"):
        build_on_spark(["-"], output=tmp_path)


@pytest.mark.parametrize("sizes", [[1], [0, 0], [5, 1, 1, 1], [1, 1, 1, 9], [SLICE, SLICE, 1]])
def test_slices_keep_the_order_of_the_files_and_lose_none(sizes: list[int], tmp_path: Path) -> None:
    found = []
    for number, size in enumerate(sizes):
        path = tmp_path / f"{number}.txt"
        with path.open("wb") as file:
            file.truncate(size)
        found.append(Found(path.name, path))
    slices = sliced(found, 2)
    assert [file for part in slices for file in part] == found
    assert all(slices) and len(slices) >= min(2, len(found))


def test_workers_in_other_folders_find_the_files() -> None:
    [[file]] = sliced([Found(SEED.name, Path(os.path.relpath(SEED)))], 1)
    assert file.path.is_absolute()


def test_one_text_serves_both_dialects() -> None:
    assert spark("a = $unit AND row_number() OVER (ORDER BY a, b) > 1, f(x, 'g')") == (
        "a = :unit AND monotonically_increasing_id() > 1, f(x)"
    )
    assert spark("row_number() OVER (PARTITION BY a ORDER BY b)") == (
        "row_number() OVER (PARTITION BY a ORDER BY b)"
    )
    assert spark("SELECT t.* EXCLUDE (a), unnest(b)") == "SELECT t.* EXCEPT (a), explode(b)"

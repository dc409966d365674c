"""Bad input and bad surroundings: each is told with the file and what to do, and nothing else suffers."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

import kg.pipeline
from kg.atomic import write_bytes, write_text
from kg.cli import run
from kg.errors import OutputError
from kg.model import Reading
from kg.readings import NAME, Store
from kg.staging import staging
from kg.store import FOLDER, STAMP
from tests.samples import ROOT, SEEDS, gold_readings

PAGE = gold_readings()[0].article.page
OUTPUTS = ["graph.html", "graph.nq", "graph.ttl", NAME, FOLDER]


def gold(page: Any, _: object) -> list[Reading]:
    """Gold readings; a page of another name is one without articles."""
    return [reading for reading in gold_readings() if reading.article.page == page.name]


@pytest.fixture(autouse=True)
def _study(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.pipeline, "study", gold)
    monkeypatch.setattr(kg.pipeline, "_code", str)


@pytest.fixture
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    (folder / PAGE).write_bytes((SEEDS / PAGE).read_bytes())
    return folder


def contents(output: Path) -> dict[str, bytes]:
    return {path.name: held(path) for path in output.iterdir()}


def held(path: Path) -> bytes:
    # A database has its own random names inside; its stamp says which graph it holds.
    return (path / STAMP if path.name == FOLDER else path).read_bytes()


def empty(path: Path) -> None:
    path.touch()


def binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 64)


def wrong_encoding(path: Path) -> None:
    path.write_bytes((SEEDS / PAGE).read_bytes()[:-1])


def without_article(path: Path) -> None:
    path.write_text("会议记录。\n", encoding="utf-8")


def single_line(path: Path) -> None:
    path.write_text("北京市总工会举办活动，" * (50_000_000 // 33), encoding="utf-8")


def link_to_nothing(path: Path) -> None:
    path.symlink_to(path.with_name("nothing"))


BAD: list[tuple[Callable[[Path], None], str, str]] = [
    (empty, "empty file", "fill it or take it away"),
    (binary, "binary data", "take it away, or save its text as .txt"),
    (wrong_encoding, "the encoding cannot be told (no UTF-8 from byte 986", "save it as UTF-8"),
    (without_article, "no article found", "titles must stand on lines of their own"),
    (single_line, "line 1 has 16,666,", "put each paragraph on a line"),
    (link_to_nothing, "link to nothing", "run again"),
]


@pytest.mark.parametrize(("make", "reason", "advice"), BAD, ids=lambda item: getattr(item, "__name__", ""))
def test_a_bad_page_is_told_and_the_others_are_built(
    tmp_path: Path,
    pages: Path,
    capsys: pytest.CaptureFixture[str],
    make: Callable[[Path], None],
    reason: str,
    advice: str,
) -> None:
    make(pages / "bad.txt")
    begin = time.monotonic()
    code = run(["build", str(pages), "-o", str(tmp_path)])
    assert time.monotonic() - begin < 20
    told = capsys.readouterr()
    [line] = [line for line in told.out.splitlines() if line.startswith("  bad.txt: ")]
    assert code == 1 and reason in line and advice in line
    assert "跳过 skipped     1" in told.out and "文章 articles    5" in told.out
    assert sorted(contents(tmp_path)) == OUTPUTS


def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, pages: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (pages / "bad.txt").write_bytes(b"x")
    opened = Path.open

    def denied(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.name == "bad.txt":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", denied)
    assert run(["build", str(pages), "-o", str(tmp_path)]) == 1
    told = capsys.readouterr().out
    assert "bad.txt: cannot be read: Permission denied; check the file's permissions" in told
    assert "文章 articles    5" in told


def test_a_file_that_vanishes_while_others_are_read_is_told(
    tmp_path: Path, pages: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = pages / "zzz.txt"
    gone.write_bytes(b"x")

    def vanishing(page: Any, config: object) -> list[Reading]:
        gone.unlink()
        return gold(page, config)

    monkeypatch.setattr(kg.pipeline, "study", vanishing)
    assert run(["build", "--jobs", "1", str(pages), "-o", str(tmp_path)]) == 1
    told = capsys.readouterr().out
    assert "zzz.txt: the file has gone" in told and "文章 articles    5" in told


def test_a_missing_folder_is_told_and_the_others_are_built(
    tmp_path: Path, pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "missing"
    assert run(["build", str(missing), str(pages), "-o", str(tmp_path / "out")]) == 1
    told = capsys.readouterr().out
    assert f"{missing}: cannot be opened: No such file or directory; check the name" in told
    assert "文章 articles    5" in told


@pytest.mark.parametrize("make", [empty, without_article, None], ids=["empty", "no-article", "missing"])
def test_nothing_to_build_leaves_the_old_outputs(
    tmp_path: Path, pages: Path, capsys: pytest.CaptureFixture[str], make: Callable[[Path], None] | None
) -> None:
    run(["build", str(pages), "-o", str(tmp_path)])
    before = contents(tmp_path)
    bad = pages.with_name("bad.txt")
    if make:
        make(bad)
    capsys.readouterr()
    assert run(["build", str(bad), "-o", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert "no page could be used, nothing was written" in told and "bad.txt" in told
    assert contents(tmp_path) == before
    bad.unlink(missing_ok=True)


def test_an_empty_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pages").mkdir()
    assert run(["build", str(tmp_path / "pages"), "-o", str(tmp_path / "out")]) == 2
    assert "pages: holds no file that can be read (.txt .md" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_file_in_the_place_of_the_output_folder_is_told(
    tmp_path: Path, pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    assert run(["build", str(pages), "-o", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert "out" in told and "a file stands where a folder is needed: choose another folder with -o" in told
    assert (tmp_path / "out").read_bytes() == b"mine"


def test_a_folder_in_the_place_of_an_output_is_told(
    tmp_path: Path, pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "graph.ttl").mkdir()
    assert run(["build", str(pages), "-o", str(tmp_path)]) == 2
    assert "a folder stands where a file is needed" in capsys.readouterr().err


def no_space(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("place", ["os.fsync", "os.mkdir", "shutil.copyfile"])
def test_a_full_disk_is_told_and_leaves_the_old_outputs(
    tmp_path: Path,
    pages: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    place: str,
) -> None:
    run(["build", str(pages), "-o", str(tmp_path)])
    before = contents(tmp_path)
    capsys.readouterr()
    monkeypatch.setattr(place, no_space)
    assert run(["build", str(pages), "-o", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert "the disk is full: make room and run again" in told and str(tmp_path) in told
    assert contents(tmp_path) == before


def test_a_disk_that_fills_up_in_the_store_is_told(
    tmp_path: Path, pages: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise duckdb.IOException("IO Error: Could not write file: No space left on device")

    monkeypatch.setattr(Store, "_insert", full)
    assert run(["build", str(pages), "-o", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert NAME in told and "the disk is full: make room and run again" in told
    assert contents(tmp_path) == {}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_device_is_told() -> None:
    with pytest.raises(OutputError, match=r"/dev/full: No space left on device; the disk is full"):
        write_text(Path("/dev/full"), "text")
    assert Path("/dev/full").is_char_device()


def test_a_file_that_fails_midway_is_as_it_was(tmp_path: Path) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"half"
        no_space()

    write_text(tmp_path / "a", "old")
    with pytest.raises(OutputError, match="the disk is full"):
        write_bytes(tmp_path / "a", chunks())
    assert contents(tmp_path) == {"a": b"old"}


@pytest.mark.skipif(os.name != "posix", reason="needs links")
def test_a_link_leads_to_the_file_that_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("real")
    write_text(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "real").read_text() == "new"


BUILDING = """
import sys
from pathlib import Path
from kg.staging import staging
with staging(Path(sys.argv[1])):
    print("building", flush=True)
    sys.stdin.read()
"""


def test_two_builds_at_once_are_told(tmp_path: Path, pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-c", BUILDING, str(tmp_path)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout and other.stdout.readline() == "building\n"
        assert run(["build", str(pages), "-o", str(tmp_path)]) == 2
        assert f"{tmp_path}: another kg build is writing here: wait for it" in capsys.readouterr().err
        other.communicate("")
    assert run(["build", str(pages), "-o", str(tmp_path)]) == 0


def test_two_builds_at_once_in_one_process_are_told(tmp_path: Path) -> None:
    message = "another kg build is writing here"
    with staging(tmp_path), pytest.raises(OutputError, match=message), staging(tmp_path):
        pass
    assert contents(tmp_path) == {}


def foreign(path: Path) -> None:
    with duckdb.connect(path) as connection:
        connection.execute("CREATE TABLE mine (x INTEGER); INSERT INTO mine VALUES (42)")


@pytest.mark.parametrize(
    ("make", "said"),
    [(binary, "it is damaged"), (empty, "it is damaged"), (foreign, "it is not a readings store")],
)
def test_a_store_that_cannot_be_used_is_put_aside(
    tmp_path: Path,
    pages: Path,
    capsys: pytest.CaptureFixture[str],
    make: Callable[[Path], None],
    said: str,
) -> None:
    make(tmp_path / NAME)
    before = (tmp_path / NAME).read_bytes()
    assert run(["build", str(pages), "-o", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert f"{NAME}: {said}" in told and "moved to readings.old.duckdb, all is read anew" in told
    assert (tmp_path / "readings.old.duckdb").read_bytes() == before
    assert run(["stats", "-o", str(tmp_path)]) == 0


@pytest.mark.parametrize("command", [["stats"], ["export", "-f", "csv"], ["view"]])
def test_a_damaged_store_is_told_by_its_readers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    binary(tmp_path / NAME)
    assert run([*command, "-o", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert NAME in told and "delete the file and run kg build" in told


@pytest.mark.parametrize("command", [["query", "ASK {}"], ["export", "-f", "ttl"], ["validate"]])
def test_a_damaged_graph_is_told_by_its_readers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    (tmp_path / "graph.nq").write_bytes(b"nonsense\n")
    assert run([*command, "-o", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert "graph.nq" in told and "run kg build again" in told


def test_a_bad_configuration_is_told(tmp_path: Path, pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pages / "kg.toml").write_text("hom = '上海市'\n", encoding="utf-8")
    assert run(["build", str(pages), "-o", str(tmp_path)]) == 2
    assert "unknown setting 'hom'" in capsys.readouterr().err

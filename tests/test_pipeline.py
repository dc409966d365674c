"""Building: what is read again, what is written, and when."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg.intake
import kg.pipeline
from kg.config import Config, load_config
from kg.errors import InputError, PageError
from kg.model import Page, Reading
from kg.pipeline import build, extract
from kg.readings import NAME, open_store
from kg.staging import STAGE
from kg.store import FOLDER, STAMP
from tests.samples import ROOT, SEEDS, gold_readings

OUTPUTS = ["graph.html", "graph.nq", "graph.ttl", NAME, FOLDER]


class Study:
    """Gives the gold readings of a page, and keeps the names of the pages that were studied."""

    def __init__(self) -> None:
        self.pages: list[str] = []

    def __call__(self, page: Page, _: Config) -> list[Reading]:
        self.pages.append(page.name)
        return [reading for reading in gold_readings() if reading.article.page == page.name]


@pytest.fixture(autouse=True)
def _settled_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules do not change while a test runs, though somebody may be writing them."""
    monkeypatch.setattr(kg.pipeline, "_code", str)


@pytest.fixture
def study(monkeypatch: pytest.MonkeyPatch) -> Study:
    study = Study()
    monkeypatch.setattr(kg.pipeline, "study", study)
    return study


@pytest.fixture
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for name in {reading.article.page for reading in gold_readings()}:
        shutil.copy(SEEDS / name, folder / name)
        (folder / name).chmod(0o644)
    return folder


def contents(output: Path) -> dict[str, bytes]:
    return {path.name: held(path) for path in output.iterdir()}


def held(path: Path) -> bytes:
    # A database has its own random names inside; its stamp says which graph it holds.
    return (path / STAMP if path.name == FOLDER else path).read_bytes()


def graphs(output: Path) -> dict[str, bytes]:
    return {name: data for name, data in contents(output).items() if name != NAME}


@pytest.mark.usefixtures("study")
def test_a_build_writes_its_outputs(tmp_path: Path, pages: Path) -> None:
    summary = build([pages], output=tmp_path / "out")
    assert sorted(contents(tmp_path / "out")) == OUTPUTS
    assert [path.name for path in summary.outputs] == OUTPUTS
    assert min(summary.outputs.values()) > 1000
    assert (summary.pages, summary.articles, summary.unread) == (3, 19, 0)
    assert summary.posts == len({(p.person, p.post, p.org) for r in gold_readings() for p in r.posts})
    people = {link.entity for r in gold_readings() for link in r.links if link.entity.type == "Person"}
    assert summary.entities["Person"] == len(people)
    assert summary.pairs > 100 and summary.skipped == []


def test_unchanged_pages_are_not_read_again(tmp_path: Path, pages: Path, study: Study) -> None:
    build([pages], output=tmp_path)
    before, studied = graphs(tmp_path), len(study.pages)
    summary = build([pages], output=tmp_path)
    assert (studied, len(study.pages), summary.unread, summary.articles) == (3, 3, 3, 19)
    assert graphs(tmp_path) == before


def test_a_changed_page_is_read_again_alone(tmp_path: Path, pages: Path, study: Study) -> None:
    build([pages], output=tmp_path)
    page = sorted(pages.iterdir())[1]
    page.write_bytes(page.read_bytes() + b"\n")
    build([pages], output=tmp_path)
    assert study.pages[3:] == [page.name]


def test_other_settings_or_another_version_read_all_again(
    tmp_path: Path, pages: Path, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([pages], output=tmp_path)
    build([pages], output=tmp_path, config=load_config(home="上海市"))
    assert len(study.pages) == 6
    build([pages], output=tmp_path, config=load_config(home="上海市", paper="劳动报", reporters=True))
    assert len(study.pages) == 6, "what does not shape a reading is no reason to read again"
    monkeypatch.setattr(kg.pipeline, "__version__", "99")
    build([pages], output=tmp_path, config=load_config(home="上海市"))
    assert len(study.pages) == 9


@pytest.mark.usefixtures("study")
def test_a_build_is_exactly_the_given_pages(tmp_path: Path, pages: Path) -> None:
    names = sorted(path.name for path in pages.iterdir())
    build([pages], output=tmp_path / "grown")
    (pages / names[0]).unlink()
    build([pages], output=tmp_path / "grown")
    build([pages], output=tmp_path / "fresh")
    assert graphs(tmp_path / "grown") == graphs(tmp_path / "fresh")
    with open_store(tmp_path / "grown" / NAME, read_only=True) as store:
        assert [source.name for source in store.sources()] == names[1:]


@pytest.mark.usefixtures("study")
def test_the_order_of_files_does_not_matter(tmp_path: Path, pages: Path) -> None:
    files = sorted(pages.iterdir())
    build(files, output=tmp_path / "one")
    build(files[::-1], output=tmp_path / "two")
    build([pages], output=tmp_path / "three")
    assert graphs(tmp_path / "one") == graphs(tmp_path / "two") == graphs(tmp_path / "three")


@pytest.mark.usefixtures("study")
def test_unit_minimum_and_reporters_reach_the_store(tmp_path: Path, pages: Path) -> None:
    wide = build([pages], output=tmp_path, unit="article", config=load_config(reporters=True))
    narrow = build([pages], output=tmp_path, unit="article", minimum=2)
    assert wide.pairs > narrow.pairs > 0
    with open_store(tmp_path / NAME, read_only=True) as store:
        run = store.run()
    assert (run, run.unit, run.minimum, run.reporters) == (narrow.run, "article", 2, False)


@pytest.mark.usefixtures("study")
def test_pages_without_articles_are_said_each_time(tmp_path: Path, pages: Path) -> None:
    (pages / "notes.txt").write_text("会议记录，没有标题。\n", encoding="utf-8")
    said: list[PageError] = []
    for _ in range(2):
        summary = build([pages], output=tmp_path, on_skip=said.append)
        assert [error.page for error in summary.skipped] == ["notes.txt"]
        assert "no article found" in summary.skipped[0].reason
    assert len(said) == 2 and summary.unread == 4


@pytest.mark.usefixtures("study")
def test_progress_goes_up_to_the_end(tmp_path: Path, pages: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    build([pages], output=tmp_path, on_progress=lambda *step: steps.append(step))
    read = [done for step, done, _ in steps if step == "read"]
    size = sum(path.stat().st_size for path in pages.iterdir())
    assert read == sorted(read) and read[0] == 0 and read[-1] == size
    assert {total for step, _, total in steps if step == "read"} == {size}
    assert list(dict.fromkeys(step for step, *_ in steps)) == ["read", "resolve", "count", "graph", "view"]
    assert steps[-1] == ("view", 1, 1)


@pytest.mark.usefixtures("study")
def test_extract_gives_readings_in_the_order_of_names(pages: Path) -> None:
    files = sorted(pages.iterdir(), reverse=True)
    assert tuple(extract(files)) == gold_readings()


@pytest.mark.parametrize("options", [{"unit": "page"}, {"minimum": 0}])
def test_wrong_options_are_refused_before_any_work(
    tmp_path: Path, pages: Path, study: Study, options: dict[str, str | int]
) -> None:
    with pytest.raises(InputError):
        build([pages], output=tmp_path / "out", **options)  # type: ignore[arg-type]
    assert study.pages == [] and not (tmp_path / "out").exists()


def test_what_a_stopped_build_had_read_is_not_read_again(
    tmp_path: Path, pages: Path, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kg.intake, "BATCH", 1)

    def interrupted(page: Page, config: Config) -> list[Reading]:
        if len(study.pages) == 2:
            raise KeyboardInterrupt
        return study(page, config)

    with monkeypatch.context() as patch:
        patch.setattr(kg.pipeline, "study", interrupted)
        with pytest.raises(KeyboardInterrupt):
            build([pages], output=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [STAGE]
    summary = build([pages], output=tmp_path)
    assert summary.unread == 2 and len(study.pages) == 3
    assert sorted(contents(tmp_path)) == OUTPUTS


KILLED = """
import os, sys
import kg.intake, kg.pipeline
from tests.test_pipeline import Study
kg.pipeline.study = Study()
kg.intake.BATCH = 1
kg.pipeline._code = str
def killed(store, stage, *rest, **options):
    (stage / ".graph.nq.1-1.tmp").write_bytes(b"half")
    (stage / "graph.nq").write_bytes(b"half")
    os._exit(9)
kg.pipeline.derive = killed
kg.pipeline.build([sys.argv[1]], output=sys.argv[2])
"""


def test_a_killed_build_leaves_the_old_outputs_and_the_next_one_goes_on(
    tmp_path: Path, pages: Path, study: Study
) -> None:
    output = tmp_path / "out"
    one, *_ = sorted(pages.iterdir())
    build([one], output=output)
    before = contents(output)
    command = [sys.executable, "-c", KILLED, str(pages), str(output)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 9
    assert {name: held(output / name) for name in OUTPUTS} == before
    summary = build([pages], output=output)
    assert summary.unread == 3 and study.pages == [one.name]
    assert sorted(contents(output)) == OUTPUTS
    build([pages], output=tmp_path / "fresh")
    assert graphs(output) == graphs(tmp_path / "fresh")


def test_half_a_lock_file_stops_nobody(tmp_path: Path, pages: Path, study: Study) -> None:
    (tmp_path / STAGE).mkdir()
    (tmp_path / STAGE / ".lock.duckdb").write_bytes(b"")
    (tmp_path / STAGE / NAME).write_bytes(b"half")
    build([pages], output=tmp_path)
    assert len(study.pages) == 3


def test_a_changed_rule_reads_all_again(
    tmp_path: Path, pages: Path, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([pages], output=tmp_path)
    monkeypatch.setattr(kg.pipeline, "_code", lambda: "changed")
    build([pages], output=tmp_path)
    assert len(study.pages) == 6


def test_importing_kg_is_cheap() -> None:
    code = "import kg, sys; kg.KgError; print(*[m for m in sys.modules if m.partition('.')[0] in {names}])"
    heavy = {"rdflib", "duckdb", "jieba", "networkx", "pyvis", "pyshacl", "pyoxigraph", "click", "rich"}
    found = subprocess.run(
        [sys.executable, "-c", code.replace("{names}", repr(heavy))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert found.stdout.strip() == ""


def test_every_public_name_is_there() -> None:
    import kg

    assert list(kg.__all__) == sorted(kg.__all__)
    for name in [*kg.__all__, "query", "statistics"]:
        assert getattr(kg, name) is not None and name in dir(kg)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(kg, "nothing")  # noqa: B009

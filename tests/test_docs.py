"""The documents are true: commands run, queries answer, figures are those of today, links lead somewhere."""

from __future__ import annotations

import inspect
import json
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli import cli
from kg.cli.explain import SUPPORTS
from kg.config import load_config
from kg.engines import Recognizer, Span
from kg.engines.loading import BUILT_IN
from kg.engines.spans import checked
from kg.evaluate import Scores
from kg.pipeline import build, extract
from kg.publish import publish
from kg.query import load, named, run, table
from kg.rows import to_row
from kg.server import connected
from tests.samples import ROOT, SEEDS
from tests.serving import served
from tests.stores import oxigraph, virtuoso

READMES = ("README.md", "README.zh.md")
MADE = {"build", "dist", "node_modules", "output"}
DOCUMENTS = sorted(
    name
    for name in (path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.md"))
    if not name.startswith(".") and "/." not in name and not MADE & set(name.split("/"))
)
FENCE = re.compile(r"^(?P<margin> *)```(?P<language>\w*)\n(?P<text>.*?)^ *```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
NUMBER = re.compile(r"\d+(?:\.\d+)?")


@cache
def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def blocks(document: str, language: str) -> list[str]:
    """The fenced blocks of a language, their margin taken off."""
    found = (match for match in FENCE.finditer(text_of(document)) if match["language"] == language)
    return [re.sub(f"^{match['margin']}", "", match["text"], flags=re.MULTILINE) for match in found]


def commands(*documents: str) -> list[str]:
    """The lines that run kg, in order, each once; what sets kg up is taken off."""
    lines = [line for name in documents for block in blocks(name, "sh") for line in block.splitlines()]
    lines = [re.sub(r"^pip install \S+ && ", "", line.strip()) for line in lines]
    return list(dict.fromkeys(line for line in lines if re.search(r"(?:^|\| )kg ", line)))


def without_comments(block: str) -> str:
    return "\n".join(re.sub(r"(?:^|\s+)#\s.*$", "", line) for line in block.splitlines()).strip()


def table_between(document: str, name: str) -> list[list[str]]:
    """The rows of the tables between the marker comments of that name, heads and rules left out."""
    text = text_of(document).split(f"<!-- {name} -->")[1].split(f"<!-- /{name} -->")[0]
    return cells(text)


def cells(text: str) -> list[list[str]]:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if "|" in line
    ]
    return [row for row in rows if row[0] and not row[0].startswith("---")]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a reader of the README has it: the samples, their graph, own pages, an own query."""
    folder = tmp_path_factory.mktemp("reader")
    shutil.copytree(SEEDS, folder / "seeds")
    (folder / "pages" / "2022-12-05").mkdir(parents=True)
    shutil.copy(SEEDS / "000_75f3c950020aa114.txt", folder / "pages" / "2022-12-05" / "01.txt")
    (folder / "my.rq").write_text(blocks("README.md", "sparql")[0], encoding="utf-8")
    build([folder / "seeds"], output=folder / "output")
    rows = [json.dumps(to_row(reading)) for reading in extract([folder / "seeds"])]
    (folder / "readings.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return folder


STORES = {"http://127.0.0.1:7878": "oxigraph_base", "http://127.0.0.1:8890": "virtuoso_base"}


@pytest.fixture(scope="module")
def oxigraph_base(place: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where an Oxigraph is that holds the graph."""
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as store, connected() as server:
        publish(place / "output" / "graph.nq", store.graphs, server=server)
        yield store.graphs.rpartition("/")[0]


@pytest.fixture(scope="module")
def virtuoso_base(place: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a Virtuoso is that holds the graph."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as store, connected(store.access) as server:
        publish(place / "output" / "graph.nq", store.graphs, server=server)
        yield store.graphs.rpartition("/")[0]


@pytest.mark.skipif(os.name != "posix", reason="the commands are for a POSIX shell")
@pytest.mark.parametrize("command", [line for line in commands(*DOCUMENTS) if "kg serve" not in line])
def test_every_command_in_the_documents_runs(
    place: Path, command: str, request: pytest.FixtureRequest
) -> None:
    shell = shutil.which("bash")
    if not shell:
        pytest.skip("needs bash")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    for address, name in STORES.items():
        if address in command:
            env |= {"KG_STORE_USER": "dba", "KG_STORE_PASSWORD": "dba"}
            command = command.replace(address, request.getfixturevalue(name))
    kg = f'kg() {{ "{sys.executable}" -m kg "$@"; }}; set -o pipefail; '
    told = subprocess.run([shell, "-c", kg + command], cwd=place, env=env, capture_output=True, check=False)
    assert told.returncode == 0, told.stderr.decode()
    assert told.stdout or ">" in command


@pytest.mark.parametrize("command", [line for line in commands(*DOCUMENTS) if "kg serve" in line])
def test_every_server_in_the_documents_starts(place: Path, command: str) -> None:
    options = command.partition("kg serve")[2].split()
    if "--port" in options:
        del options[(at := options.index("--port")) : at + 2]
    with served(place / "output", *options) as server:
        assert server.send("GET", "/health").status == 200


@pytest.mark.filterwarnings("ignore:Dataset.default_context is:DeprecationWarning")  # rdflib 7.6 of itself
@pytest.mark.skipif(not shutil.which("curl") and os.environ.get("CI") != "true", reason="needs curl")
def test_requests_in_the_documents_are_answered(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line for block in blocks("docs/serve.md", "sh") for line in block.splitlines()]
    requests = [line for line in lines if line.startswith("curl ")]
    with served(place / "output") as server:
        for line in requests:
            asked = shlex.split(line.replace("http://127.0.0.1:8000/", server.address))
            told = subprocess.run([*asked, "--fail"], capture_output=True, check=False)
            assert told.returncode == 0 and told.stdout, line
        [client, database] = blocks("docs/serve.md", "python")
        exec(compile(client.replace("http://127.0.0.1:8000/", server.address), "serve.md", "exec"), {})
    assert len(requests) > 4 and capsys.readouterr().out.count("工会") == 5
    exec(compile(database.replace('"output"', repr(str(place / "output"))), "serve.md", "exec"), {})
    assert capsys.readouterr().out == "True\n"


@pytest.mark.parametrize(
    ("document", "number"),
    [(name, number) for name in DOCUMENTS for number in range(len(blocks(name, "sparql")))],
)
def test_every_query_in_the_documents_has_an_answer(place: Path, document: str, number: int) -> None:
    assert table(run(load(place / "output" / "graph.nq"), blocks(document, "sparql")[number])).rows


@pytest.mark.parametrize("document", READMES)
def test_the_python_in_the_readme_runs(
    place: Path, document: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(place)
    for block in blocks(document, "python"):
        exec(compile(block, document, "exec"), {})
    assert "北京市总工会 张良" in capsys.readouterr().out


def test_the_python_for_assistants_runs(place: Path, tmp_path: Path) -> None:
    [block] = blocks("docs/mcp.md", "python")
    env = {"PYTHONPATH": str(ROOT)}
    started = f'command={sys.executable!r}, args=["-m", "kg", "mcp", "-o", "output"], env={env}'
    block = block.replace('command="kg", args=["mcp", "-o", "output"]', started)
    (tmp_path / "asks.py").write_text(block, encoding="utf-8")
    asked = [sys.executable, "-X", "utf8", str(tmp_path / "asks.py")]
    told = subprocess.run(asked, cwd=place, capture_output=True, check=True).stdout.decode()
    assert started in block and "001_cd5e2c8a745e082b.txt" in told and "党组书记" in told


def test_the_settings_for_assistants_start_what_there_is() -> None:
    for block in blocks("docs/mcp.md", "json"):
        [servers] = json.loads(block).values()
        assert servers["kg"]["command"] == "kg"
        name, option, folder = servers["kg"]["args"]
        options = [word for told in cli.commands[name].params for word in told.opts]
        assert option in options and folder == "/path/to/output"


@pytest.mark.parametrize("document", READMES)
def test_the_settings_in_the_readme_are_settings(document: str, tmp_path: Path) -> None:
    [block] = blocks(document, "toml")
    (tmp_path / "kg.toml").write_text(block, encoding="utf-8")
    told = tomllib.loads(block)
    config = load_config(tmp_path)
    assert told == {
        key: getattr(config, key) for key in config.__slots__ if key not in ("columns", "recognizers")
    }


def test_both_readmes_have_the_same_commands_and_queries() -> None:
    for language in ("sh", "sparql", "python", "toml"):
        one, other = ([*map(without_comments, blocks(name, language))] for name in READMES)
        assert one == other and one


@pytest.mark.parametrize("name", [*cli.commands])
def test_every_command_is_in_the_readme_and_has_examples(name: str) -> None:
    for document in READMES:
        assert any(f"kg {name}" in command for command in commands(document)), document
    told = CliRunner().invoke(cli, [name, "--help"])
    assert told.exit_code == 0
    assert f"kg {name}" in told.output.partition("Examples 示例")[2]


def test_every_named_query_is_in_the_documents() -> None:
    listed = re.findall(r"^\| `([a-z-]+)` \|", text_of("docs/rdf.md"), re.MULTILINE)
    assert listed == [query.name for query in named()]
    for query in named():
        assert query.title_zh in text_of("docs/rdf.md")


def test_every_key_of_the_contract_is_in_the_readme() -> None:
    [row] = [to_row(reading) for reading in extract([SEEDS / "000_75f3c950020aa114.txt"])][:1]
    for document in READMES:
        told = set(re.findall(r"`(\w+)`", text_of(document)))
        assert {*list(row)[:14], *row["mentions"][0]} <= told, document
    assert set(row) <= set(re.findall(r"`(\w+)`", text_of("README.md") + text_of("docs/extraction.md")))


@pytest.fixture(scope="module")
def quality() -> dict[str, Any]:
    """The names of benchmarks/quality.py, which finds its neighbours as a script does."""
    folder = str(ROOT / "benchmarks")
    sys.path.insert(0, folder)
    try:
        return runpy.run_path(f"{folder}/quality.py")
    finally:
        sys.path.remove(folder)
        sys.modules.pop("tables", None)


@pytest.fixture(scope="module")
def scores(quality: dict[str, Any]) -> dict[str, Scores]:
    measured: dict[str, Scores] = quality["measured"]()
    return measured


@pytest.fixture(scope="module")
def rivals(quality: dict[str, Any]) -> dict[str, Scores]:
    measured: dict[str, Scores] = quality["rivals"]()
    return measured


def same_figures(told: list[list[str]], fresh: list[list[str]]) -> None:
    """Same rows and counts; ratios may differ by what rounding and another machine can do."""
    hint = "run: python benchmarks/quality.py --write"
    assert [row[0] for row in told] == [row[0] for row in fresh], hint
    for row, new in zip(told, fresh, strict=True):
        numbers, others = (NUMBER.findall(" ".join(line[1:])) for line in (row, new))
        tolerances = [0.005 if "." in number else 0.5 for number in others]
        pairs = zip(numbers, others, tolerances, strict=True)
        assert all(abs(float(a) - float(b)) <= limit for a, b, limit in pairs), (row, new, hint)


@pytest.mark.parametrize(
    ("document", "language"), [("README.md", "en"), ("README.zh.md", "zh"), ("docs/quality.md", "en")]
)
def test_the_quality_tables_are_those_of_today(
    quality: dict[str, Any], scores: dict[str, Scores], document: str, language: str
) -> None:
    same_figures(table_between(document, "quality"), cells(quality["summary"](scores, language)))


@pytest.mark.parametrize(
    ("document", "language"), [("README.md", "en"), ("README.zh.md", "zh"), ("docs/quality.md", "en")]
)
def test_the_comparison_is_that_of_today(
    quality: dict[str, Any],
    scores: dict[str, Scores],
    rivals: dict[str, Scores],
    document: str,
    language: str,
) -> None:
    same_figures(table_between(document, "compare"), cells(quality["compared"](scores, rivals, language)))


def test_the_detailed_figures_are_those_of_today(quality: dict[str, Any], scores: dict[str, Scores]) -> None:
    same_figures(table_between("docs/quality.md", "details"), cells(quality["detailed"](scores)))


def test_the_quality_tables_say_what_kg_evaluate_says() -> None:
    told = CliRunner().invoke(cli, ["evaluate", str(SEEDS), str(SEEDS / "gold"), "--json"])
    figures = json.loads(told.stdout)["scores"]
    rows = {row[0]: row[1] for row in table_between("README.md", "quality")}
    for row, subject in (("people", "entity Person"), ("unions", "entity Union"), ("posts held", "posts")):
        f1, gold = NUMBER.findall(rows[row])
        assert float(f1) == pytest.approx(figures[subject]["f1"], abs=0.005)
        assert int(gold) == figures[subject]["gold"]


def test_the_speed_tables_are_one_measurement() -> None:
    one, other = (table_between(name, "speed") for name in READMES)
    assert [row[1:] for row in one] == [row[1:] for row in other] and len(one) > 1


def test_every_rule_that_explains_a_name_is_explained() -> None:
    told = set(re.findall(r"`([^`]+)`", FENCE.sub("", text_of("docs/extraction.md"))))
    pages = (SEEDS, ROOT / "tests" / "gold" / "dev", ROOT / "tests" / "gold" / "heldout")
    links = [link for folder in pages for reading in extract([folder]) for link in reading.links]
    used = {link.mention.rule for link in links} | {link.rule for link in links}
    assert used <= told, f"docs/extraction.md says nothing of {sorted(used - told)}"


def test_every_rule_that_the_recognizers_can_give_is_explained() -> None:
    told = set(re.findall(r"`([^`]+)`", FENCE.sub("", text_of("docs/extraction.md"))))
    sources = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "kg" / "mentions").glob("*.py"))]
    given = {rule for source in sources for rule in re.findall(RULE, source)}
    assert len(given) > 10
    assert given <= told, f"docs/extraction.md says nothing of {sorted(given - told)}"
    assert {"engine:", *SUPPORTS} <= told


# A rule is the last argument of a Candidate: its name in quotes, or one of two.
RULE = r"Candidate\([^()]*(?:\([^()]*\)[^()]*)*\"([a-z][a-z+ ]+)\"\)"


def test_the_engines_of_the_documents_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """With stand-ins that answer as HanLP and LTP do: (form, tag, begin, end), and (tag, form)."""

    class Model:
        def __call__(self, lines: list[str], tasks: str) -> dict[str, Any]:
            person, date = ("张良", "PERSON", 0, 1), ("昨天", "DATE", 0, 1)
            return {tasks: [[person] if "张良" in line else [date] for line in lines]}

    small = SimpleNamespace(CLOSE_TOK_POS_NER_SRL_DEP_SDP_CON_ELECTRA_SMALL_ZH="m")
    hanlp = SimpleNamespace(pretrained=SimpleNamespace(mtl=small), load=lambda _: Model())
    answer = SimpleNamespace(
        pipeline=lambda lines, **_: SimpleNamespace(
            ner=[[("Nh", "张良")] if "张良" in s else [] for s in lines]
        )
    )
    monkeypatch.setitem(sys.modules, "hanlp", hanlp)
    monkeypatch.setitem(sys.modules, "ltp", SimpleNamespace(LTP=lambda _: answer))
    monkeypatch.setattr("importlib.metadata.version", lambda _: "1.0")
    texts = ["张良来了。昨天张良走了。", "没有人。"]
    for code in blocks("docs/engines.md", "python"):
        names: dict[str, Any] = {}
        exec(compile(code, "docs/engines.md", "exec"), names)
        [made] = [
            found() for found in names.values() if isinstance(found, type) and hasattr(found, "recognize")
        ]
        assert isinstance(made, Recognizer)
        assert checked(made.name, texts, made.recognize(texts)) == [
            [Span(0, 2, "Person"), Span(7, 9, "Person")],
            [],
        ]
        assert len([line for line in code.splitlines() if line.strip()]) <= 11


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_setting_of_an_engine_is_in_the_documents(name: str) -> None:
    module, _, attribute = BUILT_IN[name].partition(":")
    settings = inspect.signature(getattr(import_module(module), attribute)).parameters
    told = set(re.findall(r"`([a-z_]+)`", "".join(re.findall(r"^\|.*\|", text_of("docs/engines.md"), re.M))))
    assert settings.keys() <= told


def anchors(document: Path) -> Iterator[str]:
    """The addresses of the headings, as GitHub makes them."""
    text = FENCE.sub("", document.read_text(encoding="utf-8"))
    for heading in re.findall(r"^#+ +(.+)$", text, re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_and_images_lead_somewhere(document: str) -> None:
    for match in LINK.finditer(FENCE.sub("", text_of(document))):
        path, _, anchor = match["target"].partition("#")
        if re.match(r"[a-z]+:", path):
            continue
        target = (ROOT / document).parent / path if path else ROOT / document
        assert target.exists(), match["target"]
        assert target.resolve().is_relative_to(ROOT), match["target"]
        assert not anchor or anchor in anchors(target), match["target"]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_documents_end_well(document: str) -> None:
    text = text_of(document)
    assert text.endswith("\n") and not text.endswith("\n\n") and "\r" not in text
    assert text.count("```") % 2 == 0

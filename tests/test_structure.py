"""The rules of docs/architecture.md: imports go one way, files are small, no output is left to chance."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
KG = ROOT / "kg"
LONGEST_FILE = 400
HEAVY = {
    "docx",
    "duckdb",
    "httpx",
    "igraph",
    "jieba",
    "jinja2",
    "lxml",
    "mcp",
    "networkx",
    "oxrdflib",
    "pandas",
    "pyarrow",
    "pypdfium2",
    "pyshacl",
    "pyspark",
    "pyvis",
    "rdflib",
    "rjieba",
    "spacy",
    "starlette",
    "trafilatura",
    "uvicorn",
}
CLOCKS = {
    "date": {"today"},
    "datetime": {"now", "today", "utcnow"},
    "time": {"ctime", "gmtime", "localtime", "strftime", "time", "time_ns"},
}
MAY_ASK_THE_TIME = {"progress", "cli.judge"}  # the day of a decision is part of what a person says


def module(path: Path) -> str:
    """`kg/mentions/scene.py` is mentions.scene, `kg/mentions/__init__.py` mentions, `kg/__init__.py` ''."""
    parts = path.relative_to(KG).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


PATHS = {module(path): path for path in sorted(KG.rglob("*.py"))}
MODULES = [name for name in PATHS if name not in ("", "__main__")]


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(PATHS[name].read_text(encoding="utf-8"))


@cache
def order() -> list[str]:
    """The modules in the order of the table in docs/architecture.md."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    return re.findall(r"^\| `([a-z_.]+)` \|", text, re.MULTILINE)


def imports(name: str) -> Iterator[tuple[str, str]]:
    """Module of kg and name in it that `name` imports anywhere; a module imported whole comes with ''."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "kg":
                    yield alias.name.removeprefix("kg").removeprefix("."), ""
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name}: relative import"
            if (node.module or "").split(".")[0] == "kg":
                yield from _imported_from(node)


def _imported_from(node: ast.ImportFrom) -> Iterator[tuple[str, str]]:
    source = (node.module or "").removeprefix("kg").removeprefix(".")
    for alias in node.names:
        inner = f"{source}.{alias.name}".strip(".")
        yield (inner, "") if inner in PATHS else (source, alias.name)


def exported(name: str) -> list[str]:
    assert name in PATHS, f"kg.{name} does not exist"
    for node in tree(name).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            found: list[str] = ast.literal_eval(node.value)
            return found
    return []


def defined(name: str) -> set[str]:
    names: set[str] = set()
    for node in tree(name).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.ImportFrom):
            names |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.Assign):
            names |= {n.id for target in node.targets for n in ast.walk(target) if isinstance(n, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return names


def test_every_module_stands_in_the_table_of_the_architecture() -> None:
    assert len(order()) == len(set(order()))
    assert sorted(order()) == sorted(MODULES)


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_only_those_above_it(name: str) -> None:
    assert name in order(), "not in the table of docs/architecture.md"
    above = order()[: order().index(name)]
    assert {source for source, _ in imports(name)} <= set(above)


def test_imports_make_no_cycle() -> None:
    graph = {name: {source for source, _ in imports(name) if source} - {name} for name in MODULES}
    while leaves := {name for name, sources in graph.items() if not sources & set(graph)}:
        graph = {name: sources for name, sources in graph.items() if name not in leaves}
    assert graph == {}


@pytest.mark.parametrize("name", PATHS)
def test_every_module_says_what_it_is(name: str) -> None:
    assert ast.get_docstring(tree(name))


@pytest.mark.parametrize("name", [n for n in PATHS if n != "__main__"])
def test_exports_are_defined_and_sorted(name: str) -> None:
    names = exported(name)
    kinds = [0 if n.isupper() else 1 if n[:1].isupper() else 2 for n in names]
    assert names
    assert len(names) == len(set(names))
    assert [n for _, n in sorted(zip(kinds, names, strict=True))] == names
    if name:  # the package itself loads its names when they are first used
        assert set(names) <= defined(name)


def test_what_one_module_takes_from_another_is_exported() -> None:
    taken = {(source, wanted) for name in PATHS for source, wanted in imports(name) if wanted}
    assert [f"{source}.{wanted}" for source, wanted in sorted(taken) if wanted not in exported(source)] == []


def test_no_file_is_long() -> None:
    written = [
        path
        for path in sorted(KG.rglob("*"))
        if path.suffix in {".css", ".html", ".j2", ".js", ".py", ".rq", ".sql"}
        and not path.stem.endswith(".min")
    ]
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in written}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


@pytest.mark.parametrize("name", [n for n in PATHS if n.partition(".")[0] != "cli"])
def test_the_library_does_not_print(name: str) -> None:
    calls = [node.func for node in ast.walk(tree(name)) if isinstance(node, ast.Call)]
    assert not [call.lineno for call in calls if isinstance(call, ast.Name) and call.id == "print"]


@pytest.mark.parametrize("name", [n for n in PATHS if n not in MAY_ASK_THE_TIME])
def test_no_clock_and_no_chance_reaches_an_output(name: str) -> None:
    asked = []
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Attribute):
            owner = ast.unparse(node.value).rpartition(".")[2]
            asked += [node.lineno] if node.attr in CLOCKS.get(owner, ()) or owner == "uuid" else []
        elif isinstance(node, ast.ImportFrom):
            taken = {alias.name for alias in node.names}
            clock = node.module == "time" and taken & CLOCKS["time"]
            asked += [node.lineno] if clock or node.module == "uuid" else []
    assert asked == []


@pytest.mark.parametrize("name", PATHS)
def test_names_say_what_things_do(name: str) -> None:
    classes = [node.name for node in ast.walk(tree(name)) if isinstance(node, ast.ClassDef)]
    vague = re.compile(r"(?i:manager|helper|utils?|processor|handler)$")
    assert not [found for found in (*classes, name) if vague.search(found)]


@pytest.mark.parametrize(
    "code",
    [
        "import kg",
        "from kg.cli import run; run(['--help'])",
    ],
)
def test_importing_kg_and_its_help_load_nothing_heavy(code: str) -> None:
    shown = f"import sys; {code}; print('loaded:', *(m for m in sys.modules if '.' not in m))"
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", shown], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = set(run.stdout.rpartition("loaded:")[2].split())
    assert "kg" in loaded
    assert not HEAVY & loaded

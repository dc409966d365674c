"""No word list holds a name that is there only because a sample page has it.

What a sample page alone names is taken out of every list, in a copy of the package, and extraction is
measured anew. The register of administrative places stays: it is complete, whoever is named.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.lexicon import part_of_speech
from kg.model import CLASSES, MAIN_CLASSES
from tests.samples import ROOT, SEEDS

DATA = ROOT / "kg" / "data"
REGISTER = "divisions.tsv"
GENERAL = {"District", "Government", "School"}
"""Classes of which lists hold what everyone knows: short forms of places, offices, universities."""
MEASURE = """
import json, sys
from pathlib import Path
import kg
from kg.evaluate import evaluate
from kg.pipeline import extract
from kg.rows import to_row
seeds = Path(sys.argv[1])
scores = evaluate(map(to_row, extract([seeds])), [seeds / "gold"]).as_json()["scores"]
print(json.dumps([kg.__file__, {subject: tally["f1"] for subject, tally in scores.items()}]))
"""


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@cache
def gold() -> dict[str, Any]:
    files = sorted((SEEDS / "gold").glob("*.yaml"))
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in files}


def entities(page: str) -> Iterator[tuple[str, str, set[str]]]:
    """Class, canonical name and all forms of what a page of gold names."""
    for article in gold()[page]["articles"]:
        for kind, named in article["entities"].items():
            for name, surfaces in named.items():
                yield kind, name, {squeezed(form) for form in (name, *(surfaces or []))}


@cache
def rare(*kinds: str) -> frozenset[str]:
    """The forms of entities of these classes that one sample page names and no other has."""
    found: set[str] = set()
    for page in gold():
        others = [squeezed(p.read_text(encoding="utf-8")) for p in SEEDS.glob("*.txt") if p.stem != page]
        elsewhere = {(kind, name) for other in gold() if other != page for kind, name, _ in entities(other)}
        for kind, name, forms in entities(page):
            known = (kind, name) in elsewhere or any(form in text for form in forms for text in others)
            if kind in kinds and not known:
                found |= forms
    return frozenset(found)


def entries() -> set[str]:
    """All words of all lists but the register."""
    found: set[str] = set()
    for path in sorted(DATA.iterdir()):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".tsv" and path.name != REGISTER:
            found |= {word for line in text.splitlines() if line[:1] != "#" for word in line.split()}
        elif path.suffix == ".toml":
            found |= set(re.findall(r"['\"]([^'\"\n]+)['\"]", text))
    return found


def without(names: frozenset[str], folder: Path) -> set[str]:
    """Takes the names out of the lists in a folder; a row of a table goes when a column of it is one."""
    gone: set[str] = set()
    for path in sorted(folder.iterdir()):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".tsv" and path.name != REGISTER:
            lines = []
            for line in text.splitlines():
                cells = line.split("\t")
                gone |= names & {word for cell in cells for word in (cell, *cell.split(" "))}
                if line[:1] == "#" or not names & {*cells}:
                    kept = (" ".join(w for w in cell.split(" ") if w not in names) for cell in cells)
                    lines.append(line if line[:1] == "#" else "\t".join(kept))
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        elif path.suffix == ".toml":
            for name in names:
                text, count = re.subn(rf"(['\"]){re.escape(name)}\1,?\s*", "", text)
                gone |= {name} if count else set()
            path.write_text(text, encoding="utf-8")
    return gone


def measured(package: Path) -> dict[str, float]:
    """F1 by subject of the package in a folder, on the sample pages."""
    command = [sys.executable, "-W", "error::UserWarning:kg", "-c", MEASURE, str(SEEDS)]
    env = {**os.environ, "PYTHONPATH": str(package)}
    run = subprocess.run(command, cwd=package, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    where, scores = json.loads(run.stdout)
    assert Path(where).is_relative_to(package)
    found: dict[str, float] = scores
    return found


@pytest.fixture(scope="module")
def whole() -> dict[str, float]:
    return measured(ROOT)


def lessened(folder: Path, *kinds: str) -> tuple[set[str], dict[str, float]]:
    shutil.copytree(ROOT / "kg", folder / "kg", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "ontology", folder / "ontology")
    gone = without(rare(*kinds), folder / "kg" / "data")
    return gone, measured(folder)


def test_scores_hold_without_what_one_page_alone_names(tmp_path: Path, whole: dict[str, float]) -> None:
    """People, firms, unions, activities and all that is no place, office or school: every one of the five."""
    kinds = [kind for kind in CLASSES if kind not in GENERAL]
    assert len(rare(*kinds)) > 100
    _, scores = lessened(tmp_path, *kinds)
    for subject in (*(f"entity {kind}" for kind in MAIN_CLASSES), "entity FIVE"):
        assert scores[subject] >= whole[subject] - 0.01, subject


def test_scores_hold_without_their_places_offices_and_schools_too(
    tmp_path: Path, whole: dict[str, float]
) -> None:
    gone, scores = lessened(tmp_path, *CLASSES)
    assert gone, "nothing was taken out: the test tests nothing"
    for subject in ("entity Person", "entity Company", "entity Initiative", "entity FIVE"):
        assert scores[subject] >= whole[subject] - 0.02, subject  # two names in a hundred


def test_no_list_has_a_person_or_firm_of_one_page_nor_a_coined_part_of_its_name() -> None:
    """首开 of 首开集团 would be such a part; 汽车 is a word of the language."""
    names = rare("Person", "Company")
    assert len(names) > 25
    parts = {entry for entry in entries() if len(entry) > 1 and any(entry in name for name in names)}
    assert not names & entries()
    assert not [part for part in parts if not part_of_speech(part) and not KIND.fullmatch(part)]


# Words for a kind that the tokenizer's dictionary does not have as one.
KIND = re.compile(r"(?:股份|有限|责任|集团|总|分|子|项目)*(?:公司|集团|部)")


def test_no_list_has_a_word_twice() -> None:
    lists = tomllib.loads((DATA / "words.toml").read_text(encoding="utf-8"))
    repeated = {
        name: [word for word, times in Counter(entries).items() if times > 1]
        for name, entries in lists.items()
        if isinstance(entries, list)
    }
    assert not {name: found for name, found in repeated.items() if found}

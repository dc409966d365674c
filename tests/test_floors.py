"""Extraction from the sample pages holds the floors of floors.toml."""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from kg.evaluate import Scores, evaluate
from kg.pipeline import extract
from kg.rows import to_row
from tests.samples import SEEDS

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
GOLD = SEEDS / "gold"


@pytest.fixture(scope="module")
def rows() -> list[Mapping[str, Any]]:
    return [to_row(reading) for reading in extract([SEEDS])]


@pytest.fixture(scope="module")
def scores(rows: list[Mapping[str, Any]]) -> Scores:
    return evaluate(rows, [GOLD])


def test_the_gold_is_the_one_the_floors_were_set_for() -> None:
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(GOLD.glob("*.yaml")):
        digest.update(path.name.encode() + b"\n" + path.read_bytes())
    assert FLOORS["gold"]["digest"] == digest.hexdigest()


def test_every_page_has_its_articles(rows: list[Mapping[str, Any]]) -> None:
    assert FLOORS["articles"] == Counter(PurePosixPath(row["page"]).stem for row in rows)


@pytest.mark.parametrize("part", FLOORS["cut"])
def test_articles_are_cut_right(scores: Scores, part: str) -> None:
    faults = [fault for fault in scores.errors if part.startswith(fault.what)]
    assert FLOORS["cut"][part] == scores.counts[part], faults


@pytest.mark.parametrize("subject", FLOORS["f1"])
def test_f1_is_not_under_its_floor(scores: Scores, subject: str) -> None:
    faults = [fault for fault in scores.errors if fault.what == subject.removeprefix("entity ")]
    assert scores.tallies[subject].f1 >= FLOORS["f1"][subject], faults

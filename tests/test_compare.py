"""Other systems beside ours: the baseline by hand, engines with the same measure, weights from precision."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import log
from pathlib import Path

import pytest

import kg.engines
from kg.baseline import baseline
from kg.cli import run
from kg.config import load_config
from kg.engines import Span
from kg.evaluate import evaluate
from kg.model import Article, Class, Reading
from kg.pipeline import extract
from kg.rivals import calibrated, compared
from kg.rows import to_row
from kg.scores import Scores, Tally
from tests.graphs import passage
from tests.samples import SEEDS

GOLD = SEEDS / "gold"
PAGE = SEEDS / "001_cd5e2c8a745e082b.txt"
PAGE_GOLD = GOLD / "001_cd5e2c8a745e082b.yaml"


def names(text: str) -> list[tuple[str, str]]:
    """What the baseline finds in a text, with the class."""
    reading = Reading(Article("p.txt", 1, "news", passage("　"), passage(text)))
    [row] = baseline([reading])
    for mention in row["mentions"]:
        assert text[mention["start"] : mention["end"]] == mention["surface"] == mention["entity"]
    return [(mention["surface"], mention["type"]) for mention in row["mentions"]]


def test_what_stands_in_front_of_a_suffix_is_joined_to_it() -> None:
    assert names("北京市总工会举办培训班。") == [("北京市总工会", "Union")]
    assert ("北京大学", "School") in names("他在北京大学学习。")
    assert names("朝阳区和平街街道开展活动。")[-1] == ("朝阳区和平街街道", "District")


def test_tagged_people_and_places_are_taken_as_they_are() -> None:
    assert names("李明在上海说。") == [("李明", "Person"), ("上海", "District")]


def test_generic_words_name_no_one() -> None:
    assert names("工会和企业") == []


def test_rows_of_the_baseline_have_our_articles_and_no_statements() -> None:
    readings = list(extract([PAGE]))
    for row, reading in zip(baseline(readings), readings, strict=True):
        ours = to_row(reading)
        assert {key: row[key] for key in ("title", "text", "reporters", "kind")} == {
            key: ours[key] for key in ("title", "text", "reporters", "kind")
        }
        assert row["posts"] == row["relations"] == []


def test_both_systems_are_measured_as_kg_evaluate_does() -> None:
    scores = compared([PAGE], [PAGE_GOLD], config=load_config())
    assert list(scores) == ["kg", "posseg"]
    assert scores["kg"].as_json() == evaluate(map(to_row, extract([PAGE])), [PAGE_GOLD]).as_json()
    assert scores["kg"].tallies["entity FIVE"].f1 > scores["posseg"].tallies["entity FIVE"].f1 > 0.2


class Liar:
    """Knows one name of the page, and says it of nobody else; and takes every 工会 for a person."""

    name = "liar"
    identity = "1"

    def recognize(self, texts: Sequence[str], /) -> list[list[Span]]:
        return [
            [*self._spans(text, "张良", "Person"), *self._spans(text, "工会", "Company")] for text in texts
        ]

    def _spans(self, text: str, word: str, kind: Class) -> list[Span]:
        starts = [at for at in range(len(text)) if text.startswith(word, at)]
        return [Span(at, at + 2, kind) for at in starts]


@pytest.fixture
def liar(monkeypatch: pytest.MonkeyPatch) -> None:
    kg.engines._engine.cache_clear()
    monkeypatch.setattr("kg.engines.loading._attribute", lambda *_: Liar())


@pytest.mark.usefixtures("liar")
def test_an_engine_is_measured_alone_and_with_kg() -> None:
    scores = compared([PAGE], [PAGE_GOLD], config=load_config(recognizer="x:liar"))
    assert list(scores) == ["kg", "posseg", "liar", "kg + liar"]
    people = scores["liar"].tallies["mention Person"]
    assert people.right == people.predicted > 0 and scores["liar"].tallies["mention Company"].right == 0


def test_weights_are_the_log_odds_of_precision() -> None:
    scores = Scores()
    scores.add("mention Person", Tally(right=9, predicted=10, gold=20))
    scores.add("mention Company", Tally(right=1, predicted=9, gold=5))
    scores.add("mention Award", Tally(right=4, predicted=4, gold=5))
    assert calibrated(scores) == {
        "Person": pytest.approx(log(9.5 / 1.5), abs=0.01),
        "Company": pytest.approx(log(1.5 / 8.5), abs=0.01),
    }


def test_a_table_for_people_and_json_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", str(PAGE), str(PAGE_GOLD)]) == 0
    told = capsys.readouterr().out
    assert "posseg F1" in told and "人物 Person" in told and "五类 five" in told
    assert run(["compare", str(PAGE), str(PAGE_GOLD), "--json"]) == 0
    systems = json.loads(capsys.readouterr().out)["systems"]
    assert set(systems) == {"kg", "posseg"} and "f1" in systems["posseg"]["entity Person"]


@pytest.mark.usefixtures("liar")
def test_weights_are_printed_as_settings(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", str(PAGE), str(PAGE_GOLD), "--recognizer", "x:liar"]) == 0
    told = capsys.readouterr().out
    assert '[recognizers."x:liar"]\nweights = { ' in told and "kg + liar F1" in told


def test_pages_that_are_skipped_are_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / PAGE.name).write_bytes(PAGE.read_bytes())
    (tmp_path / "empty.txt").touch()
    assert run(["compare", str(tmp_path), str(PAGE_GOLD)]) == 1
    assert "empty.txt" in capsys.readouterr().err

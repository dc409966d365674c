"""What is chosen by a conditional logit, and that its weights are those that the annotated pages give."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import pytest

from kg.lexicon import rows
from kg.logit import score
from tests.samples import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))

from annotated import Annotated, annotated
from logit import Choice, learn, measured


@pytest.fixture(scope="module")
def articles() -> Sequence[Annotated]:
    return list(annotated())


def shipped(table: str) -> dict[str, float]:
    return {name: float(weight) for name, weight in rows(table)}


def test_learning_again_gives_the_weights_of_levels(articles: Sequence[Annotated]) -> None:
    import levels

    learned = learn(list(levels.choices(articles)), levels.PENALTY)
    assert learned == pytest.approx(shipped("levels.tsv"), abs=0.1)  # other names found, other weights


def test_learning_again_gives_the_weights_of_owners(articles: Sequence[Annotated]) -> None:
    import owners

    learned = learn(list(owners.choices(articles)), owners.PENALTY, owners.LEAST)
    assert learned == pytest.approx(shipped("owners.tsv"), abs=0.1)


def test_what_annotators_chose_is_learned() -> None:
    near, far = [("near", 1.0), ("seen", 1.0)], [("seen", 1.0)]
    given = [Choice.of(str(page), [(near, page > 0), (far, page == 0)]) for page in range(10)]
    weights = learn(given, penalty=0.1)
    assert weights["near"] > 1 and weights["seen"] == 0
    assert measured(given, penalty=0.1) == 0.9
    once = Choice.of("10", [([*near, ("rare", 1.0)], True), (far, False)])
    assert learn([*given, once], penalty=0.1, least=2).keys() == weights.keys()


def test_a_score_is_the_sum_of_what_is_seen() -> None:
    weights = shipped("levels.tsv")
    seen = [("named", 2.0), ("nearest", 1.0), ("never seen", 5.0)]
    assert score("levels.tsv", seen) == pytest.approx(2 * weights["named"] + weights["nearest"])

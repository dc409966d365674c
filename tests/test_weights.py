"""The weights that ship are those that the annotated pages give."""

from __future__ import annotations

import sys

import pytest

from kg.lexicon import rows
from kg.mentions.weights import BIAS, weigh, weights
from tests.samples import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))

FEATURES = [("is a word", 1.0), ("head before", 1.0)]


def test_learning_again_gives_the_same_weights() -> None:
    pytest.importorskip("numpy", reason="numpy is needed to learn weights")
    from train import GOLD, MODELS, examples, learn

    given = list(examples(GOLD))
    for model in MODELS:
        learned = learn([example for example in given if example.model == model])
        shipped = {feature: float(weight) for name, feature, weight in rows("weights.tsv") if name == model}
        assert shipped.keys() == learned.keys()
        assert shipped == pytest.approx(learned, abs=0.005)


def test_no_feature_names_anyone() -> None:
    from kg.gold import gold_page

    names = {
        surface
        for path in sorted((ROOT / "seeds" / "gold").glob("*.yaml"))
        for article in gold_page(path)["articles"]
        for kind in ("Person", "Company")
        for surface in article["entities"].get(kind) or {}
    }
    features = {feature for _, feature, _ in rows("weights.tsv")}
    assert len(names) > 30
    assert not {feature for feature in features for name in names if name in feature}


def test_a_frame_adds_to_what_a_feature_says() -> None:
    table = {feature: float(weight) for name, feature, weight in rows("weights.tsv") if name == "person"}
    plain, titled = weights("person"), weights("person", "titled")
    assert plain["cuts a word"] == table["cuts a word"]
    assert titled["cuts a word"] == pytest.approx(table["cuts a word"] + table["titled: cuts a word"])


def test_unknown_features_add_nothing() -> None:
    assert weigh("person", [*FEATURES, ("never seen", 9.0)]) == weigh("person", FEATURES)
    assert weigh("no model", [(BIAS, 1.0)]) == 0

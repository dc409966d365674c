"""The weights that ship are those that the annotated pages give, and all of them count."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from kg.articles import split
from kg.errors import PageError
from kg.lexicon import rows
from kg.mentions.anchor_features import anchor, edge, inside, reach
from kg.mentions.name_bounds import LENIENT, by_hand
from kg.mentions.name_characters import sort_of_name, within
from kg.mentions.name_facts import anchor_facts, edge_facts, reach_facts
from kg.mentions.name_features import across, again, behind
from kg.mentions.name_fronts import before, framed
from kg.mentions.names import anchors, left_edges
from kg.mentions.people import THRESHOLD, by_looks, people, spans, starts, titles
from kg.mentions.scene import Scene
from kg.mentions.weights import BIAS, weigh, weights
from kg.read import pages
from tests.samples import ROOT, SEEDS

sys.path.insert(0, str(ROOT / "benchmarks"))

FEATURES = [("is a word", 1.0), ("head before", 1.0)]


def test_learning_again_gives_the_same_weights() -> None:
    from train import GOLD, MODELS, examples, learn

    given = list(examples(GOLD))
    for model in MODELS:
        shipped = {feature: float(weight) for name, feature, weight in rows("weights.tsv") if name == model}
        # The optimum is one, so it may be looked for from where it should be, which takes a step or two.
        learned = learn([example for example in given if example.model == model], begin=shipped)
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


def fail(error: PageError) -> None:
    raise error


def scenes() -> Iterator[Scene]:
    for page in pages([SEEDS, ROOT / "tests" / "gold" / "dev" / "dev-01.txt"], on_skip=fail):
        for article in split(page):
            yield Scene(*(passage.text for field, passage in article.passages() if field != "byline"))


OTHERWISE = ("dotted", "latin", "signed", "addressed", "spaced")
"""Rules that weigh no features."""


def test_people_are_those_that_all_features_of_all_spans_give() -> None:
    """What is dropped early, by the most that can still be added, would never have become a name."""
    for scene in scenes():
        found = [(c.start, c.end, round(c.score, 6)) for c in people(scene) if c.rule not in OTHERWISE]
        assert found == [(start, end, round(score, 6)) for start, end, score in weighed(scene)]


def weighed(scene: Scene) -> Iterator[tuple[int, int, float]]:
    """The best span at each place where a person's name can begin, by features alone."""
    shown = titles(scene)
    for start in starts(scene, shown):
        [front] = before(scene, start, shown)
        frame = framed(front[0])
        best: tuple[int, float] | None = None
        for _, end in spans(scene, start, shown):
            name = scene.text[start:end]
            sort = sort_of_name(name)
            around = [*behind(scene, end), *across(scene, start, end)]
            score = LENIENT + by_looks(scene, start, end, frame, sort)
            if not any(feature.endswith(", made behind") for feature, _ in around):
                score -= by_hand(name, frame)
            score += weigh("person", [(BIAS, 1.0), *again(scene.text, name)]) + weigh("person", [front], sort)
            score += weigh("person", within(name), frame) + weigh("person", around, frame, sort)
            if score > 0 and (best is None or score + THRESHOLD >= best[1]):
                best = end, score + THRESHOLD
        if best:
            yield start, *best


def test_edges_are_weighed_by_all_their_features() -> None:
    for scene in scenes():
        for start, end, kind in anchors(scene):
            seen = [(BIAS, 1.0), *anchor(*anchor_facts(scene, start, end))]
            for step, score in left_edges(scene, start, end, kind):
                seen += inside(step.word, step.said.score, step.placed)
                here = [*edge(*edge_facts(scene, step, end)), *reach(*reach_facts(scene, step, end))]
                assert score == pytest.approx(weigh("name", [*seen, *here], kind))

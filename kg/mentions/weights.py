"""Weights that were learned from annotated pages: what each feature adds to the log-odds of a name.

`python benchmarks/train.py --write` learns them and writes kg/data/weights.tsv.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Concatenate, ParamSpec, cast

from kg.lexicon import rows

__all__ = ["BIAS", "Feature", "weigh", "weigher", "weights"]

Feature = tuple[str, float]
"""What is seen, and how much of it: ("right speech", 1.0)."""

BIAS = "bias"
"""The feature that every candidate has."""


@cache
def weights(model: str, frame: str = "") -> dict[str, float]:
    """Feature -> weight (log-odds by unit of the feature), as it counts in a frame.

    What a feature says may depend on where the candidate stands: "titled: cuts a word" is added to
    "cuts a word" for a name behind a title.
    """
    learned = {feature: float(weight) for name, feature, weight in rows("weights.tsv") if name == model}
    inside = {
        f.removeprefix(f"{frame}: "): w for f, w in learned.items() if frame and f.startswith(f"{frame}: ")
    }
    plain = {feature: weight for feature, weight in learned.items() if ": " not in feature}
    return {feature: plain.get(feature, 0.0) + inside.get(feature, 0.0) for feature in plain | inside}


def weigh(model: str, features: Iterable[Feature], frame: str = "") -> float:
    """The log-odds that the features add up to; features without a weight add nothing."""
    known, total = weights(model, frame), 0.0
    for name, value in features:
        if name in known:
            total += known[name] * value
    return total


Facts = ParamSpec("Facts")


def weigher(model: str, seen: Callable[Facts, Iterable[Feature]]) -> Callable[Concatenate[str, Facts], float]:
    """A function from a frame and facts to the log-odds that the features seen in the facts add up to.

    Each sum is remembered: the features must depend on nothing but the facts.
    """

    @lru_cache(maxsize=1 << 16)
    def weighed(frame: str, *facts: Facts.args, **_: Facts.kwargs) -> float:
        return weigh(model, seen(*facts, **_), frame)

    return cast("Callable[Concatenate[str, Facts], float]", weighed)

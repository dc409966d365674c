"""Weights that were learned from annotated pages: what each feature adds to the log-odds of a name.

`python benchmarks/train.py --write` learns them and writes kg/data/weights.tsv.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from kg.lexicon import rows

__all__ = ["BIAS", "Feature", "weigh", "weights"]

Feature = tuple[str, float]
"""What is seen, and how much of it: ("right speech", 1.0)."""

BIAS = "bias"
"""The feature that every candidate has."""


@cache
def weights(model: str, *frames: str) -> dict[str, float]:
    """Feature -> weight (log-odds by unit of the feature), as it counts in all of the frames.

    What a feature says may depend on where the candidate stands: "titled: cuts a word" is added to
    "cuts a word" for a name behind a title.
    """
    found: dict[str, float] = {}
    for name, feature, weight in rows("weights.tsv"):
        frame, mark, plain = feature.rpartition(": ")
        if name == model and (not mark or frame in frames):
            found[plain] = found.get(plain, 0.0) + float(weight)
    return found


def weigh(model: str, features: Iterable[Feature], *frames: str) -> float:
    """The log-odds that the features add up to; features without a weight add nothing."""
    known = weights(model, *frames)
    total = 0.0
    for name, value in features:
        if name in known:
            total += known[name] * value
    return total

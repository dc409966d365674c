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
def weights(model: str, *frames: str) -> dict[str, float]:
    """Feature -> weight (log-odds by unit of the feature), as it counts in all of the frames.

    What a feature says may depend on where the candidate stands: "titled: cuts a word" is added to
    "cuts a word" for a name behind a title.
    """
    found: dict[str, float] = {}
    for frame in dict.fromkeys(("", *frames)):
        for feature, weight in _learned().get((model, frame), {}).items():
            found[feature] = found.get(feature, 0.0) + weight
    return found


@cache
def _learned() -> dict[tuple[str, str], dict[str, float]]:
    """(model, frame or '') -> feature -> weight, as the table has them."""
    found: dict[tuple[str, str], dict[str, float]] = {}
    for model, named, weight in rows("weights.tsv"):
        frame, _, feature = named.rpartition(": ")
        found.setdefault((model, frame), {})[feature] = float(weight)
    return found


def weigh(model: str, features: Iterable[Feature], *frames: str) -> float:
    """The log-odds that the features add up to; features without a weight add nothing."""
    known, total = weights(model, *frames), 0.0
    for name, value in features:
        if name in known:
            total += known[name] * value
    return total


Facts = ParamSpec("Facts")
Frames = str | tuple[str, ...]


def weigher(
    model: str, seen: Callable[Facts, Iterable[Feature]]
) -> Callable[Concatenate[Frames, Facts], float]:
    """A function from frames and facts to the log-odds that the features seen in the facts add up to.

    Each sum is remembered: the features must depend on nothing but the facts.
    """

    @lru_cache(maxsize=1 << 14)
    def weighed(frame: Frames, *facts: Facts.args, **_: Facts.kwargs) -> float:
        return weigh(model, seen(*facts, **_), *((frame,) if isinstance(frame, str) else frame))

    return cast("Callable[Concatenate[Frames, Facts], float]", weighed)

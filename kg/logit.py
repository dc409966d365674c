"""Scores of a conditional logit: what is seen of a candidate adds up, and the best one is chosen.

McFadden, Conditional logit analysis of qualitative choice behavior (1974). `benchmarks/levels.py` and
`benchmarks/owners.py` learn the weights from annotated pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from kg.lexicon import rows

__all__ = ["Seen", "score"]

Seen = Iterable[tuple[str, float]]
"""What is seen of a candidate: features and their values."""


def score(table: str, seen: Seen) -> float:
    """The sum of what is seen, each by its weight in a table of kg/data."""
    weights = _weights(table)
    return sum(weights.get(name, 0.0) * value for name, value in seen)


@cache
def _weights(table: str) -> dict[str, float]:
    return {name: float(weight) for name, weight in rows(table)}

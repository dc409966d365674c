"""Learns the weights of a conditional logit (kg/logit.py): which of several candidates annotators chose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.logit import Seen

__all__ = ["Choice", "learn", "measured"]

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose with its candidates: what is seen of each, and which are right."""

    article: str
    seen: tuple[Mapping[str, float], ...]
    right: tuple[bool, ...]

    @classmethod
    def of(cls, article: str, candidates: Iterable[tuple[Seen, bool]]) -> Choice:
        """The choice between candidates, each with whether it is right."""
        told = [(dict(seen), right) for seen, right in candidates]
        return cls(article, tuple(seen for seen, _ in told), tuple(right for _, right in told))


def learn(given: Sequence[Choice], penalty: float, least: int = 1) -> dict[str, float]:
    """Feature -> weight, by Newton's method on the likelihood that a right candidate is chosen.

    With an L2 penalty the function is convex where one candidate is right: the same choices give the same
    weights. What is seen in fewer than `least` choices has no weight.
    """
    told = [choice for choice in given if 0 < sum(choice.right) < len(choice.right)]
    often = Counter(name for choice in told for name in {name for seen in choice.seen for name in seen})
    names = sorted(name for name in often if often[name] >= least)
    matrices = [_matrix(choice, names) for choice in told]
    weights = np.zeros(len(names))
    for _ in range(100):
        slope, curve = penalty * weights, penalty * np.eye(len(names))
        for seen, right in matrices:
            chance = np.exp(seen @ weights - (seen @ weights).max())
            chance /= chance.sum()
            hoped = chance * right / (chance @ right)
            slope += seen.T @ (chance - hoped)
            curve += seen.T @ (np.diag(chance) - np.outer(chance, chance)) @ seen
        step = np.linalg.solve(curve, slope)
        weights = weights - step
        if np.abs(step).max() < 1e-6:
            break
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def measured(given: Sequence[Choice], penalty: float, least: int = 1) -> float:
    """The share of choices that weights learned from other articles get right."""
    articles = sorted({choice.article for choice in given})
    right = 0
    for fold in range(FOLDS):
        apart = set(articles[fold::FOLDS])
        weights = learn([choice for choice in given if choice.article not in apart], penalty, least)
        right += sum(_chosen(choice, weights) for choice in given if choice.article in apart)
    return right / len(given)


def _matrix(choice: Choice, names: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    seen = np.array([[one.get(name, 0.0) for name in names] for one in choice.seen])
    return seen, np.array(choice.right, float)


def _chosen(choice: Choice, weights: Mapping[str, float]) -> bool:
    """Whether a right candidate has the highest score."""
    scores = [sum(weights.get(name, 0.0) * value for name, value in seen.items()) for seen in choice.seen]
    return bool(scores) and choice.right[scores.index(max(scores))]

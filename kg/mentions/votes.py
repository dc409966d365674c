"""Candidates of an engine beside our own: where both agree ours is strengthened, the rest competes."""

from __future__ import annotations

from collections.abc import Sequence

from kg.mentions.scene import Candidate

__all__ = ["joined"]

AGREED = 0.3
"""Share of a vote's score that is added to our candidate of the same span and class."""


def joined(own: Sequence[Candidate], votes: Sequence[Candidate]) -> list[Candidate]:
    """Our candidates and the votes; one that a vote agrees with is stronger than either, and stays ours.

    Only votes above zero count.
    """
    if not votes:
        return [*own]
    best: dict[tuple[int, int, str], float] = {}
    for vote in votes:
        key = vote.start, vote.end, vote.type
        best[key] = max(vote.score, best.get(key, 0.0))
    return [*(_strengthened(c, best.get((c.start, c.end, c.type), 0.0)) for c in own), *votes]


def _strengthened(candidate: Candidate, vote: float) -> Candidate:
    return candidate._replace(score=max(candidate.score, vote) + AGREED * vote) if vote else candidate

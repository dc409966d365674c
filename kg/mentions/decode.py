"""From many candidates to the best set of names that do not overlap."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import islice

from kg.mentions.scene import Candidate

__all__ = ["best_set", "outermost"]

INNER = 0.7
"""Share of the score of inner names that the name around them takes over: the longest name wins."""


def best_set(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The non-overlapping candidates of the greatest total score, in order (weighted interval scheduling).

    Only scores above zero count; of equal totals the one with fewer, longer names wins.
    """
    ordered = sorted({c for c in candidates if c.score > 0}, key=_by_end)
    if len(ordered) < 2:
        return ordered
    ends = [c.end for c in ordered]
    totals: list[tuple[float, int]] = [(0.0, 0)]
    before: list[int] = []
    for number, candidate in enumerate(ordered):
        before.append(bisect_right(ends, candidate.start, 0, number))
        total, count = totals[before[-1]]
        with_it = round(total + candidate.score, 6), count - 1
        totals.append(with_it if with_it > totals[-1] else totals[-1])
    chosen: list[Candidate] = []
    number = len(ordered)
    while number:
        if totals[number] == totals[number - 1]:
            number -= 1
            continue
        chosen.append(ordered[number - 1])
        number = before[number - 1]
    return chosen[::-1]


def _by_end(c: Candidate) -> tuple[int, int, str, str, float]:
    return c.end, -c.start, c.type, c.rule, c.score


def outermost(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, those that enclose others strengthened by them."""
    ordered = sorted(candidates, key=lambda c: (c.start, -c.end))
    stronger = list(ordered)
    for number in sorted(range(len(ordered)), key=lambda n: (ordered[n].end - ordered[n].start, n)):
        stronger[number] = _strengthened(ordered[number], stronger, number)
    return stronger


def _strengthened(outer: Candidate, ordered: Sequence[Candidate], number: int) -> Candidate:
    """The candidate with what it takes over from those inside it; shorter ones have theirs already."""
    if outer.type == "Person":
        return outer
    start, end = outer.start, outer.end
    inside = []
    for inner in islice(ordered, number + 1, None):
        if inner.start >= end:
            break
        if inner.end <= end and inner.end - inner.start < end - start:
            inside.append(inner)
    if not inside:
        return outer
    best = best_set(inside)
    named_after = outer.type == "Organisation" and best[:1] and best[0].type == "Person"
    share = 1.0 if named_after and best[0].start == start else INNER  # 某某某|创新工作室
    return outer._replace(score=outer.score + share * sum(c.score for c in best))

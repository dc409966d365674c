"""The best labels of a text's words: Viterbi's algorithm, where names are few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from kg.mentions.tag_weights import UNIT, Numbers

__all__ = ["best_path"]

BEAM = 8 * UNIT
"""How much less than the best path to a word another may have and still be followed."""
WINDOWS = (1, 2, 4, 8)
"""Steps by which a maximum reaches over sixteen words, within which a name must gain over none."""
SLACK = UNIT
"""What a name may gain besides, by another that follows at once."""


def best_path(scores: Numbers, transitions: Numbers) -> list[int]:
    """The labels of the greatest total score, by the algorithm of Viterbi (IEEE Trans. Inf. Theory 13, 1967).

    `scores` has words x labels. Names begin only where one could gain over none, and an I follows its B or I.
    """
    starts = _starts(scores, transitions)
    after = transitions.tolist()
    path = [0] * len(scores)
    begin = 0
    for word in sorted(starts):
        if word >= begin:
            begin = _fill(path, word, starts, scores, after)
    return path


def _fill(
    path: list[int],
    begin: int,
    starts: Mapping[int, Sequence[int]],
    scores: Numbers,
    after: Sequence[Sequence[int]],
) -> int:
    """Labels the words from `begin` on, which nothing reaches over, up to where no name can go on."""
    totals, word = {0: 0}, begin
    back: list[dict[int, int]] = []
    while word < len(path) and (word in starts or len(totals) > 1 or 0 not in totals):
        row = scores[word].tolist()
        if not word:
            row = [score - step for score, step in zip(row, after[0], strict=True)]  # nothing stands before
        options = [(0, row[0]), *((label, row[label]) for label in starts.get(word, ()))]
        reached: dict[int, int] = {}
        came: dict[int, int] = {}
        for left, total in totals.items():
            step = after[left]
            for label, score in options:
                there = total + step[label] + score
                if label not in reached or there > reached[label]:
                    reached[label], came[label] = there, left
            if left:  # the name goes on
                inner = left + left % 2
                there = total + step[inner] + row[inner]
                if inner not in reached or there > reached[inner]:
                    reached[inner], came[inner] = there, left
        least = max(reached.values()) - BEAM
        totals = {label: total for label, total in reached.items() if total >= least}
        back.append(came)
        word += 1
    label = min(totals, key=lambda name: (-totals[name], name))
    for number in range(word - 1, begin - 1, -1):
        path[number] = label
        label = back[number - begin][label]
    return word


def _starts(scores: Numbers, transitions: Numbers) -> dict[int, list[int]]:
    """Word -> the labels of names that may begin there: those that within WINDOWS could gain over none."""
    begins, inners, none = slice(1, None, 2), slice(2, None, 2), transitions[0, 0]
    onward = np.maximum(transitions[begins, inners].diagonal(), transitions[inners, inners].diagonal()) - none
    leaving = np.maximum(transitions[begins, 0], transitions[inners, 0]) - none
    over_none = scores - scores[:, :1]
    runs = np.cumsum(over_none[:, inners] + onward, axis=0)
    furthest = runs.copy()
    for ahead in WINDOWS:
        np.maximum(furthest[:-ahead], furthest[ahead:], out=furthest[:-ahead])
    gains = over_none[:, begins] + (transitions[0, begins] - none) + leaving + furthest - runs
    gains[0] -= transitions[0, begins] - none
    found: dict[int, list[int]] = {}
    words, classes = (gains > -SLACK).nonzero()
    for word, kind in zip(words.tolist(), classes.tolist(), strict=True):
        found.setdefault(word, []).append(2 * kind + 1)
    return found

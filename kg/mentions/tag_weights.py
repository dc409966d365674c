"""The weights of the tagger: what each property of a word and of its neighbours says for each label.

A linear-chain conditional random field (Lafferty, McCallum, Pereira, ICML 2001). `python benchmarks/tagger.py
--write` learns it from annotated pages and writes kg/data/tagger.tsv. Weights are whole hundredths of a
log-odd, so that sums are the same on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from kg.lexicon import rows
from kg.mentions.tag_columns import OUTSIDE, Columns
from kg.mentions.tag_words import WordFacts, word_facts
from kg.model import CLASSES

__all__ = ["LABELS", "TRANSITION", "UNIT", "Numbers", "Tagger", "attributes", "tagger"]

LABELS = (OUTSIDE, *(f"{place}-{kind}" for kind in CLASSES for place in "BI"))
UNIT = 100
"""Weights are whole numbers of this part of a log-odd."""
TRANSITION = "after"
"""What the table calls the weight of a label behind another."""

Numbers = NDArray[np.int32]
Template = tuple[tuple[str, int], ...]
"""Which columns are looked at together, and how many words off."""

OF_WORDS: Mapping[str, Callable[[WordFacts], str]] = {
    "word": lambda facts: facts.word,
    "speech": lambda facts: facts.speech,
    "first": lambda facts: facts.first,
    "last": lambda facts: facts.last,
    "ending": lambda facts: facts.ending,
    "length": lambda facts: facts.length,
    "family": lambda facts: facts.family,
    "given": lambda facts: facts.given,
    "kind": lambda facts: facts.kind,
    "place": lambda facts: facts.place,
    "sort": lambda facts: facts.sort,
    "shape": lambda facts: f"{facts.family} {facts.given} {facts.speech}",
}
OF_PLACES: Mapping[str, Callable[[Columns], Sequence[str]]] = {
    "name": lambda seen: seen.names,
    "rule": lambda seen: seen.rules,
    "count": lambda seen: seen.counts,
    "field": lambda seen: seen.fields,
    "since": lambda seen: seen.since,
    "until": lambda seen: seen.until,
}
NEAR = (-2, -1, 0, 1, 2)
SINGLE: Mapping[str, Sequence[int]] = {
    "word": NEAR,
    "speech": NEAR,
    "first": (0, 1),
    "last": (-1, 0, 1, 2, 3),
    "ending": (0, 1, 2),
    "length": (0, 1),
    "family": (0, 1),
    "given": (-1, 0, 1),
    "kind": (-1, 0, 1, 2, 3),
    "place": (-1, 0, 1),
    "sort": NEAR,
    "shape": (0, 1),
    "name": NEAR,
    "rule": (-1, 0, 1),
    "count": (0, 1),
    "field": (0,),
    "since": (0,),
    "until": (0,),
}
"""Columns that are looked at alone, and how many words off."""
PAIRS: Sequence[tuple[tuple[str, int], tuple[str, int]]] = (
    (("speech", -1), ("speech", 0)),
    (("speech", 0), ("speech", 1)),
    (("name", 0), ("name", 1)),
    (("name", -1), ("name", 0)),
    (("name", 0), ("speech", 0)),
    (("name", 0), ("word", 0)),
    (("name", 0), ("last", 0)),
    (("name", 0), ("word", -1)),
    (("name", 0), ("word", 1)),
)
"""Columns that are looked at together."""
ECHO = "echo"
ECHOED = (-1, 0, 1)
REACH = range(-2, 4)
"""How many words off anything is looked at."""
MOST = 1 << 14
"""Words whose scores are kept."""


def _named(*parts: tuple[str, int]) -> str:
    """What the table calls a template: `last+1`, `name speech`."""
    return " ".join(f"{column}{off:+}" if off else column for column, off in parts)


def attributes(seen: Columns) -> list[list[tuple[str, str]]]:
    """For each word the templates and what stands there: `last+1`, `会`; what is learned from."""
    facts = [word_facts(word) for word in seen.words]
    values = {column: [of(f) for f in facts] for column, of in OF_WORDS.items()}
    values |= {column: list(of(seen)) for column, of in OF_PLACES.items()}
    single = [((column, off),) for column, offsets in SINGLE.items() for off in offsets]
    found: list[list[tuple[str, str]]] = []
    for number in range(len(facts)):
        here = []
        for parts in (*single, *PAIRS):
            if all(0 <= number + off < len(facts) for _, off in parts):
                there = [values[column][number + off] for column, off in parts]
                if all(there):
                    here.append((_named(*parts), "|".join(there)))
        for off in ECHOED:
            here += [(_named((ECHO, off)), echo) for echo in seen.echoes.get(number + off, ())]
        found.append(here)
    return found


class Tagger:
    """The learned weights, laid out to score all words of a text at once.

    `table` has a template, what stands there, and numbers of LABELS with their weights. Each value of a
    column that has a weight has a number, others have 0; a template turns numbers into rows of one matrix,
    whose row 0 is empty.
    """

    def __init__(self, table: Sequence[Sequence[str]]) -> None:
        templates, values, weights = zip(*table, strict=True)
        told = np.fromstring(" ".join(weights), np.int32, sep=" ").reshape(-1, 2)
        row = np.repeat(np.arange(1, len(table) + 1), [text.count(" ") // 2 + 1 for text in weights])
        self._matrix: Numbers = np.zeros((len(table) + 1, len(LABELS)), np.int32)
        self._matrix[row, told[:, 0]] = told[:, 1]
        self.transitions: Numbers = np.zeros((len(LABELS), len(LABELS)), np.int32)
        known: dict[str, dict[str, int]] = {}
        for number, (template, value) in enumerate(zip(templates, values, strict=True), 1):
            if template == TRANSITION:
                self.transitions[LABELS.index(value)] = self._matrix[number]
            else:
                known.setdefault(template, {})[value] = number
        self._numbers = _numbers(known)
        self._singles = {
            (column, off): self._row_of_each(column, known.get(_named((column, off)), {}))
            for column, offsets in SINGLE.items()
            for off in offsets
        }
        self._pairs = [(parts, self._row_of_pairs(parts, known.get(_named(*parts), {}))) for parts in PAIRS]
        self._echoes = {off: known.get(_named((ECHO, off)), {}) for off in ECHOED}
        self._scores_of_places = {
            column: np.stack([self._matrix[self._singles[column, off]] for off in SINGLE[column]], axis=1)
            for column in OF_PLACES
        }
        self._clear(MOST)

    def _row_of_each(self, column: str, rows: Mapping[str, int]) -> Numbers:
        found = np.zeros(len(self._numbers[column]) + 1, np.int32)
        for value, row in rows.items():
            found[self._numbers[column][value]] = row
        return found

    def _row_of_pairs(self, parts: Sequence[tuple[str, int]], rows: Mapping[str, int]) -> Numbers:
        left, right = (self._numbers[column] for column, _ in parts)
        found = np.zeros((len(left) + 1, len(right) + 1), np.int32)
        for value, row in rows.items():
            one, two = value.split("|", 1)
            found[left[one], right[two]] = row
        return found

    def _clear(self, words: int) -> None:
        """Forgets all words, and makes room for so many."""
        self._room = words
        self._words: dict[str, int] = {}
        self._scores_of_words: Numbers = np.zeros((words, len(REACH), len(LABELS)), np.int32)
        self._numbers_of_words: Numbers = np.zeros((words, len(PAIRED)), np.int32)

    def _met(self, word: str) -> int:
        """The number of a word met for the first time."""
        number = self._words[word] = len(self._words)
        facts = word_facts(word)
        scores = self._scores_of_words[number]
        for column, of in OF_WORDS.items():
            value = self._numbers[column].get(of(facts), 0)
            if column in PAIRED:
                self._numbers_of_words[number, PAIRED.index(column)] = value
            for off in SINGLE[column]:
                scores[off - REACH[0]] += self._matrix[self._singles[column, off][value]]
        return number

    def emissions(self, seen: Columns) -> Numbers:
        """Words x labels: what speaks for each label, transitions left out."""
        size = len(seen.words)
        if len(self._words) + size > self._room:
            self._clear(max(MOST, size))
        known, met = self._words, self._met
        words = np.array([known[w] if w in known else met(w) for w in seen.words], np.int32)
        numbers = dict(zip(PAIRED, self._numbers_of_words[words].T, strict=True))
        scores: Numbers = np.zeros((size, len(LABELS)), np.int32)
        of_words = self._scores_of_words[words]
        for off in REACH:
            here, there = _shifted(off, size)
            scores[here] += of_words[there, off - REACH[0]]
        for column, of in OF_PLACES.items():
            get = self._numbers[column].get
            values = numbers[column] = np.array([get(value, 0) for value in of(seen)], np.int32)
            of_places = self._scores_of_places[column][values]
            for place, off in enumerate(SINGLE[column]):
                here, there = _shifted(off, size)
                scores[here] += of_places[there, place]
        for ((left, first), (right, second)), rows_of in self._pairs:
            low, high = max(0, -min(first, second)), size - max(0, first, second)
            ones, twos = (
                numbers[left][low + first : high + first],
                numbers[right][low + second : high + second],
            )
            scores[low:high] += self._matrix[rows_of[ones, twos]]
        self._add_echoes(scores, seen.echoes)
        return scores

    def _add_echoes(self, scores: Numbers, echoes: Mapping[int, Sequence[str]]) -> None:
        at: list[int] = []
        rows_of: list[int] = []
        for off, known in self._echoes.items():
            for number, heard in echoes.items():
                if 0 <= number - off < len(scores):
                    for echo in heard:
                        if echo in known:
                            at.append(number - off)
                            rows_of.append(known[echo])
        np.add.at(scores, at, self._matrix[rows_of])


PAIRED = ("word", "speech", "last")
"""Columns of words that pairs look at."""


def _shifted(off: int, size: int) -> tuple[slice, slice]:
    """Which words have one so many words off, and those."""
    pairs = max(0, size - abs(off))
    return slice(max(0, -off), max(0, -off) + pairs), slice(max(0, off), max(0, off) + pairs)


def _numbers(known: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    """Column -> value -> its number, from 1."""
    found: dict[str, dict[str, int]] = {column: {} for column in SINGLE}
    for column, offsets in SINGLE.items():
        for off in offsets:
            for value in known.get(_named((column, off)), ()):
                found[column].setdefault(value, len(found[column]) + 1)
    for parts in PAIRS:
        for pair in known.get(_named(*parts), ()):
            for (column, _), value in zip(parts, pair.split("|", 1), strict=True):
                found[column].setdefault(value, len(found[column]) + 1)
    return found


@cache
def tagger() -> Tagger:
    """The tagger with the weights of kg/data/tagger.tsv."""
    return Tagger(rows("tagger.tsv"))

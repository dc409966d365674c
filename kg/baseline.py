"""The usual way to find names in Chinese text, to measure against: jieba.posseg and joining by suffix.

posseg tags every word; nr is taken for a person, ns for a place. Where a word stands that names of
organisations and places end in (kg/data/suffixes.tsv), the nouns, places, numbers and unknown words right in
front of it are joined to it, and it tells the class. Nothing is resolved: a name stands for itself.
Articles are cut as we cut them, so that only finding names is compared.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from kg.mentions.suffixes import suffix_class
from kg.model import Article, Class, Field, Reading
from kg.rows import to_row

__all__ = ["baseline"]

Row = dict[str, Any]
Word = tuple[str, str]
"""A word and its tag."""

JOINED = ("n", "ns", "nr", "nt", "nz", "ng", "nrt", "nrfg", "j", "l", "m", "vn", "b", "eng", "x", "f", "s")
"""Tags of words that are joined to a suffix behind them; x are words that posseg does not know."""
ENDED: frozenset[Class] = frozenset(
    {"Union", "Company", "District", "Facility", "School", "Government", "Organisation"}
)
"""Classes that a last word tells."""


def baseline(readings: Iterable[Reading]) -> Iterator[Row]:
    """Rows as `kg extract` prints them, the mentions found by posseg; of each reading only the article."""
    for reading in readings:
        row = to_row(Reading(reading.article))
        yield {**row, "mentions": [*_mentions(reading.article)]}


def _mentions(article: Article) -> Iterator[Row]:
    for field, passage in article.passages():
        for start, name, kind in _names(_tagged()(passage.text)):
            yield _row(field, start, name, kind)


def _row(field: Field, start: int, name: str, kind: Class) -> Row:
    place = {"field": field, "start": start, "end": start + len(name)}
    return {**place, "surface": name, "type": kind, "entity": name}


def _names(words: Sequence[Word]) -> Iterator[tuple[int, str, Class]]:
    """Start, name and class of the names, in order."""
    starts = [0]
    for word, _ in words:
        starts.append(starts[-1] + len(word))
    number = len(words) - 1
    found: list[tuple[int, str, Class]] = []
    while number >= 0:
        word, tag = words[number]
        kind = suffix_class(word) if tag[:1] == "n" and tag != "ns" else None
        first = number
        if kind in ENDED:
            while first and words[first - 1][1] in JOINED and words[first - 1][0].isalnum():
                first -= 1
        if kind in ENDED and (first < number or tag == "nt"):
            found.append((starts[first], "".join(w for w, _ in words[first : number + 1]), kind))
        elif plain := _plain(word, tag):
            found.append((starts[number], word, plain))
        number = min(first, number) - 1
    yield from reversed(found)


def _plain(word: str, tag: str) -> Class | None:
    """The class of a word by its tag alone."""
    if len(word) < 2:
        return None
    return "Person" if tag == "nr" else "District" if tag == "ns" else "Organisation" if tag == "nt" else None


@cache
def _tagged() -> Callable[[str], list[Word]]:
    import jieba
    from jieba import posseg

    jieba.setLogLevel(logging.WARNING)
    tagger = posseg.POSTokenizer(jieba.Tokenizer())  # not the module's own: that is one for the whole process
    return lambda text: [(pair.word, pair.flag) for pair in tagger.cut(text)]

"""What kg knows about words: gazetteers and word lists of kg/data, the tokenizer and its dictionary.

Everything is loaded when first asked for, and kept.
"""

from __future__ import annotations

import logging
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Generic, TypeVar

from kg.model import CLASSES, Class

__all__ = [
    "Matcher",
    "class_of",
    "cut",
    "frequency",
    "given_name",
    "known_names",
    "name_character",
    "part_of_speech",
    "rows",
    "surnames",
    "word_list",
    "words",
]

DATA = files("kg") / "data"


def rows(name: str) -> list[list[str]]:
    """The tab-separated rows of kg/data/{name}, comments and empty lines left out."""
    text = (DATA / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _lists() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    for name in ("words.toml", "verbs.toml", "posts.toml"):
        lists |= tomllib.loads((DATA / name).read_text(encoding="utf-8"))
    return lists


@cache
def word_list(name: str) -> frozenset[str]:
    """A list of kg/data/*.toml as a set of plain words."""
    return frozenset(_lists()[name])


# Patterns made of several lists, with what stands before and behind.
DERIVED = {
    "heads_end": (("heads",), "", "$"),
    "appointed_before": (("appoint",), "", "$"),
    "organizing": (("organize", "co_organize"), "", ""),
    "triggers": (("organize", "join_in"), "", ""),
    "triggers_in": (("organize", "join_in", "within"), "", ""),
    "taking_part": (("take_part",), "", ""),
    "receiving": (("receive",), "", ""),
}


@cache
def words(name: str) -> re.Pattern[str]:
    """A list of kg/data/*.toml as one pattern, longest entries first."""
    if name in DERIVED:
        listed, before, behind = DERIVED[name]
        alternatives = [word for part in listed for word in _lists()[part]]
    else:
        alternatives, before, behind = _lists()[name], "", ""
    ordered = sorted(set(alternatives), key=lambda word: (-len(word), word))
    return re.compile(f"{before}(?:{'|'.join(ordered)}){behind}")


T = TypeVar("T")


class Matcher(Generic[T]):
    """Finds many fixed strings at once (Aho-Corasick), each with a value; longest and leftmost first.

    >>> Matcher({"工会": 1, "总工会": 2}).find("市总工会")
    [(1, 4, 2)]
    """

    def __init__(self, patterns: Mapping[str, T]) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self._values = list(patterns.values())
        self._automaton = AhoCorasick(list(patterns), matchkind=MatchKind.LeftmostLongest)
        self._overlapping = AhoCorasick(list(patterns))

    def find(self, text: str) -> list[tuple[int, int, T]]:
        """(start, end, value) of matches that do not overlap."""
        found = self._automaton.find_matches_as_indexes(text)
        return [(start, end, self._values[index]) for index, start, end in found]

    def find_all(self, text: str) -> list[tuple[int, int, T]]:
        """(start, end, value) of every match, overlapping ones too."""
        found = self._overlapping.find_matches_as_indexes(text, overlapping=True)
        return [(start, end, self._values[index]) for index, start, end in found]


@cache
def _segment() -> Callable[[str], Iterable[str]]:
    """`jieba.cut` by rjieba where it is installed: the same tokens, some twenty times as fast."""
    try:
        import rjieba
    except ImportError:
        import jieba

        jieba.setLogLevel(logging.WARNING)
        tokenizer = jieba.Tokenizer()  # not the module's own: that is one for the whole process
        tokenizer.initialize()
        return lambda text: tokenizer.cut(text)
    return lambda text: rjieba.Jieba.cut(rjieba._DEFAULT_JIEBA, text)


def cut(text: str) -> list[str]:
    """The tokens of a text, in order; joined they are the text."""
    return list(_segment()(text))


@cache
def _dictionary() -> dict[str, tuple[int, str]]:
    """jieba's dictionary: word -> (frequency in its corpus of 60 million words, part of speech)."""
    found: dict[str, tuple[int, str]] = {}
    shared: dict[tuple[int, str], tuple[int, str]] = {}  # 349 000 words, 16 000 such pairs
    with (files("jieba") / "dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, tag = line.split()
            pair = int(count), tag
            found[word] = shared.setdefault(pair, pair)
    return found


def part_of_speech(word: str) -> str:
    """The tag that jieba's dictionary gives a word, '' for a word it does not have."""
    return _dictionary().get(word, (0, ""))[1]


def frequency(word: str) -> int:
    """How often jieba's corpus has the word, 0 for a word it does not have."""
    return _dictionary().get(word, (0, ""))[0]


@cache
def surnames() -> dict[str, float]:
    """Surname -> its bearers per thousand of the population."""
    return {row[0]: float(row[1]) for row in rows("surnames.tsv")}


@cache
def _name_characters() -> dict[str, float]:
    """Character -> how typical of given names: share in the dictionary's names over share in its words."""
    given: dict[str, int] = {}
    plain: dict[str, int] = {}
    known = surnames()
    for word, (_, tag) in _dictionary().items():
        if tag == "nr" and 2 <= len(word) <= 3 and word[0] in known:
            for character in word[1:]:
                given[character] = given.get(character, 0) + 1
        elif tag[:1] in "nvad":
            for character in word:
                plain[character] = plain.get(character, 0) + 1
    total, others = sum(given.values()), sum(plain.values())
    return {
        c: ((given.get(c, 0) + 0.5) / total) / ((plain.get(c, 0) + 5) / others) for c in ("", *given, *plain)
    }


def name_character(character: str) -> float:
    """How much likelier a character is in given names than in words; 1 is even."""
    known = _name_characters()
    return known.get(character, known[""])


@cache
def _given_names() -> dict[str, int]:
    """Given name of two characters -> with how many surnames the dictionary has it."""
    known = surnames()
    return Counter(
        word[1:]
        for word, (_, tag) in _dictionary().items()
        if tag == "nr" and len(word) == 3 and word[0] in known
    )


def given_name(given: str) -> int:
    """With how many surnames the dictionary has a given name of two characters: 建国 12, 职工 0."""
    return _given_names().get(given, 0)


def class_of(word: str) -> Class:
    """The class with this name. Raises ValueError for a word in a data file that is none."""
    return CLASSES[CLASSES.index(word)]


@cache
def known_names() -> dict[str, Class]:
    """Names that everyone in China knows, short and full -> their class (kg/data/aliases.tsv)."""
    return {name: class_of(row[0]) for row in rows("aliases.tsv") for name in row[1:3]}

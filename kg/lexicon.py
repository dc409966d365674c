"""What kg knows about words: gazetteers and word lists of kg/data, the tokenizer and its dictionary.

Everything is loaded when first asked for, and kept.
"""

from __future__ import annotations

import logging
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from kg.model import CLASSES, Class

__all__ = [
    "Endings",
    "Finder",
    "Hit",
    "class_of",
    "cut",
    "frequency",
    "given_name",
    "known_names",
    "longest",
    "name_character",
    "part_of_speech",
    "rows",
    "split_latin",
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
    "occupations_end": (("occupations",), "", "$"),
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


Hit = tuple[int, int, Any]
"""Where a word of a list stands, start and end, and the value that the list gives it."""


class Finder:
    """Finds the words of several lists in one pass over a text (Aho-Corasick), overlapping ones too.

    >>> Finder({"工会": 1, "总工会": 2}, {"市": "level"}).find("市总工会")
    [[(1, 4, 2), (2, 4, 1)], [(0, 1, 'level')]]
    """

    def __init__(self, *lists: Mapping[str, object]) -> None:
        from ahocorasick_rs import AhoCorasick

        owners: dict[str, list[tuple[int, object]]] = {}
        for number, listed in enumerate(lists):
            for word, value in listed.items():
                owners.setdefault(word, []).append((number, value))
        self._lists = len(lists)
        self._owners = list(owners.values())
        self._automaton = AhoCorasick(list(owners))

    def find(self, text: str) -> list[list[Hit]]:
        """For each list its hits in the order of their ends, of those that end together the longest first."""
        found: list[list[Hit]] = [[] for _ in range(self._lists)]
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for number, value in self._owners[index]:
                found[number].append((start, end, value))
        return found


class Endings:
    """Finds the words of a long list that end in few characters: from each of those to the left.

    An automaton of as many words is larger than the caches of a processor.

    >>> list(Endings(["通州区", "州区"]).find("通州区"))
    [(1, 3, None), (0, 3, None)]
    """

    def __init__(self, listed: Iterable[str]) -> None:
        self._tails: dict[str, bool] = {}  # whether it is a word, or only the end of one
        for word in listed:
            for begin in range(1, len(word)):
                self._tails.setdefault(word[begin:], False)
            self._tails[word] = True
        self._last = re.compile(f"[{''.join(sorted({tail[-1] for tail in self._tails}))}]")

    def find(self, text: str) -> Iterator[Hit]:
        """Every hit in the order of their ends, of those that end together the shortest first."""
        tails = self._tails
        for last in self._last.finditer(text):
            start, end = last.span()
            while (is_word := tails.get(text[start:end])) is not None:
                if is_word:
                    yield start, end, None
                if not start:
                    break
                start -= 1


def longest(hits: Iterable[Hit]) -> Iterator[Hit]:
    """The hits that do not overlap, the leftmost first, of several that begin together the longest."""
    done = 0
    for hit in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if hit[0] >= done:
            yield hit
            done = hit[1]


@cache
def _segment() -> Callable[[str], Iterable[str]]:
    """`jieba.cut` by rjieba where it is installed: the same tokens, some twenty times as fast.

    Of the texts of tests/gold one is cut otherwise (pages/pc04: rjieba has 常在 in 工友常在杆下), for no
    reason that is known; `tests/test_offsets.py` reads them all.
    """
    try:
        import rjieba
    except ImportError:
        import jieba

        jieba.setLogLevel(logging.WARNING)
        tokenizer = jieba.Tokenizer()  # not the module's own: that is one for the whole process
        tokenizer.initialize()
        return lambda text: tokenizer.cut(text)
    return lambda text: rjieba.Jieba.cut(rjieba._DEFAULT_JIEBA, text)


# What rjieba leaves whole and jieba takes apart: WK-10, 5-6, 1.2.3
LATIN = re.compile(r"[a-zA-Z0-9][-._&+#%][a-zA-Z0-9]")
LATIN_PART = re.compile(r"[a-zA-Z0-9]+(?:\.\d+)?%?|.", re.DOTALL)


def cut(text: str) -> list[str]:
    """The tokens of a text, in order; joined they are the text."""
    tokens = _segment()(text)
    return split_latin(tokens) if LATIN.search(text) else list(tokens)


def split_latin(tokens: Iterable[str]) -> list[str]:
    """The tokens, those of Latin letters, digits and marks taken apart as jieba does it.

    >>> split_latin(["WK-10", "型", "1.2.3"])
    ['WK', '-', '10', '型', '1.2', '.', '3']
    """
    return [part for token in tokens for part in (LATIN_PART.findall(token) if token.isascii() else [token])]


@cache
def _dictionary() -> tuple[dict[str, int], dict[str, str]]:
    """jieba's dictionary: the frequency of each word in its corpus of 60 million, and its part of speech.

    Common words that it takes for people's names (惠民, 贺卡) are nouns.
    """
    fields = (files("jieba") / "dict.txt").read_text(encoding="utf-8").split()
    found, tags = fields[::3], fields[2::3]
    shared = {tag: tag for tag in set(tags)}  # one text for each tag, not for each of 349 000 words
    speech = dict(zip(found, map(shared.__getitem__, tags), strict=True))
    speech |= dict.fromkeys(word_list("no_names") & speech.keys(), "n")
    return dict(zip(found, map(int, fields[1::3]), strict=True)), speech


def part_of_speech(word: str) -> str:
    """The tag that jieba's dictionary gives a word, '' for a word it does not have."""
    return _dictionary()[1].get(word, "")


def frequency(word: str) -> int:
    """How often jieba's corpus has the word, 0 for a word it does not have."""
    return _dictionary()[0].get(word, 0)


@cache
def surnames() -> dict[str, float]:
    """Surname -> its bearers per thousand of the population."""
    return {row[0]: float(row[1]) for row in rows("surnames.tsv")}


@cache
def _name_characters() -> dict[str, float]:
    """Character -> how typical of given names: share in the dictionary's names over share in its words."""
    names = set(_given(2, 3))
    given = Counter("".join(name[1:] for name in names))
    plain = Counter("".join(w for w, tag in _dictionary()[1].items() if tag[0] in "nvad" and w not in names))
    total, others = sum(given.values()), sum(plain.values())
    found = {
        c: ((given.get(c, 0) + 0.5) / total) / ((plain.get(c, 0) + 5) / others) for c in ("", *given, *plain)
    }
    return found | {c: max(found.get(c, 0.0), TYPICAL) for c in "".join(word_list("given_characters"))}


TYPICAL = 4.0
"""For characters of given names that the dictionary has hardly any of: 彤, 睿."""


def name_character(character: str) -> float:
    """How much likelier a character is in given names than in words; 1 is even."""
    known = _name_characters()
    return known.get(character, known[""])


@cache
def _given_names() -> dict[str, int]:
    """Given name of two characters -> with how many surnames the dictionary has it."""
    return Counter(name[1:] for name in _given(3, 3))


def _given(least: int, most: int) -> list[str]:
    """The dictionary's people with a known surname of one character, of so many characters."""
    known = surnames()
    return [
        word
        for word, tag in _dictionary()[1].items()
        if tag == "nr" and least <= len(word) <= most and word[0] in known
    ]


def given_name(given: str) -> int:
    """With how many surnames the dictionary has a given name of two characters: 建国 12, 职工 0."""
    if len(given) == 2 and given[0] == "阿" and given[1] not in OF_KIN:
        return OFTEN  # 阿妹, 阿根: of the south, where the dictionary's names are seldom from
    return _given_names().get(given, 0)


OFTEN = 6
OF_KIN = frozenset("姨伯婆公爸妈哥姐婶嫂叔爷舅里拉尔")
"""What makes a form of address, or a sound, of the 阿 in front."""


def class_of(word: str) -> Class:
    """The class with this name. Raises ValueError for a word in a data file that is none."""
    return CLASSES[CLASSES.index(word)]


@cache
def known_names() -> dict[str, Class]:
    """Names that everyone in China knows, short and full -> their class (kg/data/aliases.tsv)."""
    return {name: class_of(row[0]) for row in rows("aliases.tsv") for name in row[1:3]}

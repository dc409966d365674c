"""What a tagger sees of a word wherever it stands: itself, its parts, and what lists say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.lexicon import name_character, part_of_speech, surnames, word_list
from kg.mentions.suffixes import suffix_class
from kg.places import is_place, names_place

__all__ = ["WordFacts", "word_facts"]

DIGITS = re.compile(r"[0-9０-９]+")
BLANKS = {"\n": "¶"}
LONG = 4
"""Characters from which on it makes no difference how many."""


@dataclass(frozen=True, slots=True)
class WordFacts:
    """What a word shows wherever it stands, '' for nothing. Figures are all one word."""

    word: str
    """The word itself, if it is one of the language and no name."""
    speech: str
    """jieba's part of speech; of words that its dictionary has not, m for figures, else x and the length."""
    first: str
    last: str
    ending: str
    """The last two characters, if they are such a word."""
    length: str
    family: str
    """How usual a surname its first character is."""
    given: str
    """How typical its characters are of given names."""
    kind: str
    """The class of names that end as it does."""
    place: str
    """Whether it is a place, or may be a place's short name."""
    sort: str
    """The list of words it is in: posts, verbs of speaking, and so on."""


@lru_cache(maxsize=1 << 14)
def word_facts(word: str) -> WordFacts:
    """What a word shows wherever it stands.

    >>> word_facts("2024").word, word_facts("总工会").ending, word_facts("王志明").ending
    ('0', '工会', '')
    """
    figures = DIGITS.match(word) is not None
    speech = part_of_speech(word) or ("m" if figures else f"x{min(3, len(word))}")
    plain = "".join(c if c.isprintable() else BLANKS.get(c, "␣") for c in DIGITS.sub("0", word))
    own = plain if figures or len(word) == 1 or _is_common(word) else ""
    ending = plain[-2:] if _is_common(word[-2:]) else ""
    bearers = surnames().get(word[0], 0.0)
    typical = min(name_character(character) for character in word[:3])
    return WordFacts(
        own,
        speech,
        plain[0],
        plain[-1],
        ending,
        str(min(LONG, len(word))),
        "usual" if bearers >= USUAL else "rare" if bearers else "",
        "given" if typical >= TYPICAL else "either" if typical >= 1 else "",
        suffix_class(word) or "",
        "place" if is_place(word) else "short" if names_place(word) else "",
        _sort(word),
    )


def _sort(word: str) -> str:
    return next((name for name in SORTS if word in word_list(name)), "")


SORTS = ("heads", "speech", "organize", "join_in", "stops", "verbs", "generic")
"""Lists of words that say alike of what stands beside them: posts, verbs of speaking, and so on."""
USUAL = 1.0
"""Bearers in a thousand from which a surname is usual."""
TYPICAL = 3.0
"""How much likelier a character of given names is in them than in words."""


def _is_common(word: str) -> bool:
    """Whether the dictionary has a word, and not as a person's name: of names nothing is learned."""
    return part_of_speech(word) not in ("", "nr", "nrt", "nrfg")

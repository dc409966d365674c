"""What speaks for a name reaching from a left edge to the word for its kind, as features.

The words inside, the first of them, what stands before the edge and behind the name: each adds its
own to the log-odds, by the class that the last word gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.lexicon import frequency, known_names, part_of_speech, word_list
from kg.mentions.scene import piece
from kg.mentions.suffixes import QUANTIFIERS, is_suffix
from kg.mentions.weights import Feature
from kg.places import is_place, names_place

__all__ = ["BUILDER", "NATION", "VERB", "anchor", "begins_name", "edge", "inside", "kind_of", "reach"]

RARE, USUAL = 60, 1500
"""Occurrences in 60 million words under which a word is rare, and over which it is common."""
VERB = -1.0
"""Log-odds of a word that is hardly part of a name, at most."""
BRAND = 150
"""The same for words that say how something is: firms are called so (宏远) more often than anything is."""


@lru_cache(maxsize=1 << 14)
def kind_of(word: str) -> str:
    """What sort of word stands there, as far as names care: place, organisation, rare noun, verb …

    >>> kind_of("通州区"), kind_of("职工"), kind_of("，")
    ('place', 'trades', 'mark')
    """
    if not word[0].isalnum():
        return "mark"
    if is_place(word):
        return "place"
    if word in known_names():
        return "known"
    if word in word_list("stops"):
        return "stop"
    for kind in ("verbs", "soft_verbs", "heads", "trades", "generic"):
        if word in word_list(kind):
            return kind
    if len(word) > 1 and is_suffix(word):
        return "organisation"
    if word.isascii():
        return "number" if word[0].isdigit() else "ascii"
    return _by_tag(word, part_of_speech(word))


def _by_tag(word: str, tag: str) -> str:
    if not tag:
        return "unknown" if len(word) > 1 else "unknown character"
    if tag in ("ns", "nt", "nz", "nr", "nrt", "nrfg"):
        return "place too" if names_place(word) else tag[:2]
    if tag == "m" and word[0] == "第":
        return "ordinal"
    how_often = frequency(word)
    often = (
        "rare " if how_often < (BRAND if tag[0] in "az" else RARE) else "common " if how_often > USUAL else ""
    )
    return f"{often}{tag[0]}" if len(word) > 1 else f"single {tag[0]}"


def inside(word: str, reach: float, placed: bool) -> Iterator[Feature]:
    """Features of a word inside a name, over which names reach with these log-odds.

    `placed`: behind it in the name stands a place.
    """
    kind = kind_of(word)
    yield f"{kind} inside", 1.0
    yield "reaches", max(-2.0, reach)
    if placed:
        yield f"{kind} and a place", 1.0


def reach(level: bool, specific: float, words: int, length: int, of_university: bool) -> Iterator[Feature]:
    """Features of the whole that is reached over: how much singles it out, how long it is."""
    if of_university:
        yield "university and its part", 1.0
    if level:
        yield "level", 1.0
        return
    yield "nothing special" if specific < 0.3 else "little special" if specific < 0.8 else "special", 1.0
    yield "how special", min(specific, 2.0)
    yield "words", float(min(words, 8))
    if length > 16:
        yield "long", (length - 16) / 8


def anchor(word: str, whole: bool, after: str) -> Iterator[Feature]:
    """Features of the word for the kind, whether it ends where a token does, and the word behind the name."""
    yield f"anchor of {min(len(word), 4)}", 1.0
    yield f"anchor is {word}", 1.0
    if not whole:
        yield "anchor ends inside a token", 1.0
    yield f"{kind_of(after) if after else 'end'} behind", 1.0


def edge(
    first: str, before: str, whole: bool, person: bool, quoted: bool, legal: bool, alone: bool, again: bool
) -> Iterator[Feature]:
    """Features of the left edge: the first word of the name, the word before it, and whether that is a token.

    `person`: a person's name ends there; `quoted`: behind the name a quotation ends; `legal`: the name ends
    in a legal form; `alone`: the word before stands behind a mark; `again`: the article has the name behind
    another word too.
    """
    yield f"{kind_of(first)} first", 1.0
    said = piece(before) if before else None
    if said and said.score <= VERB and begins_name(first):
        yield "verb before a place", 1.0  # 有|某市总工会
    elif before:
        yield f"{kind_of(before)} before", 1.0
    else:
        yield "mark before", 1.0
    if again:
        yield "again behind another word", 1.0
    if len(before) == 1 and before.isalnum():
        yield f"character {part_of_speech(before)[:1]} {'alone ' if alone else ''}before", 1.0
    if not whole:
        yield "edge inside a token", 1.0
    elif before and piece(before) is None and kind_of(before) not in ("mark", "stop", "verbs"):
        yield "no name reaches before", 1.0
    if before[-1:] in QUANTIFIERS:
        yield "quantifier before", 1.0
    if person:
        yield "person before", 1.0
    if quoted and before[-1:] == "“":
        yield "in quotes", 1.0
    if legal and is_place(first):
        yield "legal form behind a place", 1.0
    if legal and before and kind_of(first) in PLAIN_BRANDS:
        yield "legal form behind a word", 1.0


def begins_name(word: str) -> bool:
    """Whether a word is one that names begin with, so that a verb in front of it is none of it."""
    return is_place(word) or word in NATION or word in known_names() or BUILDER.match(word) is not None


NATION = frozenset(["中国", "中华", "全国", "中共", "国家", "中央", "首都"])
BUILDER = re.compile(r"中(?:铁|建|交|冶|核|电建|水电|铁建)[一二三四五六七八九十]{1,3}(?:[航公]?局|$)")
PLAIN_BRANDS = frozenset(
    ["a", "n", "rare n", "rare a", "z", "i", "nz", "nr", "unknown", "common a", "rare z"]
)

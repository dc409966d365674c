"""What the characters of a name tell by themselves, as features: the surname, the given name, the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from math import log2, log10

from kg.lexicon import frequency, given_name, name_character, part_of_speech, surnames, word_list, words
from kg.mentions.suffixes import suffix_class
from kg.mentions.weights import Feature

__all__ = [
    "ENDING",
    "NAME_TAGS",
    "begun",
    "can_be_else",
    "foreign_characters",
    "given_alone",
    "is_of_parts",
    "of_parts",
    "parted",
    "sort_of_name",
    "surname_alone",
    "whole",
    "within",
]

NAME_TAGS = ("nr", "nrt", "nrfg")
ENDING = frozenset(
    "感性率费权也将还就已都又却便的了在是和与们个不这那我他一会区市于并以为听对左右从等被则曾只仍再更最"
)
"""Characters that given names hardly end in."""
DOUBTFUL = frozenset("上下大业先自正刚作能可来去到出起向")
"""Characters that given names end in, and that words of the sentence begin with."""
LOCATING = frozenset("里旁时边内人")
"""Characters that given names hardly end in and that say where or when behind any noun: 方阵里, 高峰时."""
KINDS = frozenset(
    "塔斋阁榜庙寺园洞沟湾庄营汇屯坝岭峪寨堡赛班杯展课讲会节奖室队站馆店厂局院所村镇街路桥楼区县市省"
)
"""Last characters of other names: 青教赛, 百队杯."""


@cache
def foreign_characters() -> frozenset[str]:
    """Characters that write the sounds of names of other languages."""
    return frozenset("".join(word_list("sounds")))


def within(name: str) -> Iterator[Feature]:
    """Features of the characters: how a surname begins, how typical the rest is, what word it may be."""
    family, given, sounds = parted(name)
    if is_of_parts(name):
        yield from of_parts(len(given), len(name))
        return
    yield from surname_alone(family, len(given), sounds)
    if sounds and family not in surnames():
        return
    yield from given_alone(given)
    if len(name) > 2 and len(family) == 1:
        yield from begun(name[:2])
    yield from whole(name)


def parted(name: str) -> tuple[str, str, bool]:
    """Surname and given name, and whether all of it may write the sounds of another language."""
    family = 2 if name[:2] in surnames() and len(name) > 2 else 1
    return name[:family], name[family:], len(name) > 2 and foreign_characters().issuperset(name)


def surname_alone(family: str, given: int, sounds: bool) -> Iterator[Feature]:
    """Features of a surname with so many characters behind it."""
    yield f"{given} given", 1.0
    share = surnames().get(family)
    if sounds:
        yield "many sounds", len(family) + given - 2.0
    if share is None:
        yield ("all sounds" if sounds else "no surname"), 1.0
        if sounds:
            return
    else:
        yield "share of surname", log10(share + 0.001)
        yield "double surname", len(family) - 1.0
        if len(family) == 1 and family in word_list("stops"):
            yield "surname is a function word", 1.0
    if len(family) == 1:
        yield "surname as a word", log10(1 + frequency(family))


def given_alone(given: str) -> Iterator[Feature]:
    """Features of a given name, whatever the surname."""
    if len(given) > 1 and part_of_speech(given):
        yield "given is a word", log10(1 + frequency(given))
    typical = [_typical(c) for c in given]
    yield "given", sum(typical) / len(typical)
    yield "least typical given", min(typical)
    if given[-1] in ENDING:
        yield "ends in a function word", 1.0
    if given[-1] in DOUBTFUL:
        yield "ends in a doubtful character", 1.0
    if len(given) == 2:
        if shared := given_name(given):
            yield "known given name", log2(1 + shared)
        elif part_of_speech(given) not in ("", *NAME_TAGS):
            yield "given is a plain word", log10(1 + frequency(given))


def of_parts(given: int, length: int) -> Iterator[Feature]:
    """Features of a name that is put together from the parts of minorities' names: 格桑|平措."""
    yield f"{given} given", 1.0
    yield f"{1 + (length > 3)} parts", 1.0


def is_of_parts(name: str) -> bool:
    """Whether a name is put together from the parts of minorities' names."""
    return name[:2] in _begun_parts() and _parts().fullmatch(name) is not None


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(f"(?:{words('name_parts').pattern})+")


@cache
def _begun_parts() -> frozenset[str]:
    return frozenset(part[:2] for part in word_list("name_parts"))


@lru_cache(maxsize=1 << 14)
def sort_of_name(name: str) -> str:
    """How much the characters alone look like a name: `usual` for 赵志刚, `rare` for what is a word or odd.

    What stands around counts otherwise for each: 赵志刚|同台 is a person all the same.
    """
    family = 2 if name[:2] in surnames() and len(name) > 2 else 1
    given = name[family:]
    share = surnames().get(name[:family], 0.0)
    tag = part_of_speech(name)
    if not share or (tag and tag not in NAME_TAGS) or given[-1] in ENDING or given[-1] in LOCATING:
        return "rare"
    if family == 2:
        return "usual"
    word = part_of_speech(given) not in ("", *NAME_TAGS) and frequency(given) > RARELY
    if len(given) == 2 and word and not given_name(given):
        return "rare"
    typical = min(name_character(c) for c in given)
    if len(given) == 1:
        known = frequency(name) > SELDOM
        return "usual" if share >= 1 and typical >= 1.5 and not known else "rare"
    return "usual" if share >= 0.4 and (typical >= 0.5 or given_name(given)) else "rare"


RARELY = 20
SELDOM = 60
"""Occurrences in 60 million words: 高尚 and 康乐 are words, 李明 hardly is."""


@lru_cache(maxsize=1 << 14)
def _typical(character: str) -> float:
    return max(-2.0, min(2.5, log2(name_character(character) + 0.05)))


def begun(two: str) -> Iterator[Feature]:
    """The feature of a name whose first two characters are a word."""
    if part_of_speech(two) not in ("", *NAME_TAGS):
        yield "begins as a word", log10(1 + frequency(two))


def can_be_else(name: str) -> bool:
    """Whether `whole` has anything to tell of the characters."""
    return name[-1] in KINDS or part_of_speech(name) != "" or suffix_class(name) is not None


def whole(name: str) -> Iterator[Feature]:
    """Features of all characters together, as a word or the name of a thing."""
    if name[-1] in KINDS or suffix_class(name):
        yield "ends in a kind of thing", 1.0
    tag = part_of_speech(name)
    if tag in NAME_TAGS:
        yield "is a name in the dictionary", 1.0
        if len(name) == 2:  # 弘扬, 温馨: the dictionary takes words for names
            yield "frequency as a short name", log10(1 + frequency(name))
    elif tag:
        yield "is a word", 1.0
        yield "frequency as a word", log10(1 + frequency(name))
        yield f"{tag[0]} as a word", 1.0

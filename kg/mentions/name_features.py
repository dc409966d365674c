"""What speaks for and against a span being a person's name, as features of a log-linear model.

In five groups, by what each depends on: the characters, what stands before, what stands behind, how
the tokenizer cut, and whether the article has the same characters again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from math import log2, log10

from kg.lexicon import frequency, name_character, part_of_speech, surnames, word_list, words
from kg.mentions.scene import Scene
from kg.mentions.suffixes import suffix_class
from kg.mentions.weights import Feature
from kg.places import is_place

__all__ = [
    "ANY",
    "UNSEEN",
    "across",
    "again",
    "before",
    "behind",
    "can_open",
    "can_tell_again",
    "foreign_characters",
    "framed",
    "front",
    "opening",
    "within",
]

NAME_TAGS = ("nr", "nrt", "nrfg")
KIN = frozenset("员师手长家匠者兵徒生弟姐哥妹妻夫子母父友工民士")
"""Last characters of words for people: 检验员, 老兵, 徒弟, 媳妇儿子."""
ENDING = frozenset(
    "感性率费权也将还就已都又却便的了在是和与们个不这那我他一上下大会业区市于并以为先听自对正刚左右从等被"
)
"""Characters that given names hardly end in."""
KINDS = frozenset("赛班杯展课讲会节奖室队站馆店厂局院所村镇街路桥楼区县市省")
"""Last characters of other names: 青教赛, 百队杯."""
# 选举甲为主席, 乙、丙为常委
MADE = re.compile(
    r"(?:当选|挂职|兼任)?为?[^，。；、\n]{0,20}(?:书记|主席|主任|委员|常委|会长|秘书长|理事|部长|代表)"
)


@cache
def foreign_characters() -> frozenset[str]:
    """Characters that write the sounds of names of other languages."""
    return frozenset("".join(word_list("sounds")))


def within(name: str) -> Iterator[Feature]:
    """Features of the characters: how a surname begins, how typical the rest is, what word it may be."""
    family = 2 if name[:2] in surnames() and len(name) > 2 else 1
    share = surnames().get(name[:family])
    given = name[family:]
    yield f"{len(given)} given", 1.0
    sounds = len(name) > 2 and set(name) <= foreign_characters()
    if sounds:
        yield "many sounds", len(name) - 2.0
    if share is None:
        yield ("all sounds" if sounds else "no surname"), 1.0
    else:
        yield "share of surname", log10(share + 0.001)
        yield "double surname", family - 1.0
        if family == 1 and name[0] in word_list("stops"):
            yield "surname is a function word", 1.0
    if sounds and share is None:
        return
    typical = [_typical(c) for c in given]
    yield "given", sum(typical) / len(typical)
    yield "least typical given", min(typical)
    if given[-1] in ENDING:
        yield "ends in a function word", 1.0
    if name[-1] in KINDS or suffix_class(name):
        yield "ends in a kind of thing", 1.0
    yield from _as_words(name, family)


@lru_cache(maxsize=1 << 14)
def _typical(character: str) -> float:
    return 2.5 if character == ANY else max(-2.0, min(2.5, log2(name_character(character) + 0.05)))


ANY = "\0"
"""Stands for a character that is not looked at yet, the most typical that can be."""
UNSEEN = ("is a name in the dictionary", "many sounds")
"""Features that a name may have with the characters that ANY stands for, and not with ANY."""


def _as_words(name: str, family: int) -> Iterator[Feature]:
    tag = part_of_speech(name)
    if tag in NAME_TAGS:
        yield "is a name in the dictionary", 1.0
        yield "frequency as a name", log10(1 + frequency(name))
        if len(name) == 2:  # 弘扬, 温馨: the dictionary takes words for names
            yield "frequency as a short name", log10(1 + frequency(name))
    elif tag:
        yield "is a word", 1.0
        yield "frequency as a word", log10(1 + frequency(name))
    if len(name) > 2:
        if family == 1 and part_of_speech(name[:2]) not in ("", *NAME_TAGS):
            yield "begins as a word", log10(1 + frequency(name[:2]))
        if part_of_speech(name[family:]) and len(name) - family > 1:
            yield "given is a word", log10(1 + frequency(name[family:]))


TITLES = {3.0: "head", 2.1: "group", 2.0: "trade", 1.6: "kind of person", 1.5: "appointing"}
CLASSES_BEFORE = {
    "mark before": ["", *"。！？；，\n"],
    "opening before": "：“（【—　 《",
    "list before": "、",
    "and before": "和与及",
    "preposition before": "由是为对向让给被等同跟以将把",
}


def before(scene: Scene, start: int, titles: Mapping[int, float]) -> Iterator[Feature]:
    """Features of what stands in front."""
    yield front(titles.get(start), scene.word_before(start), scene.text[max(0, start - 2) : start]), 1.0


@lru_cache(maxsize=1 << 16)
def front(title: float | None, word: str, two: str) -> str:
    """The feature of a title, or else of the word and the last two characters that stand in front."""
    if title is not None:
        return f"{TITLES[title]} before"
    mark = two[-1:]
    for feature, marks in CLASSES_BEFORE.items():
        if mark in marks:
            return feature
    if suffix_class(word):
        return "organisation before"
    if mark in KIN:
        return "person before"
    if two in ("等奖", "金奖", "银奖", "铜奖", "亚军", "冠军", "季军"):
        return "prize before"
    if is_place(word):
        return "place before"
    if not mark.isalpha():
        return "number before" if mark.isdigit() else "other mark before"
    return f"{part_of_speech(word)[:1] or 'unknown'} before"


FRAMES = {
    "head before": "titled",
    "trade before": "titled",
    "group before": "grouped",
    "kind of person before": "titled",
    "person before": "placed",
    "prize before": "placed",
    "organisation before": "placed",
    "person before in a list": "listed",
}


def framed(front: str) -> str:
    """In what frame the feature in front puts a name: it is there that the rest counts otherwise."""
    return FRAMES.get(front, "")


def behind(scene: Scene, end: int) -> Iterator[Feature]:
    """Features of what stands behind."""
    if end in scene.ends:
        yield "end behind", 1.0
        return
    word = scene.word_after(end)
    if not word[0].isalnum():
        yield MARKS.get(word[0], "other mark behind"), 1.0
        return
    said = words("speech").match(scene.text, end)
    if word in word_list("saying") or (said and said.group() in word_list("saying")):
        yield "saying behind", 1.0
    elif word in word_list("heads"):
        yield "head behind", 1.0
    elif MADE.match(scene.text, end):
        yield "made behind", 1.0
    elif said:
        yield ("long speech behind" if len(said.group()) > 1 else "speech behind"), 1.0
    elif end in scene.boundaries:
        kind = "stop" if word in word_list("stops") else part_of_speech(word)[:1] or "unknown"
        yield f"{kind} behind", 1.0
    else:
        yield "part of a word behind", 1.0


MARKS = {
    "，": "comma behind",
    "、": "list behind",
    "。": "stop mark behind",
    "；": "stop mark behind",
    "\n": "line end behind",
    "：": "colon behind",
    "（": "bracket behind",
    "(": "bracket behind",
    "“": "quote behind",
    "《": "title behind",
    " ": "space behind",
    "　": "space behind",
}


SPOKEN = ("saying behind", "head behind", "speech behind", "long speech behind")
"""Features that lists of words show."""


@lru_cache(maxsize=1 << 14)
def opening(character: str) -> str:
    """What a character that stands behind begins: speech, any word, or the feature of the mark that it is."""
    if not character.isalnum():
        return MARKS.get(character, "other mark behind")
    return "speech" if character in _first_spoken() else "word"


def can_open(feature: str, opening: str) -> bool:
    """Whether `behind` can see a feature where this begins."""
    if opening not in ("speech", "word"):
        return feature in ("end behind", opening)
    return feature not in MARKS.values() and (opening == "speech" or feature not in SPOKEN)


@cache
def _first_spoken() -> frozenset[str]:
    return frozenset(word[0] for name in ("speech", "saying", "heads") for word in word_list(name))


def across(scene: Scene, start: int, end: int) -> Iterator[Feature]:
    """Features of how the tokenizer cut at and between the two ends."""
    number = scene.token_at(start)
    token = scene.tokens[number]
    if scene.starts[number] != start:
        yield "begins inside a token", 1.0
    elif len(token) == 1:
        yield "surname apart", 1.0
    elif len(token) == end - start:
        tag = part_of_speech(token)
        yield ("is an unknown token" if not tag else "is a token"), 1.0
    elif len(token) > end - start:
        yield ("begins a longer token" if part_of_speech(token) else "begins a longer unknown token"), 1.0
    if end not in scene.boundaries:
        cut = scene.token_at(end)
        if scene.starts[cut] > start:
            yield ("cuts a word" if part_of_speech(scene.tokens[cut]) else "cuts an unknown word"), 1.0
    if end - start > 2 and scene.text[end : end + 1] in foreign_characters():
        yield "a sound behind", 1.0
    if start and scene.text[start - 1] in foreign_characters() and scene.starts[number] == start:
        yield "a sound before", 1.0
    joint = scene.text[end - 1 : end + (end not in scene.ends)]
    if part_of_speech(joint):
        yield "word over the end", log10(1 + frequency(joint))
    if start and part_of_speech(scene.text[start - 1 : start + 1]):
        yield "word over the beginning", log10(1 + frequency(scene.text[start - 1 : start + 1]))


def again(text: str, name: str) -> Iterator[Feature]:
    """Features of the same characters elsewhere in the article."""
    if not can_tell_again(name):
        return
    behind_all = _behind_all(text, name)
    if len(behind_all) > 1:
        same = len(set(behind_all)) == 1 and behind_all[0].isalpha()
        yield ("again, always the same behind" if same else "again"), 1.0
        if len(behind_all) > 2 and not same:
            yield "three times", 1.0


def can_tell_again(name: str) -> bool:
    """Whether it tells anything that characters come again: those of a word always do."""
    return part_of_speech(name) in ("", *NAME_TAGS)


def _behind_all(text: str, name: str) -> list[str]:
    """The characters behind the places of a name, '' at the end of the text."""
    if name[0] != name[-1]:
        return [rest[:1] for rest in text.split(name)[1:]]
    places, size = [], len(name)  # one may begin in another
    at = text.find(name)
    while at >= 0:
        places.append(text[at + size : at + size + 1])
        at = text.find(name, at + 1)
    return places

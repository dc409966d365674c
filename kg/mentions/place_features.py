"""What speaks for a word being a place that stands by itself, as features: 在广州开班, 支持南京、苏州等地."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.lexicon import frequency, part_of_speech, word_list
from kg.mentions.anchor_features import kind_of
from kg.mentions.scene import Scene, piece
from kg.mentions.weights import BIAS, Feature
from kg.places import is_place, names_place, places_named

__all__ = ["features", "short_places"]

FULL = tuple("省市区县镇乡旗盟")
TAILS = tuple("省市区县州盟旗镇乡")
# 包头、巴彦淖尔|两地, 河北、辽宁|三省
COUNTED = re.compile(
    r"[一二两三四五六七八九十多等几\d]+[地省市区县州]?(?![一-鿿]?[年月日名])|等地|援建|援藏|援疆|籍|人(?=[，。]|$)"
)
OFTEN = 20_000
"""Occurrences in 60 million words from which a word that no list knows as a place is not looked at."""


def short_places(scene: Scene) -> Iterator[tuple[int, int]]:
    """The tokens that may be places by their short names."""
    found = {word for word in set(scene.tokens) if len(word) > 1 and _may_be_place(word)}
    if found:
        for start, word in zip(scene.starts, scene.tokens, strict=True):
            if word in found:
                yield start, start + len(word)


@lru_cache(maxsize=1 << 16)
def _may_be_place(word: str) -> bool:
    if word[-1] in FULL and len(word) > 2:
        return False
    return is_place(word) or word in word_list("countries") or (names_place(word) and frequency(word) < OFTEN)


def features(scene: Scene, start: int, end: int) -> Iterator[Feature]:
    """How known the place is, and the words on both sides."""
    word = scene.text[start:end]
    yield BIAS, 1.0
    codes = [code for code, _ in places_named(word)]
    yield f"level {min(map(len, codes), default=0)}", 1.0
    yield f"tagged {part_of_speech(word) or 'nothing'}", 1.0
    if word in word_list("countries"):
        yield "country", 1.0
    elif not is_place(word):
        yield "a word too", 1.0
    how_often = frequency(word)
    yield "rare" if how_often < 100 else "common" if how_often > 2000 else "usual", 1.0
    if any(word + tail in scene.article for tail in TAILS):
        yield "in full elsewhere", 1.0
    yield from _side("before", scene.word_before(start) if start else "")
    after = scene.word_after(end)
    if COUNTED.match(scene.text, end):
        yield "counted behind", 1.0
    else:
        yield from _side("behind", after)
    said = piece(after) if after and after[0].isalnum() else None
    yield "reaches on", max(-2.0, said.score) if said and not said.place else -2.0
    if said is None or said.place or said.score <= -1.0 or COUNTED.match(scene.text, end):
        yield "free behind" if _free_before(scene, start) else "free behind only", 1.0


def _free_before(scene: Scene, start: int) -> bool:
    """Whether nothing before the place can make it part of a longer name."""
    if start == 0 or not scene.text[start - 1].isalnum():
        return True
    before = piece(scene.word_before(start))
    return before is None or before.place or before.score <= -1.0


MARKS = {
    "、": "comma",
    "，": "clause",
    "。": "sentence",
    "“": "quote",
    "”": "quote",
    "（": "bracket",
    "）": "bracket",
}


def _side(where: str, word: str) -> Iterator[Feature]:
    if not word:
        yield f"end {where}", 1.0
    elif word[0].isalnum():
        yield f"{kind_of(word)} {where}", 1.0
        if word in PREPOSITIONS:
            yield f"{word} {where}", 1.0
    else:
        yield f"{MARKS.get(word, 'mark')} {where}", 1.0


PREPOSITIONS = frozenset(
    ["在", "从", "到", "赴", "至", "来自", "和", "与", "等", "前往", "的", "是", "回", "去", "于", "为"]
)

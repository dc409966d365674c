"""What speaks for a word being a place that stands by itself, as features: 在广州开班, 支持南京、苏州等地.

In four groups, by what each depends on: the word, what stands before, what stands behind, and whether
anything on either side can make it part of a longer name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.corps import is_corps_place
from kg.lexicon import frequency, part_of_speech, word_list
from kg.mentions.anchor_features import kind_of
from kg.mentions.scene import Scene, piece
from kg.mentions.weights import Feature
from kg.places import is_place, places_named

__all__ = [
    "PlaceFacts",
    "after",
    "before",
    "beside",
    "features",
    "freedom",
    "named",
    "place_facts",
    "short_places",
]

TAILS = frozenset("省市区县州盟旗镇乡")
# 包头、巴彦淖尔|两地, 河北、辽宁|三省
COUNTED = re.compile(
    r"[一二两三四五六七八九十多等几\d]+[地省市区县州]?(?![一-鿿]?[年月日名])|等地|援建|援藏|援疆|籍|人(?=[，。]|$)"
)


def short_places(scene: Scene) -> Iterator[tuple[int, int]]:
    """The tokens that may be places by their short names."""
    for number in scene.having("place"):
        start, word = scene.starts[number], scene.tokens[number]
        if is_corps_place(word):
            continue  # in a text on the Corps it stands in full
        yield start, start + len(word)


class PlaceFacts(NamedTuple):
    """What the features tell a place by, in the groups of the features."""

    word: tuple[str, bool]
    """The word, and whether it stands in full elsewhere."""
    before: str
    behind: tuple[str, bool]
    """The word behind, and whether places are counted there."""
    listed: bool
    """Whether a place stands on the other side of a mark or word that joins."""


def place_facts(scene: Scene, start: int, end: int) -> PlaceFacts:
    """The facts of a place."""
    word = scene.text[start:end]
    before = "" if start - 1 in scene.ends else scene.word_before(start)
    behind = "" if end in scene.ends else scene.word_after(end)
    counted = behind != "" and COUNTED.match(scene.text, end) is not None
    return PlaceFacts(
        (word, _in_full(scene.text, word)), before, (behind, counted), _beside_place(scene, start, end)
    )


JOINS = frozenset("、和与及至到-—")


def _beside_place(scene: Scene, start: int, end: int) -> bool:
    in_front = start > 1 and scene.text[start - 1] in JOINS and is_place(scene.word_before(start - 1))
    return in_front or (scene.text[end : end + 1] in JOINS and is_place(scene.word_after(end + 1)))


def _in_full(text: str, word: str) -> bool:
    """Whether the article has the word with its kind behind it."""
    at = text.find(word)
    while at >= 0:
        at += len(word)
        if text[at : at + 1] in TAILS:
            return True
        at = text.find(word, at)
    return False


def features(facts: PlaceFacts) -> Iterator[Feature]:
    """All features of a place, by its facts."""
    yield from named(*facts.word)
    yield from before(facts.before)
    yield from after(*facts.behind)
    yield from freedom(facts.before, *facts.behind)
    yield from beside(facts.listed)


def beside(listed: bool) -> Iterator[Feature]:
    """The feature of a place on the other side of a mark or word that joins: 大兴、|延庆."""
    if listed:
        yield "a place in the list", 1.0


def named(word: str, in_full: bool) -> Iterator[Feature]:
    """Features of the word: how known the place is, what else it may be."""
    level = min((len(code) for code, _ in places_named(word)), default=0)
    if not level and word in word_list("countries"):
        level = 1
    yield f"level {level}", 1.0
    tag, how_often = part_of_speech(word), frequency(word)
    often = "rare" if how_often < 100 else "common" if how_often > 2000 else "usual"
    if (level < 6 and word not in word_list("words_too")) or tag in ("ns", ""):
        yield f"{often} place", 1.0
    else:
        yield f"{often} name" if tag[:2] in ("nr", "nz") and level == 6 else f"{often} word", 1.0
    if in_full:
        yield "in full elsewhere", 1.0


def before(word: str) -> Iterator[Feature]:
    """Features of the word in front."""
    yield from _side("before", word)


def after(word: str, counted: bool) -> Iterator[Feature]:
    """Features of the word behind, and of whether the places are counted there."""
    if word in HELD:
        yield "held behind", 1.0
    if word in word_list("of_places"):
        yield "word for a place behind", 1.0
    if counted:
        yield "counted behind", 1.0
    else:
        yield from _side("behind", word)
    said = piece(word) if word and word[0].isalnum() else None
    yield "reaches on", max(-2.0, said.score) if said and not said.place else -2.0


def freedom(before: str, after: str, counted: bool) -> Iterator[Feature]:
    """The feature of nothing behind the place, or nothing on either side, making it part of a longer name."""
    if counted or not _reaches(after, after[:1]):
        yield "free behind only" if _reaches(before, before[-1:]) else "free behind", 1.0


def _reaches(word: str, nearest: str) -> bool:
    """Whether a name goes on over a neighbour, given the character of it next to the place."""
    said = piece(word) if nearest.isalnum() else None
    return said is not None and not said.place and said.score > -1.0


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
        elif word in word_list("reaching"):
            yield f"reached {where}", 1.0
    else:
        yield f"{MARKS.get(word, 'mark')} {where}", 1.0


HELD = frozenset(
    [
        "举行",
        "举办",
        "召开",
        "开讲",
        "开赛",
        "开幕",
        "闭幕",
        "落幕",
        "收官",
        "启动",
        "开班",
        "开营",
        "开跑",
        "揭幕",
        "揭牌",
        "揭晓",
        "上演",
        "成立",
        "签约",
        "启幕",
        "亮相",
        "开展",
    ]
)
"""What is said behind the place where it is done: 某竞赛|芜湖|收官."""
PREPOSITIONS = frozenset(
    ["在", "从", "到", "赴", "至", "来自", "和", "与", "等", "前往", "的", "是", "回", "去", "于", "为"]
)

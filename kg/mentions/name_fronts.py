"""What stands in front of a person's name, as a feature, and the frame that it puts the name in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from kg.lexicon import part_of_speech
from kg.mentions.scene import Scene
from kg.mentions.suffixes import suffix_class
from kg.mentions.weights import Feature
from kg.places import is_place

__all__ = ["LISTED", "before", "framed", "front"]

KIN = frozenset("员师手长家匠者兵徒生弟姐哥妹妻夫子母父友工民士")
"""Last characters of words for people: 检验员, 老兵, 徒弟, 媳妇儿子."""
UNITS = frozenset("部组班队室科处站段店厂院矿所")
"""Last characters of units that no list of kinds has: 质量部, 护理工会小组."""


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


@lru_cache(maxsize=1 << 14)
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
    if mark in UNITS and len(word) > 1:
        return "unit before"
    if mark in KIN:
        return "person before"
    if two in ("等奖", "金奖", "银奖", "铜奖", "亚军", "冠军", "季军"):
        return "prize before"
    if is_place(word):
        return "place before"
    if not mark.isalpha():
        return "number before" if mark.isdigit() else "other mark before"
    return f"{part_of_speech(word)[:1] or 'unknown'} before"


LISTED = "person before in a list"
FRAMES = {
    "head before": "titled",
    "trade before": "titled",
    "group before": "grouped",
    "appointing before": "titled",
    "kind of person before": "titled",
    "person before": "placed",
    "prize before": "placed",
    "organisation before": "placed",
    "unit before": "placed",
    LISTED: "listed",
}


def framed(front: str) -> str:
    """In what frame the feature in front puts a name: it is there that the rest counts otherwise."""
    return FRAMES.get(front, "")

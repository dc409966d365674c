"""Names of several parts with a dot between (迪丽拜尔·艾力): the characters around it that write sounds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from kg.byline_words import HAN
from kg.lexicon import part_of_speech, word_list
from kg.mentions.name_characters import NAME_TAGS, foreign_characters
from kg.mentions.scene import Candidate, Scene

__all__ = ["dotted"]

DOTS = "·•．"
DOTTED = re.compile(rf"[{HAN}]{{1,8}}(?:[{DOTS}][{HAN}]{{1,8}}){{1,3}}")
FIRST, LAST = 8, 8
"""Most characters of the first and of the last part."""
TRANSCRIBED = "nrt"
"""The dictionary's part of speech of names that are written by their sounds."""
SPOKEN = (*NAME_TAGS, "ns", "nz", "")
"""Parts of speech of words that may be cut into a name and another word: names, places, unknown words."""
SCORE = 16.0
"""More than what the parts of a name score as people of their own."""


def dotted(scene: Scene, titles: Mapping[int, float]) -> Iterator[Candidate]:
    """Names around dots; `titles` are the offsets at which a title in front ends."""
    if not any(dot in scene.text for dot in DOTS):
        return
    for found in DOTTED.finditer(scene.text):
        dots = [at for at in range(*found.span()) if scene.text[at] in DOTS]
        first, last = dots[0], dots[-1]
        start, end = _start(scene, found.start(), first, titles), _end(scene, last, found.end())
        if (start < first and last + 1 < end) and max(first - start, end - last - 1) > 1:
            yield Candidate(start, end, "Person", SCORE, "dotted")


def _start(scene: Scene, least: int, first: int, titles: Mapping[int, float]) -> int:
    """Where the part in front of the first dot begins."""
    sounding = _sounding(scene, least, first)
    start = first
    while start > max(least, first - FIRST) and start - 1 in sounding:
        start -= 1
    if first - start < 2:  # 副主席|春雷·阿不都
        start = next((at for at in range(first - 2, max(least, first - 4) - 1, -1) if at in titles), start)
    return max((at for at in titles if start < at < first - 1), default=start)


def _end(scene: Scene, last: int, most: int) -> int:
    """Where the part behind the last dot ends."""
    sounding = _sounding(scene, last + 1, most)
    end = last + 1
    while end < min(most, last + 1 + LAST) and end in sounding:
        end += 1
    joined = scene.text.find("和", last + 3, end)  # 阿木提·吐尔逊|和几个
    return end if joined < 0 or joined in _parts(scene, last + 1, most) else joined


def _sounding(scene: Scene, start: int, end: int) -> set[int]:
    """The offsets in a span of characters that write sounds: of parts of names (阿不都|拉), of names that the
    dictionary has (彼得), and of words if all of a word does.
    """
    sounds, text = _characters(), scene.text
    found = _parts(scene, start, end)
    for number in range(scene.token_at(start), scene.token_before(end) + 1):
        word, begin = scene.tokens[number], scene.starts[number]
        own = {at for at in range(begin, begin + len(word)) if text[at] in sounds}
        speech = part_of_speech(word)
        if speech == TRANSCRIBED and own:
            found.update(range(begin, begin + len(word)))
        elif len(own) == len(word) or speech in SPOKEN:
            found |= own
    found.update(at for at in range(start, end) if text[at] == "不" and {at - 1, at + 1} <= found)
    return found


@cache
def _characters() -> frozenset[str]:
    """Characters that write sounds, those of the tables for foreign names too, which are usual in words."""
    return foreign_characters() | frozenset("".join(word_list("transcriptions")))


def _parts(scene: Scene, start: int, end: int) -> set[int]:
    """The offsets in a span that parts of minorities' names stand over: 阿不都|拉."""
    inside = [(a, b) for a, b, _ in scene.hits.parts if start <= a and b <= end]
    return {at for a, b in inside for at in range(a, b)}

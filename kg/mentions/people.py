"""People: surname and given name, shown by a post or trade in front, or by what they do behind.

A given name may be a word of its own (光明, 立冬), so names are read by characters; and many words
look like names (高度, 安全), so each span is weighed by the features of kg.mentions.name_features.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from functools import cache, lru_cache
from heapq import heappop, heappush

from kg.bylines import HAN
from kg.lexicon import frequency, part_of_speech, surnames, word_list
from kg.mentions.name_features import (
    ANY,
    UNSEEN,
    across,
    again,
    behind,
    can_open,
    can_tell_again,
    foreign_characters,
    framed,
    front,
    opening,
    within,
)
from kg.mentions.scene import Candidate, Scene
from kg.mentions.weights import BIAS, weigh, weigher, weights
from kg.places import is_place

__all__ = ["LINK", "LISTED", "MODEL", "listed", "people", "spans", "starts", "titles"]

DOTTED = re.compile(rf"[{HAN}]{{2,8}}(?:[·•．][{HAN}]{{2,8}}){{1,3}}")
THRESHOLD = 2.0
MODEL = "person"


def people(scene: Scene) -> Iterator[Candidate]:
    """Candidates for people, at most one for each place where a name can begin."""
    shown = titles(scene)
    for start in starts(scene, shown):
        before = front(shown.get(start), scene.word_before(start), scene.text[max(0, start - 2) : start])
        if best := _best(scene, start, shown, before):
            yield best
    yield from _dotted(scene, shown)


def titles(scene: Scene) -> dict[int, float]:
    """Where words end that a person's name follows, and how strongly they say so."""
    ends: dict[int, float] = {}
    for _, end, strength in scene.hits.titles:
        ends[end] = max(strength, ends.get(end, 0.0))
    for number in scene.having("person"):
        ends.setdefault(scene.starts[number] + len(scene.tokens[number]), 1.6)
    return {end: ends[end] for end in ends if _ends_word(scene, end)}


def _ends_word(scene: Scene, end: int) -> bool:
    """Whether a title ends where a token does, or inside one that is no word: 作业|长牟|三山."""
    return end in scene.boundaries or not part_of_speech(scene.tokens[scene.token_at(end)])


def starts(scene: Scene, shown: Mapping[int, float]) -> list[int]:
    """Where a name can begin: at a token that begins as surnames do, and behind a title."""
    return sorted({*map(scene.starts.__getitem__, scene.having("surname")), *shown})


def spans(scene: Scene, start: int, shown: Container[int]) -> Iterator[tuple[int, int]]:
    """What could be a name that begins at `start`: surname and one or two characters, or sounds."""
    titled = start in shown
    text = scene.text[start : start + MOST_SOUNDS]
    for length in _lengths(text if titled else text[:2], titled):
        if length <= len(text) and _can_be_name(text[:length]):
            yield start, start + length


MOST_SOUNDS = 6
"""Characters of the longest names, those of minorities that a title shows: 吐尔逊江, 葛根塔娜."""


@lru_cache(maxsize=1 << 16)
def _lengths(text: str, titled: bool) -> list[int]:
    """How long a name can be that begins as `text` does, which is two characters where no title shows it."""
    double, single = text[:2] in surnames(), text[:1] in surnames()
    if not (single or double or titled):
        return []
    longest = 4 if double or not single or text[0] in foreign_characters() else 3
    sounds = next((n for n, c in enumerate(text) if c not in foreign_characters()), len(text))
    return [*range(2, longest + 1), *([sounds] if titled and sounds > longest else [])]


@lru_cache(maxsize=1 << 17)
def _can_be_name(name: str) -> bool:
    role = any(name in word_list(kind) for kind in ("heads", "trades", "groups"))
    return all("\u3400" <= c <= "\u9fff" for c in name) and not is_place(name) and not role


def _best(scene: Scene, start: int, shown: Container[int], before: str) -> Candidate | None:
    """The best name that begins at `start`, with the feature of what stands in front of it given.

    What is cheap to see comes first; a span is dropped when the most that can still be added is too little.
    """
    text, titled, (frame, ahead) = scene.text, start in shown, _front(before)
    best: Candidate | None = None
    for length, known, most_again in frame.promising(
        text[start : start + (MOST_SOUNDS if titled else 2)], titled
    ):
        end = start + length
        if end > len(text):
            break
        more = ahead + frame.behind(text[end : end + 1])
        if known + more + most_again <= 0:
            continue
        name, told = text[start:end], 0.0
        if most_again and (text.find(name, start + 1) >= 0 or text.find(name) < start):
            told = _again("", text, name)
        if known + more + told <= 0 or not _can_be_name(name):
            continue
        score = _name_score(name, frame.name) + told
        if score + more + frame.cuts <= 0:
            continue
        score += weigh(MODEL, across(scene, start, end), frame.name)
        if score + more <= 0:
            continue
        score += ahead + weigh(MODEL, behind(scene, end), frame.name)
        if score > 0 and (best is None or score + THRESHOLD >= best.score):
            best = Candidate(start, end, "Person", THRESHOLD + score, "title+name" if titled else "name")
    return best


LENIENT = 1.0
"""Log-odds given to every name: what is missed is worse than what the decoder can still refuse."""


@lru_cache(maxsize=1 << 17)
def _name_score(name: str, frame: str) -> float:
    return weigh(MODEL, [(BIAS, 1.0)]) + weigh(MODEL, within(name), frame) - common(name, frame)


def common(name: str, frame: str) -> float:
    """What speaks against a common word of two characters, where no title shows that it is a name."""
    is_common = len(name) == 2 and frequency(name) > USUAL and frame in ("", "grouped", "placed")
    return COMMON_WORD if is_common else 0.0


USUAL = 300
"""Occurrences in 60 million words from which a word of two characters is hardly a name."""
COMMON_WORD = 2.0
"""Log-odds against such words. Set by hand: annotated pages have too few words of each kind to learn it."""


_again = weigher(MODEL, again)


@cache
def _front(before: str) -> tuple[Frame, float]:
    """The frame that the feature in front makes, and what it adds to every name."""
    return _frame(framed(before)), LENIENT + weigh(MODEL, [(before, 1.0)])


@cache
def _frame(name: str) -> Frame:
    return Frame(name)


class Frame:
    """What a name can come to in a frame: how much the features can add that are not yet looked at."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._weights = weights(MODEL, name)
        self.cuts = max(map(self._most, WHOLE)) + sum(map(self._most, CUT))
        """The most that the tokenizer's cuts can add."""
        self.again = sum(max(0.0, weights(MODEL).get(feature, 0.0)) for feature in AGAIN)
        """The most that other places with the same characters can add."""
        fronts = (weight for f, weight in weights(MODEL).items() if " before" in f and framed(f) == name)
        behind = (weight for f, weight in self._weights.items() if f.endswith(" behind"))
        self._around = LENIENT + max(0.0, *fronts) + max(behind)
        self._unseen = sum(map(self._most, UNSEEN))
        """The most that a character can add that is not yet looked at, beside how typical it is."""
        self._opened = cache(self._most_opened)
        self.behind = lru_cache(maxsize=1 << 14)(self._behind)
        self.promising = lru_cache(maxsize=1 << 16)(self._promising)

    def _most(self, feature: str) -> float:
        return max(0.0, self._weights.get(feature, 0.0))

    def _behind(self, character: str) -> float:
        """The most that what stands behind can add, by its first character."""
        return self._opened(opening(character))

    def _most_opened(self, opens: str) -> float:
        behind = (item for item in self._weights.items() if item[0].endswith(" behind"))
        return max((weight for name, weight in behind if can_open(name, opens)), default=0.0)

    def _promising(self, text: str, titled: bool) -> list[tuple[int, float, float]]:
        """How long names may be that begin as `text` does.

        With each length the most that such a name can come to by itself, and by its other places.
        """
        found = []
        for length in _lengths(text, titled):
            unknown = max(0, length - len(text))
            name = text[:length] + ANY * unknown
            known = _name_score(name, self.name) + self._unseen * unknown + self.cuts
            again = self.again if can_tell_again(name) else 0.0
            if known + self._around + again > 0:
                found.append((length, known, again))
        return found


WHOLE = ("is an unknown token", "is a token", "surname apart", "begins inside a token")
"""Features of which a span has one at most."""
CUT = ("cuts an unknown word", "word over the end", "word over the beginning")
AGAIN = ("again", "three times")


def listed(scene: Scene, accepted: list[Candidate]) -> Iterator[Candidate]:
    """Names that follow an accepted person in a list: 甲、乙、丙 and 甲和乙."""
    ends = [c.end for c in accepted if c.type == "Person"]  # in order: a heap
    taken = {c.start for c in accepted if c.type == "Person"}
    while ends:
        at = heappop(ends)
        gap = LINK.match(scene.text, at)
        if not gap or gap.end() in taken or at in scene.ends or at in ends[:1]:
            continue
        if best := _best(scene, gap.end(), (), LISTED):
            yield best._replace(rule="list")
            heappush(ends, best.end)


LINK = re.compile(r"[、\s　]|和|与|以及")
LISTED = "person before in a list"


def _dotted(scene: Scene, titles: Mapping[int, float]) -> Iterator[Candidate]:
    """Names of several parts (迪丽拜尔·艾力): the characters around the dots that write sounds."""
    if not any(dot in scene.text for dot in "·•．"):
        return
    for found in DOTTED.finditer(scene.text):
        sounds = foreign_characters()
        first = found.start() + re.search(r"[·•．]", found.group()).start()  # type: ignore[union-attr]
        last = found.start() + max(found.group().rfind(dot) for dot in "·•．")
        start, end = first, last + 1
        while start > found.start() and scene.text[start - 1] in sounds and first - start < 7:
            start -= 1
        while end < found.end() and scene.text[end] in sounds and end - last < 8:
            end += 1
        for title in titles:
            start = title if start < title < first - 1 else start
        if first - start >= 2 and end - last > 2:
            yield Candidate(start, end, "Person", 8.0, "dotted")

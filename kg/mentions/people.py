"""People: surname and given name, shown by a post or trade in front, or by what they do behind.

A given name may be a word of its own (光明, 立冬), so names are read by characters; and many words
look like names (高度, 安全), so each span is weighed by the features of kg.mentions.name_features.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from math import log10

from kg.bylines import HAN, signed_in_brackets
from kg.lexicon import Matcher, frequency, given_name, part_of_speech, surnames, word_list
from kg.mentions.name_features import (
    MAKES,
    across,
    again,
    before,
    behind,
    foreign_characters,
    framed,
    sort_of_name,
    within,
)
from kg.mentions.scene import Candidate, Scene
from kg.mentions.weights import BIAS, Feature, weigh, weights
from kg.places import is_place

__all__ = ["LINK", "LISTED", "MODEL", "listed", "people", "spans", "starts", "titles"]

DOTTED = re.compile(rf"[{HAN}]{{2,8}}(?:[·•．][{HAN}]{{2,8}}){{1,3}}")
THRESHOLD = 2.0
MODEL = "person"


def people(scene: Scene) -> Iterator[Candidate]:
    """Candidates for people, at most one for each place where a name can begin."""
    shown = titles(scene)
    for start in starts(scene, shown):
        if best := _best(scene, start, shown, list(before(scene, start, shown))):
            yield best
    yield from _dotted(scene, shown)
    yield from _signed(scene)


def _signed(scene: Scene) -> Iterator[Candidate]:
    """The name that a piece is signed with: in brackets behind the last sentence, or behind a □."""
    if found := signed_in_brackets(scene.text.rstrip()):
        yield Candidate(*found.span("name"), "Person", 5.0, "signed")
    if found := BOXED.match(scene.text):
        yield Candidate(*found.span("name"), "Person", 7.0, "signed")


BOXED = re.compile(r"[□■●◆▲]\s*(?P<name>[一-鿿·]{2,4})\n")


@cache
def _first_characters() -> frozenset[str]:
    """The characters that surnames begin with."""
    return frozenset(name[0] for name in surnames())


def titles(scene: Scene) -> dict[int, float]:
    """Where words end that a person's name follows, and how strongly they say so."""
    ends: dict[int, float] = {}
    for _, end, strength in _before_names().find_all(scene.text):
        ends[end] = max(strength, ends.get(end, 0.0))
    for start, word in zip(scene.starts, scene.tokens, strict=True):
        noun = word[-1] in "工员师手长家" and len(word) <= 4 and part_of_speech(word)[:1] in ("", "n")
        if noun and word not in word_list("stops"):  # 大家
            ends.setdefault(start + len(word), 1.6)
        elif word == "人" and is_place(scene.word_before(start)):
            ends.setdefault(start + 1, 1.6)  # 长阳镇人|某某
    return {end: ends[end] for end in ends if _ends_word(scene, end)}


@cache
def _before_names() -> Matcher[float]:
    """Words that a person's name follows, and how strongly they say so."""
    weighed = {"appoint": 1.5, "trades": 2.0, "groups": 2.1, "heads": 3.0}
    return Matcher({word: weight for name, weight in weighed.items() for word in word_list(name)})


def _ends_word(scene: Scene, end: int) -> bool:
    """Whether a title ends where a token does, or inside one that is no word: 作业|长牟|三山."""
    return end in scene.boundaries or not part_of_speech(scene.tokens[scene.token_at(end)])


def starts(scene: Scene, shown: Mapping[int, float]) -> list[int]:
    """Where a name can begin: at a token that begins as surnames do, and behind a title."""
    first = _first_characters()
    parts = names_of_parts(scene)
    found = [
        start
        for start, word in zip(scene.starts, scene.tokens, strict=True)
        if word[0] in first and word not in roles()
    ]
    return sorted({*found, *shown, *parts})


def spans(scene: Scene, start: int, shown: Mapping[int, float]) -> Iterator[tuple[int, int]]:
    """What could be a name that begins at `start`: surname and one or two characters, or sounds."""
    text = scene.text
    if whole := names_of_parts(scene).get(start):
        yield start, whole
    double = text[start : start + 2] in surnames()
    single = text[start : start + 1] in surnames()
    if single or double or start in shown:
        longest = 4 if double or not single or text[start] in foreign_characters() else 3
        for end in range(start + 2, min(start + longest, len(text)) + 1):
            if end != whole and _can_be_name(text[start:end]):
                yield start, end
        if start in shown:  # 吐尔逊江, 葛根塔娜: minorities' names in full, without a dot
            end = start + longest
            while end < min(start + MOST_SOUNDS, len(text)) and text[end] in foreign_characters():
                end += 1
            if whole != end > start + longest and set(text[start:end]) <= foreign_characters():
                yield start, end


MOST_SOUNDS = 6


@cache
def _parts() -> Matcher[bool]:
    return Matcher(dict.fromkeys(word_list("name_parts"), True))


@lru_cache(maxsize=8)
def names_of_parts(scene: Scene) -> dict[int, int]:
    """Where names begin and end that are put together from parts: 格桑|平措, 吾提库尔."""
    spans: list[list[int]] = []
    for start, end, _ in _parts().find(scene.text):
        if spans and spans[-1][1] == start:
            spans[-1][1] = end
        elif scene.text[start - 1 : start] not in DOTS:
            spans.append([start, end])
    found: dict[int, int] = {}
    for start, end in spans:
        number, last = scene.token_at(start), scene.token_at(end - 1)
        first, behind_ = scene.starts[number], scene.starts[last] + len(scene.tokens[last])
        if set(scene.text[first:start]) <= foreign_characters() and end - first <= MOST_SOUNDS:
            start = first  # 乌兰|其其格
        if set(scene.text[end:behind_]) <= foreign_characters() and behind_ - start <= MOST_SOUNDS:
            end = behind_
        if scene.text[end : end + 1] not in DOTS:
            found[start] = end
    return found


DOTS = ("·", "•", "．")


@lru_cache(maxsize=1 << 17)
def _can_be_name(name: str) -> bool:
    called = name in word_list("speech") or name in word_list("generic")  # 安全员|严格|检查, 成员|单位
    called = (
        called
        or name in roles()
        or (len(name) == 3 and (name[1:] in roles() or name[1:] in word_list("addresses")))
    )
    return all("\u3400" <= c <= "\u9fff" for c in name) and not is_place(name) and not called


@cache
def roles() -> frozenset[str]:
    """Words for what people are: posts, trades, groups."""
    return word_list("heads") | word_list("trades") | word_list("groups")


def _best(scene: Scene, start: int, shown: Mapping[int, float], front: Sequence[Feature]) -> Candidate | None:
    """The best name that begins at `start`, with what stands in front of it given."""
    frame = framed(front)
    ahead = {sort: LENIENT + weigh(MODEL, front, sort) for sort in SORTS}
    best: Candidate | None = None
    for begin, end in spans(scene, start, shown):
        name = scene.text[begin:end]
        sort = sort_of_name(name)
        by_behind, by_cut, by_again = _most(frame, sort, scene.text[end : end + 1] in MAKES)
        score = ahead[sort] + _name_score(name, frame)
        if score + by_behind + by_cut + by_again <= 0:
            continue
        score += weigh(MODEL, behind(scene, end), frame, sort)
        if score + by_cut + by_again <= 0:
            continue
        cut = list(across(scene, begin, end))
        score += weigh(MODEL, cut, frame, sort)
        if any(feature.endswith(", made behind") for feature, _ in cut):
            score += _as_a_word(name, frame)  # 庄严|当选主席: whatever else the word means
        score += _unframed(scene, begin, end, frame, sort)
        if score + by_again <= 0:
            continue
        score += weigh(MODEL, again(scene, begin, end))
        if score > 0 and (best is None or score + THRESHOLD >= best.score):
            best = Candidate(
                begin, end, "Person", THRESHOLD + score, "title+name" if start in shown else "name"
            )
    return best


def _unframed(scene: Scene, begin: int, end: int, frame: str, sort: str) -> float:
    """What is added for a name that looks like one and is cut as one, where nothing around it tells."""
    if sort != "usual" or frame or not {begin, end} <= scene.boundaries or not _is_surname(scene.text[begin]):
        return 0.0
    owned = scene.text[begin - 1 : begin] == "的" and scene.text[end : end + 1] in "，。；、（\n"
    return UNFRAMED + owned  # 正在忙碌的|某某|。


SORTS = ("usual", "rare")
UNFRAMED = 1.0
"""Log-odds for a name that looks like one and is cut as one, where nothing around it tells."""


@cache
def _is_surname(character: str) -> bool:
    """Whether a character is rather a surname than a word of its own: 赵, but not 和 or 成."""
    return surnames().get(character, 0.0) * 20000 >= frequency(character)


LENIENT = 1.0
"""Log-odds given to every name: what is missed is worse than what the decoder can still refuse."""


@lru_cache(maxsize=1 << 17)
def _name_score(name: str, frame: str) -> float:
    return weigh(MODEL, [(BIAS, 1.0)]) + weigh(MODEL, within(name), frame) - _as_a_word(name, frame)


def _as_a_word(name: str, frame: str) -> float:
    """What speaks against a name that is a common word, or one behind what is hardly a surname: 新|征程."""
    if len(name) == 2 and frame not in ("titled", "listed") and frequency(name) > USUAL:
        return COMMON_WORD + log10(frequency(name) / USUAL)
    if len(name) == 3 and surnames().get(name[0], 0.0) < IN_USE and not given_name(name[1:]):
        return COMMON_WORD * (frequency(name[1:]) > SELDOM and part_of_speech(name) == "")
    return 0.0


USUAL = 300
"""Occurrences in 60 million words from which a word of two characters is hardly a name."""
SELDOM = 50
IN_USE = 0.3
"""Bearers of a surname per thousand below which a word behind it is rather a word: 微|宣讲."""
COMMON_WORD = 2.0
"""Log-odds against such words. Set by hand: annotated pages have too few words of each kind to learn it."""


@cache
def _most(frame: str, sort: str, makes: bool) -> tuple[float, float, float]:
    """The most that what is behind a span, how it is cut and its other places can add to its score."""
    known = weights(MODEL, frame, sort)
    made = ("mark before, made behind", "appointed before, made behind")
    after = max(value for name, value in known.items() if name.endswith(" behind") and name not in made)
    cut = max((known.get(name, 0.0) for name in WHOLE), default=0.0)
    more = sum(max(0.0, known.get(name, 0.0)) for name in MORE)
    more += sum(5 * max(0.0, known.get(name, 0.0)) for name in GRADED)
    elected = max(known.get(name, 0.0) for name in made) if makes else 0.0
    elected += makes * (COMMON_WORD + 2.0)
    usual = (UNFRAMED + 1.0) * (sort == "usual" and not frame)
    again_ = sum(max(0.0, known.get(name, 0.0)) for name in ("again", "three times"))
    return max(0.0, after), max(0.0, cut) + more + max(0.0, elected) + usual, again_


WHOLE = ("is an unknown token", "is a token", "surname apart", "begins inside a token")
MORE = (
    "cuts an unknown word",
    "usual of 2, not cut",
    "usual of 3, not cut",
    "a sound before",
    "a sound behind",
)


GRADED = ("word over the end", "word over the beginning")
"""Weighed by the logarithm of how common the word is, which is below 5 or so."""


def listed(scene: Scene, accepted: list[Candidate]) -> Iterator[Candidate]:
    """Names that follow an accepted person in a list: 甲、乙、丙 and 甲和乙."""
    ends = {c.end for c in accepted if c.type == "Person"}
    taken = {c.start for c in accepted if c.type == "Person"}
    while ends:
        at = min(ends)
        ends.discard(at)
        gap = LINK.match(scene.text, at)
        if not gap or gap.end() in taken:
            continue
        if best := _best(scene, gap.end(), {}, [(LISTED, 1.0)]):
            yield replace(best, rule="list")
            ends.add(best.end)


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

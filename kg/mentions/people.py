"""People: surname and given name, shown by a post or trade in front, or by what they do behind.

A given name may be a word of its own (光明, 立冬), so names are read by characters; and many words
look like names (高度, 安全), so each span is weighed: how a surname it begins, how its characters are
used in given names, how common a word it is, and what stands on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from math import log2, log10

from kg.bylines import HAN
from kg.lexicon import Matcher, frequency, name_character, part_of_speech, surnames, word_list, words
from kg.mentions.scene import Candidate, Scene
from kg.mentions.suffixes import suffix_class
from kg.places import is_place

__all__ = ["foreign_characters", "listed", "people"]

DOTTED = re.compile(rf"[{HAN}]{{2,8}}(?:[·•．][{HAN}]{{2,8}}){{1,3}}")
THRESHOLD = 2.0
AFTER = 1.8
"""The most that what stands behind a name can add to its score."""
BEHIND = AFTER + 1.2
"""The same with what the tokenizer can add."""


def people(scene: Scene) -> Iterator[Candidate]:
    """Candidates for people, at most one for each place where a name can begin."""
    titles = _titles(scene)
    first = _first_characters()
    found = [start for start, word in zip(scene.starts, scene.tokens, strict=True) if word[0] in first]
    for start in sorted({*found, *titles}):
        best = max(_spans(scene, start, titles), key=lambda c: (c.score, c.end), default=None)
        if best and best.score > THRESHOLD:
            yield best
    yield from _dotted(scene, titles)


@cache
def _first_characters() -> frozenset[str]:
    """The characters that surnames begin with."""
    return frozenset(name[0] for name in surnames())


def _titles(scene: Scene) -> dict[int, float]:
    """Where words end that a person's name follows, and how strongly they say so."""
    ends: dict[int, float] = {}
    for _, end, strength in _before_names().find_all(scene.text):
        ends[end] = max(strength, ends.get(end, 0.0))
    for start, word in zip(scene.starts, scene.tokens, strict=True):
        if word[-1] in "工员师手长家" and len(word) <= 4 and part_of_speech(word)[:1] in ("", "n"):
            ends.setdefault(start + len(word), 1.6)
    return {end: ends[end] for end in ends if _ends_word(scene, end)}


@cache
def _before_names() -> Matcher[float]:
    """Words that a person's name follows, and how strongly they say so."""
    weighed = {"appoint": 1.5, "trades": 2.0, "heads": 3.0}
    return Matcher({word: weight for name, weight in weighed.items() for word in word_list(name)})


def _ends_word(scene: Scene, end: int) -> bool:
    """Whether a title ends where a token does, or inside one that is no word: 作业|长牟|三山."""
    return end in scene.boundaries or not part_of_speech(scene.tokens[scene.token_at(end)])


def _spans(
    scene: Scene, start: int, titles: Mapping[int, float], needed: float = THRESHOLD
) -> Iterator[Candidate]:
    """What could be a name at `start`, without what cannot reach the score that is `needed`."""
    text = scene.text
    double = text[start : start + 2] in surnames()
    single = text[start : start + 1] in surnames()
    if not single and not double and start not in titles:
        return
    left, rule = _left(scene, start, titles)
    for length in (2, 3, 4) if double or not single or text[start] in foreign_characters() else (2, 3):
        end = start + length
        if end > len(text):
            break
        likely, unlikely = _name_scores(text[start:end])
        most = likely - unlikely * (left < TITLED) + left
        if likely == NO_NAME or (most + BEHIND < needed and left < 3.0):
            continue
        tokens = _tokens(scene, start, end)
        if most + tokens + AFTER < needed and left < 3.0:
            continue
        right = _right(scene, end, start in titles)
        if left >= TITLED and right >= 0.4:
            unlikely = min(unlikely, 3.8 - left)
        if left >= 3.0 and right >= 0.9 and single and likely > -2.5:
            likely = max(likely, 0.0)  # framed so, a rare name is a name
        yield Candidate(start, end, "Person", likely - unlikely + left + right + tokens, rule)


NO_NAME = -99.0
TITLED = 1.5
"""From here on what stands in front outweighs that a name is a word as well."""


@lru_cache(maxsize=1 << 17)
def _name_scores(name: str) -> tuple[float, float]:
    """Log-odds of the characters being a name, and of their being a common word instead."""
    if is_place(name) or not all("\u3400" <= c <= "\u9fff" for c in name):
        return NO_NAME, 0.0
    return _name_score(name), _word_penalty(name)


def _name_score(name: str) -> float:
    """Log-odds of the characters being a name."""
    family = 2 if name[:2] in surnames() and len(name) > 2 else 1
    share = surnames().get(name[:family])
    given = name[family:]
    if share is None or (len(name) == 4 and family == 1):
        return 0.15 * len(name) if set(name) <= foreign_characters() else -3.0
    score = 0.5 * log10(share)
    typical = [max(-1.0, min(2.0, log2(name_character(c) + 0.05))) for c in given]
    score += 0.5 * sum(typical) / len(typical) + (0.5 if len(given) == 2 else 0.0)
    if family == 1 and name[0] in word_list("stops") and share < 2:
        score -= 1.5  # 和, 都 and 向 are surnames too
    if len(given) == 2 and given[-1] in "感性率费权也将还就已都又却便":
        score -= 2.0
    if name[0] in "和占以由在从向对" and share < 0.5:
        score -= 2.0 if frequency(given) < 300 else 6.0  # 班组长|和|职工
    if given[-1] in "的了在是和与们个不这那我他一上下中大工会业区市员于并" and len(given) < 3:
        score -= 1.5
    return score


def _word_penalty(name: str) -> float:
    """How much speaks for a common word instead: 高度, 关怀 (tagged as a name all the same), 安全意."""
    tag = part_of_speech(name)
    if tag in ("nr", "nrfg", "nrt"):
        return max(0.0, log10(1 + frequency(name)) - 1.2)
    if tag:
        return 1.5 + log10(1 + frequency(name))
    if len(name) == 3 and name[:2] not in surnames() and part_of_speech(name[:2]) not in ("", "nr"):
        return 0.7 * log10(1 + frequency(name[:2]))
    return 0.0


@cache
def foreign_characters() -> frozenset[str]:
    """Characters that write the sounds of names of other languages."""
    return frozenset("".join(word_list("sounds")))


def _left(scene: Scene, start: int, titles: Mapping[int, float]) -> tuple[float, str]:
    """What stands in front of a name, and the rule it makes."""
    if start in titles:
        return titles[start], "title+name"
    if start == 0 or scene.text[start - 1] in "\n。！？；，：“”（）【】—　 ":
        return 0.3, "name"
    if scene.text[start - 1] in "、和与及的由是为对向让给被等同跟":
        return 0.2, "name"
    return (0.9, "unit+name") if suffix_class(scene.word_before(start)) else (-0.8, "name")


def _right(scene: Scene, end: int, titled: bool) -> float:
    """What stands behind a name that would end at `end`."""
    if end >= len(scene.text):
        return 0.4
    word = scene.word_after(end)
    said = words("speech").match(scene.text, end)
    if {word, said.group() if said else ""} & word_list("saying"):
        return 1.6
    if word in word_list("heads"):
        return 1.8  # 习近平总书记
    if (said and len(said.group()) > 1) or MADE.match(scene.text, end):
        return 0.9
    if not word[0].isalnum():
        return 0.5 if titled or word[0] in "、（" else 0.0
    if said:
        return 0.6 if word == said.group() and end in scene.boundaries else 0.3
    if end in scene.boundaries and part_of_speech(word)[:1] in ("v", "d", "p", "t"):
        return 0.4
    return 0.2 if word in word_list("stops") else -0.7


# 选举甲为主席, 乙、丙为常委
MADE = re.compile(r"(?:挂职)?为[^，。；\n]{0,20}(?:书记|主席|主任|委员|常委|会长|秘书长|理事|部长|代表)")


def _tokens(scene: Scene, start: int, end: int) -> float:
    """Whether the tokenizer agrees: a name should not end inside a word, nor be made of words."""
    if end not in scene.boundaries:
        number = scene.token_at(end)
        inside = scene.starts[number] < end
        return (-1.6 if part_of_speech(scene.tokens[number]) else -0.3) if inside else 0.0
    number = scene.token_at(start)
    token = scene.tokens[number]
    if scene.starts[number] == start and len(token) == end - start:
        known = part_of_speech(token) in ("nr", "nrt", "nrfg") and len(token) == 3
        return 1.2 if known else 0.7 if part_of_speech(token) in ("", "nr", "nrt", "nrfg") else 0.0
    return 0.0


def listed(scene: Scene, accepted: list[Candidate]) -> Iterator[Candidate]:
    """Names that follow an accepted person in a list: 甲、乙、丙 and 甲和乙."""
    ends = {c.end for c in accepted if c.type == "Person"}
    taken = {c.start for c in accepted if c.type == "Person"}
    at = 0
    while ends:
        at = min(ends)
        ends.discard(at)
        gap = re.match(r"[、\s　]|和|与|以及", scene.text[at:])
        start = at + gap.end() if gap else -1
        if not gap or start in taken:
            continue
        best = max(_spans(scene, start, {}, THRESHOLD - LISTED), key=lambda c: (c.score, c.end), default=None)
        if best and best.score + LISTED > THRESHOLD and _followed(scene, best.end):
            yield Candidate(best.start, best.end, "Person", best.score + LISTED, "list")
            ends.add(best.end)


LISTED = 1.7


def _followed(scene: Scene, end: int) -> bool:
    word = scene.word_after(end)
    return not word or not word[0].isalnum() or word in word_list("speech") or word in word_list("stops")


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

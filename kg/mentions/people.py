"""People: surname and given name, shown by a post or trade in front, or by what they do behind.

A given name may be a word of its own (刘光明, 王清平), so names are read by characters; and many words
look like names (高度, 安全), so each span is weighed: how a surname it begins, how its characters are
used in given names, how common a word it is, and what stands on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from math import log2, log10

from kg.bylines import HAN
from kg.lexicon import frequency, name_character, part_of_speech, surnames, word_list, words
from kg.mentions.scene import Candidate, Scene

__all__ = ["listed", "people", "post_ends"]

DOTTED = re.compile(rf"[{HAN}]{{2,8}}(?:[·•．][{HAN}]{{2,8}}){{1,3}}")
THRESHOLD = 2.0


def people(scene: Scene) -> Iterator[Candidate]:
    """Candidates for people, at most one for each place where a name can begin."""
    posts = {end: kind for end, kind in post_ends(scene.text).items() if end in scene.boundaries}
    for start in sorted(set(scene.starts) | posts.keys()):
        best = max(_spans(scene, start, posts), key=lambda c: (c.score, c.end), default=None)
        if best and best.score > THRESHOLD:
            yield best
    yield from _dotted(scene, posts)


def post_ends(text: str) -> dict[int, str]:
    """Where a post, trade or honour ends in the text, and which of the three it is."""
    ends = {m.end(): "trade" for m in words("trades").finditer(text)}
    return ends | {m.end(): "post" for m in words("heads").finditer(text)}


def _spans(scene: Scene, start: int, posts: dict[int, str]) -> Iterator[Candidate]:
    text = scene.text
    double = text[start : start + 2] in surnames()
    if not double and text[start : start + 1] not in surnames() and start not in posts:
        return
    left, rule = _left(scene, start, posts)
    for length in (2, 3, 4) if double or not text[start : start + 1] in surnames() else (2, 3):
        end = start + length
        name = text[start:end]
        if len(name) == length and all("\u3400" <= c <= "\u9fff" for c in name):
            score = _name_score(name) + left + _right(scene, start, end, start in posts)
            yield Candidate(start, end, "Person", score + _tokens(scene, start, end), rule)


@cache
def _name_score(name: str) -> float:
    """Log-odds of the characters being a name."""
    family = 2 if name[:2] in surnames() and len(name) > 2 else 1
    share = surnames().get(name[:family])
    given = name[family:]
    score = 0.5 * log10(share) - (0.6 if len(name) == 4 and family == 1 else 0.0) if share else -2.2
    typical = [max(-2.0, min(2.0, log2(name_character(c) + 0.05))) for c in given]
    score += 0.5 * sum(typical) / len(typical) + (0.5 if len(given) == 2 else 0.0)
    tag = part_of_speech(name)
    if tag in ("nr", "nrfg", "nrt"):
        score += 0.5
        score -= max(0.0, log10(1 + frequency(name)) - 1.5)  # 关怀 and 文明 are tagged as names too
    elif tag:
        score -= 1.5 + log10(1 + frequency(name))
    if words("stops").fullmatch(name[:1]):
        score -= 1.5
    if share and len(given) == 2 and family == 1 and part_of_speech(name[:2]) not in ("", "nr"):
        score -= 0.5 * log10(1 + frequency(name[:2]))
    if given and all(c in "的了在是和与们个不这那我他一上下中大工会业区市员于并" for c in given[-1:]):
        score -= 1.5
    return score


def _left(scene: Scene, start: int, posts: dict[int, str]) -> tuple[float, str]:
    """What stands in front of a name, and the rule it makes."""
    if start in posts:
        return (2.6, "post+name") if posts[start] == "post" else (1.8, "trade+name")
    if start == 0 or scene.text[start - 1] in "\n。！？；，：“”（）【】—　 ":
        return 0.3, "name"
    if scene.text[start - 1] in "、和与及":
        return 0.2, "name"
    return (0.3, "name") if scene.text[start - 1] in "的由是为对向让给被，给等同跟" else (-0.8, "name")


def _right(scene: Scene, start: int, end: int, after_post: bool) -> float:
    """What stands behind a name that would end at `end`."""
    if end >= len(scene.text):
        return 0.4
    word = scene.word_after(end)
    if end in scene.boundaries or len(word) > 1:
        if word in SAYING:
            return 1.6
        if word in word_list("heads"):
            return 1.4  # 习近平总书记
        if word in word_list("speech"):
            return 0.9
    if not word[0].isalnum():
        return 0.5 if after_post or word[0] in "、（" else 0.0
    longest = words("speech").match(scene.text, end)
    if longest and longest.end() - end > 1:
        return 0.7
    return 0.2 if words("stops").fullmatch(word) else -0.7


SAYING = frozenset("说 表示 介绍 告诉 指出 强调 坦言 透露 认为 称 告诉记者 感慨 回忆 说道 介绍说".split(" "))


def _tokens(scene: Scene, start: int, end: int) -> float:
    """Whether the tokenizer agrees: a name should end where a token does, and not be made of words."""
    if end not in scene.boundaries:
        first = scene.token_at(end - 1)
        return -1.6 if scene.starts[first] < end else 0.0
    number = scene.token_at(start)
    token = scene.tokens[number]
    if scene.starts[number] == start and len(token) == end - start:
        return 0.7 if part_of_speech(token) in ("", "nr", "nrt", "nrfg") else 0.0
    if scene.starts[number] == start and len(token) == 2 and part_of_speech(token) not in ("", "nr"):
        return -1.0
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
        spans = list(_spans(scene, start, {}))
        best = max(spans, key=lambda c: (c.score, c.end), default=None)
        if best and best.score + LISTED > THRESHOLD and _followed(scene, best.end):
            yield Candidate(best.start, best.end, "Person", best.score + LISTED, "list")
            ends.add(best.end)


LISTED = 1.7


def _followed(scene: Scene, end: int) -> bool:
    word = scene.word_after(end)
    return (
        not word
        or not word[0].isalnum()
        or word in word_list("speech")
        or bool(words("stops").fullmatch(word))
    )


def _dotted(scene: Scene, posts: dict[int, str]) -> Iterator[Candidate]:
    """Names of several parts: 迪丽拜尔·艾力."""
    for found in DOTTED.finditer(scene.text):
        dot = re.search(r"[·•．]", found.group())
        middle = found.start() + (dot.start() if dot else 0)
        starts = [e for e in posts if found.start() <= e < middle - 1]
        starts += [
            at + len(word)
            for at, word in zip(scene.starts, scene.tokens, strict=True)
            if found.start() <= at < middle - 1 and words("stops").fullmatch(word)
        ]
        start = max(starts, default=found.start())
        end = found.end()
        for at in range(scene.token_at(middle + 1), len(scene.tokens)):
            word, begin = scene.tokens[at], scene.starts[at]
            if begin >= end:
                break
            if begin > middle + 2 and (word in word_list("speech") or words("stops").fullmatch(word)):
                end = begin
                break
        if not scene.text[start - 1 : start].isdigit():
            yield Candidate(start, end, "Person", 3.0, "dotted")

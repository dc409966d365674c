"""Initiatives and events: activities, contests, courses, campaigns; meetings and ceremonies.

Three ways show one: a quoted name with its kind behind it (“爱心送考”活动), a verb that organises in
front of it (开展免费理发活动), and a kind strong enough with something specific in front (青教赛).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.lexicon import Matcher, rows, word_list, words
from kg.mentions.scene import Candidate, Scene, piece
from kg.model import Class

__all__ = ["activities"]

QUOTED = re.compile(r"(?P<edition>(?:第[一二三四五六七八九十百\d]+届|首届)?)“(?P<name>[^“”\n]{2,50})”")
LONGEST_MIDDLE = 24
LONGEST_PLAIN = 36
# Between the verb and the name: 开展|了|一系列|…, and between it and its kind.
LEADING = re.compile(
    r"^(?:了|过|着|起|一?系列|一[场次期项个批]|[两三四五六七八九十多数\d]+余?[场次期项个届批门类]|本次|此次|首[场次期]|各[类项种]|多[种样]|丰富多彩|形式多样|内容丰富|为期[^，。]{1,4}天|年度|的)+"
)
STOPPING = frozenset("的了着过在由对向从与和及跟为把被将")


@cache
def _kinds() -> Matcher:
    listed: dict[str, object] = {}
    for kind, strength, names in rows("activities.tsv"):
        listed |= {word: (kind, strength) for word in names.split(" ")}
    return Matcher(listed)


def activities(scene: Scene) -> Iterator[Candidate]:
    """All candidates for initiatives and events."""
    anchors = _anchors(scene)
    yield from _quoted(scene, anchors)
    for end, (start, kind, strength) in sorted(anchors.items()):
        verb = _after_verb(scene, start, end)
        if verb is not None:
            score = 1.2 + 0.1 * (end - verb)
            yield Candidate(verb, end, kind, score, "verb+activity")
        elif strength == "strong":
            yield from _named(scene, start, end, kind)


def _anchors(scene: Scene) -> dict[int, tuple[int, Class, str]]:
    """end -> (start, class, strength) of the longest kind word that ends there, at a token's end."""
    anchors: dict[int, tuple[int, Class, str]] = {}
    for start, end, value in _kinds().find_all(scene.text):
        kind, strength = value  # type: ignore[misc]
        inside = end not in scene.boundaries
        if inside and not (end - start > 1 and scene.starts[scene.token_at(end)] <= start):
            continue
        if end not in anchors or start < anchors[end][0]:
            anchors[end] = (start, kind, strength)
    return {e: a for e, a in anchors.items() if not _continued(scene, e, anchors)}


def _continued(scene: Scene, end: int, anchors: dict[int, tuple[int, Class, str]]) -> bool:
    """Whether another kind goes on right behind: 专题培训|班, 宣传|活动."""
    return any(start == end for start, _, _ in anchors.values()) or scene.text[end : end + 1] in TAILS


TAILS = frozenset("员者队组案")


def _quoted(scene: Scene, anchors: dict[int, tuple[int, Class, str]]) -> Iterator[Candidate]:
    for found in QUOTED.finditer(scene.text):
        name_end = found.end("name")
        inner = anchors.get(name_end)
        if (
            inner
            and inner[0] > found.start("name")
            and _meeting_or_contest(scene, inner, found.start("name"))
        ):
            yield Candidate(found.start("name"), name_end, inner[1], 2.5, "quoted name")
            continue
        end, kind = _kind_behind(scene, found.end(), anchors)
        if kind:
            yield Candidate(found.start(), end, kind, 3.0 + 0.05 * (end - found.start()), "quote+kind")


def _meeting_or_contest(scene: Scene, inner: tuple[int, Class, str], start: int) -> bool:
    return inner[2] == "strong" and inner[0] - start >= 2


def _kind_behind(
    scene: Scene, start: int, anchors: dict[int, tuple[int, Class, str]]
) -> tuple[int, Class | None]:
    """The end and class of the kind that follows a quoted name, over words that can stand between."""
    end, kind = start, None
    at = start
    while at < len(scene.text) and at - start <= LONGEST_MIDDLE:
        word = scene.word_after(at)
        if not word[0].isalnum() and word not in "—":
            break
        if word[0] in STOPPING and len(word) == 1:
            break
        if word in word_list("organize") and at > start:
            break
        at += len(word)
        if at in anchors and anchors[at][0] >= start:
            end, kind = at, anchors[at][1]
    return end, kind


def _after_verb(scene: Scene, start: int, end: int) -> int | None:
    """Where the name begins when an organising verb stands before it in its clause, else None."""
    clause = max((scene.text.rfind(mark, 0, start) for mark in "，。；：！？\n"), default=-1) + 1
    begin = max(clause, end - LONGEST_PLAIN)
    verbs = [m for m in words("organize").finditer(scene.text, begin, start) if m.start() in scene.boundaries]
    if not verbs:
        return None
    at = verbs[-1].end()
    while skipped := LEADING.match(scene.text[at:start]):
        at += skipped.end()
    core = scene.text[at:start]
    if "的" in core:
        at += core.rindex("的") + 1
    core = scene.text[at:start]
    if not core or "“" in core or "”" in core or not _says_something(scene, at, start):
        return None
    return at


def _says_something(scene: Scene, start: int, end: int) -> bool:
    """Whether a word between `start` and `end` tells this activity from others of its kind."""
    if start not in scene.boundaries:
        return False
    told = 0.0
    at = start
    while at < end:
        word = scene.word_after(at)
        if word in ("职工", "会员", "员工", "群众") and at == start:
            return False  # 组织|职工开展…: they are taken along, they do not name it
        if len(word) > 1 and word not in word_list("activity_generic"):
            told += 1.0
        at += len(word)
    return told >= 1.0


def _named(scene: Scene, start: int, end: int, kind: Class) -> Iterator[Candidate]:
    """A strong kind with specific words in front, followed to the left as far as a name goes."""
    score = specific = 0.0
    best: tuple[float, int] | None = None
    for begin, word in scene.before(start):
        said = piece(word)
        if said is None or end - begin > LONGEST_PLAIN:
            break
        score += max(said.score, -0.6)
        specific += said.specific if word not in word_list("activity_generic") else 0.0
        if specific >= 0.4 and (best is None or score >= best[0]):
            best = (score, begin)
    if best and best[0] > -0.5:
        yield Candidate(best[1], end, kind, 0.6 + best[0] + 0.1 * (end - best[1]), "activity")

"""A second reading of the names: a tagger that was taught by annotated pages says which of them stand.

Stacked learning (Wolpert, Neural Networks 5, 1992; Cohen and Carvalho, IJCAI 2005): a sequence model reads
the words together with the names that the rules chose, and sets the names anew. It finds names by their
surroundings where no rule knows the form, and drops what only looks like a name.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.lexicon import words
from kg.mentions.addressed import is_address
from kg.mentions.hits import DEICTICS
from kg.mentions.places import ROAD
from kg.mentions.scene import Candidate, Scene
from kg.mentions.suffixes import suffixes
from kg.mentions.tag_columns import columns
from kg.mentions.tag_path import best_path
from kg.mentions.tag_weights import LABELS, UNIT, Numbers, tagger
from kg.mentions.units import post_at
from kg.model import CLASSES, Class

__all__ = ["TAGGED", "tagged"]

TAGGED = "tagged"
"""The rule of a name that only the tagger has."""
ENGINE = "engine:"
"""What the rules of engines' names begin with: the tagger never saw one, so they stand."""
CERTAIN = UNIT // 5
"""What the tagger must gain to set an activity otherwise than the rules; other names need no margin."""
NUMBER = {label: number for number, label in enumerate(LABELS)}
OF_TOWN = re.compile("[一-鿿]{1,8}?(?:街道|镇|乡|地区)")

Run = tuple[int, int, Class]
"""A name: its first word, the word behind its last one, its class."""
Span = tuple[int, int, Class]
"""A name: where it begins and ends in the text, its class."""


def tagged(
    scene: Scene, found: Iterable[Candidate], chosen: Sequence[Candidate], voted: Container[Span] = ()
) -> list[Candidate]:
    """The names that the tagger reads where the rules chose some of those found, in order, without overlap.

    A name that a rule found keeps that rule; of those chosen stand those that an engine voted for.
    """
    seen = columns(scene, chosen)
    if not seen.words:
        return list(chosen)
    model = tagger()
    scores = model.emissions(seen)
    labels = best_path(scores, model.transitions)
    tags = _Tags(scene.text, seen.spans, scores, model.transitions)
    rules = {(c.start, c.end, c.type): c.rule for c in sorted(found, key=lambda c: c.score)}
    kept = {(c.start, c.end, c.type): c for c in chosen}
    fixed = [c for c in chosen if c.rule.startswith(ENGINE) or (c.start, c.end, c.type) in voted]
    names = []
    for run in tags.settled([NUMBER[label] for label in seen.names], labels):
        start, stop, kind = _closed(scene.text, *tags.span(run))
        surface = scene.text[start:stop]
        if kind == "Facility" and surface.endswith(ZONES):
            kind = "District"
        span = start, stop, kind
        named = span in kept or (_can_name(surface, kind) and not _is_road(scene.text, stop, kind))
        if named and not any(start < c.end and c.start < stop for c in fixed):
            rule = rules.get(span) or _rule(surface, kind)
            names.append(kept.get(span) or Candidate(*span, tags.certainty(labels, run), rule))
    return sorted([*names, *fixed])


def _closed(text: str, start: int, stop: int, kind: Class) -> Span:
    """A name with the other one of a pair of marks that it has one of and that stands at its edge.

    What is all in marks goes without them (rule 9 of seeds/gold), an honour without the 称号 inside them.

    >>> _closed("在“朔光”节", 1, 4, "Initiative"), _closed("在“朔光”节", 2, 6, "Initiative")
    ((2, 4, 'Initiative'), (1, 6, 'Initiative'))
    """
    for left, right in PAIRS:
        inside = text[start:stop]
        if inside.count(left) > inside.count(right) and text.startswith(right, stop):
            stop += 1
        elif inside.count(right) > inside.count(left) and text.startswith(left, start - 1):
            start -= 1
    if IN_MARKS.fullmatch(text, start, stop):
        start, stop = start + 1, stop - 1
    if kind == "Award" and text.endswith("称号", start + 2, stop) and text[stop - 3] != "”":
        stop -= 2
    return start, stop, kind


def _is_road(text: str, stop: int, kind: Class) -> bool:
    """Whether a place is what a road is called after: 平湖|路."""
    return kind == "District" and text[stop - 1] not in UNITS and ROAD.match(text, stop) is not None


UNITS = frozenset("省市区县旗州盟镇乡村道")
PAIRS = (("“", "”"), ("《", "》"), ("（", "）"))
IN_MARKS = re.compile("“[^“”]+”|《[^《》]+》")
ZONES = ("开发区", "高新区")
"""What is a district wherever it is annotated: 97 of the 99 that are not held out."""


def _rule(surface: str, kind: Class) -> str:
    """What a name is that only the tagger has: one that points at another, or one of its own.

    >>> _rule("该服务站", "Organisation"), _rule("李主席", "Person"), _rule("凌朔", "Company")
    ('anaphora', 'anaphora', 'tagged')
    """
    if kind == "Person":
        return "anaphora" if is_address(surface) else TAGGED
    pointing = surface.startswith(tuple(DEICTICS)) or suffixes().get(surface) == kind
    return "anaphora" if pointing else TAGGED


def _can_name(surface: str, kind: Class) -> bool:
    """Whether what no rule found can be a name at all.

    >>> [_can_name(name, "Facility") for name in ("朔园", "新公园", "某公园", "三团二连")]
    [True, False, False, False]
    """
    if sum(map(str.isalnum, surface)) < 2 or TROOPS.fullmatch(surface):
        return False
    return kind == "Person" or ("某" not in surface and not (surface[0] in NEW and surface[1:] in suffixes()))


TROOPS = re.compile("(?:第?[一二三四五六七八九十]+[团营连排])+")
NEW = "新老旧"
"""新公园 is one of which there was another."""


@dataclass(frozen=True, slots=True)
class _Tags:
    """A text, its words, and what the tagger makes of each."""

    text: str
    words: Sequence[tuple[int, int]]
    scores: Numbers
    transitions: Numbers

    def span(self, run: Run) -> tuple[int, int, Class]:
        """A name's offsets and class."""
        begin, end, kind = run
        return self.words[begin][0], self.words[end - 1][1], kind

    def settled(self, ruled: Sequence[int], labels: Sequence[int]) -> list[Run]:
        """The names of both; where they differ the tagger's, but for what annotators have agreed to."""
        ours, theirs = set(self._runs(ruled)), set(self._runs(labels))
        found = ours & theirs
        for own, other in _together(ours - theirs, theirs - ours):
            sure = self._gain(labels, ruled, own, other) >= CERTAIN or not _is_activity(own, other)
            found.update(other if sure and not self._is_agreed(own, other) else own)
        return sorted(found)

    def _gain(
        self, labels: Sequence[int], ruled: Sequence[int], own: Sequence[Run], other: Sequence[Run]
    ) -> int:
        """By how much the text scores more with the tagger's names than with the rules'."""
        begin = min(run[0] for run in (*own, *other))
        end = max(run[1] for run in (*own, *other))
        return self._score(labels[begin:end], labels, begin, end) - self._score(
            ruled[begin:end], ruled, begin, end
        )

    def certainty(self, labels: Sequence[int], run: Run) -> float:
        """By how much the text scores more with a name than without it, as log-odds."""
        begin, end, _ = run
        gain = self._score(labels[begin:end], labels, begin, end)
        return round((gain - self._score([0] * (end - begin), labels, begin, end)) / UNIT, 3)

    def _runs(self, labels: Sequence[int]) -> Iterator[Run]:
        """The names that labels make, in order; none reaches over a line."""
        inside = [w for w, label in enumerate(labels) if label and self.text[self.words[w][0]] != "\n"]
        begin = 0
        for place, word in enumerate(inside, 1):
            after = inside[place] if place < len(inside) else -1
            if after != word + 1 or not _goes_on(labels[word], labels[after]):
                yield inside[begin], word + 1, CLASSES[(labels[word] - 1) // 2]
                begin = place

    def _score(self, path: Sequence[int], labels: Sequence[int], begin: int, end: int) -> int:
        """What a path from word to word scores, with the steps from and to the labels around it."""
        around = [*labels[max(begin - 1, 0) : begin], *path, *labels[end : end + 1]]
        total = sum(int(self.scores[word, label]) for word, label in enumerate(path, begin))
        return total + sum(int(self.transitions[one, other]) for one, other in pairwise(around))

    def _is_agreed(self, own: Sequence[Run], other: Sequence[Run]) -> bool:
        """Whether the rules have a name as annotators have agreed to, and the tagger otherwise.

        A street's or town's union goes without its district (rule 2 of seeds/gold), a committee and the
        government behind it are two, a department in front of a post belongs to the post (rule 10), the
        place in 青海籍 is a name of its own, and no name reaches over a verb that organizes. Which activities
        are events is settled (rule 8). No name reaches over 以及, and none but that of an activity or a work
        over a mark that ends a clause.
        """
        if any(self._is_torn(run) for run in other):
            return True
        if not own or len(other) != 1:
            return False
        begin, end, kind = other[0]
        if own[0][:2] == (begin, end) and {own[0][2], kind} == {"Event", "Initiative"}:
            return True
        if self.text.startswith("籍", self.words[end - 1][1]):
            return True
        if words("organize").search(self.text, self.words[own[0][1] - 1][1], self.words[own[-1][0]][0]):
            return True
        if len(own) > 1:
            if own[0][0] != begin or own[-1][1:] != (end, kind):
                return False
            if kind == "Government":  # 北仑区委|区人民政府
                return own[0][2] == kind and self.text[self.words[own[0][1] - 1][1] - 1] == "委"
            return kind == "Union" and OF_TOWN.match(self.text, self.words[own[-1][0]][0]) is not None
        return own[0][::2] == (begin, kind) and own[0][1] < end and post_at(self.text, self.words[end - 1][1])

    def _is_torn(self, run: Run) -> bool:
        """Whether a name goes on from one clause, or from one member of a list, to the next."""
        begin, end, kind = run
        name = self.text[self.words[begin][0] : self.words[end - 1][1]]
        return "以及" in name or (kind not in IN_CLAUSES and CLAUSE_END.search(name) is not None)


IN_CLAUSES: tuple[Class, ...] = ("Initiative", "Event", "Work")
CLAUSE_END = re.compile("[，。；！？]")


def _is_activity(own: Sequence[Run], other: Sequence[Run]) -> bool:
    return any(kind == "Initiative" for *_, kind in (*own, *other))


def _together(ours: Iterable[Run], theirs: Iterable[Run]) -> Iterator[tuple[list[Run], list[Run]]]:
    """The names of both sides that overlap, in order."""
    sides: tuple[list[Run], list[Run]] = ([], [])
    reached = 0
    for run, side in sorted([*((run, 0) for run in ours), *((run, 1) for run in theirs)]):
        if run[0] >= reached and any(sides):
            yield sides
            sides = ([], [])
        sides[side].append(run)
        reached = max(reached, run[1])
    if any(sides):
        yield sides


def _goes_on(left: int, right: int) -> bool:
    """Whether a label continues the name of the one before it; LABELS has B and I of a class side by side."""
    return right > 0 and right % 2 == 0 and left in (right, right - 1)

"""Firms beside firms: an item of a list whose neighbour is one, where nothing shows what else it is.

Short names of firms are words that no other rule can tell from common ones: 首钢、朔越、云泽. A list names
what is of a kind: what follows a firm is hardly anything else, what stands in front of one may be a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.byline_words import HAN
from kg.lexicon import part_of_speech, words
from kg.mentions.lists import is_name
from kg.mentions.scene import Candidate, Scene, piece
from kg.mentions.suffixes import LEVEL, suffix_class
from kg.places import is_place

__all__ = ["beside_firms"]

SHOW = frozenset(["suffix", "known", "brand", "list of firms"])
"""The rules of firms that show what their neighbours are."""
GIVE_WAY = frozenset(["name", "list", "short place"])
"""The rules of what only looks like a person or a place, and may be a firm as well."""
SCORE, OVER_LOOKS = 1.5, 4.0
"""Log-odds of an item beside a firm; of one behind a firm that looks like a person. Set by hand."""
JOIN = "(?:、|和|与|及|以及)"
CLOSED = r"(?=[、，。；：！？（\n]|等|[和与及]|[两二三四五六七八九十\d]+[余多]?家|$)"
BEHIND = re.compile(rf"{JOIN}(?P<item>[{HAN}]{{2,5}}?){CLOSED}")
BEFORE = re.compile(rf"(?P<item>[{HAN}]{{2,5}}){JOIN}$")
AFTER = re.compile(CLOSED)
NO_FIRM = re.compile("[室馆院城会委关署局处]$")
"""Last characters of rooms, bodies and offices, which have names of their own kinds."""


def beside_firms(scene: Scene, chosen: Sequence[Candidate]) -> Iterator[Candidate]:
    """Candidates for the items beside the firms that are chosen, one after the other along each list."""
    firms = [c for c in chosen if c.type == "Company" and c.rule in SHOW]
    taken = list(chosen)
    while firms:
        firm = firms.pop()
        for start, end, score in _items(scene, firm):
            if not _can_name_firm(scene, start, end):
                continue
            others = [c for c in taken if c.start < end and c.end > start]
            if all(_gives_way(other, start, end, score) for other in others):
                found = Candidate(start, end, "Company", score + 0.1 * (end - start), "list of firms")
                yield found
                firms.append(found)
                taken.append(found)


def _items(scene: Scene, firm: Candidate) -> Iterator[tuple[int, int, float]]:
    """The item behind a firm and that in front of it, as far as a mark or a word that ends a name."""
    text = scene.text
    behind = BEHIND.match(text, firm.end)
    if behind and behind.start("item") in scene.boundaries and behind.end() in scene.boundaries:
        yield *behind.span("item"), OVER_LOOKS
    before = BEFORE.search(text, max(0, firm.start - 7), firm.start)
    if not before or not AFTER.match(text, firm.end):
        return
    first, end = before.span("item")
    for begin, _ in scene.before(end):
        word = scene.word_before(begin)
        if begin < first:
            return
        if end - begin > 1 and (not word or not word[0].isalnum() or piece(word) is None):
            yield begin, end, SCORE
            return


def _gives_way(other: Candidate, start: int, end: int, score: float) -> bool:
    """Whether what stands there already is the same span, and nothing but its looks speaks for it."""
    return other.rule in GIVE_WAY and (other.start, other.end) == (start, end) and other.score < score


def _can_name_firm(scene: Scene, start: int, end: int) -> bool:
    name = scene.text[start:end]
    if NO_FIRM.search(name) or is_place(name) or suffix_class(name) or words("heads_end").search(name):
        return False
    inside = [word for at, word in scene.before(end) if at >= start]
    if any(part_of_speech(word)[:1] in tuple("dpcur") for word in inside if len(inside) > 1):
        return False
    return not is_place(inside[-1]) and LEVEL.match(name) is None and is_name(scene, start, name)

"""Coined words in names, which no dictionary has and the tokenizer takes apart: 北京|亦|创, 北京|清|和."""

from __future__ import annotations

from itertools import islice

from kg.lexicon import word_list
from kg.mentions.scene import Piece, Scene
from kg.places import is_place

__all__ = ["NO_BRAND", "can_be_coined", "coined"]

LONGEST = 4
NO_BRAND = frozenset("的了在和与及等由是为将被把向对从各全这那其已也就还到第某")
NEVER = frozenset("的了某第是在由被把向对从于给")


def coined(
    scene: Scene, begin: int, word: str, said: Piece | None, *, legal: bool
) -> tuple[int, str, Piece] | None:
    """What lies between a place and the name's other words, when it is no word: where, what, how it reads.

    The law has a firm's name begin with its place, then the word it was given (`legal`: a legal form ends the
    name, so that any characters may be that word). Elsewhere none of them may be a function word.
    """
    if said is not None and said.score >= (0.0 if legal else -0.3) and len(word) > 1:
        return None
    start, single = begin, len(word) == 1
    for before, token in islice(scene.before(begin), LONGEST):
        if is_place(token) and len(token) > 1:
            gap = scene.text[start : begin + len(word)]
            brand = single or (legal and start < begin and said is None)  # 云帆|互动
            fits = (2 - legal) <= len(gap) <= LONGEST and brand and gap.isalpha()
            banned = NEVER if legal else NO_BRAND
            if fits and (start < begin or legal) and banned.isdisjoint(gap):
                return start, gap, Piece(0.3, 0.8)
            return None
        if (
            not token.isalpha()
            or begin - before > LONGEST
            or (len(token) > 1 and token in word_list("verbs"))
        ):
            return None
        start, single = before, single or len(token) == 1
    return None


def can_be_coined(word: str) -> bool:
    """Whether a word can be part of a coined one."""
    return len(word) <= LONGEST and word.isalpha() and NEVER.isdisjoint(word)

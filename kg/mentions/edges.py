"""Where a name can begin."""

from __future__ import annotations

from kg.lexicon import word_list
from kg.mentions.scene import Scene, piece
from kg.model import Class

__all__ = ["EDGE", "edge"]

EDGE = 0.6
"""What a clear left edge adds to the score of a name."""


def edge(scene: Scene, begin: int, kind: Class) -> float:
    """How well a name begins at `begin`: behind a mark or a word that no name reaches over."""
    if begin == 0 or not scene.text[begin - 1].isalnum():
        return EDGE
    word = scene.word_before(begin)
    said = piece(word)
    if said is None or (kind == "District" and said.place):
        return EDGE
    return 0.8 * EDGE if word in word_list("soft_verbs") else 0.6 * EDGE if said.score <= -1.0 else 0.0

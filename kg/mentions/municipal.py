"""Firms that a city runs, by their bare names: 公交集团, 排水集团."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lexicon import words
from kg.mentions.edges import edge
from kg.mentions.scene import Candidate, Scene
from kg.mentions.suffixes import GENERIC_AFTER, QUANTIFIERS

__all__ = ["municipal"]

SURE = 2.0


def municipal(scene: Scene) -> Iterator[Candidate]:
    """Their names and their unions', where none goes on in front."""
    for found in words("municipal").finditer(scene.text):
        begin, end = found.span()
        counted = scene.word_before(begin).startswith(QUANTIFIERS)
        if counted or edge(scene, begin, "Company") <= 0 or GENERIC_AFTER.match(scene.text, end):
            continue
        yield Candidate(begin, end, "Company", SURE + 0.1 * (end - begin), "municipal")
        if scene.text.startswith("工会", end) and not GENERIC_AFTER.match(scene.text, end + 2):
            yield Candidate(begin, end + 2, "Union", SURE + 0.1 * (end + 2 - begin), "municipal")

"""Administrative places that stand by themselves; those inside longer names lose to the longer name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.scene import Candidate, Scene, piece
from kg.places import places_named

__all__ = ["places"]


def places(scene: Scene) -> Iterator[Candidate]:
    """Full names from the gazetteer, and short names of counties and above where they are free."""
    for start, end in scene.places:
        if start in scene.boundaries or scene.starts[scene.token_at(start)] < start < end:
            yield Candidate(start, end, "District", 1.2 + 0.1 * (end - start), "gazetteer")
    for number in scene.having("place"):
        start, word = scene.starts[number], scene.tokens[number]
        end = start + len(word)
        if _free(scene, start, end):
            high = any(len(code) <= 4 for code, _ in places_named(word))
            yield Candidate(start, end, "District", 0.5 if high else 0.3, "short place")


# 包头、巴彦淖尔|两地, 河北、辽宁|三省
COUNTED = re.compile(r"[一二两三四五六七八九十多等几\d]+[地省市区县州]?$|援建|援藏|援疆|籍|人(?=[，。]|$)")


def _free(scene: Scene, start: int, end: int) -> bool:
    """Whether nothing on either side can make the place part of a longer name."""
    after = scene.word_after(end)
    said = piece(after) if after and after[0].isalnum() else None
    if said and not said.place and said.score > -1.0 and not COUNTED.match(after):
        return False
    if start == 0 or not scene.text[start - 1].isalnum():
        return True
    before = piece(scene.word_before(start))
    return before is None or before.place or before.score <= -1.0

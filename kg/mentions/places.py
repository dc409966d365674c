"""Administrative places that stand by themselves; those inside longer names lose to the longer name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.place_chains import chained
from kg.mentions.place_features import after, before, beside, freedom, named, place_facts, short_places
from kg.mentions.place_lists import listed_places
from kg.mentions.scene import Candidate, Scene
from kg.mentions.weights import BIAS, weigher
from kg.places import names_place

__all__ = ["MODEL", "ROAD", "places"]

ROAD = re.compile(
    r"[东西南北中内外环]?(?:路(?![过段费桥基网政况途程人线局])|大道|大街|街(?![道镇舞头坊区办])|胡同|巷(?!战))"
)
"""What a road goes on with behind the place that it is called after: 平湖|路."""


def places(scene: Scene) -> Iterator[Candidate]:
    """Full names from the gazetteer, and short names of counties and above by what stands around them."""
    ends = {end for _, end in scene.places}
    for start, end in scene.places:
        if start in scene.boundaries or scene.starts[scene.token_at(start)] < start < end:
            chain = CHAIN if start in ends else 0.0
            yield Candidate(start, end, "District", 1.2 + chain + 0.1 * (end - start), "gazetteer")
    for start, end in short_places(scene):
        word, in_front, behind, listed = place_facts(scene, start, end)
        odds = _bias("") + _named("", *word) + _before("", in_front) + _after("", *behind)
        odds += _freedom("", in_front, *behind) + _beside("", listed) - NEEDED
        if odds > 0 and not ROAD.match(scene.text, end):
            yield Candidate(start, end, "District", 0.3 + min(0.5, 0.15 * odds), "short place")
    for start, end in listed_places(scene):
        yield Candidate(start, end, "District", LISTED + 0.1 * (end - start), "listed place")
    for start, end in _of_origin(scene.text):
        yield Candidate(start, end, "District", LISTED, "origin")
    for start, end, sure in chained(scene):
        if not ROAD.match(scene.text, end):
            yield Candidate(start, end, "District", sure + 0.1 * (end - start), "behind its town")


def _of_origin(text: str) -> Iterator[tuple[int, int]]:
    """Where people are from: 四川|籍焊工."""
    for found in ORIGIN.finditer(text):
        end = found.end()
        sizes = (size for size in range(min(LONGEST, end), 1, -1) if names_place(text[end - size : end]))
        if size := next(sizes, 0):
            yield end - size, end


ORIGIN = re.compile("(?=籍(?![贯册口刊地]))")
LONGEST = 5
"""Characters of a place's name."""
LISTED = 3.0
"""What a list that says what it lists makes of its names."""
CHAIN = 2.0
"""What a place right in front adds to a place's score: 丰台区|王佐镇 is nobody's name."""
MODEL = "place"
_bias, _named, _before, _after, _freedom, _beside = (
    weigher(MODEL, seen) for seen in (lambda: [(BIAS, 1.0)], named, before, after, freedom, beside)
)
NEEDED = 1.0
"""Log-odds that a short name needs: the model leaves longer names around it aside, which may be missed."""

"""Administrative places that stand by themselves; those inside longer names lose to the longer name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lexicon import word_list
from kg.mentions.place_features import after, before, freedom, is_free, named, place_facts, short_places
from kg.mentions.scene import Candidate, Scene
from kg.mentions.weights import BIAS, weigher
from kg.places import is_place, places_named

__all__ = ["MODEL", "places"]


def places(scene: Scene) -> Iterator[Candidate]:
    """Full names from the gazetteer, and short names of counties and above by what stands around them."""
    for start, end in scene.places:
        if start in scene.boundaries or scene.starts[scene.token_at(start)] < start < end:
            yield Candidate(start, end, "District", 1.2 + 0.1 * (end - start), "gazetteer")
    for start, end in short_places(scene):
        word, in_front, behind = place_facts(scene, start, end)
        odds = LENIENT + _bias("") + _named("", *word) + _before("", in_front) + _after("", *behind)
        odds += _freedom("", in_front, *behind)
        if odds > 0 or (odds > FREE and is_free(in_front, *behind) and _known(word[0])):
            yield Candidate(start, end, "District", 0.3 + max(0.0, min(0.5, 0.15 * odds)), "short place")
    yield from _counted(scene)
    yield from _villages(scene)


def _villages(scene: Scene) -> Iterator[Candidate]:
    for _, town in scene.places:
        if scene.text[town - 1] in "镇乡道" and (village := VILLAGE.match(scene.text, town)):
            yield Candidate(*village.span(), "District", 1.4 + 0.1 * len(village[0]), "behind its town")


# 刘家店镇|前吉山村: behind its town or street any word is a village's or community's name
VILLAGE = re.compile(
    r"(?:(?![个几多余全等辖所两各每该某本内的在和与及由为对从向里了上下有将设开举镇乡道]|社区|村)[一-鿿]){2,6}(?:社区|村)(?![镇乡委民里庄级])"
)


def _known(word: str) -> bool:
    return is_place(word) or word in word_list("countries")


def _counted(scene: Scene) -> Iterator[Candidate]:
    """Lists that say what they list: 甲、乙、丙三县, 甲、乙等地."""
    for begin, end in scene.clauses(found.start() for found in LIST_END.finditer(scene.text)):
        for found in LISTED.finditer(scene.text, begin, end):
            at = found.start()
            for item in found["names"].split("、"):
                if item in word_list("countries") or any(len(code) <= 6 for code, _ in places_named(item)):
                    yield Candidate(at, at + len(item), "District", 1.2, "short place")
                at += len(item) + 1


LIST_END = re.compile(r"(?<=[两二三四五六七八九十多几等个\d])[省市县区州地旗国]")
LISTED = re.compile(
    r"(?<![一-鿿])(?P<names>[一-鿿]{2,8}(?:、[一-鿿]{2,8}?){1,12})(?:[两二三四五六七八九十多几]|等[\d两二三四五六七八九十多几]*[个]?)(?:省|市|县|区|州|地|旗|国)(?:区|市|家)?"
)
MODEL = "place"
_bias, _named, _before, _after, _freedom = (
    weigher(MODEL, seen) for seen in (lambda: [(BIAS, 1.0)], named, before, after, freedom)
)
LENIENT = 0.5
"""Log-odds given to every short name, as a longer name around it wins in any case."""
FREE = -1.5
"""The log-odds from which a place that nothing on either side holds stands by itself."""

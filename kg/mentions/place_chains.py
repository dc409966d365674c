"""Places that what stands right in front of them shows: villages, towns by their short names, zones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lexicon import frequency, part_of_speech
from kg.mentions.scene import Scene
from kg.places import KIND_ONLY, RARE, is_place, place_below

__all__ = ["chained"]


def chained(scene: Scene) -> Iterator[tuple[int, int, float]]:
    """Where places stand that those in front of them show, and how sure each is beside longer names."""
    for shown, sure in (
        (_villages(scene), VILLAGE_BEHIND),
        (_towns(scene), SHORT),
        (_zones(scene), ZONE_BEHIND),
    ):
        yield from ((start, end, sure) for start, end in shown)


VILLAGE_BEHIND, SHORT, ZONE_BEHIND = 3.2, 0.7, 1.7
"""Behind a town a village is nobody else's name; what is only short or general yields to any longer name."""


def _villages(scene: Scene) -> Iterator[tuple[int, int]]:
    for _, end in scene.places:
        pattern = VILLAGE if scene.text[end - 1] in "镇乡道" else VILLAGE_OF_COUNTY
        if scene.text[end - 1] in "镇乡道区县市旗" and (village := pattern.match(scene.text, end)):
            yield village.span()
    for found in STREET.finditer(scene.text):
        start = found.start() - (scene.text[found.start() - 1] in "东西南北中")
        place = scene.word_before(start)
        if place and is_place(place):
            yield start - len(place), found.end()


def _towns(scene: Scene) -> Iterator[tuple[int, int]]:
    for number in scene.having("place"):
        start = scene.starts[number]
        yield from _below(scene, start, start + len(scene.tokens[number]))


# 刘家店镇|前吉山村: behind its town or street any word is a village's or community's name
NONE = "[个几多余全等辖所两各每该某本内的在和与及由为对从向里了上下有将设开举镇乡道]|社区|村"
VILLAGE = re.compile(rf"(?:(?!{NONE})[一-鿿]){{2,6}}(?:社区|村)(?![镇乡委民里庄级])")
# 房山区|水峪村: behind a county only what is no kind of village
VILLAGE_OF_COUNTY = re.compile(
    rf"(?!新农|城中|美丽|示范|贫困|重点|先进|明星|文明|度假|民俗|乡|农|市|区|县|老旧|试点)(?:(?!{NONE})[一-鿿]){{2,4}}村(?![镇乡委民里庄级])"
)
# 杭州|西路社区, 南京|东路街道: a street that is called after a place
STREET = re.compile(r"(?:路|街|大街|大道)(?:社区|街道)")


def _below(scene: Scene, start: int, end: int) -> Iterator[tuple[int, int]]:
    """东莞|厚街, 河北|滦平: a town or county by its short name, right behind what it lies in; and that."""
    word = scene.word_after(end)
    if end in scene.ends or not 2 <= len(word) <= 3 or word[-1] in "省市区县州旗镇乡" or not _name(word):
        return
    if place_below(word, scene.text[start:end]):
        yield start, end
        yield end, end + len(word)


def _name(word: str) -> bool:
    """Whether a word is no common one, which goes on with the sentence."""
    return part_of_speech(word) in ("", "ns", "nr", "nz") or frequency(word) < RARE


def _zones(scene: Scene) -> Iterator[tuple[int, int]]:
    """聊城|经济技术开发区: a kind of zone behind the short name of a place."""
    for _, end, kind in scene.hits.suffixes:
        if kind != "District" or scene.text[end - 1] != "区":
            continue
        if zone := ZONE.search(scene.text, max(0, end - 16), end):
            before = scene.word_before(zone.start())
            if KIND_ONLY.fullmatch(zone[0]) and is_place(before) and not before.endswith(("区", "县")):
                yield zone.start() - len(before), end


ZONE = re.compile(
    r"(?:经济|技术|高新|产业|综合|临空|空港|临港|保税|旅游|高铁|自由|贸易)*(?:开发区|高新区|新区|示范区|保税区|经济区|试验区|度假区)$"
)

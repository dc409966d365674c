"""Places that what stands right in front of them shows: villages, towns by their short names, zones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lexicon import frequency, part_of_speech, word_list
from kg.mentions.scene import Scene
from kg.places import KIND_ONLY, RARE, is_place, place_below

__all__ = ["chained"]


def chained(scene: Scene) -> Iterator[tuple[int, int, float]]:
    """Where places stand that those in front of them show, and how sure each is beside longer names."""
    for shown, sure in (
        (_villages(scene), VILLAGE_BEHIND),
        (_towns(scene), SHORT),
        (_zones(scene), ZONE_BEHIND),
        (_lone_villages(scene), VILLAGE_ALONE),
    ):
        yield from ((start, end, sure) for start, end in shown)


NONE = "[个几多余全等辖所两各每该某本内的在和与及由为对从向里了上下有将设开举镇乡道]|社区|村"
"""What a name of a village or town has nowhere."""
VILLAGE_BEHIND, SHORT, ZONE_BEHIND, VILLAGE_ALONE = 3.2, 0.7, 1.7, 1.5
"""Behind a town a village is nobody else's name; what is only short or general yields to any longer name."""


def _villages(scene: Scene) -> Iterator[tuple[int, int]]:
    towns = list(_unlisted(scene))
    yield from towns
    for _, end in (*scene.places, *towns):
        pattern = VILLAGE if scene.text[end - 1] in "镇乡道" else VILLAGE_OF_COUNTY
        if scene.text[end - 1] in "镇乡道区县市旗" and (village := pattern.match(scene.text, end)):
            yield village.span(village.lastgroup or 0)
    for found in STREET.finditer(scene.text):
        start = found.start() - (scene.text[found.start() - 1] in "东西南北中")
        place = scene.word_before(start)
        if place and is_place(place):
            yield start - len(place), found.end()


def _unlisted(scene: Scene) -> Iterator[tuple[int, int]]:
    """饶阳县|王同岳乡: a town behind its county that the list of divisions has not, or not whole."""
    listed = set(scene.places)
    for start, end in scene.places:
        town = TOWN.match(scene.text, end) if scene.text[end - 1] in "区县市旗" and end - start > 2 else None
        if town and town.span() not in listed and all(map(_part, _words(scene, end, town.start("kind")))):
            yield town.span()


def _part(word: str) -> bool:
    """Whether a word may be part of a town's name: 南|茶坊."""
    if len(word) > 1:
        return _name(word) or (part_of_speech(word) == "n" and frequency(word) < SELDOM // 2)
    return part_of_speech(word)[:1] not in tuple("vpdcrum") or frequency(word) < SELDOM


SELDOM = 2000
"""Occurrences in 60 million words below which a verb of one character may as well be part of a name."""


def _words(scene: Scene, start: int, end: int) -> Iterator[str]:
    """The words of a span, the last one up to its end."""
    number = scene.token_at(start)
    while start < end:
        until = min(end, scene.starts[number] + len(scene.tokens[number]))
        yield scene.text[start:until]
        start, number = until, number + 1


def _lone_villages(scene: Scene) -> Iterator[tuple[int, int]]:
    """、|让烈村, 从|塔谈村: characters that are no word, with what a name begins behind in front of them."""
    text = scene.text
    for _, end, kind in scene.hits.suffixes:
        if kind == "District" and text[end - 1] == "村" and not NO_VILLAGE_BEHIND.match(text, end):
            for start in (end - 3, end - 4):
                name = text[start : end - 1] if start >= 0 else ""
                if name.isalpha() and _is_coined(name) and OPENS.search(text, max(0, start - 2), start):
                    yield start, end
                    break


NO_VILLAGE_BEHIND = re.compile("[镇乡委民里庄级口头中支两]")
OPENS = re.compile(r"(?:[，。、；：“（\n从在到赴由和与驻回去]|联合|来自|走进|来到|^)\Z")


def _is_coined(name: str) -> bool:
    """Whether two or three characters in front of 村 are no word, nor one and another that no name has."""
    if part_of_speech(name) not in ("", "ns", "nr") or KIND_OF_VILLAGE.search(name):
        return False
    return len(name) == 2 or _name(name[1:]) or _name(name[:2])


KIND_OF_VILLAGE = re.compile(
    f"{NONE}|[我你他们这那么全本邻农老好同下进驻帮扶]$|^[小大老新古一][渔山]$|^[我你他这那给把被对向为替帮跟同用以]"
    "|明星|电商|民宿|光伏|脱贫|网红|非遗|直播|样板|试点|城中|亿元|特色|别墅|工业|生态|红色|千年|百年"
)


def _towns(scene: Scene) -> Iterator[tuple[int, int]]:
    for number in scene.having("place"):
        start = scene.starts[number]
        yield from _below(scene, start, start + len(scene.tokens[number]))


# 刘家店镇|前吉山村: behind its town or street any word is a village's or community's name
VILLAGE = re.compile(rf"(?:办事处)?(?P<name>(?:(?!{NONE})[一-鿿]){{2,6}}(?:社区|村))(?![镇乡委民里庄级])")
# 玉泉区|南茶坊街道, 肥东县|撮镇
TOWN = re.compile(
    rf"(?:(?!{NONE}|[区县市旗州])[一-鿿]){{1,5}}?(?<![旧老小古新大全城])(?P<kind>街道|镇|乡)(?![一-鿿]?[村镇乡街]|[长党级域政亲土音化愁贤]|民(?![间营警宿办]))"
)
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
            named = is_place(before) and not before.endswith(("区", "县"))
            if KIND_ONLY.fullmatch(zone[0]) and (named or (zone[0] in WHOLE_ZONES and _coins(before))):
                yield zone.start() - len(before), end


WHOLE_ZONES = ("经济技术开发区", "经济开发区", "高新技术产业开发区", "高新区", "新区")
"""Kinds of zones that a name of their own may stand before: 西海岸|新区, 利民|经济技术开发区."""


def _coins(word: str) -> bool:
    named = part_of_speech(word) in ("", "ns", "nz", "nr") or frequency(word) < 3 * RARE
    return (
        len(word) > 1
        and named
        and word.isalpha()
        and word not in word_list("reaching")
        and word[0] not in "国省市各"
    )


ZONE = re.compile(
    r"(?:经济|技术|高新|产业|综合|临空|空港|临港|保税|旅游|高铁|自由|贸易)*(?:开发区|高新区|新区|示范区|保税区|经济区|试验区|度假区)$"
)

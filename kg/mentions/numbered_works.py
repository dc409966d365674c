"""Works, bureaus and institutes called by a number: 郑州五棉, 陕西七建, 水电五局, 铁四院, 二炼钢.

The number is that of an industry (水电五局), or of a city's or a group's works of one trade (郑州五棉).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lexicon import known_names, part_of_speech, word_list
from kg.mentions.brands import closed
from kg.mentions.scene import Candidate, Scene
from kg.places import is_place

__all__ = ["numbered_works"]

NUMBER = "[一二三四五六七八九十]{1,2}"
INDUSTRY = (
    "中铁|中交|中冶|中核|中煤|中化|中水|水电|电建|葛洲坝|铁建|(?<![地高城钢轻])铁|(?<!内)核|航天"
    "|化工|煤炭|有色|邮电"
)
"""Whose bureaus and institutes are numbered across the country."""
OFFICE = re.compile(rf"(?:{INDUSTRY}){NUMBER}(?:[航公]?局|院|冶|建)")
TRADE = (
    "纺机|建材|建工|建安|汽运|客运|机床|棉纺|毛纺|印染|炼钢|炼铁|轧钢|热轧|冷轧|烧结|焦化"
    "|棉|毛|印|丝|麻|纺|炼|轧|冶|汽|建"
)
WORKS = re.compile(rf"(?<![一二三四五六七八九十百千万年月第]){NUMBER}(?:{TRADE})")
ALONE = ("棉", "印", "炼钢", "炼铁", "轧钢", "热轧", "冷轧", "烧结", "焦化", "棉纺", "毛纺", "印染")
"""Trades that a number alone makes a works of, where the name is closed."""
OF_LEVEL = frozenset("省市州")
OWN = ("建工", "市政", "城建", "建设")
"""Groups of builders whose companies are numbered: 重庆|建工|七建."""
SURE, LIKELY = 3.0, 1.2


def numbered_works(scene: Scene) -> Iterator[Candidate]:
    """Names of industries' bureaus and of works, with the place or group in front."""
    ends = scene.boundaries
    for found in OFFICE.finditer(scene.text):
        if found.end() in ends:
            yield Candidate(*found.span(), "Company", SURE, "numbered")
    for found in WORKS.finditer(scene.text):
        start, end = found.span()
        begin = _led(scene, start)
        if begin not in ends or end not in ends or is_place(found[0]):
            continue
        if begin < start:
            yield Candidate(begin, end, "Company", SURE, "numbered")
        elif found[0].endswith(ALONE) and closed(scene, end):
            yield Candidate(start, end, "Company", LIKELY, "numbered")


def _led(scene: Scene, start: int) -> int:
    """Where the name begins: at the place or the group whose works are numbered."""
    begin = start
    word = scene.word_before(begin)
    if word.endswith(OWN) or word in word_list("city_trades"):
        begin -= len(word)
        word = scene.word_before(begin)
    if (
        part_of_speech(word) in ("", "ns")
        and len(word) == 2
        and is_place(before := scene.word_before(begin - 2))
    ):
        return begin - 2 - len(before)  # 江西|赣北|三建
    if is_place(word) or word in OF_LEVEL or known_names().get(word) == "Company":
        begin -= len(word)
    return begin

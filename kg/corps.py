"""The Production and Construction Corps of Xinjiang, whose divisions, regiments and companies are places.

A division and its city are one administration: 第八师石河子市, 师市 for short.
"""

from __future__ import annotations

import re

__all__ = ["CORPS", "division_in_full", "farm", "is_corps_place", "places_of_corps"]

CORPS = "新疆生产建设兵团"
NUMBER = "[一二三四五六七八九十]{1,3}"
CITY = "(?:阿拉尔|铁门关|图木舒克|可克达拉|双河|五家渠|胡杨河|石河子|白杨|北屯|新星|昆玉)市"
DIVISION = rf"第?{NUMBER}师(?![傅范生资专]|一[徒优])(?:{CITY})?"
REGIMENT = r"[一二三四五六七八九十〇○零\d]{1,3}团"
COMPANY = r"[一二三四五六七八九十\d]{1,3}连"
PLACE = re.compile(rf"{DIVISION}|{REGIMENT}场?|{COMPANY}")
ABOUT = re.compile(rf"(?<![一二三四五六七八九十])兵团|{NUMBER}师(?:{CITY}|{REGIMENT})|团场")
"""What only a text on the Corps has: an army of old is 第三兵团."""
NAMED = re.compile(
    rf"{DIVISION}|{REGIMENT}场?(?![体员队结圆支委聚伙长])"
    rf"|(?:(?<=[团场])|(?<![第\d])(?={COMPANY}(?:连长|指导员|老?职工|党支部|工会|“))){COMPANY}(?![续接冠胜败环])"
)
CALLED = re.compile(
    rf"(?:(?:新疆)?兵团)?(?:第|(?={NUMBER}师))(?={NUMBER}师(?:{CITY}|{REGIMENT}|总?工会|党委|$))"
)
FARM = re.compile(rf"(?:新疆)?(?:兵团)?(?:农?第?{NUMBER}师)?(?P<name>[一-鿿〇]{{3,}})")


def is_corps_place(word: str) -> bool:
    """Whether a word is one of the Corps' places.

    >>> is_corps_place("第六师"), is_corps_place("一〇三团"), is_corps_place("师傅")
    (True, True, False)
    """
    return PLACE.fullmatch(word) is not None


def places_of_corps(text: str) -> list[tuple[int, int]]:
    """Where the Corps' places stand in a text on it: 八师石河子市, 四十团, 三连."""
    return [found.span() for found in NAMED.finditer(text)] if ABOUT.search(text) else []


def farm(listed: str) -> str | None:
    """What a farm or regiment is called by that the list of divisions has with the Corps in front.

    >>> farm("兵团农六师新湖农场"), farm("兵团红山农场"), farm("北泉镇")
    ('新湖农场', '红山农场', None)
    """
    found = FARM.fullmatch(listed) if "兵团" in listed or "师" in listed else None
    return found["name"] if found and found["name"] != listed else None


def division_in_full(name: str) -> str:
    """A name that begins with a division, its ordinal written out, without the Corps in front.

    >>> division_in_full("八师总工会"), division_in_full("兵团第三师四十四团"), division_in_full("十二师")
    ('第八师总工会', '第三师四十四团', '第十二师')
    """
    return CALLED.sub("第", name, count=1) if CALLED.match(name) else name

"""Which names stand for one activity: short forms, words left out, one slogan with two words for its kind."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.model import Class

__all__ = ["EDITION", "form_of", "fullness", "shortened", "unmarked"]

CONGRESS = re.compile(
    r"(?P<place>.{2,4}?)[省市]?(?:总)?工会第?(?P<number>[一二三四五六七八九十\d]+)(?:大|次(?:全国)?代表大会)"
)


SESSION = re.compile(
    r"第?([一二三四五六七八九十\d]+)届(?:委员会)?第?([一二三四五六七八九十\d]+)次(?:全委|全体|全会)[^届次]{0,8}$"
)


def form_of(name: str, full: str, kind: Class) -> bool:
    """Whether an activity's name is another form of the full one: a part of it, or it with words left out."""
    if name == full or kind == "Award":
        return name == full
    congress = CONGRESS.fullmatch(name), CONGRESS.fullmatch(full)
    if congress[0] and congress[1]:  # 北京工会十五大, 北京市工会第十五次代表大会
        return congress[0].groups() == congress[1].groups()
    sessions = SESSION.search(name), SESSION.search(full)
    if sessions[0] and sessions[1]:  # 十届六次全委会, 某县总工会第十届委员会第六次全体会议
        return sessions[0].groups() == sessions[1].groups()
    if kind == "Initiative" and _same_slogan(name, full):
        return True
    a, b = unmarked(name), unmarked(full)
    if a in b:
        whole = kind == "Initiative" or b.endswith(a) or b.startswith(f"{a}暨")
        return len(a) >= 3 + (a[-1:] != "赛") and whole
    left = iter(b)
    framed = len(a) >= 0.55 * len(b) and a[:4] == b[:4] and a[-4:] == b[-4:]  # 第三届全省|青教赛|总结大会
    return a[-2:] == b[-2:] and (framed or len(a) >= 0.7 * len(b)) and all(c in left for c in a)


SLOGAN = re.compile(r"(?:20\d\d年|第[一二三四五六七八九十\d]+届|首届)?“([^“”]{4,})”(.+)")
GENERAL = ("活动", "行动", "评选", "项目", "赛事", "大赛")


def _same_slogan(name: str, full: str) -> bool:
    """Whether two names are a slogan with kinds that tell no two activities: “甲”读书活动, “甲”公益行动."""
    one, other = SLOGAN.fullmatch(name), SLOGAN.fullmatch(full)
    if not (one and other and (_bare(one[1]) == _bare(other[1]) or _first_half(one[1], other[1]))):
        return False
    return one[2] == other[2] or (one[2].endswith(GENERAL) and other[2].endswith(GENERAL))


def _first_half(slogan: str, whole: str) -> bool:
    """Whether a title gives but the first half of a slogan: “喜迎盛会”, “喜迎盛会，奋进新程”."""
    return len(slogan) < len(whole) and whole.startswith(slogan) and whole[len(slogan)] in "，,、；; ·•"


def _bare(slogan: str) -> str:
    return re.sub(r"[\W_]", "", slogan)


def shortened(name: str, full: str) -> bool:
    """Whether words left out of the full name make the other: 青浦职工诗会, 第三届青浦区职工诗歌会."""
    a, b = unmarked(name), unmarked(full)
    if "届" not in b:
        a = a.removeprefix("首届")  # 首届西宁马拉松, 2024西宁国际马拉松赛
    left = iter(b)
    return 4 < len(a) < len(b) <= 3 * len(a) and a[-1] == b[-1] and all(c in left for c in a)


@lru_cache(maxsize=1 << 14)
def unmarked(name: str) -> str:
    """A name without marks and white space; 马拉松赛 and 马拉松, 邻里节活动 and 邻里节 are one."""
    return re.sub(r"[“”‘’《》\s，,、]|(?<=展)览$|(?<=拉松)赛$|(?<=[节赛展季周月])活动$", "", name)


def fullness(name: str) -> tuple[bool, int, int, str]:
    """How full a name is: by what it says itself, then by its year and edition."""
    return not name.startswith("中国工会"), len(EDITION.sub("", name)), len(name), name


EDITION = re.compile(r"^(?:20\d\d年度?|第[一二三四五六七八九十\d]+届|首届)")

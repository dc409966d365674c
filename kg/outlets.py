"""The outlets that print an article, by their names in bylines and datelines."""

from __future__ import annotations

import re
from functools import cache

from kg.lexicon import words

__all__ = ["dateline_head", "outlet_at"]


@cache
def _named() -> re.Pattern[str]:
    ends = words("outlet_ends").pattern
    agency = "新华社|中新社|中央社"
    name = rf"[一-鿿·]{{1,8}}?{ends}(?<!报(?=业))(?:社|报|网|客户端|新闻|频道|中心|电视台|电台)*"
    return re.compile(rf"《(?P<titled>[^《》]{{1,10}}{ends})》|(?P<name>{agency}|{name})")


def outlet_at(text: str, start: int = 0) -> tuple[int, int] | None:
    """Where the outlet's name begins and ends that stands at `start`; None for none, or 本报.

    >>> [outlet_at(text) for text in ("江城日报社记者", "《江城日报》记者", "本报记者", "江城讯")]
    [(0, 5), (1, 5), None, None]
    """
    found = _named().match(text, start)
    if not found or OWN.match(text, start) or "本" in found[0]:
        return None
    return found.span("titled" if found["titled"] else "name")


OWN = re.compile("[我该据]|另据|[日晚晨早午时商]报|新闻|全?媒体?")
"""What begins no outlet's name: 据某报, 晚报, 新闻客户端, 全媒体; 本报 and 本网 are the paper itself."""


def dateline_head(line: str) -> tuple[int, int] | None:
    """Where a dateline begins and ends that tells an outlet or a place, up to the word for a report.

    Where more stands between, it is the outlet alone.

    >>> [dateline_head(line) for line in ("□ 江城网朔州9月3日电（记者 赵甲）", "本报讯 近日")]
    [(2, 12), None]
    """
    if found := HEAD.match(line):
        return None if OWN_REPORT.fullmatch(found["head"]) else found.span("head")
    begin = MARKS.match(line)
    return outlet_at(line, begin.end() if begin else 0)


OWN_REPORT = re.compile("本[报网刊社台]?讯")
MARKS = re.compile(r"[□■●▲◆○【（(\s]*")
HEAD = re.compile(MARKS.pattern + r"(?P<head>[一-鿿\d·]{2,24}?(?:讯(?!员)|电|消息))(?![一-鿿])")

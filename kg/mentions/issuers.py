"""Who issued a piece, by its byline: the outlet of its dateline or reporters, and what stands behind 来源."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.byline_words import byline_tokens
from kg.mentions.suffixes import suffix_class, suffixes
from kg.model import Class
from kg.outlets import outlet_at
from kg.structure import leading_places

__all__ = ["issuers"]

Span = tuple[int, int, Class]
"""Where a name begins and ends, and its class."""

SIGNS = ("outlet", "lead", "reporter", "correspondent", "author")
"""What an outlet stands for itself in, or in front of."""
SOURCE = re.compile(r"来\s{0,2}源于?\s*[:：/／|｜\s]\s*(?P<value>[^\s　:：|｜（(]{2,24})")
DAY = "[0-9一二三四五六七八九十廿]{1,3}"
WHERE = re.compile(rf"(?:本[报网社刊台])?(?P<where>[一-鿿]{{2,12}}?)(?:{DAY}月)?(?:{DAY}日)?(?:讯|电|消息)")
GIVEN = re.compile("[一-鿿]{0,4}(?:由|据)")
"""In front of who gave a picture: 图片由|某市总工会."""
PLATFORM = re.compile("(?:客户端|公众号|App|APP|app)$")
CENTRE = re.compile("[省市区县州盟旗镇]融媒体?中心$")


def issuers(byline: str) -> Iterator[Span]:
    """The outlets and bodies that a byline names as those it is from, and the places that datelines tell.

    >>> byline = "江城网朔州9月3日电\\n记者 赵甲 江城日报通讯员 钱乙\\n来源：江城市总工会"
    >>> [byline[start:end] for start, end, _ in issuers(byline)]
    ['江城网', '朔州', '江城日报', '江城市总工会']
    """
    for kind, start, end in byline_tokens(byline):
        outlet = outlet_at(byline, start) if kind in SIGNS else None
        if outlet and outlet[1] <= end:
            yield *outlet, _class_of(byline[slice(*outlet)])
        if kind == "unit":
            lead = GIVEN.match(byline, start, end)
            begin = lead.end() if lead else start
            if body := _body(byline[begin:end]):
                yield begin, end, body
        if kind == "lead":
            yield from _places(byline, outlet[1] if outlet else start, end)
        elif kind == "told" and (source := SOURCE.match(byline, start, end)):
            begin, stop = source.span("value")
            if outlet := outlet_at(byline, begin):
                if outlet[1] == stop:
                    yield begin, stop, _class_of(byline[begin:stop])
            elif body := _body(source["value"]):
                yield begin, stop, body


def _places(byline: str, start: int, end: int) -> Iterator[Span]:
    """The places in a dateline, behind its outlet and before its day: 江城网|广东|深圳|8月3日讯."""
    told = WHERE.fullmatch(byline, start, end)
    places, rest = leading_places(told["where"] + "#") if told else ((), "")
    if told and rest == "#":
        at = told.start("where")
        for name in places:
            yield at, at + len(name), "District"
            at += len(name)


def _body(name: str) -> Class | None:
    """The class of a body that sends a piece in; None for one that its name does not tell.

    >>> [_body(name) for name in ("江城市总工会宣教部", "江城市教育局", "某航五局", "工会", "本站原创")]
    ['Union', 'Government', None, None, None]
    """
    if "工会" in name:
        return "Union" if name not in suffixes() and "、" not in name else None
    kind = suffix_class(name)
    if kind == "Government":
        return kind if leading_places(name)[0] else None
    return kind if kind in ("Company", "School") and name not in suffixes() else None


def _class_of(outlet: str) -> Class:
    """The class of an outlet: what is read on a phone is a platform, a county's media centre is public."""
    if PLATFORM.search(outlet):
        return "Platform"
    return "Government" if CENTRE.search(outlet) else "Organisation"

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

SIGNS = ("outlet", "reporter", "correspondent", "author")
"""What an outlet stands for itself in, or in front of."""
SOURCE = re.compile(r"来\s{0,2}源于?\s*[:：/／|｜\s]\s*(?P<value>[^\s　:：|｜（(]{2,24})")
PLATFORM = re.compile("(?:客户端|公众号|App|APP|app)$")
CENTRE = re.compile("融媒体?中心$")


def issuers(byline: str) -> Iterator[Span]:
    """The outlets and bodies that a byline names as those it is from.

    >>> byline = "来源：江城日报 记者 赵甲\\n江城网通讯员 钱乙"
    >>> [byline[start:end] for start, end, _ in issuers(byline)]
    ['江城日报', '江城网']
    """
    for token in byline_tokens(byline):
        if token.kind in SIGNS and (span := outlet_at(byline, token.start)) and span[1] <= token.end:
            yield *span, _class_of(byline[span[0] : span[1]])
        elif token.kind == "told" and (source := SOURCE.match(byline, token.start, token.end)):
            if span := outlet_at(byline, source.start("value")):
                if span[1] == source.end("value"):
                    yield *span, _class_of(byline[span[0] : span[1]])
            elif kind := _body(source["value"]):
                yield *source.span("value"), kind


def _body(name: str) -> Class | None:
    """The class of a body that sends a piece in; None for one that its name does not tell.

    >>> [_body(name) for name in ("江城市总工会宣教部", "江城市教育局", "某航五局", "工会", "本站原创")]
    ['Union', 'Government', None, None, None]
    """
    if "工会" in name:
        return "Union" if name not in suffixes() else None
    kind = suffix_class(name)
    if kind == "Government":
        return kind if leading_places(name)[0] else None
    return kind if kind in ("Company", "School") and name not in suffixes() else None


def _class_of(outlet: str) -> Class:
    """The class of an outlet: what is read on a phone is a platform, a county's media centre is public."""
    if PLATFORM.search(outlet):
        return "Platform"
    return "Government" if CENTRE.search(outlet) else "Organisation"

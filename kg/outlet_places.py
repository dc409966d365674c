"""Where the paper is from that prints an article, as its masthead, its name or its reporters' desks tell."""

from __future__ import annotations

import re

from kg.model import Article
from kg.structure import leading_places

__all__ = ["places_of_outlets"]

OUTLET = re.compile(
    "[一-鿿]{2,9}?(?:日报|晚报|晨报|时报|商报|早报|工人报|都市报|总工会|工会网|新闻网|电视台|广播电台|融媒体中心|在线|报|网)"
)


def places_of_outlets(article: Article) -> list[str]:
    """The places that its outlets are called by: 河南, of 河南工人日报记者."""
    byline = article.byline.text if article.byline else ""
    told = "\n".join(filter(None, (article.paper, article.masthead, byline)))
    return [name for found in OUTLET.finditer(told) for name in leading_places(found[0] + "#")[0]]

"""Annotated articles as `kg extract` reads them, for what is learned from the names found in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from train import GOLD as TAUGHT
from train import MORE, fail, page_of

from kg.articles import split
from kg.compare import bare
from kg.folding import folded
from kg.gold import gold_files, gold_page
from kg.mentions import recognize
from kg.model import Article, Mention
from kg.read import pages

__all__ = ["GOLD", "Annotated", "annotated"]

GOLD = (*TAUGHT, *MORE)
"""All pages that are not held out."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with the names found in it, and what annotators found."""

    page: str
    gold: Mapping[str, Any]
    article: Article
    mentions: Sequence[Mention]
    places: Sequence[str]
    """The places named on its page."""

    def full_names(self, kind: str, surface: str) -> list[str]:
        """What a printed name of a class stands for."""
        named: Mapping[str, Sequence[str] | None] = self.gold["entities"].get(kind) or {}
        return [full for full, surfaces in named.items() if surface in (surfaces or [full])]


def annotated(gold: Sequence[Path] = GOLD) -> Iterator[Annotated]:
    """The articles of the annotated pages in which names were found."""
    for path in gold_files(list(gold)):
        wanted = gold_page(path)
        text = page_of(path, wanted["page"])
        articles = [folded(article) for page in pages([text], on_skip=fail) for article in split(page)]
        found = [recognize(article) for article in articles]
        places = [m.surface for mentions in found for m in mentions if m.type == "District"]
        for article, mentions in zip(articles, found, strict=True):
            same = (a for a in wanted["articles"] if bare(a["title"]) == bare(article.title.text))
            if entry := next(same, None):
                yield Annotated(path.stem, entry, article, mentions, places)

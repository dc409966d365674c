"""Readings made from the hand annotation in seeds/gold: what perfect extraction would give.

Tests of the stages behind extraction use them, so that they do not move with its quality.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kg.model import Article, Author, Entity, Link, Mention, Passage, Post, Reading, Relation, Role

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"


def _squeezed(source: str) -> tuple[str, list[int]]:
    kept = [i for i, c in enumerate(source) if not c.isspace() and c != "#"]
    return "".join(source[i] for i in kept), kept


def _find(squeezed: str, needle: str, begin: int = 0) -> tuple[int, int]:
    start = squeezed.index(re.sub(r"\s", "", needle), begin)
    return start, start + len(re.sub(r"\s", "", needle))


def _passage(squeezed: str, kept: list[int], start: int, end: int) -> Passage:
    runs = [(i - start, kept[i]) for i in range(start, end) if i == start or kept[i] != kept[i - 1] + 1]
    return Passage(squeezed[start:end], tuple(runs))


def _links(article: Article, entities: dict[str, dict[str, list[str]]]) -> list[Link]:
    names = sorted(
        (
            (re.sub(r"\s", "", surface), Entity(kind, name))  # type: ignore[arg-type]
            for kind, found in entities.items()
            for name, surfaces in found.items()
            for surface in surfaces or [name]
        ),
        key=lambda item: (-len(item[0]), item),
    )
    links = []
    for field, passage in article.passages():
        taken: set[int] = set()
        for surface, entity in names:
            for found in re.finditer(re.escape(surface), passage.text):
                if not taken.intersection(range(*found.span())):
                    taken.update(range(*found.span()))
                    mention = Mention(field, *found.span(), surface, entity.type, "gold")
                    links.append(Link(mention, entity))
    return sorted(links, key=lambda link: (link.mention.field, link.mention.start))


ROLES: tuple[Role, ...] = ("reporters", "correspondents", "photographers")


def _reading(page: str, number: int, source: str, gold: dict[str, Any]) -> Reading:
    squeezed, kept = _squeezed(source)
    title = _find(squeezed, gold["title"])
    body = _find(squeezed, gold["first"])[0], _find(squeezed, gold["last"])[1]
    names = [(role, name) for role in ROLES for name in gold.get(role, [])]
    byline, authors = None, []
    if names:
        near = squeezed.rindex(names[0][1], 0, body[1] + 40)
        near = min(near, squeezed.find(names[0][1], title[1]))
        byline = _passage(squeezed, kept, near, min(len(squeezed), near + 40))
        for role, name in names:
            at = byline.text.find(name)
            if at >= 0:
                authors.append(Author(role, name, at, at + len(name)))
    article = Article(
        page,
        number,
        gold.get("kind", "news"),
        _passage(squeezed, kept, *title),
        _passage(squeezed, kept, *body),
        byline=byline,
        authors=tuple(authors),
    )
    links = _links(article, gold["entities"])
    named = {link.entity.name: link.entity for link in links}
    evidence = ("text", 0, min(40, len(article.text.text)))
    posts = [
        Post(named[person], post, named.get(org), *evidence, "gold")  # type: ignore[arg-type]
        for person, post, org in gold.get("posts", [])
        if person in named
    ]
    relations = [
        Relation(named[head], predicate, named[tail], *evidence, "gold")  # type: ignore[arg-type]
        for head, predicate, tail in gold.get("relations", [])
        if head in named and tail in named
    ]
    return Reading(article, tuple(links), tuple(posts), tuple(relations))


@cache
def gold_readings() -> tuple[Reading, ...]:
    """The 19 articles of the annotated pages."""
    readings = []
    for path in sorted((SEEDS / "gold").glob("*.yaml")):
        page = yaml.safe_load(path.read_text(encoding="utf-8"))
        source = (SEEDS / page["page"]).read_text(encoding="utf-8")
        for number, gold in enumerate(page["articles"], 1):
            readings.append(_reading(page["page"], number, source, gold))
    return tuple(readings)

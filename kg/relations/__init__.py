"""What a text says about the things it names, sentence by sentence, each with the words that say it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Article, Link, Post, Relation
from kg.relations.links import Linked, linked
from kg.relations.organizing import organizing
from kg.relations.partaking import taking_part
from kg.relations.posts import posts
from kg.relations.receiving import receiving
from kg.relations.structural import structural

__all__ = ["relate"]


def relate(article: Article, links: Sequence[Link]) -> tuple[tuple[Post, ...], tuple[Relation, ...]]:
    """The posts held and the typed relations of an article, in order of print, each said once."""
    held: dict[tuple[object, ...], Post] = {}
    found: dict[tuple[object, ...], Relation] = {}
    for field, passage in article.passages():
        if field == "byline":
            continue
        inside: list[Linked] = linked(field, passage.text, links)
        for post in posts(field, passage.text, inside, links):
            held.setdefault((post.person, post.post, post.org), post)
        for source in (organizing, taking_part, receiving, structural):
            for relation in source(field, passage.text, inside):
                if relation.subject != relation.object:
                    key = relation.subject, relation.predicate, relation.object
                    found.setdefault(key, relation)
    return tuple(held.values()), tuple(found.values())

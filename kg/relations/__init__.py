"""What a text says about the things it names, sentence by sentence, each with the words that say it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from kg.model import Article, Field, Link, Post, Relation
from kg.relations.careers import careers
from kg.relations.links import Linked, linked
from kg.relations.organizing import organizing
from kg.relations.own import called_after, in_whose_name
from kg.relations.partaking import taking_part, theme
from kg.relations.posts import posts
from kg.relations.receiving import receiving
from kg.relations.series import parts
from kg.relations.structural import structural, unions_of_places
from kg.relations.where import whereabouts

__all__ = ["relate"]


def relate(article: Article, links: Sequence[Link]) -> tuple[tuple[Post, ...], tuple[Relation, ...]]:
    """The posts held and the typed relations of an article, in order of print, each said once."""
    held: dict[tuple[object, ...], Post] = {}
    found: dict[tuple[object, ...], Relation] = {}
    places = dict.fromkeys(link.entity for link in links if link.entity.type == "District")
    unions = unions_of_places(links)
    about: Linked | None = None
    fields: list[tuple[Field, str, list[Linked]]] = []
    for field, passage in article.passages():
        if field == "byline":
            continue
        inside: list[Linked] = linked(field, passage.text, links)
        fields.append((field, passage.text, inside))
        about = about or theme(field, inside)
        for post in (
            *posts(field, passage.text, inside, links),
            *careers(field, passage.text, inside, links),
        ):
            held.setdefault((post.person, post.post, post.org), post)
        for relation in chain(
            organizing(field, passage.text, inside, about),
            parts(field, passage.text, inside),
            taking_part(field, passage.text, inside, about),
            receiving(field, passage.text, inside),
            structural(field, passage.text, inside, places, unions),
            whereabouts(field, passage.text, inside, about),
        ):
            if relation.subject.name != relation.object.name:  # 某某小镇, a sight, in the place of its name
                key = relation.subject, relation.predicate, relation.object
                found.setdefault(key, relation)
    for relation in (*in_whose_name(fields, found.values()), *called_after(fields, found.values())):
        found.setdefault((relation.subject, relation.predicate, relation.object), relation)
    return tuple(held.values()), tuple(_without_places(found.values()))


def _without_places(found: Collection[Relation]) -> Iterator[Relation]:
    """The relations less that a place holds an activity for which a body is named: 某县举行, 县总工会主办."""
    held = {r.object for r in found if r.predicate in HOLDING and r.subject.type != "District"}
    for r in found:
        if r.predicate not in HOLDING or r.subject.type != "District" or r.object not in held:
            yield r


HOLDING = ("organizes", "coOrganizes")

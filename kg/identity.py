"""What the whole corpus says of the names in one reading: which entity each stands for.

A reading keeps what its article says by itself. Identities are counted from all readings together and laid
over it when it is used, so that one more article, or one decision less, needs nothing to be taken back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kg.model import Entity, Link, Post, Reading, Relation

__all__ = ["Doubt", "Identity", "settled"]


@dataclass(frozen=True, slots=True)
class Identity:
    """The entity that a name stands for, None when it is none at all, and the rule that says so."""

    entity: Entity | None
    rule: str


@dataclass(frozen=True, slots=True, order=True)
class Doubt:
    """Two names that may be one bearer's, for a person to judge.

    The qualifier of a person here is what the articles concerned share: an employer, or an article's id.
    """

    score: float
    """How likely they are one, 0 to 1, by the rule alone."""
    rule: str
    done: str
    """What the build does without a decision: same or different."""
    first: Entity
    second: Entity


def settled(reading: Reading, identities: Mapping[Entity, Identity]) -> Reading:
    """The reading with each entity replaced by what it stands for; what is dropped is gone.

    A relation whose two ends turn out to be one is gone too. The same reading when nothing changes.
    """
    named = {link.entity for link in reading.links} | {*_stated(reading)}
    if not any(entity in identities for entity in named):
        return reading
    dropped = {
        (link.mention.start, link.mention.surface)
        for link in reading.links
        if link.mention.field == "byline" and not _now(link.entity, identities)
    }
    authors = tuple(a for a in reading.article.authors if (a.start, a.name) not in dropped)
    return replace(
        reading,
        article=replace(reading.article, authors=authors),
        links=tuple(_links(reading, identities)),
        posts=tuple(_posts(reading, identities)),
        relations=tuple(_relations(reading, identities)),
    )


def _stated(reading: Reading) -> Iterator[Entity]:
    for post in reading.posts:
        yield post.person
        if post.org:
            yield post.org
    for relation in reading.relations:
        yield relation.subject
        yield relation.object


def _now(entity: Entity, identities: Mapping[Entity, Identity]) -> Entity | None:
    found = identities.get(entity)
    return found.entity if found else entity


def _links(reading: Reading, identities: Mapping[Entity, Identity]) -> Iterator[Link]:
    for link in reading.links:
        found = identities.get(link.entity)
        if found is None:
            yield link
        elif found.entity:
            yield Link(link.mention, found.entity, found.rule)


def _posts(reading: Reading, identities: Mapping[Entity, Identity]) -> Iterator[Post]:
    for post in reading.posts:
        person = _now(post.person, identities)
        if person:
            yield replace(post, person=person, org=_now(post.org, identities) if post.org else None)


def _relations(reading: Reading, identities: Mapping[Entity, Identity]) -> Iterator[Relation]:
    for relation in reading.relations:
        subject, object = _now(relation.subject, identities), _now(relation.object, identities)
        if subject and object and subject != object:
            yield replace(relation, subject=subject, object=object)

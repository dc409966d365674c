"""What an article tells that helps to know its names elsewhere: employers, roles, provinces."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Entity, Reading
from kg.places import place, places_named
from kg.structure import leading_places

__all__ = ["Clue", "clues", "province_of", "provinces"]

Clue = tuple[str, str, Entity | None]
"""(person's name; "employer" or the role in a byline; the employer)"""


def clues(reading: Reading) -> Iterator[Clue]:
    """What the article says of its people, each once."""
    yield from dict.fromkeys(_clues(reading))


def _clues(reading: Reading) -> Iterator[Clue]:
    for post in reading.posts:
        if post.org:
            yield post.person.name, "employer", post.org
    ends = {(link.mention.field, link.mention.end): link.entity for link in reading.links}
    for link in reading.links:
        said = link.mention
        if (
            said.type == "Person"
            and said.rule == "unit+name"
            and (unit := ends.get((said.field, said.start)))
        ):
            yield link.entity.name, "employer", unit
    for author in reading.article.authors:
        yield author.name, author.role, None


def provinces(reading: Reading) -> list[str]:
    """The two-digit codes of the provinces in which the article's places lie, ascending.

    A place whose name several provinces have counts for none.
    """
    found = {province_of(link.entity) for link in reading.links if link.entity.type != "Person"}
    return sorted(code for code in found if code)


def province_of(entity: Entity) -> str:
    """The code of the province that a name begins with or that its qualifier names, "" for none."""
    if entity.type == "Person":
        return ""
    near = place(entity.qualifier) if entity.qualifier else None
    if near:
        return near[0][:2]
    for name in leading_places(entity.name + "#")[0]:
        codes = {code[:2] for code, _ in places_named(name)}
        if len(codes) == 1:
            return codes.pop()
    return ""

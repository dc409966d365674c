"""A post as it is held: at the union where it is the union's, not at the body that the union is of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import Entity, Field, Link, Post
from kg.relations.links import Linked
from kg.structure import union_base

__all__ = ["held"]


def held(
    field: Field,
    person: Linked,
    title: str,
    org: Entity | None,
    span: tuple[int, int],
    rule: str,
    links: Sequence[Link],
) -> Post:
    """The post of a person with a title at a body."""
    if org and org.type != "Union" and re.match(r"工会|总工会", title):
        org, title = _union_at(org, title, links)
    return Post(person.entity, title, org, field, *span, rule)


def _union_at(org: Entity, title: str, links: Sequence[Link]) -> tuple[Entity, str]:
    """副总裁、工会主席 of a firm: the second is a post at the firm's union, where the article names it."""
    for link in links:
        base = union_base(link.entity.name)
        if (
            link.entity.type == "Union"
            and base
            and (base == org.name or base.startswith(org.name) or _is_part(org.name, base))
        ):
            return link.entity, title
    return org, title


def _is_part(name: str, base: str) -> bool:
    """Whether a body is a union's own: 某公司|党委 of 某公司; 某区|某街道党工委 is another's."""
    return name.startswith(base) and not LOWER.search(name, len(base))


LOWER = re.compile("街道|[一-鿿](?:镇|乡|社区|村)")

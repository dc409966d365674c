"""In whose name an activity is held, where a report tells no other host: 某厂2014年职工篮球赛."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kg.model import Field, Relation
from kg.relations.activities import is_congress
from kg.relations.links import ORGANISED, Linked

__all__ = ["called_after", "in_whose_name"]

Fields = Sequence[tuple[Field, str, Sequence[Linked]]]
OPENING = 200
"""Characters in which a report names the activity that it is about."""


def in_whose_name(fields: Fields, told: Collection[Relation]) -> Iterator[Relation]:
    """organizes of the activity that the report is about, by the body that stands in front of it or in it."""
    named = [
        (field, text, item)
        for field, text, items in fields
        for item in items
        if item.entity.type == "Initiative" and not is_congress(item.entity)
    ]
    about = next((item.entity for field, _, item in named if field != "text" or item.start < OPENING), None)
    if not about or any(r.object == about and r.predicate in HOLDING for r in told):
        return
    bodies = {i.surface: i for _, _, items in fields for i in items if i.entity.type in ORGANISED}
    ends = {(field, i.end): i for field, _, items in fields for i in items if i.entity.type in ORGANISED}
    for field, text, item in named:
        if item.entity != about:
            continue
        at = item.start - text.startswith("“", item.start - 1)
        owner = ends.get((field, at)) or ends.get((field, at - text.startswith("的", at - 1)))
        inside = max((name for name in bodies if item.surface.startswith(name)), key=len, default="")
        if owner or inside:
            begin = owner.start if owner else item.start
            host = (owner or bodies[inside]).entity
            yield Relation(host, "organizes", about, field, begin, item.end, "org in the name")
            return


def called_after(fields: Fields, told: Collection[Relation]) -> Iterator[Relation]:
    """organizes of events that a school or an association gives its name to, where no other host is told.

    Of a union, a firm or a public body annotators say so in about half of such cases only.
    """
    held = {r.object for r in told if r.predicate in HOLDING}
    for field, _, items in fields:
        hosts = [i for i in items if i.entity.type in ("Organisation", "School")]
        for item in items:
            if item.entity.type != "Event" or item.entity in held or is_congress(item.entity):
                continue
            if host := max(
                (h for h in hosts if item.surface.startswith(h.surface)),
                key=lambda h: len(h.surface),
                default=None,
            ):
                held.add(item.entity)
                yield Relation(
                    host.entity, "organizes", item.entity, field, item.start, item.end, "org in the name"
                )


HOLDING = ("organizes", "coOrganizes")

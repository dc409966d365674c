"""One name, one class: what looks like a person, but is a place elsewhere, is no person, and the reverse."""

from __future__ import annotations

from collections.abc import Sequence

from kg.mentions.scene import Candidate, Scene

__all__ = ["without_contradictions"]

BY_LOOKS = frozenset(["name", "again"])
"""The rules of people that nothing shows but their names and what stands around."""
SHORT = frozenset(["short place"])
"""The rules of places that nothing shows but the list of divisions."""
KINDS = ("村", "镇", "乡", "县", "区", "街道", "社区")


def without_contradictions(
    scene: Scene, found: Sequence[Candidate], chosen: Sequence[Candidate]
) -> list[Candidate]:
    """What was found, less what the chosen contradict.

    柳林村 is no person where it is a place elsewhere, nor 石桥 beside 石桥镇; 平安 is no place where a list
    or a title shows that someone is called so.
    """
    people = {_name(scene, c) for c in chosen if c.type == "Person"}
    if not people:
        return list(found)
    shown = {_name(scene, c) for c in chosen if c.type == "Person" and c.rule not in BY_LOOKS}
    places = {_name(scene, c) for c in chosen if c.type in ("District", "Facility")}
    no_one = {n for n in people - shown if n in places or any(n + kind in places for kind in KINDS)}
    nowhere = shown & places
    if not (no_one or nowhere):
        return list(found)
    return [c for c in found if not _contradicted(_name(scene, c), c, no_one, nowhere)]


def _contradicted(name: str, c: Candidate, no_one: set[str], nowhere: set[str]) -> bool:
    if c.type == "Person":
        return name in no_one
    return c.type == "District" and c.rule in SHORT and name in nowhere


def _name(scene: Scene, candidate: Candidate) -> str:
    return scene.text[candidate.start : candidate.end]

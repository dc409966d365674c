"""One name, one class: what looks like a person and is a place elsewhere in the article is no person."""

from __future__ import annotations

from collections.abc import Sequence

from kg.mentions.scene import Candidate, Scene

__all__ = ["without_contradictions"]

BY_LOOKS = frozenset(["name", "list", "again"])
"""The rules of people that nothing shows but their names and what stands around."""
KINDS = ("村", "镇", "乡", "县", "区", "街道", "社区")


def without_contradictions(
    scene: Scene, found: Sequence[Candidate], chosen: Sequence[Candidate]
) -> list[Candidate]:
    """What was found, less the people that are places by what was chosen: 柳林村, and 石桥 beside 石桥镇."""
    people = {_name(scene, c) for c in chosen if c.type == "Person" and c.rule in BY_LOOKS}
    people -= {_name(scene, c) for c in chosen if c.type == "Person" and c.rule not in BY_LOOKS}
    if not people:
        return list(found)
    places = {_name(scene, c) for c in chosen if c.type in ("District", "Facility")}
    places = {name for name in people if name in places or any(name + kind in places for kind in KINDS)}
    return [c for c in found if not (c.type == "Person" and places and _name(scene, c) in places)]


def _name(scene: Scene, candidate: Candidate) -> str:
    return scene.text[candidate.start : candidate.end]

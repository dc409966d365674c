"""One name, one class: what looks like a person, but is a place elsewhere, is no person, and the reverse."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.lexicon import part_of_speech, word_list
from kg.mentions.name_characters import NAME_TAGS
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

    柳林村 is no person where it is a place elsewhere, nor 石桥 beside 石桥镇, nor 康宁 beside
    康宁电气, nor 王广济 where a list of firms has it; 平安 is no place where a list or a title shows that
    someone is called so.
    """
    people = {_name(scene, c) for c in chosen if c.type == "Person"}
    if not people:
        return list(found)
    shown = {_name(scene, c) for c in chosen if c.type == "Person" and c.rule not in BY_LOOKS}
    places = {_name(scene, c) for c in chosen if c.type in ("District", "Facility")}
    firms = {_name(scene, c) for c in chosen if c.rule == "list of firms"}
    looks = people - shown
    no_one = {n for n in looks if n in places or n in firms or any(n + kind in places for kind in KINDS)}
    no_one |= {n for n in looks - no_one if _is_firm(scene.text, n) or _is_of_word(scene.text, n)}
    nowhere = shown & places
    if not (no_one or nowhere):
        return list(found)
    return [c for c in found if not _contradicted(_name(scene, c), c, no_one, nowhere)]


def _is_firm(text: str, name: str) -> bool:
    """Whether a name stands once in front of what only a firm or body has: 康宁|电气, 康宁|集团."""
    at = text.find(name)
    while at >= 0:
        if _of_firms().match(text, at + len(name)):
            return True
        at = text.find(name, at + len(name))
    return False


def _is_of_word(text: str, name: str) -> bool:
    """Whether a name begins with a word that the article has far more often: 李子|园."""
    if len(name) != 3 or part_of_speech(name[:2]) in ("", *NAME_TAGS):
        return False
    return text.count(name[:2]) > 2 * text.count(name)


@cache
def _of_firms() -> re.Pattern[str]:
    """Lines of business, but those that are verbs as well, and what firms and bodies are."""
    kinds = word_list("firms") | (word_list("business") - word_list("soft_verbs")) | {"工会", "医院", "商场"}
    return re.compile("|".join(sorted(kinds, key=len, reverse=True)))


def _contradicted(name: str, c: Candidate, no_one: set[str], nowhere: set[str]) -> bool:
    if c.type == "Person":
        return name in no_one
    return c.type == "District" and c.rule in SHORT and name in nowhere


def _name(scene: Scene, candidate: Candidate) -> str:
    return scene.text[candidate.start : candidate.end]

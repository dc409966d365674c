"""What pages teach about names, so that pages read elsewhere can use it: a sum over articles.

Lexicons of two parts of a corpus add up to the lexicon of both: the order of the articles and the way they
were divided leave no trace.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from kg.clues import provinces
from kg.model import Entity, Reading

__all__ = ["POINTING", "Lexicon", "learn", "merged"]

POINTING = ("anaphora", "level", "short form")
"""Rules of names that mean something in their own article only: 该公司, 区总工会, 流域中心."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Names and in how many articles each was seen; people have no forms and no provinces."""

    articles: Counter[Entity] = field(default_factory=Counter)
    """Articles that name the entity."""
    forms: Counter[tuple[Entity, str]] = field(default_factory=Counter)
    """Articles that name the entity by other words that stand for it by themselves."""
    provinces: Counter[tuple[Entity, str]] = field(default_factory=Counter)
    """Articles that name the entity and a place in the province with this code."""


def learn(reading: Reading) -> Lexicon:
    """What one article teaches; `kg.corpus` asks the store for the sum over all of them."""
    named = {link.entity for link in reading.links}
    forms = {
        (link.entity, form)
        for link in reading.links
        if (form := re.sub(r"\s", "", link.mention.surface)) != link.entity.name
        and link.mention.rule not in POINTING
        and link.rule != "anaphora"
        and link.entity.type != "Person"
    }
    codes = provinces(reading)
    near = Counter((entity, code) for entity in named for code in codes if entity.type != "Person")
    return Lexicon(Counter(named), Counter(forms), near)


def merged(one: Lexicon, other: Lexicon) -> Lexicon:
    """The lexicon of two parts that share no article."""
    return Lexicon(one.articles + other.articles, one.forms + other.forms, one.provinces + other.provinces)

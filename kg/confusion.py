"""What was taken for what: each missed entity beside the wrong one that stands in its place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kg.compare import Key

__all__ = ["Confusion", "Kind", "confusions"]

Kind = Literal["class", "name", "edges", "missed", "wrong"]
"""Another class; another canonical name for the same words; other edges; nothing there; nothing meant."""

Entities = Mapping[Key, Collection[str]]
"""Class and name -> surfaces."""


@dataclass(frozen=True, slots=True)
class Confusion:
    """An entity of the gold and what was found for it; None where there is no such thing."""

    page: str
    title: str
    kind: Kind
    gold: Key | None
    found: Key | None


def confusions(
    page: str, title: str, *, gold: Entities, found: Entities, pairs: Mapping[Key, Key]
) -> Iterator[Confusion]:
    """The entities of an article that are not right: `pairs` are those that are, found -> gold.

    A wrong entity is set beside the first missed one that shares a surface with it, else beside one whose
    words overlap; each is used once.
    """
    missed = [key for key in gold if key not in pairs.values()]
    wrong = [key for key in found if key not in pairs]
    for same in (_shares, _within):
        for one in list(wrong):
            other = next((key for key in missed if same(_forms(one, found), _forms(key, gold))), None)
            if other:
                missed.remove(other)
                wrong.remove(one)
                yield Confusion(page, title, _kind(other, one, same), other, one)
    yield from (Confusion(page, title, "missed", key, None) for key in missed)
    yield from (Confusion(page, title, "wrong", None, key) for key in wrong)


def _forms(key: Key, entities: Entities) -> set[str]:
    return {key[1], *entities[key]}


def _shares(one: set[str], other: set[str]) -> bool:
    return not one.isdisjoint(other)


def _within(one: set[str], other: set[str]) -> bool:
    """Whether a form of at least two characters lies inside one of the other entity."""
    return any(len(min(a, b, key=len)) > 1 and (a in b or b in a) for a in one for b in other)


def _kind(gold: Key, found: Key, same: Callable[[set[str], set[str]], bool]) -> Kind:
    if gold[0] != found[0]:
        return "class"
    return "name" if same is _shares else "edges"

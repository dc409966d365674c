"""What a tagger sees of each word where it stands: the names around it and what it shares with them.

The columns of a sequence model, as in CoNLL's files: one list for each property, one entry for each word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from kg.mentions.people import edges
from kg.mentions.scene import Candidate, Scene
from kg.model import Class

__all__ = ["OUTSIDE", "Columns", "columns"]

OUTSIDE = "O"
"""The label of a word in no name; `B-Union` is the first word of a union's name, `I-Union` a further one."""
REACH = 6
"""Words to the next name from which on it makes no difference how many."""
OFTEN = 4
"""Occurrences from which on it makes no difference how many."""
COUNTS = tuple(map(str, range(OFTEN + 1)))
WEAK, STRONG = 3.0, 8.0
"""Log-odds below which a name is weak, and from which on it is strong."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The words of a scene, and what each shows where it stands."""

    spans: list[tuple[int, int]]
    words: list[str]
    names: list[str]
    """The labels of the names that were chosen."""
    rules: list[str]
    """The rule and the strength of the name that a word is in, '' outside."""
    counts: list[str]
    """How often its first two characters stand in the text."""
    fields: list[str]
    """Whether it stands in the title."""
    since: list[str]
    """How many words behind a name, and of which class that is."""
    until: list[str]
    """How many words in front of a name, and of which class that is."""
    echoes: dict[int, list[str]]
    """Word -> what it shares with other names of the text: `head Company`, where a firm's begins so."""


def columns(scene: Scene, chosen: Sequence[Candidate]) -> Columns:
    """What a tagger sees of a scene in which names were chosen; names are cut at their edges."""
    text = scene.text
    spans = _cut(scene, chosen)
    at = {start: number for number, (start, _) in enumerate(spans)}
    at[len(text)] = len(spans)
    names, rules = [OUTSIDE] * len(spans), [""] * len(spans)
    inside: list[str] = [""] * len(spans)
    reaches = [(at[c.start], at[c.end], c) for c in chosen]
    for begin, end, c in reaches:
        names[begin:end] = [f"B-{c.type}", *[f"I-{c.type}"] * (end - begin - 1)]
        rules[begin:end] = [c.rule + _strength(c.score)] * (end - begin)
        inside[begin:end] = [text[c.start : c.end]] * (end - begin)
    pairs = [*map(str.__add__, text, text[1:]), text[-1:]]
    counts = Counter(pairs)
    title = text.find("\n") if "\n" in text else len(text)
    titled = at.get(title, 0)
    since, until = _distances(reaches, len(spans))
    return Columns(
        spans,
        [text[start:end] for start, end in spans],
        names,
        rules,
        [COUNTS[min(OFTEN, counts[pairs[start]])] for start, _ in spans],
        ["title"] * titled + ["text"] * (len(spans) - titled),
        since,
        until,
        _echoes(text, pairs, counts, spans, chosen, inside),
    )


def _cut(scene: Scene, chosen: Iterable[Candidate]) -> list[tuple[int, int]]:
    """Where the words begin and end, those cut that a name ends in, or that a person's may."""
    known = scene.boundaries
    found = chain((edge for c in chosen for edge in (c.start, c.end)), edges(scene))
    extra = {edge for edge in found if edge not in known}
    return list(pairwise(sorted(extra.union(known)) if extra else known))


def _strength(score: float) -> str:
    return " weak" if score < WEAK else " strong" if score >= STRONG else ""


def _distances(reaches: Sequence[tuple[int, int, Candidate]], words: int) -> tuple[list[str], list[str]]:
    """For each word how far the name before and behind it is, and its class, up to REACH words."""
    far = str(REACH)
    since, until = [far] * words, [far] * words
    ends = [0, *(end for _, end, _ in reaches)]
    begins = [*(begin for begin, _, _ in reaches), words]
    for number, (begin, end, c) in enumerate(reaches):
        for word in range(begin + 1, end):
            since[word] = f"0 {c.type}"
        for word in range(end, min(begins[number + 1] + 1, end + REACH, words)):
            since[word] = f"{word - end} {c.type}"
        for word in range(begin, end - 1):
            until[word] = f"0 {c.type}"
        for word in range(max(ends[number] - 1, begin - REACH, 0), begin):
            until[word] = f"{begin - 1 - word} {c.type}"
    return since, until


def _echoes(
    text: str,
    pairs: Sequence[str],
    counts: Mapping[str, int],
    spans: Sequence[tuple[int, int]],
    chosen: Iterable[Candidate],
    inside: Sequence[str],
) -> dict[int, list[str]]:
    """By word what other names have of it: its first two characters, or its last two."""
    heads: dict[str, Holders] = {}
    parts: dict[str, Holders] = {}
    for surface, kind in {(text[c.start : c.end], c.type) for c in chosen}:
        _hold(heads, counts, surface[:2], surface, kind)
        for pair in map(str.__add__, surface[1:], surface[2:]):
            _hold(parts, counts, pair, surface, kind)
    either = heads.keys() | parts.keys()
    none: Holders = {}
    found: dict[int, list[str]] = {}
    for number, (start, end) in enumerate(spans):
        here, before, last = pairs[start], pairs[start - 1], pairs[end - 2] if end - start > 2 else ""
        if here in either or before in either or last in either:
            own = inside[number]
            echoes = [f"head {c}" for c in sorted(_others(heads.get(here, none), own))]
            echoes += [f"part {c}" for c in sorted(_others(parts.get(here, none), own))]
            for what, pair in (("joint", before), ("tail", last)):
                others = _others(heads.get(pair, none), own) | _others(parts.get(pair, none), own)
                echoes += [f"{what} {c}" for c in sorted(others)]
            if echoes:
                found[number] = echoes
    return found


Holders = dict[Class, str | None]
"""The classes of the names that have a pair of characters, each with its name; None for several."""


def _hold(table: dict[str, Holders], counts: Mapping[str, int], pair: str, surface: str, kind: Class) -> None:
    """Notes who has a pair, unless it stands but once: then no other word has it."""
    if counts[pair] > 1:
        holders = table.setdefault(pair, {})
        holders[kind] = surface if holders.get(kind, surface) == surface else None


def _others(holders: Holders, own: str) -> set[Class]:
    """The classes of names that are another than a word's own."""
    return {kind for kind, name in holders.items() if name != own}

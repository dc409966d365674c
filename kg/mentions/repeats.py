"""The second look: names found with confidence are found wherever the article has them again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.lexicon import part_of_speech
from kg.mentions.scene import Candidate, Scene
from kg.mentions.short_forms import short_forms
from kg.mentions.trade_names import trade_names
from kg.model import Class

__all__ = ["ABBREVIATION", "repeats"]

SURE = 2.6
LEGAL_FORM = "有限公司"
"""What a coined word and its trade leave out of the legal name."""
FULL = {"suffix", "level", "known"}
MARKED = {"quote+kind", "quoted name", "book marks"}
# （以下简称“甲”）, behind the name it is short for
ABBREVIATION = re.compile(
    r"[（(](?:以下|下)?(?:统称|简称|称)(?:为|：|:)?[“\"《]?(?P<short>[^”\"》（）()，。]{2,12})[”\"》]?[）)]"
)


def repeats(scene: Scene, chosen: Sequence[Candidate]) -> Iterator[Candidate]:
    """Where a sure name stands again, or the short form that was declared for it."""
    names = dict(_abbreviations(scene, chosen))
    full: dict[str, Class] = {}
    for candidate in chosen:
        name = scene.text[candidate.start : candidate.end]
        if candidate.rule in FULL:
            full[name] = candidate.type
        for form in _again(name, candidate):
            names.setdefault(form, (candidate.type, "again"))
    yield from _found(scene, names)
    yield from short_forms(scene, full, chosen)
    firms = [name for name, kind in full.items() if kind in ("Company", "Union")]
    firms += [scene.text[c.start : c.end] + LEGAL_FORM for c in chosen if c.rule == "brand"]
    yield from trade_names(scene, firms, chosen)


def _found(scene: Scene, names: Mapping[str, tuple[Class, str]]) -> Iterator[Candidate]:
    """Where the names stand: the leftmost first, of several the longest, none over another."""
    done = 0
    places = dict(scene.places)
    for start, end in sorted(_occurrences(scene.text, names), key=lambda span: (span[0], -span[1])):
        kind, rule = names[scene.text[start:end]]
        in_town = kind == "Person" and places.get(start, 0) > end  # 王佐|镇
        if start >= done and not in_town:
            yield Candidate(start, end, kind, 1.0 + 0.1 * (end - start) + (kind == "Person"), rule)
            done = end


def _occurrences(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """All spans that are one of the names: a search for each is faster than to build an automaton."""
    for name in names:
        at = text.find(name)
        while at >= 0:
            yield at, at + len(name)
            at = text.find(name, at + 1)


def _again(name: str, candidate: Candidate) -> Iterator[str]:
    """The forms of a sure name worth looking for."""
    if candidate.type == "Person":
        if candidate.score >= SURE and (len(name) > 2 or not part_of_speech(name)):
            yield name
    elif candidate.rule == "list of firms":
        if not part_of_speech(name):
            yield name
    elif candidate.rule in MARKED:
        yield name
        if candidate.rule == "quote+kind":
            inner = name[name.index("“") + 1 : name.index("”")]
            if len(inner) > 2:  # not “两节”
                yield inner
    elif candidate.type in ("Initiative", "Event", "Platform", "Award") and len(name) >= 4:
        yield name


def _abbreviations(scene: Scene, chosen: Sequence[Candidate]) -> Iterator[tuple[str, tuple[Class, str]]]:
    for found in ABBREVIATION.finditer(scene.text):
        named = next((c for c in chosen if c.end == found.start()), None)
        if named:
            yield found["short"], (named.type, "abbreviation")

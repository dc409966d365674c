"""Places by their own names alone, in lists that say what they list: 甲、乙、丙等街道, 甲、乙两镇."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.lexicon import part_of_speech, word_list
from kg.mentions.scene import Scene
from kg.model import Article, Mention
from kg.places import place_below, places_named

__all__ = ["full_name", "listed_places", "towns_in_full"]

COUNT = r"(?:等[\d两二三四五六七八九十多几]*|[两二三四五六七八九十多几\d]+)个?"
TOWNS = "街道|镇街道|镇街|街镇|乡镇街道|乡镇|镇乡|街乡|乡街|镇|乡"
VILLAGES = "社区|行政村|自然村|村"
COUNTIES = "[省市县区州地旗国]"
LIST_END = re.compile(rf"{COUNT}(?:{TOWNS}|{VILLAGES}|{COUNTIES})")
LISTED = re.compile(r"[一-鿿]{2,8}(?:、[一-鿿]{2,6})*[、和与][一-鿿]{2,6}\Z")
BEHIND = re.compile(rf"(?:[、和与][一-鿿]{{2,6}}?)*{COUNT}(?P<kind>{TOWNS}|{VILLAGES}|{COUNTIES})")
KINDS = {"街": ("街道", "地区"), "镇": ("镇",), "乡": ("乡",)}
"""By each character of the word for what is listed, how the names end: 镇街 are 街道 and 镇."""


def listed_places(scene: Scene) -> Iterator[tuple[int, int]]:
    """Where the places of such lists stand."""
    for counted in LIST_END.finditer(scene.text):
        begin, _ = scene.clause(counted.start())
        found = LISTED.search(scene.text, max(begin, counted.start() - REACH), counted.start())
        if not found:
            continue
        if kind := kind_behind(scene.text, found.end()):
            yield from _named(scene, [*_items(found)], kind)


SEPARATOR = re.compile(r"、|(?<=[一-鿿]{2})[和与](?=[一-鿿]{2})")
REACH = 60
"""How long a list may be."""


def _items(found: re.Match[str]) -> Iterator[tuple[int, int]]:
    at = found.start()
    for item in SEPARATOR.split(found[0]):
        yield at, at + len(item)
        at += len(item) + 1


def _named(scene: Scene, items: list[tuple[int, int]], kind: str) -> Iterator[tuple[int, int]]:
    """The names in a list's items; in front of that in the first one the sentence may go on: 将在|望京."""
    (start, end), rest = items[0], items[1:]
    if kind in VILLAGES.split("|"):
        first = scene.word_before(end)
        if all(map(_can_be_village, (first, *(scene.text[a:b] for a, b in rest)))):
            yield max(start, end - len(first)), end
            yield from rest
        return
    sizes = range(min(6, end - start), 1, -1)
    size = next((size for size in sizes if full_name(scene.text[end - size : end], kind)), 0)
    if size:
        yield end - size, end
    known = [(a, b) for a, b in rest if full_name(scene.text[a:b], kind)]
    # Beside one that is known the others are towns too.
    towns = bool(known or size) and kind in TOWNS.split("|")
    yield from rest if towns else known


def _can_be_village(word: str) -> bool:
    return len(word) > 1 and part_of_speech(word) in ("", "ns", "nr", "nz") and word[-1] not in "村区镇乡县的"


def full_name(name: str, kind: str) -> str | None:
    """A listed place in full, where such a place is known; one of a county's rank and above as it is.

    >>> full_name("望京", "街道"), full_name("无此处", "镇")
    ('望京街道', None)
    """
    if kind in TOWNS.split("|"):
        ends = (end for character in kind for end in KINDS.get(character, ()))
        return next((name + end for end in ends if places_named(name + end)), None)
    known = name in word_list("countries") or any(len(code) <= 6 for code, _ in places_named(name))
    return name if known else None


def kind_behind(text: str, end: int) -> str | None:
    """What a list says it lists, seen from one of its names that ends at `end`."""
    found = BEHIND.match(text, end)
    return found["kind"] if found else None


def towns_in_full(article: Article, mentions: Iterable[Mention]) -> dict[str, str]:
    """Town or village of a list, or behind what it lies in -> its name in full."""
    mentions = list(mentions)
    fronts = {(m.field, m.end): m.surface for m in mentions if m.type == "District"}
    texts = {field: passage.text for field, passage in article.passages()}
    found: dict[str, str] = {}
    for m in mentions:
        kind = kind_behind(texts[m.field], m.end) if m.rule == "listed place" else None
        if kind in (*TOWNS.split("|"), *VILLAGES.split("|")):
            found[m.surface] = full_name(m.surface, kind) or m.surface + LAST.get(kind, kind)
        front = fronts.get((m.field, m.start)) if m.rule == "behind its town" else None
        if front and (full := place_below(m.surface, front)):
            found[m.surface] = full
    return found


LAST = {"镇街": "街道", "行政村": "村", "自然村": "村", "乡镇": "镇"}
"""The word for one of a list's places that no list of divisions knows."""

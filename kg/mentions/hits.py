"""The words of all lists that a text holds, each found once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.lexicon import Endings, Finder, class_of, known_names, rows, word_list
from kg.mentions.suffixes import suffix_class, suffixes
from kg.model import Class
from kg.places import KIND_ONLY, full_names

__all__ = ["DEICTICS", "TITLED", "WON", "Hits", "hits"]


@dataclass(frozen=True, slots=True)
class Hits:
    """By list where its words stand, overlapping ones too: start, end, and what the list says."""

    places: list[tuple[int, int, None]]
    """Full names of places."""
    known: list[tuple[int, int, Class]]
    """Names that everyone knows."""
    suffixes: list[tuple[int, int, Class]]
    """The words for a kind that names end in."""
    bare: list[tuple[int, int, tuple[int, Class]]]
    """Names that hold nothing of their own: the length of 该, 本 or 我 in front, and the class."""
    kinds: list[tuple[int, int, tuple[Class, str]]]
    """The words for a kind of activity, with how strongly they show one."""
    parts: list[tuple[int, int, None]]
    """What names of minorities are put together from."""
    titles: list[tuple[int, int, float]]
    """Words that a person's name follows, and how strongly they say so."""
    receiving: list[tuple[int, int, None]]
    """The words behind which an award is named."""
    honours: list[tuple[int, int, bool]]
    """Parts of the fixed names of honours; and words of praise that titles begin with, which are true."""


def hits(text: str) -> Hits:
    """What all lists find in a text."""
    return Hits([*_places().find(text)], *_finder().find(text))


@cache
def _places() -> Endings:
    return Endings(name for name in full_names() if not KIND_ONLY.fullmatch(name))


@cache
def _finder() -> Finder:
    return Finder(
        known_names(),
        suffixes(),
        _bare(),
        _kinds(),
        dict.fromkeys(word_list("name_parts")),
        _titles(),
        dict.fromkeys(f"{TITLED}|{WON}|获".split("|")),
        dict.fromkeys(word_list("honour_hints"), False) | dict.fromkeys(word_list("praise"), True),
    )


TITLED = "荣获|获评|被评为|评为|被授予|授予|命名为|荣膺|喜获"
WON = "荣获|获评|获得|评为|斩获|夺得|摘得|捧得|捧回|颁发|评出|获颁|入选"


def _bare() -> dict[str, tuple[int, Class]]:
    """The names, as they stand and behind 该, 本 and 我."""
    found: dict[str, tuple[int, Class]] = {}
    for name in [
        *word_list("bare_kinds"),
        *(unit + union for unit in ("", *word_list("bare_units")) for union in UNIONS),
    ]:
        if kind := suffix_class(name):
            found[name] = (0, kind)
            for deictic, units in DEICTICS.items():
                if name.startswith(units):
                    found[deictic + name] = (len(deictic), kind)
    return found


UNIONS = ("总工会", "工会联合会", "联合工会", "工会委员会", "工会")
DEICTICS: dict[str, tuple[str, ...]] = {"该": ("",), "本": ("公司", "集团", "校", "院"), "我": ("校", "院")}


def _kinds() -> dict[str, tuple[Class, str]]:
    listed: dict[str, tuple[Class, str]] = {}
    for kind, strength, names in rows("activities.tsv"):
        listed |= dict.fromkeys(names.split(" "), (class_of(kind), strength))
    return listed


def _titles() -> dict[str, float]:
    weighed = {"appoint": 1.5, "trades": 2.0, "groups": 2.1, "heads": 3.0}
    return {word: weight for name, weight in weighed.items() for word in word_list(name)}

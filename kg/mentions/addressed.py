"""People by surname and a title, where the article has them in full too: 李主席, 王师傅, 老张.

Annotators have most of such forms that stand as words as that person, leave the others open, and hardly
one is anyone else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.lexicon import surnames, words
from kg.mentions.scene import Candidate, Scene

__all__ = ["addressed", "is_address", "surname_of"]

SURE = 3.0
"""More than what else looks like a name there: 欧阳主席."""
FAMILIAR = "老小"
SHORT = ("总", "工", "老", "导")
"""Titles of one character: 王总, 李工."""
NO_TITLES = frozenset(["家庄", "家村", "家营", "家沟", "家湾", "家庭", "工程"])
"""What the list of forms of address has because it stands behind surnames that begin no name: 王家庄."""


def addressed(scene: Scene, chosen: Iterable[Candidate]) -> Iterator[Candidate]:
    """Where a surname of someone named in full stands with a title behind, or 老 or 小 in front."""
    people = [c for c in chosen if c.type == "Person"]
    in_full = {c.start for c in people}
    for family in sorted({surname_of(scene.text[c.start : c.end]) for c in people} - {""}):
        for start, end in _called(scene.text, family):
            if scene.boundaries.keys() >= {start, end} and end not in in_full:
                yield Candidate(start, end, "Person", SURE + 0.1 * (end - start), "anaphora")


def _called(text: str, family: str) -> Iterator[tuple[int, int]]:
    at = text.find(family)
    while at >= 0:
        end = at + len(family)
        if size := _title(text, end):
            yield at, end + size
        elif at and text[at - 1] in FAMILIAR:
            yield at - 1, end
        at = text.find(family, end)


def is_address(name: str) -> bool:
    """Whether a name is a surname with a title behind it, or with 老 or 小 in front.

    >>> is_address("李主席"), is_address("老张"), is_address("李主"), is_address("欧阳师傅")
    (True, True, False, True)
    """
    if len(name) == 2 and name[0] in FAMILIAR and name[1] in surnames():
        return True
    family = next((name[:size] for size in (2, 1) if name[:size] in surnames()), "")
    return family != "" and len(name) > len(family) and _title(name, len(family)) == len(name) - len(family)


def surname_of(name: str) -> str:
    """The surname of a full name or of a form of address, '' for none: 王, of 王建国 and of 老王."""
    plain = name[1:] if len(name) == 2 and name[0] in FAMILIAR and name[1] in surnames() else name
    if not 2 <= len(name) <= 4 and not is_address(name):
        return ""
    return next((plain[:size] for size in (2, 1) if plain[:size] in surnames()), "")


def _title(text: str, at: int) -> int:
    """How many characters of a title begin there, 0 for none."""
    begin = at + text.startswith("副", at)
    for listed in ("heads", "addresses"):
        found = words(listed).match(text, begin)
        if found and found[0] not in NO_TITLES:
            return found.end() - at
    return int(text.startswith(SHORT, at))

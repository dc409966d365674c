"""Names that were answered without offsets, found in the text they are said to come from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from kg.engines.spans import LABELS, Span
from kg.model import Class

__all__ = ["Named", "labelled", "located"]

Named = tuple[str, Class]
"""A name as answered, and its class."""


def located(text: str, names: Sequence[Named]) -> tuple[list[Span], list[Named]]:
    """Where the names stand in the text, and those that do not stand there.

    A name of one class is meant wherever it stands; of one that was given several classes the first place
    is the first answer's, and so on. White space inside a name may differ. A single character is no name.

    >>> located("甲公司和乙，甲公司", [("甲公司", "Company"), ("丙公司", "Company")])[1]
    [('丙公司', 'Company')]
    """
    classes: dict[str, list[Class]] = {}
    for name, kind in names:
        classes.setdefault(name, []).append(kind)
    spans: list[Span] = []
    lost: list[Named] = []
    for name, kinds in classes.items():
        places = _places(text, name)
        if not places:
            lost += dict.fromkeys((name, kind) for kind in kinds)
        elif len({*kinds}) == 1:
            spans += [Span(*place, kinds[0]) for place in places]
        else:
            spans += [Span(*place, kind) for place, kind in zip(places, kinds, strict=False)]
    return sorted(spans), lost


def labelled(text: str, names: Iterable[tuple[str, str]], labels: Mapping[str, Class] = LABELS) -> list[Span]:
    """Where names stand that came with the labels of another scheme; labels without a class are left out."""
    return located(text, [(name, labels[label]) for name, label in names if label in labels])[0]


def _places(text: str, name: str) -> list[tuple[int, int]]:
    characters = [re.escape(character) for character in name if not character.isspace()]
    if len(characters) < 2:  # 京 stands in hundreds of words
        return []
    pattern = re.compile(r"[^\S\n]*".join(characters))
    return [found.span() for found in pattern.finditer(text)]

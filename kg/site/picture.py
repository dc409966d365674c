"""Shapes and colours of the classes, as the viewer draws them, and a small map of an entity's nearest."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.model import CLASSES, Class
from kg.site.index import Known
from kg.site.statements import Together

__all__ = ["SHAPES", "Spot", "class_style", "colours", "star"]

Point = tuple[float, float]


def _polar(part: float, reach: float = 1.0) -> Point:
    angle = 2 * math.pi * part - math.pi / 2
    return reach * math.cos(angle), reach * math.sin(angle)


def _path(corners: Sequence[Point], *, scale: float = 1.0, down: float = 0.0) -> str:
    return "M" + "L".join(f"{scale * x:.3f} {scale * y + down:.3f}" for x, y in corners) + "Z"


def _polygon(corners: int, *, turn: float = 0.0, reach: float = 1.0) -> list[Point]:
    return [_polar(i / corners + turn, reach) for i in range(corners)]


def _star(spikes: int, inner: float) -> list[Point]:
    return [_polar(i / (2 * spikes), inner if i % 2 else 1.0) for i in range(2 * spikes)]


def _box(w: float, h: float, r: float) -> str:
    return (
        f"M{r - w:g} {-h:g}H{w - r:g}Q{w:g} {-h:g} {w:g} {r - h:g}V{h - r:g}Q{w:g} {h:g} {w - r:g} {h:g}"
        f"H{r - w:g}Q{-w:g} {h:g} {-w:g} {h - r:g}V{r - h:g}Q{-w:g} {-h:g} {r - w:g} {-h:g}Z"
    )


SHAPES: dict[Class, str] = {
    "Person": "M1 0A1 1 0 1 1 -1 0A1 1 0 1 1 1 0Z",
    "Union": _box(0.88, 0.88, 0.22),
    "Company": _path(_polygon(3, reach=1.18), down=0.16),
    "District": _path(_polygon(4, reach=1.15)),
    "Government": _path(_polygon(6, reach=1.05)),
    "School": _path(_polygon(3, turn=0.5, reach=1.18), down=-0.16),
    "Organisation": _path(_polygon(5, reach=1.1)),
    "Facility": "M0 -1.05L1 -.15H.72V.9H-.72V-.15H-1Z",
    "Initiative": _path(_star(5, 0.5), scale=1.22),
    "Event": "M-.36 -1H.36V-.36H1V.36H.36V1H-.36V.36H-1V-.36H-.36Z",
    "Award": _path(_star(8, 0.76), scale=1.1),
    "Work": _box(1.1, 0.72, 0.12),
    "Platform": _box(0.64, 1.1, 0.24),
}
"""Paths of SVG around the origin, a little more than one unit wide: a class is told without its colour."""

COLOUR = re.compile(r'^\s*(\w+): \["(#[0-9a-f]{6})", "(#[0-9a-f]{6})"\],$', re.MULTILINE)


@cache
def colours() -> dict[Class, tuple[str, str]]:
    """The viewer's colours of each class, on light and on dark."""
    theme = (files("kg") / "viewer" / "theme.js").read_text(encoding="utf-8")
    found = {name: (light, dark) for name, light, dark in COLOUR.findall(theme)}
    return {name: found[name] for name in CLASSES}


@cache
def class_style() -> str:
    """The colours as a style sheet: --class is the colour of whatever bears a class's name."""
    light = "".join(f".c-{name}{{--class:{pair[0]}}}\n" for name, pair in colours().items())
    dark = [(name, pair[1]) for name, pair in colours().items()]
    chosen = "".join(f':root[data-theme="dark"] .c-{name}{{--class:{tone}}}\n' for name, tone in dark)
    liked = "".join(f':root:not([data-theme="light"]) .c-{name}{{--class:{tone}}}\n' for name, tone in dark)
    return f"{light}{chosen}@media (prefers-color-scheme: dark) {{\n{liked}}}\n"


@dataclass(frozen=True, slots=True)
class Spot:
    """A neighbour's place on the small map; its name stands to the left or right of it."""

    known: Known
    x: float
    y: float
    anchor: str
    """Of the name, as SVG says it."""
    width: float
    """Of the line to the middle."""


def star(near: Sequence[Together], *, most: int = 12, wide: float = 92, high: float = 108) -> list[Spot]:
    """The nearest around the middle, first at the top and to the right, then in turn; names are apart."""
    drawn = near[:most]
    right, left = drawn[::2], drawn[1::2]
    return [*_side(right, 1, wide, high), *_side(left, -1, wide, high)]


def _side(near: Sequence[Together], way: int, wide: float, high: float) -> list[Spot]:
    spots = []
    for number, one in enumerate(near):
        part = (number + 0.5) / len(near)
        y = high * (2 * part - 1)
        x = way * wide * math.sqrt(max(0.12, 1 - (y / (high * 1.12)) ** 2))
        width = min(5.0, 1 + 1.2 * math.log2(1 + one.measures.sentences))
        spots.append(
            Spot(one.other, round(x, 1), round(y, 1), "start" if way > 0 else "end", round(width, 1))
        )
    return spots

"""What schools are called by in print: 怀化市六中 is 怀化市第六中学, 青海师大 青海师范大学."""

from __future__ import annotations

import re

from kg.structure import leading_places

__all__ = ["school_in_full"]

NUMBERED = re.compile(r"(?P<number>[一二三四五六七八九十]{1,3})(?P<kind>[中小])(?=$|附)")
KINDS = {"中": "中学", "小": "小学"}
OF_PLACE = ("市", "县", "区", "旗")
"""How the full names of places with numbered schools end."""
UNIVERSITY = re.compile(
    r"(?<=[一-鿿]{2})(?:师大|师院|交大|农大)(?!学)(?=$|附|第?[一二三四五六七八九十]附|.{2,}[院系校学心]$)"
)
UNIVERSITIES = {"师大": "师范大学", "师院": "师范学院", "交大": "交通大学", "农大": "农业大学"}
ATTACHED = re.compile(r"(?<=学)(?P<number>[一二三四五六七八九十])?附(?P<kind>[中小])$")


def school_in_full(name: str) -> str:
    """A school's name by its own words. A numbered school behind a place's short name goes as printed.

    >>> school_in_full("怀化市六中"), school_in_full("德州九中"), school_in_full("青海师大三附中")
    ('怀化市第六中学', '德州九中', '青海师范大学第三附属中学')
    """
    name = UNIVERSITY.sub(lambda found: UNIVERSITIES[found[0]], name, count=1)
    name = ATTACHED.sub(_attached, name)
    places, rest = leading_places(name)
    numbered = NUMBERED.match(rest)
    if not numbered or not all(place.endswith(OF_PLACE) for place in places):
        return name
    full = "第" + numbered["number"] + KINDS[numbered["kind"]]
    return "".join(places) + full + rest[numbered.end() :]


def _attached(found: re.Match[str]) -> str:
    return (f"第{found['number']}" if found["number"] else "") + "附属" + KINDS[found["kind"]]

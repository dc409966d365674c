"""Work grows with the length of an article, not with its square."""

from __future__ import annotations

import sys
from collections import Counter
from itertools import cycle, islice
from types import FrameType

import pytest

from kg.pipeline import study
from tests.printed import config, page

FAMILIES, GIVEN = "赵钱孙李周吴郑王冯陈", "明远秀兰文华春来建国玉英志强丽娟"
FIRM = "江城重型机械有限公司"


def people(number: int) -> list[str]:
    pairs = ((a, b, c) for a in FAMILIES for b in GIVEN for c in GIVEN)
    return ["".join(parts) for parts in islice(cycle(pairs), number)]


def calls(text: str) -> int:
    """Calls of functions, built-in ones too, while an article is read: the same on every machine."""
    read = page(f"# 江城市总工会表彰一批职工\n\n{text}\n")
    study(read, config())  # what is remembered of words is remembered
    counted: Counter[str] = Counter()

    def count(_: FrameType, event: str, __: object) -> None:
        counted[event] += 1

    sys.setprofile(count)
    try:
        study(read, config())
    finally:
        sys.setprofile(None)
    return counted["call"] + counted["c_call"]


@pytest.mark.parametrize(
    ("front", "each"),
    [
        ("", "江城朔越公司，"),
        ("", "公交集团、排水集团，"),
        (f"{FIRM}开会。", "公司党委书记{}说，"),
        (f"{FIRM}开会。{FIRM}复工。", "质检员{}说。"),
        ("", "车间主任{}说，"),
        ("", "{}\n"),
    ],
)
def test_twice_the_names_take_about_twice_the_calls(front: str, each: str) -> None:
    few, many = (front + "".join(each.format(name) for name in people(n)) for n in (600, 1200))
    assert calls(many) < 2.6 * calls(few)

"""Which place a bare level means."""

from __future__ import annotations

import pytest

from kg.levels import Levels, Toponym
from kg.places import place


def _levels(*names: str, base: str = "") -> Levels:
    toponyms = [Toponym(at, name, place(name), short=False, alone=False) for at, name in enumerate(names)]
    return Levels(toponyms, place(base))


@pytest.mark.parametrize(
    ("named", "level", "meant"),
    [
        (["石景山区", "石景山区", "阜南县"], "区", "石景山区"),
        (["新华区", "朝阳区", "朝阳区"], "区", "朝阳区"),  # the nearest, named more often
        (["高邮市", "高邮市", "江苏省"], "市", "高邮市"),
        (["海淀区"], "市", "北京市"),  # what it lies in
        (["北京经济技术开发区"], "经开区", "北京经济技术开发区"),
        (["安定门社区"], "区", None),
        (["朝阳区"], "省", None),
        ([], "县", None),
    ],
)
def test_the_likeliest_place_is_meant(named: list[str], level: str, meant: str | None) -> None:
    assert _levels(*named).meant(level, len(named)) == meant


def test_the_city_and_province_that_most_places_lie_in_are_candidates() -> None:
    levels = _levels(base="青海省")
    assert (levels.meant("省", 0), levels.meant("市", 0)) == ("青海省", None)
    assert _levels(base="西宁市").meant("市", 0) == "西宁市"


def test_a_place_named_more_often_outweighs_the_nearest() -> None:
    levels = _levels("通州区", "朝阳区", "通州区")
    assert [levels.meant("区", order) for order in (1, 2, 3)] == ["通州区", "通州区", "通州区"]

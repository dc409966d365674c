"""Firms that a city runs, named without the city."""

from __future__ import annotations

import pytest

from tests.printed import readings


def firms(text: str, home: str = "北京市") -> set[tuple[str, str]]:
    [reading] = readings(f"## 简讯\n\n本报讯 {text}\n", home=home)
    return {
        (link.mention.surface, link.entity.name)
        for link in reading.links
        if link.entity.type in ("Company", "Union")
    }


@pytest.mark.parametrize(
    ("text", "home", "expected"),
    [
        (
            "公交集团、环卫集团派人参加。",
            "北京市",
            {("公交集团", "北京公交集团"), ("环卫集团", "北京环卫集团")},
        ),
        ("排水集团工会主席孙秀兰介绍情况。", "昆明市", {("排水集团工会", "昆明排水集团工会")}),
        (
            "住总集团三公司职工赵明远领到水杯。",
            "北京市",
            {("住总集团三公司", "北京住总集团三公司")},
        ),
        (
            "武汉市总工会走访水务集团。",
            "北京市",
            {("武汉市总工会", "武汉市总工会"), ("水务集团", "武汉水务集团")},
        ),
        # named in full elsewhere, whose it is
        (
            "青岛城投集团送来清凉。城投集团职工赵明远说。",
            "北京市",
            {("青岛城投集团", "青岛城投集团"), ("城投集团", "青岛城投集团")},
        ),
    ],
)
def test_a_city_s_firm_is_told_by_the_city(text: str, home: str, expected: set[tuple[str, str]]) -> None:
    assert firms(text, home) == expected


def test_a_word_that_goes_on_is_no_firm() -> None:
    assert not firms("公交集团化运营提速。")


def test_without_a_city_the_name_stays_as_printed() -> None:
    assert firms("公交集团派人参加。", home="河北省") == {("公交集团", "公交集团")}

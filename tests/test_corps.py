"""The Production and Construction Corps: divisions, regiments and companies are places, as in its papers."""

from __future__ import annotations

import pytest

from kg.model import Class
from tests.printed import names, sentence

CORPS: list[tuple[str, set[tuple[Class, str]]]] = [
    ("4月6日，兵团总工会到六师走访。", {("Union", "新疆生产建设兵团总工会"), ("District", "第六师")}),
    ("兵团第十师一八四团的棉田开机了。", {("District", "第十师"), ("District", "一八四团")}),
    ("四师六十三团工会给拾花工送水。", {("Union", "第四师六十三团工会")}),
    (
        "九师白杨市总工会到一六八团慰问，团医院派了医生。",
        {("Union", "第九师白杨市总工会"), ("District", "一六八团"), ("Government", "一六八团医院")},
    ),
    ("兵团第七师总工会和师党委都派人来了。", {("Union", "第七师总工会"), ("Government", "第七师党委")}),
    ("在兵团八师石河子市，团场职工忙着采棉。", {("District", "第八师石河子市")}),
    ("第六师红山农场的兵团职工开机采棉。", {("District", "第六师"), ("District", "红山农场")}),
    # where nothing tells of the Corps these are none of its places
    ("车间推行一师带两徒。", set()),
    ("他在部队时是三团二连的炊事员。", set()),
]


@pytest.mark.parametrize(("text", "expected"), CORPS)
def test_places_of_the_corps_and_their_bodies(text: str, expected: set[tuple[Class, str]]) -> None:
    assert expected == names(sentence(text))

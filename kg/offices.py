"""What party and state bodies are called by in print: 区人社局 in full, 沁县|县委, 大理州|人大."""

from __future__ import annotations

import re
from functools import cache

from kg.levels import city_of
from kg.lexicon import rows
from kg.places import is_place, name_of, place

__all__ = ["body_of", "city_of_branch", "office_in_full", "plain_body"]

TERM = re.compile(r"(?<=[省市区县州旗])第?[一二三四五六七八九十]+届(?=人大|人民代表大会|政协)")
"""Which of its terms a body is in tells no other one: 某省|十届|人大常委会."""
TWICE = re.compile(r"(?P<place>.{2,8}(?P<level>[市区县州旗]))(?P=level)(?=委|政府|人大|政协|纪委|监委)")
"""A level told twice: 新华区|区委; but of a county of one character it is the usual form: 沁县|县委."""


COURT = re.compile(r"(?:(?<=[省市区县州旗])|(?<=[省市区县州旗][中高]级))(?=(?:法院|检察院)(?!长))")
"""Where the 人民 of a court stands, if it is left out: 龙山区|法院, 龙山市中级|法院."""
HOSPITAL = re.compile("(?<=[省市区县州])(?P<number>[一二三四五六七八九十])医?院$")
"""The numbered hospital of a place: 某市|二院; 大学二院 are called otherwise."""


def office_in_full(name: str) -> str:
    """A body's name by its own words, without what tells no other one.

    >>> office_in_full("东城区人社局"), office_in_full("新华区区委"), office_in_full("沁县县委")
    ('东城区人力资源和社会保障局', '新华区委', '沁县县委')
    >>> office_in_full("东城区人社局仲裁院")
    '东城区人力资源和社会保障局仲裁院'
    >>> office_in_full("东城区法院"), office_in_full("江城市二院")
    ('东城区人民法院', '江城市第二人民医院')
    """
    twice = TWICE.match(name)
    if twice and is_place(twice["place"]) and not twice["place"].endswith("新区"):
        name = twice["place"] + name[twice.end() :]
    ends = [short for short in _offices() if name.endswith(short) and not name.endswith(_offices()[short])]
    longest = max(ends, key=len, default=None)
    full = name[: -len(longest)] + _offices()[longest] if longest else name
    if not longest and (inner := _inner_offices().search(full)):
        full = full[: inner.start()] + _offices()[inner[0]] + full[inner.end() :]
    return HOSPITAL.sub(r"第\g<number>人民医院", COURT.sub("人民", TERM.sub("", full)))


@cache
def _offices() -> dict[str, str]:
    return dict(rows("offices.tsv"))


@cache
def _inner_offices() -> re.Pattern[str]:
    """Short names of offices in front of their departments: 市人社局|仲裁院."""
    longest = sorted(_offices(), key=len, reverse=True)
    return re.compile(
        rf"(?<=[省市区县州旗])(?:{'|'.join(longest)})(?=.{{1,8}}(?:科|处|室|院|股|队|中心|所|站)$)"
    )


def body_of(place: str, level: str, rest: str) -> str:
    """The body of a place, for one that was printed with its level alone: 州委, 县政府.

    >>> body_of("大理州", "州", "人大"), body_of("沁县", "县", "委"), body_of("海口市", "市", "委")
    ('大理州人大', '沁县县委', '中共海口市委')
    >>> body_of("宁夏回族自治区", "自治区", "党委宣传部")
    '中共宁夏回族自治区委员会宣传部'
    >>> body_of("浙江省", "省", "政府"), body_of("沁源县", "县", "政府")
    ('浙江省人民政府', '沁源县政府')
    """
    if level == "自治区" and rest.startswith("党委"):
        return "中共" + place + "委员会" + rest[2:]
    if level in ("省", "市", "自治区"):
        if rest == "政府":
            return place + "人民政府"
        if rest[0] == "委" and rest[1:2] not in ("员", "托"):
            return "中共" + place + rest
    doubled = len(place) == 2 and place.endswith(level) and rest.startswith(("委", "政府"))
    return (place + level if doubled else place) + rest


def city_of_branch(rest: str) -> str | None:
    """The city whose bureau has a branch in a district: 市|公安局川汇区分局.

    >>> city_of_branch("公安局川汇区分局荷花路派出所"), city_of_branch("公安局开发区分局")
    ('周口市', None)
    """
    branch = BRANCH.match(rest)
    district = place(branch["district"]) if branch else None
    city = city_of(district[0]) if district else None
    return name_of(city) if city else None


BRANCH = re.compile("[一-鿿]{2,12}?局(?P<district>[一-鿿]{2,8}?[区县市])分局")


def plain_body(name: str) -> str:
    """A body's name without what some papers print and others leave out.

    >>> plain_body("中共海口市委"), plain_body("海口市人民政府")
    ('海口市委', '海口市政府')
    """
    return name.removeprefix("中共").replace("人民政府", "政府")

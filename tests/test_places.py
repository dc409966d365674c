"""The administrative places of China: full and short names, and which of several is meant."""

from __future__ import annotations

import pytest

from kg.lexicon import rows
from kg.places import home_chain, is_place, name_of, place, places_named, short_name


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("通州区", "通州"),
        ("江苏省", "江苏"),
        ("重庆市", "重庆"),
        ("萧县", "萧县"),
        ("睢县", "睢县"),
        ("喀什地区", "喀什"),
        ("广西壮族自治区", "广西"),
        ("宁夏回族自治区", "宁夏"),
        ("新疆维吾尔自治区", "新疆"),
        ("湘西土家族苗族自治州", "湘西"),
        ("伊犁哈萨克自治州", "伊犁"),
        ("香港特别行政区", "香港"),
        ("神农架林区", "神农架"),
    ],
)
def test_short_names(full: str, short: str) -> None:
    assert short_name(full) == short
    assert full in [name for _, name in places_named(short)]


@pytest.mark.parametrize("word", ["江苏省", "苏州市", "苏州", "通州区", "萧县", "粤海街道", "哈尔滨", "新疆"])
def test_places(word: str) -> None:
    assert is_place(word)


@pytest.mark.parametrize("word", ["和平", "建设", "解放", "团结", "工会", "职工", "", "区", "市"])
def test_words_that_name_no_place_by_themselves(word: str) -> None:
    assert not is_place(word)


@pytest.mark.parametrize("home", ["110000", "火星市", "", "和平"])
def test_a_home_that_is_no_place_is_none(home: str) -> None:
    assert home_chain(home) == ()


def test_a_home_is_one_place() -> None:
    assert home_chain("苏州市") == (("3205", "苏州市"),)
    assert home_chain("江苏省") == (("32", "江苏省"),)
    assert home_chain("成都") == home_chain("成都市")


@pytest.mark.parametrize(
    ("name", "home", "code"),
    [
        ("鼓楼区", "江苏省", "320106"),
        ("鼓楼区", "徐州市", "320302"),
        ("鼓楼区", "福州市", "350102"),
        ("通州区", "北京市", "110112"),
        ("通州区", "南通市", "320612"),
        ("朝阳区", "长春市", "220104"),
        ("朝阳区", "北京市", "110105"),
        ("朝阳", "北京市", "110105"),
    ],
)
def test_of_namesakes_the_one_at_home_is_meant(name: str, home: str, code: str) -> None:
    found = place(name, home_chain(home))
    assert found and found[0] == code


@pytest.mark.parametrize("name", ["鼓楼区", "通州区", "朝阳区"])
def test_namesakes_that_nothing_tells_apart_are_none(name: str) -> None:
    assert place(name) is None
    assert len(places_named(name)) > 1


def test_the_higher_of_two_levels_is_meant() -> None:
    assert place("吉林") == ("22", "吉林省")
    assert place("吉林市") == ("2202", "吉林市")
    assert place("喀什地区") != place("喀什市")


def test_codes_nest() -> None:
    found = place("昆山市")
    assert found and [name_of(found[0][:n]) for n in (2, 4, 6)] == ["江苏省", "苏州市", "昆山市"]
    assert name_of("000000") is None


def test_every_division_is_found_by_its_name_and_stands_in_another() -> None:
    divisions = {row[0]: row[1] for row in rows("divisions.tsv")}
    assert len(divisions) == len(rows("divisions.tsv")) > 40_000
    assert {len(code) for code in divisions} == {2, 4, 6, 9}
    for code, name in divisions.items():
        assert code.isdigit() and name == name.strip() != ""
        assert (code, name) in places_named(name)
        assert code[:2] in divisions

"""The tables of places, surnames and well-known names in kg/data."""

from __future__ import annotations

import re
from collections import Counter

from kg.lexicon import rows
from kg.model import CLASSES
from kg.places import full_names
from tests.printed import names, sentence


def test_every_place_has_a_code_of_a_level_and_a_name() -> None:
    for code, name in rows("divisions.tsv"):
        assert re.fullmatch(r"\d{2}|\d{4}|\d{6}|\d{9}", code)
        assert re.fullmatch(r"[\u3007\u3400-\u9fff（）、-]{2,20}", name)


def test_places_are_in_order_and_each_is_in_a_province() -> None:
    codes = [code for code, _ in rows("divisions.tsv")]
    assert codes == sorted(set(codes))
    assert {code[:2] for code in codes} == {code for code in codes if len(code) == 2}


def test_all_levels_are_complete() -> None:
    found = Counter(len(code) for code, _ in rows("divisions.tsv"))
    assert (found[2], found[4], found[6]) == (34, 333, 2978)
    assert found[9] > 40_000


def test_what_is_no_name_is_left_out() -> None:
    names = {name for _, name in rows("divisions.tsv")}
    assert names.isdisjoint(
        {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "街道", "开发区"}
    )
    assert not [name for name in names if re.search(r"(?:办事处|委员会|管委会|公司|监狱|集团)$", name)]


def test_known_places_are_found() -> None:
    names = {row[0]: row[1] for row in rows("divisions.tsv")}
    assert names["11"] == "北京市"
    assert names["110105"] == "朝阳区"
    assert names["330206"] == "北仑区"
    assert (names["71"], names["81"], names["82"]) == ("台湾省", "香港特别行政区", "澳门特别行政区")
    assert {"和平街街道", "八宝山街道", "鲁谷街道"} <= set(names.values())


def test_former_divisions_are_prefectures_and_counties_that_have_another_name_now() -> None:
    today = {name for _, name in rows("divisions.tsv")}
    for code, name in rows("former_divisions.tsv"):
        assert re.fullmatch(r"\d{4}|\d{6}", code)
        assert name not in today


def test_surnames_are_single_or_double_and_named_once() -> None:
    table = rows("surnames.tsv")
    assert len(table) == len({row[0] for row in table}) > 500
    for surname, share, kind in table:
        assert kind == {1: "single", 2: "double"}[len(surname)]
        assert 0 < float(share) < 100


def test_shares_fall_from_the_first_and_add_up_to_about_everyone() -> None:
    shares = [float(row[1]) for row in rows("surnames.tsv")]
    assert shares == sorted(shares, reverse=True)
    assert 950 < sum(shares) <= 1000
    assert 840 < sum(shares[:100]) < 855


def test_common_and_double_surnames_are_there() -> None:
    known = {row[0]: row[2] for row in rows("surnames.tsv")}
    assert {"王", "薄", "柳", "乌", "佟", "付", "肖", "闫"} <= set(known)
    assert {"欧阳", "上官", "司马", "诸葛", "慕容", "皇甫"} <= {
        k for k, kind in known.items() if kind == "double"
    }


def test_well_known_names_have_a_class_and_stand_once() -> None:
    listed = [tuple(row) for row in rows("aliases.tsv")]
    assert all(len(row) in (2, 3, 4) and row[0] in CLASSES and len(row[1]) > 1 for row in listed)
    assert all(len(row[2]) > 1 and (row[2] != row[1] or len(row) > 3) for row in listed if len(row) > 2)
    told = Counter((*row[:2], *row[3:]) for row in listed)
    assert [name for name, times in told.items() if times > 1] == []


def test_no_well_known_name_is_a_place_too() -> None:
    assert [row for row in rows("aliases.tsv") if row[0] != "District" and row[1] in full_names()] == []


def test_a_well_known_bank_is_no_line_of_business() -> None:
    assert names(sentence("湖北银行业举办比赛。")) == set()

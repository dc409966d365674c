"""Search by sound, filters, neighbourhoods, paths, and addresses that bring a view back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from kg.model import Entity, Run
from kg.view import page as html
from kg.vocab import entity_id
from tests.pairs import pairs
from tests.samples import gold_readings
from tests.viewing import (
    CITY,
    RUN,
    Opened,
    chain,
    click_node,
    dated_page,
    gold_page,
    plain_pair,
    search,
    shown,
    slide,
    state,
)

ZHANG = Entity("Person", "张良")
A, B, C, D = (Entity("Person", f"{name}某") for name in "甲乙丙丁")


@pytest.mark.parametrize(
    "typed",
    ["zhangliang", "zhang liang", "zl", "zhangl", "zliang", "ZhangLiang", "zhang'liang", "张良"],
)
def test_a_person_is_found_by_sound(opened: Opened, typed: str) -> None:
    page = opened(gold_page())
    search(page, typed)
    expect(page.locator("#found li", has_text="张良").first).to_be_visible()


@pytest.mark.parametrize("typed", ["bjszgh", "beijingshizonggonghui", "beijingszgh", "szgh"])
def test_a_union_is_found_by_sound_and_initials(opened: Opened, typed: str) -> None:
    page = opened(gold_page())
    search(page, typed)
    expect(page.locator("#found li").first).to_contain_text("北京市总工会")


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("单小红", "shanxiaohong"),
        ("区志强", "ouzhiqiang"),
        ("解春", "xiechun"),
        ("仇建国", "qjg"),
        ("吕绿", "lvlv"),
        ("吕绿", "lülü"),
        ("查良", "zhaliang"),
        ("盖文", "gewen"),
        ("尉迟恭", "yuchigong"),
    ],
)
def test_surnames_are_found_as_they_are_said(opened: Opened, name: str, typed: str) -> None:
    page = opened(html(*plain_pair(Entity("Person", name), Entity("Union", "丙工会")), RUN))
    search(page, typed)
    expect(page.locator("#found li").first).to_contain_text(name)


def test_sounds_that_no_name_has_find_nothing(opened: Opened) -> None:
    page = opened(gold_page())
    search(page, "zhangliangxq")
    expect(page.locator("#nothing")).to_contain_text("没有找到")


def test_the_weight_slider_hides_weaker_links_and_what_hung_on_them(opened: Opened) -> None:
    page = opened(gold_page())
    before = state(page)
    slide(page, "least", 3)
    after = state(page)
    weights = [edge["weight"] for edge in after["edges"] if edge["kind"] == "coOccursWith"]
    assert weights and min(weights) == 3
    ends = {end for edge in before["edges"] for end in (edge["from"], edge["to"])}
    linked = {end for edge in after["edges"] for end in (edge["from"], edge["to"])}
    assert {node["id"] for node in after["nodes"]} - linked <= {n["id"] for n in before["nodes"]} - ends
    assert "least=3" in page.url
    expect(page.locator("#legend output").first).to_have_text("≥ 3 次")
    page.locator("#reset").click()
    assert state(page)["nodes"] == before["nodes"] and "least" not in page.url


def test_the_date_sliders_keep_what_the_months_name_and_unknown_dates_are_explicit(opened: Opened) -> None:
    page = opened(dated_page())
    everything = shown(page)
    assert page.locator(".histogram").last.locator("rect").count() == 6
    slide(page, "to", 1)
    some = shown(page)
    assert set() < some < everything
    page.locator("input[data-field=undated]").click()
    fewer = shown(page)
    assert set() < fewer < some
    expect(page.locator("#legend")).to_contain_text("2024-01 – 2024-02")
    assert "to=2024-02" in page.url and "dated=only" in page.url
    page.reload()
    page.wait_for_selector("html[data-ready=true]")
    assert shown(page) == fewer


def test_a_page_alone_shows_what_it_names(opened: Opened) -> None:
    page = opened(gold_page())
    name = "002_d4a614b38303870b.txt"
    page.locator("select[data-field=page]").select_option(name)
    named = {
        link.entity.name
        for reading in gold_readings()
        if reading.article.page == name
        for link in reading.links
        if link.mention.field != "byline"
    }
    assert named == shown(page)


def test_only_shows_one_class_and_then_all_again(opened: Opened) -> None:
    page = opened(gold_page())
    total = len(state(page)["nodes"])
    only = page.locator("[data-only=Union]")
    only.focus()
    only.press("Enter")
    assert {node["type"] for node in state(page)["nodes"]} == {"Union"}
    page.locator("[data-only=Union]").press("Enter")
    assert len(state(page)["nodes"]) == total


def test_the_neighbourhood_has_one_step_or_two(opened: Opened) -> None:
    page = opened(html(*chain(A, B, C, D), RUN), address=f"#n={entity_id(A)}")
    page.get_by_role("button", name="只看一步邻居").click()
    assert shown(page) == {"甲某", "乙某"}
    page.get_by_role("button", name="只看两步邻居").click()
    assert shown(page) == {"甲某", "乙某", "丙某"}
    page.go_back()
    assert shown(page) == {"甲某", "乙某"}
    page.keyboard.press("Escape")
    assert len(shown(page)) == 4


def test_neighbours_fold_away_and_come_back(opened: Opened) -> None:
    page = opened(html(*chain(A, B, C, D), RUN), address=f"#n={entity_id(B)}")
    page.get_by_role("button", name="收起邻居").click()
    assert shown(page) == {"乙某", "丙某", "丁某"}
    page.get_by_role("button", name="展开邻居").click()
    assert len(shown(page)) == 4


def test_the_shortest_path_says_each_step_and_its_sentence(opened: Opened) -> None:
    page = opened(html(*chain(A, B, C, D), RUN))
    search(page, "甲某")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="与谁相连").click()
    page.keyboard.type("丁某")
    page.keyboard.press("Enter")
    assert state(page)["path"] == ["乙某", "丙某", "丁某"]
    card = page.locator("#card")
    expect(card).to_contain_text("经 3 步相连")
    expect(card.locator("blockquote")).to_have_count(3)
    expect(card.locator("blockquote").nth(1)).to_contain_text("乙某到丙某。")
    assert f"p={entity_id(A)}.{entity_id(D)}" in page.url


def test_a_path_keeps_to_what_the_legend_shows(opened: Opened) -> None:
    hall = Entity("Facility", "礼堂")
    readings, found = chain(A, hall, B)
    longer = chain(A, C, D, B, page="q.txt")
    page = opened(
        html(readings + longer[0], found + longer[1], RUN), address=f"#p={entity_id(A)}.{entity_id(B)}"
    )
    assert state(page)["path"] == ["礼堂", "乙某"]
    page.locator("#legend .toggle", has=page.locator("input[data-key=Facility]")).click()
    page.reload()
    page.wait_for_selector("html[data-ready=true]")
    assert state(page)["path"] == ["丙某", "丁某", "乙某"]


def test_two_names_in_the_search_ask_for_the_path(opened: Opened) -> None:
    page = opened(gold_page())
    search(page, "张良 孙立冬")
    expect(page.locator("#found li").first).to_contain_text("如何相连")
    page.keyboard.press("Enter")
    expect(page.locator("#card h2.pair")).to_contain_text("孙立冬")
    assert state(page)["picked"] == f"{entity_id(ZHANG)}.{entity_id(Entity('Person', '孙立冬'))}"


def test_what_has_no_path_is_told(opened: Opened) -> None:
    (one, first), (other, second) = chain(A, B), chain(C, D, page="q.txt")
    page = opened(html(one + other, first + second, RUN), address=f"#p={entity_id(A)}.{entity_id(D)}")
    expect(page.locator("#card")).to_contain_text("没有路径连到：丁某")


def test_several_gathered_entities_are_connected(opened: Opened) -> None:
    page = opened(html(*chain(A, B, C, D), RUN))
    for entity in (A, C, D):
        click_node(page, entity, modifiers=("Shift",))
    expect(page.locator("#basket .chip")).to_have_count(3)
    page.get_by_role("button", name="它们如何相连").click()
    assert set(state(page)["path"]) == {"乙某", "丙某", "丁某"}
    expect(page.locator("#card .way > li")).to_have_count(3)
    page.get_by_role("button", name="清空").click()
    expect(page.locator("#basket")).to_be_hidden()


def test_what_stands_beside_several_is_listed(opened: Opened) -> None:
    readings, found = chain(A, B)
    for number, third in ((7, C), (8, D)):
        more, linked = chain(A, third, B, page=f"{number}.txt")
        readings += more
        found += linked
    page = opened(html(readings, found, RUN), address=f"#p={entity_id(A)}.{entity_id(B)}")
    assert state(page)["path"] == ["乙某"]
    expect(page.locator("#card section", has_text="同时与它们相连")).to_contain_text("丙某")


def test_a_link_brings_back_the_whole_view(opened: Opened) -> None:
    page = opened(html(gold_readings(), pairs(gold_readings()), RUN, limit=40))
    search(page, "完美世界工会联合会")
    page.keyboard.press("Enter")
    page.locator("#legend .toggle", has=page.locator("input[data-key=District]")).click()
    page.locator("select[data-field=colouring]").select_option("community")
    page.locator("#out").click()
    page.locator("[data-save=copyLink]").click()
    before, link = state(page), page.url
    centre = page.evaluate("kgViewer.network.getViewPosition()")
    again = opened(
        html(gold_readings(), pairs(gold_readings()), RUN, limit=40), address="#" + link.split("#")[1]
    )
    after = state(again)
    assert sorted(n["id"] for n in before["nodes"]) == sorted(n["id"] for n in after["nodes"])
    assert after["picked"] == before["picked"]
    assert again.locator("select[data-field=colouring]").input_value() == "community"
    now = again.evaluate("kgViewer.network.getViewPosition()")
    assert abs(now["x"] - centre["x"]) < 2 and abs(now["y"] - centre["y"]) < 2


@pytest.mark.parametrize(
    "address",
    [
        "#least=x",
        "#least=-1",
        "#from=2024-99&to=&dated=",
        "#page=nowhere.txt",
        "#ego=nobody.9",
        "#hide=Nothing",
        "#p=.",
        "#p=a.b",
        "#at=1,2",
        "#at=a,b,c",
        "#at=9e999,0,1",
        "#add=x.y",
        "#view=9",
        "#width=__proto__",
    ],
)
def test_a_mistyped_address_does_no_harm(opened: Opened, address: str) -> None:
    page = opened(dated_page(), address=address)
    assert len(state(page)["nodes"]) > 100


def test_the_first_words_say_what_this_is_and_lead_on(opened: Opened) -> None:
    page = opened(gold_page())
    start = page.locator("#start")
    expect(start).to_contain_text("《劳动午报》 3 个版面、19 篇文章")
    start.get_by_role("button", name="北京市总工会", exact=True).click()
    expect(page.locator("#card h2")).to_have_text("北京市总工会")
    expect(start).to_be_hidden()
    page.keyboard.press("Escape")
    start.get_by_role("button", name="如何相连").click()
    assert state(page)["path"]
    page.keyboard.press("Escape")
    start.get_by_role("button", name="关闭").click()
    expect(start).to_be_hidden()


def test_names_on_the_map_do_not_lie_on_each_other(opened: Opened) -> None:
    names = [name["box"] for name in state(opened(gold_page()))["names"]]
    assert len(names) > 45
    for i, one in enumerate(names):
        for other in names[i + 1 :]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1], (
                one,
                other,
            )


def test_the_greatest_have_their_names_on_the_map(opened: Opened) -> None:
    page = opened(gold_page())
    drawn = {name["text"] for name in state(page)["names"]}
    assert {CITY.name, "中国工会十八大"} <= drawn


def test_a_graph_without_people_or_dates_has_its_filters(opened: Opened) -> None:
    page = opened(html(*plain_pair(Entity("Union", "甲工会"), Entity("Union", "乙工会")), Run("1", "", "")))
    expect(page.locator("#brand strong")).to_have_text("知识图谱")
    page.locator("input[data-field=undated]").click()
    assert state(page)["nodes"] == []
    page.locator("#reset").click()
    assert len(state(page)["nodes"]) == 2

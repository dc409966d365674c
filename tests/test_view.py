"""The viewer, opened from a file with the network off, and used as a person would."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kg.errors import OutputError
from kg.model import (
    MAIN_CLASSES,
    Article,
    Author,
    Class,
    CoOccurrence,
    Entity,
    Link,
    Mention,
    Passage,
    Quote,
    Reading,
    Relation,
    Run,
)
from kg.view import page as html
from kg.view import write_html
from kg.vocab import entity_id
from tests.pairs import pairs
from tests.samples import SEEDS, gold_readings
from tests.viewing import CITY, RUN, Opened, click_node, colours_drawn, gold_page, plain_pair, search, state

HOSTILE = (
    "</script><script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    "{{7*7}}{% raw %}{#",
    "\"'><b onclick=window.hacked=1>粗</b>",
    "javascript:window.hacked=1//href",
    "控\x00制\x07符\u202e倒\u2066置",
    "长" * 500,
    "𠮷野家👷工会",
    "__proto__",
)


def test_the_page_is_one_file_that_refers_to_nothing_outside() -> None:
    text = re.sub(r"/\*.*?\*/", "", gold_page(), flags=re.DOTALL)  # vis-network's licence names its site
    assert not re.findall(r"<(?:link|iframe|object|embed)\b|<\w+[^>]*\s(?:src|action)=", text)
    assert not re.findall(r"@import|url\((?!#)", text)
    assert set(re.findall(r"https?://[^\s\"'`)]+", text)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.gexf.net/1.2draft",
        "http://www.gexf.net/1.2draft/viz",
        "http://graphml.graphdrawing.org/xmlns",
        "http://www.w3.org/ns/org#>",
        "https://schema.org/>",
        "http://www.w3.org/2004/02/skos/core#>",
        "https://github.com/zloirock/core-js/blob/v3.21.1/LICENSE",
        "https://github.com/zloirock/core-js",
        "https://github.com/uuidjs/uuid#getrandomvalues-not-supported",
    }


def test_same_input_gives_the_same_bytes_in_any_locale_and_hash_seed(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from kg.view import write_html\n"
        "from tests.pairs import pairs; from tests.samples import gold_readings as gold\n"
        "from tests.viewing import RUN\n"
        "write_html(gold(), pairs(gold()), RUN, Path(sys.argv[1]))"
    )
    texts = []
    for seed, locale in (("1", "C"), ("2", "C.UTF-8")):
        path = tmp_path / f"{seed}.html"
        env = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONUTF8": "0"}
        subprocess.run([sys.executable, "-c", script, str(path)], env=env, cwd=SEEDS.parent, check=True)
        texts.append(path.read_bytes())
    assert texts[0] == texts[1] == gold_page().encode()


def test_a_page_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="graph"):
        write_html([], [], RUN, tmp_path / "none" / "graph.html")


def test_the_map_shows_all_main_classes(opened: Opened) -> None:
    page = opened(gold_page())
    shown = state(page)
    assert set(MAIN_CLASSES) <= {node["type"] for node in shown["nodes"]}
    assert {"coOccursWith", "organizes", "holdsPost"} <= {edge["kind"] for edge in shown["edges"]}
    assert colours_drawn(page) > 100
    expect(page.locator("#shown")).to_contain_text(f"{len(shown['nodes'])} / {shown['total']}")


def test_search_finds_by_alias_and_opens_the_card(opened: Opened) -> None:
    page = opened(gold_page())
    search(page, "北师大工会")
    expect(page.locator("#found li").first).to_contain_text("北京师范大学工会")
    page.keyboard.press("Enter")
    expect(page.locator("#card h2")).to_have_text("北京师范大学工会")
    expect(page.locator("#card .chips")).to_contain_text("北师大工会")
    assert "#n=" in page.url


def test_search_lights_what_it_finds_and_says_when_there_is_nothing(opened: Opened) -> None:
    page = opened(gold_page())
    search(page, "总工会")
    lit = state(page)["lit"]
    names = [node["name"] for node in state(page)["nodes"] if node["id"] in lit]
    assert len(names) > 5 and "北京市总工会" in names
    page.locator("#search").fill("没有这个名字")
    expect(page.locator("#nothing")).to_contain_text("没有找到")
    page.keyboard.press("Escape")
    assert state(page)["lit"] is None


def test_a_click_on_a_node_opens_its_card_with_evidence(opened: Opened) -> None:
    page = opened(gold_page())
    click_node(page, CITY)
    card = page.locator("#card")
    expect(card.locator("h2")).to_have_text("北京市总工会")
    expect(card).to_contain_text("党组书记")
    expect(card.locator("mark").first).to_have_text(re.compile("北京市总工会|市总工会"))
    expect(card.locator(".headline").first).to_be_visible()


def test_every_quote_names_the_place_in_the_file_where_it_stands(opened: Opened) -> None:
    page = opened(gold_page())
    click_node(page, CITY)
    for quote in page.locator("#card blockquote").all():
        source = quote.locator(".source").inner_text()
        found = re.fullmatch(r"(\S+)，第 (\d+)–(\d+) 字", source)
        assert found, source
        file = (SEEDS / found[1]).read_text(encoding="utf-8")[int(found[2]) : int(found[3])]
        said = quote.locator("p").inner_text()
        assert re.sub(r"[\s#]", "", said)[:12] == re.sub(r"[\s#]", "", file)[:12]
        assert re.sub(r"[\s#]", "", said)[-5:] == re.sub(r"[\s#]", "", file)[-5:]


def test_the_card_leads_to_the_link_to_the_article_and_back(opened: Opened) -> None:
    page = opened(gold_page())
    click_node(page, CITY)
    page.locator("#card .rows li", has_text="张良").locator(".why").last.click()
    card = page.locator("#card")
    expect(card.locator("h2.pair")).to_contain_text("北京市总工会")
    expect(card.locator("h2.pair")).to_contain_text("张良")
    expect(card.locator("mark", has_text="张良").first).to_be_visible()
    expect(card.locator("dl")).to_contain_text("NPMI")
    card.locator(".headline").first.click()
    expect(card.locator(".byline")).to_contain_text("记者 白莹")
    expect(card.locator(".mention", has_text="张良").first).to_be_visible()
    page.go_back()
    page.go_back()
    expect(card.locator("h2")).to_have_text("北京市总工会")


def test_a_click_on_a_line_says_why(opened: Opened) -> None:
    two = (Entity("Person", "甲某"), Entity("Union", "乙工会"))
    page = opened(html(*plain_pair(*two), RUN))
    one, other = (page.evaluate("(id) => kgViewer.where(id)", entity_id(entity)) for entity in two)
    page.mouse.click((one["x"] + other["x"]) / 2, (one["y"] + other["y"]) / 2)
    expect(page.locator("#card h2.pair")).to_contain_text("甲某")
    expect(page.locator("#card blockquote")).to_contain_text("甲某到乙工会。")


def test_the_legend_counts_and_hides(opened: Opened) -> None:
    page = opened(gold_page())
    people = [node for node in state(page)["nodes"] if node["type"] == "Person"]
    toggle = page.locator("#legend .toggle", has=page.locator("input[data-key=Person]"))
    expect(toggle).to_contain_text(str(len(people)))
    toggle.click()
    assert not [node for node in state(page)["nodes"] if node["type"] == "Person"]
    toggle.click()
    page.locator("#legend .toggle", has=page.locator("input[data-key=coOccursWith]")).click()
    assert {edge["kind"] for edge in state(page)["edges"]}.isdisjoint({"coOccursWith"})
    assert len([node for node in state(page)["nodes"] if node["type"] == "Person"]) == len(people)


def test_reporters_are_on_article_cards_and_not_on_the_map(opened: Opened) -> None:
    page = opened(gold_page(), address="#a=001_cd5e2c8a745e082b-01")
    expect(page.locator("#card .byline")).to_contain_text("白莹")
    assert "白莹" not in {node["name"] for node in state(page)["nodes"]}


def test_only_the_backbone_is_drawn_and_the_rest_comes_on_demand(opened: Opened) -> None:
    page = opened(html(gold_readings(), pairs(gold_readings()), RUN, limit=30))
    shown = state(page)
    assert len(shown["nodes"]) == 30 < shown["total"]
    hidden = "完美世界工会联合会"
    assert hidden not in {node["name"] for node in shown["nodes"]}
    search(page, hidden)
    page.keyboard.press("Enter")
    assert hidden in {node["name"] for node in state(page)["nodes"]}
    page.get_by_role("button", name="展开邻居").click()
    assert "王清平" in {node["name"] for node in state(page)["nodes"]}
    page.keyboard.press("Escape")
    page.locator("#more").click()
    assert len(state(page)["nodes"]) == state(page)["total"]
    page.locator("#reset").click()
    assert len(state(page)["nodes"]) == 30


def test_the_ego_view_shows_an_entity_with_its_neighbours_only(opened: Opened) -> None:
    page = opened(gold_page(), address=f"#n={entity_id(CITY)}")
    page.get_by_role("button", name="只看一步邻居").click()
    near = {end for edge in state(page)["edges"] for end in (edge["from"], edge["to"])}
    assert near == {node["id"] for node in state(page)["nodes"]}
    assert 5 < len(near) < 30
    page.keyboard.press("Escape")
    assert len(state(page)["nodes"]) == state(page)["total"]


def test_chinese_and_english_follow_the_browser_and_the_switch(opened: Opened) -> None:
    page = opened(gold_page(), locale="en-GB")
    expect(page.locator("#legend")).to_contain_text("Person")
    page.locator("#language").click()
    expect(page.locator("#legend")).to_contain_text("人物")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"


def test_every_word_is_there_in_both_languages(opened: Opened) -> None:
    page = opened(gold_page())
    words = page.evaluate("JSON.parse(document.getElementById('words').textContent)")
    assert words["zh"].keys() == words["en"].keys()


def test_dark_and_light_follow_the_system_and_the_button(opened: Opened) -> None:
    page = opened(gold_page(), color_scheme="dark")
    assert state(page)["dark"]
    page.locator("#theme").click()
    assert page.locator("html").get_attribute("data-theme") == "light"


def test_keys_alone_are_enough(opened: Opened) -> None:
    page = opened(gold_page())
    search(page, "北京市总工会")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert state(page)["picked"] == entity_id(CITY)
    page.locator("#map").focus()
    page.keyboard.press("ArrowLeft")
    assert state(page)["picked"] not in (None, entity_id(CITY))
    page.keyboard.press("Escape")
    assert state(page)["picked"] is None
    expect(page.locator("#card")).to_be_hidden()


def test_the_info_dialog_says_what_the_graph_is_made_of(opened: Opened) -> None:
    page = opened(html(gold_readings(), pairs(gold_readings()), Run("9.9", "北京市", "午报", minimum=2)))
    page.locator("#info").click()
    dialog = page.locator("#about")
    for words in (
        "午报",
        "北京市",
        "句子",
        "kg 9.9",
        "至多 600",
        "Bouma",
        "MIT",
        "主办",
        "vis-network",
        "Leiden",
    ):
        expect(dialog).to_contain_text(words)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def hostile() -> tuple[list[Reading], list[CoOccurrence]]:
    readings, found = [], []
    for number, name in enumerate(HOSTILE, 1):
        kind: Class = "Union" if number % 2 else "Person"
        entity, other = Entity(kind, name, qualifier=name), Entity("Company", f"{name}公司")
        title = Passage(f"{name}。{other.name}", ((0, 0),))
        marks = ((entity, 0, len(name)), (other, len(name) + 1, len(title.text)))
        links = tuple(
            Link(Mention("title", start, end, title.text[start:end], known.type, "test"), known)
            for known, start, end in marks
        )
        byline = Author("reporters", name, 0, len(name))
        article = Article(name + ".txt", number, "news", title, title, title, title, title, (byline,))
        said = Relation(entity, "organizes", other, "title", 0, len(name), "test")
        readings.append(Reading(article, links, relations=(said,)))
        quote = Quote(article.id, "title", 0, len(title.text))
        found.append(CoOccurrence(min(entity, other), max(entity, other), 1, 1, 1, 0.5, 1.0, 0.5, (quote,)))
    return readings, found


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_hostile_name_stays_text(opened: Opened, number: int) -> None:
    readings, found = hostile()
    page = opened(html(readings, found, Run(HOSTILE[0], HOSTILE[1], HOSTILE[3])))
    node = entity_id(readings[number].links[0].entity)
    page.evaluate("(id) => kgViewer.open(id)", node)
    seen = re.sub(r"[\x00-\x1f\u202e\u2066]", "", HOSTILE[number])
    expect(page.locator("#card h2")).to_have_text(seen)
    page.locator("#card .why").first.click()
    page.locator("#card .headline").first.click()
    page.locator("#info").click()
    assert page.evaluate("window.hacked") is None
    assert page.locator("#card img, #card script, #card b, #about img, #about b").count() == 0


def test_the_policy_blocks_a_script_put_in_later(chromium: Browser, tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    path.write_text(
        html([], [], RUN).replace("</main>", "</main><script>hacked=1</script>"), encoding="utf-8"
    )
    page = chromium.new_context(offline=True).new_page()
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready=true]")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"hacked=1\">')")
    page.wait_for_timeout(100)
    assert page.evaluate("typeof hacked") == "undefined"
    page.context.close()


def test_an_empty_graph_says_so(opened: Opened) -> None:
    page = opened(html([], [], RUN))
    expect(page.locator("#empty")).to_contain_text("没有实体")
    for button in ("#fit", "#zoom-in", "#info"):
        page.locator(button).click()


def test_one_node_is_a_map(opened: Opened) -> None:
    one = Entity("Union", "独工会")
    readings, _ = plain_pair(one, Entity("Person", "某"))
    readings = [Reading(readings[0].article, readings[0].links[:1])]
    page = opened(html(readings, [], RUN))
    assert [node["name"] for node in state(page)["nodes"]] == ["独工会"]
    click_node(page, one)
    expect(page.locator("#card h2")).to_have_text("独工会")
    assert colours_drawn(page) > 3


def test_a_large_graph_is_drawn_in_part_and_never_past_the_limit(opened: Opened) -> None:
    benchmark = runpy.run_path(str(SEEDS.parent / "benchmarks" / "viewer.py"))
    readings, found = benchmark["news"](3000)
    page = opened(html(readings, found, RUN))
    assert len(state(page)["nodes"]) == 600
    expect(page.locator("#shown")).to_contain_text("600 / 3000")
    for _ in range(19):
        page.locator("#more").click()
    assert len(state(page)["nodes"]) == 2500
    drawn = {node["name"] for node in state(page)["nodes"]}
    hidden = next(entity for entity in benchmark["names"](3000) if entity.name not in drawn)
    page.evaluate("(id) => kgViewer.open(id)", entity_id(hidden))
    expect(page.locator("#word")).to_contain_text("2500")
    expect(page.locator("#card h2")).to_have_text(hidden.name)
    assert len(state(page)["nodes"]) == 2500


@pytest.mark.parametrize("address", ["#n=nobody", "#l=.", "#l=x", "#a=%E0%A4%A", "#zzz", "#n="])
def test_a_wrong_address_opens_the_map(opened: Opened, address: str) -> None:
    page = opened(gold_page(), address=address)
    assert state(page)["picked"] is None and state(page)["nodes"]


def test_a_narrow_screen_shows_the_card_below_the_map(opened: Opened) -> None:
    page = opened(gold_page(), viewport={"width": 390, "height": 800}, has_touch=True)
    search(page, "北京市总工会")
    page.keyboard.press("Enter")
    box = page.locator("#card").bounding_box()
    assert box and box["width"] >= 380 and box["y"] > 300
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_no_two_functions_of_the_script_have_one_name() -> None:
    import re
    from importlib.resources import files

    from kg.view import SCRIPTS

    scripts = "\n".join((files("kg") / "viewer" / name).read_text(encoding="utf-8") for name in SCRIPTS)
    names = re.findall(r"^(?:async )?(?:function|class|const|let) (\w+)", scripts, re.MULTILINE)
    assert sorted(names) == sorted(set(names))

"""What the viewer gives out: pictures, tables, networks, Turtle, print; and its table on the page."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from playwright.sync_api import expect

from kg.config import load_config
from kg.model import Entity, Run
from kg.view import page as html
from kg.vocab import entity_id
from tests.pairs import pairs
from tests.quads import quads
from tests.samples import gold_readings
from tests.viewing import CITY, RUN, Opened, dated_page, gold_page, plain_pair, saved, search, state

SVG = "{http://www.w3.org/2000/svg}"


def rows(raw: bytes) -> list[dict[str, str]]:
    assert raw.startswith(b"\xef\xbb\xbf")
    return [*csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""))]


def test_the_picture_is_twice_as_sharp_as_the_screen(opened: Opened) -> None:
    page = opened(gold_page())
    png = saved(page, "savePng")
    assert png.startswith(b"\x89PNG\r\n")
    assert int.from_bytes(png[16:20], "big") == 2 * 1280
    assert int.from_bytes(png[20:24], "big") == 2 * (800 + 40)
    assert len(png) > 50_000


def test_the_svg_has_a_shape_for_every_entity_and_names_as_text(opened: Opened) -> None:
    page = opened(gold_page())
    svg = ET.fromstring(saved(page, "saveSvg"))
    titles = {found.text for found in svg.iter(f"{SVG}title")}
    assert {node["name"] for node in state(page)["nodes"]} <= titles
    assert CITY.name in {found.text for found in svg.iter(f"{SVG}text")}
    lines = {
        (edge["from"], edge["to"], edge["kind"])
        for edge in state(page)["edges"]
        if edge["from"] != edge["to"]
    }
    strokes = [path for path in svg.iter(f"{SVG}path") if path.get("stroke-opacity")]
    assert len(strokes) == len(lines)


def test_csv_holds_what_is_visible_only(opened: Opened) -> None:
    page = opened(gold_page())
    page.locator("[data-only=Union]").press("Enter")
    nodes = rows(saved(page, "saveNodes"))
    assert {row["class"] for row in nodes} == {"Union"}
    assert [row["id"] for row in nodes] and {row["id"] for row in nodes} == {
        node["id"] for node in state(page)["nodes"]
    }
    edges = rows(saved(page, "saveEdges"))
    assert len(edges) == len(state(page)["edges"])
    assert all(row["quote"] and row["evidence"] for row in edges)


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "＝1+1", 'a"b,c', "a\nb"])
def test_a_name_that_a_table_program_would_run_is_text(opened: Opened, name: str) -> None:
    page = opened(html(*plain_pair(Entity("Company", name), Entity("Union", "乙工会")), RUN))
    labels = {row["label"] for row in rows(saved(page, "saveNodes"))}
    assert labels == {name if name[0] == "a" else f"'{name}", "乙工会"}


def test_other_programs_read_the_same_graph(opened: Opened, tmp_path: Path) -> None:
    page = opened(dated_page())
    known = state(page)
    for which, read in (("saveGexf", nx.read_gexf), ("saveGraphml", nx.read_graphml)):
        path = tmp_path / which
        path.write_bytes(saved(page, which))
        again = read(path)
        assert set(again) == {node["id"] for node in known["nodes"]}
        assert again.number_of_edges() == len(known["edges"])
        assert again.nodes[entity_id(CITY)]["label"] == CITY.name
        kinds = sorted(kind for *_, kind in again.edges(data="kind"))
        assert kinds == sorted(edge["kind"] for edge in known["edges"])


def test_turtle_says_nothing_that_the_whole_graph_does_not_say(opened: Opened) -> None:
    page = opened(gold_page())
    base = load_config().base
    whole = {
        (q.subject, q.predicate, q.object)
        for q in quads(gold_readings(), pairs(gold_readings()), [], RUN, base=base)
    }
    told = [*ox.parse(saved(page, "saveTurtle"), format=ox.RdfFormat.TURTLE)]
    named = [t for t in told if not isinstance(t.subject, ox.BlankNode)]
    strange = [t for t in named if (t.subject, t.predicate, t.object) not in whole]
    assert strange == []
    assert len(named) > 1000 and len(told) > len(named)


def test_hostile_names_leave_every_file_well_formed(opened: Opened, tmp_path: Path) -> None:
    name = "<b>&\"'\\ \x00\x07\u202e{{7}}]]>\n=1"
    page = opened(
        html(*plain_pair(Entity("Union", name), Entity("Company", f"{name}公司")), Run(name, "", name))
    )
    ET.fromstring(saved(page, "saveSvg"))
    for which, read in (("saveGexf", nx.read_gexf), ("saveGraphml", nx.read_graphml)):
        path = tmp_path / which
        path.write_bytes(saved(page, which))
        assert len(read(path)) == 2
    assert [*ox.parse(saved(page, "saveTurtle"), format=ox.RdfFormat.TURTLE)]
    assert len(rows(saved(page, "saveNodes"))) == 2
    assert saved(page, "savePng").startswith(b"\x89PNG")


def test_the_empty_graph_gives_files_too(opened: Opened) -> None:
    page = opened(html([], [], RUN))
    for which in ("savePng", "saveSvg", "saveNodes", "saveGexf", "saveGraphml", "saveTurtle"):
        assert saved(page, which)


def test_the_table_has_what_the_map_has_and_sorts(opened: Opened) -> None:
    page = opened(dated_page())
    page.locator("#as-table").click()
    table = page.locator("#table")
    expect(table.locator("tbody tr")).to_have_count(len(state(page)["nodes"]))
    counts = [int(text) for text in table.locator("tbody td:nth-child(3)").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)
    name = table.locator("[data-column=name]")
    name.click()
    expect(table.locator("th:has([data-column=name])")).to_have_attribute("aria-sort", "ascending")
    name.press("Enter")
    expect(table.locator("th:has([data-column=name])")).to_have_attribute("aria-sort", "descending")
    table.locator("[data-tab=edges]").click()
    assert table.locator("tbody tr").count() == min(300, len(state(page)["edges"]))
    page.locator("[data-only=Union]").press("Enter")
    table.locator("[data-tab=nodes]").click()
    assert table.locator("tbody tr").count() == len(state(page)["nodes"])


def test_a_row_opens_the_card_beside_the_table(opened: Opened) -> None:
    page = opened(gold_page(), address="#view=table")
    page.locator("#table .name", has_text="北京市总工会").first.click()
    expect(page.locator("#card h2")).to_have_text("北京市总工会")
    box, card = page.locator("#table").bounding_box(), page.locator("#card").bounding_box()
    assert box and card and box["x"] + box["width"] <= card["x"]
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("#table")).to_be_hidden()


def test_print_shows_map_and_card_and_no_controls(opened: Opened) -> None:
    page = opened(gold_page())
    search(page, "北京市总工会")
    page.keyboard.press("Enter")
    page.emulate_media(media="print")
    for gone in ("#tools", "#finder", "#card .actions", ".filter >> nth=0"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator("#card")).to_be_visible()
    expect(page.locator("#map")).to_be_visible()
    assert len(page.pdf()) > 20_000

"""A part of the graph as a page: around a name, what a query answers, an index and a page each."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect

from kg.cli import run
from kg.errors import InputError
from kg.model import Entity, Run
from kg.network import CO_OCCURS, answered, around, graph, parts
from kg.pinyin import readings as sounds
from kg.pipeline import build
from kg.view import page as html
from kg.view import write_parts
from kg.vocab import entity_id
from tests.pairs import pairs
from tests.samples import SEEDS, gold_readings
from tests.viewing import CITY, RUN, Opened, chain, shown, state

PEOPLE = tuple(Entity("Person", f"{name}某") for name in "甲乙丙丁")


def gold() -> nx.MultiDiGraph:
    return graph(gold_readings(), pairs(gold_readings()))


def line() -> nx.MultiDiGraph:
    return graph(*chain(*PEOPLE))


def labels(found: nx.MultiDiGraph) -> set[str]:
    return set(dict(found.nodes(data="label")).values())


def term(value: str) -> SimpleNamespace:
    return SimpleNamespace(value=value)


@pytest.mark.parametrize(("depth", "names"), [(0, "甲"), (1, "甲乙"), (2, "甲乙丙"), (9, "甲乙丙丁")])
def test_around_a_name_reaches_as_far_as_told(depth: int, names: str) -> None:
    assert labels(around(line(), ["甲某"], depth=depth)) == {f"{name}某" for name in names}


def test_around_takes_other_names_and_identifiers() -> None:
    by_alias = around(gold(), ["市总工会"], depth=0)
    assert CITY.name in labels(by_alias)
    assert labels(around(gold(), [entity_id(CITY)], depth=0)) == {CITY.name}


def test_a_name_that_nothing_has_is_told_with_the_nearest() -> None:
    with pytest.raises(InputError, match="北京市总工会"):
        around(gold(), ["北京总工会"])


def test_triples_between_entities_are_the_edges_shown() -> None:
    found = gold()
    one, other, kind = next((u, v, k) for u, v, k in found.edges(data="kind") if k == "organizes")
    base = "https://x.example/"
    triple = [term(f"{base}e/{one}"), term(f"https://kg.example/ontology#{kind}"), term(f"{base}e/{other}")]
    about = [term(f"{base}e/{one}"), term("http://x#prefLabel"), term("某")]
    part = answered(found, [triple, about])
    assert [*part.edges(data="kind")] == [(one, other, "organizes")]


def test_rows_of_entities_show_all_that_links_them() -> None:
    found = line()
    ids = [entity_id(person) for person in PEOPLE[:3]]
    part = answered(found, [[term(f"urn:kg:e/{node}"), term("12")] for node in ids] + [[None, term("x")]])
    assert set(part) == set(ids)
    assert part.number_of_edges() == 2


def test_a_pair_of_the_statistics_is_its_two_entities() -> None:
    ids = sorted(entity_id(person) for person in PEOPLE[:2])
    part = answered(line(), [[term(f"https://x.example/x/{'.'.join(ids)}")]])
    assert sorted(part) == ids


def test_an_answer_without_entities_is_told() -> None:
    with pytest.raises(InputError, match="no entity"):
        answered(line(), [[term("12")]])


@pytest.mark.parametrize("by", ["community", "district"])
def test_every_entity_is_in_one_part(by: str) -> None:
    found = gold()
    cut = parts(found, by)  # type: ignore[arg-type]
    assert sorted(node for _, part in cut for node in part) == sorted(found)
    assert len({title for title, _ in cut}) == len(cut) > 3
    assert all(len(part) >= 3 for _, part in cut[:-1])


def test_a_district_holds_what_is_located_in_it() -> None:
    cut = dict(parts(gold(), "district"))
    home = next(title for title, part in cut.items() if "通州区总工会" in labels(part))
    assert home == "通州区"


def test_parts_are_pages_and_an_index_that_leads_to_them(chromium: Browser, tmp_path: Path) -> None:
    index = tmp_path / "index.html"
    written = write_parts(gold_readings(), pairs(gold_readings()), RUN, index, by="district")
    assert written[0] == index and all(path.is_file() for path in written)
    page = chromium.new_context(offline=True).new_page()
    page.goto(index.as_uri())
    expect(page.locator("tbody tr")).to_have_count(len(written) - 1)
    page.locator("a", has_text="通州区").click()
    page.wait_for_selector("html[data-ready=true]")
    assert "通州区总工会" in shown(page)
    page.context.close()


def test_a_part_brings_only_its_own_articles(opened: Opened) -> None:
    readings, found = chain(*PEOPLE)
    page = opened(html(readings, found, RUN, chosen=lambda whole: around(whole, ["甲某"])))
    assert shown(page) == {"甲某", "乙某"}
    page.locator("#info").click()
    text = page.locator("#about").inner_text()
    assert re.search(r"文章\n+2\n", text), text  # 乙某 stands in the second article too


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    output = tmp_path_factory.mktemp("built")
    before = Path.cwd()
    build([SEEDS], output=output)
    yield output
    os.chdir(before)


def test_the_command_shows_a_neighbourhood(built: Path, opened: Opened) -> None:
    assert run(["view", "-o", str(built), "--entity", "北京师范大学", "--depth", "1"]) == 0
    assert {"北京师范大学", "北京师范大学工会"} <= shown(opened(built / "part.html"))


def test_the_command_shows_what_a_query_answers(built: Path, opened: Opened, tmp_path: Path) -> None:
    query = tmp_path / "q.rq"
    query.write_text("CONSTRUCT { ?p kg:holdsPost ?u } WHERE { ?p kg:holdsPost ?u }", encoding="utf-8")
    assert run(["view", "-o", str(built), "--query", str(query)]) == 0
    found = state(opened(built / "part.html"))
    assert {edge["kind"] for edge in found["edges"]} == {"holdsPost"}
    assert "Person" in {node["type"] for node in found["nodes"]}


def test_the_command_writes_an_index(built: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    index = tmp_path / "pages" / "index.html"
    index.parent.mkdir()
    assert run(["view", "-o", str(built), "--split", "community", "--html", str(index)]) == 0
    assert len([*index.parent.iterdir()]) == len(capsys.readouterr().out.splitlines()) > 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--entity", "无此人"], "无此人"),
        (["--query", "ASK { ?s ?p ?o }"], "ASK"),
        (["--query", "SELECT ?x WHERE { BIND(1 AS ?x) }"], "no entity"),
        (["--entity", "张良", "--split", "district"], "--split"),
    ],
)
def test_what_cannot_be_shown_is_told(
    built: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    assert run(["view", "-o", str(built), *options]) == 2
    assert said in capsys.readouterr().err


def test_a_page_of_a_part_is_the_same_whatever_the_order() -> None:
    def chosen(whole: nx.MultiDiGraph) -> nx.MultiDiGraph:
        return around(whole, [CITY.name], depth=2)

    readings, found = gold_readings(), pairs(gold_readings())
    assert html(readings, found, RUN, chosen=chosen) == html(readings[::-1], found[::-1], RUN, chosen=chosen)


numbers = st.integers(0, 12)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(numbers, numbers), max_size=40), st.sampled_from(["community", "district"]))
def test_any_graph_can_be_cut(edges: list[tuple[int, int]], by: str) -> None:
    found = nx.MultiDiGraph()
    for i in range(13):
        kind = "District" if i % 4 == 0 else "Union"
        found.add_node(f"n{i:02}", **{"class": kind, "label": f"名{i}", "articles": 1, "aliases": ()})
    for one, other in edges:
        kind = "locatedIn" if (one + other) % 2 else CO_OCCURS
        found.add_edge(f"n{one:02}", f"n{other:02}", kind, kind=kind, weight=1)
    cut = parts(found, by)  # type: ignore[arg-type]
    assert sorted(node for _, part in cut for node in part) == sorted(found)


@pytest.mark.parametrize(
    ("letter", "sound"),
    [("单", "shan"), ("区", "ou"), ("解", "xie"), ("仇", "qiu"), ("会", "gui"), ("女", "nv")],
)
def test_a_letter_has_all_its_sounds(letter: str, sound: str) -> None:
    assert sound in sounds([f"{letter}某"])[letter].split(" ")


@given(st.text(max_size=20))
def test_any_text_has_a_table_of_ascii_sounds(text: str) -> None:
    table = sounds([text])
    assert set(table) <= set(text)
    assert all(re.fullmatch("[a-z]+( [a-z]+)*", told) for told in table.values())


def test_all_in_one_community_and_no_edges_are_pages(opened: Opened) -> None:
    people = [Entity("Person", f"人{i}") for i in range(12)]
    readings, found = chain(*people)
    page = opened(html(readings, [], Run("1", "", "")))
    assert len(state(page)["nodes"]) == 12 and state(page)["edges"] == []
    page.locator("select[data-field=colouring]").select_option("community")
    page = opened(html(readings, found, Run("1", "", "")))
    page.locator("select[data-field=colouring]").select_option("community")
    assert len(state(page)["edges"]) == 11

"""A person in a browser: from the first page to the evidence, and from a query to a map."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.serving import Server, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGES = [
    "/",
    "/search?q=%E9%80%9A%E5%B7%9E",
    "/search?q=%E9%BE%98",
    "/dumps",
    "/ontology",
    "/editor",
    "/nothing",
]
Visit = Callable[..., "Page"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    import kg
    from tests.samples import SEEDS

    output = tmp_path_factory.mktemp("built") / "out"
    kg.build([SEEDS], output=output)
    with served(output) as running:
        yield running


@pytest.fixture
def visit(chromium: Browser, server: Server) -> Iterator[Visit]:
    """Opens a page of the server; after the test no request left it and the console was silent."""
    trouble: list[str] = []
    contexts = []
    asked_for_nothing = False

    def open_page(path: str, *, missing: bool = False, **options: Any) -> Page:
        nonlocal asked_for_nothing
        asked_for_nothing |= missing
        told: dict[str, Any] = {"locale": "zh-CN", "viewport": {"width": 1280, "height": 900}, **options}
        context = chromium.new_context(reduced_motion="reduce", **told)
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: trouble.append(f"{said.type}: {said.text}"))
        page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
        page.on("request", lambda sent: trouble.append(sent.url) if not ours(sent.url) else None)
        page.goto(server.address.rstrip("/") + path)
        return page

    def ours(url: str) -> bool:
        return url.startswith((server.address, "data:", "blob:"))

    yield open_page
    for context in contexts:
        context.close()
    # Chromium itself notes in the console that a page answered 404.
    assert [one for one in trouble if not (asked_for_nothing and "status of 404" in one)] == []


def test_a_person_gets_from_the_first_page_to_the_evidence(visit: Visit) -> None:
    page = visit("/", java_script_enabled=False)
    page.locator("main input[name=q]").fill("通州")
    page.keyboard.press("Enter")
    page.locator(".hits a", has_text="通州区总工会").first.click()
    assert page.locator("h1").inner_text().startswith("通州区总工会")
    assert page.url.endswith(".html")
    page.locator(".articles blockquote footer a").first.click()
    target = page.url.partition("#")[2]
    assert target and page.locator(f"id={target}").inner_text() == "通州区总工会"
    page.locator("aside details.evidence summary").first.click()
    assert page.locator("aside details[open] blockquote mark").first.is_visible()
    page.locator("aside details[open] a.all").first.click()
    assert page.locator("main blockquote mark").first.is_visible()


def test_a_person_runs_a_ready_query_and_sees_it_as_a_map(visit: Visit) -> None:
    page = visit("/sparql")
    page.wait_for_selector("html[data-ready=true]")
    assert not page.locator("#plain").is_visible()
    page.locator(".cookbook a", has_text="某实体的关系子图").click()
    page.wait_for_selector(".yasr .dataTable tbody tr")
    assert page.locator(".tab.active").inner_text().startswith("某实体的关系子图")
    own = page.locator(".yasr .dataTable a.iri[href^='/e/']").first.get_attribute("href")
    assert own and page.locator(".yasr .dataTable a[href^='https://kg.example/e/']").count() == 0
    page.locator(".tabPanel.active .select_map").click()
    frame = page.frame_locator(".tabPanel.active iframe.answer-map")
    frame.locator("html[data-ready=true]").wait_for()
    inside = next(frame for frame in page.frames if "/graph#answer=" in frame.url)
    shown = inside.evaluate("kgViewer.state")
    names = {node["name"] for node in shown["nodes"]}
    assert "北京市总工会" in names and 3 < len(names) < shown["total"]
    city = next(node["id"] for node in shown["nodes"] if node["name"] == "北京市总工会")
    assert all(city in (edge["from"], edge["to"]) for edge in shown["edges"])


def test_an_answer_in_names_alone_is_drawn_too(visit: Visit) -> None:
    page = visit("/editor?named=leaders-of-unions")
    page.wait_for_selector(".yasr .dataTable tbody tr")
    page.locator(".tabPanel.active .select_map").click()
    page.frame_locator(".tabPanel.active iframe.answer-map").locator("html[data-ready=true]").wait_for()
    inside = next(frame for frame in page.frames if "/graph#answer=" in frame.url)
    assert {node["type"] for node in inside.evaluate("kgViewer.state")["nodes"]} == {"Person", "Union"}


def test_what_only_a_query_joins_is_drawn_as_such(visit: Visit, server: Server) -> None:
    query = (
        "SELECT DISTINCT ?one ?two WHERE { ?one a kg:Union ; kg:coOccursWith/kg:coOccursWith ?two . "
        "?two a kg:Union . FILTER (STR(?one) < STR(?two)) "
        "FILTER NOT EXISTS { ?one kg:coOccursWith ?two } } LIMIT 3"
    )
    rows = server.ask(query, Accept="text/csv").text.split()[1:]
    ids = [".".join(address.rpartition("/")[2] for address in row.split(",")) for row in rows]
    page = visit("/graph#answer=" + "~".join(ids))
    page.wait_for_selector("html[data-ready=true]")
    shown = page.evaluate("kgViewer.state")
    assert {edge["kind"] for edge in shown["edges"]} == {"answer"}
    assert len(shown["edges"]) == 3
    page.locator("#reset").click()
    assert len(page.evaluate("kgViewer.state")["nodes"]) > 100


@pytest.mark.parametrize("told", ["", "x", "=%25", "~~..~", "u-aaaaaaaaaaaaa.=%2525E9", "=constructor"])
def test_an_answer_that_names_nothing_leaves_the_map_as_it_is(visit: Visit, told: str) -> None:
    page = visit(f"/graph#answer={told}")
    page.wait_for_selector("html[data-ready=true]")
    assert len(page.evaluate("kgViewer.state")["nodes"]) > 100


def test_a_node_of_the_served_map_leads_to_its_page(visit: Visit) -> None:
    page = visit("/search?q=bjszgh")
    page.locator(".hits a").first.click()
    page.locator("a.star").click()
    page.wait_for_selector("html[data-ready=true]")
    page.locator("#card a[href^='/e/']").click()
    assert page.locator("h1").inner_text().startswith("北京市总工会")


def test_a_query_is_answered_without_javascript(visit: Visit) -> None:
    page = visit("/editor?named=posts-of-person", java_script_enabled=False)
    page.locator("input[name=name]").fill("张良")
    page.locator("form.params button").click()
    page.locator("button.primary").click()
    assert "党组书记" in page.locator("table").inner_text()


def test_language_and_theme_are_switched_without_javascript(visit: Visit) -> None:
    page = visit("/", java_script_enabled=False, color_scheme="light")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator(".to-dark").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    page.locator(".switches a[hreflang=en]").click()
    page.locator("nav a", has_text="Vocabulary").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_no_page_is_wider_than_a_telephone(visit: Visit, server: Server) -> None:
    for path in (*PAGES, *addresses(server)):
        page = visit(path, missing=path == "/nothing", viewport={"width": 360, "height": 740})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 360, path


def addresses(server: Server) -> list[str]:
    """A page of each kind: union, article, newspaper page, pair."""
    query = (
        "SELECT ?e ?a ?p ?x WHERE { ?e skos:prefLabel '北京市总工会'@zh . ?x kg:participant ?e . "
        "?m kg:mentionOf ?e ; kg:inArticle ?a . ?a schema:isPartOf ?p } ORDER BY ?a LIMIT 1"
    )
    row = server.ask(query, Accept="text/csv").text.splitlines()[1]
    return ["/" + address.split("/", 3)[3] for address in row.split(",")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(visit: Visit, server: Server, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for path in (*PAGES, *addresses(server)):
        page = visit(path, missing=path == "/nothing", color_scheme=scheme, bypass_csp=True)
        if path == "/editor":
            page.wait_for_selector("html[data-ready=true]")
        found = Axe().run(page).response["violations"]
        serious = [
            (rule["id"], node["html"])
            for rule in found
            if rule["impact"] in ("serious", "critical")
            for node in rule["nodes"]
        ]
        assert serious == [], path


def test_the_editor_with_an_answer_has_no_serious_fault(visit: Visit) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for scheme in ("light", "dark"):
        page = visit("/editor?named=leaders-of-unions", color_scheme=scheme, bypass_csp=True)
        page.wait_for_selector(".yasr .dataTable tbody tr")
        found = Axe().run(page).response["violations"]
        serious = [
            (rule["id"], [node["html"] for node in rule["nodes"]])
            for rule in found
            if rule["impact"] in ("serious", "critical")
        ]
        assert serious == [], scheme


def test_the_vendored_editor_comes_with_its_licences() -> None:
    folder = Path(__file__).parent.parent / "kg" / "serve" / "static" / "yasgui"
    said = (folder / "LICENSES.txt").read_text(encoding="utf-8")
    for package in ("@zazuko/yasgui 4.6.2", "codemirror", "jquery", "dompurify", "n3", "lodash-es"):
        assert package in said
    assert "sourceMappingURL" not in (folder / "yasgui.min.js").read_text(encoding="utf-8")

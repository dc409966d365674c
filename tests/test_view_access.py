"""For everyone: axe finds nothing serious, in either language and theme, in every view."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from kg.model import Entity
from kg.vocab import entity_id
from tests.viewing import CITY, Opened, dated_page, gold_page, search, state

PERSON = Entity("Person", "张良")
VIEWS = {
    "map": "",
    "card": f"#n={entity_id(CITY)}",
    "link": f"#l={entity_id(PERSON)}.{entity_id(CITY)}",
    "article": "#a=001_cd5e2c8a745e082b-01",
    "path": f"#p={entity_id(PERSON)}.{entity_id(CITY)}",
    "table": "#view=table",
    "hidden": "#hide=Person.Union",
}


def grave(page: Page) -> list[str]:
    """What axe calls serious or critical."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:120]} {node.get('failureSummary', '')[:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", [*VIEWS])
def test_axe_finds_nothing_serious(opened: Opened, view: str, scheme: str) -> None:
    assert grave(opened(dated_page(), address=VIEWS[view], color_scheme=scheme)) == []


def test_axe_finds_nothing_serious_in_menus_dialog_and_results(opened: Opened) -> None:
    page = opened(gold_page(), locale="en")
    page.locator("#out").click()
    assert grave(page) == []
    page.keyboard.press("Escape")
    page.locator("#info").click()
    assert grave(page) == []
    page.keyboard.press("Escape")
    search(page, "总工会")
    assert grave(page) == []


def test_axe_finds_nothing_serious_on_a_narrow_screen(opened: Opened) -> None:
    page = opened(gold_page(), viewport={"width": 390, "height": 800}, has_touch=True)
    page.locator("#legend summary").click()
    assert grave(page) == []


def test_tab_reaches_every_tool_and_focus_is_seen(opened: Opened) -> None:
    page = opened(gold_page())
    reached = []
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    for tool in ("skip", "map", "search", "as-table", "out", "language", "theme", "info"):
        assert tool in reached, reached


def test_keys_open_the_table_the_card_and_the_menu(opened: Opened) -> None:
    page = opened(gold_page())
    page.locator("#map").focus()
    page.keyboard.press("Enter")
    assert state(page)["picked"]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#card') !== null")
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    expect(page.locator("#table")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#table")).to_be_hidden()
    page.locator("#out").press("Enter")
    assert page.evaluate("document.activeElement.dataset.save") == "savePng"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "out"


def test_touch_opens_a_card(opened: Opened) -> None:
    page = opened(gold_page(), viewport={"width": 390, "height": 800}, has_touch=True)
    at = page.evaluate("(id) => kgViewer.where(id)", entity_id(CITY))
    page.touchscreen.tap(at["x"], at["y"])
    expect(page.locator("#card h2")).to_be_visible()

"""Five things that people come for, in the graph of `kg build seeds`, in at most five actions each."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kg.pipeline import build
from tests.samples import SEEDS
from tests.viewing import Opened, saved, state


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("built")
    build([SEEDS], output=output)
    return output / "graph.html"


class Hands:
    """A person's actions, counted: one is a click, or typing a name and Enter."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0

    def find(self, words: str) -> None:
        self.actions += 1
        self.page.locator("#search").fill(words)
        self.page.locator("#search").press("Enter")

    def click(self, selector: str) -> None:
        self.actions += 1
        self.page.locator(selector).first.click()

    def save(self, which: str) -> bytes:
        self.actions += 2
        return saved(self.page, which)


Start = Callable[[], Hands]


@pytest.fixture
def hands(opened: Opened, built: Path) -> Start:
    return lambda: Hands(opened(built))


def test_who_chairs_a_union_and_where_is_that_written(hands: Start) -> None:
    person = hands()
    person.find("和平街街道总工会")
    row = person.page.locator("#card li", has_text="主席").first
    expect(row).to_contain_text("薄述来")
    person.click("#card li:has-text('主席') .why")
    source = person.page.locator("#card blockquote .source").first
    expect(person.page.locator("#card blockquote").first).to_contain_text("薄述来")
    name, numbers = source.inner_text().split("，第 ")
    start, end = (int(number) for number in numbers.removesuffix(" 字").split("–"))
    assert "薄述来" in (SEEDS / name).read_text(encoding="utf-8")[start:end].replace("\n", "")
    assert person.actions <= 5


def test_what_links_two_people(hands: Start) -> None:
    person = hands()
    person.find("张良 孙立冬")
    card = person.page.locator("#card")
    expect(card).to_contain_text("如何相连")
    assert state(person.page)["path"][-1] == "孙立冬"
    expect(card.locator("blockquote").first).to_be_visible()
    assert person.actions <= 5


def test_which_initiatives_a_union_organised(hands: Start) -> None:
    person = hands()
    person.find("海淀区总工会")
    section = person.page.locator(
        "#card section", has=person.page.get_by_role("heading", name="主办", exact=True)
    )
    for initiative in ("云诵读", "新春送福"):
        expect(section).to_contain_text(initiative)
    person.click("#card section:has(h3:text-is('主办')) .why")
    expect(person.page.locator("#card blockquote").first).to_be_visible()
    assert person.actions <= 5


def test_how_a_university_is_connected_to_the_city_union(hands: Start) -> None:
    person = hands()
    person.find("北京师范大学")
    person.click("[data-act=connectWith]")
    person.find("北京市总工会")
    path = state(person.page)["path"]
    assert path[-1] == "北京市总工会" and 2 <= len(path) <= 4
    assert person.page.locator("#card .way blockquote").count() == len(path)
    assert person.actions <= 5


def test_the_unions_of_a_district_as_a_table(hands: Start) -> None:
    person = hands()
    person.find("石景山区")
    person.click("[data-act=ego1]")
    person.page.locator("[data-only=Union]").focus()
    person.click("[data-only=Union]")
    raw = person.save("saveNodes")
    rows = [*csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""))]
    assert "石景山区总工会" in {row["label"] for row in rows}
    assert {row["class"] for row in rows} == {"Union"}
    assert all("石景山" in row["label"] for row in rows)
    assert person.actions <= 5

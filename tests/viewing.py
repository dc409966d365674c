"""What the tests of the viewer share: pages to open, and a person's hands and eyes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from kg.model import Article, CoOccurrence, Entity, Link, Mention, Passage, Quote, Reading, Run
from kg.view import page as html
from kg.vocab import entity_id
from tests.pairs import pairs
from tests.samples import gold_readings

RUN = Run("0.0.0", "北京市", "劳动午报")
CITY = Entity("Union", "北京市总工会")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]

Opened = Callable[..., Page]
"""Opens HTML (text or a file) offline; after the test there was no request, error or warning."""


@cache
def gold_page() -> str:
    return html(gold_readings(), pairs(gold_readings()), RUN)


@cache
def dated_readings() -> tuple[Reading, ...]:
    """The gold readings with a date each, January to June 2024, and every fifth without."""
    return tuple(
        replace(
            reading,
            article=replace(
                reading.article, date=f"2024-{1 + n % 6:02}-{1 + n % 28:02}" if (n + 1) % 5 else None
            ),
        )
        for n, reading in enumerate(gold_readings())
    )


@cache
def dated_page() -> str:
    return html(dated_readings(), pairs(dated_readings()), RUN)


def plain_pair(first: Entity, second: Entity) -> tuple[list[Reading], list[CoOccurrence]]:
    text = f"{first.name}到{second.name}。"
    spans = ((first, 0), (second, len(first.name) + 1))
    links = tuple(
        Link(Mention("text", at, at + len(entity.name), entity.name, entity.type, "test"), entity)
        for entity, at in spans
    )
    article = Article("p.txt", 1, "news", Passage("题", ((0, 0),)), Passage(text, ((0, 2),)))
    reading = Reading(article, links)
    quote = Quote(article.id, "text", 0, len(text))
    return [reading], [CoOccurrence(min(first, second), max(first, second), 1, 1, 1, 1.0, 1.0, 1.0, (quote,))]


def chain(*entities: Entity, page: str = "p.txt") -> tuple[list[Reading], list[CoOccurrence]]:
    """Each named with the next, in an article of its own."""
    readings: list[Reading] = []
    found: list[CoOccurrence] = []
    for number, (one, other) in enumerate(pairwise(entities), 1):
        known, linked = plain_pair(one, other)
        article = replace(known[0].article, page=page, number=number)
        quote = replace(linked[0].evidence[0], article=article.id)
        readings.append(replace(known[0], article=article))
        found.append(replace(linked[0], evidence=(quote,)))
    return readings, found


def is_file(url: str) -> bool:
    return url.startswith(("file:", "blob:file:", "blob:null"))


def state(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("kgViewer.state")
    return found


def shown(page: Page) -> set[str]:
    """The names on the map."""
    return {node["name"] for node in state(page)["nodes"]}


def colours_drawn(page: Page) -> int:
    """How many colours the map's canvas holds: 1 when blank."""
    drawn: int = page.evaluate(
        """() => {
            const canvas = document.querySelector("#map canvas");
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            return new Set(new Uint32Array(data.buffer)).size;
        }"""
    )
    return drawn


def click_node(page: Page, entity: Entity, **how: Any) -> None:
    at = page.evaluate("(id) => kgViewer.where(id)", entity_id(entity))
    modifiers: Sequence[str] = how.get("modifiers", ())
    for key in modifiers:
        page.keyboard.down(key)
    page.mouse.click(at["x"], at["y"])
    for key in modifiers:
        page.keyboard.up(key)


def search(page: Page, words: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(words)


def slide(page: Page, field: str, value: int) -> None:
    """Moves a slider as a keyboard does, step by step."""
    slider = page.locator(f"input[data-field={field}]")
    slider.focus()
    while (now := int(slider.input_value())) != value:
        slider.press("ArrowRight" if now < value else "ArrowLeft")


def saved(page: Page, which: str) -> bytes:
    """The file that a button of the export menu gives."""
    page.locator("#out").click()
    with page.expect_download() as told:
        page.locator(f"#menu [data-save={which}]").click()
    return Path(told.value.path()).read_bytes()

"""Takes the pictures of the served pages: `python scripts/pages.py OUTPUT [FOLDER]`; needs kg[serve]."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).parent.parent / "docs" / "images"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
WIDE, NARROW = (1280, 860), (390, 800)


def still(page: Page) -> None:
    """Leaves the page as it opens."""


def followed(page: Page) -> None:
    """Opens an article of the entity and the evidence of its first relation."""
    page.locator(".articles .headline").nth(1).click()
    page.locator("aside details.evidence summary").first.click()


def mapped(page: Page) -> None:
    """Shows the answer as a map."""
    page.wait_for_selector(".yasr .dataTable tbody tr")
    page.locator(".tabPanel.active .select_map").click()
    page.frame_locator("iframe.answer-map").locator("html[data-ready=true]").wait_for()


def answered(page: Page) -> None:
    """Waits for the answer."""
    page.wait_for_selector(".yasr .dataTable tbody tr")


UNION = "/name/" + quote("北京市总工会")
VIEWS: tuple[tuple[str, str, Callable[[Page], None], bool, tuple[int, int]], ...] = (
    ("serve-home", "/", still, False, (1280, 1180)),
    ("serve-search", "/search?q=tongzhou", still, False, WIDE),
    ("serve-entity", UNION, still, False, (1280, 1180)),
    ("serve-entity-dark", UNION, still, True, WIDE),
    ("serve-article", UNION, followed, False, (1280, 1180)),
    ("serve-sparql", "/editor?named=leaders-of-unions", answered, False, (1280, 1000)),
    ("serve-sparql-map", "/editor?named=subgraph-of-entity", mapped, True, (1280, 1180)),
    ("serve-mobile", UNION, still, False, NARROW),
)


@contextmanager
def server(output: Path) -> Iterator[str]:
    """`kg serve` of an output folder, by its address."""
    command = [sys.executable, "-m", "kg", "serve", "-o", str(output), "--port", "0", "-q"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    line = process.stderr.readline()
    found = re.search(r"http://[^/\s]+", line)
    assert found, line
    try:
        yield found[0]
    finally:
        process.terminate()
        process.wait()


def shoot(
    browser: Browser,
    address: str,
    picture: Path,
    act: Callable[[Page], None],
    *,
    dark: bool,
    size: tuple[int, int],
) -> None:
    """Opens the page, acts on it and takes the picture."""
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        locale="zh-CN",
        reduced_motion="reduce",
    )
    page.on("console", lambda said: print(said.text, file=sys.stderr))
    page.on("pageerror", lambda error: print(error, file=sys.stderr))
    page.goto(address)
    act(page)
    page.wait_for_timeout(400)
    page.screenshot(path=picture)
    page.close()


def main() -> None:
    """Takes every picture of the output folder named on the command line."""
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else IMAGES
    folder.mkdir(parents=True, exist_ok=True)
    with server(Path(sys.argv[1])) as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name, path, act, dark, size in VIEWS:
            shoot(browser, address + path, folder / f"{name}.png", act, dark=dark, size=size)
        browser.close()


if __name__ == "__main__":
    main()

"""Takes the pictures of the viewer: `python scripts/screenshots.py output/graph.html [FOLDER]`."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).parent.parent / "docs" / "images"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
WIDE, NARROW = (1400, 900), (390, 800)


def searched(*names: str) -> Callable[[Page], None]:
    """Types names into the search and opens the first answer."""

    def act(page: Page) -> None:
        page.keyboard.press("/")
        page.keyboard.type(" ".join(names))
        page.keyboard.press("Enter")

    return act


def tabled(page: Page) -> None:
    """Opens the table."""
    page.locator("#as-table").click()


def still(page: Page) -> None:
    """Leaves the page as it opens."""


VIEWS: tuple[tuple[str, Callable[[Page], None], bool, tuple[int, int]], ...] = (
    ("viewer-light", still, False, WIDE),
    ("viewer", searched("北京市总工会"), False, WIDE),
    ("viewer-path", searched("北京师范大学", "北京市总工会"), False, WIDE),
    ("viewer-table", tabled, False, WIDE),
    ("viewer-dark", searched("海淀区总工会"), True, WIDE),
    ("viewer-mobile", searched("和平街街道总工会"), False, NARROW),
)


def shoot(
    browser: Browser,
    graph: Path,
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
    page.goto(graph.resolve().as_uri())
    page.wait_for_selector("html[data-ready]")
    act(page)
    page.wait_for_timeout(400)
    page.screenshot(path=picture)
    page.close()


def main() -> None:
    """Takes every picture from the page named on the command line."""
    graph = Path(sys.argv[1])
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else IMAGES
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name, act, dark, size in VIEWS:
            shoot(browser, graph, folder / f"{name}.png", act, dark=dark, size=size)
        browser.close()


if __name__ == "__main__":
    main()

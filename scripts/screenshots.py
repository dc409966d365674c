"""Takes the documentation's pictures of the viewer: `python scripts/screenshots.py output/graph.html`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).parent.parent / "docs" / "images"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]


def best(page: Page, kind: str) -> str:
    """The identifier of the entity of a class with most lines on the map."""
    found: str = page.evaluate(
        """(kind) => {
            const { nodes, edges } = kgViewer.state;
            const lines = ({ id }) => edges.filter((edge) => edge.from === id || edge.to === id).length;
            return nodes.filter((node) => node.type === kind).sort((a, b) => lines(b) - lines(a))[0].id;
        }""",
        kind,
    )
    return found


def shoot(
    graph: Path, name: str, *, dark: bool = False, kind: str = "", size: tuple[int, int] = (1400, 900)
) -> None:
    """Opens the page as `name` says and writes docs/images/`name`.png."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            locale="zh-CN",
            reduced_motion="reduce",
        )
        page.goto(graph.resolve().as_uri())
        page.wait_for_selector("html[data-ready]")
        if kind:
            page.evaluate("(id) => kgViewer.open(id)", best(page, kind))
        page.wait_for_timeout(400)
        page.screenshot(path=IMAGES / f"{name}.png")
        browser.close()


def main() -> None:
    """Takes every picture from the page named on the command line."""
    graph = Path(sys.argv[1])
    IMAGES.mkdir(parents=True, exist_ok=True)
    shoot(graph, "viewer", kind="Union")
    shoot(graph, "viewer-light")
    shoot(graph, "viewer-dark", dark=True, kind="Initiative")
    shoot(graph, "viewer-mobile", kind="Person", size=(390, 800))


if __name__ == "__main__":
    main()

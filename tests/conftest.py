"""A browser for the tests of the viewer; nothing is loaded before one asks for it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.viewing import Opened


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    from tests.viewing import FLAGS

    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path and os.environ.get("CI") != "true":
        pytest.skip("no chromium on this machine: apt-get install chromium")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path) -> Iterator[Opened]:
    """Opens HTML from a file, offline; after the test there was no request, error or warning."""
    from tests.viewing import is_file

    trouble: list[str] = []
    contexts = []

    def open_page(text: str | Path, *, address: str = "", **options: Any) -> Page:
        path = text if isinstance(text, Path) else tmp_path / "图 谱.html"
        if isinstance(text, str):
            path.write_text(text, encoding="utf-8")
        told: dict[str, Any] = {"locale": "zh-CN", "viewport": {"width": 1280, "height": 800}, **options}
        context = chromium.new_context(offline=True, reduced_motion="reduce", **told)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: trouble.append(f"{said.type}: {said.text}"))
        page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
        page.on("request", lambda sent: trouble.append(sent.url) if not is_file(sent.url) else None)
        page.goto(path.as_uri() + address)
        page.wait_for_selector("html[data-ready=true]")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert trouble == []

"""The viewer against pyvis's own pages, in one run: `python benchmarks/viewer.py [SIZE...]`.

Graphs of 200, 1k, 3k and 10k nodes with three edges a node, every edge with a sentence as evidence. Each is
opened by headless Chromium, without GPU and network, as our page, as pyvis's own page with physics, and as
pyvis's own page with our places. Compare within a run: machines differ, and so does what else they do.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from kg.model import Article, CoOccurrence, Entity, Link, Mention, Passage, Quote, Reading, Run
from kg.network import graph, layout
from kg.view import write_html

SIZES = (200, 1_000, 3_000, 10_000)
PATIENCE = 60.0  # seconds; a page that is not ready by then is told as such
OPENINGS = 3
SLOW = 20.0  # seconds
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红梅建国志文晓东海燕春生"
PLACES = "东西南北中上下前后左右金银铜铁石土山河江湖海林田园花草松柏竹梅兰菊荷桃李杏"
ENDINGS = (
    ("Union", "街道总工会"),
    ("Company", "机械有限公司"),
    ("District", "区"),
    ("Initiative", "劳动竞赛"),
)
SAID = ("{}与{}共同启动了为期三个月的培训。", "{}负责人到{}慰问一线职工。", "{}和{}签订了集体合同。")

# Ready: ours says so; pyvis's network is there, and with physics has settled.
WATCH = """
window.readyAt = null;
const watch = () => {
  const ours = document.documentElement && document.documentElement.dataset.ready;
  const net = window.network;
  if (ours) window.readyAt = performance.now();
  else if (net && net.physics && !net.watched) {
    net.watched = true;
    const settled = () => requestAnimationFrame(() => { window.readyAt = performance.now(); });
    net.once(net.physics.physicsEnabled ? "stabilizationIterationsDone" : "afterDrawing", settled);
    net.redraw();
  }
  if (window.readyAt === null) requestAnimationFrame(watch);
};
requestAnimationFrame(watch);
"""
# Moves the map a little in every frame for two seconds and counts the frames.
FRAMES = """
(how) => new Promise((done) => {
  const net = window.kgViewer ? kgViewer.network : network;
  const { x, y } = net.getViewPosition(), scale = net.getScale(), begun = performance.now();
  let frames = 0;
  const turn = () => {
    const passed = performance.now() - begun;
    if (passed > 2000) { net.moveTo({ position: { x, y }, scale }); return done(1000 * frames / passed); }
    frames++;
    const way = Math.sin(passed / 300);
    const pan = { position: { x: x + 200 * way / scale, y } };
    net.moveTo(how === "pan" ? pan : { scale: scale * (1 + 0.5 * way) });
    requestAnimationFrame(turn);
  };
  requestAnimationFrame(turn);
})
"""


def names(size: int, chance: random.Random | None = None) -> list[Entity]:
    """Different names, half of them people."""
    chance = chance or random.Random(1)
    found: dict[Entity, None] = {}
    while len(found) < size:
        if chance.random() < 0.5:
            entity = Entity("Person", chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2)))
        else:
            kind, ending = chance.choice(ENDINGS)
            entity = Entity(kind, "".join(chance.choices(PLACES, k=3)) + ending)  # type: ignore[arg-type]
        found[entity] = None
    return [*found]


def links(size: int, chance: random.Random) -> list[tuple[int, int]]:
    """Three edges a node, to nodes that have many already (Barabási and Albert 1999)."""
    ends, found = [0], set()
    for node in range(1, size):
        for _ in range(3):
            other = chance.choice(ends)
            if other != node:
                found.add((other, node))
                ends += [other, node]
    return sorted(found)


def news(size: int, seed: int = 1) -> tuple[list[Reading], list[CoOccurrence]]:
    """Articles of thirty sentences, each of which names two entities."""
    chance = random.Random(seed)
    entities = names(size, chance)
    edges = links(size, chance)
    readings, pairs = [], []
    for start in range(0, len(edges), 30):
        number = start // 30 + 1
        text, marks = "", []
        page, day = f"{number:05}.txt", f"2024-{1 + number % 12:02}-{1 + number % 28:02}"
        for one, two in edges[start : start + 30]:
            first, second = entities[one], entities[two]
            begin, said = len(text), chance.choice(SAID)
            at = begin + said.index("{}")
            after = at + len(first.name) + said[said.index("{}") + 2 :].index("{}")
            text += said.format(first.name, second.name)
            marks += [Link(Mention("text", at, at + len(first.name), first.name, first.type, "x"), first)]
            marks += [
                Link(Mention("text", after, after + len(second.name), second.name, second.type, "x"), second)
            ]
            quote = Quote(f"{number:05}-01", "text", begin, len(text))
            pair = sorted((first, second))
            pairs.append(CoOccurrence(pair[0], pair[1], 1, 1, 1, 0.5, 3.0, 0.2, (quote,)))
        title = Passage(f"职工动态（{number}）", ((0, 0),))
        article = Article(page, 1, "news", title, Passage(text, ((0, 20),)), date=day)
        readings.append(Reading(article, tuple(marks)))
    return readings, pairs


def pyvis_page(readings: list[Reading], pairs: list[CoOccurrence], path: Path, *, physics: bool) -> None:
    """pyvis's own page of the same graph, with its evidence as titles."""
    from pyvis.network import Network

    whole = graph(readings, pairs)
    text = {reading.article.id: reading.article.text.text for reading in readings}
    places = {} if physics else layout(whole)
    net = Network(height="100vh", cdn_resources="in_line")
    for node, data in whole.nodes(data=True):
        spot = dict(zip("xy", places[node], strict=True)) if places else {}
        net.nodes.append({"id": node, "label": data["label"], "shape": "dot", "size": 10, **spot})
    for one, two, data in whole.edges(data=True):
        title = " ".join(text[quote.article][quote.start : quote.end] for quote in data["evidence"])
        net.edges.append({"from": one, "to": two, "title": title})
    net.toggle_physics(physics)
    if not physics:
        net.options.layout = {"improvedLayout": False}
    path.write_text(net.generate_html(), encoding="utf-8")


def measured(browser: Browser, path: Path) -> dict[str, Any]:
    """The best of three openings, for what disturbs a measurement only slows it; of one, when it is slow."""
    found = [_opened(browser, path)]
    while len(found) < OPENINGS and found[0]["ready"] is not None and found[0]["ready"] < SLOW:
        found.append(_opened(browser, path))
    best = {key: max(one[key] for one in found) for key in found[0] if key in ("pan", "zoom")}
    return {
        **found[0],
        **best,
        "ready": min((o["ready"] for o in found if o["ready"] is not None), default=None),
    }


def _opened(browser: Browser, path: Path) -> dict[str, Any]:
    """Seconds to ready and frames a second of one page."""
    context = browser.new_context(offline=True, viewport={"width": 1366, "height": 768}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(1000 * PATIENCE)
    page.add_init_script(WATCH)
    page.goto(path.as_uri(), wait_until="commit")
    ready = _ready(page)
    found: dict[str, Any] = {"ready": ready, "megabytes": path.stat().st_size / 1e6}
    if ready is not None:
        page.wait_for_timeout(700)
        found |= {how: page.evaluate(FRAMES, how) for how in ("pan", "zoom")}
    context.close()
    return found


def _ready(page: Page) -> float | None:
    # the page's policy forbids to wait for an expression in it, so it is asked again and again
    begun = time.perf_counter()
    while time.perf_counter() - begun < PATIENCE:
        if (at := page.evaluate("window.readyAt")) is not None:
            return float(at) / 1000
        page.wait_for_timeout(200)
    return None


def rounds(sizes: tuple[int, ...], folder: Path) -> Iterator[dict[str, Any]]:
    """One row a page."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for size in sizes:
            readings, pairs = news(size)
            ours = folder / f"ours-{size}.html"
            begun = time.perf_counter()
            write_html(readings, pairs, Run("0", "", "", "sentence"), ours)
            export = time.perf_counter() - begun
            yield {"nodes": size, "page": "ours", "export": export, **measured(browser, ours)}
            for physics in (False, True):
                path = folder / f"pyvis-{size}-{physics}.html"
                begun = time.perf_counter()
                pyvis_page(readings, pairs, path, physics=physics)
                export = time.perf_counter() - begun
                name = "pyvis, physics" if physics else "pyvis, our places"
                yield {"nodes": size, "page": name, "export": export, **measured(browser, path)}
        browser.close()


def main() -> None:
    """Prints a table, then the rows as JSON."""
    sizes = tuple(map(int, sys.argv[1:])) or SIZES
    print(
        f"{'nodes':>6}  {'page':18} {'ready s':>8} {'pan fps':>8} {'zoom fps':>8} {'MB':>6} {'export s':>8}"
    )
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for row in rounds(sizes, Path(folder)):
            rows.append(row)
            shown = [
                f"{row[key]:.2f}" if row.get(key) is not None else "-" for key in ("ready", "pan", "zoom")
            ]
            print(
                f"{row['nodes']:>6}  {row['page']:18} {shown[0]:>8} {shown[1]:>8} {shown[2]:>8}"
                f" {row['megabytes']:6.2f} {row['export']:8.2f}",
                flush=True,
            )
    print(json.dumps(rows))


if __name__ == "__main__":
    main()

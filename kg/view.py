"""The graph as one HTML file that works offline: pyvis writes it, through a template of ours.

pyvis brings vis-network and holds what is drawn first; our template (kg/viewer/) inlines both with our
script, style and words. Everything read from pages travels in one base64 payload that the page
unpacks and shows as text only; a content security policy lets nothing else run or load.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx

from kg.atomic import write_text
from kg.config import load_config
from kg.model import CoOccurrence, Reading, Run, Source
from kg.network import Division, backbone, graph, layout, parts, radius
from kg.payload import packed, payload
from kg.vocab import entity_id

__all__ = ["Choice", "page", "write_html", "write_parts"]

Choice = Callable[[nx.MultiDiGraph], nx.MultiDiGraph]
"""Takes the whole graph, gives the part to show."""

SCRIPTS = (
    "data.js",
    "words.js",
    "theme.js",
    "state.js",
    "filters.js",
    "labels.js",
    "map.js",
    "quotes.js",
    "cards.js",
    "articles.js",
    "paths.js",
    "start.js",
    "answer.js",
    "pinyin.js",
    "search.js",
    "legend.js",
    "table.js",
    "picture.js",
    "files.js",
    "address.js",
    "about.js",
    "keys.js",
    "main.js",
)
VIS = "templates/lib/vis-9.1.2/vis-network.min.js"


def write_html(
    readings: Iterable[Reading],
    cooccurrences: Iterable[CoOccurrence],
    run: Run,
    path: Path,
    *,
    sources: Sequence[Source] = (),
    limit: int = 600,
    base: str | None = None,
    chosen: Choice | None = None,
    counts: Mapping[str, int] | None = None,
    total: int = 0,
) -> None:
    """Writes the page of `page` to `path`, whole or not at all.

    Raises OutputError when the file cannot be written.
    """
    html = page(
        readings,
        cooccurrences,
        run,
        sources=sources,
        limit=limit,
        base=base,
        chosen=chosen,
        counts=counts,
        total=total,
    )
    write_text(path, html)


def page(
    readings: Iterable[Reading],
    cooccurrences: Iterable[CoOccurrence],
    run: Run,
    *,
    sources: Sequence[Source] = (),
    limit: int = 600,
    base: str | None = None,
    chosen: Choice | None = None,
    counts: Mapping[str, int] | None = None,
    total: int = 0,
) -> str:
    """The viewer as HTML: at most `limit` nodes drawn at once, the rest on demand; same input, same text.

    `chosen` takes the whole graph and gives the part to show; `base` begins the addresses of what the page
    exports, by default as kg's own settings say. Where the readings are a part of `total`, `counts` tells how
    many articles of all name an entity.
    """
    known = sorted(readings, key=lambda reading: reading.article.id)
    whole = graph(known, cooccurrences, reporters=run.reporters, unit=run.unit, counts=counts)
    if chosen:
        whole = chosen(whole)
        known = _naming(known, whole)
    return _rendered(whole, known, run, sources=sources, limit=limit, base=base, total=total)


def write_parts(
    readings: Iterable[Reading],
    cooccurrences: Iterable[CoOccurrence],
    run: Run,
    path: Path,
    *,
    by: Division,
    sources: Sequence[Source] = (),
    limit: int = 600,
    base: str | None = None,
) -> tuple[Path, ...]:
    """Writes one page a community or district, and to `path` an index of them; returns all paths.

    What links two parts is in neither. Raises OutputError when a file cannot be written.
    """
    known = sorted(readings, key=lambda reading: reading.article.id)
    whole = graph(known, cooccurrences, reporters=run.reporters, unit=run.unit)
    written, rows = [path], []
    for number, (title, part) in enumerate(parts(whole, by), 1):
        file = path.with_name(f"{path.stem}-{number:03}{path.suffix}")
        inside = _naming(known, part)
        write_text(file, _rendered(part, inside, run, sources=sources, limit=limit, base=base))
        written.append(file)
        rows.append((file.name, title, len(part), part.number_of_edges(), len(inside)))
    write_text(path, _index(rows, run))
    return tuple(written)


def _naming(readings: Iterable[Reading], part: nx.MultiDiGraph) -> list[Reading]:
    """The readings that say something of what is shown."""
    ids = set(part)
    quoted = {quote.article for *_, quotes in part.edges(data="evidence") for quote in quotes}
    return [
        reading
        for reading in readings
        if reading.article.id in quoted
        or not ids.isdisjoint(entity_id(link.entity) for link in reading.links)
    ]


def _network(drawn: nx.MultiDiGraph, whole: nx.MultiDiGraph) -> Any:
    """The pyvis network of what is drawn first, with its places."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    # add_node and add_edge look for twins in lists, which takes minutes on large graphs
    net.nodes = [
        {"id": node, "x": x, "y": y, "size": radius(drawn.nodes[node]["articles"])}
        for node, (x, y) in sorted(layout(drawn).items())
    ]
    net.edges = [
        {"id": f"e{number}", "from": u, "to": v}
        for number, (u, v, key) in enumerate(whole.edges(keys=True))
        if drawn.has_edge(u, v, key)
    ]
    net.options = {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "interaction": {"hover": True, "keyboard": False, "multiselect": False, "tooltipDelay": 120},
    }
    return net


def _rendered(
    whole: nx.MultiDiGraph,
    readings: Sequence[Reading],
    run: Run,
    *,
    sources: Sequence[Source],
    limit: int,
    base: str | None,
    total: int = 0,
) -> str:
    from markupsafe import Markup

    data = payload(readings, whole, run, sources, base=base or load_config().base, limit=limit, total=total)
    net = _network(backbone(whole, limit), whole)
    net.templateEnv = _environment(
        packed=lambda nodes, edges, options: packed(
            {**data, "map": {"nodes": nodes, "edges": edges, "options": json.loads(options)}}
        ),
        vis=Markup((files("pyvis") / VIS).read_text(encoding="utf-8")),
        script=Markup(_squeezed("\n".join(_own(name) for name in SCRIPTS))),
        style=Markup(_own("viewer.css") + _own("panels.css") + _own("screens.css")),
        words=json.loads(_own("strings.json")),
        run=run,
    )
    net.path = "viewer.html.j2"
    html: str = net.generate_html()
    return html


def _index(rows: Sequence[tuple[str, str, int, int, int]], run: Run) -> str:
    from markupsafe import Markup

    environment = _environment(style=Markup(_own("viewer.css") + _own("index.css")), rows=rows, run=run)
    html: str = environment.get_template("index.html.j2").render()
    return html


def _environment(**known: Any) -> Any:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(loader=FunctionLoader(_own), autoescape=True, undefined=StrictUndefined)
    environment.globals.update(known, nonce=_nonce)
    return environment


def _nonce(text: Any) -> str:
    return hashlib.blake2b(str(text).encode("utf-8", "replace"), digest_size=16).hexdigest()


def _own(name: str) -> str:
    return (files("kg") / "viewer" / name).read_text(encoding="utf-8")


def _squeezed(script: str) -> str:
    """A script without its comment lines and indentation: they are for those who read the source."""
    return re.sub(r"^\s+", "", re.sub(r"^\s*//.*$", "", script, flags=re.MULTILINE), flags=re.MULTILINE)

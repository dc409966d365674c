"""The graph as one HTML file that works offline: pyvis writes it, through a template of ours.

pyvis brings vis-network and holds what is drawn first; our template (kg/viewer/) inlines both with our
script, style and words. Everything read from pages travels in one base64 payload that the page
unpacks and shows as text only; a content security policy lets nothing else run or load.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx

from kg.atomic import write_text
from kg.model import CLASSES, FIELDS, PREDICATES, Article, CoOccurrence, Quote, Reading, Run, Source
from kg.network import CO_OCCURS, backbone, communities, graph, layout, radius
from kg.vocab import entity_id

__all__ = ["page", "write_html"]

KINDS = (CO_OCCURS, *PREDICATES)
MEASURES = ("articles", "paragraphs", "sentences", "npmi", "log_likelihood", "jaccard")
SCRIPTS = (
    "data.js",
    "words.js",
    "theme.js",
    "state.js",
    "labels.js",
    "map.js",
    "quotes.js",
    "cards.js",
    "search.js",
    "legend.js",
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
) -> None:
    """Writes the page of `page` to `path`, whole or not at all.

    Raises OutputError when the file cannot be written.
    """
    html = page(readings, cooccurrences, run, sources=sources, limit=limit)
    write_text(path, html)


def page(
    readings: Iterable[Reading],
    cooccurrences: Iterable[CoOccurrence],
    run: Run,
    *,
    sources: Sequence[Source] = (),
    limit: int = 600,
) -> str:
    """The viewer as HTML: at most `limit` nodes drawn at once, the rest on demand; same input, same text."""
    known = sorted(readings, key=lambda reading: reading.article.id)
    whole = graph(known, cooccurrences, reporters=run.reporters, unit=run.unit)
    drawn = backbone(whole, limit)
    data = _data(known, whole, run, sources)
    return _rendered(_network(drawn, whole), data, run)


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


def _rendered(net: Any, data: Mapping[str, Any], run: Run) -> str:
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    assets = files("kg") / "viewer"

    def own(name: str) -> str:
        return (assets / name).read_text(encoding="utf-8")

    net.templateEnv = Environment(loader=FunctionLoader(own), autoescape=True, undefined=StrictUndefined)
    net.templateEnv.globals.update(
        packed=lambda nodes, edges, options: _packed(
            {**data, "map": {"nodes": nodes, "edges": edges, "options": json.loads(options)}}
        ),
        nonce=lambda payload: hashlib.blake2b(payload.encode(), digest_size=16).hexdigest(),
        vis=Markup((files("pyvis") / VIS).read_text(encoding="utf-8")),
        script=Markup("\n".join(own(name) for name in SCRIPTS)),
        style=Markup(own("viewer.css")),
        words=json.loads(own("strings.json")),
        run=run,
    )
    net.path = "viewer.html.j2"
    html: str = net.generate_html()
    return html


def _packed(data: Mapping[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode("utf-8", "replace"), 9, mtime=0)).decode("ascii")


def _data(
    readings: Sequence[Reading], whole: nx.MultiDiGraph, run: Run, sources: Sequence[Source]
) -> dict[str, Any]:
    """All that the page knows, as plain lists; the script data.js reads them in the same order."""
    articles = {reading.article.id: number for number, reading in enumerate(readings)}
    nodes = {node: number for number, node in enumerate(whole)}
    group = communities(whole)
    return {
        "classes": CLASSES,
        "fields": FIELDS,
        "kinds": KINDS,
        "facts": _facts(readings, whole, run, sources),
        "nodes": [_node(node, whole.nodes[node], group[node], articles) for node in whole],
        "edges": [_edge(nodes[u], nodes[v], data, articles) for u, v, data in whole.edges(data=True)],
        "articles": [_article(reading, nodes) for reading in readings],
    }


def _facts(
    readings: Sequence[Reading], whole: nx.MultiDiGraph, run: Run, sources: Sequence[Source]
) -> dict[str, Any]:
    pages = {source.name for source in sources} or {reading.article.page for reading in readings}
    return {
        "version": run.version,
        "home": run.home,
        "paper": run.paper,
        "unit": run.unit,
        "minimum": run.minimum,
        "reporters": run.reporters,
        "pages": len(pages),
        "articles": len(readings),
        "mentions": sum(len(reading.links) for reading in readings),
        "classes": Counter(kind for _, kind in whole.nodes(data="class")),
        "kinds": Counter(kind for *_, kind in whole.edges(data="kind")),
    }


def _node(node: str, data: Mapping[str, Any], group: int, articles: Mapping[str, int]) -> list[Any]:
    posts = [[post, _quote(quote, articles)] for post, quote in data["posts"] if quote.article in articles]
    return [
        node,
        CLASSES.index(data["class"]),
        data["label"],
        data["qualifier"],
        data["aliases"],
        data["articles"],
        data["first"],
        data["last"],
        group,
        posts,
    ]


def _edge(first: int, second: int, data: Mapping[str, Any], articles: Mapping[str, int]) -> list[Any]:
    quotes = [_quote(quote, articles) for quote in data["evidence"] if quote.article in articles]
    measures = [round(data[name], 4) for name in MEASURES] if data["kind"] == CO_OCCURS else None
    return [first, second, KINDS.index(data["kind"]), data["label"], data["weight"], measures, quotes]


def _quote(quote: Quote, articles: Mapping[str, int]) -> list[int]:
    return [articles[quote.article], FIELDS.index(quote.field), quote.start, quote.end]


def _article(reading: Reading, nodes: Mapping[str, int]) -> list[Any]:
    article = reading.article
    return [
        article.id,
        article.page,
        article.number,
        article.kind,
        article.date,
        article.masthead,
        [[author.role, author.name] for author in article.authors],
        [_passage(article, field) for field in FIELDS],
        sorted(_mentions(reading, nodes)),
    ]


def _passage(article: Article, field: Any) -> list[Any] | None:
    found = article.passage(field)
    return [found.text, [offset for run in found.runs for offset in run]] if found else None


def _mentions(reading: Reading, nodes: Mapping[str, int]) -> Iterable[list[int]]:
    for link in reading.links:
        node = nodes.get(entity_id(link.entity))
        if node is not None:
            mention = link.mention
            yield [FIELDS.index(mention.field), mention.start, mention.end, node]

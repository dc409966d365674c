"""What the viewer's page knows, as plain lists; kg/viewer/data.js reads them in the same order.

Tables travel by column, and ascending numbers as steps: gzip then packs ten thousand nodes with their
evidence into little more than a megabyte.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import networkx as nx

from kg.model import CLASSES, FIELDS, PREDICATES, Article, Quote, Reading, Run, Source
from kg.network import CO_OCCURS, communities
from kg.pinyin import readings as pinyin_readings
from kg.vocab import PREFIXES, entity_id

__all__ = ["packed", "payload"]

KINDS = (CO_OCCURS, *PREDICATES)
MEASURES = ("articles", "paragraphs", "sentences", "npmi", "log_likelihood", "jaccard")

Row = list[Any]


def packed(data: Mapping[str, Any]) -> str:
    """JSON, gzip and base64: a text with no mark that HTML knows."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode("utf-8", "replace"), 9, mtime=0)).decode("ascii")


def payload(
    readings: Sequence[Reading],
    whole: nx.MultiDiGraph,
    run: Run,
    sources: Sequence[Source],
    *,
    base: str,
    limit: int,
    total: int = 0,
) -> dict[str, Any]:
    """All that the page knows of a graph and of the articles that its quotes are in."""
    articles = {reading.article.id: number for number, reading in enumerate(readings)}
    nodes = {node: number for number, node in enumerate(whole)}
    group = communities(whole)
    return {
        "classes": CLASSES,
        "fields": FIELDS,
        "kinds": KINDS,
        "facts": {**_facts(readings, whole, run, sources, total), "base": base, "limit": limit},
        "namespace": PREFIXES["kg"],
        "pinyin": pinyin_readings(_names(whole)),
        "nodes": _columns([_node(node, whole.nodes[node], group[node], articles) for node in whole]),
        "edges": _edges(whole, nodes, articles),
        "articles": _columns([_article(reading, nodes) for reading in readings]),
    }


def _columns(rows: Sequence[Row]) -> list[Row]:
    return [list(column) for column in zip(*rows, strict=True)]


def _steps(numbers: Sequence[int]) -> list[int]:
    return [after - before for before, after in pairwise([0, *numbers])]


def _names(whole: nx.MultiDiGraph) -> Iterator[str]:
    for _, data in whole.nodes(data=True):
        yield data["label"]
        yield from data["aliases"]


def _facts(
    readings: Sequence[Reading], whole: nx.MultiDiGraph, run: Run, sources: Sequence[Source], total: int
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
        "articles": f"{len(readings)} / {total}" if len(readings) < total else len(readings),
        "mentions": sum(len(reading.links) for reading in readings),
        "classes": Counter(kind for _, kind in whole.nodes(data="class")),
        "kinds": Counter(kind for *_, kind in whole.edges(data="kind")),
    }


def _node(node: str, data: Mapping[str, Any], group: int, articles: Mapping[str, int]) -> Row:
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


def _edges(whole: nx.MultiDiGraph, nodes: Mapping[str, int], articles: Mapping[str, int]) -> list[Row]:
    """Columns: from (steps), to, kind, label, weight, measures, number of quotes, the quotes in columns."""
    known = list(whole.edges(data=True))
    quotes = [
        [_quote(quote, articles) for quote in data["evidence"] if quote.article in articles]
        for *_, data in known
    ]
    return [
        _steps([nodes[u] for u, _, _ in known]),
        [nodes[v] for _, v, _ in known],
        [KINDS.index(data["kind"]) for *_, data in known],
        [data["label"] for *_, data in known],
        [data["weight"] for *_, data in known],
        [_measures(data) for *_, data in known],
        [len(found) for found in quotes],
        _columns([quote for found in quotes for quote in found]),
    ]


def _measures(data: Mapping[str, Any]) -> Row | None:
    return [round(data[name], 4) for name in MEASURES] if data["kind"] == CO_OCCURS else None


def _quote(quote: Quote, articles: Mapping[str, int]) -> list[int]:
    """Article, field, start and length."""
    return [articles[quote.article], FIELDS.index(quote.field), quote.start, quote.end - quote.start]


def _article(reading: Reading, nodes: Mapping[str, int]) -> Row:
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
        _marks(reading, nodes),
    ]


def _passage(article: Article, field: Any) -> Row | None:
    found = article.passage(field)
    return [found.text, [offset for run in found.runs for offset in run]] if found else None


def _marks(reading: Reading, nodes: Mapping[str, int]) -> list[Row]:
    """The names in an article as columns: field, start (steps), length, node."""
    marks = sorted(_mentions(reading, nodes))
    return [
        [field for field, *_ in marks],
        _steps([start for _, start, _, _ in marks]),
        [length for _, _, length, _ in marks],
        [node for *_, node in marks],
    ]


def _mentions(reading: Reading, nodes: Mapping[str, int]) -> Iterator[list[int]]:
    for link in reading.links:
        node = nodes.get(entity_id(link.entity))
        if node is not None:
            said = link.mention
            yield [FIELDS.index(said.field), said.start, said.end - said.start, node]

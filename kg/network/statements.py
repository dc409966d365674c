"""The graph: every node an entity under its identifier, every edge one statement with its quotes.

A co-occurrence is stored once, from the smaller identifier, with `directed` false; typed relations and posts
run from subject to object.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import networkx as nx

from kg.model import CoOccurrence, Entity, Quote, Reading
from kg.vocab import entity_id

__all__ = ["CO_OCCURS", "graph", "ordered", "ties"]

CO_OCCURS = "coOccursWith"


def graph(
    readings: Iterable[Reading],
    cooccurrences: Iterable[CoOccurrence],
    *,
    reporters: bool = False,
    unit: str = "sentence",
    counts: Mapping[str, int] | None = None,
) -> nx.MultiDiGraph:
    """The graph of all entities, their co-occurrences within `unit`, typed relations and posts.

    Node attributes: class, label, qualifier, aliases, articles (how many name it), first and last (ISO
    dates, None if unknown), posts (those held without a named organisation, with quotes). Edge key:
    the kind, for posts with the post's name; attributes: kind, label, directed, weight, evidence
    (quotes), for co-occurrences also the counts and measures. People who occur in bylines only
    are left out unless `reporters`. `counts` tells how many articles name a node where that is not to be
    seen from the readings.
    """
    found = nx.MultiDiGraph()
    known = sorted(readings, key=lambda reading: reading.article.id)
    _add_entities(found, known, reporters, counts or {})
    for pair in sorted(cooccurrences, key=lambda pair: (pair.first, pair.second)):
        _add_pair(found, pair, f"{unit}s")
    for reading in known:
        _add_relations(found, reading)
        _add_posts(found, reading)
    return ordered(found)


def _add_entities(
    found: nx.MultiDiGraph, readings: Sequence[Reading], reporters: bool, counts: Mapping[str, int]
) -> None:
    seen: dict[Entity, tuple[set[str], set[str], set[str]]] = {}
    for reading in readings:
        for entity, surface in _named(reading, reporters):
            aliases, articles, dates = seen.setdefault(entity, (set(), set(), set()))
            aliases.add(surface)
            articles.add(reading.article.id)
            if reading.article.date:
                dates.add(reading.article.date)
    for entity, (aliases, articles, dates) in seen.items():
        number = counts.get(entity_id(entity), len(articles))
        _add_entity(found, entity, aliases - {entity.name, ""}, number, dates)


def _named(reading: Reading, reporters: bool) -> Iterator[tuple[Entity, str]]:
    for link in reading.links:
        if reporters or link.mention.field != "byline":
            surface = link.mention.surface
            # 「该公司」 stands for another firm in the next article: it helps nobody to find this one
            yield link.entity, "" if surface.startswith(("该", "本", "此")) else surface
    for relation in reading.relations:
        yield relation.subject, ""
        yield relation.object, ""
    for post in reading.posts:
        yield post.person, ""
        if post.org:
            yield post.org, ""


def _add_entity(
    found: nx.MultiDiGraph, entity: Entity, aliases: set[str], articles: int, dates: set[str]
) -> None:
    found.add_node(
        entity_id(entity),
        **{"class": entity.type},
        label=entity.name,
        qualifier=entity.qualifier,
        aliases=tuple(sorted(aliases)),
        articles=articles,
        first=min(dates, default=None),
        last=max(dates, default=None),
        posts=(),
    )


def _add_pair(found: nx.MultiDiGraph, pair: CoOccurrence, unit: str) -> None:
    first, second = sorted((entity_id(pair.first), entity_id(pair.second)))
    if first not in found or second not in found or not getattr(pair, unit):
        return
    measures = ("articles", "paragraphs", "sentences", "npmi", "log_likelihood", "jaccard")
    found.add_edge(
        first,
        second,
        key=CO_OCCURS,
        kind=CO_OCCURS,
        label="",
        directed=False,
        weight=getattr(pair, unit),
        evidence=pair.evidence,
        **{measure: getattr(pair, measure) for measure in measures},
    )


def _add_relations(found: nx.MultiDiGraph, reading: Reading) -> None:
    for said in reading.relations:
        quote = Quote(reading.article.id, said.field, said.start, said.end)
        _add_statement(found, said.subject, said.predicate, said.object, "", quote)


def _add_posts(found: nx.MultiDiGraph, reading: Reading) -> None:
    for held in reading.posts:
        quote = Quote(reading.article.id, held.field, held.start, held.end)
        if held.org:
            _add_statement(found, held.person, "holdsPost", held.org, held.post, quote)
        else:
            node = found.nodes[entity_id(held.person)]
            node["posts"] = (*node["posts"], (held.post, quote))


def _add_statement(
    found: nx.MultiDiGraph, head: Entity, kind: str, tail: Entity, label: str, quote: Quote
) -> None:
    first, second, key = entity_id(head), entity_id(tail), f"{kind} {label}".strip()
    if not found.has_edge(first, second, key):
        found.add_edge(first, second, key=key, kind=kind, label=label, directed=True, weight=0, evidence=())
    edge = found.edges[first, second, key]
    edge["evidence"] = (*edge["evidence"], quote)
    edge["weight"] = len(edge["evidence"])


def ordered(found: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The same graph with its nodes and edges in the order of their identifiers."""
    copied = nx.MultiDiGraph()
    copied.add_nodes_from(sorted(found.nodes(data=True), key=lambda node: node[0]))
    edges = found.edges(keys=True, data=True)
    copied.add_edges_from(sorted(edges, key=lambda edge: edge[:3]))
    return copied


def ties(found: nx.MultiDiGraph) -> nx.Graph:
    """The graph as simple undirected ties: one edge a pair, its weight the sum over all that links it."""
    tied = nx.Graph()
    tied.add_nodes_from(sorted(found))
    for first, second, weight in sorted(found.edges(data="weight")):
        if first != second:
            before = tied.get_edge_data(first, second, {"weight": 0})["weight"]
            tied.add_edge(first, second, weight=before + weight)
    return tied

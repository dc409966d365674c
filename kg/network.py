"""Readings and co-occurrences as one networkx graph: what to draw of it, where, and in which groups.

Every node is an entity under its identifier; every edge is one statement: a co-occurrence (drawn once,
from the smaller identifier, `directed` false), a typed relation or a post. networkx holds and filters the
graph, igraph only places it and finds its communities, both fed in sorted order from a fixed seed.
"""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any

import networkx as nx

from kg.model import CoOccurrence, Entity, Quote, Reading
from kg.vocab import entity_id

__all__ = ["CO_OCCURS", "backbone", "communities", "graph", "layout", "radius", "ties"]

CO_OCCURS = "coOccursWith"
Point = tuple[float, float]
Cell = tuple[int, int]

SPREAD = 92.0  # wished length of an edge, in the page's pixels at zoom 1
MARGIN = 21.0  # free space around each node
CELL = 34.0  # grid of the packing of components
ASPECT = 1.3  # width over height of the whole, as screens are
ALPHA = 0.05  # significance of the disparity filter
FIRST = 4  # of every class and community in the backbone


def graph(
    readings: Iterable[Reading],
    cooccurrences: Iterable[CoOccurrence],
    *,
    reporters: bool = False,
    unit: str = "sentence",
) -> nx.MultiDiGraph:
    """The graph of all entities, their co-occurrences within `unit`, typed relations and posts.

    Node attributes: class, label, qualifier, aliases, articles (how many name it), first and last (ISO
    dates, None if unknown), posts (those held without a named organisation, with quotes). Edge key:
    the kind, for posts with the post's name; attributes: kind, label, directed, weight, evidence
    (quotes), for co-occurrences also the counts and measures. People who occur in bylines only
    are left out unless `reporters`.
    """
    found = nx.MultiDiGraph()
    known = sorted(readings, key=lambda reading: reading.article.id)
    _add_entities(found, known, reporters)
    for pair in sorted(cooccurrences, key=lambda pair: (pair.first, pair.second)):
        _add_pair(found, pair, f"{unit}s")
    for reading in known:
        _add_relations(found, reading)
        _add_posts(found, reading)
    return _sorted(found)


def _add_entities(found: nx.MultiDiGraph, readings: Sequence[Reading], reporters: bool) -> None:
    seen: dict[Entity, tuple[set[str], set[str], set[str]]] = {}
    for reading in readings:
        for entity, surface in _named(reading, reporters):
            aliases, articles, dates = seen.setdefault(entity, (set(), set(), set()))
            aliases.add(surface)
            articles.add(reading.article.id)
            if reading.article.date:
                dates.add(reading.article.date)
    for entity, (aliases, articles, dates) in seen.items():
        _add_entity(found, entity, aliases - {entity.name, ""}, len(articles), dates)


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


def _sorted(found: nx.MultiDiGraph) -> nx.MultiDiGraph:
    ordered = nx.MultiDiGraph()
    ordered.add_nodes_from(sorted(found.nodes(data=True), key=lambda node: node[0]))
    edges = found.edges(keys=True, data=True)
    ordered.add_edges_from(sorted(edges, key=lambda edge: edge[:3]))
    return ordered


def ties(found: nx.MultiDiGraph) -> nx.Graph:
    """The graph as simple undirected ties: one edge a pair, its weight the sum over all that links it."""
    tied = nx.Graph()
    tied.add_nodes_from(sorted(found))
    for first, second, weight in sorted(found.edges(data="weight")):
        if first != second:
            before = tied.get_edge_data(first, second, {"weight": 0})["weight"]
            tied.add_edge(first, second, weight=before + weight)
    return tied


def communities(found: nx.MultiDiGraph) -> dict[str, int]:
    """The community of every node, numbered from 0 by size: Leiden on modularity (Traag et al. 2019)."""
    import igraph

    tied, names = ties(found), sorted(found)
    net = _to_igraph(tied, names)
    with _seeded(igraph):
        parts = net.community_leiden("modularity", weights="weight", n_iterations=10)
    groups = sorted(([names[i] for i in part] for part in parts), key=lambda part: (-len(part), part))
    return {name: number for number, part in enumerate(groups) for name in part}


def backbone(found: nx.MultiDiGraph, limit: int = 600) -> nx.MultiDiGraph:
    """What to draw first: at most `limit` nodes and 3 edges a node, everything that is typed included.

    Nodes: the top of every class and community, then the strongest. Edges: all typed ones, a maximum
    spanning forest, what the disparity filter keeps (Serrano et al. 2009), then the strongest.
    """
    tied = ties(found)
    chosen = _strongest(found, tied, limit)
    inner = tied.subgraph(chosen)
    pairs = _forest(inner) | _significant(inner)
    ranked = sorted(inner.edges(data="weight"), key=lambda edge: (-edge[2], *sorted(edge[:2])))
    for first, second, _ in ranked:
        if len(pairs) >= 3 * len(chosen):
            break
        pairs.add(_pair(first, second))
    drawn = found.subgraph(chosen).copy()
    drawn.remove_edges_from(
        [(u, v, k) for u, v, k in drawn.edges(keys=True) if k == CO_OCCURS and _pair(u, v) not in pairs]
    )
    return _sorted(drawn)


def _strongest(found: nx.MultiDiGraph, tied: nx.Graph, limit: int) -> list[str]:
    if len(found) <= limit:
        return sorted(found)
    strength = dict(tied.degree(weight="weight"))
    ranked = sorted(found, key=lambda node: (-strength[node], -found.nodes[node]["articles"], node))
    group = communities(found)
    first = _heads(ranked, {node: found.nodes[node]["class"] for node in found})
    first += [node for node in _heads(ranked, group) if group[node] < limit // (4 * FIRST)]
    return sorted(list(dict.fromkeys(first + ranked))[:limit])


def _heads(ranked: Sequence[str], group: dict[str, Any]) -> list[str]:
    """The first few of every group: all the first ones, then all the second ones."""
    taken: Counter[Any] = Counter()
    rounds: list[list[str]] = [[] for _ in range(FIRST)]
    for node in ranked:
        if taken[group[node]] < FIRST:
            rounds[taken[group[node]]].append(node)
        taken[group[node]] += 1
    return [node for nodes in rounds for node in nodes]


def _pair(first: str, second: str) -> tuple[str, str]:
    return (first, second) if first < second else (second, first)


def _forest(tied: nx.Graph) -> set[tuple[str, str]]:
    return {_pair(u, v) for u, v in nx.maximum_spanning_edges(_in_order(tied), data=False)}


def _in_order(tied: nx.Graph) -> nx.Graph:
    # a subgraph view walks a set: among equal weights the forest would follow the hash seed
    ordered = nx.Graph()
    ordered.add_nodes_from(sorted(tied))
    ordered.add_edges_from(sorted((*_pair(u, v), data) for u, v, data in tied.edges(data=True)))
    return ordered


def _significant(tied: nx.Graph) -> set[tuple[str, str]]:
    strength, degree = dict(tied.degree(weight="weight")), dict(tied.degree)
    return {
        _pair(u, v)
        for u, v, weight in tied.edges(data="weight")
        if any(degree[n] > 1 and (1 - weight / strength[n]) ** (degree[n] - 1) < ALPHA for n in (u, v))
    }


def radius(articles: int) -> float:
    """How large a node is drawn, in pixels at zoom 1: its area grows with the articles that name it."""
    return round(min(36.0, 9.0 + 4.8 * math.sqrt(max(0, articles - 1))), 1)


def layout(found: nx.MultiDiGraph) -> dict[str, tuple[int, int]]:
    """A place for every node, in pixels: each component laid out by itself, then packed around the largest.

    Fruchterman-Reingold (1991), in components up to 60 nodes after Kamada-Kawai (1989); nodes do not overlap.
    """
    tied = _in_order(ties(found))
    size = {node: radius(found.nodes[node]["articles"]) + MARGIN for node in tied}
    parts = sorted((sorted(part) for part in nx.connected_components(tied)), key=lambda p: (-len(p), p))
    placed: dict[str, tuple[int, int]] = {}
    taken: set[Cell] = set()
    spirals: dict[frozenset[Cell], Iterator[Cell]] = defaultdict(_spiral)  # what was full stays full
    for part in parts:
        spots = _apart(_placed(tied.subgraph(part), part), size)
        cells = _cells(spots, size)
        column, row = _room(spirals[frozenset(cells)], cells, taken)
        for node, (x, y) in spots.items():
            placed[node] = round(x + column * CELL), round(y + row * CELL)
    return placed


def _placed(tied: nx.Graph, names: list[str]) -> dict[str, Point]:
    import igraph

    if len(names) == 1:
        return {names[0]: (0.0, 0.0)}
    net = _to_igraph(tied, names)
    # sums of sentences pull too hard: the logarithm keeps strong pairs near, not on top of each other
    pull = [1 + math.log(weight) for weight in net.es["weight"]]
    with _seeded(igraph):
        spots = net.layout_kamada_kawai() if len(names) <= 60 else net.layout_drl(weights=pull)
        if len(names) > 60:
            spots = net.layout_fruchterman_reingold(weights=pull, seed=spots, niter=300)
    return _scaled(dict(zip(names, spots, strict=True)), tied)


def _scaled(spots: dict[str, Point], tied: nx.Graph) -> dict[str, Point]:
    lengths = sorted(math.dist(spots[u], spots[v]) for u, v in tied.edges)
    scale = SPREAD / (lengths[len(lengths) // 2] or 1.0)
    # lying ellipses fill a screen better than standing ones
    wide, high = (max(p[i] for p in spots.values()) - min(p[i] for p in spots.values()) for i in (0, 1))
    x, y = (1, 0) if high > wide else (0, 1)
    middle = [sum(p[i] for p in spots.values()) / len(spots) for i in (0, 1)]
    return {n: ((p[x] - middle[x]) * scale, (p[y] - middle[y]) * scale) for n, p in spots.items()}


def _apart(spots: dict[str, Point], size: dict[str, float]) -> dict[str, Point]:
    """The places with every overlap pushed apart, the pair's middle kept."""
    moved = {name: [*point] for name, point in sorted(spots.items())}
    for _ in range(120):
        overlaps = 0
        for one, other in list(_near(moved, 2 * max(size[name] for name in moved))):
            overlaps += _push(moved[one], moved[other], size[one] + size[other])
        if not overlaps:
            break
    return {name: (x, y) for name, (x, y) in moved.items()}


def _near(spots: dict[str, list[float]], reach: float) -> Iterator[tuple[str, str]]:
    grid: dict[tuple[int, int], list[str]] = {}
    for name, (x, y) in spots.items():
        column, row = int(x // reach), int(y // reach)
        for i in (column - 1, column, column + 1):
            for j in (row - 1, row, row + 1):
                for other in grid.get((i, j), ()):
                    yield other, name
        grid.setdefault((column, row), []).append(name)


def _push(one: list[float], other: list[float], gap: float) -> bool:
    dx, dy = other[0] - one[0], other[1] - one[1]
    away = math.hypot(dx, dy)
    if away >= gap:
        return False
    if away < 0.01:
        dx, dy, away = 1.0, 0.3, 1.044
    step = (gap - away) / 2 + 0.5
    for point, sign in ((one, -1), (other, 1)):
        point[0] += sign * step * dx / away
        point[1] += sign * step * dy / away
    return True


def _cells(spots: dict[str, Point], size: dict[str, float]) -> set[Cell]:
    """The cells of the packing grid that a component covers, hollows filled: nothing foreign lies within."""
    rows: dict[int, list[int]] = defaultdict(list)
    for name, (x, y) in spots.items():
        reach = size[name]
        for row in range(math.floor((y - reach) / CELL), math.floor((y + reach) / CELL) + 1):
            rows[row] += [math.floor((x - reach) / CELL), math.floor((x + reach) / CELL)]
    return {(column, row) for row, ends in rows.items() for column in range(min(ends), max(ends) + 1)}


def _room(spiral: Iterator[Cell], cells: set[Cell], taken: set[Cell]) -> Cell:
    """The next free place of a spiral for a component, now taken (after Freivalds et al. 2002)."""
    for column, row in spiral:
        if taken.isdisjoint((i + column, j + row) for i, j in cells):
            taken.update((i + column, j + row) for i, j in cells)
            return column, row
    raise AssertionError("a spiral has no end")


def _spiral() -> Iterator[Cell]:
    """All cells from the middle outwards, in rings as wide as screens are."""
    for ring in count():
        cells = []
        for row in range(-ring - 1, ring + 2):
            reach = math.ceil(ASPECT * math.sqrt(max(0, (ring + 1) ** 2 - row * row)))
            for column in range(-reach, reach + 1):
                if ring <= math.hypot(column / ASPECT, row) < ring + 1:
                    cells.append((math.hypot(column / ASPECT, row), column, row))
        yield from ((column, row) for _, column, row in sorted(cells))


def _to_igraph(tied: nx.Graph, names: list[str]) -> Any:
    import igraph

    index = {name: number for number, name in enumerate(names)}
    edges = sorted((*sorted((index[u], index[v])), weight) for u, v, weight in tied.edges(data="weight"))
    net = igraph.Graph(len(names), [edge[:2] for edge in edges])
    net.es["weight"] = [edge[2] for edge in edges]
    return net


@contextmanager
def _seeded(igraph: Any) -> Iterator[None]:
    """igraph's chance from a fixed seed inside, Python's again after."""
    igraph.set_random_number_generator(random.Random(1886))
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)

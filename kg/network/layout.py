"""A place for every node, each component by itself and none on another."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from itertools import count

import networkx as nx

from kg.network.communities import seeded, to_igraph
from kg.network.statements import ties

__all__ = ["layout", "radius"]

Point = tuple[float, float]
Cell = tuple[int, int]

SPREAD = 92.0  # wished length of an edge, in the page's pixels at zoom 1
MARGIN = 21.0  # free space around each node
CELL = 34.0  # grid of the packing of components
ASPECT = 1.3  # width over height of the whole, as screens are
SMALL = 60  # nodes up to which Kamada-Kawai draws a component


def radius(articles: int) -> float:
    """How large a node is drawn, in pixels at zoom 1: its area grows with the articles that name it."""
    return round(min(36.0, 9.0 + 4.8 * math.sqrt(max(0, articles - 1))), 1)


def layout(found: nx.MultiDiGraph) -> dict[str, tuple[int, int]]:
    """A place for every node, in pixels: each component laid out by itself, then packed around the largest.

    Fruchterman-Reingold (1991), in components up to 60 nodes after Kamada-Kawai (1989); nodes do not overlap.
    """
    tied = ties(found)
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
    net = to_igraph(tied, names)
    # sums of sentences pull too hard: the logarithm keeps strong pairs near, not on top of each other
    pull = [1 + math.log(weight) for weight in net.es["weight"]]
    with seeded(igraph):
        if len(names) <= SMALL:
            spots = net.layout_kamada_kawai()
        else:  # not DrL: it takes 600 MB for 200 nodes
            spots = net.layout_fruchterman_reingold(weights=pull, niter=600)
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

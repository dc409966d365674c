"""What to draw first of a large graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import networkx as nx

from kg.network.communities import communities
from kg.network.statements import CO_OCCURS, ordered, ties

__all__ = ["backbone"]

ALPHA = 0.05  # significance of the disparity filter
FIRST = 4  # of every class and community
EDGES = 3  # a node, co-occurrences

Pair = tuple[str, str]


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
        if len(pairs) >= EDGES * len(chosen):
            break
        pairs.add(_pair(first, second))
    drawn = found.subgraph(chosen).copy()
    drawn.remove_edges_from(
        [(u, v, k) for u, v, k in drawn.edges(keys=True) if k == CO_OCCURS and _pair(u, v) not in pairs]
    )
    return ordered(drawn)


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


def _pair(first: str, second: str) -> Pair:
    return (first, second) if first < second else (second, first)


def _forest(tied: nx.Graph) -> set[Pair]:
    return {_pair(u, v) for u, v in nx.maximum_spanning_edges(_in_order(tied), data=False)}


def _in_order(tied: nx.Graph) -> nx.Graph:
    # a subgraph view walks a set: among equal weights the forest would follow the hash seed
    found = nx.Graph()
    found.add_nodes_from(sorted(tied))
    found.add_weighted_edges_from(sorted((*_pair(u, v), n) for u, v, n in tied.edges(data="weight")))
    return found


def _significant(tied: nx.Graph) -> set[Pair]:
    strength, degree = dict(tied.degree(weight="weight")), dict(tied.degree)
    return {
        _pair(u, v)
        for u, v, weight in tied.edges(data="weight")
        if any(degree[n] > 1 and (1 - weight / strength[n]) ** (degree[n] - 1) < ALPHA for n in (u, v))
    }

"""Communities, and the bridge to igraph that finds them and the places."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import networkx as nx

from kg.network.statements import ties

__all__ = ["communities", "seeded", "to_igraph"]

SEED = 1886


def communities(found: nx.MultiDiGraph) -> dict[str, int]:
    """The community of every node, numbered from 0 by size: Leiden on modularity (Traag et al. 2019)."""
    import igraph

    tied, names = ties(found), sorted(found)
    net = to_igraph(tied, names)
    with seeded(igraph):
        parts = net.community_leiden("modularity", weights="weight", n_iterations=10)
    groups = sorted(([names[i] for i in part] for part in parts), key=lambda part: (-len(part), part))
    return {name: number for number, part in enumerate(groups) for name in part}


def to_igraph(tied: nx.Graph, names: list[str]) -> Any:
    """The ties among `names` as an igraph graph, its vertices and edges in sorted order."""
    import igraph

    index = {name: number for number, name in enumerate(names)}
    edges = sorted((*sorted((index[u], index[v])), weight) for u, v, weight in tied.edges(data="weight"))
    net = igraph.Graph(len(names), [edge[:2] for edge in edges])
    net.es["weight"] = [edge[2] for edge in edges]
    return net


@contextmanager
def seeded(igraph: Any) -> Iterator[None]:
    """igraph's chance from a fixed seed inside, Python's again after."""
    igraph.set_random_number_generator(random.Random(SEED))
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)

"""Readings and co-occurrences as one networkx graph: what to draw of it, where, and in which groups.

networkx holds and filters the graph; igraph places it and finds its communities, fed in sorted order from a
fixed seed. Nothing here follows a hash seed, a clock or the order of the input.
"""

from kg.network.backbone import backbone
from kg.network.communities import communities
from kg.network.layout import layout, radius
from kg.network.selection import DIVISIONS, Division, answered, around, parts
from kg.network.statements import CO_OCCURS, graph, ties

__all__ = [
    "CO_OCCURS",
    "DIVISIONS",
    "Division",
    "answered",
    "around",
    "backbone",
    "communities",
    "graph",
    "layout",
    "parts",
    "radius",
    "ties",
]

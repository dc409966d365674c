"""What people see of a built graph, as plain data made from a store: no server, no HTML."""

from kg.site.graph import Graph
from kg.site.index import Index, index

__all__ = ["Graph", "Index", "index"]

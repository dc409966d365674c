"""The graph that is served, ready for pages: look-ups, index and search, made anew after each build."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

from rdflib import RDF
from rdflib.namespace import ORG
from starlette.datastructures import State
from starlette.requests import Request

from kg.serve.served import Served
from kg.site.graph import Graph
from kg.site.index import Index, index
from kg.site.search import Search
from kg.vocab import KG

__all__ = ["Site", "site", "warm"]


@dataclass
class Site:
    """One build's graph; index and search are made when first asked for."""

    digest: str
    graph: Graph
    _lock: Lock = field(default_factory=Lock)

    @property
    def index(self) -> Index:
        """Entities and articles."""
        return self.search.known

    @property
    def search(self) -> Search:
        """Their names."""
        with self._lock:  # many requests may be the first
            return self._search

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many there are of what readers ask for first."""
        each = {
            "pages": KG.Page,
            "pairs": KG.CoOccurrence,
            "statements": KG.Statement,
            "posts": ORG.Membership,
        }
        found = {name: len(self.graph.subjects(RDF.type, str(kind))) for name, kind in each.items()}
        return found | {"entities": len(self.index.entities), "articles": len(self.index.articles)}

    @cached_property
    def _search(self) -> Search:
        return Search(index(self.graph))


_OPENING = Lock()


def site(request: Request) -> Site:
    """The site of the database that is served now."""
    return _site(request.app.state)


def warm(state: State) -> None:
    """Makes index and search, and loads the table of pinyin, before anybody waits for them."""
    _site(state).search.find("zh")


def _site(state: State) -> Site:
    served: Served = state.served
    with _OPENING:
        known: Site | None = getattr(state, "site", None)
        digest = served.stamp.digest
        if known is None or known.digest != digest:
            known = state.site = Site(digest, Graph(served.store, served.base))
    return known

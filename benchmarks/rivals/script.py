"""The script that a user would write: posseg, combinations, rdflib, Turtle, networkx, pyvis.

    python benchmarks/rivals/script.py PAGES OUT

One pass, everything in memory: a short line without a full stop begins an article, names are what
jieba.posseg tags as person, place and organisation, two names of one article are linked, the graph becomes
Turtle and a web page.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from urllib.parse import quote

__all__ = ["main"]

BASE = "https://kg.example/"
TAGS = {"nr": "Person", "ns": "Place", "nt": "Organisation"}


def main() -> None:
    """Builds the graph of a folder of pages."""
    pages, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    pairs: Counter[tuple[str, str]] = Counter()
    classes: dict[str, str] = {}
    for article in _articles(pages):
        names = dict(_names(article))
        classes |= names
        pairs.update(combinations(sorted(names), 2))
    _turtle(classes, pairs, out / "graph.ttl")
    _page(classes, pairs, out / "graph.html")


def _articles(pages: Path) -> Iterator[str]:
    for path in sorted(pages.iterdir()):
        held: list[str] = []
        for line in path.read_text(encoding="utf-8").split("\n"):
            if "。" in "".join(held) and "。" not in line and 4 < len(line) < 25:
                yield "\n".join(held)
                held = []
            held.append(line)
        yield "\n".join(held)


def _names(text: str) -> Iterator[tuple[str, str]]:
    import jieba
    import jieba.posseg

    jieba.setLogLevel("WARNING")
    for word, tag in jieba.posseg.cut(text):
        if tag in TAGS and len(word) > 1:
            yield word, TAGS[tag]


def _turtle(classes: dict[str, str], pairs: Counter[tuple[str, str]], path: Path) -> None:
    from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef

    vocabulary, graph = Namespace(f"{BASE}ontology#"), Graph()
    addresses = {name: URIRef(f"{BASE}e/{quote(name)}") for name in classes}
    for name, kind in classes.items():
        graph.add((addresses[name], RDF.type, vocabulary[kind]))
        graph.add((addresses[name], RDFS.label, Literal(name, lang="zh")))
    for (first, second), weight in pairs.items():
        node = URIRef(f"{BASE}x/{quote(first)}.{quote(second)}")
        graph.add((node, vocabulary.participant, addresses[first]))
        graph.add((node, vocabulary.participant, addresses[second]))
        graph.add((node, vocabulary.articleCount, Literal(weight)))
    graph.serialize(path, "turtle")


def _page(classes: dict[str, str], pairs: Counter[tuple[str, str]], path: Path) -> None:
    import networkx as nx
    from pyvis.network import Network

    graph = nx.Graph()
    graph.add_nodes_from((name, {"group": kind}) for name, kind in classes.items())
    graph.add_weighted_edges_from((*pair, weight) for pair, weight in pairs.items())
    page = Network(cdn_resources="in_line")
    page.from_nx(graph)
    path.write_text(page.generate_html(), encoding="utf-8")


if __name__ == "__main__":
    main()

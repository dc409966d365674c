"""Turtle and TriG for people to read: one block a subject, its class and name first.

The library that parses our RDF orders prefixes by chance when it writes; this writes the same bytes always.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple
from rdflib.namespace import RDF, SKOS, XSD

__all__ = ["Shortener", "blocks", "trig", "turtle"]

LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
# Turtle writes these bare; any other spelling of the value keeps its quotes and type.
BARE = {
    str(XSD.integer): re.compile(r"[+-]?[0-9]+"),
    str(XSD.decimal): re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    str(XSD.boolean): re.compile("true|false"),
}
TYPE = str(RDF.type)
FIRST = {TYPE: 0, str(SKOS.prefLabel): 1, str(SKOS.altLabel): 2}


class Shortener:
    """Terms as Turtle writes them, with the given prefixes.

    >>> short = Shortener({"e": "https://kg.example/e/"})
    >>> short(NamedNode("https://kg.example/e/u-x")), short(NamedNode("https://kg.example/e/%20"))
    ('e:u-x', '<https://kg.example/e/%20>')
    """

    def __init__(self, prefixes: dict[str, str]) -> None:
        self.prefixes = prefixes
        self._names = {address: name for name, address in prefixes.items()}
        self._addresses = {name.encode(): address.encode() for name, address in prefixes.items()}
        self._address = lru_cache(1 << 14)(self._shortened)

    def __call__(self, term: NamedNode | BlankNode | Literal | Triple) -> str:
        """The term as Turtle writes it."""
        if isinstance(term, NamedNode):
            return self._address(term.value)
        text = str(term)
        return self._typed(text) if isinstance(term, Literal) and text[-1] == ">" else text

    def full(self, name: bytes) -> bytes:
        """An address as N-Triples writes it, from what Turtle writes.

        >>> Shortener({"e": "https://kg.example/e/"}).full(b"e:u-x")
        b'<https://kg.example/e/u-x>'
        """
        prefix, _, local = name.partition(b":")
        return name if name[:1] == b"<" else b"<%b%b>" % (self._addresses[prefix], local)

    def predicate(self, address: str) -> str:
        """The predicate at an address; `a` for rdf:type."""
        return "a" if address == TYPE else self._address(address)

    def header(self) -> str:
        """The declarations of the prefixes, a line each."""
        return "".join(f"@prefix {name}: <{address}> .\n" for name, address in self.prefixes.items())

    def _shortened(self, address: str) -> str:
        cut = max(address.rfind("/"), address.rfind("#"), address.rfind(":")) + 1
        name = self._names.get(address[:cut])
        return f"{name}:{address[cut:]}" if name and LOCAL.fullmatch(address, cut) else f"<{address}>"

    def _typed(self, text: str) -> str:
        """A literal as N-Triples writes it, with its type; a string has none."""
        value, _, datatype = text[1:-1].rpartition('"^^<')
        if datatype in BARE and BARE[datatype].fullmatch(value):
            return value
        return f'"{value}"^^{self._address(datatype)}'


def turtle(triples: Iterable[Triple], prefixes: dict[str, str]) -> Iterator[str]:
    """Turtle, piece by piece, of triples that come grouped by subject."""
    short = Shortener(prefixes)
    yield short.header()
    yield from blocks(triples, short)


def trig(quads: Iterable[Quad], prefixes: dict[str, str]) -> Iterator[str]:
    """TriG, piece by piece, of quads that come grouped by graph, and in each by subject."""
    short = Shortener(prefixes)
    yield short.header()
    for graph, members in groupby(quads, attrgetter("graph_name")):
        name = f"{short(graph)} " if isinstance(graph, NamedNode | BlankNode) else ""
        yield f"\n{name}{{"
        yield from blocks((quad.triple for quad in members), short, "    ")
        yield "}\n"


def blocks(triples: Iterable[Triple], short: Shortener, indent: str = "") -> Iterator[str]:
    """The block of each subject, of triples that come grouped by it; a line feed begins it."""
    for subject, found in groupby(triples, attrgetter("subject")):
        stated: dict[str, list[str]] = defaultdict(list)
        for _, predicate, object in found:
            stated[predicate.value].append(short(object))
        lines = [
            f"{short.predicate(predicate)} {', '.join(stated[predicate])}"
            for predicate in sorted(stated, key=lambda name: (FIRST.get(name, 3), name))
        ]
        yield f"\n{indent}{short(subject)} " + f" ;\n{indent}    ".join(lines) + " .\n"

"""A built graph into any store that speaks the SPARQL 1.1 Graph Store Protocol, graph by graph.

The store itself keeps the record of what it was sent, in the graph `{base}g/published`: each line of its
literals is the name of a graph and its digest, or "-" while it is being sent. A record beside graph.nq would
be wrong as soon as the store is emptied, restored from a backup or filled from another machine. What the
record does not name was put there by others and is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, SDO

from kg.contents import Contents, Part, contents
from kg.errors import ServerError
from kg.server import Server, address
from kg.terms import iri, string, zh

__all__ = ["DEFAULT", "Plan", "Union", "publish"]

PIECE = 4_000_000
"""Bytes of a request; a larger graph is sent as one PUT and POSTs after it, as servers limit requests."""
GROUP = 50
"""Graphs after which the record is brought up to date; a kill costs sending no more than these again."""
LINES = 100
"""Graphs that one literal of the record names. A triple for each would be more usual, but stores limit the
triples of an answer (Virtuoso cuts at ResultSetMaxRows and does not say so), and a record cut short would
have graphs sent again and never dropped. All in one would be refused: see `_sent`."""
SENDING = "-"
TITLES = (
    zh("本库中由 kg 发布的图及其摘要"),
    ox.Literal("Graphs that kg published here, and their digests", language="en"),
)
TRIPLES = {"Content-Type": "text/turtle"}  # which N-Triples is too, and every store takes

DEFAULT = "default"
"""Stands for the store's default graph, as in the protocol."""
Union = Literal["default", "graph", "none"]

OnProgress = Callable[[int, int], None]
"""Called with the number of quads sent, and of those to send."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a store needs to hold exactly the graphs of a file, by name."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    """Those that hold something else there, or may be half sent."""
    vanished: tuple[str, ...]
    """Those that were published and are no longer in the file."""
    same: tuple[str, ...]
    quads: int
    """To be sent."""
    union: str | None
    """Where all graphs together are: `DEFAULT`, the name of a graph, or None for nowhere."""

    @property
    def sent(self) -> tuple[str, ...]:
        """The graphs to send, in order."""
        return tuple(sorted(self.new + self.changed))


def publish(
    nquads: Path,
    url: str,
    *,
    server: Server,
    union: Union = "default",
    anew: bool = False,
    dry_run: bool = False,
    on_progress: OnProgress | None = None,
) -> Plan:
    """Makes the store at `url` hold exactly the graphs of a file of N-Quads, and says what that took.

    Queries without GRAPH see a store's default graph. Stores that put it together from all graphs repeat what
    several graphs say, and counts come out too large. So `union` keeps all graphs together, each triple
    once: in the store's own default graph if it has one and it is free, in the graph `{base}union`, or not.

    Stopped half-way, it goes on where it was when it is called again. `anew` sends all graphs, whatever the
    store says it holds; `dry_run` only asks. Raises InputError for the file or the address, ServerError when
    the server cannot be reached or refuses.
    """
    store = _Store(server, address(url))
    with contents(nquads) as found:
        base = found.base
        record = f"{base}g/published"
        # Whoever can write to the store can write to the record: it must not have others' graphs dropped.
        ours = (f"{base}g/", f"{base}union", DEFAULT)
        held = {name: d for name, d in store.record(record).items() if name.startswith(ours)}
        place = _place(store, union, base, held)
        parts = found.parts | ({place: found.union} if place else {})
        plan = _plan(parts, dict.fromkeys(held, SENDING) if anew else held, place)
        if not dry_run and (plan.sent or plan.vanished):
            _send(store, found, parts, plan, record, on_progress or _silent)
    return plan


def _place(store: _Store, union: Union, base: str, held: Mapping[str, str]) -> str | None:
    """The name under which the union goes into the store."""
    if union == "graph":
        return f"{base}union"
    return DEFAULT if union == "default" and (DEFAULT in held or store.has_room()) else None


def _plan(parts: Mapping[str, Part], held: Mapping[str, str], union: str | None) -> Plan:
    same = tuple(name for name, part in parts.items() if held.get(name) == part.digest)
    new = tuple(name for name in parts if name not in held)
    known = {*same, *new}
    changed = tuple(name for name in parts if name not in known)
    vanished = tuple(sorted(held.keys() - parts.keys()))
    quads = sum(len(parts[name].lines) for name in new + changed)
    return Plan(new, changed, vanished, same, quads, union)


def _send(
    store: _Store,
    found: Contents,
    parts: Mapping[str, Part],
    plan: Plan,
    record: str,
    progress: OnProgress,
) -> None:
    """First the record says what will be touched, then that is done, then the record says that it is done."""
    digests = {name: part.digest for name, part in parts.items()}
    kept = {name: digests[name] for name in plan.same}
    store.replace(record, _record(record, kept | dict.fromkeys(plan.sent + plan.vanished, SENDING)))
    for name in plan.vanished:
        store.drop(name)
    done = 0
    progress(0, plan.quads)
    for group in _groups(plan.sent, GROUP):
        for name in group:
            store.replace(name, found.triples(parts[name]))
            done += len(parts[name].lines)
            progress(done, plan.quads)
        store.add(record, _record(record, {name: digests[name] for name in group}))
    store.replace(record, _record(record, digests))


class _Store:
    """The graphs of a store, by the verbs of the Graph Store Protocol."""

    def __init__(self, server: Server, url: str) -> None:
        self._server = server
        self._url = url

    def record(self, graph: str) -> dict[str, str]:
        """The digests of the graphs that the store's record names; none for a store without one."""
        accept = {"Accept": "application/n-triples, text/turtle;q=0.9"}
        answer = self._server.send("GET", self._of(graph), headers=accept, fine=(404,))
        if answer.status_code == 404:
            return {}
        format = ox.RdfFormat.from_media_type(answer.headers.get("content-type", "")) or ox.RdfFormat.TURTLE
        try:
            triples = list(ox.parse(answer.content, format=format))
        except SyntaxError as error:
            reason = f"no RDF where the Graph Store Protocol has it; is this the address? 不是 RDF: {error}"
            raise ServerError(f"{self._url}: {reason}") from error
        return _read(quad.object.value for quad in triples if _tells(quad.predicate, quad.object))

    def has_room(self) -> bool:
        """Whether there is a default graph that is the store's own and empty."""
        accept = {"Accept": "application/n-triples"}
        refusals = (400, 404, 405, 406, 500, 501)  # 500 is what Virtuoso says
        answer = self._server.send("GET", self._of(DEFAULT), headers=accept, fine=refusals, peek=True)
        return answer.status_code == 404 or (answer.is_success and not answer.content.strip())

    def replace(self, graph: str, triples: Iterable[bytes]) -> None:
        """Makes these the only triples of a graph."""
        for number, piece in enumerate(_pieces(triples)):
            method = "POST" if number else "PUT"
            self._server.send(method, self._of(graph), content=piece, headers=TRIPLES)

    def add(self, graph: str, triples: Iterable[bytes]) -> None:
        """Adds triples to a graph."""
        for piece in _pieces(triples):
            self._server.send("POST", self._of(graph), content=piece, headers=TRIPLES)

    def drop(self, graph: str) -> None:
        """Takes a graph out of the store, if it is there."""
        self._server.send("DELETE", self._of(graph), fine=(404,))

    def _of(self, graph: str) -> str:
        which = DEFAULT if graph == DEFAULT else f"graph={quote(graph, safe='')}"
        return f"{self._url}{'&' if '?' in self._url else '?'}{which}"


def _record(record: str, digests: Mapping[str, str]) -> Iterator[bytes]:
    """The record as N-Triples, with a title for those who come across it."""
    node = ox.NamedNode(record)
    lines = [f"{name} {digest}" for name, digest in sorted(digests.items())]
    texts = [string("\n".join(group)) for group in _groups(lines, LINES)]
    said = [(DCTERMS.title, title) for title in TITLES] + [(SDO.text, text) for text in texts]
    for predicate, text in said:
        yield f"{ox.Triple(node, iri(predicate), text)} .\n".encode()


def _tells(predicate: ox.NamedNode, object: object) -> bool:
    return predicate == iri(SDO.text) and isinstance(object, ox.Literal)


def _read(texts: Iterable[str]) -> dict[str, str]:
    """What the literals of a record say; that a graph is complete outweighs that it is being sent."""
    lines = (line.partition(" ") for text in texts for line in text.splitlines())
    told = {(name, digest) for name, _, digest in lines if name and digest}
    return dict(sorted(told, key=lambda line: (line[0], line[1] != SENDING)))


def _sent(line: bytes) -> bytes:
    """The same triple with every "<" in its text escaped.

    Virtuoso 7 goes by the first 64 kB and not by Content-Type: a graph that quotes <html> is a page to it.
    """
    begin, end = line.find(b'"'), line.rfind(b'"')
    if begin < 0:
        return line
    return line[:begin] + line[begin:end].replace(b"<", b"\\u003C") + line[end:]


def _pieces(lines: Iterable[bytes]) -> Iterator[bytes]:
    piece = bytearray()
    for line in map(_sent, lines):
        if piece and len(piece) + len(line) > PIECE:
            yield bytes(piece)
            piece.clear()
        piece += line
    yield bytes(piece)


def _groups(items: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (items[begin : begin + size] for begin in range(0, len(items), size))


def _silent(done: int, total: int) -> None:
    """Takes progress when nobody asked for it."""

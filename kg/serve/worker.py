"""A process that answers queries and may be killed at any moment: `python -m kg.serve.worker`.

Frames come on standard input and go to standard output: two lengths (4 bytes each, big-endian), a JSON
object, then bytes. The first frame says what the process may take; after it nothing can be opened any more,
neither a file nor a connection, where the system knows such limits.
"""

from __future__ import annotations

import io
import json
import os
import signal
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph as ox

__all__ = ["LENGTHS", "STAMP", "frame", "main"]

LENGTHS = struct.Struct(">II")
STAMP = "kg.json"
SPACE = ox.NamedNode("http://rdfs.org/ns/void#uriSpace")
RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
GRAPHS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


class Refused(Exception):  # noqa: N818  an answer to the parent, no fault
    """An answer that is not given; the argument says why, in one word."""


class Capped(io.BytesIO):
    """A buffer that refuses to grow beyond a size."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: Any) -> int:
        """Takes the bytes, or raises Refused."""
        if self.tell() + len(data) > self._most:
            raise Refused("bytes")
        return super().write(data)


def frame(told: dict[str, Any], body: bytes = b"") -> bytes:
    """A message as it goes through the pipe."""
    head = json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return LENGTHS.pack(len(head), len(body)) + head + body


def _received(source: BinaryIO) -> dict[str, Any] | None:
    lengths = source.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    head, body = LENGTHS.unpack(lengths)
    told: dict[str, Any] = json.loads(source.read(head))
    source.read(body)
    return told


def answered(store: ox.Store, asked: dict[str, Any], rules: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The answer to one question: what it is, and its bytes."""
    default, named = asked["default"], asked["named"]
    try:
        result = store.query(
            asked["query"],
            base_iri=rules["base"],
            prefixes=rules["prefixes"],
            default_graph=None if default is None else [ox.NamedNode(graph) for graph in default],
            named_graphs=None if named is None else [ox.NamedNode(graph) for graph in named],
        )
        kind = "graph" if isinstance(result, ox.QueryTriples) else "solutions"
        if not (form := asked[kind]):
            return {"error": "form", "kind": kind}, b""
        out = Capped(rules["bytes"])
        if isinstance(result, ox.QueryTriples):
            triples = _counted(result, rules["rows"])
            ox.serialize(triples, out, GRAPHS[form], prefixes=rules["prefixes"])
        else:
            result.serialize(out, RESULTS[form])
            if isinstance(result, ox.QuerySolutions) and _rows(out.getvalue(), form) > rules["rows"]:
                raise Refused("rows")
        return {"kind": kind}, out.getvalue()
    except SyntaxError as error:
        return {"error": "syntax", "message": str(error)}, b""
    except Refused as error:
        return {"error": str(error)}, b""
    except MemoryError:
        return {"error": "memory"}, b""
    except (OSError, RuntimeError, ValueError) as error:
        return {"error": "failed", "message": str(error)}, b""


def _counted(triples: ox.QueryTriples, most: int) -> Iterator[ox.Triple]:
    seen: set[ox.Triple] = set()
    for triple in triples:
        if triple not in seen:
            seen.add(triple)
            if len(seen) > most:
                raise Refused("rows")
            yield triple


def _rows(data: bytes, form: str) -> int:
    """How many solutions a serialization holds, by the bytes that only the end of one can be."""
    if form == "xml":
        return data.count(b"<result>")
    if form == "json":
        return data.count(b"},{")  # a text may hold it too: then there seem to be a few more
    if form == "csv":
        data = b"".join(data.split(b'"')[::2])  # line ends in quotes are text
    return data.count(b"\n") - 1


def _confine(rules: dict[str, Any]) -> None:
    """Takes away what a query does not need; what the system does not know is left as it is."""
    with suppress(ImportError):
        import resource

        used = 0
        with suppress(OSError):
            pages = int(Path("/proc/self/statm").read_text().split()[0])
            used = pages * resource.getpagesize()
        for what, most in (
            (resource.RLIMIT_AS, used + rules["memory"]),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_NOFILE, 0),
        ):
            with suppress(ValueError, OSError):
                resource.setrlimit(what, (most, most))


def _die_with_parent() -> None:
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def _spend(seconds: float) -> None:
    """The system ends the process when a query takes more processor time, even if nobody is there to."""
    with suppress(ImportError):
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        most = int(usage.ru_utime + usage.ru_stime + seconds) + 2
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _peak() -> int:
    """The most memory that the process has had, in bytes; 0 where nobody knows."""
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _digest(folder: Path) -> str:
    told: dict[str, Any] = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    return str(told["digest"])


def _base(store: ox.Store) -> str:
    """What relative addresses in queries are relative to: where the graph's own addresses begin."""
    space = next(store.quads_for_pattern(None, SPACE, None, None), None)
    return space.object.value if space and isinstance(space.object, ox.Literal) else "http://127.0.0.1/sparql"


def main() -> int:
    """Answers until standard input ends; 3 when there is no database, or another one than a moment ago."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then ends this
    _die_with_parent()
    source, out = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    if not (rules := _received(source)):
        return 0
    folder = Path(rules["folder"])
    try:
        digest = _digest(folder)
        store = ox.Store.read_only(str(folder))
        if _digest(folder) != digest:
            return 3
    except (OSError, ValueError, KeyError, RuntimeError):
        return 3
    rules["base"] = _base(store)
    _confine(rules)
    before = _peak()
    out.write(frame({"digest": digest}))
    out.flush()
    for left in range(rules["queries"], 0, -1):
        if not (asked := _received(source)):
            return 0
        _spend(rules["seconds"])
        told, body = answered(store, asked, rules)
        told["last"] = left == 1 or _peak() - before > rules["memory"] // 4
        out.write(frame(told, body))
        out.flush()
        if told["last"]:
            return 0
    return 0


if __name__ == "__main__":
    os._exit(main())

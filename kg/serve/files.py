"""/dumps: the files of the output folder, with sizes and checksums; /graph: the map of the whole graph."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from kg.serve.html import page
from kg.serve.problems import Problem
from kg.serve.served import Served
from kg.serve.site import site

__all__ = ["Dump", "dumps_of", "routes"]

MEDIA = {
    "nq": "application/n-quads",
    "ttl": "text/turtle; charset=utf-8",
    "nt": "application/n-triples",
    "trig": "application/trig; charset=utf-8",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
}
"""What may be downloaded, by the ending of its name; the order is that of the list."""
FOLDERS = ("", "dumps")
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"<>]+)">')
HEAD = 4096  # characters of the map's file in which its policy stands


@dataclass(frozen=True, slots=True)
class Dump:
    """A file for download."""

    path: Path
    name: str
    format: str
    size: int
    sha256: str


def dumps_of(output: Path) -> list[Dump]:
    """The files of an output folder that may be downloaded."""
    found: dict[str, Path] = {}
    for folder in FOLDERS:
        for path in sorted((output / folder).glob("*.*")):
            ending = path.suffix[1:]
            if ending in MEDIA and path.is_file() and not path.is_symlink():
                found.setdefault(path.name, path)
    ranked = sorted(found.items(), key=lambda item: ([*MEDIA].index(item[1].suffix[1:]), item[0]))
    return [_dump(path) for _, path in ranked]


def _dump(path: Path) -> Dump:
    known = path.stat()
    return Dump(
        path, path.name, path.suffix[1:], known.st_size, _sha256(path, known.st_size, known.st_mtime_ns)
    )


@lru_cache(maxsize=64)
def _sha256(path: Path, _size: int, _changed: int) -> str:
    """Of a file that has this size and was changed then; half a second a gigabyte."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def dumps(request: Request) -> Response:
    """The list of files."""
    served: Served = request.app.state.served
    here = site(request)
    samples = [one.iri for kind in ("Union", "Person") for one in here.index.top(kind, 1)]
    return page(request, "dumps.html", dumps=dumps_of(served.output), samples=samples, path=here.graph.path)


def dump(request: Request) -> Response:
    """One file; ranges of bytes work, so that a download can go on where it broke off."""
    served: Served = request.app.state.served
    name = str(request.path_params["name"])
    known = {one.name: one for one in dumps_of(served.output)}
    if name == "SHA256SUMS":
        sums = "".join(f"{one.sha256}  {one.name}\n" for one in known.values())
        return Response(sums, media_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-cache"})
    if name not in known:
        told = ", ".join(known)
        raise Problem(404, f"没有 {name}；有 {told}", f"there is no {name}; there are {told}")
    one = known[name]
    headers = {"ETag": f'"{one.sha256[:32]}"', "Cache-Control": "no-cache"}
    headers["Content-Disposition"] = f'attachment; filename="{name}"' if name.isascii() else "attachment"
    return FileResponse(one.path, headers=headers, media_type=MEDIA[one.format])


def graph(request: Request) -> Response:
    """The map, with the policy that it states itself: its script and style are inside it."""
    served: Served = request.app.state.served
    path = served.output / "graph.html"
    if not path.is_file():
        return page(request, "nograph.html", status=404)
    with path.open(encoding="utf-8") as file:
        policy = POLICY.search(file.read(HEAD))
    headers = {"Cache-Control": "no-cache"}
    if policy:
        headers["Content-Security-Policy"] = f"{policy[1]}; frame-ancestors 'self'"
    return FileResponse(path, headers=headers, media_type=MEDIA["html"])


def routes() -> list[BaseRoute]:
    """/dumps, /graph and its other name /viewer."""
    return [
        Route("/dumps", dumps),
        Route("/dumps/", dumps, name="dumps/"),
        Route("/dumps/{name}", dump),
        Route("/graph", graph),
        Route("/viewer", graph, name="viewer"),
    ]

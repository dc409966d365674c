"""A graph as a folder to deposit: every dump, what explains them, and the digests to check them by."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from string import Template

from pyoxigraph import Literal, NamedNode, Quad, Triple
from rdflib.namespace import DCAT, DCTERMS, RDF, VOID, XSD

from kg import ontology
from kg.atomic import output_errors, synced, write_bytes, write_text
from kg.cookbook import named
from kg.dumps import dump, read, union
from kg.errors import InputError, OutputError
from kg.query import load, opened
from kg.rules import validate
from kg.shapes import report_turtle
from kg.terms import integer, iri, string
from kg.turtle import turtle
from kg.version import __version__
from kg.vocab import PREFIXES, ontology_folder

__all__ = ["LICENCES", "Deposit", "package"]

DUMPS = {
    "nq": ("graph.nq", "https://www.iana.org/assignments/media-types/application/n-quads"),
    "trig": ("graph.trig", "https://www.iana.org/assignments/media-types/application/trig"),
    "jsonld": ("graph.jsonld", "https://www.iana.org/assignments/media-types/application/ld+json"),
    "ttl": ("graph.ttl", "https://www.iana.org/assignments/media-types/text/turtle"),
    "nt": ("graph.nt", "https://www.iana.org/assignments/media-types/application/n-triples"),
    "rdfxml": ("graph.rdf", "https://www.iana.org/assignments/media-types/application/rdf+xml"),
}
"""File name and media type of each format; the first three hold the named graphs."""
LICENCES = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC-BY-NC-SA-4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
    "ODC-By-1.0": "https://opendatacommons.org/licenses/by/1-0/",
}
"""Licences by their SPDX names; any other is named by its address."""
UNSTATED = (
    "未注明：重新发布之前，请向整理者询问 not stated: ask whoever made this before you publish it again"
)
SUMS = "SHA256SUMS"
SPDX = "http://spdx.org/rdf/terms#"
README = Path(__file__).parent / "data" / "deposit.md"


@dataclass(frozen=True, slots=True)
class Deposit:
    """What a folder holds."""

    files: tuple[Path, ...]
    conforms: bool | None
    """Whether the graph keeps its shapes; None when that was not asked."""


@dataclass(frozen=True, slots=True)
class Graph:
    """What the description needs to know of a graph of N-Quads."""

    base: str
    quads: int
    triples: int
    graphs: int
    run: tuple[Triple, ...]
    """The account of the run and the description of the dataset."""


def package(
    nquads: Path, folder: Path, *, licence: str = "", issued: str = "", url: str = "", shapes: bool = True
) -> Deposit:
    """Writes the folder to deposit, whole or not at all; the same bytes for the same graph and options.

    `licence` is a name of LICENCES or an address, `issued` an ISO date, `url` where the folder will be found
    on the web. Without `shapes` the graph is not validated. A folder that holds an older deposit is
    replaced. Raises InputError for a missing graph or a wrong option,
    OutputError when the folder holds anything else or cannot be written.
    """
    licence = _address("licence", LICENCES.get(licence, licence))
    url = _address("url", url and url.rstrip("/") + "/")
    _check_date(issued)
    with _replacing_folder(folder) as draft:
        for name in ("data", "ontology", "shapes", "queries"):
            (draft / name).mkdir()
        found = _dumps(nquads, draft / "data")
        conforms = _shapes(nquads, draft / "shapes") if shapes else None
        _explained(draft)
        facts = _facts(draft, found, licence, issued, url)
        pieces = turtle(sorted({*facts}, key=str), PREFIXES | {"spdx": SPDX, "data": found.base})
        write_bytes(draft / "dataset.ttl", (piece.encode() for piece in pieces))
        write_text(draft / "README.md", _readme(found, licence, issued, conforms))
        names = _sums(draft)
    return Deposit(tuple(folder / name for name in names), conforms)


def _address(option: str, value: str) -> str:
    if value:
        try:
            NamedNode(value)
        except ValueError as error:
            known = f" or one of 或 {', '.join(LICENCES)}" if option == "licence" else ""
            raise InputError(f"{option} {value!r} must be an address 须为网址{known}") from error
    return value


def _check_date(issued: str) -> None:
    try:
        date.fromisoformat(issued or "2000-01-01")
    except ValueError as error:
        raise InputError(f"issued {issued!r} must be a date such as 2026-01-31 须为日期") from error


@contextmanager
def _replacing_folder(folder: Path) -> Iterator[Path]:
    """A new folder to write to, which takes the place of `folder` when the block ends well."""
    folder = folder.resolve()
    if folder.exists() and not _is_ours(folder):
        raise OutputError(
            f"{folder}: there is something else here; choose another folder 此处已有其他内容：请另选文件夹"
        )
    draft, old = (folder.with_name(f".{folder.name}.{os.getpid()}.{end}") for end in ("tmp", "old"))
    with output_errors(folder):
        draft.mkdir(parents=True)
        try:
            yield draft
            for path in draft.rglob("*"):
                if path.is_file():
                    synced(path)
            if folder.exists():
                folder.replace(old)
            draft.replace(folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
            shutil.rmtree(old, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    return folder.is_dir() and ((folder / SUMS).is_file() or not any(folder.iterdir()))


def _dumps(nquads: Path, folder: Path) -> Graph:
    for format, (name, _) in DUMPS.items():
        dump(nquads, format, folder / name)
    graphs: set[object] = set()
    run: list[Triple] = []
    base, number = "", count()
    for quad, _ in zip(read(nquads), number, strict=False):
        graphs.add(quad.graph_name)
        if _is_of_run(quad):
            run.append(quad.triple)
        if quad.predicate == iri(VOID.uriSpace):
            base = quad.object.value  # type: ignore[union-attr]
    if not base:
        raise InputError(f"{nquads}: does not say where its addresses begin; run kg build 请运行 kg build")
    triples = sum(1 for _ in union(read(nquads)))
    return Graph(base, next(number), triples, len(graphs), tuple(run))


def _is_of_run(quad: Quad) -> bool:
    return isinstance(quad.graph_name, NamedNode) and quad.graph_name.value.endswith("g/run")


def _shapes(nquads: Path, folder: Path) -> bool:
    # The database of a build spares loading; any other file is loaded, its graphs together.
    store = opened(nquads.parent) if nquads.name == "graph.nq" else load(nquads, graphs=False)
    report = validate(store)
    write_text(folder / "report.ttl", report_turtle(report))
    return report.conforms


def _explained(draft: Path) -> None:
    """Puts the vocabulary, its shapes and the named queries into the folder."""
    for name, to in (("kg.ttl", "ontology"), ("context.jsonld", "ontology"), ("shapes.ttl", "shapes")):
        write_bytes(draft / to / name, [(ontology_folder() / name).read_bytes()])
    ontology.write(draft / "ontology")
    for query in named():
        write_text(draft / "queries" / f"{query.name}.rq", query.standalone())


def _facts(draft: Path, found: Graph, licence: str, issued: str, url: str) -> Iterator[Triple]:
    """VoID, DCAT and PROV of the dataset and its files."""
    yield from found.run
    node = NamedNode(f"{found.base}dataset")
    yield Triple(node, iri(VOID.triples), integer(found.triples))
    told = {DCTERMS.license: licence and NamedNode(licence), DCAT.landingPage: url and NamedNode(url)}
    yield from (Triple(node, iri(term), said) for term, said in told.items() if said)
    if issued:
        yield Triple(node, iri(DCTERMS.issued), Literal(issued, datatype=iri(XSD.date)))
    for format, (name, media) in DUMPS.items():
        part = NamedNode(f"{node.value}/{format}")
        path = draft / "data" / name
        yield Triple(node, iri(DCAT.distribution), part)
        yield Triple(part, iri(RDF.type), iri(DCAT.Distribution))
        yield Triple(part, iri(DCTERMS.title), string(f"data/{name}"))
        yield Triple(part, iri(DCAT.mediaType), NamedNode(media))
        yield Triple(
            part, iri(DCAT.byteSize), Literal(str(path.stat().st_size), datatype=iri(XSD.nonNegativeInteger))
        )
        if licence:
            yield Triple(part, iri(DCTERMS.license), NamedNode(licence))
        if url:
            yield Triple(part, iri(DCAT.downloadURL), NamedNode(f"{url}data/{name}"))
            yield Triple(node, iri(VOID.dataDump), NamedNode(f"{url}data/{name}"))
        yield from _checksum(part, path)


def _checksum(part: NamedNode, path: Path) -> Iterator[Triple]:
    node = NamedNode(f"{part.value}/checksum")
    yield Triple(part, iri(f"{SPDX}checksum"), node)
    yield Triple(node, iri(RDF.type), iri(f"{SPDX}Checksum"))
    yield Triple(node, iri(f"{SPDX}algorithm"), iri(f"{SPDX}checksumAlgorithm_sha256"))
    yield Triple(node, iri(f"{SPDX}checksumValue"), Literal(_sha256(path), datatype=iri(XSD.hexBinary)))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sums(draft: Path) -> list[str]:
    """Writes the digests of all files, as sha256sum -c reads them; the names of all, this one last."""
    names = sorted(path.relative_to(draft).as_posix() for path in draft.rglob("*") if path.is_file())
    write_text(draft / SUMS, "".join(f"{_sha256(draft / name)}  {name}\n" for name in names))
    return [*names, SUMS]


def _readme(found: Graph, licence: str, issued: str, conforms: bool | None) -> str:
    verdicts = {
        True: ("符合全部约束", "the graph keeps all of them"),
        False: ("有违反之处，见 `shapes/report.ttl`", "some are broken, see `shapes/report.ttl`"),
        None: ("本次未校验", "not checked this time"),
    }
    verdict_zh, verdict_en = verdicts[conforms]
    text = Template(README.read_text(encoding="utf-8")).substitute(
        base=found.base,
        quads=found.quads,
        triples=found.triples,
        graphs=found.graphs,
        queries=len(named()),
        vocabulary=ontology.load().version,
        version=__version__,
        verdict_zh=verdict_zh,
        verdict_en=verdict_en,
        licence=f"<{licence}>" if licence else UNSTATED,
        issued=issued or "-",
    )
    return re.sub(r"\n{3,}", "\n\n", text)

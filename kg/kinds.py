"""The kinds of files that hold pages, by their endings, and what each needs to be read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

__all__ = ["KINDS", "Kind", "kind_of", "libraries", "unpacked"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file. `package` is what is imported to read it, of the extra `kg[extra]`."""

    name: str
    endings: tuple[str, ...]
    packable: bool = False
    """Whether it may be packed by gzip: news.jsonl.gz."""
    many: bool = False
    """Whether a file holds pages that have names of their own, name#part."""
    extra: str = ""
    package: str = ""
    library: str = ""
    """What the package is called where packages are installed from."""

    def missing(self) -> str:
        """What to do when the package is not installed, '' when it is or none is needed."""
        if not self.package or find_spec(self.package):
            return ""
        return f"run: pip install 'kg[{self.extra}]' 请运行：pip install 'kg[{self.extra}]'"


# In the order in which they are preferred where the same page lies there in several: a.txt and a.pdf.
KINDS = (
    Kind("text", (".txt", ".md"), packable=True),
    Kind("html", (".html", ".htm", ".xhtml"), extra="html", package="trafilatura", library="trafilatura"),
    Kind("docx", (".docx",), extra="docx", package="docx", library="python-docx"),
    Kind("pdf", (".pdf",), many=True, extra="pdf", package="pypdfium2", library="pypdfium2"),
    Kind("jsonl", (".jsonl", ".ndjson"), packable=True, many=True),
    Kind("csv", (".csv", ".tsv"), packable=True, many=True),
    Kind("parquet", (".parquet",), many=True),
)
BY_ENDING = {ending: kind for kind in KINDS for ending in kind.endings}


def unpacked(name: str) -> str:
    """The name that a file has when it is not packed.

    >>> unpacked("2022/news.jsonl.gz"), unpacked("news.jsonl"), unpacked("page.pdf.gz")
    ('2022/news.jsonl', 'news.jsonl', 'page.pdf.gz')
    """
    inner, gz = name[:-3], name[-3:].lower()
    kind = _by_ending(inner) if gz == ".gz" else None
    return inner if kind and kind.packable else name


def kind_of(name: str) -> Kind | None:
    """The kind that a file's name tells, packed or not; None for an ending that tells nothing."""
    return _by_ending(unpacked(name))


@cache
def libraries() -> str:
    """The packages that take texts from files, with their versions: another one may take another text."""
    return ", ".join(f"{kind.library} {_version(kind.library)}" for kind in KINDS if kind.library)


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "-"


def _by_ending(name: str) -> Kind | None:
    _, dot, ending = name.rpartition(".")
    return BY_ENDING.get(f".{ending.lower()}") if dot else None

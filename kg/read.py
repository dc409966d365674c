"""Files, folders and standard input -> Page, each with the way back to what was read.

Files come in the order of their names, whatever the order of the arguments; the pages of a file in its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.content import MAX_LINE, page
from kg.errors import PageError
from kg.files import STDIN, Found, OnSkip, find
from kg.formats import contents
from kg.model import Page

__all__ = ["MAX_LINE", "STDIN", "Found", "find", "pages", "read", "read_source", "sources"]

NONE: Mapping[str, str] = {}


def pages(
    paths: Iterable[str | Path], *, on_skip: OnSkip, columns: Mapping[str, str] = NONE
) -> Iterator[Page]:
    """The pages in the files and folders, one at a time.

    What cannot be read is handed to `on_skip` and left out. Raises InputError when two files would give
    pages of the same name.
    """
    for found in find(paths, on_skip=on_skip):
        yield from read(found, on_skip=on_skip, columns=columns)


def read(found: Found, *, on_skip: OnSkip, columns: Mapping[str, str] = NONE) -> Iterator[Page]:
    """The pages in a file: one, or one a page or record; what cannot be read is handed to `on_skip`.

    `columns` tells how records name title, text, date and so on where they have names of their own.
    """
    names: set[str] = set()
    try:
        for content in contents(found, columns=columns, on_skip=on_skip):
            try:
                made = page(found.name, content)
            except PageError as error:
                on_skip(error)
                continue
            if made.name in names:
                reason = "there is an earlier article with this id: ids must differ 编号重复：请改为不同编号"
                on_skip(PageError(made.name, reason))
            else:
                names.add(made.name)
                yield made
    except PageError as error:
        on_skip(error)


def sources(
    paths: Iterable[str | Path], *, on_skip: OnSkip, columns: Mapping[str, str] = NONE
) -> Iterator[tuple[str, str]]:
    """For each page its name and the text as it was read, which the page's offsets count in."""
    for found in find(paths, on_skip=on_skip):
        try:
            for content in contents(found, columns=columns, on_skip=on_skip):
                yield (f"{found.name}#{content.part}" if content.part else found.name), content.text
        except PageError as error:
            on_skip(error)


def read_source(path: Path, encoding: str) -> str:
    """The decoded text file that a page's offsets count in: `path.read_bytes().decode(encoding)`.

    The codecs utf-8-sig, utf-16 and utf-32 drop the byte order mark, so it is not counted.
    """
    return path.read_bytes().decode(encoding)

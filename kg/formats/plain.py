"""Text files: .txt and .md, any file of an unknown kind, standard input."""

from __future__ import annotations

from collections.abc import Iterator

from kg.content import Content, digest
from kg.encodings import decode
from kg.files import Found
from kg.opened import whole

__all__ = ["contents"]


def contents(found: Found) -> Iterator[Content]:
    """The text of the file, decoded. Raises PageError where it cannot be read or is no text."""
    data = whole(found)
    text, encoding = decode(data, found.name)
    yield Content(text, encoding, digest(data))

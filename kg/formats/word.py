"""Word (.docx): the text in order, tables and text boxes with it, headings marked as Markdown marks them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from kg.content import Content, digest
from kg.errors import PageError
from kg.files import Found
from kg.opened import whole

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["contents"]

MAX_UNPACKED = 512 << 20
MAX_TEXT = 64 << 20
"""Bytes of the part of the archive that has the text."""
OLD = b"\xd0\xcf\x11\xe0"
HEADING = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)
TITLE = re.compile(r"title|标题", re.IGNORECASE)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARAGRAPH, STYLE = f"{W}p", f"{W}pStyle"
WORDS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
# A text box is there twice, for new programs and for old; what was moved away stands at its old place too.
TWICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MOVED = f"{W}moveFrom"


def contents(found: Found) -> Iterator[Content]:
    """The text of the file, a line for each paragraph. Raises PageError where it cannot be read."""
    data = whole(found)
    _check(data, found.name)
    text = "\n".join(_lines(_document(data, found.name)))
    if not text.strip():
        raise PageError(
            found.name, "no text in it: if it is a scan, recognize it (OCR) 没有文字：扫描件请先 OCR"
        )
    yield Content(text, "docx", digest(data))


def _check(data: bytes, name: str) -> None:
    """Raises PageError for what is no archive, and for one that would fill the memory."""
    if data.startswith(OLD):
        reason = (
            "an old Word file, or locked with a password: save it as .docx 旧格式或有密码：请另存为 .docx"
        )
        raise PageError(name, reason)
    try:
        with ZipFile(BytesIO(data)) as archive:
            sizes = {part.filename: part.file_size for part in archive.infolist()}
    except (BadZipFile, NotImplementedError, ValueError) as error:
        raise PageError(name, "no Word file, or damaged: save it again 不是 Word 文件或已损坏") from error
    texts = max((size for part, size in sizes.items() if part.endswith((".xml", ".rels"))), default=0)
    if sum(sizes.values()) > MAX_UNPACKED or texts > MAX_TEXT:
        reason = f"unpacks to more than {MAX_UNPACKED >> 20} MB, or {MAX_TEXT >> 20} MB of text"
        raise PageError(name, f"{reason}: split it, or save its text as .txt 解压后过大：请拆分")


def _document(data: bytes, name: str) -> Document:
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        return Document(BytesIO(data))
    except (
        OpcError,
        LxmlError,
        BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        RuntimeError,
        OSError,
    ) as error:
        reason = "no Word file, damaged, or locked: save it as .docx again 不是 Word 文件、已损坏或有密码"
        raise PageError(name, reason) from error


def _lines(document: Document) -> Iterator[str]:
    marks = _marks(document)
    for paragraph in document.element.body.iter(PARAGRAPH):
        if next(paragraph.iterancestors(TWICE), None) is None:
            text = _text(paragraph)
            style = next((node for node in paragraph.iter(STYLE) if _owner(node) is paragraph), None)
            mark = marks.get(style.get(f"{W}val"), "") if style is not None and text.strip() else ""
            yield f"{mark} {' '.join(text.split())}" if mark else text


def _marks(document: Document) -> dict[str, str]:
    """The marks of headings by the id of their style: # for a title, ## for headings of the first level."""
    marks: dict[str, str] = {}
    for style in document.styles:
        name = style.name or ""
        if found := HEADING.match(name):
            marks[style.style_id] = "#" * (min(int(found[1]) or 1, 5) + 1)
        elif TITLE.fullmatch(name):
            marks[style.style_id] = "#"
    return marks


def _text(paragraph: Any) -> str:
    """The words of a paragraph, without those of a text box in it."""
    nodes = (node for node in paragraph.iter(f"{W}t", *WORDS) if _owner(node) is paragraph)
    return "".join(WORDS.get(node.tag) or node.text or "" for node in nodes)


def _owner(node: Any) -> Any:
    """The paragraph that a node belongs to; what says that it is not to be read."""
    return next(node.iterancestors(PARAGRAPH, TWICE, MOVED), None)

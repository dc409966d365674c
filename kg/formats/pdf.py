"""PDF with a text layer: one newspaper page a PDF page, in the order in which the file holds its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from kg.content import Content, digest
from kg.errors import PageError
from kg.files import Found, OnSkip
from kg.opened import whole

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

__all__ = ["contents"]

MAX_PAGES = 5_000
# A glyph whose font does not say its character comes as one of these.
UNKNOWN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
HYPHEN = "\ufffe"
"""What PDFium puts for a hyphen at a line's end."""
OCR = "recognize it first (OCR), for example with ocrmypdf 没有文字层：请先做 OCR"


def contents(found: Found, *, on_skip: OnSkip) -> Iterator[Content]:
    """The pages that have text, as page=1 and so on; those that show something but have none are said.

    Raises PageError for a file that is no PDF, is locked, or has no text at all.
    """
    data = whole(found)
    mark = digest(data)
    with closing(_document(data, found.name)) as document:
        textless: list[int] = []
        count = len(document)
        for number in range(1, count + 1):
            try:
                text = _text(document, number, f"{found.name}#page={number}")
            except PageError as error:
                on_skip(error)
                continue
            if text:
                yield Content(text, "pdf", mark, part=f"page={number}")
            elif text is None:
                textless.append(number)
    if textless:
        where = "" if len(textless) == count else f" on page {_ranges(textless)}"
        on_skip(PageError(found.name, f"no text layer{where}: {OCR}"))


def _document(data: bytes, name: str) -> PdfDocument:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        reason = "no PDF, or damaged: save it again 不是 PDF 或已损坏：请重新保存"
        if "password" in str(error).lower():
            reason = "locked with a password: save it without 有密码：请另存为无密码的文件"
        raise PageError(name, reason) from error
    if len(document) > MAX_PAGES:
        document.close()
        raise PageError(name, f"more than {MAX_PAGES:,} pages: split it 页数过多：请拆分")
    return document


def _text(document: PdfDocument, number: int, name: str) -> str | None:
    """The text of a page, '' for an empty page, None for one that shows something without text.

    Raises PageError.
    """
    from pypdfium2 import PdfiumError

    try:
        with closing(document[number - 1]) as page, closing(page.get_textpage()) as layer:
            text: str = layer.get_text_range().replace(HYPHEN, "-")
            if not text.strip():
                return None if _shows(page) else ""
    except PdfiumError as error:
        raise PageError(name, "the page is damaged: save the file again 此页已损坏：请重新保存") from error
    if len(UNKNOWN.findall(text)) * 10 > len(text):
        raise PageError(name, f"its fonts do not tell which characters they show: {OCR}")
    return text


def _shows(page: PdfPage) -> bool:
    return next(iter(page.get_objects(max_depth=2)), None) is not None


def _ranges(numbers: list[int]) -> str:
    """The numbers in words.

    >>> _ranges([1, 2, 3, 7])
    '1-3, 7'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("-".join(map(str, run)) for run in runs)

"""Files of other formats than text, made where a test wants them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

__all__ = ["LEAD", "TITLE", "csv_of", "docx", "docx_with", "html", "jsonl", "pdf"]

TITLE = "市总工会举办职工大讲堂"
LEAD = "本报讯（记者 张晶）近日，北京市总工会在朝阳区举办“职工大讲堂”活动。北京市总工会副主席张良出席并讲话。"


def jsonl(path: Path, *records: Mapping[str, object] | str, encoding: str = "utf-8") -> Path:
    """A line for each record; a text is a line as it is."""
    lines = [r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records]
    path.write_bytes("".join(f"{line}\n" for line in lines).encode(encoding, "surrogatepass"))
    return path


def csv_of(path: Path, *rows: str, encoding: str = "utf-8") -> Path:
    path.write_bytes("".join(f"{row}\r\n" for row in rows).encode(encoding))
    return path


def html(
    *paragraphs: str, title: str = TITLE, head: str = "", info: str = "", charset: str = "utf-8"
) -> bytes:
    """A page of a news site: menu, headline, a line on its origin, paragraphs, editors, footer."""
    told = "".join(f"<p>　　{text}</p>" for text in paragraphs)
    page = (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}-中工网</title>{head}</head>'
        '<body><ul class="nav"><li><a href="/">首页</a></li><li><a href="/a">新闻</a></li>'
        '<li><a href="/b">维权</a></li></ul>'
        f'<div class="article"><h1>{title}</h1><div class="info">{info}</div>'
        f'<div class="content">{told}<p>责任编辑：李四</p></div></div>'
        '<div class="footer">版权所有 2019-2024 中工网 京ICP备12345号</div></body></html>'
    )
    return page.encode(charset)


def pdf(path: Path, *pages: Sequence[str] | None, lock: str = "") -> Path:
    """A page for each list of lines; None is a page with a picture and no text, [] an empty one."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    encrypt = StandardEncryption(lock) if lock else None
    canvas = Canvas(str(path), invariant=1, encrypt=encrypt)
    for lines in pages:
        if lines is None:
            canvas.rect(50, 50, 300, 300, fill=1)
        for number, line in enumerate(lines or ()):
            canvas.setFont("STSong-Light", 16 if not number else 10)
            canvas.drawString(60, 780 - 16 * number, line)
        canvas.showPage()
    canvas.save()
    return path


def docx(path: Path, *lines: str, table: Sequence[str] = ()) -> Path:
    """A paragraph for each line, a heading for one that begins with ##, then a table of one row."""
    from docx import Document

    document = Document()
    for line in lines:
        if line.startswith("## "):
            document.add_heading(line[3:], 1)
        else:
            document.add_paragraph(line)
    if table:
        row = document.add_table(1, len(table))
        for number, cell in enumerate(table):
            row.cell(0, number).text = cell
    document.save(str(path))
    return path


def docx_with(path: Path, body: str, *, before: str = "") -> Path:
    """A Word file whose body is this XML; `before` stands before the root, as a DTD does."""
    whole = io.BytesIO()
    docx(path, "x")
    names = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    text = f"{before}<w:document {names}><w:body>{body}</w:body></w:document>"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, text if part == "word/document.xml" else old.read(part))
    path.write_bytes(whole.getvalue())
    return path

"""HTML: the article of a web page without what stands around it, its title, date and newspaper."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from configparser import ConfigParser
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from kg.content import Content, digest
from kg.encodings import decode
from kg.errors import PageError
from kg.files import Found
from kg.issued import date_of
from kg.model import Field
from kg.opened import whole

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["contents"]

MAX_HTML = 10 << 20
"""Bytes of a web page; finding the article takes some two seconds a megabyte."""
DATES = {"extensive_search": False, "original_date": True, "min_date": "1949-10-01", "max_date": "2199-12-31"}
"""Only dates that the page marks; without a last day the library would ask the clock for it."""

NO_HTML = "no HTML: save its text as .txt 不是 HTML：请另存为 .txt"
OWN = re.compile(r"<meta name=\"generator\" content=\"kg \d")
META_DATE = re.compile(r"(?:article:)?(?:publish(?:ed)?[-_]?(?:date|time)|pub[-_]?date|date)", re.IGNORECASE)
META_SOURCE = re.compile(r"(?:content)?source|mediaid|newspaper", re.IGNORECASE)
# The line below a headline: 来源：工人日报 2022-11-03 08:12
ORIGIN = re.compile(
    r"(?:稿件|文章|信息)?来\s*源\s*[：:]\s*《?(?P<paper>[\u4e00-\u9fff·]{2,20}?)(?:客户端|网站)?》?(?=[\s|｜,，、；;（(\d]|作者|记者|责任|时间|日期|$)"
)
TIME = re.compile(r"(?:19|20)\d\d\s*[-/.年]\s*\d\d?\s*[-/.月]\s*\d\d?")
INFO = re.compile(
    r"^.{0,12}(?:来\s*源\s*[：:]|发布时间|发表时间|发布日期|时间\s*[：:])|^\s*(?:19|20)\d\d[-/.年]\d\d?[-/.月]\d\d?日?[\s\d:：]*$"
)
FOOT = re.compile(
    r"^[（(【\[]?\s*(?:责任?编辑?|编辑|审核|校对|值班主任|作者邮箱|扫一扫|打印本页|关闭窗口|分享到|上一篇|下一篇|相关阅读|版权声明)"
)
LONGEST_INFO = 80


def contents(found: Found) -> Iterator[Content]:
    """The article of a page. Raises PageError where there is none or it cannot be read."""
    data = whole(found)
    if len(data) > MAX_HTML:
        reason = f"larger than {MAX_HTML >> 20} MB: save its article alone 网页过大：请只保存文章"
        raise PageError(found.name, reason)
    html, encoding = decode(data, found.name)
    if OWN.search(html[:4000]):
        raise PageError(
            found.name, "a page that kg made, not an article: take it away 是 kg 生成的网页：请移走"
        )
    yield _content(html, encoding, digest(data), found.name)


def _content(html: str, encoding: str, mark: str, name: str) -> Content:
    from trafilatura import bare_extraction

    tree = _tree(html, name)
    info = _info(tree)
    taken = bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        date_extraction_params=dict(DATES),
        config=_settings(),
    )
    if not taken or isinstance(taken, dict) or not (taken.text or "").strip():
        reason = "no article found in the page: save its text as .txt 网页中没有文章：请另存为 .txt"
        raise PageError(name, reason)
    text, fields = _laid_out(taken.title or "", taken.text or "")
    told = _meta(tree, META_DATE), _first(TIME, info), taken.date or ""
    date = next((day for value in told if value and (day := date_of(value))), None)
    origin = ORIGIN.search(info)
    paper = _meta(tree, META_SOURCE) or (origin["paper"] if origin else "") or taken.sitename
    return Content(text, encoding, mark, fields=fields, date=date, paper=paper or None, url=taken.url)


def _tree(html: str, name: str) -> HtmlElement:
    """The page as a tree. Raises PageError when it is none."""
    from lxml.etree import LxmlError
    from trafilatura import load_html

    _quiet()
    try:
        tree = load_html(html)
        if tree is None and "<" in html:  # a piece of a page, without its head
            tree = load_html(f"<html><body><div>{html}</div></body></html>")
    except (LxmlError, ValueError) as error:
        raise PageError(name, NO_HTML) from error
    if tree is None:
        raise PageError(name, NO_HTML)
    return tree


def _quiet() -> None:
    """Keeps the libraries' remarks on broken pages off the terminal, unless the program listens to them."""
    for name in ("trafilatura", "htmldate", "courlan"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


@cache
def _settings() -> ConfigParser:
    """Short articles are articles: a Chinese text says in 60 characters what others say in 250."""
    from trafilatura.settings import use_config

    settings: ConfigParser = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", "60")
    return settings


def _info(tree: HtmlElement) -> str:
    """The lines of the page that tell its origin and time, one below the other."""
    texts = (" ".join(str(text).split()) for text in tree.itertext())
    said = (text for text in texts if text and len(text) <= LONGEST_INFO)
    return "\n".join(text for text in islice(said, 1_000) if INFO.search(text) or ORIGIN.search(text))


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group() if found else ""


def _meta(tree: HtmlElement, wanted: re.Pattern[str]) -> str:
    """What the first meta element of such a name says."""
    for element in tree.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("itemprop") or ""
        if wanted.fullmatch(name) and (told := (element.get("content") or "").strip()):
            return " ".join(told.split())
    return ""


def _laid_out(title: str, taken: str) -> tuple[str, tuple[tuple[Field, int, int], ...]]:
    """Title and text one below the other, and where they stand: lines on origin and editors are no text.

    The title stands once, although the text may repeat it, after crumbs of the menu.
    """
    lines = taken.split("\n")
    title = " ".join(title.split())
    begin, end = _body(lines, title)
    text = "\n".join(lines[begin:end])
    whole = f"{title}\n{text}" if title else text
    fields: list[tuple[Field, int, int]] = [("title", 0, len(title))] if title else []
    return whole, (*fields, ("text", len(whole) - len(text), len(whole)))


def _body(lines: list[str], title: str) -> tuple[int, int]:
    """Where the text begins and ends among the lines that were taken from the page."""
    begin, end = 0, len(lines)
    head = [line.strip() for line in lines[:12]]
    if title in head:
        begin = head.index(title) + 1
    while begin < end - 1 and _is_info(lines[begin]):
        begin += 1
    while end > begin + 1 and (FOOT.search(lines[end - 1]) or not lines[end - 1].strip()):
        end -= 1
    return begin, end


def _is_info(line: str) -> bool:
    return not line.strip() or (len(line) <= LONGEST_INFO and INFO.search(line) is not None)

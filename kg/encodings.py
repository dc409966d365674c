"""Bytes -> text: which encoding a page is in, told from what reads as Chinese.

Never a replacement character: a file that no encoding reads is refused.
"""

from __future__ import annotations

import codecs
import re

from kg.errors import PageError

__all__ = ["decode"]

# UTF-32 before UTF-16: their little-endian marks begin alike.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CANDIDATES = ("gb18030", "utf-16-le", "utf-16-be", "big5hkscs")
# The commonest marks and characters of Chinese print, simplified and traditional; a wrong encoding
# scatters over 20 000 others.
COMMON = frozenset(
    "，。、：；？！“”‘’（）《》「」·—…　的一是在了和有大这中人上为个国我以要他时来用们生到作地于出就分对成会"
    "可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量"
    "都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反"
    "你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员"
    "這為個國來們時對會發動說產經過後學進還開與關條間區總職業務報記訊門書長東車見"
    "市区总职务报记讯京海江州省县街镇村厂企司集团队组书记席张王李刘陈杨赵黄周吴"
)
SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "an RTF file"),
)
# Tabs, line ends, form feeds and the old end-of-file mark occur in texts; other control characters do not.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
SAVE = "save it as UTF-8 编码有误或无法识别：请另存为 UTF-8"
BINARY = "binary data, not text: take it away, or save its text as .txt 不是文本：请移走或另存为 .txt"
SAMPLE = 20_000
"""Characters that are looked at to judge an encoding."""


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text and the Python codec that gives it by `data.decode(codec)`, which drops byte order marks.

    Raises PageError when there is no text, or none that can be told.
    """
    if not data.strip():
        raise PageError(name, "empty file: fill it or take it away 空文件：请补上内容或移走")
    if kind := next((kind for start, kind in SIGNATURES if data.startswith(start)), None):
        raise PageError(name, f"{kind}, not text: save its text as .txt 不是文本：请另存为 .txt")
    text, codec = (
        _marked(data, name) or _plain(data) or _judged(data) or _guessed(data) or _refused(data, name)
    )
    if _is_binary(text):
        raise PageError(name, BINARY)
    if not text.strip("\ufeff \t\r\n\f\v\x1a\u3000"):
        raise PageError(name, "nothing but white space: fill it or take it away 只有空白：请补上内容或移走")
    return text, codec


def _marked(data: bytes, name: str) -> tuple[str, str] | None:
    """By the byte order mark, which is binding."""
    codec = next((codec for mark, codec in MARKS if data.startswith(mark)), None)
    if not codec:
        return None
    try:
        return data.decode(codec), codec
    except UnicodeDecodeError as error:
        reason = f"begins as {codec} but breaks at byte {error.start}: {SAVE}"
        raise PageError(name, reason) from error


def _plain(data: bytes) -> tuple[str, str] | None:
    """As UTF-8, which hardly anything else passes for; zero bytes speak for UTF-16."""
    if b"\0" in data[:SAMPLE]:
        return None
    text = _decoded(data, "utf-8")
    return None if text is None else (text, "utf-8")


def _judged(data: bytes) -> tuple[str, str] | None:
    """By which candidate gives the most common Chinese."""
    texts = [(text, codec) for codec in CANDIDATES if (text := _decoded(data, codec)) is not None]
    best = max(texts, key=lambda item: _share(item[0]), default=None)
    return best if best and _share(best[0]) > 0.1 else None


def _guessed(data: bytes) -> tuple[str, str] | None:
    """By the simple character set of before 2000 alone, or by charset-normalizer."""
    if (text := _decoded(data, "gb2312")) is not None:
        return text, "gb18030"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE]).best()
    text = _decoded(data, best.encoding) if best and best.percent_chaos < 5 else None
    return (text, best.encoding) if best and text is not None else None


def _refused(data: bytes, name: str) -> tuple[str, str]:
    if _is_binary(data[:SAMPLE].decode("latin-1")):
        raise PageError(name, BINARY)
    try:
        data.decode()
    except UnicodeDecodeError as error:
        reason = f"the encoding cannot be told (no UTF-8 from byte {error.start} on)"
        raise PageError(name, f"{reason}: {SAVE}") from error
    raise PageError(name, f"the encoding cannot be told: {SAVE}")


def _decoded(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _share(text: str) -> float:
    """The part of the characters beyond ASCII that are common Chinese; 1 when all is printable ASCII."""
    sample = text[:SAMPLE]
    if _is_binary(sample):
        return 0.0
    beyond = [character for character in sample if character > "\x7f"]
    return sum(character in COMMON for character in beyond) / len(beyond) if beyond else 1.0


def _is_binary(text: str) -> bool:
    """Whether more than one character in a hundred is a control character, or any is zero."""
    sample = text[:SAMPLE]
    return "\0" in sample or len(CONTROL.findall(sample)) * 100 > len(sample)

"""Files, folders and standard input -> Page: text in any usual encoding, with the way back to the file.

A page's name is its path below the folder that was asked for, with forward slashes and in NFC, so that the
same collection gives the same names on every machine. Pages come in the order of their names, whatever the
order of the arguments.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from stat import S_ISDIR
from unicodedata import normalize

from kg.encodings import decode
from kg.errors import InputError, PageError
from kg.model import Page
from kg.normal import normal

__all__ = ["STDIN", "Found", "find", "pages", "read", "read_source"]

STDIN = "-"
SUFFIXES = (".txt", ".md")
# A folder's own description is no page of the newspaper.
DESCRIPTION = re.compile(r"readme\b", re.IGNORECASE)
# Formats that may hold pages but are not read: nobody would notice that these are missing.
UNREAD = (".doc", ".docx", ".epub", ".htm", ".html", ".jsonl", ".odt", ".pdf", ".rtf", ".zip")

MAX_BYTES = 256 << 20
"""Bytes of one file; a page of a newspaper has some ten thousand."""
MAX_LINE = 200_000
"""Characters of one line. A longer one has lost its line ends, and with them its articles."""

# 2022-12-05, 2022/12/05, 2022_12_05, 2022年12月5日; or 20221205 with letters around, but not inside a hash.
DATE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?:[-_./年])(?P<m>0?[1-9]|1[0-2])(?:[-_./月])(?P<d>[12]\d|3[01]|0?[1-9])(?!\d)"
    r"|(?<![0-9A-Za-z])[A-Za-z]*(?P<Y>(?:19|20)\d\d)(?P<M>\d\d)(?P<D>\d\d)(?:[A-Za-z]\d{0,3})?(?![0-9A-Za-z])"
)

OnSkip = Callable[[PageError], None]


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A file that is to be read, and the name its page will have."""

    name: str
    path: Path


def pages(paths: Iterable[str | Path], *, on_skip: OnSkip) -> Iterator[Page]:
    """The pages in the files and folders, one at a time, in the order of their names.

    What cannot be read is handed to `on_skip` and left out. Raises InputError when two files would give
    pages of the same name.
    """
    for found in find(paths, on_skip=on_skip):
        try:
            yield read(found)
        except PageError as error:
            on_skip(error)


def find(paths: Iterable[str | Path], *, on_skip: OnSkip) -> list[Found]:
    """The files to read: .txt and .md in folders and the folders below them, any file given itself, `-`.

    Hidden files, descriptions (README) and links to folders are left out.
    """
    found: dict[str, Found] = {}
    for path in paths:
        for new in _found(path, on_skip):
            known = found.setdefault(_stem(new.name), new)
            if known != new and not _same(known.path, new.path):
                raise InputError(
                    f"{known.path} and {new.path}: both would be the page {_stem(new.name)!r}; "
                    "rename one, or give the folder above both 两个文件同名：请改名或改用上级文件夹"
                )
    return sorted(found.values())


def read(found: Found) -> Page:
    """The page in a file; raises PageError with the reason and what to do."""
    try:
        data = _bytes(found.path)
    except FileNotFoundError as error:
        reason = "the file has gone, or is a link to nothing: run again 文件已不存在：请重新运行"
        raise PageError(found.name, reason) from error
    except OSError as error:
        reason = (
            f"cannot be read: {error.strerror or error}; check the file's permissions 无法读取：请检查权限"
        )
        raise PageError(found.name, reason) from error
    if len(data) > MAX_BYTES:
        raise PageError(
            found.name,
            f"larger than {MAX_BYTES >> 20} MB: give one file for each page 文件过大：请一版一个文件",
        )
    decoded, encoding = decode(data, found.name)
    passage = normal(decoded)
    _check_lines(found.name, passage.text)
    digest = blake2b(data, digest_size=16).hexdigest()
    return Page(found.name, passage, encoding, digest, _date(found.name))


def read_source(path: Path, encoding: str) -> str:
    """The decoded file that a page's offsets count in: `path.read_bytes().decode(encoding)`.

    The codecs utf-8-sig, utf-16 and utf-32 drop the byte order mark, so it is not counted.
    """
    return path.read_bytes().decode(encoding)


def _found(path: str | Path, on_skip: OnSkip) -> Iterator[Found]:
    if path == STDIN:
        yield Found("stdin", Path(STDIN))
        return
    path = Path(path)
    try:
        is_folder = S_ISDIR(path.stat().st_mode)
    except OSError as error:
        reason = f"cannot be opened: {error.strerror or error}; check the name 无法打开：请检查名称"
        on_skip(PageError(_shown(str(path)), reason))
        return
    if is_folder:
        yield from _listed(path, on_skip)
    else:
        yield from _named(path.name, path, on_skip)


def _listed(folder: Path, on_skip: OnSkip) -> Iterator[Found]:
    """The pages of a folder and the folders below it."""

    def unlisted(error: OSError) -> None:
        reason = f"the folder cannot be listed: {error.strerror}; check its permissions 无法列出：请检查权限"
        on_skip(PageError(_shown(str(error.filename)), reason))

    empty = True
    for root, folders, files in os.walk(folder, onerror=unlisted):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if Path(root, name).is_symlink()]
        for name in sorted(files + links):
            path = Path(root, name)
            if _is_page(path, on_skip):
                empty = False
                yield from _named(path.relative_to(folder).as_posix(), path, on_skip)
    if empty:
        on_skip(
            PageError(
                _shown(str(folder)),
                "holds no .txt or .md file: check the name 没有 .txt 或 .md 文件：请检查名称",
            )
        )


def _is_page(path: Path, on_skip: OnSkip) -> bool:
    """Whether a path seen in a folder is a page; what may have been meant as one is said."""
    suffix = path.suffix.lower()
    if path.name.startswith(".") or DESCRIPTION.match(path.name):
        return False
    if path.is_dir():
        on_skip(
            PageError(
                _shown(str(path)),
                "links to folders are not followed: name the folder 不跟随链接：请写原文件夹",
            )
        )
        return False
    if suffix in UNREAD:
        on_skip(
            PageError(
                _shown(str(path)), f"{suffix} is not read: save its text as .txt 不能读取：请另存为 .txt"
            )
        )
    elif suffix in SUFFIXES and path.exists() and not path.is_file():
        on_skip(PageError(_shown(str(path)), "is a pipe or a device: take it away 不是普通文件：请移走"))
        return False
    return suffix in SUFFIXES


def _named(name: str, path: Path, on_skip: OnSkip) -> Iterator[Found]:
    name = normalize("NFC", name)
    if name == _shown(name):
        yield Found(name, path)
    else:
        on_skip(
            PageError(_shown(name), "the file's name is not valid UTF-8: rename it 文件名编码有误：请改名")
        )


def _shown(name: str) -> str:
    """The name with bytes that are no UTF-8 written as escapes."""
    return name.encode("utf-8", "backslashreplace").decode()


def _stem(name: str) -> str:
    """What an article's id begins with: page.txt and page.md would be mixed up."""
    stem, dot, _ = name.rpartition(".")
    return stem if dot else name


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one == other


def _bytes(path: Path) -> bytes:
    if path == Path(STDIN):
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _check_lines(name: str, text: str) -> None:
    if len(text) <= MAX_LINE:
        return
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > MAX_LINE:
            reason = f"line {number} has {len(line):,} characters, more than {MAX_LINE:,}"
            raise PageError(name, f"{reason}: put each paragraph on a line 行太长：请一段一行")


def _date(name: str) -> str | None:
    """The date in a page's name.

    >>> _date("2022-12-05/01.txt"), _date("grrb20221205A01.txt"), _date("000_75f3c95002012051.txt")
    ('2022-12-05', '2022-12-05', None)
    """
    for found in reversed([*DATE.finditer(name)]):
        year, month, day = (found["y"] or found["Y"], found["m"] or found["M"], found["d"] or found["D"])
        try:
            return date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            continue  # 20221399 is a number
    return None

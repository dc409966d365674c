"""Which files are to be read: those given, those in folders, and what is said of the others.

A page's name is its file's path below the folder that was asked for, with forward slashes, in NFC and without
.gz, so that the same collection gives the same names on every machine.
"""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR
from unicodedata import normalize

from kg.errors import InputError, PageError
from kg.kinds import KINDS, Kind, kind_of, unpacked

__all__ = ["STDIN", "Found", "OnSkip", "find", "key"]

STDIN = "-"
# A folder's own description is no page of the newspaper, nor are decisions on names.
DESCRIPTION = re.compile(r"readme\b|decisions\.tsv$", re.IGNORECASE)
# A file of this name would be taken for a part of another: news.jsonl#7.
PART = re.compile(r"\.(?:pdf|jsonl|ndjson|csv|tsv|parquet)#.", re.IGNORECASE)
# What lies beside pages and holds none: settings, programs, what kg itself writes. All else is said.
# fmt: off
BESIDE = {
    ".bak", ".bat", ".cfg", ".css", ".duckdb", ".gexf", ".graphml", ".ini",
    ".js", ".jsonld", ".lock", ".log", ".nq", ".nt", ".ps1", ".py",
    ".pyc", ".rdf", ".rq", ".sh", ".sparql", ".sql", ".tmp", ".toml",
    ".trig", ".ttl", ".wal", ".yaml", ".yml",
}
# fmt: on
STORE, DATABASE = "readings.duckdb", "store"
"""Lie in a folder of outputs, whose .html and .csv are not pages."""
GOLD = "gold"
"""A folder of annotations, which may be .jsonl."""

OnSkip = Callable[[PageError], None]


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A file that is to be read, and the name its page will have."""

    name: str
    path: Path


def find(paths: Iterable[str | Path], *, on_skip: OnSkip, root: str | Path | None = None) -> list[Found]:
    """The files to read: of all known kinds in folders and those below them, any file given itself, `-`.

    Hidden files, descriptions (README) and links to folders are left out; so is, and is said, what needs a
    package that is not installed and a document beside its own text. With a `root` all names are paths below
    it. Raises InputError when two files would give pages of the same name, or one is not below the root.
    """
    found: dict[str, Found] = {}
    for path in paths:
        for new in _found(path, on_skip, root):
            mark = key(new.name)
            known = found.setdefault(mark, new)
            if known != new and not _same(known.path, new.path):
                found[mark] = _preferred(known, new, on_skip)
    return sorted(_readable(found.values(), on_skip))


def key(name: str) -> str:
    """What the ids of a file's articles begin with: those of page.txt and page.md would be mixed up."""
    kind = kind_of(name)
    stem, dot, _ = name.rpartition(".")
    return stem if dot and "#" not in name and not (kind and kind.many and kind.name != "pdf") else name


def _preferred(one: Found, other: Found, on_skip: OnSkip) -> Found:
    """Of the same page in two formats, the one that is nearer to plain text."""
    kinds = {file: kind_of(file.name) or KINDS[0] for file in (one, other)}
    if kinds[one] == kinds[other]:
        raise InputError(
            f"{one.path} and {other.path}: both would be the page {key(one.name)!r}; "
            "rename one, or give the folder above both 两个文件同名：请改名或改用上级文件夹"
        )
    taken, left = sorted((one, other), key=lambda file: KINDS.index(kinds[file]))
    reason = f"left out, {taken.name} is read instead; rename it if it is another page"
    reason += " 已读同名文件：如非同一版请改名"
    on_skip(PageError(left.name, reason))
    return taken


def _readable(files: Iterable[Found], on_skip: OnSkip) -> Iterator[Found]:
    """The files whose readers are installed; for each other kind it is said once what to do."""
    missing: dict[Kind, list[Found]] = defaultdict(list)
    for file in files:
        kind = kind_of(file.name)
        if kind and kind.missing():
            missing[kind].append(file)
        else:
            yield file
    for kind, left in sorted(missing.items(), key=lambda item: min(item[1])):
        count = f" ({len(left)} × {kind.endings[0]})" if len(left) > 1 else ""
        reason = f"to read {kind.endings[0]}{count}, {kind.missing()}"
        on_skip(PageError(min(left).name, reason))


def _found(path: str | Path, on_skip: OnSkip, root: str | Path | None) -> Iterator[Found]:
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
    below = _below(path, Path(root)) if root is not None else Path() if is_folder else Path(path.name)
    if is_folder:
        yield from _listed(path, below, on_skip)
    else:
        yield from _named(below.as_posix(), path, on_skip)


def _below(path: Path, root: Path) -> Path:
    """The way from the root to a path."""
    try:
        return (path.parent.resolve() / path.name).relative_to(root.resolve())
    except ValueError as error:
        raise InputError(f"{path}: is not below {root}; name a folder above it 不在该文件夹下") from error


def _listed(folder: Path, below: Path, on_skip: OnSkip) -> Iterator[Found]:
    """The pages of a folder and the folders below it."""

    def unlisted(error: OSError) -> None:
        reason = f"the folder cannot be listed: {error.strerror}; check its permissions 无法列出：请检查权限"
        on_skip(PageError(_shown(str(error.filename)), reason))

    empty = True
    unread: Counter[str] = Counter()
    for root, folders, files in os.walk(folder, onerror=unlisted):
        aside = {DATABASE} if STORE in files else set()
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in aside)
        links = [name for name in folders if Path(root, name).is_symlink()]
        for name in sorted(files + links):
            path = Path(root, name)
            is_aside = (aside or Path(root).name == GOLD) and _is_document(name)
            if _is_page(path, unread, on_skip) and not is_aside:
                empty = False
                yield from _named((below / path.relative_to(folder)).as_posix(), path, on_skip)
    if unread:
        on_skip(PageError(_shown(str(folder)), _told(unread)))
    if empty:
        endings = " ".join(ending for kind in KINDS for ending in kind.endings)
        reason = f"holds no file that can be read ({endings}): check the name 没有可读的文件：请检查名称"
        on_skip(PageError(_shown(str(folder)), reason))


def _is_page(path: Path, unread: Counter[str], on_skip: OnSkip) -> bool:
    """Whether a path seen in a folder is a page; what may have been meant as one is said, or counted."""
    if path.name.startswith(".") or DESCRIPTION.match(path.name):
        return False
    if path.is_dir():
        reason = "links to folders are not followed: name the folder 不跟随链接：请写原文件夹"
        on_skip(PageError(_shown(str(path)), reason))
        return False
    if not kind_of(path.name):
        ending = path.suffix.lower()
        unread.update([ending] if ending and ending not in BESIDE else [])
        return False
    if path.exists() and not path.is_file():
        on_skip(PageError(_shown(str(path)), "is a pipe or a device: take it away 不是普通文件：请移走"))
        return False
    return True


def _is_document(name: str) -> bool:
    kind = kind_of(name)
    return kind is not None and kind != KINDS[0]


def _told(unread: Counter[str]) -> str:
    """What is said of the files that are not read, once for a folder."""
    counts = sorted(unread.items(), key=lambda item: (-item[1], item[0]))
    told = ", ".join(f"{n} × {_shown(ending)}" for ending, n in counts)
    return (
        f"not read: {told}; save texts as .txt, recognize scans (OCR) 未读取：请另存为 .txt，扫描件请先 OCR"
    )


def _named(name: str, path: Path, on_skip: OnSkip) -> Iterator[Found]:
    name = unpacked(normalize("NFC", name))
    if name != _shown(name):
        reason = "the file's name is not valid UTF-8: rename it 文件名编码有误：请改名"
        on_skip(PageError(_shown(name), reason))
    elif PART.search(name):
        reason = "the file's name reads as a part of another file: take out the # 文件名请去掉 #"
        on_skip(PageError(name, reason))
    else:
        yield Found(name, path)


def _shown(name: str) -> str:
    """The name with bytes that are no UTF-8 written as escapes."""
    return name.encode("utf-8", "backslashreplace").decode()


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one == other

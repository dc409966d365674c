"""Pages into the readings store: those that changed are read, by one process or several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import EngineError, PageError
from kg.files import OnSkip
from kg.model import Page, Reading, Source
from kg.read import Found, read
from kg.readings import Known, Store
from kg.workers import mapped

__all__ = [
    "BATCH",
    "NO_ARTICLE",
    "OnProgress",
    "Studied",
    "Study",
    "readings",
    "size_of",
    "source_of",
    "take",
]

OnProgress = Callable[[str, int, int], None]
"""Called with the step (read, resolve, count, graph, view), how much of it is done, and how much there is.

Reading is told in bytes of the files."""

BATCH = 64
"""Pages that go into the store together; a build that is killed loses no more than these."""
NO_ARTICLE = "no article found: titles must stand on lines of their own 没有文章：标题须独占一行"
ENDED = "the process that read it ended twice: make memory, or leave the page out 读此页的进程两次中断"


@dataclass(frozen=True, slots=True)
class Studied:
    """What one page gave."""

    readings: list[Reading]
    fingerprint: str
    """Of the settings that hold for the readings: without the engine, when that failed."""
    faults: tuple[EngineError, ...] = ()


Study = Callable[[Page], Studied]


def readings(
    found: Sequence[Found],
    study: Study,
    *,
    columns: Mapping[str, str],
    jobs: int | None,
    skip: OnSkip,
    fault: Callable[[EngineError], None],
) -> Iterator[Reading]:
    """The readings of the pages in files, in order."""
    pages = (page for file in found for page in read(file, on_skip=skip, columns=columns))
    for page, studied in mapped(study, pages, jobs=jobs, size=_size):
        for error in studied.faults if studied else ():
            fault(error)
        if not studied or not studied.readings:
            skip(PageError(page.name, NO_ARTICLE if studied else ENDED))
        else:
            yield from studied.readings


def take(
    store: Store,
    found: Sequence[Found],
    study: Study,
    columns: Mapping[str, str],
    mark: str,
    *,
    jobs: int | None,
    skip: OnSkip,
    fault: Callable[[EngineError], None],
    progress: OnProgress,
) -> tuple[list[str], int]:
    """Puts the pages in files into the store; their names, and how many were in it unchanged.

    A page is unchanged when its bytes are, and `mark`, the fingerprint of what reads it, is too.
    """
    known, names, batch = store.known(), list[str](), list[tuple[Source, Sequence[Reading]]]()
    unread = 0

    def changed() -> Iterator[Page]:
        nonlocal unread
        for page in _told(found, columns, skip, progress):
            names.append(page.name)
            if not _holds(known.get(page.name), page, mark):
                yield page
                continue
            unread += 1
            if not known[page.name].articles:
                skip(PageError(page.name, NO_ARTICLE))

    for page, studied in mapped(study, changed(), jobs=jobs, size=_size):
        if not studied:
            names.remove(page.name)
            skip(PageError(page.name, ENDED))
            continue
        for error in studied.faults:
            fault(error)
        if not studied.readings:
            skip(PageError(page.name, NO_ARTICLE))
        entry = source_of(page), studied.readings
        if studied.fingerprint == mark:
            batch.append(entry)
        else:  # not what was asked for: the next build tries again
            store.replace([entry], fingerprint=studied.fingerprint)
        if len(batch) == BATCH:
            store.replace(batch, fingerprint=mark)
            batch.clear()
    store.replace(batch, fingerprint=mark)
    return names, unread


def source_of(page: Page) -> Source:
    """What the store keeps of a page beside its readings."""
    return Source(page.name, page.encoding, page.digest, page.date, page.paper, page.url)


def _holds(known: Known | None, page: Page, mark: str) -> bool:
    return known is not None and (known.digest, known.fingerprint) == (page.digest, mark)


def _told(
    found: Sequence[Found], columns: Mapping[str, str], skip: OnSkip, progress: OnProgress
) -> Iterator[Page]:
    """The pages in files, and how many bytes of them have been taken."""
    sizes = [size_of(file) for file in found]
    total, before = sum(sizes), 0
    progress("read", 0, total)
    for file, size in zip(found, sizes, strict=True):
        done = 0
        for page in read(file, on_skip=skip, columns=columns):
            yield page
            done = min(size, done + _size(page))
            progress("read", before + done, total)
        before += size
        progress("read", before, total)


def size_of(file: Found) -> int:
    """Bytes of a file, 0 of one that is gone."""
    try:
        return file.path.stat().st_size
    except OSError:
        return 0


def _size(page: Page) -> int:
    return 3 * len(page.passage.text)

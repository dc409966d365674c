"""The lines of a page: where each stands in the text, and what was printed to mark it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

__all__ = ["Line", "finished", "lines"]

# the end of a sentence, and a signature behind it: …。（某某 摄）
FINISHED = re.compile(r"[。！？!?…][”’」』）)】》〉\"]*(?:[（(][^（）()。，；]{2,24}[）)])?$")
MARK = re.compile(r"^(#{1,6})\s*|^\*\*(?=.+\*\*$)")
SPACE = " \t\u3000\xa0\ufeff\u200b\r"


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line of the page: text == page[start:end], white space and `#` marks taken off."""

    start: int
    end: int
    text: str
    level: int = 0
    """Number of `#` in front."""
    indented: bool = False
    """Set in from the margin by two wide spaces: the first line of a paragraph."""
    signed: bool = False
    """Nothing but the names of who wrote the piece, as its place shows."""

    apart: bool = False
    """What a web page prints around an article stood above it."""

    def cut(self, begin: int, end: int) -> Line:
        """The part text[begin:end], white space taken off at both ends."""
        part = self.text[begin:end]
        begin += len(part) - len(part.lstrip(SPACE))
        text = part.strip(SPACE)
        return Line(self.start + begin, self.start + begin + len(text), text, self.level, self.indented)


def lines(text: str) -> list[Line]:
    """The lines of a page that hold anything, furniture (dates, page numbers) with the rest."""
    found, begin = [], 0
    for raw in text.split("\n"):
        if printed := raw.strip(SPACE):
            start = begin + len(raw) - len(raw.lstrip(SPACE))
            line = Line(start, start + len(printed), printed, 0, raw.startswith(("\u3000\u3000", "    ")))
            if mark := MARK.match(printed):
                line = line.cut(mark.end(), len(printed) - (0 if mark[1] else 2))
                line = replace(line, level=len(mark[1] or "##"))
            if line.text:
                found.append(line)
        begin += len(raw) + 1
    return found


def finished(text: str) -> bool:
    """Whether a line ends where a sentence does."""
    return bool(FINISHED.search(text))

"""The lines of a page: where each stands in the text, and what was printed to mark it."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Line", "finished", "lines"]

FINISHED = re.compile(r"[。！？!?…][”’」』）)】》〉\"]*$")
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
        line = Line(begin, begin + len(raw), raw).cut(0, len(raw))
        if mark := MARK.match(line.text):
            level = len(mark[1] or "##")
            tail = 2 if not mark[1] else 0
            line = line.cut(mark.end(), len(line.text) - tail)
            line = Line(line.start, line.end, line.text, level)
        if line.text:
            indented = raw.startswith(("\u3000\u3000", "    "))
            found.append(Line(line.start, line.end, line.text, line.level, indented))
        begin += len(raw) + 1
    return found


def finished(text: str) -> bool:
    """Whether a line ends where a sentence does."""
    return bool(FINISHED.search(text))

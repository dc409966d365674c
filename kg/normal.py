"""Text as the stages want it, NFC with \\n line ends, and the way back to the text as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from unicodedata import category, is_normalized, normalize

from kg.model import Passage

__all__ = ["normal"]

BOM = "\ufeff"
# Form feed, vertical tab, NEL and the Unicode separators end a line too; one character each, like \r alone.
LINE_ENDS = str.maketrans(dict.fromkeys("\r\f\v\x85\u2028\u2029", "\n"))
LINE_END = re.compile("[\r\f\v\x85\u2028\u2029]")

# Characters that NFC never changes nor joins to the one before; a test holds the list against unicodedata.
STABLE = (
    r"\x00-\u02ff\u2010-\u2027\u202a-\u205e\u3001-\u3029\u3030-\u3098\u30a0-\u30ff"
    r"\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff9d"
)
UNSTABLE = re.compile(f"(?s:.)?[^{STABLE}]+")


def normal(text: str) -> Passage:
    """`text` in NFC, every line end as \\n, byte order marks dropped; runs lead back to `text`.

    Characters composed from several lead to the first of these. Text that needs no change costs a few
    searches; otherwise the cost grows with the changes, not with the text.
    """
    parts: list[str] = []
    runs = [(0, 0)]
    length = copied = 0
    for start, end, new in sorted(_edits(text)):
        parts += [text[copied:start], new]
        length += start - copied
        runs += [(length + index, start) for index in range(len(new))]
        length += len(new)
        runs.append((length, end))
        copied = end
    parts.append(text[copied:])
    result = "".join(parts)
    if LINE_END.search(result):
        result = result.translate(LINE_ENDS)
    return Passage(result, _tidy(runs, len(result)))


def _edits(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, what to put there), disjoint: a \\r before \\n goes, clusters become NFC."""
    if "\r\n" in text:
        for found in re.finditer("\r(?=\n)", text):
            yield found.start(), found.end(), ""
    if BOM in text or not is_normalized("NFC", text):
        for found in UNSTABLE.finditer(text):
            for start, end in pairwise(_boundaries(text, *found.span())):
                new = normalize("NFC", text[start:end].replace(BOM, ""))
                if new != text[start:end]:
                    yield start, end, new


def _boundaries(text: str, start: int, end: int) -> list[int]:
    """Where a cluster begins (a character and the marks that may join it), and the end."""
    inner = (i for i in range(start + 1, end) if not _joins(text[i]))
    return [start, *inner, end]


def _joins(character: str) -> bool:
    """Whether NFC may join the character to the one before: marks, Hangul vowels and finals."""
    return character == BOM or category(character)[0] == "M" or "\u1160" <= character <= "\u11ff"


def _tidy(runs: list[tuple[int, int]], length: int) -> tuple[tuple[int, int], ...]:
    """The runs without those that are empty or go on as the run before did."""
    last = {begin: source for begin, source in runs if begin < length or begin == 0}
    kept: list[tuple[int, int]] = []
    for begin, source in last.items():
        if not kept or source - begin != kept[-1][1] - kept[-1][0]:
            kept.append((begin, source))
    return tuple(kept)

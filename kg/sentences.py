"""Paragraphs and sentences of a field: the units in which names are counted together."""

from __future__ import annotations

import re

__all__ = ["paragraphs", "sentences"]

# A sentence ends after 。！？ and the closing marks behind them. A semicolon does not end one:
# 「甲说……；乙说……」 is one statement in newspapers.
SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+[”’」』）)》]*|(?=\n)|$)")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Offsets of the lines of `text` that hold anything.

    >>> paragraphs("一。\\n二。")
    [(0, 2), (3, 5)]
    """
    spans, begin = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((begin, begin + len(line)))
        begin += len(line) + 1
    return spans


def sentences(text: str) -> list[tuple[int, int]]:
    """Offsets of the sentences of `text`, in order, none empty, none across a line end.

    >>> [*map(lambda s: "甲说：“好。”乙来。"[slice(*s)], sentences("甲说：“好。”乙来。"))]
    ['甲说：“好。”', '乙来。']
    """
    return [m.span() for m in SENTENCE.finditer(text) if m.group().strip()]

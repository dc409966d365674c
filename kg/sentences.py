"""Paragraphs and sentences of a field: the units in which names are counted together."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

__all__ = ["BULLETS", "clauses", "paragraphs", "report_at", "reports", "rows", "sentences"]

BULLETS = "●■▲△▼◆◇★☆※○◎□▶▷►"
"""Marks that begin an item of a list, or a short report of a column."""

# A sentence ends after 。！？ and the closing marks behind them. A semicolon does not end one:
# 「甲说……；乙说……」 is one statement in newspapers.
SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+[”’」』）)》]*|(?=\n)|$)")


CLAUSE_END = re.compile("[。！？!?；;，,：:\\n]")
ENDED = tuple("。！？!?…”：:")
"""What lines of running text and announcements of a list end in."""
ROWS = 3
REPORT = 15
"""Characters that the first sentence of a short report has at least."""


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


def clauses(text: str) -> list[int]:
    """Where the clauses of `text` end.

    >>> clauses("甲来，乙到。丙去")
    [3, 6]
    """
    return [mark.end() for mark in CLAUSE_END.finditer(text)]


@lru_cache(maxsize=4)
def reports(text: str) -> tuple[int, ...]:
    """Where the short reports of a column begin: lines with a bullet and a sentence, if there are several.

    >>> reports("简讯\\n■甲市总工会二十日在此地开会，当天闭会。\\n■乙市总工会二十日在此地开会，当天闭会。")
    (3, 24)
    >>> reports("■案情\\n甲诉乙。\\n■说法\\n乙应付款。")
    ()
    """
    lines = ((begin, text[begin + REPORT : end]) for begin, end in paragraphs(text))
    found = tuple(begin for begin, rest in lines if text[begin] in BULLETS and "。" in rest)
    return found if len(found) > 1 else ()


def report_at(text: str, at: int) -> int:
    """Where the short report begins that `at` stands in; 0 in front of the first, and where there are none.

    >>> text = "简讯\\n■甲市总工会二十日在此地开会，当天闭会。\\n■乙市总工会二十日在此地开会，当天闭会。"
    >>> report_at(text, 1), report_at(text, 30)
    (0, 24)
    """
    begins = reports(text)
    number = bisect_right(begins, at)
    return begins[number - 1] if number else 0


def rows(text: str) -> list[int]:
    """Where the lines of a list begin, three or more without an end mark, and what follows each list.

    >>> rows("名单如下：\\n甲县 张三\\n乙县 李四\\n丙县 王五\\n特此公示。")
    [6, 12, 18, 24]
    """
    found: list[int] = []
    run: list[int] = []
    for begin, end in [*paragraphs(text), (len(text), len(text))]:
        if begin < end and not text[begin:end].rstrip().endswith(ENDED):
            run.append(begin)
            continue
        if len(run) >= ROWS:
            found += [*run, begin]
        run = []
    return found

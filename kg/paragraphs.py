"""Column breaks: which lines of a body go on with the sentence of the line above."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.bylines import signature
from kg.headings import is_item
from kg.lexicon import words
from kg.page_lines import Line, finished
from kg.sentences import BULLETS

__all__ = ["in_columns", "joined"]


def in_columns(rows: Iterable[Line]) -> bool:
    """Whether lines of a page break off inside their sentences, as the columns of a newspaper have them.

    Where not one does, and several are whole paragraphs or entries of a list, a line without an end mark
    is a small heading or a row of a list.
    """
    texts = [row.text for row in rows if not row.level]
    whole = sum((len(text) > LONGEST_COLUMN and finished(text)) or _is_entry(text) for text in texts)
    return whole < FEW or any(map(_is_broken, texts))


FEW = 2
LONGEST_COLUMN = 40
"""Characters: more stand in no line of a printed column."""


def _is_broken(text: str) -> bool:
    broken = BROKEN.search(text) is not None and not CREDITED.search(text)
    return broken and signature(text) is None


# A sentence begun behind another one and not ended; but credits and dates stand there too: …。某局供图
BROKEN = re.compile(r"。[^。！？…]{4,}[一-鿿，、]$")
CREDITED = re.compile(r"(?:供图|摄影?|图|发|[供来]稿|日)$")


def joined(above: Line, below: Line, *, columns: bool = True) -> bool:
    """Whether `below` goes on with the sentence, word or name that `above` breaks off.

    A line without an end mark is broken off by the column, unless it looks like a heading inside
    the body: short, without any mark, and the next line begins a sentence of its own.
    `columns`: lines of the page do break off so (`in_columns`).
    """
    if below.level or above.level or finished(above.text) or ENTRY.match(below.text):
        return False
    if not columns and not (_breaks_off(above.text) and finished(below.text)):
        return False
    if _closes(above.text) and (below.indented or _is_entry(below.text)):
        return False
    bare = BRACKETS.sub("", above.text)
    if len(above.text) <= LONGEST_ENTRY and UNIT_FIRST.fullmatch(bare):
        return False
    if _is_entry(above.text) and (_is_entry(below.text) or _closes(below.text) or WINNER.match(bare)):
        return False
    return not _subhead(above, below)


def _is_entry(text: str) -> bool:
    """Whether a line is a whole one of a list, a prize or its winner: no column is broken off there."""
    bare = BRACKETS.sub("", text)
    return len(text) <= LONGEST_ENTRY and not SENTENCE.search(bare) and (is_item(text) or is_item(bare))


LONGEST_ENTRY = 48
# 王甲　某某公司: whole by itself, whatever stands below
WINNER = re.compile(
    r"(?:[一-鿿]{2,8}[：:])?(?:[一-鿿·]{2,12}|[一-鿿][ \u3000]{1,3}[一-鿿]{1,2})"
    r"[ \u3000]+[^\s，。；！？]{4,}$"
)
# 1988.03—1995.12　某县团委书记: a line of a résumé; ● or 3. 某某厂: one of a list
ENTRY = re.compile(
    r"(?:19|20)\d\d[.．年/-]\d{1,2}月?(?:\s*[—–－~～至-]+\s*(?:(?:19|20)\d\d|至?今|[\s\u3000])|[\s\u3000])"
    rf"|[{BULLETS}☞•·]\s*[一-鿿“《]"
    r"|\d{1,3}(?:[.．、]|[\s\u3000]{1,3})[\s\u3000]*[一-鿿“《]{2}"
)


def _breaks_off(text: str) -> bool:
    """Whether a line ends as only a sentence does that a column broke off: long, or within 《》 or “”."""
    return (len(text) > SHORTEST_SENTENCE and "，" in text and PIECE.search(text) is not None) or any(
        text.rfind(opening) > text.rfind(closing) for opening, closing in ("《》", "“”", "（）")
    )


SHORTEST_SENTENCE = 30
PIECE = re.compile(r"[一-鿿，、](?<!摄)(?<!图)(?<!发)$")
# 某某公司　王甲: so is this; the place of a unit's word for its kind tells it from words of a sentence
UNIT_FIRST = re.compile(
    r"[^\s，。；！？：]{2,30}(?:公司|集团|厂|矿|店|院|校|大学|中学|小学|班|队|组|室|车间|工会|局|站|段|部|所|处|中心|协会)"
    r"[ \u3000]+(?:[一-鿿·]{2,6}|[一-鿿][ \u3000]{1,3}[一-鿿]{1,2})(?:[ \u3000]+[^\s，。；！？]{2,10})?"
)
BRACKETS = re.compile("[（(][^（）()]{1,12}[）)]")
SENTENCE = re.compile(r"[，。；！？]")


def _closes(text: str) -> bool:
    return text[-1] in "：；:;"


def _subhead(above: Line, below: Line) -> bool:
    text = above.text
    if len(text) > 24 or any(mark in text for mark in "，。、；：（“《"):
        return False
    if words("continuations").match(below.text):
        return False
    return words("sentence_openers").match(below.text) is not None

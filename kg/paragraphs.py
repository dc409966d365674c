"""Column breaks: which lines of a body go on with the sentence of the line above."""

from __future__ import annotations

import re

from kg.headings import is_item
from kg.lexicon import words
from kg.page_lines import Line, finished

__all__ = ["joined"]


def joined(above: Line, below: Line) -> bool:
    """Whether `below` goes on with the sentence, word or name that `above` breaks off.

    A line without an end mark is broken off by the column, unless it looks like a heading inside
    the body: short, without any mark, and the next line begins a sentence of its own.
    """
    if below.level or above.level or finished(above.text) or STAGE.match(below.text):
        return False
    if _closes(above.text) and (below.indented or _is_entry(below.text)):
        return False
    if _is_entry(above.text) and (
        _is_entry(below.text) or _closes(below.text) or WINNER.match(BRACKETS.sub("", above.text))
    ):
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
# 1988.03—1995.12　某县团委书记: a line of a résumé
STAGE = re.compile(
    r"(?:19|20)\d\d[.．年/-]\d{1,2}月?(?:\s*[—–－~～至-]+\s*(?:(?:19|20)\d\d|至?今|[\s\u3000])|[\s\u3000])"
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

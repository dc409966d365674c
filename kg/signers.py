"""Names that sign without a word for what they did: on a line of their own, in brackets, behind the end."""

from __future__ import annotations

import re

from kg.byline_words import HAN, byline_tokens, is_name, may_be_byline, stands_alone
from kg.lexicon import surnames
from kg.places import names_place

__all__ = ["names_alone", "names_below", "signed_in_brackets", "signed_off", "titles_alone"]


def names_alone(line: str) -> bool:
    """Whether a line is nothing but a few names, as below a title that is signed.

    >>> names_alone("赵甲乙 钱丙"), names_alone("工会开讲")
    (True, False)
    """
    if len(line) > MOST_NAMES * 5:
        return False
    tokens = byline_tokens(line)
    return 0 < len(tokens) <= MOST_NAMES and all(
        token.kind == "name" and is_name(word := line[token.start : token.end]) and not names_place(word)
        for token in tokens
    )


MOST_NAMES = 5


def names_below(line: str) -> bool:
    """Whether a line is nothing but names, as they stand on the line below 本报记者 甲."""
    return names_alone(re.sub(r"\s*[/／]?\s*(?:文|报道)$", "", line))


def titles_alone(line: str) -> bool:
    """Whether a line has the title of a byline, whose names stand on the next: 本报记者."""
    if len(line) > 20 or not may_be_byline(line):
        return False
    kinds = [token.kind for token in byline_tokens(line)]
    return kinds in (["reporter"], ["correspondent"], ["box", "reporter"], ["box", "correspondent"])


IN_BRACKETS = re.compile(
    rf"(?<=[。！？!?”…])\s*[（(]\s*(?P<names>[{HAN}](?:[{HAN}]|[\s　、·•]+(?=[{HAN}])){{1,18}})\s*[）)]$"
)
NO_SIGNER = re.compile("记者|通讯员|摄|完|上接|下转|续|据|综合|左|右|图|供稿")


def signed_in_brackets(line: str) -> tuple[int, list[tuple[int, int]]] | None:
    """Names in brackets behind the last sentence, as short pieces are signed: 「……多喝水。（甲乙）」.

    Where the brackets begin, and the names.
    """
    found = IN_BRACKETS.search(line)
    if found is None or NO_SIGNER.search(found["names"]):
        return None
    tokens = byline_tokens(found["names"])
    spans = [(found.start("names") + t.start, found.start("names") + t.end) for t in tokens]
    if any(t.kind != "name" for t in tokens):
        return None
    if len(spans) == 1 and spans[0][1] - spans[0][0] < 5:
        return found.start(), spans
    sure = [is_name(line[a:b]) for a, b in spans]
    likely = all(map(stands_alone, (line[a:b] for a, b in spans)))
    return (found.start(), spans) if all(sure) or (any(sure) and likely) else None


LAST = re.compile(rf"[。！？!?…][”’」』]?[\s　]+(?P<name>[{HAN}]{{2,3}})$")


def signed_off(line: str) -> tuple[int, int] | None:
    """The name behind the last words of an article, a space between: 「……推介。　赵甲」."""
    found = LAST.search(line)
    return found.span("name") if found and found["name"][0] in surnames() else None

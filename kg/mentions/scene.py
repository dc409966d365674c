"""A field's text as the recognizers see it: its tokens, and what each token says about names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import accumulate

from kg.lexicon import Matcher, cut, frequency, known_names, part_of_speech, word_list
from kg.model import Class
from kg.places import full_names, is_place, names_place

__all__ = ["Candidate", "Piece", "Scene", "piece"]


# Words that the tokenizer takes for the first or last character of a name it does not know: 从市, 段玉为.
FUNCTION = frozenset("由从在对向和与为将被把是以同及等该各已也还均曾自经往")


@cache
def _run_together() -> dict[str, tuple[str, ...]]:
    return {listed.replace("|", ""): tuple(listed.split("|")) for listed in word_list("run_together")}


@lru_cache(maxsize=1 << 16)
def _apart(token: str) -> tuple[str, ...]:
    """A token without the words that were run together with it: function words, 委|副."""
    if token in _run_together():
        return _run_together()[token]
    if not 2 <= len(token) <= 4 or part_of_speech(token) or not token.isalpha():
        return (token,)
    if is_place(token) or token in known_names():
        return (token,)  # 经开区
    if token[0] in FUNCTION or (token[0] in "员师长" and len(token) < 4):
        return token[0], token[1:]
    return (token[:-1], token[-1]) if token[-1] in FUNCTION else (token,)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may be a name: what it would be, how strongly (log-odds), and by which rule."""

    start: int
    end: int
    type: Class
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class Piece:
    """What a token says when it stands inside a name."""

    score: float
    """Log-odds of a name reaching over it."""
    specific: float
    """How much it singles out one bearer: 1 for a place or an unknown word, 0 for 职工."""
    place: bool = False


# What shows that a place was read into another word: 建设乡|镇, 城镇|居民
CONTINUES = re.compile(r"[镇乡村]|区?域|化|静|压|亲|土|音|民|际|街道|地区")


# The places of the Production and Construction Corps: 第十四师|昆玉市|二二四团|八连.
CORPS = re.compile(r"兵团|第?[一二三四五六七八九十]{1,3}师[一-鿿]{2,4}市")
CORPS_PLACE = re.compile(
    r"第?[一二三四五六七八九十]{1,3}师(?=[一-鿿]{2,4}市|[一二三四五六七八九十〇零\d]{1,3}团|总工会|工会|党委)"
    r"|[一二三四五六七八九十〇零\d]{1,3}团场?(?![体员队结圆支委聚伙])|(?<=团)[一二三四五六七八九十\d]{1,3}连(?![续接])"
)
CLAUSE_MARK = re.compile(r"[，。；：！？\n]")
# What the tokenizer would take apart or run together with its neighbours: 图为|区医院, 自|中铁五局.
WHOLE = re.compile(
    r"党的[一二三四五六七八九十]{2,3}(?:大(?![学型家赛量])|届[一二三四五六七八九]中全会)"
    r"|图为|入职|就职|任职|中(?:铁|建|交|冶|核|电建|水电|铁建)(?:[一二三四五六七八九十]{1,3}局|[一二三四五六七八九十]{1,3}公司)"
)


@cache
def _known() -> Matcher[Class]:
    return Matcher(known_names())


@lru_cache(maxsize=1 << 10)
def _no_word(name: str) -> bool:
    """Whether the tokenizer does not know a name and would take it apart: 饿|了|么."""
    return len(name) > 2 and not part_of_speech(name)


class Scene:
    """One text, its tokens, and where they begin; and the whole article that it is from."""

    def __init__(self, text: str, article: str | None = None) -> None:
        self.text = text
        self.article = text if article is None else article

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        """Where full names of places stand, whether free or inside longer names."""
        found = [(start, end) for start, end, _ in full_names().find(self.text)]
        if CORPS.search(self.article):
            found += [part.span() for part in CORPS_PLACE.finditer(self.text)]
        return found

    @cached_property
    def known(self) -> list[tuple[int, int, Class]]:
        """Where names stand that everyone knows."""
        return _known().find(self.text)

    @cached_property
    def tokens(self) -> list[str]:
        """The tokens; joined they are the text. Places are tokens in any case: 房山区|长阳镇."""
        found: list[str] = []
        at = 0
        spans = [(s, e) for s, e in self.places if not CONTINUES.match(self.text, e)]
        spans += [(s, e) for s, e, _ in self.known if e - s > 4 or _no_word(self.text[s:e])]
        spans += [found.span() for found in WHOLE.finditer(self.text)]
        for start, end in sorted(spans):
            if start >= at:
                found += [*cut(self.text[at:start]), self.text[start:end]]
                at = end
        found += cut(self.text[at:] if at else self.text)
        return [part for token in found for part in _apart(token)]

    @cached_property
    def starts(self) -> list[int]:
        """Where each token begins."""
        return list(accumulate(map(len, self.tokens[:-1]), initial=0)) if self.tokens else []

    @cached_property
    def boundaries(self) -> frozenset[int]:
        """Offsets between tokens, both ends of the text with them."""
        return frozenset(self.starts) | {len(self.text)}

    @cached_property
    def marks(self) -> list[int]:
        """Offsets behind the marks that end a clause, and both ends of the text."""
        return [0, *(mark.end() for mark in CLAUSE_MARK.finditer(self.text)), len(self.text)]

    def clauses(self, hints: Iterable[int]) -> Iterator[tuple[int, int]]:
        """The clauses that hold the given offsets, once each, in order."""
        done = 0
        for hint in hints:
            if hint >= done:
                number = bisect_right(self.marks, hint, 0, len(self.marks) - 1)
                yield self.marks[number - 1], (done := self.marks[number])

    def token_at(self, index: int) -> int:
        """The number of the token that covers the character at `index`."""
        return bisect_right(self.starts, index) - 1

    def before(self, index: int) -> list[tuple[int, str]]:
        """(start, word) of at most 16 tokens left of `index`, nearest first, that one cut at `index`."""
        if index <= 0:
            return []
        number = self.token_at(index - 1)
        found = [(self.starts[number], self.text[self.starts[number] : index])]
        for i in range(number - 1, max(-1, number - 16), -1):
            found.append((self.starts[i], self.tokens[i]))
        return found

    def word_before(self, index: int) -> str:
        """The token left of `index`, its part up to there; '' at the beginning."""
        return self.text[self.starts[self.token_at(index - 1)] : index] if index > 0 else ""

    def word_after(self, index: int) -> str:
        """The token right of `index`, its part from there on; '' at the end."""
        if index >= len(self.text):
            return ""
        number = self.token_at(index)
        return self.text[index : self.starts[number] + len(self.tokens[number])]


RARE = 150
"""Occurrences in 60 million words below which a verb is as likely a brand."""


@lru_cache(maxsize=1 << 16)
def piece(word: str) -> Piece | None:
    """What `word` says inside the name of an organisation or place; None: no name reaches over it.

    >>> piece("的") is None, piece("通州区").place, piece("职工").specific
    (True, True, 0.0)
    """
    if not word.strip() or word in word_list("stops"):
        return None
    if is_place(word):
        return Piece(1.2, 1.0, place=True)
    if word in ("中国", "中华", "全国", "中共", "首都"):
        return Piece(0.5, 0.8 if word in ("中国", "中华") else 0.5)
    if word in word_list("soft_verbs"):
        return Piece(-0.5, 0.0)
    if word in word_list("verbs") or (len(word) == 4 and _is_verb(word[:2]) and _is_verb(word[2:])):
        return None  # 贯彻落实 as well as 贯彻 and 落实
    if word in word_list("heads") and word not in word_list("posts_in_names"):
        return None
    if word in word_list("generic"):
        return Piece(-0.05, 0.0)
    if word[0].isascii() and word.isalnum():
        return Piece(0.2, 0.5)
    if word in known_names():
        return Piece(0.8, 1.0)
    if len(word) == 2 and names_place(word):
        return Piece(0.3, 0.8)  # 大兴宾馆: a word as well, and hardly one inside a name
    return _by_tag(word, part_of_speech(word))


def _is_verb(word: str) -> bool:
    return word in word_list("verbs") or word in word_list("stops")


def _by_tag(word: str, tag: str) -> Piece | None:
    if not all(c.isalnum() or c in "·" for c in word):
        return None
    if len(word) > 3 and any(word[:size] in word_list("stops") for size in (2, 3)):
        return None  # 进一步提高
    if tag == "":
        return Piece(0.5, 1.0) if len(word) > 1 else Piece(0.1, 0.5)
    if tag in ("ns", "nt", "nz", "nrt", "nrfg") or (len(word) > 3 and is_place(word[:2])):
        return Piece(0.8, 1.0)
    if tag == "nr":
        return Piece(0.3, 0.8)
    if tag[0] in "rpcuyedo" or tag == "t" or (tag == "f" and len(word) == 1):
        return None
    if tag[0] in "fs":
        return Piece(-0.1, 0.3)  # 北方, 东方, 西部
    if tag[0] == "v" and tag != "vn":
        if frequency(word) < RARE:  # 首开: a brand that the dictionary takes for a verb
            return Piece(-0.2, 0.6)
        return Piece(-1.6, 0.2)
    if tag[0] == "m":
        return Piece(-0.4, 0.3)
    if tag[0] == "q":
        return Piece(-0.8, 0.0)
    if tag[0] in "az":
        return Piece(-0.5, 0.4)
    rare = frequency(word) < (300 if len(word) > 2 else 30)
    return Piece(0.1, 0.8 if rare else 0.4 if frequency(word) < 3000 else 0.3)  # 先农坛

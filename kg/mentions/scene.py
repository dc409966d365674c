"""A text as the recognizers see it: its tokens, and what each token says about names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, chain, count
from typing import NamedTuple

from kg.corps import places_of_corps
from kg.lexicon import cut, frequency, known_names, longest, part_of_speech, word_list
from kg.mentions.hits import Hits, hits
from kg.mentions.words import ROLES, Role, Word, words_of
from kg.model import Class
from kg.places import is_place, name_of, names_place, place, short_name

__all__ = ["Candidate", "Piece", "Scene", "piece"]


class Candidate(NamedTuple):
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


CLAUSE_MARK = re.compile(r"[，。；：！？\n]")
# What the tokenizer would take apart or run together with its neighbours: 图为|区医院, 自|中铁五局.
WHOLE = re.compile(
    r"党的[一二三四五六七八九十]{2,3}(?:大(?![学型家赛量])|届[一二三四五六七八九]中全会)"
    r"|委(?=[省市区县州旗盟](?:人民)?政府)"
    r"|[一二三四五六七八九十](?:炼钢|炼铁|轧钢|热轧|冷轧|焦化|烧结)(?!厂)|[一二三四五六七八九十]{1,2}(?=分公司|车间)|工会(?<=机关工会)(?=组织)|播音主持|城建(?=[一-鿿]{0,8}(?:集团|公司))|图为|[院校局部处科所站厂队班组会段店台馆社司园]长(?=江(?:(?!大桥)[一-鿿]){1,2}(?:[，、。：]|说|表示|认为|介绍|告诉|出席|主持|指出|强调|致辞|讲话|到会|等))|中铝|入职|就职|任职|中(?:铁|建|交|冶|核|电建|水电|铁建)[一二三四五六七八九十]{1,3}(?:[航公]?局|公司)"
)


# A word between two bodies that the tokenizer reads into the second: 总工会|联合|镇团委, 正|和|县总工会,
# 据|市总工会, 甲|任|县总工会, 可|由|市总工会.
BODY = r"(?:总?工会|总|委(?![员托派屈])|政府|人大|政协|职工|妇联|团委|[一-鿿]{1,4}(?:局|厅|医院|法院|检察院))"
JOINT = re.compile(  # a word first, then what stands before it: so the search goes by its first character
    rf"(?:联合|会同|携手)(?<=[会委局院部联团办厅司总处]..)(?=[省市区县州旗镇乡街]|总?工会)"
    rf"|[和据任由与向对受有兼同](?<![接享承遭感国所省市州山徽共合相如不暖调饱义谦温总缓祥平、].)(?=[省市区县州旗镇乡段矿]{BODY})"
)


def _plays_near(text: str, county: str) -> bool:
    """Whether a text names the city or province of a county: 怀化, where 会同县 is meant."""
    found = place(county)
    above = [name_of(found[0][:size]) for size in (2, 4)] if found else []
    return any(name and short_name(name) in text for name in above)


@lru_cache(maxsize=1 << 10)
def _no_word(name: str) -> bool:
    """Whether the tokenizer does not know a name and would take it apart: 饿|了|么."""
    return len(name) > 2 and not part_of_speech(name)


class Scene:
    """The fields of an article as one text, a line each; its words, and where they begin."""

    def __init__(self, *fields: str) -> None:
        self.text = "\n".join(fields)
        self.ends = frozenset(accumulate((len(field) + 1 for field in fields), initial=-1))
        """Offsets at which a field ends; that before the first one is -1."""

    @cached_property
    def hits(self) -> Hits:
        """Where the words of the lists stand."""
        return hits(self.text)

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        """Where full names of places stand, whether free or inside longer names."""
        joints = {start for start, _ in self.joints}
        found = [
            (start, end)
            for start, end, _ in longest(self.hits.places)
            if start not in joints and not _reads_otherwise(self.text, start, end)
        ]
        return found + places_of_corps(self.text)

    @cached_property
    def joints(self) -> list[tuple[int, int]]:
        """Where a word stands between two bodies that the tokenizer may read into the second."""
        found = {found.span() for found in JOINT.finditer(self.text)}
        for start, end, _ in longest(self.hits.places):
            name = self.text[start:end]
            if name in word_list("word_counties") and not _plays_near(self.text, name):
                found.add((start, end - 1))
        return sorted(found)

    @cached_property
    def known(self) -> list[tuple[int, int, Class]]:
        """Where names stand that everyone knows."""
        return list(longest(self.hits.known))

    @cached_property
    def words(self) -> list[Word]:
        """The words; joined they are the text. Places are words in any case: 房山区|长阳镇."""
        spans = [(s, e) for s, e in self.places if not CONTINUES.match(self.text, e)]
        spans += [(s, e) for s, e, _ in self.known if e - s > 4 or _no_word(self.text[s:e])]
        spans += [found.span() for found in WHOLE.finditer(self.text)]
        spans += self.joints
        return list(chain.from_iterable(map(words_of, _cut_around(self.text, sorted(spans)))))

    @cached_property
    def tokens(self) -> list[str]:
        """The words as plain text."""
        return [word.text for word in self.words]

    @cached_property
    def starts(self) -> list[int]:
        """Where each token begins."""
        return list(accumulate(map(len, self.tokens[:-1]), initial=0)) if self.tokens else []

    @cached_property
    def boundaries(self) -> Mapping[int, int]:
        """The offsets between tokens, both ends of the text with them -> the number of the token behind."""
        return dict(zip([*self.starts, len(self.text)], count()))

    @cached_property
    def _by_role(self) -> dict[Role, list[int]]:
        found: dict[Role, list[int]] = {role: [] for role in ROLES}
        for number, word in enumerate(self.words):
            if word.roles:
                for role in word.roles:
                    found[role].append(number)
        return found

    def having(self, role: Role) -> list[int]:
        """The numbers of the tokens that have a role."""
        return self._by_role[role]

    @cached_property
    def marks(self) -> list[int]:
        """Offsets behind the marks that end a clause, and both ends of the text."""
        return [0, *(mark.end() for mark in CLAUSE_MARK.finditer(self.text)), len(self.text)]

    def clause(self, index: int) -> tuple[int, int]:
        """Where the clause of the character at `index` begins and ends, its mark with it."""
        number = bisect_right(self.marks, index, 0, len(self.marks) - 1)
        return self.marks[number - 1], self.marks[number]

    def clauses(self, hints: Iterable[int]) -> Iterator[tuple[int, int]]:
        """The clauses that hold the given offsets, once each, in order."""
        done = 0
        for hint in hints:
            if hint >= done:
                begin, done = self.clause(hint)
                yield begin, done

    def token_at(self, index: int) -> int:
        """The number of the token that covers the character at `index`."""
        number = self.boundaries.get(index)
        return bisect_right(self.starts, index) - 1 if number is None else number

    def token_before(self, index: int) -> int:
        """The number of the token that covers the character left of `index`."""
        return (self.boundaries.get(index) or bisect_right(self.starts, index - 1)) - 1

    def before(self, index: int) -> Iterator[tuple[int, str]]:
        """(start, word) of at most 16 tokens left of `index`, nearest first, that one cut at `index`."""
        if index > 0:
            starts, tokens = self.starts, self.tokens
            number = self.token_before(index)
            yield starts[number], self.text[starts[number] : index]
            for i in range(number - 1, max(-1, number - 16), -1):
                yield starts[i], tokens[i]

    def word_before(self, index: int) -> str:
        """The token left of `index`, its part up to there; '' at the beginning."""
        if number := self.boundaries.get(index):
            return self.tokens[number - 1]
        return self.text[self.starts[self.token_at(index - 1)] : index] if index > 0 else ""

    def word_after(self, index: int) -> str:
        """The token right of `index`, its part from there on; '' at the end."""
        if index >= len(self.text):
            return ""
        number = self.boundaries.get(index)
        if number is not None:
            return self.tokens[number]
        number = bisect_right(self.starts, index) - 1
        return self.text[index : self.starts[number] + len(self.tokens[number])]


def _reads_otherwise(text: str, start: int, end: int) -> bool:
    """Whether what looks like a place is a word and the beginning of the next: 发展|乡村, 代|县长."""
    if text.startswith(ACTING, start):
        return True
    if end - start == 2 and text[end - 1] == "县" and _is_torn(text[max(0, start - 1) : start + 1]):
        return True
    if text[end - 1] == "乡" and COUNTRY.match(text, end):
        return True
    return text[end - 1] in "乡镇" and _is_done(text[start : end - 1]) and not LOCATED.search(text, 0, start)


@lru_cache(maxsize=1 << 12)
def _is_torn(word: str) -> bool:
    """Whether what a county of one character takes from the left is a word, a motto's verb or a conjunction.

    召开|县委常委会 does not name 开县, 产业|兴县 not 兴县, 市剧团和|县剧团 not 和县; but 在|兴县.
    """
    return len(word) == 2 and (
        frequency(word) >= DONE or (word[1] in "兴富和" and LOCATED.search(word[0]) is None)
    )


ACTING = ("代县长", "任县长")
"""The head of 代县 would be 代县县长."""
COUNTRY = re.compile(r"[镇愁贤]|土(?![地楼特])|亲(?!子)|音(?!乐)|情(?!况)|村(?!民(?![俗宿居间])|委)")
"""What makes another word of the 乡 in front of it."""
LOCATED = re.compile(r"[省市区县旗州在到从赴于往]\Z")
"""What stands right in front of a town rather than of something that is done."""
DONE = 300
"""Occurrences in 60 million words from which a verb is more likely one than a town's name."""


@lru_cache(maxsize=1 << 12)
def _is_done(word: str) -> bool:
    """Whether a word is a common verb or adverb."""
    return part_of_speech(word) in ("v", "vn", "d", "ad") and frequency(word) >= DONE


def _cut_around(text: str, spans: Iterable[tuple[int, int]]) -> list[str]:
    """The tokens of a text in which each of the spans is one, those that overlap one before left out."""
    mark, at = "\ue000", 0
    while mark in text:
        mark = chr(ord(mark) + 1)
    rest: list[str] = []
    whole: list[str] = []
    for start, end in spans:
        if start >= at:
            rest.append(text[at:start])
            whole.append(text[start:end])
            at = end
    tokens = cut(mark.join([*rest, text[at:]]))  # the tokenizer cuts around a mark as at the end of a text
    at = 0
    for token in whole:
        at = tokens.index(mark, at)
        tokens[at] = token
    return tokens


REACHED = frozenset("到至往入给向于过出回起")
"""Where a verb leads to, how far it is done: 诉至, 调入, 报给, 拿过, of which no dictionary has all."""
POINTING = frozenset("这那哪")
RARE = 150
"""Occurrences in 60 million words below which a verb is as likely a brand."""


@lru_cache(maxsize=1 << 14)
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
    if (
        word in word_list("verbs")
        or DONE_WELL.fullmatch(word)
        or (len(word) == 4 and _is_verb(word[:2]) and _is_verb(word[2:]))
    ):
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


DONE_WELL = re.compile(
    r"[做建管讲唱用守筑抓办写叫闯练打推走读学织绘补把干夯压落拧炼][好优强大精实牢稳响活亮足细准紧深透]"
)
"""A verb and how it turns out, of which papers make ever new ones: 做优, 建强, 讲好."""


def _is_verb(word: str) -> bool:
    return word in word_list("verbs") or word in word_list("stops")


def _led(first: str, last: str) -> bool:
    """Whether two characters that the tokenizer runs together stand in front of a name: 拿过, 先到, 这支."""
    verb = last in REACHED and part_of_speech(first) == "v"
    return verb or last == "到" or first in POINTING


def _by_tag(word: str, tag: str) -> Piece | None:
    if not all(c.isalnum() or c in "·" for c in word):
        return None
    if len(word) > 3 and any(word[:size] in word_list("stops") for size in (2, 3)):
        return None  # 进一步提高
    if tag == "":
        if len(word) > 1 and all(character in word_list("stops") for character in word):
            return None  # 可由, 均在: the tokenizer runs function words together
        if len(word) == 2 and _led(*word):
            return None
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
        return Piece(-0.2, 0.6) if frequency(word) < RARE else Piece(-0.5, 0.4)  # 宏远货运公司
    rare = frequency(word) < (300 if len(word) > 2 else 30)
    return Piece(0.1, 0.8 if rare else 0.4 if frequency(word) < 3000 else 0.3)  # 先农坛

"""What a span can come to as a person's name: the sum for its characters, and the most that the rest can add.

Few of the places where a name can begin have one. Most are dropped by their first characters and by what
stands on both sides, before all features of a span are looked at.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from math import log2, log10
from typing import NamedTuple

from kg.lexicon import (
    begins_word,
    frequency,
    given_name,
    most_given_names,
    name_character,
    part_of_speech,
    surnames,
    word_list,
)
from kg.mentions.name_characters import (
    ANY,
    foreign_characters,
    given_alone,
    parts_begin,
    sort_of_name,
    within,
)
from kg.mentions.name_features import Opening, can_open, can_tell_again, framed, opening
from kg.mentions.weights import BIAS, weigh, weights
from kg.mentions.words import titles
from kg.places import is_place

__all__ = [
    "LENIENT",
    "MODEL",
    "MOST_SOUNDS",
    "SORTS",
    "Frame",
    "by_hand",
    "can_be_name",
    "front_of",
    "given_score",
    "lengths",
    "name_score",
]

MODEL = "person"
LENIENT = 1.0
"""Log-odds given to every name: what is missed is worse than what the decoder can still refuse."""
SORTS = ("usual", "rare")
MOST_SOUNDS = 6
"""Characters of the longest names, those of minorities that a title shows: 吐尔逊江, 葛根塔娜."""


@lru_cache(maxsize=1 << 16)
def lengths(text: str, titled: bool) -> list[int]:
    """How long a name can be that begins as `text` does, which is two characters where no title shows it."""
    double, single = text[:2] in surnames(), text[:1] in surnames()
    if not (single or double or titled):
        return []
    longest = 4 if double or not single or text[0] in foreign_characters() else 3
    sounds = next((n for n, c in enumerate(text) if c not in foreign_characters()), len(text))
    return [*range(2, longest + 1), *([sounds] if titled and sounds > longest else [])]


@lru_cache(maxsize=1 << 17)
def can_be_name(name: str, behind: str, titled: bool) -> bool:
    """Whether a span can be a person's name at all, by its characters and the two behind.

    A place's short name can where a title stands in front: 庭长|石峰.

    >>> can_be_name("和保水", "员，", False), can_be_name("毕亚军", "获得", True)
    (False, True)
    """
    if not all("\u3400" <= c <= "\u9fff" for c in name) or NO_NAME.fullmatch(name):
        return False
    if is_place(name) and not (titled and len(name) == 2 and behind[:1] not in DIVISIONS):
        return False
    if name in word_list("speech") or name in titles() or name in word_list("generic"):  # 安全员|严格|检查
        return False
    short = len(name) == 3 and name[:2] in surnames() and not part_of_speech(behind)
    if short and name_character(behind[:1]) >= TYPICAL:  # 上官云|霞宣读
        return False
    rest = name[1:]
    if len(rest) > 1 and rest not in word_list("given_too"):
        if rest in titles() or rest == "工会" or (len(rest) == 2 and rest in word_list("addresses")):
            return False
        if f"{rest}{behind[:1]}" in titles():  # 及网约|司机
            return False
    return behind[:1] != "员" or behind == "员工"  # 和保水|员


# Days, and what someone says: 周三, 常说
NO_NAME = re.compile(r"周[一二三四五六日末].?|..?说")
TYPICAL = 3.0
"""How much likelier in given names than in words a character is that goes on with one."""
DIVISIONS = frozenset("省市区县镇乡村州盟旗街")


@lru_cache(maxsize=1 << 17)
def name_score(name: str, frame: str) -> float:
    """The log-odds of the characters alone."""
    return weigh(MODEL, [(BIAS, 1.0)]) + weigh(MODEL, within(name), frame) - by_hand(name, frame)


def by_hand(name: str, frame: str) -> float:
    """What speaks against a name that is a common word, or one behind what is hardly a surname: 新|征程."""
    odd = surnames().get(name[0], 0.0) < IN_USE and name[:2] not in surnames()
    if odd and frequency(name[:2]) > (SELDOM if len(name) == 2 else USUAL):  # 能干, 晋升|为, 戈壁|滩
        return COMMON_WORD
    if len(name) == 2 and frame not in ("titled", "listed") and frequency(name) > USUAL:
        return COMMON_WORD + log10(frequency(name) / USUAL)
    if len(name) == 3 and surnames().get(name[0], 0.0) < IN_USE and not given_name(name[1:]):
        return COMMON_WORD * (frequency(name[1:]) > SELDOM and part_of_speech(name) == "")
    return 0.0


USUAL = 300
"""Occurrences in 60 million words from which a word of two characters is hardly a name."""
SELDOM = 50
IN_USE = 0.3
"""Bearers of a surname per thousand below which a word behind it is rather a word: 微|宣讲."""
COMMON_WORD = 2.0
"""Log-odds against such words. Set by hand: annotated pages have too few words of each kind to learn it."""


@cache
def front_of(before: str) -> tuple[Frame, dict[str, float]]:
    """The frame that the feature in front makes, and what it adds to a name of each sort, '' for the most."""
    ahead = {sort: LENIENT + weigh(MODEL, [(before, 1.0)], sort) for sort in SORTS}
    return _frame(framed(before)), ahead | {"": max(ahead.values())}


@cache
def _frame(name: str) -> Frame:
    return Frame(name)


class Promising(NamedTuple):
    """A length that a name can have, with the most that such a name can come to."""

    length: int
    known: float
    """By its characters."""
    sort: str
    """What sort of name it would be, '' where that is not known yet."""
    refined: bool
    """Whether what the given name tells is still to be added to what is known."""
    again: float
    """By other places with the same characters."""


class Frame:
    """What a name can come to in a frame: how much the features can add that are not yet looked at."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._most = _Most(name)
        self.around = {sort: Around(name, *([sort] if sort else SORTS)) for sort in ("", *SORTS)}
        """By the sort of a name the most that what stands around it can add."""
        self._again = sum(max(0.0, weights(MODEL).get(feature, 0.0)) for feature in AGAIN)
        fronts = [f for f in weights(MODEL) if " before" in f and framed(f) == name]
        front = max((weights(MODEL, sort).get(f, 0.0) for f in fronts for sort in SORTS), default=0.0)
        self._beside = {s: LENIENT + max(0.0, front) + most.all for s, most in self.around.items()}
        self.promising = lru_cache(maxsize=1 << 16)(self._promising)

    def _promising(self, text: str, titled: bool) -> list[Promising]:
        """How long names may be that begin as `text` does, and the most that each can come to."""
        found = []
        for length in lengths(text, titled):
            unknown = max(0, length - len(text))
            name = text[:length] + ANY * unknown
            if unknown:
                known, by_given, refined = self._most.of(name)
            else:
                known, by_given, refined = name_score(name, self.name), 0.0, False
            sort = "" if unknown else sort_of_name(name)
            again = self._again if can_tell_again(name) else 0.0
            most = known + by_given + by_hand(name, self.name) + self._beside[sort] + again
            if most > 0:
                found.append(Promising(length, known, sort, refined, again))
        return found


AGAIN = ("again", "three times")
"""Features of which a name that comes again has the first, or both."""


class _Most:
    """The most that the characters of a name can come to that are not all looked at yet."""

    def __init__(self, frame: str) -> None:
        self._frame = frame
        known = weights(MODEL, frame)

        def most(*features: str) -> float:
            return max(0.0, *(known.get(feature, 0.0) for feature in features))

        words = {f[0]: w for f, w in known.items() if f.endswith(" as a word") and f[1] == " "}
        self._telling = {tag: w for tag, w in words.items() if w > TELLING}
        """By tag what a word adds that is rather a name than not, beside being one."""
        self._word = most("is a word") + most("frequency as a word") * LOG_OF_MOST
        usual = max((w for tag, w in words.items() if tag not in self._telling), default=0.0)
        self._word = max(most("is a name in the dictionary"), self._word + max(0.0, usual))
        self._word += most("ends in a kind of thing")
        self._sounds = most("many sounds")
        self._known_given = most("known given name")
        self._given = most("ends in a function word") + most("ends in a doubtful character")
        self._given += max(0.0, -known.get("given", 0.0)) * WIDEST / 2
        self._given += LOG_OF_MOST * (most("given is a word") + most("given is a plain word"))
        parts = (f for f in known if f.endswith(" parts"))
        sizes = (f for f in known if f.endswith(" given"))
        self._parts = weigh(MODEL, [(BIAS, 1.0)]) + most(*parts) + most(*sizes)

    def of(self, name: str) -> tuple[float, float, bool]:
        """The most that a name can come to, ANY in it for what is not known.

        Without its given name, by its given name, and whether that is worth to be looked at next.
        """
        known = name.rstrip(ANY)
        most = name_score(name, self._frame) + self._word + self._sounds * (len(name) - 2)
        most += max((w for tag, w in self._telling.items() if begins_word(known, tag)), default=0.0)
        given = name[2 if name[:2] in surnames() and len(name) > 2 else 1 :]
        by_given = self._given
        if len(given) == 2:
            by_given += self._known_given * log2(1 + most_given_names(given.rstrip(ANY)))
        if parts_begin(known):
            return max(most + by_given, self._parts), 0.0, False
        if len(name) == 3 and len(given) == 2 and len(known) == 2:
            told = given_score(given, self._frame)
            return most - told, by_given + told, True
        return most + by_given, 0.0, False


@lru_cache(maxsize=1 << 16)
def given_score(given: str, frame: str) -> float:
    """What a given name adds, whatever the surname."""
    return weigh(MODEL, given_alone(given), frame)


TELLING = 0.5
"""Log-odds from which it is looked up whether a word with such a tag begins like a name."""
WIDEST = 4.5
"""From the least to the most typical character."""
LOG_OF_MOST = 7.0
"""The logarithm of the most frequent word's occurrences, rounded up."""


class Around:
    """The most that the tokenizer's cuts and what stands behind can add to names of given sorts."""

    def __init__(self, frame: str, *sorts: str) -> None:
        self._known = [weights(MODEL, frame, sort) for sort in sorts]
        over = LOG_OF_MOST * (self._most("word over the end") + self._most("word over the beginning"))
        over += self._most("a sound behind") + self._most("a sound before")
        usual = [f for f in weights(MODEL) if f.startswith("usual of ")] if "usual" in sorts else []
        self.whole = self._most(*AT_EDGES) + self._most(*usual) + over
        """By the cuts, where the tokenizer has an edge at both ends."""
        self.cut = self._most(*AT_EDGES, *IN_TOKENS) + self._most(*CUT) + over
        """By the cuts, elsewhere."""
        behind = {f for known in self._known for f in known if f.endswith(" behind") and ", " not in f}
        self._behind = {f: max(known.get(f, 0.0) for known in self._known) for f in behind}
        self._opened = cache(self._most_opened)
        self.behind = lru_cache(maxsize=1 << 14)(self._most_behind)
        self.made = self._most("made behind") + self._most(*MADE)
        """By what the name's bearer became, where that is said behind it."""
        self.all = max(self.whole, self.cut) + max(self._behind.values()) + self._most(*MADE)
        self.all += self._most("aspect behind") + (MOST_UNFRAMED if "usual" in sorts and not frame else 0.0)

    def _most(self, *features: str) -> float:
        return max(0.0, *(known.get(f, 0.0) for known in self._known for f in features), 0.0)

    def _most_behind(self, character: str) -> float:
        """The most that what stands behind can add, by its first character."""
        return self._opened(opening(character))

    def _most_opened(self, opens: Opening) -> float:
        behind = max((weight for name, weight in self._behind.items() if can_open(name, opens)), default=0.0)
        return behind + (self._most("aspect behind") if opens.aspect else 0.0)


MOST_UNFRAMED = 2.0
"""The most that a name gets for looking like one where no frame shows it."""
AT_EDGES = ("is an unknown token", "is a token", "surname apart")
IN_TOKENS = ("begins inside a token", "begins a longer token", "begins a longer unknown token")
"""Features of which a span has one at most."""
CUT = ("cuts a word", "cuts an unknown word", "cuts off a function word")
MADE = ("mark before, made behind", "appointed before, made behind")

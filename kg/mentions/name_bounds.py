"""What a span can come to as a person's name: the sum for its characters, and the most that the rest can add.

Few of the places where a name can begin have one. Most are dropped by their first characters and by what
stands on both sides, before all features of a span are looked at.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from math import log10
from typing import NamedTuple

from kg.lexicon import frequency, given_name, name_character, part_of_speech, surnames, word_list
from kg.mentions.name_characters import (
    NAME_TAGS,
    begun,
    can_be_else,
    foreign_characters,
    given_alone,
    is_of_parts,
    of_parts,
    parted,
    sort_of_name,
    surname_alone,
    whole,
)
from kg.mentions.name_features import ASPECT, MAKES, Opening, can_open, can_tell_again, opening
from kg.mentions.name_fronts import framed
from kg.mentions.weights import BIAS, weigh, weigher, weights
from kg.mentions.words import titles
from kg.places import is_place

__all__ = [
    "LENIENT",
    "LONGEST",
    "MODEL",
    "MOST_SOUNDS",
    "SORTS",
    "UNFRAMED",
    "Frame",
    "Hope",
    "by_hand",
    "can_be_name",
    "can_stand",
    "front_of",
    "hopes",
    "is_surname",
    "lengths",
    "name_score",
    "told",
]

MODEL = "person"
LENIENT = 1.0
"""Log-odds given to every name: what is missed is worse than what the decoder can still refuse."""
SORTS = ("usual", "rare")
MOST_SOUNDS = 6
"""Characters of the longest names, those of minorities that a title shows: 吐尔逊江, 葛根塔娜."""


@lru_cache(maxsize=1 << 14)
def lengths(text: str, titled: bool) -> list[int]:
    """How long a name can be that begins as `text` does, which is two characters where no title shows it."""
    double, single = text[:2] in surnames(), text[:1] in surnames()
    if not (single or double or titled):
        return []
    longest = 4 if double or not single or text[0] in foreign_characters() else 3
    sounds = next((n for n, c in enumerate(text) if c not in foreign_characters()), len(text))
    return [*range(2, longest + 1), *([sounds] if titled and sounds > longest else [])]


def can_be_name(name: str) -> bool:
    """Whether nothing shows at once that the characters are no name: marks, a place, a word for people."""
    if not all("\u3400" <= c <= "\u9fff" for c in name) or NO_ONE.fullmatch(name):
        return False
    if len(name) > 2 and (is_place(name) or part_of_speech(name)[:1] == "z"):  # 乐呵呵
        return False
    if name in word_list("speech") or name in titles() or name in word_list("generic"):  # 安全员|严格|检查
        return False
    if len(name) == 2 and frequency(name) > USUAL and part_of_speech(name) == "t":  # 技师|凌晨
        return False
    if name[-1] == "地" and part_of_speech(name[:-1]):  # 负责人|满意地|说
        return False
    if len(name) == 4 and name[:2] not in surnames() and not (is_of_parts(name) or _sounds(name)):
        return False  # 鲁江装备
    if len(name) == 3 and name[1] == "某" and name_character(name[2]) < UNTYPICAL and name[2] != "某":
        return False  # 孙某|须
    rest = name[1:]
    if len(rest) < 2 or rest in word_list("given_too"):
        return True
    return not (rest in titles() or rest == "工会" or (len(rest) == 2 and rest in word_list("addresses")))


def _sounds(name: str) -> bool:
    return foreign_characters().issuperset(name)


# Days, what someone says or does, whom one respects, who is not named, verbs that lead on, so many,
# what comes twice, and loans:
# 周三, 常说, 笑着, 李老, 许姓, 关怀|让, 和两名, 蒙蒙亮, 边走边, 马拉松
NO_ONE = re.compile(
    r"周[一二三四五六日末][上下早晚至到前起]?|..?说|.{1,2}[老着们总]|.[姓籍]|..[让给把]|.[两几][名位]|(.)(?:\1.|.\1)|马拉松|马赛克|高尔夫"
)


@lru_cache(maxsize=1 << 14)
def can_stand(name: str, behind: str, office: bool) -> bool:
    """Whether a span can be a person's name before these two characters, with a title in front or not.

    >>> can_stand("和保水", "员，", False), can_stand("石峰", "说，", False), can_stand("石峰", "说，", True)
    (False, False, True)
    """
    if behind[:1] == "员" and behind != "员工":  # 和保水|员
        return False
    if len(name) > 2 and name[-1] == "说" and behind[:1] in MARKS:  # 欧阳伟|说，
        return False
    if len(name) == 2 and behind[:1] == name[0]:  # 边走|边讲
        return False
    if behind[:1] in ("和", "与") and behind[1:] in MARKS:  # 罗爱和、丁一: what joins has something behind it
        return False
    if len(name) == 2 and behind[:1] == "和" and behind[1:] in tuple("在说率带介表主出"):  # 柳景和|在会上
        return False
    if len(name) == 3 and behind[:1] in ASPECT and _is_verb(name[-1]) and not part_of_speech(behind):
        return False  # 郑力|学了这手; but 王兴学|了解到
    if len(name) == 2 and name in _of_generation() and "\u3400" <= behind[:1] <= "\u9fff":  # 孔令|涛
        return False
    if len(name) == 2 and is_place(name) and (not office or behind[:1] in DIVISIONS):
        return False
    if len(name) == 3 and name[-1] in "村镇乡县" and not office:  # 到了|石桥村
        return False
    short = len(name) == 3 and name[:2] in surnames() and not part_of_speech(behind)
    if short and name_character(behind[:1]) >= TYPICAL:  # 上官云|霞宣读
        return False
    return len(name) < 3 or f"{name[1:]}{behind[:1]}" not in titles()  # 及网约|司机


@cache
def _of_generation() -> frozenset[str]:
    """The surnames of the four families that share one list of generations, each with a character of it."""
    return frozenset(family + c for family in "孔孟颜曾" for c in GENERATIONS)


GENERATIONS = "承宏闻贞衍兴传继广昭宪庆繁祥令垂佑钦绍念"
"""The given names of these families begin with one of them, and have another character behind it."""
UNTYPICAL = 0.5
TYPICAL = 3.0
"""How much likelier in given names than in words a character is that goes on with one."""


@cache
def _is_verb(character: str) -> bool:
    return part_of_speech(character) == "v" and frequency(character) > EVERYWHERE


EVERYWHERE = 1000
"""Occurrences from which a word is hardly a name even behind a title, and a verb none's last character."""
MARKS = ("、", "，", "。", "；", "）", "\n")
DIVISIONS = frozenset("省市区县镇乡村州盟旗街")


@lru_cache(maxsize=1 << 14)
def name_score(name: str, frame: str) -> float:
    """The log-odds of the characters alone."""
    family, given, sounds = parted(name)
    score = _bias("") - by_hand(name, frame)
    if is_of_parts(name):
        return score + _of_parts(frame, len(given), len(name))
    score += _surname(frame, family, len(given), sounds)
    if sounds and family not in surnames():
        return score
    score += _given(frame, given)
    if len(name) > 2 and len(family) == 1:
        score += _begun(frame, name[:2])
    return score + weigh(MODEL, whole(name), frame) if can_be_else(name) else score


_bias, _of_parts, _surname, _given, _begun = (
    weigher(MODEL, seen) for seen in (lambda: [(BIAS, 1.0)], of_parts, surname_alone, given_alone, begun)
)


def by_hand(name: str, frame: str) -> float:
    """What speaks against a name that is a common word, or one behind what is hardly a surname: 新|征程."""
    if is_of_parts(name):
        return 0.0
    odd = surnames().get(name[0], 0.0) < IN_USE and name[:2] not in surnames()
    if odd and frequency(name[:2]) > (SELDOM if len(name) == 2 else USUAL):  # 能干, 晋升|为, 戈壁|滩
        return COMMON_WORD + (log10(frequency(name) / SELDOM) if len(name) == 2 else 0.0)
    if odd and len(name) == 2 and part_of_speech(name) not in ("", *NAME_TAGS):  # 代表|全程, 蒲剧
        return COMMON_WORD
    usual = USUAL if part_of_speech(name) in NAME_TAGS else USUAL / 3  # 祝福 is a name in the dictionary
    if len(name) == 2 and frame not in ("titled", "listed") and frequency(name) > usual:
        return COMMON_WORD + log10(frequency(name) / usual)
    if len(name) == 3 and name[0] in "和与" and frame == "titled" and _is_usual(name[1:]):  # 师傅|和孙涛
        return 2 * COMMON_WORD
    if len(name) < 4 and frame in ("titled", "grouped") and _begins_with_act(name):  # 名师|带徒
        return COMMON_WORD
    if len(name) == 2 and frequency(name) > EVERYWHERE:  # 乘客|满意
        return log10(frequency(name) / EVERYWHERE) + COMMON_WORD / 2
    if len(name) == 3 and surnames().get(name[0], 0.0) < IN_USE and not given_name(name[1:]):
        return COMMON_WORD * (frequency(name[1:]) > SELDOM and part_of_speech(name) == "")
    return 0.0


def _begins_with_act(name: str) -> bool:
    """Whether a verb or a number stands where the surname would."""
    if name[0] in surnames() or name[:2] in surnames() or foreign_characters().issuperset(name):
        return False
    return part_of_speech(name[0])[:1] in ("v", "m") and not is_of_parts(name)


def _is_usual(name: str) -> bool:
    return surnames().get(name[0], 0.0) >= 1 and sort_of_name(name) == "usual"


USUAL = 300
"""Occurrences in 60 million words from which a word of two characters is hardly a name."""
SELDOM = 50
IN_USE = 0.3
"""Bearers of a surname per thousand below which a word behind it is rather a word: 微|宣讲."""
COMMON_WORD = 2.0
"""Log-odds against such words. Set by hand: annotated pages have too few words of each kind to learn it."""


@cache
def front_of(before: str) -> tuple[Frame, dict[str, float]]:
    """The frame that the feature in front makes, and what it adds to a name of each sort."""
    ahead = {sort: LENIENT + weigh(MODEL, [(before, 1.0)], sort) for sort in SORTS}
    return _frame(framed(before)), ahead


@cache
def _frame(name: str) -> Frame:
    return Frame(name)


class Told(NamedTuple):
    """What the characters of a name tell."""

    score: float
    sort: str
    again: float
    """The most that other places with the same characters can add."""


@lru_cache(maxsize=1 << 14)
def told(name: str, frame: str) -> Told:
    """What characters in a frame tell."""
    if not can_be_name(name):
        return NO_NAME
    return Told(name_score(name, frame), sort_of_name(name), _most_again() if can_tell_again(name) else 0.0)


NO_NAME = Told(-100.0, "rare", 0.0)


@cache
def _most_again() -> float:
    return sum(max(0.0, weights(MODEL).get(feature, 0.0)) for feature in AGAIN)


class Hope(NamedTuple):
    """A name that may come to something, by its characters and those on both sides."""

    name: str
    score: float
    sort: str
    again: float
    in_front: float
    """What stands in front adds this."""
    behind: float
    """The most that what stands behind can add, were nothing made of the bearer."""


@lru_cache(maxsize=1 << 14)
def hopes(text: str, before: str, titled: bool, favour: float) -> tuple[Hope, ...]:
    """The names that can begin a text, shortest first, without those that come to nothing wherever it stands.

    Of most places where a name can begin this leaves none. `text` has one character more than the longest.
    """
    frame, ahead = front_of(before)
    found = []
    for length in lengths(text[: MOST_SOUNDS if titled else 2], titled):
        if length > len(text):
            break
        name, after = text[:length], text[length : length + 1]
        score, sort, again = told(name, frame.name)
        around, in_front = frame.around[sort], ahead[sort] + favour
        most = behind = around.behind(after)
        if after in MAKES:
            most = max(behind, around.made + by_hand(name, frame.name))
        if sort == "usual" and not frame.name and is_surname(name[0]):
            most += 2 * UNFRAMED
        if score + again + in_front + most + max(around.whole, around.cut) > 0:
            found.append(Hope(name, score, sort, again, in_front, behind))
    return tuple(found)


LONGEST = 4
"""Characters of the longest names that no title shows."""
UNFRAMED = 1.0
"""Log-odds for what looks like a name where nothing tells of it, and for what stands around it, by hand."""


@cache
def is_surname(character: str) -> bool:
    """Whether a character is rather a surname than a word of its own: 赵, but not 和 or 成."""
    return surnames().get(character, 0.0) * 20000 >= frequency(character)


class Frame:
    """What stands around a name in a frame: the most that it can add, by the sort of the name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.around = {sort: Around(name, sort) for sort in SORTS}


AGAIN = ("again", "three times")
"""Features of which a name that comes again has the first, or both."""


LOG_OF_MOST = 7.0
"""The logarithm of the most frequent word's occurrences, rounded up."""


class Around:
    """The most that the tokenizer's cuts and what stands behind can add to a name of a sort."""

    def __init__(self, frame: str, sort: str) -> None:
        self._known = weights(MODEL, frame, sort)
        over = LOG_OF_MOST * (self._most("word over the end") + self._most("word over the beginning"))
        over += (
            self._most("a sound behind") + self._most("a sound before") + self._most("a usual name goes on")
        )
        usual = [f for f in self._known if f.startswith("usual of ")] if sort == "usual" else []
        self.whole = self._most(*AT_EDGES) + self._most(*usual) + over
        """By the cuts, where the tokenizer has an edge at both ends."""
        self.cut = self._most(*AT_EDGES, *IN_TOKENS) + self._most(*CUT) + over
        """By the cuts, elsewhere."""
        self.made = self._most("made behind") + self._most(*MADE)
        """By what the name's bearer became, where that is said behind it."""
        self._behind = [f for f in self._known if f.endswith(" behind") and ", " not in f]
        self._opened = cache(self._most_opened)
        self.behind = lru_cache(maxsize=1 << 14)(self._most_behind)

    def _most(self, *features: str) -> float:
        return max(0.0, *(self._known.get(f, 0.0) for f in features), 0.0)

    def _most_behind(self, character: str) -> float:
        """The most that what stands behind can add, by its first character."""
        return self._opened(opening(character))

    def _most_opened(self, opens: Opening) -> float:
        behind = self._most(*(f for f in self._behind if can_open(f, opens)))
        return behind + (self._most("aspect behind") if opens.aspect else 0.0)


AT_EDGES = ("is an unknown token", "is a token", "surname apart", "a token and one more")
IN_TOKENS = ("begins inside a token", "begins a longer token", "begins a longer unknown token")
"""Features of which a span has one at most."""
CUT = (
    "cuts a word",
    "cuts an unknown word",
    "cuts off a function word",
    "cuts off a saying",
    "cuts off a verb",
)
MADE = ("mark before, made behind", "appointed before, made behind")

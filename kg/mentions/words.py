"""The words of a text, each distinct one looked up once: its parts, and what it may stand for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from kg.lexicon import frequency, known_names, name_character, part_of_speech, surnames, word_list
from kg.places import KIND_ONLY, is_place, names_place

__all__ = ["ROLES", "Role", "Word", "first_characters", "is_sure_trade", "is_trade", "titles", "words_of"]

Role = Literal["surname", "person", "native", "named", "place", "contest", "trade"]
"""What makes a rule look at a word: it begins as surnames do, it is a noun for a person, or 人, which stands
behind where someone is from, the dictionary has it as a full name, it may be a place's short name, it is a
contest that the dictionary does not know (青教赛), or what firms name as their trade."""
ROLES: tuple[Role, ...] = get_args(Role)

# Words that the tokenizer takes for the first or last character of a name it does not know: 从市, 段玉为.
FUNCTION = frozenset("据由从在对向和与为将被把是以同及等该各已也还均曾自经往")


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its roles."""

    text: str
    roles: tuple[Role, ...]


class Words(dict[str, tuple[Word, ...]]):
    """Token -> its words, looked up when first asked for."""

    def __missing__(self, token: str) -> tuple[Word, ...]:
        if len(self) >= MOST:
            self.clear()
        found = self[token] = tuple(Word(part, _roles(part)) for part in _apart(token))
        return found


MOST = 1 << 17
"""Tokens that are kept: those of some 50 MB of newspapers."""
words_of = Words().__getitem__


def _apart(token: str) -> tuple[str, ...]:
    """A token without the words that were run together with it: function words, 委|副."""
    if token in _run_together():
        return _run_together()[token]
    if len(token) > 2 and token[-1] == "人" and is_place(token[:-1]):
        return token[:-1], token[-1]  # 河南|人
    if not 2 <= len(token) <= 4 or part_of_speech(token) or not token.isalpha():
        return (token,)
    if is_place(token) or token in known_names():
        return (token,)  # 经开区
    if len(token) == 4 and is_place(token[:2]) and is_place(token[2:]):
        return token[:2], token[2:]  # 福建|厦门
    if len(token) == 4 and token[2:] in word_list("firm_trades"):
        return token[:2], token[2:]  # 朔越|锰业
    if token[0] in FUNCTION or (token[0] in "员师长工" and (len(token) < 4 or _begins_name(token[1:]))):
        return token[0], token[1:]  # 车位|工|石秀花
    level = token[1] in "省市" or (token[1] in LEVELS and part_of_speech(token[0])[:1] in BEFORE_LEVEL)
    if len(token) == 2 and level:
        return token[0], token[1]  # 归|市财政局, 报|省总工会, 三省|一市
    if token[0] in OF_UNITS and _begins_name(token[1:]):
        return token[0], token[1:]  # 内|科张强, 冷轧|厂劳
    if len(token) == 2 and token[1] == "村":
        return token[0], token[1]  # 三眼|洞村
    return (token[:-1], token[-1]) if token[-1] in FUNCTION or _runs_on(token) else (token,)


OF_UNITS = frozenset("科部室局厂委矿处队组院站段所村手人叫爹妈哥姐爷叔")
"""Last characters of units, of words for people and kin, that the tokenizer reads into the name behind."""


def _begins_name(rest: str) -> bool:
    """Whether a surname begins what no dictionary has, however rare where nothing else is in it."""
    return surnames().get(rest[0], 0.0) >= (USED if len(rest) > 1 else SELDOM)


def _runs_on(token: str) -> bool:
    """Whether an unknown token is a name and one character of what follows: 丁秀梅学, 沈刚报."""
    family, given, last = surnames().get(token[0], 0.0), token[1:-1], token[-1]
    if token[:2] in surnames() or len(token) < 3 or is_place(token[-2:]):
        return False
    least = min(map(name_character, given))
    if len(given) == 2:
        return family >= USED and least >= 0.5
    return family >= 2 * USED and least >= 1.5 and name_character(last) < 0.15


LEVELS = frozenset("区县州旗镇乡")
BEFORE_LEVEL = frozenset("vpcdmr")
"""Tags of what stands in front of a bare level; the list of divisions has counties of one character."""
SELDOM = 0.02
USED = 0.5
"""Bearers of a surname per thousand from which an unknown word may well be one and a given name."""


@cache
def _run_together() -> dict[str, tuple[str, ...]]:
    return {listed.replace("|", ""): tuple(listed.split("|")) for listed in word_list("run_together")}


def _roles(word: str) -> tuple[Role, ...]:
    found: list[Role] = []
    if word[0] in first_characters() and word not in titles():
        found.append("surname")
    if word[-1] in "工员师手长家" and len(word) <= 4 and part_of_speech(word)[:1] in ("", "n"):
        found += ["person"] if word not in word_list("stops") else []  # 大家
    elif word == "人":
        found.append("native")
    if len(word) == 3 and part_of_speech(word) in ("nr", "nrt", "nrfg") and word[0] in surnames():
        found.append("named")
    if len(word) >= 2 and (len(word) == 2 or word[-1] not in FULL) and _can_be_place(word):
        found.append("place")
    if 3 <= len(word) <= 4 and word[-1] == "赛" and not part_of_speech(word):
        found.append("contest")
    if is_trade(word):
        found.append("trade")
    return tuple(found)


FULL = frozenset("省市区县镇乡旗盟")
OFTEN = 20_000
"""Occurrences in 60 million words from which a word that no list knows as a place is not looked at."""


def is_trade(word: str) -> bool:
    """Whether a word is what firms name as their trade, or two of them: 机电, 机电|设备, 保险."""
    return is_sure_trade(word) or word in word_list("broad_trades") or word in word_list("city_trades")


def is_sure_trade(word: str) -> bool:
    """Whether hardly anything but firms is called by a trade: 机电, 机电|设备, but not 保险."""
    trades = word_list("firm_trades")
    return word in trades or (len(word) == 4 and word[:2] in trades and word[2:] in trades)


def _can_be_place(word: str) -> bool:
    if is_place(word) or word in word_list("countries") or (names_place(word) and frequency(word) < OFTEN):
        return True
    if word in word_list("no_places") or len(word) > 4 or word[-1] in NO_TOWN:
        return False
    return part_of_speech(word) == "ns" and not KIND_ONLY.fullmatch(word)


NO_TOWN = frozenset("山河江湖海洋路街桥寺庙塔宫园人")
"""Last characters of what the dictionary takes for a place and no one lives in: 泰山, 长安街."""


@cache
def titles() -> frozenset[str]:
    """Words for what people are: posts, trades, groups."""
    return word_list("heads") | word_list("trades") | word_list("groups")


@cache
def first_characters() -> frozenset[str]:
    """The characters that surnames begin with."""
    return frozenset(name[0] for name in surnames())

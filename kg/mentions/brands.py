"""Firms without a word for a firm: the word coined for one, and its trade: 朔越|机电, 朔越|电子|科技.

No dictionary has the coined word, and no name goes on behind the trade. In a list with firms any rare word
will do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.lexicon import frequency, known_names, part_of_speech, word_list, words
from kg.mentions.anchor_features import VERB
from kg.mentions.coined import NO_BRAND
from kg.mentions.scene import Candidate, Scene, piece
from kg.mentions.steps import SAYS_WHAT
from kg.mentions.suffixes import suffix_class
from kg.mentions.units import person_at
from kg.mentions.words import is_sure_trade, is_trade
from kg.places import is_place, names_place

__all__ = ["brands", "closed"]

SURE = 2.0
"""Log-odds of a coined word with its trade, of a word in a list with firms, of a city and what it runs."""
USUAL = 300
"""Occurrences in 60 million words over which a word is no brand, even among firms."""
RARE = 150
"""The same under which a word of such characters is one."""
LONGEST = 4
"""Characters of a coined word at most."""
DEGREES = frozenset("更最很较太极再又不无未没非超")
"""Adverbs that the tokenizer runs together with what they belong to: 更强|动力."""
WITH = frozenset(["与", "由", "给", "跟", "跟着", "同", "替", "被"])
"""What stands in front of who does something with others or for them: 与|朔越|投资|签约."""
LEVELS = tuple("省市区县镇乡村")
"""What full names of places end in, and no brand; but 苏州 and 神州 are short."""
NUMBERS = frozenset("一二三四五六七八九十两几多双每各这那本该")
OF_FIRM = ("党委", "党支部", "党总支", "工会", "老板", "总部", "方面")
"""What belongs to a firm and is named behind it."""
STAFF = ("职工", "员工", "工人", "工会", "队", "代表队")


def brands(scene: Scene) -> Iterator[Candidate]:
    """Coined words with their trade, where nothing goes on with the name on either side."""
    done = 0
    for number in scene.having("trade"):
        start = scene.starts[number]
        if start < done or not _may_be_brand(scene.word_before(start)):
            continue
        end = _behind_trades(scene, start)
        if not closed(scene, end):
            continue
        done = end
        begin = _brand(scene, start, end)
        if begin is not None:
            begin = _with_city(scene, begin)
            yield Candidate(begin, end, "Company", SURE + 0.1 * (end - begin), "brand")


@lru_cache(maxsize=1 << 14)
def _may_be_brand(word: str) -> bool:
    """Whether a brand can end in the word: most that stand before a trade are too common."""
    if len(word) < 2:
        return word.isalnum()
    return frequency(word) < USUAL or is_place(word) or names_place(word) or word in known_names()


def _with_city(scene: Scene, begin: int) -> int:
    """Where the name begins with the city that stands in front by its short name: 东莞|朔越塑胶."""
    city = scene.word_before(begin)
    short = is_place(city) and not city.endswith(LEVELS) and len(city) < 4
    return begin - len(city) if short and _opens(scene, begin - len(city)) else begin


def _behind_trades(scene: Scene, start: int) -> int:
    """Where the last of the trades ends that stand one behind the other: 电子|科技."""
    end = start
    while is_trade(word := scene.word_after(end)):
        end += len(word)
    return end


def closed(scene: Scene, end: int) -> bool:
    """Whether no name goes on: a mark, a word that none reaches over, or a person."""
    after = scene.word_after(end)
    if (
        not after
        or not after[0].isalnum()
        or after.startswith(STAFF + OF_FIRM)
        or words("heads").match(after)
    ):
        return True
    if after[0].isdigit():
        return True  # 襄阳公交|8路
    said = piece(after)
    if said is None or said.score <= VERB or part_of_speech(after)[:1] in ("d", "s"):
        return True
    return _is_staff(after) or person_at(scene, end)


def _is_staff(word: str) -> bool:
    """Whether a word is for someone of a firm; but 设备|钳工 is a trade."""
    return word[-1] != "工" and words("trades").match(word) is not None


def _brand(scene: Scene, start: int, end: int) -> int | None:
    """Where a firm's name begins whose trade is text[start:end]; None when it is no firm's."""
    begin = start
    for at, word in scene.before(start):
        if start - at > LONGEST or not _can_be_part(word, at > start - 2):
            break
        begin = at
        if len(word) > 1:
            break
    if scene.text[begin] in DEGREES:
        return None
    word, group = scene.text[begin:start], scene.word_before(begin)
    if known_names().get(group) == "Company" and not part_of_speech(word):
        return begin - len(group) if len(word) > 1 else None  # 中建材|朔光|科技
    if len(word) < 2 or not _opens(scene, begin):
        return None
    if is_place(word) or names_place(word):
        return begin if scene.text[start:end] in word_list("city_trades") else None
    if known_names().get(word) == "Company" and is_sure_trade(scene.text[start:end]):
        return begin
    if word in known_names() or word in word_list("generic") or suffix_class(word) not in (None, "District"):
        return None
    coined = not part_of_speech(word)
    if (coined or _like_brand(word)) and is_sure_trade(scene.text[start:end]):
        return begin
    if word[0] in NUMBERS or word[-1] in LEVELS or frequency(word) >= USUAL:
        return None
    sure = coined or is_sure_trade(scene.text[start:end])
    shown = (
        (sure and _among_firms(scene, begin, end))
        or _of_firm(scene, end)
        or (group in WITH and (coined or _like_brand(word)))
    )
    return begin if shown else None


def _of_firm(scene: Scene, end: int) -> bool:
    """Whether a post, someone who works there or the party of a firm stands behind; but 养殖|工人."""
    after = scene.word_after(end)
    if after.startswith(OF_FIRM) or words("heads").match(after):
        return True
    return _is_staff(after) and not after.startswith(WORKERS)


WORKERS = ("工人", "职工", "员工", "工匠", "劳模", "代表", "青年", "女职工", "农民工")
"""Who works in a trade as well as in a firm."""


@lru_cache(maxsize=1 << 14)
def _like_brand(word: str) -> bool:
    """Whether a rare word is made of the characters that firms are named with: 宏远, 同德, 鸿业."""
    return frequency(word) < RARE and all(character in AUSPICIOUS for character in word)


AUSPICIOUS = frozenset(
    "顺裕兴隆瑞永昌元亨万利复丰祥泰和茂盛同乾德谦吉公仁协鼎光聚益中通全信义久恒大美庆安康新春正合生成广润发洪源厚福长"
    "宏鸿鑫弘远业达旺富荣嘉凯诚浩辉耀锦卓越"
)
"""The 56 characters of shops' names that 朱彭寿 put into a poem (安乐康平室随笔), and their like since."""


@lru_cache(maxsize=1 << 14)
def _can_be_part(word: str, last: bool) -> bool:
    """Whether a brand can be made of the word: a word, or a character that is none by itself.

    An adverb may be its `last` one (朔|越).
    """
    adverb = last and part_of_speech(word) == "d"
    if not word.isalpha() or word.isascii() or (piece(word) is None and not adverb):
        return False
    banned = tuple("rmqpcufv") if last else tuple("rmqdpcufv")
    return len(word) > 1 or (word not in NO_BRAND and part_of_speech(word)[:1] not in banned)


def _opens(scene: Scene, begin: int) -> bool:
    """Whether no name begins further left."""
    before = scene.word_before(begin)
    said = piece(before) if before and before[0].isalnum() else None
    return said is None or said.place or said.score <= VERB or before.endswith(SAYS_WHAT)


def _among_firms(scene: Scene, begin: int, end: int) -> bool:
    """Whether a list has a firm right before or behind: 某集团、|先导|科技."""
    left, right = LEFT.search(scene.text, max(0, begin - 16), begin), RIGHT.match(scene.text, end)
    return any(item and _is_firm(item["item"]) for item in (left, right))


ITEM = r"(?P<item>[^，。；：、“”（）\s和与]{3,12})"
LEFT = re.compile(rf"{ITEM}(?:、|和|与|及|以及)$")
RIGHT = re.compile(rf"(?:、|和|与|及|以及){ITEM}")


def _is_firm(item: str) -> bool:
    """Whether an item ends as firms' names do; a trade needs a coined word in front: not 保健食品."""
    if not is_trade(item[-2:]) and suffix_class(item) == "Company":
        return True
    return any(is_trade(four[2:]) and not part_of_speech(four[:2]) for four in (item[:4], item[-4:]))

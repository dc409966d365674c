"""What speaks for and against a span being a person's name, beside its characters, as features.

In three groups, by what each depends on: what stands behind, how the tokenizer cut, and whether the article
has the same characters again; what stands before is told by `name_fronts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from math import log10
from typing import NamedTuple

from kg.lexicon import frequency, part_of_speech, surnames, word_list, words
from kg.mentions.name_characters import ENDING, NAME_TAGS, foreign_characters, is_of_parts, sort_of_name
from kg.mentions.scene import Scene
from kg.mentions.weights import Feature
from kg.mentions.words import first_characters

__all__ = [
    "ASPECT",
    "MAKES",
    "Opening",
    "across",
    "across_facts",
    "again",
    "behind",
    "beside",
    "can_open",
    "can_tell_again",
    "cuts",
    "joint",
    "made",
    "opening",
]

# 选举甲为主席, 乙、丙为常委
MADE = re.compile(
    r"(?:(?:[（(][^（）()]{1,4}[）)])?(?:[、和与及]|以及)[一-鿿]{2,4}){0,9}(?:[（(][^（）()]{1,4}[）)])?"
    r"(?:同志|(?:不再|继续)?(?:当选|挂职|担任|兼任|为|任(?![务何意命教期性由])|的(?=[^，。；\n]{2,30}职务)))"
    r"[^，。；、\n]{0,30}(?:书记|主席|主任|委员|常委|会长|秘书长|理事|部长|代表|[局厅处科院校站队厂区县市镇乡]长|职务|经理|监事|董事)"
)
MAKES = frozenset("同不继当挂担兼为任的、和与及以（(")
"""Characters that it begins with."""


def behind(scene: Scene, end: int) -> Iterator[Feature]:
    """Features of what stands behind."""
    if end in scene.ends:
        yield "end behind", 1.0
        return
    word = scene.word_after(end)
    if word == "的" and scene.text.startswith("《", end + 1):
        yield "author behind", 1.0
        return
    if word[0] in ASPECT:
        yield "aspect behind", 1.0
    if word[0] in WINS and WINNING.match(scene.text, end):
        yield "winning behind", 1.0
        return
    appointed = made(scene.text, end)
    if not word[0].isalnum():
        yield "made behind" if appointed else MARKS.get(word[0], "other mark behind"), 1.0
        return
    said = words("speech").match(scene.text, end)
    if appointed:
        yield "made behind", 1.0
    elif (
        word in word_list("saying")
        or (said and said.group() in word_list("saying"))
        or SAYS.match(scene.text, end)
    ):
        yield "saying behind", 1.0
    elif word in word_list("heads"):
        yield "head behind", 1.0
    elif said:
        yield ("long speech behind" if len(said.group()) > 1 else "speech behind"), 1.0
    elif end in scene.boundaries:
        kind = "stop" if word in word_list("stops") else part_of_speech(word)[:1] or "unknown"
        yield ("one left behind" if kind != "stop" and _one_left(scene, end) else f"{kind} behind"), 1.0
    elif _one_left(scene, end):
        yield "one left behind", 1.0
    else:
        token, left = _run_on(scene, end)
        kind = part_of_speech(left)[:1] if left and not part_of_speech(token) else ""
        if kind in RUN_ON:
            yield f"{kind} behind", 1.0
        else:
            yield (
                ("part of a word behind" if part_of_speech(token) else "part of an unknown word behind"),
                1.0,
            )


RUN_ON = ("v", "d", "p")
"""Sorts of words that are run together with a name's last character: 罗长|财骑."""


def _run_on(scene: Scene, end: int) -> tuple[str, str]:
    """The token that the end of a name cuts, and what is left of it."""
    at = scene.token_at(end)
    token = scene.tokens[at]
    return token, scene.text[end : scene.starts[at] + len(token)]


def _one_left(scene: Scene, end: int) -> bool:
    """Whether one character more would reach a mark: 副主席|谭文|岳，."""
    return end + 1 in scene.ends or scene.text[end + 1 : end + 2] in ("，", "。", "、", "；", "")


ASPECT = frozenset("了着过")
# 甲|获焊工第一名, 乙|的“长堤”获一等奖
WINNING = re.compile(
    r"(?:[分均荣喜勇并还曾先后也则再又一举]{0,3}(?:获|夺|摘|斩|捧|拿[下到]|取得|位列|名列|包揽|蝉联|问鼎)|的[“《][^”》\n]{2,20}[”》][^，。；\n]{0,2}获)"
    r"[^，。；\n]{0,24}(?:奖|冠|亚军|季军|[金银铜]牌|名|称号|荣誉|殊荣|标兵|能手|状元|模范|工匠)"
)
WINS = frozenset("分均荣喜勇并还曾先后也则再又一举获夺摘斩捧拿取位名包蝉问的")
"""Characters that it begins with."""
# 激动地说, 笑着告诉; 今年45岁
SAYS = re.compile(r"[一-鿿]{1,4}[地着](?:说|表示|告诉|介绍|回忆|感慨)|(?:今年|现年)?\d{2}岁")


def made(text: str, end: int) -> bool:
    """Whether it is said behind a name what its bearer became: 当选某会主席."""
    return text[end : end + 1] in MAKES and _made(text, end)


@lru_cache(maxsize=1 << 6)
def _made(text: str, end: int) -> bool:
    return MADE.match(text, end) is not None


MARKS = {
    "，": "comma behind",
    "、": "list behind",
    "。": "stop mark behind",
    "；": "stop mark behind",
    "…": "list behind",
    "！": "stop mark behind",
    "？": "stop mark behind",
    "\n": "line end behind",
    "：": "colon behind",
    "（": "bracket behind",
    "(": "bracket behind",
    "“": "quote behind",
    "《": "title behind",
    " ": "space behind",
    "　": "space behind",
}


SPOKEN = ("head behind", "speech behind", "long speech behind")
"""Features that lists of words show."""


class Opening(NamedTuple):
    """What a character that stands behind can begin."""

    kind: str
    """Speech, any word, or the feature of the mark that it is."""
    aspect: bool


@lru_cache(maxsize=1 << 14)
def opening(character: str) -> Opening:
    """What a character that stands behind begins; the end of the text has none."""
    if not character:
        kind = "end behind"
    elif not character.isalnum():
        kind = MARKS.get(character, "other mark behind")
    else:
        kind = "speech" if character in _first_spoken() else "word"
    return Opening(kind, character in ASPECT)


def can_open(feature: str, opening: Opening) -> bool:
    """Whether `behind` can see a feature where this begins, beside aspect and what is made of someone."""
    if feature == "made behind":
        return False
    if feature == "end behind":
        return opening.kind in ("end behind", "line end behind")
    if opening.kind not in ("speech", "word"):
        return feature == opening.kind
    return feature not in MARKS.values() and (opening.kind == "speech" or feature not in SPOKEN)


@cache
def _first_spoken() -> frozenset[str]:
    return frozenset(word[0] for name in ("speech", "heads") for word in word_list(name))


def across(scene: Scene, start: int, end: int) -> Iterator[Feature]:
    """Features of how the tokenizer cut at and between the two ends, and of what lies over them."""
    facts = across_facts(scene, start, end)
    yield from cuts(*facts[0])
    yield from joint("end", facts[1])
    yield from joint("beginning", facts[2])
    yield from beside(*facts[3])


def across_facts(scene: Scene, start: int, end: int) -> Across:
    """What `across` tells by: the tokens at the ends, the words over both ends, and what stands beside."""
    text, first, last = scene.text, scene.boundaries.get(start), scene.boundaries.get(end)
    number = scene.token_at(start)
    at = scene.token_at(end)
    inside = last is None and scene.starts[at] > start
    cut, left = (
        (scene.tokens[at], text[end : scene.starts[at] + len(scene.tokens[at])]) if inside else ("", "")
    )
    over_end = text[end - 1 : end + (end not in scene.ends)]
    over_start = text[start - 1 : start + 1] if start else ""
    sounds = foreign_characters()
    behind, in_front = (
        text[end : end + 1] in sounds - ENDING,
        first is not None and text[max(0, start - 1) : start] in sounds,
    )
    usual = first is not None and last is not None and sort_of_name(text[start:end]) == "usual"
    size = end - start
    return (
        (scene.tokens[number] if first is not None else "", size, cut, _function(left), usual),
        over_end,
        over_start,
        (
            behind and size > 2,
            in_front and start > 0,
            _appointed(scene, start, end),
            _goes_on(scene, start, end),
        ),
    )


Across = tuple[tuple[str, int, str, str, bool], str, str, tuple[bool, bool, str, bool]]


def _goes_on(scene: Scene, start: int, end: int) -> bool:
    """Whether one character more would make a usual name of a short one: 吴立|兴在会上; not 高达|老师."""
    longer = scene.text[start : end + 1]
    if end - start != 2 or len(longer) < 3:
        return False
    if longer[2] not in ADVERBS and scene.text.startswith(SAYING, end + 1):
        return longer[2].isalpha()  # 景立来|表示
    if sort_of_name(longer) != "usual":
        return False
    after = scene.word_after(end)
    return len(after) == 1 or not frequency(after)


ADVERBS = ENDING | frozenset("均先亦才常笑深")
SAYING = ("表示", "介绍", "告诉", "指出", "强调", "认为", "坦言")


def _function(left: str) -> str:
    """What a cut leaves of a token, where that is a word that follows names: 立|明说."""
    if left in ENDING:
        return "function word"
    return "saying" if left in word_list("saying") else "verb" if part_of_speech(left)[:1] in RUN_ON else ""


def _appointed(scene: Scene, start: int, end: int) -> str:
    if not made(scene.text, end):
        return ""
    if start == 0 or scene.text[start - 1] in "，。；：、\n":
        return "mark"
    found = words("appointed_before").search(scene.text, max(0, start - 4), start)
    return "appointed" if found else ""


def cuts(token: str, size: int, cut: str, function: str, usual: bool) -> Iterator[Feature]:
    """Features of the token that begins where the name does, '' for none, and of one that the end cuts."""
    if not token:
        yield "begins inside a token", 1.0
    elif len(token) == 1:
        yield "surname apart", 1.0
    elif len(token) == size:
        yield ("is a token" if part_of_speech(token) else "is an unknown token"), 1.0
    elif len(token) > size:
        yield ("begins a longer token" if part_of_speech(token) else "begins a longer unknown token"), 1.0
    elif len(token) == size - 1 and not cut:
        yield "a token and one more", 1.0  # 谭文|岳
    if cut and function and (function != "verb" or not part_of_speech(cut)):
        yield f"cuts off a {function}", 1.0
    elif cut:
        yield ("cuts a word" if part_of_speech(cut) else "cuts an unknown word"), 1.0
    if usual:
        yield f"usual of {size}, not cut", 1.0


def joint(where: str, word: str) -> Iterator[Feature]:
    """The feature of a word that lies over one of the ends."""
    if part_of_speech(word):
        yield f"word over the {where}", log10(1 + frequency(word))


def beside(sound_behind: bool, sound_before: bool, appointed: str, goes_on: bool) -> Iterator[Feature]:
    """Features of sounds on both sides, of an appointment, and of a name that could go on."""
    if sound_behind:
        yield "a sound behind", 1.0
    if sound_before:
        yield "a sound before", 1.0
    if appointed:
        yield f"{appointed} before, made behind", 1.0
    if goes_on:
        yield "a usual name goes on", 1.0


def again(text: str, name: str) -> Iterator[Feature]:
    """Features of the same characters elsewhere in the article."""
    if not can_tell_again(name):
        return
    behind_all = _behind_all(text, name)
    if len(behind_all) > 1:
        same = len(set(behind_all)) == 1 and behind_all[0].isalpha()
        yield ("again, always the same behind" if same else "again"), 1.0
        if len(behind_all) > 2 and not same:
            yield "three times", 1.0


def can_tell_again(name: str) -> bool:
    """Whether it tells anything that characters come again: those of a word always do.

    Nor does it where no surname begins them: 讨薪 is a word too new for the dictionary.
    """
    if part_of_speech(name) not in ("", *NAME_TAGS) or frequency(name) > A_WORD:
        return False
    if surnames().get(name[0], 0.0) < 0.1 and frequency(name[:2]) > A_WORD:
        return False  # 银杏|树
    return name[0] in first_characters() or foreign_characters().issuperset(name) or is_of_parts(name)


A_WORD = 300
"""Occurrences in 60 million words from which what the dictionary takes for a name is rather a word: 祝福."""


def _behind_all(text: str, name: str) -> list[str]:
    """The characters behind the places of a name, '' at the end of the text."""
    if name[0] != name[-1]:
        return [rest[:1] for rest in text.split(name)[1:]]
    places, size = [], len(name)  # one may begin in another
    at = text.find(name)
    while at >= 0:
        places.append(text[at + size : at + size + 1])
        at = text.find(name, at + 1)
    return places

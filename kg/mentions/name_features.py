"""What speaks for and against a span being a person's name, as features of a log-linear model.

In five groups, by what each depends on: the characters, what stands before, what stands behind, how
the tokenizer cut, and whether the article has the same characters again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from math import log2, log10

from kg.lexicon import frequency, given_name, name_character, part_of_speech, surnames, word_list, words
from kg.mentions.scene import Scene
from kg.mentions.suffixes import suffix_class
from kg.mentions.weights import Feature
from kg.places import is_place

__all__ = [
    "MAKES",
    "across",
    "again",
    "before",
    "behind",
    "foreign_characters",
    "framed",
    "sort_of_name",
    "within",
]

NAME_TAGS = ("nr", "nrt", "nrfg")
KIN = frozenset("员师手长家匠者兵徒生弟姐哥妹妻夫子母父友工民士")
"""Last characters of words for people: 检验员, 老兵, 徒弟, 媳妇儿子."""
ENDING = frozenset("感性率费权也将还就已都又却便的了在是和与们个不这那我他一会区市于并以为听对左右从等被")
"""Characters that given names hardly end in."""
DOUBTFUL = frozenset("上下大业先自正刚作最能可来去到出起")
"""Characters that given names end in, and that words of the sentence begin with."""
KINDS = frozenset("洞沟湾庄营汇屯坝岭峪寨堡赛班杯展课讲会节奖室队站馆店厂局院所村镇街路桥楼区县市省")
"""Last characters of other names: 青教赛, 百队杯."""
# 选举甲为主席, 乙、丙为常委
MADE = re.compile(
    r"(?:(?:[（(][^（）()]{1,4}[）)])?(?:[、和与及]|以及)[一-鿿]{2,4}){0,9}(?:[（(][^（）()]{1,4}[）)])?"
    r"(?:同志|(?:不再|继续)?(?:当选|挂职|担任|兼任|为|任(?![务何意命教期性由])|的(?=[^，。；\n]{2,30}职务)))"
    r"[^，。；、\n]{0,30}(?:书记|主席|主任|委员|常委|会长|秘书长|理事|部长|代表|[局厅处科院校站队厂区县市镇乡]长|职务|经理|监事|董事)"
)
MAKES = "同不继当挂担兼为任的、和与及以（("


@cache
def foreign_characters() -> frozenset[str]:
    """Characters that write the sounds of names of other languages."""
    return frozenset("".join(word_list("sounds")))


def within(name: str) -> Iterator[Feature]:
    """Features of the characters: how a surname begins, how typical the rest is, what word it may be."""
    family = 2 if name[:2] in surnames() and len(name) > 2 else 1
    share = surnames().get(name[:family])
    given = name[family:]
    yield f"{len(given)} given", 1.0
    sounds = len(name) > 2 and set(name) <= foreign_characters()
    if whole := of_parts().fullmatch(name):
        yield f"{1 + (len(whole.group()) > 3)} parts", 1.0
        return
    if sounds:
        yield "many sounds", len(name) - 2.0
    if share is None:
        yield ("all sounds" if sounds else "no surname"), 1.0
    else:
        yield "share of surname", log10(share + 0.001)
        yield "double surname", family - 1.0
        if family == 1 and name[0] in word_list("stops"):
            yield "surname is a function word", 1.0
    if sounds and share is None:
        return
    typical = [max(-2.0, min(2.5, log2(name_character(c) + 0.05))) for c in given]
    yield "given", sum(typical) / len(typical)
    yield "least typical given", min(typical)
    if given[-1] in ENDING:
        yield "ends in a function word", 1.0
    if given[-1] in DOUBTFUL:
        yield "ends in a doubtful character", 1.0
    if family == 1:
        yield "surname as a word", log10(1 + frequency(name[0]))
    if len(given) == 2:
        if shared := given_name(given):
            yield "known given name", log2(1 + shared)
        elif part_of_speech(given) not in ("", *NAME_TAGS):
            yield "given is a plain word", log10(1 + frequency(given))
    if name[-1] in KINDS or suffix_class(name):
        yield "ends in a kind of thing", 1.0
    yield from _as_words(name, family)


@cache
def of_parts() -> re.Pattern[str]:
    """Names put together from the parts of minorities' names: 格桑|平措."""
    return re.compile(f"(?:{words('name_parts').pattern})+")


@lru_cache(maxsize=1 << 17)
def sort_of_name(name: str) -> str:
    """How much the characters alone look like a name: `usual` for 赵志刚, `rare` for what is a word or odd.

    What stands around counts otherwise for each: 赵志刚|同台 is a person all the same.
    """
    family = 2 if name[:2] in surnames() and len(name) > 2 else 1
    given = name[family:]
    share = surnames().get(name[:family], 0.0)
    tag = part_of_speech(name)
    if not share or (tag and tag not in NAME_TAGS) or given[-1] in ENDING:
        return "rare"
    if family == 2:
        return "usual"
    word = part_of_speech(given) not in ("", *NAME_TAGS) and frequency(given) > RARELY
    if len(given) == 2 and word and not given_name(given):
        return "rare"
    typical = min(name_character(c) for c in given)
    if len(given) == 1:
        known = frequency(name) > SELDOM
        return "usual" if share >= 1 and typical >= 1.5 and not known else "rare"
    return "usual" if share >= 0.4 and (typical >= 0.5 or given_name(given)) else "rare"


RARELY = 20
SELDOM = 60
"""Occurrences in 60 million words: 高尚 and 康乐 are words, 李明 hardly is."""


def _as_words(name: str, family: int) -> Iterator[Feature]:
    tag = part_of_speech(name)
    if tag in NAME_TAGS:
        yield "is a name in the dictionary", 1.0
        if len(name) == 2:  # 弘扬, 温馨: the dictionary takes words for names
            yield "frequency as a short name", log10(1 + frequency(name))
    elif tag:
        yield "is a word", 1.0
        yield "frequency as a word", log10(1 + frequency(name))
        yield f"{tag[0]} as a word", 1.0
    if len(name) > 2:
        if family == 1 and part_of_speech(name[:2]) not in ("", *NAME_TAGS):
            yield "begins as a word", log10(1 + frequency(name[:2]))
        if part_of_speech(name[family:]) and len(name) - family > 1:
            yield "given is a word", log10(1 + frequency(name[family:]))


TITLES = {3.0: "head", 2.1: "group", 2.0: "trade", 1.6: "kind of person", 1.5: "appointing"}
CLASSES_BEFORE = {
    "mark before": "。！？；，\n",
    "opening before": "：“（【—　 《",
    "list before": "、",
    "and before": "和与及",
    "preposition before": "由是为对向让给被等同跟以将把",
}


def before(scene: Scene, start: int, titles: Mapping[int, float]) -> Iterator[Feature]:
    """Features of what stands in front."""
    if start in titles:
        yield f"{TITLES[titles[start]]} before", 1.0
        return
    if start == 0:
        yield "mark before", 1.0
        return
    mark = scene.text[start - 1]
    for feature, marks in CLASSES_BEFORE.items():
        if mark in marks:
            yield feature, 1.0
            return
    yield _kind_before(scene.word_before(start), mark, scene.text[start - 2 : start]), 1.0


def _kind_before(word: str, mark: str, two: str) -> str:
    if suffix_class(word):
        return "organisation before"
    if mark in KIN:
        return "person before"
    if two in ("等奖", "金奖", "银奖", "铜奖", "亚军", "冠军", "季军"):
        return "prize before"
    if is_place(word):
        return "place before"
    if not mark.isalpha():
        return "number before" if mark.isdigit() else "other mark before"
    return f"{part_of_speech(word)[:1] or 'unknown'} before"


FRAMES = {
    "head before": "titled",
    "trade before": "titled",
    "group before": "grouped",
    "appointing before": "titled",
    "kind of person before": "titled",
    "person before": "placed",
    "prize before": "placed",
    "organisation before": "placed",
    "person before in a list": "listed",
}


def framed(front: Sequence[Feature]) -> str:
    """In what frame the features in front put a name: it is there that the rest counts otherwise."""
    return FRAMES.get(front[0][0], "") if front else ""


def behind(scene: Scene, end: int) -> Iterator[Feature]:
    """Features of what stands behind."""
    if end >= len(scene.text):
        yield "end behind", 1.0
        return
    word = scene.word_after(end)
    if word[0] in "了着过":
        yield "aspect behind", 1.0
    if word[0] in "（(、" and MADE.match(scene.text, end):
        yield "made behind", 1.0
        return
    if not word[0].isalnum():
        yield MARKS.get(word[0], "other mark behind"), 1.0
        return
    said = words("speech").match(scene.text, end)
    if word[0] in MAKES and MADE.match(scene.text, end):
        yield "made behind", 1.0
    elif {word, said.group() if said else ""} & word_list("saying") or SAYS.match(scene.text, end):
        yield "saying behind", 1.0
    elif word in word_list("heads"):
        yield "head behind", 1.0
    elif said:
        yield ("long speech behind" if len(said.group()) > 1 else "speech behind"), 1.0
    elif end in scene.boundaries:
        kind = "stop" if word in word_list("stops") else part_of_speech(word)[:1] or "unknown"
        yield f"{kind} behind", 1.0
    else:
        yield "part of a word behind", 1.0


# 激动地说, 笑着告诉; 今年45岁
SAYS = re.compile(r"[一-鿿]{1,4}[地着](?:说|表示|告诉|介绍|回忆|感慨)|(?:今年|现年)?\d{2}岁")

MARKS = {
    "，": "comma behind",
    "、": "list behind",
    "。": "stop mark behind",
    "；": "stop mark behind",
    "\n": "line end behind",
    "：": "colon behind",
    "（": "bracket behind",
    "(": "bracket behind",
    "“": "quote behind",
    "《": "title behind",
    " ": "space behind",
    "　": "space behind",
}


def across(scene: Scene, start: int, end: int) -> Iterator[Feature]:
    """Features of how the tokenizer cut at and between the two ends."""
    number = scene.token_at(start)
    token = scene.tokens[number]
    if scene.starts[number] != start:
        yield "begins inside a token", 1.0
    elif len(token) == 1:
        yield "surname apart", 1.0
    elif len(token) == end - start:
        tag = part_of_speech(token)
        yield ("is an unknown token" if not tag else "is a token"), 1.0
    elif len(token) > end - start:
        yield ("begins a longer token" if part_of_speech(token) else "begins a longer unknown token"), 1.0
    if end not in scene.boundaries:
        cut = scene.token_at(end)
        if scene.starts[cut] > start:
            yield ("cuts a word" if part_of_speech(scene.tokens[cut]) else "cuts an unknown word"), 1.0
    if sort_of_name(scene.text[start:end]) == "usual" and {start, end} <= scene.boundaries:
        yield f"usual of {end - start}, not cut", 1.0
    if end - start > 2 and scene.text[end : end + 1] in foreign_characters():
        yield "a sound behind", 1.0
    if scene.text[end : end + 1] in MAKES and MADE.match(scene.text, end):
        if start == 0 or scene.text[start - 1] in "，。；：、\n":
            yield "mark before, made behind", 1.0
        elif words("appointed_before").search(scene.text[max(0, start - 4) : start]):
            yield "appointed before, made behind", 1.0
    if start and scene.text[start - 1] in foreign_characters() and scene.starts[number] == start:
        yield "a sound before", 1.0
    joint = scene.text[end - 1 : end + 1]
    if part_of_speech(joint):
        yield "word over the end", log10(1 + frequency(joint))
    if start and part_of_speech(scene.text[start - 1 : start + 1]):
        yield "word over the beginning", log10(1 + frequency(scene.text[start - 1 : start + 1]))


def again(scene: Scene, start: int, end: int) -> Iterator[Feature]:
    """Features of the same characters elsewhere in the article."""
    name = scene.text[start:end]
    if part_of_speech(name) not in ("", *NAME_TAGS):
        return
    behind_all = [scene.article[at + len(name) : at + len(name) + 1] for at in _places(scene.article, name)]
    if len(behind_all) > 1:
        same = len(set(behind_all)) == 1 and behind_all[0].isalpha()
        yield ("again, always the same behind" if same else "again"), 1.0
        if len(behind_all) > 2 and not same:
            yield "three times", 1.0


def _places(text: str, name: str) -> Iterator[int]:
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + 1)

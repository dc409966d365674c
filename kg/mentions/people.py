"""People: surname and given name, shown by a post or trade in front, or by what they do behind.

A given name may be a word of its own (光明, 立冬), so names are read by characters; and many words
look like names (高度, 安全), so each span is weighed by the features of kg.mentions.name_features.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from functools import cache, lru_cache

from kg.byline_words import HAN
from kg.lexicon import longest, part_of_speech, surnames, word_list, words
from kg.mentions.dotted import dotted
from kg.mentions.name_bounds import (
    LONGEST,
    MODEL,
    MOST_SOUNDS,
    UNFRAMED,
    by_hand,
    can_be_name,
    can_stand,
    front_of,
    hopes,
    is_surname,
    lengths,
    name_score,
)
from kg.mentions.name_characters import foreign_characters, sort_of_name
from kg.mentions.name_features import MAKES, across_facts, again, behind, beside, cuts, joint, made
from kg.mentions.name_fronts import LISTED, front
from kg.mentions.scene import Candidate, Scene
from kg.mentions.weights import weigh, weigher
from kg.places import is_place
from kg.signers import signed_in_brackets

__all__ = [
    "MODEL",
    "THRESHOLD",
    "best_at",
    "by_looks",
    "edges",
    "people",
    "spans",
    "starts",
    "titles",
]

THRESHOLD = 2.0


def people(scene: Scene) -> Iterator[Candidate]:
    """Candidates for people, at most one for each place where a name can begin."""
    shown = titles(scene)
    for start in starts(scene, shown):
        before = front(shown.get(start), scene.word_before(start), scene.text[max(0, start - 2) : start])
        if best := best_at(scene, start, shown, before):
            yield best
    yield from _addressed(scene)
    yield from _spaced(scene)
    yield from dotted(scene, shown)
    yield from _latin(scene, shown)
    yield from _signed(scene)


def _addressed(scene: Scene) -> Iterator[Candidate]:
    """A name that the dictionary has, however rare its surname, with a form of address behind."""
    for number in scene.having("named"):
        start = scene.starts[number]
        end = start + len(scene.tokens[number])
        if end not in scene.ends and ADDRESSED.match(scene.text, end):
            yield Candidate(start, end, "Person", 5.0, "addressed")


ADDRESSED = re.compile("总书记|委员长|总理|主席|院士|同志|先生|女士|教授|师傅")


def _spaced(scene: Scene) -> Iterator[Candidate]:
    """A name of two characters set wide at the beginning of a line: 丁　岚（女）　某厂钳工."""
    if "\u3000" in scene.text or " " in scene.text:
        for found in SPACED.finditer(scene.text):
            if found["family"] in surnames():
                yield Candidate(*found.span("name"), "Person", 6.0, "spaced")
        for found in IN_LINE.finditer(scene.text):
            if found["family"] in surnames() and words("heads_end").search(found["unit"]):
                yield Candidate(*found.span("name"), "Person", 5.0, "spaced")


SPACED = re.compile(
    rf"^[ \u3000]*(?P<name>(?P<family>[{HAN}])(?:\u3000+| {{1,3}})[{HAN}])"
    rf"(?=(?:[（(][^（）()\n]{{1,6}}[）)])?[ \u3000]+[{HAN}]{{4}}|[（(][男女][）)])",
    re.MULTILINE,
)


# 山西：|江河 某厂工程师: an entry of a list, a line each
IN_LINE = re.compile(
    rf"^[ \u3000]*(?:[{HAN}]{{2,8}}[：:])?[ \u3000]*(?P<name>(?P<family>[{HAN}])[{HAN}]{{1,2}})"
    rf"[ \u3000]+(?P<unit>[{HAN}（）()]{{6,40}})$",
    re.MULTILINE,
)


def _latin(scene: Scene, shown: Container[int]) -> Iterator[Candidate]:
    """A name in Latin letters behind a title, or of two words with a form of address behind."""
    for found in LATIN.finditer(scene.text):
        if found.start() in shown or (" " in found[0] and ADDRESSED.match(scene.text, found.end())):
            yield Candidate(*found.span(), "Person", 5.0, "latin")


LATIN = re.compile(r"(?<![A-Za-z])[A-ZÀ-Þ][a-zß-ÿ'’-]+(?: [A-ZÀ-Þ](?:\.|[a-zß-ÿ'’-]+)){0,3}(?![A-Za-z])")


def _signed(scene: Scene) -> Iterator[Candidate]:
    """The name that a piece is signed with: in brackets behind the last sentence, or behind a □ in front."""
    begin = 0
    for last in sorted(scene.ends)[1:]:
        line = scene.text[begin:last].rstrip()
        if line.endswith(("）", ")")) and (signed := signed_in_brackets(line)):
            for start, end in signed[1]:
                yield Candidate(begin + start, begin + end, "Person", 5.0, "signed")
        if found := BOXED.match(scene.text, begin, last):
            yield Candidate(*found.span("name"), "Person", 7.0, "signed")
        begin = last + 1


BOXED = re.compile(r"[□■●◆▲]\s*(?P<name>[一-鿿·]{2,4})\n")


@lru_cache(maxsize=1)
def titles(scene: Scene) -> dict[int, float]:
    """Where words end that a person's name follows, and how strongly they say so."""
    ends: dict[int, float] = {}
    for _, end, strength in scene.hits.titles:
        ends[end] = max(strength, ends.get(end, 0.0))
    for number in scene.having("person"):
        ends.setdefault(scene.starts[number] + len(scene.tokens[number]), 1.6)
    for number in scene.having("native"):
        if number and is_place(scene.tokens[number - 1]):
            ends.setdefault(scene.starts[number] + 1, 1.6)  # 长阳镇人|某某
    for found in OF_A_PEOPLE.finditer(scene.text):
        ends.setdefault(found.end(), 1.6)
    return {end: ends[end] for end in ends if _ends_word(scene, end)}


def edges(scene: Scene) -> Iterator[int]:
    """Offsets behind titles where a name with a surname may begin or end, whatever the tokenizer says.

    A name of two characters or three: 主席|张立|钢带.
    """
    for start in titles(scene):
        if is_surname(scene.text[start : start + 1]):
            yield start
            yield from (start + size for size in (2, 3) if NAMES[size].match(scene.text, start))


NAMES = {size: re.compile(rf"[{HAN}]{{{size}}}") for size in (2, 3)}
OF_A_PEOPLE = re.compile(
    "(?<=[一-鿿]族)(?:姑娘|青年|老人|老汉|小伙子?|大娘|大妈|大爷|大叔|大姐|大哥|阿妈|阿爸|妇女|女工|女孩|男孩|职工|同胞|群众)"
)
"""布依族老人|某某: a word for people that says too little where no people is named in front."""


def _ends_word(scene: Scene, end: int) -> bool:
    """Whether a title ends where a token does, in one that is no word, or in one with a surname."""
    if end in scene.boundaries:
        return True
    at = scene.token_at(end)
    token = scene.tokens[at]
    if not part_of_speech(token) or (token[0] == "长" and scene.text.endswith(_heads(), 0, end)):
        return True
    # 主|任何|永刚, 焊|工程|立群: a common surname that makes a word with the title's last character
    common = len(token) == 2 and end - scene.starts[at] == 1 and surnames().get(token[1], 0.0) >= COMMON
    return common and sort_of_name(scene.text[end : end + 3]) == "usual"


COMMON = 1.0
"""Bearers of a common surname per thousand."""


@cache
def _heads() -> tuple[str, ...]:
    """Posts that no other word ends in, though a word begin with their last character: 副会|长程力."""
    return tuple(sorted(word for word in word_list("heads") if len(word) > 2 and word[-1] == "长"))


def starts(scene: Scene, shown: Mapping[int, float]) -> list[int]:
    """Where a name can begin: at a token that begins as surnames do, behind a title, at a part of a name."""
    return sorted({*map(scene.starts.__getitem__, scene.having("surname")), *shown, *names_of_parts(scene)})


def spans(scene: Scene, start: int, shown: Container[int]) -> Iterator[tuple[int, int]]:
    """What could be a name that begins at `start`: surname and one or two characters, sounds, or parts."""
    if whole := names_of_parts(scene).get(start):
        yield start, whole
    titled, office = start in shown, holds_office(scene.text, start, shown)
    text = scene.text[start : start + MOST_SOUNDS]
    for length in lengths(text if titled else text[:2], titled):
        end = start + length
        if (
            length <= len(text)
            and (not whole or end > whole)
            and can_be_name(text[:length])
            and can_stand(text[:length], scene.text[end : end + 2], office)
        ):
            yield start, end


def holds_office(text: str, start: int, shown: Container[int]) -> bool:
    """Whether a title in front shows a person, were it a place's name too: not 代表|石峰."""
    return start in shown and not text.startswith("代表", start - 2)


@lru_cache(maxsize=1)
def names_of_parts(scene: Scene) -> dict[int, int]:
    """Where names begin and end that are put together from parts: 格桑|平措, 吾提库尔."""
    spans: list[tuple[int, int]] = []
    for start, end, _ in longest(scene.hits.parts):
        if spans and spans[-1][1] == start:
            spans[-1] = spans[-1][0], end
        elif scene.text[start - 1 : start] not in DOTS:
            spans.append((start, end))
    found: dict[int, int] = {}
    for start, end in spans:
        number, last = scene.token_at(start), scene.token_at(end - 1)
        first, behind = scene.starts[number], scene.starts[last] + len(scene.tokens[last])
        if end - first <= MOST_SOUNDS and foreign_characters().issuperset(scene.text[first:start]):
            start = first  # 乌兰|其其格
        if end - start > 2 and scene.text[start - 1 : start] in FAMILIES:
            start -= 1  # 马|尤素福
        if behind - start <= MOST_SOUNDS and foreign_characters().issuperset(scene.text[end:behind]):
            end = behind
        if scene.text[end : end + 1] not in DOTS:
            found[start] = end
    return found


DOTS = ("·", "•", "．")
FAMILIES = frozenset("马韩妥喇冶哈沙撒苏祁鲜摆拜海虎铁")
"""Surnames of the Hui, Salar, Dongxiang and Bonan, behind which a name of Arabic or Persian origin stands."""


def best_at(
    scene: Scene, start: int, shown: Container[int], before: str, favour: float = 0.0
) -> Candidate | None:
    """The best name that begins at `start`, with the feature of what stands in front of it given.

    `favour` is what else speaks for a name there. What is cheap to see comes first; a span is dropped when
    the most that can still be added is too little.
    """
    text, titled = scene.text, start in shown
    found = hopes(text[start : start + (MOST_SOUNDS if titled else LONGEST) + 1], before, titled, favour)
    whole = names_of_parts(scene).get(start)
    if not (found or whole):
        return None
    frame, ahead = front_of(before)
    cut, rule = start in scene.boundaries, "title+name" if titled else "name"
    office = (before == LISTED and text[start - 1] == "、") or holds_office(text, start, shown)
    unframed = cut and not frame.name and is_surname(text[start])
    best: Candidate | None = None
    if whole:
        name = text[start:whole]
        score, sort = name_score(name, frame.name), sort_of_name(name)
        score += _again("", text, name) + by_looks(scene, start, whole, frame.name, sort)
        score += ahead[sort] + favour + _across(frame.name, sort, scene, start, whole)
        score += weigh(MODEL, behind(scene, whole), frame.name, sort)
        if score > 0:
            best = Candidate(start, whole, "Person", THRESHOLD + score, rule)
    for name, score, sort, most_again, in_front, most_behind in found:
        end = start + len(name)
        if whole and end <= whole:
            continue  # 其木|格 is one name
        around, at_edges = frame.around[sort], cut and end in scene.boundaries
        more, cuts_too = in_front + most_behind, around.whole if at_edges else around.cut
        if text[end : end + 1] in MAKES and made(text, end):
            more = in_front + around.made
            cuts_too += by_hand(name, frame.name)
        if unframed and at_edges and sort == "usual":
            score += _unframed(text, start, end)
        if score + more + cuts_too + most_again <= 0 or not can_stand(name, text[end : end + 2], office):
            continue
        if most_again and (text.find(name, start + 1) >= 0 or text.find(name) < start):
            score += _again("", text, name)
        if score + more + cuts_too <= 0:
            continue
        score += _across(frame.name, sort, scene, start, end)
        if score + more <= 0:
            continue
        score += in_front + weigh(MODEL, behind(scene, end), frame.name, sort)
        if score > 0 and (best is None or score + THRESHOLD >= best.score):
            best = Candidate(start, end, "Person", THRESHOLD + score, rule)
    return best


def by_looks(scene: Scene, start: int, end: int, frame: str, sort: str) -> float:
    """What a name gets that looks like one and is cut as one, where nothing tells of it: 忙碌的|某某|。"""
    cut = start in scene.boundaries and end in scene.boundaries
    shown = cut and sort == "usual" and not frame and is_surname(scene.text[start])
    return _unframed(scene.text, start, end) if shown else 0.0


def _unframed(text: str, start: int, end: int) -> float:
    return UNFRAMED * (1 + (text[start - 1 : start] == "的" and text[end : end + 1] in "，。；、（\n"))


_again = weigher(MODEL, again)
_cuts, _joint, _beside = (weigher(MODEL, seen) for seen in (cuts, joint, beside))


def _across(frame: str, sort: str, scene: Scene, start: int, end: int) -> float:
    tokens, over_end, over_start, sides = across_facts(scene, start, end)
    frames = frame, sort
    score = _cuts(frames, *tokens) + _beside(frames, *sides)
    score += _joint(frames, "end", over_end) + _joint(frames, "beginning", over_start)
    return score + (by_hand(scene.text[start:end], frame) if sides[2] else 0.0)

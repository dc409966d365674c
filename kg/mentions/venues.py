"""Where something is held: what only the frame shows to be a place, 在首钢园举行, 在禅街举办."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lexicon import word_list
from kg.mentions.scene import Candidate, Scene, piece
from kg.mentions.suffixes import suffix_class
from kg.places import is_place

__all__ = ["venues"]

HELD = re.compile(
    r"(?:举行|举办|开赛|开幕|召开|揭幕|上演|开跑|开课|开班|落幕|收官|开讲|见分晓|拉开帷幕|揭晓|启幕|开唱|鸣枪|热力开赛|成功举办|隆重举行|圆满落幕)"
)
LONGEST = 14
NEEDED = 0.8
SIDES = ("畔", "边", "旁", "侧", "沿线", "脚下", "一带")


def venues(scene: Scene) -> Iterator[Candidate]:
    """The words between 在 and what is done there, without the districts in front."""
    for held in HELD.finditer(scene.text):
        found: list[tuple[int, str]] = []
        for begin, word in scene.before(held.start()):
            if held.start() - begin > LONGEST or (word == "在" and not found):
                break
            if word == "在":
                yield from _venue(scene, found[::-1], held.start())
                break
            if piece(word) is None or word in word_list("trades"):
                break
            found.append((begin, word))


def _venue(scene: Scene, words: list[tuple[int, str]], end: int) -> Iterator[Candidate]:
    while words and is_place(words[0][1]):
        words = words[1:]
    if not words or any(word in word_list("organize") for _, word in words):
        return
    begin = words[0][0]
    name = scene.text[begin:end]
    told = sum(said.specific for _, word in words if (said := piece(word)))
    if name.endswith(SIDES):
        return  # 在某河畔举行
    if len(name) > 1 and told >= NEEDED and suffix_class(name) is None and name.isalpha():
        yield Candidate(begin, end, "Facility", 0.6 + 0.1 * (end - begin), "held there")

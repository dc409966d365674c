"""What an article tells of a name that ends in the word for its kind: the word, the left edge, the whole."""

from __future__ import annotations

import re

from kg.mentions.scene import Scene
from kg.mentions.steps import LEGAL, Step, person_before, says_what
from kg.mentions.suffixes import LEVEL

__all__ = ["anchor_facts", "edge_facts", "reach_facts"]

PARTS = ("学院", "学部", "教学部", "分院", "分校")
OF_UNIVERSITY = re.compile(rf".大学[^的，。、]{{1,12}}(?:{'|'.join(PARTS)})$")


PHONE = re.compile(r"\d{7,}")
"""A telephone number, which ends what stands in front of a name: 咨询电话6620145|柳州市民政局."""


def anchor_facts(scene: Scene, start: int, end: int) -> tuple[str, bool, str]:
    """What `anchor_features.anchor` tells the anchor text[start:end] by."""
    after = "" if end in scene.ends else scene.word_after(end)
    return scene.text[start:end], end in scene.boundaries, after


def edge_facts(scene: Scene, step: Step, end: int) -> tuple[str, str, bool, bool, bool, bool, bool, bool]:
    """What `anchor_features.edge` tells the left edge by."""
    begin = step.begin
    person = step.said.place and person_before(scene, begin)
    quoted = scene.text.startswith("”", end)
    legal = scene.text.endswith(LEGAL, begin, end)
    before = "" if begin - 1 in scene.ends else scene.word_before(begin)
    alone = len(before) == 1 and not scene.text[begin - 2 : begin - 1].isalnum()
    again = _behind_another(scene, begin, end, before)
    if before and (says_what(scene, begin - len(before), before) or PHONE.fullmatch(before)):
        before = ""
    return step.word, before, begin in scene.boundaries, person, quoted, legal, alone, again


def _behind_another(scene: Scene, begin: int, end: int, before: str) -> bool:
    """Whether the name stands elsewhere too, behind another word: 刷新|五公司, and once more 在|五公司."""
    name, first, last = scene.text[begin:end], max(0, begin - REACH), end + REACH
    at = first - 1
    for _ in range(MOST):
        at = scene.text.find(name, at + 1, last)
        if at < 0:
            return False
        if at != begin and before != ("" if at - 1 in scene.ends else scene.word_before(at)):
            return True
    return False


REACH, MOST = 2000, 8
"""Characters on each side in which the name is looked for, and how often."""


def reach_facts(scene: Scene, step: Step, end: int) -> tuple[bool, float, int, int, bool]:
    """What `anchor_features.reach` tells the whole name by."""
    level = step.specific < 0.8 and LEVEL.match(scene.text[step.begin : end]) is not None
    part = scene.text.endswith(PARTS, step.begin, end)
    of_university = part and OF_UNIVERSITY.search(scene.text, step.begin, end) is not None
    return level, step.specific, step.words, end - step.begin, of_university

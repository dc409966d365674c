"""What reads like the name of an activity and is none: building works, a number of events, a way of doing."""

from __future__ import annotations

import re

from kg.lexicon import part_of_speech
from kg.mentions.scene import Scene

__all__ = ["is_manner", "names_none"]

# 书法活动|15项: how many there were, so that none of them is named
COUNTED = re.compile(r"[一二三四五六七八九十百千两多数几\d]+余?(?:[场项次期堂]|节课)")
HEADS = ("活动", "行动", "项目", "工程", "计划", "课程")
"""Weak kinds that are no verbs, so that no object or noun that they describe follows."""


def names_none(scene: Scene, start: int, end: int, strength: str) -> bool:
    """Whether the kind at start:end, which no marks make a name, ends none.

    A weak kind that is a verb as well belongs to the noun behind it: 优秀征文|作品.
    """
    text = scene.text
    if text.endswith(("项目", "工程"), start, end):
        return True  # 道路改造|项目: what is built
    if strength == "weak" and not text.endswith(HEADS, start, end):
        behind = scene.word_after(end)
        if len(behind) > 1 and part_of_speech(behind) == "n":
            return True
    return COUNTED.match(text, end) is not None


def is_manner(text: str, end: int) -> bool:
    """Whether a quotation, its marks with it, tells how something is done or what someone said.

    “线上直播+线下课堂”的形式; 老人连声说：“谢谢大家！”.
    """
    return text[end - 2] in "！？" or MANNER.match(text, end) is not None


MANNER = re.compile(r"(?:相结合|结合)?的?(?:形式|方式|模式|方法|理念|思路|原则|格局)(?!创新)")

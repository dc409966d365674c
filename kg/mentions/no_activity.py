"""What reads like the name of an activity and is none: building works, a number of events, a way of doing."""

from __future__ import annotations

import re

from kg.lexicon import part_of_speech
from kg.mentions.scene import Scene

__all__ = ["INDEFINITE", "is_manner", "names_none"]

# 道路改造|项目, 光伏|项目: what is built; but 职工素质|建设工程 is a programme
BUILT = re.compile(
    r"(?:[重改扩新迁续]建|(?<![质力化伍才风度家])建设|改造|施工|[风光热水核]电|光伏|发电|储能|电站|输变电|安置房|住宅"
    r"|地铁|轨道交通|隧道|大桥|水库|水利|引水|管[网廊线]|高速|铁路|公路|机场|码头|产业园|厂房|污水处理|总承包)[一-鿿]{0,2}(?:项目|工程)$"
)
# 书法活动|15项: how many there were, so that none of them is named
COUNTED = re.compile(r"[一二三四五六七八九十百千两多数几\d]+余?(?:[场项次期堂]|节课)")
HEADS = ("活动", "行动", "项目", "工程", "计划", "课程")
"""Weak kinds that are no verbs, so that no object or noun that they describe follows."""


def names_none(scene: Scene, start: int, end: int, strength: str) -> bool:
    """Whether the kind at start:end, which no marks make a name, ends none.

    A weak kind that is a verb as well belongs to the noun behind it: 优秀征文|作品.
    """
    text = scene.text
    if text.endswith(("项目", "工程"), start, end) and BUILT.search(text, max(0, start - 8), end):
        return True
    if strength == "weak" and not text.endswith(HEADS, start, end):
        behind = scene.word_after(end)
        if len(behind) > 1 and part_of_speech(behind) == "n":
            return True
    return COUNTED.match(text, end) is not None or text.startswith("工作", end)


# 举办|各类|书法活动: all of a kind
INDEFINITE = re.compile(r"各[类项种]|多[种样]|丰富多彩|形式多样|内容丰富")


def is_manner(text: str, start: int, end: int) -> bool:
    """Whether a quotation, its marks with it, tells how something is done or what someone said.

    “线上直播+线下课堂”的形式; 老人连声说：“谢谢大家！”.
    """
    said = text[end - 2] in "！？" and start > 0 and text[start - 1] in "，：。！？”\n"
    return said or MANNER.match(text, end) is not None


MANNER = re.compile(r"(?:相结合|结合)?的?(?:形式|方式|模式|方法|理念|思路|原则|格局)(?!创新)")

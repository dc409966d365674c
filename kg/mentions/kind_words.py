"""The words for a kind that activities end in, where they stand, and how far a name goes on to one."""

from __future__ import annotations

import re

from kg.lexicon import part_of_speech, word_list
from kg.mentions.scene import Scene
from kg.model import Class

__all__ = ["EDITION", "LONGEST_MIDDLE", "Anchors", "anchored_kinds", "kind_behind", "with_edition"]

Anchors = dict[int, tuple[int, Class, str]]


def anchored_kinds(scene: Scene) -> Anchors:
    """end -> (start, class, strength) of the longest kind word that ends there, at a token's end."""
    anchors: Anchors = {}
    for start, end, (kind, strength) in scene.hits.kinds:
        inside = end not in scene.boundaries and not scene.text.startswith(OPENS, end)
        if inside and not (end - start > 1 and scene.starts[scene.token_at(end)] <= start):
            continue
        if end not in anchors or start < anchors[end][0]:
            anchors[end] = (start, kind, strength)
    # 专题培训|班, 宣传|活动: another kind goes on right behind
    begun = {start for start, _, _ in anchors.values()}
    return {e: a for e, a in anchors.items() if e not in begun and scene.text[e : e + 1] not in TAILS}


OPENS = ("开幕", "开展", "开馆", "开赛", "开始", "开班")
"""What is said of an activity, and cut with its last character: 书画展|开幕 as 展开|幕."""
TAILS = frozenset("员者队组案点站月室费所群体机")


EDITION = re.compile(r"(?:20\d\d年度?|第[一二三四五六七八九十百\d]+届|首届)$")


def with_edition(text: str, start: int) -> int:
    """The start moved left over 第八届 or 2024年, and over the 第 of what begins inside one."""
    found = EDITION.search(text, max(0, start - 8), start)
    return found.start() if found else start - text.endswith("第", 0, start)


LONGEST_MIDDLE = 24
BRACKET = re.compile(r"（[一-鿿]{1,8}）(?=[一-鿿])")
STOPPING = frozenset("的了着过在由对向从与和及跟为把被将等是")


def kind_behind(scene: Scene, start: int, anchors: Anchors) -> tuple[int, Class | None]:
    """The end and class of the kind that follows a quoted name, over words that can stand between."""
    end, kind = start, None
    at = start
    while at < len(scene.text) and at - start <= LONGEST_MIDDLE:
        if whole := _kind_from(at, anchors):  # 主题劳动和技能竞赛
            at = end = whole
            kind = anchors[whole][1]
            continue
        word = scene.word_after(at)
        if word == "（" and at > start and (bracket := BRACKET.match(scene.text, at)):
            at = bracket.end()
            continue  # “…”职工节暨能手（标兵）报告会
        if not word[0].isalnum() and word not in "—":
            break
        if word[0] in STOPPING and len(word) == 1:
            break
        if (word in word_list("organize") and at > start) or NO_MIDDLE.match(scene.text, at):
            break
        if part_of_speech(word) in ("d", "r"):
            break
        at += len(word)
        if at in anchors and anchors[at][0] >= start:
            end, kind = at, anchors[at][1]
    return end, kind


# What stands between a quoted name and the kind of something else: “甲”走进|课堂, “甲”等|32项活动
NO_MIDDLE = re.compile(
    r"走[进上]|开[跑走赛幕]|落幕|登[上台场]|上线|亮相|来到|进入|微信|视频号|公众号|小程序|抖音|客户端"
    r"|[一二三四五六七八九十两\d]+余?(?:大系列|[节项场次门堂个名家位课])"
)


def _kind_from(start: int, anchors: Anchors) -> int | None:
    """The end of the shortest kind that begins at `start`."""
    ends = (end for end in range(start + 1, start + LONGEST_KIND + 1) if end in anchors)
    return next((end for end in ends if anchors[end][0] == start), None)


LONGEST_KIND = 12

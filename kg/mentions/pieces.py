"""Lists of pieces with those who made them, as prize-winners are printed: 巷口的灯（作者：某厂 甲乙）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.byline_words import HAN
from kg.lexicon import surnames
from kg.mentions.name_bounds import can_be_name
from kg.mentions.people import best_at
from kg.mentions.scene import Candidate, Scene

__all__ = ["pieces"]

PIECE = re.compile(
    r"^[ \u3000]*(?:\d{1,2}[.．、])?[ \u3000]*"
    r"(?P<title>[^《》（）()，。；：\n]{2,30})?(?P<marked>《[^《》\n]+》)?"
    r"[（(](?:作者|作|拍摄者?|摄影|指导教师|选送人?)[：:](?P<maker>[^（）()，。；\n]{2,40})[）)]$",
    re.MULTILINE,
)
# 某厂车间 安瑾, 某厂车间 安　瑾: the name set apart from the unit, or all there is
APART = re.compile(rf"(?:^|(?<=[ \u3000]))(?P<name>[{HAN}][ \u3000][{HAN}]|[{HAN}]{{2,4}})$")
# 甲的“长堤”获一等奖, 甲的“…”、乙的“…”获奖
WON = re.compile(
    r"的“(?P<title>[^“”\n]{2,20})”(?=(?:[、和][^，。；“”\n]{2,24}的“[^“”\n]{2,20}”)*(?:分别|荣|共同)?[获夺摘][^，。；\n]{0,16}奖)"
)
SHOWN = 6.0
BEHIND_UNIT = 5.0
"""Log-odds for what ends the bracket, right behind the unit. Set by hand: there has to be a name."""


def pieces(scene: Scene) -> Iterator[Candidate]:
    """The works of such a list, and the people who made them."""
    for won in WON.finditer(scene.text):
        yield Candidate(*won.span("title"), "Work", SHOWN, "piece")
    if "（" not in scene.text:
        return
    for found in PIECE.finditer(scene.text):
        if found["title"] and not found["marked"]:
            yield Candidate(*found.span("title"), "Work", SHOWN, "piece")
        if maker := _maker(scene, *found.span("maker")):
            yield maker


def _maker(scene: Scene, begin: int, end: int) -> Candidate | None:
    """The name at the end of what stands behind 作者."""
    apart = APART.search(scene.text[begin:end])
    if apart and apart["name"][0] in surnames() and can_be_name(re.sub(r"\s", "", apart["name"])):
        return Candidate(begin + apart.start("name"), end, "Person", SHOWN, "piece")
    found = (
        best_at(scene, start, (), "organisation before", BEHIND_UNIT) for start in range(end - 3, end - 1)
    )
    return next((c._replace(rule="piece") for c in found if c and c.end == end), None)

"""Firms and shops that a sentence introduces by their name: 一家名叫云泽的面馆, 一家叫“朔越”的物流企业."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.byline_words import HAN
from kg.mentions.scene import Candidate, Scene

__all__ = ["called_firms"]

SURE = 4.0
"""Log-odds of a name that is said to be one. Set by hand."""
KIND = (
    r"(?:企业|公司|集团|厂家?|[店馆铺坊行]|超市|餐厅|酒楼|酒吧|饭庄|客栈|民宿|农庄)(?![长员主名业])"
    r"(?<!图书馆)(?<!博物馆)(?<!体育馆)(?<!文化馆)(?<!展览馆)"
)
"""What is counted in 家, sells or makes something, and is no body of the state."""
CALLED = re.compile(
    rf"(?:[一两这那有开了]家|其中一家)[^，。；：、“”\n]{{0,4}}?(?:名叫|名为|叫做|叫作|叫)(?!不)"
    rf"(?:“(?P<quoted>[^“”，。]{{2,10}})”|(?P<name>[{HAN}]{{2,6}}?))的[^，。；：“”的\n]{{0,6}}?{KIND}"
)


def called_firms(scene: Scene) -> Iterator[Candidate]:
    """The names, without the word for the kind."""
    for found in CALLED.finditer(scene.text):
        start, end = found.span("quoted" if found["quoted"] else "name")
        if start in scene.boundaries and end in scene.boundaries:
            yield Candidate(start, end, "Company", SURE + 0.1 * (end - start), "called")

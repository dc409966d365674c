"""Lines beside an article that say where it comes from and who had it in hand, as web pages print them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lexicon import surnames

__all__ = ["COUNTED", "CREDIT", "EDITED", "HAN", "NAME", "OUTLET", "SOURCED", "STAMP", "WRITTEN", "editors"]

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
NAME = rf"[{HAN}]{{1,6}}?(?:[·•．][{HAN}]{{1,6}}){{0,3}}"
OUTLET = rf"[{HAN}·]{{1,8}}?(?:报|网站?|社|客户端|融媒|电视台|广播|公众号)"
SOURCED = r"(?:文章|本文|新闻|稿件|信息|图片|内容)?(?:来源|出处)|原标题|(?:发布|供稿)?(?:单位|部门)"
EDITED = (
    r"(?:责任|值班|执行|本版|本期)?编辑|责编|编审|主编|美编|[一二三终初复]审|审核|审校|校对|监制|签发|排版|制作"
    r"|发布[人者]"
)
COUNTED = r"(?:发布|更新|发表|发稿|上传|录入)(?:时间|日期)|阅读[量数]?|浏览(?:量|次数)?|点击[量数]?"
WRITTEN = r"(?:文章|本文|新闻|稿件)?作者|撰稿人?|供稿人"
STAMP = rf"(?:{OUTLET}\s*)?\d{{4}}[-/.年]\d\d?[-/.月]\d\d?日?"
CLOCK = r"\d\d?[:：]\d\d(?:[:：]\d\d)?"

PEOPLE = rf"{NAME}(?:[\s　、/／]+{NAME}){{0,4}}"
AUTHORS = rf"(?:[{HAN}]{{5,20}}[\s　]+)?{PEOPLE}"
"""Their unit may stand in front."""
ISSUED = rf"{STAMP}\s*(?:{CLOCK})?"
NOTE = (
    rf"(?:(?:{SOURCED})\s*[:：/／][^:：，。；！？]{{0,30}}?|(?:{EDITED}|供稿)\s*[:：/／]\s*(?:{PEOPLE})?"
    rf"|(?:{WRITTEN})\s*[:：/／]\s*(?:{AUTHORS})?|(?:{COUNTED})\s*[:：]\s*(?:{ISSUED}|\d*))"
)
DATED = rf"(?:时间|日期)\s*[:：]\s*\d{{2}}(?:\d\d)?[-/.年]\d\d?[-/.月]\d\d?日?\s*(?:{CLOCK})?"
NOTES = rf"(?:{DATED}\s*)?{NOTE}(?:[\s　|｜]*(?:{NOTE}|{DATED}|{ISSUED}))*[\s　|｜]*"
SHORT = rf"[{HAN}]{{2,4}}(?:[\s　、]+[{HAN}]{{2,4}}){{0,3}}"
CREDIT = re.compile(
    rf"[（(【\[]?\s*(?:{NOTES}|{OUTLET}\s*{ISSUED})[）)】\]]?"  # 来源：江城日报 作者：甲乙
    rf"|[□■]?\s*(?:{WRITTEN})[\s　]+{PEOPLE}|[□■●◆▲◎]\s*{SHORT}"  # 作者 甲乙 丙; □甲乙
    rf"|(?:{PEOPLE}\s*文\s*[/／]\s*[图摄]\s*)?{STAMP}\s*(?:{CLOCK}|(?=[{HAN}]))\s*(?:[-—]\s*)?(?:{OUTLET})?\s*"
    rf"(?:{NOTES})?|《{OUTLET}》\s*[（(]{STAMP}[^（）()]{{0,8}}[）)]"  # 《江城日报》（2016年05月12日 06版）
)
"""A line that says where a piece comes from and who had it in hand."""
NEXT = rf"[ 　、]+(?!{EDITED}|{WRITTEN}|记者|通讯员)[{HAN}]{{2,3}}"
EDITORS = re.compile(
    rf"(?:{EDITED})[ 　]*[:：/／ 　][ 　]*(?P<names>[{HAN}]{{2,3}}(?:{NEXT}){{0,3}})(?![{HAN}])"
)


def editors(text: str) -> Iterator[tuple[int, int]]:
    """Where the names of those stand who had a piece in hand, but did not write it.

    >>> [text[a:b] for text in ["（责编：赵甲乙 审核：钱丙）"] for a, b in editors(text)]
    ['赵甲乙', '钱丙']
    """
    for found in EDITORS.finditer(text):
        for name in re.finditer(rf"[{HAN}]+", found["names"]):
            if name[0][0] in surnames():
                begin = found.start("names")
                yield begin + name.start(), begin + name.end()

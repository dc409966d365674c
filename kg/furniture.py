"""What a web page prints around an article and is no part of it: crumbs, buttons, notices of rights."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import zip_longest

from kg.byline_words import posts_from
from kg.bylines import dateline, signature
from kg.lexicon import words
from kg.page_lines import Line, finished

__all__ = ["is_furniture", "without_furniture"]

LONGEST = 160
"""Characters of a line that is looked at: a notice of rights has seldom more."""
LONELY = 3
"""Characters of a button that alone on its line may be the end of a sentence: 关闭, 返回."""
CRUMBS = re.compile(
    r"[您你]?(?:当前|现在|目前)?(?:所?在)?的?(?:位置|栏目)(?:导航)?\s*[：:]"
    r"|(?:网站)?首页\s*[-—_>＞›»/|｜]|[^，。；！？：:>＞›»]{1,20}(?:[>＞›»]++[^，。；！？>＞›»]{0,40}+)++$"
)
"""Where in its site a page stands: 当前位置：首页 > 工会新闻 > 正文."""
RIGHTS = re.compile(
    r"版权(?:所有|声明)|ICP备|公网安备|Copyright|©|(?:技术(?:支持|开发)|运营管理)[：:]|违法和不良信息"
    r"|邮(?:政)?编(?:码)?\s*[：:]?\s*\d{6}|许可证(?:编?号)?\s*[：:]|未经.{0,16}(?:授权|许可|同意|允许).{0,24}(?:转载|复制|使用)",
    re.IGNORECASE,
)
NOTICE = re.compile(r"©|版权(?:所有|声明)\s*[：:©@]|未经")
"""What a notice of rights begins with that is a sentence."""
FILE = re.compile(
    r"\S{1,80}\.(?:jpe?g|png|gif|bmp|webp|docx?|xlsx?|pdf|zip|mp4)|[\[【（(]?(?:(?:https?:)?//|www\.)\S+",
    re.IGNORECASE,
)
LABELLED = re.compile(
    r"(?:热门)?(?:关键[词字]|标签|主题词)\s*[：:]|[上下]一?(?:篇|条|页|版|则)\s*[：:]|查看完整版本|页\s*[：:]\s*\["
    r"|(?:相关|推荐|热门|延伸)(?:阅读|链接|新闻|文章|推荐|报道)\s*[：:]?$"
    r"|(?:长按|扫描|识别|微信扫|扫一扫|扫码|下载|打开|关注|进入)[^，。；！？]{0,24}(?:二维码|客户端|APP|公众号|小程序|当前页|浏览更多|手机版)[^，。；！？]{0,8}$"
    r"|[^，。；！？]{0,12}(?:微信公众号|客户端|二维码)(?:入口|下载)?$"
    r"|(?:点击|长按)(?:上方|下方|左下角|右上角|查看|阅读|屏幕|图片)[^。；！？]{0,30}$|关注公众号[^。]{0,24}$"
    r"|【?(?:新闻|报料|爆料|线索报料|客服)】?(?:热线|电话)\s*[：:】]|投稿(?:邮箱|电话)\s*[：:]|用户名\s*[：:]|友情链接"
    r"|(?:免责|特别|版权)声明\s*[：:】\]]|本(?:文|站|网站|平台|电子版)[^。]{0,40}(?:转载|不代表|侵权|版权归)"
)
NOTE = re.compile(
    r"[（(【\[]\s*(?:原题|原标题|综合|本报综合|本文|据|摘自|原载|来源|转自|转载|作者(?:为|系|单位)|文中|应(?:受访|采访|当事)"
    r"|上接|下转|相关报道|线索提供|完[）)])[^（）()]{0,80}[）)】\]]?|[（(][^（）()，。]{0,20}对本文亦有贡献[）)]"
)
"""A remark on the piece in brackets, a line of its own: （据某报）, （下转第4版）, （文中老王为化名）."""
ENDING = re.compile(
    r"[—\-\s]*(?:END|全文完)[—\-\s]*|[【\[（(]?(?:往期|延伸|相关|推荐|热门|精彩|更多|新闻)(?:推荐|阅读|回顾|新闻|文章|报道|精彩)[】\]）)]?\s*(?:[：:·•][^。]{0,60})?"
    r"|大家都在看|猜你喜欢|今日热[点门]|一周热点|头条焦点|热门资讯|其他文章",
    re.IGNORECASE,
)
"""What a report ends with on a site or in an account: titles of other reports stand behind it."""
LONGEST_LINK = 50
"""Characters of a line behind such an end that is no prose."""
ACCOUNT = re.compile(
    r"[^，。：:；！？“”（）()]{2,20}?[\s　]*(?:19|20)\d\d[-/.年]\d\d?[-/.月]\d\d?日?"
    r"[\s　]*(?:\d\d?[:：]\d\d(?:[:：]\d\d)?)?"
    r"[\s　]*(?P<posted>发[表布]于)?[\s　]*(?P<place>[一-鿿]{2,4})"
)
"""The line of a public account: its name, the time, the place where it was posted."""
CREDITS = re.compile("(?:来源|作者|记者|通讯员|编辑|时间|日期|单位)\\s*[：:]")
"""What only a byline has: its lines are read as one."""
LETTERS = re.compile("[一-鿿A-Za-z]+")
TIMES = re.compile(
    r"\d{4}\s*[-/.年]\s*\d\d?\s*[-/.月]\s*\d\d?\s*日?|第\s*[A-Z]?\d{1,3}\s*版"
    r"|(?:本文|本页)?(?:已被?)?(?:浏览|阅读|点击|访问)[量数]?\s*[：:]?\s*\d+\s*次",
    re.IGNORECASE,
)


def without_furniture(rows: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The rows of a text, and those of what stands around it; a row behind such ones is `apart`."""
    text: list[Line] = []
    around: list[Line] = []
    apart = over = False
    for row, below in zip_longest(rows, rows[1:]):
        above = text[-1] if text and not apart else None
        over = (over and _is_link(row, below)) or (
            text != [] and ENDING.fullmatch(row.text) is not None and _is_over(above)
        )
        if not row.level and is_furniture(row.text) and (len(row.text) > LONELY or _is_over(above)):
            around.append(row)
            apart = True
        elif over and signature(row.text) is None:
            around.append(row)
        else:
            text.append(replace(row, apart=True) if apart else row)
            apart = False
    return text, around


def _is_link(row: Line, below: Line | None) -> bool:
    """Whether a line behind the end of a report is only the title of another: no heading, and no prose."""
    begins = any(line and dateline(line.text) for line in (row, below))
    return not row.level and len(row.text) <= LONGEST_LINK and not begins


def _is_over(above: Line | None) -> bool:
    """Whether nothing can go on behind a line: it is a heading, a whole sentence or a byline."""
    return above is None or above.level > 0 or finished(above.text) or signature(above.text) is not None


def is_furniture(text: str) -> bool:
    """Whether a line is nothing that an article says.

    >>> is_furniture("当前位置：首页 > 要闻"), is_furniture("上一篇 放大"), is_furniture("某网 版权所有")
    (True, True, True)
    >>> is_furniture("首页设计大赛在某市举行"), is_furniture("大中小企业")
    (False, False)
    """
    if len(text) > LONGEST:
        return False
    if FILE.fullmatch(text) or (NOTE.fullmatch(text) and not CREDITS.search(text)):
        return True
    if (posted := ACCOUNT.fullmatch(text)) and (posted["posted"] or posts_from(posted["place"])):
        return True
    if CREDITS.search(text):
        return False
    if CRUMBS.match(text) or LABELLED.match(text):
        return True
    if RIGHTS.search(text):
        return not finished(text) or NOTICE.match(text) is not None
    said = LETTERS.findall(TIMES.sub(" ", text))
    return bool(said) and all(map(_buttons().fullmatch, said)) and not all(map(SIZES.fullmatch, said))


SIZES = re.compile("[大中小T]+")


@cache
def _buttons() -> re.Pattern[str]:
    """Buttons that stand together; what one takes is not given back, as a page may repeat them for ever."""
    return re.compile(f"(?>{words('buttons').pattern}|[大中小T])++")

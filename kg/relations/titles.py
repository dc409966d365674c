"""What a title says: whether it is a post, a trade or neither, and what stands around it."""

from __future__ import annotations

import re

from kg.lexicon import word_list, words
from kg.sentences import BULLETS

__all__ = [
    "bare_title",
    "ends_in_title",
    "is_calling",
    "is_general",
    "is_leading_trade",
    "is_post",
    "is_trade",
    "of_another",
    "rank",
    "shared",
]

LEADING = re.compile(
    r"^(?:的|以及|和|与|及|由|请求辞去|请|来自|包括|原|时任|现任|前任|曾任|其中|邀请|任命|免去|辞去|聘任|聘请|选举|推选|经选举|感谢|记者采访|\d+后(?!勤)|当班|当(?=[一-鿿]{1,6}[员工师手])|青年|年轻|女(?![职工])|新当选的?|[看遇见说听]到|派出|[请迎]来|来(?=[一-鿿]{2,4}员)|[去今前]年|[首第][一二三四五六七八九十]?[批任代届位](?=.{2})|我司|同(?=[一-鿿]{2,5}[事长任员]$)|新一届的?|[老新](?=[一-鿿]{1,4}[工员手匠长])(?!年|干部|龄|能源|媒体|产|闻|区|市)|[一-鿿]{1,4}(?<!民)族(?!馆)|[一-鿿]{2,4}籍|号|一线|承办|年近.{1,3}的|.{1,3}岁的|\d+岁的|已故|新任|退休|在任|（[^（）]*）|[我本][院校局厂矿县市区镇乡](?=副|[^领])|[（(])+"
)
TRAILING = re.compile(r"(?:的|职务|一职|同志|(?<!首席)(?<!职工)代表|等|（[^）]*）|兼)$")


def ends_in_title(text: str) -> bool:
    """Whether a text ends in a post or a trade."""
    return any(shown.search(text) for shown in (words("heads_end"), words("occupations_end")))


def bare_title(text: str) -> str:
    """A title without the words around it: 请求辞去|副省长|职务.

    >>> bare_title("原副主席"), bare_title("请求辞去副省长职务")
    ('副主席', '副省长')
    """
    return TRAILING.sub("", LEADING.sub("", text.lstrip(BULLETS).strip(" \u3000的")))


def is_post(title: str) -> bool:
    """Whether the words between an organisation and a name are a post, not a trade or a phrase.

    >>> is_post("党组书记"), is_post("的工作得到了主席"), is_post("职工")
    (True, False, False)
    """
    head = words("heads_end").search(title)
    if (
        not head
        or len(title) > 16
        or title in word_list("trades")
        or PRAISE.search(title)
        or title.startswith("等")
        or any(
            c in title
            for c in "的了在是将把被和与用向给托“”《》，。"
            if c not in "和与" or not OFFICE.match(title)
        )
    ):
        return False
    return title not in ("代表", "成员", "专家", "干部", "教师代表") or len(title) > 2


PRAISE = re.compile("十佳|百佳|优秀|先进|最美|模范")  # 市十佳班主任 is an honour
# 法律和权益保障部部长: the word that joins stands in the name of the office
OFFICE = re.compile(
    r"[一-鿿]{2,8}[和与][一-鿿]{2,10}[部处科室司局院系中心所站](?:副|常务副)?(?:部长|处长|科长|主任|司长|局长|院长|所长|站长)"
)


def is_trade(title: str) -> bool:
    """Whether the words behind an organisation say what a person does there: 骑手, 急诊科医生.

    >>> is_trade("急诊科医生"), is_trade("工会志愿者队伍")
    (True, False)
    """
    return bool(words("occupations_end").search(title)) and 1 < len(title) <= 10 and not CLAUSE.search(title)


CLAUSE = re.compile(r"[的了着过在和与及是为被把将对向给让等]|以及|来自")


def is_general(title: str) -> bool:
    """Whether a title is no more than the word for many, or praise: 参赛选手, 老职工, 市十佳班主任."""
    return GENERAL.search(title) is not None or PRAISE.search(title) is not None


GENERAL = re.compile(r"^女工$|选手$|学生$|[青新老]年?职工$")


def is_leading_trade(title: str) -> bool:
    """Whether a title says who leads a workshop or founded a firm."""
    return title in ("领衔人", "带头人", "创始人")


def is_calling(title: str) -> bool:
    """Whether a title is a calling, no post where no organisation is named: 法官, 维修技师; not 党委委员."""
    return CALLING.search(title) is not None and not PARTY.search(title)


CALLING = re.compile(
    r"(?:[师官工]|教练|教练员|律师|教授|调解员|专家|代表|委员|成员|顾问|院士|干部|编辑|记者)$"
)
PARTY = re.compile("党委|党组|党工委|纪委|常委")


def rank(text: str) -> str:
    """The rank at the end of a text whose body was not recognised: 某某|党支部书记, '' for none.

    >>> rank("新桥第二实验小学副校长"), rank("劳模代表")
    ('副校长', '')
    """
    found = RANK.search(text)
    return found.group() if found else ""


RANK = re.compile(
    r"(?:党委|党组|党总支|党支部|党工委|工会|常务|专职)?副?(?:秘书长|组长|书记|主席|主任|局长|校长|院长|厂长|矿长|董事长|总经理|会长|站长)$"
)


def shared(title: str) -> bool:
    """Whether a title before a list of people is that of all: 副主席甲、乙, 司机甲、乙."""
    return SEVERAL.match(title) is not None or is_trade(title)


def of_another(title: str) -> bool:
    """Whether a title brings a body of its own that was not recognised: 大会主席团|常务主席."""
    return BODY.match(title) is not None


BODY = re.compile(
    r"[一-鿿]{2,}?(?:主席团|总会|学会|协会|商会|促进会|基金会|委员会|集团|公司|大学|银行|研究院|指导组|领导小组|指挥部)"
    r"[^部处科室委]{0,5}(?:书记|主席|会长|秘书长|主任|组长|总裁|董事长|经理|院长|校长|总监|理事|理事长|行长)$"
)


SEVERAL = re.compile(r"(?:党委|党组|团委|纪委|工会|妇联)?(?:常务)?副|(?:党委|常委会)?(?:委员|常委|成员)")

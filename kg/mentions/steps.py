"""How far a name may reach to the left of the word for its kind, token by token."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.lexicon import frequency, part_of_speech, surnames, word_list
from kg.mentions.anchor_features import BUILDER, NATION, VERB, begins_name
from kg.mentions.coined import can_be_coined, coined
from kg.mentions.scene import Piece, Scene, piece
from kg.mentions.suffixes import UNION_WORDS, is_suffix, suffix_class
from kg.model import Class
from kg.places import is_place

__all__ = [
    "BRACKET",
    "COINING",
    "LEGAL",
    "NUMERAL",
    "SAYS_WHAT",
    "Step",
    "behind_committee",
    "no_place",
    "person_before",
    "says_what",
    "steps",
    "stops",
]


@dataclass(slots=True)
class Step:
    """How far to the left a name may reach: the word reached last, and what all of them tell."""

    begin: int
    word: str
    said: Piece
    specific: float
    words: int
    placed: bool
    """Whether a place stands behind it in the name."""


def steps(scene: Scene, start: int, end: int, kind: Class) -> Iterator[Step]:
    """From the anchor text[start:end] to the left, word by word, up to one that no name reaches over."""
    specific, left, led, full, seen_place, seen_quote = 0.0, start, False, False, False, False
    placed = False
    legal = scene.text.endswith(LEGAL, start, end)
    for number, (begin, word) in enumerate(scene.before(start), 1):
        if begin >= left:
            continue  # inside a bracket that was taken whole
        if _too_far(scene, begin, start, end, kind, word) or (kind == "Platform" and seen_quote):
            return
        begin, said = _said(scene, begin, word, kind, seen_place, specific if left < start else 1.0)
        governs = kind == "Government" and behind_committee(scene, begin)  # 某县委|县|政府
        brand = coined(scene, begin, word, said, legal=legal) if kind in COINING and not governs else None
        if brand:
            begin, word, said = brand
        if kind == "Company" and left == start and NUMERAL.fullmatch(word):
            begin, word, said = _numbered(scene, begin, word)
        if word in DIRECTION and left == start and is_place(scene.word_before(begin)):
            said = Piece(0.3, 0.3)  # 济南|西|机务段
        if said is None and word in SOFT and legal and not is_suffix(scene.word_before(begin)):
            said = Piece(-0.3, 0.3)
        if kind == "School" and seen_place and word in word_list("firms"):
            return  # 某有限公司|浙江工匠学院
        if len(word) > 2 and word[-2:] in word_list("heads") and word[-2:] not in word_list("posts_in_names"):
            return  # 某医院|党委书记|某人
        if kind == "Company" and says_what(scene, begin, word):
            return  # 施工单位|上海某集团, 龙头企业|某公司
        if said is None or (not brand and begin + len(word) == start and _torn(scene, begin, word)):
            return
        if word in CAPITAL and kind in ("Union", "Facility", "Organisation"):
            # 首都工会 are all the unions there, 首都博物馆 is one
            said = Piece(said.score, 0.3 if kind == "Union" else 0.8, said.place)
        elif kind == "Union" and word in NATION:
            said = Piece(said.score, 0.3, said.place)
        if word[-1] == "委" and scene.text.endswith("政府", start, end) and behind_committee(scene, left):
            return  # 某县委|县政府
        if said.score <= VERB and kind != "Platform" and (led or BUILDER.match(scene.text, left)):
            return  # 有|天津市总工会, 甲|希望|中建二局; but 爱某县APP
        if said.place and BUILDER.match(scene.text, left):
            return  # 某新区|中建三局
        if full and (_common_noun(word) or word in UNION_WORDS or word[0].isdigit()):
            return  # 推荐对象|某省第三人民医院, 甲市总工会|甲市应急管理局, 电话|某市
        verb = kind == "District" and not said.place and part_of_speech(word) == "v"
        if verb and (len(word) == 1 or left < start):
            return  # 走|社区, 发动|某街|社区
        specific += said.specific
        yield Step(begin, word, said, specific, number, placed)
        if said.place and person_before(scene, begin):
            return
        if word in BARE and kind in HAVE_LEVELS and no_place(scene.word_before(begin)):
            return  # 这几年|市总工会, 归|市财政局
        led = said.place or begins_name(word) or scene.text.startswith(TOWN, begin + len(word))
        full = said.place and word[-1] in BARE and kind in GOVERNED
        seen_quote = word == "”"
        seen_place = said.place or (seen_place and said.score > 0)
        left, placed = begin, placed or said.place


def says_what(scene: Scene, begin: int, word: str) -> bool:
    """Whether the word that begins here only says what the firm is that is named behind it."""
    end = begin + len(word)
    if not scene.text.endswith(SAYS_WHAT, 0, end):  # 第三|人 is two words to the tokenizer
        return False
    if scene.text.endswith(PARTY, 0, end):
        return True
    own = scene.word_after(end)
    return len(own) > 1 and (not part_of_speech(own) or begins_name(own))


@lru_cache(maxsize=1 << 14)
def stops(word: str, coining: bool) -> bool:
    """Whether no name reaches over a word, whatever stands around it: `steps` stops there at once.

    `coining`: the name is of a class for which a word may be part of a coined one.
    """
    if not word:
        return True
    told = not _plain(word) or word in SOFT or word in DIRECTION or (coining and can_be_coined(word))
    return not told and _piece_in(word, False) is None


def behind_committee(scene: Scene, begin: int) -> bool:
    """Whether the party's committee ends where its government begins: 某县委|县政府, 镇党委|政府."""
    return COMMITTEE.search(scene.text, max(0, begin - 2), begin) is not None


COMMITTEE = re.compile(r"[省市区县州旗盟党工]委$")

PARTY = (
    "单位",
    "上诉人",
    "申请人",
    "被告",
    "原告",
    "被告人",
    "第三人",
    "改判",
    "供应商",
    "供货商",
    "开发商",
    "运营商",
)
"""Who a firm is in a contract or a suit, which stands in front of its name."""
SAYS_WHAT = (*PARTY, "企业", "民企", "国企", "央企", "车企", "药企", "房企", "名企")
"""The same, and what a firm is, in front of a name of its own: 龙头企业|朔越食品公司, but 企业管理公司."""
DIRECTION = frozenset("东西南北")

NUMERAL = re.compile(r"第?[一二三四五六七八九十]{1,3}")

BARE = frozenset("省市区县州旗")
HAVE_LEVELS: tuple[Class, ...] = ("Union", "Government", "School")
GOVERNED: tuple[Class, ...] = (*HAVE_LEVELS, "Organisation")
"""Whose names have nothing in front of a place but other bodies."""
TOWN = ("街道", "镇", "乡")


@lru_cache(maxsize=1 << 14)
def _common_noun(word: str) -> bool:
    """Whether a word is a common noun that no body is called by and no body's name ends in."""
    plain = len(word) > 1 and part_of_speech(word) == "n" and frequency(word) >= COMMON
    return plain and not (begins_name(word) or is_suffix(word) or word in word_list("business"))


COMMON = 300
"""Occurrences in 60 million words from which a noun is more likely one than a name."""


def _numbered(scene: Scene, begin: int, number: str) -> tuple[int, str, Piece]:
    """A unit's number with the work in front of it as one word: 化工一|厂, 运营二|分公司."""
    work = scene.word_before(begin)
    said = piece(work) if len(work) > 1 else None
    if said is None or said.place or said.specific > 0.4 or is_suffix(work) or work in word_list("trades"):
        return begin, number, Piece(0.3, 0.3)
    return begin - len(work), work + number, Piece(0.5, 0.8)


def no_place(word: str) -> bool:
    """Whether a word can be no place whose level stands behind it: 这几年|市总工会, but 航空港|区总工会."""
    return part_of_speech(word)[:1] in tuple("vdtlirpcmaf") and not is_place(word) and not is_suffix(word)


LEGAL = ("有限公司", "有限责任公司", "事务所", "合作社")

SOFT = frozenset("中上下大内外前后新来出入进正才到之都会间本以能可且所和")
"""Function words that firms are named with too (科兴中维, 上天梯怡和), where the legal form shows a firm."""

COINING: tuple[Class, ...] = ("Company", "Facility", "School", "Organisation", "Government")


def _too_far(scene: Scene, begin: int, start: int, end: int, kind: Class, word: str) -> bool:
    village = start + 1 == end and kind == "District" and end - begin > 5
    two = word in UNION_WORDS and (
        kind == "Company" or (kind == "Union" and scene.text[start:end] in UNION_WORDS)
    )
    place = kind == "District" and (is_place(word) or word in DISTRICT_TAILS)
    built = kind == "Facility" and word in ("建设", "建成", "建立", "打造")
    return end - begin > LONGEST or village or two or place or built


LONGEST = 40

MEASURES = frozenset("家个名位所场次项期批座支条人余多届届")

JOINED: tuple[Class, ...] = ("School", "Government", "Organisation")


def person_before(scene: Scene, begin: int) -> bool:
    """Whether a person's name ends where a place begins: 免去郑某某|宁波市总工会副主席职务."""
    word = scene.word_before(begin)
    known = part_of_speech(word) in ("", "nr") and not is_place(word)
    if len(word) not in (2, 3) or not known or word[0] not in surnames() or is_suffix(word):
        return False
    said = scene.word_before(begin - len(word))
    return said in word_list("appoint") or said in word_list("heads")


def _torn(scene: Scene, begin: int, word: str) -> bool:
    """Whether an anchor was found inside a common word, whose rest is no word: 党和|政府."""
    token = scene.tokens[scene.token_at(begin)]
    return len(token) > len(word) and part_of_speech(token)[:1] not in ("", "n") and not part_of_speech(word)


YEAR = re.compile(r"(?:19|20)\d\d年?(?!号)")

MARK = re.compile(r"[，。；：！？…]")

BRACKET = re.compile(r"[（(](?!以下|下称|简称|统称)[一-鿿]{2,6}[）)]$")


def _said(
    scene: Scene, begin: int, word: str, kind: Class, seen_place: bool, specific: float
) -> tuple[int, Piece | None]:
    """What the token says in the name, and where it begins: marks and numbers reach further left."""
    if _plain(word):
        return begin, _piece_in(word, seen_place)
    if (
        word in "》”"
        and (at := scene.text.rfind("《" if word == "》" else "“", max(0, begin - 20), begin)) >= 0
    ):
        return at, None if MARK.search(scene.text, at, begin) else Piece(0.8, 1.0)
    if word in "）)" and (bracket := BRACKET.search(scene.text, max(0, begin - 8), begin + 1)):
        return bracket.start(), Piece(0.3, 0.0)
    if YEAR.match(scene.text, begin):
        return begin, None
    if word[0] in NUMBERED and (number := NUMBER.search(scene.text, max(0, begin - 20), begin)):
        return number.start(), Piece(0.5, 1.0)  # 474路, 八连
    if word == "直":  # 北京市|直|机关工会
        return begin, Piece(0.0, 0.0) if scene.text.startswith("机关", begin + 1) else None
    if word in COUNTED_PLACES and (
        is_place(street := scene.word_before(begin)) or street[-1:] in ("路", "街")
    ):
        return begin, None  # 大沥镇|一处|商业广场
    if word[0] in MEASURES and COUNTED.match(scene.text, max(0, begin - 1), begin):
        return begin, None  # 22|家|总工会
    joined = word in "与和" and kind in JOINED and (specific < 0.9 or kind == "Government")
    if joined and not suffix_class(scene.word_before(begin)) and not is_place(scene.word_before(begin)):
        return begin, Piece(-0.7, 0.0)  # 体育与运动学院, 人力资源和社会保障局
    whole = scene.text.startswith(ENDINGS, begin + len(word))  # 社区|联合工会, 钢铁|联合有限公司
    if word in JOINING and not whole and begin and _closes(scene.word_before(begin)):
        return begin, None  # 总工会|联合某公司
    return begin, _piece_in(word, seen_place)


JOINING = frozenset(["联合", "组织", "支持", "协调", "安排", "救助", "支援", "指导", "服务", "合作"])


ENDINGS = ("工会", "有限", "股份", "集团", "总公司", "发展")


def _closes(word: str) -> bool:
    """Whether a name ends with the word: 总工会|联合…, 市总|联合…."""
    return (len(word) > 1 and is_suffix(word)) or word[-1] == "总" or word.endswith("工会")


NUMBERED = frozenset("路号线团师连")

COUNTED_PLACES = frozenset(["一处", "两处", "三处", "多处", "几处", "一座", "一所"])

SAID_BY_NEIGHBOURS = NUMBERED | MEASURES

NUMBER = re.compile(r"[\d一二三四五六七八九十百]+$")

COUNT = re.compile(r"两|[两几多数二三四五六七八九十百]+[家个座所]")

COUNTED = re.compile(r"[\d一二三四五六七八九十百千万两几多余]")


@lru_cache(maxsize=1 << 14)
def _plain(word: str) -> bool:
    """Whether a word tells by itself what it says in a name, whatever stands around it."""
    return not (
        word in "》”）)与和直"
        or word[0] in SAID_BY_NEIGHBOURS
        or word in JOINING
        or word in COUNTED_PLACES
        or word[:2] in ("19", "20")
    )


@lru_cache(maxsize=1 << 14)
def _piece_in(word: str, seen_place: bool) -> Piece | None:
    """A token inside a name; left of a place only another place or an organisation goes on with it."""
    if COUNT.fullmatch(word):
        return None  # 甲、乙|两座|煤矿
    said = piece(word)
    brand = (said and said.place) or word in word_list("business")
    if len(word) > 1 and is_suffix(word) and not brand:
        return Piece(0.25, min(said.specific, 0.3) if said else 0.0)
    if said and seen_place and not said.place and word not in NATION and len(word) > 1:
        return Piece(said.score - 0.6, said.specific)
    return said


CAPITAL = frozenset(["首都", "国家"])

DISTRICT_TAILS = frozenset(["街道", "镇", "乡", "社区", "村", "地区", "省", "市", "区", "县"])

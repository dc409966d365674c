"""Names that end in the word for their kind: unions, companies, places, schools, offices, halls.

Each such word is an anchor. From it the name is followed to the left, token by token; every token
says how well a name reaches over it, and the best left edge wins. A name needs something specific
in it (「基层工会」 names no one) or a level that the article can fill in (「区总工会」).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from operator import itemgetter

from kg.lexicon import known_names, part_of_speech, word_list, words
from kg.mentions.anchor_features import anchor, inside, reach
from kg.mentions.anchor_features import edge as edge_features
from kg.mentions.edges import edge
from kg.mentions.name_facts import anchor_facts, edge_facts, reach_facts
from kg.mentions.scene import Candidate, Scene, piece
from kg.mentions.settled import settled, without_districts
from kg.mentions.steps import (
    BRACKET,
    COINING,
    LEGAL,
    NUMERAL,
    Step,
    behind_committee,
    no_place,
    steps,
    stops,
)
from kg.mentions.suffixes import (
    GENERIC_AFTER,
    LEVEL,
    OTHER_WORD,
    QUANTIFIERS,
    suffix_class,
)
from kg.mentions.units import post_at
from kg.mentions.weights import BIAS, weigher
from kg.model import Class
from kg.places import is_place

__all__ = [
    "MODEL",
    "anchored",
    "anchors",
    "ending_at",
    "left_edges",
    "singles_out",
]


def anchored(scene: Scene) -> Iterator[Candidate]:
    """All candidates that a suffix anchors, the best left edge for each."""
    for start, end, kind in anchors(scene):
        if not stops(scene.word_before(start), kind in COINING):
            yield from _grown(scene, start, end, kind)


def ending_at(scene: Scene, at: int) -> Iterator[Candidate]:
    """The candidates that a suffix ending at `at` anchors."""
    for start, end, kind in anchors(scene, at, at):
        yield from _grown(scene, start, end, kind)


def anchors(scene: Scene, first: int = 0, last: int | None = None) -> Iterator[tuple[int, int, Class]]:
    """The words for a kind at which a name can end, of several that end together the longest.

    Given `first` and `last`, those that end from the one to the other.
    """
    done, listed = 0, scene.hits.suffixes  # of those that end together the longest first
    begin = bisect_left(listed, first, key=_end) if first else 0
    for start, end, kind in islice(listed, begin, None):
        if last is not None and end > last:
            return
        if end > done and _ends_here(scene, start, end, kind):
            yield start, end, kind
        done = end


_end = itemgetter(1)


def _closed(scene: Scene, end: int) -> bool:
    """Whether no name goes on at `end`: a mark, a verb, or a word for a person stands there."""
    after = scene.word_after(end)
    said = piece(after) if after and after[0].isalnum() else None
    person = words("trades").match(after) or words("heads").match(after)
    return said is None or said.score <= -1.0 or person is not None


def _of_title(three: str) -> bool:
    """Whether the last character of a name and 长 behind it are a title: 校长王, not 校|长期."""
    return three[:2] in word_list("heads") and not part_of_speech(three[1:])


def _ends_here(scene: Scene, start: int, end: int, kind: Class) -> bool:
    """Whether the anchor is a word of its own: a short one must end where a token does."""
    whole, word = end in scene.boundaries, scene.text[start:end]
    small = kind == "District" and word in ("镇", "乡", "村")
    if end - start == 1 and (not whole or (kind == "District" and not small)):
        return False  # 区, 县, 市 alone: the gazetteer knows them all
    if kind == "District" and scene.text[start - 1 : start] in OWN:
        return False  # 本|地区
    if not whole and scene.text.startswith("长", end):
        return False  # 中队|长
    number = scene.token_before(end)
    token = scene.tokens[number]
    if small and (NO_VILLAGE.search(token) or _plain_word(token)):
        return False
    if (kind == "District" or end - start == 1) and is_place(token):
        return False  # 驻马店 is no shop
    if scene.text.startswith("长", end) and _of_title(scene.text[end - 1 : end + 2]):
        return False  # 实验小学|校长甲, 某大队|中队长乙
    if _no_office(token) or (word == "银行" and scene.text.startswith("业", end)):
        return False
    if not whole and scene.starts[number] > start:
        rest = scene.word_after(end)
        torn = end - start > 2 and not part_of_speech(token)  # 妇幼保健|院当
        if not torn and not (words("heads").match(rest) or words("trades").match(rest)):
            return False  # 律师|事务所律师 is a firm and its lawyer
    if kind == "Company" and word in word_list("business"):
        if not _closed(scene, end):
            return False
        if scene.starts[number] < start and part_of_speech(token):
            return False  # 起|重机
    goes_on = GENERIC_AFTER if word == "工会" else OTHER_WORD if end - start == 1 else None
    return goes_on is None or goes_on.match(scene.text, end) is None


OWN = tuple("本该各全我此每")


@lru_cache(maxsize=1 << 14)
def _plain_word(token: str) -> bool:
    """Whether a token is a word of the dictionary and no name: 返乡, 渔村."""
    return len(token) > 1 and part_of_speech(token)[:1] in tuple("vadt")


@lru_cache(maxsize=1 << 14)
def _no_office(token: str) -> bool:
    return words("no_offices").search(token) is not None


NO_VILLAGE = re.compile(
    r"^(?:[乡村]?[城小古市集街][镇村]|.?[农新山渔乡老全各本该进下驻同][村镇乡]|[故家思回下老]乡)$"
)


def singles_out(scene: Scene, step: Step, start: int, end: int, kind: Class) -> bool:
    """Whether a name that begins here holds enough of its own to name one bearer."""
    if scene.text.startswith(QUANTIFIERS, step.begin) and known_names().get(step.word) != "Company":
        return False  # 各直属基层工会, but 全聚德
    if step.begin and scene.text[step.begin - 1] == "某":
        return False  # 某|网络科技公司
    if kind == "School" and step.specific < 0.8 and scene.text[start:end] in FACULTIES:
        return step.word not in NO_FACULTY and _names_university(scene.text)
    legal = scene.text.endswith(LEGAL, start, end)
    if legal and BRACKET.search(scene.text, max(0, step.begin - 8), step.begin):
        return False  # 某某(广东)|空调有限公司
    least = 0.3 if scene.text.endswith("社", start, end) else 0.2  # 靠|合作社
    if legal and step.specific >= least and step.word not in word_list("generic"):
        return True  # what the law calls a firm has a name: 如意纺织有限公司
    if (
        kind in ("Company", "District")
        and NUMERAL.fullmatch(step.word)
        and step.begin + len(step.word) == start
    ):
        return False  # 一分公司, 九镇四街道
    of_firm = kind == "Union" and UNIT_OF.search(scene.text, max(0, start - 4), start)
    if (
        kind == "Facility"
        and scene.text.startswith("”", end)
        and BUILT.search(scene.text, max(0, step.begin - 8), step.begin)
    ):
        return True  # 建起“清凉小站”
    if kind == "Facility" and words("no_sites").fullmatch(scene.text, step.begin, end):
        return False  # 街心公园
    landmark = (
        kind == "Facility" and start - step.begin > 1 and scene.text[start:end] in word_list("landmarks")
    )
    often_named = of_firm or landmark or scene.text[start:end] in word_list("firms")
    plain = 0.4 if often_named else NEEDED.get(kind, 0.8)
    if (
        kind == "District"
        and scene.text[end : end + 1] == "”"
        and scene.text[step.begin - 1 : step.begin] == "“"
    ):
        return False  # “骑手友好社区” is a campaign
    quoted = scene.text[end : end + 1] == "”" and scene.text[step.begin - 1 : step.begin] == "“"
    return step.specific >= (0.3 if quoted else plain if edge(scene, step.begin, kind) else 0.8)


BUILT = re.compile(
    r"(?:建起|建成|建立|设立|打造|添了|有了|启用|开设|建设|升级为|打造成|多了)(?:了|一?[个处座间])?“$"
)
FACULTIES = ("学院", "学部", "教学部", "研究生院", "继续教育学院", "马克思主义学院")
"""马克思主义学院, 体育教学部: in an article on a university they need no name of their own."""


@lru_cache(maxsize=1)
def _names_university(text: str) -> bool:
    return UNIVERSITY.search(text) is not None


UNIVERSITY = re.compile(r"大学|[农林理工师]大|北[大航交科邮化外语]")
NO_FACULTY = frozenset(
    [
        "二级",
        "各",
        "所在",
        "相关",
        "有关",
        "所属",
        "高等",
        "高校",
        "职业",
        "技术",
        "兄弟",
        "老年",
        "工匠",
        "高职",
        "本科",
    ]
)
NEEDED = {"Company": 0.7, "Union": 0.6, "Facility": 0.7}
UNIT_OF = re.compile(r"(?:公司|集团|大学|学院|医院|银行|厂|局|矿|队)$")


def left_edges(scene: Scene, start: int, end: int, kind: Class) -> Iterator[tuple[Step, float]]:
    """Where a name that ends in the anchor may begin, the nearest first, and the log-odds of each."""
    score = None
    for step in steps(scene, start, end, kind):
        if score is None:
            score = _bias(kind) + _anchor(kind, *anchor_facts(scene, start, end))
        score += _inside(kind, step.word, step.said.score, step.placed)
        whole = _edge(kind, *edge_facts(scene, step, end)) + _reach(kind, *reach_facts(scene, step, end))
        yield step, score + whole


def _grown(scene: Scene, start: int, end: int, kind: Class) -> Iterator[Candidate]:
    """The candidate ending in the anchor text[start:end], by the best left edge."""
    best: tuple[float, int] | None = None
    reached: list[Step] = []
    for step, whole in left_edges(scene, start, end, kind):
        reached.append(step)
        named = step.said.place or step.word in known_names()
        least = LEGAL_LEAST if named and scene.text.endswith(LEGAL, start, end) else 0.0
        if whole > least and singles_out(scene, step, start, end, kind) and (best is None or whole > best[0]):
            best = whole, step.begin
    if best:
        begin = best[1]
        if kind == "Facility":
            begin = _own(reached, _behind_line(scene, begin, end), scene.text, end)
        elif kind == "Company":
            begin = _behind_town([step for step in reached if step.begin >= begin])
        kind, end = settled(scene, begin, end, kind)
        if kind == "Union":
            begin = without_districts(scene.text, begin, end)
        yield Candidate(begin, end, kind, 1.0 + 0.4 * best[0] + 0.1 * (end - begin), "suffix")
    else:
        yield from _leveled(scene, reached, end, kind)


def _behind_town(own: list[Step]) -> int:
    """石桥镇|朔越物流公司: where the name of a firm begins that needs none of the town it is in.

    石桥镇果品厂 has no word of its own.
    """
    while len(own) > 1 and own[-1].word.endswith(TOWNS) and own[-1].said.place:
        word = own[-2].word
        if not (own[-2].said.place or len(word) == 1 or part_of_speech(word) in BRANDS):
            break
        own = own[:-1]
    return own[-1].begin


TOWNS = ("镇", "乡", "街道")
BRANDS = frozenset(["", "nz", "nr", "nrt", "a", "z"])
"""Tags of words that a firm is called by alone; 石桥镇果品厂 has none of them."""


def _behind_line(scene: Scene, begin: int, end: int) -> int:
    """京沪高铁|某某大桥, 某某线|某某北站: what stands on a line has a name of its own."""
    line = LINE.match(scene.text, begin, end)
    return line.end() if line and line.end() in scene.boundaries else begin


LINE = re.compile(
    r"[一-鿿]{1,8}?(?:铁路|高铁|客专|高速公路|高速|[^一二三四五六七八九十产流热专防在上下号\d]线)"
    r"(?=[一-鿿]{2,10}(?<=..)(?:大桥|隧道|桥|站|服务区|枢纽)$)"
)


def _own(reached: list[Step], begin: int, text: str, end: int) -> int:
    """宁波市鄞州区|东钱湖水域, 理县|毕棚沟景区: what has a name of its own does without its districts."""
    own = [step for step in reached if step.begin >= begin]
    above = DISTRICTS if text.endswith(NEARBY, 0, end) else (*DISTRICTS, "镇", "乡", "街道")
    while own and own[-1].said.place and (own[-1].word.endswith(above) or _above(own)):
        own.pop()
    if not own or own[-1].specific < 0.8 or not _singular(own[-1]) or text[own[-1].begin] in "“《":
        return begin
    of_body = any(len(step.word) > 1 and suffix_class(step.word) == kind for step in own for kind in BODIES)
    return begin if of_body else own[-1].begin


def _above(own: list[Step]) -> bool:
    """Whether a place begins a chain of places: 内蒙古|赤峰市."""
    return len(own) > 1 and own[-2].said.place and own[-2].word.endswith(DISTRICTS)


def _singular(step: Step) -> bool:
    """Whether a name of its own can begin with the word: not 环卫工人|休息站."""
    return step.said.specific >= 0.3 and step.word not in word_list("trades")


BODIES: tuple[Class, ...] = ("Union", "Company", "School", "Government", "Organisation", "Facility")
"""Whose hall keeps the place in front: 北京市某中学书吧."""
DISTRICTS = ("市", "区", "县", "自治区", "省", "旗")
NEARBY = ("驿站", "书屋", "之家", "室", "休息站", "服务站", "歇脚点", "小屋")
"""What a street or town has for people there, and is called by: 某街道|暖心驿站."""
MODEL = "name"
_bias, _anchor, _inside, _edge, _reach = (
    weigher(MODEL, seen) for seen in (lambda: [(BIAS, 1.0)], anchor, inside, edge_features, reach)
)
LEGAL_LEAST = -2.0
"""Log-odds from which a place begins a name that ends in a legal form: some name does end there."""


def _leveled(scene: Scene, reached: list[Step], end: int, kind: Class) -> Iterator[Candidate]:
    """The name with nothing of its own but a level, which the article can fill in: 区总工会."""
    business = reached and scene.text[reached[0].begin + len(reached[0].word) : end] in word_list("business")
    if kind not in LEVELED or business:  # 街道|快递小哥
        return
    for step in reversed(reached):
        if step.begin and scene.text[step.begin - 1] in COUNTED:
            return  # 各|市总工会, 三省一|市总工会
        before = scene.word_before(step.begin)
        free = (
            edge(scene, step.begin, kind)
            or (len(before) == 1 and no_place(before))  # 请|省民政厅
            or (kind == "Government" and behind_committee(scene, step.begin))  # 县委|县政府
        )
        if LEVEL.match(scene.text[step.begin : end]) and free:
            kind, end = settled(scene, step.begin, end, kind)
            if OF_UNION.fullmatch(scene.text, step.begin, end):
                kind = "Union"
                end = step.begin + 2 if post_at(scene.text, end) else end
            yield Candidate(step.begin, end, kind, 0.5 + 0.1 * (end - step.begin), "level")
            return
    level = end - len("市总工会")
    counted = scene.text[level - 1 : level] in COUNTED
    city = (
        kind == "Union" and level in scene.boundaries and CITY_UNION.match(scene.text, level) and not counted
    )
    if city and no_place(scene.word_before(level)):
        yield Candidate(level, end, kind, 0.9, "level")  # 这几年|市总工会


OF_UNION = re.compile("[省市区县州旗]总(?:办公室|[一-鿿]{2,6}[部处])")
"""A union by its short name with an office, which belongs to the post that follows: 市总|办公室主任."""
COUNTED = frozenset((*QUANTIFIERS, *"一二三四五六七八九十几数"))
"""What stands in front of levels of which there are several."""
CITY_UNION = re.compile(r"[省市区县州]总工会")
LEVELED: tuple[Class, ...] = ("Union", "Government", "School", "Company", "Facility", "Organisation")

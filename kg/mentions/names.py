"""Names that end in the word for their kind: unions, companies, places, schools, offices, halls.

Each such word is an anchor. From it the name is followed to the left, token by token; every token
says how well a name reaches over it, and the best left edge wins. A name needs something specific
in it (「基层工会」 names no one) or a level that the article can fill in (「区总工会」).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.lexicon import known_names, part_of_speech, surnames, word_list, words
from kg.mentions.anchor_features import anchor, inside, kind_of, reach
from kg.mentions.anchor_features import edge as edge_features
from kg.mentions.coined import coined
from kg.mentions.scene import Candidate, Piece, Scene, piece
from kg.mentions.settled import settled, without_districts
from kg.mentions.suffixes import (
    GENERIC_AFTER,
    LEVEL,
    QUANTIFIERS,
    UNION_WORDS,
    edge,
    is_suffix,
    suffix_class,
    suffixes,
)
from kg.mentions.weights import BIAS, Feature, weigh
from kg.model import Class
from kg.places import is_place

__all__ = ["MODEL", "anchored", "anchors", "left_edges", "singles_out", "step_features", "steps"]

MEASURES = frozenset("家个名位所场次项期批座支条人余多届届")
LONGEST = 40


JOINED: tuple[Class, ...] = ("School", "Government", "Organisation")


def anchored(scene: Scene) -> Iterator[Candidate]:
    """All candidates that a suffix anchors, the best left edge for each."""
    for start, end, kind in anchors(scene):
        yield from _grown(scene, start, end, kind)


def anchors(scene: Scene) -> Iterator[tuple[int, int, Class]]:
    """The words for a kind at which a name can end, of several that end together the longest."""
    best: dict[int, tuple[int, Class]] = {}
    for start, end, kind in suffixes().find_all(scene.text):
        if end not in best or start < best[end][0]:
            best[end] = (start, kind)
    for end, (start, kind) in sorted(best.items()):
        if _ends_here(scene, start, end, kind):
            yield start, end, kind


def _closed(scene: Scene, end: int) -> bool:
    """Whether no name goes on at `end`: a mark, a verb, or a word for a person stands there."""
    after = scene.word_after(end)
    said = piece(after) if after and after[0].isalnum() else None
    person = words("trades").match(after) or words("heads").match(after)
    return said is None or said.score <= -1.0 or person is not None


def _ends_here(scene: Scene, start: int, end: int, kind: Class) -> bool:
    """Whether the anchor is a word of its own: a short one must end where a token does."""
    number = scene.token_at(end - 1)
    small = kind == "District" and scene.text[start:end] in ("镇", "乡", "村")
    if end - start == 1 and (end not in scene.boundaries or (kind == "District" and not small)):
        return False  # 区, 县, 市 alone: the gazetteer knows them all
    if small and NO_VILLAGE.search(scene.tokens[number]):
        return False
    if is_place(scene.tokens[number]) and (kind == "District" or end - start == 1):
        return False  # 驻马店 is no shop
    if words("no_offices").search(scene.tokens[number]):
        return False
    if end not in scene.boundaries and scene.starts[number] > start:
        rest = scene.word_after(end)
        if not (words("heads").match(rest) or words("trades").match(rest)):
            return False  # 律师|事务所律师 is a firm and its lawyer
    if scene.text[start:end] in word_list("business") and not _closed(scene, end):
        return False
    short = end - start == 1 or scene.text[start:end] == "工会"
    return not (short and GENERIC_AFTER.match(scene.text, end))


NO_VILLAGE = re.compile(
    r"^(?:[乡村]?[城小古市集街][镇村]|.?[农新山渔乡老全各本该进下驻同][村镇乡]|[故家思回下老]乡)$"
)


@dataclass(frozen=True, slots=True)
class Step:
    """How far to the left a name may reach: the word reached last, and what all of them tell."""

    begin: int
    word: str
    said: Piece
    specific: float
    words: int


def steps(scene: Scene, start: int, end: int, kind: Class) -> Iterator[Step]:
    """From the anchor text[start:end] to the left, word by word, up to one that no name reaches over."""
    specific, left, seen_place, seen_quote = 0.0, start, False, False
    for number, (begin, word) in enumerate(scene.before(start), 1):
        if begin >= left:
            continue  # inside a bracket that was taken whole
        if _too_far(scene, begin, start, end, kind, word) or (kind == "Platform" and seen_quote):
            return
        begin, said = _said(scene, begin, word, kind, seen_place, specific if left < start else 1.0)
        legal = scene.text.endswith(LEGAL, start, end)
        brand = None
        if kind in COINING and (brand := coined(scene, begin, word, said, legal=legal)):
            begin, word, said = brand
        if said is None and word in SOFT and legal and not is_suffix(scene.word_before(begin)):
            said = Piece(-0.3, 0.3)
        if kind == "School" and seen_place and word in word_list("firms"):
            return  # 某有限公司|浙江工匠学院
        if said is None or (not brand and begin + len(word) == start and _torn(scene, begin, word)):
            return
        if word in CAPITAL and kind in ("Union", "Facility", "Organisation"):
            # 首都工会 are all the unions there, 首都博物馆 is one
            said = Piece(said.score, 0.3 if kind == "Union" else 0.8, said.place)
        elif kind == "Union" and word in NATION:
            said = Piece(said.score, 0.3, said.place)
        specific += said.specific
        yield Step(begin, word, said, specific, number)
        if said.place and _person_before(scene, begin):
            return
        seen_quote = word == "”"
        seen_place = said.place or (seen_place and said.score > 0)
        left = begin


LEGAL = ("有限公司", "有限责任公司", "事务所", "合作社")
SOFT = frozenset("中上下大内外前后新来出入进正才到之都会间本以能可且所和")
"""Function words that firms are named with too (科兴中维, 上天梯怡和), where the legal form shows a firm."""
COINING: tuple[Class, ...] = ("Company", "Facility", "School", "Organisation", "Government")


def _too_far(scene: Scene, begin: int, start: int, end: int, kind: Class, word: str) -> bool:
    village = start + 1 == end and kind == "District" and end - begin > 5
    two = kind == "Union" and scene.text[start:end] in UNION_WORDS and word in UNION_WORDS
    place = kind == "District" and (is_place(word) or word in DISTRICT_TAILS)
    built = kind == "Facility" and word in ("建设", "建成", "建立", "打造")
    return end - begin > LONGEST or village or two or place or built


def singles_out(scene: Scene, step: Step, start: int, end: int, kind: Class) -> bool:
    """Whether a name that begins here holds enough of its own to name one bearer."""
    brand = known_names().get(step.word) == "Company"  # 全聚德
    if scene.text.startswith(QUANTIFIERS, step.begin) and not brand:
        return False  # 各直属基层工会
    if kind == "School" and scene.text[start:end] in FACULTIES and not step.specific >= 0.8:
        return UNIVERSITY.search(scene.article) is not None and step.word not in NO_FACULTY
    if (
        scene.text.endswith(LEGAL, start, end)
        and step.specific >= 0.2
        and step.word not in word_list("generic")
    ):
        return True  # what the law calls a firm has a name: 如意纺织有限公司
    of_firm = kind == "Union" and UNIT_OF.search(scene.text, max(0, start - 4), start)
    if kind == "Facility" and scene.text[end : end + 1] == "”" and BUILT.search(scene.text[max(0, step.begin - 8) : step.begin]):
        return True  # 建起“清凉小站”
    plain = 0.4 if of_firm or scene.text[start:end] in word_list("firms") else NEEDED.get(kind, 0.8)
    quoted = scene.text[end : end + 1] == "”" and scene.text[step.begin - 1 : step.begin] == "“"
    return step.specific >= (0.3 if quoted else plain if edge(scene, step.begin, kind) else 0.8)


BUILT = re.compile(r"(?:建起|建成|建立|设立|打造|添了|有了|启用|开设|建设|升级为|打造成|多了)(?:了|一?[个处座间])?“$")
FACULTIES = ("学院", "学部", "教学部", "研究生院", "继续教育学院", "马克思主义学院")
"""马克思主义学院, 体育教学部: in an article on a university they need no name of their own."""
PLAIN_BRANDS = frozenset(
    ["a", "n", "rare n", "rare a", "z", "i", "nz", "nr", "unknown", "common a", "rare z"]
)
OF_UNIVERSITY = re.compile(r".大学[^的，。、]{1,12}(?:学院|学部|教学部|分院|分校)$")
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
NEEDED = {"Company": 0.7, "Union": 0.6}
UNIT_OF = re.compile(r"(?:公司|集团|大学|学院|医院|银行|厂|局|矿|队)$")


def step_features(scene: Scene, step: Step, end: int) -> Iterator[Feature]:
    """What speaks for the name beginning here, beside the words inside it."""
    yield from edge_features(scene, step.begin, step.word)
    name = scene.text[step.begin : end]
    if step.specific < 0.8 and LEVEL.match(name):
        yield "level", 1.0
    else:
        yield from reach(step.specific, step.words, len(name))
    if scene.text[step.begin - 1 : step.begin] in QUANTIFIERS:
        yield "quantifier before", 1.0
    if step.said.place and scene.text.endswith(LEGAL, step.begin, end):
        yield "legal form behind a place", 1.0
    if step.said.place and _person_before(scene, step.begin):
        yield "person before", 1.0
    if step.begin > 0 and scene.text.endswith(LEGAL, step.begin, end) and kind_of(step.word) in PLAIN_BRANDS:
        yield "legal form behind a word", 1.0
    if OF_UNIVERSITY.search(name):
        yield "university and its part", 1.0
    if scene.text[end : end + 1] == "”" and scene.text[step.begin - 1 : step.begin] == "“":
        yield "in quotes", 1.0


def left_edges(scene: Scene, start: int, end: int, kind: Class) -> Iterator[tuple[Step, float]]:
    """Where a name that ends in the anchor may begin, the nearest first, and the log-odds of each."""
    score = LENIENT + weigh(MODEL, [(BIAS, 1.0), *anchor(scene, start, end)], kind)
    for step in steps(scene, start, end, kind):
        score += weigh(MODEL, inside(step.word, step.said), kind)
        yield step, score + weigh(MODEL, step_features(scene, step, end), kind)


def _grown(scene: Scene, start: int, end: int, kind: Class) -> Iterator[Candidate]:
    """The candidate ending in the anchor text[start:end], by the best left edge."""
    best: tuple[float, int] | None = None
    reached: list[Step] = []
    for step, whole in left_edges(scene, start, end, kind):
        reached.append(step)
        if whole > 0 and singles_out(scene, step, start, end, kind) and (best is None or whole > best[0]):
            best = whole, step.begin
    if best:
        begin = _own(reached, best[1], scene.text) if kind == "Facility" else best[1]
        kind, end = settled(scene, begin, end, kind)
        if kind == "Union":
            begin = without_districts(scene.text, begin, end)
        yield Candidate(begin, end, kind, 1.0 + 0.4 * best[0] + 0.1 * (end - begin), "suffix")
    else:
        yield from _leveled(scene, reached, end, kind)


def _own(reached: list[Step], begin: int, text: str) -> int:
    """宁波市鄞州区|东钱湖水域, 理县|毕棚沟景区: what has a name of its own does without its districts."""
    reached = [step for step in reached if step.begin >= begin]
    own = list(reached)
    while own and own[-1].said.place and own[-1].word.endswith(DISTRICTS):
        own.pop()
    needed = 0.7 if len(reached) - len(own) > 1 else 1.0
    if not own or own[-1].specific < needed or own[-1].said.place or text[own[-1].begin] in "“《":
        return begin
    of_body = any(len(step.word) > 1 and is_suffix(step.word) for step in own)  # 北京市某中学书吧
    return begin if of_body else own[-1].begin


DISTRICTS = ("市", "区", "县", "镇", "乡", "自治区", "省", "旗")
MODEL = "name"
LENIENT = 0.5
"""Log-odds given to every name: what is missed is worse than what the decoder can still refuse."""


def _person_before(scene: Scene, begin: int) -> bool:
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
    return token != word and part_of_speech(token)[:1] not in ("", "n") and not part_of_speech(word)


YEAR = re.compile(r"(?:19|20)\d\d年?(?!号)")
BRACKET = re.compile(r"[（(](?!以下|下称|简称|统称)[一-鿿]{2,6}[）)]$")


def _said(
    scene: Scene, begin: int, word: str, kind: Class, seen_place: bool, specific: float
) -> tuple[int, Piece | None]:
    """What the token says in the name, and where it begins: marks and numbers reach further left."""
    if (
        word in "》”"
        and (at := scene.text.rfind("《" if word == "》" else "“", max(0, begin - 20), begin)) >= 0
    ):
        return at, None if re.search(r"[，。；：]", scene.text[at:begin]) else Piece(0.8, 1.0)
    if word in "）)" and (bracket := BRACKET.search(scene.text, max(0, begin - 8), begin + 1)):
        return bracket.start(), Piece(0.3, 0.0)
    if YEAR.match(scene.text, begin):
        return begin, None
    if word[0] in NUMBERED and (number := re.search(r"[\d一二三四五六七八九十百]+$", scene.text[:begin])):
        return number.start(), Piece(0.5, 1.0)  # 474路, 八连
    if word[0] in MEASURES and re.search(r"[\d一二三四五六七八九十百千万两几多余]$", scene.text[:begin]):
        return begin, None  # 22|家|总工会
    joined = word in "与和" and kind in JOINED and (specific < 0.9 or kind == "Government")
    if joined and not suffix_class(scene.word_before(begin)) and not is_place(scene.word_before(begin)):
        return begin, Piece(-0.7, 0.0)  # 体育与运动学院, 人力资源和社会保障局
    whole = scene.text.startswith("工会", begin + len(word))  # 社区|联合工会
    if word in JOINING and not whole and begin and _closes(scene.word_before(begin)):
        return begin, None  # 总工会|联合某公司
    return begin, _piece_in(word, seen_place)


JOINING = frozenset(["联合", "组织", "支持", "协调", "安排", "救助", "支援", "指导", "服务", "合作"])


def _closes(word: str) -> bool:
    """Whether a name ends with the word: 总工会|联合…, 市总|联合…."""
    return (len(word) > 1 and is_suffix(word)) or word[-1] == "总"


NUMBERED = frozenset("路号线团师连")


def _piece_in(word: str, seen_place: bool) -> Piece | None:
    """A token inside a name; left of a place only another place or an organisation goes on with it."""
    said = piece(word)
    brand = (said and said.place) or word in word_list("business")
    if len(word) > 1 and is_suffix(word) and not brand:
        return Piece(0.25, min(said.specific, 0.3) if said else 0.0)
    if said and seen_place and not said.place and word not in NATION and len(word) > 1:
        return Piece(said.score - 0.6, said.specific)
    return said


CAPITAL = frozenset(["首都", "国家"])
NATION = frozenset(["中国", "中华", "全国", "中共", "国家", "中央", "首都"])


def _leveled(scene: Scene, reached: list[Step], end: int, kind: Class) -> Iterator[Candidate]:
    """The name with nothing of its own but a level, which the article can fill in: 区总工会."""
    business = reached and scene.text[reached[0].begin + len(reached[0].word) : end] in word_list("business")
    if kind not in LEVELED or business:  # 街道|快递小哥
        return
    for step in reversed(reached):
        if scene.text[step.begin - 1 : step.begin] in QUANTIFIERS:
            return
        if LEVEL.match(scene.text[step.begin : end]) and edge(scene, step.begin, kind):
            kind, end = settled(scene, step.begin, end, kind)
            yield Candidate(step.begin, end, kind, 0.5 + 0.1 * (end - step.begin), "level")
            return


LEVELED: tuple[Class, ...] = ("Union", "Government", "School", "Company", "Facility", "Organisation")
DISTRICT_TAILS = frozenset(["街道", "镇", "乡", "社区", "村", "地区", "省", "市", "区", "县"])

"""Names that end in the word for their kind: unions, companies, places, schools, offices, halls.

Each such word is an anchor. From it the name is followed to the left, token by token; every token
says how well a name reaches over it, and the best left edge wins. A name needs something specific
in it (「基层工会」 names no one) or a level that the article can fill in (「区总工会」).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from kg.lexicon import Matcher, class_of, part_of_speech, rows, surnames, word_list, words
from kg.mentions.scene import Candidate, Piece, Scene, piece
from kg.model import Class
from kg.places import is_place
from kg.structure import leading_places, only_places, union_base

__all__ = ["anchored", "bare_names", "is_suffix", "short_unions", "suffix_class"]

LEVEL = re.compile(r"^(?:自治区|自治州|自治县|兵团|[市区县省州盟旗镇乡街])(?!域|场区|长|民|级)")
MEASURES = frozenset("家个名位所场次项期批座支条人余多届届")
# What may not follow a suffix: the name goes on, or the word is another one (公司|化, 工会|干部).
GENERIC_AFTER = re.compile(
    r"(?:化|型|制|式|级|长|员|务|议|员工|干部|工作|服务|系统|力量|领域|经费|改革|会员|界|阵地|事业|理论|部门|组织者|城|域|间|民|籍|里|方)"
)
LONGEST = 40
EDGE = 0.6


@cache
def _suffixes() -> Matcher[Class]:
    return Matcher(
        {word: class_of(kind) for kind, listed in rows("suffixes.tsv") for word in listed.split(" ")}
    )


JOINED: tuple[Class, ...] = ("School", "Government", "Organisation")


@lru_cache(maxsize=1 << 16)
def is_suffix(word: str) -> bool:
    """Whether a word is one of the suffixes and nothing more."""
    return any((start, end) == (0, len(word)) for start, end, _ in _suffixes().find(word))


@lru_cache(maxsize=1 << 16)
def suffix_class(name: str) -> Class | None:
    """The class that the last word of a name gives it."""
    found = [(start, kind) for start, end, kind in _suffixes().find_all(name) if end == len(name)]
    return min(found, key=lambda item: item[0])[1] if found else None


def anchored(scene: Scene) -> Iterator[Candidate]:
    """All candidates that a suffix anchors, the best left edge for each."""
    best: dict[int, tuple[int, Class]] = {}
    for start, end, kind in _suffixes().find_all(scene.text):
        if end not in best or start < best[end][0]:
            best[end] = (start, kind)
    for end, (start, kind) in sorted(best.items()):
        if _ends_here(scene, start, end, kind):
            yield from _grown(scene, start, end, kind)


# Lines of business that make a firm of the brand or city in front when no name goes on behind: 韵达|快递.
BUSINESS = frozenset(["快递", "速递", "控股"])


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
    if kind == "District" and is_place(scene.tokens[number]):
        return False
    if words("no_offices").search(scene.tokens[number]):
        return False
    if end not in scene.boundaries and scene.starts[number] > start:
        rest = scene.word_after(end)
        if not (words("heads").match(rest) or words("trades").match(rest)):
            return False  # 律师|事务所律师 is a firm and its lawyer
    if scene.text[start:end] in BUSINESS and not _closed(scene, end):
        return False
    short = end - start == 1 or scene.text[start:end] == "工会"
    return not (short and GENERIC_AFTER.match(scene.text, end))


NO_VILLAGE = re.compile(
    r"^(?:[乡村]?[城小古市集街][镇村]|.?[农新山渔乡老全各本该进下驻同][村镇乡]|[故家思回下老]乡)$"
)


def _grown(scene: Scene, start: int, end: int, kind: Class) -> Iterator[Candidate]:
    """The candidate ending in the anchor text[start:end], by the best left edge."""
    score = specific = 0.0
    edges: list[tuple[float, int, float]] = []
    left = start
    seen_place = seen_quote = False
    for begin, word in scene.before(start):
        if begin >= left:
            continue  # inside a bracket that was taken whole
        village = start + 1 == end and kind == "District" and end - begin > 5
        if (
            end - begin > LONGEST
            or village
            or (kind == "District" and (is_place(word) or word in DISTRICT_TAILS))
        ):
            break
        if kind == "Union" and scene.text[start:end] in UNION_WORDS and word in UNION_WORDS:
            break  # a union of a union: two sentences run together
        begin, said = _said(scene, begin, word, kind, seen_place, specific if edges else 1.0)
        if said is None or (begin + len(word) == start and _torn(scene, begin, word)):
            break
        if kind == "Union" and word in NATION:
            said = Piece(said.score, 0.3, said.place)  # 首都工会 are all the unions there
        if kind == "Platform" and seen_quote:
            break  # the quotes hold the name
        seen_quote = word == "”"
        score += said.score
        specific += said.specific
        seen_place = said.place or (seen_place and said.score > 0)
        left = begin
        edges.append((score + _edge(scene, begin, kind), begin, specific))
        if said.place and _person_before(scene, begin):
            edges[-1] = (edges[-1][0] + EDGE, begin, specific)
            break
    yield from _best(scene, edges, start, end, kind)


QUANTIFIERS = tuple("各全每两多")


def _person_before(scene: Scene, begin: int) -> bool:
    """Whether a person's name ends where a place begins: 免去郑某某|宁波市总工会副主席职务."""
    word = scene.word_before(begin)
    known = part_of_speech(word) in ("", "nr") and not is_place(word)
    return len(word) in (2, 3) and known and word[0] in surnames() and not is_suffix(word)


def _torn(scene: Scene, begin: int, word: str) -> bool:
    """Whether an anchor was found inside a common word, whose rest is no word: 党和|政府."""
    token = scene.tokens[scene.token_at(begin)]
    return token != word and part_of_speech(token)[:1] not in ("", "n") and not part_of_speech(word)


UNION_WORDS = frozenset(["总工会", "工会", "工会联合会", "联合工会", "工联会"])
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
    if word[0] in NUMBERED and (number := re.search(r"[\d一二三四五六七八九十百]+$", scene.text[:begin])):
        return number.start(), Piece(0.5, 1.0)  # 474路, 八连
    if word[0] in MEASURES and re.search(r"[\d一二三四五六七八九十百千万两几多余]$", scene.text[:begin]):
        return begin, None  # 22|家|总工会
    if word in "与和" and kind in JOINED and specific < 0.5 and not suffix_class(scene.word_before(begin)):
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
    if len(word) > 1 and is_suffix(word) and not (said and said.place):
        return Piece(0.25, min(said.specific, 0.3) if said else 0.0)
    if said and seen_place and not said.place and word not in NATION and len(word) > 1:
        return Piece(said.score - 0.6, said.specific)
    return said


NATION = frozenset(["中国", "中华", "全国", "中共", "国家", "中央", "首都"])


def _edge(scene: Scene, begin: int, kind: Class) -> float:
    """How well a name begins at `begin`: behind a mark or a word that no name reaches over."""
    if begin == 0 or not scene.text[begin - 1].isalnum():
        return EDGE
    word = scene.word_before(begin)
    said = piece(word)
    if said is None or (kind == "District" and said.place):
        return EDGE
    return 0.8 * EDGE if word in word_list("soft_verbs") else 0.6 * EDGE if said.score <= -1.0 else 0.0


def _best(
    scene: Scene, edges: list[tuple[float, int, float]], start: int, end: int, kind: Class
) -> Iterator[Candidate]:
    if not edges:
        return
    of_firm = kind == "Union" and UNIT_OF.search(scene.text, max(0, start - 4), start)
    needed = 0.4 if of_firm or scene.text[start:end] in word_list("firms") else NEEDED.get(kind, 0.8)
    if scene.text[end : end + 1] == "”":  # quotes around all of it show a name
        edges = [
            (s + 1.0, b, n + 1.0) if scene.text[b - 1 : b] == "“" and n >= 0.3 else (s, b, n)
            for s, b, n in edges
        ]
    named = [edge for edge in edges if edge[2] >= (needed if _edge(scene, edge[1], kind) else 0.8)]
    if named:
        score, begin, _ = max(named, key=lambda edge: (edge[0], -edge[1]))
        if score > THRESHOLD.get(kind, 0.0):
            kind, end = _settled(scene, begin, end, kind)
            if kind == "Union":
                begin = _without_districts(scene.text, begin, end)
            yield Candidate(begin, end, kind, score + 0.1 * (end - begin), "suffix")
            return
    for score, begin, _ in reversed(edges):
        leveled = LEVEL.match(scene.text[begin:end]) and _edge(scene, begin, kind)
        if scene.text[begin - 1 : begin] in QUANTIFIERS:
            return
        if leveled and kind in ("Union", "Government", "School", "Company", "Facility") and score > -1.2:
            kind, end = _settled(scene, begin, end, kind)
            yield Candidate(begin, end, kind, 0.5 + 0.1 * (end - begin), "level")
            return


UNIT_OF = re.compile(r"(?:公司|集团|大学|学院|医院|银行|厂|局|矿|队)$")
DISTRICT_TAILS = frozenset(["街道", "镇", "乡", "社区", "村", "地区", "省", "市", "区", "县"])


def _settled(scene: Scene, begin: int, end: int, kind: Class) -> tuple[Class, int]:
    """The class and end after a look at the whole: a union's departments are unions."""
    name = scene.text[begin:end]
    before_post = _post_at(scene.text, end)
    if kind == "Government" and (at := name.find("总工会")) >= 0:
        return "Union", begin + at + 3 if before_post or "届" in name[at:] else end
    if kind == "Government" and (committee := re.search(r"(?<=[省市区县]总)第", name)):
        return "Union", begin + committee.start()
    if kind == "Government" and (party := PARTY_OF_FIRM.search(name)):
        # 首开集团|党委副书记: the post is the party's, the name before it the firm's
        inner = suffix_class(name[: party.start("party")])
        return (inner, begin + party.start("party")) if before_post and inner else ("Organisation", end)
    if kind == "Union" and (department := DEPARTMENT.match(scene.text, end)):
        # …部部长: the department belongs to the post
        return kind, end if _post_at(scene.text, department.end()) else department.end()
    if kind == "Government" and BUILDER.match(name):
        return "Company", end
    if (
        kind == "Government"
        and name.endswith("党委")
        and not only_places(name[:-2])
        and not LEVEL.match(name)
    ):
        return ("Company", end - 2) if before_post else ("Organisation", end)
    if kind == "Government" and name.startswith("共青团"):
        return "Organisation", end
    behind = re.match(r"[（(](?!以下|下称|简称|统称)[一-鿿]{2,12}[）)]", scene.text[end:])
    if behind and suffix_class(behind.group()[1:-1]) == kind:
        return kind, end + behind.end()
    return kind, end


def _without_districts(text: str, begin: int, end: int) -> int:
    """朝阳区|和平街街道总工会: the district in front of a street's or town's union is a name of its own."""
    base = union_base(text[begin:end])
    if not base.endswith(("街道", "镇", "乡", "地区", "社区", "村")) or not only_places(base):
        return begin
    chain = leading_places(base + "#")[0]
    keep = [place for place in chain if place.endswith(("街道", "镇", "乡", "地区", "社区", "村"))]
    return begin + len(base) - sum(map(len, keep))


def _post_at(text: str, index: int) -> bool:
    """Whether a post begins at `index`: 部长, 副部长."""
    return words("heads").match(text, index + text.startswith("副", index)) is not None


DEPARTMENT = re.compile(
    r"(?<=总工会)(?:女职工|女工|权益|组织|宣传|宣教|经济|劳动|法律|基层|财务|资产|生活|保障|网络|文体|生产|民主|政策)"
    r"[一-鿿]{0,6}?(?:部|处|办公室)(?![门署理分])"
)
# 中铁六局, 中建一局: the bureaus of the building groups are firms
BUILDER = re.compile(r"中(?:铁|建|交|冶|核|煤|电建|水电|铁建|国铁建|国建筑|国电建)[^省市县区]{1,6}局$")
PARTY_OF_FIRM = re.compile(r"(?:公司|集团|厂|大学|学院|医院)(?P<party>党委|党工委)$")
NEEDED = {"Facility": 0.8, "District": 0.8, "Company": 0.7, "Union": 0.6}
THRESHOLD = {"District": 0.6, "Facility": 0.4}


def bare_names(scene: Scene) -> Iterator[Candidate]:
    """Names that only the article can fill in: 该区总工会, 该公司, 项目部工会, 集团工会."""
    for found in BARE.finditer(scene.text):
        start, end = found.span("name")
        kind = suffix_class(scene.text[start:end])
        deictic = found["deictic"] is not None
        if not deictic and scene.text[start:end] in UNION_WORDS:
            continue
        if kind is None or (not deictic and not _edge(scene, start, "Union")):
            continue
        if not deictic and kind != "Union":
            continue
        if GENERIC_AFTER.match(scene.text[end : end + 2]) and not deictic:
            continue
        if scene.text[start - 1 : start] in QUANTIFIERS and not deictic:
            continue
        begin = found.start() if deictic else start
        yield Candidate(begin, end, kind, 0.4 + 0.5 * deictic + 0.1 * (end - begin), "anaphora")


def short_unions(scene: Scene) -> Iterator[Candidate]:
    """市总, 省总, 广州市总, 全总: as union papers call them."""
    for found in SHORT_UNION.finditer(scene.text):
        start, end = found.span()
        before = scene.before(start)
        if before and is_place(before[0][1] + found[1]):
            start = before[0][0]
        yield Candidate(start, end, "Union", 1.4 + 0.2 * (end - start), "level")


SHORT_UNION = re.compile(
    r"(全|省|市|区|县|自治区|州)总(?=[^工经部裁体量数监会队站共额书医务局动是有要的面长价分线统理编参司库店厂干公台和计结而]|$)"
)
BARE = re.compile(
    r"(?P<deictic>该|本(?=公司|集团|校|院)|我(?=校|院))?(?P<name>"
    r"(?:省|市|区|县|镇|乡|街道|社区|村|州|旗|街|校|院|厂|局|所|站|段|矿|公司|集团公司|集团|分公司|子公司|项目部|项目|企业|车间|车队|单位|学院|学校|大学|医院|银行|兵团|师|团)?"
    r"(?:总工会|工会联合会|联合工会|工会委员会|工会)|(?:集团公司|分公司|子公司|公司|集团|项目部|厂|车队|企业|学院|学校|大学|校|中学|小学|医院|局|街道|镇|乡|区|市|县|社区|协会|商会|中心|驿站|工作室|支队|大队|院|所))"
)

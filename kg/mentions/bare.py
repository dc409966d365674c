"""Names that hold nothing of their own: 该公司, 项目部工会, 市总."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.lexicon import longest, word_list, words
from kg.mentions.edges import EDGE, edge
from kg.mentions.names import anchors
from kg.mentions.scene import Candidate, Scene, piece
from kg.mentions.settled import IN_CHARGE, UNION_COMMITTEE, UNION_OFFICE, settled, union_committee
from kg.mentions.suffixes import GENERIC_AFTER, QUANTIFIERS, UNION_WORDS, suffix_class
from kg.mentions.units import post_at
from kg.model import Class
from kg.places import is_place

__all__ = [
    "OWN_PART",
    "bare_names",
    "departments",
    "office_begins",
    "offices",
    "own_parts",
    "parts_of",
    "party_committees",
    "short_unions",
]


def bare_names(scene: Scene) -> Iterator[Candidate]:
    """Names that only the article can fill in: 该区总工会, 该公司, 项目部工会, 集团工会."""
    for begin, end, (start, kind) in longest(scene.hits.bare):
        if kind == "Union":
            kind, end = settled(scene, begin, end, kind)  # 矿工会|女工部
        if start:
            yield Candidate(begin, end, kind, 0.9 + 0.1 * (end - begin), "anaphora")
        elif kind == "Union" and _stands_alone(scene, begin, end):
            yield Candidate(begin, end, kind, 0.4 + 0.1 * (end - begin), "anaphora")


def party_committees(scene: Scene) -> Iterator[Candidate]:
    """县委, 省委, 团省委, where nothing in front says of which: 县委书记, 省委、省政府印发…."""
    for found in COMMITTEE.finditer(scene.text):
        kind: Class = "Organisation" if found[0][0] == "团" else "Government"
        yield Candidate(*found.span(), kind, 0.7 + 0.6 * (kind == "Organisation"), "level")


COMMITTEE = re.compile(
    r"(?<![社小校园分地片辖军])(?:(?<![集兵财社师])团)?[省市区县州旗]委(?![员会托派屈任身宣组统政办])"
)
"""What goes on with 宣传部, 组织部 and the like ends in the word for its own kind."""


def parts_of(scene: Scene) -> Iterator[Candidate]:
    """What belongs to a body or place named before: 该院学术报告厅, 该镇党委."""
    for part in PART.finditer(scene.text):
        begin, of = part.start(), part.end("unit")
        for start, end, kind in reversed([*anchors(scene, of + 2, part.end())]):
            if start >= of and kind in PARTS and _reaches(scene, of, start):
                yield Candidate(begin, end, kind, 1.4 + 0.1 * (end - begin), "anaphora")
                break


def own_parts(scene: Scene) -> Iterator[Candidate]:
    """What the body or village of the article has: 厂团委, 局疗养院, 集团礼堂, 村妇联."""
    for part in OWN_PART.finditer(scene.text):
        begin, end = part.span()
        kind = suffix_class(part[0])
        ends = end in scene.boundaries and not GENERIC_AFTER.match(scene.text, end)
        if kind and ends and edge(scene, begin, kind) > 0:
            yield Candidate(begin, end, kind, 1.0 + 0.1 * (end - begin), "anaphora")


OWN_PART = re.compile(
    r"(?P<unit>集团公司|集团|公司|总厂|厂|矿|局|段|院|校|学校|村|社区)"
    r"(?P<rest>(?<![村区])(?:团委|团总支|妇联|关工委|科协|(?:职工)?医院|疗养院|医务所|幼儿园|技校|党校|大?礼堂|俱乐部|文化宫)"
    r"|(?<=[村区])(?:党支部|党总支|团支部|妇联|卫生室))"
)
"""Parties' committees in firms are left to the posts; those of a village are bodies of it."""


def departments(scene: Scene) -> Iterator[Candidate]:
    """Departments beside the union of their body: 校工会、|教务处|主办, 该公司工会、|设备管理部|承办.

    And a union's own, named one behind another: 市总工会组织部、|权益保障部|和|研究室.
    """
    for union in BESIDE.finditer(scene.text):
        at, kind = union.end(), _body(scene.text, union.start())
        while found := words("departments").match(scene.text, at):
            own: Class = "Organisation" if found[0].endswith(("团委", "会")) else kind
            yield Candidate(*found.span(), own, 1.4 + 0.1 * len(found[0]), "department")
            at = found.end() + 1
            if scene.text[found.end() : at] not in ("、", "和", "与"):
                break

    for first in OFFICES.finditer(scene.text):
        for office in OFFICE.finditer(scene.text, first.end("first"), first.end()):
            yield Candidate(*office.span(1), "Union", 1.4 + 0.1 * len(office[1]), "department")
    for elected in ELECTED.finditer(scene.text):
        for other in OTHER.finditer(scene.text, elected.end("first"), elected.end()):
            yield Candidate(*other.span(1), "Union", 2.4 + 0.1 * len(other[1]), "department")


MEMBERS = r"(?:委员)?(?:候选人)?(?:\d+[名人])?"
ELECTED = re.compile(
    rf"(?P<first>(?:工会|总|联合会)(?:第?[一二三四五六七八九十]{{1,3}}届)?(?:工会)?{UNION_COMMITTEE}{MEMBERS})"
    rf"(?:[、和与及]{UNION_COMMITTEE}(?!主任|工作|会){MEMBERS})+"
)
"""The committees that a congress elects in one: 市总工会第三届委员会、经费审查委员会和女职工委员会."""
OTHER = re.compile(rf"[、和与及]({UNION_COMMITTEE})")


def offices(scene: Scene) -> Iterator[Candidate]:
    """Offices whose place is told by others: 市财政局、|教育局|和|体育局.

    At an edge: 到|教育局, but not 各地教育局, 工商局|干部.
    """
    for start, end, kind in scene.hits.suffixes:
        if kind == "Government" and scene.text[end - 1] in "局厅心所处会委办":
            begin = office_begins(scene.text, end)
            if (
                begin is not None
                and begin <= start
                and edge(scene, begin, kind) >= EDGE
                and _ends(scene, end)
            ):
                yield Candidate(begin, end, kind, 1.2 + 0.1 * (end - begin), "office")


@lru_cache(maxsize=1)
def _longest_office() -> int:
    return max(map(len, word_list("bare_offices")))


def office_begins(text: str, end: int) -> int | None:
    """Where the name of an office begins that ends there, its place left out."""
    sizes = range(min(_longest_office(), end), 1, -1)
    return next((end - size for size in sizes if text[end - size : end] in word_list("bare_offices")), None)


def _ends(scene: Scene, end: int) -> bool:
    return end in scene.boundaries and not GENERIC_AFTER.match(scene.text, end)


OFFICES = re.compile(rf"工会(?P<first>{UNION_OFFICE})(?:[、和与及]{UNION_OFFICE})+")
OFFICE = re.compile(rf"[、和与及]({UNION_OFFICE})")
BESIDE = re.compile(r"工会(?<![总个级地]工会)(?:、|和|与|联合|会同|携手)")


def _body(text: str, end: int) -> Class:
    """The class of the body whose union begins at `end`, by how its name ends."""
    if text.endswith(("校", "大学", "学院", "中学", "小学"), 0, end):
        return "School"
    return "Government" if text.endswith(("医院", "保健院"), 0, end) else "Company"


def _reaches(scene: Scene, begin: int, end: int) -> bool:
    """Whether a name can reach over all words of text[begin:end]."""
    pieces = (piece(word) for at, word in scene.before(end) if at >= begin)
    return all(said is not None and said.score > -1.0 for said in pieces)


PART = re.compile(
    r"该(?P<unit>院|校|镇|乡|街道|社区|村|区|县|市|省|州|公司|集团|厂|局|矿)(?!总?工会)[^，。、；：！？“”《》（）的在和与及\s]{2,12}"
)
PARTS: tuple[Class, ...] = ("Facility", "Government", "School", "Organisation", "Company")


def _stands_alone(scene: Scene, begin: int, end: int) -> bool:
    text = scene.text
    return (
        text[begin:end] not in UNION_WORDS
        and text[begin - 1 : begin] not in QUANTIFIERS
        and not GENERIC_AFTER.match(text[end : end + 2])
        and edge(scene, begin, "Union") > 0
    )


def short_unions(scene: Scene) -> Iterator[Candidate]:
    """市总, 省总, 广州市总, 全总: as union papers call them."""
    for found in SHORT_UNION.finditer(scene.text):
        start, end = found.span()
        before = scene.word_before(start)
        if before and is_place(before + found[1]):
            start -= len(before)
        office = SHORT_OFFICE.match(scene.text, end)
        if office and (not post_at(scene.text, office.end()) or IN_CHARGE.match(scene.text, office.end())):
            end = office.end()  # 省总|宣传教育部
        end = union_committee(scene.text, end) or end  # 省总|十五届常委会
        yield Candidate(start, end, "Union", 1.4 + 0.2 * (end - start), "level")


SHORT_OFFICE = re.compile(UNION_OFFICE)
SHORT_UNION = re.compile(
    r"(全|省|市|区|县|自治区|州)总(?=[^工经部裁体量数监会队站共额书医务局动是有要的面长价分线统理编参司库店厂干公台和计结而]|$)"
)

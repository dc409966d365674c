"""Names that end in the word for their kind: unions, companies, places, schools, offices, halls.

Each such word is an anchor. From it the name is followed to the left, token by token; every token
says how well a name reaches over it, and the best left edge wins. A name needs something specific
in it (「基层工会」 names no one) or a level that the article can fill in (「区总工会」).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.lexicon import Matcher, rows, words
from kg.mentions.scene import Candidate, Piece, Scene, piece
from kg.model import Class

__all__ = ["anchored", "bare_names", "suffix_class"]

LEVEL = re.compile(r"^[市区县省州盟旗镇乡街校院厂](?!域|场区|长|民)")
LEVELS = frozenset("市 区 县 省 州 镇 乡 街道 社区 村 自治区 市委 区委 县委 省委 镇委 街道党 兵团".split())
DEICTIC = re.compile(
    r"^(?:该|本|我)(?=[市区县省州盟旗镇乡街社校院厂局公集企项分学单协商商支所部站中][^\s，。]{0,8}$|公司$)"
)
MEASURES = frozenset("家个名位所场次项期批座支条人余多届届")
# What may not follow a suffix: the name goes on, or the word is another one (公司|化, 工会|干部).
GENERIC_AFTER = re.compile(
    r"^(?:化|型|制|式|级|长|员|务|议|员工|干部|工作|系统|力量|领域|经费|改革|会员|界|阵地|事业|理论|部门|主席|组织者|机关|副|专|党|城|域|间|民|籍|里|方)"
)
LONGEST = 40
EDGE = 0.6


@cache
def _suffixes() -> Matcher:
    return Matcher({word: kind for kind, listed in rows("suffixes.tsv") for word in listed.split(" ")})


JOINED: tuple[Class, ...] = ("School", "Government", "Organisation")


@cache
def is_suffix(word: str) -> bool:
    """Whether a word is one of the suffixes and nothing more."""
    return any((start, end) == (0, len(word)) for start, end, _ in _suffixes().find(word))


@cache
def suffix_class(name: str) -> Class | None:
    """The class that the last word of a name gives it."""
    found = [(start, kind) for start, end, kind in _suffixes().find_all(name) if end == len(name)]
    return min(found, key=lambda item: item[0])[1] if found else None  # type: ignore[return-value]


def anchored(scene: Scene) -> Iterator[Candidate]:
    """All candidates that a suffix anchors, the best left edge for each."""
    best: dict[int, tuple[int, Class]] = {}
    for start, end, kind in _suffixes().find_all(scene.text):
        if end not in best or start < best[end][0]:
            best[end] = (start, kind)  # type: ignore[assignment]
    for end, (start, kind) in sorted(best.items()):
        if _ends_here(scene, start, end, kind):
            yield from _grown(scene, start, end, kind)


def _ends_here(scene: Scene, start: int, end: int, kind: Class) -> bool:
    """Whether the anchor is a word of its own: a short one must end where a token does."""
    if end - start == 1 and end not in scene.boundaries:
        return False
    if end - start == 1 and kind == "District":
        return False  # 区, 县, 市 alone: the gazetteer knows them all
    after = scene.text[end : end + 3]
    token = scene.tokens[scene.token_at(end - 1)]
    if end - start == 1 and words("no_offices").search(token):
        return False
    if end not in scene.boundaries and scene.starts[scene.token_at(end)] > start:
        return False
    if kind == "Union" and scene.text[start:end] == "工会":
        return not GENERIC_AFTER.match(after)
    return not (end - start == 1 and GENERIC_AFTER.match(after))


def _grown(scene: Scene, start: int, end: int, kind: Class) -> Iterator[Candidate]:
    """The candidate ending in the anchor text[start:end], by the best left edge."""
    score = specific = 0.0
    edges: list[tuple[float, int, float]] = []
    left = start
    seen_place = False
    said: Piece | None
    for begin, word in scene.before(start):
        if end - begin > LONGEST:
            break
        found = _quoted(scene, begin, word) or _numbered(scene, begin, word)
        if found is not None:
            begin, said = found
        elif word in "与和" and kind in JOINED and edges and not suffix_class(scene.before(begin)[0][1]):
            said = Piece(-0.7, 0.0)  # 体育与运动学院, 人力资源和社会保障局
        else:
            said = _piece_in(word, seen_place)
        if said is None or begin >= left or (kind == "District" and edges and said.place):
            break
        if kind == "District" and (said.place or word in DISTRICT_TAILS):
            break  # a chain of places is so many places
        score += said.score
        specific += said.specific
        seen_place = said.place or (seen_place and said.score > 0)
        left = begin
        edges.append((score + _edge(scene, begin), begin, specific))
    yield from _best(scene, edges, start, end, kind)


def _piece_in(word: str, seen_place: bool) -> Piece | None:
    """A token inside a name; left of a place only another place or an organisation goes on with it."""
    if suffix_class(word) and len(word) > 1 and not piece(word):
        return Piece(0.2, 0.0)
    said = piece(word)
    if said and is_suffix(word) and len(word) > 1 and not said.place:
        return Piece(0.25, min(said.specific, 0.3))
    if said and seen_place and not said.place:
        return Piece(said.score - 0.9, said.specific)
    return said


def _quoted(scene: Scene, begin: int, word: str) -> tuple[int, Piece | None] | None:
    """A quoted part of a name (《中国工人》杂志社), reached from its closing mark."""
    opening = {"》": "《", "”": "“"}.get(word)
    if not opening:
        return None
    at = scene.text.rfind(opening, max(0, begin - 20), begin)
    if at < 0 or re.search(r"[，。；：]", scene.text[at:begin]):
        return None
    return at, Piece(0.8, 1.0)


def _numbered(scene: Scene, begin: int, word: str) -> tuple[int, Piece | None] | None:
    """A number is part of a name (474路, 第一), not a count of things (22|家|总工会)."""
    if word[0] in MEASURES and re.search(r"[\d一二三四五六七八九十百千万两几多余]$", scene.text[:begin][-1:]):
        return begin, None
    return None


def _edge(scene: Scene, begin: int) -> float:
    """How well a name begins at `begin`: behind a mark or a word that no name reaches over."""
    if begin == 0 or not scene.text[begin - 1].isalnum():
        return EDGE
    return EDGE if piece(scene.before(begin)[0][1]) is None else 0.0


def _best(
    scene: Scene, edges: list[tuple[float, int, float]], start: int, end: int, kind: Class
) -> Iterator[Candidate]:
    if not edges:
        return
    named = [edge for edge in edges if edge[2] >= NEEDED.get(kind, 0.8)]
    if named:
        score, begin, _ = max(named, key=lambda edge: (edge[0], -edge[1]))
        if score > THRESHOLD.get(kind, 0.0):
            yield Candidate(begin, end, kind, score + 0.1 * (end - begin), "suffix")
            return
    for score, begin, _ in reversed(edges):
        leveled = LEVEL.match(scene.text[begin:end]) and _edge(scene, begin)
        if leveled and kind in ("Union", "Government", "School", "Company") and score > -0.6:
            yield Candidate(begin, end, kind, 0.5 + 0.1 * (end - begin), "level")
            return


DISTRICT_TAILS = frozenset("街道 镇 乡 社区 村 地区 省 市 区 县".split())
NEEDED = {"Facility": 1.0, "District": 1.0, "Company": 0.6, "Union": 0.6}
THRESHOLD = {"District": 0.6, "Facility": 0.4}


def bare_names(scene: Scene) -> Iterator[Candidate]:
    """Names that only the article can fill in: 该区总工会, 该公司, 项目部工会, 集团工会."""
    for found in BARE.finditer(scene.text):
        start, end = found.span("name")
        kind = suffix_class(scene.text[start:end])
        deictic = found["deictic"] is not None
        if kind is None or (not deictic and not _edge(scene, start)):
            continue
        if not deictic and kind != "Union":
            continue
        if GENERIC_AFTER.match(scene.text[end : end + 2]) and not deictic:
            continue
        begin = found.start() if deictic else start
        yield Candidate(begin, end, kind, 0.4 + 0.5 * deictic + 0.1 * (end - begin), "anaphora")


BARE = re.compile(
    r"(?P<deictic>该|本(?=公司|集团|校|院)|我(?=校|院))?(?P<name>"
    r"(?:省|市|区|县|镇|乡|街道|社区|村|州|旗|街|校|院|厂|局|所|站|段|矿|公司|集团公司|集团|分公司|子公司|项目部|项目|企业|车间|车队|单位|学院|学校|大学|医院|银行|兵团|师|团)?"
    r"(?:总工会|工会联合会|联合工会|工会委员会|工会)|(?:集团公司|分公司|子公司|公司|集团|项目部|厂|车队|企业|学院|学校|大学|校|中学|小学|医院|局|街道|镇|乡|区|市|县|社区|协会|商会|中心|驿站|工作室|支队|大队|院|所))"
)

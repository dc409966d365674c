"""Honours: prizes, and titles given to people and bodies.

Four things show one: a fixed name (五一劳动奖章), a word of praise between a scope and
who is praised (市|十佳|班主任), a verb of receiving in front (获评国家农业产业强镇), and quotation marks with
称号 or 年度人物 behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from kg.lexicon import part_of_speech, word_list, words
from kg.mentions.hits import TITLED, WON
from kg.mentions.scene import Candidate, Scene, piece
from kg.places import is_place

__all__ = ["awards"]

MARKED = r"“五一”(?:劳动奖[章状]?|先锋岗|巾帼(?:标兵岗?|奖状?))"


@cache
def _award() -> re.Pattern[str]:
    """Honours by their fixed names, with marks or without, and models."""
    honour = f"{words('common_honours').pattern}|{words('honours').pattern}"
    return re.compile(rf"(?P<honour>{MARKED}|“(?:{honour})”|{honour})|劳动模范|劳模")


CRAFTSMAN = re.compile(r"工匠(?!精神|人才|学院|工作室|杯|们|讲|[一-鿿]{0,3}精神)")
TITLE = re.compile(
    r"(?P<names>(?:“[^“”\n]{2,24}”[、和及]?){1,40})等?(?:一系列|多项|国家级|省级|市级)?(?:(?:荣誉|光荣)?称号|荣誉|奖章|奖项|大奖|奖杯|奖)"
)
INNER = re.compile(r"“([^“”\n]{2,24})”")
BEST = re.compile(r"“(最美[^“”\n]{2,20})”")
OF_YEAR = re.compile(r"(?:(?:首|第[一二三四五六七八九十百\d]+)届|20\d\d年度?)?“[^“”\n]{2,20}”年度人物")


def awards(scene: Scene) -> Iterator[Candidate]:
    """Honours by their fixed names, by praise, by who receives them, and titles given in quotes."""
    yield from _honours(scene)
    yield from _craftsmen(scene)
    for found in BEST.finditer(scene.text):
        yield Candidate(*found.span(1), "Award", 3.5, "title")
    if "”年度人物" in scene.text:
        for found in OF_YEAR.finditer(scene.text):
            yield Candidate(*found.span(), "Award", 4.0, "title")
    for found in TITLE.finditer(scene.text):
        for name in INNER.finditer(scene.text, *found.span("names")):
            yield Candidate(*name.span(1), "Award", 6.0, "title")
    yield from _received(scene)


def _honours(scene: Scene) -> Iterator[Candidate]:
    hints = sorted(scene.hits.honours)
    for begin, close in scene.clauses(start for start, _, praise in hints if not praise):
        for found in _award().finditer(scene.text, begin, close):
            yield from _scoped(scene, found)
    for start, end, praise in hints:
        if praise and (scope := _scope_start(scene, start)) < start and (last := _graded_end(scene, end)):
            yield Candidate(scope, last, "Award", 2.0 + 0.1 * (last - scope), "honour")


def _scoped(scene: Scene, found: re.Match[str]) -> Iterator[Candidate]:
    """An honour with the scope in front of it; one that many have needs a scope."""
    start, end = found.span()
    scope = _scope_start(scene, start)
    if found[0] == "劳模" and part_of_speech(scene.word_after(end)) not in ("", "nr"):
        return  # 全国劳模|代表, 全国劳模|宣讲团
    if scope == start:
        if not found["honour"] or words("common_honours").search(found["honour"]):
            return  # 技术能手57名: a kind of people
        if found["honour"][0] == "“" and found["honour"][-1] == "”":
            scope, end = start + 1, end - 1
    sure = 3.0 if found["honour"] else 2.0
    yield Candidate(scope, end, "Award", sure + 0.1 * (end - scope), "honour")


def _graded_end(scene: Scene, start: int) -> int:
    """Where a title ends that a word of praise begins, 0 when it is none.

    十佳|职工文化工作者 to its end, 优秀|教师代表 not at all.
    """
    for kind in words("honoured").finditer(scene.text, start, scene.clause(start)[1]):
        if kind.start() - start > LONGEST_GRADED or not HAN.fullmatch(scene.text, start, kind.end()):
            break
        after = scene.word_after(kind.end()) if kind.end() in scene.boundaries else ""
        if not after or after in PEOPLE:
            continue
        if part_of_speech(after)[:1] not in ("n", "v") or part_of_speech(after) == "nr":
            return kind.end()
    return 0


LONGEST_GRADED = 10
HAN = re.compile(r"[一-鿿]+")
PEOPLE = frozenset(["代表", "们", "评选", "推荐", "表彰", "名单", "事迹", "队伍"])


OF_PLACE = re.compile(r"[一-鿿]{1,3}州")
LEVELS = frozenset("省市区县州")
GRADES = frozenset(["省级", "市级", "区级", "县级", "国家级", "省部级"])
NATION = frozenset(["全国", "国家", "中央", "首都", "自治区", "兵团"])
FIELDS = frozenset(["系统", "行业", "战线"])


def _scope_start(scene: Scene, at: int) -> int:
    """Where the scope in front of an honour begins, `at` for none: 福建省|教育|系统|优秀教师."""
    if not _says_scope(scene.word_before(at)):
        return at
    start, field = at, False
    for begin, word in scene.before(at):
        if _whole_scope(word):
            above = scene.word_before(begin)
            return begin - len(above) * (is_place(word) and is_place(above) and above[-1] in LEVELS)
        if word in LEVELS or word in GRADES:
            return begin if not scene.text[begin - 1 : begin].isalnum() or _ended(scene, begin) else start
        if word in FIELDS:
            field = True
        elif not field or piece(word) is None or at - begin > LONGEST_FIELD:
            break
    return start


@lru_cache(maxsize=1 << 14)
def _whole_scope(word: str) -> bool:
    """Whether a word is all of a scope: 西宁市, 全国, 博州."""
    return is_place(word) or word in NATION or OF_PLACE.fullmatch(word) is not None


@lru_cache(maxsize=1 << 14)
def _says_scope(word: str) -> bool:
    """Whether a word can stand at the end of a scope: 西宁市, 省, 系统."""
    return word in LEVELS or word in GRADES or word in FIELDS or _whole_scope(word)


LONGEST_FIELD = 10


def _ended(scene: Scene, at: int) -> bool:
    """Whether what stands in front of a bare level belongs to no name: 捧回|省工人先锋号."""
    before = scene.word_before(at)
    return piece(before) is None or before in word_list("receive")


def _craftsmen(scene: Scene) -> Iterator[Candidate]:
    for found in CRAFTSMAN.finditer(scene.text):
        start, end = found.span()
        start -= scene.text[max(0, start - 1) : start] == "大"
        quoted = start > 2 and scene.text[start - 3] == "“" and scene.text.startswith("”", end)
        size = _place_before(scene.text, start) or 2 * quoted
        if size:  # 北京大工匠, “三秦工匠”
            yield Candidate(start - size, end, "Award", 4.0 if quoted else 1.6, "craftsman")


def _place_before(text: str, end: int) -> int:
    """The length of the place, or of 大国 or 首都, that ends at `end`; 0 for none."""
    scopes = ((size, text[end - size : end]) for size in (4, 3, 2) if size <= end)
    return next((size for size, scope in scopes if is_place(scope) or scope in ("大国", "首都")), 0)


RECEIVED = re.compile(
    rf"(?:{TITLED})(?:了|为)?(?:20\d\d年度?)?(?:全国|[一-鿿]{{2,4}}[省市区县])?“(?P<quoted>[^“”\n]{{2,24}}?)(?:荣?誉?称号)?”(?![一-鿿]{{0,4}}(?:称号|荣誉|劳动奖))"
    rf"|(?:{WON})(?:了|为)?(?P<prize>[^，。；“”、\n]{{4,30}}?(?:[一二三特]等奖|金奖|银奖|铜奖|优秀奖|创新奖|贡献奖))"
)
NAMED = re.compile(
    rf"(?P<verb>{TITLED}|{WON}|获)(?:了|为)?(?P<name>[一-鿿A-Za-z0-9·（）]{{3,30}}?)(?=(?:荣誉|光荣)?称号|[，。；、）\n]|$)"
)
PRIZES = re.compile(r"(?:了|为)?(?P<names>(?:[一-鿿“”]{2,24}奖”?[、和及]?){1,12})(?![杯金牌品项状章励学])")
PRIZE = re.compile(r"[^、“”]{3,24}?奖(?=”?(?:[、和及]|$))")
RANK = re.compile(
    r"[牌军名]和|(?:[一二三四特\d]等|[金银铜]|大|头)奖$|第[一二三四五六七八\d]|[冠亚季]军|名次?$|(?:资格|名额|提名|好评)$"
)
# 化学检验工|一等奖: which contest's, not which prize
OF_TRADE = re.compile(r"[工组项员]种?(?:[一二三特]等奖|[金银铜]奖)$")
SCORES = {"quoted": 5.0, "prize": 2.6}


def _received(scene: Scene) -> Iterator[Candidate]:
    """What is named behind a verb of receiving."""
    done = 0
    for begin, verb, _ in sorted(scene.hits.receiving):
        if begin < done:
            continue
        if found := RECEIVED.match(scene.text, begin):
            done = found.end()
            group = "quoted" if found["quoted"] else "prize"
            if group == "quoted" or not OF_TRADE.search(found["prize"]):
                yield Candidate(*found.span(group), "Award", SCORES[group], "received")
        elif (found := NAMED.match(scene.text, begin)) and _is_title(scene, found):
            yield Candidate(*found.span("name"), "Award", 2.6, "received")
        if found := PRIZES.match(scene.text, verb):
            for name in PRIZE.finditer(scene.text, *found.span("names")):
                if not RANK.search(name[0]) and name.start() in scene.boundaries:
                    yield Candidate(*name.span(), "Award", 2.8, "received")


def _is_title(scene: Scene, found: re.Match[str]) -> bool:
    """Whether what was received is a title: 国家农业产业强镇, 最有价值球员|称号; not 高级工程师."""
    name, (start, end) = found["name"], found.span("name")
    if "的" in name or RANK.search(name) or start not in scene.boundaries:
        return False
    first = scene.word_after(start)
    praised = any(kind.end() == len(name) for kind in words("honoured").finditer(name))
    titled = praised or found["verb"] in TITLED.split("|")
    ranked = titled and len(name) >= LONG and (first in NATION or first in GRADES or is_place(first))
    given = found["verb"] in GIVING  # 授予|甲某市先锋: who gets it stands in front
    said = not given and scene.text.startswith(("称号", "荣誉称号", "光荣称号"), end)
    if not (ranked or said or (not given and _graded(name))):
        return False
    at = start
    while at < end:
        word = scene.word_after(at)
        if piece(word) is None and part_of_speech(word)[:1] not in ("v", "a") and word[0] not in "最与和":
            return False
        at += len(word)
    return True


def _graded(name: str) -> bool:
    """Whether a name ends in a word of praise and who is praised: 年度|优秀|班组长."""
    ends = [kind.start() for kind in words("honoured").finditer(name) if kind.end() == len(name)]
    return any(
        0 <= name.rfind(praise, 0, end) >= end - LONGEST_GRADED - len(praise)
        for end in ends
        for praise in word_list("praise")
    )


LONG = 6
GIVING = frozenset(["授予", "评为", "命名为", "颁发", "评出"])

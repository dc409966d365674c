"""Bylines: the part of a line that says who reported, who sent it in, who took the picture.

A byline is a dateline in front of the body (「本报讯（记者 甲 通讯员 乙 丙）」), a line of its own
(「本报记者 甲 摄影报道」, 「来源：某报 作者：甲」), or stands behind the last sentence. A text is one when
all of it are words of bylines (`kg.byline_words`), and one of them says what the names are for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.byline_words import (
    HAN,
    TITLED,
    Token,
    byline_tokens,
    can_sign,
    is_name,
    is_office,
    may_be_byline,
    stands_alone,
    without_place,
)
from kg.lexicon import part_of_speech, surnames

__all__ = [
    "HAN",
    "Byline",
    "dateline",
    "signature",
]

LINES = 1 << 9
"""Lines that are remembered, about those of a page: each is asked for several times."""
LONGEST = 90


@dataclass(frozen=True, slots=True)
class Byline:
    """Where a byline stands in a line: the whole of it, and the part with the names."""

    start: int
    end: int
    names: tuple[int, int] | None


# --- in front of the body

# 「本报讯」「新华社北京11月3日电」「江城日报」
SOURCE = (
    r"(?!据)(?:本报|本社|本刊|本网|本(?=讯)|新华社|新华网|人民网|中新社|中新网|中工网|工人日报"
    r"|[^\s，。：；“（(、]{0,6}(?:日报|晚报|午报|时报|早报|晨报)|[^\s，。：；“（(、]{2,6}(?:报|网|社))"
)
TELLS = r"(?:讯(?!员)|(?:电|消息|综合报道)(?=[\s　（(【〔：:，】]|题|通讯员|记者|$))"
LEAD = re.compile(
    rf"[□■●▲◆○【]?\s*(?:{SOURCE}[^，。：；“（(]{{0,14}}?{TELLS}"
    rf"|(?:[{HAN}\d]{{2,14}}?(?:讯(?!员)|电|消息)|{SOURCE}[^，。：；“（(]{{0,14}}?)(?=】?\s*[：:]?\s*[（(〔]))】?\s*[：:，]?\s*"
)
"""In front of brackets with names whatever is said to report will do: 河西融媒5月3日讯, 昆明讯."""
ANY_SOURCE = (
    rf"[{HAN}A-Za-z\d·]{{2,14}}(?<![资通简音喜问审短快电])讯(?=[\s　：:])"
    rf"|[（(][{HAN}\d]{{2,12}}(?:讯|电)[）)]"
)
"""Any outlet or place, set off from the body: 江城网8月10日讯　, (江城14日讯)."""
BARE_LEAD = re.compile(
    rf"[□■●▲◆○【]?\s*(?:{SOURCE}[^，。：；“（(\s]{{0,14}}?{TELLS}|{ANY_SOURCE})】?\s*[：:，]?\s*"
)
TITLE_AGAIN = re.compile(rf"{SOURCE}[^，。：；“（(\s]{{0,14}}?电\s*题\s*[：:].*$")
BOX = re.compile(
    r"[（(〔【]\s*(?P<inner>(?:[^（）()〔〕【】。；“”]|“[^“”]{2,8}”){2,80})[）)〕】]\s*[：:]?\s*"
)
# In front of brackets that say who reported: 枝江融媒, 荆楚网（湖北日报网）讯, 某网28日讯 据西部商报报道
ANY_LEAD = re.compile(
    r"(?:[^（）()【】，。；！？“”\s]|\s+(?=[据（(【])|[（(【][^（）()【】，。；\d]{2,10}[）)】]){0,40}?"
    r"(?:(?:讯|电|消息|报[道导社]?|网|社|站|台|融媒|新闻|客户端|在线|发布)\s*|(?<=[）)】])\s*|^)"
    r"(?=[（(【][^（）()【】]{0,12}(?:记[ 　]{0,2}者|通讯员))"
)


@lru_cache(maxsize=LINES)
def dateline(line: str) -> Byline | None:
    """The dateline that `line` begins with, None if it has none.

    >>> dateline("本报讯（记者 甲乙）近日，").end
    10
    """
    if again := TITLE_AGAIN.match(line):
        return Byline(*again.span(), None)
    lead = LEAD.match(line)
    at = lead.end() if lead else 0
    if signed := _in_brackets(line, at, told=at > 0):
        return signed
    if (lead := ANY_LEAD.match(line)) and (signed := _in_brackets(line, lead.end(), told=False)):
        return signed
    bare = BARE_LEAD.match(line)
    at = bare.end() if bare else 0
    if bare and (again := BARE_LEAD.match(line, at)):
        bare, at = again, again.end()  # 某网讯: 本网讯
    if bare and (box := BOX.match(line, at)) and {t.kind for t in byline_tokens(box["inner"])} == {"outlet"}:
        at = box.end()
    end = _headed(line, at, told=bare is not None)
    if end > at:
        return Byline(0, end, (at, end))
    return Byline(0, at, None) if bare else None


def _in_brackets(line: str, at: int, *, told: bool) -> Byline | None:
    """The dateline with brackets at `at` that tell who wrote the body behind them."""
    box = BOX.match(line, at)
    if not box or (not told and (box.end() == len(line) or GOES_ON.match(line, box.end()))):
        return None
    names = box["inner"][: without_place(box["inner"])]
    if not _names_people(names, told=told, signed=at == 0 and len(line) - box.end() > SHORT):
        return None
    return Byline(0, box.end(), (box.start("inner"), box.start("inner") + len(names)))


# 据江城晚报（记者 甲）|报道; 江城晚报（记者 甲）|《…》, a row of a list
GOES_ON = re.compile("[，、。；等和与说称《]|报[道导]")


def _names_people(text: str, *, told: bool, signed: bool) -> bool:
    """Whether brackets tell who wrote a body; names alone do behind 讯, and where they begin a text."""
    tokens = byline_tokens(text)
    kinds = {token.kind for token in tokens}
    names = [text[t.start : t.end] for t in tokens if t.kind == "name"]
    if not names or "prose" in kinds:
        return False
    if kinds & (TITLED | {"both", "photo"}):
        return told or may_be_byline(text)
    return (told and kinds <= {"name", "text"}) or (signed and kinds == {"name"} and all(map(is_name, names)))


def _headed(line: str, at: int, *, told: bool) -> int:
    """Where the byline ends that a body begins with: 「记者 甲乙 丙丁 五月端阳到，」, 「甲乙报道：」.

    A name has to be told from the body's words: by a surname, and the space behind it.
    """
    found = HEAD.match(line, at, at + LONGEST)
    if not found:
        return at
    head = found.group()
    end, titled, named = 0, False, False
    for token in byline_tokens(head):
        word = head[token.start : token.end]
        if token.kind in ("reporter", "correspondent"):
            titled, named = True, False
        elif token.kind == "name":
            sure = told and titled and not named
            long = len(word) > 4 and not re.search(r"[·•．\s]", word)
            if long or not (sure or word[0] in surnames()) or not SET_OFF.match(head, token.end):
                break
            named, end = True, token.end
        elif token.kind in ("text", "photo", "both") and end and re.match(r"[\s　：:，]", head[token.end :]):
            titled, end = True, token.end
        elif token.kind not in ("outlet", "unit", "box") or named:
            break
    rest = re.match(r"[\s　、：:，]*", head[end:])
    end = end + rest.end() if end and titled and rest else 0
    if not told and ("，" not in line[at + end :] and "。" not in line[at + end :]):
        return at  # a line of its own
    return at + end


HEAD = re.compile(
    r"[^，。；“（(]*?(?:记[ 　]{0,2}者|通[ 　]{0,2}讯[ 　]{0,2}员|报[道导])[^，。；“（(]*[，。；“（(]?"
)
SET_OFF = re.compile(r"[\s　、]|$|报[道导]|记者|通讯员|全媒体")


# --- a line of its own, or behind the last sentence

SHORT = 24
"""Characters: less is no body that brackets sign, but the entry of a list."""
CLOSING = re.compile(r"[（(〔【](?P<inner>[^（）()〔〕【】]{1,70})[）)〕】]。?$")
# Behind a signature: （图片由某厂提供）, 甲乙摄（新华社发）, 甲乙摄/光明图片, 甲乙 文/图　线索提供 丙丁
NOTE = re.compile(
    rf"\s*[（(](?:图片?|照片|插图)[^（）()]{{0,20}}(?:提供|供图|资料图?片?)[）)]$"
    rf"|(?<=摄)(?:[。．]|\s*[（(/／][{HAN}]{{0,6}}(?:发|图片|社|网|报|中国)[）)]?)$"
    r"|[\s　]线索提供[\s　].{2,20}$"
)
ENDED = re.compile(r"[。！？!?…][”’」』]?\s*(?:[（(]完[）)]\s*)?$")
EDGE = re.compile(r"[\s。！？!?…”）)]+")


@lru_cache(maxsize=LINES)
def signature(line: str) -> Byline | None:
    """The signature that `line` is, or ends with, None if it has none.

    >>> line = "浓浓年味。 本报记者 甲乙 摄影报道"
    >>> line[signature(line).start:]
    '本报记者 甲乙 摄影报道'
    """
    if WORK.match(line):
        return None
    whole = CLOSING.fullmatch(line)
    if whole or len(line) <= LONGEST:
        note = NOTE.search(line)
        span = whole.span("inner") if whole else (0, note.start() if note else len(line))
        kind = _signs(line[slice(*span)], own_line=True, boxed=whole is not None)
        if kind and (kind != "names" or line[0] != "【"):  # 【劳模风采】 is a column
            return Byline(0, len(line), (0, len(line)) if kind == "credit" else span)
    if not whole and (box := CLOSING.search(line)):
        ended = ENDED.search(line, 0, box.start()) is not None
        kind = _signs(box["inner"], own_line=False, boxed=True)
        if kind in ("titled", "pictured") or (kind and ended and (kind == "credit" or box.start() > SHORT)):
            return Byline(box.start(), len(line), box.span("inner"))
    return _tail(line)


# A row of a list of works, whose makers wrote no article: 二等奖　《晚风》（组照）　摄影：某某
WORK = re.compile(
    r"(?:[一二三特]等奖|[金银铜]奖|(?:优秀|入围|优胜)奖|\d{1,2}[.．、])?\s*《[^《》]{0,40}[^《》报刊网社]》(?:[（(][^（）()]{1,12}[）)])?"
    r"\s*(?:作者|摄影|主创|编剧|导演|作[词曲]|选送(?:单位)?)\s*[：:]"
)


def _tail(line: str) -> Byline | None:
    """The signature behind the last sentence, or behind a space."""
    note = NOTE.search(line)
    stop = note.start() if note else len(line)
    since = max(0, stop - LONGEST)
    if not may_be_byline(line[since:stop]) and "□" not in line[since:stop]:
        return None
    for edge in EDGE.finditer(line, since, stop - 1):
        text = line[edge.end() : stop]
        hard = re.search(r"[。！？，；“”]", text) or (LONE.match(text) and not edge.group().strip())
        if not hard and _signs(text, own_line=False, boxed=False) in ("titled", "pictured", "marked"):
            return Byline(edge.end(), len(line), (edge.end(), stop))
    return None


# What may be the second half of a name set wide: 巴　图　卢　某
LONE = re.compile(r"[图文摄][\s　]")


def _signs(text: str, *, own_line: bool, boxed: bool) -> str:
    """What makes a text a byline, "" where it is none."""
    if not boxed and not may_be_byline(text):
        return ""
    tokens = byline_tokens(text)
    kinds = {token.kind for token in tokens}
    if not kinds or "prose" in kinds or ("bracket" in kinds and not kinds & {"told", "stamp"}):
        return ""
    names = [text[t.start : t.end] for t in tokens if t.kind == "name"]
    if kinds & {"told", "editor"} or ("stamp" in kinds and _is_issued(tokens, text)):
        return "credit" if (own_line or boxed) and _listed(text, tokens) else ""
    if kinds & TITLED:
        if not names:
            unsigned = own_line and kinds & NO_REPORT and re.search("[:：|｜]", text)
            return "credit" if unsigned else ""  # 供稿：某某工会
        fits = all(_fits(text, token, boxed) for token in tokens if token.kind == "name")
        told = "author" if kinds & TITLED == {"author"} else "titled"
        return told if fits and (told == "titled" or own_line or boxed) else ""
    if not names:
        credit = own_line and kinds in ({"unit", "photo"}, {"unit", "given"})  # 某某工会 图
        return "credit" if credit or (boxed and is_office(text)) else ""  # （区总宣）
    if kinds & {"photo", "both"}:
        sure = own_line or (boxed and all(can_sign(name, printed=False) for name in names))
        return "pictured" if sure or _surnamed(names) or all(map(is_name, names)) else ""
    if "text" in kinds or (boxed and kinds & {"unit", "outlet"}):
        made = "titled" if "text" in kinds else "sent"
        likely = boxed and any(map(is_name, names)) and all(map(stands_alone, names))
        return made if likely or all(map(is_name, names)) else ""
    if "box" in kinds:
        return "marked" if all(map(stands_alone, names)) and (own_line or _surnamed(names)) else ""
    likely = _surnamed(names) or (any(map(is_name, names)) and all(map(stands_alone, names)))
    return "names" if boxed and own_line and kinds == {"name"} and likely else ""


NO_REPORT = TITLED - {"reporter"}


def _is_issued(tokens: tuple[Token, ...], text: str) -> bool:
    """Whether a time stands beside an outlet, has an hour, or is a whole line: else it may be the text's."""
    beside = any(t.kind in ("outlet", "author", "both") for t in tokens)
    return beside or HOUR.search(text) is not None or FULL_DAY.fullmatch(text) is not None


HOUR = re.compile(r"\d[:：]\d")
FULL_DAY = re.compile(r"\s*(?:19|20)\d\d[-/.年]\d\d?[-/.月]\d\d?日?\s*")


def _listed(text: str, tokens: tuple[Token, ...]) -> bool:
    """Whether the names in a line of credits are names: 「编辑 今天我们介绍」 is none."""
    return all(
        len(text[t.start : t.end]) < 5 or "·" in text or "•" in text for t in tokens if t.kind == "name"
    )


def _fits(text: str, token: Token, boxed: bool) -> bool:
    """Whether a word behind a title is a name: 「记者|采访了赵甲」, 「记者 走进」 have none."""
    name = re.sub(r"\s", "", text[token.start : token.end])
    if name[0] in surnames() or re.search(r"[·•．]", name):
        return len(name) < 5 or re.search(r"[·•．]", name) is not None
    glued = re.match(rf"[{HAN}]", text[token.start - 1 : token.start]) is not None
    return (boxed or not glued) and part_of_speech(name)[:1] not in ("v", "d", "t", "r", "p", "c", "m")


def _surnamed(names: list[str]) -> bool:
    return bool(names) and all(name[0] in surnames() for name in names)

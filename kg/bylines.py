"""Bylines: who reported, who sent it in, who took the picture.

A byline is a dateline in front of the body (「本报讯（记者 甲 通讯员 乙 丙）」), a signature of its own
line (「本报记者 甲 摄影报道」), or a signature at the end of the body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.credits import COUNTED, CREDIT, EDITED, HAN, NAME, OUTLET, SOURCED, STAMP, WRITTEN
from kg.lexicon import frequency, part_of_speech, surnames
from kg.model import Author, Role
from kg.places import names_place

__all__ = [
    "HAN",
    "Byline",
    "authors",
    "dateline",
    "names_below",
    "signature",
    "signed_in_brackets",
    "titles_alone",
]

NAME_TAGS = ("nr", "nrt", "nrfg")

OUTLETS = rf"[{HAN}]{{1,6}}?(?:报|网|全媒体?|融媒体?|电视台|广播|客户端|头条|新闻|传媒)"
REPORTER = (
    rf"(?:{OUTLETS}){{0,2}}"
    r"(?:本报|本社|本刊|中工网|工人日报|全媒体|融媒体|见习|实习|首席|特派|特约|驻地|摄影|文字|客户端|新华社|中新社|人民网|新华网|驻[一-鿿]{1,3}|[—－-])*"
    r"(?:记[ 　]{0,2}者站?|实习生)"
)
CORRESPONDENT = (
    rf"(?:{OUTLETS}|本报|特约|优秀|骨干)*(?:通[ 　]{{0,2}}讯[ 　]{{0,2}}员|特约撰稿人?|供稿(?!人|单位))"
)
JOB = (
    rf"(?P<photojob>摄影记者|摄影师|(?:摄影|图片?|摄)\s*[/／:：](?=\s*[{HAN}])(?!\s*报道))"
    rf"|(?P<textjob>(?:文字?|撰文)\s*[/／:：](?=\s*[{HAN}])(?!\s*[摄图](?![/／:：])))"
    rf"|(?P<editor>(?:{SOURCED}|{EDITED}|{COUNTED}|时间|日期)\s*[:：/／]|(?:{EDITED})\s|《{OUTLET}》|{STAMP})"
    rf"|(?P<author>(?:{WRITTEN})\s*[:：/／]?|^[□■●◆▲◎](?=\s*[{HAN}]{{2,4}}(?:\s|$)))"
    rf"|(?P<reporter>{REPORTER}|^[讯电](?=\s*[（(]))|(?P<correspondent>{CORRESPONDENT})"
)
ACTION = (
    r"(?P<both>[/／]?\s*(?:文\s*[/／、]?\s*[摄图](?![/／:：])|图\s*[/／、]?\s*文|摄影\s*[/／、]?\s*报道|图文报道|文并摄)(?:报道)?)"
    rf"|(?P<photo>[/／]?\s*(?:摄影|摄制|摄|供图|图))(?![{HAN}/／:：])"
    r"|(?P<text>[/／]\s*文|文(?=\s|[/／]|$)|整理|报道|采写|撰文|撰稿)"
)
# A name ends where the run of Han characters does, or where another word of the byline begins.
WORD = rf"{NAME}(?=[^{HAN}]|$|摄影|摄|报道|供图|文\s*[/／]|记者|通讯员|(?:{SOURCED}|{EDITED}|{WRITTEN})[:：])"
TOKEN = re.compile(
    rf"{JOB}|{ACTION}|(?P<name>{WORD})|(?P<gap>[\s\u3000、，,/／:：|｜]+)|(?P<prose>[{HAN}])|(?P<mark>.)"
)

# 「本报讯（记者 甲）」「新华社北京11月3日电（记者 甲 乙）」「中工网讯 记者 甲」「（本报记者 甲）」
SOURCE = (
    r"(?!据)(?:本报|本社|本刊|本网|新华社|新华网|人民网|中新社|中新网|中工网|工人日报"
    r"|[^\s，。：；“（(、]{0,6}(?:日报|晚报|午报|时报|早报|晨报)|[^\s，。：；“（(、]{2,6}(?:报|网|社))"
)
# in front of 「（记者 甲）」 whatever is said to report: 河西融媒5月3日讯, 昆明讯
ANY_SOURCE = rf"[{HAN}\d]{{2,14}}?(?:讯(?!员)|电|消息)"
PAREN = rf"[（(【]\s*(?P<inner>(?:{REPORTER}|{CORRESPONDENT}|文|图|摄影)[^（）()【】。；“]{{1,80}})[）)】]"
# 「本报讯（甲乙）」: the reporter, who is not called so
UNTITLED = rf"[讯电]\s*[（(]\s*[{HAN}]{{2,4}}(?:[\s　、]+[{HAN}]{{2,4}}){{0,2}}\s*(?=[）)])"
# 「本报讯 记者 甲乙 丙丁 五月端阳到，」: which of the words are names is for `dateline` to say
TITLED = rf"{REPORTER}[\s　]+[{HAN}]{{2,3}}(?:[\s　、]+[{HAN}]{{2,3}}){{0,3}}[\s　]+"
# 「本报记者 甲乙 通讯员 丙丁 3月5日，」: a body that begins with its byline, 讯 left out
NAMED = rf"[{HAN}]{{2,3}}(?:[\s　、]+[{HAN}]{{2,3}}){{0,3}}"
OPENING = rf"(?:(?:{REPORTER}|{CORRESPONDENT})[\s　]*{NAMED}[\s　]+){{1,2}}"
REPORTING = rf"[{HAN}]{{2,4}}(?:[\s　、]+[{HAN}]{{2,4}}){{0,2}}\s*报道\s*[：:]\s*"
DATELINE = re.compile(
    rf"^[□■●▲◆○【]?\s*(?:(?:{SOURCE}[^，。：；“（(]{{0,14}}?(?:讯(?!员)|电|消息|综合报道)?|{ANY_SOURCE})】?\s*[：:]?\s*)?(?:{PAREN})\s*[：:]?\s*"
    rf"|^{SOURCE}[^，。：；“（(\s]{{0,14}}?电\s*题\s*[：:].*$"
    rf"|^[□■●▲◆○]?\s*{SOURCE}[^，。：；“（(\s]{{0,10}}?(?P<untitled>{UNTITLED})[）)]\s*"
    rf"|^[□■●▲◆○]?\s*{SOURCE}[^，。：；“（(\s]{{0,14}}?(?:讯(?!员)|电|消息)\s*(?:[（(]{OUTLET}[）)]\s*)?[，：:]?\s*(?P<bare>(?:{REPORTER}|{CORRESPONDENT})[^，。：；“]{{1,40}}?(?:报道|消息)\s*[：:，]?\s*|{TITLED}|{REPORTING})?"
    rf"|^[□■●▲◆○]?\s*(?P<opening>{OPENING})(?=.*[，。])"
)
SIGNED = re.compile(
    rf"(?:^|(?<=[。！？!?”…）)\s])|(?<=[。！？”]))\s*[□■●▲◆○]?\s*[（(【]?\s*(?P<signature>"
    rf"(?:(?:(?:{REPORTER}|{CORRESPONDENT}|摄影)[:：]?|文[/／]|图[/／]|图文[/／])[^。！？，：；“”（）()]{{1,60}}"
    rf"|{NAME}(?:[\s、]+{NAME}){{0,3}}\s*[/／]?\s*(?:摄影报道|摄影|文\s*[/／]\s*[摄图]|摄|供图|文)(?:\s*{NAME}\s*[/／]?\s*摄)?))\s*[）)】]?\s*$"
)


PICTURE = re.compile(rf"[{HAN}]{{2,4}}(?:[\s、]+[{HAN}]{{2,4}}){{0,2}}\s+(?:摄|供图|摄影报道)")


JOBS = re.compile(rf"^(?:{REPORTER}|{CORRESPONDENT})")

LINES = 1 << 9
"""Lines that are remembered, about those of a page: each is asked for several times."""


@dataclass(frozen=True, slots=True)
class Byline:
    """Where a byline stands in a line: the whole of it, and the part with the names."""

    start: int
    end: int
    names: tuple[int, int] | None


@lru_cache(maxsize=LINES)
def dateline(line: str) -> Byline | None:
    """The dateline that `line` begins with, None if it has none.

    >>> dateline("本报讯（记者 甲乙）近日，").end
    10
    """
    found = DATELINE.match(line)
    if not found or not found.group().strip() or (found.end() == len(line) and line[0] in "（(【"):
        return None  # 「（通讯员 甲 乙）」 on a line of its own is a signature
    names = next((found.span(g) for g in ("inner", "untitled", "bare", "opening") if found.group(g)), None)
    if names and (found["opening"] or re.fullmatch(TITLED, line[slice(*names)])):
        end = names[0] + _titled(line[slice(*names)], strict=bool(found["opening"]))
        return Byline(found.start(), end, (names[0], end)) if end > names[0] else None
    return Byline(*found.span(), names)


def _titled(text: str, *, strict: bool) -> int:
    """Where the names of 「记者 甲乙 丙丁 五月 」 end: what begins with no surname is the body's.

    `strict`: nothing else shows a byline, so each word has to be a name or the title of those who follow.
    """
    end = 0
    for number, word in enumerate(re.finditer(r"[^\s　、]+[\s　、]+", text)):
        name = JOBS.sub("", word.group().strip(" \u3000、"))
        if (number or strict) and name and name[0] not in surnames():
            break
        end = word.end() if name else end
    return end


@lru_cache(maxsize=LINES)
def signature(line: str) -> Byline | None:
    """The signature that `line` is, or ends with, None if it has none.

    >>> line = "浓浓年味。 本报记者 甲乙 摄影报道"
    >>> line[signature(line).start:]
    ' 本报记者 甲乙 摄影报道'
    """
    if (alone := ALONE.fullmatch(line)) and all(name[0] in surnames() for name in alone["names"].split()):
        return Byline(*alone.span(), alone.span("names"))
    if CREDIT.fullmatch(line.strip()):
        return Byline(0, len(line), (0, len(line)))
    if (told := TOLD.search(line)) and CREDIT.fullmatch(told["credit"]):
        return Byline(told.start(), len(line), told.span("credit"))
    found = SIGNED.search(line)
    if not found or not authors(found["signature"]):
        return None
    if found.start() == 0 and PICTURE.fullmatch(line.strip()):
        return Byline(*found.span(), found.span("signature"))  # 荷叶 摄: a line of its own
    if any(_is_prose(found["signature"], token) for token in TOKEN.finditer(found["signature"])):
        return None  # 「记者近日从某公司工会了解到」 is a sentence
    return Byline(*found.span(), found.span("signature"))


# ……穗满仓。（来源：某报 作者：甲乙）
TOLD = re.compile(rf"(?<=[。！？!?”…])\s*(?P<credit>[（(][^（）()。]*(?:{WRITTEN})[^（）()。]*[）)])$")
ALONE = re.compile(rf"[（(]\s*(?P<names>[{HAN}]{{2,3}}(?:[\s　]+[{HAN}]{{2,3}}){{0,2}})\s*[）)]")
"""「（甲乙）」: who sent it in, where nothing else is said; a line of its own."""
IN_BRACKETS = re.compile(
    rf"(?<=[。！？!?”…])\s*[（(]\s*(?P<name>[{HAN}][{HAN}\u3000 ]{{0,2}}[{HAN}])\s*[）)]$"
)


NAMES = re.compile(
    rf"(?P<names>[{HAN}]{{2,3}}(?:[\s　、]+[{HAN}]{{2,3}}){{0,3}})(?:\s*[/／]?\s*(?:文|报道))?"
)
TITLE = re.compile(rf"[□■●▲◆○]?\s*(?:{REPORTER}|{CORRESPONDENT})[:：]?")


def names_below(line: str) -> bool:
    """Whether a line is nothing but names, as they stand on the line below 本报记者 甲.

    >>> names_below("赵甲乙 钱丙"), names_below("工会开讲")
    (True, False)
    """
    found = NAMES.fullmatch(line)
    return found is not None and all(
        name[0] in surnames() and part_of_speech(name) in ("", *NAME_TAGS)
        for name in re.split(r"[\s　、]+", found["names"])
    )


def titles_alone(line: str) -> bool:
    """Whether a line has the title of a byline, whose names stand on the next: 本报记者."""
    return TITLE.fullmatch(line) is not None


def signed_in_brackets(line: str) -> re.Match[str] | None:
    """A name in brackets behind the last sentence, as short pieces are signed: 「……多喝水。（甲乙）」."""
    found = IN_BRACKETS.search(line)
    return (
        None
        if found is None
        or re.search("记者|通讯员|摄|完|上接|下转|续|据|综合|左|右|图", found["name"])
        or _is_two_words(found["name"])
        else found
    )


def _is_prose(text: str, token: re.Match[str]) -> bool:
    """Whether a word of a signature shows that it is none: 记者|采访了赵甲, 他爱好|摄影."""
    if token.lastgroup != "name":
        return token.lastgroup == "prose"
    name, before = token.group(), text[token.start() - 1 : token.start()]
    long = len(name) > 4 and not re.search(r"[·•．]", name)
    signed = re.search(r"记者|通讯员|[/／:：]", text) is not None
    return (long and before.strip() != "") or not (signed or name[0] in surnames() or len(name) == 1)


def authors(text: str) -> tuple[Author, ...]:
    """The people of a byline in order of print, with the role that each has; offsets are into `text`.

    摄影报道, 文/摄 and the like make everyone named so far a photographer as well. 摄 alone makes those
    named since the last such word photographers instead: they took the picture, and no more is said.

    >>> [(a.role, a.name) for a in authors("本报记者 赵甲 通讯员 钱乙 孙丙 摄")][-1]
    ('photographers', '孙丙')
    """
    done: list[Author] = []
    waiting: list[Author] = []
    role: Role | None = None
    leading = edited = signed = False
    sticky = False  # 「图/记者 甲」: the job named before the slash outlasts the title behind it
    for kind, (start, end) in _tokens(text):
        if kind == "name":
            name = re.sub(r"\s", "", text[start:end])
            if edited or (signed and not _is_signer(name)) or _is_two_words(name):
                continue
            if done + waiting and text.startswith("报道", end) and names_place(name):
                continue  # 本报记者 甲乙 西安报道: from where
            waiting.append(Author(role or "reporters", name, start, end))
        elif kind == "editor":
            done, waiting, edited = done + waiting, [], True
        elif kind in ("photojob", "textjob"):
            done, waiting, sticky = done + waiting, [], text[start:end][-1] in "/／:："
            role = "photographers" if kind == "photojob" else "reporters"
        elif kind in ("reporter", "correspondent", "author"):
            if not sticky:
                role = "correspondents" if kind == "correspondent" else "reporters"
            sticky = edited = False
            signed = kind == "author"
        elif kind == "both" and not done + waiting:
            leading, role = True, "reporters"  # 文/图 甲
        elif kind == "both":
            untitled = (
                role is None and "摄影" in text[start:end]
            )  # 甲 摄影报道: the caption is only the picture's
            done += [
                *([] if untitled else waiting),
                *(replace(a, role="photographers") for a in done + waiting),
            ]
            waiting = []
        else:
            made: Role = "photographers" if kind == "photo" else "reporters"
            done += [replace(a, role=made) if kind == "photo" or not role else a for a in waiting]
            waiting = []
    if leading:
        done += waiting + [replace(a, role="photographers") for a in done + waiting]
    return tuple(dict.fromkeys(done + waiting))


def _is_signer(name: str) -> bool:
    """Whether a word behind 作者 is a name: the unit may stand there too."""
    return name[0] in surnames() and (len(name) < 5 or re.search(r"[·•．]", name) is not None)


def _is_two_words(name: str) -> bool:
    """Whether four characters are two words, of which the second is a common one: 图片故事, 站方提供.

    >>> _is_two_words("北京晚报"), _is_two_words("上官云霞"), _is_two_words("欧阳建国")
    (True, False, False)
    """
    last = name[2:]
    common = part_of_speech(last) not in ("", *NAME_TAGS) and frequency(last) > COMMON
    return len(name) == 4 and name[:2] not in surnames() and common


COMMON = 300
"""Occurrences in 60 million words."""


def _tokens(text: str) -> list[tuple[str, tuple[int, int]]]:
    """The words of a byline; two single characters apart are one name set wide: 「于　佳」."""
    tokens: list[tuple[str, tuple[int, int]]] = []
    wide = False
    for match in TOKEN.finditer(text):
        kind, span = str(match.lastgroup), match.span()
        single = kind == "name" and len(match.group()) == 1
        if kind in ("gap", "mark", "prose"):
            continue
        if single and wide and tokens[-1][0] == "name":
            tokens[-1] = ("name", (tokens[-1][1][0], span[1]))
            wide = False
            continue
        wide = single
        tokens.append((kind, span))
    return [t for t in tokens if t[0] != "name" or t[1][1] - t[1][0] > 1]

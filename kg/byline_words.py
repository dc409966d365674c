"""The words of a byline or credit: titles, jobs, outlets, units, names, times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import zip_longest
from typing import NamedTuple

from kg.lexicon import part_of_speech, surnames, word_list, words
from kg.places import is_place, names_place

__all__ = [
    "HAN",
    "TITLED",
    "Token",
    "byline_tokens",
    "can_sign",
    "is_name",
    "is_office",
    "may_be_byline",
    "posts_from",
    "stands_alone",
    "without_place",
]

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
NAME = rf"[{HAN}]{{1,6}}?(?:[·•．][{HAN}]{{1,6}}?){{0,3}}"
COLON = r"\s*[:：/／|｜】]"
CLOCK = r"\d\d?[:：]\d\d(?:[:：]\d\d)?"
DAY = rf"\d{{2,4}}[-/.年]\d\d?[-/.月]\d{{1,4}}日?\s*(?:星期[一二三四五六日]\s*)?(?:{CLOCK})?"
STAMP = rf"(?:{DAY}|\d\d?月\d\d?日|第?[A-Z]?\d{{1,3}}\s?版)"

TITLED = frozenset({"reporter", "correspondent", "author", "textjob", "photojob", "bothjob"})
"""Words that tell what those named behind them did."""


class Token(NamedTuple):
    """A word of a byline, by what it is, and where it stands."""

    kind: str
    start: int
    end: int


LISTS = (
    *("reporter_titles", "correspondent_titles", "author_titles", "title_fronts", "outlet_ends", "unit_ends"),
    *("text_works", "photo_works", "both_works", "source_keys", "time_keys", "editor_keys", "buttons"),
)


@cache
def _grammar() -> re.Pattern[str]:
    """One pattern for all words: what tells what a word is before names, and names before prose."""
    reporter, correspondent, author, fronts, ends, units, text, photo, both, source, time, editor, button = (
        words(name).pattern for name in LISTS
    )
    outlet = rf"(?:《[^《》]{{2,12}}》{ends}?|“[^“”]{{2,8}}”(?={reporter})|[{HAN}·]{{0,12}}?{ends})"
    front = rf"(?:{outlet}[/／、·—－+-]?){{0,2}}{fronts}*"
    key = rf"(?:{source}|{time}|{editor}|{author}|{reporter}|{correspondent})"
    next_key = (
        rf"(?:{key}|{text}|{photo}|{editor})\s*[:：|｜]|(?<=\s){button}(?![{HAN}])"
        rf"|(?<=\s){front}(?:{reporter}|{correspondent})[\s/／]|{author}|{STAMP}"
    )
    value = rf"[^:：，。；！？|｜（()）\n]{{0,30}}?(?=\s*(?:$|[，；\n|｜()（）\[\]【】〖]|{next_key}))"
    edge = (
        rf"[^{HAN}]|$|摄影|摄|报[道导]|供图|供稿|提供|[文图]\s*[/／]|[文图]、[文图摄]|图文|文字?[:：]"
        rf"|记者|通讯员|实习生|{key}[:：]|{editor}(?:{COLON}|[\s　])|文并摄"
    )
    return re.compile(
        rf"(?P<told>(?:{source}{COLON}|(?<![{HAN}])来源[\s　])\s*{value}"
        rf"|{time}\s*[:：/／]\s*(?:{DAY}|\d*(?![\d月])次?)"
        rf"|发[表布]于(?:[\s　]*[{HAN}]{{2,8}})?"
        rf"|(?:资料(?:照片|图片?|片)|(?<![{HAN}])完)(?![{HAN}]))|(?P<stamp>{STAMP})"
        rf"|(?P<button>字[体号](?:选择|大小)?\s*[:：]?\s*(?:[\W]*[大中小T])+|(?<![{HAN}]){button}(?![{HAN}]))"
        rf"|(?P<editor>{editor}(?:{COLON}|[\s　]))"
        rf"|(?P<place>{SENT_FROM})|(?P<link>(?:图片|照片|图)?[均皆][为由])"
        rf"|(?P<bothjob>{both}{COLON}(?=\s*[{HAN}《]))"
        rf"|(?P<photojob>摄影记者|摄影师|{photo}{COLON}(?=\s*[{HAN}《])(?!\s*(?:报[道导]|文(?:[^{HAN}/／:：|｜]|$))))"
        rf"|(?P<textjob>(?![{HAN}]{{0,2}}报[道导]){text}{COLON}(?=\s*[{HAN}])(?!\s*[摄图](?![/／:：|｜])))"
        rf"|(?P<aside>[（(](?:特约|本报)?(?:{reporter}|{correspondent})[）)])"
        rf"|(?P<reporter>{front}{reporter}|^[讯电](?=\s*[（(]))|(?P<correspondent>{front}{correspondent})"
        rf"|(?P<author>(?:{outlet})?{author})"
        rf"|(?P<both>(?:[/／]\s*)?{both}(?:报[道导])?)(?![{HAN}/／:：])"
        rf"|(?P<photo>(?:[/／]\s*)?{photo})(?![{HAN}/／:：|｜])"
        rf"|(?P<text>(?:[/／]\s*文|{text}))(?![{HAN}/／])|(?P<given>提供)(?![{HAN}])"
        rf"|(?P<lead>[{HAN}\d·]{{2,24}}(?:讯(?!员)|消息|电))(?![{HAN}])"
        rf"|(?P<outlet>《[^《》]{{2,12}}》|{outlet}(?={edge}|[{HAN}]{{2,3}}\s?摄))"
        rf"|(?P<unit>[{HAN}]{{1,18}}?{units})(?={edge})|(?P<name>{NAME}(?={edge}))"
        rf"|(?P<gap>[\s　、/／:：|｜]+|[，；](?=\s*(?:{key}|(?:{text}|{photo})\s*[:：]|{DAY}|{NAME}$)))"
        rf"|(?P<box>^[□■●◆▲◎])"
        rf"|(?P<prose>[{HAN}\d，。；！？“”])|(?P<bracket>[（()）])|(?P<mark>.)"
    )


@lru_cache(maxsize=1 << 9)
def byline_tokens(text: str) -> tuple[Token, ...]:
    """The words of a byline; two single characters apart are one name set wide: 「于　佳」.

    >>> [(t.kind, "记者 赵甲乙 摄"[t.start : t.end]) for t in byline_tokens("记者 赵甲乙 摄")]
    [('reporter', '记者'), ('name', '赵甲乙'), ('photo', '摄')]
    """
    found = [t for t in _joined(text) if t.kind not in ("gap", "mark", "button", "link")]
    return tuple(_sorted_out(text, found))


def _joined(text: str) -> Iterator[Token]:
    wide: Token | None = None
    for match in _grammar().finditer(text):
        token = Token(str(match.lastgroup), *match.span())
        single = token.kind == "name" and token.end - token.start == 1
        if wide and token.kind == "gap" and not match.group().strip(SPACES):
            continue
        if wide:
            # 彭　图: no one is called 彭
            job = token.kind in ("photo", "text") and token.end == token.start + 1
            if single or job or (token.kind == "name" and _goes_on(text[wide.start], match.group())):
                yield Token("name", wide.start, token.end)
                wide = None
                continue
            yield wide._replace(kind="prose")
        wide = token if single else None
        if not single:
            yield token
    if wide:
        yield wide._replace(kind="prose")


def _goes_on(family: str, rest: str) -> bool:
    """Whether a name set wide after its surname goes on: 阮|桥生."""
    return family in surnames() and len(rest) == 2 and rest[0] not in surnames()


SPACES = " \t\u3000\xa0"


def _sorted_out(text: str, tokens: list[Token]) -> Iterator[Token]:
    """Tells units and places among the names, and names that run together: 投资前线 周野, 重庆工运|记者."""
    for number, (token, after) in enumerate(zip_longest(tokens, tokens[1:])):
        before = tokens[number - 1 : number] if number else []
        if token.kind == "told":
            yield from _with_signer(text, token)
        elif token.kind != "name":
            yield token
        elif _is_office(text, token, tokens) or (after and _is_unit(text, token, after, before)):
            yield token._replace(kind="unit")
        elif before and (_posted_in(text, token, before[0]) or (after and _reports_from(text, token, after))):
            yield token._replace(kind="place")
        else:
            yield from _apart(text, token, before)


def _with_signer(text: str, token: Token) -> Iterator[Token]:
    """The outlet that a piece is from, and who stands behind it: 来源：某集团工会|赵甲乙 钱丙."""
    signer = SIGNER.search(text, token.start, token.end)
    names = [*re.finditer(f"[{HAN}]+", signer["names"])] if signer else []
    if signer and all(is_name(name[0]) and not words("outlet_ends").search(name[0]) for name in names):
        begin = signer.start("names")
        yield token._replace(end=begin)
        yield from (Token("name", begin + name.start(), begin + name.end()) for name in names)
    else:
        yield token


SIGNER = re.compile(
    rf"[:：/／|｜]\s*(?:[^\s:：]{{2,20}}?[\s　]+){{1,2}}?"
    rf"(?P<names>[{HAN}]{{2,3}}(?:[\s　、]+[{HAN}]{{2,3}}){{0,2}})$"
)


def _is_office(text: str, token: Token, tokens: Sequence[Token]) -> bool:
    """Whether an office signs: 区总宣, and where no 通讯员 is said to be one, 卫宣 (but 关海宣 is a name)."""
    word = text[token.start : token.end]
    sent = any(t.kind == "correspondent" for t in tokens)
    abbreviated = len(word) < 5 and word[-1] == "宣" and surnames().get(word[0], 0.0) < USUAL
    return is_office(word) or (abbreviated and not sent)


def is_office(word: str) -> bool:
    """Whether a word where names stand is an office: 宣传部, 区总宣."""
    return words("signing_offices").fullmatch(word) is not None


USUAL = 1.0
"""Bearers in a thousand from which a surname is usual."""


def _posted_in(text: str, token: Token, before: Token) -> bool:
    """Whether a word is the place where an account posts, which stands behind the hour: 17:20 某省."""
    hour = before.kind == "stamp" and re.search(CLOCK, text[before.start : before.end])
    return bool(hour) and posts_from(text[token.start : token.end])


def posts_from(word: str) -> bool:
    """Whether a word can be the place that is told with what an account posts: a province or a city."""
    return names_place(word) or any(word == entry[1:] for entry in word_list("letters_of_places"))


def _apart(text: str, token: Token, before: Sequence[Token]) -> Iterator[Token]:
    """Names that run together behind a title, or fill brackets: 记者赵甲乙|钱丙丁|孙戊."""
    name = text[token.start : token.end]
    alone = token.start == 0 and token.end == len(text)
    titled = alone or (before and before[0].kind in ("reporter", "correspondent"))
    parts = _parted(name) if titled else ()
    if alone and parts and _rarest(parts) < RARE:
        parts = ()  # 普者黑景区
    begin = token.start
    for part in parts or (name,):
        yield token._replace(start=begin, end=begin + len(part))
        begin += len(part)


def _parted(names: str) -> tuple[str, ...]:
    """Two or three names in one, by the commonest surnames; none where other surnames are about as common.

    >>> _parted("潘露王红艳"), _parted("官庆成万里霞"), _parted("工会开讲")
    (('潘露', '王红艳'), ('官庆成', '万里霞'), ())
    """
    one = (len(names) == 4 and names[:2] in surnames()) or words("name_parts").match(names) is not None
    if one or not RUN.fullmatch(names):  # 欧阳甲乙, 巴图孟克
        return ()
    ways = sorted(((_rarest(way[1:]), way) for way in _ways(names)), reverse=True)
    clear = len(ways) == 1 or (len(ways) > 1 and ways[0][0] > CLEARLY * ways[1][0])
    return ways[0][1] if clear else ()


def _ways(names: str) -> Iterator[tuple[str, ...]]:
    for size in (2, 3):
        first, rest = names[:size], names[size:]
        if is_name(first) and is_name(rest) and len(rest) < 4:
            yield first, rest
        if is_name(first) and len(rest) > 3:
            yield from ((first, *way) for way in _ways(rest))


def _rarest(names: Sequence[str]) -> float:
    return min(surnames().get(name[0], 0.0) for name in names)


CLEARLY, RARE = 5, 0.1
RUN = re.compile(f"[{HAN}]{{4,9}}")


def _is_unit(text: str, token: Token, after: Token, before: Sequence[Token]) -> bool:
    """Whether a word is the outlet or unit of the one behind it."""
    gap = text[token.end : after.start]
    if after.kind == "reporter" and gap in DASHES:
        return True
    word = text[token.start : token.end]
    if after.kind == "told" and text[after.start : after.end][2:3] == "于":
        return True  # 楼主 发表于
    leads = after.kind == "name" and is_name(text[after.start : after.end])
    if leads and UNIT.fullmatch(word) and surnames().get(word[0], 0.0) < USUAL:
        return True  # 海南台 谷某
    if is_name(word) or SET_WIDE.search(word) or words("name_parts").match(word):
        return False
    if after.kind in GLUED and not gap:
        return not before or before[0].kind not in ("reporter", "correspondent") or not _parted(word)
    first = not before or before[0].kind in BEFORE_UNITS
    called = len(word) > 2 or not before or before[0].kind != "author"  # 作者：青松 赵甲
    return first and ((leads and called) or after.kind == "given")


UNIT = re.compile(f"[{HAN}]{{2,3}}[台矿科厂村镇站段局]")
SET_WIDE = re.compile(f"[{SPACES}]")
"""Names have space inside, units do not: 高　兴."""
BEFORE_UNITS = ("textjob", "photojob", "author", "photo", "told", "outlet")
GLUED = ("reporter", "correspondent", "editor")
"""What an outlet stands in front of: 每经|记者, 每经|编辑."""
DASHES = ("-", "—", "－", "+")
"""What joins an outlet and the next one: 新江城-江城日报记者."""


def _reports_from(text: str, token: Token, after: Token) -> bool:
    """Whether a word is a place: 本报记者 甲乙 西安报道, 记者甲乙/台南报导."""
    return (
        token.kind == "name"
        and text[after.start : after.end] in ("报道", "报导")
        and (names_place(text[token.start : token.end]) or text[token.start - 1] in "/／")
    )


def is_name(text: str) -> bool:
    """Whether a word is made like a name that a surname begins, and is no usual word unless set wide.

    >>> is_name("赵 甲"), is_name("工会开讲"), is_name("欧阳甲乙")
    (True, False, True)
    """
    name = re.sub(r"\s", "", text)
    if re.search(r"[·•．]", name):
        return True
    double = name[:2] in surnames() and len(name) in (3, 4)
    usual = name == text and part_of_speech(name) not in ("", "nr", "nrt", "nrfg")
    return (double or (len(name) in (2, 3) and name[:1] in surnames())) and not usual


def can_sign(name: str, *, printed: bool) -> bool:
    """Whether a word where a byline has its names can be one: no button of a web page, no department.

    `printed`: no line of credits, where any word may be a name.

    >>> [can_sign(name, printed=False) for name in ("赵甲乙", "扎西次仁", "付强", "收藏", "版式设计")]
    [True, True, True, False, False]
    """
    if len(name) > 2 and name[-1] in "镇村乡县" and is_place(name):
        return False
    if "·" in name or "•" in name or name[:2] in surnames() or (len(name) < 4 and name[0] in surnames()):
        return True
    if len(name) > 3 and words("name_parts").match(name):
        return True
    parts = (name[:2], name[2:]) if len(name) > 3 else () if printed else (name, name[:2])
    return not any(len(part) > 1 and SAID.match(part_of_speech(part)) for part in parts)


SAID = re.compile("[va]|n(?!r|s)")
"""What a word is that hardly ever is a name: verb, adjective, common noun."""


def stands_alone(name: str) -> bool:
    """Whether a word behind □ is a name, and no small heading: ■提醒, ■律师说法 are."""
    name = re.sub(r"\s", "", name)
    usual = part_of_speech(name)[:1] in ("v", "n") and part_of_speech(name)[:2] not in ("nr", "nz")
    return "·" in name or (len(name) < 5 and not usual and (len(name) < 4 or can_sign(name, printed=True)))


def without_place(text: str) -> int:
    """Where the names end in a byline that tells when and where it was sent: 记者甲乙|高雄市四日电.

    >>> [without_place(text) for text in ("记者赵甲石家庄22日电", "记者 赵甲 24日发自绵阳", "记者 赵甲")]
    [4, 5, 5]
    """
    sent = SENT.search(text)
    if not sent:
        return len(text)
    end = sent.start()
    sizes = range(6, 1, -1) if sent["day"] and not sent["by"] else ()
    return end - next(
        (size for size in sizes if end > size + 2 and _is_named_place(text[end - size : end])), 0
    )


def _is_named_place(word: str) -> bool:
    return names_place(word) or is_place(word)


SENT_FROM = rf"(?:[/／]\s*)?发自[{HAN}、]{{2,12}}"
DAY_OF_MONTH = "(?:[0-9一二三四五六七八九十]{1,3}月)?[0-9一二三四五六七八九十廿]{1,3}日"
SENT = re.compile(
    rf"[\s　/／]*(?P<day>{DAY_OF_MONTH})?\s*"
    rf"(?:(?P<by>发自)[{HAN}、]{{2,12}}|(?<=日)(?:[{HAN}]{{2,6}}?(?=报))?(?:电|(?:综合)?报[道导]))$"
)


def may_be_byline(text: str) -> bool:
    """Whether a text has what no byline can do without: a word for a job, a key, or a time; cheap."""
    return CUE.search(text) is not None


S = "[ 　]{0,2}"
CUE = re.compile(
    rf"记{S}者|通{S}讯{S}员|[实见]习生|评论员|作{S}者|线索|撰|[投供]稿|采写|执笔|整理|报[道导]"
    rf"|[文图摄]\s*(?:[/／:：|｜、]|$|[）)】〕]|\s)|摄影|图文|图片|文图|并摄|文字|来{S}源|出处|单位|部门|出品"
    rf"|栏目|时间|日期|标题|转自|转载|摘自|资料|完[）)]|图源|供图|填报|报送|编委|值班|编{S}辑|责{S}编|[审校核]|主编|监制"
    r"|签发|制作|\d[-/.年]\d\d?[-/.月]\d|^[□■●◆▲◎]"
)

"""Where articles begin: the lines of a page, and the headings among them.

Titles are marked (`## …`), bare lines, or mixed on one page. A bare line is a heading only when what
follows shows it: a dateline, or a short caption with a photographer's signature.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.bylines import dateline, signature, signed_in_brackets
from kg.lexicon import words
from kg.places import names_place

__all__ = ["Block", "Heading", "Line", "finished", "heading_blocks", "headline", "lines"]

LONGEST_HEADING = 48
LONGEST_CAPTION = 400
SHORT_MASTHEAD = 8
FINISHED = re.compile(r"[。！？!?…][”’」』）)】》〉\"]*$")
MARK = re.compile(r"^(#{1,6})\s*|^\*\*(?=.+\*\*$)")
SPACE = " \t\u3000\xa0\ufeff\u200b\r"
FURNITURE = re.compile(
    r"^(?:\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日.{0,16}|第?\s*[A-Z]?\d{1,2}\s*版.{0,10}|星期[一二三四五六日].{0,8}"
    r"|(?:责任?编辑?|编辑|美编|校对|版式|电话|热线|邮箱|E-?mail|本版).{0,60}|[A-Z]?\d{1,3}|[\W\d_]{1,20})$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line of the page: text == page[start:end], white space and `#` marks taken off."""

    start: int
    end: int
    text: str
    level: int = 0
    """Number of `#` in front."""
    indented: bool = False
    """Set in from the margin by two wide spaces: the first line of a paragraph."""

    def cut(self, begin: int, end: int) -> Line:
        """The part text[begin:end], white space taken off at both ends."""
        part = self.text[begin:end]
        begin += len(part) - len(part.lstrip(SPACE))
        text = part.strip(SPACE)
        return Line(self.start + begin, self.start + begin + len(text), text, self.level, self.indented)


@dataclass(frozen=True, slots=True)
class Block:
    """An article among the lines: headings from `begin`, the body from `body` on."""

    begin: int
    body: int


@dataclass(frozen=True, slots=True)
class Heading:
    """The lines above a body, by what they are."""

    title: Line | None
    kicker: tuple[Line, ...] = ()
    subtitle: tuple[Line, ...] = ()
    furniture: tuple[Line, ...] = ()


def lines(text: str) -> list[Line]:
    """The lines of a page that hold anything, furniture (dates, page numbers) with the rest."""
    found, begin = [], 0
    for raw in text.split("\n"):
        line = Line(begin, begin + len(raw), raw).cut(0, len(raw))
        if mark := MARK.match(line.text):
            level = len(mark[1] or "##")
            tail = 2 if not mark[1] else 0
            line = line.cut(mark.end(), len(line.text) - tail)
            line = Line(line.start, line.end, line.text, level)
        if line.text:
            indented = raw.startswith(("\u3000\u3000", "    "))
            found.append(Line(line.start, line.end, line.text, line.level, indented))
        begin += len(raw) + 1
    return found


def finished(text: str) -> bool:
    """Whether a line ends where a sentence does."""
    return bool(FINISHED.search(text))


def heading_blocks(rows: Sequence[Line]) -> list[Block]:
    """The articles of a page, by the runs of heading-like lines that something shows to be headings."""
    level = _title_level(rows)
    blocks: list[Block] = []
    at = 0
    while at < len(rows):
        if not _like_heading(rows[at], level):
            if _opens(rows[at]) and (not blocks or _signed_off(rows, blocks[-1], at)):
                blocks.append(Block(at, at))
            at += 1
            continue
        end = at
        while end < len(rows) and (_like_heading(rows[end], level) or _is_long_subtitle(rows, end)):
            end += 1
        blocks += _blocks_of_run(rows, at, end, level, blocks[-1].body if blocks else 0)
        at = end
    return blocks or _single(rows)


def _is_long_subtitle(rows: Sequence[Line], at: int) -> bool:
    """A line of three phrases below a heading and above a dateline: 48小时，36片旧梁拆下，36片新梁架上."""
    row = rows[at]
    return (
        at + 1 < len(rows)
        and not row.level
        and len(row.text) <= LONGEST_HEADING
        and row.text.count("，") == 2
        and not finished(row.text)
        and row.text[-1] not in "，、；：,;:"
        and not _goes_on(row)
        and (_opens(rows[at + 1]) or _is_signature(rows[at + 1]))
    )


def _signed_off(rows: Sequence[Line], block: Block, at: int) -> bool:
    """A second dateline inside one body: an article whose title was lost begins there."""
    return any(dateline(row.text) for row in rows[block.body : at]) and finished(rows[at - 1].text)


def _blocks_of_run(rows: Sequence[Line], at: int, end: int, level: int, since: int) -> list[Block]:
    """What a run of heading-like lines rows[at:end] opens: often one article, sometimes more, or none."""
    marks = [i for i in range(at, end) if 0 < rows[i].level <= level]
    if end < len(rows) and (_opens(rows[end]) or _signed_below(rows, end)):
        begin = _after_tail(rows, at, end) if not marks else at
        return [Block(begin, end)]
    if marks:
        last = marks[-1]
        body = last + 1
        while body < end and _is_subtitle(rows, body):
            body += 1
        return [Block(_first_kicker(rows, at, marks[0]), body)]
    if end == len(rows) or _is_clause(rows[end - 1].text):
        return []
    if _captioned(rows, end, level) or _signed_at_end(rows, end, level, since):
        return [Block(end - 2 if end - at > 1 and DASHED.match(rows[end - 1].text) else end - 1, end)]
    if at and since and _stands_alone(rows[at]):
        if _is_signature(rows[at - 1]):
            return [Block(at, end)]  # 任免名单, with neither dateline nor byline
        if end == at + 1 and finished(rows[at - 1].text) and NOTICE.search(rows[at].text):
            return [Block(at, end)]
    return []


# What is printed between the articles under a heading that says what it is
NOTICE = re.compile(r"(?:任免|任免名单|公示|公告|通告|启事|声明|更正|讣告|名单)$")


def _stands_alone(row: Line) -> bool:
    """Whether a bare line behind an article's signature is a title: no clause, no piece of a sentence."""
    text = row.text
    return (
        6 <= len(text) <= 30
        and "，" not in text
        and not _goes_on(row)
        and words("actors").search(text) is not None
    )


def _is_clause(text: str) -> bool:
    """Whether a bare line is rather the torn beginning of a sentence: 某人表示，文化节已经成为."""
    return "，" in text and (
        len(text) > 24 or words("continuations").search(text.partition("，")[0][-2:]) is not None
    )


def _signed_below(rows: Sequence[Line], at: int) -> bool:
    """A heading's byline on a line of its own, the body below it."""
    body = at
    while body < len(rows) and (_is_signature(rows[body]) or AUTHOR.fullmatch(rows[body].text)):
        body += 1
    text = " ".join(row.text for row in rows[at:body])
    return (
        at < body < len(rows)
        and (words("bylines").search(text) is not None or AUTHOR.fullmatch(text) is not None)
        and (len(rows[body].text) > LONGEST_HEADING or finished(rows[body].text))
    )


AUTHOR = re.compile(r"[□■●◆▲]\s*[一-鿿·]{2,6}")


def _signed_at_end(rows: Sequence[Line], body: int, level: int, since: int) -> bool:
    """A body with a byline below it, when the article above had its own: not a part of that article."""
    if not any(dateline(row.text) or signature(row.text) for row in rows[since:body]):
        return False
    for row in rows[body:]:
        if _is_signature(row) or signed_in_brackets(row.text):
            return True
        if (row.level and row.level <= level) or _opens(row) or _like_heading(row, level):
            return False
    return False


def _is_signature(row: Line) -> bool:
    found = signature(row.text)
    return found is not None and found.start == 0


def _after_tail(rows: Sequence[Line], at: int, end: int) -> int:
    """The first line of a bare run that can be a heading: not what ends the body above."""
    begin = at
    while begin < end - 1 and begin > 0 and not _ended(rows[begin - 1]) and "，" in rows[begin].text:
        begin += 1
    return begin


def _first_kicker(rows: Sequence[Line], at: int, mark: int) -> int:
    """The first bare line above a marked title that belongs to it: the body above must have ended."""
    return at if at == 0 or _ended(rows[at - 1]) else max(at, mark - 1 if mark - at > 1 else mark)


def _is_subtitle(rows: Sequence[Line], index: int) -> bool:
    """A bare line below a marked title, when no dateline follows: a heading, or the body's first words?"""
    text = rows[index].text
    return "，" not in text and len(text) <= 30 and not (index + 1 < len(rows) and _goes_on(rows[index + 1]))


def _goes_on(row: Line) -> bool:
    return words("continuations").match(row.text) is not None


def _captioned(rows: Sequence[Line], body: int, level: int) -> bool:
    """Whether rows[body:] is a photo's caption: short, and signed by a photographer."""
    length = 0
    for row in rows[body : body + 4]:
        if (row.level and row.level <= level) or dateline(row.text):
            return False
        length += len(row.text)
        found = signature(row.text)
        if found:
            return length <= LONGEST_CAPTION and ("摄" in row.text[found.start :] or length > 20)
    return False


def _ended(row: Line) -> bool:
    return finished(row.text) or signature(row.text) is not None or row.level > 0


def _opens(row: Line) -> bool:
    """Whether a line begins a body: it has a dateline, or is nothing but a reporter's byline."""
    return not row.level and dateline(row.text) is not None


def _like_heading(row: Line, level: int) -> bool:
    if row.level:
        return row.level <= level
    return (
        len(row.text) <= LONGEST_HEADING
        and not finished(row.text)
        and row.text[-1] not in "，、；：,;:。"
        and "。" not in row.text
        and row.text.count("，") < 2
        and not TORN.search(row.text)
        and not _opens(row)
        and signature(row.text) is None
        and not AUTHOR.fullmatch(row.text)
    )


# A sentence that a column broke off: 某人说：“车上
TORN = re.compile(r"[：:][“][^”]*$|^\d{1,2}(?:日|月\d{1,2}日)[^，]*，")


def _title_level(rows: Sequence[Line]) -> int:
    """The number of `#` that titles have: `##` below a single `#` masthead, else the highest in use."""
    levels = [row.level for row in rows if row.level]
    if not levels:
        return 0
    top = min(levels)
    below = [level for level in levels if level > top]
    masthead = levels.count(top) == 1 and rows[0].level == top
    if masthead and below and (top == 1 or below.count(min(below)) > 1):
        return min(below)
    return top


def _single(rows: Sequence[Line]) -> list[Block]:
    """A text without marks, datelines or signatures: one article, a short first line its title."""
    if len(rows) < 2 or not any(finished(row.text) for row in rows):
        return []
    return [Block(0, 1)] if _like_heading(rows[0], 0) else [Block(0, 0)]


def headline(rows: Sequence[Line], first: int = -1) -> Heading:
    """Tells title, kicker, subtitle and furniture apart among the heading lines of one article.

    `first` is where the first line of the page begins: a few words there are the section's name.
    """
    titles = max((row.level for row in rows), default=0)
    above = [row for row in rows if 0 < row.level < titles]
    furniture = [row for row in rows if FURNITURE.match(row.text) or _is_slogan(row.text) or row in above]
    rest = [row for row in rows if row not in furniture]
    short = rest and rest[0].start == first and len(rest[0].text) <= SHORT_MASTHEAD
    if short and len(rest) > 1 and not (len(rest) == 2 and SUBTITLE.search(rest[1].text)):
        furniture, rest = [*furniture, rest[0]], rest[1:]
    if len(rest) > 1 and rest[0].start == first and _is_banner(rest) and not rest[0].level:
        furniture, rest = [*furniture, rest[0]], rest[1:]
    if not rest:
        rest, furniture = furniture[-1:], furniture[:-1]
    if not rest:
        return Heading(None)
    marked = [row for row in rest if row.level]
    level = max((row.level for row in marked), default=0)
    choices = [row for row in marked if row.level == level] or rest
    if len(choices) > 1 and choices[0].level == 1 == choices[-1].level:
        choices = choices[1:]
    told = [above for above, below in pairwise(rest) if DASHED.match(below.text) and above in choices]
    title = max(told or choices, key=lambda row: (_title_score(row.text), -row.start))
    at = rest.index(title)
    return Heading(title, tuple(rest[:at]), tuple(rest[at + 1 :]), tuple(furniture))


def _is_banner(rows: Sequence[Line]) -> bool:
    """「团结奋斗新时代 建功首善之区」 across the top: phrases of one length, or calls above bare lines."""
    if BANNER.fullmatch(rows[0].text):
        return True
    phrases = rows[0].text.replace("\u3000", " ").split()
    bare = len(rows) > 2 and not any(row.level for row in rows)
    return (
        bare
        and len(phrases) == 2
        and all(words("calls").match(phrase) and len(phrase) < 15 for phrase in phrases)
    )


# 「汇聚劳动力量　服务首都发展」 across the top of a page: two phrases of the same length
BANNER = re.compile(
    r"[一-鿿]{4}[\s　]+[一-鿿]{4}|[一-鿿]{6}[\s　]+[一-鿿]{6}"
    r"|[一-鿿]{7}[\s　]+[一-鿿]{7,8}|[一-鿿]{8}[\s　]+[一-鿿]{8}"
)
# What tells more of a story whose title is another line: ——记某某, 48小时，36片旧梁, （某日通过）
DASHED = re.compile(r"——|—|－－|--")
SUBTITLE = re.compile(
    r"^(?:——|—|－－|--|[（(])|\d+[^\d]{1,6}，\d+|[一二三四五六七八九十百千万\d]+(?:次|年|里|户|公里|小时)$"
)


def _is_slogan(text: str) -> bool:
    """A standing head over a column or page: 「学习贯彻……精神」, 「喜迎……」 with no one who acts."""
    return words("slogans").fullmatch(text) is not None


def _title_score(text: str) -> float:
    """How much a bare line looks like a title: someone acts in it, in one clause of 8 to 26 characters."""
    clauses = text.replace("\u3000", " ").split()
    score = 1.0 if words("actors").search(text) else 0.0
    score += 0.5 if 8 <= len(text) <= 26 else 0.0
    score += 0.5 if names_place(text[:2]) else 0.0
    score -= 1.2 if SUBTITLE.search(text) else 0.0
    score -= 1.5 if len(clauses) > 1 and min(map(len, clauses)) > 6 else 0.0
    return score - (1.0 if words("openers").match(text) else 0.0)

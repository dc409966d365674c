"""Where articles begin: the lines of a page, and the headings among them.

Titles are marked (`## …`), bare lines, or mixed on one page. A bare line is a heading only when what
follows shows it: a dateline, or a short caption with a photographer's signature.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.authors import authors
from kg.bylines import dateline, signature
from kg.headlines import DASHED
from kg.lexicon import words
from kg.page_lines import Line, finished
from kg.signers import signed_in_brackets, titles_alone

__all__ = ["Block", "heading_blocks", "is_item", "is_one_story"]

LONGEST_HEADING = 48
LONGEST_CAPTION = 400
LONGEST_TITLE = 30
LONGEST_PICTURE_TITLE = 20


@dataclass(frozen=True, slots=True)
class Block:
    """An article among the lines: headings from `begin`, the body from `body` on."""

    begin: int
    body: int


def heading_blocks(rows: Sequence[Line]) -> list[Block]:
    """The articles of a page, by the runs of heading-like lines that something shows to be headings."""
    level = _title_level(rows)
    alone = is_one_story(rows)
    blocks: list[Block] = []
    at = 0
    while at < len(rows):
        if not _heads(rows, at, level):
            if _opens(rows[at]) and (not blocks or (not alone and _signed_off(rows, blocks[-1], at))):
                blocks.append(Block(at, at))
            at += 1
            continue
        end = at
        while end < len(rows) and (_heads(rows, end, level) or _is_long_subtitle(rows, end)):
            end += 1
        inside = alone and blocks and not (end < len(rows) and _opens(rows[end]))
        if not blocks or not (inside or _is_without_body(rows[blocks[-1].body : at])):
            blocks += _blocks_of_run(rows, at, end, level, blocks[-1].body if blocks else 0)
        at = end
    return blocks or _single(rows)


def _heads(rows: Sequence[Line], at: int, level: int) -> bool:
    return _like_heading(rows[at], level) or _asks(rows, at, level) or _leads_in(rows, at, level)


def _leads_in(rows: Sequence[Line], at: int, level: int) -> bool:
    """A line that a marked title goes on with, below the masthead or an article's end: 某地：| 夜校开课."""
    return (
        at + 1 < len(rows)
        and 0 < rows[at + 1].level <= level
        and not rows[at].level
        and rows[at].text[-1] in "：—"
        and len(rows[at].text) <= LONGEST_HEADING
        and (not at or _ended(rows[at - 1]))
    )


def is_one_story(rows: Sequence[Line]) -> bool:
    """Whether a text from the web begins with its title, `# …`, the only line marked, and its body below.

    Bare lines in it are subheads and what stands below pictures, unless a dateline follows. Where a dateline
    follows the first bare lines, the marked one may be the name of a page.
    """
    if [number for number, row in enumerate(rows) if row.level] != [0] or rows[0].level > 1:
        return False
    body = next((number for number, row in enumerate(rows) if number and not _like_heading(row, 0)), 0)
    return body == 1 or (body > 1 and not _opens(rows[body]))


def _is_without_body(rows: Sequence[Line]) -> bool:
    """Whether a heading has only its byline below it so far: a picture's caption may come before the body."""
    return bool(rows) and all(
        _is_signature(row) or LABEL.fullmatch(row.text) or ASIDE.fullmatch(row.text) for row in rows
    )


LABEL = re.compile(r"(?:第\d+版.{,8})?[一-鿿]{2,6}：|第\d+版.{,8}|(?:19|20)\d\d[-/.年]\d[^，。]*")
"""What a page on the web has in front of a body besides a byline: 字号：, 专栏：, 2011-07-08 来源：某报."""


def _asks(rows: Sequence[Line], at: int, level: int) -> bool:
    """A title that asks or calls, above a dateline or a subtitle and a dateline: 谈工作算不算加班？"""
    row, below = rows[at], rows[at + 1 : at + 3]
    return (
        not row.level
        and row.text[-1] in "？?！!"
        and len(row.text) <= LONGEST_TITLE
        and "。" not in row.text
        and (not at or _ended(rows[at - 1]))
        and any(_opens(line) for line in below)
        and (_opens(below[0]) or _like_heading(below[0], level))
    )


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
    if end < len(rows) and (_opens(rows[end]) or _signed_below(rows, end) or _pictured_below(rows, end)):
        begin = (
            _first_kicker(rows, at, marks[0]) if marks else _after_tail(rows, _set_apart(rows, at, end), end)
        )
        return [Block(begin, end)]
    if marks:
        last = marks[-1]
        body = last + 1
        while body < end and _is_subtitle(rows, body):
            body += 1
        return [Block(_first_kicker(rows, at, marks[0]), body)]
    if end == len(rows) or _is_clause(rows[end - 1].text):
        return []
    short = len(rows[end - 1].text) <= LONGEST_PICTURE_TITLE
    if (short and _captioned(rows, end, level, since)) or _signed_at_end(rows, end, level, since):
        return [Block(end - 2 if end - at > 1 and DASHED.match(rows[end - 1].text) else end - 1, end)]
    if at and since and _stands_alone(rows[at]):
        if _is_signature(rows[at - 1]) and not all(map(_is_signature, rows[since:at])):
            return [Block(at, end)]  # 任免名单, with neither dateline nor byline
        listed = level and rows[at].text.endswith("名单")  # its own title would be marked
        if not listed and end == at + 1 and finished(rows[at - 1].text) and NOTICE.search(rows[at].text):
            return [Block(at, end)]
    return []


# What is printed between the articles under a heading that says what it is
NOTICE = re.compile(r"(?:任免|任免名单|公示|公告|通告|启事|声明|更正|讣告|名单)$")


def _set_apart(rows: Sequence[Line], at: int, end: int) -> int:
    """The first line behind the last button or crumb in a run: above stand the titles of other articles."""
    return max((number for number in range(at, end) if rows[number].apart), default=at)


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
        and (rows[at].signed or words("bylines").search(text) or AUTHOR.fullmatch(text)) is not None
        and (len(rows[body].text) > LONGEST_HEADING or finished(rows[body].text))
    )


def _pictured_below(rows: Sequence[Line], at: int) -> bool:
    """A picture's caption between the heading and the dateline."""
    if at + 1 >= len(rows) or not _opens(rows[at + 1]) or len(rows[at].text) > LONGEST_CAPTION // 4:
        return False
    found = signature(rows[at].text)
    return found is not None and PICTURE_ONLY.search(rows[at].text) is not None


AUTHOR = re.compile(r"[□■●◆▲]\s*[一-鿿·]{2,6}")


def _signed_at_end(rows: Sequence[Line], body: int, level: int, since: int) -> bool:
    """A body with a byline below it, when the article above had its own: not a part of that article."""
    if not _is_signed(rows[since:body]):
        return False
    for row in rows[body:]:
        if (_is_signature(row) and authors(row.text)) or signed_in_brackets(row.text):
            return not PICTURE_ONLY.search(row.text)
        if (row.level and row.level <= level) or _opens(row) or _like_heading(row, level):
            return False
    return False


def _is_signed(rows: Sequence[Line]) -> bool:
    """Whether a body has its own dateline or byline."""
    return any(dateline(row.text) or _names_someone(row.text) for row in rows)


def _names_someone(text: str) -> bool:
    """Whether a line is signed: 江城日报 2021-05-06 below a title tells no author."""
    found = signature(text)
    return found is not None and authors(text[found.start :]) != ()


PICTURE_ONLY = re.compile(r"(?<![文并/／])(?:摄|供图)$")
"""Who took the picture, which stands below any article."""


def _is_signature(row: Line) -> bool:
    found = None if row.signed else signature(row.text)
    return row.signed or (found is not None and found.start == 0)


def _after_tail(rows: Sequence[Line], at: int, end: int) -> int:
    """The first line of a bare run that can be a heading: not what ends the body above."""
    begin = _after_list(rows, at, end)
    while begin < end - 1 and begin > 0 and not _ended(rows[begin - 1]) and "，" in rows[begin].text:
        begin += 1
    return begin


def _first_kicker(rows: Sequence[Line], at: int, mark: int) -> int:
    """The first bare line above a marked title that belongs to it: the body above must have ended."""
    begin = _after_list(rows, at, mark)
    if begin > at:
        return begin
    return at if at == 0 or _ended(rows[at - 1]) else max(at, mark - 1 if mark - at > 1 else mark)


def _after_list(rows: Sequence[Line], at: int, end: int) -> int:
    """Where a list that the body above announces (部分获奖名单如下：) is over: its lines are no headings."""
    if not at or not LIST_BEGINS.search(rows[at - 1].text):
        return at
    begin = end
    while begin > at and end - begin < MOST_HEADINGS and not is_item(rows[begin - 1].text):
        begin -= 1
    return begin if begin > at else end - 1


MOST_HEADINGS = 3
LIST_BEGINS = re.compile(r"[：:]$|(?:名单|如下)[。）)]?$")
# A line of a list: 王甲（某公司）, 焊工：王甲, 王甲　某公司电工, 某某公司, 一等奖
ITEM = re.compile(
    r"[）)]$|[：:].|^[一-鿿·]{1,12}(?:[\s\u3000]{1,3}[一-鿿]{1,2})?(?:[（(][^（）()]{1,8}[）)])?[\s\u3000]+[^\s，。]{4,}$"
    r"|(?:[一二三特]等|金|银|铜|优秀|组织|优胜)奖$|[章状号]$|第[一二三四五六七八九十]+名$"
    r"|(?:公司|集团|厂|矿|店|院|校|大学|[中小]学|班|队|组|室|车间|工会|局|站|段|部|所|处|中心|协会|社区|街道|分会|委员会|联合会)$"
)


def is_item(text: str) -> bool:
    """Whether a line without a sentence is rather a list's than a heading: a name, its unit, a prize."""
    return ITEM.search(text) is not None


def _is_subtitle(rows: Sequence[Line], index: int) -> bool:
    """A bare line below a marked title, when no dateline follows: a heading, or the body's first words?"""
    text = rows[index].text
    return "，" not in text and len(text) <= 30 and not (index + 1 < len(rows) and _goes_on(rows[index + 1]))


def _goes_on(row: Line) -> bool:
    return words("continuations").match(row.text) is not None


def _captioned(rows: Sequence[Line], body: int, level: int, since: int) -> bool:
    """Whether rows[body:] is a photo's caption: short, and signed, by a photographer unless the body above
    is signed: there is no telling whose signature it would be.
    """
    if FRAGMENT.match(rows[body].text):
        return False
    length = 0
    for number, row in enumerate(rows[body : body + 4], body):
        if (row.level and row.level <= level) or dateline(row.text):
            return False
        if number > body and finished(rows[number - 1].text) and _like_heading(row, level):
            return False  # the next article's title
        length += len(row.text)
        found = signature(row.text)
        if number > body and SHOWN.match(row.text):
            return False  # a picture inside an article
        if found and authors(row.text[found.start :]):
            by_picture = "摄" in row.text[found.start :]
            signed = by_picture or (length > 20 and _is_signed(rows[since:body]))
            return length <= LONGEST_CAPTION and signed and not _is_prose(rows, number + 1)
    return False


SHOWN = re.compile(r"图(?:为|片?[:：])")


def _is_prose(rows: Sequence[Line], at: int) -> bool:
    """Whether a paragraph goes on at `at`: the picture above it stands inside an article."""
    if at >= len(rows):
        return False
    row = rows[at]
    return finished(row.text) and len(row.text) > LONGEST_HEADING and not _opens(row) and not row.level


# The rest of a sentence that a column broke off: 工作开展情况。
FRAGMENT = re.compile(r"[^，。：；“”]{1,10}。")


def _ended(row: Line) -> bool:
    return finished(row.text) or row.signed or signature(row.text) is not None or row.level > 0


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
        and not row.signed
        and not _opens(row)
        and signature(row.text) is None
        and not AUTHOR.fullmatch(row.text)
        and not titles_alone(row.text)
        and not ASIDE.fullmatch(row.text)
    )


# What stands between paragraphs: (图为颁奖现场), the name of a picture's file, names side by side
ASIDE = re.compile(
    r"[（(][^（()）]*[）)]|.*\.(?:jpe?g|png|gif)|(?:[一-鿿]{2,4}[\s\u3000]+){3,}[一-鿿]{2,4}", re.IGNORECASE
)


# No titles: a sentence that a column broke off (某人说：“车上), a list (一组：王甲、李乙、张丙), the name
# of a picture (出发前（王甲/摄）)
TORN = re.compile(
    r"[：:][“][^”]*$|^\d{1,2}(?:日|月\d{1,2}日)[^，]*，"
    r"|^[^：:，。]{1,10}[：:](?:[^、：:，。“”]{2,8}、){2,}[^、：:，。“”]{2,8}$|[（(][^（）()]{2,12}[/／]?摄[）)]$"
)


def _title_level(rows: Sequence[Line]) -> int:
    """The number of `#` that titles have: `##` below a single `#` masthead, else the highest in use.

    A single `#` with a story below it is the story's title, and `##` in it are subheads.
    """
    levels = [row.level for row in rows if row.level]
    if not levels:
        return 0
    top = min(levels)
    below = [level for level in levels if level > top]
    masthead = levels.count(top) == 1 and rows[0].level == top and not _is_story(rows)
    if masthead and below and (top == 1 or below.count(min(below)) > 1):
        return min(below)
    return top


def _is_story(rows: Sequence[Line]) -> bool:
    """Whether a body begins right below the first line, and no other begins below a mark."""
    begins = len(rows) > 1 and not rows[1].level and (finished(rows[1].text) or _is_signature(rows[1]))
    return begins and not any(above.level and _opens(below) for above, below in pairwise(rows[1:]))


def _single(rows: Sequence[Line]) -> list[Block]:
    """A text without marks, datelines or signatures: one article, a short first line its title."""
    if len(rows) < 2 or not any(finished(row.text) for row in rows):
        return []
    return [Block(0, 1)] if _like_heading(rows[0], 0) else [Block(0, 0)]

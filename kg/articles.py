"""A page cut into its articles: headings, bylines, and bodies with their column breaks repaired.

Pages come as OCR gives them: titles marked with `#`, bare, or both; columns broken in the middle of
sentences, words and names. Nothing is lost or invented: each passage copies runs of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from kg.authors import authors
from kg.bylines import Byline, dateline, signature
from kg.folding import fold
from kg.furniture import without_furniture
from kg.headings import heading_blocks, is_one_story
from kg.headlines import headline
from kg.issued import date_in_credits
from kg.model import Article, Author, Page, Passage
from kg.name_lines import with_name_lines
from kg.outlets import dateline_head
from kg.page_lines import Line, lines
from kg.paragraphs import in_columns, joined
from kg.sentences import BULLETS
from kg.signers import names_below, signed_in_brackets, signed_off, titles_alone

__all__ = ["split"]


def split(page: Page) -> list[Article]:
    """The articles of a page in order of print, numbered from 1; empty when there is none."""
    printed = lines(fold(page.passage.text))  # read as folded, copied as printed
    rows, around = without_furniture(printed)
    rows = with_name_lines(rows)
    columns = in_columns(rows)
    if page.fields:
        return [replace(article, masthead=_line(around)) for article in _told(page, rows, columns)]
    blocks = heading_blocks(rows)
    if not blocks:
        return []
    masthead = _line([*around, *rows[: blocks[0].begin]])
    ends = [block.begin for block in blocks[1:]] + [len(rows)]
    section = -1 if is_one_story(rows) else printed[0].start
    articles: list[Article] = []
    for block, end in zip(blocks, ends, strict=True):
        heading = headline(rows[block.begin : block.body], section)
        masthead = " ".join(filter(None, [masthead, _line(heading.furniture)])) or None
        body = _body(rows[block.body : end], columns, alone=len(blocks) == 1)
        if not body.pieces and not heading.title:
            continue
        articles.append(
            Article(
                page=page.name,
                number=len(articles) + 1,
                kind="photo" if body.is_photo else "news",
                title=_copy(page.passage, [heading.title] if heading.title else []),
                kicker=_copy(page.passage, heading.kicker, " ") if heading.kicker else None,
                subtitle=_copy(page.passage, heading.subtitle, " ") if heading.subtitle else None,
                text=_text(page.passage, body.pieces, columns),
                byline=_copy(page.passage, body.bylines, "\n") if body.bylines else None,
                authors=body.authors,
                date=page.date or _date((*body.bylines, *around, *heading.furniture)),
                paper=page.paper,
                url=page.url,
            )
        )
    return [replace(article, masthead=masthead) for article in articles]


def _line(rows: Iterable[Line]) -> str | None:
    """What rows say, in one line; None for no rows."""
    return " ".join(row.text for row in rows) or None


def _told(page: Page, rows: Sequence[Line], columns: bool) -> list[Article]:
    """The article of a page whose format tells its fields, if it says anything; a first line may be title."""
    parts = {field: [row for row in rows if start <= row.start < end] for field, start, end in page.fields}
    title, signed, text = (parts.get(field, []) for field in ("title", "byline", "text"))
    if not title and (blocks := heading_blocks(text)) and blocks[0].begin == 0:
        heading = headline(text[: blocks[0].body]).title
        title, text = [heading] if heading else [], text[blocks[0].body :]
    body = _body(text, columns, alone=True)
    if not title and not body.pieces:
        return []
    article = Article(
        page=page.name,
        number=1,
        kind="photo" if body.is_photo else "news",
        title=_copy(page.passage, title, " "),
        text=_text(page.passage, body.pieces, columns),
        byline=_copy(page.passage, (*signed, *body.bylines), "\n") if signed or body.bylines else None,
        authors=_signed(signed, body),
        date=page.date or _date((*signed, *body.bylines)),
        paper=page.paper,
        url=page.url,
    )
    return [article]


def _signed(rows: Sequence[Line], body: Body) -> tuple[Author, ...]:
    """The people of a byline that the format tells, reporters where nothing is said, and the body's."""
    if not rows:
        return body.authors
    text, job = "\n".join(row.text for row in rows), "记者 "
    people = [replace(a, start=a.start - len(job), end=a.end - len(job)) for a in authors(job + text)]
    shift = len(text) + 1
    people += [replace(a, start=a.start + shift, end=a.end + shift) for a in body.authors]
    return tuple({(a.role, a.name): a for a in reversed(people)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of an article below its headings, bylines taken out of them."""

    pieces: tuple[Line, ...]
    bylines: tuple[Line, ...]
    authors: tuple[Author, ...]
    is_photo: bool


def _body(rows: Sequence[Line], columns: bool, *, alone: bool) -> Body:
    """The body of an article and who signed it; `alone`: it is the only one of its page."""
    pieces: list[Line] = []
    bylines: list[list[Line]] = []  # signatures on lines one below the other are read as one
    opened = signing = False
    captions = 0
    rows = [part for row in rows for caption in _captions(row) for part in _heading_apart(caption)]
    for row, below in zip_longest(rows, rows[1:]):
        lead = dateline(row.text) if not row.level else None
        if lead and lead.end:
            opened, signing = True, False
            head = dateline_head(row.text[: lead.names[0] if lead.names else lead.end])
            bylines += [[row.cut(*span)] for span in (head, lead.names) if span]
            row = row.cut(lead.end, len(row.text))
        sign = _signature(row, below, signing) if row.text and not row.level else None
        if sign and sign.names:
            line = row.cut(*sign.names)
            bylines = (
                [*bylines[:-1], [*bylines[-1], line]] if signing and not sign.start else [*bylines, [line]]
            )
            row = row.cut(0, sign.start)
            people = authors(line.text)
            opened = opened or (not (pieces or row.text) and people != ())  # between heading and body
            captions += row.text != "" and any(a.role == "photographers" for a in people)
        signing = sign is not None
        if row.text:
            pieces.append(row)
    pieces, names = _signed_off(pieces, alone=not _people(bylines))
    bylines = sorted([*bylines, *names], key=lambda group: group[0].start)
    people = _people(bylines)
    if alone and len(names) >= COLUMN:
        sent = {a.name for group in names for line in group for a in authors(line.text)}
        people = tuple(
            replace(a, role="correspondents") if a.role == "reporters" and a.name in sent else a
            for a in people
        )
    photographed = any(person.role == "photographers" for person in people)
    series = 1 < len(pieces) == captions
    is_photo = not opened and photographed and (series or _is_caption(pieces, columns))
    once = len({line.text for group in bylines for line in group if authors(line.text)}) == 1
    if once and not is_photo and all(person.role == "photographers" for person in people):
        people = _people(bylines, wrote=True)
    return Body(tuple(pieces), tuple(line for group in bylines for line in group), people, is_photo)


def _captions(row: Line) -> Iterator[Line]:
    """The captions that stand on one line, each behind the credit of the one before: …。甲 摄　图②：…."""
    begin = 0
    for gap in CAPTIONS.finditer(row.text):
        yield row.cut(begin, gap.start())
        begin = gap.end()
    yield row.cut(begin, len(row.text)) if begin else row


def _heading_apart(row: Line) -> Iterator[Line]:
    """The heading of a short report, and the dateline on the same line: ■站口添座椅|本报讯（记者 甲）."""
    if (found := HEADED.match(row.text)) and dateline(row.text[found.end() :]):
        yield row.cut(0, found.end())
        yield row.cut(found.end(), len(row.text))
    else:
        yield row


HEADED = re.compile(rf"[{BULLETS}][^，。；：（）()]{{4,30}}?[\s\u3000]+(?=本[报刊网]讯)")
COLUMN = 3
"""Signed items from which on a story by itself is a column that people of many units sent in: in annotated
reports they are correspondents in ten of eleven, on pages of a paper as often its own reporters.
"""
CAPTIONS = re.compile(r"(?<=摄)[\s\u3000]{1,4}(?=图[①-⑳\d一二三四五六七八九十]{0,2}[：:为])")


def _signature(row: Line, below: Line | None, signing: bool) -> Byline | None:
    """The signature of a row, also one of names only below a title or a signature: 本报记者 甲 / 乙 丙."""
    if (
        row.signed
        or (signing and names_below(row.text))
        or (below and titles_alone(row.text) and names_below(below.text))
    ):
        return Byline(0, len(row.text), (0, len(row.text)))
    return signature(row.text)


def _signed_off(pieces: Sequence[Line], *, alone: bool) -> tuple[list[Line], list[list[Line]]]:
    """The pieces without the names in brackets behind them, and these: 「……多喝水。（甲乙）」.

    `alone`: nobody else signed; then the last words may be a bare name.
    """
    plain, names = [], []
    for piece in pieces:
        if found := signed_in_brackets(piece.text):
            begin, people = found
            names.append([piece.cut(people[0][0], people[-1][1])])
            piece = piece.cut(0, begin)
        plain.append(piece)
    if plain and alone and not names and (last := signed_off(plain[-1].text)):
        names.append([plain[-1].cut(*last)])
        plain[-1] = plain[-1].cut(0, last[0])
    return plain, names


SHORT_CAPTION = 200
LONGEST_CAPTION = 400
"""Characters: a signed text with a picture that is longer is news with a picture."""


def _is_caption(pieces: Sequence[Line], columns: bool) -> bool:
    """Whether the body is what stands below a picture: one paragraph, or hardly more than two sentences."""
    length = sum(len(piece.text) for piece in pieces)
    one = all(joined(a, b, columns=columns) for a, b in pairwise(pieces))
    shown = one or any("图为" in piece.text for piece in pieces)
    return length <= (LONGEST_CAPTION if shown else SHORT_CAPTION)


def _people(bylines: Sequence[Sequence[Line]], *, wrote: bool = False) -> tuple[Author, ...]:
    """The authors of all bylines, offsets in the byline passage: the lines one below the other."""
    people: list[Author] = []
    shift = 0
    for group in bylines:
        text = "\n".join(line.text for line in group)
        found = [replace(a, start=a.start + shift, end=a.end + shift) for a in authors(text, wrote=wrote)]
        if "通讯员" in text:  # says more than 作者 did
            sent = {a.name for a in found if a.role == "correspondents"}
            people = [a for a in people if a.role != "reporters" or a.name not in sent]
        known = {a.name for a in people if a.role != "photographers"}
        people += [a for a in found if a.role == "photographers" or a.name not in known]
        shift += len(text) + 1
    return tuple(dict.fromkeys(people))


def _date(bylines: Iterable[Line]) -> str | None:
    """The day that the credits of an article tell."""
    return date_in_credits("\n".join(line.text for line in bylines))


def _copy(page: Passage, rows: Iterable[Line], separator: str = "") -> Passage:
    """A passage of the rows, one after the other with `separator` between."""
    return _passage(page, [(row.start, row.end, separator) for row in rows])


def _text(page: Passage, rows: Sequence[Line], columns: bool) -> Passage:
    """The body: a row that goes on with the sentence above is joined to it, but not over a signature."""
    gaps = [
        "" if joined(a, b, columns=columns) and not page.text[a.end : b.start].strip() else "\n"
        for a, b in pairwise(rows)
    ]
    return _passage(page, [(r.start, r.end, gap) for r, gap in zip(rows, [*gaps, ""], strict=False)])


def _passage(page: Passage, pieces: Sequence[tuple[int, int, str]]) -> Passage:
    """Copies of page.text[start:end] and what goes between them, with the way back to the file."""
    text: list[str] = []
    runs: list[tuple[int, int]] = []
    length = 0
    for index, (start, end, gap) in enumerate(pieces):
        if not runs or page.locate(start) != runs[-1][1] + length - runs[-1][0]:
            runs.append((length, page.locate(start)))
        runs += [(length + begin - start, source) for begin, source in page.runs if start < begin < end]
        between = gap if index + 1 < len(pieces) else ""
        text += [page.text[start:end], between]
        length += end - start
        if between:  # it stands for the white space that was there
            runs.append((length, page.locate(end)))
            length += len(between)
    return Passage("".join(text), tuple(runs) or ((0, 0),))

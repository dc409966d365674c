"""The nouns that pass between the stages; this module imports nothing of kg.

A `Page` is one file as read, or a part of one. `split` cuts it into `Article`s, each made of `Passage`s that
know their way back to the file. `recognize` finds `Mention`s, `resolve` turns them into `Link`s to
`Entity`s, `relate` adds `Post`s and `Relation`s. All of it about one article is a `Reading`.

Offsets are code points, ends are exclusive.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

__all__ = [
    "CLASSES",
    "FIELDS",
    "MAIN_CLASSES",
    "PREDICATES",
    "Article",
    "Author",
    "Class",
    "CoOccurrence",
    "Date",
    "Entity",
    "Field",
    "Link",
    "Mention",
    "Page",
    "Passage",
    "Post",
    "Predicate",
    "Quote",
    "Reading",
    "Relation",
    "Role",
    "Run",
    "Source",
]

Class = Literal[
    "Person",
    "Union",
    "Company",
    "District",
    "Government",
    "School",
    "Organisation",
    "Facility",
    "Initiative",
    "Event",
    "Award",
    "Work",
    "Platform",
]
Field = Literal["kicker", "title", "subtitle", "byline", "text"]
Role = Literal["reporters", "correspondents", "photographers"]
Predicate = Literal[
    "organizes", "coOrganizes", "participatesIn", "partOf", "locatedIn", "receives", "holdsPost"
]

CLASSES: tuple[Class, ...] = get_args(Class)
MAIN_CLASSES: tuple[Class, ...] = (*CLASSES[:4], "Initiative")
FIELDS: tuple[Field, ...] = get_args(Field)
PREDICATES: tuple[Predicate, ...] = get_args(Predicate)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text and its way back: runs of it are copies of runs of the source.

    >>> cut = Passage("总工会举办", ((0, 10), (2, 15)))  # "总工" from 10 on, "会举办" from 15 on
    >>> cut.locate(1), cut.locate(2)
    (11, 15)
    """

    text: str
    runs: tuple[tuple[int, int], ...]
    """(offset in text, offset in source) where each run begins, ascending."""

    def locate(self, index: int) -> int:
        """The source offset of the character at `index`."""
        begin, source = self.runs[bisect_right(self.runs, (index, 1 << 62)) - 1]
        return source + index - begin

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source offsets (start, exclusive end) that text[start:end] was read from."""
        return self.locate(start), self.locate(end - 1) + 1


@dataclass(frozen=True, slots=True)
class Page:
    """What was read as one: `passage.text` is NFC with \\n line ends, its runs lead to the text as it was.

    That is the decoded file, or the text that was taken from it (`kg.read.sources`).
    """

    name: str
    """Path relative to what was asked for, with forward slashes; `#` and a part where a file has several."""
    passage: Passage
    encoding: str
    """A Python codec; pdf or docx where the format knows no encoding."""
    digest: str
    """blake2b of the file's bytes, or of the record, 32 hexadecimal digits."""
    date: str | None = None
    """ISO date of the issue, when known."""
    paper: str | None = None
    """The newspaper, when the file says it."""
    url: str | None = None
    fields: tuple[tuple[Field, int, int], ...] = ()
    """(field, start, end) in the passage where the format tells title, byline and text: one article."""


@dataclass(frozen=True, slots=True)
class Author:
    """A name in a byline, at its place in the article's byline passage."""

    role: Role
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a page; passages lead back to the decoded file."""

    page: str
    number: int
    """1 for the first article of the page."""
    kind: Literal["news", "photo"]
    title: Passage
    text: Passage
    """The body: column breaks repaired, one line a paragraph, bylines taken out."""
    kicker: Passage | None = None
    subtitle: Passage | None = None
    byline: Passage | None = None
    """All byline texts, one a line."""
    authors: tuple[Author, ...] = ()
    masthead: str | None = None
    date: str | None = None
    """ISO date of its page's issue, else the one in its own credits."""
    paper: str | None = None
    url: str | None = None

    @property
    def id(self) -> str:
        """Page name without its ending, and the number: `000_75f3c950020aa114-01`.

        A part of a file keeps its whole name: `news.pdf#page=2-01`.
        """
        stem, dot, _ = self.page.rpartition(".")
        return f"{stem if dot and '#' not in self.page else self.page}-{self.number:02}"

    def passage(self, field: Field) -> Passage | None:
        """The passage of a field, None when the article has no such field."""
        found: Passage | None = getattr(self, field)
        return found

    def passages(self) -> Iterator[tuple[Field, Passage]]:
        """The fields the article has, in the order of print."""
        for field in FIELDS:
            if passage := self.passage(field):
                yield field, passage


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """What a name stands for: its class, its canonical name, and what tells namesakes apart."""

    type: Class
    name: str
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a field: `article.passage(field).text[start:end] == surface`, always."""

    field: Field
    start: int
    end: int
    surface: str
    type: Class
    rule: str
    """Which source proposed it, for `kg extract --explain`."""
    score: float = 1.0
    """Log-odds of the span being this name."""


@dataclass(frozen=True, slots=True)
class Link:
    """A mention, the entity it stands for, and the rule that says so."""

    mention: Mention
    entity: Entity
    rule: str = "same"


@dataclass(frozen=True, slots=True)
class Post:
    """A post that a person holds, with the words that say it."""

    person: Entity
    post: str
    org: Entity | None
    field: Field
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Relation:
    """subject predicate object, with the words that say it."""

    subject: Entity
    predicate: Predicate
    object: Entity
    field: Field
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Date:
    """A date in the text: value is an ISO 8601 date, month, year or interval, None if not to be known."""

    field: Field
    start: int
    end: int
    surface: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is known from one article. The graph is the union of readings."""

    article: Article
    links: tuple[Link, ...] = ()
    posts: tuple[Post, ...] = ()
    relations: tuple[Relation, ...] = ()
    dates: tuple[Date, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """A place in an article that shows something: text of `field` from start to end."""

    article: str
    field: Field
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CoOccurrence:
    """Two entities named together (first < second), how often, and how far beyond chance.

    The measures are taken over the unit that the run states (article, paragraph or sentence).
    """

    first: Entity
    second: Entity
    articles: int
    paragraphs: int
    sentences: int
    npmi: float
    """Normalised pointwise mutual information (Bouma 2009), -1 to 1."""
    log_likelihood: float
    """Dunning's G2 (1993)."""
    jaccard: float
    evidence: tuple[Quote, ...] = ()
    """The closest places that name both: sentences, else paragraphs; in article order, at most ten."""


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A page as the store and the graph remember it: a `Page` without its text."""

    name: str
    encoding: str
    digest: str
    date: str | None = None
    paper: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """The parameters that shaped an output, as the outputs state them. No clock, no host, no path."""

    version: str
    """kg's version."""
    home: str
    paper: str
    unit: Literal["article", "paragraph", "sentence"] = "sentence"
    """What the measures of a `CoOccurrence` are taken over."""
    minimum: int = 1
    """Pairs named together in fewer articles are left out."""
    reporters: bool = False
    """Whether names in bylines count in co-occurrence."""
    engine: str = ""
    """What voted on names beside the rules: name, model, version and weights; empty for nothing."""

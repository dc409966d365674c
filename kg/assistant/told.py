"""What the tools of the assistant tell, as types: their fields are the schema that a client sees.

Without slots, which mcp would take for the fields' defaults.
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = [
    "Article",
    "Entity",
    "Evidence",
    "Found",
    "Hit",
    "Neighbour",
    "Neighbours",
    "Post",
    "Quote",
    "Rows",
]


@dataclass(frozen=True)
class Quote:
    """Words of a page that show something, and where they stand."""

    quote: str
    article: str
    """Address of the article; cite it."""
    headline: str
    page: str
    """Name of the page's file."""
    date: str | None
    field: str
    begin: int
    """In characters of the page's file; the end is exclusive."""
    end: int


@dataclass(frozen=True)
class Hit:
    """An entity, in short."""

    id: str
    """Give it to the other tools."""
    name: str
    type: str
    articles: int
    """How many name it."""
    other_names: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """Entities that a name may mean, the likeliest first."""

    results: list[Hit]
    total: int
    """How many there are; more than `results` when it was cut."""


@dataclass(frozen=True)
class Article:
    """An article that names an entity."""

    article: str
    headline: str
    page: str
    date: str | None
    mentions: int


@dataclass(frozen=True)
class Post:
    """A post that a person holds somewhere."""

    person: str
    post: str
    organization: str | None
    evidence: list[Quote]


@dataclass(frozen=True)
class Entity:
    """What the graph knows of one entity."""

    id: str
    name: str
    type: str
    other_names: list[str]
    posts: list[Post]
    relations: dict[str, int]
    """How many there are of each kind; see the tool neighbours."""
    articles: list[Article]
    articles_total: int


@dataclass(frozen=True)
class Neighbour:
    """A relation of the entity that was asked for, and what shows it."""

    relation: str
    direction: str
    """`out` from the entity asked for, `in` to it, `both` for being named together."""
    entity: Hit
    sentences: int | None
    """How many name both, for co-occurrence."""
    evidence: list[Quote]


@dataclass(frozen=True)
class Neighbours:
    """The relations of an entity: those that articles state first, then the strongest co-occurrences."""

    id: str
    name: str
    neighbours: list[Neighbour]
    total: int


@dataclass(frozen=True)
class Evidence:
    """What shows that two entities have to do with each other; nothing if no article says so."""

    first: Hit
    second: Hit
    relations: list[Neighbour]


@dataclass(frozen=True)
class Rows:
    """The answer to a query: rows of values as text, unbound ones null."""

    columns: list[str]
    rows: list[list[str | None]]
    cut: bool
    """Whether there are more rows."""

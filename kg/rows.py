"""Reading <-> row: the contract of `kg extract`, one JSON object for each article.

Keys of the contract: page, number, title, kicker, subtitle, kind, reporters, correspondents, photographers,
text, mentions, posts, relations, dates. What is added makes a row the whole reading: id, byline, authors,
masthead, date, paper, url and sources; each mention's field, rule, score and link; each statement's
classes and place.
`row[field][start:end]` is what a place says; `sources[field]` leads on to the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from kg.model import (
    Article,
    Author,
    Class,
    Date,
    Entity,
    Link,
    Mention,
    Passage,
    Post,
    Reading,
    Relation,
    Role,
)

__all__ = ["from_row", "to_row"]

Row = dict[str, Any]


def to_row(reading: Reading) -> Row:
    """The reading as what JSON can hold; scores rounded to three digits."""
    article = reading.article
    texts = {field: passage.text for field, passage in article.passages()}
    roles = {r: [*dict.fromkeys(a.name for a in article.authors if a.role == r)] for r in get_args(Role)}
    return {
        "page": article.page,
        "number": article.number,
        "title": texts["title"],
        "kicker": texts.get("kicker"),
        "subtitle": texts.get("subtitle"),
        "kind": article.kind,
        **roles,
        "text": texts["text"],
        "mentions": [_mention(link) for link in reading.links],
        "posts": [_post(post) for post in reading.posts],
        "relations": [_relation(relation) for relation in reading.relations],
        "dates": [_placed(date, surface=date.surface, value=date.value) for date in reading.dates],
        "id": article.id,
        "byline": texts.get("byline"),
        "authors": [_placed(author, role=author.role, name=author.name) for author in article.authors],
        "masthead": article.masthead,
        "date": article.date,
        "paper": article.paper,
        "url": article.url,
        "sources": {field: [list(run) for run in passage.runs] for field, passage in article.passages()},
    }


def from_row(row: Mapping[str, Any]) -> Reading:
    """The reading that a row of `to_row` was made from."""
    return Reading(
        _article(row),
        tuple(_link(told) for told in row["mentions"]),
        tuple(_read_post(told) for told in row["posts"]),
        tuple(_read_relation(told) for told in row["relations"]),
        tuple(Date(t["field"], t["start"], t["end"], t["surface"], t["value"]) for t in row["dates"]),
    )


def _placed(item: Author | Mention | Post | Relation | Date, **told: Any) -> Row:
    """What is told of `item`, and its place."""
    field = {} if isinstance(item, Author) else {"field": item.field}
    return {**field, "start": item.start, "end": item.end, **told}


def _mention(link: Link) -> Row:
    mention, entity = link.mention, link.entity
    row = _placed(mention, surface=mention.surface, type=mention.type, entity=entity.name)
    if entity.qualifier:
        row["qualifier"] = entity.qualifier
    if entity.type != mention.type:
        row["entityType"] = entity.type
    return {**row, "rule": mention.rule, "score": round(mention.score, 3), "link": link.rule}


def _link(told: Row) -> Link:
    place = told["field"], told["start"], told["end"], told["surface"]
    mention = Mention(*place, told["type"], told["rule"], told["score"])
    kind: Class = told.get("entityType") or told["type"]
    return Link(mention, Entity(kind, told["entity"], told.get("qualifier", "")), told["link"])


def _named(**entities: Entity | None) -> Row:
    """Names, under their own keys; classes and qualifiers under "types" and "qualifiers"."""
    known = {key: entity for key, entity in entities.items() if entity}
    row: Row = {key: entity and entity.name for key, entity in entities.items()}
    row["types"] = {key: entity.type for key, entity in known.items()}
    if qualifiers := {key: entity.qualifier for key, entity in known.items() if entity.qualifier}:
        row["qualifiers"] = qualifiers
    return row


def _entity(told: Row, key: str) -> Entity:
    return Entity(told["types"][key], told[key], told.get("qualifiers", {}).get(key, ""))


def _post(post: Post) -> Row:
    names = _named(person=post.person, org=post.org)
    return {"person": names["person"], "post": post.post, **names, **_placed(post, rule=post.rule)}


def _read_post(told: Row) -> Post:
    org = None if told["org"] is None else _entity(told, "org")
    place = told["field"], told["start"], told["end"]
    return Post(_entity(told, "person"), told["post"], org, *place, told["rule"])


def _relation(relation: Relation) -> Row:
    names = _named(subject=relation.subject, object=relation.object)
    row = {"subject": names["subject"], "predicate": relation.predicate, **names}
    return {**row, **_placed(relation, rule=relation.rule)}


def _read_relation(told: Row) -> Relation:
    subject, object_ = _entity(told, "subject"), _entity(told, "object")
    place = told["field"], told["start"], told["end"]
    return Relation(subject, told["predicate"], object_, *place, told["rule"])


def _article(row: Mapping[str, Any]) -> Article:
    passages = {
        field: Passage(row[field], tuple((text, source) for text, source in runs))
        for field, runs in row["sources"].items()
    }
    authors = tuple(Author(t["role"], t["name"], t["start"], t["end"]) for t in row["authors"])
    return Article(
        row["page"],
        row["number"],
        row["kind"],
        authors=authors,
        masthead=row["masthead"],
        date=row["date"],
        paper=row.get("paper"),
        url=row.get("url"),
        **passages,
    )

"""The tables of the readings store: what pages said, what all of them say together, what follows."""

from __future__ import annotations

__all__ = ["DERIVED", "PAGED", "SCHEMA", "TABLES", "VIEWS"]

SCHEMA = "4"
"""Raise it when a table changes: files of another schema are made anew."""

PAGED = ("reading", "unit", "mention", "clue", "province", "post", "relation", "author")
"""Tables that hold what a page said; each row knows its page."""
DERIVED = ("bearer", "coverage", "pair", "quote")
"""Tables that are counted anew from the others at each build, see `kg.statistics`."""


def _now(table: str, *columns: str) -> str:
    """A table in which an entity, told in three columns, is replaced by what it stands for."""
    theirs = ", ".join(f"t.{column}" for column in columns)
    here, everywhere = (
        f"({name}.type, {name}.name, {name}.qualifier) = ({theirs})" for name in ("here", "everywhere")
    )
    now = ", ".join(
        f"coalesce(here.as_{part}, everywhere.as_{part}, t.{column}) AS {column}"
        for part, column in zip(("type", "name", "qualifier"), columns, strict=True)
    )
    return f"""(
    SELECT t.* EXCLUDE ({", ".join(columns)}), {now}
    FROM {table} t
    LEFT JOIN identity here ON here.article = t.article AND {here}
    LEFT JOIN identity everywhere ON everywhere.article = '' AND {everywhere})"""


FIRST, ORG, OTHER = (
    ("type", "name", "qualifier"),
    ("org_type", "org", "org_qualifier"),
    ("other_type", "other", "other_qualifier"),
)
VIEWS = {
    "settled": f"""
    SELECT page, article, field, start, stop, paragraph, sentence, surface, byline,
        type, name, qualifier, as_read
    FROM {_now("(SELECT *, name AS as_read FROM mention)", *FIRST)}
    WHERE type <> ''""",
    "understood": """
    SELECT article, page, number, row, told FROM reading LEFT JOIN (
        SELECT article, array_agg((type, name, qualifier, as_type, as_name, as_qualifier, rule)) AS told
        FROM identity WHERE article <> '' GROUP BY article) USING (article)""",
    "held": f"""SELECT * FROM {_now(_now("post", *FIRST), *ORG)} WHERE type <> ''""",
    "related": f"""
    SELECT * FROM {_now(_now("relation", *FIRST), *OTHER)}
    WHERE type <> '' AND other_type <> ''
        AND (type, name, qualifier) <> (other_type, other, other_qualifier)""",
}
"""What the tables say by the entities that names stand for; see `kg.sql` for who asks."""
TABLES = f"""
CREATE TABLE about (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
CREATE TABLE page (
    name VARCHAR PRIMARY KEY, digest VARCHAR NOT NULL, encoding VARCHAR NOT NULL, date VARCHAR,
    paper VARCHAR, url VARCHAR, fingerprint VARCHAR NOT NULL, articles INTEGER NOT NULL);
CREATE TABLE reading (
    article VARCHAR NOT NULL, page VARCHAR NOT NULL, number INTEGER NOT NULL, row JSON NOT NULL);
CREATE TABLE unit (
    page VARCHAR NOT NULL, article VARCHAR NOT NULL, kind VARCHAR NOT NULL, number INTEGER NOT NULL,
    field VARCHAR NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL);
CREATE TABLE mention (
    page VARCHAR NOT NULL, article VARCHAR NOT NULL, field VARCHAR NOT NULL, start INTEGER NOT NULL,
    stop INTEGER NOT NULL, paragraph INTEGER NOT NULL, sentence INTEGER NOT NULL, surface VARCHAR NOT NULL,
    type VARCHAR NOT NULL, name VARCHAR NOT NULL, qualifier VARCHAR NOT NULL, byline BOOLEAN NOT NULL,
    rule VARCHAR NOT NULL, link VARCHAR NOT NULL);
CREATE TABLE clue (
    page VARCHAR NOT NULL, article VARCHAR NOT NULL, person VARCHAR NOT NULL, kind VARCHAR NOT NULL,
    type VARCHAR NOT NULL, name VARCHAR NOT NULL, qualifier VARCHAR NOT NULL);
CREATE TABLE province (page VARCHAR NOT NULL, article VARCHAR NOT NULL, code VARCHAR NOT NULL);
CREATE TABLE post (
    page VARCHAR NOT NULL, article VARCHAR NOT NULL, post VARCHAR NOT NULL,
    type VARCHAR NOT NULL, name VARCHAR NOT NULL, qualifier VARCHAR NOT NULL,
    org_type VARCHAR NOT NULL, org VARCHAR NOT NULL, org_qualifier VARCHAR NOT NULL);
CREATE TABLE relation (
    page VARCHAR NOT NULL, article VARCHAR NOT NULL, predicate VARCHAR NOT NULL,
    type VARCHAR NOT NULL, name VARCHAR NOT NULL, qualifier VARCHAR NOT NULL,
    other_type VARCHAR NOT NULL, other VARCHAR NOT NULL, other_qualifier VARCHAR NOT NULL);
CREATE TABLE author (page VARCHAR NOT NULL, article VARCHAR NOT NULL, name VARCHAR NOT NULL);
CREATE TABLE identity (
    article VARCHAR NOT NULL, type VARCHAR NOT NULL, name VARCHAR NOT NULL, qualifier VARCHAR NOT NULL,
    as_type VARCHAR NOT NULL, as_name VARCHAR NOT NULL, as_qualifier VARCHAR NOT NULL, rule VARCHAR NOT NULL);
CREATE TABLE doubt (
    done VARCHAR NOT NULL, rule VARCHAR NOT NULL, score DOUBLE NOT NULL,
    type VARCHAR NOT NULL, name VARCHAR NOT NULL, of VARCHAR NOT NULL,
    other_type VARCHAR NOT NULL, other VARCHAR NOT NULL, other_of VARCHAR NOT NULL);
CREATE TABLE bearer (
    type VARCHAR NOT NULL, name VARCHAR NOT NULL, qualifier VARCHAR NOT NULL, id VARCHAR NOT NULL);
CREATE TABLE coverage (
    id VARCHAR NOT NULL, type VARCHAR NOT NULL, articles BIGINT NOT NULL, mentions BIGINT NOT NULL);
CREATE TABLE pair (
    one VARCHAR NOT NULL, other VARCHAR NOT NULL,
    articles BIGINT NOT NULL, paragraphs BIGINT NOT NULL, sentences BIGINT NOT NULL,
    npmi DOUBLE NOT NULL, log_likelihood DOUBLE NOT NULL, jaccard DOUBLE NOT NULL,
    evidence STRUCT(rank BIGINT, article VARCHAR, field VARCHAR, start INTEGER, stop INTEGER,
        page VARCHAR, number INTEGER)[] NOT NULL);
CREATE TABLE quote (
    article VARCHAR NOT NULL, field VARCHAR NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL);
{"".join(f"CREATE VIEW {name} AS {text};" for name, text in VIEWS.items())}
COMMENT ON TABLE unit IS 'paragraphs and sentences, numbered through the article; kind tells which';
COMMENT ON TABLE mention IS 'paragraph and sentence are numbers of units of the same article';
COMMENT ON TABLE clue IS 'what an article says of a person: kind is employer, or the role in a byline';
COMMENT ON TABLE province IS 'codes of the provinces in which the places of an article lie';
COMMENT ON TABLE author IS 'people who sign an article and are no mention of it';
COMMENT ON TABLE identity IS 'which entity a name stands for, counted anew from all articles at each build;
    article is empty where it holds everywhere, as_type where the name is dropped';
COMMENT ON TABLE bearer IS 'the identifier of each entity in the graph';
COMMENT ON TABLE pair IS 'entities named together, by their identifiers';
COMMENT ON TABLE quote IS 'places that pairs quote';
COMMENT ON VIEW settled IS 'mentions by the entities they stand for';
COMMENT ON VIEW understood IS 'readings, and what names stand for in their article alone';
COMMENT ON VIEW held IS 'posts by the entities they are about';
COMMENT ON VIEW related IS 'relations by the entities they are about';
"""

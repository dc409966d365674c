"""What changed from one graph to another: pages, entities, statements, pairs, and why each came or went.

A thing of the one graph that the other lacks was said by some pages. If one of these is in both graphs with
the same bytes, it still says so, but of another entity: who is whom was judged anew. Else a page that says
something else now is the reason, else a page that is new or was withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from kg.readings import NAME, SETTINGS, open_store, store_errors

if TYPE_CHECKING:
    import duckdb

__all__ = ["Changes", "Name", "Pair", "Thing", "Why", "changes"]

Why = Literal["page", "page changed", "resolution"]
"""A page is new or withdrawn; it says something else; names are resolved in another way."""

TABLES = """
CREATE TABLE memory.{side}_page AS SELECT name, digest || fingerprint AS digest FROM page WHERE articles > 0;
CREATE TABLE memory.{side}_bearer AS
SELECT id, min(type) AS type, min(name) AS name, min(qualifier) AS qualifier FROM bearer GROUP BY id;
CREATE TABLE memory.{side}_thing AS
WITH post AS (
    SELECT DISTINCT one.id AS first, post AS label, coalesce(two.id, '') AS second, page
    FROM held JOIN bearer one USING (type, name, qualifier)
    LEFT JOIN bearer two ON (two.type, two.name, two.qualifier) = (org_type, org, org_qualifier)),
relation AS (
    SELECT DISTINCT one.id AS first, predicate AS label, two.id AS second, page
    FROM related JOIN bearer one USING (type, name, qualifier)
    JOIN bearer two ON (two.type, two.name, two.qualifier) = (other_type, other, other_qualifier))
SELECT 'post' AS kind, * FROM post UNION SELECT 'relation', * FROM relation
UNION SELECT 'entity', first, '', '', page FROM post UNION SELECT 'entity', second, '', '', page FROM post
UNION SELECT 'entity', first, '', '', page FROM relation
UNION SELECT 'entity', second, '', '', page FROM relation
UNION SELECT 'entity', id, '', '', page FROM settled JOIN bearer USING (type, name, qualifier)
UNION SELECT 'entity', id, '', '', page
FROM author JOIN bearer ON (bearer.type, bearer.name, bearer.qualifier) = ('Person', author.name, '')
UNION SELECT 'pair', one, '', other, quote.page FROM (SELECT one, other, unnest(evidence) AS quote FROM pair)
UNION SELECT 'pair', one, '', other, NULL FROM pair;
CREATE TABLE memory.{side}_pair AS
SELECT one, other, max(articles) AS articles, max(sentences) AS sentences, max(npmi) AS npmi
FROM pair GROUP BY one, other;
"""
PAGES = """
SELECT name, old.digest IS NULL, new.digest IS NULL FROM old_page old FULL JOIN new_page new USING (name)
WHERE old.digest IS DISTINCT FROM new.digest ORDER BY name
"""
THINGS = """
WITH lost AS (
    SELECT thing.* FROM {one}_thing thing ANTI JOIN {other}_thing USING (kind, first, label, second)),
judged AS (
    SELECT lost.*,
        CASE WHEN here.digest IS NULL THEN 1 WHEN here.digest <> there.digest THEN 2 ELSE 3 END AS why
    FROM lost LEFT JOIN {other}_page here ON here.name = page LEFT JOIN {one}_page there ON there.name = page)
SELECT kind, a.type, a.name, a.qualifier, label, b.type, b.name, b.qualifier, max(why),
    coalesce(list(DISTINCT page ORDER BY page) FILTER (WHERE page IS NOT NULL), [])
FROM judged JOIN {one}_bearer a ON a.id = first LEFT JOIN {one}_bearer b ON b.id = second
GROUP BY ALL ORDER BY ALL
"""
PAIRS = """
SELECT a.type, a.name, a.qualifier, b.type, b.name, b.qualifier,
    old.articles, new.articles, old.sentences, new.sentences, old.npmi, new.npmi
FROM old_pair old JOIN new_pair new USING (one, other)
JOIN new_bearer a ON a.id = one JOIN new_bearer b ON b.id = other
WHERE (old.articles, old.sentences) <> (new.articles, new.sentences)
ORDER BY abs(new.sentences - old.sentences) DESC, abs(new.articles - old.articles) DESC, 1, 2, 3, 4, 5, 6
"""


@dataclass(frozen=True, slots=True)
class Name:
    """An entity as both graphs call it."""

    type: str
    name: str
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity, a post, a relation or a pair that came or went."""

    kind: Literal["entity", "post", "relation", "pair"]
    first: Name
    label: str
    """The post or the predicate."""
    second: Name | None
    why: Why
    pages: tuple[str, ...]
    """Those that say it; of a pair those that are quoted."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities that are named together more or less often; numbers of the old and the new graph."""

    first: Name
    second: Name
    articles: tuple[int, int]
    sentences: tuple[int, int]
    npmi: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs; the lists are sorted, pairs by how much."""

    pages_new: tuple[str, ...]
    pages_changed: tuple[str, ...]
    pages_withdrawn: tuple[str, ...]
    come: tuple[Thing, ...]
    gone: tuple[Thing, ...]
    weights: tuple[Pair, ...]


def changes(old: str | Path, new: str | Path) -> Changes:
    """What differs between two output folders, or their readings stores.

    Raises OutputError when one of them cannot be used.
    """
    with _both(_store(old), _store(new)) as connection:
        pages = connection.execute(PAGES).fetchall()
        return Changes(
            tuple(name for name, is_new, _ in pages if is_new),
            tuple(name for name, is_new, is_gone in pages if not is_new and not is_gone),
            tuple(name for name, _, is_gone in pages if is_gone),
            tuple(_things(connection, "new", "old")),
            tuple(_things(connection, "old", "new")),
            tuple(_pair(*row) for row in connection.execute(PAIRS).fetchall()),
        )


def _store(path: str | Path) -> Path:
    path = Path(path)
    return path / NAME if path.is_dir() else path


@contextmanager
def _both(old: Path, new: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    import duckdb

    for path in (old, new):
        with open_store(path, read_only=True) as store:
            store.run()
    with duckdb.connect(config=SETTINGS) as connection:
        for side, path in (("old", old), ("new", new)):
            with store_errors(path):
                quoted = str(path).replace("'", "''")
                connection.execute(f"ATTACH '{quoted}' AS {side} (READ_ONLY)")
                connection.execute(f"USE {side}")
                connection.execute(TABLES.format(side=side))
                connection.execute(f"USE memory; DETACH {side}")
        yield connection


def _things(connection: duckdb.DuckDBPyConnection, one: str, other: str) -> Iterator[Thing]:
    reasons: tuple[Why, ...] = ("page", "page changed", "resolution")
    for kind, *names, why, pages in connection.execute(THINGS.format(one=one, other=other)).fetchall():
        second = Name(*names[4:]) if names[4] else None
        yield Thing(kind, Name(*names[:3]), names[3], second, reasons[why - 1], tuple(pages))


def _pair(*row: Any) -> Pair:
    return Pair(Name(*row[:3]), Name(*row[3:6]), row[6:8], row[8:10], row[10:])

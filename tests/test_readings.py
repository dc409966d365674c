"""Rows and the readings store: nothing is lost, nothing stays that was replaced."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import OutputError
from kg.model import (
    FIELDS,
    Article,
    Author,
    Date,
    Entity,
    Link,
    Mention,
    Passage,
    Post,
    Reading,
    Relation,
    Source,
)
from kg.readings import HELD, NAME, Store, fault, open_store
from kg.records import ROWS
from kg.rows import from_row, to_row
from tests.samples import ROOT, gold_readings

CONTRACT: dict[str, Any] = {
    "page": str,
    "number": int,
    "title": str,
    "kicker": (str, type(None)),
    "subtitle": (str, type(None)),
    "kind": str,
    "reporters": list,
    "correspondents": list,
    "photographers": list,
    "text": str,
    "mentions": list,
    "posts": list,
    "relations": list,
    "dates": list,
}

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
offsets = st.integers(0, 9)
passages = st.builds(
    Passage,
    words,
    st.lists(st.tuples(offsets, offsets), min_size=1, max_size=3).map(tuple),
)
maybe = st.none() | passages
entities = st.builds(Entity)
scores = st.integers(-9999, 9999).map(lambda number: number / 1000)
mentions = st.builds(Mention, start=offsets, end=offsets, surface=words, rule=words, score=scores)
articles = st.builds(
    Article,
    number=st.integers(1, 99),
    title=passages,
    text=passages,
    kicker=maybe,
    subtitle=maybe,
    byline=maybe,
    authors=st.lists(st.builds(Author), max_size=3).map(tuple),
)
readings = st.builds(
    Reading,
    articles,
    st.lists(st.builds(Link, mentions, entities), max_size=3).map(tuple),
    st.lists(st.builds(Post), max_size=3).map(tuple),
    st.lists(st.builds(Relation), max_size=3).map(tuple),
    st.lists(st.builds(Date), max_size=3).map(tuple),
)


@settings(max_examples=200, deadline=None)
@given(readings)
def test_a_row_is_the_whole_reading(reading: Reading) -> None:
    row = json.loads(json.dumps(to_row(reading), ensure_ascii=False, allow_nan=False))
    assert from_row(row) == reading


@pytest.mark.parametrize("reading", gold_readings(), ids=lambda reading: reading.article.id)
def test_rows_keep_the_contract(reading: Reading) -> None:
    row = to_row(reading)
    assert list(row)[: len(CONTRACT)] == list(CONTRACT)
    for key, kind in CONTRACT.items():
        assert isinstance(row[key], kind)
    for mention in row["mentions"]:
        assert {"start", "end", "surface", "type", "entity", "field", "rule", "score", "link"} <= {*mention}
        assert mention["field"] in FIELDS and "qualifier" not in mention
        assert row[mention["field"]][mention["start"] : mention["end"]] == mention["surface"]
    for post in row["posts"]:
        assert {"person", "post", "org", "types", "field", "start", "end", "rule"} <= {*post}
    for relation in row["relations"]:
        assert {"subject", "predicate", "object", "start", "end", "field", "types"} <= {*relation}
    assert from_row(row) == reading


def test_a_post_without_an_organisation_says_so() -> None:
    person = Entity("Person", "甲", "乙工会")
    post = Post(person, "木工", None, "text", 0, 2, "made")
    row = to_row(Reading(gold_readings()[0].article, posts=(post,)))["posts"][0]
    assert (row["org"], row["types"], row["qualifiers"]) == (None, {"person": "Person"}, {"person": "乙工会"})


def test_scores_are_rounded() -> None:
    mention = Mention("text", 0, 1, "甲", "Person", "made", 1.23456)
    row = to_row(Reading(gold_readings()[0].article, (Link(mention, Entity("Person", "甲")),)))
    assert row["mentions"][0]["score"] == 1.235


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / NAME) as opened:
        yield opened


def pages() -> list[tuple[Source, list[Reading]]]:
    names = sorted({reading.article.page for reading in gold_readings()})
    return [
        (Source(name, "utf-8", f"{number:032}"), [r for r in gold_readings() if r.article.page == name])
        for number, name in enumerate(names)
    ]


def test_the_store_gives_back_what_went_in(store: Store) -> None:
    store.replace(pages()[::-1], fingerprint="f")
    assert tuple(store.readings()) == gold_readings()
    assert tuple(store.sources()) == tuple(source for source, _ in pages())
    assert [known.articles for known in store.known().values()] == [5, 5, 9]


def test_a_changed_page_replaces_exactly_its_own(store: Store) -> None:
    store.replace(pages(), fingerprint="f")
    source, found = pages()[1]
    store.replace([(replace(source, digest="new"), found[:2])], fingerprint="g")
    ids = [reading.article.id for reading in store.readings()]
    assert len(ids) == 19 - len(found) + 2 and len({*ids}) == len(ids)
    for table in ("reading", "unit", "mention"):
        rows = store.connection.execute(f"SELECT DISTINCT article FROM {table}").fetchall()
        assert {article for (article,) in rows} == {*ids}
    assert (store.known()[source.name].digest, store.known()[source.name].fingerprint) == ("new", "g")


def test_pages_no_longer_given_are_dropped(store: Store) -> None:
    store.replace(pages(), fingerprint="f")
    store.keep([pages()[2][0].name])
    assert tuple(store.readings()) == tuple(pages()[2][1])
    assert store.connection.execute("SELECT count(DISTINCT article) FROM mention").fetchone() == (9,)


def test_pages_without_articles_are_known_but_no_source(store: Store) -> None:
    store.replace([(Source("a.txt", "utf-8", "0"), [])], fingerprint="f")
    assert not [*store.sources()] and store.known()["a.txt"].articles == 0


def test_mentions_lie_in_their_units(store: Store) -> None:
    store.replace(pages(), fingerprint="f")
    query = """
        SELECT count(*), count(*) FILTER (
            WHERE mention.start BETWEEN unit.start AND unit.stop - 1 AND mention.field = unit.field)
        FROM mention JOIN unit ON unit.article = mention.article
            AND unit.number = CASE kind WHEN 'sentence' THEN sentence ELSE paragraph END"""
    total, inside = store.connection.execute(query).fetchone() or (0, 0)
    expected = 2 * sum(len(reading.links) for reading in gold_readings())
    assert (total, inside) == (expected, expected)
    headings = "SELECT count(*) FROM unit WHERE field IN ('kicker', 'title', 'subtitle')"
    assert store.connection.execute(headings).fetchone() == (2 * 19,)


def test_half_a_batch_is_never_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.replace(pages()[:1], fingerprint="f")

    def stopped(_: Reading) -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(ROWS, "mention", stopped)
    with pytest.raises(KeyboardInterrupt):
        store.replace(pages(), fingerprint="g")
    assert {known.fingerprint for known in store.known().values()} == {"f"}
    assert len(list(store.readings())) == 5


KILLED = """
import os, sys
from pathlib import Path
from typing import Any
from kg.records import ROWS
from kg.readings import open_store
from tests.test_readings import pages
with open_store(Path(sys.argv[1])) as store:
    store.replace(pages()[:2], fingerprint="f")
    store.connection.begin()
    store.connection.execute("DELETE FROM reading")
    os._exit(9)
"""


def test_a_kill_leaves_the_store_whole(tmp_path: Path) -> None:
    path = tmp_path / NAME
    assert subprocess.run([sys.executable, "-c", KILLED, path], cwd=ROOT, check=False).returncode == 9
    assert fault(path) is None
    with open_store(path) as store:
        assert len(list(store.readings())) == 10


def damaged(path: Path, *, at: float) -> None:
    with open_store(path) as store:
        store.replace(pages(), fingerprint="f")
    data = bytearray(path.read_bytes())
    begin = int(len(data) * at)
    data[begin : begin + 64] = bytes(byte ^ 0x5A for byte in data[begin : begin + 64])
    path.write_bytes(data)


@pytest.mark.parametrize("at", [0.0, 0.02, 0.2, 0.4, 0.6, 0.8])
def test_damage_is_noticed_or_does_no_harm(tmp_path: Path, at: float) -> None:
    path = tmp_path / NAME
    damaged(path, at=at)
    if not fault(path):
        with open_store(path) as store:
            assert tuple(store.readings()) == gold_readings()


@pytest.mark.parametrize(
    ("data", "said"), [(b"", "damaged"), (b"no database" * 999, "damaged"), (None, "not a readings store")]
)
def test_what_is_no_store_is_told(tmp_path: Path, data: bytes | None, said: str) -> None:
    path = tmp_path / NAME
    if data is None:
        with duckdb.connect(path) as connection:
            connection.execute("CREATE TABLE mine (x INTEGER)")
    else:
        path.write_bytes(data)
    assert said in (fault(path) or "")
    with pytest.raises(OutputError, match=str(path)), open_store(path):
        pass


def test_an_older_schema_is_told(tmp_path: Path) -> None:
    path = tmp_path / NAME
    with open_store(path) as store:
        store.connection.execute("UPDATE about SET value = '0'")
    assert "not a readings store of this version" in (fault(path) or "")


HOLDER = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


def test_a_store_that_another_program_holds_is_told(tmp_path: Path) -> None:
    path = tmp_path / NAME
    with open_store(path):
        pass
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout and holder.stdout.readline() == "held\n"
        assert fault(path) == HELD
        with (
            pytest.raises(OutputError, match="close that program"),
            open_store(path),
        ):
            pass
        holder.communicate("")


def test_a_missing_store_is_told(tmp_path: Path) -> None:
    message = r"readings.duckdb: there is no such file; make it with kg build"
    with pytest.raises(OutputError, match=message), open_store(tmp_path / NAME, read_only=True):
        pass

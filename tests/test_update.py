"""Updates: the same as a clean build, whatever came, changed and went, and in whatever order."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import kg.excerpt
import kg.outputs
import kg.pipeline
from kg.changes import Changes, changes
from kg.cli import run
from kg.config import Config, load_config
from kg.corpus.decisions import Decision, append
from kg.errors import InputError, OutputError
from kg.model import Article, Entity, Link, Mention, Page, Passage, Post, Reading, Relation
from kg.pipeline import build, update
from kg.readings import NAME, open_store
from kg.schema import DERIVED, PAGED
from kg.vocab import entity_id

PEOPLE = ("张伟", "王建国", "古丽米热", "李娜", "Ａ．李")
BODIES = (
    Entity("Union", "苏州市总工会"),
    Entity("Union", "江苏省苏州市总工会"),
    Entity("Union", "北京市总工会"),
    Entity("Company", "北京建工集团有限责任公司"),
    Entity("Company", "北京建工集团"),
    Entity("Initiative", "“安康杯”竞赛"),
    Entity("Initiative", "安康杯竞赛"),
    Entity("Event", "安康杯竞赛"),
    Entity("District", "苏州市"),
    Entity("School", "苏州大学"),
)
NAMES = [*(Entity("Person", name) for name in PEOPLE), *BODIES]
ENTITIES = {entity.name: entity for entity in NAMES}
KNOWN = re.compile("|".join(sorted(map(re.escape, ENTITIES), key=len, reverse=True)))
HELD = re.compile(r"(?P<org>[^，。]+?)主席(?P<person>[^，。]+)，")


def invented(chance: random.Random) -> str:
    """A page of a few articles, made of few names so that they meet again."""
    articles = []
    for _ in range(chance.randint(1, 3)):
        names = [chance.choice(NAMES).name for _ in range(chance.randint(1, 5))]
        person, org = chance.choice(PEOPLE), chance.choice(BODIES[:5]).name
        articles.append(f"标题{chance.randint(1, 9)}\n{org}主席{person}，与{'、'.join(names)}。{names[0]}。")
    return "\n\n".join(articles)


def studied(page: Page, _: Config) -> list[Reading]:
    """The readings of an invented page."""
    readings, at = [], 0
    for number, told in enumerate(page.passage.text.split("\n\n"), 1):
        title, _mark, text = told.partition("\n")
        begin = at + len(title) + 1
        article = Article(
            page.name,
            number,
            "news",
            Passage(title, ((0, at),)),
            Passage(text, ((0, begin),)),
            date="2024-05-31",
        )
        at += len(told) + 2
        links = tuple(_links(text))
        posts = tuple(
            Post(ENTITIES[m["person"]], "主席", ENTITIES[m["org"]], "text", *m.span(), "test")
            for m in HELD.finditer(text)
        )
        first, *others = [link.entity for link in links]
        relations = tuple(
            Relation(first, "participatesIn", other, "text", 0, 3, "test")
            for other in others
            if other != first
        )
        readings.append(Reading(article, links, posts, relations))
    return readings


def _links(text: str) -> Iterator[Link]:
    for found in KNOWN.finditer(text):
        entity = ENTITIES[found.group()]
        yield Link(Mention("text", *found.span(), found.group(), entity.type, "test"), entity, "same")


@pytest.fixture(autouse=True)
def _invented(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.pipeline, "study", studied)
    monkeypatch.setattr(kg.pipeline, "_code", str)
    monkeypatch.setattr(kg.outputs, "FEW", 10.0)  # patches whatever changed


def held(output: Path) -> dict[str, Any]:
    """All that an output folder holds: files as bytes, databases as what is in them."""
    found: dict[str, Any] = {
        name: (output / name).read_bytes() for name in ("graph.nq", "graph.ttl", "graph.html")
    }
    found["stamp"] = (output / "store" / "kg.json").read_bytes()
    found["store"] = set(map(str, ox.Store.read_only(str(output / "store"))))
    with open_store(output / NAME, read_only=True) as store:
        for table in ("about", "page", "identity", "doubt", *PAGED, *DERIVED):
            found[table] = sorted(map(repr, store.select(f"FROM {table}")))
    found["about"] = [row for row in found["about"] if "'written'" not in row]  # when, and where on the disk
    return found


class Collection:
    """Pages in a folder, an output that is updated, and clean builds of the same pages."""

    def __init__(self, folder: Path) -> None:
        self.pages, self.given, self.output = folder / "pages", folder / "given", folder / "out"
        self.pages.mkdir()
        self.clean = folder / "clean"

    def put(self, name: str, text: str) -> Path:
        self.given.mkdir(exist_ok=True)
        for folder in (self.pages, self.given):
            (folder / name).write_text(text, encoding="utf-8")
        return self.given

    def checked(self) -> None:
        """Asserts that the output is that of a clean build."""
        shutil.rmtree(self.clean, ignore_errors=True)
        build([self.pages], output=self.clean)
        expected, found = held(self.clean), held(self.output)
        assert [name for name in expected if found[name] != expected[name]] == []


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    return Collection(tmp_path)


@pytest.mark.parametrize("seed", range(3))
def test_any_sequence_of_updates_is_a_clean_build(collection: Collection, seed: int) -> None:
    chance = random.Random(seed)
    names = [f"{number}.txt" for number in range(6)]
    for name in names[:3]:
        collection.put(name, invented(chance))
    build([collection.pages], output=collection.output)
    for _ in range(3):
        shutil.rmtree(collection.given, ignore_errors=True)
        collection.given.mkdir()
        there = sorted(path.name for path in collection.pages.iterdir())
        leaving = chance.sample(there, chance.randint(0, len(there) - 1))
        for name in leaving:
            (collection.pages / name).unlink()
        for name in chance.sample(names, chance.randint(0, 2)):
            collection.put(name, invented(chance))
        update([collection.given], withdraw=leaving, output=collection.output)
        collection.checked()


def one_page(collection: Collection, seed: int = 1) -> None:
    for number in range(3):
        collection.put(f"{number}.txt", invented(random.Random(seed + number)))
    build([collection.pages], output=collection.output)


def test_nothing_new_is_the_same(collection: Collection) -> None:
    one_page(collection)
    before = (collection.output / "graph.nq").stat().st_ino
    summary = update([collection.pages], output=collection.output)
    assert (summary.unread, summary.withdrawn) == (3, 0)
    assert (collection.output / "graph.nq").stat().st_ino == before, "what is still so is not written again"
    collection.checked()


def test_a_build_with_little_new_is_patched_too(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_page(collection)
    collection.put("3.txt", invented(random.Random(9)))
    with monkeypatch.context() as patch:
        patch.delattr(kg.outputs, "write_turtle")
        build([collection.pages], output=collection.output)
    collection.checked()


@pytest.mark.parametrize("name", ["graph.nq", "graph.ttl", "store/CURRENT", "store/kg.json"])
@pytest.mark.parametrize("damage", ["edited", "gone"])
def test_damaged_outputs_are_made_anew(collection: Collection, name: str, damage: str) -> None:
    one_page(collection)
    path = collection.output / name
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes().replace(b"e", b"x") + b"#")
    collection.put("3.txt", invented(random.Random(9)))
    update([collection.given / "3.txt"], output=collection.output)
    collection.checked()


def test_files_of_the_database_that_are_damaged_are_told(collection: Collection) -> None:
    one_page(collection)
    for path in (collection.output / "store").glob("*.sst"):
        path.write_bytes(b"\0" * path.stat().st_size)
    collection.put("3.txt", invented(random.Random(9)))
    update([collection.given / "3.txt"], output=collection.output)
    collection.checked()


def test_what_cannot_be_updated_is_said_and_left_alone(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(OutputError, match="run kg build first"):
        update([tmp_path], output=tmp_path / "none")
    assert not (tmp_path / "none").exists()
    one_page(collection)
    before = held(collection.output)
    with pytest.raises(InputError, match=r"no page '9.txt' to withdraw"):
        update(withdraw=["9.txt"], output=collection.output)
    with pytest.raises(InputError, match="nothing was written"):
        update(withdraw=["*"], output=collection.output)
    (tmp_path / "0.md").write_text("标题\n文", encoding="utf-8")
    with pytest.raises(InputError, match=r"0.md and 0.txt: both would be the page '0'"):
        update([tmp_path / "0.md"], output=collection.output)
    with pytest.raises(InputError, match="is not below"):
        update([tmp_path / "0.md"], root=collection.pages, output=collection.output)
    monkeypatch.setattr(kg.pipeline, "_code", lambda: "changed")
    with pytest.raises(InputError, match="run kg build with all pages"):
        update([collection.pages], output=collection.output)
    assert held(collection.output) == before


def test_names_begin_at_the_root(collection: Collection) -> None:
    one_page(collection)
    (collection.pages / "2024").mkdir()
    (collection.pages / "2024" / "1.txt").write_text(invented(random.Random(7)), encoding="utf-8")
    update([collection.pages / "2024"], root=collection.pages, output=collection.output)
    collection.checked()


def test_the_settings_and_decisions_of_the_last_build_hold(collection: Collection, tmp_path: Path) -> None:
    one_page(collection)
    table = tmp_path / "decided.tsv"
    first, second = Entity("School", "苏州大学"), Entity("Company", "北京建工集团")
    decision = Decision("same!", first, second, "编辑", "2024-05-31", "为测试")
    append(table, [decision])
    config = load_config(home="上海市", base="https://example.org/kg/")
    build([collection.pages], output=collection.output, config=config, decisions=table, unit="article")
    collection.put("3.txt", invented(random.Random(9)))
    update([collection.given / "3.txt"], output=collection.output)
    build([collection.pages], output=collection.clean, config=config, decisions=table, unit="article")
    assert held(collection.output) == held(collection.clean)


def test_what_a_killed_update_did_to_other_pages_is_not_gone_on_with(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_page(collection)

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    other = collection.pages.parent / "3.txt"
    other.write_text(invented(random.Random(9)), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(kg.pipeline, "derive", interrupted)
        with pytest.raises(KeyboardInterrupt):
            update([other], output=collection.output)
    collection.put("4.txt", invented(random.Random(10)))
    update([collection.given / "4.txt"], output=collection.output)
    collection.checked()


def test_what_a_killed_build_had_written_is_not_put_in_place(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_page(collection)

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    other = collection.pages.parent / "3.txt"
    other.write_text(invented(random.Random(9)), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(kg.outputs, "write_html", interrupted)
        with pytest.raises(KeyboardInterrupt):
            update([other], output=collection.output)
    assert (collection.output / ".building" / "graph.nq").exists()
    build([collection.pages], output=collection.output)
    collection.checked()


def test_changes_are_told_with_their_reasons(collection: Collection, tmp_path: Path) -> None:
    collection.put("0.txt", "甲\n北京市总工会主席张伟，与苏州大学。李娜。")
    collection.put("1.txt", "乙\n北京市总工会主席王建国，与苏州市。苏州市。")
    collection.put("2.txt", "丙\n北京建工集团主席李娜，与安康杯竞赛。李娜。")
    build([collection.pages], output=collection.output)
    (collection.pages / "1.txt").unlink()
    collection.put("2.txt", "丙\n北京建工集团主席李娜，与李娜。李娜。")
    table = tmp_path / "decided.tsv"
    append(table, [Decision("drop", Entity("School", "苏州大学"), None, "编辑", "2024-05-31", "为测试")])
    build([collection.pages], output=collection.clean, decisions=table)
    found = changes(collection.output, collection.clean)
    assert (found.pages_new, found.pages_changed, found.pages_withdrawn) == ((), ("2.txt",), ("1.txt",))
    gone = {thing.first.name: (thing.why, thing.pages) for thing in found.gone if thing.kind == "entity"}
    assert gone["苏州大学"] == ("resolution", ("0.txt",))
    assert gone["王建国"] == ("page", ("1.txt",))
    assert gone["安康杯竞赛"] == ("page changed", ("2.txt",))
    posts = [thing for thing in found.gone if thing.kind == "post"]
    assert [(post.first.name, post.label, post.why) for post in posts] == [("王建国", "主席", "page")]
    assert any(thing.kind == "pair" for thing in found.gone)
    assert changes(collection.output, collection.output / NAME) == Changes((), (), (), (), (), ())
    back = changes(collection.clean, collection.output)
    assert back.come == found.gone and back.pages_new == ("1.txt",)


def test_changes_are_printed(collection: Collection, capsys: pytest.CaptureFixture[str]) -> None:
    one_page(collection)
    shutil.copytree(collection.output, collection.clean)
    update(withdraw=["0.txt"], output=collection.output)
    old, new = str(collection.clean), str(collection.output)
    assert run(["diff", old, new, "--limit", "1"]) == 0
    told = capsys.readouterr().out
    assert "页面 pages: +0 新增 new, -1 消失 gone" in told and "页面已撤下 a page was withdrawn" in told
    assert run(["diff", old, new, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["pages_withdrawn"] == ["0.txt"]


def test_an_update_from_the_command_line(collection: Collection, capsys: pytest.CaptureFixture[str]) -> None:
    one_page(collection)
    output = str(collection.output)
    assert run(["update", "-o", output]) == 2
    assert "PATH" in capsys.readouterr().err
    (collection.pages / "1.txt").unlink()
    assert run(["update", "--withdraw", "1.*", "-o", output, "--jobs", "1"]) == 0
    assert "撤下 withdrawn 1" in capsys.readouterr().out
    collection.checked()


def test_a_page_shows_a_part_of_a_large_corpus(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_page(collection)
    whole = (collection.output / "graph.html").stat().st_size
    monkeypatch.setattr(kg.excerpt.excerpt, "__kwdefaults__", {"most": 2})
    summary = build([collection.pages], output=collection.output)
    assert "graph.html shows the 5000 articles" in summary.notices[0]
    assert (collection.output / "graph.html").stat().st_size < whole
    with open_store(collection.output / NAME, read_only=True) as store:
        shown, all_ = kg.excerpt.excerpt(store, store.run()), kg.excerpt.excerpt(store, store.run(), most=99)
        assert len([*shown.readings]) <= 2 < shown.total
        strongest = {(pair.first, pair.second): pair.log_likelihood for pair in all_.pairs}
        assert 0 < len(shown.pairs) < len(all_.pairs)
        assert all(strongest[pair.first, pair.second] == pair.log_likelihood for pair in shown.pairs)
        assert all(shown.counts[entity_id(e)] > 0 for pair in shown.pairs for e in (pair.first, pair.second))

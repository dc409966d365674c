"""Updates: the same as a clean build, whatever came, changed and went, and in whatever order."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg.outputs
import kg.pipeline
from kg.config import Config
from kg.model import Article, Entity, Link, Mention, Page, Passage, Post, Reading, Relation
from kg.pipeline import build, update
from kg.readings import NAME, open_store
from kg.schema import DERIVED, PAGED

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


def held(output: Path) -> dict[str, object]:
    """All that an output folder holds: files as bytes, databases as what is in them."""
    found: dict[str, object] = {
        name: (output / name).read_bytes() for name in ("graph.nq", "graph.ttl", "graph.html")
    }
    found["stamp"] = (output / "store" / "kg.json").read_bytes()
    found["store"] = set(map(str, ox.Store.read_only(str(output / "store"))))
    with open_store(output / NAME, read_only=True) as store:
        for table in ("about", "page", "identity", "doubt", *PAGED, *DERIVED):
            found[table] = sorted(map(repr, store.select(f"FROM {table}")))
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

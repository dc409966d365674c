"""A small dataset for the tests of everything that works on a graph: the gold readings and a few pairs."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from pyoxigraph import Quad

from kg.dumps import write_nquads
from kg.model import (
    Article,
    Author,
    CoOccurrence,
    Date,
    Entity,
    Link,
    Mention,
    Passage,
    Post,
    Quote,
    Reading,
    Relation,
    Run,
    Source,
)
from tests.quads import quads
from tests.samples import gold_readings

BASE = "https://kg.example/"
RUN = Run("0.1.0", "北京市", "劳动午报")
CITY = Entity("Union", "北京市总工会")
NATION = Entity("Union", "中华全国总工会")
ZHANG = Entity("Person", "张良")
SUN = Entity("Person", "孙立冬")
TRAINING = "001_cd5e2c8a745e082b-01"


def pairs() -> tuple[CoOccurrence, ...]:
    """Four pairs, as counted by hand in the article on the training course (the measures are made up)."""
    first, second = Quote(TRAINING, "text", 0, 30), Quote(TRAINING, "text", 30, 60)
    return (
        CoOccurrence(NATION, CITY, 1, 1, 1, 0.25, 2.5, 0.5, (first,)),
        CoOccurrence(CITY, ZHANG, 1, 2, 2, 0.75, 9.75, 1.0, (first, second)),
        CoOccurrence(CITY, SUN, 1, 1, 1, -0.5, 0.125, 0.25, (second,)),
        CoOccurrence(NATION, SUN, 1, 0, 0, 0.0, 0.0, 0.25),
    )


def sources() -> tuple[Source, ...]:
    """The gold pages, with digests to be recognized by."""
    names = sorted({reading.article.page for reading in gold_readings()})
    return tuple(Source(name, "utf-8", f"{number:032x}") for number, name in enumerate(names))


def passage(text: str) -> Passage:
    """A passage that is its own source."""
    return Passage(text, ((0, 0),))


def rich_reading() -> Reading:
    """A made-up article that has everything an article can have."""
    text = "2023年1月5日，甲区总工会与乙公司协办读书会，李四获奖并任副主席。"
    article = Article(
        "七版/样 张.txt",
        1,
        "photo",
        title=passage("读书会"),
        text=passage(text),
        kicker=passage("引题"),
        subtitle=passage("副题"),
        byline=passage("本报记者 王五 文/摄"),
        authors=(Author("reporters", "王五", 5, 7), Author("photographers", "王五", 5, 7)),
        date="2023-01-06",
    )
    union, firm, club = Entity("Union", "甲区总工会"), Entity("Company", "乙公司"), Entity("Event", "读书会")
    district, prize = Entity("District", "甲区"), Entity("Award", "读书奖")
    person, reporter = Entity("Person", "李四"), Entity("Person", "王五", "劳动午报")
    links = (
        Link(Mention("text", 10, 15, "甲区总工会", "Union", "suffix", 3.0), union),
        Link(Mention("text", 16, 19, "乙公司", "Company", "suffix", 2.0), firm, "exact"),
        Link(Mention("byline", 5, 7, "王五", "Person", "byline", 9.0), reporter),
    )
    place = ("text", 10, 34, "verb")
    relations = (
        Relation(union, "organizes", club, *place),  # type: ignore[arg-type]
        Relation(firm, "coOrganizes", club, *place),  # type: ignore[arg-type]
        Relation(union, "locatedIn", district, *place),  # type: ignore[arg-type]
        Relation(union, "partOf", CITY, *place),  # type: ignore[arg-type]
        Relation(person, "participatesIn", club, *place),  # type: ignore[arg-type]
        Relation(person, "receives", prize, *place),  # type: ignore[arg-type]
    )
    posts = (
        Post(person, "副主席", union, "text", 23, 33, "apposition"),
        Post(person, "木工", None, "text", 23, 33, "x"),
    )
    dates = (Date("text", 0, 9, "2023年1月5日", "2023-01-05"),)
    return Reading(article, links, posts, relations, dates)


def renamed(reading: Reading, page: str) -> Reading:
    """The same reading from a page of another name."""
    return replace(reading, article=replace(reading.article, page=page))


@cache
def gold_quads() -> tuple[Quad, ...]:
    """The dataset of the gold readings and the pairs."""
    return tuple(quads(gold_readings(), pairs(), sources(), RUN, base=BASE))


def gold_file(folder: Path) -> Path:
    """The same, as a file of N-Quads in `folder`."""
    write_nquads(gold_quads(), folder / "graph.nq")
    return folder / "graph.nq"

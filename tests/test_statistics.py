"""Co-occurrence against a plain Python re-computation."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import (
    FIELDS,
    Article,
    CoOccurrence,
    Entity,
    Field,
    Link,
    Mention,
    Passage,
    Quote,
    Reading,
    Source,
)
from kg.readings import open_store
from kg.sentences import paragraphs, sentences
from kg.statistics import UNITS, Unit, cooccurrences
from tests.samples import gold_readings

Key = tuple[Entity, Entity]


def derived(readings: Sequence[Reading], **options: object) -> list[CoOccurrence]:
    by_page: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_page[reading.article.page].append(reading)
    with TemporaryDirectory() as folder, open_store(Path(folder, "readings.duckdb")) as store:
        batch = [(Source(page, "utf-8", "0"), found) for page, found in by_page.items()]
        store.replace(batch, fingerprint="")
        return cooccurrences(store, **options)  # type: ignore[arg-type]


def cut(field: Field, text: str, unit: Unit) -> list[tuple[int, int]]:
    if field not in ("text", "byline"):
        return [(0, len(text))] if text else []
    return (paragraphs if unit == "paragraph" else sentences)(text)


def units(reading: Reading, unit: Unit, reporters: bool) -> Iterator[tuple[Quote, set[Entity]]]:
    """Every unit of an article in order, and who is named in it."""
    article = reading.article
    links = [link for link in reading.links if reporters or link.mention.field != "byline"]
    if unit == "article":
        yield Quote(article.id, "text", 0, 0), {link.entity for link in links}
        return
    for field, passage in article.passages():
        if field == "byline" and not reporters:
            continue
        for start, end in cut(field, passage.text, unit):
            here = [x for x in links if x.mention.field == field and start <= x.mention.start < end]
            yield Quote(article.id, field, start, end), {link.entity for link in here}


def recomputed(
    readings: Iterable[Reading], unit: Unit, minimum: int, reporters: bool
) -> dict[Key, tuple[Any, ...]]:
    """Counts, measures and evidence by pair, by counting on fingers."""
    size: dict[Unit, int] = defaultdict(int)
    single: dict[Unit, dict[Entity, int]] = {u: defaultdict(int) for u in UNITS}
    shared: dict[Unit, dict[Key, list[Quote]]] = {u: defaultdict(list) for u in UNITS}
    for reading in sorted(readings, key=lambda r: (r.article.page, r.article.number)):
        for each in UNITS:
            for quote, named in units(reading, each, reporters):
                size[each] += 1
                for entity in named:
                    single[each][entity] += 1
                for pair in combinations(sorted(named), 2):
                    shared[each][pair].append(quote)
    result: dict[Key, tuple[Any, ...]] = {}
    for pair, places in shared[unit].items():
        k, n = len(places), size[unit]
        a, b = (single[unit][entity] for entity in pair)
        if len(shared["article"][pair]) < minimum:
            continue
        npmi = 1.0 if k == n else math.log(k * n / (a * b)) / -math.log(k / n)
        observed = [k, a - k, b - k, n - a - b + k]
        expected = [a * b / n, a * (n - b) / n, b * (n - a) / n, (n - a) * (n - b) / n]
        g2 = 2 * sum(o * math.log(o / e) for o, e in zip(observed, expected, strict=True) if o)
        quotes = shared["sentence"][pair] or shared["paragraph"][pair]
        counts = [len(shared[u][pair]) for u in UNITS]
        result[pair] = (counts, npmi, g2, k / (a + b - k), quotes[:10])
    return result


def check(readings: Sequence[Reading], unit: Unit, minimum: int, reporters: bool) -> None:
    found = derived(readings, unit=unit, minimum=minimum, reporters=reporters)
    expected = recomputed(readings, unit, minimum, reporters)
    assert [(pair.first, pair.second) for pair in found] == sorted(expected)
    for pair in found:
        counts, npmi, g2, jaccard, quotes = expected[pair.first, pair.second]
        assert [pair.articles, pair.paragraphs, pair.sentences] == counts
        assert pair.npmi == pytest.approx(npmi, abs=6e-5)
        assert pair.jaccard == pytest.approx(jaccard, abs=2e-6)
        assert pair.log_likelihood == pytest.approx(g2, rel=6e-4, abs=6e-5)
        if quotes:
            assert list(pair.evidence) == quotes


@pytest.mark.parametrize("reporters", [False, True])
@pytest.mark.parametrize("minimum", [1, 2])
@pytest.mark.parametrize("unit", UNITS)
def test_the_gold_pages_give_what_plain_counting_gives(unit: Unit, minimum: int, reporters: bool) -> None:
    check(gold_readings(), unit, minimum, reporters)


LINES = ["甲说乙。", "甲和丙！乙丁。", "丙。\n丁。", "甲", "乙丙丁。甲”", "无。", "\n", "甲！乙？"]
NAMES = {
    "甲": Entity("Person", "甲"),
    "乙": Entity("Person", "甲", "外"),
    "丙": Entity("Union", "丙"),
    "丁": Entity("Company", "é丁𠀀"),
}
texts = st.lists(st.sampled_from(LINES), max_size=5).map("\n".join)


@st.composite
def made(draw: st.DrawFn) -> list[Reading]:
    readings = []
    for page in draw(st.lists(st.sampled_from(["a.txt", "é.txt", "b/c.txt", "B.txt"]), unique=True)):
        for number in range(1, draw(st.integers(1, 3)) + 1):
            fields = {f: draw(texts) for f in FIELDS if f in ("title", "text") or draw(st.booleans())}
            passages = {field: Passage(text, ((0, 0),)) for field, text in fields.items()}
            links = [
                Link(Mention(field, i, i + 1, name, NAMES[name].type, "made"), NAMES[name])
                for field, text in fields.items()
                for i, name in enumerate(text)
                if name in NAMES
            ]
            article = Article(page, number, "news", **passages)  # type: ignore[arg-type]
            readings.append(Reading(article, tuple(links)))
    return readings


@settings(deadline=None, max_examples=60)
@given(made(), st.sampled_from(UNITS), st.integers(1, 3), st.booleans())
def test_any_readings_give_what_plain_counting_gives(
    readings: list[Reading], unit: Unit, minimum: int, reporters: bool
) -> None:
    check(readings, unit, minimum, reporters)


def test_the_order_of_pages_does_not_matter() -> None:
    assert derived(gold_readings()) == derived(gold_readings()[::-1])


def test_reporters_stay_out_unless_asked() -> None:
    reporter = Entity("Person", "白莹")
    for reporters in (False, True):
        pairs = derived(gold_readings(), unit="article", reporters=reporters)
        assert any(reporter in (pair.first, pair.second) for pair in pairs) == reporters


def test_evidence_names_both_unless_only_the_article_does() -> None:
    texts = {reading.article.id: reading for reading in gold_readings()}
    for pair in derived(gold_readings(), unit="article"):
        assert 1 <= len(pair.evidence) <= 10
        named = []
        for quote in pair.evidence:
            here = [
                link.entity
                for link in texts[quote.article].links
                if link.mention.field == quote.field and quote.start <= link.mention.start < quote.end
            ]
            named.append({pair.first, pair.second} & {*here})
        if pair.paragraphs:
            assert all(len(found) == 2 for found in named)
        assert set().union(*named) == {pair.first, pair.second}


def test_a_pair_that_only_shares_the_article_quotes_a_sentence_of_each() -> None:
    text = Passage("无。\n甲。甲。\n丙。", ((0, 0),))
    article = Article("a.txt", 1, "news", Passage("题", ((0, 0),)), text)
    links = [
        Link(Mention("text", i, i + 1, name, NAMES[name].type, "made"), NAMES[name])
        for i, name in enumerate(text.text)
        if name in NAMES
    ]
    [pair] = derived([Reading(article, tuple(links))], unit="article")
    assert pair.evidence == (Quote("a-01", "text", 3, 5), Quote("a-01", "text", 8, 10))
    assert derived([Reading(article, tuple(links))]) == []


def test_an_empty_store_has_no_pairs() -> None:
    assert derived([]) == []


@pytest.mark.parametrize("options", [{"unit": "page"}, {"minimum": 0}])
def test_unknown_options_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(InputError, match=r"choose one of article|1 or more"):
        derived([], **options)

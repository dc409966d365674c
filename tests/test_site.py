"""What pages are made of: names marked in texts, evidence, statements, descriptions, the cookbook."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.dumps import write_nquads
from kg.model import CLASSES, Entity
from kg.network import CO_OCCURS
from kg.query import NamedQuery, load, named, run, table
from kg.site import Graph, Index, index
from kg.site.contents import article_page, entity_page, link_page, page_page, replacement
from kg.site.cookbook import filled
from kg.site.descriptions import described, jsonld, ttl
from kg.site.picture import SHAPES, class_style, colours, star
from kg.site.statements import stated_in, together
from kg.site.terms import vocabulary
from kg.site.texts import Mark, Text, clean, pieces, read_text
from kg.vocab import KG, Iris, entity_id
from tests.graphs import BASE, CITY, NATION, RUN, TRAINING, ZHANG, gold_quads, rich_reading, sources
from tests.quads import quads
from tests.samples import gold_readings

ARTICLE = f"{BASE}a/{TRAINING}"


@cache
def gold() -> tuple[Graph, Index]:
    store = ox.Store()
    store.bulk_extend(gold_quads())
    graph = Graph(store)
    return graph, index(graph)


def rich() -> tuple[Graph, Index]:
    store = ox.Store()
    store.bulk_extend(quads([rich_reading()], (), (), RUN, base=BASE))
    graph = Graph(store)
    return graph, index(graph)


def address(entity: Entity) -> str:
    return f"{BASE}e/{entity_id(entity)}"


def test_a_graph_knows_where_its_addresses_begin() -> None:
    assert gold()[0].base == BASE


def test_a_union_in_the_default_graph_changes_nothing(tmp_path: Path) -> None:
    write_nquads(gold_quads(), tmp_path / "graph.nq")
    graph = Graph(load(tmp_path / "graph.nq"))
    assert index(graph) == gold()[1]
    assert entity_page(graph, index(graph), address(CITY)) == entity_page(*gold(), address(CITY))


def test_every_entity_is_in_the_index_with_what_names_it() -> None:
    _, known = gold()
    named_in = {
        address(link.entity): {
            r.article.id for r in gold_readings() if link.entity in {x.entity for x in r.links}
        }
        for reading in gold_readings()
        for link in reading.links
    }
    assert {iri: known.entities[iri].articles for iri in named_in} == {k: len(v) for k, v in named_in.items()}
    assert known.entities[address(CITY)].near == 3


def test_articles_come_newest_first_and_those_without_a_date_last() -> None:
    readings = [
        replace(r, article=replace(r.article, date=f"2024-01-{n:02}" if n % 3 else None))
        for n, r in enumerate(gold_readings())
    ]
    store = ox.Store()
    store.bulk_extend(quads(readings, (), (), RUN, base=BASE))
    dates = [one.date for one in index(Graph(store)).articles.values()]
    assert dates == sorted(dates, reverse=True)
    assert dates[-1] == "" and dates[0] > "2024-01-02"


def test_the_pieces_of_a_text_are_the_text_and_its_mentions_are_links() -> None:
    graph, _ = gold()
    text = read_text(graph, ARTICLE)
    reading = next(r for r in gold_readings() if r.article.id == TRAINING)
    for field, passage in reading.article.passages():
        found = pieces(graph, text, field, anchors={})
        assert "".join(piece.text for piece in found) == passage.text
        linked = {(piece.text, piece.path) for piece in found if piece.path}
        assert linked == {
            (link.mention.surface, f"/e/{entity_id(link.entity)}")
            for link in reading.links
            if link.mention.field == field
        }


@given(
    st.text(alphabet="工会\n甲", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)), max_size=6),
)
def test_marks_never_change_a_text(words: str, spans: list[tuple[int, int]]) -> None:
    graph, _ = gold()
    marks, done = [], 0
    for start, length in sorted(spans):
        if start >= done and start + length <= len(words):
            marks.append(Mark(start, start + length, address(CITY)))
            done = start + length
    text = Text(ARTICLE, {"text": words}, {"text": tuple(marks)})
    assert "".join(piece.text for piece in pieces(graph, text, "text")) == words


def test_marks_that_turn_the_direction_of_writing_do_not_reach_a_page() -> None:
    assert clean("a\u202eb\u200fc\x00d\ufeff\ne") == "abcd\ne"


def test_an_article_page_leads_to_its_neighbours_and_quotes_only_itself() -> None:
    graph, known = gold()
    page = article_page(graph, known, ARTICLE)
    assert page and page.previous is None
    assert page.next and page.next.number == 2
    assert {excerpt.article for one in page.stated for excerpt in one.evidence} == {ARTICLE}


def test_a_relation_is_shown_with_the_sentence_that_says_it() -> None:
    graph, known = rich()
    union = Entity("Union", "甲区总工会")
    page = entity_page(graph, known, address(union))
    assert page
    assert {key: [one.object.label for one in each if one.object] for key, each in page.stated.items()} == {
        "of.holdsPost": ["甲区总工会"],
        "organizes": ["读书会"],
        "locatedIn": ["甲区"],
        "partOf": ["北京市总工会"],
    }
    (excerpt,) = page.stated["organizes"][0].evidence
    assert "".join(piece.text for piece in excerpt.pieces) == rich_reading().article.text.text
    assert [piece.text for piece in excerpt.pieces if piece.lit] == ["甲区总工会"]
    assert (excerpt.file, excerpt.begin, excerpt.end) == ("七版/样 张.txt", 10, 34)


def test_posts_without_a_body_are_shown_too() -> None:
    graph, known = rich()
    page = entity_page(graph, known, address(Entity("Person", "李四")))
    assert page
    held = {(one.post, one.object.label if one.object else None) for one in page.stated["holdsPost"]}
    assert held == {("副主席", "甲区总工会"), ("木工", None)}


def test_who_signs_is_told_apart_from_who_is_named() -> None:
    graph, known = rich()
    page = entity_page(graph, known, address(Entity("Person", "王五", "劳动午报")))
    assert page and (page.named_total, len(page.signed)) == (0, 1)


def test_pairs_come_strongest_first_with_their_measures() -> None:
    graph, known = gold()
    near = together(graph, known, address(CITY))
    assert [one.other.label for one in near] == ["张良", "中华全国总工会", "孙立冬"]
    assert (near[0].measures.sentences, near[0].measures.npmi) == (2, 0.75)


def test_a_pair_has_a_page_with_its_sentences() -> None:
    graph, known = gold()
    node = next(one.iri for one in together(graph, known, address(CITY)) if one.other.iri == address(ZHANG))
    page = link_page(graph, known, node)
    assert page and page.measures and page.measures.articles == 1
    assert {known.iri for known in page.ends if known} == {address(CITY), address(ZHANG)}
    assert [excerpt.path for excerpt in page.evidence] == [
        f"/a/{TRAINING}#text-0-30"
    ]  # one sentence holds both


def test_a_page_lists_its_articles_in_order() -> None:
    graph, known = gold()
    for source in sources():
        page = page_page(graph, known, Iris(BASE).page(source.name).value)
        assert page and page.digest == source.digest
        assert [article.number for article, _ in page.articles] == [*range(1, len(page.articles) + 1)]


def test_what_is_not_there_has_no_page() -> None:
    graph, known = gold()
    for make in (entity_page, article_page, page_page, link_page):
        assert make(graph, known, f"{BASE}e/u-aaaaaaaaaaaaa") is None


def test_an_entity_that_was_merged_leads_to_the_end_of_the_chain() -> None:
    store = ox.Store()
    by = ox.NamedNode("http://purl.org/dc/terms/isReplacedBy")
    one, two, three = (ox.NamedNode(f"{BASE}e/{name}") for name in "abc")
    store.extend([ox.Quad(one, by, two), ox.Quad(two, by, three)])
    graph = Graph(store, BASE)
    assert replacement(graph, one.value) == three.value
    assert replacement(graph, three.value) is None
    store.add(ox.Quad(three, by, one))
    assert replacement(graph, one.value) is not None  # a circle ends somewhere


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own parser
@pytest.mark.parametrize("which", ["e", "a", "page", "x", "run", "dataset"])
def test_a_description_says_the_same_in_turtle_and_json_ld(which: str) -> None:
    graph, known = gold()
    node = {
        "e": address(CITY),
        "a": ARTICLE,
        "page": known.articles[ARTICLE].page,
        "x": together(graph, known, address(CITY))[0].iri,
    }.get(which, BASE + which)
    triples = described(graph, node)
    assert any(triple.subject.value == node for triple in triples)  # type: ignore[union-attr]
    turtle, linked = ttl(triples, BASE), jsonld(triples)
    assert {quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)} == {*triples}
    assert {quad.triple for quad in ox.parse(linked, format=ox.RdfFormat.JSON_LD)} == {*triples}
    assert len(rdflib.Graph().parse(data=linked, format="json-ld")) == len(triples)
    assert "http" not in re.sub(r'"http[^"]*"', "", linked.decode())  # no context from elsewhere
    assert json.loads(linked)["@context"].get("kg", str(KG._NS)) == str(KG._NS)


def test_an_entity_is_described_with_its_relations_and_their_words() -> None:
    graph, _ = rich()
    triples = described(graph, address(Entity("Union", "甲区总工会")))
    said = {triple.object.value for triple in triples if triple.predicate.value == str(KG.exact)}  # type: ignore[union-attr]
    assert {"甲区总工会与乙公司协办读书会，李四获奖并任副"} <= {words[:22] for words in said}


@pytest.mark.parametrize("query", named(), ids=lambda query: query.name)
def test_a_ready_query_as_text_answers_as_the_named_one(query: NamedQuery) -> None:
    store, _ = gold()[0].store, None
    united = ox.Store()
    united.bulk_extend(ox.Quad(*triple) for triple in {quad.triple for quad in store})
    text = filled(query)
    assert sorted(table(run(united, text)).rows) == sorted(table(run(united, query)).rows)
    assert {name for name in ("kg", "skos") if f"{name}:" in query.text} <= {
        *re.findall(r"PREFIX (\w+):", text)
    }


def test_values_of_a_ready_query_cannot_leave_their_string() -> None:
    query = next(query for query in named() if query.name == "posts-of-person")
    text = filled(query, {"name": 'x" } } DROP ALL # \\'})
    assert table(run(ox.Store(), text)).rows == []


def test_shapes_and_colours_are_the_viewers() -> None:
    assert set(SHAPES) == set(colours()) == set(CLASSES)
    assert all(f".c-{name}{{--class:{light}}}" in class_style() for name, (light, _) in colours().items())


def test_the_small_map_keeps_names_apart() -> None:
    graph, known = gold()
    spots = star(together(graph, known, address(CITY)))
    assert len(spots) == 3
    for way in ("start", "end"):
        heights = sorted(spot.y for spot in spots if spot.anchor == way)
        assert all(above + 15 < below for above, below in pairwise(heights))


def test_the_vocabulary_explains_every_term_in_both_languages() -> None:
    terms = (*vocabulary().classes, *vocabulary().properties)
    assert {term.name for term in terms} >= {*CLASSES, CO_OCCURS, "evidence"}
    assert [
        term.name for term in terms if {*term.label} < {"zh", "en"} or {*term.comment} < {"zh", "en"}
    ] == []


def test_statements_of_an_article_come_in_the_order_of_print() -> None:
    graph, known = gold()
    found = stated_in(graph, known, ARTICLE)
    begins = [min(place[2] for q in one.quotes if (place := graph.place(q))) for one in found]
    assert begins == sorted(begins)
    assert address(NATION) in known.entities

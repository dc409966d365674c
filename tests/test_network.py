"""The graph of readings: what becomes a node and an edge, what is drawn, where, in which groups."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import (
    MAIN_CLASSES,
    Article,
    CoOccurrence,
    Entity,
    Link,
    Mention,
    Passage,
    Post,
    Reading,
    Relation,
)
from kg.network import CO_OCCURS, backbone, communities, graph, layout, radius, ties
from kg.vocab import entity_id
from tests.pairs import pairs
from tests.samples import gold_readings

ZHANG, LI = Entity("Person", "张三"), Entity("Person", "李四")
UNION = Entity("Union", "东风区总工会")


def reading(*links: Link, **more: object) -> Reading:
    text = Passage("张三任东风区总工会主席。", ((0, 0),))
    date = more.pop("date", None)
    byline = Passage("李四", ((0, 20),))
    article = Article("p.txt", 1, "news", Passage("题", ((0, 30),)), text, byline=byline, date=date)  # type: ignore[arg-type]
    return Reading(article, links, **more)  # type: ignore[arg-type]


def link(entity: Entity, surface: str, *, field: str = "text") -> Link:
    return Link(Mention(field, 0, len(surface), surface, entity.type, "test"), entity)  # type: ignore[arg-type]


def gold() -> nx.MultiDiGraph:
    return graph(gold_readings(), pairs(gold_readings()))


def test_every_entity_outside_bylines_is_a_node_under_its_identifier() -> None:
    named = {
        entity_id(known.entity)
        for article in gold_readings()
        for known in article.links
        if known.mention.field != "byline"
    }
    assert named <= set(gold())
    assert set(MAIN_CLASSES) <= {kind for _, kind in gold().nodes(data="class")}


def test_reporters_are_nodes_only_when_asked() -> None:
    one = reading(link(ZHANG, "张三"), link(LI, "李四", field="byline"))
    assert [entity_id(ZHANG)] == [*graph([one], [])]
    assert {entity_id(ZHANG), entity_id(LI)} == set(graph([one], [], reporters=True))


def test_a_node_tells_its_names_articles_and_dates() -> None:
    surfaces = ("东风区总工会", "该区总工会", "区总工会")
    one = reading(*(link(UNION, surface) for surface in surfaces), date="2024-01-05")
    node = graph([one], []).nodes[entity_id(UNION)]
    assert (node["class"], node["label"], node["aliases"]) == ("Union", "东风区总工会", ("区总工会",))
    assert (node["articles"], node["first"], node["last"]) == (1, "2024-01-05", "2024-01-05")


def test_posts_and_relations_are_directed_edges_with_their_quotes() -> None:
    post = Post(ZHANG, "主席", UNION, "text", 0, 11, "test")
    loose = Post(ZHANG, "教授", None, "text", 0, 2, "test")
    said = Relation(UNION, "partOf", LI, "text", 3, 9, "test")
    found = graph([reading(posts=(post, loose), relations=(said, said))], [])
    held = found.edges[entity_id(ZHANG), entity_id(UNION), "holdsPost 主席"]
    assert held["directed"] and held["label"] == "主席" and held["evidence"][0].article == "p-01"
    assert found.edges[entity_id(UNION), entity_id(LI), "partOf"]["weight"] == 2
    assert [name for name, _ in found.nodes[entity_id(ZHANG)]["posts"]] == ["教授"]


def test_a_pair_without_the_unit_is_no_edge() -> None:
    pair = CoOccurrence(ZHANG, UNION, 1, 1, 0, 0.1, 0.1, 0.1)
    readings = [reading(link(ZHANG, "张三"), link(UNION, "东风区总工会"))]
    assert graph(readings, [pair]).number_of_edges() == 0
    assert graph(readings, [pair], unit="paragraph").number_of_edges() == 1


def test_the_order_of_the_input_does_not_matter() -> None:
    backwards = graph(gold_readings()[::-1], pairs(gold_readings())[::-1])
    assert [*gold().nodes(data=True)] == [*backwards.nodes(data=True)]
    assert [*gold().edges(keys=True, data=True)] == [*backwards.edges(keys=True, data=True)]


def test_places_and_groups_do_not_follow_the_hash_seed() -> None:
    script = (
        "from tests.test_network import gold; from kg.network import *; g = gold(); b = backbone(g, 60)\n"
        "print(sorted(layout(b).items()), sorted(communities(g).items()), list(b.edges(keys=True)))"
    )
    root = Path(__file__).parent.parent
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=root,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1 and outputs != {b""}


def test_no_node_lies_on_another() -> None:
    found = gold()
    spots = sorted(layout(found).items())
    for i, (one, here) in enumerate(spots):
        for other, there in spots[i + 1 :]:
            gap = radius(found.nodes[one]["articles"]) + radius(found.nodes[other]["articles"])
            assert math.dist(here, there) > gap, (found.nodes[one]["label"], found.nodes[other]["label"])


def test_communities_are_numbered_by_size() -> None:
    numbers = [*communities(gold()).values()]
    sizes = [numbers.count(n) for n in range(max(numbers) + 1)]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] > 5


def test_a_small_backbone_has_every_main_class_and_every_typed_edge_among_its_nodes() -> None:
    found, drawn = gold(), backbone(gold(), 40)
    assert len(drawn) == 40
    assert set(MAIN_CLASSES) <= {kind for _, kind in drawn.nodes(data="class")}
    typed = {edge[:3] for edge in found.subgraph(drawn).edges(keys=True) if edge[2] != CO_OCCURS}
    assert typed <= set(drawn.edges(keys=True))


@pytest.mark.parametrize("size", [0, 1, 2])
def test_the_smallest_graphs_have_places_and_groups(size: int) -> None:
    found = graph([reading(*(link(Entity("Person", f"人{i}"), "人") for i in range(size)))], [])
    assert len(backbone(found)) == len(layout(found)) == len(communities(found)) == size


def drawn_graph(edges: list[tuple[int, int, int]]) -> nx.MultiDiGraph:
    found = nx.MultiDiGraph()
    found.add_nodes_from([(f"p-{i:02}", {"class": "Person", "articles": 1 + i % 4}) for i in range(40)])
    for one, other, weight in edges:
        first, second = sorted((f"p-{one:02}", f"p-{other:02}"))
        if first != second:
            found.add_edge(first, second, CO_OCCURS, kind=CO_OCCURS, weight=weight)
    return found


numbers = st.integers(0, 39)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(numbers, numbers, st.integers(1, 9)), max_size=300), st.integers(1, 60))
def test_a_backbone_is_small_and_hangs_together_where_the_graph_does(
    edges: list[tuple[int, int, int]], limit: int
) -> None:
    found = drawn_graph(edges)
    drawn = backbone(found, limit)
    assert len(drawn) == min(limit, 40)
    inside = ties(found).subgraph(drawn)
    assert nx.number_connected_components(ties(drawn)) == nx.number_connected_components(inside)
    assert ties(drawn).number_of_edges() <= max(3 * len(drawn), 1) + len(drawn) * 9


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(numbers, numbers, st.integers(1, 9)), max_size=120))
def test_every_graph_gets_places_apart(edges: list[tuple[int, int, int]]) -> None:
    found = drawn_graph(edges)
    spots = layout(found)
    assert set(spots) == set(found)
    assert len(set(spots.values())) == len(found)

"""A part of the graph: around some names, what a query answers, or cut along communities or districts."""

from __future__ import annotations

import difflib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, get_args

import networkx as nx

from kg.errors import InputError
from kg.network.communities import communities
from kg.network.statements import CO_OCCURS, ordered

__all__ = ["DIVISIONS", "Division", "answered", "around", "parts"]

Division = Literal["community", "district"]
DIVISIONS: tuple[Division, ...] = get_args(Division)

REST = "其他 · others"
SMALLEST = 3  # nodes; what is smaller shares the last part


def around(found: nx.MultiDiGraph, names: Sequence[str], *, depth: int = 1) -> nx.MultiDiGraph:
    """The entities of these names (or other names, or identifiers), and all within `depth` steps of one.

    Raises InputError, with the nearest names, for a name that nothing has.
    """
    reached = {node for name in names for node in _called(found, name)}
    edge = reached
    for _ in range(depth):
        edge = {near for node in edge for near in nx.all_neighbors(found, node)} - reached
        reached |= edge
    return ordered(found.subgraph(reached))


def _called(found: nx.MultiDiGraph, name: str) -> set[str]:
    if name in found:
        return {name}
    by_name: dict[str, set[str]] = defaultdict(set)
    for node, data in found.nodes(data=True):
        for known in (data["label"], *data["aliases"]):
            by_name[_folded(known)].add(node)
    if nodes := by_name.get(_folded(name)):
        return nodes
    near = difflib.get_close_matches(_folded(name), sorted(by_name), n=3, cutoff=0.4)
    hint = f"; did you mean {' or '.join(near)}? 是否指：{'、'.join(near)}" if near else ""
    raise InputError(f"no entity is called {name!r} 没有这个名称{hint}")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().replace(" ", "")


def answered(found: nx.MultiDiGraph, rows: Iterable[Iterable[Any]]) -> nx.MultiDiGraph:
    """The entities that an answer to a query names, with the edges it names, else all among them.

    `rows` are triples of a CONSTRUCT or solutions of a SELECT; terms have their text as `value`.
    Raises InputError when the answer names no entity of the graph.
    """
    nodes: set[str] = set()
    stated: set[tuple[str, str, str]] = set()
    for row in rows:
        # a triple of RDF 1.2 or an unbound variable has no value, and names no entity
        words = [str(getattr(term, "value", "")) for term in row]
        ends = [_entities(word, found) for word in words]
        nodes.update(node for known in ends for node in known)
        if len(words) == 3 and len(ends[0]) == len(ends[2]) == 1:
            stated.add((ends[0][0], words[1].rpartition("#")[2], ends[2][0]))
    if not nodes:
        raise InputError("the answer names no entity of the graph: ask for entities 查询结果中没有实体")
    inner = found.subgraph(nodes)
    named = [
        (u, v, key)
        for u, v, key, kind in inner.edges(keys=True, data="kind")
        if (u, kind, v) in stated or (kind == CO_OCCURS and (v, kind, u) in stated)
    ]
    if not named:
        return ordered(inner)
    part = nx.MultiDiGraph(found.edge_subgraph(named))
    part.add_nodes_from((node, found.nodes[node]) for node in nodes)
    return ordered(part)


def _entities(address: str, found: nx.MultiDiGraph) -> list[str]:
    """An entity's address ends in e/ID, that of a pair in x/ID.ID (see kg.vocab.Iris)."""
    folder, _, last = address.rpartition("/")
    if folder.endswith(("/x", ":x", "#x")) or folder == "x":
        return [node for node in last.split(".") if node in found]
    return [last] if last in found else []


def parts(found: nx.MultiDiGraph, by: Division) -> list[tuple[str, nx.MultiDiGraph]]:
    """The graph cut into parts with a title each, the largest first, what belongs nowhere last.

    Every entity is in one part. A district's part holds what is located in it, in its parts, and the people
    who hold posts there.
    """
    home = _by_district(found) if by == "district" else _by_community(found)
    groups: dict[str, set[str]] = defaultdict(set)
    for node in found:
        groups[home.get(node, REST)].add(node)
    for title in [title for title, nodes in groups.items() if len(nodes) < SMALLEST and title != REST]:
        groups[REST] |= groups.pop(title)
    ranked = sorted(groups.items(), key=lambda group: (group[0] == REST, -len(group[1]), group[0]))
    return [(title, ordered(found.subgraph(nodes))) for title, nodes in ranked]


def _by_community(found: nx.MultiDiGraph) -> dict[str, str]:
    members: dict[int, list[str]] = defaultdict(list)
    for node, number in communities(found).items():
        members[number].append(node)
    titles: dict[str, str] = {}
    for number, nodes in members.items():
        first = sorted(nodes, key=lambda node: (-found.nodes[node]["articles"], node))[:3]
        names = "、".join(found.nodes[node]["label"] for node in first)
        titles |= dict.fromkeys(nodes, f"{number + 1} · {names}")
    return titles


UPWARDS = ("locatedIn", "partOf", "holdsPost", "organizes")


def _by_district(found: nx.MultiDiGraph) -> dict[str, str]:
    """Entity -> its district's name: its own, else what its name begins with (海淀区总工会), else followed
    upwards over a few statements, where the nearest one counts.
    """
    home = {node: str(data["label"]) for node, data in found.nodes(data=True) if data["class"] == "District"}
    names = sorted(set(home.values()), key=lambda name: (-len(name), name))
    for node, label in found.nodes(data="label"):
        if node not in home and (begins := [name for name in names if label.startswith(name)]):
            home[node] = begins[0]
    above: Mapping[str, list[str]] = defaultdict(list)
    for first, second, kind in sorted(found.edges(data="kind")):
        if kind in UPWARDS:
            pair = (second, first) if kind == "organizes" else (first, second)
            above[pair[0]].append(pair[1])
    for _ in UPWARDS:
        for node in sorted(set(above) - set(home)):
            near = [home[other] for other in above[node] if other in home]
            if near:
                home[node] = near[0]
    return home

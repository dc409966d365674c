"""The promises of ontology/shapes.ttl as SPARQL: the same rules as SHACL, for graphs of millions of triples.

Each constraint of the shapes becomes one query for what breaks it (SHACL, W3C 2017, section 4, gives the
meanings). A constraint that has no translation here is an error, never left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
from rdflib import RDFS, SH, BNode, Graph, Literal, Node, URIRef
from rdflib.collection import Collection

from kg.errors import KgError
from kg.vocab import ontology_folder

__all__ = ["Finding", "Report", "Rule", "rules", "validate"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One broken promise: at which node, of which property, which value, what is wrong."""

    node: str
    path: str
    """The property; empty when the rule is about the node as a whole."""
    value: str
    rule: str
    """The kind of constraint, such as MinCount."""
    message_zh: str
    message_en: str


@dataclass(frozen=True, slots=True)
class Report:
    """Whether a graph keeps all promises, and what breaks them, in order."""

    conforms: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One promise, and the query whose solutions (?node, ?value) break it."""

    kind: str
    path: str
    message_zh: str
    message_en: str
    query: str


def validate(store: ox.Store) -> Report:
    """The report on the default graph of a store, which is the union of its graphs (see kg.store).

    About 0.1 s a rule for a million quads.
    """
    findings = sorted({finding for rule in rules() for finding in _broken(store, rule)})
    return Report(not findings, tuple(findings))


def _broken(store: ox.Store, rule: Rule) -> Iterator[Finding]:
    solutions = store.query(rule.query)
    assert isinstance(solutions, ox.QuerySolutions)
    for solution in solutions:
        node, value = _text(solution["node"]), _text(solution["value"])
        yield Finding(node, rule.path, value, rule.kind, rule.message_zh, rule.message_en)


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""


@cache
def rules() -> tuple[Rule, ...]:
    """All promises of the shapes; raises KgError when one of them cannot be said here."""
    shapes, ontology = (Graph().parse(ontology_folder() / name) for name in ("shapes.ttl", "kg.ttl"))
    found: list[Rule] = []
    for shape in sorted(shapes.subjects(SH.targetClass), key=str):
        target = _target(ontology, shapes.value(shape, SH.targetClass))
        for part in shapes.objects(shape, SH.property):
            found += _of_property(shapes, ontology, part, target)
        found += _of_node(shapes, shape, target)
    return tuple(sorted(found, key=lambda rule: (rule.query, rule.kind)))


def _classes(ontology: Graph, wanted: Node | None) -> list[str]:
    """A class and all below it."""
    assert isinstance(wanted, URIRef)
    below = ontology.transitive_subjects(RDFS.subClassOf, wanted)
    return sorted(kind.n3() for kind in below if isinstance(kind, URIRef))


def _target(ontology: Graph, wanted: Node | None) -> str:
    classes = _classes(ontology, wanted)
    return (
        f"?node a ?class . VALUES ?class {{ {' '.join(classes)} }}"
        if classes[1:]
        else f"?node a {classes[0]} ."
    )


# What a value must not be: a SPARQL expression over ?value that is true for one that breaks the rule.
def _language_in(shapes: Graph, given: Node) -> str:
    allowed = " || ".join(f'LANGMATCHES(LANG(?value), "{tag}")' for tag in Collection(shapes, given))
    return f"!COALESCE({allowed}, false)"


def _min_length(_: Graph, given: Node) -> str:
    return f"ISBLANK(?value) || STRLEN(STR(?value)) < {given}"


def _in(shapes: Graph, given: Node) -> str:
    return " && ".join(f"!SAMETERM(?value, {_n3(one)})" for one in Collection(shapes, given))


def _datatype(_: Graph, given: Node) -> str:
    wanted = _n3(given)
    well_formed = f"BOUND(?value) && COALESCE({wanted}(STR(?value)) = ?value, false)"
    return f"!ISLITERAL(?value) || DATATYPE(?value) != {wanted} || !({well_formed})"


def _min_inclusive(_: Graph, given: Node) -> str:
    return f"!COALESCE(?value >= {_n3(given)}, false)"


def _max_inclusive(_: Graph, given: Node) -> str:
    return f"!COALESCE(?value <= {_n3(given)}, false)"


VALUES: dict[URIRef, Callable[[Graph, Node], str]] = {
    SH.languageIn: _language_in,
    SH.minLength: _min_length,
    SH["in"]: _in,
    SH.datatype: _datatype,
    SH.minInclusive: _min_inclusive,
    SH.maxInclusive: _max_inclusive,
}
COUNTS = {SH.minCount: "<", SH.maxCount: ">"}
SAID = {SH.path, SH.message}
"""What a property shape says besides its constraints."""


def _of_property(shapes: Graph, ontology: Graph, part: Node, target: str) -> Iterator[Rule]:
    path = shapes.value(part, SH.path)
    reach = f"{target} ?node {_n3(path)} ?value ."
    for constraint, given in shapes.predicate_objects(part):
        if constraint in SAID:
            continue
        assert isinstance(constraint, URIRef)
        if constraint in COUNTS:
            query = _counted(target, _n3(path), COUNTS[constraint], int(str(given)))
        elif constraint in VALUES:
            query = f"{reach} FILTER({VALUES[constraint](shapes, given)})"
        elif constraint == SH["class"]:
            outside = " && ".join(f"NOT EXISTS {{ ?value a {one} }}" for one in _classes(ontology, given))
            query = f"{reach} FILTER({outside})"
        elif constraint == SH.lessThan:
            query = f"{reach} ?node {_n3(given)} ?other . FILTER(!COALESCE(?value < ?other, false))"
        else:
            raise KgError(f"shapes.ttl: no SPARQL for 无法译成 SPARQL: {constraint} at {path}")
        yield _rule(shapes, part, constraint, str(path), query)


def _counted(target: str, path: str, relation: str, bound: int) -> str:
    if (relation, bound) == ("<", 1):
        return f"{target} FILTER NOT EXISTS {{ ?node {path} ?any }}"
    count = f"SELECT ?node (COUNT(DISTINCT ?any) AS ?count) {{ {target} OPTIONAL {{ ?node {path} ?any }} }}"
    return f"{{ {count} GROUP BY ?node }} FILTER(?count {relation} {bound})"


def _of_node(shapes: Graph, shape: Node, target: str) -> Iterator[Rule]:
    """Rules that hold if one of several does."""
    for given in shapes.objects(shape, SH["or"]):
        broken = [_broken_at(shapes, shapes.value(one, SH.property)) for one in Collection(shapes, given)]
        query = f"{{ {target} FILTER({' && '.join(broken)}) }} BIND(?node AS ?value)"
        yield _rule(shapes, shape, SH["or"], "", query)


def _broken_at(shapes: Graph, part: Node | None) -> str:
    """Whether a node breaks a property shape, as an expression."""
    assert part
    path, broken = _n3(shapes.value(part, SH.path)), []
    for constraint, given in shapes.predicate_objects(part):
        if isinstance(constraint, URIRef) and constraint in VALUES:
            filter = VALUES[constraint](shapes, given)
            broken.append(f"EXISTS {{ ?node {path} ?value FILTER({filter}) }}")
        elif constraint == SH.minCount and int(str(given)) == 1:
            broken.append(f"NOT EXISTS {{ ?node {path} ?value }}")
        elif constraint not in SAID:
            raise KgError(f"shapes.ttl: no SPARQL for 无法译成 SPARQL: {constraint} in sh:or")
    return f"({' || '.join(broken)})"


def _rule(shapes: Graph, part: Node, constraint: Node, path: str, where: str) -> Rule:
    said = {one.language: str(one) for one in shapes.objects(part, SH.message) if isinstance(one, Literal)}
    kind = str(constraint).rpartition("#")[2]
    query = f"SELECT DISTINCT ?node ?value {{ {where} }}"
    return Rule(kind[0].upper() + kind[1:], path, said.get("zh", ""), said.get("en", ""), query)


def _n3(term: Node | None) -> str:
    assert term is not None and not isinstance(term, BNode)
    return str(term.n3())

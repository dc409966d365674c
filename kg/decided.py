"""How names were brought together, as triples: merged names and where they went, decisions and who took them.

They go into a graph of their own, `{base}g/resolution`. The address of a name that was merged stays and leads
on, so that a link to it is never dead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rdflib import RDF, RDFS
from rdflib.namespace import DCTERMS, PROV, SDO

from kg.assertions import Fact
from kg.corpus.decisions import Decision, Decisions
from kg.identity import Identity
from kg.model import Entity
from kg.terms import dated, iri, string, zh
from kg.vocab import KG, Iris, label

__all__ = ["resolution"]


def resolution(identities: Mapping[Entity, Identity], decisions: Decisions, iris: Iris) -> Iterator[Fact]:
    """The merges that hold everywhere and the decisions that were replayed; some triples may come twice."""
    for entity, found in sorted(identities.items()):
        if found.entity and iris.entity(found.entity) != iris.entity(entity):
            node = iris.entity(entity)
            yield node, DCTERMS.isReplacedBy, iris.entity(found.entity)
            yield node, RDFS.label, zh(label(entity.name))
            yield node, KG.linkRule, string(found.rule)
    for decision in decisions.held:
        yield from _decision(decision, identities, iris)


def _decision(decision: Decision, identities: Mapping[Entity, Identity], iris: Iris) -> Iterator[Fact]:
    node, agent = iris.decision(*decision.cells()), iris.agent(decision.who)
    yield node, RDF.type, iri(KG.Decision)
    yield node, KG.action, string(decision.action)
    yield node, PROV.wasAttributedTo, agent
    yield node, DCTERMS.created, dated(decision.when)
    if decision.why:
        yield node, RDFS.comment, zh(decision.why)
    yield iris.node("run"), PROV.used, node
    yield agent, RDF.type, iri(PROV.Agent)
    yield agent, SDO.name, zh(decision.who)
    for entity in filter(None, (decision.first, decision.second)):
        yield node, KG.concerns, iris.entity(entity)
        yield node, KG.concernsName, zh(entity.name)
        if entity in identities:
            yield iris.entity(entity), PROV.wasInfluencedBy, node

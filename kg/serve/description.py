"""What the endpoint can do, as RDF (SPARQL 1.1 Service Description)."""

from __future__ import annotations

import pyoxigraph as ox

from kg.serve.formats import GRAPHS, SOLUTIONS
from kg.terms import integer, iri, zh
from kg.vocab import PREFIXES

__all__ = ["description"]

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMAT = "http://www.w3.org/ns/formats/"
# The W3C's names for what we write (https://www.w3.org/ns/formats/).
NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "nq": "N-Quads",
    "trig": "TriG",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
}
WRITERS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


def description(endpoint: str, media: str, *, triples: int) -> bytes:
    """The description of the endpoint at an address, in one of the types for graphs."""
    service, dataset, graph = (ox.NamedNode(endpoint + part) for part in ("", "#dataset", "#default"))
    a = ox.NamedNode(PREFIXES["rdf"] + "type")
    facts = [
        ox.Triple(service, a, _sd("Service")),
        ox.Triple(service, _sd("endpoint"), service),
        ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph")),
        ox.Triple(service, _sd("defaultDataset"), dataset),
        ox.Triple(service, iri(PREFIXES["rdfs"] + "label"), zh("工会报纸知识图谱")),
        ox.Triple(dataset, a, _sd("Dataset")),
        ox.Triple(dataset, _sd("defaultGraph"), graph),
        ox.Triple(graph, a, _sd("Graph")),
        ox.Triple(graph, ox.NamedNode(PREFIXES["void"] + "triples"), integer(triples)),
    ]
    for short in dict.fromkeys((*SOLUTIONS.values(), *GRAPHS.values())):
        facts.append(ox.Triple(service, _sd("resultFormat"), ox.NamedNode(FORMAT + NAMES[short])))
    prefixes = {"sd": SD, "format": FORMAT, **{name: PREFIXES[name] for name in ("rdfs", "void")}}
    text = ox.serialize(facts, format=WRITERS[GRAPHS[media]], prefixes=prefixes)
    assert text is not None
    return text


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)

from __future__ import annotations

import hashlib
import json
import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from owlrl import DeductiveClosure, OWLRL_Semantics
from owlrl.Namespaces import ERRNS
from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, URIRef
from rdflib.namespace import (
    DCAT,
    DCTERMS,
    FOAF,
    ORG,
    PROV,
    QB,
    SDO,
    SKOS,
    VANN,
    VOID,
    DefinedNamespace,
)

from kg.corpus.decisions import Decision, Decisions
from kg.dumps import PLACES
from kg.errors import InputError
from kg.model import CLASSES, Article, Class, Entity
from kg.terms import integer, iri, zh
from kg.vocab import KG, LETTERS, PREFIXES, Iris, entity_id, label, ontology_folder
from tests.graphs import BASE, CITY, RUN, gold_quads, pairs, passage, rich_reading, sources
from tests.quads import quads
from tests.samples import gold_readings

ONTOLOGY = URIRef("https://kg.example/ontology")

names = st.text(st.characters(exclude_characters="\0"), min_size=1)
classes = st.sampled_from(CLASSES)


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ontology_folder() / "kg.ttl", format="turtle")


def declared(ontology: Graph) -> set[URIRef]:
    return {term for term in ontology.subjects(RDFS.isDefinedBy, ONTOLOGY) if isinstance(term, URIRef)}


def article(page: str, number: int = 1) -> Article:
    return Article(page, number, "news", passage("题"), passage("文"))


def test_closed_namespace_is_the_ontology_file(ontology: Graph) -> None:
    listed = {KG[name] for name in KG.__annotations__ if not name.startswith("_")}

    assert listed == declared(ontology)


def test_unknown_term_is_an_error() -> None:
    with pytest.raises(AttributeError):
        _ = KG.organises


def test_every_term_is_explained_in_both_languages(ontology: Graph) -> None:
    for term in declared(ontology):
        for told in (RDFS.label, RDFS.comment):
            values = [value for value in ontology.objects(term, told) if isinstance(value, Literal)]
            assert sorted(value.language or "" for value in values) == ["en", "zh"], (term, told)


def test_every_term_has_a_type_and_stands_in_the_namespace(ontology: Graph) -> None:
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}

    for term in declared(ontology):
        assert term.startswith(PREFIXES["kg"])
        assert kinds.intersection(ontology.objects(term, RDF.type)), term


def test_what_the_ontology_says_of_its_terms_leads_to_declared_terms(ontology: Graph) -> None:
    ours = {node for triple in ontology for node in triple if str(node).startswith(PREFIXES["kg"])}
    spoken = {node for node in ours if isinstance(node, URIRef)}

    assert spoken == declared(ontology)


def test_thirteen_classes_are_entities(ontology: Graph) -> None:
    assert {KG[name] for name in CLASSES} == set(ontology.subjects(RDFS.subClassOf, KG.Entity))


@pytest.mark.parametrize("prefix", ["schema", "org", "foaf", "prov", "dcterms", "skos", "oa"])
def test_terms_are_aligned_with_known_vocabularies(ontology: Graph, prefix: str) -> None:
    linked = [
        target
        for term in declared(ontology)
        for link, target in ontology.predicate_objects(term)
        if PREFIXES[prefix] in str(target) + str(link)
    ]

    assert linked


def test_ontology_has_a_version_and_no_blank_node(ontology: Graph) -> None:
    assert ontology.value(ONTOLOGY, OWL.versionInfo)
    assert not [node for triple in ontology for node in triple if isinstance(node, BNode)]


def test_data_uses_all_declared_terms_and_no_other(ontology: Graph) -> None:
    told = Decision("drop", CITY, None, "王", "2024-05-31", "试")
    judged = quads([rich_reading()], [], [], RUN, base=BASE, decisions=Decisions((told,)))
    made = [*gold_quads(), *judged]
    said = [quad for quad in made if quad.graph_name != NamedNode(f"{BASE}g/ontology")]
    terms = {quad.predicate for quad in said} | {
        quad.object for quad in said if quad.predicate in (iri(RDF.type), iri(RDF.predicate))
    }
    used = {
        term.value for term in terms if isinstance(term, NamedNode) and term.value.startswith(PREFIXES["kg"])
    }

    # Entity is the class above the thirteen, Finding that above all that has evidence or a rule: nothing is
    # stated to be one and no more.
    assert {URIRef(term) for term in used} | {KG.Entity, KG.Finding} == declared(ontology)


def test_data_writes_terms_of_others_as_they_declare_them() -> None:
    known: dict[str, type[DefinedNamespace]] = {
        str(space._NS): space
        for space in (DCAT, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, VANN, VOID)
    }
    made = [*gold_quads(), *quads([rich_reading()], [], [], RUN, base=BASE)]
    terms = {quad.predicate for quad in made} | {
        quad.object for quad in made if quad.predicate == iri(RDF.type) and isinstance(quad.object, NamedNode)
    }
    # Of the Data Cube Vocabulary rdflib has a copy too, of ours it has none.
    for term in sorted(term.value for term in terms):
        space, name = re.fullmatch(r"(.*[/#])([^/#]+)", term).groups()  # type: ignore[union-attr]
        if space != PREFIXES["kg"]:
            assert name in (known | {str(QB._NS): QB})[space], term


def test_every_property_has_one_domain_and_one_range(ontology: Graph) -> None:
    for term in declared(ontology) - set(ontology.subjects(RDF.type, OWL.Class)):
        for told in (RDFS.domain, RDFS.range):
            assert len([*ontology.objects(term, told)]) == 1, (term, told)


def test_every_term_is_aligned_or_says_why_not(ontology: Graph) -> None:
    own = (PREFIXES["kg"], str(OWL), str(XSD), "https://kg.example/")
    links = (RDFS.subClassOf, RDFS.subPropertyOf, OWL.inverseOf, SKOS.closeMatch, SKOS.relatedMatch, RDF.type)
    for term in declared(ontology):
        targets = [str(target) for link in links for target in ontology.objects(term, link)]
        reasons = [said.language for said in ontology.objects(term, SKOS.editorialNote)]  # type: ignore[attr-defined]
        assert any(not target.startswith(own) for target in targets) or sorted(reasons) == ["en", "zh"], term


def test_every_term_has_an_example_that_uses_it(ontology: Graph) -> None:
    head = "".join(f"@prefix {name}: <{address}> .\n" for name, address in PREFIXES.items())
    head += "".join(f"@prefix {name}: <{BASE}{name}/> .\n" for name in PLACES)
    for term in declared(ontology):
        examples = [*ontology.objects(term, SKOS.example)]
        assert examples, term
        for example in examples:
            read = {*parse(f"{head}{example}\n", RdfFormat.TURTLE)}
            terms = {part.value for quad in read for part in quad.triple if isinstance(part, NamedNode)}
            assert terms, example
            assert (
                str(term) in terms
                or f"kg:{term.removeprefix(PREFIXES['kg'])}" in str(example).partition("#")[2]
            )


def test_version_is_in_the_address_of_the_version(ontology: Graph) -> None:
    version = ontology.value(ONTOLOGY, OWL.versionInfo)

    assert ontology.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")
    assert ontology.value(ONTOLOGY, OWL.priorVersion) != ontology.value(ONTOLOGY, OWL.versionIRI)


def test_terms_change_only_with_the_version(ontology: Graph) -> None:
    """Who depends on a version finds the same terms in it: change the number, then this digest."""
    told = "\n".join(sorted(f"{s} {p} {o}" for s, p, o in ontology if p not in (SKOS.example, RDFS.comment)))

    assert str(ontology.value(ONTOLOGY, OWL.versionInfo)) == "0.2.0"
    assert hashlib.sha256(told.encode()).hexdigest()[:16] == "8093d91e7f1b53db"


def clashes(graph: Graph) -> list[str]:
    """What OWL 2 RL (W3C 2012, section 4.3) finds contradictory in a graph and the ontology."""
    closed = Graph()
    for triple in [*graph, *Graph().parse(ontology_folder() / "kg.ttl", format="turtle")]:
        closed.add(triple)
    DeductiveClosure(OWLRL_Semantics).expand(closed)
    return [str(said) for said in closed.objects(None, URIRef(f"{ERRNS}error"))]


def small_graph() -> Graph:
    """All kinds of statements: an article that has everything, a co-occurrence, no text of pages."""
    graph = Graph()
    made = quads([rich_reading(), *gold_readings()[5:6]], pairs()[1:2], sources()[:1], RUN, base=BASE)
    for quad in made:
        if quad.graph_name != NamedNode(f"{BASE}g/ontology"):
            graph.parse(data=f"{quad.triple} .", format="nt")
    return graph


def test_closure_of_data_and_ontology_finds_no_clash() -> None:
    assert clashes(small_graph()) == []


@pytest.mark.parametrize(
    "broken",
    [
        "e:x a kg:Person, kg:Union .",
        "e:x a kg:Union . <https://kg.example/a/a-01#text-0-5> kg:inArticle e:x .",
        "page:a a kg:Page . e:x kg:partOf page:a .",
    ],
)
def test_closure_finds_what_contradicts_the_ontology(broken: str) -> None:
    head = "".join(f"@prefix {name}: <{address}> .\n" for name, address in PREFIXES.items())
    head += "".join(f"@prefix {name}: <{BASE}{name}/> .\n" for name in PLACES)

    assert clashes(Graph().parse(data=head + broken, format="turtle"))


def test_context_types_values_as_the_ontology_does(ontology: Graph) -> None:
    context = json.loads((ontology_folder() / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    for term in declared(ontology) - set(ontology.subjects(RDF.type, OWL.Class)):
        entry, kind = context[term.removeprefix(PREFIXES["kg"])], ontology.value(term, RDFS.range)
        if (term, RDF.type, OWL.ObjectProperty) in ontology:
            assert entry["@type"] == "@id", term
        elif kind == RDF.langString:
            assert entry["@language"] == "zh", term
        elif kind not in (XSD.string, RDFS.Literal):
            assert entry["@type"] == f"xsd:{str(kind).removeprefix(str(XSD))}", term


def test_context_gives_every_term_its_own_address(ontology: Graph) -> None:
    context = json.loads((ontology_folder() / "context.jsonld").read_text(encoding="utf-8"))["@context"]

    for term in declared(ontology):
        entry = context[term.removeprefix(PREFIXES["kg"])]
        assert (
            entry if isinstance(entry, str) else entry["@id"]
        ) == f"kg:{term.removeprefix(PREFIXES['kg'])}"


def test_document_with_the_context_says_what_the_graph_says() -> None:
    context = json.loads((ontology_folder() / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    document = {
        "@context": context,
        "@id": "https://kg.example/a/x#text-0-2",
        "@type": "Mention",
        "exact": "张良",
        "begin": 0,
        "mentionOf": "https://kg.example/e/p-x",
    }

    read = {quad.triple for quad in parse(json.dumps(document), RdfFormat.JSON_LD)}

    node = NamedNode("https://kg.example/a/x#text-0-2")
    assert read == {
        Triple(node, iri(RDF.type), iri(KG.Mention)),
        Triple(node, iri(KG.exact), zh("张良")),
        Triple(node, iri(KG.begin), integer(0)),
        Triple(node, iri(KG.mentionOf), NamedNode("https://kg.example/e/p-x")),
    }


def test_letters_tell_the_classes_apart() -> None:
    assert set(LETTERS) == set(CLASSES)
    assert len(set(LETTERS.values())) == len(CLASSES)


@given(classes, names, names)
def test_entity_iris_are_opaque_ascii(kind: Class, name: str, qualifier: str) -> None:
    found = Iris(BASE).entity(Entity(kind, name, qualifier)).value

    letter, _, rest = found.removeprefix(f"{BASE}e/").partition("-")
    assert letter == LETTERS[kind]
    assert len(rest) == 13 and set(rest) <= set("abcdefghijklmnopqrstuvwxyz234567")


@given(st.lists(st.tuples(classes, names, names), min_size=2, max_size=5, unique=True))
def test_labels_and_identifiers_agree_on_what_is_the_same(parts: list[tuple[Class, str, str]]) -> None:
    for one in parts:
        for other in parts:
            same = (one[0], label(one[1]), one[2]) == (other[0], label(other[1]), other[2])
            assert (entity_id(Entity(*one)) == entity_id(Entity(*other))) is same


@given(names)
def test_label_of_a_label_is_itself(name: str) -> None:
    assert label(label(name)) == label(name)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("北京市总工会", "北京市总工会"),
        ("“强国复兴有我”大型快闪活动", "“强国复兴有我”大型快闪活动"),
        ("技能强国——全国产业工人学习社区", "技能强国——全国产业工人学习社区"),
        ("ＣＢＡ（男篮）联赛", "CBA（男篮）联赛"),
        ("⼯会", "工会"),
        ("早8:00行动", "早8:00行动"),
        ("AI:新时代", "AI：新时代"),
        ("IBM (China)", "IBM (China)"),
    ],
)
def test_labels_are_set_as_print_sets_them(printed: str, expected: str) -> None:
    assert label(printed) == expected


HOSTILE = [
    "a.txt",
    "a.md",
    "a",
    "a.txt.txt",
    "a~",
    "a~.txt",
    "A.txt",
    "七版.txt",
    "七版 .txt",
    "100%达标.txt",
    "100%25.txt",
    "x#y?z.txt",
    "x/y.txt",
    "x%2Fy.txt",
    "{<\"'`|\\^>}.txt",
    "\u202e倒.txt",
    "\u00e9.txt",
    "e\u0301.txt",
    "\ue000.txt",
    "line\nbreak.txt",
    "坏\udcff\udc80.txt",
    "-",
    "..",
    "x" * 250,
]


def test_hostile_page_names_have_addresses_of_their_own() -> None:
    iris = Iris(BASE)
    made = [
        make(article(page))
        for page in HOSTILE
        for make in (
            iris.article,
            iris.graph,
            lambda a: iris.page(a.page),
            lambda a: iris.quote(a, "text", 0, 1),
        )
    ]

    assert len({node.value for node in made}) == 4 * len(HOSTILE)
    assert all(node.value.isascii() for node in made)


@given(st.tuples(names, st.integers(1, 120)), st.tuples(names, st.integers(1, 120)))
def test_articles_share_an_address_only_with_themselves(one: tuple[str, int], other: tuple[str, int]) -> None:
    iris = Iris(BASE)

    assert (iris.article(article(*one)) == iris.article(article(*other))) is (one == other)


def test_usual_page_name_is_readable_in_the_address() -> None:
    found = Iris(BASE).quote(article("000_75f3c950020aa114.txt", 3), "title", 2, 5)

    assert found.value == "https://kg.example/a/000_75f3c950020aa114-03#title-2-5"


def test_page_address_leads_back_to_its_name() -> None:
    found = Iris(BASE).page("2023/七版~1.txt").value

    assert unquote(found.removeprefix(f"{BASE}page/")) == "2023/七版~1.txt"


@pytest.mark.parametrize("base", ["https://x.example/#", "urn:kg:", "http://localhost:8000/kg/"])
def test_other_bases_give_valid_addresses(base: str) -> None:
    for quad in quads([rich_reading()], [], [], RUN, base=base):
        assert "ontology" in quad.graph_name.value or quad.graph_name.value.startswith(base)  # type: ignore[union-attr]


@pytest.mark.parametrize("base", ["https://x y/", "https://总工会.example/", "no address", "https://x/{id}/"])
def test_base_that_is_no_address_is_said(base: str) -> None:
    with pytest.raises(InputError, match="base"):
        Iris(base)


def test_pair_has_one_node_in_either_order() -> None:
    one, other, iris = Entity("Union", "甲"), Entity("Person", "乙"), Iris(BASE)

    assert iris.cooccurrence(one, other) == iris.cooccurrence(other, one)

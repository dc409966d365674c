from __future__ import annotations

import io
import os
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse
from rdflib import RDF, SDO, Dataset, Graph
from rdflib.namespace import FOAF, ORG, SKOS, VOID

from kg import dumps
from kg.errors import InputError, OutputError
from kg.model import CLASSES, CoOccurrence, Entity, Link, Mention, Post, Quote, Reading
from kg.terms import decimal, integer, iri, string, zh
from kg.turtle import turtle
from kg.vocab import KG, PREFIXES, Iris
from tests.graphs import (
    BASE,
    CITY,
    RUN,
    TRAINING,
    ZHANG,
    gold_file,
    gold_quads,
    pairs,
    passage,
    renamed,
    rich_reading,
    sources,
)
from tests.quads import quads
from tests.samples import ROOT, SEEDS, gold_readings

IRIS = Iris(BASE)
TRIPLE_FORMATS = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "rdfxml": RdfFormat.RDF_XML}
QUAD_FORMATS = {"nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD}


@pytest.fixture(scope="module")
def nquads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return gold_file(tmp_path_factory.mktemp("graph"))


def of(*readings: Reading) -> list[Quad]:
    return list(quads(readings, [], [], RUN, base=BASE))


def objects(made: list[Quad], subject: NamedNode, predicate: str) -> list[str]:
    return sorted(
        quad.object.value  # type: ignore[union-attr]
        for quad in made
        if quad.subject == subject and quad.predicate.value == str(predicate)
    )


def by_subject(predicate: str) -> dict[NamedNode, set[str]]:
    found = defaultdict(set)
    for quad in gold_quads():
        if quad.predicate.value == str(predicate):
            found[quad.subject].add(quad.object.value)  # type: ignore[union-attr]
    return found  # type: ignore[return-value]


class TestWhatIsSaid:
    def test_every_article_has_a_graph_of_its_own(self) -> None:
        topics = {
            quad.graph_name: quad.object for quad in gold_quads() if quad.predicate == iri(FOAF.primaryTopic)
        }

        articles = [reading.article for reading in gold_readings()]
        assert topics == {IRIS.graph(article): IRIS.article(article) for article in articles}

    def test_graph_of_an_article_depends_on_that_article_only(self) -> None:
        alone = {quad for reading in gold_readings() for quad in of(reading)}
        together = set(of(*gold_readings()))

        derived = {IRIS.node("g/run"), IRIS.node("g/statistics")}
        one, other = ({q for q in made if q.graph_name not in derived} for made in (alone, together))
        assert one == other

    def test_quotes_are_the_words_at_their_offsets_in_article_and_file(self) -> None:
        begins, ends, wordings = by_subject(KG.begin), by_subject(KG.end), by_subject(KG.exact)
        starts, stops, fields = by_subject(KG.sourceBegin), by_subject(KG.sourceEnd), by_subject(KG.field)
        homes = by_subject(KG.inArticle)
        articles = {IRIS.article(r.article).value: r.article for r in gold_readings()}

        assert len(wordings) > 250
        for node, (words,) in ((node, tuple(found)) for node, found in wordings.items()):
            (begin,), (end,), (field,), (home,) = begins[node], ends[node], fields[node], homes[node]
            (start,), (stop,) = starts[node], stops[node]
            article = articles[home]
            text = article.passage(field)  # type: ignore[arg-type]
            assert text and text.text[int(begin) : int(end)] == words
            source = (SEEDS / article.page).read_text(encoding="utf-8")[int(start) : int(stop)]
            # What stands between the words in the file (a column break, a byline) is no part of them.
            left = iter(source)
            assert (source[0], source[-1]) == (words[0], words[-1])
            assert all(mark in left for mark in words)

    def test_mention_tells_all_about_itself(self) -> None:
        made = of(rich_reading())
        node = IRIS.quote(rich_reading().article, "text", 10, 15)

        assert objects(made, node, RDF.type) == [str(KG.Mention)]
        assert objects(made, node, KG.mentionOf) == [IRIS.entity(Entity("Union", "甲区总工会")).value]
        assert objects(made, node, KG.exact) == ["甲区总工会"]
        assert objects(made, node, KG.rule) == ["suffix"]
        assert objects(made, node, KG.linkRule) == ["same"]
        assert objects(made, node, KG.confidence) == ["0.9526"]  # log-odds 3

    def test_entity_has_one_label_and_its_surfaces_without_anaphora(self) -> None:
        union = IRIS.entity(Entity("Union", "通州区总工会"))
        street = IRIS.entity(Entity("Union", "和平街街道总工会"))

        assert objects([*gold_quads()], union, SKOS.prefLabel) == ["通州区总工会"]
        assert objects([*gold_quads()], union, SKOS.altLabel) == []
        assert objects([*gold_quads()], street, SKOS.altLabel) == [
            "和平街街道工会",
            "朝阳区和平街街道总工会",
            "街道总工会",
        ]

    def test_names_of_other_width_are_one_entity_with_one_label(self) -> None:
        narrow, wide = Entity("School", "党校(国家行政学院)"), Entity("School", "党校（国家行政学院）")
        article = replace(rich_reading().article, text=passage("党校(国家行政学院)和党校（国家行政学院）"))
        links = (
            Link(Mention("text", 0, 10, "党校(国家行政学院)", "School", "x"), narrow),
            Link(Mention("text", 11, 21, "党校（国家行政学院）", "School", "x"), wide),
        )

        made = of(Reading(replace(article, authors=()), links))

        assert objects(made, IRIS.entity(narrow), SKOS.prefLabel) == ["党校（国家行政学院）"]
        assert objects(made, IRIS.entity(wide), SKOS.altLabel) == ["党校(国家行政学院)"]

    def test_article_has_its_parts_and_signers(self) -> None:
        made, node = of(rich_reading()), IRIS.article(rich_reading().article)
        signer = IRIS.entity(Entity("Person", "王五", "劳动午报")).value

        assert objects(made, node, SDO.headline) == ["读书会"]
        assert objects(made, node, KG.kicker) == ["引题"]
        assert objects(made, node, SDO.alternativeHeadline) == ["副题"]
        assert objects(made, node, SDO.datePublished) == ["2023-01-06"]
        assert objects(made, node, KG.kind) == ["photo"]
        assert objects(made, node, SDO.isPartOf) == [IRIS.page("七版/样 张.txt").value]
        assert objects(made, node, KG.reporter) == objects(made, node, KG.photographer) == [signer]
        assert objects(made, IRIS.page("七版/样 张.txt"), SDO.name) == ["七版/样 张.txt"]

    def test_article_without_date_has_none(self) -> None:
        assert str(SDO.datePublished) not in {quad.predicate.value for quad in gold_quads()}

    def test_post_is_a_membership_with_evidence(self) -> None:
        node = IRIS.membership(ZHANG, "党组书记", CITY)
        made = [*gold_quads()]

        assert objects(made, node, RDF.type) == [str(ORG.Membership)]
        assert objects(made, node, ORG.member) == [IRIS.entity(ZHANG).value]
        assert objects(made, node, ORG.organization) == [IRIS.entity(CITY).value]
        assert objects(made, node, KG.post) == ["党组书记"]
        assert objects(made, node, KG.evidence) == [f"{BASE}a/{TRAINING}#text-0-40"]

    @pytest.mark.parametrize(
        ("post", "leads"),
        [
            ("主席", True),
            ("工会主席", True),
            ("总工会主席", True),
            ("党组书记", True),
            ("董事长", True),
            ("副主席", False),
            ("工会常务副主席", False),
            ("党委副书记", False),
            ("经审委主任", False),
            ("法律工作部部长", False),
            ("主席助理", False),
            ("新闻发言人", False),
        ],
    )
    def test_heads_are_those_who_chair(self, post: str, leads: bool) -> None:
        person, union = Entity("Person", "李四"), Entity("Union", "甲区总工会")
        held = Post(person, post, union, "text", 0, 9, "x")

        made = of(Reading(replace(rich_reading().article, authors=()), (), (held,)))

        assert objects(made, IRIS.entity(person), KG.holdsPost) == [IRIS.entity(union).value]
        assert bool(objects(made, IRIS.entity(person), ORG.headOf)) is leads

    def test_relation_is_a_triple_and_a_statement_with_evidence(self) -> None:
        union, flash = Entity("Union", "通州区总工会"), Entity("Initiative", "“强国复兴有我”大型快闪活动")
        node, made = IRIS.statement(union, "organizes", flash), [*gold_quads()]

        assert IRIS.entity(flash).value in objects(made, IRIS.entity(union), KG.organizes)
        assert objects(made, node, RDF.subject) == [IRIS.entity(union).value]
        assert objects(made, node, RDF.predicate) == [str(KG.organizes)]
        assert objects(made, node, RDF.object) == [IRIS.entity(flash).value]
        (quote,) = objects(made, node, KG.evidence)
        assert objects(made, NamedNode(quote), KG.exact)[0].startswith("组织全区职工学习贯彻党的二十大精神")

    def test_same_relation_in_two_articles_is_one_statement_with_two_quotes(self) -> None:
        made = of(rich_reading(), renamed(rich_reading(), "八版.txt"))
        node = IRIS.statement(Entity("Union", "甲区总工会"), "partOf", CITY)

        assert len(objects(made, node, KG.evidence)) == 2
        assert len(set(objects(made, node, RDF.object))) == 1

    def test_dates_are_typed(self) -> None:
        node = IRIS.quote(rich_reading().article, "text", 0, 9)

        (date,) = (q.object for q in of(rich_reading()) if q.subject == node and q.predicate == iri(KG.date))

        assert str(date) == '"2023-01-05"^^<http://www.w3.org/2001/XMLSchema#date>'

    def test_offsets_outside_the_field_are_an_error(self) -> None:
        reading = replace(rich_reading(), links=(Link(Mention("text", 0, 999, "甲", "Union", "x"), CITY),))

        with pytest.raises(ValueError, match="0 to 999"):
            of(reading)


class TestWhatIsDerived:
    def test_pair_has_two_participants_counts_measures_and_quotes(self) -> None:
        made, node = [*gold_quads()], IRIS.cooccurrence(CITY, ZHANG)

        both = sorted([IRIS.entity(CITY).value, IRIS.entity(ZHANG).value])
        assert objects(made, node, KG.participant) == both
        assert objects(made, node, KG.articleCount) == ["1"]
        assert objects(made, node, KG.paragraphCount) == ["2"]
        assert objects(made, node, KG.sentenceCount) == ["2"]
        assert objects(made, node, KG.npmi) == ["0.75"]
        assert objects(made, node, KG.logLikelihood) == ["9.75"]
        assert objects(made, node, KG.jaccard) == ["1.0"]
        for quote in objects(made, node, KG.evidence):
            assert len(objects(made, NamedNode(quote), KG.exact)[0]) == 30
        assert {quad.graph_name for quad in made if quad.subject == node} == {IRIS.node("g/statistics")}

    def test_pair_is_joined_in_both_directions(self) -> None:
        made = [*gold_quads()]

        assert IRIS.entity(ZHANG).value in objects(made, IRIS.entity(CITY), KG.coOccursWith)
        assert objects(made, IRIS.entity(ZHANG), KG.coOccursWith) == [IRIS.entity(CITY).value]

    def test_pair_that_quotes_an_unknown_article_is_an_error(self) -> None:
        pair = CoOccurrence(CITY, ZHANG, 1, 1, 1, 0, 0, 0, (Quote("elsewhere-01", "text", 0, 1),))

        with pytest.raises(ValueError, match="elsewhere-01"):
            list(quads(gold_readings(), [pair], [], RUN, base=BASE))

    def test_run_states_its_parameters_and_sources(self) -> None:
        made, run = [*gold_quads()], IRIS.node("run")

        assert objects(made, run, KG.home) == ["北京市"]
        assert objects(made, run, KG.paper) == ["劳动午报"]
        assert objects(made, run, KG.unit) == ["sentence"]
        assert objects(made, run, KG.minimum) == ["1"]
        assert objects(made, run, KG.reportersCounted) == ["false"]
        page = IRIS.page("002_d4a614b38303870b.txt")
        assert objects(made, page, KG.digest) == ["0" * 31 + "2"]
        assert objects(made, page, KG.encoding) == ["utf-8"]

    def test_description_counts_what_is_there(self) -> None:
        members = defaultdict(set)
        for quad in gold_quads():
            if quad.predicate == iri(RDF.type):
                members[quad.object].add(quad.subject)

        made = [*gold_quads()]
        for name in (*CLASSES, "Page", "Article", "Mention", "Statement", "CoOccurrence"):
            told = objects(made, IRIS.node(f"dataset/{name}"), VOID.entities)
            assert told == [str(len(members[iri(KG[name])]))], name
        assert objects(made, IRIS.node("dataset"), VOID.documents) == ["3"]
        entities = sum(len(members[iri(KG[name])]) for name in CLASSES)
        assert objects(made, IRIS.node("dataset"), VOID.entities) == [str(entities)]

    def test_dataset_holds_the_ontology_that_explains_it(self) -> None:
        held = {quad.triple for quad in gold_quads() if quad.graph_name == IRIS.node("g/ontology")}

        assert held == {quad.triple for quad in parse(path=ROOT / "ontology" / "kg.ttl")}

    def test_no_blank_node_and_no_quad_twice(self) -> None:
        assert not [
            q for q in gold_quads() if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)
        ]
        assert len(set(gold_quads())) == len(gold_quads())


class TestFiles:
    def test_order_of_readings_does_not_matter(self, tmp_path: Path, nquads: Path) -> None:
        backwards = gold_readings()[::-1], pairs()[::-1], sources()[::-1]
        dumps.write_nquads(quads(*backwards, RUN, base=BASE), tmp_path / "graph.nq")

        assert (tmp_path / "graph.nq").read_bytes() == nquads.read_bytes()

    def test_lines_are_sorted_and_unique(self, nquads: Path) -> None:
        lines = nquads.read_bytes().splitlines()

        assert lines == sorted(set(lines))
        assert len(lines) == len(gold_quads())

    def test_hash_seed_does_not_matter(self, tmp_path: Path) -> None:
        script = (
            "import sys; from pathlib import Path; from kg import dumps; from tests.graphs import gold_file\n"
            "out = Path(sys.argv[1]); out.mkdir(); path = gold_file(out)\n"
            "for name in dumps.FORMATS: dumps.dump(path, name, out / name)"
        )
        for seed in ("1", "2"):
            environment = {**os.environ, "PYTHONHASHSEED": seed}
            command = [sys.executable, "-c", script, str(tmp_path / seed)]
            subprocess.run(command, check=True, cwd=ROOT, env=environment)

        for name in ("graph.nq", *dumps.FORMATS):
            assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes(), name

    @pytest.mark.parametrize("name", TRIPLE_FORMATS)
    def test_triple_formats_hold_the_union(self, tmp_path: Path, nquads: Path, name: str) -> None:
        dumps.dump(nquads, name, tmp_path / "out")

        read = [quad.triple for quad in parse(path=tmp_path / "out", format=TRIPLE_FORMATS[name])]
        assert len(read) == len(set(read))
        assert set(read) == {quad.triple for quad in gold_quads()}

    @pytest.mark.parametrize("name", QUAD_FORMATS)
    def test_quad_formats_hold_all_graphs(self, tmp_path: Path, nquads: Path, name: str) -> None:
        dumps.dump(nquads, name, tmp_path / "out")

        assert set(parse(path=tmp_path / "out", format=QUAD_FORMATS[name])) == set(gold_quads())

    @pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib's own N-Quads reader
    def test_rdflib_reads_what_we_hand_it(self, nquads: Path) -> None:
        ours, theirs = dumps.dataset(nquads), Dataset(default_union=True).parse(nquads, format="nquads")

        assert isinstance(theirs, Dataset)
        assert {tuple(map(str, quad)) for quad in ours.quads()} == {
            tuple(map(str, quad)) for quad in theirs.quads()
        }
        assert len(dumps.merged(nquads)) == len({quad.triple for quad in gold_quads()})

    def test_turtle_reads_well(self, tmp_path: Path, nquads: Path) -> None:
        dumps.write_turtle(nquads, tmp_path / "graph.ttl")
        text = (tmp_path / "graph.ttl").read_text(encoding="utf-8")

        assert '\ne:p-u4kuo5jvvow2n a kg:Person ;\n    skos:prefLabel "张良"@zh ;\n' in text
        assert "    kg:articleCount 1 ;\n" in text
        assert "    kg:npmi -0.5 ;\n" in text

    @pytest.mark.parametrize("piece", [1, 7, 100])
    def test_the_base_is_found_wherever_a_file_is_cut(
        self, piece: int, tmp_path: Path, nquads: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        dumps.write_turtle(nquads, tmp_path / "whole.ttl")
        monkeypatch.setattr(dumps, "PIECE", piece)
        monkeypatch.setattr(dumps, "LONGEST", 300)
        dumps.write_turtle(nquads, tmp_path / "cut.ttl")

        assert (tmp_path / "cut.ttl").read_bytes() == (tmp_path / "whole.ttl").read_bytes()
        assert b"@prefix e: " in (tmp_path / "cut.ttl").read_bytes()

    def test_dump_goes_to_a_stream_too(self, tmp_path: Path, nquads: Path) -> None:
        stream = io.BytesIO()
        dumps.dump(nquads, "ttl", stream)
        dumps.write_turtle(nquads, tmp_path / "graph.ttl")

        assert stream.getvalue() == (tmp_path / "graph.ttl").read_bytes()

    def test_unknown_format_is_said(self, tmp_path: Path, nquads: Path) -> None:
        with pytest.raises(InputError, match="ttl, nt, nq, trig, jsonld, rdfxml"):
            dumps.dump(nquads, "docx", tmp_path / "out")

    def test_missing_graph_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="run kg build first"):
            dumps.write_turtle(tmp_path / "graph.nq", tmp_path / "graph.ttl")
        assert not (tmp_path / "graph.ttl").exists()

    def test_broken_graph_is_said_and_leaves_the_old_dump(self, tmp_path: Path) -> None:
        (tmp_path / "graph.nq").write_text("<https://a.example/> broken", encoding="utf-8")
        (tmp_path / "graph.ttl").write_text("# old", encoding="utf-8")

        with pytest.raises(InputError, match="no N-Quads"):
            dumps.write_turtle(tmp_path / "graph.nq", tmp_path / "graph.ttl")
        assert (tmp_path / "graph.ttl").read_text(encoding="utf-8") == "# old"

    def test_missing_output_folder_is_said(self, tmp_path: Path, nquads: Path) -> None:
        with pytest.raises(OutputError, match="nowhere"):
            dumps.write_turtle(nquads, tmp_path / "nowhere" / "graph.ttl")

    def test_failing_reading_leaves_the_old_file(self, tmp_path: Path) -> None:
        path = tmp_path / "graph.nq"
        path.write_text("old", encoding="utf-8")
        broken = replace(rich_reading(), links=(Link(Mention("text", 5, 5, "", "Union", "x"), CITY),))

        with pytest.raises(ValueError, match="5 to 5"):
            dumps.write_nquads(quads([broken], [], [], RUN, base=BASE), path)
        assert path.read_text(encoding="utf-8") == "old"


class TestTerms:
    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.text(), min_size=1, max_size=6))
    def test_any_text_survives_every_format(
        self, tmp_path_factory: pytest.TempPathFactory, texts: list[str]
    ) -> None:
        folder = tmp_path_factory.mktemp("texts")
        node, graph = NamedNode(f"{BASE}a/x"), NamedNode(f"{BASE}g/x")
        literals = [make(text) for text in texts for make in (zh, string)]
        made = {Quad(node, iri(KG.exact), literal, graph) for literal in literals}
        dumps.write_nquads(made, folder / "graph.nq")

        for name, syntax in (TRIPLE_FORMATS | QUAD_FORMATS).items():
            dumps.dump(folder / "graph.nq", name, folder / name)
            read = {quad.object for quad in parse(path=folder / name, format=syntax)}
            assert read == {quad.object for quad in made}, name
        read_by_rdflib = {str(value) for value in Graph().parse(folder / "ttl", format="turtle").objects()}
        assert read_by_rdflib == {literal.value for literal in literals}

    @given(st.text())
    def test_offsets_hold_in_literals(self, text: str) -> None:
        assert len(zh(text).value) == len(text)

    def test_hostile_text_stays_text(self) -> None:
        reading = rich_reading()
        evil = '"@zh . <https://evil.example/> <https://evil.example/> "\\u0022\x00\x0c\ud800</rdf:li>{}'
        hostile = replace(reading, article=replace(reading.article, kicker=passage(evil)))

        assert {q.subject for q in of(hostile)} == {q.subject for q in of(reading)}

    @pytest.mark.parametrize("value", [float("nan"), float("inf")])
    def test_no_number_is_no_decimal(self, value: float) -> None:
        with pytest.raises(ValueError, match="decimal"):
            decimal(value)

    @given(st.floats(-1e6, 1e6))
    def test_decimals_are_close_and_bare_in_turtle(self, value: float) -> None:
        node = NamedNode(f"{BASE}x/a.b")

        text = "".join(turtle([Triple(node, iri(KG.npmi), decimal(value))], PREFIXES))

        assert abs(float(decimal(value).value) - value) <= 0.00005 + 1e-9
        assert text.endswith(f" kg:npmi {decimal(value).value} .\n")

    def test_odd_spellings_keep_their_type(self) -> None:
        node, whole = NamedNode(f"{BASE}x/a.b"), iri("http://www.w3.org/2001/XMLSchema#integer")
        odd = Literal("twelve", datatype=whole)

        text = "".join(
            turtle([Triple(node, iri(KG.begin), odd), Triple(node, iri(KG.begin), integer(12))], PREFIXES)
        )

        assert text.endswith('kg:begin "twelve"^^xsd:integer, 12 .\n')

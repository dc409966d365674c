from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions, RdfFormat, Store, parse

from kg import query
from kg.cookbook import bound
from kg.errors import InputError
from kg.pipeline import build
from kg.spelling import doubts
from kg.terms import string
from tests.graphs import gold_file
from tests.samples import SEEDS


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return query.load(gold_file(tmp_path_factory.mktemp("graph")))


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The graph of the sample pages as kg reads them, for what no page of the gold has."""
    folder = tmp_path_factory.mktemp("seeds")
    build([SEEDS], output=folder)
    return query.load(folder / "graph.nq")


def rows(store: Store, query_name: str, /, **params: str) -> list[tuple[str, ...]]:
    return query.table(query.run(store, query.find(query_name), params)).rows


def written(store: Store, text: str, format: query.Format) -> bytes:
    out = io.BytesIO()
    query.write(query.run(store, text), format, out)
    return out.getvalue()


@pytest.mark.parametrize("named", query.named(), ids=lambda named: named.name)
class TestEveryNamedQuery:
    def test_has_titles_in_both_languages(self, named: query.NamedQuery) -> None:
        assert any("\u4e00" <= mark <= "\u9fff" for mark in named.title_zh)
        assert named.title_en.isascii() and named.title_en

    def test_finds_something_and_has_a_heading_for_every_column(
        self, seeds: Store, named: query.NamedQuery
    ) -> None:
        result = query.run(seeds, named)
        headings = len(result.variables) if isinstance(result, QuerySolutions) else 0

        assert len(named.columns_zh) == headings
        assert bool(query.table(result).rows) is ("# empty-in-samples: " not in named.text)

    def test_gives_the_same_answer_in_the_same_order(self, named: query.NamedQuery, tmp_path: Path) -> None:
        one, other = (query.load(gold_file(tmp_path)) for _ in range(2))

        assert query.table(query.run(one, named)) == query.table(query.run(other, named))

    def test_describes_its_parameters_in_both_languages(self, named: query.NamedQuery) -> None:
        assert named.params.keys() == named.described.keys()
        for zh, en in named.described.values():
            assert any("\u4e00" <= mark <= "\u9fff" for mark in zh)
            assert re.search(r"[a-z]{3}", en)

    def test_has_no_block_of_values_that_is_no_parameter(self, named: query.NamedQuery) -> None:
        assert {*re.findall(r'VALUES \?(\w+) \{ ["\d]', named.text)} == {*named.params}

    def test_parameter_that_stands_twice_has_one_default(self, named: query.NamedQuery) -> None:
        blocks = {*re.findall(r'VALUES \?(\w+) \{ (["\d][^}]*)\}', named.text)}
        assert len(blocks) == len(named.params)

    def test_writes_only_terms_that_there_are(self, named: query.NamedQuery) -> None:
        assert [*doubts(named.text)] == []

    def test_is_found_by_either_name(self, named: query.NamedQuery) -> None:
        assert query.find(named.name) == query.find(named.title_zh) == named


def test_there_is_a_cookbook_of_named_queries() -> None:
    names = [named.name for named in query.named()]

    assert len(names) >= 25
    assert names == sorted(names)
    assert len({named.title_zh for named in query.named()}) == len(names)


# The answers below were read off the pages, not off the program.


def test_leaders_of_unions(store: Store) -> None:
    assert rows(store, "谁领导哪个工会") == [
        ("北京市总工会", "张良", "党组书记", "1"),
        ("北京市总工会", "张良", "副主席", "1"),
        ("和平街街道总工会", "薄述来", "工会主席", "1"),
        ("完美世界工会联合会", "王清平", "工会主席", "1"),
        ("渤海镇总工会", "刘金波", "总工会主席", "1"),
    ]


def test_unions_of_a_district(store: Store) -> None:
    assert rows(store, "unions-of-district") == [
        ("朝阳区", "和平街街道总工会", "1"),
        ("朝阳区", "安贞街道总工会", "1"),
        ("朝阳区", "朝阳区总工会", "1"),
    ]
    assert rows(store, "unions-of-district", district="房山区") == [("房山区", "长阳镇总工会", "1")]
    assert rows(store, "unions-of-district", district="通州区") == [("通州区", "通州区总工会", "1")]
    assert rows(store, "unions-of-district", district="上海市") == []


def test_strongest_cooccurrences(store: Store) -> None:
    assert rows(store, "strongest-cooccurrences") == [
        ("北京市总工会", "张良", "人物", "1", "2", "2", "0.75", "9.75", "1"),
        ("北京市总工会", "中华全国总工会", "工会", "1", "1", "1", "0.25", "2.5", "0.5"),
        ("北京市总工会", "孙立冬", "人物", "1", "1", "1", "-0.5", "0.125", "0.25"),
    ]


def test_evidence_of_an_edge(store: Store) -> None:
    page = "001_cd5e2c8a745e082b.txt"
    found = rows(store, "evidence-of-edge", a="张良", b="北京市总工会")

    assert [(row[2], row[5]) for row in found] == [
        ("党组书记", page),
        ("共现", page),
        ("共现", page),
        ("副主席", page),
    ]
    assert all(row[3] for row in found)
    # An edge has no direction when one asks for what shows it.
    turned = rows(store, "evidence-of-edge", a="北京市总工会", b="张良")
    assert [row[2:] for row in turned] == [row[2:] for row in found]


def test_evidence_of_an_edge_by_default(store: Store) -> None:
    ((_, _, relation, quote, headline, _, begin, end),) = [
        row for row in rows(store, "evidence-of-edge") if row[2] == "隶属于"
    ]

    assert relation == "隶属于"
    assert quote.startswith("“工会的慰问物资特别切合我们的需求")
    assert headline == "和平街街道总工会为户外职工寒冬送暖"
    assert int(end) - int(begin) >= len(quote)


def test_who_reported_what(store: Store) -> None:
    found = [row for row in rows(store, "who-reported-what") if row[0] == "赵思远"]

    assert found == [
        ("赵思远", "记者", "通州区总工会扎实做好职工思想引领工作", "000_75f3c950020aa114.txt"),
        ("赵思远", "摄影者", "“娘家人”送来大礼包", "002_d4a614b38303870b.txt"),
        ("赵思远", "记者", "“娘家人”送来大礼包", "002_d4a614b38303870b.txt"),
    ]


def test_initiatives_and_their_organisers(store: Store) -> None:
    found = rows(store, "initiatives-and-organisers")

    assert [row[1:] for row in found if row[0] == "迎春包饺子活动"] == [
        ("主办", "史超齐劳模工作室", "1"),
        ("主办", "安贞街道党群服务中心", "1"),
        ("主办", "安贞街道总工会", "1"),
    ]
    assert ("京师工会会员大讲堂", "", "", "1") in found


def test_people_of_a_union(store: Store) -> None:
    assert rows(store, "people-of-union") == [
        ("北京市总工会", "孙立冬", "党组成员", "1"),
        ("北京市总工会", "孙立冬", "共现", "1"),
        ("北京市总工会", "孙立冬", "经审委主任", "1"),
        ("北京市总工会", "张良", "党组书记", "1"),
        ("北京市总工会", "张良", "共现", "1"),
        ("北京市总工会", "张良", "副主席", "1"),
    ]


def test_articles_of_an_entity_found_by_a_short_form(store: Store) -> None:
    found = rows(store, "articles-of-entity", name="市总工会")

    assert [row[1] for row in found] == [
        "首都工会组织工作专题培训班开班",
        "市工会干部学院举办专题公益送教",
        "市自来水集团为一线职工撑起“保护伞”",
    ]
    assert all(row[3] == "" for row in found)  # no page states its date


def test_hierarchy_of_unions(store: Store) -> None:
    found = rows(store, "hierarchy-of-unions")

    assert ("和平街街道总工会", "隶属于", "朝阳区总工会", "工会") in found
    assert ("长阳镇总工会", "位于", "房山区", "行政区域") in found
    assert ("北京地铁机电分公司工会", "隶属于", "北京地铁机电分公司", "企业") in found


def test_entities_by_class(store: Store) -> None:
    found = {row[1]: int(row[2]) for row in rows(store, "entities-by-class")}

    assert len(found) == 13
    assert found["award"] == 1  # 全国五一劳动奖章
    assert found["platform"] == 3
    assert found["facility"] == 2  # 职工心灵驿站, 安贞街道党群中心多功能大厅
    assert found["company"] == 7


def test_posts_of_a_person(store: Store) -> None:
    assert [row[1:3] for row in rows(store, "posts-of-person", name="习近平")] == [("总书记", "")]
    assert {row[1:3] for row in rows(store, "posts-of-person", name="王清平")} == {
        ("副总裁", "完美世界集团"),
        ("工会主席", "完美世界工会联合会"),
    }


def test_neighbours_of_an_entity(store: Store) -> None:
    assert rows(store, "neighbours-of-entity", name="和平街街道总工会") == [
        ("和平街街道总工会", "<-", "任职于", "薄述来", "人物"),
        ("和平街街道总工会", "->", "隶属于", "朝阳区总工会", "工会"),
    ]
    # With its co-occurrences, stated once; typed relations in both directions.
    assert [row[1:4] for row in rows(store, "neighbours-of-entity")] == [
        ("<-", "任职于", "孙立冬"),
        ("<-", "任职于", "张良"),
        ("->", "共现于", "中华全国总工会"),
        ("->", "共现于", "孙立冬"),
        ("->", "共现于", "张良"),
    ]


def test_works_named(store: Store) -> None:
    found = rows(store, "works-named")

    assert found[0] == ("习近平关于工人阶级和工会工作论述摘编", "2", "2")
    assert len(found) == 11


def test_most_named_entities(store: Store) -> None:
    assert {row[0] for row in rows(store, "most-named-entities")[:3]} == {
        "党的二十大",
        "中国工会十八大",
        "北京市总工会",
    }


def test_forms_of_a_name(store: Store) -> None:
    assert {row[1] for row in rows(store, "forms-of-name")} == {"通州区总工会", "该区总工会"}


def test_who_works_together(store: Store) -> None:
    assert ("“强国复兴有我”大型快闪活动", "通州区委宣传部", "通州区总工会") in rows(
        store, "who-works-together"
    )


def test_sources_of_the_graph(store: Store) -> None:
    assert [(row[0], row[3]) for row in rows(store, "sources-of-graph")] == [
        ("000_75f3c950020aa114.txt", "5"),
        ("001_cd5e2c8a745e082b.txt", "5"),
        ("002_d4a614b38303870b.txt", "9"),
    ]


def test_subgraph_is_turtle_with_labels(store: Store) -> None:
    out = io.BytesIO()
    query.write(query.run(store, query.find("subgraph-of-entity"), {"name": "渤海镇总工会"}), "turtle", out)

    read = [*parse(out.getvalue(), RdfFormat.TURTLE)]
    labels = {quad.object.value for quad in read if quad.predicate.value.endswith("prefLabel")}
    assert labels == {"渤海镇总工会", "刘金波"}


class TestParameters:
    def test_unknown_one_is_said_with_those_there_are(self, store: Store) -> None:
        with pytest.raises(InputError, match=r"no parameter 没有参数 'town'; there are 可用: district"):
            rows(store, "unions-of-district", town="朝阳区")

    @pytest.mark.parametrize(
        "value", ['"} INSERT', '"@zh } UNION { ?s ?p ?o', "\\", "\n", "?name", "\ud800", "\x00"]
    )
    def test_hostile_value_is_only_a_value(self, store: Store, value: str) -> None:
        assert rows(store, "articles-of-entity", name=value) == []

    @settings(deadline=None)
    @given(st.text())
    def test_value_stays_the_term_that_it_is(self, value: str) -> None:
        text, rest = bound('SELECT ?a { VALUES ?a { "甲" } VALUES ?b { 1 } }', {"a": value, "b": "2"})

        [solution] = Store().query(text)  # type: ignore[misc]
        assert solution["a"] == string(value)
        assert rest == {}

    def test_number_is_wanted_where_the_query_has_one(self) -> None:
        assert bound("VALUES ?n { 5 }", {"n": " 07 "})[0] == "VALUES ?n { 7 }"
        for value in ("", "x", "1 } UNION { ?s ?p ?o", "9" * 30):
            with pytest.raises(InputError, match="whole number"):
                bound("VALUES ?n { 5 }", {"n": value})

    def test_own_query_may_have_parameters_of_the_same_kind(self, store: Store) -> None:
        text = 'SELECT ?kind { VALUES ?n { "张良"@zh } { ?s skos:prefLabel ?n ; a ?kind } }'

        assert query.table(query.run(store, text)).rows == [("kg:Person",)]
        assert query.table(query.run(store, text, {"n": "北京市总工会"})).rows == [("kg:Union",)]

    def test_width_of_characters_does_not_matter(self, store: Store) -> None:
        assert rows(store, "articles-of-entity", name="中共中央党校(国家行政学院)")

    def test_text_may_have_them_too(self, store: Store) -> None:
        text = "SELECT ?name ?kind { ?s skos:prefLabel ?name ; a ?kind }"

        assert query.table(query.run(store, text, {"name": "张良"})).rows == [("张良", "kg:Person")]

    def test_one_that_is_no_column_is_said(self, store: Store) -> None:
        with pytest.raises(InputError, match="must be one of the columns"):
            query.run(store, "SELECT ?s { ?s skos:prefLabel ?name }", {"name": "张良"})


class TestRefusals:
    @pytest.mark.parametrize(
        "text",
        [
            "INSERT DATA { <a:a> <a:b> 1 }",
            "delete where { ?s ?p ?o }",
            "# note\nPREFIX a: <b:>\nBASE <http://b/>\nDROP ALL",
            "LOAD <file:///etc/hosts>",
            "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        ],
    )
    def test_update_is_refused(self, store: Store, text: str) -> None:
        before = len(store)
        with pytest.raises(InputError, match="this is an update"):
            query.run(store, text)
        assert len(store) == before

    @pytest.mark.parametrize(
        "text",
        [
            "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
            "SELECT * { ?s ?p ?o FILTER EXISTS { service silent <http://127.0.0.1:9/> { ?s ?p ?o } } }",
            "SELECT * { FILTER(1<'>')SERVICE<http://127.0.0.1:9/>{ ?s ?p ?o }FILTER(1='') }",
            "SELECT * { { SELECT * { OPTIONAL { SERVICE ?s { ?s ?p ?o } } } } }",
            "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        ],
    )
    def test_call_to_another_server_is_refused(self, store: Store, text: str) -> None:
        with pytest.raises(InputError, match="SERVICE"):
            query.run(store, text)

    def test_the_word_service_in_a_string_is_no_call(self, store: Store) -> None:
        text = "SELECT ?service { BIND('service' AS ?service) } # service"

        assert query.table(query.run(store, text)).rows == [("service",)]

    def test_local_file_is_not_read(self, store: Store, tmp_path: Path) -> None:
        secret = tmp_path / "secret.ttl"
        secret.write_text("<a:a> <a:b> 1 .", encoding="utf-8")

        assert query.table(query.run(store, f"SELECT * FROM <{secret.as_uri()}> {{ ?s ?p ?o }}")).rows == []

    def test_from_names_the_default_graph(self, store: Store) -> None:
        text = "SELECT (COUNT(*) AS ?n) FROM <https://kg.example/g/run> { ?run prov:wasAssociatedWith ?from }"
        everywhere = "SELECT (COUNT(*) AS ?n) { ?s kg:exact ?x } # from"

        assert query.table(query.run(store, text)).rows == [("1",)]
        assert query.table(query.run(store, text.replace("g/run", "g/statistics"))).rows == [("0",)]
        assert query.table(query.run(store, everywhere)).rows != [("0",)]

    def test_bombs_are_refused_before_parsing(self, store: Store) -> None:
        with pytest.raises(InputError, match="nests"):
            query.run(store, "SELECT * " + "{" * 5000 + "}" * 5000)
        with pytest.raises(InputError, match="characters"):
            query.run(store, "SELECT * {}" + " " * 100_000)

    def test_mistake_is_shown_at_its_line_and_column(self, store: Store) -> None:
        with pytest.raises(InputError) as caught:
            query.run(store, "SELECT *\n{ ?工会 ?p 主席 }")

        first, line, mark = str(caught.value).splitlines()
        assert first.startswith("SPARQL syntax error in line 2, column 12 第 2 行第 12 列有误: expected")
        assert line == "  { ?工会 ?p 主席 }"
        assert mark == "  " + "   " + "\u3000\u3000" + "    " + "\u3000\u3000" + "^"

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            (
                "SELECT *\n{ ?s skoss:prefLabel ?o }",
                r"skoss: in line 2, column 6 .*did you mean .*skos:prefLabel\?",
            ),
            ("SELECT * { ?s my:partof ?o }", r"did you mean 是否想写 kg:partOf"),
            ("SELECT * { ?s :organizes 'x:y' }", r"no prefix 没有前缀 : in line 1, column 15 .*kg:organizes"),
            (
                "# a:b\nSELECT * { <c:d> zzzzz:q 'e:f' }",
                r"zzzzz: in line 2, column 18 .*Known 可用: dcat, dcterms",
            ),
        ],
    )
    def test_unknown_prefix_is_said_with_what_it_may_mean(self, store: Store, text: str, said: str) -> None:
        with pytest.raises(InputError, match=said):
            query.run(store, text)

    def test_terms_that_there_are_not_are_doubted(self) -> None:
        text = "SELECT * {\n  ?s kg:organises ?o ; kg:partof 'kg:x' ; kg:Union <kg:y> # kg:z\n}"

        assert [*doubts(text)] == [
            "line 2, column 6 第 2 行第 6 列: 词汇中没有 no such term kg:organises; "
            "did you mean 是否想写 kg:organizes or kg:coOrganizes?",
            "line 2, column 24 第 2 行第 24 列: 词汇中没有 no such term kg:partof; "
            "did you mean 是否想写 kg:partOf or kg:Platform?",
        ]
        assert [*doubts("PREFIX kg: <https://other.example/> SELECT * { ?s kg:zzz ?o }")] == []
        assert len([*doubts("PREFIX k: <https://kg.example/ontology#> ASK { ?s k:zzz ?o }")]) == 1

    def test_unknown_name_is_answered_with_near_ones(self) -> None:
        with pytest.raises(InputError, match="leaders-of-unions"):
            query.find("leaders-of-union")
        with pytest.raises(InputError, match="谁领导哪个工会"):
            query.find("谁领导工会")

    def test_missing_graph_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="run kg build first"):
            query.load(tmp_path / "graph.nq")


class TestAnswers:
    TEXT = "SELECT ?name { ?s a kg:Platform ; skos:prefLabel ?name } ORDER BY ?name"

    def test_csv(self, store: Store) -> None:
        read = [*csv.reader(io.StringIO(written(store, self.TEXT, "csv").decode()))]

        assert read == [["name"], ["全国工会电子职工书屋"], ["学习强会"], ["技能强国——全国产业工人学习社区"]]

    def test_tsv(self, store: Store) -> None:
        assert written(store, self.TEXT, "tsv").decode().splitlines()[:2] == [
            "?name",
            '"全国工会电子职工书屋"@zh',
        ]

    def test_json(self, store: Store) -> None:
        read = json.loads(written(store, self.TEXT, "json"))

        assert read["head"]["vars"] == ["name"]
        assert read["results"]["bindings"][1]["name"] == {
            "type": "literal",
            "value": "学习强会",
            "xml:lang": "zh",
        }

    def test_yes_or_no(self, store: Store) -> None:
        assert query.table(query.run(store, "ASK { ?s a kg:Union }")).rows == [("true",)]
        assert json.loads(written(store, "ASK { ?s a kg:Nothing }", "json"))["boolean"] is False

    def test_triples_are_sorted(self, store: Store) -> None:
        text = "CONSTRUCT { ?s skos:prefLabel ?name } WHERE { ?s a kg:Platform ; skos:prefLabel ?name }"
        found = query.table(query.run(store, text))

        assert found.columns == ("subject", "predicate", "object")
        assert found.rows == sorted(found.rows)
        assert len(found.rows) == 3

    def test_format_that_does_not_fit_is_said(self, store: Store) -> None:
        with pytest.raises(InputError, match="it can as csv, tsv, json, xml"):
            written(store, self.TEXT, "turtle")
        with pytest.raises(InputError, match="it can as turtle"):
            written(store, "DESCRIBE kg:Union", "csv")

    def test_named_graphs_can_be_asked(self, store: Store) -> None:
        text = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?g foaf:primaryTopic ?article } }"

        assert query.table(query.run(store, text)).rows == [("19",)]

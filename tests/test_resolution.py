"""Several pages through the whole road: what the corpus joins and parts, in the store and in the graph."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.corpus import resolve
from kg.model import Entity, Source
from kg.pipeline import build
from kg.query import load, run, table
from kg.readings import NAME, open_store
from kg.shapes import validate
from kg.statistics import cooccurrences, counts
from tests.samples import gold_readings

PAGES = {
    "p1": """## 宏远精机工会开展技能比武
本报讯（记者 李明远）日前，北京宏远精密机械股份有限公司（以下简称“宏远精机”）工会比武。
宏远精机工会主席周海波说，企业将建立创新工作室。
## 南川区职工读书会开讲
本报讯（通讯员 何一鸣）近日，重庆市南川区总工会举办职工读书会。重庆市南川区总工会主席罗大山主持。
## 青禾师大工会组织健步走
本报讯（记者 李明远）5月4日，北京青禾师范大学（以下简称“青禾师大”）的教师参加健步走。
""",
    "p2": """## 宏远精机工会慰问一线职工
本报讯（记者 孟晓）昨天，宏远精机工会主席周海波一行慰问一线职工。
## 青禾师大工会办起托管班
本报讯（记者 孟晓）青禾师大工会主席周海波介绍，已有50名教职工子女参加。
## 南川区总工会送法进企业
本报讯（记者 孟晓）南川区人大常委会副主任、区总工会主席罗大山日前出席培训。
""",
    "p3": """## 江苏宏远货运有限公司获奖
本报讯（记者 孟晓）江苏宏远货运有限公司日前获奖。
## 工会走访货运企业
本报讯（记者 李明远）苏州市总工会日前走访宏远货运公司。
## 上海宏远货运有限公司开工
本报讯（记者 李明远）上海宏远货运有限公司昨天开工，上海市总工会副主席王芳出席。
## 北京市朝阳区总工会走访企业
本报讯（记者 孟晓）北京市朝阳区总工会副主席王芳昨天走访企业。
## 长春市朝阳区总工会培训干部
本报讯（通讯员 魏来）长春市朝阳区总工会近日培训干部，吉林省总工会派人授课。
""",
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for name, text in PAGES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def output(pages: Path) -> Path:
    build([pages], output=pages / "out")
    return pages / "out"


def merges(output: Path) -> dict[str, str]:
    with open_store(output / NAME, read_only=True) as store:
        return {e.name: i.entity.name for e, i in store.identities().items() if i.entity}


def people(output: Path, name: str) -> dict[str, set[str]]:
    """Qualifier -> articles."""
    found: dict[str, set[str]] = {}
    with open_store(output / NAME, read_only=True) as store:
        for reading in store.readings():
            for link in reading.links:
                if link.entity.name == name:
                    found.setdefault(link.entity.qualifier, set()).add(reading.article.id)
    return found


def test_names_are_joined_with_what_other_pages_say_and_with_nothing_else(output: Path) -> None:
    assert merges(output) == {
        "宏远精机工会": "北京宏远精密机械股份有限公司工会",
        "青禾师大工会": "北京青禾师范大学工会",
        "南川区总工会": "重庆市南川区总工会",
        "宏远货运公司": "江苏宏远货运有限公司",
    }


def test_people_of_one_name_are_told_apart_by_employer(output: Path) -> None:
    machinist, teacher = people(output, "周海波").values()
    assert {frozenset(machinist), frozenset(teacher)} == {frozenset({"p1-01", "p2-01"}), frozenset({"p2-02"})}
    assert len(people(output, "王芳")) == 2


def test_one_chair_and_one_reporter_stay_one(output: Path) -> None:
    assert people(output, "罗大山") == {"": {"p1-02", "p2-03"}}
    assert people(output, "孟晓") == {"": {"p2-01", "p2-02", "p2-03", "p3-01", "p3-04"}}


def asked(output: Path, query: str) -> list[list[object]]:
    return [[*row] for row in table(run(load(output / "graph.nq"), query)).rows]


def test_the_address_of_a_merged_name_leads_on(output: Path) -> None:
    query = """SELECT ?name ?rule ?full WHERE { GRAPH ?g { ?old dcterms:isReplacedBy ?new ;
        rdfs:label ?name ; kg:linkRule ?rule } ?new skos:prefLabel ?full } ORDER BY ?name"""
    told = {str(name): (str(rule), str(full)) for name, rule, full in asked(output, query)}
    assert told["南川区总工会"] == ("same place", "重庆市南川区总工会")
    assert told["青禾师大工会"] == ("base in full", "北京青禾师范大学工会")
    assert {name: full for name, (_, full) in told.items()} == merges(output)
    assert validate(output / "graph.nq").findings == ()


def test_the_words_of_the_pages_stay_as_other_names_and_quotes(output: Path) -> None:
    query = """SELECT DISTINCT ?other WHERE { ?u skos:prefLabel ?l ; skos:altLabel ?other
        FILTER(STR(?l) = '北京青禾师范大学工会') }"""
    assert [str(other) for (other,) in asked(output, query)] == ["青禾师大工会"]
    rules = "SELECT ?x WHERE { ?m kg:exact ?x ; kg:linkRule 'base in full' FILTER(STR(?x) = '青禾师大工会') }"
    assert asked(output, rules)


def test_statistics_count_merged_names_once(output: Path) -> None:
    with open_store(output / NAME, read_only=True) as store:
        pairs = cooccurrences(store, unit="article")
        names = {entity.name for pair in pairs for entity in (pair.first, pair.second)}
        unions = next(count for count in counts(store) if count.type == "Union")
    assert not names & set(merges(output))
    chair = Entity("Person", "罗大山"), Entity("Union", "重庆市南川区总工会")
    assert [pair.articles for pair in pairs if {pair.first, pair.second} == {*chair}] == [2]
    assert unions.entities == 8


def test_growing_the_corpus_is_building_it_anew(pages: Path, output: Path, tmp_path: Path) -> None:
    grown = tmp_path / "pages"
    grown.mkdir()
    for name in ("p3", "p2", "p1"):
        shutil.copy(pages / f"{name}.txt", grown)
        build([grown], output=tmp_path / "out")
    for file in ("graph.nq", "graph.ttl", "graph.html"):
        assert (tmp_path / "out" / file).read_bytes() == (output / file).read_bytes()
    (grown / "p1.txt").unlink()
    build([grown], output=tmp_path / "out")
    assert "宏远精机工会" not in merges(tmp_path / "out"), "what p1 taught went with it"


def test_the_annotated_pages_hold_nothing_that_the_corpus_should_join(tmp_path: Path) -> None:
    """Read by hand: every name of the three pages is written out within its article."""
    pages = sorted({reading.article.page for reading in gold_readings()})
    with open_store(tmp_path / NAME) as store:
        for page in pages:
            found = [reading for reading in gold_readings() if reading.article.page == page]
            store.replace([(Source(page, "utf-8", "0"), found)], fingerprint="")
        outcome = resolve(store)
        doubts = {(doubt.first.name, doubt.second.name) for doubt in store.doubts()}
    assert (outcome.merged, outcome.namesakes) == (0, 0)
    assert ("北京市工会干部学院", "北京市总工会干部学院") in doubts


def test_decisions_are_found_beside_the_settings_or_where_told(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = "action\tclass\tname\tof\tother_class\tother\tother_of\twho\twhen\twhy\n"
    drop = "drop\tPerson\t王芳\t\t\t\t\t王\t2024-05-31\t\n"
    told = tmp_path / "judged.tsv"
    told.write_text(head + drop, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert build([pages], output="a", decisions=told).decisions == 1
    assert build([pages], output="b").decisions == 0
    told.rename(tmp_path / "decisions.tsv")
    assert build([pages], output="b").decisions == 1
    assert people(Path("b"), "王芳") == {}

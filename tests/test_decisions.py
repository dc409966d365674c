"""What people decided: read with line numbers, replayed, taken back, kept in the graph."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cells import as_table, parsed
from kg.cli import cli
from kg.corpus.decisions import ACTIONS, COLUMNS, Decision, append, decided, load
from kg.errors import InputError
from kg.model import Entity
from kg.pipeline import build
from kg.query import load as store_of
from kg.query import run, table
from kg.shapes import validate

HEAD = "\t".join(COLUMNS)


def line(*cells: str, who: str = "王", when: str = "2024-05-31", why: str = "同为一会") -> str:
    return "\t".join([*cells, *[""] * (7 - len(cells)), who, when, why])


def written(folder: Path, *lines: str) -> Path:
    path = folder / "decisions.tsv"
    path.write_text("\n".join([HEAD, *lines, ""]), encoding="utf-8")
    return path


SAME = line("same", "Union", "北师大工会", "", "", "北京师范大学工会")
BAD = [
    (line("merge", "Union", "甲工会", "", "", "乙工会"), "unknown action 'merge'"),
    (line("same", "Gewerkschaft", "甲工会", "", "", "乙工会"), "unknown class 'Gewerkschaft'"),
    (line("same", "Union", "", "", "", "乙工会"), "a name is missing"),
    (line("same", "Union", "甲工会"), "a name is missing"),
    (line("same", "Union", "甲工会", "", "", "甲工会"), "a name and itself"),
    (line("same", "Union", "甲工会", "", "", "乙工会", who=""), "who and when"),
    (line("same", "Union", "甲工会", "", "", "乙工会", when="去年"), "who and when"),
    (line("class", "Union", "甲工会", "", "Verein"), "unknown class 'Verein'"),
    (line("same", "Union", "通州区总工会", "", "", "平谷区总工会"), "两地不同"),
    (line("same", "Union", "宏远公司工会", "", "Company", "宏远公司"), "类别不同"),
    (line("revoke", "Union", "甲工会", "", "", "乙工会"), "nothing above it"),
    (line("same", "Person", "张伟", "甲厂", "", "张韦"), "two names"),
    ('same\tUnion\t"甲工会\t\t\t乙工会\t\t王\t2024-05-31\t', "quote"),
]


@pytest.mark.parametrize(("wrong", "told"), BAD)
def test_a_bad_line_is_told_with_its_file_and_number(tmp_path: Path, wrong: str, told: str) -> None:
    path = written(tmp_path, SAME, "# 备注", "", wrong)
    with pytest.raises(InputError, match=told) as error:
        load(path)
    assert str(error.value).startswith(f"{path}, line 5:")


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "decisions.tsv"
    path.write_text("same,Union,甲工会,乙工会\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"line 1: no column action, class"):
        load(path)


def test_no_file_and_an_empty_file_hold_no_decision(tmp_path: Path) -> None:
    (tmp_path / "decisions.tsv").write_text("\n", encoding="utf-8")
    assert load(tmp_path / "decisions.tsv") == load(None)
    with pytest.raises(InputError, match="cannot be read"):
        load(tmp_path / "none.tsv")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_tables_are_read_as_table_programs_save_them(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "decisions.tsv"
    path.write_bytes("\r\n".join([HEAD + "\t", SAME + "\t", ""]).encode(encoding))
    [found] = load(path).held
    assert (found.first, found.second) == (
        Entity("Union", "北师大工会"),
        Entity("Union", "北京师范大学工会"),
    )


def test_what_rules_forbid_takes_an_explicit_word(tmp_path: Path) -> None:
    forced = line("same!", "Union", "通州区总工会", "", "", "平谷区总工会")
    assert len(load(written(tmp_path, forced)).held) == 1


CHAIN = [
    line("same", "Company", "甲公司", "", "", "乙公司"),
    line("same", "Company", "丙公司", "", "", "乙公司"),
    line("different", "Company", "甲公司", "", "", "丙公司"),
]


def test_a_contradiction_over_a_chain_is_told_with_all_its_lines(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"line 4: 甲公司 and 丙公司 .* by line 2, 3"):
        load(written(tmp_path, *CHAIN))
    with pytest.raises(InputError, match=r"line 2: 甲公司 and 丙公司 .* by line 3, 4"):
        load(written(tmp_path, *reversed(CHAIN)))


def test_a_name_has_one_fate(tmp_path: Path) -> None:
    one, other = line("class", "Company", "甲", "", "School"), line("class", "Company", "甲", "", "Platform")
    with pytest.raises(InputError, match=r"line 3: 甲 has another fate by line 2"):
        load(written(tmp_path, one, other))
    dropped = line("drop", "Company", "甲公司")
    with pytest.raises(InputError, match=r"line 3: 甲公司 is dropped by line 2"):
        load(written(tmp_path, dropped, CHAIN[0]))
    assert len(load(written(tmp_path, one, one)).held) == 2


def test_revoking_takes_back_what_stands_above(tmp_path: Path) -> None:
    taken_back = line("revoke", "Company", "丙公司", "", "", "甲公司")
    held = load(written(tmp_path, *CHAIN, taken_back)).held
    assert [d.action for d in held] == ["same", "same"]
    again = load(written(tmp_path, CHAIN[2], taken_back, CHAIN[2])).held
    assert [d.action for d in again] == ["different"]


names = st.text("甲乙丙丁=+@'\"，#", min_size=1, max_size=5).map(str.strip).filter(bool)
entities = st.builds(Entity, st.sampled_from(["Company", "School"]), names)


@given(st.lists(st.tuples(entities, names, names), max_size=5), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_what_is_written_is_read_and_lines_may_stand_in_any_order(
    told: list[tuple[Entity, str, str]], chance: object
) -> None:
    rows = [Decision("drop", entity, None, who, "2024-05-31", why) for entity, who, why in told]
    text = "".join(as_table([COLUMNS, *(row.cells() for row in rows)]))
    read = [tuple(found.values()) for _, found in parsed(text, COLUMNS, "here")]
    assert read == [row.cells() for row in rows]
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert decided(rows, "here") == decided(shuffled, "here")


def test_appending_writes_all_or_nothing(tmp_path: Path) -> None:
    path = tmp_path / "decisions.tsv"
    one, other = Entity("Company", "甲公司"), Entity("Company", "乙公司")
    same = Decision("same", one, other, "王", "2024-05-31", "=1+1")
    append(path, [same])
    assert "'=1+1" in path.read_text(encoding="utf-8")
    assert load(path).held == (same,)
    before = path.read_bytes()
    with pytest.raises(InputError, match="take one back"):
        append(path, [Decision("different", one, other, "李", "2024-06-01", "")])
    assert path.read_bytes() == before


PAGES = {
    "a.txt": "## 北京师范大学工会送清凉\n本报讯（记者 李明）昨天，北京师范大学工会主席王海燕慰问职工。\n",
    "b.txt": "## 宏远货运公司表彰先进\n本报讯（记者 李明）昨天，北京宏远货运有限公司工会主席王海燕说，"
    "企业开展“安康杯”竞赛。\n",
    "c.txt": "## 平谷区总工会开展培训\n本报讯（记者 李明）昨天，平谷区总工会主席赵建国参加培训。\n",
}


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, text in PAGES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def graph(folder: Path, output: Path) -> bytes:
    build([folder], output=output)
    return (output / "graph.nq").read_bytes()


DROP = line("drop", "Initiative", "“安康杯”竞赛", why="不收竞赛")
ONE = line("same", "Person", "王海燕", "北京师范大学工会", "", "王海燕", "北京宏远货运有限公司工会")


def asked(output: Path, query: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in table(run(store_of(output / "graph.nq"), query)).rows]


def test_decisions_are_replayed_and_taking_them_back_gives_the_bytes_from_before(pages: Path) -> None:
    output = pages.parent / "out"
    before = graph(pages, output)
    assert "安康杯".encode() in before
    written(pages, DROP, ONE)
    decided_on = graph(pages, output)
    assert decided_on != before
    written(pages, ONE, DROP)
    assert graph(pages, output) == decided_on, "the order of the lines does not matter"
    assert graph(pages, pages.parent / "anew") == decided_on
    written(pages, DROP, ONE, line("revoke", "Initiative", "“安康杯”竞赛"), ONE.replace("same", "revoke"))
    assert graph(pages, output) == before
    (pages / "decisions.tsv").unlink()
    assert graph(pages, output) == before


def test_the_graph_says_who_decided_what_when_and_why(pages: Path) -> None:
    output = pages.parent / "out"
    written(pages, DROP, ONE)
    graph(pages, output)
    assert validate(output / "graph.nq").findings == ()
    query = """SELECT ?action ?name ?who ?when ?why WHERE {
        GRAPH ?g { ?d a kg:Decision ; kg:action ?action ; kg:concernsName ?name ; dcterms:created ?when ;
            prov:wasAttributedTo/schema:name ?who ; rdfs:comment ?why } }"""
    assert [str(cell) for row in asked(output, query) for cell in row if "安康杯" in str(row)] == [
        "drop",
        "“安康杯”竞赛",
        "王",
        "2024-05-31",
        "不收竞赛",
    ]
    people = "SELECT DISTINCT ?p WHERE { ?p a kg:Person ; skos:prefLabel ?l FILTER(STR(?l) = '王海燕') }"
    assert len(asked(output, people)) == 1
    assert asked(output, "SELECT ?i WHERE { ?i a kg:Initiative }") == []


def test_people_of_other_employers_are_two_nodes_with_what_tells_them_apart(pages: Path) -> None:
    output = pages.parent / "out"
    graph(pages, output)
    query = """SELECT DISTINCT ?by WHERE { ?p a kg:Person ; skos:prefLabel ?l ;
        schema:disambiguatingDescription ?by FILTER(STR(?l) = '王海燕') }"""
    assert sorted(str(by) for (by,) in asked(output, query)) == [
        "北京宏远货运有限公司工会",
        "北京师范大学工会",
    ]
    reporters = "SELECT DISTINCT ?p WHERE { ?a kg:reporter ?p }"
    assert len(asked(output, reporters)) == 1


def test_unknown_names_are_said_once(pages: Path) -> None:
    written(pages, line("drop", "Company", "无名公司"), line("drop", "Company", "无名厂"))
    summary = build([pages], output=pages.parent / "out")
    [notice] = summary.notices
    assert "2 names" in notice and "无名公司" in notice and "无名厂" in notice


def test_a_build_with_bad_decisions_leaves_the_outputs_untouched(pages: Path) -> None:
    output = pages.parent / "out"
    before = graph(pages, output)
    written(pages, *CHAIN)
    told = CliRunner().invoke(cli, ["build", str(pages), "-o", str(output)])
    assert isinstance(told.exception, InputError) and "line 4" in str(told.exception)
    assert (output / "graph.nq").read_bytes() == before


def decide(*arguments: str) -> str:
    told = CliRunner().invoke(cli, ["decide", *arguments, "--when", "2024-05-31"], env={"KG_WHO": "王"})
    if told.exception and not isinstance(told.exception, SystemExit):
        raise told.exception
    return told.output


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_kg_decide_adds_a_line_of_each_kind(here: Path) -> None:
    decide("same", "Union", "北师大工会", "北京师范大学工会", "--why", "简称")
    decide("different", "Person", "张伟", "张伟", "--of", "甲厂", "--other-of", "乙厂")
    decide("alias", "Company", "宏远", "宏远货运公司")
    decide("class", "Company", "某某中心", "Organisation")
    decide("drop", "Person", "石榴红")
    held = load(here / "decisions.tsv").held
    assert sorted(d.action for d in held) == ["alias", "class", "different", "drop", "same"]
    decide("revoke", "Person", "石榴红")
    decide("revoke", "Company", "某某中心", "Organisation")
    decide("revoke", "Union", "北师大工会", "北京师范大学工会")
    assert sorted(d.action for d in load(here / "decisions.tsv").held) == ["alias", "different"]


def test_kg_decide_refuses_a_forbidden_merge_unless_forced(here: Path) -> None:
    with pytest.raises(InputError, match="两地不同"):
        decide("same", "Union", "通州区总工会", "平谷区总工会")
    assert not (here / "decisions.tsv").exists()
    assert "same!" in decide("same", "Union", "通州区总工会", "平谷区总工会", "--force")
    assert [d.action for d in load(here / "decisions.tsv").held] == ["same!"]


@pytest.mark.parametrize("arguments", [(), ("same", "Union", "甲"), ("class", "Union", "甲", "x"), ("drop",)])
def test_kg_decide_says_what_is_missing(here: Path, arguments: tuple[str, ...]) -> None:
    assert "Error" in decide(*arguments)
    assert not (here / "decisions.tsv").exists()


def test_actions_in_the_ontology_are_those_of_the_file() -> None:
    shapes = Path(__file__).parent.parent / "ontology" / "shapes.ttl"
    told = json.dumps([action for action in ACTIONS if action != "revoke"]).strip("[]").replace(",", "")
    assert f"sh:in ( {told} )" in shapes.read_text(encoding="utf-8")

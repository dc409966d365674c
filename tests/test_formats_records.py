"""Articles in JSON Lines and tables: one record, one article; what is wrong is told by line."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tracemalloc
from pathlib import Path
from typing import Any
from unicodedata import normalize

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.articles import split
from kg.cli import run
from kg.config import COLUMNS, load_config
from kg.errors import InputError, PageError
from kg.formats import lines as limits
from kg.formats.columns import ALIASES
from kg.model import Page, Passage
from kg.pipeline import build, extract, study
from kg.read import pages, sources
from kg.rows import to_row
from tests.documents import LEAD, TITLE, csv_of, jsonl

RECORD = {"id": 7, "title": TITLE, "text": LEAD, "date": "2022/11/3", "source": "劳动报"}


def taken(path: Path, **columns: str) -> tuple[list[Page], list[str]]:
    errors: list[PageError] = []
    found = [*pages([path], on_skip=errors.append, columns=columns)]
    return found, [str(error) for error in errors]


def test_a_record_is_an_article_with_what_it_says_of_itself(tmp_path: Path) -> None:
    url = "https://example.org/7"
    path = jsonl(tmp_path / "news.jsonl", {**RECORD, "author": "李明 王芳", "url": url})
    [page], errors = taken(path)
    assert errors == []
    assert (page.name, page.date, page.paper, page.url) == ("news.jsonl#7", "2022-11-03", "劳动报", url)
    [article] = split(page)
    assert (article.id, article.title.text) == ("news.jsonl#7-01", TITLE)
    assert article.text.text == LEAD.partition("）")[2]
    people = [(author.role, author.name) for author in article.authors]
    assert people == [("reporters", "李明"), ("reporters", "王芳"), ("reporters", "张晶")]
    assert article.byline
    assert [article.byline.text[a.start : a.end] for a in article.authors] == ["李明", "王芳", "张晶"]


def test_a_byline_that_names_the_job_is_believed(tmp_path: Path) -> None:
    [page], _ = taken(jsonl(tmp_path / "a.jsonl", {"text": "某会召开。", "byline": "通讯员 李明"}))
    assert [(a.role, a.name) for a in split(page)[0].authors] == [("correspondents", "李明")]


def test_a_record_is_not_cut_into_several_articles(tmp_path: Path) -> None:
    text = f"{LEAD}\n## 又一个标题\n{LEAD}\n另一标题\n{LEAD}"
    [page], _ = taken(jsonl(tmp_path / "a.jsonl", {"title": TITLE, "text": text}))
    assert len(split(page)) == 1


def test_a_short_first_line_is_the_title_where_there_is_none(tmp_path: Path) -> None:
    [page], _ = taken(jsonl(tmp_path / "a.jsonl", {"text": f"{TITLE}\n{LEAD}"}))
    [article] = split(page)
    assert article.title.text == TITLE and TITLE not in article.text.text


def test_a_record_that_says_nothing_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", str(jsonl(tmp_path / "a.jsonl", {"text": "##"}, {"text": LEAD}))]) == 1
    assert "a.jsonl#line=1: no article found" in capsys.readouterr().err


def test_lines_that_hold_no_article_are_told_and_the_others_are_read(tmp_path: Path) -> None:
    path = jsonl(
        tmp_path / "a.jsonl",
        RECORD,
        "{broken",
        "",
        "[1]",
        {"title": TITLE},
        {"text": 5},
        {"text": LEAD, "date": "昨日"},
        {"text": LEAD, "id": "7"},
        {"text": LEAD, "id": "line=3"},
        '{"text": "半\\ud83d"}',
        '{"text": "零\\u0000"}',
        "[" * 100_000,
        {"text": LEAD, "id": 8},
    )
    found, errors = taken(path)
    assert [page.name for page in found] == ["a.jsonl#7", "a.jsonl#8"]
    said = [
        ("line 第 2 行", "no JSON"),
        ("line 第 4 行", "a list, not an object"),
        ("line 第 5 行", "no text, it has title"),
        ("line 第 6 行", "'text' is no text (int)"),
        ("line 第 7 行", "'昨日' is no date"),
        ("a.jsonl#7", "earlier article with this id"),
        ("line 第 9 行", "cannot be an id"),
        ("line 第 10 行", "half a character"),
        ("line 第 11 行", "a zero"),
        ("line 第 12 行", "nested too deeply"),
    ]
    assert len(errors) == len(said)
    for error, (place, reason) in zip(errors, said, strict=True):
        assert error.startswith("a.jsonl") and place in error and reason in error


def test_many_bad_lines_are_counted_not_listed(tmp_path: Path) -> None:
    found, errors = taken(jsonl(tmp_path / "a.jsonl", *["{"] * 500, RECORD))
    assert len(found) == 1 and len(errors) == limits.SAID + 1
    assert "480 more lines cannot be used, the last is 500" in errors[-1]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "utf-32"])
def test_encodings_of_records_are_told_as_those_of_texts(tmp_path: Path, codec: str) -> None:
    one = jsonl(tmp_path / "a.jsonl", RECORD, {**RECORD, "id": 8}, encoding=codec)
    other = csv_of(tmp_path / "b.csv", "id,标题,正文", f"1,{TITLE},{LEAD}", encoding=codec)
    for path, count in ((one, 2), (other, 1)):
        found, errors = taken(path)
        assert errors == [] and len(found) == count
        assert {page.passage.text.split("\n")[-1] for page in found} == {LEAD}
        assert {page.encoding for page in found} == {codec}


def test_a_line_of_another_encoding_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    lines = [json.dumps({"text": LEAD, "id": n}, ensure_ascii=False) + "\n" for n in (1, 2, 3)]
    (tmp_path / "a.jsonl").write_bytes(lines[0].encode() + lines[1].encode("gbk") + lines[2].encode())
    found, [error] = taken(tmp_path / "a.jsonl")
    assert [page.name for page in found] == ["a.jsonl#1", "a.jsonl#3"]
    assert "line 第 2 行" in error and "another encoding" in error


def test_a_line_without_end_is_told_and_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_RECORD", 1000)
    path = jsonl(tmp_path / "a.jsonl", RECORD, {"text": "工" * 5000}, {**RECORD, "id": 8})
    found, [error] = taken(path)
    assert [page.name for page in found] == ["a.jsonl#7", "a.jsonl#8"]
    assert "line 第 2 行: longer than 1,000 characters" in error


def test_rows_of_a_table_are_articles_whatever_its_mark(tmp_path: Path) -> None:
    for mark in ",\t;|":
        rows = (mark.join(row) for row in (("标题", "正文", "日期"), (TITLE, f'"{LEAD}\n完。"', "20221103")))
        [page], errors = taken(csv_of(tmp_path / "a.csv", *rows))
        assert errors == [] and (page.name, page.date) == ("a.csv#row=2", "2022-11-03")
        assert page.passage.text == f"{TITLE}\n{LEAD}\n完。"


def test_a_row_has_the_number_that_a_spreadsheet_shows(tmp_path: Path) -> None:
    path = csv_of(tmp_path / "a.csv", "标题,正文", '一,"甲\n乙"', ",", "三,丁", "四", "五,己")
    found, [error] = taken(path)
    assert [page.name for page in found] == ["a.csv#row=2", "a.csv#row=4", "a.csv#row=6"]
    assert error.startswith("a.csv: line 第 6 行: 1 columns, not 2")


def test_a_quotation_mark_that_is_not_closed_is_told(tmp_path: Path) -> None:
    path = csv_of(tmp_path / "a.csv", "标题,正文", "一,甲", '二,"乙', "三,丙")
    found, errors = taken(path)
    assert [page.name for page in found] == ["a.csv#row=2"]
    [error] = errors
    assert error.startswith("a.csv: line 第 3 行: to line 至第 4 行: ") and "引号未闭合" in error


def test_a_field_without_end_does_not_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.formats.table.MAX_RECORD", 2000)
    before = csv.field_size_limit()
    path = csv_of(tmp_path / "a.csv", "标题,正文", '一,"甲', *["二,乙"] * 2000)
    found, errors = taken(path)
    assert len(found) > 1000 and "引号未闭合" in errors[0]
    assert csv.field_size_limit() == before


def test_a_table_without_text_is_told_once(tmp_path: Path) -> None:
    found, [error] = taken(csv_of(tmp_path / "a.csv", "甲,乙", "1,2", "3,4"))
    assert found == [] and "no column is the text, among '甲, 乙'" in error and "--column text=" in error


def test_columns_of_other_names_are_mapped(tmp_path: Path) -> None:
    path = csv_of(tmp_path / "a.csv", "甲,乙,date", f"{TITLE},{LEAD},不详")
    [page], errors = taken(path, title="甲", text="乙", date="")
    assert errors == [] and page.passage.text == f"{TITLE}\n{LEAD}" and page.date is None


def test_columns_come_from_options_over_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("kg.toml").write_text('[columns]\ntext = "甲"\ntitle = "乙"\n', encoding="utf-8")
    assert load_config(tmp_path, columns={"text": "丙"}).columns == {"text": "丙", "title": "乙"}
    Path("kg.toml").write_text('[columns]\nfoo = "甲"\n', encoding="utf-8")
    with pytest.raises(InputError, match="unknown column 'foo'"):
        load_config(tmp_path)


def test_the_option_says_what_may_be_mapped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = csv_of(tmp_path / "a.csv", "甲,乙", f"{TITLE},{LEAD}")
    assert run(["extract", str(path), "--column", "text=乙", "--column", "title=甲"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == TITLE
    assert run(["extract", str(path), "--column", "foo=乙"]) == 2
    assert "COLUMN one of title, text" in capsys.readouterr().err


def test_every_column_has_names_of_its_own() -> None:
    assert tuple(ALIASES) == COLUMNS
    names = [name for aliases in ALIASES.values() for name in aliases]
    assert len(names) == len(set(names)) and all(name == name.lower() for name in names)


def test_what_extract_prints_is_not_read_as_articles(tmp_path: Path) -> None:
    readings = extract([jsonl(tmp_path / "a.jsonl", RECORD)])
    printed = jsonl(tmp_path / "b.jsonl", *(to_row(reading) for reading in readings))
    found, [error] = taken(printed)
    assert found == [] and "what kg extract prints" in error


def test_a_packed_file_has_the_pages_of_the_file_in_it(tmp_path: Path) -> None:
    plain = jsonl(tmp_path / "a.jsonl", RECORD)
    data = plain.read_bytes()
    expected = taken(plain)
    plain.unlink()
    packed = tmp_path / "a.jsonl.gz"
    packed.write_bytes(gzip.compress(data))
    assert taken(packed) == taken(tmp_path) == expected
    packed.write_bytes(gzip.compress(data)[:-9])
    assert "damaged gzip file" in taken(packed)[1][0]
    packed.write_bytes(data)
    assert "damaged gzip file" in taken(packed)[1][0]


@pytest.mark.parametrize("name", ["bomb.jsonl.gz", "bomb.txt.gz", "bomb.csv.gz"])
def test_a_packed_bomb_is_told(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.opened.SPARED", 1 << 20)
    data = f"text\n{LEAD}\n".encode() + b"x" * (20 << 20)
    (tmp_path / name).write_bytes(gzip.compress(data))
    found, errors = taken(tmp_path / name)
    assert len(found) <= 1 and "times its size" in errors[-1]


def test_a_stream_of_records_is_not_held_in_memory(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", *({**RECORD, "id": n, "text": LEAD * 20} for n in range(8_000)))
    assert path.stat().st_size > 20_000_000
    tracemalloc.start()
    count = sum(1 for _ in pages([path], on_skip=print))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 8_000 and peak < 12_000_000


def test_only_records_that_changed_are_read_again(tmp_path: Path) -> None:
    path, out = tmp_path / "a.jsonl", tmp_path / "out"
    records = [{**RECORD, "id": n, "title": f"第{n}次会议召开"} for n in range(5)]
    build([jsonl(path, *records)], output=out)
    first = (out / "graph.nq").read_bytes()
    reordered = [dict(reversed(r.items())) | {"note": "不用的列"} for r in reversed(records)]
    assert build([jsonl(path, *reordered)], output=out).unread == 5
    assert (out / "graph.nq").read_bytes() == first
    records[2] = {**records[2], "text": LEAD + "完。"}
    assert build([jsonl(path, *records)], output=out).unread == 4
    again = tmp_path / "again"
    build([path], output=again)
    assert (again / "graph.nq").read_bytes() == (out / "graph.nq").read_bytes()


def test_the_graph_tells_date_newspaper_and_address_of_a_record(tmp_path: Path) -> None:
    url = 'https://example.org/"<7>'
    path = jsonl(tmp_path / "a.jsonl", {**RECORD, "url": url}, {"text": LEAD, "id": "某 八"})
    build([path], output=tmp_path / "out")
    lines = (tmp_path / "out" / "graph.nq").read_text(encoding="utf-8").splitlines()
    told = [line for line in lines if line.startswith("<https://kg.example/page/a.jsonl%237>")]
    assert [x for x in told if 'schema.org/datePublished> "2022-11-03"' in x]
    assert [x for x in told if 'schema.org/publisher> "劳动报"@zh' in x]
    assert [x for x in told if 'schema.org/url> "https://example.org/\\"<7>"' in x]
    other = [line for line in lines if line.startswith("<https://kg.example/page/a.jsonl%23%E6")]
    assert other and not [x for x in other if "datePublished" in x or "publisher" in x]
    assert run(["validate", "-o", str(tmp_path / "out")]) == 1  # the second has no headline
    build([jsonl(path, RECORD)], output=tmp_path / "out")
    assert run(["validate", "-o", str(tmp_path / "out")]) == 0


PIECES = st.sampled_from(
    [
        *("北京市总工会", "张良", "（记者 张晶）", "本报讯", "“职工大讲堂”", "e\u0301", "\ufeff", "#"),
        *("。", "，", " ", "\n", "\r\n", "\u2028"),
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=25).map("".join)


RECORDS = st.fixed_dictionaries({"title": TEXTS, "text": TEXTS, "byline": TEXTS})


def same(source: str, passage: Passage, start: int, end: int) -> bool:
    """Whether each character comes from one like it, white space aside; what is composed, from its first."""
    for index in range(start, end):
        one, other = passage.text[index], source[passage.locate(index)]
        if not one.isspace() and normalize("NFD", one)[0] != normalize("NFD", other)[0]:
            return False
    return True


@settings(deadline=None, max_examples=60)
@given(st.lists(RECORDS, min_size=1, max_size=4))
def test_every_mention_is_found_in_what_was_read(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, Any]]
) -> None:
    folder = tmp_path_factory.mktemp("records")
    jsonl(folder / "a.jsonl", *records)
    with (folder / "b.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, ["text", "title", "byline"])
        rows.writeheader()
        rows.writerows(records)
    texts = dict(sources([folder], on_skip=lambda _: None))
    found = [*pages([folder], on_skip=lambda _: None)]
    assert {page.name for page in found} == texts.keys()
    for page in found:
        for reading in study(page, load_config()):
            for link in reading.links:
                passage = reading.article.passage(link.mention.field)
                assert passage
                assert passage.text[link.mention.start : link.mention.end] == link.mention.surface
                assert same(texts[page.name], passage, link.mention.start, link.mention.end)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_articles_or_reasons(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name in ("a.jsonl", "b.csv", "c.csv.gz"):
        (folder / name).write_bytes(data)
        taken(folder / name)


def test_standard_input_stays_a_page_of_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"{TITLE}\n{LEAD}".encode())))
    assert [page.name for page in pages(["-"], on_skip=print)] == ["stdin"]


def parquet(path: Path, rows: str) -> Path:
    """A Parquet file of a query in DuckDB's SQL."""
    duckdb.execute(f"COPY ({rows}) TO '{path}' (FORMAT parquet)")
    return path


def test_a_row_of_parquet_is_an_article_as_a_line_is(tmp_path: Path) -> None:
    jsonl(tmp_path / "a.jsonl", *({**RECORD, "id": n, "text": f"{LEAD}{n}"} for n in (7, 8)))
    rows = ", ".join(f"({n}, '{TITLE}', ['{LEAD}{n}'], DATE '2022-11-03', '劳动报')" for n in (7, 8))
    parquet(
        tmp_path / "b.parquet",
        f"SELECT * FROM (VALUES {rows}) AS t(id, title, 正文, published, source)",
    )
    lines, errors = taken(tmp_path / "a.jsonl")
    found, more = taken(tmp_path / "b.parquet")
    assert errors == more == []
    assert [page.name for page in found] == ["b.parquet#7", "b.parquet#8"]
    for line, page in zip(lines, found, strict=True):
        assert (page.passage, page.date, page.paper) == (line.passage, line.date, line.paper)


def test_rows_of_parquet_that_hold_no_article_are_said(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", f"SELECT unnest(['{LEAD}', NULL, ' ']) AS 全文内容")
    found, errors = taken(path, text="全文内容")
    assert [page.name for page in found] == ["a.parquet#row=1"]
    assert [error.partition(";")[0] for error in errors] == [
        f"a.parquet: line 第 {n} 行: no text, its '全文内容' is empty" for n in (2, 3)
    ]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("SELECT 1 AS a", "no column is the text"),
        ("SELECT 1 AS page, 2 AS article, 3 AS row", "what kg build wrote"),
        ("", "no Parquet that can be read"),
    ],
)
def test_parquet_that_holds_no_articles_is_said(tmp_path: Path, rows: str, told: str) -> None:
    path = tmp_path / "a.parquet"
    if rows:
        parquet(path, rows)
    else:
        path.write_bytes(b"PAR1 and no more")
    found, [error] = taken(path)
    assert not found and error.startswith("a.parquet: ") and told in error

"""Web pages, PDF and Word files: their text, its pages, and what cannot be read."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import kinds
from kg.articles import split
from kg.cli import run
from kg.config import load_config
from kg.errors import PageError
from kg.model import Page
from kg.pipeline import build, study
from kg.read import pages, sources
from tests.documents import LEAD, TITLE, docx, docx_with, html, jsonl, pdf
from tests.optional import needs
from tests.samples import ROOT, SEEDS

needs_html = needs("trafilatura", "html")
needs_pdf = needs("pypdfium2", "pdf")
needs_docx = needs("docx", "docx")
makes_pdf = needs("reportlab", "test")
SITE = '<meta property="og:site_name" content="中工网">'
MORE = "他要求，各级工会要学习贯彻党的二十大精神，服务职工群众。"


def taken(path: Path) -> tuple[list[Page], list[str]]:
    errors: list[PageError] = []
    found = [*pages([path], on_skip=errors.append)]
    return found, [str(error) for error in errors]


def saved(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def quoted(path: Path) -> list[tuple[str, str]]:
    """Each mention's words, and those that stand at its place in what was read."""
    texts = dict(sources([path], on_skip=lambda _: None))
    found = []
    for page in pages([path], on_skip=lambda _: None):
        for reading in study(page, load_config()):
            for link in reading.links:
                passage = reading.article.passage(link.mention.field)
                assert passage
                begin, end = passage.span(link.mention.start, link.mention.end)
                found.append((link.mention.surface, "".join(texts[page.name][begin:end].split())))
    return found


@needs_html
@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "gb2312"])
def test_a_web_page_gives_its_article_alone(tmp_path: Path, charset: str) -> None:
    data = html(LEAD, MORE, info="来源：工人日报 2022-11-03 08:12", charset=charset)
    [page], errors = taken(saved(tmp_path / "a.html", data))
    assert errors == []
    assert (page.name, page.date, page.paper) == ("a.html", "2022-11-03", "工人日报")
    [article] = split(page)
    assert article.title.text == TITLE
    assert article.text.text.split("\n") == [LEAD.partition("）")[2], MORE]
    assert [author.name for author in article.authors] == ["张晶"]
    said = quoted(tmp_path / "a.html")
    assert ("张良", "张良") in said and all(one == other for one, other in said)


@needs_html
@pytest.mark.parametrize(
    ("head", "info", "date", "paper"),
    [
        ('<meta name="publishdate" content="2022-11-03">', "", "2022-11-03", None),
        ('<meta property="article:published_time" content="2022-11-02T20:00:00Z">', "", "2022-11-03", None),
        ('<meta name="source" content="劳动报">', "来源：工人日报", None, "劳动报"),
        (SITE, "", None, "中工网"),
        (SITE, "2022年11月3日 来源： 工人日报客户端", "2022-11-03", "工人日报"),
        ("", "", None, None),
    ],
)
def test_date_and_newspaper_of_a_web_page_are_those_it_says(
    tmp_path: Path, head: str, info: str, date: str | None, paper: str | None
) -> None:
    [page], _ = taken(saved(tmp_path / "a.html", html(LEAD, MORE, head=head, info=info)))
    assert (page.date, page.paper) == (date, paper)


@needs_html
def test_the_name_dates_a_web_page_that_does_not_say_its_date(tmp_path: Path) -> None:
    (tmp_path / "2022-11-03").mkdir()
    saved(tmp_path / "2022-11-03" / "a.html", html(LEAD, MORE))
    assert taken(tmp_path)[0][0].date == "2022-11-03"


@needs_html
def test_the_clock_does_not_date_web_pages(tmp_path: Path) -> None:
    head = '<meta name="publishdate" content="2098-11-03">'
    [page], _ = taken(saved(tmp_path / "a.html", html(LEAD, MORE, head=head)))
    assert page.date == "2098-11-03"


@needs_html
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html><body><script>1</script></body></html>", "no article found"),
        ("北京市总工会".encode(), "no HTML"),
        (b"", "empty file"),
        (html(LEAD)[:-9] + b"\xff\xfe", "encoding"),
        (b"<html>" + b"<div>" * 200_000, "no article found"),
        (b" " * (11 << 20), "larger than 10 MB"),
        (b'<html><head><meta name="generator" content="kg 0.1.0"></head><body>', "kg made"),
    ],
    ids=["script", "text", "empty", "bytes", "deep", "huge", "own"],
)
def test_a_web_page_without_article_is_told(tmp_path: Path, data: bytes, said: str) -> None:
    found, [error] = taken(saved(tmp_path / "a.html", data))
    assert found == [] and error.startswith("a.html: ") and said in error


@needs_html
def test_entities_of_a_web_page_read_no_files(tmp_path: Path) -> None:
    secret = saved(tmp_path / "secret.txt", b"secret")
    data = html(LEAD.replace("近日", "近日&x;"), MORE)
    dtd = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
    [page], _ = taken(saved(tmp_path / "a.html", data.replace(b"<!DOCTYPE html>", dtd)))
    assert "secret" not in page.passage.text


@needs_pdf
@makes_pdf
def test_each_page_of_a_pdf_is_a_page(tmp_path: Path) -> None:
    lines = [
        "本报讯（记者 张晶）近日，北京市总工会在朝阳区举办“职工大",
        "讲堂”活动。北京市总工会副主席张良出席并讲话。",
    ]
    head = "劳动报 2022年11月3日 星期四 第2版"
    path = pdf(tmp_path / "x.pdf", [TITLE, *lines], [], [head, TITLE, *lines])
    found, errors = taken(path)
    assert errors == []
    assert [(page.name, page.date) for page in found] == [
        ("x.pdf#page=1", None),
        ("x.pdf#page=3", "2022-11-03"),
    ]
    [article] = split(found[0])
    assert (article.id, article.title.text) == ("x.pdf#page=1-01", TITLE)
    assert article.text.text == LEAD.partition("）")[2]
    said = quoted(path)
    assert ("北京市总工会", "北京市总工会") in said and all(one == other for one, other in said)


@needs_pdf
@makes_pdf
def test_pages_without_text_layer_are_told_and_the_others_read(tmp_path: Path) -> None:
    found, [error] = taken(pdf(tmp_path / "x.pdf", None, [TITLE, LEAD], None, None))
    assert [page.name for page in found] == ["x.pdf#page=2"]
    assert error.startswith("x.pdf: no text layer on page 1, 3-4: recognize it first (OCR)")
    found, [error] = taken(pdf(tmp_path / "y.pdf", None))
    assert found == [] and error.startswith("y.pdf: no text layer: recognize it first (OCR)")


@needs_pdf
@makes_pdf
def test_a_pdf_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = pdf(tmp_path / "x.pdf", [TITLE, LEAD])
    whole = path.read_bytes()
    for data in (b"", b"%PDF-1.7\n", whole[: len(whole) // 3], b"PK\x03\x04"):
        found, [error] = taken(saved(path, data))
        assert found == [] and "no PDF, or damaged" in error
    found, [error] = taken(pdf(path, [TITLE, LEAD], lock="secret"))
    assert found == [] and "locked with a password" in error


@needs_pdf
@makes_pdf
@settings(deadline=None, max_examples=40)
@given(st.data())
def test_a_damaged_pdf_gives_pages_or_reasons(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = pdf(tmp_path_factory.mktemp("pdf") / "x.pdf", [TITLE, LEAD], None)
    whole = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    taken(saved(path, bytes(whole)))


@needs_docx
def test_a_word_file_is_read_in_order_with_its_headings(tmp_path: Path) -> None:
    lines = [f"## {TITLE}", LEAD, "", "## 某区总工会召开座谈会", LEAD]
    path = docx(tmp_path / "x.docx", *lines, table=["张良", "副主席"])
    [page], errors = taken(path)
    assert errors == []
    assert page.passage.text.split("\n") == [*lines, "张良", "副主席"]
    assert [article.title.text for article in split(page)] == [TITLE, "某区总工会召开座谈会"]
    assert all(one == other for one, other in quoted(path)) and quoted(path)


@needs_docx
def test_text_boxes_are_read_once_and_what_was_moved_or_deleted_is_not(tmp_path: Path) -> None:
    def said(text: str, tag: str = "t") -> str:
        return f"<w:r><w:{tag}>{text}</w:{tag}></w:r>"

    box = f"<w:txbxContent><w:p>{said('框')}</w:p></w:txbxContent>"
    choices = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    twice = f"<w:r><mc:AlternateContent>{choices}</mc:AlternateContent></w:r>"
    body = (
        f"<w:p>{said('前')}{twice}{said('后')}<w:r><w:tab/><w:t>表</w:t><w:br/><w:t>行</w:t></w:r></w:p>"
        f"<w:p><w:del>{said('删', 'delText')}</w:del><w:moveFrom>{said('移')}</w:moveFrom>"
        f"<w:ins>{said('增')}</w:ins></w:p>"
    )
    [page], _ = taken(docx_with(tmp_path / "x.docx", body))
    assert page.passage.text == "前后\t表\n行\n框\n增"


@needs_docx
def test_a_word_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = docx(tmp_path / "x.docx", LEAD)
    whole = path.read_bytes()
    for data, reason in (
        (b"", "no Word file"),
        (b"\xd0\xcf\x11\xe0rest", "an old Word file, or locked"),
        (whole[:-300], "no Word file"),
        (whole[:3000] + b"x" * 200 + whole[3200:], "no Word file"),
    ):
        found, [error] = taken(saved(path, data))
        assert found == [] and reason in error
    found, [error] = taken(docx(path))
    assert found == [] and "no text in it" in error
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    assert "no Word file" in taken(path)[1][0]


@needs_docx
def test_a_word_file_that_would_fill_the_memory_is_told(tmp_path: Path) -> None:
    for part, size in (("word/document.xml", 65), ("word/media/a.png", 513)):
        with (
            zipfile.ZipFile(tmp_path / "x.docx", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
            archive.open(part, "w") as file,
        ):
            for _ in range(size):
                file.write(bytes(1 << 20))
        found, [error] = taken(tmp_path / "x.docx")
        assert found == [] and "unpacks to more than" in error


@needs_docx
def test_entities_of_a_word_file_are_not_followed(tmp_path: Path) -> None:
    secret = saved(tmp_path / "secret.txt", b"secret")
    body = f"<w:p><w:r><w:t>{LEAD}&x;</w:t></w:r></w:p>"
    dtd = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    found, _ = taken(docx_with(tmp_path / "x.docx", body, before=dtd))
    assert not any("secret" in page.passage.text for page in found)
    laughs = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10 if n else "ha"}">' for n in range(9))
    body = body.replace("&x;", "&x8;")
    found, errors = taken(docx_with(tmp_path / "x.docx", body, before=f"<!DOCTYPE d [{laughs}]>"))
    assert errors or len(found[0].passage.text) < 1000


def test_what_is_not_installed_is_said_once_for_each_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(kinds, "find_spec", lambda _: None)
    for name in ("a.pdf", "b.pdf", "c.docx", "d.html", "e.htm"):
        saved(tmp_path / name, b"x")
    saved(tmp_path / "f.txt", f"{TITLE}\n{LEAD}".encode())
    found, errors = taken(tmp_path)
    assert [page.name for page in found] == ["f.txt"] and len(errors) == 3
    run_pdf, run_docx, run_html = (f"run: pip install 'kg[{extra}]'" for extra in ("pdf", "docx", "html"))
    assert errors[0].startswith(f"a.pdf: to read .pdf (2 × .pdf), {run_pdf} 请运行")
    assert errors[1].startswith(f"c.docx: to read .docx, {run_docx}")
    assert errors[2].startswith(f"d.html: to read .html (2 × .html), {run_html}")
    assert run(["extract", str(tmp_path / "a.pdf")]) == 2
    assert "pip install 'kg[pdf]'" in capsys.readouterr().err


@needs_html
@needs_docx
def test_of_the_same_page_in_several_formats_one_is_read(tmp_path: Path) -> None:
    saved(tmp_path / "a.html", html(LEAD, MORE))
    docx(tmp_path / "a.docx", LEAD)
    jsonl(tmp_path / "a.jsonl", {"text": LEAD})
    found, [error] = taken(tmp_path)
    assert [page.name for page in found] == ["a.html", "a.jsonl#line=1"]
    assert error.startswith("a.docx: left out, a.html is read instead")
    saved(tmp_path / "a.txt", LEAD.encode())
    assert [page.name for page in taken(tmp_path)[0]] == ["a.jsonl#line=1", "a.txt"]


def test_a_name_that_reads_as_a_part_is_told(tmp_path: Path) -> None:
    saved(tmp_path / "a.jsonl#7.txt", LEAD.encode())
    found, [error] = taken(tmp_path)
    assert found == [] and "take out the #" in error


def test_what_kg_writes_into_a_folder_of_pages_is_not_read(tmp_path: Path) -> None:
    saved(tmp_path / "a.txt", (SEEDS / "000_75f3c950020aa114.txt").read_bytes())
    build([tmp_path], output=tmp_path / "output")
    saved(tmp_path / "decisions.tsv", b"x\ty\n")
    (tmp_path / "gold").mkdir()
    jsonl(tmp_path / "gold" / "a.jsonl", {"page": "a", "title": "b"})
    found, errors = taken(tmp_path)
    assert [page.name for page in found] == ["a.txt"] and errors == []


@needs_html
@needs_pdf
@needs_docx
@makes_pdf
def test_a_folder_of_all_formats_gives_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    folder = tmp_path / "2022-11-03"
    folder.mkdir()
    saved(folder / "a.txt", f"{TITLE}\n{LEAD}\n".encode())
    saved(folder / "b.html", html(LEAD, MORE, info="来源：工人日报"))
    docx(folder / "c.docx", f"## {TITLE}", LEAD)
    pdf(folder / "d.pdf", [TITLE, LEAD[:32], LEAD[32:]], [TITLE, LEAD[:32], LEAD[32:]])
    jsonl(folder / "e.jsonl", {"title": TITLE, "text": LEAD}, {"title": TITLE, "text": LEAD, "id": "八"})
    made = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "kg", "build", str(tmp_path / "2022-11-03"), "-o", str(out)]
        subprocess.run(command, env=env, cwd=tmp_path, check=True, capture_output=True)
        made.append([(out / name).read_bytes() for name in ("graph.nq", "graph.ttl", "graph.html")])
    assert made[0] == made[1]
    told = [line for line in made[0][0].splitlines() if b"#type> <https://kg.example/ontology#Page>" in line]
    assert len({line.split()[0] for line in told}) == 7
    assert build([folder], output=tmp_path / "1").unread == 7
    assert run(["validate", "-o", str(tmp_path / "1")]) == 0

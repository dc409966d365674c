"""Reading: names, encodings, and offsets that lead back to the file."""

from __future__ import annotations

import io
import os
import re
import sys
import time
from hashlib import blake2b
from pathlib import Path
from unicodedata import is_normalized, normalize

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.encodings import decode
from kg.errors import InputError, PageError
from kg.model import Page
from kg.normal import STABLE, normal
from kg.read import MAX_LINE, find, pages, read_source
from tests.samples import SEEDS

NEWS = "## 市总工会举办培训班\n\n本报讯（记者 张晶）近日，北京市总工会在朝阳区举办“职工大讲堂”活动。\n"
TRADITIONAL = "## 市總工會舉辦培訓班\n\n本報訊（記者 張晶）近日，臺北市總工會在信義區舉辦職工大講堂活動。\n"


AWKWARD = "a的\r\n\ufeff\f\u2028e\u0301\u0323가\u1100\u1161\u11a8が\u3099\uf900\u0958\u212b"


def fail(error: PageError) -> None:
    raise error


def only(path: Path) -> Page:
    [page] = pages([path], on_skip=fail)
    return page


def skipped(*paths: str | Path) -> tuple[list[str], list[str]]:
    errors: list[PageError] = []
    names = [page.name for page in pages(paths, on_skip=errors.append)]
    return names, [str(error) for error in errors]


@pytest.mark.parametrize(
    ("codec", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
    ],
)
def test_encodings_are_told_and_the_source_reads_the_same(tmp_path: Path, codec: str, told: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(NEWS.encode(codec))
    page = only(path)
    assert (page.encoding, page.passage.text) == (told, NEWS)
    assert read_source(path, page.encoding) == NEWS
    assert page.digest == blake2b(path.read_bytes(), digest_size=16).hexdigest()


def test_big_endian_utf_16_with_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes("\ufeff".encode("utf-16-be") + NEWS.encode("utf-16-be"))
    assert only(path).passage.text == read_source(path, only(path).encoding) == NEWS


def test_traditional_pages_in_big5_are_read(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(TRADITIONAL.encode("big5"))
    assert only(path).passage.text == TRADITIONAL


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_every_line_of_the_seeds_is_told_alone(seed: Path, codec: str) -> None:
    for line in filter(str.strip, seed.read_text(encoding="utf-8").splitlines()):
        if len(line) > 8:
            assert decode(line.encode(codec), "line")[0] == line


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        ("\u3000\n".encode(), "white space"),
        (b"\xef\xbb\xbf", "white space"),
        (bytes(range(256)) * 9, "binary"),
        (b"\x7fELF\x02\x01\x01" + bytes(64), "binary"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04rest", "zip"),
        (NEWS.encode()[:-3], "UTF-8 from byte"),
        (b"\xff\xfe\x00", "breaks at byte"),
        (NEWS.encode().replace("总".encode(), b"\xe6\x80"), "UTF-8"),
    ],
)
def test_what_is_no_text_is_said_and_left_out(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "bad.txt").write_bytes(data)
    (tmp_path / "good.txt").write_text(NEWS, encoding="utf-8")
    names, errors = skipped(tmp_path)
    assert names == ["good.txt"]
    assert len(errors) == 1 and errors[0].startswith("bad.txt: ") and said in errors[0]


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_bytes_are_read_back_exactly_or_refused(data: bytes) -> None:
    try:
        text, codec = decode(data, "any")
    except PageError:
        return
    assert data.decode(codec) == text


@settings(deadline=None)
@given(
    st.text(
        st.sampled_from("a的\r\n\ufeff\f\u2028e\u0301\u0323가\u1100\u1161\u11a8が\u3099\uf900\u0958\u212b"),
        max_size=40,
    )
)
@example("\r\n\ufeffé")
@example("e\ufeff\u0301")
def test_normal_text_is_nfc_and_every_character_leads_to_its_origin(source: str) -> None:
    passage = normal(source)
    text = passage.text
    assert is_normalized("NFC", text) and "\r" not in text and "\ufeff" not in text
    expected = re.sub("\r\n|[\r\f\v\x85\u2028\u2029]", "\n", source.replace("\ufeff", ""))
    if "\ufeff" not in source:
        assert text == normalize("NFC", expected)
    ends = [passage.locate(i) for i in range(len(text))] + [len(source)]
    assert ends == sorted(ends)
    for index, character in enumerate(text):
        origin = source[ends[index] :]
        first = normalize("NFD", origin.replace("\ufeff", "").lstrip("\r"))[:1]
        if character == "\n":
            assert origin[0] in "\n\r\f\v\x85\u2028\u2029\ufeff"
        elif ends[index] != ends[index - 1] or not index:  # not the rest of a cluster
            assert normalize("NFD", character)[0] == first


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_normal_equals_unicodedata_on_any_text(source: str) -> None:
    plain = source.replace("\ufeff", "")
    expected = normalize("NFC", re.sub("\r\n|[\r\f\v\x85\u2028\u2029]", "\n", plain))
    assert normal(plain).text == expected


def test_stable_characters_are_stable() -> None:
    stable = re.compile(f"[{STABLE}]")
    for number in [*range(0xD800), *range(0xE000, 0x30000)]:
        if stable.match(character := chr(number)):
            assert normalize("NFC", character) == character
            assert is_normalized("NFC", "e" + character) and is_normalized("NFC", "가" + character)


def test_windows_line_ends_keep_the_way_back(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(b"\xef\xbb\xbf" + NEWS.replace("\n", "\r\n").encode())
    page, source = only(path), read_source(path, "utf-8-sig")
    assert page.passage.text == NEWS
    for found in re.finditer("北京市总工会|张晶|市总工会", NEWS):
        start, end = page.passage.span(*found.span())
        assert source[start:end] == found.group()


def test_unchanged_text_has_a_single_run() -> None:
    assert normal(NEWS).runs == ((0, 0),)


def test_big_files_are_read_without_a_loop_over_characters() -> None:
    source = ("北京市总工会在朝阳区举办“职工大讲堂”活动。é\n" * 400_000) + "e\u0301"
    begin = time.process_time()
    passage = normal(source)
    assert time.process_time() - begin < 6
    assert passage.text[-1] == "é" and passage.locate(len(passage.text) - 1) == len(source) - 2


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("工" * (MAX_LINE + 1), encoding="utf-8")
    (tmp_path / "many.txt").write_text(("工" * 99 + "\n") * (MAX_LINE // 50), encoding="utf-8")
    names, [error] = skipped(tmp_path)
    assert names == ["many.txt"]
    assert (
        error.startswith("long.txt: line 1 has 200,001 characters")
        and "put each paragraph on a line" in error
    )


def test_folders_give_their_pages_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ["b/2.txt", "b/10.md", "a.txt", "c/d/e.TXT", ".hidden.txt", ".git/x.txt"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(NEWS, encoding="utf-8")
    for name in ["kg.toml", "README.md", "b/readme.zh.txt", "b/notes.yaml"]:
        (tmp_path / name).write_text(NEWS, encoding="utf-8")
    assert skipped(tmp_path) == (["a.txt", "b/10.md", "b/2.txt", "c/d/e.TXT"], [])
    assert skipped(tmp_path / "README.md") == (["README.md"], [])


def test_the_order_of_arguments_does_not_matter(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("b.txt", "a.txt", "c.txt")]
    for path in paths:
        path.write_text(NEWS, encoding="utf-8")
    assert skipped(*paths) == skipped(*reversed(paths)) == (["a.txt", "b.txt", "c.txt"], [])


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    assert skipped(tmp_path, tmp_path / "a.txt", tmp_path)[0] == ["a.txt"]


@pytest.mark.parametrize("names", [("x/1.txt", "y/1.txt"), ("x/1.txt", "y/1.md")])
def test_two_files_of_one_name_are_refused(tmp_path: Path, names: tuple[str, str]) -> None:
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(NEWS, encoding="utf-8")
    with pytest.raises(InputError, match=r"both would be the page '1'.*folder above"):
        find([tmp_path / "x", tmp_path / "y"], on_skip=fail)
    assert find([tmp_path], on_skip=fail)[0].name == "x/1.txt"


def test_what_may_have_been_meant_as_a_page_is_said(tmp_path: Path) -> None:
    for name in ("page.doc", "1.JPG", "2.jpg", "kg.toml", "notes"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "page.txt").write_text(NEWS, encoding="utf-8")
    names, [error] = skipped(tmp_path)
    assert names == ["page.txt"] and ": not read: 2 × .jpg, 1 × .doc; save texts as .txt, recognize" in error


@pytest.mark.skipif(os.name != "posix", reason="needs links and pipes")
def test_links_and_pipes_do_not_hang_or_vanish(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    names, errors = skipped(tmp_path)
    assert names == ["page.txt"]
    assert [e for e in errors if "gone.txt" in e and "link to nothing" in e]
    assert [e for e in errors if "loop: links to folders are not followed" in e]
    assert [e for e in errors if "pipe.txt: is a pipe" in e]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names themselves")
def test_a_name_that_is_no_utf_8_is_said(tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb1\xb1.txt"))).write_text(NEWS, encoding="utf-8")
    names, [error] = skipped(tmp_path)
    assert names == [] and "\\udcb1\\udcb1.txt: the file's name is not valid UTF-8: rename it" in error


def test_decomposed_names_of_files_are_composed(tmp_path: Path) -> None:
    (tmp_path / "cafe\u0301.txt").write_text(NEWS, encoding="utf-8")
    assert skipped(tmp_path)[0] == ["caf\u00e9.txt"]


def test_standard_input_is_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NEWS.encode("gb18030"))))
    [page] = pages(["-"], on_skip=fail)
    assert (page.name, page.passage.text) == ("stdin", NEWS)


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2022-12-05.txt", "2022-12-05"),
        ("2022年12月5日.txt", "2022-12-05"),
        ("grrb20221205A01.txt", "2022-12-05"),
        ("20221205_01.txt", "2022-12-05"),
        ("2022/12/05/01.txt", "2022-12-05"),
        ("20221399.txt", None),
        ("2022-02-30.txt", None),
        ("000_75f3c950020aa114.txt", None),
        ("000_75f3c920221205a1.txt", None),
        ("120221205.txt", None),
    ],
)
def test_the_date_of_issue_is_taken_from_the_name(tmp_path: Path, name: str, date: str | None) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(NEWS, encoding="utf-8")
    assert only(tmp_path).date == date


def test_the_seeds_are_five_pages() -> None:
    assert [page.name[:3] for page in pages([SEEDS], on_skip=fail)] == ["000", "001", "002", "003", "004"]

"""Every span leads to its words, in its field and in the file; same words, same reading, everywhere."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.errors import PageError
from kg.lexicon import split_latin
from kg.mentions.decode import best_set
from kg.mentions.scene import Candidate
from kg.model import Article, Field, Link, Page, Passage, Reading
from kg.pipeline import study
from kg.read import pages, read_source
from tests.printed import config, page
from tests.samples import ROOT, SEEDS

GOLD = ROOT / "tests" / "gold"


CUT_OTHERWISE = GOLD / "pages" / "pc04.txt"
"""The one text that jieba and rjieba cut differently (工友常在杆下)."""


def papers(**steps: int) -> list[Path]:
    """The sample pages, and of each folder of tests/gold every so many pages."""
    found = sorted(SEEDS.glob("*.txt"))
    for folder, step in steps.items():
        found += [path for path in sorted((GOLD / folder).glob("*.txt"))[::step] if path != CUT_OTHERWISE]
    return found


PAPERS = papers(dev=3, pages=9, heldout=3, reports=14)  # each is read in ten writings


def bare(text: str) -> str:
    return "".join(normalize("NFC", text).split())


def fail(error: PageError) -> None:
    raise error


def spans(reading: Reading) -> Iterator[tuple[str, Field, int, int, str]]:
    """What claims to stand where: kind, field, start, end, and the surface it should have."""
    for link in reading.links:
        m = link.mention
        yield "mention", m.field, m.start, m.end, m.surface
    for author in reading.article.authors:
        yield "author", "byline", author.start, author.end, author.name
    for date in reading.dates:
        yield "date", date.field, date.start, date.end, date.surface


def links_in(reading: Reading, field: Field, start: int, end: int) -> list[Link]:
    inside = (link for link in reading.links if link.mention.field == field)
    return [link for link in inside if start <= link.mention.start and link.mention.end <= end]


def check_spans(reading: Reading, source: str, *, whole: bool) -> None:
    for kind, field, start, end, surface in spans(reading):
        passage = reading.article.passage(field)
        assert passage and 0 <= start < end <= len(passage.text), (kind, field, start, end)
        found = passage.text[start:end]
        assert bare(found) == bare(surface) and (kind == "author" or found == surface)
        said = bare(source[slice(*passage.span(start, end))])
        assert said == bare(surface) if whole else said.endswith(bare(surface)[-1:]), (kind, surface)


def check_quotes(reading: Reading) -> None:
    """Posts and relations quote the words that name the person, and the subject or the object."""
    for post in reading.posts:
        named = {link.entity for link in links_in(reading, post.field, post.start, post.end)}
        assert post.person in named, post
    for relation in reading.relations:
        named = {link.entity for link in links_in(reading, relation.field, relation.start, relation.end)}
        assert {relation.subject, relation.object} & named, relation


def check_mentions_apart(reading: Reading) -> None:
    for one, other in pairwise(
        sorted((x.mention.field, x.mention.start, x.mention.end) for x in reading.links)
    ):
        assert one[0] != other[0] or one[2] <= other[1], (reading.article.id, one, other)


def written(passage: Passage) -> list[int]:
    """Source offsets of the characters that are not white space."""
    return [passage.locate(i) for i, c in enumerate(passage.text) if not c.isspace()]


def check_passages(articles: Sequence[Article], source: str) -> None:
    """Each character is a copy of one of the file, in order, and none of them is used twice."""
    used: set[int] = set()
    for article in articles:
        for field, passage in article.passages():
            letters = [c for c in passage.text if not c.isspace()]
            places = written(passage)
            assert places == sorted(set(places)), (article.id, field)
            assert not used.intersection(places), (article.id, field)
            used.update(places)
            for letter, at in zip(letters, places, strict=True):
                assert any(normalize("NFC", source[at : at + n])[:1] == letter for n in (1, 2, 3, 4)), letter


def check(found: Sequence[Reading], source: str, *, whole: bool = True) -> None:
    """All that holds for the readings of a page.

    `whole`: nothing but white space stands between the letters of a name in the file. In lines thrown
    together it may: a lone `#`, or a dateline between two lines that are read as one sentence.
    """
    assert [reading.article.number for reading in found] == [*range(1, len(found) + 1)]
    check_passages([reading.article for reading in found], source)
    for reading in found:
        check_spans(reading, source, whole=whole)
        check_quotes(reading)
        check_mentions_apart(reading)
        assert all(link.entity.name.strip() for link in reading.links)


def read_file(path: Path) -> tuple[Page, str]:
    [found] = pages([path], on_skip=fail)
    return found, read_source(path, found.encoding)


@cache
def studied(path: Path) -> tuple[list[Reading], str]:
    found, source = read_file(path)
    return study(found, config()), source


def said(found: Sequence[Reading]) -> list[object]:
    """A page's readings without the way back to its file."""
    return [
        (
            [(field, passage.text) for field, passage in reading.article.passages()],
            reading.article.authors,
            reading.links,
            reading.posts,
            reading.relations,
            reading.dates,
        )
        for reading in found
    ]


# Compatibility ideographs that NFC turns into the usual ones, as some scanners write them.
COMPATIBLE = str.maketrans(
    {
        normalize("NFC", chr(code)): chr(code)
        for code in range(0xFA0D, 0xF8FF, -1)
        if normalize("NFC", chr(code)) != chr(code)
    }
)
COPIES: dict[str, Callable[[str], bytes]] = {
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
    "BOM": lambda text: text.encode("utf-8-sig"),
    "BOM and CRLF": lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "GB18030": lambda text: text.encode("gb18030"),
    "decomposed": lambda text: text.translate(COMPATIBLE).encode(),
}


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_every_span_gives_its_surface_in_its_field_and_in_the_file(path: Path) -> None:
    found, source = studied(path)
    assert found and any(reading.links for reading in found)
    check(found, source)


@pytest.mark.parametrize("copy", COPIES)
def test_copies_in_other_writings_read_the_same_and_lead_to_their_own_file(copy: str, tmp_path: Path) -> None:
    for path in PAPERS:
        original, source = studied(path)
        changed = tmp_path / path.name
        changed.write_bytes(COPIES[copy](source))
        new, text = read_file(changed)
        found = study(new, config())
        assert said(found) == said(original), path.name
        check(found, text)


def test_letters_written_as_letter_and_mark_do_not_shift_what_follows() -> None:
    mark = "e\u0301o\u0302\u0323"
    for path in PAPERS:
        source = studied(path)[1].replace("。\n", f"。{mark}。\n").replace("，", f"{mark}，", 40)
        check(study(page(source), config()), source)


def test_nothing_of_a_body_is_lost() -> None:
    """A page of articles, each with title, dateline and body: all but the datelines' frame is kept."""
    for path in PAPERS:
        found, source = studied(path)
        kept = {at for r in found for _, passage in r.article.passages() for at in written(passage)}
        whole = sum(not c.isspace() for c in source)
        assert len(kept) > 0.9 * whole, path.name


PRINTED = [path.read_text(encoding="utf-8").splitlines() for path in PAPERS]
LINES = sorted({line for printed in PRINTED for line in printed if line})
PIECES = [
    *["## ", "# ", "### ", "**", "“", "”", "《", "》", "、", "·", "。", "\u3000", "\n", "\n\n", "\r\n"],
    *["e\u0301", "𠮷", "🙂", "\x00", "\u2028", "（以下简称“", "”）", "2022年5月", "至", "由", "主办", "活动"],
    *[
        "本报讯（记者 赵明远）",
        "（记者 ",
        "本报记者 ",
        " 摄影报道",
        "工会",
        "有限公司",
        "市总工会",
        "该公司",
        "主席",
    ],
]
HEAD = "## 江城市总工会送清凉\n\n本报讯（记者 赵明远）"
made = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join)
cut_lines = st.sampled_from(LINES).flatmap(
    lambda line: st.integers(0, len(line)).map(lambda at: f"{line[:at]}\n\n{line[at:]}")
)
thrown = st.lists(st.sampled_from(LINES) | cut_lines | made, max_size=30)
arranged = (thrown | st.sampled_from(PRINTED).flatmap(st.permutations)).map("\n".join)


@settings(deadline=None, max_examples=150)
@given(made, st.booleans())
@example("，".join(["江城市总工会", "e\u0301" * 3, "主席\u3000王　芳"]), True)
@example("（" * 30 + "记者" * 30, True)
@example("本报讯（记者 ）" * 3, False)
def test_arbitrary_text_never_breaks_a_reading(text: str, headed: bool) -> None:
    source = HEAD + text if headed else text
    check(study(page(source), config()), source, whole=False)


@settings(deadline=None, max_examples=60)
@given(arranged)
def test_lines_in_any_order_never_break_a_reading(source: str) -> None:
    check(study(page(source), config()), source, whole=False)


@settings(deadline=None, max_examples=20)
@given(arranged)
def test_a_reading_is_the_same_twice(source: str) -> None:
    assert study(page(source), config()) == study(page(source), config())


spans_and_scores = st.lists(
    st.builds(
        lambda start, size, score: Candidate(start, start + size, "Person", score, "any"),
        st.integers(0, 12),
        st.integers(1, 6),
        st.integers(-3, 9).map(float),
    ),
    max_size=7,
)


@given(spans_and_scores)
def test_of_many_names_the_best_that_do_not_overlap_are_chosen(candidates: list[Candidate]) -> None:
    def apart(some: Sequence[Candidate]) -> bool:
        return all(a.end <= b.start for a, b in pairwise(sorted(some, key=lambda c: (c.start, c.end))))

    chosen = best_set(candidates)
    distinct = set(candidates)
    sets = [some for n in range(len(distinct) + 1) for some in combinations(distinct, n) if apart(some)]
    assert apart(chosen)
    assert sum(c.score for c in chosen) == max(sum(c.score for c in some) for some in sets)


DIGEST = """
import sys
from hashlib import blake2b
if "without" in sys.argv:
    sys.modules["rjieba"] = None
from kg.pipeline import extract
digest = blake2b()
for reading in extract(sys.argv[2:]):
    digest.update(repr(reading).encode())
print(digest.hexdigest(), "rjieba" in sys.modules and sys.modules["rjieba"] is not None)
"""


def digest(seed: str, mode: str) -> list[str]:
    pages = map(str, papers(dev=1, pages=3, reports=4, news=40))
    done = subprocess.run(
        [sys.executable, "-c", DIGEST, mode, *pages],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONWARNINGS": "ignore"},
        text=True,
    )
    return done.stdout.split()


def test_processes_with_different_hash_seeds_read_the_same() -> None:
    assert digest("1", "as installed") == digest("2", "as installed")


def test_readings_are_the_same_without_rjieba() -> None:
    pytest.importorskip("rjieba", reason="rjieba is not installed: nothing to compare jieba with")
    fast, slow = digest("3", "as installed"), digest("4", "without")
    assert (fast[1], slow[1]) == ("True", "False")
    assert fast[0] == slow[0]


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_jieba_and_rjieba_cut_alike(path: Path) -> None:
    rjieba = pytest.importorskip("rjieba", reason="rjieba is not installed: nothing to compare jieba with")
    import jieba

    jieba.setLogLevel(logging.WARNING)
    for text in [path.read_text(encoding="utf-8"), *path.read_text(encoding="utf-8").splitlines(), MODELS]:
        assert split_latin(jieba.cut(text)) == split_latin(rjieba.cut(text))


def test_of_all_texts_one_is_cut_otherwise() -> None:
    rjieba = pytest.importorskip("rjieba", reason="rjieba is not installed: nothing to compare jieba with")
    import jieba

    jieba.setLogLevel(logging.WARNING)
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(GOLD.glob("*/*.txt"))}
    unlike = [p for p, text in texts.items() if split_latin(jieba.cut(text)) != split_latin(rjieba.cut(text))]
    assert unlike == [CUT_OTHERWISE]  # as README.md says


MODELS = "WK-10型电铲、5-6月、V1.2.3版、a_b、C++、100%、3.5倍、AED-1、A&B、第3-5名。"

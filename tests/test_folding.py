"""Half-width marks, straight quotes and traditional characters: read as others, quoted as printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.config import load_config
from kg.content import Content, page
from kg.corpus.decisions import Decisions
from kg.corpus.groups import settle
from kg.corpus.lexicon import Lexicon
from kg.folding import fold, folded
from kg.model import Entity, Reading
from kg.pipeline import study

SETTINGS = load_config(Path(__file__).parent)
SIMPLE = (
    "## 长春市总工会举办劳动竞赛\n\n本报讯（记者 孙国华）昨天，长春市总工会主席赵志强来到东风汽车公司，"
    "“当好主人翁”劳动竞赛启动。\n"
)
HALF = SIMPLE.translate(str.maketrans("（），“”", '(),""'))
TRADITIONAL = (
    "## 長春市總工會舉辦勞動競賽\n\n本報訊（記者 孫國華）昨天，長春市總工會主席趙志強來到東風汽車公司，"
    "“當好主人翁”勞動競賽啟動。\n"
)


def read(text: str) -> Reading:
    [reading] = study(page("p.txt", Content(text, "utf-8", "0" * 32)), SETTINGS)
    return reading


def found(reading: Reading) -> list[tuple[str, int, int, str, str]]:
    """What was found and where, in simplified characters and full-width marks."""
    return [
        (
            link.mention.field,
            link.mention.start,
            link.mention.end,
            fold(link.mention.surface, traditional=True),
            fold(link.entity.name, traditional=True),
        )
        for link in reading.links
    ]


@pytest.mark.parametrize("text", [HALF, TRADITIONAL])
def test_other_marks_and_characters_read_alike(text: str) -> None:
    plain, other = read(SIMPLE), read(text)
    assert found(other) == found(plain)
    assert {link.mention.type for link in other.links} >= {"Person", "Union", "Company", "Initiative"}
    [post], [same] = plain.posts, other.posts
    assert fold(same.post, traditional=True) == post.post == "主席"


@pytest.mark.parametrize("text", [HALF, TRADITIONAL])
def test_what_is_quoted_is_as_printed(text: str) -> None:
    reading = read(text)
    assert "".join(reading.article.text.text.split()) in "".join(text.split())
    for link in reading.links:
        said = link.mention
        passage = reading.article.passage(said.field)
        assert passage and passage.text[said.start : said.end] == said.surface
        begin, end = passage.span(said.start, said.end)
        assert text[begin:end] == said.surface


def test_traditional_names_stay_traditional() -> None:
    names = {link.entity.name for link in read(TRADITIONAL).links}
    assert {"孫國華", "趙志強", "長春市總工會"} <= names
    assert [author.name for author in read(TRADITIONAL).article.authors] == ["孫國華"]


def test_a_full_name_that_the_text_has_nowhere_is_spelt_like_the_text() -> None:
    text = (
        "## 勞動競賽啟動\n\n本報訊（記者 孫國華）昨天，長春市的工人文化宮熱鬧非凡，市總工會舉辦勞動競賽。\n"
    )
    assert {link.entity.name for link in read(text).links if link.entity.type == "Union"} == {"長春市總工會"}


def test_what_the_rules_know_better_is_in_the_script_of_the_text() -> None:
    text = "## 勞動競賽啟動\n\n本報訊（記者 孫國華）昨天，長春市總工會與市人社局舉辦勞動競賽。\n"
    offices = {link.entity.name for link in read(text).links if link.entity.type == "Government"}
    assert offices == {"長春市人力資源和社會保障局"}


def test_names_in_both_scripts_are_one_in_the_corpus() -> None:
    lexicon = Lexicon()
    for name in ("長春市總工會", "长春市总工会"):
        lexicon.articles[Entity("Union", name)] = 1
    settled = settle(lexicon, Decisions())
    [(short, now)] = settled.identities.items()
    assert (short.name, now.entity) == ("長春市總工會", Entity("Union", "长春市总工会"))


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("12:30,见https://a.cn/?x=1,y", "12:30，见https://a.cn/?x=1,y"),
        ("5,000人,同比增长3.5%,", "5,000人，同比增长3.5%,"),
        ("格力电器(石家庄)有限公司(A)", "格力电器（石家庄）有限公司（A）"),
        ('他说"好"和"不\n好"', '他说“好”和"不\n好"'),
        ("ＷＫ－１０", "WK－10"),
        ("⼯会", "工会"),
        ("於主席和乾隆", "於主席和乾隆"),
    ],
)
def test_marks_between_figures_and_letters_stay(text: str, read_as: str) -> None:
    assert fold(text) == read_as


@given(st.text(alphabet=st.sampled_from(list("总會甲,(\"):;!?)“”'1aＡ⼯\n 　、。")), max_size=40))
def test_folding_keeps_lengths(text: str) -> None:
    assert len(fold(text)) == len(fold(text, traditional=True)) == len(text)


def test_a_character_that_stands_for_two_is_read_by_its_neighbours() -> None:
    text = "甲縣總工會主席帶著同事看望著名作家，他們談著新的論著"
    assert fold(text) == "甲县总工会主席带着同事看望著名作家，他们谈着新的论著"


def test_what_is_plain_is_not_copied() -> None:
    article = read(SIMPLE).article
    assert folded(article) is article


def test_corner_quotes_are_read_as_quotes_and_stay_as_printed() -> None:
    assert fold("「巧手杯」竞赛，他说：「学『巧手』」") == "“巧手杯”竞赛，他说：“学‘巧手’”"
    told = read("## 职工竞赛开幕\n\n昨天，长春市总工会举办第三届「巧手杯」劳动竞赛。\n")
    [named] = [link for link in told.links if link.entity.type == "Initiative"]
    assert named.mention.surface == "第三届「巧手杯」劳动竞赛"

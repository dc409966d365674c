"""The second reading: its scores are plain sums, its paths the best ones, and it learned no names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from kg.articles import split
from kg.errors import PageError
from kg.gold import gold_page
from kg.lexicon import part_of_speech, rows
from kg.mentions import drafted, recognize
from kg.mentions.scene import Candidate, Scene
from kg.mentions.tag_columns import Columns, columns
from kg.mentions.tag_path import best_path
from kg.mentions.tag_weights import LABELS, TRANSITION, UNIT, Numbers, attributes, tagger
from kg.mentions.tag_words import word_facts
from kg.mentions.tagging import TAGGED, tagged
from kg.model import Article
from kg.read import pages
from tests.samples import ROOT, SEEDS


def fail(error: PageError) -> None:
    raise error


@cache
def articles() -> tuple[Article, ...]:
    return tuple(a for page in pages(sorted(SEEDS.glob("*.txt")), on_skip=fail) for a in split(page))


def seen() -> Iterator[Columns]:
    for article in articles():
        yield columns(*drafted(article))


@cache
def table() -> dict[tuple[str, str], dict[int, int]]:
    found = {}
    for template, value, told in rows("tagger.tsv"):
        numbers = list(map(int, told.split(" ")))
        found[template, value] = dict(zip(numbers[::2], numbers[1::2], strict=True))
    return found


def test_scores_are_the_sums_of_all_weights() -> None:
    for text in seen():
        plain = np.zeros((len(text.words), len(LABELS)), np.int32)
        for word, found in enumerate(attributes(text)):
            for attribute in found:
                for label, weight in table().get(attribute, {}).items():
                    plain[word, label] += weight
        assert (tagger().emissions(text) == plain).all()


@pytest.mark.parametrize("size", range(1, 8))
def test_short_texts_have_the_same_sums(size: int) -> None:
    text = columns(Scene("职工" * size), [])
    plain = sum(
        sum(table().get(attribute, {}).get(label, 0) for label in range(len(LABELS)))
        for found in attributes(text)
        for attribute in found
    )
    assert int(tagger().emissions(text).sum()) == plain


def exact(scores: Numbers, transitions: Numbers) -> int:
    """The best total over all labels of all words, an I only behind its B or I."""
    able = np.array(
        [
            [r == 0 or r % 2 == 1 or left in (r, r - 1) for r in range(len(LABELS))]
            for left in range(len(LABELS))
        ]
    )
    steps = np.where(able, transitions.astype(np.int64), -(10**9))
    totals = scores[0].astype(np.int64)
    totals[2::2] = -(10**9)
    for row in scores[1:]:
        totals = (totals[:, None] + steps).max(axis=0) + row
    return int(totals.max())


def test_paths_are_the_best_ones() -> None:
    model = tagger()
    for text in seen():
        scores = model.emissions(text)
        path = best_path(scores, model.transitions)
        total = sum(int(scores[word, label]) for word, label in enumerate(path))
        total += sum(int(model.transitions[a, b]) for a, b in pairwise(path))
        assert 0 <= exact(scores, model.transitions) - total < UNIT


def test_it_has_no_names_and_no_words_that_are_no_words() -> None:
    for template, value in table():
        if template.startswith(("word", "ending")) and len(value) > 1 and not value.startswith("0"):
            assert part_of_speech(value) not in ("", "nr"), (template, value)
    for article in articles():
        for author in article.authors:
            assert word_facts(author.name).word == "" or part_of_speech(author.name) not in ("", "nr")


def test_all_steps_lead_between_labels() -> None:
    steps = [value for template, value in table() if template == TRANSITION]
    assert set(steps) <= set(LABELS) and len(steps) == len(set(steps))


def draft(text: str, **names: str) -> tuple[Scene, list[Candidate]]:
    """A text in which rules chose the given names: by class."""
    scene = Scene("简讯", text)
    chosen = []
    for kind, name in names.items():
        start = scene.text.index(name)
        chosen.append(Candidate(start, start + len(name), kind, 4.0, "suffix"))  # type: ignore[arg-type]
    return scene, chosen


def surfaces(scene: Scene, found: list[Candidate]) -> Counter[tuple[str, str]]:
    return Counter((c.type, scene.text[c.start : c.end]) for c in found)


def test_what_a_firm_s_name_begins_with_is_the_firm() -> None:
    told = "近日，凌朔速运公司为快递员送清凉。路上，凌朔的快递员小王说，凌朔工会常来看望。"
    scene, chosen = draft(told, Company="凌朔速运公司", Union="凌朔工会")
    found = tagged(scene, chosen, chosen)
    assert surfaces(scene, found)["Company", "凌朔"] == 1
    assert {c.rule for c in found if scene.text[c.start : c.end] == "凌朔"} == {TAGGED}


def test_what_only_looks_like_a_name_is_dropped(tmp_path: Path) -> None:
    told = "近日，凌朔公司职工创新成绩喜人，12项成果获全国机械冶金建材行业职工技术创新成果奖。"
    (tmp_path / "p.txt").write_text(f"## 简讯\n\n{told}\n", encoding="utf-8")
    [article] = [a for page in pages([tmp_path / "p.txt"], on_skip=fail) for a in split(page)]
    scene, chosen = drafted(article)
    assert ("Person", "项成果") in surfaces(scene, chosen)
    assert ("Person", "项成果") not in {(m.type, m.surface) for m in recognize(article)}


def test_a_name_that_a_rule_found_and_lost_keeps_its_rule() -> None:
    told = "近日，凌朔速运公司为快递员送清凉。路上，凌朔的快递员小王说，凌朔工会常来看望。"
    scene, chosen = draft(told, Company="凌朔速运公司", Union="凌朔工会")
    start = scene.text.index("凌朔的")
    lost = Candidate(start, start + 2, "Company", 0.1, "short form")
    assert "short form" in {c.rule for c in tagged(scene, [*chosen, lost], chosen)}


def test_a_street_s_union_stays_without_its_district() -> None:
    told = "近日，芙蓉区东屯渡街道总工会走访企业。"
    scene, chosen = draft(told, District="芙蓉区", Union="东屯渡街道总工会")
    assert tagged(scene, chosen, chosen) == chosen


def test_what_an_engine_voted_for_stays() -> None:
    scene = Scene("简讯", "大家都说今天天气很好。")
    vote = Candidate(5, 8, "Company", 1.5, "engine:test")
    assert tagged(scene, [vote], [vote]) == [vote]


def test_names_do_not_overlap_nor_reach_over_a_line() -> None:
    for article in articles():
        before: tuple[str, int] = ("", 0)
        for mention in recognize(article):
            assert "\n" not in mention.surface
            assert mention.field != before[0] or mention.start >= before[1]
            before = mention.field, mention.end


def test_a_name_of_the_tagger_alone_says_so() -> None:
    rules = {mention.rule for article in articles() for mention in recognize(article)}
    assert TAGGED in rules and "suffix" in rules


def test_it_never_learned_from_what_is_held_out() -> None:
    train = (ROOT / "benchmarks/train.py").read_text(encoding="utf-8")
    tagging = (ROOT / "benchmarks/tagger.py").read_text(encoding="utf-8")
    assert "heldout" not in train + tagging
    held = {
        path.stem
        for folder in ("heldout", "heldout-firms", "heldout-reports")
        for path in (ROOT / "tests/gold" / folder).glob("*.yaml")
    }
    learned = {
        path.stem
        for folder in ("dev", "reports", "pages", "news", "seeds")
        for path in (ROOT / "tests/gold" / folder).glob("*.yaml")
    }
    assert held and learned and not held & learned


@pytest.mark.parametrize("folder", ["pages", "news"])
def test_gold_that_is_only_learned_from_is_well_formed(folder: str) -> None:
    for path in sorted((ROOT / "tests/gold" / folder).glob("*.yaml")):
        page = gold_page(path)
        assert path.with_name(page["page"]).exists(), path
        assert all(entry["title"] and entry["entities"] for entry in page["articles"]), path

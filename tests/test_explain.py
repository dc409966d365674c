"""kg explain: what is told of a name is what was weighed, and it is enough to see why."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from kg.cli import run
from kg.config import load_config
from kg.engines import Span
from kg.explain import Account, Explanation, explain
from kg.mentions.decode import best_set
from kg.mentions.scene import Candidate
from kg.mentions.tagging import TAGGED
from kg.model import Page
from kg.pipeline import study
from kg.read import pages
from tests.samples import SEEDS

FIRST = SEEDS / "000_75f3c950020aa114.txt"


def page(text: str, folder: Path, name: str = "page.txt") -> Page:
    (folder / name).write_text(text, encoding="utf-8")
    [found] = pages([folder / name], on_skip=lambda error: pytest.fail(str(error)))
    return found


@cache
def account() -> Account:
    [found] = pages([FIRST], on_skip=lambda error: pytest.fail(str(error)))
    return explain(found, load_config())


def one(told: Account, surface: str) -> Explanation:
    return next(found for found in told.mentions if found.mention.surface == surface)


def test_every_link_of_the_page_is_explained_in_order() -> None:
    [found] = pages([FIRST], on_skip=lambda error: pytest.fail(str(error)))
    links = [(link.mention, link.entity, link.rule) for r in study(found, load_config()) for link in r.links]
    assert [(e.mention, e.entity, e.link) for e in account().mentions if e.entity] == links
    assert account().losses == ()


def test_the_best_source_of_a_mention_is_its_rule_and_score() -> None:
    for found in account().mentions:
        best = found.sources[0]
        told = best.start, best.end, best.surface, best.type
        assert told == (found.mention.start, found.mention.end, found.mention.surface, found.mention.type)
        assert best.score == found.mention.score
        assert found.mention.rule in {source.rule for source in found.sources}


def test_the_decoder_would_choose_the_mention_again_from_what_is_shown() -> None:
    """Unless the tagger chose it, which then is one of its sources."""
    for found in account().mentions:
        if TAGGED in {source.rule for source in found.sources}:
            continue
        shown = [Candidate(s.start, s.end, s.type, s.score, s.rule) for s in (*found.sources, *found.beaten)]
        inside = [c for c in shown if found.mention.start <= c.start and c.end <= found.mention.end]
        assert (found.mention.start, found.mention.end) in {(c.start, c.end) for c in best_set(inside)}


def test_what_it_beat_overlaps_it_and_is_another_name() -> None:
    found = one(account(), "北京市总工会")
    assert ("北京市", "District") in [(source.surface, source.type) for source in found.beaten]
    assert "北京市总工会" not in [source.surface for source in found.beaten]


def test_the_words_at_the_edges_are_shown() -> None:
    found = one(account(), "北京市总工会")
    assert (found.left.word, found.left.split) == ("贯彻落实", False)
    assert (found.right.word, found.right.split) == ("关于", False)


def test_the_left_edges_that_were_weighed_are_shown_and_the_best_is_the_names_own() -> None:
    found = one(account(), "北京市工会干部学院")
    assert found.mention.rule == "suffix" and len(found.edges) > 1
    best = max((choice for choice in found.edges if choice.specific), key=lambda choice: choice.score)
    assert (best.start, best.surface) == (found.mention.start, found.mention.surface)
    assert all(choice.surface.endswith("学院") for choice in found.edges)
    assert one(account(), "党的二十大").edges == ()


def test_what_a_short_form_stands_for_is_shown_with_its_place() -> None:
    antecedent = one(account(), "该区总工会").support
    assert antecedent and (antecedent.by, antecedent.surface) == ("antecedent", "通州区总工会")
    full = one(account(), "街道总工会").support
    assert full and (full.by, full.surface) == ("full name", "和平街街道总工会")
    place = one(account(), "市总工会组织部").support
    assert place and (place.by, place.surface) == ("place in the article", "北京市")


def test_home_and_the_page_are_named_where_the_article_names_no_place(tmp_path: Path) -> None:
    text = "## 市总举办培训班\n　　本报讯（记者 王五）昨天，市总工会举办培训班。\n"
    home = one(explain(page(text, tmp_path), load_config(home="上海市")), "市总工会")
    assert home.entity and home.entity.name == "上海市总工会"
    assert home.support and (home.support.by, home.support.surface) == ("home", "上海市")
    other = text + "## 天津市和平区开会\n　　本报讯（记者 王六）昨天，天津市举行会议。\n"
    around = one(explain(page(other, tmp_path), load_config(home="")), "市总工会")
    assert around.entity and around.entity.name == "天津市总工会"
    assert around.support and (around.support.by, around.support.surface) == ("place on the page", "天津市")


def test_a_name_asked_for_shows_its_mentions_only() -> None:
    [found] = pages([FIRST], on_skip=lambda error: pytest.fail(str(error)))
    told = explain(found, load_config(), name="通州区总工会")
    assert {e.mention.surface for e in told.mentions} == {"通州区总工会", "该区总工会"}
    assert not any(loss.source.surface == "通州区" for loss in told.losses)


def test_a_name_that_is_none_shows_what_was_weighed_and_what_won() -> None:
    [found] = pages([FIRST], on_skip=lambda error: pytest.fail(str(error)))
    told = explain(found, load_config(), name="北京市总")
    assert told.mentions[0].mention.surface == "北京市总工会"
    lost = explain(found, load_config(), name="市总")
    assert all(loss.winners for loss in lost.losses)


class Told:
    name = "told"
    identity = "told"

    def recognize(self, texts: Sequence[str], /) -> list[list[Span]]:
        word = "朝阳区总工会"
        return [[Span(t.find(word), t.find(word) + 6, "Union")] if word in t else [] for t in texts]


def test_votes_are_shown_beside_our_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.engines.loading._attribute", lambda *_: Told())
    text = "## 短讯\n　　本报讯（记者 王五）朝阳区总工会举办培训班。\n"
    config = load_config(recognizer="told:told")
    found = one(explain(page(text, tmp_path), config), "朝阳区总工会")
    assert [source.rule for source in found.sources][-1] == "engine:told" and found.mention.rule == "suffix"


def test_a_table_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", str(FIRST), "通州区总工会"]) == 0
    told = capsys.readouterr()
    for part in ("依据 sources", "suffix +", "北京市", "通州区 District gazetteer", "指前文 antecedent"):
        assert part in told.out
    assert told.err == ""


def test_a_narrow_terminal_gets_a_table_for_each_name(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["kg.cli.explain"], "_width", lambda: 80)
    assert run(["explain", str(FIRST), "通州区总工会"]) == 0
    told = capsys.readouterr().out
    assert told.count("依据 sources") == 8 and "通州区总工会 → 工会 通州区总工会" in told


def test_json_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", str(FIRST), "--json"]) == 0
    [told] = json.loads(capsys.readouterr().out)
    assert len(told["mentions"]) == len(account().mentions)
    first = told["mentions"][0]
    assert {"mention", "entity", "link", "support", "sources", "beaten", "left", "right"} <= set(first)


def test_a_name_that_is_not_there_is_a_finding(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", str(FIRST), "火星总工会"]) == 1
    assert "没有这样的名称 no such name" in capsys.readouterr().out


def test_a_page_that_is_not_there_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "nothing.txt"]) == 2
    assert "nothing.txt" in capsys.readouterr().err

"""Engines: their contract, how they are found, what their votes do, and what happens when they fail."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal

import kg.engines
import kg.pipeline
from kg.cli import run
from kg.config import load_config
from kg.engines import Engine, Recognizer, Span, engine_for
from kg.engines.loading import GROUP, names
from kg.engines.spans import checked
from kg.errors import EngineError, InputError
from kg.mentions import candidates, recognize
from kg.mentions.decode import best_set
from kg.mentions.scene import Candidate
from kg.mentions.votes import joined
from kg.model import CLASSES, Article, Class, Mention
from kg.pipeline import build, extract
from kg.query import load
from kg.readings import NAME, open_store
from tests.graphs import passage
from tests.samples import SEEDS

PAGE = SEEDS / "000_75f3c950020aa114.txt"
MODULE = """
from kg.engines import EngineError, Span

class Words:
    name = "words"

    def __init__(self, *, words, type="Company"):
        self.words, self.type = words, type
        self.identity = "words " + " ".join(words)

    def recognize(self, texts):
        return [[Span(at, at + len(word), self.type) for word in self.words
                 if (at := text.find(word)) >= 0] for text in texts]

class Broken(Words):
    def __init__(self):
        super().__init__(words=[])

    def recognize(self, texts):
        raise RuntimeError("the model is on fire")

class Once(Broken):
    "Fails for the first page, then works."
    failed = False

    def recognize(self, texts):
        if not Once.failed:
            Once.failed = True
            raise EngineError(self.name, "no answer")
        return [[] for _ in texts]

ready = Words(words=["甲乙"])
not_an_engine = 7

def useless():
    return object()
"""


class Told:
    """An engine that answers the same for every text."""

    name = "told"
    identity = "told"

    def __init__(self, *spans: Span) -> None:
        self.spans = spans

    def recognize(self, texts: Sequence[str], /) -> list[list[Span]]:
        return [list(self.spans) for _ in texts]


def engine(recognizer: Recognizer, weight: float = 1.5, **weights: float) -> Engine:
    return Engine(recognizer, {kind: weights.get(kind, weight) for kind in CLASSES})


def article(text: str, title: str = "短讯") -> Article:
    return Article("p.txt", 1, "news", passage(title), passage(text))


def voted(text: str, *spans: Span, weight: float = 1.5) -> list[Mention]:
    one = article(text, title="　")
    [votes] = engine(Told(*spans), weight).votes([one])
    return [mention for mention in recognize(one, votes=votes) if mention.field == "text"]


@pytest.fixture(autouse=True)
def own_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module of the user's in the working folder."""
    (tmp_path / "mine.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delitem(sys.modules, "mine", raising=False)
    monkeypatch.setattr(kg.pipeline, "_code", str)
    kg.engines._engine.cache_clear()


def test_a_name_that_only_the_engine_sees_is_a_mention_with_its_rule() -> None:
    text = "昨天，小丫丫到场。"
    assert voted(text) == []
    assert voted(text, Span(3, 6, "Person", 0.5)) == [
        Mention("text", 3, 6, "小丫丫", "Person", "engine:told", 0.75)
    ]


def test_agreement_strengthens_our_candidate_and_keeps_its_rule() -> None:
    text = "朝阳区总工会举办培训班。"
    [before] = [m for m in voted(text) if m.type == "Union"]
    [after] = [m for m in voted(text, Span(before.start, before.end, "Union")) if m.type == "Union"]
    assert after.rule == before.rule and after.score > before.score


def test_the_decoder_decides_between_a_vote_and_ours() -> None:
    text = "朝阳区总工会举办培训班。"
    weak = voted(text, Span(0, 3, "District"), weight=0.5)
    strong = voted(text, Span(0, 3, "District"), weight=50)
    assert "朝阳区总工会" in [m.surface for m in weak]
    assert ("朝阳区", "engine:told") not in [(m.surface, m.rule) for m in weak]
    assert "朝阳区" in [m.surface for m in strong] and "朝阳区总工会" not in [m.surface for m in strong]


def test_votes_of_no_weight_change_nothing() -> None:
    text = "朝阳区总工会举办培训班。"
    assert voted(text, Span(0, 3, "District"), Span(7, 9, "Person"), weight=0.0) == voted(text)
    assert voted(text, Span(7, 9, "Person"), weight=-2.0) == voted(text)


def test_an_organisation_takes_the_class_that_its_last_word_tells() -> None:
    [mention] = voted("阿丁在路上。", Span(0, 2, "Organisation"))
    assert mention.type == "Organisation"
    spans = engine(Told(Span(0, 6, "Organisation"))).votes([article("阿丁丁大酒店开业", title="　")])
    assert [c.type for c in spans[0]["text"]] == ["Company"]


def test_spans_lose_white_space_at_the_ends_and_never_cross_lines() -> None:
    [votes] = engine(Told(Span(0, 4, "Person"), Span(1, 6, "Person"))).votes([article(" 阿丁 \n阿方", "　")])
    assert votes["text"] == [Candidate(1, 3, "Person", 1.5, "engine:told")]


def test_what_points_elsewhere_is_no_name_of_an_engine() -> None:
    [votes] = engine(Told(Span(0, 3, "Company"))).votes([article("该公司到场", "　")])
    assert votes["text"] == []


def test_all_texts_of_a_page_come_in_one_batch_without_bylines() -> None:
    asked: list[list[str]] = []

    class Listening(Told):
        def recognize(self, texts: Sequence[str], /) -> list[list[Span]]:
            asked.append(list(texts))
            return super().recognize(texts)

    one = Article(
        "p", 1, "news", passage("题"), passage("文"), kicker=passage("引"), byline=passage("记者 王五")
    )
    engine(Listening()).votes([one, article("又一篇")])
    assert asked == [["引", "题", "文", "短讯", "又一篇"]]


@pytest.mark.parametrize(
    ("span", "fault"),
    [
        ("甲", "not a kg.engines.Span"),
        (Span(0, 9, "Person"), "not a span of a text of 2 characters"),
        (Span(1, 1, "Person"), "not a span"),
        (Span(-1, 1, "Person"), "not a span"),
        (Span(0, True, "Person"), "offsets must be integers"),
        (Span(0, 1.0, "Person"), "offsets must be integers"),  # type: ignore[arg-type]
        (Span(0, 1, "Robot"), "unknown class"),  # type: ignore[arg-type]
        (Span(0, 1, "Person", 0), "confidence must be"),
        (Span(0, 1, "Person", 1.5), "confidence must be"),
        (Span(0, 1, "Person", float("nan")), "confidence must be"),
    ],
)
def test_answers_that_break_the_contract_are_refused(span: Any, fault: str) -> None:
    with pytest.raises(EngineError, match=fault):
        checked("x", ["甲乙"], [[span]])


def test_an_engine_must_answer_every_text() -> None:
    with pytest.raises(EngineError, match="2 texts were asked, 1 answered"):
        checked("x", ["甲", "乙"], [[]])


candidate = st.builds(
    lambda start, size, kind, score, rule: Candidate(start, start + size, kind, score, rule),
    st.integers(0, 12),
    st.integers(1, 5),
    st.sampled_from(CLASSES[:3]),
    st.floats(0.1, 5),
    st.sampled_from(["a", "b"]),
)


@given(st.lists(candidate, max_size=8), st.lists(candidate, max_size=6))
def test_a_vote_for_what_is_chosen_never_unchooses_it(own: list[Candidate], votes: list[Candidate]) -> None:
    chosen = best_set(joined(own, votes))
    agreed = [Candidate(c.start, c.end, c.type, 1.0, "engine:x") for c in chosen]
    again = best_set(joined(joined(own, votes), agreed))
    assert [(c.start, c.end) for c in again] == [(c.start, c.end) for c in chosen]


def test_candidates_hold_all_mentions() -> None:
    one = article("市总工会副主席张良来到朝阳区总工会。")
    weighed = candidates(one)
    for mention in recognize(one):
        spans = {(c.start, c.end, c.type, c.rule) for c in weighed[mention.field]}
        assert (mention.start, mention.end, mention.type, mention.rule) in spans


def test_an_engine_of_the_working_folder_is_found_and_given_its_settings(tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text(
        'recognizer = "mine:Words"\n[recognizers."mine:Words"]\n'
        'words = ["甲"]\nweight = 2\nweights = {Person = 0.5}\n',
        encoding="utf-8",
    )
    found = engine_for(load_config(tmp_path))
    assert (
        found and found.name == "words" and found.weights["Person"] == 0.5 and found.weights["Union"] == 2.0
    )
    assert found.identity.startswith("words: words 甲; weights: Person 0.5, Union 2,")


def test_an_object_that_is_an_engine_is_taken_as_it_is(tmp_path: Path) -> None:
    found = engine_for(load_config(tmp_path, recognizer="mine:ready"))
    assert found and [len(spans) for spans in found.answers(["甲乙", "丙"])] == [1, 0]


@pytest.mark.parametrize(
    ("name", "settings", "fault"),
    [
        ("nobody", {}, "'nobody' is not known: openai, spacy, or module:attribute"),
        ("nowhere:x", {}, "No module named 'nowhere'"),
        ("mine:Missing", {}, "has no attribute 'Missing'"),
        ("mine:", {}, "is not known"),
        ("mine:not_an_engine", {}, "neither a Recognizer"),
        ("mine:useless", {}, "lacks name, identity or recognize"),
        ("mine:ready", {"words": []}, "takes no settings"),
        ("mine:Words", {}, "missing a required argument: 'words'; its settings: words, type"),
        ("mine:Words", {"words": [], "wörds": 1}, "unexpected keyword argument"),
        ("mine:Words", {"words": [], "weight": "much"}, "weight is a number"),
        ("mine:Words", {"words": [], "weights": {"Robot": 1}}, "unknown class 'Robot'"),
    ],
)
def test_an_engine_that_cannot_be_had_is_said_before_anything_is_read(
    name: str, settings: dict[str, Any], fault: str, tmp_path: Path
) -> None:
    config = load_config(tmp_path, recognizer=name, recognizers={name: settings})
    with pytest.raises(InputError, match=fault):
        engine_for(config)
    with pytest.raises(InputError, match=fault):
        list(extract([PAGE], config=config))
    with pytest.raises(InputError, match=fault):
        build([PAGE], output=tmp_path / "out", config=config)
    assert not (tmp_path / "out").exists()


def test_packages_declare_engines_by_entry_points(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from importlib.metadata import EntryPoint

    point = EntryPoint("theirs", "mine:ready", GROUP)
    monkeypatch.setattr("kg.engines.loading.entry_points", lambda **_: [point])
    assert names() == ["openai", "spacy", "theirs"]
    found = engine_for(load_config(tmp_path, recognizer="theirs"))
    assert found and found.name == "words"


def test_a_folder_of_pages_cannot_choose_an_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "page.txt").write_bytes(PAGE.read_bytes())
    for setting in ('recognizer = "mine:ready"\n', '[recognizers.openai]\nbase_url = "http://elsewhere"\n'):
        (pages / "kg.toml").write_text(setting, encoding="utf-8")
        with pytest.raises(InputError, match="not taken from a folder of pages"):
            kg.pipeline.config_for([pages])
    monkeypatch.chdir(pages)
    assert kg.pipeline.config_for(["."]).recognizers["openai"]


def test_votes_reach_the_rows_and_the_run_says_whose_they_are(tmp_path: Path) -> None:
    word: Class = "Platform"
    settings = {"mine:Words": {"words": ["春天"], "type": word, "weight": 30}}
    (tmp_path / "page.txt").write_text(
        "## 春天\n　　本报讯（记者 王五）春天来了，人们走出家门。\n", encoding="utf-8"
    )
    config = load_config(tmp_path, recognizer="mine:Words", recognizers=settings)
    build(["page.txt"], output="with", config=config)
    build(["page.txt"], output="without", config=load_config(tmp_path))
    with open_store(Path("with", NAME), read_only=True) as store:
        assert store.run().engine.startswith("words: words 春天; weights: Person 30")
        [reading] = store.readings()
    assert {m.surface for m in (link.mention for link in reading.links) if m.rule == "engine:words"} == {
        "春天"
    }
    told = "SELECT ?d { ?run prov:wasAssociatedWith ?e . ?e schema:name 'words' ; schema:description ?d }"
    [row] = list(load(Path("with/graph.nq")).query(told, prefixes=prefixes()))  # type: ignore[arg-type]
    assert isinstance(row[0], Literal) and row[0].value.startswith("words: words 春天")
    assert b"prov:wasAssociatedWith" in Path("without/graph.ttl").read_bytes()
    assert b"weights:" not in Path("without/graph.ttl").read_bytes()


def prefixes() -> dict[str, str]:
    return {"prov": "http://www.w3.org/ns/prov#", "schema": "https://schema.org/"}


def test_pages_are_read_again_when_the_engine_or_its_weight_changes(tmp_path: Path) -> None:
    def unread(**settings: Any) -> int:
        engine = "mine:Words" if settings else ""
        config = load_config(tmp_path, recognizer=engine, recognizers={"mine:Words": settings})
        return build([PAGE], output=tmp_path / "out", config=config).unread

    assert [unread(words=["甲"]), unread(words=["甲"])] == [0, 1]
    assert [unread(words=["乙"]), unread(words=["乙"], weight=2), unread(), unread()] == [0, 0, 0, 1]


def test_a_page_whose_engine_fails_is_read_without_votes_and_tried_again(tmp_path: Path) -> None:
    config = load_config(tmp_path, recognizer="mine:Once")
    summary = build([PAGE], output="out", config=config)
    assert (summary.pages, summary.articles, len(summary.unvoted)) == (1, 5, 1)
    assert str(summary.unvoted[0]).startswith(
        f"{PAGE.name}: engine 引擎 words: no answer; read without votes"
    )
    again = build([PAGE], output="out", config=config)
    assert (again.unread, again.unvoted) == (0, [])
    assert build([PAGE], output="out", config=config).unread == 1


def test_whatever_an_engine_raises_the_run_goes_on_and_says_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(["extract", str(PAGE), "--recognizer", "mine:Broken"]) == 1
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 5
    assert "未经引擎 unvoted" in told.err and "RuntimeError: the model is on fire" in told.err
    assert run(["extract", str(PAGE)]) == 0
    assert capsys.readouterr().out == told.out
    assert run(["build", str(PAGE), "--recognizer", "mine:Broken", "-o", str(tmp_path / "out")]) == 1
    told = capsys.readouterr()
    assert "未经引擎 unvoted 1" in told.out and "on fire" in told.out


def test_an_evaluation_says_that_votes_are_missing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "kg.toml").write_text('recognizer = "mine:Broken"\n', encoding="utf-8")
    gold = SEEDS / "gold" / f"{PAGE.stem}.yaml"
    assert run(["evaluate", str(PAGE), str(gold)]) == 1
    assert "未经引擎 unvoted" in capsys.readouterr().err
    assert run(["explain", str(PAGE), "北京市总工会"]) == 1
    told = capsys.readouterr()
    assert "未经引擎 unvoted" in told.err and "北京市总工会" in told.out


def test_an_unknown_engine_is_a_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", str(PAGE), "--recognizer", "nobody"]) == 2
    told = capsys.readouterr()
    assert told.out == "" and "not known" in told.err


def test_the_same_votes_give_the_same_rows(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text(
        '[recognizers."mine:Words"]\nwords = ["职工", "工会"]\n', encoding="utf-8"
    )
    told = []
    for _ in range(2):
        kg.engines._engine.cache_clear()
        assert run(["extract", str(PAGE), "--recognizer", "mine:Words"]) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    assert any(
        mention["rule"] == "engine:words"
        for line in told[0].splitlines()
        for mention in json.loads(line)["mentions"]
    )

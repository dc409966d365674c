"""spaCy as an engine, with a blank Chinese pipeline and an entity ruler."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.config import load_config
from kg.engines import engine_for
from kg.engines.spacy import SpacyRecognizer
from kg.errors import EngineError, InputError
from kg.model import Class
from kg.pipeline import extract
from tests.optional import needs

pytestmark = needs("spacy", "spacy")

PATTERNS = {"PERSON": "阿丁丁", "ORG": "丁丁大酒店", "MONEY": "三万元", "FAC": "丁丁塔"}


def saved(folder: Path, patterns: dict[str, str]) -> Path:
    """A pipeline with a ruler, in a folder."""
    import spacy

    pipeline = spacy.blank("zh")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": text} for label, text in patterns.items()])  # type: ignore[attr-defined]
    pipeline.to_disk(folder)
    return folder


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return saved(tmp_path / "model", PATTERNS)


def test_entities_become_spans_by_code_points(model: Path) -> None:
    texts = ["𠮷：阿丁丁住进　丁丁大酒店\n花三万元。", "", "丁丁塔"]
    found = SpacyRecognizer(str(model), batch_size=2).recognize(texts)
    told = [
        [(text[s.start : s.end], s.type) for s in spans] for text, spans in zip(texts, found, strict=True)
    ]
    assert told == [[("阿丁丁", "Person"), ("丁丁大酒店", "Organisation")], [], [("丁丁塔", "Facility")]]
    assert {span.confidence for spans in found for span in spans} == {1.0}


def test_labels_and_confidence_are_settings(model: Path) -> None:
    labels: dict[str, Class] = {"MONEY": "Award"}
    [spans] = SpacyRecognizer(str(model), labels=labels, confidence=0.5).recognize(["阿丁丁得三万元"])
    assert [(span.type, span.confidence) for span in spans] == [("Award", 0.5)]


def test_the_engine_votes_on_pages(model: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("## 酒店开业\n　　本报讯（记者 王五）昨天，阿丁丁来到丁丁大酒店。\n", encoding="utf-8")
    config = load_config(recognizer="spacy", recognizers={"spacy": {"model": str(model), "weight": 4}})
    mentions = [link.mention for reading in extract([page], config=config) for link in reading.links]
    assert ("阿丁丁", "Person", "engine:spacy") in [(m.surface, m.type, m.rule) for m in mentions]
    assert ("丁丁大酒店", "Company") in [(m.surface, m.type) for m in mentions]


def test_the_identity_names_the_pipeline_and_changes_with_it_but_not_with_its_place(tmp_path: Path) -> None:
    one, same = (saved(tmp_path / name, PATTERNS) for name in ("one", "same"))
    other = saved(tmp_path / "other", {"PERSON": "阿方"})
    identities = [SpacyRecognizer(str(folder)).identity for folder in (one, same, other)]
    assert identities[0] == identities[1] != identities[2]
    assert "zh_pipeline" in identities[0] and str(tmp_path) not in identities[0]
    assert SpacyRecognizer(str(one), labels={}).identity != identities[0]


def test_a_pipeline_that_changes_the_text_is_refused(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recognizer = SpacyRecognizer(str(model))
    tokenizer = recognizer._pipeline.tokenizer
    monkeypatch.setattr(recognizer._pipeline, "tokenizer", lambda text: tokenizer(text.replace("　", "")))
    with pytest.raises(EngineError, match="changes the text"):
        recognizer.recognize(["甲　乙"])


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ({"model": "zh_no_such_pipeline"}, "Can't find model 'zh_no_such_pipeline'.*请下载模型或给出文件夹"),
        ({"labels": {"PERSON": "Human"}}, "unknown class 'Human'"),
        ({"confidence": 0}, "confidence is above 0"),
        ({"batch_size": 0}, "batch_size at least 1"),
        ({"modell": "x"}, "its settings: model, labels, confidence, batch_size"),
    ],
)
def test_wrong_settings_are_said(settings: dict[str, object], fault: str) -> None:
    with pytest.raises(InputError, match=fault):
        engine_for(load_config(recognizer="spacy", recognizers={"spacy": settings}))


def test_without_spacy_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "spacy", None)
    with pytest.raises(InputError, match=r"pip install 'kg\[spacy\]'"):
        SpacyRecognizer("zh_core_web_sm")

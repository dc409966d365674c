"""Other systems beside ours, measured on the same articles against the same gold by the same rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import log
from pathlib import Path
from typing import Any

from kg.baseline import baseline
from kg.config import Config
from kg.engines import Engine, engine_for
from kg.evaluate import evaluate
from kg.mentions.decode import best_set
from kg.model import CLASSES, Class, Reading
from kg.pipeline import OnFault, OnSkip, extract
from kg.rows import to_row
from kg.scores import Scores

__all__ = ["calibrated", "compared"]

FEWEST = 5
"""Spans of a class below which nothing is said of their worth."""


def compared(
    paths: Iterable[str | Path],
    gold: Sequence[Path],
    *,
    config: Config,
    on_skip: OnSkip | None = None,
    on_fault: OnFault | None = None,
) -> dict[str, Scores]:
    """System -> scores: `kg` by its rules alone, `posseg`; with an engine also that alone, and `kg` with it.

    Raises InputError; EngineError when the engine has no answer for a page.
    """
    paths = list(paths)
    plain = list(extract(paths, config=replace(config, recognizer=""), on_skip=on_skip))
    rows = {"kg": map(to_row, plain), "posseg": baseline(plain)}
    if engine := engine_for(config):
        voted = extract(paths, config=config, on_fault=on_fault)
        rows |= {engine.name: _alone(engine, plain), f"kg + {engine.name}": map(to_row, voted)}
    return {name: evaluate(found, gold, home=config.home) for name, found in rows.items()}


def _alone(engine: Engine, readings: Sequence[Reading]) -> Iterator[dict[str, Any]]:
    """Rows of what an engine finds by itself, the surer and longer of spans that overlap."""
    even = Engine(engine.recognizer, dict.fromkeys(CLASSES, 1.0))
    by_page: dict[str, list[Reading]] = {}
    for reading in readings:
        by_page.setdefault(reading.article.page, []).append(reading)
    for page in by_page.values():
        votes = even.votes([reading.article for reading in page])
        for reading, fields in zip(page, votes, strict=True):
            texts = {field: passage.text for field, passage in reading.article.passages()}
            names = [
                (texts[field][c.start : c.end], c.type) for field in fields for c in best_set(fields[field])
            ]
            mentions = [{"surface": name, "entity": name, "type": kind} for name, kind in names]
            yield {**to_row(Reading(reading.article)), "mentions": mentions}


def calibrated(scores: Scores) -> dict[Class, float]:
    """Log-odds of a mention of each class being right, for the weights of an engine (see docs/engines.md).

    Half a mention is added on both sides (Haldane 1956, Anscombe 1956), so that few mentions are no proof.
    """
    weights: dict[Class, float] = {}
    for kind in CLASSES:
        tally = scores.tallies.get(f"mention {kind}")
        if tally and tally.predicted >= FEWEST:
            weights[kind] = round(log((tally.right + 0.5) / (tally.predicted - tally.right + 0.5)), 2)
    return weights

"""Engines: recognizers from outside whose spans vote in the same score as our own rules.

An engine is named in kg.toml or with --recognizer; what it answers is checked, weighed and handed to
`kg.mentions.recognize` as candidates. Nothing of it is loaded before it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from json import dumps, loads

from kg.config import Config
from kg.engines.loading import loaded
from kg.engines.located import labelled, located
from kg.engines.spans import LABELS, Recognizer, Span, checked
from kg.errors import EngineError, InputError
from kg.mentions.scene import Candidate
from kg.mentions.suffixes import suffix_class
from kg.model import CLASSES, Article, Class, Field

__all__ = [
    "LABELS",
    "Engine",
    "EngineError",
    "Recognizer",
    "Span",
    "engine_for",
    "labelled",
    "located",
    "votes_on",
]

WEIGHT = 1.5
"""Log-odds of a span being right that nobody has measured: about four of five."""

# What raises in code that is not ours, from a missing key to a full graphics card.
FAULTS = (ArithmeticError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Engine:
    """A recognizer and what its votes weigh."""

    recognizer: Recognizer
    weights: Mapping[Class, float]
    """Class -> log-odds of a span that the engine is quite sure of; 0 and less: the class does not vote."""

    @property
    def name(self) -> str:
        """The recognizer's name, as in the rule `engine:NAME`."""
        return self.recognizer.name

    @property
    def identity(self) -> str:
        """What decides its votes: name, the recognizer's own account, weights."""
        weights = ", ".join(f"{kind} {self.weights[kind]:g}" for kind in CLASSES)
        return f"{self.name}: {self.recognizer.identity}; weights: {weights}"

    def report(self) -> str:
        """What the recognizer wants to be told at the end (requests, tokens, cost), '' for nothing."""
        told = getattr(self.recognizer, "report", None)
        return str(told()) if callable(told) else ""

    def answers(self, texts: Sequence[str]) -> list[list[Span]]:
        """The recognizer's spans, checked. Raises EngineError for whatever goes wrong in it."""
        try:
            return checked(self.name, texts, self.recognizer.recognize(texts))
        except EngineError:
            raise
        except FAULTS as error:
            raise EngineError(self.name, f"{type(error).__name__}: {error}") from error

    def votes(self, articles: Sequence[Article]) -> list[dict[Field, list[Candidate]]]:
        """For each article the candidates by field, bylines left out. All texts are asked in one batch."""
        places = [
            (number, field, passage.text)
            for number, article in enumerate(articles)
            for field, passage in article.passages()
            if field != "byline" and passage.text.strip()
        ]
        found: list[dict[Field, list[Candidate]]] = [{} for _ in articles]
        answers = self.answers([text for _, _, text in places]) if places else []
        for (number, field, text), spans in zip(places, answers, strict=True):
            found[number][field] = list(self._candidates(text, spans))
        return found

    def _candidates(self, text: str, spans: Sequence[Span]) -> Iterator[Candidate]:
        """Spans as candidates, white space at the ends taken off; none over a line end, none of 该公司."""
        for span in sorted({*spans}):
            surface = text[span.start : span.end]
            start = span.start + len(surface) - len(surface.lstrip())
            surface = surface.strip()
            kind = _kind(span.type, surface)
            score = round(self.weights[kind] * span.confidence, 3)
            if surface and "\n" not in surface and surface[0] != "该" and score > 0:
                yield Candidate(start, start + len(surface), kind, score, f"engine:{self.name}")


def _kind(kind: Class, surface: str) -> Class:
    """The class of an organisation by its last word: engines of the usual schemes know only ORG."""
    return (suffix_class(surface) or kind) if kind == "Organisation" else kind


def engine_for(config: Config) -> Engine | None:
    """The engine that the settings name, loaded once; None when they name none.

    Raises InputError for an unknown engine, a wrong setting, or a package that is not installed.
    """
    if not config.recognizer:
        return None
    return _engine(config.recognizer, dumps(config.recognizers.get(config.recognizer, {}), sort_keys=True))


def votes_on(articles: Sequence[Article], config: Config) -> list[dict[Field, list[Candidate]]]:
    """The votes of the engine that the settings name, article by article; empty without one.

    Raises EngineError, InputError.
    """
    engine = engine_for(config)
    return engine.votes(articles) if engine else [{} for _ in articles]


@lru_cache(maxsize=8)
def _engine(name: str, settings: str) -> Engine:
    options = loads(settings)
    weight, weights = options.pop("weight", WEIGHT), options.pop("weights", {})
    if not _is_number(weight) or not isinstance(weights, dict) or not all(map(_is_number, weights.values())):
        raise InputError(f"engine {name}: weight is a number, weights a table of numbers 权重须为数字")
    if unknown := [kind for kind in weights if kind not in CLASSES]:
        raise InputError(f"engine {name}: weights: unknown class {unknown[0]!r}; known: {', '.join(CLASSES)}")
    return Engine(loaded(name, options), {kind: float(weights.get(kind, weight)) for kind in CLASSES})


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= 100

"""What an engine answers: spans of a text with a class, checked before they count as votes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from kg.errors import EngineError
from kg.model import CLASSES, Class

__all__ = ["LABELS", "Recognizer", "Span", "checked"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A name in a text: `text[start:end]`, offsets in code points, the end exclusive."""

    start: int
    end: int
    type: Class
    confidence: float = 1.0
    """How sure the engine is, above 0 and at most 1."""


@runtime_checkable
class Recognizer(Protocol):
    """An engine: anything that finds names in texts. See docs/engines.md.

    Raise EngineError when no answer can be had; the page is then read without votes, and that is said.
    """

    @property
    def name(self) -> str:
        """A short name for rules and reports: letters, digits, `.`, `_`, `-`."""

    @property
    def identity(self) -> str:
        """What decides its answers: model, version, settings; it is published: no secrets, no paths."""

    def recognize(self, texts: Sequence[str], /) -> Sequence[Sequence[Span]]:
        """The names in each of the texts, one list a text, in the same order; spans may overlap."""


LABELS: dict[str, Class] = {
    "PERSON": "Person",
    "PER": "Person",
    "nr": "Person",
    "Nh": "Person",
    "ORG": "Organisation",
    "ORGANIZATION": "Organisation",
    "nt": "Organisation",
    "Ni": "Organisation",
    "GPE": "District",
    "LOC": "District",
    "LOCATION": "District",
    "ns": "District",
    "Ns": "District",
    "FAC": "Facility",
    "EVENT": "Event",
    "WORK_OF_ART": "Work",
}
"""Labels of OntoNotes, MSRA, PKU and LTP -> our classes; what its last word tells refines an Organisation."""


def checked(name: str, texts: Sequence[str], answers: Iterable[Iterable[Span]]) -> list[list[Span]]:
    """The answers as lists; raises EngineError for one that breaks the contract of `Recognizer`."""
    found = [list(answer) for answer in answers]
    if len(found) != len(texts):
        raise EngineError(name, f"{len(texts)} texts were asked, {len(found)} answered 应答数目不符")
    for number, (text, spans) in enumerate(zip(texts, found, strict=True)):
        for span in spans:
            if fault := _fault(span, len(text)):
                raise EngineError(name, f"text {number + 1}, {span!r}: {fault} 应答有误")
    return found


def _fault(span: object, length: int) -> str | None:
    if not isinstance(span, Span):
        return "not a kg.engines.Span"
    offsets = span.start, span.end
    if not all(type(offset) is int for offset in offsets):
        return "offsets must be integers"
    if not 0 <= span.start < span.end <= length:
        return f"not a span of a text of {length} characters"
    if span.type not in CLASSES:
        return f"unknown class; known: {', '.join(CLASSES)}"
    if not isinstance(span.confidence, int | float) or not 0 < span.confidence <= 1:
        return "confidence must be above 0 and at most 1"
    return None

"""What an evaluation finds: tallies by subject, faults by article, and what was taken for what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kg.confusion import Confusion
from kg.model import CLASSES, MAIN_CLASSES, PREDICATES

__all__ = ["LEVELS", "STATEMENTS", "Fault", "Scores", "Tally"]

LEVELS = ("mention", "entity", "loose")
RECALLED = tuple(
    f"recall {kind}" for kind in PREDICATES if kind not in ("organizes", "coOrganizes", "holdsPost")
)
STATEMENTS = ("articles", "byline", "posts", "organizes", "relations recall", *RECALLED)
"""Subjects that have no class, in the order of a table; of the recalls only the recall means something."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were right, how many were predicted, how many there are in the gold."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Share of the predicted that is right, 0 when nothing was predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found, 0 when there is no gold."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Fault:
    """What was missed and what was wrong in one article, of one class or part."""

    page: str
    title: str
    what: str
    """A class, or title, kicker, subtitle, kind, body, byline, posts, organizes."""
    missed: tuple[str, ...]
    wrong: tuple[str, ...]


@dataclass(slots=True)
class Scores:
    """The outcome of an evaluation: counts of the article cut, tallies by subject, faults."""

    counts: Counter[str] = field(default_factory=Counter)
    """articles gold, predicted and found; titles, kickers, subtitles, kinds right; bodies whole."""
    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    """Under `entity Person`, `mention ALL`, `byline`, `posts`, `organizes`, `relations recall`, …"""
    errors: list[Fault] = field(default_factory=list)
    """In the order of the gold, then of the article's parts."""
    confusions: list[Confusion] = field(default_factory=list)
    """Every entity that was missed, wrong, or taken for another, in the order of the gold."""

    def rows(self) -> Iterator[tuple[str, Tally]]:
        """Tallies in the order of a table: each level by class, then bylines, posts, relations."""
        for level in LEVELS:
            for kind in (*CLASSES, "FIVE", "ALL"):
                if f"{level} {kind}" in self.tallies:
                    yield f"{level} {kind}", self.tallies[f"{level} {kind}"]
        for subject in STATEMENTS:
            if subject in self.tallies or subject not in RECALLED:
                yield subject, self.tallies.get(subject, Tally())

    def as_json(self) -> dict[str, Any]:
        """Counts and figures as plain JSON values; ratios rounded to four places.

        Of the recalls only the recall means something: the gold does not list all relations.
        """
        figures = {
            subject: {
                "precision": round(tally.precision, 4),
                "recall": round(tally.recall, 4),
                "f1": round(tally.f1, 4),
                "right": tally.right,
                "predicted": tally.predicted,
                "gold": tally.gold,
            }
            for subject, tally in self.rows()
        }
        return {"counts": dict(self.counts), "scores": figures}

    def add(self, subject: str, tally: Tally) -> None:
        """Adds to the tally of a subject."""
        self.tallies[subject] = self.tallies.get(subject, Tally()) + tally

    def sum_up(self) -> None:
        """Adds the main five classes, and all."""
        for level in LEVELS:
            by_class = {k: v for k, v in self.tallies.items() if k.startswith(f"{level} ")}
            five = (by_class.get(f"{level} {kind}", Tally()) for kind in MAIN_CLASSES)
            self.tallies[f"{level} FIVE"] = sum(five, Tally())
            self.tallies[f"{level} ALL"] = sum(by_class.values(), Tally())

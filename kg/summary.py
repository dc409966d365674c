"""What a build did, in numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kg.corpus import Outcome
from kg.corpus.decisions import Decisions
from kg.errors import EngineError, PageError
from kg.model import CLASSES, PREDICATES, Run
from kg.readings import Select

__all__ = ["Summary"]

ENTITIES = "SELECT type, count(DISTINCT id) FROM bearer GROUP BY type"
RELATIONS = """
SELECT predicate, count(DISTINCT (type, name, qualifier, other_type, other, other_qualifier))
FROM related GROUP BY predicate
"""
TOTALS = """
SELECT (SELECT count(*) FROM page WHERE articles > 0), (SELECT count(*) FROM reading),
    (SELECT count(*) FROM pair),
    (SELECT count(DISTINCT (post, type, name, qualifier, org_type, org, org_qualifier)) FROM held)
"""


@dataclass(slots=True)
class Summary:
    """What a build did."""

    run: Run
    pages: int = 0
    """Pages that gave articles."""
    articles: int = 0
    entities: dict[str, int] = field(default_factory=dict)
    """By class, those of the graph."""
    relations: dict[str, int] = field(default_factory=dict)
    """By predicate, each statement of two entities once."""
    posts: int = 0
    pairs: int = 0
    """Pairs of entities that are named together."""
    merged: int = 0
    """Names that stand for another name by what the whole corpus says."""
    namesakes: int = 0
    """Names that several people have."""
    doubts: int = 0
    """Pairs that are left for people to judge."""
    decisions: int = 0
    """Decisions of people that hold."""
    unread: int = 0
    """Pages that were in the store, unchanged."""
    withdrawn: int = 0
    """Pages that were in the store and are no more."""
    skipped: list[PageError] = field(default_factory=list)
    unvoted: list[EngineError] = field(default_factory=list)
    """Pages read without the votes of the engine, and why; the next build tries them again."""
    notices: list[str] = field(default_factory=list)
    outputs: dict[Path, int] = field(default_factory=dict)
    """Size in bytes by file; of the database, all its files."""

    def take(self, outcome: Outcome, held: Decisions) -> None:
        """Takes over what the pass over the corpus did."""
        self.merged, self.namesakes, self.doubts = outcome.merged, outcome.namesakes, outcome.doubts
        self.decisions = len(held.held)
        if outcome.unknown:
            names = "、".join(entity.name for entity in outcome.unknown[:10])
            self.notices.append(
                f"{len(outcome.unknown)} names in decisions are in no article 决定中有未见报的名称: {names}"
            )
        if outcome.unheeded:
            told = "; ".join(outcome.unheeded[:10])
            self.notices.append(f"one article gives both employers, kept as one 同篇兼任，仍作一人: {told}")

    def count(self, select: Select) -> None:
        """Takes the numbers of what a store holds; `select` asks it."""
        [(self.pages, self.articles, self.pairs, self.posts)] = select(TOTALS)
        entities: dict[str, int] = dict(select(ENTITIES))
        relations: dict[str, int] = dict(select(RELATIONS))
        self.entities = {kind: entities[kind] for kind in CLASSES if kind in entities}
        self.relations = {kind: relations[kind] for kind in PREDICATES if kind in relations}

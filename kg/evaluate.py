"""Precision, recall and F1 of extraction against pages annotated by hand (seeds/gold/README.md).

Measured are the cut into articles, bylines, mentions (surface and class), entities (canonical name;
and `loose`, where a shared surface is enough), posts, who organizes what, and the recall of all
relations. What the gold calls optional counts neither as right nor as wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from kg.compare import (
    Key,
    Triple,
    bare,
    entities,
    matched,
    posts,
    relations,
    same_post,
    same_relation,
    same_title,
)
from kg.config import load_config
from kg.errors import InputError
from kg.gold import gold_files, gold_page
from kg.model import CLASSES, MAIN_CLASSES

__all__ = ["Fault", "Scores", "Tally", "evaluate"]

Row = Mapping[str, Any]
"""An article as `kg extract` prints it, or as the gold has it."""

ROLES = ("reporters", "correspondents", "photographers")
NEEDED = {"mentions": ("type", "surface"), "posts": ("person", "post"), "relations": ("predicate",)}
LEVELS = ("mention", "entity", "loose")


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

    def rows(self) -> Iterator[tuple[str, Tally]]:
        """Tallies in the order of a table: each level by class, then bylines, posts, relations."""
        for level in LEVELS:
            for kind in (*CLASSES, "FIVE", "ALL"):
                if f"{level} {kind}" in self.tallies:
                    yield f"{level} {kind}", self.tallies[f"{level} {kind}"]
        for subject in ("byline", "posts", "organizes", "relations recall"):
            yield subject, self.tallies.get(subject, Tally())

    def as_json(self) -> dict[str, Any]:
        """Counts and figures as plain JSON values; ratios rounded to four places.

        Of `relations recall` only the recall means something: the gold does not list them all.
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

    def _add(self, subject: str, tally: Tally) -> None:
        self.tallies[subject] = self.tallies.get(subject, Tally()) + tally


def evaluate(rows: Iterable[Row], gold: Sequence[Path], *, home: str | None = None) -> Scores:
    """Compares rows of `kg extract` with gold files, or folders of them; pages without gold do not count.

    `home` is the home city, as in kg.toml. Raises InputError for a gold file that cannot be used, a row
    that lacks what is compared, or a missing PyYAML.
    """
    home = load_config(home=home).home
    by_page = _by_page(rows)
    scores = Scores()
    for path in gold_files(gold):
        page = gold_page(path)
        predicted = by_page.get(path.stem) or by_page.get(_stem(page.get("page", "")), [])
        _score_page(scores, path.stem, page["articles"], predicted, home)
    _sum_up(scores)
    return scores


def _by_page(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for number, row in enumerate(rows, 1):
        _check(row, number)
        found[_stem(row["page"])].append(row)
    return found


def _stem(page: object) -> str:
    return PurePosixPath(str(page)).stem


def _check(row: Row, number: int) -> None:
    """Raises InputError when a row lacks what is compared."""
    missing = ["page"] if "page" not in row else []
    for part, keys in NEEDED.items():
        for entry in row.get(part, []):
            missing += [f"{part}: {key}" for key in keys if key not in entry]
    if missing:
        raise InputError(f"row {number} has no {missing[0]}; rows must be as kg extract prints them")


def _score_page(scores: Scores, page: str, gold: Sequence[Row], predicted: Sequence[Row], home: str) -> None:
    scores.counts["articles gold"] += len(gold)
    scores.counts["articles predicted"] += len(predicted)
    for wanted, row in _aligned(gold, predicted):
        article = Comparison(scores, page, wanted, row or {}, home)
        if row is not None:
            article.cut()
        article.entities()
        article.bylines()
        article.posts()
        article.relations()


def _aligned(gold: Sequence[Row], predicted: Sequence[Row]) -> Iterator[tuple[Row, Row | None]]:
    """Each article of the gold with the prediction of its title, else the one that has its first words."""
    left = list(predicted)
    for wanted in gold:
        title, first = bare(wanted["title"]), bare(wanted.get("first"))[:10]
        titled = (row for row in left if bare(row.get("title")) == title)
        begun = (row for row in left if first and first in bare(row.get("text")))
        row = next(titled, None) or next(begun, None)
        if row is not None:
            left = [other for other in left if other is not row]
        yield wanted, row


@dataclass(frozen=True, slots=True)
class Comparison:
    """One article of the gold beside its prediction, adding to the scores."""

    scores: Scores
    page: str
    gold: Row
    predicted: Row
    home: str

    def cut(self) -> None:
        """Heading, kind, and whether the body has its first and last words."""
        counts, text = self.scores.counts, bare(self.predicted.get("text"))
        counts["articles found"] += 1
        parts = {
            part: (bare(self.gold.get(part)), bare(self.predicted.get(part)))
            for part in ("title", "kicker", "subtitle")
        }
        parts["kind"] = (self.gold.get("kind", "news"), self.predicted.get("kind", "news"))
        for part, (wanted, found) in parts.items():
            counts[f"{part}s right"] += wanted == found
            if wanted != found:
                self._fault(part, [wanted], [found])
        ends = [bare(self.gold.get("first"))[-10:], bare(self.gold.get("last"))[-8:]]
        missing = [end for end in ends if end not in text]
        counts["bodies whole"] += not missing
        self._fault("body", missing, [])

    def entities(self) -> None:
        """Mentions by surface and class, entities by canonical name, and loosely by surface."""
        gold = entities(_gold_mentions(self.gold), self.home)
        found = entities(_mentions(self.predicted), self.home)
        optional = {bare(name) for name in self.gold.get("optional") or []}
        found = _without_optional(found, gold, optional)
        self._mentions(gold, found, optional)
        for level in ("entity", "loose"):
            pairs = matched(found, gold, loose=level == "loose")
            self._entities(level, gold, found, pairs)
            if level == "entity":
                self._entity_faults(gold, found, pairs)

    def _mentions(
        self, gold: Mapping[Key, set[str]], found: Mapping[Key, set[str]], optional: set[str]
    ) -> None:
        wanted = {(kind, surface) for (kind, _), surfaces in gold.items() for surface in surfaces}
        given = {(kind, surface) for (kind, _), surfaces in found.items() for surface in surfaces}
        given = {key for key in given if key in wanted or key[1] not in optional}
        for kind, _ in wanted:
            self.scores._add(f"mention {kind}", Tally(gold=1))
        for key in given:
            self.scores._add(f"mention {key[0]}", Tally(int(key in wanted), 1))

    def _entities(
        self, level: str, gold: Iterable[Key], found: Iterable[Key], pairs: Mapping[Key, Key]
    ) -> None:
        for kind, _ in gold:
            self.scores._add(f"{level} {kind}", Tally(gold=1))
        for key in found:
            kind, _ = pairs.get(key, key)
            self.scores._add(f"{level} {kind}", Tally(int(key in pairs), 1))

    def _entity_faults(
        self, gold: Iterable[Key], found: Mapping[Key, set[str]], pairs: Mapping[Key, Key]
    ) -> None:
        missed = sorted(set(gold) - set(pairs.values()))
        wrong = sorted(key for key in found if key not in pairs)
        for kind in dict.fromkeys(key[0] for key in (*missed, *wrong)):
            self._fault(
                kind,
                [name for of, name in missed if of == kind],
                [_shown(key[1], found[key]) for key in wrong if key[0] == kind],
            )

    def bylines(self) -> None:
        """Who signed, in which role."""
        wanted, found = _authors(self.gold), _authors(self.predicted)
        self.scores._add("byline", Tally(len(wanted & found), len(found), len(wanted)))
        self._fault("byline", _spelled(wanted - found), _spelled(found - wanted))

    def posts(self) -> None:
        """Posts; those to which the gold gives no organisation may be there or not."""
        gold = posts(self.gold.get("posts") or [], self.home)
        found = posts(
            ((row["person"], row["post"], row.get("org")) for row in self.predicted.get("posts", [])),
            self.home,
        )
        wanted = {post for post in gold if post[2]}
        free = gold - wanted
        right = {post for post in wanted if any(same_post(other, post) for other in found)}
        wrong = {
            post
            for post in found
            if not any(same_post(post, other) for other in wanted)
            and not any(same_title(post, other) for other in free)
        }
        self._tally("posts", wanted, right, wrong)

    def relations(self) -> None:
        """organizes with precision and recall; all relations by recall, as the gold is not complete."""
        gold = relations(self.gold.get("relations") or [], self.home)
        found = relations(
            (
                (row.get("subject"), row["predicate"], row.get("object"))
                for row in self.predicted.get("relations", [])
            ),
            self.home,
        )
        right = {triple for triple in gold if any(same_relation(triple, other) for other in found)}
        self.scores._add("relations recall", Tally(len(right), len(right), len(gold)))
        wanted = {triple for triple in gold if triple[1] == "organizes"}
        wrong = {
            triple
            for triple in found
            if triple[1] == "organizes" and not any(same_relation(triple, other) for other in wanted)
        }
        self._tally("organizes", wanted, wanted & right, wrong)

    def _tally(self, what: str, wanted: set[Triple], right: set[Triple], wrong: set[Triple]) -> None:
        self.scores._add(what, Tally(len(right), len(right) + len(wrong), len(wanted)))
        self._fault(what, _spelled(wanted - right), _spelled(wrong))

    def _fault(self, what: str, missed: Iterable[str], wrong: Iterable[str]) -> None:
        lists = tuple(filter(None, missed)), tuple(filter(None, wrong))
        fault = Fault(self.page, self.gold["title"], what, *lists)
        if fault.missed or fault.wrong:
            self.scores.errors.append(fault)


def _gold_mentions(article: Row) -> Iterator[Triple]:
    for kind, names in (article.get("entities") or {}).items():
        for name, surfaces in names.items():
            for surface in surfaces or [name]:
                yield kind, name, surface


def _mentions(article: Row) -> Iterator[Triple]:
    for row in article.get("mentions", []):
        yield row["type"], row.get("entity") or row["surface"], row["surface"]


def _without_optional(
    found: Mapping[Key, set[str]], gold: Mapping[Key, set[str]], optional: set[str]
) -> dict[Key, set[str]]:
    """`found` less what is optional by name or surface and shares no surface with an entity of the gold."""
    named = {name for (_, key), surfaces in gold.items() for name in (key, *surfaces)}
    return {
        key: surfaces
        for key, surfaces in found.items()
        if key in gold or surfaces & named or not ({key[1]} | surfaces) & optional
    }


def _authors(article: Row) -> set[tuple[str, str]]:
    return {(role, bare(name)) for role in ROLES for name in article.get(role) or []}


def _shown(name: str, surfaces: Collection[str]) -> str:
    others = sorted(set(surfaces) - {name})
    return f"{name} ({', '.join(others)})" if others else name


def _spelled(found: Iterable[tuple[str, ...]]) -> list[str]:
    return [" · ".join(filter(None, parts)) for parts in sorted(found)]


def _sum_up(scores: Scores) -> None:
    """Adds the main five classes, and all."""
    for level in LEVELS:
        by_class = {k: v for k, v in scores.tallies.items() if k.startswith(f"{level} ")}
        five = (by_class.get(f"{level} {kind}", Tally()) for kind in MAIN_CLASSES)
        scores.tallies[f"{level} FIVE"] = sum(five, Tally())
        scores.tallies[f"{level} ALL"] = sum(by_class.values(), Tally())

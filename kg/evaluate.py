"""Precision, recall and F1 of extraction against pages annotated by hand (seeds/gold/README.md).

Measured are the cut into articles, bylines, mentions (surface and class), entities (canonical name;
and `loose`, where a shared surface is enough), posts, who organizes what, and the recall of all
relations and of each kind. What the gold calls optional counts neither as right nor as wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
from kg.confusion import confusions
from kg.errors import InputError
from kg.gold import gold_pages
from kg.scores import Fault, Scores, Tally

__all__ = ["Fault", "Scores", "Tally", "evaluate"]

Row = Mapping[str, Any]
"""An article as `kg extract` prints it, or as the gold has it."""

ROLES = ("reporters", "correspondents", "photographers")
NEEDED = {"mentions": ("type", "surface"), "posts": ("person", "post"), "relations": ("predicate",)}


def evaluate(rows: Iterable[Row], gold: Sequence[Path], *, home: str | None = None) -> Scores:
    """Compares rows of `kg extract` with gold files, or folders of them; pages without gold do not count.

    `home` is the home city, as in kg.toml. Raises InputError for a gold file that cannot be used, a row
    that lacks what is compared, or a missing PyYAML.
    """
    home = load_config(home=home).home
    by_page = _by_page(rows)
    scores = Scores()
    for name, page in gold_pages(gold):
        predicted = by_page.get(name) or by_page.get(_stem(page.get("page", "")), [])
        _score_page(scores, name, page["articles"], predicted, home)
    scores.sum_up()
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
    scores.add("articles", Tally(0, len(predicted), len(gold)))
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
        self.scores.add("articles", Tally(int(not missing and parts["title"][0] == parts["title"][1])))
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
                place = self.page, self.gold["title"]
                self.scores.confusions += confusions(*place, gold=gold, found=found, pairs=pairs)

    def _mentions(
        self, gold: Mapping[Key, set[str]], found: Mapping[Key, set[str]], optional: set[str]
    ) -> None:
        wanted = {(kind, surface) for (kind, _), surfaces in gold.items() for surface in surfaces}
        given = {(kind, surface) for (kind, _), surfaces in found.items() for surface in surfaces}
        given = {key for key in given if key in wanted or key[1] not in optional}
        for kind, _ in wanted:
            self.scores.add(f"mention {kind}", Tally(gold=1))
        for key in given:
            self.scores.add(f"mention {key[0]}", Tally(int(key in wanted), 1))

    def _entities(
        self, level: str, gold: Iterable[Key], found: Iterable[Key], pairs: Mapping[Key, Key]
    ) -> None:
        for kind, _ in gold:
            self.scores.add(f"{level} {kind}", Tally(gold=1))
        for key in found:
            kind, _ = pairs.get(key, key)
            self.scores.add(f"{level} {kind}", Tally(int(key in pairs), 1))

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
        self.scores.add("byline", Tally(len(wanted & found), len(found), len(wanted)))
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
        self.scores.add("relations recall", Tally(len(right), len(right), len(gold)))
        for kind in {predicate for _, predicate, _ in gold} - {"organizes"}:
            of, found_of = (sum(p == kind for _, p, _ in triples) for triples in (gold, right))
            self.scores.add(f"recall {kind}", Tally(found_of, found_of, of))
        self._fault("relations", _spelled(t for t in gold - right if t[1] != "organizes"), [])
        wanted = {triple for triple in gold if triple[1] == "organizes"}
        wrong = {
            triple
            for triple in found
            if triple[1] == "organizes" and not any(same_relation(triple, other) for other in wanted)
        }
        self._tally("organizes", wanted, wanted & right, wrong)

    def _tally(self, what: str, wanted: set[Triple], right: set[Triple], wrong: set[Triple]) -> None:
        self.scores.add(what, Tally(len(right), len(right) + len(wrong), len(wanted)))
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


def _spelled(found: Iterable[Triple | tuple[str, str]]) -> list[str]:
    return [" · ".join(filter(None, parts)) for parts in sorted(found)]

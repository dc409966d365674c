"""Resolution across the corpus: which names of all articles are one bearer's, and which are namesakes.

Counted from all readings at each build, never patched: what it says is the same for any order of pages and
for any division of them. Names come from the store as sums, people one name at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from kg.corpus.decisions import Decisions
from kg.corpus.groups import settle
from kg.corpus.lexicon import POINTING, Lexicon
from kg.corpus.namesakes import Context, told_apart
from kg.identity import Doubt, Identity
from kg.model import Entity
from kg.readings import Select, Store
from kg.sql import whole

__all__ = ["PEOPLE_STEPS", "Namesakes", "Outcome", "lexicon", "people", "resolve"]

NONE = Decisions()
NAMED = """
SELECT type, name, qualifier, count(DISTINCT article) FROM mention GROUP BY ALL ORDER BY ALL
"""
FORMS = f"""
SELECT type, name, qualifier, form, count(DISTINCT article)
FROM (
    SELECT *, regexp_replace(surface, '[\\t\\n\\f\\r \\p{{Z}}]', '', 'g') AS form FROM mention
    WHERE type <> 'Person' AND link <> 'anaphora' AND rule NOT IN {POINTING})
WHERE form <> name GROUP BY ALL ORDER BY ALL
"""
PROVINCES = """
SELECT type, name, qualifier, code, count(DISTINCT article)
FROM mention JOIN province USING (article) WHERE type <> 'Person' GROUP BY ALL ORDER BY ALL
"""
PEOPLE_STEPS = {
    "person": "SELECT DISTINCT name, article, as_read FROM settled WHERE type = 'Person' AND qualifier = ''",
    "often": "SELECT name FROM person GROUP BY name HAVING count(DISTINCT article) > 1",
    "read": """
    SELECT name, article, array_sort(array_agg(as_read)) AS names
    FROM person JOIN often USING (name) GROUP BY name, article""",
    "clues": """
    SELECT person.name, article,
        array_agg((type, clue.name, qualifier)) FILTER (WHERE kind = 'employer') AS units,
        array_agg(kind) FILTER (WHERE kind <> 'employer') AS roles
    FROM person JOIN clue USING (article) WHERE clue.person = as_read GROUP BY person.name, article""",
    "near": """
    SELECT article, array_agg(DISTINCT name) AS bodies FROM settled
    WHERE type IN ('Union', 'Company', 'Government', 'School', 'Organisation') GROUP BY article""",
    "people": """
    SELECT name, article, names, units, roles, bodies
    FROM read LEFT JOIN clues USING (name, article) LEFT JOIN near USING (article)""",
}
PEOPLE = whole(PEOPLE_STEPS, ("person",), "SELECT * FROM people ORDER BY name, article")


@dataclass(slots=True)
class Outcome:
    """What a pass over the corpus did."""

    merged: int = 0
    """Names that stand for another name."""
    namesakes: int = 0
    """Names that several people have."""
    doubts: int = 0
    unknown: tuple[Entity, ...] = ()
    """Names in decisions that no article has."""
    unheeded: tuple[str, ...] = ()
    """Decisions that an article contradicts: it gives both employers to one person."""


def lexicon(select: Select) -> Lexicon:
    """What all articles teach about names, the sum of `learn` over them; `select` asks for their sums."""
    found = Lexicon()
    for *name, count in select(NAMED):
        found.articles[Entity(*name)] = count
    for *name, form, count in select(FORMS):
        found.forms[Entity(*name), form] = count
    for *name, code, count in select(PROVINCES):
        found.provinces[Entity(*name), code] = count
    return found


def resolve(store: Store, decisions: Decisions = NONE, *, paper: str = "") -> Outcome:
    """Settles in the store what its names stand for, by all its articles and by what people decided."""
    settled = settle(lexicon(store.select), decisions)
    everywhere = [("", entity, found) for entity, found in sorted(settled.identities.items())]
    store.settle(everywhere, settled.doubts)
    outcome = Outcome(len(everywhere), doubts=len(settled.doubts), unknown=tuple(settled.unknown))
    found: list[tuple[str, Entity, Identity]] = []
    doubts: list[Doubt] = []
    for person in people(store.select(PEOPLE), settled.identities, decisions, paper=paper):
        found += person.identities
        doubts += person.doubts
        outcome.namesakes += person.several
        outcome.unheeded += person.unheeded
    outcome.doubts += len(doubts)
    store.add(found, doubts)
    return outcome


@dataclass(frozen=True, slots=True)
class Namesakes:
    """What a pass over the articles that name one name found."""

    several: bool
    """Whether several people have it."""
    identities: list[tuple[str, Entity, Identity]]
    doubts: tuple[Doubt, ...]
    unheeded: tuple[str, ...]


def people(
    rows: Iterable[tuple[Any, ...]],
    identities: Mapping[Entity, Identity],
    decisions: Decisions,
    *,
    paper: str,
) -> Iterator[Namesakes]:
    """The people of each name, one name at a time, from the rows of `PEOPLE_STEPS` by name and article."""
    same = _namesakes(decisions, "same", "same!", "alias")
    different = _namesakes(decisions, "different")
    for name, names, contexts in _contexts(rows, identities):
        pairs = same.get(name, ()), different.get(name, ())
        apart = told_apart(name, contexts, paper=paper, same=pairs[0], different=pairs[1])
        found: list[tuple[str, Entity, Identity]] = []
        for article, qualifier in apart.qualifiers.items():
            one = Identity(Entity("Person", name, qualifier), "namesake")
            found += [(article, Entity("Person", read), one) for read in names[article] if qualifier]
        unheeded = tuple(f"{name}: {one} ≠ {other}" for one, other in apart.unheeded)
        yield Namesakes(bool(apart.qualifiers), found, apart.doubts, unheeded)


def _namesakes(decisions: Decisions, *actions: str) -> dict[str, list[tuple[str, str]]]:
    """Name -> the pairs of employers or articles that decisions are about."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one, other in decisions.pairs(*actions):
        if one.type == other.type == "Person" and one.name == other.name:
            found.setdefault(one.name, []).append((one.qualifier, other.qualifier))
    return found


def _contexts(
    rows: Iterable[tuple[Any, ...]], identities: Mapping[Entity, Identity]
) -> Iterator[tuple[str, dict[str, list[str]], list[Context]]]:
    """The people whom several articles name, one after the other: name, names as read, articles."""
    for name, group in groupby(rows, key=lambda row: row[0]):
        read, contexts = {}, []
        for _, article, names, units, roles, bodies in group:
            read[article] = names
            employers = frozenset(_now(units or (), identities))
            contexts.append(Context(article, employers, frozenset(roles or ()), frozenset(bodies or ())))
        yield name, read, contexts


def _now(rows: Iterable[tuple[str, str, str]], identities: Mapping[Entity, Identity]) -> Iterator[Entity]:
    for row in rows:
        entity = Entity(*row)  # type: ignore[arg-type]
        found = identities.get(entity)
        if found is None:
            yield entity
        elif found.entity:
            yield found.entity

"""Resolution across the corpus: which names of all articles are one bearer's, and which are namesakes.

Counted from all readings at each build, never patched: what it says is the same for any order of pages and
for any division of them. Names come from the store as sums, people one name at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from kg.corpus.decisions import Decisions
from kg.corpus.groups import Settled, settle
from kg.corpus.lexicon import POINTING, Lexicon
from kg.corpus.namesakes import Context, told_apart
from kg.identity import Doubt, Identity
from kg.model import Entity
from kg.readings import Store

__all__ = ["Outcome", "lexicon", "resolve"]

NONE = Decisions()
NAMED = """
SELECT type, name, qualifier, count(DISTINCT article) FROM mention GROUP BY ALL ORDER BY ALL
"""
FORMS = f"""
SELECT type, name, qualifier, regexp_replace(surface, '[\\s\\p{{Z}}]', '', 'g') AS form,
    count(DISTINCT article)
FROM mention
WHERE type <> 'Person' AND link <> 'anaphora' AND rule NOT IN {POINTING} AND form <> name
GROUP BY ALL ORDER BY ALL
"""
PROVINCES = """
SELECT type, name, qualifier, code, count(DISTINCT article)
FROM mention JOIN province USING (article) WHERE type <> 'Person' GROUP BY ALL ORDER BY ALL
"""
PEOPLE = """
WITH
person AS MATERIALIZED (
    SELECT name, article, list_sort(list(DISTINCT as_read)) AS names
    FROM settled WHERE type = 'Person' AND qualifier = '' GROUP BY name, article),
often AS (SELECT name FROM person GROUP BY name HAVING count(*) > 1),
told AS (
    SELECT article, person,
        list((type, name, qualifier)) FILTER (WHERE kind = 'employer') AS units,
        list(kind) FILTER (WHERE kind <> 'employer') AS roles
    FROM clue GROUP BY article, person),
clues AS (
    SELECT article, person.name, flatten(list(units)) AS units, flatten(list(roles)) AS roles
    FROM (SELECT name, article, unnest(names) AS person FROM person) person
    JOIN told USING (article, person) GROUP BY article, person.name),
near AS (
    SELECT article, list(DISTINCT name) AS bodies FROM settled
    WHERE type IN ('Union', 'Company', 'Government', 'School', 'Organisation') GROUP BY article)
SELECT name, article, names, units, roles, bodies
FROM person JOIN often USING (name) LEFT JOIN clues USING (name, article) LEFT JOIN near USING (article)
ORDER BY name, article
"""


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


def lexicon(store: Store) -> Lexicon:
    """What all articles of the store teach about names: the sum of `learn` over its readings."""
    found = Lexicon()
    for *name, count in store.select(NAMED):
        found.articles[Entity(*name)] = count
    for *name, form, count in store.select(FORMS):
        found.forms[Entity(*name), form] = count
    for *name, code, count in store.select(PROVINCES):
        found.provinces[Entity(*name), code] = count
    return found


def resolve(store: Store, decisions: Decisions = NONE, *, paper: str = "") -> Outcome:
    """Settles in the store what its names stand for, by all its articles and by what people decided."""
    settled = settle(lexicon(store), decisions)
    everywhere = [("", entity, found) for entity, found in sorted(settled.identities.items())]
    store.settle(everywhere, settled.doubts)
    outcome = Outcome(len(everywhere), doubts=len(settled.doubts), unknown=tuple(settled.unknown))
    store.add(*_people(store, settled, decisions, paper, outcome))
    return outcome


def _people(
    store: Store, settled: Settled, decisions: Decisions, paper: str, outcome: Outcome
) -> tuple[list[tuple[str, Entity, Identity]], list[Doubt]]:
    same = _namesakes(decisions, "same", "same!", "alias")
    different = _namesakes(decisions, "different")
    found: list[tuple[str, Entity, Identity]] = []
    doubts: list[Doubt] = []
    for name, names, contexts in _contexts(store, settled.identities):
        pairs = same.get(name, ()), different.get(name, ())
        apart = told_apart(name, contexts, paper=paper, same=pairs[0], different=pairs[1])
        doubts += apart.doubts
        outcome.namesakes += bool(apart.qualifiers)
        outcome.unheeded += tuple(f"{name}: {one} ≠ {other}" for one, other in apart.unheeded)
        for article, qualifier in apart.qualifiers.items():
            one = Identity(Entity("Person", name, qualifier), "namesake")
            found += [(article, Entity("Person", read), one) for read in names[article] if qualifier]
    outcome.doubts += len(doubts)
    return found, doubts


def _namesakes(decisions: Decisions, *actions: str) -> dict[str, list[tuple[str, str]]]:
    """Name -> the pairs of employers or articles that decisions are about."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one, other in decisions.pairs(*actions):
        if one.type == other.type == "Person" and one.name == other.name:
            found.setdefault(one.name, []).append((one.qualifier, other.qualifier))
    return found


def _contexts(
    store: Store, identities: dict[Entity, Identity]
) -> Iterator[tuple[str, dict[str, list[str]], list[Context]]]:
    """The people whom several articles name, one after the other: name, names as read, articles."""
    for name, rows in groupby(store.select(PEOPLE), key=lambda row: row[0]):
        read, contexts = {}, []
        for _, article, names, units, roles, bodies in rows:
            read[article] = names
            employers = frozenset(_now(units or (), identities))
            contexts.append(Context(article, employers, frozenset(roles or ()), frozenset(bodies or ())))
        yield name, read, contexts


def _now(rows: Iterable[tuple[str, str, str]], identities: dict[Entity, Identity]) -> Iterator[Entity]:
    for row in rows:
        entity = Entity(*row)  # type: ignore[arg-type]
        found = identities.get(entity)
        if found is None:
            yield entity
        elif found.entity:
            yield found.entity

"""What one page can show of a large corpus: the strongest pairs, and the articles that they quote first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.model import CoOccurrence, Reading, Run
from kg.readings import Store
from kg.statistics import cooccurrences, pair_of

__all__ = ["MOST", "Excerpt", "excerpt"]

MOST = 5000
"""Articles whose texts a page holds: some 10 MB of it, and a tenth of the memory that a build may take."""
PAIRS = """
SELECT a.type, a.name, a.qualifier, b.type, b.name, b.qualifier, pair.* EXCLUDE (one, other)
FROM (FROM pair ORDER BY log_likelihood DESC, sentences DESC, one, other LIMIT $most) pair
JOIN (SELECT id, min(type) AS type, min(name) AS name, min(qualifier) AS qualifier FROM bearer GROUP BY id) a
    ON a.id = one
JOIN (SELECT id, min(type) AS type, min(name) AS name, min(qualifier) AS qualifier FROM bearer GROUP BY id) b
    ON b.id = other
ORDER BY log_likelihood DESC, sentences DESC, one, other
"""
READINGS = """
SELECT row, told FROM understood WHERE article IN (SELECT unnest($articles)) ORDER BY page, number
"""
COUNTS = """
SELECT id, count(DISTINCT article) FROM settled JOIN bearer USING (type, name, qualifier)
WHERE $reporters OR NOT byline GROUP BY id HAVING bool_or(article IN (SELECT unnest($articles)))
"""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Readings and pairs for a page, and what is true of all articles."""

    readings: Iterable[Reading]
    pairs: list[CoOccurrence]
    total: int
    """Articles of the corpus."""
    counts: dict[str, int] = field(default_factory=dict)
    """Articles that name an entity, by its identifier, where the readings are not all."""


def excerpt(store: Store, run: Run, *, most: int = MOST) -> Excerpt:
    """All that a store holds, or of a larger one as many articles as `most`."""
    [[total]] = store.select("SELECT count(*) FROM reading")
    if total <= most:
        pairs = cooccurrences(store, unit=run.unit, minimum=run.minimum, reporters=run.reporters)
        return Excerpt(store.readings(), pairs, total)
    articles, pairs = dict[str, None](), []
    for row in store.select(PAIRS, {"most": 4 * most}):
        *told, evidence = row
        if not evidence or (evidence[0]["article"] not in articles and len(articles) == most):
            continue
        articles[evidence[0]["article"]] = None
        first, second = sorted((told[:3], told[3:6]))
        pairs.append(pair_of(*first, *second, *told[6:], [tuple(quote.values()) for quote in evidence]))
    chosen = {"articles": [*articles]}
    readings = (reading for reading, *_ in store.understood(READINGS, chosen))
    counts = dict(store.select(COUNTS, {**chosen, "reporters": run.reporters}))
    return Excerpt(readings, pairs, total, counts)

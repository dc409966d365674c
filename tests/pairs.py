"""Co-occurrences counted the plain way, for tests of the stages that draw and export them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from kg.model import CoOccurrence, Entity, Quote, Reading
from kg.sentences import paragraphs, sentences

Pair = tuple[Entity, Entity]


def _units(reading: Reading, cut: str) -> Iterator[tuple[Quote, list[Entity]]]:
    for field, passage in reading.article.passages():
        spans = sentences(passage.text) if cut == "sentences" else paragraphs(passage.text)
        for start, end in spans if field != "byline" else ():
            inside = [
                link.entity
                for link in reading.links
                if link.mention.field == field and start <= link.mention.start < end
            ]
            yield Quote(reading.article.id, field, start, end), sorted(set(inside))


def pairs(readings: Sequence[Reading]) -> list[CoOccurrence]:
    """Every pair named in one sentence, measured over sentences."""
    together: Counter[Pair] = Counter()
    alone: Counter[Entity] = Counter()
    lines: Counter[Pair] = Counter()
    quotes: dict[Pair, list[Quote]] = defaultdict(list)
    total = 0
    for reading in readings:
        for _, names in _units(reading, "paragraphs"):
            lines.update(combinations(names, 2))
        for quote, names in _units(reading, "sentences"):
            total += 1
            alone.update(names)
            for pair in combinations(names, 2):
                together[pair] += 1
                quotes[pair].append(quote)
    return [_measured(pair, n, alone, total, lines, quotes[pair]) for pair, n in sorted(together.items())]


def _measured(
    pair: Pair,
    n: int,
    alone: Counter[Entity],
    total: int,
    lines: Counter[Pair],
    quotes: list[Quote],
) -> CoOccurrence:
    first, second = alone[pair[0]], alone[pair[1]]
    information = math.log(n * total / (first * second))
    npmi = information / -math.log(n / total) if n < total else 1.0
    articles = len({quote.article for quote in quotes})
    jaccard = n / (first + second - n)
    return CoOccurrence(
        *pair, articles, lines[pair], n, npmi, 2 * n * information, jaccard, tuple(sorted(quotes)[:10])
    )

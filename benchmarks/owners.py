"""Learns what tells which firm a unit is of: the mill that was spoken of last, the firm of the title, none.

    python benchmarks/owners.py             # learn, and measure articles with weights from the others
    python benchmarks/owners.py --write     # and put the weights into kg/data/owners.tsv

The articles are those of tests/gold and of seeds/gold that are not held out. Names are found and resolved as
`kg extract` does it, up to the choice; which firm is right is read off the annotated full name.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from unittest.mock import patch

from annotated import Annotated, annotated
from logit import Choice, learn, measured
from tables import ROOT

from kg.atomic import write_text
from kg.compare import canonical
from kg.config import load_config
from kg.entities import resolve
from kg.model import Class, Mention
from kg.owners import Units

__all__ = ["LEAST", "PENALTY", "choices", "main"]

WEIGHTS = ROOT / "kg/data/owners.tsv"
SOURCE = (
    "# Weights of a conditional logit over the firms that a unit may be of, or that none is, learned "
    "by `python benchmarks/owners.py --write` from tests/gold and seeds/gold. Columns: feature, weight."
)
PENALTY = 3.0
LEAST = 5
"""Choices in which something must be seen."""


def choices(articles: Iterable[Annotated]) -> Iterator[Choice]:
    """All units that may be named without their firm, and whose full names are known."""
    home = load_config().home
    for article in articles:
        for units, mentions in _units(article, home):
            yield from _choices(article, units, mentions, home)


def _units(article: Annotated, home: str) -> list[tuple[Units, Sequence[Mention]]]:
    """The units of an article, or of each report of a column, as they are when their firms are asked for."""
    asked: list[tuple[Units, Sequence[Mention]]] = []

    def ask(
        mentions: Sequence[Mention], names: Sequence[str | None], canonical: Mapping[tuple[Class, str], str]
    ) -> dict[tuple[Class, str], str]:
        asked.append((Units(mentions, names, canonical), mentions))
        return {}

    with patch("kg.bearers.owned", ask):
        resolve(article.article, article.mentions, home=home, page=article.places)
    return asked


def _choices(article: Annotated, units: Units, mentions: Sequence[Mention], home: str) -> Iterator[Choice]:
    chosen: set[str] = set()
    for order, unit in units.alone:
        names = article.full_names("Company", mentions[order].surface)
        if not names:
            continue
        if unit not in chosen:
            chosen.add(unit)
            right = {canonical(name, home) for name in names}
            seen = units.seen(unit, order)
            yield Choice.of(
                article.page,
                ((one, canonical(units.in_full(unit, firm), home) in right) for firm, one in seen.items()),
            )
        units.tell(order, unit, min(names))  # as if all above had been chosen rightly


def main() -> None:
    """Learns, measures and, if asked to, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write kg/data/owners.tsv")
    told = parser.parse_args()
    given = list(choices(annotated()))
    fit = [choice for choice in given if any(choice.right)]
    print(f"{len(given)} units; {len(fit)} have their right name among the candidates")
    print(f"right on articles not learned from: {measured(fit, PENALTY, LEAST):.3f} of these")
    if told.write:
        weights = learn(given, PENALTY, LEAST)
        write_text(
            WEIGHTS, "\n".join((SOURCE, *(f"{name}\t{weight}" for name, weight in weights.items()), ""))
        )


if __name__ == "__main__":
    main()

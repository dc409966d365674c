"""Learns what tells which place a bare level means: the 区 of 区总工会, the 市 of 市教育局.

    python benchmarks/levels.py             # learn, and measure articles with weights from the others
    python benchmarks/levels.py --write     # and put the weights into kg/data/levels.tsv

The articles are those of tests/gold and of seeds/gold that are not held out.
Names are found as `kg extract` finds them; which place was meant is read off the annotated full name.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence

from annotated import Annotated, annotated
from logit import Choice, learn, measured
from tables import ROOT

from kg.atomic import write_text
from kg.config import load_config
from kg.entities import LEVEL
from kg.levels import Candidate
from kg.lexicon import word_list
from kg.places import short_name, usual_name
from kg.setting import setting_of
from kg.structure import leading_places

__all__ = ["PENALTY", "choices", "main"]

WEIGHTS = ROOT / "kg/data/levels.tsv"
SOURCE = (
    "# Weights of a conditional logit over the places that a bare level may mean, learned by "
    "`python benchmarks/levels.py --write` from tests/gold and seeds/gold. Columns: feature, weight."
)
PENALTY = 1.0
CLASSES = ("Union", "Government", "School", "Facility")


def choices(articles: Iterable[Annotated]) -> Iterator[Choice]:
    """All bare levels whose full names are known."""
    home = load_config().home
    for article in articles:
        setting = setting_of(article.article, article.mentions, home, article.places)
        told: set[tuple[str, str]] = set()
        for order, mention in enumerate(article.mentions):
            named = (mention.type, mention.surface)
            level, full = _level(*named), article.full_names(*named)
            if level and full and named not in told:
                told.add(named)
                rivals = setting.levels.rivals(level)
                seen = rivals.features(order)
                yield Choice.of(
                    article.page,
                    ((one.items(), _is_meant(rivals.candidates[n], full)) for n, one in seen.items()),
                )


def _level(kind: str, surface: str) -> str | None:
    if kind == "Government" and surface in word_list("bare_offices"):
        return "office"
    found = LEVEL.match(surface) if kind in CLASSES and not leading_places(surface)[0] else None
    return found["level"] if found else None


def _is_meant(candidate: Candidate, full_names: Sequence[str]) -> bool:
    """Whether a full name begins with the place, in any of its forms."""
    forms = {candidate.name, usual_name(candidate.name), short_name(candidate.name)}
    names = [name.removeprefix("中共").removeprefix("政协") for name in full_names]
    return any(
        forms & set(leading_places(name + "#")[0]) or any(name.startswith(form) for form in forms)
        for name in names
    )


def main() -> None:
    """Learns, measures and, if asked to, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write kg/data/levels.tsv")
    told = parser.parse_args()
    given = list(choices(annotated()))
    right = measured(given, PENALTY)
    print(f"{len(given)} bare levels; right place on articles not learned from: {right:.3f}")
    if told.write:
        weights = learn(given, PENALTY)
        write_text(
            WEIGHTS, "\n".join((SOURCE, *(f"{name}\t{weight}" for name, weight in weights.items()), ""))
        )


if __name__ == "__main__":
    main()

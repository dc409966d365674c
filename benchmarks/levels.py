"""Learns what tells which place a bare level means: the 区 of 区总工会, the 市 of 市教育局.

    python benchmarks/levels.py             # learn, and measure articles with weights from the others
    python benchmarks/levels.py --write     # and put the weights into kg/data/levels.tsv

The articles are those of tests/gold and of seeds/gold that are not held out.
Names are found as `kg extract` finds them; which place was meant is read off the annotated full name. Weights
are those of a conditional logit with an L2 penalty: a convex function, so the same articles give the same.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tables import ROOT
from train import GOLD as TAUGHT
from train import MORE, fail, page_of

from kg.articles import split
from kg.compare import bare
from kg.config import load_config
from kg.entities import LEVEL
from kg.folding import folded
from kg.gold import gold_files, gold_page
from kg.levels import Candidate
from kg.lexicon import word_list
from kg.mentions import recognize
from kg.places import short_name, usual_name
from kg.read import pages
from kg.setting import setting_of
from kg.structure import leading_places

__all__ = ["GOLD", "Choice", "choices", "learn", "main"]

GOLD = (*TAUGHT, *MORE)
WEIGHTS = ROOT / "kg/data/levels.tsv"
SOURCE = (
    "# Weights of a conditional logit over the places that a bare level may mean, learned by "
    "`python benchmarks/levels.py --write` from tests/gold and seeds/gold. Columns: feature, weight."
)
PENALTY = 1.0
CLASSES = ("Union", "Government", "School", "Facility")


@dataclass(frozen=True, slots=True)
class Choice:
    """A bare level with its candidates: what is seen of each, and which are right."""

    article: str
    seen: tuple[dict[str, float], ...]
    right: tuple[bool, ...]


def choices(gold: Sequence[Path]) -> Iterator[Choice]:
    """All bare levels on the annotated pages whose full names are known."""
    home = load_config().home
    for path in gold_files(list(gold)):
        annotated = gold_page(path)
        text = page_of(path, annotated["page"])
        articles = [folded(article) for page in pages([text], on_skip=fail) for article in split(page)]
        found = [recognize(article) for article in articles]
        places = [m.surface for mentions in found for m in mentions if m.type == "District"]
        for article, mentions in zip(articles, found, strict=True):
            same = (a for a in annotated["articles"] if bare(a["title"]) == bare(article.title.text))
            if not (entry := next(same, None)):
                continue
            setting = setting_of(article, mentions, home, places)
            told: set[tuple[str, str]] = set()
            for order, mention in enumerate(mentions):
                named = (mention.type, mention.surface)
                level, full = _level(*named), _full_names(entry, *named)
                if level and full and named not in told:
                    told.add(named)
                    rivals = setting.levels.rivals(level)
                    seen = rivals.features(order)
                    right = tuple(_is_meant(rivals.candidates[number], full) for number in seen)
                    yield Choice(path.stem, tuple(seen.values()), right)


def _level(kind: str, surface: str) -> str | None:
    if kind == "Government" and surface in word_list("bare_offices"):
        return "office"
    found = LEVEL.match(surface) if kind in CLASSES and not leading_places(surface)[0] else None
    return found["level"] if found else None


def _full_names(entry: dict[str, Any], kind: str, surface: str) -> list[str]:
    named: dict[str, list[str] | None] = entry["entities"].get(kind) or {}
    return [full for full, surfaces in named.items() if surface in (surfaces or [full])]


def _is_meant(candidate: Candidate, full_names: Sequence[str]) -> bool:
    """Whether a full name begins with the place, in any of its forms."""
    forms = {candidate.name, usual_name(candidate.name), short_name(candidate.name)}
    names = [name.removeprefix("中共").removeprefix("政协") for name in full_names]
    return any(
        forms & set(leading_places(name + "#")[0]) or any(name.startswith(form) for form in forms)
        for name in names
    )


def learn(given: Sequence[Choice]) -> dict[str, float]:
    """Feature -> weight, by Newton's method on the likelihood that a right candidate is chosen."""
    names = sorted({name for choice in given for seen in choice.seen for name in seen})
    told = [_matrix(choice, names) for choice in given if 0 < sum(choice.right) < len(choice.right)]
    weights = np.zeros(len(names))
    for _ in range(100):
        slope, curve = PENALTY * weights, PENALTY * np.eye(len(names))
        for seen, right in told:
            chance = np.exp(seen @ weights - (seen @ weights).max())
            chance /= chance.sum()
            hoped = chance * right / (chance @ right)
            slope += seen.T @ (chance - hoped)
            curve += seen.T @ (np.diag(chance) - np.outer(chance, chance)) @ seen
        step = np.linalg.solve(curve, slope)
        weights = weights - step
        if np.abs(step).max() < 1e-6:
            break
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def _matrix(choice: Choice, names: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    seen = np.array([[one.get(name, 0.0) for name in names] for one in choice.seen])
    return seen, np.array(choice.right, float)


def _chosen(choice: Choice, weights: dict[str, float]) -> bool:
    """Whether a right candidate has the highest score."""
    scores = [sum(weights.get(name, 0.0) * value for name, value in seen.items()) for seen in choice.seen]
    return bool(scores) and choice.right[scores.index(max(scores))]


def main() -> None:
    """Learns, measures and, if asked to, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write kg/data/levels.tsv")
    told = parser.parse_args()
    given = list(choices(GOLD))
    articles = sorted({choice.article for choice in given})
    right = 0
    for fold in range(5):
        apart = set(articles[fold::5])
        weights = learn([choice for choice in given if choice.article not in apart])
        right += sum(_chosen(choice, weights) for choice in given if choice.article in apart)
    print(f"{len(given)} bare levels; right place on articles not learned from: {right / len(given):.3f}")
    if told.write:
        lines = [SOURCE, *(f"{name}\t{weight}" for name, weight in learn(given).items())]
        WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

"""Learns the weights of the tagger, which reads the words and the names that the rules found in them.

    python benchmarks/tagger.py              # learn, and say how large the model is
    python benchmarks/tagger.py --write      # and put the weights into kg/data/tagger.tsv

The pages are those of `train.py`, and tests/gold/pages and news, which the weights of the rules never saw: a
model that is stacked on others should meet them as they are on new text. Held-out pages are never read. What
is seen in fewer than three of the articles has no weight, so nothing is learned of a name that only one has.
By python-crfsuite (L-BFGS with L1 and L2 penalties, no random state): same pages, same weights.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pycrfsuite
from tables import ROOT
from train import GOLD as TAUGHT
from train import MORE, REPORTS, fail, page_of, spans_of, texts

from kg.articles import split
from kg.atomic import write_text
from kg.compare import bare
from kg.folding import folded
from kg.gold import gold_files, gold_page
from kg.mentions import drafted
from kg.mentions.tag_columns import OUTSIDE, Columns, columns
from kg.mentions.tag_weights import LABELS, TRANSITION, UNIT, attributes
from kg.model import Article
from kg.read import pages

__all__ = ["GOLD", "main", "sequences"]

GOLD = (*TAUGHT, *MORE)
SINGLE = (REPORTS, *MORE)
WEIGHTS = ROOT / "kg/data/tagger.tsv"
SOURCE = (
    "# Weights of the tagger (a conditional random field; hundredths of a log-odd), learned by `python "
    "benchmarks/tagger.py --write` from tests/gold. Columns: template, what stands there, numbers of labels "
    f"({' '.join(LABELS)}) each with its weight."
)
LEAST = 3
"""Articles in which something must be seen."""
SETTINGS = {"c1": 0.5, "c2": 2.0, "max_iterations": 60}
"""L1 and L2 penalties, steps of L-BFGS."""

Sequence_ = tuple[list[list[str]], list[str]]
"""For each word its attributes, `template\\tvalue`; and its label."""


def sequences(gold: Iterable[Path]) -> Iterator[Sequence_]:
    """The articles of annotated pages, as the tagger sees them, and what it should say.

    Those of the pages that the rules are weighed by come twice, as in `train.py`.
    """
    for path in gold_files(list(gold)):
        annotated = gold_page(path)
        articles = [
            a for page in pages([page_of(path, annotated["page"])], on_skip=fail) for a in split(page)
        ]
        for entry in annotated["articles"]:
            article = next((a for a in articles if bare(a.title.text) == bare(entry["title"])), None)
            if article:
                found = _sequence(article, entry)
                yield from [found] if path.parent in SINGLE else [found, found]


def _sequence(article: Article, entry: Mapping[str, Any]) -> Sequence_:
    seen = columns(*drafted(folded(article)))
    found = [[f"{template}\t{value}" for template, value in here] for here in attributes(seen)]
    return found, _labels("\n".join(texts(article)), seen, entry)


def _labels(text: str, seen: Columns, entry: Mapping[str, Any]) -> list[str]:
    """What each word is by the annotation; what it leaves open stays as the rules have it."""
    right = _characters(text, entry)
    for surface in entry.get("optional") or ():
        for start, end in spans_of(text, surface):
            right[start:end] = [r or "?" for r in right[start:end]]
    labels = []
    for (start, end), name in zip(seen.spans, seen.names, strict=True):
        inside = right[start:end]
        if all(r == "?" for r in inside) or (inside[0] == "?" and "" not in inside):
            labels.append(name)
        else:
            known = inside[0] if all(r not in ("", "?") for r in inside) else ""
            labels.append(known or OUTSIDE)
    return [
        f"B{label[1:]}" if label[0] == "I" and before[2:] != label[2:] else label
        for before, label in zip([OUTSIDE, *labels], labels, strict=False)
    ]


def _characters(text: str, entry: Mapping[str, Any]) -> list[str]:
    """The label of each character, '' for none: the longest names first."""
    right = [""] * len(text)
    for surface, kind in sorted(_surfaces(entry), key=lambda known: (-len(known[0]), known)):
        for start, end in spans_of(text, surface):
            if not any(right[start:end]):
                right[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]
    return right


def _surfaces(entry: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {
        (surface, kind)
        for kind, names in entry["entities"].items()
        for name, listed in (names or {}).items()
        for surface in listed or [name]
    }


def learn(given: Sequence[Sequence_]) -> Iterator[str]:
    """The lines of the table of weights; weights of nothing are left out."""
    distinct = {id(words): words for words, _ in given}.values()
    often = Counter(attribute for words in distinct for attribute in {a for here in words for a in here})
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(SETTINGS)
    number = {attribute: str(n) for n, attribute in enumerate(sorted(often)) if often[attribute] >= LEAST}
    for words, labels in given:
        seen = [[number[a] for a in here if a in number] for here in words]
        trainer.append(pycrfsuite.ItemSequence(seen), labels)
    with TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        model = tagger.info()
        tagger.close()
    name = {n: attribute for attribute, n in number.items()}
    found: dict[str, dict[int, int]] = {}
    for (attribute, label), weight in model.state_features.items():
        found.setdefault(name[attribute], {})[LABELS.index(label)] = round(weight * UNIT)
    for (left, right), weight in model.transitions.items():
        found.setdefault(f"{TRANSITION}\t{left}", {})[LABELS.index(right)] = round(weight * UNIT)
    for attribute in sorted(found):
        weights = " ".join(
            f"{label} {weight}" for label, weight in sorted(found[attribute].items()) if weight
        )
        if weights:
            yield f"{attribute}\t{weights}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Learns the weights of the tagger.")
    parser.add_argument("--write", action="store_true", help="put the weights into kg/data/tagger.tsv")
    parser.add_argument("gold", nargs="*", type=Path, default=GOLD, help="folders of annotated pages")
    asked = parser.parse_args()
    given = list(sequences(asked.gold))
    table = list(learn(given))
    weights = sum(line.count(" ") // 2 + 1 for line in table)
    print(f"{len(given)} sequences, {len(table)} lines, {weights} weights")
    if asked.write:
        write_text(WEIGHTS, "\n".join((SOURCE, *table, "")))


if __name__ == "__main__":
    main()

"""Learns the weights of the log-linear models from annotated pages, and says how well they do.

    python benchmarks/train.py              # learn, and measure each page with weights from the others
    python benchmarks/train.py --write      # and put the weights into kg/data/weights.tsv

The pages are those of tests/gold/dev, reports and seeds, and of seeds/gold; held-out ones are never read. No
feature is a name, so no name is learned but only what names look like and where they stand. Same pages, same
weights: there is no random state, and the optimum is that of a convex function (logistic regression with an
L2 penalty).
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tables import ROOT

from kg.articles import split
from kg.compare import bare
from kg.folding import folded
from kg.gold import gold_files, gold_page
from kg.mentions import place_features
from kg.mentions.anchor_features import anchor, edge, inside, reach
from kg.mentions.name_characters import sort_of_name, within
from kg.mentions.name_facts import anchor_facts, edge_facts, reach_facts
from kg.mentions.name_features import across, again, behind
from kg.mentions.name_fronts import LISTED, before, framed
from kg.mentions.names import MODEL as NAME
from kg.mentions.names import anchors, singles_out
from kg.mentions.people import MODEL as PERSON
from kg.mentions.people import spans, starts, titles
from kg.mentions.people_lists import LINK
from kg.mentions.places import MODEL as PLACE
from kg.mentions.scene import Scene
from kg.mentions.settled import settled, without_districts
from kg.mentions.steps import steps
from kg.mentions.weights import BIAS, Feature
from kg.model import Article
from kg.read import pages

__all__ = ["GOLD", "MODELS", "MORE", "examples", "learn", "main", "texts"]

MODELS = (PERSON, NAME, PLACE)
REPORTS = ROOT / "tests/gold/reports"
GOLD = (ROOT / "tests/gold/dev", REPORTS, ROOT / "tests/gold/seeds", ROOT / "seeds/gold")
MORE = (ROOT / "tests/gold/pages", ROOT / "tests/gold/news")
"""What these weights never see, for models that read what comes of them: whole pages, and single reports."""
PENALTY = 1.0
WEIGHTS = ROOT / "kg/data/weights.tsv"
SOURCE = (
    "# Weights of log-linear models (log-odds), learned by `python benchmarks/train.py --write` "
    "from tests/gold and seeds/gold. Columns: model, feature, weight."
)


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate: which model weighs it, where it is from, what is seen, and whether it is a name."""

    model: str
    page: str
    features: tuple[Feature, ...]
    right: bool


def examples(gold: Iterable[Path]) -> Iterator[Example]:
    """All candidates on the annotated pages.

    Those of pages come twice: pages were written to hold what is hard, reports hold what is usual.
    """
    for path in gold_files(list(gold)):
        annotated = gold_page(path)
        text = page_of(path, annotated["page"])
        articles = [article for page in pages([text], on_skip=fail) for article in split(page)]
        for entry in annotated["articles"]:
            article = next((a for a in articles if bare(a.title.text) == bare(entry["title"])), None)
            if article:
                found = tuple(_of_article(path.stem, article, entry))
                yield from found if path.parent == REPORTS else found * 2


def page_of(gold: Path, name: str) -> Path:
    beside = gold.with_name(name)
    return beside if beside.exists() else ROOT / "seeds" / name


def fail(fault: Exception) -> None:
    raise fault


def _of_article(page: str, article: Article, entry: Mapping[str, Any]) -> Iterator[Example]:
    people = _surfaces(entry, lambda kind: kind == "Person")
    places = _surfaces(entry, lambda kind: kind == "District")
    optional = set(entry.get("optional") or [])
    others = _surfaces(entry, lambda kind: kind != "Person")
    printed, scene = "\n".join(texts(article)), Scene(*texts(folded(article)))
    yield from _people(page, scene, printed, people, (others | optional) - people)
    yield from _anchored(page, scene, printed, others, optional)
    yield from _places(page, scene, printed, places, (others | people) - places, optional - places)


def texts(article: Article) -> list[str]:
    """What names are looked for in: all fields but the byline."""
    return [passage.text for field, passage in article.passages() if field != "byline"]


def _surfaces(entry: Mapping[str, Any], wanted: Callable[[str], bool]) -> set[str]:
    named = {kind: names or {} for kind, names in entry["entities"].items() if wanted(kind)}
    return {s for names in named.values() for name, listed in names.items() for s in listed or [name]}


def _people(page: str, scene: Scene, printed: str, people: set[str], others: set[str]) -> Iterator[Example]:
    right = set(_spans_of(printed, people))
    covered = list(_spans_of(printed, others))
    ends = {end for _, end in right}
    shown = titles(scene)
    for start in starts(scene, shown):
        [front] = before(scene, start, shown)
        links = (LINK.match(scene.text, end) for end in ends - scene.ends)
        if any(link and link.end() == start for link in links):
            front = (LISTED, 1.0)
        frame = framed(front[0])
        for begin, end in spans(scene, start, shown):
            if (begin, end) in right and any(a <= begin and end <= b for a, b in covered):
                continue  # a person inside the name of something else
            name = scene.text[begin:end]
            around = [*behind(scene, end), *across(scene, begin, end)]
            seen = [*within(name), *around]
            plain = [(BIAS, 1.0), front, *seen, *again(scene.text, name)]
            features = (*plain, *_in_frame(frame, seen), *_in_frame(sort_of_name(name), [front, *around]))
            yield Example(PERSON, page, features, (begin, end) in right)


def _in_frame(frame: str, seen: Iterable[Feature]) -> Iterator[Feature]:
    """The features once more, as those of the frame."""
    if frame:
        yield from ((f"{frame}: {name}", value) for name, value in seen)


def _anchored(
    page: str, scene: Scene, printed: str, names: set[str], optional: set[str]
) -> Iterator[Example]:
    right, maybe = set(_spans_of(printed, names)), set(_spans_of(printed, optional))
    for start, end, kind in anchors(scene):
        seen = [(BIAS, 1.0), *anchor(*anchor_facts(scene, start, end))]
        for step in steps(scene, start, end, kind):
            seen += inside(step.word, step.said.score, step.placed)
            settled_kind, last = settled(scene, step.begin, end, kind)
            first = without_districts(scene.text, step.begin, last) if settled_kind == "Union" else step.begin
            if not singles_out(scene, step, start, end, kind):
                continue
            spans_ = {(step.begin, end), (step.begin, last), (first, end), (first, last)}
            good = bool(spans_ & right)
            if not good and (spans_ & maybe or any(a <= step.begin and end < b for a, b in right)):
                continue  # as good as a name, or inside one
            features = [*seen, *edge(*edge_facts(scene, step, end)), *reach(*reach_facts(scene, step, end))]
            yield Example(NAME, page, (*features, *_in_frame(kind, features)), good)


def _places(
    page: str, scene: Scene, printed: str, places: set[str], others: set[str], optional: set[str]
) -> Iterator[Example]:
    """Short names of places but those inside a longer name, to which they lose in any case."""
    covered = [*_spans_of(printed, others), *_spans_of(printed, optional)]
    listed = list(_spans_of(printed, places))
    for start, end in place_features.short_places(scene):
        around = [(a, b) for a, b in (*covered, *listed) if a <= start and end <= b]
        if all((a, b) == (start, end) and printed[a:b] not in optional for a, b in around):
            facts = place_features.place_facts(scene, start, end)
            features = ((BIAS, 1.0), *place_features.features(facts))
            yield Example(PLACE, page, features, bool(around) and (start, end) in listed)


def _spans_of(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    for name in names:
        yield from spans_of(text, name)


def spans_of(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where a name stands, also set wide: annotators write 王磊 for 王　磊."""
    letters = map(re.escape, name.replace(" ", "") if HAN.search(name) else name)
    for found in re.finditer("[ \u3000]*".join(letters), text):
        yield found.span()


HAN = re.compile("[一-鿿]")


def learn(given: Sequence[Example], begin: Mapping[str, float] | None = None) -> dict[str, float]:
    """Feature -> weight: logistic regression, with an L2 penalty on all but the bias.

    By Newton's method, from the weights `begin` on.
    """
    names = sorted({name for example in given for name, _ in example.features})
    number = {name: i for i, name in enumerate(names)}
    seen = np.zeros((len(given), len(names)))
    for row, example in enumerate(given):
        for name, value in example.features:
            seen[row, number[name]] = value
    right = np.array([float(example.right) for example in given])
    ridge = np.full(len(names), PENALTY)
    ridge[number[BIAS]] = 1e-6
    weights = np.array([(begin or {}).get(name, 0.0) for name in names])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(seen @ weights, -30, 30)))
        slope = seen.T @ (right - chance) - ridge * weights
        curve = (seen * (chance * (1 - chance))[:, None]).T @ seen + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return {name: round(float(weights[i]), 3) for name, i in number.items()}


def _measured(given: Sequence[Example], weights: Mapping[str, float]) -> tuple[int, int, int]:
    """Right, found and wanted."""
    found = [e for e in given if sum(weights.get(name, 0.0) * value for name, value in e.features) > 0]
    return sum(e.right for e in found), len(found), sum(e.right for e in given)


def main() -> None:
    """Learns, measures and, if asked to, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write kg/data/weights.tsv")
    parser.add_argument("gold", nargs="*", type=Path, default=GOLD, help="folders of gold pages")
    told = parser.parse_args()
    given = list(examples(told.gold))
    lines = [SOURCE]
    for model in MODELS:
        own = [example for example in given if example.model == model]
        print(f"{model}: {len(own)} candidates; on pages not learned from: {_apart(own)}")
        lines += [f"{model}\t{name}\t{weight}" for name, weight in sorted(learn(own).items())]
    if told.write:
        WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _apart(given: Sequence[Example]) -> str:
    """Precision and recall on each fifth of the pages with weights from the others."""
    totals = np.zeros(3)
    pages_ = sorted({example.page for example in given})
    for fold in range(5):
        apart = set(pages_[fold::5])
        weights = learn([example for example in given if example.page not in apart])
        totals += _measured([example for example in given if example.page in apart], weights)
    return f"precision {totals[0] / totals[1]:.3f}, recall {totals[0] / totals[2]:.3f}"


if __name__ == "__main__":
    main()

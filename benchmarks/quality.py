"""Measures extraction against all annotated pages, as `kg evaluate` does, and prints the tables.

    python benchmarks/quality.py           # print them
    python benchmarks/quality.py --write   # and put them into the READMEs and docs/quality.md

Five sets: the sample pages, which the rules were developed with; pages written for tests and the other two
sample pages, and reports modelled on real ones of all provinces, which may be looked at during development;
and pages and reports that are only measured.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from tables import ROOT, machine, markdown, put

from kg.baseline import baseline
from kg.evaluate import Scores, Tally, evaluate
from kg.model import CLASSES
from kg.pipeline import extract
from kg.rows import to_row

__all__ = ["SETS", "SUBJECTS", "compared", "detailed", "main", "measured", "rivals", "summary"]

GOLD = ROOT / "tests" / "gold"
SETS: dict[str, tuple[tuple[Path, ...], tuple[Path, ...]]] = {
    "samples": ((ROOT / "seeds",), (ROOT / "seeds" / "gold",)),
    "dev": ((GOLD / "dev", ROOT / "seeds"), (GOLD / "dev", GOLD / "seeds")),
    "reports": ((GOLD / "reports",), (GOLD / "reports",)),
    "heldout": ((GOLD / "heldout",), (GOLD / "heldout",)),
    "heldout firms": ((GOLD / "heldout-firms",), (GOLD / "heldout-firms",)),
    "heldout reports": ((GOLD / "heldout-reports",), (GOLD / "heldout-reports",)),
}
"""Name of a set -> its pages and its gold; pages without gold do not count."""

SET_NAMES = {
    "en": {
        "samples": "sample pages",
        "dev": "development pages",
        "reports": "development reports",
        "heldout": "held-out pages",
        "heldout firms": "held-out pages of firms",
        "heldout reports": "held-out reports",
    },
    "zh": {
        "samples": "样例版面",
        "dev": "开发版面",
        "reports": "开发报道",
        "heldout": "留出版面",
        "heldout firms": "留出企业版面",
        "heldout reports": "留出报道",
    },
}
RIVAL_SETS = ("samples", "heldout", "heldout reports")
"""The sets of which the rival's figures are told."""
SUBJECTS: dict[str, tuple[str, str]] = {
    "entity Person": ("people", "人物"),
    "entity Union": ("unions", "工会"),
    "entity District": ("districts", "地区"),
    "entity Company": ("companies", "企业"),
    "entity Initiative": ("initiatives", "活动"),
    "entity FIVE": ("these five", "以上五类"),
    "entity ALL": ("all thirteen classes", "全部十三类"),
    "posts": ("posts held", "任职"),
    "organizes": ("who organizes what", "主办关系"),
    "byline": ("bylines", "署名"),
}
"""Subject of `kg evaluate` -> its row in the READMEs."""

RIVAL = ("people", "unions", "districts", "companies", "initiatives", "these five", "all thirteen classes")
"""Rows of the comparison with jieba.posseg, which knows of nothing else."""

RIVAL_NOTES = {
    "en": (
        "F1 by canonical name of what `jieba.posseg` and joining by suffix find in the same articles, and of "
        "kg. `kg compare PAGES GOLD` measures both on your own pages, with precision and recall."
    ),
    "zh": (
        "同样的文章，按规范名称计算的 F1：`jieba.posseg` 加词尾拼接，以及 kg。"
        "`kg compare 版面 标注` 可在自己的版面上比较，并给出准确率和召回率。"
    ),
}

NOTES = {
    "en": (
        "F1 against the gold; in brackets, how many there are in it. `python benchmarks/quality.py`, "
        "{day}, machine with {cores} cores, Python {python}, {tokenizer}."
    ),
    "zh": (
        "数值为与人工标注比较的 F1，括号内是标注的数量。{day} 由 `python benchmarks/quality.py` 测得，"
        "{cores} 核机器，Python {python}，{tokenizer}。"
    ),
}


def measured() -> dict[str, Scores]:
    """The scores of every set; a set whose pages are not there is left out."""
    return {
        name: evaluate(map(to_row, extract(pages)), gold)
        for name, (pages, gold) in SETS.items()
        if gold[0].is_dir()
    }


def rivals() -> dict[str, Scores]:
    """The scores of jieba.posseg and joining by suffix on three sets."""
    return {
        name: evaluate(baseline(extract(SETS[name][0])), SETS[name][1])
        for name in RIVAL_SETS
        if SETS[name][1][0].is_dir()
    }


def compared(scores: dict[str, Scores], others: dict[str, Scores], language: str) -> str:
    """The table of both systems: F1 of entities by canonical name, set by set."""
    column = ("en", "zh").index(language)
    heads = ["", *(f"{SET_NAMES[language][name]}: {who}" for name in others for who in ("posseg", "kg"))]
    rows = [
        [
            names[column],
            *(f"{_share(found, subject):.3f}" for n in others for found in (others[n], scores[n])),
        ]
        for subject, names in SUBJECTS.items()
        if names[0] in RIVAL
    ]
    return f"{markdown(heads, rows)}\n\n{RIVAL_NOTES[language]}"


def _share(scores: Scores, subject: str) -> float:
    return scores.tallies.get(subject, Tally()).f1


def summary(scores: dict[str, Scores], language: str) -> str:
    """The README's table: F1 of entities by canonical name, posts, organizers and bylines."""
    heads = ["", *(SET_NAMES[language][name] for name in scores)]
    column = ("en", "zh").index(language)
    rows = [
        [names[column], *(_f1(found.tallies.get(subject, Tally())) for found in scores.values())]
        for subject, names in SUBJECTS.items()
    ]
    note = NOTES[language].format(**machine())
    return f"{markdown(heads, [*_sizes(scores, language), *rows])}\n\n{note}"


def detailed(scores: dict[str, Scores]) -> str:
    """The table of docs/quality.md for each set: precision, recall and F1 of every subject."""
    return "\n\n".join(_detail(name, found) for name, found in scores.items())


def main() -> None:
    """Prints the tables, and writes them into the documents with --write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the tables into the documents")
    write = parser.parse_args().write
    scores, others = measured(), rivals()
    english, chinese, details = summary(scores, "en"), summary(scores, "zh"), detailed(scores)
    beside, beside_zh = compared(scores, others, "en"), compared(scores, others, "zh")
    print(f"{english}\n\n{beside}\n\n{details}")
    if write:
        put(ROOT / "README.md", "compare", beside)
        put(ROOT / "README.zh.md", "compare", beside_zh)
        put(ROOT / "docs" / "quality.md", "compare", beside)
        put(ROOT / "README.md", "quality", english)
        put(ROOT / "README.zh.md", "quality", chinese)
        put(ROOT / "docs" / "quality.md", "quality", english)
        put(ROOT / "docs" / "quality.md", "details", details)


def _sizes(scores: dict[str, Scores], language: str) -> list[list[str]]:
    """How large each set is, and how many of its articles are cut out and mended rightly."""
    pages, articles, whole = {
        "en": ("pages", "articles", "articles cut out whole"),
        "zh": ("版面", "文章", "完整切出的文章"),
    }[language]
    counts = [found.counts for found in scores.values()]
    return [
        [pages, *(str(sum(len([*gold.glob("*.yaml")]) for gold in SETS[name][1])) for name in scores)],
        [articles, *(str(count["articles gold"]) for count in counts)],
        [whole, *(str(count["bodies whole"]) for count in counts)],
    ]


def _f1(tally: Tally) -> str:
    return f"{tally.f1:.3f} ({tally.gold})"


def _detail(name: str, scores: Scores) -> str:
    heads = ["", "P", "R", "F1", "right", "found", "gold"]
    rows = [[_plain(subject), *_figures(subject, scores.tallies[subject])] for subject in _subjects(scores)]
    counts = ", ".join(f"{what} {count}" for what, count in scores.counts.items())
    title = f"### {SET_NAMES['en'][name].capitalize()} {SET_NAMES['zh'][name]}"
    return f"{title}\n\nThe cut: {counts}.\n\n{markdown(heads, rows)}"


def _subjects(scores: Scores) -> Iterator[str]:
    """Entities by class, all mentions, all entities by a shared surface, then the statements."""
    wanted = [f"entity {kind}" for kind in (*CLASSES, "FIVE", "ALL")]
    wanted += ["mention ALL", "loose ALL", "byline", "posts", "organizes", "relations recall"]
    return (subject for subject in wanted if subject in scores.tallies)


def _plain(subject: str) -> str:
    return subject.removeprefix("entity ").replace("FIVE", "main five").replace("ALL", "all classes")


def _figures(subject: str, tally: Tally) -> list[str]:
    shares = [f"{tally.precision:.3f}", f"{tally.recall:.3f}", f"{tally.f1:.3f}"]
    counts = [str(tally.right), str(tally.predicted), str(tally.gold)]
    if subject == "relations recall":  # the gold does not list them all: only recall means something
        shares[0] = shares[2] = counts[1] = "–"
    return [*shares, *counts]


if __name__ == "__main__":
    main()

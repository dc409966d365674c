from __future__ import annotations

import html.parser
import re

import pytest

from kg import ontology
from kg.vocab import KG
from tests.samples import ROOT

TERMS = [name for name in KG.__annotations__ if not name.startswith("_")]


@pytest.mark.parametrize(
    ("name", "made"), [("ontology.md", ontology.markdown), ("ontology.html", ontology.html)]
)
def test_documents_are_those_of_the_ontology(name: str, made: object) -> None:
    told = (ROOT / "docs" / name).read_text(encoding="utf-8")

    assert told == made(), "run: kg docs ontology"  # type: ignore[operator]


def test_every_term_is_in_both_documents_once() -> None:
    assert sorted(re.findall(r"^### kg:(\w+)$", ontology.markdown(), re.MULTILINE)) == sorted(TERMS)
    assert sorted(re.findall(r'<section class="term" id="(\w+)">', ontology.html())) == sorted(TERMS)


def test_every_term_has_words_in_both_languages_and_an_example() -> None:
    for term in ontology.load().terms:
        assert all((term.label_zh, term.label_en, term.comment_zh, term.comment_en)), term.name
        assert term.examples
        assert term.facts or term.notes


class Reader(html.parser.HTMLParser):
    """Tags that are open, and what links lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)
        told = dict(attrs)
        self.ids += [told["id"] or ""] if "id" in told else []
        self.targets += [told["href"] or ""] if "href" in told else []
        assert not {"src", "onclick"} & told.keys()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_page_is_well_formed_and_needs_nothing_else() -> None:
    reader = Reader()
    reader.feed(ontology.html())

    assert reader.open == []
    assert len(reader.ids) == len(set(reader.ids))
    assert {target.removeprefix("#") for target in reader.targets} <= set(reader.ids)
    assert "@import" not in ontology.html() and "url(" not in ontology.html()

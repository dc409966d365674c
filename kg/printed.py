"""A reading of folded text as a reading of the text that was printed, see `kg.folding`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from kg.folding import fold, traditional
from kg.model import Article, Entity, Link, Reading

__all__ = ["as_printed"]


def as_printed(reading: Reading, article: Article) -> Reading:
    """The reading with the words of `article`, which was folded to be read.

    Names of text in traditional characters stay traditional. A character of a full name that the rules know
    better than the text, and that the text has nowhere, is the traditional one that it stands for; where it
    stands for several it comes simplified.
    """
    if reading.article is article:
        return reading
    texts = {field: passage.text for field, passage in article.passages()}
    spell = _speller(reading.article, article)

    @cache
    def entity(read: Entity) -> Entity:
        return replace(read, name=spell(read.name), qualifier=spell(read.qualifier))

    def link(read: Link) -> Link:
        said = read.mention
        mention = replace(said, surface=texts[said.field][said.start : said.end])
        return replace(read, mention=mention, entity=entity(read.entity))

    authors = tuple(replace(author, name=spell(author.name)) for author in article.authors)
    posts = tuple(
        replace(p, person=entity(p.person), post=spell(p.post), org=entity(p.org) if p.org else None)
        for p in reading.posts
    )
    relations = tuple(
        replace(r, subject=entity(r.subject), object=entity(r.object)) for r in reading.relations
    )
    dates = tuple(replace(d, surface=texts[d.field][d.start : d.end]) for d in reading.dates)
    return Reading(
        replace(article, authors=authors), tuple(map(link, reading.links)), posts, relations, dates
    )


def _speller(read: Article, printed: Article) -> Callable[[str], str]:
    """Gives names of the text as read in the characters that it is printed in."""
    pairs = [
        (passage.text, fold(original.text, traditional=False))
        for (_, passage), (_, original) in zip(read.passages(), printed.passages(), strict=True)
    ]
    different = [pair for pair in pairs if pair[0] != pair[1]]
    if not different:
        return lambda name: name
    # 干 is 幹, 乾 or 干: in a name that does not stand there, as it is most often printed there.
    used = Counter(both for text, original in different for both in zip(text, original, strict=True))
    usual = {ord(simple): original for (simple, original), _ in reversed(used.most_common())}

    def spell(name: str) -> str:
        for text, original in different:
            if name and (at := text.find(name)) >= 0:
                return original[at : at + len(name)]
        return "".join(usual.get(ord(c)) or traditional(c) for c in name)

    return spell

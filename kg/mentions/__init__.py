"""Finding names: candidates from many sources, one score, one decoder, and a second look.

`recognize` asks every source for candidates in each field of an article, keeps the best set that
does not overlap, then looks for the names it is sure of everywhere else in the article.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from kg.mentions.activities import activities
from kg.mentions.bare import bare_names, parts_of, short_unions
from kg.mentions.decode import best_set, outermost
from kg.mentions.lists import listed_firms
from kg.mentions.names import anchored
from kg.mentions.people import listed, people
from kg.mentions.places import places
from kg.mentions.repeats import repeats
from kg.mentions.scene import Candidate, Scene
from kg.mentions.venues import venues
from kg.mentions.votes import joined
from kg.mentions.works import awards, congresses, known, platforms, works
from kg.model import Article, Field, Mention

__all__ = ["candidates", "recognize"]

Votes = Mapping[Field, Sequence[Candidate]]
NO_VOTES: Votes = MappingProxyType({})

SOURCES = (
    known,
    works,
    congresses,
    awards,
    platforms,
    activities,
    anchored,
    bare_names,
    parts_of,
    short_unions,
    places,
    listed_firms,
    venues,
    people,
)


def recognize(article: Article, *, votes: Votes = NO_VOTES) -> list[Mention]:
    """The names in all fields of an article, in order of print; those of a field do not overlap.

    `votes` are candidates of an engine, by field.
    """
    mentions = list(_authors(article))
    weighed = candidates(article, votes=votes)
    for field, passage in article.passages():
        for c in best_set(weighed.get(field, ())):
            surface = passage.text[c.start : c.end]
            mentions.append(Mention(field, c.start, c.end, surface, c.type, c.rule, round(c.score, 3)))
    return mentions


def candidates(article: Article, *, votes: Votes = NO_VOTES) -> dict[Field, list[Candidate]]:
    """All that was weighed for each field but the byline; the best set of it are the mentions."""
    texts: dict[Field, str] = {
        field: passage.text for field, passage in article.passages() if field != "byline"
    }
    whole = "\n".join(texts.values())
    scenes = {field: Scene(text, whole) for field, text in texts.items()}
    proposed = {field: list(_candidates(scene, votes.get(field, ()))) for field, scene in scenes.items()}
    chosen = {field: best_set(found) for field, found in proposed.items()}
    again = repeats(scenes, chosen)
    return {field: [*proposed[field], *again[field]] for field in scenes}


def _candidates(scene: Scene, votes: Sequence[Candidate]) -> Iterator[Candidate]:
    own = [candidate for source in SOURCES for candidate in source(scene)]
    found = outermost(joined(own, votes))
    yield from found
    yield from listed(scene, best_set(found))


def _authors(article: Article) -> Iterator[Mention]:
    seen: set[tuple[int, int]] = set()
    field: Field = "byline"
    for author in article.authors:
        if article.byline and (author.start, author.end) not in seen:
            seen.add((author.start, author.end))
            surface = article.byline.text[author.start : author.end]
            yield Mention(field, author.start, author.end, surface, "Person", "byline", 9.0)

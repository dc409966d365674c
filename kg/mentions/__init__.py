"""Finding names: candidates from many sources, one score, one decoder, a second look, and a second reading.

`recognize` asks every source for candidates in an article, keeps the best set that does not overlap,
looks for the names it is sure of everywhere else in the article, and lets a tagger read the outcome.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from types import MappingProxyType

from kg.authors import editors
from kg.mentions.activities import activities
from kg.mentions.addressed import addressed
from kg.mentions.agreement import without_contradictions
from kg.mentions.awards import awards
from kg.mentions.bare import (
    bare_names,
    departments,
    offices,
    own_parts,
    parts_of,
    party_committees,
    short_unions,
)
from kg.mentions.bare_towns import bare_towns
from kg.mentions.brands import brands
from kg.mentions.called_firms import called_firms
from kg.mentions.decode import best_set, outermost
from kg.mentions.firm_lists import beside_firms
from kg.mentions.issuers import issuers
from kg.mentions.lists import listed_firms
from kg.mentions.municipal import municipal
from kg.mentions.names import anchored
from kg.mentions.numbered_works import numbered_works
from kg.mentions.own_units import own_units
from kg.mentions.people import people
from kg.mentions.people_lists import listed
from kg.mentions.pieces import pieces
from kg.mentions.places import places
from kg.mentions.repeats import repeats
from kg.mentions.rosters import rosters
from kg.mentions.scene import Candidate, Scene
from kg.mentions.shared_ends import shared_ends
from kg.mentions.shown_units import shown_units
from kg.mentions.studios import studios
from kg.mentions.tagging import TAGGED, tagged
from kg.mentions.venues import venues
from kg.mentions.votes import joined
from kg.mentions.works import congresses, known, platforms, works
from kg.model import Article, Class, Field, Mention

__all__ = ["candidates", "drafted", "recognize"]

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
    party_committees,
    parts_of,
    own_parts,
    departments,
    offices,
    shared_ends,
    short_unions,
    places,
    bare_towns,
    listed_firms,
    brands,
    numbered_works,
    municipal,
    called_firms,
    own_units,
    shown_units,
    venues,
    studios,
    people,
    pieces,
)


def recognize(article: Article, *, votes: Votes = NO_VOTES) -> list[Mention]:
    """The names in all fields of an article, in order of print; those of a field do not overlap.

    `votes` are candidates of an engine, by field.
    """
    fields, scene = _scene(article)
    mentions = sorted(_authors(article), key=lambda mention: mention.start)
    weighed = _weighed(fields, scene, votes)
    for c in tagged(scene, weighed, best_set(weighed), _voted(fields, votes)):
        field, begin = _field(fields, c)
        surface = scene.text[c.start : c.end]
        mentions.append(
            Mention(field, c.start - begin, c.end - begin, surface, c.type, c.rule, round(c.score, 3))
        )
    return mentions


def candidates(article: Article, *, votes: Votes = NO_VOTES) -> dict[Field, list[Candidate]]:
    """All that was weighed for each field but the byline, and what only the tagger has."""
    fields, scene = _scene(article)
    found: dict[Field, list[Candidate]] = {field: [] for field in fields}
    weighed = _weighed(fields, scene, votes)
    chosen = best_set(weighed)
    read = [c for c in tagged(scene, weighed, chosen, _voted(fields, votes)) if c not in chosen]
    read += [c._replace(rule=TAGGED) for c in read if c.rule != TAGGED]
    for c in [*weighed, *read]:
        field, begin = _field(fields, c)
        found[field].append(_moved(c, -begin))
    return found


def drafted(article: Article) -> tuple[Scene, list[Candidate]]:
    """An article's text, and the names that the rules have in it: what the tagger reads and learns from."""
    fields, scene = _scene(article)
    return scene, best_set(_weighed(fields, scene, NO_VOTES))


Fields = dict[Field, int]
"""The fields of a scene in order, and where in its text each begins."""


def _scene(article: Article) -> tuple[Fields, Scene]:
    """All fields but the byline as one text."""
    texts = {field: passage.text for field, passage in article.passages() if field != "byline"}
    begins = accumulate((len(text) + 1 for text in texts.values()), initial=0)
    return dict(zip(texts, begins, strict=False)), Scene(*texts.values())


def _field(fields: Fields, candidate: Candidate) -> tuple[Field, int]:
    """The field that a candidate stands in, and where that begins."""
    return next((field, begin) for field, begin in reversed(fields.items()) if begin <= candidate.start)


def _moved(candidate: Candidate, by: int) -> Candidate:
    return candidate._replace(start=candidate.start + by, end=candidate.end + by)


def _voted(fields: Fields, votes: Votes) -> set[tuple[int, int, Class]]:
    """What an engine voted for, as it stands in the text of all fields."""
    return {(v.start + fields[field], v.end + fields[field], v.type) for field in votes for v in votes[field]}


def _weighed(fields: Fields, scene: Scene, votes: Votes) -> list[Candidate]:
    """The candidates of all sources, and those of a second look for names that are sure."""
    own = [c for source in SOURCES for c in source(scene) if "\n" not in scene.text[c.start : c.end]]
    voted = [_moved(vote, fields[field]) for field in votes for vote in votes[field]]
    found = outermost(joined(own, voted))
    chosen = best_set(found)
    if more := [*listed(scene, chosen), *rosters(scene, chosen), *beside_firms(scene, chosen)]:
        found += more
        chosen = best_set(found)
    if len(agreed := without_contradictions(scene, found, chosen)) < len(found):
        found, chosen = agreed, best_set(agreed)
    return [*found, *repeats(scene, chosen), *addressed(scene, chosen)]


def _authors(article: Article) -> Iterator[Mention]:
    seen: set[tuple[int, int]] = set()
    field: Field = "byline"
    for author in article.authors:
        if article.byline and (author.start, author.end) not in seen:
            seen.add((author.start, author.end))
            surface = article.byline.text[author.start : author.end]
            yield Mention(field, author.start, author.end, surface, "Person", "byline", 9.0)
    if article.byline:
        for start, end in editors(article.byline.text):
            if (start, end) not in seen:
                yield Mention(field, start, end, article.byline.text[start:end], "Person", "credit", 9.0)
        for start, end, kind in issuers(article.byline.text):
            yield Mention(field, start, end, article.byline.text[start:end], kind, "issuer", 9.0)

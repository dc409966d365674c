"""Why a page's names are as they are: what proposed each, what it beat, and what says whom it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.config import Config
from kg.engines import votes_on
from kg.folding import folded
from kg.mentions import candidates, recognize
from kg.mentions.names import anchors, left_edges, singles_out
from kg.mentions.scene import Candidate, Scene
from kg.model import Article, Class, Entity, Field, Link, Mention, Page, Reading
from kg.outlet_places import places_of_outlets
from kg.pipeline import OnFault, study_anyway
from kg.structure import leading_places

__all__ = ["Account", "Choice", "Edge", "Explanation", "Loss", "Source", "Support", "explain"]


@dataclass(frozen=True, slots=True)
class Source:
    """A candidate that was weighed: its span, class, rule and score (log-odds)."""

    start: int
    end: int
    surface: str
    type: Class
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a name begins or ends: the word on the other side, '' at the end of the text."""

    word: str
    split: bool
    """Whether the edge lies inside a token."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A left edge that was weighed for a name."""

    start: int
    surface: str
    score: float
    """Log-odds of the name beginning there."""
    specific: bool
    """Whether what it would then hold singles out one bearer: 基层工会 does not."""


@dataclass(frozen=True, slots=True)
class Support:
    """What says whom a name stands for."""

    by: str
    """itself, full name, antecedent, place in the article, place on the page, home, or general knowledge."""
    field: Field | None = None
    start: int = 0
    end: int = 0
    surface: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A mention, and how it came to be."""

    article: str
    mention: Mention
    entity: Entity | None
    """None for a name that nothing explains: it is no node."""
    link: str
    """The rule of the link, '' without one."""
    support: Support | None
    sources: tuple[Source, ...]
    """Candidates of the same span and class, the best first."""
    beaten: tuple[Source, ...]
    """Other candidates that overlap it, the best first."""
    edges: tuple[Choice, ...]
    """For a name that the word for its kind anchors: where it could begin, the nearest first."""
    left: Edge
    right: Edge


@dataclass(frozen=True, slots=True)
class Loss:
    """A candidate that is no mention, and the mentions that stand where it would."""

    article: str
    field: Field
    source: Source
    winners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """What is to be told of a page."""

    mentions: tuple[Explanation, ...]
    losses: tuple[Loss, ...]


def explain(page: Page, config: Config, *, name: str = "", on_fault: OnFault = lambda _: None) -> Account:
    """The mentions of a page in order, each explained, and the candidates that are none.

    With a `name` only mentions whose surface or entity has it, and candidates that overlap a place where it
    stands and that none of these mentions has beaten; without one no candidates.
    """
    readings, config = study_anyway(page, config, on_fault=on_fault)
    places = [link.mention.surface for r in readings for link in r.links if link.mention.type == "District"]
    mentions: list[Explanation] = []
    losses: list[Loss] = []
    for article in _studied(readings, config):
        shown = [e for e in article.explanations(places, config.home) if _has(e, name)]
        told = {(e.mention.field, source) for e in shown for source in e.beaten}
        mentions += shown
        losses += (x for x in article.losses(name) if (x.field, x.source) not in told) if name else ()
    return Account(tuple(mentions), tuple(losses))


def _has(explanation: Explanation, name: str) -> bool:
    entity = explanation.entity
    return name in explanation.mention.surface or (entity is not None and name in entity.name)


def _studied(readings: Sequence[Reading], config: Config) -> Iterator[Studied]:
    readings = [replace(reading, article=folded(reading.article)) for reading in readings]
    votes = votes_on([reading.article for reading in readings], config)
    for reading, voted in zip(readings, votes, strict=True):
        weighed = candidates(reading.article, votes=voted)
        yield Studied(reading, recognize(reading.article, votes=voted), weighed)


@dataclass(frozen=True, slots=True)
class Studied:
    """An article once more, with all that was weighed."""

    reading: Reading
    mentions: list[Mention]
    weighed: dict[Field, list[Candidate]]

    def explanations(self, places: Sequence[str], home: str) -> Iterator[Explanation]:
        """Each mention explained; `places` are names of places on the page."""
        links = {_place(link.mention): link for link in self.reading.links}
        scenes = {field: Scene(passage.text) for field, passage in self.reading.article.passages()}
        places = [*places, *places_of_outlets(self.reading.article)]
        for mention in self.mentions:
            link, scene = links.get(_place(mention)), scenes[mention.field]
            sources, beaten = self._weighed(mention)
            yield Explanation(
                self.reading.article.id,
                mention,
                link.entity if link else None,
                link.rule if link else "",
                _support(link, self.reading.links, places, home) if link else None,
                sources,
                beaten,
                tuple(_choices(scene, mention)) if mention.field != "byline" else (),
                Edge(scene.word_before(mention.start), _is_split(scene, mention.start)),
                Edge(scene.word_after(mention.end), _is_split(scene, mention.end)),
            )

    def losses(self, name: str) -> Iterator[Loss]:
        """Candidates that are no mentions, where the text has `name`."""
        for field, found in self.weighed.items():
            text = _text(self.reading.article, field)
            chosen = [mention for mention in self.mentions if mention.field == field]
            for source in _sources(text, found):
                if (source.start, source.end, source.type) in {(m.start, m.end, m.type) for m in chosen}:
                    continue
                around = text[max(0, source.start - len(name) + 1) : source.end + len(name) - 1]
                if name in around:
                    winners = tuple(m.surface for m in chosen if _overlap(m, source))
                    yield Loss(self.reading.article.id, field, source, winners)

    def _weighed(self, mention: Mention) -> tuple[tuple[Source, ...], tuple[Source, ...]]:
        text = _text(self.reading.article, mention.field)
        found = [s for s in _sources(text, self.weighed.get(mention.field, ())) if _overlap(mention, s)]
        if mention.field == "byline":
            place = mention.start, mention.end, mention.surface
            found = [Source(*place, mention.type, mention.rule, mention.score)]
        same = tuple(
            s for s in found if (s.start, s.end, s.type) == (mention.start, mention.end, mention.type)
        )
        return same, tuple(s for s in found if s not in same)


def _sources(text: str, found: Iterable[Candidate]) -> list[Source]:
    """Candidates as sources, each once, the best first."""
    told = {Source(c.start, c.end, text[c.start : c.end], c.type, c.rule, round(c.score, 3)) for c in found}
    return sorted(told, key=lambda s: (-s.score, s.start, s.end, s.type, s.rule))


def _text(article: Article, field: Field) -> str:
    passage = article.passage(field)
    return passage.text if passage else ""


def _place(mention: Mention) -> tuple[Field, int, int, Class]:
    return mention.field, mention.start, mention.end, mention.type


def _overlap(one: Mention | Source, other: Mention | Source) -> bool:
    return one.start < other.end and other.start < one.end


def _choices(scene: Scene, mention: Mention) -> Iterator[Choice]:
    """The left edges weighed for a name that ends in an anchor."""
    for start, end, kind in anchors(scene):
        if end == mention.end and mention.start < start:
            for step, score in left_edges(scene, start, end, kind):
                surface, specific = scene.text[step.begin : end], singles_out(scene, step, start, end, kind)
                yield Choice(step.begin, surface, round(score, 3), specific)


def _is_split(scene: Scene, index: int) -> bool:
    return index not in scene.boundaries


def _support(link: Link, links: Sequence[Link], places: Sequence[str], home: str) -> Support:
    """What says whom the mention stands for: the nearest that shows it, before it rather than behind."""
    if link.entity.name == link.mention.surface:
        return Support("itself")
    order = links.index(link)
    near = [*links[:order][::-1], *links[order + 1 :]]
    bearers = [other for other in near if other.entity == link.entity]
    if link.rule == "anaphora" and (named := [o for o in bearers if o.rule != "anaphora"]):
        return _shown("antecedent", named[0])
    if full := [other for other in bearers if other.mention.surface == link.entity.name]:
        return _shown("full name", full[0])
    if place := _added_place(link):
        if told := [other for other in near if place in (other.mention.surface, other.entity.name)]:
            return _shown("place in the article", told[0])
        if around := [other for other in near if other.mention.surface.startswith(place[:-1])]:
            return _shown("place in the article", around[0])
        if any(place.startswith(name) for name in places):
            return Support("place on the page", surface=place)
        if place == home or place in home:
            return Support("home", surface=home)
    return Support("general knowledge")


def _shown(by: str, link: Link) -> Support:
    mention = link.mention
    return Support(by, mention.field, mention.start, mention.end, mention.surface)


def _added_place(link: Link) -> str:
    """The place that the canonical name begins with and the surface does not have, '' for none."""
    places = leading_places(link.entity.name.removeprefix("中共") + "#")[0]
    return next((place for place in places if place not in link.mention.surface), "")

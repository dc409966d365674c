"""One reading as triples: the article, its words, and all that it says.

They go into one named graph, so that dropping the graph takes back all that the article said.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode
from rdflib import RDF, URIRef
from rdflib.namespace import FOAF, ORG, PROV, SDO, SKOS

from kg.model import Article, Author, Date, Entity, Field, Link, Post, Reading, Relation, Role
from kg.terms import Object, dated, decimal, integer, iri, string, zh
from kg.vocab import KG, Iris, label

__all__ = ["Fact", "assertions", "quotation"]

Fact = tuple[NamedNode, URIRef, Object]
Place = tuple[Field, int, int]

TEXTS: tuple[tuple[Field, URIRef], ...] = (
    ("kicker", KG.kicker),
    ("title", SDO.headline),
    ("subtitle", SDO.alternativeHeadline),
    ("byline", KG.byline),
    ("text", SDO.articleBody),
)
ROLES: dict[Role, URIRef] = {
    "reporters": KG.reporter,
    "correspondents": KG.correspondent,
    "photographers": KG.photographer,
}
# 「该公司」 is another firm in the next article: it helps nobody to find this one.
ANAPHORA = re.compile(r"[该此]|本(?=[市区县镇乡街村校院集公单企部])")
# The posts whose holder heads the body; a deputy (副) or a department's head does not.
HEADS = re.compile(
    "(?:总工会|工会|工会联合会|联合会)?主席|(?:党委|党组|党总支|党支部|党工委)?书记"
    "|董事长|总经理|总裁|校长|院长|会长"
)


def assertions(reading: Reading, iris: Iris) -> Iterator[Fact]:
    """All triples of one reading; some may come twice.

    Raises ValueError when offsets lie outside their field.
    """
    article = reading.article
    yield from _article(article, iris)
    for link in reading.links:
        yield from _mention(article, link, iris)
    for date in reading.dates:
        yield from _date(article, date, iris)
    for post in reading.posts:
        yield from _membership(article, post, iris)
    for relation in reading.relations:
        yield from _statement(article, relation, iris)
    authors = [(author, _who(author, reading.links)) for author in article.authors]
    for author, person in authors:
        yield iris.article(article), ROLES[author.role], iris.entity(person)
    yield from _entities(reading, (person for _, person in authors), iris)


def quotation(article: Article, place: Place, iris: Iris) -> Iterator[Fact]:
    """A stretch of an article's words: the words, where they stand in the field and in the page's file.

    Raises ValueError when the offsets lie outside the field.
    """
    node = iris.quote(article, *place)
    yield node, RDF.type, iri(KG.Quote)
    yield from _words(article, place, node, iris)


def _words(article: Article, place: Place, node: NamedNode, iris: Iris) -> Iterator[Fact]:
    field, start, end = place
    passage = article.passage(field)
    if passage is None or not 0 <= start < end <= len(passage.text):
        raise ValueError(f"{article.id}: no words from {start} to {end} in its {field}")
    begins, ends = passage.span(start, end)
    yield node, KG.inArticle, iris.article(article)
    yield node, KG.field, string(field)
    yield node, KG.begin, integer(start)
    yield node, KG.end, integer(end)
    yield node, KG.exact, zh(passage.text[start:end])
    yield node, KG.sourceBegin, integer(begins)
    yield node, KG.sourceEnd, integer(ends)


def _article(article: Article, iris: Iris) -> Iterator[Fact]:
    node, page, graph = iris.article(article), iris.page(article.page), iris.graph(article)
    yield node, RDF.type, iri(KG.Article)
    yield node, SDO.isPartOf, page
    yield node, SDO.position, integer(article.number)
    yield node, SDO.inLanguage, string("zh")
    yield node, KG.kind, string(article.kind)
    for field, term in TEXTS:
        if (passage := article.passage(field)) and passage.text:
            yield node, term, zh(passage.text)
    if article.date:
        yield node, SDO.datePublished, dated(article.date)
    yield page, RDF.type, iri(KG.Page)
    yield page, SDO.name, string(article.page)
    yield graph, FOAF.primaryTopic, node
    yield graph, PROV.wasDerivedFrom, page
    yield graph, PROV.wasGeneratedBy, iris.node("run")


def _mention(article: Article, link: Link, iris: Iris) -> Iterator[Fact]:
    said = link.mention
    place = (said.field, said.start, said.end)
    node = iris.quote(article, *place)
    yield node, RDF.type, iri(KG.Mention)
    yield from _words(article, place, node, iris)
    yield node, KG.mentionOf, iris.entity(link.entity)
    yield node, KG.rule, string(said.rule)
    yield node, KG.linkRule, string(link.rule)
    yield node, KG.confidence, decimal(_probability(said.score))


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-700.0, min(700.0, log_odds))))


def _date(article: Article, date: Date, iris: Iris) -> Iterator[Fact]:
    place = (date.field, date.start, date.end)
    node = iris.quote(article, *place)
    yield node, RDF.type, iri(KG.DateMention)
    yield from _words(article, place, node, iris)
    if date.value:
        yield node, KG.date, dated(date.value)


def _membership(article: Article, held: Post, iris: Iris) -> Iterator[Fact]:
    node, person = iris.membership(held.person, held.post, held.org), iris.entity(held.person)
    yield node, RDF.type, iri(ORG.Membership)
    yield node, ORG.member, person
    yield node, KG.post, zh(held.post)
    if held.org:
        org = iris.entity(held.org)
        yield node, ORG.organization, org
        yield person, KG.holdsPost, org
        if HEADS.fullmatch(held.post):
            yield person, ORG.headOf, org
    yield from _evidence(article, node, held, iris)


def _statement(article: Article, said: Relation, iris: Iris) -> Iterator[Fact]:
    node = iris.statement(said.subject, said.predicate, said.object)
    subject, predicate, object = iris.entity(said.subject), KG[said.predicate], iris.entity(said.object)
    yield subject, predicate, object
    yield node, RDF.type, iri(KG.Statement)
    yield node, RDF.subject, subject
    yield node, RDF.predicate, iri(predicate)
    yield node, RDF.object, object
    yield from _evidence(article, node, said, iris)


def _evidence(article: Article, node: NamedNode, said: Post | Relation, iris: Iris) -> Iterator[Fact]:
    place = (said.field, said.start, said.end)
    yield node, KG.rule, string(said.rule)
    yield node, KG.evidence, iris.quote(article, *place)
    yield from quotation(article, place, iris)


def _who(author: Author, links: Iterable[Link]) -> Entity:
    # The link at the author's place may know which of two namesakes signs.
    for link in links:
        said = link.mention
        if (said.field, said.start, said.type) == ("byline", author.start, "Person"):
            return link.entity
    return Entity("Person", author.name)


def _entities(reading: Reading, authors: Iterable[Entity], iris: Iris) -> Iterator[Fact]:
    surfaces: dict[Entity, set[str]] = defaultdict(set)
    for link in reading.links:
        surfaces[link.entity].add(link.mention.surface)
    for entity in [*_parties(reading), *authors]:
        surfaces[entity].add(entity.name)
    for entity in sorted(surfaces):
        yield from _entity(entity, surfaces[entity], iris)


def _parties(reading: Reading) -> Iterator[Entity]:
    for post in reading.posts:
        yield post.person
        if post.org:
            yield post.org
    for said in reading.relations:
        yield said.subject
        yield said.object


def _entity(entity: Entity, surfaces: set[str], iris: Iris) -> Iterator[Fact]:
    node, name = iris.entity(entity), label(entity.name)
    yield node, RDF.type, iri(KG[entity.type])
    yield node, SKOS.prefLabel, zh(name)
    if entity.qualifier:
        yield node, SDO.disambiguatingDescription, zh(entity.qualifier)
    for surface in sorted({*surfaces, entity.name}):
        if surface != name and not ANAPHORA.match(surface):
            yield node, SKOS.altLabel, zh(surface)

"""The tools of the assistant as plain functions of a store: names in, quotes out."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cached_property
from itertools import islice
from typing import Any

import pyoxigraph as ox

from kg.assistant.told import (
    Article,
    Entity,
    Evidence,
    Found,
    Hit,
    Neighbour,
    Neighbours,
    Post,
    Quote,
    Rows,
)
from kg.errors import InputError
from kg.pinyin import readings
from kg.query import run
from kg.vocab import PREFIXES, label

__all__ = ["TOOLS", "Answers"]

MOST = 50  # results of one answer
ROWS = 500
LENGTH = 200  # characters of a name
DATASET = re.compile(r"(?<![?$\w:])from\s+(?:named\s+)?(<[^>]*>|[\w.-]*:[^\s{]*)", re.IGNORECASE)
HIDDEN = re.compile(r"""#[^\n]*|"{3}.*?"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.DOTALL)

ENTITIES = """
SELECT ?entity ?preferred ?class ?name WHERE {
  ?entity skos:prefLabel ?preferred ; a ?class . ?class rdfs:subClassOf kg:Entity .
  OPTIONAL { ?entity skos:altLabel ?name }
}"""
NAMED = """
SELECT ?entity (COUNT(DISTINCT ?article) AS ?articles) WHERE {
  ?mention kg:mentionOf ?entity ; kg:inArticle ?article .
} GROUP BY ?entity"""
ARTICLES = """
SELECT ?entity ?article ?headline ?page ?date (COUNT(?mention) AS ?mentions) WHERE {
  ?mention kg:mentionOf ?entity ; kg:inArticle ?article .
  ?article schema:headline ?headline ; schema:isPartOf/schema:name ?page .
  OPTIONAL { ?article schema:datePublished ?date }
} GROUP BY ?entity ?article ?headline ?page ?date ORDER BY DESC(?mentions) ?article"""
STATED = """
SELECT DISTINCT ?entity ?node ?relation ?direction ?other WHERE {
  { ?node rdf:subject ?entity ; rdf:object ?other ; rdf:predicate/rdfs:label ?relation .
    BIND ("out" AS ?direction) }
  UNION
  { ?node rdf:object ?entity ; rdf:subject ?other ; rdf:predicate/rdfs:label ?relation .
    BIND ("in" AS ?direction) }
  UNION
  { ?node org:member ?entity ; org:organization ?other ; kg:post ?relation BIND ("out" AS ?direction) }
  UNION
  { ?node org:organization ?entity ; org:member ?other ; kg:post ?relation BIND ("in" AS ?direction) }
  FILTER (LANG(?relation) = "zh")
} ORDER BY ?relation ?direction ?other"""
TOGETHER = """
SELECT ?entity ?node ?other ?sentences WHERE {
  ?node kg:participant ?entity, ?other ; kg:sentenceCount ?sentences ; kg:logLikelihood ?strength .
  FILTER (?other != ?entity)
} ORDER BY DESC(?strength) ?other"""
POSTS = """
SELECT DISTINCT ?entity ?node ?person ?post ?body WHERE {
  { ?node org:member ?entity } UNION { ?node org:organization ?entity }
  ?node org:member/skos:prefLabel ?person ; kg:post ?post .
  OPTIONAL { ?node org:organization/skos:prefLabel ?body }
} ORDER BY ?person ?post ?body"""
QUOTES = """
SELECT DISTINCT ?node ?exact ?article ?headline ?page ?date ?field ?begin ?end WHERE {
  ?node kg:evidence ?place .
  ?place kg:exact ?exact ; kg:inArticle ?article ;
    kg:field ?field ; kg:sourceBegin ?begin ; kg:sourceEnd ?end .
  ?article schema:headline ?headline ; schema:isPartOf/schema:name ?page .
  OPTIONAL { ?article schema:datePublished ?date }
} ORDER BY ?article ?begin"""
TOGETHER_ZH = "共现"


class Answers:
    """Answers from a store made by `kg.query.load`; methods raise InputError for what they cannot answer."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def search(self, text: str, kind: str = "", limit: int = 10) -> Found:
        """Entities by a part of a name, in hanzi or pinyin; `kind` is a class such as Union."""
        wanted, kinds = _short(text), {hit.type for hit in self._known.values()}
        if kind and kind not in kinds:
            raise InputError(f"no class {kind!r} 没有此类别; there are 可用: {', '.join(sorted(kinds))}")
        ranked = sorted(
            (rank, -hit.articles, len(hit.name), hit.name, hit.id)
            for hit in self._known.values()
            if not kind or hit.type == kind
            if (rank := self._rank(wanted, hit)) is not None
        )
        hits = [self._known[entity] for *_, entity in ranked[: _most(limit)]]
        return Found(hits, len(ranked))

    def entity(self, name: str) -> Entity:
        """What is known of the entity of this name or id."""
        hit = self._one(name)
        stated = [row["relation"] for row in self._rows(STATED, entity=hit.id)]
        together = len(self._rows(TOGETHER, entity=hit.id))
        counts = {relation: stated.count(relation) for relation in sorted(set(stated))}
        articles = [
            Article(row["article"], row["headline"], row["page"], row["date"] or None, int(row["mentions"]))
            for row in self._rows(ARTICLES, entity=hit.id)
        ]
        posts = [
            Post(row["person"], row["post"], row["body"] or None, self._quotes(row["node"], 2))
            for row in self._rows(POSTS, entity=hit.id)[:MOST]
        ]
        counts |= {TOGETHER_ZH: together} if together else {}
        return Entity(
            hit.id, hit.name, hit.type, hit.other_names, posts, counts, articles[:MOST], len(articles)
        )

    def neighbours(self, name: str, relation: str = "", limit: int = 20) -> Neighbours:
        """What the entity of this name or id has to do with, each relation with a quote."""
        hit = self._one(name)
        found = [row for row in self._related(hit) if relation in ("", row["relation"])]
        if relation and not found:
            known = sorted({row["relation"] for row in self._related(hit)})
            raise InputError(f"no relation {relation!r} 没有此关系; there are 有: {', '.join(known) or '-'}")
        told = [self._neighbour(row, quotes=1) for row in found[: _most(limit)]]
        return Neighbours(hit.id, hit.name, told, len(found))

    def evidence(self, first: str, second: str, limit: int = 10) -> Evidence:
        """All relations between two entities, each with its quotes."""
        one, other = self._one(first), self._one(second)
        rows = [row for row in self._related(one) if row["other"] == other.id]
        return Evidence(one, other, [self._neighbour(row, quotes=_most(limit)) for row in rows])

    def sparql(self, query: str, limit: int = 100) -> Rows:
        """The first rows of a query's answer; updates, SERVICE and graphs from elsewhere are refused."""
        query = query.encode("utf-8", "replace").decode()  # JSON may hold halves of characters
        self._refuse_graphs(query)
        result, most = run(self._store, query), max(1, min(limit, ROWS))
        if isinstance(result, ox.QueryBoolean):
            return Rows(["answer"], [["true" if result else "false"]], False)
        graph = isinstance(result, ox.QueryTriples)
        columns = ["subject", "predicate", "object"] if graph else [v.value for v in result.variables]  # type: ignore[union-attr]
        rows = [[_text(term) for term in row] for row in islice(result, most + 1)]
        return Rows(columns, rows[:most], len(rows) > most)

    @cached_property
    def _known(self) -> dict[str, Hit]:
        counts = {row["entity"]: int(row["articles"]) for row in self._rows(NAMED)}
        others: dict[str, set[str]] = defaultdict(set)
        told: dict[str, tuple[str, str]] = {}
        for row in self._rows(ENTITIES):
            told[row["entity"]] = row["preferred"], row["class"].rpartition("#")[2]
            others[row["entity"]] |= {row["name"]} - {""}
        return {
            entity: Hit(entity, name, kind, counts.get(entity, 0), sorted(others[entity]))
            for entity, (name, kind) in sorted(told.items())
        }

    @cached_property
    def _by_name(self) -> dict[str, list[Hit]]:
        names: dict[str, list[Hit]] = defaultdict(list)
        for hit in self._known.values():
            for name in {hit.name, *hit.other_names}:
                names[name].append(hit)
        return names

    @cached_property
    def _sounds(self) -> dict[str, list[str]]:
        return {letter: sounds.split() for letter, sounds in readings(self._by_name).items()}

    def _rank(self, wanted: str, hit: Hit) -> int | None:
        """0 for the name itself, then another name, a beginning, a part, pinyin; None for no match."""
        names = (hit.name, *hit.other_names)
        if wanted == hit.name:
            return 0
        if wanted in names:
            return 1
        if any(name.startswith(wanted) for name in names):
            return 2
        if any(wanted in name for name in names):
            return 3
        latin = wanted.replace(" ", "").lower()
        if not latin.isascii() or not any(_sounds_like(latin, name, self._sounds) for name in names):
            return None
        return 5 - any(_spells(latin, name, self._sounds) for name in names)

    def _one(self, name: str) -> Hit:
        """The entity that a name or an id means."""
        wanted = _short(name)
        by_id = [hit for hit in self._known.values() if wanted in (hit.id, hit.id.rpartition("/")[2])]
        found = by_id or self._by_name.get(wanted, [])
        exact = [hit for hit in found if hit.name == wanted] or found
        if len(exact) == 1:
            return exact[0]
        if exact:
            told = "; ".join(f"{hit.id} {hit.type} {hit.name}" for hit in exact[:MOST])
            raise InputError(f"{wanted!r} is several, give an id 有多个同名实体，请用 id: {told}")
        near = [hit.name for hit in self.search(wanted, limit=5).results] or difflib.get_close_matches(
            wanted, self._by_name, n=5, cutoff=0.4
        )
        raise InputError(f"no entity {wanted!r} 没有此实体; near 相近: {', '.join(near) or '-'}")

    def _related(self, hit: Hit) -> list[dict[str, str]]:
        together = (
            {"relation": TOGETHER_ZH, "direction": "both", **row}
            for row in self._rows(TOGETHER, entity=hit.id)
        )
        return [row for row in (*self._rows(STATED, entity=hit.id), *together) if row["other"] in self._known]

    def _neighbour(self, row: Mapping[str, str], *, quotes: int) -> Neighbour:
        sentences = int(row["sentences"]) if "sentences" in row else None
        other, shown = self._known[row["other"]], self._quotes(row["node"], quotes)
        return Neighbour(row["relation"], row["direction"], other, sentences, shown)

    def _quotes(self, node: str, most: int) -> list[Quote]:
        return [
            Quote(
                row["exact"],
                row["article"],
                row["headline"],
                row["page"],
                row["date"] or None,
                row["field"],
                int(row["begin"]),
                int(row["end"]),
            )
            for row in self._rows(QUOTES, node=node)[:most]
        ]

    def _rows(self, query: str, **bound: str) -> list[dict[str, str]]:
        """The rows of one of the queries above, as text; addresses are bound as terms."""
        terms: dict[ox.Variable, Any] = {
            ox.Variable(name): ox.NamedNode(value) for name, value in bound.items()
        }
        found = self._store.query(query, prefixes=PREFIXES, substitutions=terms)
        assert isinstance(found, ox.QuerySolutions)
        names = [variable.value for variable in found.variables]
        return [{name: _text(row[name]) or "" for name in names} for row in found]

    def _refuse_graphs(self, query: str) -> None:
        for name in DATASET.findall(HIDDEN.sub(" ", query)):
            if name[0] != "<" or not self._store.contains_named_graph(_graph(name[1:-1])):
                raise InputError(f"FROM {name}: no graph of this store, and none is fetched 库中没有此图")


def _graph(name: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(name)
    except ValueError as error:
        raise InputError(f"FROM <{name}>: no address 不是网址") from error


def _sounds_like(latin: str, name: str, sounds: Mapping[str, list[str]]) -> bool:
    """Whether the letters spell a run of the name's characters, by whole readings or by initials.

    >>> _sounds_like("tongz", "通州区", {"通": ["tong"], "州": ["zhou"], "区": ["qu", "ou"]})
    True
    >>> _sounds_like("tzq", "通州区", {"通": ["tong"], "州": ["zhou"], "区": ["qu", "ou"]})
    True
    """
    return bool(latin) and any(_spells(latin, name[begin:], sounds) for begin in range(len(name)))


def _spells(latin: str, name: str, sounds: Mapping[str, list[str]]) -> bool:
    rests = {latin}
    for letter in name:
        following = set()
        for rest in rests:
            for sound in sounds.get(letter, [letter.lower()]):
                if sound.startswith(rest):
                    return True
                following |= {rest[len(part) :] for part in (sound, sound[0]) if rest.startswith(part)}
        rests = following
        if not rests:
            return False
    return False


def _short(text: str) -> str:
    wanted = label(text.strip())
    if not 0 < len(wanted) <= LENGTH:
        raise InputError(f"a name has 1 to {LENGTH} characters 名称须为 1 至 {LENGTH} 个字符")
    return wanted


def _most(limit: int) -> int:
    return max(1, min(limit, MOST))


def _text(term: object) -> str | None:
    if term is None:
        return None
    return term.value if isinstance(term, ox.Literal | ox.NamedNode) else str(term)


TOOLS: dict[str, Callable[..., Any]] = {
    "search": Answers.search,
    "entity": Answers.entity,
    "neighbours": Answers.neighbours,
    "evidence": Answers.evidence,
    "sparql": Answers.sparql,
}
"""The methods that may be called from outside, by name."""

"""The terms of ontology/kg.ttl as a closed namespace, and the addresses (IRIs) of everything in a graph.

Every IRI is plain ASCII, made from what it stands for and nothing else: no counter, no order, no clock.
"""

# ruff: noqa: N815  the terms are named as RDF names properties

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from pyoxigraph import NamedNode
from rdflib import URIRef
from rdflib.namespace import DefinedNamespace, Namespace

from kg.errors import InputError
from kg.model import Article, Class, Entity, Field

__all__ = ["KG", "LETTERS", "PREFIXES", "Iris", "Numbered", "entity_id", "label", "ontology_folder"]

LETTERS: dict[Class, str] = {
    "Person": "p",
    "Union": "u",
    "Company": "c",
    "District": "d",
    "Government": "g",
    "School": "s",
    "Organisation": "o",
    "Facility": "f",
    "Initiative": "i",
    "Event": "e",
    "Award": "a",
    "Work": "w",
    "Platform": "t",
}
"""How an entity's identifier begins, for those who read IRIs; the hash holds the class too."""

PREFIXES = {
    "kg": "https://kg.example/ontology#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes that queries may use undeclared and that dumps declare."""


class KG(DefinedNamespace):
    """The terms of ontology/kg.ttl; a term that is not there raises AttributeError."""

    _NS = Namespace(PREFIXES["kg"])
    _fail = True

    Entity: URIRef
    Person: URIRef
    Union: URIRef
    Company: URIRef
    District: URIRef
    Government: URIRef
    School: URIRef
    Organisation: URIRef
    Facility: URIRef
    Initiative: URIRef
    Event: URIRef
    Award: URIRef
    Work: URIRef
    Platform: URIRef

    Page: URIRef
    Article: URIRef
    Quote: URIRef
    Mention: URIRef
    DateMention: URIRef
    Finding: URIRef
    Statement: URIRef
    CoOccurrence: URIRef

    organizes: URIRef
    coOrganizes: URIRef
    participatesIn: URIRef
    partOf: URIRef
    locatedIn: URIRef
    receives: URIRef
    holdsPost: URIRef
    coOccursWith: URIRef

    reporter: URIRef
    correspondent: URIRef
    photographer: URIRef

    mentionOf: URIRef
    inArticle: URIRef
    evidence: URIRef
    participant: URIRef

    field: URIRef
    begin: URIRef
    end: URIRef
    exact: URIRef
    sourceBegin: URIRef
    sourceEnd: URIRef

    rule: URIRef
    linkRule: URIRef
    confidence: URIRef

    post: URIRef
    date: URIRef
    kicker: URIRef
    byline: URIRef
    kind: URIRef

    articleCount: URIRef
    paragraphCount: URIRef
    sentenceCount: URIRef
    npmi: URIRef
    logLikelihood: URIRef
    jaccard: URIRef
    pairRank: URIRef

    coverage: URIRef
    mentionCount: URIRef
    rank: URIRef

    digest: URIRef
    encoding: URIRef
    home: URIRef
    paper: URIRef
    unit: URIRef
    minimum: URIRef
    reportersCounted: URIRef

    Decision: URIRef
    action: URIRef
    concerns: URIRef
    concernsName: URIRef


for _term in KG.__annotations__.keys() - {"_NS", "_fail"}:
    setattr(KG, _term, KG[_term])  # DefinedNamespace makes a term anew whenever it is asked for


def ontology_folder() -> Path:
    """Where kg.ttl, shapes.ttl and context.jsonld are: inside an installed kg, beside it in a source tree."""
    package = Path(__file__).parent
    inside = package / "ontology"
    return inside if inside.is_dir() else package.parent / "ontology"


FULL = str.maketrans("(),:;!?", "（），：；！？")
HAN = re.compile("[\u3400-\u9fff]")
# Between Latin letters or digits a mark stays narrow: 12:30.
NARROW = re.compile(r"[()]|(?<![0-9A-Za-z])[,:;!?]|[,:;!?](?![0-9A-Za-z])")


def label(name: str) -> str:
    """The one spelling of a name, whatever the width of its characters in print.

    Names that share an IRI share their label too: both depend on the NFKC form only.

    >>> label("中共中央党校(国家行政学院)"), label("ＣＢＡ联赛")
    ('中共中央党校（国家行政学院）', 'CBA联赛')
    """
    name = unicodedata.normalize("NFKC", name)
    return NARROW.sub(lambda mark: mark.group().translate(FULL), name) if HAN.search(name) else name


@lru_cache(maxsize=1 << 14)
def entity_id(entity: Entity) -> str:
    """The opaque identifier of an entity: its class's letter and 65 bits of its class, name and qualifier.

    >>> entity_id(Entity("Union", "北京市总工会"))
    'u-demdxiybl43jo'
    """
    name = unicodedata.normalize("NFKC", entity.name)
    return f"{LETTERS[entity.type]}-{_digest(entity.type, name, entity.qualifier)}"


def _digest(*parts: str) -> str:
    key = "\0".join(parts).encode("utf-8", "surrogatepass")
    return base64.b32encode(hashlib.blake2b(key, digest_size=9).digest())[:13].decode().lower()


def _safe(name: str) -> str:
    # Lone surrogates stand for the bytes of a file name that is no UTF-8; they stay apart from each other.
    # "~" is kept free for kg's own use.
    return quote(name, safe="", errors="surrogatepass").replace("~", "%7E")


class Numbered(NamedTuple):
    """An article, by what its address is made of."""

    page: str
    number: int


class Iris:
    """The addresses of everything that one graph speaks of, all beginning with `base`.

    Raises InputError when `base` cannot begin an address.

    >>> Iris("https://kg.example/").page("七版.txt")
    <NamedNode value=https://kg.example/page/%E4%B8%83%E7%89%88.txt>
    """

    def __init__(self, base: str) -> None:
        try:
            NamedNode(f"{base}e/x")
        except ValueError as error:
            raise InputError(
                f"base {base!r} is no address: {error}; set base in kg.toml 网址无效，请改 base"
            ) from error
        if not base.isascii():
            raise InputError(
                f"base {base!r} must be ASCII (%XX or xn-- for the rest) 网址须为 ASCII；请在 kg.toml 改 base"
            )
        self.base = base
        # An address has one "#" at most, and the base may have spent it.
        self._mark = "/" if "#" in base else "#"

    def node(self, path: str) -> NamedNode:
        """What has its fixed place under the base: `run`, `dataset`, `g/ontology`."""
        return NamedNode(self.base + path)

    def entity(self, entity: Entity) -> NamedNode:
        """An entity, see `entity_id`."""
        return NamedNode(f"{self.base}e/{entity_id(entity)}")

    def page(self, name: str) -> NamedNode:
        """A page, by its whole file name: `a.txt` and `a.md` are two pages."""
        return NamedNode(f"{self.base}page/{_safe(name)}")

    def article(self, article: Article | Numbered) -> NamedNode:
        """An article."""
        return NamedNode(f"{self.base}a/{_article(article)}")

    def graph(self, article: Article) -> NamedNode:
        """The named graph of all that an article says."""
        return NamedNode(f"{self.base}g/{_article(article)}")

    def quote(self, article: Article | Numbered, field: Field, start: int, end: int) -> NamedNode:
        """A stretch of an article's words; a mention is one."""
        return NamedNode(f"{self.base}a/{_article(article)}{self._mark}{field}-{start}-{end}")

    def membership(self, person: Entity, post: str, org: Entity | None) -> NamedNode:
        """A post that a person holds, the same in all articles that say so."""
        parts = entity_id(person), post, entity_id(org) if org else ""
        return NamedNode(f"{self.base}m/{_digest(*parts)}")

    def statement(self, subject: Entity, predicate: str, object: Entity) -> NamedNode:
        """A relation between two entities, the same in all articles that say so."""
        return NamedNode(f"{self.base}s/{_digest(entity_id(subject), predicate, entity_id(object))}")

    def decision(self, *parts: str) -> NamedNode:
        """What a person decided about names, by all that was written down of it."""
        return NamedNode(f"{self.base}decision/{_digest(*parts)}")

    def agent(self, name: str) -> NamedNode:
        """Who decided."""
        return NamedNode(f"{self.base}agent/{_digest(name)}")

    def cooccurrence(self, first: Entity, second: Entity) -> NamedNode:
        """The node of a pair, the same in either order."""
        return self.together(entity_id(first), entity_id(second))

    def together(self, first: str, second: str) -> NamedNode:
        """The node of a pair, by the identifiers of its entities."""
        return NamedNode(f"{self.base}x/{'.'.join(sorted((first, second)))}")


def _article(article: Article | Numbered) -> str:
    return f"{_stem(article.page)}-{article.number:02}"


@lru_cache(maxsize=1 << 8)
def _stem(page: str) -> str:
    # The usual .txt goes without saying. Every other name ends in "~", so that `a`, `a.md` and `a.txt`
    # stay three.
    stem = page.removesuffix(".txt")
    return _safe(stem) + "~" * (stem == page)

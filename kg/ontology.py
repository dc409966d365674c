"""The vocabulary of ontology/kg.ttl as documents for people: one Markdown page, one HTML page."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse
from rdflib import URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from kg.atomic import write_text
from kg.turtle import Shortener
from kg.vocab import KG, PREFIXES, ontology_folder

__all__ = ["Ontology", "Term", "html", "load", "markdown", "write"]

MORE_PREFIXES = {
    "cnt": "http://www.w3.org/2011/content#",
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
    "qb": "http://purl.org/linked-data/cube#",
    "spdx": "http://spdx.org/rdf/terms#",
}
ADDRESS = "https://kg.example/ontology"
ALIGNED = (
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    OWL.inverseOf,
    SKOS.closeMatch,
    SKOS.relatedMatch,
    RDF.type,
)
"""What leads from a term to the vocabularies of others, or to a wider term of ours."""
OWN = tuple(PREFIXES[name] for name in ("kg", "owl", "rdf", "rdfs"))
SECTIONS = {
    "entities": ("实体的类", "Classes of entities"),
    "classes": ("其他的类", "Other classes"),
    "relations": ("关系", "Relations"),
    "values": ("属性值", "Values"),
}
ROWS = {
    "wider": ("上位", "narrower than"),
    "aligned": ("对应", "elsewhere"),
    "domain": ("主语", "domain"),
    "range": ("取值", "range"),
    "disjoint": ("互斥", "never also"),
    "traits": ("性质", "always"),
}
TRAITS = {
    OWL.FunctionalProperty: "一个取值 one value",
    OWL.SymmetricProperty: "双向 both ways",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property, all in the words of the file; addresses are shortened."""

    name: str
    section: str
    label_zh: str
    label_en: str
    comment_zh: str
    comment_en: str
    facts: dict[str, tuple[str, ...]]
    """By the keys of ROWS."""
    examples: tuple[str, ...]
    """In Turtle."""
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ontology:
    """The whole vocabulary, its terms in the order of the file."""

    title_zh: str
    title_en: str
    description_zh: str
    description_en: str
    version: str
    terms: tuple[Term, ...]


Told = dict[str, list[NamedNode | Literal]]


@cache
def load() -> Ontology:
    """The vocabulary that comes with kg."""
    said: dict[str, Told] = defaultdict(lambda: defaultdict(list))
    for quad in parse(path=ontology_folder() / "kg.ttl", format=RdfFormat.TURTLE):
        said[quad.subject.value][quad.predicate.value].append(quad.object)
    head = said.pop(ADDRESS)
    return Ontology(
        _in(head, DCTERMS.title, "zh"),
        _in(head, DCTERMS.title, "en"),
        _in(head, DCTERMS.description, "zh"),
        _in(head, DCTERMS.description, "en"),
        head[str(OWL.versionInfo)][0].value,
        tuple(_term(address.removeprefix(PREFIXES["kg"]), told) for address, told in said.items()),
    )


def _in(told: Told, predicate: URIRef, language: str) -> str:
    values = told[str(predicate)]
    return next(v.value for v in values if isinstance(v, Literal) and v.language == language)


def _term(name: str, told: Told) -> Term:
    kinds = [kind.value for kind in told[str(RDF.type)]]
    return Term(
        name,
        _section(name, kinds, told),
        _in(told, RDFS.label, "zh"),
        _in(told, RDFS.label, "en"),
        _in(told, RDFS.comment, "zh"),
        _in(told, RDFS.comment, "en"),
        {key: values for key, values in _facts(told, kinds) if values},
        tuple(value.value for value in told[str(SKOS.example)]),
        tuple(value.value for value in told[str(SKOS.editorialNote)]),
    )


def _section(name: str, kinds: list[str], told: Told) -> str:
    if str(OWL.Class) in kinds:
        wider = [value.value for value in told[str(RDFS.subClassOf)]]
        return "entities" if name == "Entity" or str(KG.Entity) in wider else "classes"
    return "relations" if str(OWL.ObjectProperty) in kinds else "values"


def _facts(told: Told, kinds: list[str]) -> list[tuple[str, tuple[str, ...]]]:
    short = Shortener(PREFIXES | MORE_PREFIXES)
    linked = [
        (predicate, value)
        for predicate in ALIGNED
        for value in told[str(predicate)]
        if isinstance(value, NamedNode) and value.value.partition("#")[0] != str(OWL)[:-1]
    ]
    # That the thirteen exclude each other is said once, of kg:Entity.
    thirteenth = any(value.value == str(KG.Entity) for value in told[str(RDFS.subClassOf)])
    return [
        ("wider", tuple(short(value) for _, value in linked if value.value.startswith(PREFIXES["kg"]))),
        (
            "aligned",
            tuple(f"{short.predicate(p)} {short(v)}" for p, v in linked if not v.value.startswith(OWN[:2])),
        ),
        ("domain", tuple(short(value) for value in told[str(RDFS.domain)])),
        ("range", tuple(short(value) for value in told[str(RDFS.range)])),
        ("disjoint", tuple(short(value) for value in told[str(OWL.disjointWith)] if not thirteenth)),
        ("traits", tuple(words for kind, words in TRAITS.items() if str(kind) in kinds)),
    ]


def markdown() -> str:
    """The vocabulary as one page of Markdown, Chinese and English side by side."""
    found = load()
    parts = [
        f"# {found.title_zh} · {found.title_en}",
        "<!-- kg docs ontology -->",
        f"{found.description_zh}\n{found.description_en}",
        f"版本 version {found.version} · `@prefix kg: <{PREFIXES['kg']}> .`",
    ]
    for section, (chinese, english) in SECTIONS.items():
        parts.append(f"## {chinese} · {english}")
        parts += [_markdown_term(term) for term in found.terms if term.section == section]
    return "\n\n".join(parts) + "\n"


def _markdown_term(term: Term) -> str:
    rows = [
        f"- {' '.join(ROWS[key])}: {', '.join(f'`{v}`' for v in values)}"
        for key, values in term.facts.items()
    ]
    rows += [f"- {note}" for note in term.notes]
    example = "\n".join(("```turtle", *term.examples, "```"))
    heads = f"### kg:{term.name}\n\n**{term.label_zh} · {term.label_en}**\n"
    return f"{heads}{term.comment_zh}\n{term.comment_en}\n\n" + "\n".join(rows) + f"\n\n{example}"


PAGE = """<!DOCTYPE html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --ink: light-dark(#1d2329, #e4e8ec); --paper: light-dark(#fff, #14181c);
  --soft: light-dark(#f3f5f7, #1e242a); --line: light-dark(#d5dbe1, #39424b);
  --link: light-dark(#0b5cad, #7ab8ff); }}
body {{ margin: 0 auto; max-width: 60rem; padding: 1rem 1.25rem 4rem;
  color: var(--ink); background: var(--paper);
  font: 1rem/1.6 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }}
a {{ color: var(--link); }}
nav ul {{ columns: 14rem; padding-left: 1.2rem; }}
section.term {{ border-top: 1px solid var(--line); padding: .25rem 0 1rem; }}
section.term:target {{ outline: 2px solid var(--link); outline-offset: .5rem; }}
dl {{ display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }}
dt {{ font-weight: 600; }}
dd {{ margin: 0; overflow-wrap: anywhere; }}
pre {{ background: var(--soft); padding: .6rem .8rem; white-space: pre-wrap; overflow-wrap: anywhere; }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{about}<br><span lang="en">{about_en}</span></p>
<p>版本 version {version} · <code>@prefix kg: &lt;{address}&gt; .</code></p>
<nav aria-label="词汇 terms">
{contents}
</nav>
<main>
{body}
</main>
</body>
</html>
"""


def html() -> str:
    """The vocabulary as one page of HTML that needs nothing else; every term is found at `#` and its name."""
    found = load()
    contents, body = [], []
    for section, (chinese, english) in SECTIONS.items():
        terms = [term for term in found.terms if term.section == section]
        heading = f'<h2 id="section-{section}">{chinese} · <span lang="en">{english}</span></h2>'
        links = "".join(
            f'<li><a href="#{t.name}"><code>kg:{t.name}</code></a> {escape(t.label_zh)}</li>' for t in terms
        )
        contents.append(f'<p>{chinese} · <span lang="en">{english}</span></p>\n<ul>{links}</ul>')
        body += [heading, *(_html_term(term) for term in terms)]
    return PAGE.format(
        title=escape(f"{found.title_zh} · {found.title_en}"),
        about=escape(found.description_zh),
        about_en=escape(found.description_en),
        version=escape(found.version),
        address=escape(PREFIXES["kg"]),
        contents="\n".join(contents),
        body="\n".join(body),
    )


def _html_term(term: Term) -> str:
    rows = "".join(
        f"<dt>{' '.join(ROWS[key])}</dt><dd>{', '.join(map(_code, values))}</dd>"
        for key, values in term.facts.items()
    )
    notes = "".join(f"<p>{escape(note)}</p>" for note in term.notes)
    return (
        f'<section class="term" id="{term.name}">\n'
        f"<h3><code>kg:{term.name}</code> {escape(term.label_zh)} · "
        f'<span lang="en">{escape(term.label_en)}</span></h3>\n'
        f'<p>{escape(term.comment_zh)}<br><span lang="en">{escape(term.comment_en)}</span></p>\n'
        f"{notes}<dl>{rows}</dl>\n<pre>{escape(chr(10).join(term.examples))}</pre>\n</section>"
    )


def _code(text: str) -> str:
    known = re.fullmatch(r"kg:(\w+)", text)
    shown = f"<code>{escape(text)}</code>"
    return f'<a href="#{known[1]}">{shown}</a>' if known else shown


def write(folder: Path) -> tuple[Path, ...]:
    """Writes ontology.html and ontology.md to a folder; raises OutputError."""
    pages = {folder / "ontology.html": html(), folder / "ontology.md": markdown()}
    for path, text in pages.items():
        write_text(path, text)
    return tuple(pages)

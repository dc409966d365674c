"""The queries that come with kg: named, titled in Chinese and English, with parameters.

Each is a file of kg/queries that runs as it stands in any SPARQL 1.1 store. Its comments give titles and
describe parameters; a parameter is a VALUES block of one term, whose place a value takes, as a term again.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError
from kg.terms import integer, string, zh
from kg.vocab import PREFIXES, label

__all__ = ["NamedQuery", "bound", "declared", "find", "named"]

FOLDER = Path(__file__).parent / "queries"
HEADER = re.compile(r"#\s*([a-z-]+):\s*(.*)")
BLOCK = re.compile(
    r"(?P<head>VALUES\s+\?(?P<name>\w+)\s*\{\s*)"
    r'(?P<term>"(?P<text>(?:[^"\\\n]|\\.)*)"(?P<language>@zh)?|(?P<number>\d+))(?P<tail>\s*\})'
)
NEAR = 3


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query that has a name, titles and parameters with their defaults."""

    name: str
    title_zh: str
    title_en: str
    columns_zh: tuple[str, ...]
    """Headings for the columns, in order; empty for CONSTRUCT."""
    params: dict[str, str]
    """The default of each parameter."""
    text: str
    described: dict[str, tuple[str, str]] = field(default_factory=dict)
    """What each parameter is, in Chinese and in English."""

    def standalone(self) -> str:
        """The text with its prefixes declared, for other programs than kg."""
        return declared(self.text)


@cache
def named() -> tuple[NamedQuery, ...]:
    """The queries that come with kg, by name."""
    return tuple(_parsed(path) for path in sorted(FOLDER.glob("*.rq")))


def _parsed(path: Path) -> NamedQuery:
    text = path.read_text(encoding="utf-8")
    told = [found.groups() for line in text.splitlines() if (found := HEADER.fullmatch(line))]
    heads = {key: value for key, value in told if key != "param"}
    described: dict[str, tuple[str, str]] = {}
    for name, chinese, english in (re.split(r"\s*\|\s*", value) for key, value in told if key == "param"):
        described[name] = chinese, english
    defaults = {block["name"]: block["text"] or block["number"] for block in BLOCK.finditer(text)}
    columns = tuple(filter(None, re.split(r",\s*", heads.get("columns-zh", ""))))
    params = {name: defaults[name] for name in described}
    return NamedQuery(path.stem, heads["title-zh"], heads["title-en"], columns, params, text, described)


def find(name: str) -> NamedQuery:
    """The query of this name or Chinese title.

    Raises InputError, with the nearest names, when there is none.
    """
    known = {key: query for query in named() for key in (query.name, query.title_zh)}
    if name not in known:
        near = difflib.get_close_matches(name, known, n=NEAR, cutoff=0.4)
        hint = f"did you mean {' or '.join(near)}?" if near else "see kg query --list 可用 --list 查看"
        raise InputError(f"no query is named {name!r} 没有此查询; {hint}")
    return known[name]


def declared(text: str) -> str:
    """A query with declarations of the well-known prefixes that it uses and does not declare."""
    used = [name for name in PREFIXES if f"{name}:" in text and f"PREFIX {name}:" not in text]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in used) + text


def bound(text: str, params: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The query with the values in their VALUES blocks, and the values that have no block.

    A value becomes a term of the kind that it replaces, written by the RDF library: whatever it holds, it
    stays one term. Raises InputError for a value that is no number where one is wanted.
    """
    left = dict(params)

    def put(block: re.Match[str]) -> str:
        if block["name"] not in params:
            return block[0]
        left.pop(block["name"], None)
        return f"{block['head']}{_term(block, params[block['name']])}{block['tail']}"

    return BLOCK.sub(put, text), left


def _term(block: re.Match[str], value: str) -> ox.Literal | str:
    if block["number"]:
        if not re.fullmatch(r"[0-9]{1,18}", value.strip()):
            raise InputError(
                f"{block['name']}={value}: a whole number is wanted, such as {block['number']} 须为整数"
            )
        return integer(int(value)).value
    return zh(label(value)) if block["language"] else string(value)

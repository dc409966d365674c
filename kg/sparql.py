"""The text of a query, looked at before anything parses it: what it does, how deep it nests, what it names.

Parsers of SPARQL are recursive and end the process when brackets nest too deep, so this reads tokens only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urljoin

__all__ = ["FORMS", "UPDATES", "Look", "look"]

FORMS = frozenset({"ASK", "CONSTRUCT", "DESCRIBE", "SELECT"})
UPDATES = frozenset({"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"})
VOLATILE = frozenset({"BNODE", "NOW", "RAND", "STRUUID", "UUID"})
"""Functions that answer anew each time."""

# The tokens of the grammar (SPARQL 1.1, 19.8), as far as they can hide a bracket or a keyword. Nothing is
# tried twice, so that time grows with the length of the text, whatever stands in it.
TOKEN = re.compile(
    r"""
    (?P<space>\s++ | \#[^\n\r]*+)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*+>)
  | (?P<string>\"{3}(?:[^"\\]|\\.|\"{1,2}(?!\"))*+\"{3} | '{3}(?:[^'\\]|\\.|'{1,2}(?!'))*+'{3}
      | "(?:[^"\\\n\r]|\\.)++" | '(?:[^'\\\n\r]|\\.)++' | ""(?!") | \'\'(?!'))
  | (?P<unclosed>\"{3}(?:[^"\\]|\\.|\"{1,2}(?!\"))*+ | '{3}(?:[^'\\]|\\.|'{1,2}(?!'))*+
      | "(?:[^"\\\n\r]|\\.)*+ | '(?:[^'\\\n\r]|\\.)*+)
  | (?P<name>[?$]\w++ | @[A-Za-z-]++ | [\w.-]*+:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*+)
  | (?P<word>[\w.-]++)
  | (?P<open>[(\[{])
  | (?P<close>[)\]}])
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
WORD = re.compile(r"\w+")
SERVICE = re.compile("service", re.IGNORECASE)
PITFALLS = re.compile(r"['#()]")


@dataclass(frozen=True, slots=True)
class Look:
    """What the tokens of a query show."""

    form: str
    """SELECT, ASK, CONSTRUCT, DESCRIBE, or the first word of an update; empty when there is neither."""
    depth: int
    """How many brackets are open at once."""
    service: bool
    """Whether it asks another server."""
    graphs: tuple[str, ...]
    """The graphs that FROM and FROM NAMED choose, in full as far as the query declares their prefixes."""
    volatile: bool
    """Whether the answer may differ from one time to the next."""


ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U00([01][0-9A-Fa-f]{5})")


@lru_cache(maxsize=256)
def _look(text: str, known: tuple[tuple[str, str], ...]) -> Look:
    seen = _read(text, known)
    # The standard (19.2) lets \u0053 stand for S anywhere; Oxigraph does not, but others may.
    plain = ESCAPE.sub(_unescaped, text)
    if plain == text:
        return seen
    other = _read(plain, known)
    return replace(seen, depth=max(seen.depth, other.depth), service=seen.service or other.service)


def _unescaped(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number < 0x110000 else match[0]


def _read(text: str, known: tuple[tuple[str, str], ...]) -> Look:
    tokens = list(_tokens(text))
    words = [word.upper() for kind, value in tokens if kind == "word" for word in WORD.findall(value)]
    form = next((word for word in words if word in FORMS or word in UPDATES), "")
    service, depth = _calls_out(tokens), _depth(tokens)
    if _is_doubtful(tokens):
        # "<" after an operand begins an IRI or compares; where the two readings part, the worse one counts.
        service = bool(SERVICE.search(text))
        depth = sum(text.count(mark) for mark in "([{")
    graphs = tuple(_graphs(tokens, dict(known)))
    return Look(form, depth, service, graphs, not VOLATILE.isdisjoint(words))


def look(text: str, *, prefixes: Mapping[str, str] | None = None) -> Look:
    """What the tokens of a query show; any text can be looked at. `prefixes` need no declaration.

    >>> look("SELECT * { ?s ?p 'SERVICE {{{' }")
    Look(form='SELECT', depth=1, service=False, graphs=(), volatile=False)
    """
    return _look(text, tuple((prefixes or {}).items()))


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for match in TOKEN.finditer(text):
        if match.lastgroup != "space":
            yield match.lastgroup or "", match.group()


def _depth(tokens: list[tuple[str, str]]) -> int:
    depth = deepest = 0
    for kind, _ in tokens:
        depth += (kind == "open") - (kind == "close")
        deepest = max(deepest, depth)
    return deepest


def _calls_out(tokens: list[tuple[str, str]]) -> bool:
    # Oxigraph wants no space around a keyword: `1SERVICESILENT:x{}` calls. A group follows in any case.
    for number, (kind, value) in enumerate(tokens):
        said = value if kind == "word" else value.partition(":")[0] if kind == "name" else ""
        if not said.startswith(("?", "$", "@")) and SERVICE.search(said):
            following = [after for _, after in tokens[number + 1 : number + 4]]
            if "{" in following:
                return True
    return False


def _is_doubtful(tokens: list[tuple[str, str]]) -> bool:
    """Whether a string has no end, or what looks like an IRI may be a comparison that goes on behind it."""
    inside, before = 0, ""
    if any(kind == "unclosed" for kind, _ in tokens):
        return True
    for kind, value in tokens:
        operand = before in ("name", "string", "iri", "word", ")")
        if kind == "iri" and inside > 0 and operand and PITFALLS.search(value):
            return True
        inside += (value == "(") - (value == ")")
        before = value if kind in ("open", "close") else kind
    return False


def _graphs(tokens: list[tuple[str, str]], prefixes: dict[str, str]) -> Iterator[str]:
    base, chosen = "", False
    for (kind, value), (_, before), (_, earlier) in zip(
        tokens, [("", ""), *tokens], [("", ""), ("", ""), *tokens], strict=False
    ):
        chosen = before.upper() == "FROM" or (before.upper() == "NAMED" and earlier.upper() == "FROM")
        if kind == "iri":
            iri = urljoin(base, value[1:-1]) if base else value[1:-1]
            if before.upper() == "BASE":
                base = iri
            elif earlier.upper() == "PREFIX":
                prefixes[before] = iri
            elif chosen:
                yield iri
        elif kind == "name" and chosen:
            prefix, _, local = value.partition(":")
            yield prefixes.get(f"{prefix}:", prefixes.get(prefix, f"{prefix}:")) + local

"""Named queries as texts of their own: the values of their parameters stand in them, to be changed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.cookbook import NamedQuery, bound
from kg.terms import zh
from kg.vocab import PREFIXES, label

__all__ = ["filled", "prefixed"]

USED = re.compile(r"(?<![\w:<])([a-z]+):(?=\w)")
MARKS = re.compile(
    r'#[^\n]*|"(?:[^"\\\n]|\\.)*"|\bCONSTRUCT\s*\{[^{}]*\}|[{}]|[?$]\w+|\bSELECT\b', re.IGNORECASE
)


def filled(query: NamedQuery, values: Mapping[str, str] | None = None) -> str:
    """The query's text with a VALUES block in each group that uses a parameter; without the # headers.

    Means the same as `kg.query.run` with these values.
    """
    told = query.params | dict(values or {})
    text = re.sub(r"^#\s*[a-z-]+:.*\n", "", query.text, flags=re.MULTILINE)
    text, rest = bound(text, told)
    for at, name in sorted(_groups(text, rest), reverse=True):
        text = f"{text[:at]} VALUES ?{name} {{ {zh(label(rest[name]))} }}{text[at:]}"
    return prefixed(text)


def prefixed(text: str) -> str:
    """The query with the prefixes that it uses declared, so that any other endpoint takes it too."""
    used = {name for name in USED.findall(text) if name in PREFIXES}
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in sorted(used)) + text


def _groups(text: str, names: Mapping[str, str]) -> set[tuple[int, str]]:
    """Where the groups begin that use a parameter, except those that only hold a subquery."""
    found: set[tuple[int, str]] = set()
    opened: list[int] = []
    subqueries: set[int] = set()
    for mark in MARKS.finditer(text):
        said = mark.group()
        if said == "{":
            opened.append(mark.end())
        elif said == "}":
            opened.pop()
        elif said.upper() == "SELECT" and opened:
            subqueries.add(opened[-1])
        elif said[1:] in names and said[0] in "?$" and opened and opened[-1] not in subqueries:
            found.add((opened[-1], said[1:]))
    return found

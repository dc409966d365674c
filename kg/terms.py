"""RDF terms from Python values: what N-Triples, Turtle and RDF/XML can all write down.

Strings lose what XML forbids (control characters, lone surrogates): each becomes U+FFFD, so offsets hold.
"""

from __future__ import annotations

import math
import re
from datetime import date
from functools import lru_cache

from pyoxigraph import Literal, NamedNode
from rdflib.namespace import XSD

__all__ = ["Object", "boolean", "dated", "decimal", "integer", "iri", "string", "zh"]

Object = NamedNode | Literal

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
DATES = (
    (re.compile(r"\d{4}-\d\d-\d\d"), XSD.date, ""),
    (re.compile(r"\d{4}-\d\d"), XSD.gYearMonth, "-01"),
    (re.compile(r"\d{4}"), XSD.gYear, "-01-01"),
)

iri = lru_cache(1 << 10)(NamedNode)
"""A term of a vocabulary; made once, for there are millions of uses of a few dozen."""


def string(text: str) -> Literal:
    """A code, a file name, a number that is none to count with: text in no language."""
    return Literal(FORBIDDEN.sub("\ufffd", text))


def zh(text: str) -> Literal:
    """Chinese text."""
    return Literal(FORBIDDEN.sub("\ufffd", text), language="zh")


@lru_cache(1 << 14)
def integer(value: int) -> Literal:
    """A whole number."""
    return Literal(value)


def boolean(value: bool) -> Literal:
    """Yes or no."""
    return Literal(value)


def decimal(value: float) -> Literal:
    """A number to four decimal places, in XSD's canonical form.

    Raises ValueError for what is no number.

    >>> [decimal(x).value for x in (0.25, -0.00001, 12, 3.14159)]
    ['0.25', '0.0', '12.0', '3.1416']
    """
    if not math.isfinite(value):
        raise ValueError(f"{value} cannot be written as xsd:decimal")
    text = f"{value:.4f}".rstrip("0")
    text = "0." if text == "-0." else text
    return Literal(text + "0" * text.endswith("."), datatype=iri(XSD.decimal))


def dated(value: str) -> Literal:
    """An ISO 8601 date, month or year; anything else, an interval for one, stays text.

    >>> [dated(x).datatype.value.rpartition("#")[2] for x in ("2023-01-05", "2023-01", "2023-13-01")]
    ['date', 'gYearMonth', 'string']
    """
    for pattern, datatype, rest in DATES:
        if pattern.fullmatch(value) and _is_day(value + rest):
            return Literal(value, datatype=iri(datatype))
    return string(value)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True

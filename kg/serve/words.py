"""What the pages say, in Chinese and English, and in which of the two to say it."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache, partial
from importlib.resources import files
from typing import Literal

from starlette.requests import Request

__all__ = ["LANGUAGES", "Language", "language", "words"]

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@cache
def _known(language: Language) -> dict[str, str]:
    """The viewer's words, for classes and relations, and over them those of the pages."""
    found: dict[str, str] = {}
    for file in (files("kg") / "viewer" / "strings.json", files("kg") / "serve" / "words.json"):
        found |= json.loads(file.read_text(encoding="utf-8"))[language]
    return found


def words(language: Language) -> Callable[..., str]:
    """A function that says a key, with its values put in.

    >>> words("en")("articleN", n=3)
    'Article 3'
    """
    return partial(_said, language)


def _said(language: Language, key: str, **values: object) -> str:
    return _known(language)[key].format(**values)


def language(request: Request) -> Language:
    """What `?lang=` says, else the cookie of an earlier one, else Accept-Language; Chinese when none does."""
    for asked in (request.query_params.get("lang"), request.cookies.get("lang")):
        if asked in LANGUAGES:
            return asked
    told = request.headers.get("accept-language", "").lower()
    ranked = sorted(told.split(","), key=_weight)
    tags = [part.split(";")[0].strip().split("-")[0] for part in ranked]
    return next((tag for tag in tags if tag in LANGUAGES), "zh")


def _weight(part: str) -> float:
    _, _, quality = part.partition("q=")
    try:
        return -float(quality or 1)
    except ValueError:
        return 0.0

"""HTML pages: one layout for all of them, in templates/; whatever stands in the graph is escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from kg.model import CLASSES, Class
from kg.serve.sending import sent
from kg.serve.words import LANGUAGES, language, words
from kg.site.picture import SHAPES
from kg.site.texts import clean
from kg.version import __version__

__all__ = ["page"]

FOLDER = Path(__file__).parent / "templates"
THEMES = ("light", "dark")
YEAR = 31_536_000
EDITOR = {"/sparql": "/editor"}  # parameters of /sparql are a query's
VARY = "Accept, Accept-Language, Cookie"
HTML = "text/html; charset=utf-8"


@cache
def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(FOLDER, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(icon=_icon, shapes=SHAPES, CLASSES=CLASSES, version=__version__)
    found.filters.update(plain=clean, number=_number, urlpart=_quoted, size=_size)
    return found


def _icon(kind: Class) -> Markup:
    shape = Markup(
        '<svg class="icon c-{}" viewBox="-1.3 -1.3 2.6 2.6" aria-hidden="true"><path d="{}"/></svg>'
    )
    return shape.format(kind, SHAPES[kind])


def _number(value: int) -> str:
    return f"{value:,}".replace(",", "\u202f")


def _quoted(text: str) -> str:
    return quote(text, safe="")


def _size(value: float) -> str:
    for unit in ("B", "kB", "MB"):
        if value < 1000:
            return f"{value:.0f} {unit}" if value >= 10 or unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} GB"


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """A page from a template that extends layout.html, in the reader's language and theme.

    The template sees `request`, `t` (the words), `lang`, `theme` and the values. `?lang=` and `?theme=` are
    remembered in cookies that hold nothing else.
    """
    spoken, theme = language(request), _theme(request)
    text = (
        _environment()
        .get_template(template)
        .render(
            request=request,
            t=words(spoken),
            lang=spoken,
            theme=theme,
            again=lambda **changed: _again(request, **changed),
            base=request.app.state.served.base,
            **values,
        )
    )
    response = sent(request, text.encode("utf-8", "replace"), HTML, status=status, vary=VARY)
    for name, known in (("lang", LANGUAGES), ("theme", THEMES)):
        if (told := request.query_params.get(name)) in known:
            response.set_cookie(name, str(told), max_age=YEAR, samesite="lax")
    return response


def _theme(request: Request) -> str:
    """What `?theme=` or its cookie says; empty to follow the reader's system."""
    asked = request.query_params.get("theme") or request.cookies.get("theme")
    return asked if asked in THEMES else ""


def _again(request: Request, **changed: object) -> str:
    """This page with other parameters; None takes one away."""
    told = {key: value for key, value in request.query_params.items() if key not in changed}
    kept = {**told, **{key: value for key, value in changed.items() if value is not None}}
    return (
        EDITOR.get(request.url.path, "")
        + "?"
        + "&".join(f"{_quoted(key)}={_quoted(str(value))}" for key, value in kept.items())
    )

"""The page on which people write SPARQL; /sparql shows it to who asks for HTML and sends no query."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.serve.html import page

__all__ = ["editor", "routes"]


async def editor(request: Request) -> Response:
    """The editor; it works without JavaScript as well."""
    return page(request, "editor.html")


def routes() -> list[BaseRoute]:
    """/editor, where /sparql is shown with parameters of its own."""
    return [Route("/editor", editor)]

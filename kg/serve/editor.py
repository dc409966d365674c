"""The page on which people write SPARQL; /sparql shows it to who asks for HTML and sends no query."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.html import page

__all__ = ["editor"]


async def editor(request: Request) -> Response:
    """The editor; it works without JavaScript as well."""
    return page(request, "editor.html")

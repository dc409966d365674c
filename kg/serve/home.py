"""The first page, and the files that pages load."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kg.serve.html import page
from kg.serve.served import Served

__all__ = ["routes"]


async def home(request: Request) -> Response:
    """What there is, in short."""
    served: Served = request.app.state.served
    return page(request, "home.html", triples=served.stamp.triples)


def routes() -> list[BaseRoute]:
    """/ and /static."""
    return [
        Route("/", home),
        Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
    ]

"""The ASGI application: routes, what they share, and the headers around them.

A route's request has in `request.app.state`: `served` (the database, its digest and base) and `limits`.
"""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.types import ASGIApp

from kg.serve import health, home
from kg.serve.headers import with_headers
from kg.serve.limits import Limits
from kg.serve.problems import Problem, answered
from kg.serve.served import Served

__all__ = ["ROUTES", "made"]

ROUTES = (home.routes, health.routes)
"""One function a module, each gives its routes; the first route that fits is taken."""


def made(output: Path, limits: Limits) -> ASGIApp:
    """The application for one output folder; raises InputError when there is no database in it."""
    app = Starlette(
        routes=[route for routes in ROUTES for route in routes()],
        exception_handlers={Problem: answered},
    )
    app.state.served = Served(output)
    app.state.limits = limits
    return with_headers(app)

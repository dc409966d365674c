"""The ASGI application: routes, what they share, and the headers around them.

A route's request has in `request.app.state`: `served` (the database, its digest and base),
`limits`, `pool` (the worker processes) and `answers` (those that are kept).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from kg.serve import answer, editor, endpoint, files, finding, health, home, resources, vocabulary
from kg.serve.access import watched
from kg.serve.again import again
from kg.serve.answers import Answers
from kg.serve.headers import with_headers
from kg.serve.limits import Limits
from kg.serve.metrics import Metrics
from kg.serve.pool import Pool
from kg.serve.problems import Problem, answered
from kg.serve.served import Served
from kg.serve.site import warm

__all__ = ["ROUTES", "made"]

ROUTES = (
    endpoint.routes,
    home.routes,
    health.routes,
    finding.routes,
    files.routes,
    vocabulary.routes,
    editor.routes,
    answer.routes,
    resources.routes,
)
"""One function a module, each gives its routes; the first route that fits is taken."""


def made(output: Path, limits: Limits) -> ASGIApp:
    """The application for one output folder; raises InputError when there is no database in it."""
    served = Served(output)
    pool = Pool(served.folder, limits)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await pool.open()
        warming = asyncio.create_task(run_in_threadpool(warm, app.state))
        try:
            yield
        finally:
            await warming
            await pool.close()

    app = Starlette(
        lifespan=lifespan,
        routes=[route for routes in ROUTES for route in routes()],
        exception_handlers={Problem: answered, HTTPException: answered, 404: lost},
    )
    app.state.served = served
    app.state.limits = limits
    app.state.pool = pool
    app.state.answers = Answers(limits.cache)
    app.state.metrics = Metrics()
    return watched(again(with_headers(app), app.state.answers, served), app.state.metrics)


async def lost(request: Request, _: Exception) -> Response:
    """404 for what no route knows: a page for people, a problem for programs."""
    try:
        return await run_in_threadpool(resources.missing, request)
    except Problem as problem:
        return await answered(request, problem)

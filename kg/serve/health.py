"""Is the server well?"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg.serve.served import Served

__all__ = ["routes"]


async def health(request: Request) -> Response:
    """200 and which graph is served."""
    served: Served = request.app.state.served
    told = {"status": "ok", "digest": served.stamp.digest, "triples": served.stamp.triples}
    return JSONResponse(told, headers={"Cache-Control": "no-store"})


def routes() -> list[BaseRoute]:
    """/health."""
    return [Route("/health", health)]

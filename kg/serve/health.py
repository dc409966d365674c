"""Is the server well, and what has it done?"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from kg.serve.answers import Answers
from kg.serve.metrics import Metrics
from kg.serve.pool import Pool
from kg.serve.served import Served

__all__ = ["routes"]

FRESH = {"Cache-Control": "no-store"}
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


async def health(request: Request) -> Response:
    """200 and which graph is served; 503 when no process can answer."""
    served: Served = request.app.state.served
    pool: Pool = request.app.state.pool
    told = {
        "status": "ok" if pool.processes else "no process 没有可用进程",
        "digest": served.stamp.digest,
        "triples": served.stamp.triples,
    }
    return JSONResponse(told, 200 if pool.processes else 503, FRESH)


async def metrics(request: Request) -> Response:
    """Counts, times and gauges for Prometheus."""
    state = request.app.state
    pool: Pool = state.pool
    answers: Answers = state.answers
    counted: Metrics = state.metrics
    gauges = {
        "triples": ("Triples served.", state.served.stamp.triples),
        "processes": ("Worker processes.", pool.processes),
        "queries_waiting": ("Queries that wait for a place.", pool.waiting),
        "queries_running": ("Queries that have begun.", pool.running),
        "queries_long": ("Queries that have run for long.", pool.long),
        "queries_killed_total": ("Queries stopped before they were answered.", pool.killed),
        "answers_bytes": ("Bytes of kept answers.", answers.size),
        "answers_found_total": ("Answers given again.", answers.hits),
        "answers_missed_total": ("Answers that had to be made.", answers.misses),
    }
    return PlainTextResponse(counted.text(gauges), headers=FRESH, media_type=PROMETHEUS)


def routes() -> list[BaseRoute]:
    """/health and /metrics."""
    return [Route("/health", health), Route("/metrics", metrics)]

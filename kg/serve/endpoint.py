"""/sparql: the SPARQL 1.1 Protocol over the worker processes."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable

import pyoxigraph as ox
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from kg.query import explained
from kg.serve import formats
from kg.serve.again import asked_for
from kg.serve.answers import Answer
from kg.serve.asked import Question, question
from kg.serve.asked import Request as Asked
from kg.serve.children import Reply
from kg.serve.description import description
from kg.serve.editor import editor
from kg.serve.limits import Limits
from kg.serve.negotiation import accepted
from kg.serve.pool import Pool
from kg.serve.problems import Problem
from kg.serve.served import Served
from kg.sparql import look
from kg.vocab import PREFIXES

__all__ = ["routes"]

METHODS = "GET, HEAD, POST, OPTIONS"
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
LONG = 8_000  # bytes of a query
PATIENCE = 10.0  # seconds for a body to arrive
HOST = re.compile(r"[A-Za-z0-9.-]+(?::\d+)?|\[[0-9A-Fa-f:.]+\](?::\d+)?")
Media = tuple[str | None, str | None]


class Endpoint:
    """The endpoint as an ASGI application; what it needs it finds in the state of the whole."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request; raises Problem for what is refused."""
        response = await self._response(scope, receive, send)
        await response(scope, receive, send)

    async def _response(self, scope: Scope, receive: Receive, send: Send) -> Response:
        method, headers = scope["method"], Headers(scope=scope)
        if method == "OPTIONS":
            return Response(status_code=204, headers=PREFLIGHT)
        if method not in ("GET", "HEAD", "POST"):
            raise Problem(
                405, f"只接受 {METHODS}。", f"Only {METHODS} are allowed.", headers={"Allow": METHODS}
            )
        state = scope["app"].state
        limits: Limits = state.limits
        body = await _body(headers, receive, limits.body) if method == "POST" else b""
        asked = question(Asked(method, scope["query_string"], headers.get("content-type", ""), body), limits)
        if asked is None:
            return await _described(Request(scope, receive, send), state.served)
        answer = await _answer(asked, headers, receive, state, conditional=method != "POST")
        key = asked_for(scope, answer.digest)
        if key and answer.etag and answer.media:
            state.answers.keep(key, answer)
        return _sent(answer)


async def _answer(
    asked: Question, headers: Headers, receive: Receive, state: object, *, conditional: bool
) -> Answer:
    served: Served = state.served  # type: ignore[attr-defined]
    pool: Pool = state.pool  # type: ignore[attr-defined]
    media = _media(asked, headers.get("accept"))
    seen = look(asked.query, prefixes=PREFIXES)
    if seen.graphs and asked.default is None:
        _check_graphs(served.store, seen.graphs)
    digest = served.stamp.digest
    if conditional and not seen.volatile and (etag := _matched(headers, digest, media)):
        return Answer("", etag, b"", digest)
    solutions, graph = formats.SOLUTIONS.get(media[0] or ""), formats.GRAPHS.get(media[1] or "")
    reply = await pool.ask(asked, solutions, graph, gone=_gone(receive))
    return _read(reply, asked, media, state.limits, volatile=seen.volatile)  # type: ignore[attr-defined]


def _media(asked: Question, accept: str | None) -> Media:
    """The types for solutions and for a graph, by the parameter `format` or else the header."""
    if asked.format is None:
        media = formats.chosen(accept)
    elif not (found := formats.named(asked.format)):
        known = ", ".join(dict.fromkeys((*formats.SOLUTIONS.values(), *formats.GRAPHS.values())))
        raise Problem(400, f"未知格式；可用：{known}。", f"Unknown format; there are: {known}.")
    else:
        media = found
    if media == (None, None):
        raise _unacceptable((*formats.SOLUTIONS, *formats.GRAPHS))
    return media


def _unacceptable(types: tuple[str, ...]) -> Problem:
    known = ", ".join(dict.fromkeys(types))
    return Problem(406, f"不支持所要的格式；可用：{known}。", f"This answer can be sent as: {known}.")


def _etag(digest: str, media: str) -> str:
    return f'"{digest[:32]}.{re.sub("[^a-z]+", "-", media)}"'


def _matched(headers: Headers, digest: str, media: Media) -> str | None:
    """The entity tag that the client has already."""
    told = headers.get("if-none-match", "")
    return next((tag for one in media if one and (tag := _etag(digest, one)) in told), None)


def _check_graphs(store: ox.Store, graphs: tuple[str, ...]) -> None:
    for graph in graphs:
        try:
            known = store.contains_named_graph(ox.NamedNode(graph))
        except ValueError:
            continue  # no address: the parser says where
        if not known:
            raise Problem(
                400,
                f"本图谱没有 <{graph}> 这个图；FROM 只能选用已有的图，不从网络或文件读取。",
                f"There is no graph <{graph}> here; FROM chooses among the graphs of this store and reads "
                "nothing from the network or from files.",
            )


def _read(reply: Reply, asked: Question, media: Media, limits: Limits, *, volatile: bool) -> Answer:
    error = reply.told.get("error")
    if not error:
        chosen = media[reply.told["kind"] == "graph"]
        assert chosen
        etag = "" if volatile else _etag(reply.digest, chosen)
        return Answer(chosen, etag, reply.body, reply.digest)
    if error == "syntax":
        told = explained(asked.query, str(reply.told["message"]))
        raise Problem(400, "SPARQL 语法有误。", told)
    if error == "form":
        raise _unacceptable(tuple(formats.GRAPHS if reply.told["kind"] == "graph" else formats.SOLUTIONS))
    if error == "rows":
        raise Problem(
            413,
            f"结果超过 {limits.rows} 行；请加 LIMIT 分批查询，或下载整个图谱。",
            f"The answer has more than {limits.rows} rows: add LIMIT and OFFSET, or load the dump.",
        )
    if error == "bytes":
        raise Problem(
            413,
            f"结果超过 {limits.bytes} 字节；请加 LIMIT 分批查询，或下载整个图谱。",
            f"The answer has more than {limits.bytes} bytes: add LIMIT and OFFSET, or load the dump.",
        )
    if error == "memory":
        raise Problem(
            503,
            "查询占用的内存超过上限。",
            "The query took more memory than it may.",
            headers={"Retry-After": "60"},
        )
    raise Problem(400, "查询无法执行。", f"The query cannot be answered: {reply.told['message']}")


def _sent(answer: Answer) -> Response:
    response = Response(answer.body, 200 if answer.media else 304)
    response.raw_headers = answer.headers
    return response


async def _described(request: Request, served: Served) -> Response:
    """The service description, or for people the editor."""
    types = (*formats.GRAPHS, "text/html")
    media = accepted(request.headers.get("accept"), types)
    if media == "text/html":
        return await editor(request)
    if not media:
        raise _unacceptable(types)
    host = request.headers.get("host", "")
    scheme = request.scope.get("scheme", "http")
    address = f"{scheme}://{host if HOST.fullmatch(host) else '127.0.0.1'}/sparql"
    body = description(address, media, triples=served.stamp.triples)
    headers = {"Vary": "Accept, Host", "Content-Type": formats.content_type(media)}
    return Response(body, 200, headers)


async def _body(headers: Headers, receive: Receive, most: int) -> bytes:
    told = headers.get("content-length", "0")
    if not told.isdecimal() or int(told[:20]) > most:
        raise _too_long(most)
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Problem(400, "请求不完整。", "The request ended before its body did.")
                body += message.get("body", b"")
                if len(body) > most:
                    raise _too_long(most)
                if not message.get("more_body"):
                    return bytes(body)
    except TimeoutError:
        raise Problem(
            408, "请求正文迟迟未到。", "The body did not arrive in time.", headers={"Connection": "close"}
        ) from None


def _too_long(most: int) -> Problem:
    return Problem(413, f"请求正文不得超过 {most} 字节。", f"A body may have {most} bytes at most.")


def _gone(receive: Receive) -> Callable[[], Awaitable[None]]:
    async def gone() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    return gone


def routes() -> list[BaseRoute]:
    """/sparql, with and without a slash at its end."""
    endpoint = Endpoint()
    return [Route("/sparql", endpoint), Route("/sparql/", endpoint)]

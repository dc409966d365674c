"""A SPARQL server over HTTP: who is asking, how long to wait, when to try again, what a refusal means.

Who is asking comes from the environment, as addresses and options end up in histories and process lists:
KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN. A password goes out only when the server asks for it,
by Digest (RFC 7616) if that is offered, else by Basic; no redirect is followed.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kg.errors import InputError, ServerError
from kg.version import __version__

if TYPE_CHECKING:
    import httpx

__all__ = ["Access", "Server", "address", "connected", "from_environment"]

TRIES = 6
"""At the first failure it waits 0.5 s, then twice as long each time: 15.5 s in all."""
LONGEST_PAUSE = 60.0  # seconds; a server that asks for more is told of instead
AGAIN = {408, 425, 429, 500, 502, 503, 504}
LARGEST = 256 << 20  # bytes of an answer
MARKS = re.compile(r"<title>.*?</title>|<[!/a-z][^>]*>", re.IGNORECASE | re.DOTALL)
SAID = 300  # characters of the server's own words

ADVICE = {
    400: "the server cannot read what it was sent 服务器无法理解请求",
    401: "the server asks who you are: set KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN "
    "需要身份验证：请设置环境变量",
    403: "no permission; Virtuoso writes at /sparql-graph-crud-auth only 没有权限",
    404: "nothing is at this address: Oxigraph has /store and /query, Virtuoso /sparql-graph-crud-auth and "
    "/sparql 网址有误",
    405: "the server does not do this here: is it read-only? is this the address of queries? 不接受该操作",
    406: "the server has no format that kg reads 服务器不提供可读的格式",
    413: "too large for the server: raise its limit for one request 超出服务器对请求大小的限制",
    415: "the server does not take Turtle 服务器不接受 Turtle",
    507: "the server's disk is full 服务器磁盘已满",
}
REFUSED = "the server does not accept this user, password or token 用户名、密码或令牌不被接受"


@dataclass(frozen=True, slots=True)
class Access:
    """Who is asking; nobody in particular if empty."""

    user: str = ""
    password: str = ""
    token: str = ""

    def __repr__(self) -> str:
        """Without the secrets, which must not get into a log."""
        return f"Access(user={self.user!r})"


def from_environment(environment: Mapping[str, str] = os.environ) -> Access:
    """The access that KG_STORE_USER, KG_STORE_PASSWORD and KG_STORE_TOKEN give.

    Raises InputError for half of it, or for both kinds.
    """
    user, password, token = (
        environment.get(f"KG_STORE_{name}", "").strip() for name in ("USER", "PASSWORD", "TOKEN")
    )
    if bool(user) != bool(password):
        raise InputError("set both KG_STORE_USER and KG_STORE_PASSWORD 用户名和密码须同时设置")
    if user and token:
        raise InputError("set either KG_STORE_USER or KG_STORE_TOKEN 用户名和令牌只能设其一")
    if not all(mark.isprintable() and mark.isascii() for mark in token):
        raise InputError("KG_STORE_TOKEN holds what no header can carry 令牌含有非法字符")
    return Access(user, password, token)


class Server:
    """Sends requests, again when that can help, and turns what goes wrong into a ServerError."""

    def __init__(self, client: httpx.Client, access: Access, *, first_pause: float = 0.5) -> None:
        self._client = client
        self._access = access
        self._first_pause = first_pause

    def send(
        self, method: str, url: str, *, fine: tuple[int, ...] = (), peek: bool = False, **request: Any
    ) -> httpx.Response:
        """The answer to a request that may be repeated; a status of `fine` is none to complain of.

        `peek` wants only its first bytes.
        """
        response: httpx.Response | None = None
        for attempt in range(TRIES):
            try:
                response = self._once(method, url, request, peek)
            except OSError as error:
                if attempt == TRIES - 1:
                    raise ServerError(f"{_bare(url)}: {error}") from error
                time.sleep(self._first_pause * 2**attempt)
                continue
            if response.status_code not in AGAIN - {*fine} or attempt == TRIES - 1:
                break
            time.sleep(_pause(response, self._first_pause * 2**attempt))
        assert response is not None
        if (response.is_success and response.status_code != 206) or response.status_code in fine:
            return response
        raise ServerError(f"{_bare(url)}: {self._explained(response)}")

    def _once(self, method: str, url: str, request: dict[str, Any], peek: bool) -> httpx.Response:
        import httpx

        try:
            with self._client.stream(method, url, **request) as response:
                body = bytearray()
                for piece in response.iter_bytes():
                    body += piece
                    if peek and body.strip():
                        break
                    if len(body) > LARGEST:
                        raise ServerError(f"{_bare(url)}: the answer is too large, add LIMIT 结果过大")
        except httpx.TimeoutException as error:
            raise TimeoutError("the server does not answer in time 服务器超时未应答") from error
        except httpx.TransportError as error:
            reason = f"the server cannot be reached 无法连接服务器: {error}"
            raise ConnectionError(reason) from error
        except (httpx.InvalidURL, httpx.HTTPError, UnicodeError) as error:
            raise ServerError(f"{_bare(url)}: {error}") from error
        headers = [(k, v) for k, v in response.headers.items() if k.lower() not in UNPACKED]
        return httpx.Response(response.status_code, headers=headers, content=bytes(body))

    def _explained(self, response: httpx.Response) -> str:
        code = response.status_code
        if code == 206:
            return "206: the server gave a part of the answer only; ask for less 服务器只返回了部分结果"
        if code == 401 and (self._access.user or self._access.token):
            return f"401: {REFUSED}"
        if response.is_redirect:
            return f"{code}: moved to {response.headers.get('location')}; give that address 网址已变更"
        advice = ADVICE.get(code, "the server fails 服务器出错")
        return f"{code}: {advice}{_words(response)}"


UNPACKED = {"content-encoding", "content-length", "transfer-encoding"}


def _words(response: httpx.Response) -> str:
    """What the server itself says, without the marks of a page."""
    text = " ".join(MARKS.sub(" ", response.text[: 10 * SAID]).split())
    return f" ({text[:SAID]})" if text else ""


def _pause(response: httpx.Response, usual: float) -> float:
    told = response.headers.get("retry-after", "")
    return min(float(told), LONGEST_PAUSE) if told.isdigit() else usual


def _bare(url: str) -> str:
    return url.partition("?")[0]


@contextmanager
def connected(
    access: Access | None = None, *, seconds: float = 60, first_pause: float = 0.5
) -> Iterator[Server]:
    """A server to send to; `seconds` is how long one answer may keep silent.

    Raises InputError when httpx is not installed, or for what `from_environment` does not like.
    """
    try:
        import httpx
    except ImportError as error:
        raise InputError("this needs httpx 需要安装: pip install 'kg[publish]'") from error
    access = access or from_environment()
    headers = {"User-Agent": f"kg/{__version__}"}
    if access.token:
        headers["Authorization"] = f"Bearer {access.token}"
    limit = httpx.Timeout(seconds, connect=min(seconds, 10))
    with httpx.Client(auth=_asked(access), headers=headers, timeout=limit) as client:
        yield Server(client, access, first_pause=first_pause)


def _asked(access: Access) -> httpx.Auth | None:
    """Gives user and password in the way that the server asks for, and only then."""
    import httpx

    if not access.user:
        return None

    class Asked(httpx.Auth):
        chosen: httpx.Auth | None = None

        def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
            if not self.chosen:
                response = yield request
                self.chosen = _scheme(response, access)
            if self.chosen:
                yield from self.chosen.auth_flow(request)

    return Asked()


def _scheme(response: httpx.Response, access: Access) -> httpx.Auth | None:
    import httpx

    offered = " ".join(response.headers.get_list("www-authenticate")).lower()
    if response.status_code != 401:
        return None
    if "digest" in offered:
        return httpx.DigestAuth(access.user, access.password)
    return httpx.BasicAuth(access.user, access.password) if "basic" in offered else None


def address(url: str) -> str:
    """An address as it was given; raises InputError unless it is a whole http(s) address without secrets."""
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fine = False
    if not fine or any(mark.isspace() or not mark.isprintable() for mark in url):
        raise InputError(f"{url!r}: not an address; write http://host:port/path 请写完整的网址")
    if parts.username or parts.password:
        raise InputError(
            "no password in an address, it would be seen: set KG_STORE_USER and KG_STORE_PASSWORD "
            "网址中不要写密码：请用环境变量"
        )
    return url

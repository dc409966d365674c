"""Chat completions of an OpenAI-compatible server: one question, tried again while that can help."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from kg.errors import EngineError

if TYPE_CHECKING:
    import httpx

__all__ = ["Completion", "Endpoint"]

AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
"""HTTP statuses after which the same question may be answered (RFC 9110, RFC 6585; 529 is in use)."""
FINAL = frozenset({401, 403, 404})
"""Statuses that every later question will meet too: a wrong key, no such model."""
PATIENCE = 3
"""Questions in a row without an answer after which no more are asked."""
LONGEST_WAIT = 60.0

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Completion(Generic[T]):
    """What the model wrote, as it was read, and what it took."""

    content: T
    tokens_in: int
    tokens_out: int


@dataclass(slots=True)
class Endpoint:
    """A server, how to ask it, and how long to bear with it."""

    name: str
    """The engine's, for messages."""
    base_url: str
    key: str = field(repr=False)
    timeout: float
    """Seconds for one try."""
    retries: int
    """Tries after the first one."""
    backoff: float
    """Seconds before the first retry; each later one waits twice as long, none over a minute."""
    given_up: str = ""
    """Why it is not asked any more."""
    failed: int = 0
    """Questions in a row without an answer."""

    def client(self) -> httpx.Client:
        """A connection pool; redirects are not followed, they could lead the key elsewhere."""
        import httpx

        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        return httpx.Client(base_url=f"{self.base_url}/", headers=headers, timeout=self.timeout)

    def ask(self, client: httpx.Client, body: Mapping[str, Any], read: Callable[[str], T]) -> Completion[T]:
        """The message of the first choice as `read` understands it; `read` raises ValueError for garbage.

        Raises EngineError when no try brought one.
        """
        if self.given_up:
            raise EngineError(self.name, f"not asked any more 不再询问: {self.given_up}")
        wait, reason = 0.0, ""
        for number in range(self.retries + 1):
            time.sleep(wait)
            wait = min(self.backoff * 2**number, LONGEST_WAIT)
            found, status, wait = self._try(client, body, read, wait)
            if isinstance(found, Completion):
                self.failed = 0
                return found
            reason = found
            if status and status not in AGAIN:
                break
        self._count(reason, final=status in FINAL)
        raise EngineError(self.name, reason)

    def _try(
        self, client: httpx.Client, body: Mapping[str, Any], read: Callable[[str], T], wait: float
    ) -> tuple[Completion[T] | str, int, float]:
        """A completion, or why there is none; the status of a refusal, 0 for none; how long to wait."""
        import httpx

        try:
            answer = client.post("chat/completions", json=body)
        except httpx.HTTPError as error:
            return self._clean(f"{type(error).__name__}: {error}"), 0, wait
        if not answer.is_success:
            told = self._clean(f"HTTP {answer.status_code}: {answer.text[:300]}")
            return told, answer.status_code, _longer(wait, answer.headers.get("Retry-After", ""))
        try:
            return _completion(answer.json(), read), 0, wait
        except (KeyError, IndexError, TypeError, ValueError) as error:
            return self._clean(f"an answer that cannot be used 应答无法使用: {error!r}"), 0, wait

    def _count(self, reason: str, *, final: bool) -> None:
        self.failed += 1
        if final or self.failed >= PATIENCE:
            self.given_up = reason

    def _clean(self, text: str) -> str:
        """Text of a server for a message: no key in it, whoever wrote it there."""
        return (text.replace(self.key, "…") if self.key else text).strip()


def _longer(wait: float, asked: str) -> float:
    """The wait, or the seconds that a Retry-After header asks for; dates are left aside."""
    return min(max(wait, float(asked)), LONGEST_WAIT) if asked.isascii() and asked.isdigit() else wait


def _completion(answer: Any, read: Callable[[str], T]) -> Completion[T]:
    content = answer["choices"][0]["message"]["content"]
    if not isinstance(content, str):
        raise ValueError("no text in it")
    usage = answer.get("usage") or {}
    taken = (usage.get(key) for key in ("prompt_tokens", "completion_tokens"))
    return Completion(read(content), *(count if isinstance(count, int) else 0 for count in taken))

"""What can go wrong, as one family.

KgError             anything kg says about its input or its surroundings
├── InputError      a file, folder or option that cannot be used (exit code 2)
├── PageError       one page cannot be read; it is skipped, counted and said (exit code 1)
├── EngineError     an engine has no answer; its page is read without votes, counted and said (exit code 1)
├── OutputError     an output cannot be written (exit code 2)
└── ServerError     a server cannot be reached, refuses or fails (exit code 2)

Every message says what was wrong, where, and what to do.
"""

from __future__ import annotations

__all__ = ["EngineError", "InputError", "KgError", "OutputError", "PageError", "ServerError"]


class KgError(Exception):
    """The base of all errors that kg raises on purpose."""


class InputError(KgError):
    """What was asked for cannot be used: a missing folder, an unknown option value."""


class PageError(KgError):
    """One page cannot be read; the run goes on without it."""

    def __init__(self, page: str, reason: str) -> None:
        super().__init__(f"{page}: {reason}")
        self.page = page
        self.reason = reason


class EngineError(KgError):
    """An engine has no usable answer for a page; the run goes on without its votes there."""

    def __init__(self, engine: str, reason: str, *, page: str = "") -> None:
        super().__init__(f"{page and f'{page}: '}engine 引擎 {engine}: {reason}")
        self.engine = engine
        self.reason = reason
        self.page = page


class OutputError(KgError):
    """The output folder or a file in it cannot be written."""


class ServerError(KgError):
    """A server cannot be reached, refuses what it was sent, or fails."""

"""How much one question, and all of them together, may take of the machine."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What the server gives; whatever is beyond gets a clear refusal, never part of an answer."""

    seconds: float = 30.0
    """For one query, then its process is killed."""
    memory: int = 512_000_000
    """Bytes for one query, where the system can hold a process to it (Linux)."""
    rows: int = 100_000
    """Rows or triples of one answer."""
    bytes: int = 20_000_000
    """Bytes of one answer."""
    body: int = 64_000
    """Bytes of a request's body, and of a query."""
    depth: int = 100
    """Brackets inside each other in a query."""
    quick: int = 8
    """Processes kept for queries that have only begun."""
    patience: float = 0.2
    """Seconds after which a query counts as long."""
    long: int = 4
    """Long queries at a time; one more is refused."""
    waiting: int = 256
    """Queries that wait for a process; one more is refused."""
    cache: int = 32_000_000
    """Bytes of answers that are kept to be given again; 0 for none."""

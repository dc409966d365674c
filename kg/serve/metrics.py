"""What the server has done so far, as Prometheus reads it (text format 0.0.4)."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping

__all__ = ["BUCKETS", "Metrics"]

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Seconds; the bounds of the histogram."""


class Metrics:
    """Counts of requests and the time they took."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, int]] = Counter()
        self._buckets = [0] * (len(BUCKETS) + 1)
        self._seconds = 0.0
        self._bytes = 0

    def count(self, route: str, status: int, seconds: float, size: int) -> None:
        """Counts one request."""
        self._requests[route, status] += 1
        self._buckets[bisect_left(BUCKETS, seconds)] += 1
        self._seconds += seconds
        self._bytes += size

    def text(self, gauges: Mapping[str, tuple[str, float]]) -> str:
        """All counts, and the gauges: what each means, and its value, by name."""
        return "\n".join([*self._counts(), *self._histogram(), *_gauges(gauges)]) + "\n"

    def _counts(self) -> Iterator[str]:
        yield "# HELP kg_requests_total Requests by route and status."
        yield "# TYPE kg_requests_total counter"
        for (route, status), count in sorted(self._requests.items()):
            yield f'kg_requests_total{{route="{route}",status="{status}"}} {count}'
        yield "# HELP kg_sent_bytes_total Bytes of bodies sent."
        yield "# TYPE kg_sent_bytes_total counter"
        yield f"kg_sent_bytes_total {self._bytes}"

    def _histogram(self) -> Iterator[str]:
        yield "# HELP kg_request_seconds Time from a request's head to the end of its answer."
        yield "# TYPE kg_request_seconds histogram"
        total = 0
        for bound, count in zip((*map(str, BUCKETS), "+Inf"), self._buckets, strict=True):
            total += count
            yield f'kg_request_seconds_bucket{{le="{bound}"}} {total}'
        yield f"kg_request_seconds_sum {self._seconds:.6f}"
        yield f"kg_request_seconds_count {total}"


def _gauges(gauges: Mapping[str, tuple[str, float]]) -> Iterator[str]:
    for name, (meaning, value) in gauges.items():
        yield f"# HELP kg_{name} {meaning}"
        yield f"# TYPE kg_{name} {'counter' if name.endswith('_total') else 'gauge'}"
        yield f"kg_{name} {value:g}"

"""One function over many items in several processes: the results in order, none lost when a process dies.

A process that is killed takes the batches that were under way with it. They are done again one item at a time
in a process of their own, so that only an item that kills its process every time has no result.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context, parent_process
from typing import Any, Generic, TypeVar

__all__ = ["WORTH", "beside", "mapped", "processors"]

WORTH = 1_000_000
"""Work, as sized by the caller, from which more processes pay: to start one takes as long as some of it."""
BATCH = 100_000
"""Work that goes to a process at once: 60 articles, so that sending them is nothing beside it."""
AHEAD = 3
"""Batches a process that are given out before the first result is awaited."""
TRIES = 2

T = TypeVar("T")
R = TypeVar("R")


def processors() -> int:
    """How many processes can work at once on this machine."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def mapped(
    work: Callable[[T], R], items: Iterable[T], *, jobs: int | None = None, size: Callable[[T], int]
) -> Iterator[tuple[T, R | None]]:
    """Each item with what `work` makes of it, in order; None when its process ended every time.

    One job is this process itself. Without a number there are as many as processors, when the items come to
    WORTH, else one. What `work` raises is raised here.
    """
    stream = iter(items)
    head: list[T] = []
    if jobs is None:
        done, jobs = 0, processors()
        while jobs > 1 and done < WORTH and (item := next(stream, None)) is not None:
            head.append(item)
            done += size(item)
        jobs = jobs if done >= WORTH else 1
    stream = chain(head, stream)
    if jobs == 1:
        yield from ((item, work(item)) for item in stream)
    else:
        yield from _spread(work, _batches(stream, size), jobs)


@contextmanager
def beside(tasks: Sequence[Callable[[], object]], *, jobs: int) -> Iterator[None]:
    """Runs tasks while the block runs, each in a process of its own; with one job before it, here.

    What its process did not end well is done here, so that what is wrong is raised here. A task must be able
    to begin again.
    """
    if jobs == 1:
        for task in tasks:
            task()
        yield
        return
    context = get_context("spawn")
    running = [(task, context.Process(target=_alone, args=(task,), daemon=True)) for task in tasks]
    try:
        for _, process in running:
            process.start()
        yield
        for task, process in running:
            process.join()
            if process.exitcode:
                task()
    finally:
        for _, process in running:
            if process.is_alive():
                process.kill()


def _alone(task: Callable[[], object]) -> None:
    _begin(None)
    try:
        task()
    except Exception:
        os._exit(1)  # the one that started it does it again, and tells


def _batches(items: Iterable[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    batch: list[T] = []
    done = 0
    for item in items:
        batch.append(item)
        done += size(item)
        if done >= BATCH:
            yield batch
            batch, done = [], 0
    if batch:
        yield batch


def _spread(
    work: Callable[[T], R], batches: Iterable[Sequence[T]], jobs: int
) -> Iterator[tuple[T, R | None]]:
    many, alone = Processes(work, jobs), Processes(work, 1)
    waiting: deque[tuple[Sequence[T], Future[list[R]]]] = deque()
    try:
        for batch in batches:
            waiting.append((batch, many.submit(batch)))
            if len(waiting) > AHEAD * jobs:
                yield from _results(*waiting.popleft(), alone)
        while waiting:
            yield from _results(*waiting.popleft(), alone)
    finally:
        many.end()
        alone.end()


def _results(
    batch: Sequence[T], future: Future[list[R]], alone: Processes[T, R]
) -> Iterator[tuple[T, R | None]]:
    try:
        yield from zip(batch, future.result(), strict=True)
    except BrokenProcessPool:
        yield from ((item, _again(item, alone)) for item in batch)


def _again(item: T, alone: Processes[T, R]) -> R | None:
    for _ in range(TRIES):
        try:
            [result] = alone.submit([item]).result()
        except BrokenProcessPool:
            alone.end()
        else:
            return result
    return None


@dataclass(slots=True)
class Processes(Generic[T, R]):
    """Processes that are started when they are first needed, and again after they have ended."""

    work: Callable[[T], R]
    number: int
    _pool: ProcessPoolExecutor | None = None
    _stop: Any = None
    """A byte that all of them see; a lock would be lost with the process that holds it."""

    def submit(self, batch: Sequence[T]) -> Future[list[R]]:
        """Gives a batch to a process."""
        try:
            return self._running().submit(_all, self.work, batch)
        except BrokenProcessPool:
            self.end()
            return self._running().submit(_all, self.work, batch)

    def end(self) -> None:
        """Ends the processes, each after the item that it is at."""
        if self._pool:
            self._stop.value = 1
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _running(self) -> ProcessPoolExecutor:
        if not self._pool:
            # A forked process would have this one's locks and its open store.
            context = get_context("spawn")
            self._stop = context.RawValue("b", 0)
            self._pool = ProcessPoolExecutor(self.number, context, _begin, (self._stop,))
        return self._pool


_stopped: Any = None


def _begin(stop: Any) -> None:
    """What a process does first: it leaves Ctrl-C to the one that started it, and ends when that is gone."""
    global _stopped
    _stopped = stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent_process(),), daemon=True).start()


def _end_with(parent: Any) -> None:
    parent.join()
    os._exit(1)


def _all(work: Callable[[T], R], batch: Sequence[T]) -> list[R]:
    done = []
    for item in batch:
        if _stopped and _stopped.value:
            break
        done.append(work(item))
    return done

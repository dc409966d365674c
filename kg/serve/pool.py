"""Worker processes together: who asks next, who has asked for too long.

A query begins in one of a few quick places. Most are done there. One that takes longer moves to a long
place, if one is free, and a fresh process takes the quick place: so a few endless queries never stand in the
way of short ones. Whatever is refused or overdue is killed with its process.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable, Coroutine
from itertools import chain, repeat
from pathlib import Path

from kg.serve.asked import Question
from kg.serve.children import START, Child, Died, Reply, started
from kg.serve.limits import Limits
from kg.serve.problems import Problem
from kg.store import Mark, marked

__all__ = ["Pool"]

LOGGER = logging.getLogger("kg.serve")
REMEMBERED = 1000
PAUSES = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
"""Seconds between attempts to start a process."""
MOMENT = 0.05
"""Seconds in which a query that has begun goes before all others."""
CROWDED = 4
"""How many times as long a query may stay in a quick place when others have the processor."""
STARTS = 2
"""Processes that are started at the same time."""
RETRY = {"Retry-After": "5"}

Gone = Callable[[], Awaitable[object]]
"""Waits until the client has left."""


class Pool:
    """The processes that ask one database, and ask the next one after each build."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder = folder
        self._limits = limits
        self._number = limits.quick + limits.long
        self._idle: asyncio.LifoQueue[Child] = asyncio.LifoQueue()
        self._quick = asyncio.Semaphore(limits.quick)
        self._starting = asyncio.Semaphore(STARTS)
        self._children: set[Child] = set()
        self._ending: set[Child] = set()
        self._beginning: Counter[Mark | None] = Counter()  # processes that are just starting, by build
        self._tasks: set[asyncio.Task[None]] = set()
        self._lasting: OrderedDict[int, None] = OrderedDict()  # queries that were killed the last time
        self._mark = marked(folder)
        self._closed = False
        self.waiting = 0
        """Queries that wait for a quick place."""
        self.running = 0
        """Queries in quick places."""
        self.long = 0
        """Queries in long places."""
        self.killed = 0
        """Processes that were killed, ever."""

    @property
    def processes(self) -> int:
        """Processes there are."""
        return len(self._children)

    async def open(self) -> None:
        """Starts the processes; returns when all are ready to answer."""
        await asyncio.gather(*(self._start() for _ in range(self._number)))

    async def close(self) -> None:
        """Kills all processes."""
        self._closed = True
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(child.end() for child in self._children | self._ending))
        self._children.clear()

    async def ask(self, question: Question, solutions: str | None, graph: str | None, *, gone: Gone) -> Reply:
        """The answer in one of the two formats.

        A process that ends without a word was killed from outside, perhaps before it was asked: then another
        is asked, once. Raises Problem: 503 when there is no place or the process was ended by the system,
        504 when time is up.
        """
        self._look_for_a_new_build()
        try:
            return await self._asked(question, solutions, graph, gone)
        except Died as error:
            if said := str(error):
                raise _ended(said) from error
        try:
            return await self._asked(question, solutions, graph, gone)
        except Died as error:
            raise _ended(str(error)) from error

    async def _asked(self, question: Question, solutions: str | None, graph: str | None, gone: Gone) -> Reply:
        """The answer of one process; raises Died when it ends instead, Problem as `ask` does."""
        key = hash(question)
        if key in self._lasting:
            self._check_long()
            child = await self._taken()
            child.give_way()
            reply = asyncio.ensure_future(child.ask(question, solutions, graph))
            return await self._wait_long(child, reply, key, gone)
        await self._placed()
        self.running += 1
        try:
            child = await self._taken()
            reply = asyncio.ensure_future(child.ask(question, solutions, graph))
            try:
                await self._begun(child, reply)
            except asyncio.CancelledError:
                self._discard(child, reply)
                raise
        finally:
            self.running -= 1
            self._quick.release()
        if reply.done():
            return self._returned(child, reply)
        return await self._wait_long(child, reply, key, gone)

    async def _begun(self, child: Child, reply: asyncio.Future[Reply]) -> None:
        """Waits until there is a reply, or the query has had its time.

        After a moment it gives way to those that have only begun. Where all long places are taken, it is
        not the fault of a query that the machine is busy: then time of the processor counts, if it is known.
        """
        before = child.spent()
        await asyncio.wait((reply,), timeout=MOMENT)
        if not reply.done():
            child.give_way()
        for _ in range(CROWDED):
            if not reply.done():
                await asyncio.wait((reply,), timeout=self._limits.patience)
            if reply.done() or self.long < self._limits.long:
                return
            after = child.spent()
            if before is None or after is None or after - before > MOMENT:
                return

    async def _placed(self) -> None:
        if self.waiting >= self._limits.waiting:
            raise Problem(503, "服务繁忙，请稍后再试。", "Too many queries wait: try again.", headers=RETRY)
        self.waiting += 1
        try:
            await self._quick.acquire()
        finally:
            self.waiting -= 1

    def _check_long(self) -> None:
        if self.long >= self._limits.long:
            raise Problem(
                503,
                "正在运行的长查询过多，请稍后再试，或缩小查询范围。",
                "Too many long queries run: try again later, or ask for less.",
                headers=RETRY,
            )

    async def _wait_long(self, child: Child, reply: asyncio.Future[Reply], key: int, gone: Gone) -> Reply:
        try:
            self._check_long()
        except Problem:
            self._kill(child, reply, key)
            raise
        self.long += 1
        left = asyncio.ensure_future(gone())
        try:
            await asyncio.wait(
                (reply, left), timeout=self._limits.seconds, return_when=asyncio.FIRST_COMPLETED
            )
            if reply.done():
                return self._returned(child, reply)
        finally:
            self.long -= 1
            left.cancel()
            if not reply.done():
                self._kill(child, reply, key)
        raise Problem(
            504,
            f"查询超过 {self._limits.seconds:g} 秒，已中止；请缩小范围或加 LIMIT。",
            f"The query took over {self._limits.seconds:g} s and was stopped: ask for less, or add LIMIT.",
        )

    def _returned(self, child: Child, reply: asyncio.Future[Reply]) -> Reply:
        """The reply; the process goes back among the idle, unless it is at its end."""
        try:
            answer = reply.result()
        except Died:
            self._discard(child, reply)
            raise
        if not answer.told["last"] and child.come_back():
            self._put(child)
        else:
            self._discard(child, reply)
        return answer

    async def _taken(self) -> Child:
        """An idle process."""
        while True:
            try:
                child = self._idle.get_nowait()
            except asyncio.QueueEmpty:
                child = await self._next()
            if child.alive:
                return child
            self._discard(child)

    async def _next(self) -> Child:
        try:
            return await asyncio.wait_for(self._idle.get(), START)
        except TimeoutError:
            raise Problem(
                503, "图谱正在重建，请稍后再试。", "The graph is being rebuilt: try again.", headers=RETRY
            ) from None

    def _discard(self, child: Child, reply: asyncio.Future[Reply] | None = None) -> None:
        """Kills a process and starts another in its place."""
        if reply and not reply.done():
            reply.cancel()
            self.killed += 1
        self._retire(child)
        self._begin(self._start)

    def _retire(self, child: Child) -> None:
        self._children.discard(child)
        self._ending.add(child)
        self._begin(self._end, child)

    async def _end(self, child: Child) -> None:
        await child.end()
        self._ending.discard(child)

    async def _start(self) -> None:
        """Tries until there are enough processes of the newest build: in the middle of one none can start."""
        for pause in chain(PAUSES, repeat(PAUSES[-1])):
            async with self._starting:
                if self._fresh() >= self._number:
                    return
                mark, self._beginning[self._mark] = self._mark, self._beginning[self._mark] + 1
                try:
                    child = await started(self._folder, mark, self._limits)
                except Died:
                    child = None
                finally:
                    self._beginning[mark] -= 1
                if child:
                    self._children.add(child)
                    self._idle.put_nowait(child)
                    break
            await asyncio.sleep(pause)
            self._look_for_a_new_build()
        for waiting in [self._idle.get_nowait() for _ in range(self._idle.qsize())]:
            self._put(waiting)

    def _fresh(self) -> int:
        """How many processes of the newest build there are, and are just starting."""
        return sum(child.mark == self._mark for child in self._children) + self._beginning[self._mark]

    def _put(self, child: Child) -> None:
        """Puts a process among the idle, unless one of a newer build has taken its place."""
        if child.mark != self._mark and len(self._children) > self._number:
            self._retire(child)
        else:
            self._idle.put_nowait(child)

    def _look_for_a_new_build(self) -> None:
        """One by one, processes of a new build take the places of the others, which answer until then."""
        mark = marked(self._folder)
        if mark and mark != self._mark:
            self._mark = mark
            self._lasting.clear()
            for _ in range(self._number):
                self._begin(self._start)

    def _kill(self, child: Child, reply: asyncio.Future[Reply], key: int) -> None:
        """Ends a query; the next time it begins where the long ones are."""
        self._discard(child, reply)
        self._lasting[key] = None
        if len(self._lasting) > REMEMBERED:
            self._lasting.popitem(last=False)

    def _begin(self, work: Callable[..., Coroutine[None, None, None]], *arguments: Child) -> None:
        if not self._closed:
            task = asyncio.get_running_loop().create_task(work(*arguments))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)


def _ended(said: str) -> Problem:
    if "overflowed its stack" in said:
        return Problem(
            400, "查询嵌套过深或过长。", "The query is too deep or too long a chain: make it flatter."
        )
    if "Traceback" in said and "MemoryError" not in said:
        LOGGER.error("a worker process has failed: %s", said)
        return Problem(500, "服务内部出错。", "The server has failed to answer; its log says why.")
    return Problem(
        503,
        "查询占用的内存超过上限，已中止；请缩小范围或加 LIMIT。",
        "The query took more memory than it may and was stopped: ask for less, or add LIMIT.",
        headers={"Retry-After": "60"},
    )

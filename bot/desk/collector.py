"""The collector: many callers, one writer, one commit for all that has gathered.

Measured: a session per alert 303 alerts/s and 2,800 µs of CPU each, collected 12,500/s and 70 µs.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from sqlalchemy.exc import DBAPIError

from bot.desk.desk import Desk
from storage.database import gave_way, is_away
from storage.unit_of_work import UnitOfWork

Item = TypeVar("Item")
Result = TypeVar("Result")


LARGEST_FLUSH = 500
_TIMES_AGAIN = 3

#: A flush begins small and doubles while flushes are quick; one that took long halves the next. Sixty incidents
#: that open at one instant cost a thousand times what sixty mild alerts cost: in one commit the first phone would
#: ring when the last of them is written. What even the shortest of the last flushes took is not counted: a busy
#: machine, or a disk that takes its time, makes every commit long, and then fewer and larger ones are right.
FIRST_FLUSH = 4
_QUICK_SECONDS = 0.1
_LONG_SECONDS = 0.3
_REMEMBERED = 16
"""Flushes; a database that has become slow is believed to be so after so many."""
#: From what came over the wire to its item in here, and from an outcome to its answer on the wire.
_TURNS_OF_THE_LOOP = 3


class CollectorClosed(Exception):
    """The desk is going down; nothing was stored."""


class Collector(Generic[Item, Result]):
    """Callers hand over items and wait for the commit; one writer takes whatever has gathered.

    `write(u, batches)` stores the items of several callers in one transaction and returns a result for each
    caller. How many are taken at once follows how long the last flush held the writer, so that what is dear is
    committed bit by bit. If it fails, each caller is tried alone, so that one bad request fails alone; only when
    the database is away all of them hear it at once.
    """

    def __init__(
        self,
        desk: Desk,
        write: Callable[[UnitOfWork, Sequence[Sequence[Item]]], Awaitable[Sequence[Result]]],
    ) -> None:
        self._desk = desk
        self._write = write
        self._gathered: list[tuple[Sequence[Item], asyncio.Future[Result]]] = []
        self._wake = asyncio.Event()
        self._closed = False
        self._flush_size = FIRST_FLUSH
        #: How long the last flushes held the writer, and since when the one under way does.
        self._held: deque[float] = deque(maxlen=_REMEMBERED)
        self._began = 0.0
        self._apart: set[asyncio.Future[Result]] = set()

    async def put(self, items: Sequence[Item], *, apart: bool = False) -> Result:
        """Store these items; comes back after the commit. `apart`: they are dear, and committed with no others.

        Raises:
            CollectorClosed: the desk is going down.
            Whatever the database says: nothing of this caller is stored.
        """
        if self._closed:
            raise CollectorClosed
        outcome: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._gathered.append((items, outcome))
        self._wake.set()
        if apart:
            self._apart.add(outcome)
        try:
            # Whoever gives up cancels no more than his own future: what he handed over is stored all the same.
            return await outcome
        finally:
            self._apart.discard(outcome)

    async def run(self) -> None:
        """The writer; runs until `close` and everything handed over is stored."""
        while True:
            if not self._gathered:  # a writer that fell left something behind, and nobody wakes the next one
                await self._wake.wait()
            self._wake.clear()
            while self._gathered:
                self._began, callers = self._desk.clock.monotonic(), self._take()
                dear = callers[0][1] in self._apart
                await self._flush(callers)
                if not dear:  # how long these took says nothing of the others
                    size = sum([len(items) for items, _ in callers])
                    self._pace(self._desk.clock.monotonic() - self._began, size)
                # The next flush leaves the loop no time until its commit: first those who were stored are
                # answered, and who stands at the door comes in, so that fewer and larger flushes do for all.
                for _ in range(_TURNS_OF_THE_LOOP if self._gathered else 0):
                    await asyncio.sleep(0)
            if self._closed:
                return

    def close(self) -> None:
        """Take nothing more; the writer ends when all that was handed over is stored."""
        self._closed = True
        self._wake.set()

    def _pace(self, seconds: float, size: int) -> None:
        """The writer was held so long for so many. Where somebody's act waits for it, all of that counts."""
        self._held.append(seconds)
        own = seconds if self._desk.database.is_awaited else seconds - min(self._held)
        if own < _QUICK_SECONDS:  # one request may bring more than would have been taken of several
            self._flush_size = min(LARGEST_FLUSH, 2 * max(self._flush_size, size))
        elif own > _LONG_SECONDS:
            self._flush_size = max(FIRST_FLUSH, self._flush_size // 2)

    def _take(self) -> list[tuple[Sequence[Item], asyncio.Future[Result]]]:
        taken: list[tuple[Sequence[Item], asyncio.Future[Result]]] = []
        size = 0
        while self._gathered and (not taken or self._goes_along(size)):
            taken.append(self._gathered.pop(0))
            size += len(taken[-1][0])
            if taken[-1][1] in self._apart:
                break
        return taken

    def _goes_along(self, size: int) -> bool:
        items, outcome = self._gathered[0]
        return outcome not in self._apart and size + len(items) <= self._flush_size

    async def _flush(self, callers: list[tuple[Sequence[Item], asyncio.Future[Result]]]) -> None:
        try:
            results = await self._stored([items for items, _ in callers])
        except Exception as failure:  # noqa: BLE001  (a boundary: the failure belongs to the callers)
            if len(callers) == 1 or is_away(failure):
                # Away is away for everybody, also for those who gathered meanwhile: each alone would wait as long
                # again for the same answer.
                waiting, self._gathered = (self._gathered, []) if is_away(failure) else ([], self._gathered)
                for _, outcome in (*callers, *waiting):
                    _fail(outcome, failure)
                return
            for caller in callers:
                await self._flush([caller])
            return
        for (_, outcome), result in zip(callers, results, strict=True):
            if not outcome.done():
                outcome.set_result(result)

    async def _stored(self, batches: Sequence[Sequence[Item]]) -> Sequence[Result]:
        for _ in range(_TIMES_AGAIN):
            try:
                return await self._store(batches)
            except DBAPIError as failure:
                if not gave_way(failure):
                    raise
        return await self._store(batches)

    async def _store(self, batches: Sequence[Sequence[Item]]) -> Sequence[Result]:
        async with self._desk.transaction() as u:
            self._began = self._desk.clock.monotonic()  # our turn has come: who had it before us is not counted
            return await self._write(u, batches)


def _fail(outcome: asyncio.Future[Result], failure: Exception) -> None:
    if not outcome.done():
        outcome.set_exception(failure)
        outcome.exception()  # seen: a caller that went away leaves no warning behind

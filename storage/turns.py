"""Whose turn it is to write, where only one can: people first.

Whoever pressed a button looks at it until it answers; alerts, deadlines and messages come in lots and may wait for
one act. They are not left waiting by a crowd of people either. An act that is on its way (its update is stored,
its handler looks things up) is waited for too: otherwise the writer's next lot would begin in the moment between,
and the press would wait for a whole lot twice.
"""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Final

_IN_A_ROW: Final = 4
"""So many acts of people go before the others; then one of these has its turn."""
_ON_ITS_WAY_SECONDS: Final = 0.06
"""So long the others wait for an act that is on its way, once before each turn of theirs. With nothing else on the
loop a press needs 15 to 30 ms from its row to its act."""


class Turns:
    """One at a time; of each kind in the order they came."""

    def __init__(self) -> None:
        self._taken = False
        self._people: deque[asyncio.Future[None]] = deque()
        self._patient: deque[asyncio.Future[None]] = deque()
        self._in_a_row = 0
        self._held_until = 0.0
        self._held = False
        self._coming = 0
        self._opening: asyncio.TimerHandle | None = None

    @property
    def are_awaited(self) -> bool:
        """Does somebody's act wait for its turn?"""
        return bool(self._people)

    def expect(self) -> None:
        """Somebody's act is on its way: the patient let it go first, if it comes soon. They do so once for each
        turn of theirs, so that a crowd of people does not stop them."""
        if not self._held:
            self._held = True
            self._held_until = time.monotonic() + _ON_ITS_WAY_SECONDS

    @contextmanager
    def expected(self) -> Iterator[None]:
        """Until the block ends an act is on its way, or has just come."""
        self._coming += 1
        self.expect()
        try:
            yield
        finally:
            self._coming -= 1
            if not self._coming:
                self._held_until = 0.0
                self._open()

    @asynccontextmanager
    async def taken(self, *, patient: bool = False) -> AsyncIterator[None]:
        """Wait for a turn, and have it until the block ends. `patient`: people go first."""
        await self.take(patient=patient)
        try:
            yield
        finally:
            self.pass_on()

    async def take(self, *, patient: bool = False) -> None:
        """The same for who passes it on himself, whatever happens."""
        if self._taken or (patient and (self._patient or self._is_held())):
            self._open_in_time()
            await self._wait(self._patient if patient else self._people)
        self._taken = True
        if patient:
            self._held = False

    async def _wait(self, line: deque[asyncio.Future[None]]) -> None:
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        line.append(mine)
        try:
            await mine
        except asyncio.CancelledError:
            if mine in line:
                line.remove(mine)
            elif not mine.cancelled():  # it was ours already
                self.pass_on()
            raise

    def _is_held(self) -> bool:
        return time.monotonic() < self._held_until

    def _open_in_time(self) -> None:
        """Nobody waits for longer for an act that does not come."""
        if self._opening is None and not self._taken:
            self._opening = asyncio.get_running_loop().call_at(self._held_until, self._open)

    def _open(self) -> None:
        if self._opening is not None:
            self._opening.cancel()
            self._opening = None
        if not self._taken:
            self.pass_on()

    def pass_on(self) -> None:
        """The turn goes from hand to hand: nobody who comes just now slips in between."""
        self._taken = False
        while self._people or self._patient:
            if not self._people and self._is_held():
                self._open_in_time()
                return
            others = bool(self._patient) and (not self._people or self._in_a_row >= _IN_A_ROW)
            self._in_a_row = 0 if others else self._in_a_row + 1
            following = (self._patient if others else self._people).popleft()
            if not following.done():  # cancelled, and not yet gone
                self._taken = True
                following.set_result(None)
                return

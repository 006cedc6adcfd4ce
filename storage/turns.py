"""Whose turn it is to write, where only one can: people first.

Whoever pressed a button looks at it until it answers; alerts, deadlines and messages come in lots and may wait for
one act. They are not left waiting by a crowd of people either.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

_IN_A_ROW: Final = 4
"""So many acts of people go before the others; then one of these has its turn."""


class Turns:
    """One at a time; of each kind in the order they came."""

    def __init__(self) -> None:
        self._taken = False
        self._people: deque[asyncio.Future[None]] = deque()
        self._patient: deque[asyncio.Future[None]] = deque()
        self._in_a_row = 0

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
        if self._taken:
            await self._wait(self._patient if patient else self._people)
        self._taken = True

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

    def pass_on(self) -> None:
        """The turn goes from hand to hand: nobody who comes just now slips in between."""
        while self._people or self._patient:
            others = bool(self._patient) and (not self._people or self._in_a_row >= _IN_A_ROW)
            self._in_a_row = 0 if others else self._in_a_row + 1
            following = (self._patient if others else self._people).popleft()
            if not following.done():  # cancelled, and not yet gone
                following.set_result(None)
                return
        self._taken = False

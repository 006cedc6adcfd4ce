"""How long the event loop is busy at a stretch.

Everything in the process shares one loop: while one turn of it lasts, no alert is read, no button answered and no
deadline seen. The longest turn is therefore the least that everybody else may have to wait.
"""

import asyncio
import selectors
from bisect import bisect_left
from collections.abc import Callable
from time import monotonic
from typing import Final

BOUNDS: Final = (0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0)
"""Seconds. No turn should take longer than 0.02 (goal of docs/performance.md)."""


class Turns:
    """How many turns there were of which length."""

    def __init__(self) -> None:
        self.counts = [0] * (len(BOUNDS) + 1)
        self.seconds = 0.0
        self.longest = 0.0

    def add(self, seconds: float) -> None:
        """One turn more."""
        self.counts[bisect_left(BOUNDS, seconds)] += 1
        self.seconds += seconds
        self.longest = max(self.longest, seconds)


class WatchedLoop(asyncio.SelectorEventLoop):
    """The loop of asyncio, each of whose turns is measured: from the moment it has something to do until it waits.

    Measured where it waits, so no turn is missed, and without a timer of its own, which would only see what
    happens while it is due.
    """

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self.turns = Turns()
        super().__init__(_Watched(self.turns, now))


class _Watched(selectors.DefaultSelector):
    def __init__(self, turns: Turns, now: Callable[[], float]) -> None:
        super().__init__()
        self._add, self._now = turns.add, now
        self._began: float | None = None

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if self._began is not None:
            self._add(self._now() - self._began)
        found = super().select(timeout)
        self._began = self._now()
        return found

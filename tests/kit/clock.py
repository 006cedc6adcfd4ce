"""A clock that tests move."""

import asyncio
from datetime import UTC, datetime, timedelta

BEGIN = datetime(2026, 11, 22, 12, 40, tzinfo=UTC)
"""20:40 in Shanghai: the evening of the walk-through in experience.md 1.1."""


class FakeClock:
    """Time stands still until somebody moves it; whoever waits is woken when its moment has come."""

    def __init__(self, at: datetime = BEGIN) -> None:
        self._at = at
        self._elapsed = 0.0
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []

    def now(self) -> datetime:
        return self._at

    def monotonic(self) -> float:
        return self._elapsed

    async def wait(self, seconds: float) -> None:
        awake: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((self._elapsed + seconds, awake))
        await awake

    def move(self, by: timedelta) -> None:
        """Let time pass at once."""
        self._at += by
        self._elapsed += by.total_seconds()
        due = [sleeper for sleeper in self._sleepers if sleeper[0] <= self._elapsed]
        self._sleepers = [sleeper for sleeper in self._sleepers if sleeper[0] > self._elapsed]
        for _, awake in due:
            if not awake.done():
                awake.set_result(None)

    def move_to(self, moment: datetime) -> None:
        """Let time pass until this moment; a moment that is over changes nothing."""
        if moment > self._at:
            self.move(moment - self._at)

    def set_back(self, by: timedelta) -> None:
        """Somebody sets the machine's clock back: wall time jumps, waits do not notice."""
        self._at -= by

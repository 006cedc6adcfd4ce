"""The one place where time comes from.

Everything that needs "now" is given a `Clock`; tests give one that they move.
"""

import asyncio
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Wall time for deadlines, monotonic time for waits."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that only grow; unaffected when somebody sets the machine's clock."""
        ...

    async def wait(self, seconds: float) -> None:
        """Come back after `seconds`."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251  (this is the place the rule points to)

    def monotonic(self) -> float:
        return time.monotonic()

    async def wait(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

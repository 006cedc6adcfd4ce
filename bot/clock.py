"""The one place where time comes from.

Everything that needs "now" is given a `Clock`; tests give one that they move.
"""

import asyncio
import contextlib
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Protocol

STORY_CLOCK: Final = "CRISISDESK_STORY_CLOCK"
"""The variable that names the file of a `StoryClock`. No setting: an operator never writes it."""
_TICK_NANOSECONDS: Final = 50_000_000
"""A file system's clock moves in steps of some milliseconds: two writes may bear one time."""


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


class SharedClock:
    """The time all replicas share, their database's: two machines whose clocks differ keep one deadline, one
    minute of a group, one order of what happened.

    Between two questions it goes on by the machine's monotonic clock, so that a wall clock that is wrong, or set
    meanwhile, changes nothing, and neither does a database that is away. Until it has heard, it is the machine's.
    """

    def __init__(self, machine: Clock) -> None:
        self._machine = machine
        self._ahead: float | None = None

    def now(self) -> datetime:
        if self._ahead is None:
            return self._machine.now()
        return datetime.fromtimestamp(self._ahead + self._machine.monotonic(), UTC)

    def monotonic(self) -> float:
        return self._machine.monotonic()

    async def wait(self, seconds: float) -> None:
        await self._machine.wait(seconds)

    def hear(self, told: datetime, asked: float) -> None:
        """The database told its time to a question of this monotonic moment: it was so before the answer came.

        What we took it for stays for as long as that can be so: time does not jump with every slow answer.
        """
        least, most = told.timestamp() - self.monotonic(), told.timestamp() - asked
        self._ahead = (least + most) / 2 if self._ahead is None else min(max(self._ahead, least), most)


class StoryClock(SystemClock):
    """The machine's clock moved to where a told story is; only ever in a training.

    A small file holds by how many seconds (they may be negative), and whoever tells the story writes it anew:
    an evening passes in a minute, and every deadline is still reached one after the other. Waits stay real,
    and time never runs backwards. See docs/decisions/0007-story-time.md.

    Args:
        path: the file; looked at each time, because nobody else could say when it changed, and read when it did.

    Raises:
        OSError, ValueError: the file is missing or holds no number. Later troubles keep the last shift.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int, int] | None = None
        self._shift = timedelta()
        self._look()
        self._latest = super().now() + self._shift

    def now(self) -> datetime:
        with contextlib.suppress(OSError, ValueError):  # the teller is gone, the clock goes on
            self._look()
        self._latest = max(self._latest, super().now() + self._shift)
        return self._latest

    def _look(self) -> None:
        """Reading takes ten times as long as a look; an incident that opens asks for the time a hundred times."""
        stat = os.stat(self._path)
        seen = (stat.st_mtime_ns, stat.st_ino, stat.st_size)
        if seen == self._seen and abs(time.time_ns() - stat.st_mtime_ns) > _TICK_NANOSECONDS:
            return
        self._shift = timedelta(seconds=float(self._path.read_text(encoding="ascii")))
        self._seen = seen


class Breath:
    """Long work on the event loop lets everybody else have a turn now and then.

    The goal is a loop that nothing holds for longer than 20 ms (docs/performance.md); half of that is left to what
    lies between two breaths.
    """

    _EVERY: Final = 0.01

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._since = clock.monotonic()

    async def taken(self) -> None:
        """Go on at once, or after the others when the last breath was long ago."""
        if self._clock.monotonic() - self._since > self._EVERY:
            await asyncio.sleep(0)
            self._since = self._clock.monotonic()

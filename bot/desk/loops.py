"""The loops that keep the desk going, and who keeps them going.

A bug ends one turn of a loop, not the desk: it is logged with a short reference, and the loop starts again
after a pause that grows. A loop that keeps falling, or gives no sign of life, is *dead*: `/readyz` says so.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

import structlog

from bot.clock import Clock

_log = structlog.get_logger("loops")

FIRST_PAUSE: Final = 0.2
LONGEST_PAUSE: Final = 30.0
HEALTHY_SECONDS: Final = 60.0
"""Who ran this long before falling starts again with the shortest pause."""
FALLS_UNTIL_DEAD: Final = 3


@dataclass
class Loop:
    """One loop: how to run it, when silence means it hangs (seconds, None: it may be silent for ever), and how
    it fares."""

    name: str
    run: Callable[[], Awaitable[None]]
    silence_seconds: float | None = None
    falls: int = 0
    falls_in_row: int = 0
    last_sign: float = 0.0
    task: asyncio.Task[None] | None = field(default=None, repr=False)


class Loops:
    """Starts, watches and stops loops by name."""

    def __init__(self, clock: Clock, outside: Callable[[Exception], bool] = lambda _: False) -> None:
        """`outside`: is this trouble of the world, such as a database that is away, and no bug of ours?"""
        self._clock = clock
        self._outside = outside
        self._loops: dict[str, Loop] = {}

    def start(self, name: str, run: Callable[[], Awaitable[None]], silence_seconds: float | None = None) -> None:
        """Start a loop; it is kept going until `stop`, or until it returns by itself."""
        if (before := self._loops.get(name)) and before.task and not before.task.done():
            raise RuntimeError(f"the loop {name} runs already")
        loop = Loop(name, run, silence_seconds, last_sign=self._clock.monotonic())
        self._loops[name] = loop
        loop.task = asyncio.create_task(self._keep(loop), name=f"loop:{name}")

    def sign(self, name: str) -> None:
        """The loop did a turn."""
        if loop := self._loops.get(name):
            loop.last_sign = self._clock.monotonic()
            loop.falls_in_row = 0

    def silence(self, name: str) -> float | None:
        """Seconds since its last sign of life; None when there is no such loop."""
        loop = self._loops.get(name)
        return self._clock.monotonic() - loop.last_sign if loop else None

    def is_dead(self, name: str) -> bool:
        """Does it keep falling, or hang?"""
        loop = self._loops[name]
        hangs = loop.silence_seconds is not None and (self.silence(name) or 0) > loop.silence_seconds
        return hangs or loop.falls_in_row >= FALLS_UNTIL_DEAD

    @property
    def all(self) -> Mapping[str, Loop]:
        """Every loop that was started and has neither returned nor been stopped."""
        return self._loops

    async def ended(self, name: str, seconds: float) -> bool:
        """Wait for a loop that was told to end by itself. False: it has not within `seconds`."""
        loop = self._loops.get(name)
        if loop is None or loop.task is None:
            return True
        _, pending = await asyncio.wait({loop.task}, timeout=seconds)
        return not pending

    async def stop(self, *names: str, seconds: float = 2.0) -> None:
        """Cancel these loops and wait for their end, at most `seconds`."""
        tasks = {loop.task for name in names if (loop := self._loops.pop(name, None)) and loop.task}
        for task in tasks:
            task.cancel()
        if tasks:
            _, pending = await asyncio.wait(tasks, timeout=seconds)
            for task in pending:
                _log.warning("a loop does not end", loop=task.get_name())

    async def _keep(self, loop: Loop) -> None:
        pause = FIRST_PAUSE
        while True:
            began = self._clock.monotonic()
            try:
                await loop.run()
            except Exception as trouble:  # noqa: BLE001  (the loop runner: nobody above could answer it)
                if self._outside(trouble):
                    _log.warning("a loop waits", loop=loop.name, trouble=type(trouble).__name__)
                else:
                    _log.exception("a loop fell", loop=loop.name, reference=secrets.token_hex(3))
            else:
                self._loops.pop(loop.name, None)
                return
            loop.falls += 1
            loop.falls_in_row += 1
            if self._clock.monotonic() - began >= HEALTHY_SECONDS:
                pause, loop.falls_in_row = FIRST_PAUSE, 1
            await self._clock.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


class Office:
    """Duties that only one replica has at a time: they run while it holds the office."""

    def __init__(self, loops: Loops) -> None:
        self._loops = loops
        self._duties: dict[str, tuple[Callable[[], Awaitable[None]], float | None]] = {}
        self._held = False

    def add(self, name: str, run: Callable[[], Awaitable[None]], silence_seconds: float | None = None) -> None:
        """A loop for whoever holds the office; starts at once when that is us."""
        self._duties[name] = (run, silence_seconds)
        if self._held:
            self._loops.start(name, run, silence_seconds)

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Hold the office: the duties run inside, and have ended when this ends."""
        self._held = True
        for name, (run, silence_seconds) in self._duties.items():
            self._loops.start(name, run, silence_seconds)
        try:
            yield
        finally:
            self._held = False
            await self._loops.stop(*self._duties)

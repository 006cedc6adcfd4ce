"""Several desks on one PostgreSQL: who polls and keeps the calendar, and how one wakes the others.

One dedicated connection (never from a pool: both things belong to a session) hears NOTIFY and holds the
advisory lock of the elected one. When the connection dies, what the elected one does is stopped *before*
a new connection is tried: another replica may have the lock by then.
"""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from datetime import datetime
from typing import Any, Final

import structlog
from sqlalchemy import func
from sqlalchemy import select as columns_of

from bot.clock import Clock, SharedClock
from bot.desk.desk import Signal
from storage.database import Database

_log = structlog.get_logger("replicas")

CHANNEL: Final = "crisisdesk"
LEADER_LOCK: Final = 7_246_002
_ELECTION_SECONDS: Final = 1.0
_APART_SECONDS: Final = 5.0
_ANSWER_SECONDS: Final = 5.0
"""A connection that does not answer for this long is dead, whatever TCP thinks."""


class SpreadSignal(Signal):
    """A signal that is also heard by the other replicas."""

    def __init__(self, spread: Callable[[], None]) -> None:
        super().__init__()
        self._spread = spread

    def set(self) -> None:
        super().set()
        self._spread()

    def hear(self) -> None:
        """Another replica set it."""
        super().set()


class Replicas:
    """This desk among its replicas.

    Args:
        dsn: `postgresql://…` of the database.
        me: a name no other replica has.
        clock: this machine's.
        lead: what the elected one does: entered when elected, left before anybody else can be.
        shared: what the desk counts by; it hears the database's time once a second. None: a story tells it.
    """

    def __init__(
        self,
        dsn: str,
        me: str,
        clock: Clock,
        lead: Callable[[], AbstractAsyncContextManager[None]],
        shared: SharedClock | None = None,
    ) -> None:
        self._dsn = dsn
        self._me = me
        self._clock = clock
        self._lead = lead
        self._untold: set[str] = set()
        self._stir = asyncio.Event()
        self._signals: dict[str, SpreadSignal] = {}
        self.leading = False
        #: Does it stand for election? One that has only just begun could lead nobody for some seconds.
        self.stands = True
        self._apart = False
        self._shared = shared

    def signal(self, word: str) -> SpreadSignal:
        """A signal all replicas share under this word."""
        signal = SpreadSignal(lambda: self._tell(word))
        self._signals[word] = signal
        return signal

    def _tell(self, word: str) -> None:
        self._untold.add(word)
        self._stir.set()

    def _heard(self, payload: str) -> None:
        sender, _, word = payload.partition(":")
        if sender != self._me and (signal := self._signals.get(word)):
            signal.hear()

    async def run(self, sign: Callable[[], None]) -> None:
        """Hear, tell, and lead when elected; until cancelled, or until the connection dies (raises)."""
        import asyncpg  # type: ignore[import-untyped]  # a SQLite desk never needs it

        connection = await asyncpg.connect(self._dsn, timeout=_ANSWER_SECONDS, command_timeout=_ANSWER_SECONDS)
        try:
            connection.add_termination_listener(lambda _: self._stir.set())
            await connection.add_listener(CHANNEL, lambda *note: self._heard(str(note[3])))
            for signal in self._signals.values():  # what was said while nobody listened
                signal.hear()
            async with AsyncExitStack() as office:
                try:
                    await self._serve(connection, office, sign)
                finally:
                    self.leading = False
        finally:
            # Not `close`: a connection that hangs would be waited for. The server frees the lock either way.
            connection.terminate()

    async def _serve(self, connection: Any, office: AsyncExitStack, sign: Callable[[], None]) -> None:
        looked_at = float("-inf")
        while True:
            if self._clock.monotonic() - looked_at >= _ELECTION_SECONDS:
                looked_at = self._clock.monotonic()
                await self._stand(connection, office)
                sign()
            if self._untold:
                words, self._untold = self._untold, set()
                for word in words:
                    await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, f"{self._me}:{word}")
            try:
                async with asyncio.timeout(_ELECTION_SECONDS):
                    await self._stir.wait()
            except TimeoutError:
                continue
            self._stir.clear()

    async def _stand(self, connection: Any, office: AsyncExitStack) -> None:
        """Stand for election; once elected, make sure that the connection still lives."""
        asked = self._clock.monotonic()
        if self.leading or not self.stands:
            self._compare(await connection.fetchval("SELECT clock_timestamp()"), asked)
            return
        elected, now = await connection.fetchrow("SELECT pg_try_advisory_lock($1), clock_timestamp()", LEADER_LOCK)
        self._compare(now, asked)
        if elected:
            _log.info("elected: this desk polls and keeps the calendar")
            self.leading = True
            await office.enter_async_context(self._lead())

    async def ask(self, database: Database) -> None:
        """Ask the database's time, before anything counts by it: in the first second a deadline would come by a
        clock that may be wrong."""
        async with database.reading() as session:
            asked = self._clock.monotonic()
            told = await (await session.connection()).execute(columns_of(func.clock_timestamp()))
            self._compare(told.scalar_one(), asked)

    def _compare(self, database: datetime, asked: float) -> None:
        """Everything counts by the database's time: say once when the machine's is another one."""
        if self._shared is None:
            return
        self._shared.hear(database, asked)
        ahead = (self._clock.now() - database).total_seconds()
        if (apart := abs(ahead) > _APART_SECONDS) and not self._apart:
            _log.warning("this machine's clock is not the database's, which counts", ahead=round(ahead))
        self._apart = apart

"""The database behind the three doors: SQLite for one small process, PostgreSQL for several replicas.

SQLite has one writer: whoever writes takes the *turn* (an in-process lock) and begins IMMEDIATE, so nobody
ever meets "database is locked" halfway (measured: deferred BEGIN lost 147 of 200 increments). Readers have
connections of their own and take no turn.
"""

import fcntl
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, Final, cast

from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.url import URL
from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, StaticPool
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.kept import Kept
from storage.plain import KEPT, WRITER, driven, flush, keep
from storage.sqlite import CHECKPOINT_PAGES, DRIVER, LoopConnection, ReaderConnection, WriterConnection
from storage.turns import Turns

_READERS: Final = 4
_BUSY_MILLISECONDS: Final = 5_000
#: Pages SQLite keeps for each connection, in KiB. They fill as the file grows: five times 16 MB were half of what
#: a desk held after some ten thousand alerts. What is not kept the system has, a few microseconds away.
_WRITER_KEEPS: Final = 6_000
_READER_KEEPS: Final = 2_000
_OWN_INFO: Final = 2
"""A session that knows more than its connection and what is kept has had something in hand."""
#: SQLite, PRAGMA synchronous: NORMAL may lose the last commits on power loss.
DURABILITY = "FULL"
#: PostgreSQL, Appendix A: serialization_failure, deadlock_detected.
_GAVE_WAY: Final = frozenset({"40001", "40P01"})
#: PostgreSQL, Appendix A: connection exception, transaction rollback, insufficient resources, operator
#: intervention, system error; read_only_sql_transaction, lock_not_available.
_AWAY_CLASSES: Final = frozenset({"08", "40", "53", "57", "58"})
_AWAY_STATES: Final = frozenset({"25006", "55P03"})
#: SQLite, primary result codes: busy, locked, out of memory, read-only, I/O error, corrupt, full, cannot open,
#: protocol, no database. A damaged file keeps nothing until somebody restores a backup: senders wait.
_AWAY_CODES: Final = frozenset({5, 6, 7, 8, 10, 11, 13, 14, 15, 26})


class DatabaseInUse(Exception):
    """Another desk already runs on this SQLite file."""


class DatabaseUnreadable(Exception):
    """The file is not a database, or a damaged one; nothing was written."""


def async_url(text: str) -> URL:
    """`sqlite:///file` and `postgresql://…` as people write them, with the driver we use."""
    url = make_url(text)
    drivers = {
        "sqlite": DRIVER,
        "postgresql": "postgresql+asyncpg",
        "postgres": "postgresql+asyncpg",
    }
    return url.set(drivername=drivers.get(url.drivername, url.drivername))


def gave_way(failure: Exception) -> bool:
    """Did PostgreSQL end this transaction so that another one could go on (a deadlock)?

    Nothing of it was kept, and the same work may be done again at once.
    """
    return isinstance(failure, DBAPIError) and getattr(failure.orig, "sqlstate", None) in _GAVE_WAY


def is_away(failure: Exception) -> bool:
    """Does this say that the database cannot be reached or written now, and not that it was asked for nonsense?

    What is away is waited for; nonsense, waited for, would block its chat for ever.
    """
    if isinstance(failure, OSError | NoConnectionFree):
        return True
    if not isinstance(failure, DBAPIError):
        return False
    told = failure.orig
    if failure.connection_invalidated:
        return True
    if state := getattr(told, "sqlstate", None):
        return state[:2] in _AWAY_CLASSES or state in _AWAY_STATES
    if (code := getattr(told, "sqlite_errorcode", None)) is not None:
        return code & 0xFF in _AWAY_CODES
    # asyncpg: "connection is closed"; what it cannot encode is an interface error too, and a ValueError.
    nonsense = isinstance(told.__cause__ if told else None, ValueError)
    return isinstance(failure, InterfaceError) and not nonsense


def reason_of(failure: Exception) -> str:
    """What the database, or the system, says of this trouble, in one line: "database or disk is full"."""
    told = failure.orig if isinstance(failure, DBAPIError) else failure
    return str(told).partition("\n")[0]


class _Turn(AbstractAsyncContextManager[AsyncSession]):
    """A block in the writer's turn. No generator: as a context it takes a dozen calls more, twice an alert."""

    def __init__(self, database: "Database", patient: bool) -> None:
        self._database = database
        self._patient = patient

    async def __aenter__(self) -> AsyncSession:
        self._session, self._writer = await self._database.turn_begins(self._patient)
        return self._session

    async def __aexit__(self, failure: type[BaseException] | None, *_: object) -> None:
        await self._database.turn_ends(self._session, self._writer, keeps=failure is None)


class _Look(AsyncSession):
    """A look at SQLite has nothing to wait for at its end, and needs no shielded task of its own for it."""

    async def __aexit__(self, *_: object) -> None:
        await self.close()


class Database:
    """One database, opened for reading and writing.

    Use `writing()` for a transaction that commits on a clean exit, `reading()` to look.
    """

    def __init__(self, url: str) -> None:
        self.url = async_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._turns = Turns()
        self._lock_file: int | None = None
        self._held: AsyncConnection | None = None
        self._kept: Kept | None = None
        self._unused: AsyncSession | None = None
        if self.is_sqlite:
            self._writer = _sqlite_engine(
                self.url, WriterConnection, _WRITER_KEEPS, poolclass=StaticPool
            )  # one, and always that
            self._reader = _sqlite_engine(
                self.url,
                ReaderConnection,
                _READER_KEEPS,
                poolclass=AsyncAdaptedQueuePool,
                pool_size=_READERS,
                max_overflow=0,
            )
        else:
            self._writer = create_async_engine(self.url, pool_size=10, max_overflow=10, pool_pre_ping=True)
            self._reader = self._writer

    @property
    def engine(self) -> AsyncEngine:
        """The writing engine, for migrations and LISTEN. On SQLite it has one connection, which `writing` uses as
        well: not while others write."""
        return self._writer

    @property
    def path(self) -> Path | None:
        """The SQLite file, if it is one."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    def claim(self) -> None:
        """Keep every other desk off this SQLite file for as long as the process lives.

        Raises:
            DatabaseInUse: another process holds it.
        """
        if self.path is None:
            return
        lock = os.open(f"{self.path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as busy:
            os.close(lock)
            raise DatabaseInUse(str(self.path)) from busy
        self._lock_file = lock

    def writing(self, *, patient: bool = False) -> AbstractAsyncContextManager[AsyncSession]:
        """A session in a transaction: committed on a clean exit, rolled back on an exception.

        `patient`: on SQLite, where one writes at a time, acts of people go first.
        """
        return _Turn(self, patient) if self.is_sqlite else self._elsewhere()

    @asynccontextmanager
    async def _elsewhere(self) -> AsyncIterator[AsyncSession]:
        async with AsyncSession(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    async def turn_begins(self, patient: bool) -> tuple[AsyncSession, WriterConnection]:
        """The writer's turn, where one writes at a time. Whoever has it lets it go with `turn_ends`."""
        await self._turns.take(patient=patient)
        try:
            return await self._begun()
        except BaseException:
            self._turns.pass_on()
            raise

    async def turn_ends(self, session: AsyncSession, writer: WriterConnection, keeps: bool) -> None:
        """What this turn wrote is kept, or undone."""
        try:
            try:
                if keeps:
                    await flush(session)
                    if session.sync_session.in_transaction():
                        await session.commit()
                    elif writer.begun:
                        await keep(session, writer)
            finally:
                await self._ended(session, writer)
        finally:
            self._turns.pass_on()

    async def _begun(self) -> tuple[AsyncSession, WriterConnection]:
        """The turn's session, on the one connection that all turns write on.

        SQLAlchemy's own transaction begins only when something is asked of SQLAlchemy. Most of what alerts and
        messages need is not (`storage.plain`), and taking a connection from a pool, beginning, ending and giving
        it back costs more than their statements. A session that was given nothing to keep is as good as new.
        """
        if self._held is None or self._is_gone():
            self._held, self._unused = await self._writer.connect(), None
        below = self._held.sync_connection
        assert below is not None
        writer = cast("WriterConnection", below.connection.dbapi_connection)
        if writer.begun or writer.in_transaction:  # its end failed, and nobody else's must become part of it
            writer.rollback()
        if self._kept is None or self._kept.connection is not writer:
            self._kept, self._unused = Kept(writer), None
        self._kept.turn_begins()
        session, self._unused = self._unused, None
        if session is None:
            session = AsyncSession(self._held, expire_on_commit=False, info={WRITER: writer, KEPT: self._kept})
        return session, writer

    def _is_gone(self) -> bool:
        """Was the connection closed? SQLAlchemy does so when whoever keeps something is cancelled meanwhile."""
        below = self._held.sync_connection if self._held is not None else None
        return below is None or below.closed or below.invalidated

    async def _ended(self, session: AsyncSession, writer: WriterConnection) -> None:
        """What was not committed is undone."""
        below = session.sync_session
        if below.in_transaction():
            await session.rollback()
        if self._is_gone():
            await session.close()
            return
        if writer.begun or writer.in_transaction:
            await driven(session, writer.rollback)
        if below.identity_map._dict or below._new or below._deleted or len(below.info) > _OWN_INFO:
            await session.close()
        else:
            self._unused = session

    @asynccontextmanager
    async def reading(self, *, here: bool = False) -> AsyncIterator[AsyncSession]:
        """A session to look with; takes no turn, writes nothing.

        `here`: for a few rows found by a key, on SQLite without a change of threads. Each costs a turn of the
        loop, and while others keep the loop busy a press waited for ten of them before its act.
        """
        kind = _Look if self.is_sqlite else AsyncSession
        async with kind(self._reader, expire_on_commit=False, autoflush=False) as session:
            if not (here and self.is_sqlite):
                yield session
                return
            connection = await session.connection()
            below = connection.sync_connection
            assert below is not None
            reader = cast(ReaderConnection, below.connection.dbapi_connection)
            reader.here = True
            try:
                yield session
            finally:
                reader.here = False

    @property
    def is_awaited(self) -> bool:
        """Does somebody's act wait for the writer, where one writes at a time?"""
        return self._turns.are_awaited

    def expect(self) -> None:
        """Somebody's act is on its way: what comes in lots waits a moment for it, where one writes at a time."""
        if self.is_sqlite:
            self._turns.expect()

    @contextmanager
    def expected(self) -> Iterator[None]:
        """The same until the block ends, at the latest."""
        if not self.is_sqlite:
            yield
            return
        with self._turns.expected():
            yield

    async def close(self) -> None:
        """Give everything back."""
        if self._held is not None:
            await self._held.close()
            self._held = self._kept = self._unused = None
        await self._writer.dispose()
        if self._reader is not self._writer:
            await self._reader.dispose()
        if self._lock_file is not None:
            os.close(self._lock_file)
            self._lock_file = None


def _sqlite_engine(url: URL, kind: type[LoopConnection], keeps: int, **pool: Any) -> AsyncEngine:
    engine = create_async_engine(
        url,
        **pool,
        connect_args={"factory": kind, "timeout": _BUSY_MILLISECONDS / 1000},
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            f"synchronous={DURABILITY}",
            "foreign_keys=ON",
            f"busy_timeout={_BUSY_MILLISECONDS}",
            f"cache_size=-{keeps}",
            "temp_store=MEMORY",
            f"wal_autocheckpoint={CHECKPOINT_PAGES}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine

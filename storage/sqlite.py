"""SQLite on the event loop: the driver's own connections and cursors, for SQLAlchemy's asyncio.

A thread for every step of a statement (aiosqlite) costs several times what SQLite needs to answer it, and so does
each layer of coroutines between a statement and the driver. Once BEGIN IMMEDIATE has succeeded nobody can make a
statement of the *writer* wait any more, so its statements run where they are asked for; what may wait for the disk
or for another process (COMMIT on a disk that takes its time, a BEGIN that finds the database locked, an INSERT of
many rows) goes to a thread. A *reader*, who may have much to read, asks and fetches in a thread, in one go.
"""

import asyncio
import functools
import itertools
import sqlite3
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, ParamSpec, Self, TypeVar

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import await_only

from storage.disk import Disk

P = ParamSpec("P")
R = TypeVar("R")

DRIVER: Final = "sqlite+loop"
CHECKPOINT_PAGES: Final = 4_000
"""16 MB of log. In a storm every commit changes the same pages of the indexes again: fewer are carried over."""
_BREATH_SECONDS: Final = 0.008
"""The goal is a loop that nothing holds for longer than 20 ms."""
_MANY: Final = 32
"""So many rows at once still take less than a change of thread and back."""
_LOTS: Final = (64, 16, 4, 1)
"""So many rows a statement: each builds the lists of allowed words (CHECK … IN) anew, and has the values that all
its rows share bound once."""


class LoopConnection(sqlite3.Connection):
    """A connection used from the loop and from one thread, never from both at a time: whoever asks waits for the
    answer. It says BEGIN and COMMIT by itself, never the driver behind our back."""

    def __init__(self, path: str, timeout: float, **_: Any) -> None:
        super().__init__(path, timeout=timeout, isolation_level=None, check_same_thread=False)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=type(self).__name__)

        #: For what is said without SQLAlchemy.
        self._plain = sqlite3.Cursor(self)

    def cursor(self, _: object = None) -> "LoopCursor":  # type: ignore[override]
        return super().cursor(LoopCursor)

    def begin(self) -> None:
        """Begin to read: takes nothing from anybody, and so waits for nobody."""
        self._plain.execute("BEGIN")

    def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Ask the database for this: in the thread."""
        return await_only(self.aside(work, *args, **kwargs))

    async def said(self, statement: str, values: Any) -> list[Any]:
        """The rows of one statement that goes past SQLAlchemy (`storage.plain`): in the thread."""
        return await self.aside(self._plainly, statement, values)

    async def said_often(self, statement: str, many: list[Any]) -> None:
        """One statement that changes rows, many times."""
        await self.aside(self._plain.executemany, statement, many)

    def fill(self, into: str, alike: tuple[bool, ...], shared: list[Any], rows: list[Any]) -> None:
        """Many rows of one table (`into`: the INSERT as far as its columns), many with each statement.

        `alike` says of each column whether all rows have the same there: that stands in `shared`, the others' in
        `rows`.
        """
        if len(rows) > _MANY:
            await_only(self.aside(self._fill, into, alike, shared, rows))
        else:
            self._fill(into, alike, shared, rows)

    def _fill(self, into: str, alike: tuple[bool, ...], shared: list[Any], rows: list[Any]) -> None:
        done = 0
        for size in _LOTS:
            if whole := (len(rows) - done) // size * size:
                lots = (rows[first : first + size] for first in range(done, done + whole, size))
                self._plain.executemany(
                    _insert(into, alike, size),
                    [(*shared, *itertools.chain.from_iterable(lot)) for lot in lots],
                )
                done += whole

    def _plainly(self, statement: str, values: Any) -> list[Any]:
        return self._plain.execute(statement, values).fetchall()

    async def aside(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do this in the thread and wait for its end, also when cancelled: until then the connection is in use."""
        done = self._thread.submit(work, *args, **kwargs)
        waiting = asyncio.wrap_future(done)
        try:
            return await asyncio.shield(waiting)
        except asyncio.CancelledError:
            await asyncio.wait({waiting})
            raise

    def close(self) -> None:
        self._plain.close()  # a statement left open would keep the file, and the log beside it, open too
        super().close()
        self._thread.shutdown(wait=False)


class ReaderConnection(LoopConnection):
    """Looks, and writes nothing."""

    #: Whoever has it now asks for a few rows by their keys: that is quicker than a change of threads.
    here = False

    def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Ask the database for this: in the thread, unless it is quicker here."""
        if not self.here:
            return super().run(work, *args, **kwargs)
        await_only(_NOTHING)
        return work(*args, **kwargs)

    async def said(self, statement: str, values: Any) -> list[Any]:
        """The rows of one statement: in the thread, unless it is quicker here."""
        return self._plainly(statement, values) if self.here else await super().said(statement, values)


class WriterConnection(LoopConnection):
    """The one that writes."""

    def __init__(self, path: str, timeout: float, **_: Any) -> None:
        super().__init__(path, timeout)
        self._busy_milliseconds = self._waits = round(timeout * 1000)
        #: `total_changes` when the transaction under way, or the last one, began.
        self.changed_before = 0
        #: A transaction was begun, and neither kept nor undone by us.
        self.begun = False
        self._since = time.monotonic()
        self.disk: Disk | None = None
        self._carries_over = True

    def begin(self) -> None:
        """BEGIN IMMEDIATE: at once if nobody else writes, otherwise a thread waits for our turn.

        Raises:
            sqlite3.OperationalError: another process wrote for longer than the time-out.
        """
        if not self.begin_at_once():
            await_only(self.aside(self._plain.execute, "BEGIN IMMEDIATE"))
            self.begun = True

    def begin_at_once(self) -> bool:
        """BEGIN IMMEDIATE if nobody else writes. False: somebody does.

        Raises:
            sqlite3.OperationalError: SQLite has given up what was begun before.
        """
        if self.in_transaction:  # begun without SQLAlchemy, which hears of it now
            return True
        self._stands()
        self._since = time.monotonic()
        self.changed_before = self.total_changes
        self._wait_at_most(0)
        try:
            self._plain.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as locked:
            self._wait_at_most(self._busy_milliseconds)
            if locked.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            return False
        self.begun = True
        if not self._measured().logs:  # a commit waits for whoever reads
            self._wait_at_most(self._busy_milliseconds)
        return True

    def _stands(self) -> None:
        """What was begun is still there. On a full disk, or a fault of it, SQLite undoes all of a transaction at
        once: whoever caught that failure and went on would keep nothing, or the second half."""
        if self.begun and not self.in_transaction:
            failure = sqlite3.OperationalError("SQLite gave this transaction up")
            failure.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise failure

    def _wait_at_most(self, milliseconds: int) -> None:
        """For other processes. With a log only BEGIN ever waits for one, so that this nearly never changes."""
        if milliseconds != self._waits:
            self._plain.execute(f"PRAGMA busy_timeout={milliseconds}")
            self._waits = milliseconds

    def commit(self) -> None:
        """As SQLAlchemy asks for it."""
        await_only(self.keep())

    async def keep(self) -> None:
        """COMMIT: in a thread, because it waits for the disk; here where the disk has been quick of late, and
        where there is nothing to keep.

        Raises:
            sqlite3.OperationalError: it could not be kept, or SQLite had given it up before.
        """
        self._stands()
        changes = self.total_changes - self.changed_before
        if not changes:
            super().commit()
        elif self._measured().is_quick(changes):
            self._carry_over(False)
            self._commit()
        else:
            self._carry_over(True)
            await self.aside(self._commit)
        self.begun = False

    def rollback(self) -> None:
        """Undo what was begun, if SQLite has not done so."""
        self.begun = False
        super().rollback()

    def _commit(self) -> None:
        disk = self._measured()
        began = time.monotonic()
        super().commit()
        if not (self._carries_over and disk.usually_quick):
            disk.took(time.monotonic() - began)

    def _measured(self) -> Disk:
        if self.disk is None:
            # Without a log a commit waits for whoever reads, and that may be us: never quick.
            (journal,) = self._plain.execute("PRAGMA journal_mode").fetchone()
            self.disk = Disk(logs=journal == "wal")
        return self.disk

    def _carry_over(self, may: bool) -> None:
        """May this commit carry a long log over into the database? It takes some ten milliseconds then."""
        if may is not self._carries_over:
            self._carries_over = may
            self._plain.execute(f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES if may else 0}")

    async def said(self, statement: str, values: Any) -> list[Any]:
        """The same here and now."""
        if time.monotonic() - self._since > _BREATH_SECONDS:
            await self._breathe()
        return self._plain.execute(statement, values).fetchall()

    async def said_often(self, statement: str, many: list[Any]) -> None:
        """The same here and now, with a breath now and then.

        Not in the thread: it would want the interpreter back after each row, and wait up to 5 ms for it while the
        loop is busy. Fifty rows held the writer for 200 ms in a storm.
        """
        for first in range(0, len(many), _MANY):
            if time.monotonic() - self._since > _BREATH_SECONDS:
                await self._breathe()
            self._plain.executemany(statement, many[first : first + _MANY])

    def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Ask the database for this: here and now."""
        self._stands()
        await_only(self._breathe() if time.monotonic() - self._since > _BREATH_SECONDS else _NOTHING)
        return work(*args, **kwargs)

    async def _breathe(self) -> None:
        """A long act keeps the writer's turn, and lets everything else on the loop go on now and then."""
        await asyncio.sleep(0)
        self._since = time.monotonic()

    async def aside(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """As everywhere; the loop was free meanwhile."""
        self._stands()
        try:
            return await super().aside(work, *args, **kwargs)
        finally:
            self._since = time.monotonic()


@functools.lru_cache(maxsize=256)
def _insert(into: str, alike: tuple[bool, ...], size: int) -> str:
    """An INSERT of so many rows; the places of what they share come first."""
    own = itertools.count(1)
    chosen = ", ".join(["?" if same else f"column{next(own)}" for same in alike])
    row = f"({', '.join('?' * alike.count(False))})"
    rows = ", ".join([row] * size)
    # All of it are names of our tables and question marks.
    return f"{into} SELECT {chosen} FROM (VALUES {rows})" if any(alike) else f"{into} VALUES {rows}"  # noqa: S608


class LoopCursor(sqlite3.Cursor):
    """One statement, and all its rows as soon as it has run: they outlive the transaction, as everywhere here."""

    connection: LoopConnection
    _rows: Iterator[Any] = iter(())

    def execute(self, statement: str, parameters: Any = ()) -> Self:
        self._rows = iter(self.connection.run(self._all_of, statement, parameters))
        return self

    def _all_of(self, statement: str, parameters: Any) -> list[Any]:
        super().execute(statement, parameters)
        return super().fetchall()

    def executemany(self, statement: str, rows: Iterable[Any]) -> Self:
        # In one go, because SQLAlchemy counts the rows; and not in a thread, see `said_often`.
        self.connection.run(super().executemany, statement, list(rows))
        return self

    def fetchall(self) -> list[Any]:
        return list(self._rows)

    def fetchone(self) -> Any:
        return next(self._rows, None)

    def fetchmany(self, size: int | None = None) -> list[Any]:
        return list(itertools.islice(self._rows, size or self.arraysize))

    async def _async_soft_close(self) -> None:
        """What SQLAlchemy asks of an asyncio cursor: nothing is left to wait for."""


class _Nothing:
    """Nothing to wait for. SQLAlchemy's AsyncConnection insists that a statement awaits something."""

    def __await__(self) -> Generator[Any, None, None]:
        yield from ()


_NOTHING: Final = _Nothing()


class LoopDialect(SQLiteDialect_pysqlite):
    """SQLAlchemy's SQLite with these connections."""

    driver = "loop"
    is_async = True
    has_terminate = True
    supports_statement_cache = True

    def do_begin(self, dbapi_connection: Any) -> None:
        dbapi_connection.dbapi_connection.begin()

    def do_terminate(self, dbapi_connection: Any) -> None:
        dbapi_connection.close()


registry.register("sqlite.loop", __name__, LoopDialect.__name__)

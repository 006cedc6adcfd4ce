"""The writing connection of SQLite, driven from the event loop itself.

A thread for every statement (aiosqlite) costs four changes of thread for each SELECT, several times what SQLite
needs to answer it. Once BEGIN IMMEDIATE has succeeded nobody can make a statement wait any more, so statements run
where they are asked for; what may wait for the disk or for another process (COMMIT, a BEGIN that finds the
database locked, many rows at once) goes to a thread. Readers, who may have much to read, keep their threads.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, ParamSpec, Self, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_MANY: Final = 32
"""So many rows at once still take less than a change of thread and back."""


class WriterConnection:
    """What SQLAlchemy's dialect expects of a connection of aiosqlite."""

    def __init__(self, path: str, busy_milliseconds: int) -> None:
        self._busy_milliseconds = busy_milliseconds
        # Used from the loop and from one thread, never from both at a time: whoever asks waits for the answer.
        self._conn = sqlite3.connect(
            path, timeout=busy_milliseconds / 1000, isolation_level=None, check_same_thread=False
        )
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sqlite-writer")
        self._changes = 0

    @property
    def _connection(self) -> sqlite3.Connection:
        """The dialect looks here whether the connection is open."""
        return self._conn

    @property
    def isolation_level(self) -> None:
        """None: BEGIN is said by hand."""

    def cursor(self) -> "WriterCursor":
        return WriterCursor(self, self._conn.cursor())

    async def begin(self, cursor: sqlite3.Cursor, statement: str) -> None:
        """BEGIN IMMEDIATE: at once if nobody else writes, otherwise a thread waits for our turn.

        Raises:
            sqlite3.OperationalError: another process wrote for longer than the time-out.
        """
        self._changes = self._conn.total_changes
        cursor.execute("PRAGMA busy_timeout=0")
        try:
            cursor.execute(statement)
        except sqlite3.OperationalError as locked:
            if locked.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
        else:
            return
        finally:
            cursor.execute(f"PRAGMA busy_timeout={self._busy_milliseconds}")
        await self.aside(cursor.execute, statement)

    async def commit(self) -> None:
        """In a thread, because it waits for the disk; unless there is nothing to keep."""
        if self._conn.total_changes == self._changes:
            self._conn.commit()
        else:
            await self.aside(self._conn.commit)

    async def rollback(self) -> None:
        self._conn.rollback()

    async def create_function(self, *args: Any, **kwargs: Any) -> None:
        self._conn.create_function(*args, **kwargs)

    async def close(self) -> None:
        await self.aside(self._conn.close)
        self._thread.shutdown(wait=False)

    def stop(self) -> None:
        """Give up without waiting: nothing can be awaited any more."""
        self._thread.shutdown(wait=False)

    async def aside(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do this in the thread and wait for its end, also when cancelled: until then the connection is in use."""
        done = self._thread.submit(work, *args, **kwargs)
        waiting = asyncio.wrap_future(done)
        try:
            return await asyncio.shield(waiting)
        except asyncio.CancelledError:
            await asyncio.wait({waiting})
            raise


class WriterCursor:
    """What SQLAlchemy's dialect expects of a cursor of aiosqlite."""

    def __init__(self, connection: WriterConnection, cursor: sqlite3.Cursor) -> None:
        self._connection = connection
        self._cursor = cursor
        self.arraysize = cursor.arraysize

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Self:
        if statement.startswith("BEGIN"):
            await self._connection.begin(self._cursor, statement)
        else:
            self._cursor.execute(statement, parameters)
        return self

    async def executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> Self:
        many = list(rows)
        if len(many) > _MANY:
            await self._connection.aside(self._cursor.executemany, statement, many)
        else:
            self._cursor.executemany(statement, many)
        return self

    async def fetchall(self) -> list[Any]:
        return self._cursor.fetchall()

    async def close(self) -> None:
        self._cursor.close()

    @property
    def description(self) -> Any:
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._cursor.lastrowid

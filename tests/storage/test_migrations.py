"""The schema comes up from nothing, twice does no harm, and a kill in the middle is continued."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect, text
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Database
from storage.migrations import laying, running
from storage.tables.whole import metadata
from tests.kit.databases import PostgresServer
from tests.storage.old_rows import OldRelease

RELEASED = "0001"
"""The schema of the first release."""


@pytest.fixture(params=["sqlite", "postgresql"])
async def empty(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A database with nothing in it."""
    server: PostgresServer | None = None
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres")
        url = await server.make()
    database = Database(url)
    if server is not None:
        async with database.engine.begin() as connection:
            await connection.execute(text("DROP SCHEMA public CASCADE"))
            await connection.execute(text("CREATE SCHEMA public"))
    yield database
    await database.close()
    if server is not None:
        await server.drop(url)


async def shape(database: Database) -> dict[str, dict[str, object]]:
    """What stands there: tables, their columns, indexes and constraints by name."""

    def look(connection: Connection) -> dict[str, dict[str, object]]:
        seen = inspect(connection)
        return {
            table: {
                "columns": {column["name"]: column["nullable"] for column in seen.get_columns(table)},
                "indexes": sorted(str(index["name"]) for index in seen.get_indexes(table)),
                "unique": sorted(str(one["name"]) for one in seen.get_unique_constraints(table)),
                "checks": sorted(str(one["name"]) for one in seen.get_check_constraints(table)),
                "foreign": sorted(str(one["name"]) for one in seen.get_foreign_keys(table)),
            }
            for table in sorted(seen.get_table_names())
            if table != "alembic_version"
        }

    async with database.engine.connect() as connection:
        return await connection.run_sync(look)


async def test_the_schema_comes_up_from_nothing_and_twice_does_no_harm(empty: Database) -> None:
    assert await running.present(empty) is None
    await running.upgrade(empty)
    first = await shape(empty)
    await running.upgrade(empty)
    assert await running.present(empty) == running.newest()
    assert await shape(empty) == first


async def test_migrations_and_tables_say_the_same(empty: Database) -> None:
    """Every table, column, index and constraint of the code is in the migrated database, and nothing else."""
    await running.upgrade(empty)
    found = await shape(empty)
    assert set(found) == set(metadata.tables)
    for name, table in metadata.tables.items():
        columns = {column.name: column.nullable for column in table.columns if not column.primary_key}
        there = found[name]["columns"]
        assert isinstance(there, dict)
        assert {column: there.get(column) for column in columns} == columns, name
        assert set(there) == {column.name for column in table.columns}, name
        indexes = {str(index.name) for index in table.indexes}
        assert indexes <= {*found[name]["indexes"]}, name  # type: ignore[misc]
        checks = {one.name for one in table.constraints if str(one.name).startswith("ck_")}
        assert checks == set(found[name]["checks"]), name  # type: ignore[call-overload]


async def test_a_new_file_is_laid_down_to_the_letter_as_migrations_would(tmp_path: Path) -> None:
    """`RENEW_SCHEMA=1` writes the file anew, after a migration was added."""
    migrated, laid = tmp_path / "migrated.db", tmp_path / "laid.db"
    database = Database(f"sqlite:///{migrated}")
    await running.upgrade(database)
    await database.close()
    if os.environ.get("RENEW_SCHEMA"):
        (Path(running.__file__).parent / "sqlite.sql").write_text(laying.written(migrated), "utf-8")
    assert laying.lay_down(laid)
    assert laying.written(laid) == laying.written(migrated)
    assert not laying.lay_down(laid), "what stands there is left alone"
    assert laying.written(laid) == laying.written(migrated)


async def as_released(database: Database) -> None:
    """The first release's own schema."""

    def migrate(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(Path(running.__file__).parent))
        config.attributes["connection"] = connection
        command.upgrade(config, RELEASED)

    async with database.engine.begin() as connection:
        await connection.run_sync(migrate)


async def test_the_released_schema_grows_while_the_old_release_goes_on_writing(empty: Database) -> None:
    """A rolling upgrade, begun twice at once: what the old release wrote before, meanwhile and after is all there,
    and today's release reads it. Without the `server_default` of a column that may not be empty: the old
    release's next row is refused. Without the lock (`pg_advisory_xact_lock`): one of two upgrades breaks off.
    """
    await as_released(empty)
    url = empty.url.render_as_string(hide_password=False)
    others, again, over = Database(url), Database(url), asyncio.Event()
    old = await OldRelease.on(others)
    await old.write()
    writing = asyncio.create_task(old.write_until(over))
    try:
        await asyncio.gather(running.upgrade(empty), running.upgrade(again))
    finally:
        over.set()
        await writing
        await again.close()
    assert await running.present(empty) == running.newest()
    for table in old.tables:
        found = await old.read(table)
        written = old.written(table)
        assert [{name: row[name] for name in was} for row, was in zip(found, written, strict=True)] == written
    await others.close()


async def test_a_schema_of_a_later_release_is_left_alone(empty: Database) -> None:
    await running.upgrade(empty)
    async with empty.engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(running.SchemaNewer, match="9999"):
        await running.upgrade(empty)


async def test_an_upgrade_that_breaks_off_leaves_nothing_and_can_be_done_again(
    empty: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it is one transaction, on SQLite too."""
    dialect = (sqlite if empty.is_sqlite else postgresql).dialect
    really, said = dialect.ddl_compiler.visit_create_table, [0]

    def interrupted(compiler: object, create: object, **how: object) -> str:
        said[0] += 1
        if said[0] == 9:
            raise InterruptedError("the power went")
        return str(really(compiler, create, **how))  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(dialect.ddl_compiler, "visit_create_table", interrupted)
        with pytest.raises(InterruptedError):
            await running.upgrade(empty)
    assert await shape(empty) == {}
    await running.upgrade(empty)
    assert set(await shape(empty)) == set(metadata.tables)


_UPGRADE_AND_DIE = """
import asyncio, os, signal, sys
from sqlalchemy import event
from storage.database import Database
from storage.migrations import laying, running

async def main():
    database = Database(sys.argv[1])
    said = 0
    @event.listens_for(database.engine.sync_engine, "before_cursor_execute")
    def die(connection, cursor, statement, *rest):
        nonlocal said
        said += statement.lstrip().upper().startswith(("CREATE", "INSERT"))
        if said == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
    await running.upgrade(database)

asyncio.run(main())
"""


async def test_a_killed_upgrade_is_continued(empty: Database) -> None:
    """SIGKILL between two statements of the migration; the next start finds nothing of it and goes on.

    Without the one transaction around all of it: tables that are there already end the next upgrade.
    """
    url = empty.url.set(drivername=empty.url.get_backend_name()).render_as_string(hide_password=False)
    for statement in (2, 14, 30):
        done = subprocess.run(
            [sys.executable, "-c", _UPGRADE_AND_DIE, url, str(statement)],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            check=False,
        )
        assert done.returncode == -signal.SIGKILL
        assert await running.present(empty) is None
    await running.upgrade(empty)
    assert set(await shape(empty)) == set(metadata.tables)


async def test_a_copy_is_made_before_an_upgrade(sqlite_url: str) -> None:
    """With everything that is still in the write-ahead log, and with the file's own permissions."""
    database = Database(sqlite_url)
    path = database.path
    assert path is not None
    path.chmod(0o600)
    async with database.engine.begin() as connection:
        await connection.execute(text("INSERT INTO stamp VALUES ('a', 'b', '2026-11-22 00:00:00.000000')"))
    copy = running.copy_before_upgrade(path, datetime(2026, 11, 22, 12, 40, tzinfo=UTC))
    await database.close()
    assert copy.name == f"{path.name}.20261122T124000Z.before-upgrade"
    assert copy.stat().st_mode & 0o777 == 0o600
    kept = sqlite3.connect(copy)
    assert kept.execute("SELECT name, value FROM stamp").fetchall() == [("a", "b")]
    assert kept.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    kept.close()

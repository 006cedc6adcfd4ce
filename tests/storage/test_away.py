"""Which of a database's errors mean "wait for it", which "do it again", and which "that was nonsense"."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, StatementError

from storage.database import Database, gave_way, is_away
from tests.kit.databases import PostgresServer


@pytest.fixture
async def database(postgres: PostgresServer) -> AsyncIterator[Database]:
    """A PostgreSQL database of this test's own."""
    url = await postgres.make()
    database = Database(url)
    yield database
    await database.close()
    await postgres.drop(url)


async def say(database: Database, *statements: str) -> None:
    """One transaction that says these."""
    async with database.writing() as session:
        connection = await session.connection()
        for statement in statements:
            await connection.execute(text(statement))


async def test_a_connection_that_was_ended_is_waited_for(database: Database) -> None:
    async def ended() -> None:
        async with database.writing() as session:
            connection = await session.connection()
            pid = (await connection.execute(text("SELECT pg_backend_pid()"))).scalar()
            await say(database, f"SELECT pg_terminate_backend({pid})")
            await connection.execute(text("SELECT 1"))

    with pytest.raises(DBAPIError) as trouble:
        await ended()
    assert is_away(trouble.value)
    assert not gave_way(trouble.value)
    await say(database, "SELECT 1")  # the pool has noticed


async def test_a_standby_that_only_reads_is_waited_for(database: Database) -> None:
    with pytest.raises(DBAPIError) as trouble:
        await say(database, "SET TRANSACTION READ ONLY", "DELETE FROM stamp")
    assert is_away(trouble.value)


async def test_nobody_there_is_waited_for() -> None:
    database = Database("postgresql://nobody@127.0.0.1:1/desk")
    with pytest.raises(ConnectionRefusedError) as trouble:
        await say(database, "SELECT 1")
    assert is_away(trouble.value)
    await database.close()


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT 1 / 0",
        "SELECT nothing FROM nowhere",
        "INSERT INTO stamp (name, value) VALUES ('a', 'b')",
        "SELECT E'\\\\x00'::text || chr(0)",
        "SELECT 'abc'::integer",
    ],
)
async def test_nonsense_is_not_waited_for(database: Database, statement: str) -> None:
    with pytest.raises(DBAPIError) as trouble:
        await say(database, statement)
    assert not is_away(trouble.value)
    assert not gave_way(trouble.value)


@pytest.mark.parametrize("value", ["坏\0", "坏\ud800", "\udfff"])
async def test_texts_no_column_holds_are_not_waited_for(database_url: str, value: str) -> None:
    database = Database(database_url)
    try:
        async with database.writing() as session:
            connection = await session.connection()
            await connection.execute(text("SELECT CAST(:value AS text)"), {"value": value})
    except (StatementError, UnicodeEncodeError) as refused:
        trouble: Exception | None = refused
    else:
        trouble = None  # SQLite keeps a NUL
    assert trouble is None or not is_away(trouble)
    await database.close()


async def test_a_damaged_file_is_waited_for_and_left_as_it_is(sqlite_url: str) -> None:
    """Without the code in `_AWAY_CODES`: senders get a 500 and think that their alert is nonsense."""
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(file)) as whole:
        (root,) = whole.execute("SELECT rootpage FROM sqlite_master WHERE name = 'stamp'").fetchone()
        (page,) = whole.execute("PRAGMA page_size").fetchone()
        whole.execute("PRAGMA journal_mode=DELETE")
    with file.open("r+b") as damaged:
        damaged.seek((root - 1) * page)
        damaged.write(b"\xfe" * page)
    before = file.read_bytes()[page:]
    database = Database(sqlite_url)
    with pytest.raises(DBAPIError) as trouble:
        await say(database, "INSERT INTO stamp VALUES ('a', 'x', '2026-11-25')")
    await database.close()
    assert is_away(trouble.value)
    assert file.read_bytes()[page:] == before


async def test_who_gave_way_in_a_deadlock_may_do_it_again(database: Database) -> None:
    """Two transactions hold what the other one wants; PostgreSQL ends one of them after a second."""
    await say(
        database,
        "INSERT INTO stamp VALUES ('a', 'x', now()), ('b', 'x', now())",
    )
    both = asyncio.Barrier(2)

    async def change(first: str, second: str) -> None:
        async with database.writing() as session:
            connection = await session.connection()
            await connection.execute(text(f"UPDATE stamp SET value = 'y' WHERE name = '{first}'"))
            await both.wait()
            await connection.execute(text(f"UPDATE stamp SET value = 'y' WHERE name = '{second}'"))

    outcomes = await asyncio.gather(change("a", "b"), change("b", "a"), return_exceptions=True)
    (trouble,) = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert gave_way(trouble)

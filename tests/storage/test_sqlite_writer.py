"""The connections of SQLite: nothing waits on the loop, nothing is cut off halfway."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.util import greenlet_spawn

from storage import database as databases
from storage.database import Database
from storage.sqlite import WriterConnection
from tests.kit.databases import AS_RELEASED


@pytest.fixture
async def database(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path}/desk.db")
    async with database.writing() as session:
        await (await session.connection()).execute(text("CREATE TABLE kept (word TEXT PRIMARY KEY)"))
    yield database
    await database.close()


async def words(database: Database) -> list[str]:
    async with database.reading() as session:
        rows = await (await session.connection()).execute(text("SELECT word FROM kept ORDER BY word"))
        return [row.word for row in rows]


async def write(database: Database, *given: str) -> None:
    async with database.writing() as session:
        rows = [{"word": word} for word in given]
        await (await session.connection()).execute(text("INSERT INTO kept VALUES (:word)"), rows)


async def test_what_is_written_can_be_read_few_or_many(database: Database) -> None:
    await write(database, "b", "a")
    await write(database, *(f"c{number:03d}" for number in range(200)))
    assert len(await words(database)) == 202


async def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    await write(database, "a")
    with pytest.raises(IntegrityError):
        await write(database, "b", "a")
    assert await words(database) == ["a"]
    await write(database, "c")
    assert await words(database) == ["a", "c"]


async def test_the_loop_runs_on_while_another_process_writes(database: Database) -> None:
    assert database.path is not None
    other = sqlite3.connect(database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(write(database, "a"))
    await asyncio.wait({writing}, timeout=0.05)
    assert not writing.done(), "it waits for its turn, and this test went on meanwhile"
    other.execute("COMMIT")
    other.close()
    await writing
    assert await words(database) == ["a"]


async def test_whoever_waits_too_long_is_told(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "desk.db", isolation_level=None)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("BEGIN IMMEDIATE")
    connection = WriterConnection(str(tmp_path / "desk.db"), timeout=0.02)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        await greenlet_spawn(connection.begin)
    other.close()
    await greenlet_spawn(connection.begin)
    connection.rollback()
    connection.close()


async def test_rows_outlive_their_transaction(database: Database) -> None:
    await write(database, "a", "b", "c")
    for door in (database.reading, database.writing):
        async with door() as session:
            asked = await (await session.connection()).execute(text("SELECT word FROM kept ORDER BY word"))
        assert [row.word for row in (asked.fetchone(), *asked.fetchmany(1), *asked)] == ["a", "b", "c"]


async def test_a_released_desk_waits_for_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was acknowledged is there after a power cut; of all tests only this one's connection waits for it."""
    monkeypatch.setattr(databases, "DURABILITY", AS_RELEASED)
    database = Database(f"sqlite:///{tmp_path}/desk.db")
    async with database.writing() as session:
        connection = await session.connection()
        asked = [await connection.execute(text(f"PRAGMA {name}")) for name in ("synchronous", "journal_mode")]
        assert [answer.scalar_one() for answer in asked] == [2, "wal"], "2 is FULL"
    await database.close()


async def test_a_commit_is_not_cut_off(database: Database) -> None:
    writing = asyncio.create_task(write(database, *(f"{number:04d}" for number in range(2_000))))
    while not writing.done():
        writing.cancel()
        await asyncio.sleep(0)
    kept = await words(database)
    assert len(kept) in (0, 2_000)
    await write(database, "after")
    assert "after" in await words(database)


async def test_a_file_that_is_no_database_is_told_as_ever(tmp_path: Path) -> None:
    (tmp_path / "desk.db").write_bytes(b"no database" * 1000)
    database = Database(f"sqlite:///{tmp_path}/desk.db")
    with pytest.raises(DatabaseError, match="not a database"):
        await write(database, "a")
    await database.close()

"""What seldom changes is remembered from one turn of SQLite's writer to the next, and is never stale."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from sqlalchemy import text, update
from sqlmodel import col

from bot.clock import SystemClock
from bot.desk.desk import Desk
from bot.ids import IdMaker, TeamId
from storage.database import Database
from storage.tables.teams import Team
from storage.unit_of_work import UnitOfWork

TEAM = TeamId("01M81MAG80D5D0F6Z1QXEKJPHN")
BEGIN = datetime(2026, 11, 26, tzinfo=UTC)


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    database, clock = Database(sqlite_url), SystemClock()
    desk = Desk(database, clock, IdMaker(clock.now))
    async with desk.transaction() as u:
        u.add(Team(id=TEAM, name="豆芽", chat_id=-1, created_at=BEGIN))
    yield desk
    await database.close()


async def named(u: UnitOfWork) -> str:
    team = await u.glance().teams.find(TEAM)
    assert team is not None
    return team.name


async def now_named(desk: Desk) -> str:
    async with desk.transaction() as u:
        return await named(u)


async def renamed(u: UnitOfWork, name: str) -> None:
    await u.session.exec(update(Team).where(col(Team.id) == TEAM).values(name=name))


async def test_it_is_asked_once(desk: Desk) -> None:
    """Without `Kept.keep` every alert asks for its team, its members and who is on duty."""
    said: list[str] = []
    async with desk.database.writing() as session:
        below = (await session.connection()).sync_connection
        assert below is not None
        writer = below.connection.dbapi_connection
    assert isinstance(writer, sqlite3.Connection)
    assert await now_named(desk) == "豆芽"
    writer.set_trace_callback(said.append)
    assert await now_named(desk) == await now_named(desk) == "豆芽"
    writer.set_trace_callback(None)
    assert not [one for one in said if one.startswith("SELECT")]


async def test_a_change_is_seen_at_once_and_ever_after(desk: Desk) -> None:
    """Without the triggers of `Kept._listen` the old name stays."""
    assert await now_named(desk) == "豆芽"
    async with desk.transaction() as u:
        await renamed(u, "豆芽星球")
        assert await named(u) == "豆芽星球"
    assert await now_named(desk) == "豆芽星球"
    async with desk.transaction() as u:
        await (await u.session.connection()).execute(text("UPDATE team SET name = '又一个'"))
    assert await now_named(desk) == "又一个"


async def test_an_object_s_change_is_seen(desk: Desk) -> None:
    assert await now_named(desk) == "豆芽"
    async with desk.transaction() as u:
        team = await u.teams.find(TEAM)
        assert team is not None
        team.name = "豆芽星球"
    assert await now_named(desk) == "豆芽星球"


async def test_what_is_rolled_back_is_not_remembered(desk: Desk) -> None:
    """Without `_changing` in `Kept.usable` the name that never was stays."""
    assert await now_named(desk) == "豆芽"
    with suppress(ZeroDivisionError):
        async with desk.transaction() as u:
            await renamed(u, "nie")
            assert await named(u) == "nie"
            raise ZeroDivisionError
    assert await now_named(desk) == "豆芽"


async def test_what_another_process_changes_is_seen(desk: Desk) -> None:
    """Without `PRAGMA data_version` in `Kept.usable` what a command beside the desk does is not seen."""
    assert await now_named(desk) == "豆芽"
    assert desk.database.path is not None
    other = sqlite3.connect(desk.database.path)
    with other:
        other.execute("UPDATE team SET name = '豆芽星球'")
    other.close()
    assert await now_named(desk) == "豆芽星球"


async def test_what_is_remembered_cannot_be_changed_by_who_looks(desk: Desk) -> None:
    async with desk.transaction() as u:
        team = await u.glance().teams.find(TEAM)
        assert team is not None
        with pytest.raises(AttributeError):
            team.name = "x"

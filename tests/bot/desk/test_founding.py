"""A new database gets a team and an owner; an old one keeps what people made of it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from msgspec import structs

from bot.desk.claims import has_owner
from bot.desk.desk import Desk, Identity
from bot.desk.founding import FirstTeam, StampUnfit, belong, found, found_in, remember, remembered
from bot.ids import IdMaker
from storage.database import Database
from storage.vocabulary.people import Language, Standing
from tests.kit.clock import FakeClock

FIRST = FirstTeam(-1001, (501,), "Asia/Shanghai", Language.ZH)


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    clock = FakeClock()
    database = Database(database_url)
    yield Desk(database=database, clock=clock, new_id=IdMaker(clock.now))
    await database.close()


async def test_a_second_start_founds_nothing_new(desk: Desk) -> None:
    team = await found(desk, FIRST)
    assert await found(desk, FIRST) == team
    async with desk.reading() as look:
        (only,) = await look.teams.all()
        (member,) = await look.people.members(team)
        assert (only.name, only.chat_id, only.language) == ("危机小组", -1001, Language.ZH)
        assert (member.standing, member.on_duty) == (Standing.OWNER, True)
        assert await has_owner(look)


async def test_replicas_that_start_at_once_found_one_team(desk: Desk, database_url: str) -> None:
    """Without `found_alone`: on PostgreSQL all but one of them end with a unique key that is there already."""
    databases = [Database(database_url) for _ in range(3)] if not desk.database.is_sqlite else []
    desks = [desk, *(replace(desk, database=database) for database in databases)]
    await asyncio.gather(*(belong(one, "bot:8100000001") for one in desks))
    teams = await asyncio.gather(*(found(one, FIRST) for one in desks))
    await asyncio.gather(*(remember(one, Identity(8100000001, "desk_bot", inline=True)) for one in desks))
    assert len(set(teams)) == 1
    for database in databases:
        await database.close()


async def test_what_people_changed_stays(desk: Desk) -> None:
    team = await found(desk, FIRST)
    async with desk.transaction() as u:
        held = await u.teams.hold(team)
        assert held is not None
        held.name, held.chat_id, held.language = "豆芽星球", -1002, Language.EN
    await found(desk, FIRST)
    async with desk.reading() as look:
        (only,) = await look.teams.all()
        assert (only.name, only.chat_id, only.language) == ("豆芽星球", -1002, Language.EN)


async def test_a_group_and_an_owner_may_come_later(desk: Desk) -> None:
    team = await found(desk, structs.replace(FIRST, chat_id=None, owner_ids=()))
    async with desk.reading() as look:
        assert not await has_owner(look)
    await found(desk, FIRST)
    async with desk.reading() as look:
        (only,) = await look.teams.all()
        assert only.id == team
        assert only.chat_id == -1001
        assert await has_owner(look)


async def test_a_database_belongs_to_one(desk: Desk) -> None:
    await belong(desk, "bot:1")
    await belong(desk, "bot:1")
    for other in ("bot:2", "sandbox:1"):
        with pytest.raises(StampUnfit) as unfit:
            await belong(desk, other)
        assert (unfit.value.found, unfit.value.wanted) == ("bot:1", other)
    async with desk.database.reading() as session:
        assert await found_in(session) == "bot:1"


async def test_the_name_of_last_time_is_remembered(desk: Desk) -> None:
    assert await remembered(desk, 1) is None
    for name, inline in (("old_bot", False), ("old_bot", True), ("new_bot", False)):
        await remember(desk, Identity(1, name, inline))
        assert await remembered(desk, 1) == Identity(1, name, inline)

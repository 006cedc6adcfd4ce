"""Calendar chores: at their hour, once; missed ones once."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.desk.chores import CHORES, Chore, do_due
from bot.desk.desk import Desk
from bot.desk.inbox import Inbox
from bot.desk.updates import finish, waiting
from bot.ids import IdMaker
from storage.database import Database
from storage.tables.speaking import Inbox as Row
from tests.kit.clock import FakeClock


@dataclass
class Digest:
    """A chore that counts how often it ran; nine in the morning, in Shanghai."""

    ran: int = 0
    fails: int = 0
    chores: tuple[Chore, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.chores = (Chore("digest", "0 9 * * *", self.run, ZoneInfo("Asia/Shanghai")),)

    async def run(self, _: Desk) -> None:
        if self.fails:
            self.fails -= 1
            raise ConnectionError
        self.ran += 1


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    clock = FakeClock()
    database = Database(database_url)
    yield Desk(database=database, clock=clock, new_id=IdMaker(clock.now))
    await database.close()


def move(desk: Desk, **by: float) -> None:
    assert isinstance(desk.clock, FakeClock)
    desk.clock.move(timedelta(**by))


async def test_a_new_desk_has_missed_nothing(desk: Desk) -> None:
    digest = Digest()
    await do_due(desk, digest.chores)
    assert digest.ran == 0


async def test_it_runs_at_its_hour_and_once(desk: Desk) -> None:
    digest = Digest()
    await do_due(desk, digest.chores)  # 20:40 in Shanghai
    for minutes, ran in ((12 * 60, 0), (20, 1), (0, 1), (30, 1), (24 * 60, 2)):
        move(desk, minutes=minutes)
        await do_due(desk, digest.chores)
        assert digest.ran == ran


async def test_five_missed_mornings_are_caught_up_once(desk: Desk) -> None:
    digest = Digest()
    await do_due(desk, digest.chores)
    move(desk, days=5)
    await do_due(desk, digest.chores)
    await do_due(desk, digest.chores)
    assert digest.ran == 1


async def test_one_that_failed_is_tried_again(desk: Desk) -> None:
    digest = Digest(fails=1)
    await do_due(desk, digest.chores)
    move(desk, days=1)
    with pytest.raises(ConnectionError):
        await do_due(desk, digest.chores)
    await do_due(desk, digest.chores)
    assert digest.ran == 1


async def test_what_people_wrote_is_forgotten_a_day_after_it_was_handled(desk: Desk) -> None:
    inbox = Inbox(desk, bot_id=1)
    writer = asyncio.create_task(inbox.run())
    await do_due(desk, CHORES)
    await inbox.store(['{"update_id": 1, "message": {"text": "private"}}', '{"update_id": 2}'])
    (first, second) = await waiting(desk, 10)
    await finish(desk, first.seq)
    for hours, kept in ((23, True), (2, False)):
        move(desk, hours=hours)
        await do_due(desk, CHORES)
        async with desk.reading() as look:
            done, open_still = await look.session.get(Row, first.seq), await look.session.get(Row, second.seq)
        assert done is not None
        assert open_still is not None
        assert (done.raw is not None) is kept
        assert open_still.raw is not None
    inbox.close()
    await writer

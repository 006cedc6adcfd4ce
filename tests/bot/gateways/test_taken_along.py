"""What an alert posts is claimed in the alert's own transaction while nothing else is under way."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.desk.audiences import to_place
from bot.desk.errands import Errand
from bot.ids import ParcelId, TeamId
from storage.tables.speaking import Parcel
from storage.tables.teams import Member
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind, ParcelState
from tests.bot.gateways.conftest import FORUM, OTHER_FORUM, Bench, searches


def post(u: UnitOfWork, said: str, chat: int = FORUM) -> ParcelId:
    place = to_place(chat)
    return u.outbox.post(
        ParcelKind.REPLY, team=None, stream=place, audience=place, lane=Lane.NOTICE, values={"text": said}
    )


async def said(look: Reader, statement: str) -> None:
    await (await look.session.connection()).execute(text(statement))


async def alerted(bench: Bench, *messages: tuple[str, int]) -> None:
    """A transaction of those that come in lots posts these messages."""
    async with bench.desk.patiently().transaction() as u:
        for one, chat in messages:
            post(u, one, chat)


@asynccontextmanager
async def running(bench: Bench) -> AsyncIterator[Callable[[dict[ParcelState, int]], Any]]:
    """The pump runs and sleeps after its first round. Gives a way to wait for a round that leaves these states."""
    went_round = asyncio.Event()

    async def left(wanted: dict[ParcelState, int]) -> None:
        async with asyncio.timeout(20):  # where it would wait for a lease, which ends on the test's clock
            while bench.pump.health.in_hand or await bench.states() != wanted:
                went_round.clear()
                await went_round.wait()

    task = asyncio.create_task(bench.pump.run(went_round.set))
    await went_round.wait()
    try:
        yield left
    finally:
        bench.pump.stop()
        await task


def on_disk(bench: Bench) -> list[tuple[Any, ...]]:
    """Parcels as somebody finds them who comes after a kill at this very moment: no turn of the loop passes."""
    assert bench.desk.database.path is not None
    asked = "SELECT state, attempts, chat_id, length(text_hash), owner IS NULL OR lease_until IS NULL FROM outbox"
    beside = sqlite3.connect(bench.desk.database.path)
    try:
        return beside.execute(f"{asked} ORDER BY seq").fetchall()
    finally:
        beside.close()


async def test_a_message_is_claimed_by_the_commit_that_posts_it(bench: Bench) -> None:
    """Without `carriage.carrier` in `Pump.run` nothing is in hand yet, and it waits for a round."""
    async with running(bench) as left:
        await alerted(bench, ("一", FORUM))
        assert bench.pump.health.in_hand == 1
        assert on_disk(bench) == [("claimed", 1, FORUM, 64, 0)], "marked before it is sent"
        assert bench.texts() == []
        await left({})
    assert bench.texts() == ["一"]


async def test_acts_of_people_leave_it_to_the_pump(bench: Bench) -> None:
    async with running(bench) as left:
        await bench.say("一")
        assert bench.pump.health.in_hand == 0
        await left({})
    assert bench.texts() == ["一"]


async def test_what_comes_while_a_call_is_under_way_waits_its_turn(bench: Bench) -> None:
    """Without the look at what is in hand in `take_along` two calls are under way in one chat."""
    async with running(bench) as left:
        await alerted(bench, ("一", FORUM))
        async with bench.desk.patiently().transaction() as u:
            post(u, "二")
            await u.finish()
            assert await bench.pump.take_along(u) is None
        assert [row[0] for row in on_disk(bench)][1:] == ["waiting"]
        await left({})
    assert bench.texts() == ["一", "二"]


async def test_after_a_lone_message_nothing_is_searched(bench: Bench) -> None:
    """Without `Pump._is_over` each message is settled in a round that looks for another one."""
    async with running(bench) as left, searches(bench) as heard:
        await alerted(bench, ("一", FORUM))
        await left({})
        assert len(heard) == 1, "with its own claim"
        await alerted(bench, ("二", FORUM), ("三", FORUM))
        await left({})
        assert len(heard) == 2, "what is left was seen by it"
    assert bench.texts() == ["一", "二", "三"]


async def test_what_is_posted_while_a_message_goes_out_is_claimed_with_its_end(bench: Bench) -> None:
    """Without the look at `_heard` in `Pump._is_over` it waits for a second."""
    bench.desk.signals.carriage.carrier = bench.pump
    await bench.pump.step()
    await alerted(bench, ("一", FORUM))
    for _ in range(1_000):  # turns of the loop
        await asyncio.sleep(0)
    await bench.say("二")
    taken = await bench.pump.step()
    assert len(taken.claims) == 1
    await bench.pump.drain()
    assert bench.texts() == ["一", "二"]


async def test_of_what_is_posted_together_each_chat_takes_one(bench: Bench) -> None:
    async with running(bench) as left:
        await alerted(bench, ("一", FORUM), ("二", FORUM), ("一", OTHER_FORUM), ("二", OTHER_FORUM))
        assert [row[0] for row in on_disk(bench)] == ["claimed", "waiting"] * 2
        await left({})
    assert bench.texts() == bench.texts(OTHER_FORUM) == ["一", "二"]


async def refused_commit(bench: Bench, message: str) -> None:
    """What it writes besides breaks a rule that is looked at when it commits."""
    async with bench.desk.patiently().transaction() as u:
        await said(u, "PRAGMA defer_foreign_keys=ON")
        u.add(Member(id=u.new_id(), team_id=TeamId("nobody's"), person_id=bench.person, joined_at=u.now))
        post(u, message)


async def test_a_commit_that_fails_sends_nothing(bench: Bench) -> None:
    """Without `kept` in `Desk.transaction` the message goes out, and no row tells of it."""
    async with running(bench) as left:
        with pytest.raises(IntegrityError):
            await refused_commit(bench, "一")
        assert bench.pump.health.in_hand == 0
        await alerted(bench, ("二", FORUM))
        await left({})
    assert bench.texts() == ["二"]


async def test_what_cannot_be_drawn_does_not_take_the_alert_with_it(bench: Bench) -> None:
    """Without the boundary in `take_along` what was stored with it is lost, and its sender hears an error."""
    drawer = bench.draw

    async def refused(look: Reader, parcel: Parcel) -> Errand | None:
        if parcel.values["text"] == "一":
            await said(look, "SELECT no_such_column FROM team")
        found: Errand | None = await drawer(look, parcel)
        return found

    bench.draw = refused
    bench.pump = bench.new_pump()
    async with running(bench) as left:
        await alerted(bench, ("一", FORUM))
        assert bench.pump.health.in_hand == 0
        assert [row[0] for row in on_disk(bench)] == ["waiting"]
        await left({})
        await alerted(bench, ("二", FORUM))
        await left({})
    assert [row[0] for row in on_disk(bench)] == ["parked", "sent"]
    assert bench.texts() == ["二"]


async def test_what_it_may_have_claimed_and_lost_is_taken_back(bench: Bench) -> None:
    """It fails after its claim was written: the alert is kept, and the message goes out in the next round.

    Without the doubt that `take_along` raises it stands as claimed until its lease runs out.
    """
    async with running(bench) as left:
        async with bench.desk.patiently().transaction() as u:
            post(u, "一")
            await u.finish()
            await said(u, "CREATE TRIGGER no BEFORE UPDATE ON budget BEGIN SELECT RAISE(FAIL, 'no'); END")
            assert await bench.pump.take_along(u) is None
            await said(u, "DROP TRIGGER no")
        assert [row[0] for row in on_disk(bench)] == ["claimed"]
        await left({})
    assert bench.texts() == ["一"]

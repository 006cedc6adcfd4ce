"""What the pump remembers between rounds of what it saw and held: used while nobody has written, never beyond."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from bot.desk.errands import Errand
from bot.ids import TeamId
from storage.tables.speaking import Budget, Parcel
from storage.tables.teams import Member
from storage.unit_of_work import Reader
from storage.vocabulary.parcels import Lane, ParcelKind
from tests.bot.gateways.conftest import FORUM, Bench, searches


async def call_ended(bench: Bench) -> None:
    """The call that a step has begun has its answer; nothing else has happened."""
    for _ in range(1_000):  # turns of the loop
        await asyncio.sleep(0)


async def test_a_flood_for_one_chat_is_looked_for_once(bench: Bench) -> None:
    for number in range(9):
        await bench.say(str(number))
    async with searches(bench) as heard:
        await bench.pump.drain()
    assert bench.texts() == [str(number) for number in range(9)]
    assert len(heard) == 2, "the second one finds that nothing is left"


async def test_what_others_write_meanwhile_is_seen(bench: Bench) -> None:
    """Without the look at `begun_at` what was taken back is said, and what is urgent waits behind it."""
    await bench.say("一")
    await bench.say("二", subject="gone")
    await bench.say("三")
    await bench.pump.step()
    await call_ended(bench)
    async with bench.desk.transaction() as u:
        await u.outbox.withdraw(kinds=[ParcelKind.REPLY], subject="gone")
    await bench.say("超时", Lane.BREACH)
    await bench.pump.drain()
    assert bench.texts() == ["一", "超时", "三"]


async def test_what_a_flood_waits_for_is_as_it_was(bench: Bench) -> None:
    """One that must wait, in a stream of its own: the others go on, it comes at its next try."""
    bench.sandbox.fault("down", "sendMessage")
    for number in range(4):
        await bench.say(str(number), stream=str(number))
    await bench.pump.drain()
    assert bench.texts() == ["1", "2", "3"]
    await bench.pass_time(5)
    assert bench.texts() == ["1", "2", "3", "0"]


async def test_a_budget_whose_spending_failed_is_read_again(bench: Bench) -> None:
    """Without `Claims.forget` each claim that was undone counts as a call within the minute."""
    drawer, broken = bench.draw, {"二"}

    async def draw(look: Reader, parcel: Parcel) -> Errand | None:
        if parcel.values["text"] in broken:  # a rule that is looked at when the round commits
            broken.clear()
            await (await look.session.connection()).execute(text("PRAGMA defer_foreign_keys=ON"))
            look.session.add(
                Member(
                    id=bench.desk.new_id(),
                    team_id=TeamId("nobody's"),
                    person_id=bench.person,
                    joined_at=bench.clock.now(),
                )
            )
        found: Errand | None = await drawer(look, parcel)
        return found

    bench.draw = draw
    bench.pump = bench.new_pump()
    await bench.say("一")
    await bench.pump.drain()
    await bench.say("二")
    with pytest.raises(IntegrityError):
        await bench.pump.step()
    await bench.pump.drain()
    assert bench.texts() == ["一", "二"]
    async with bench.desk.reading() as look:
        budget = (await look.session.exec(select(Budget).where(col(Budget.chat_id) == FORUM))).one()
    assert len(budget.sent_at) == 2

"""Several pumps on one PostgreSQL: each parcel once, order and budget kept."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.clock import SystemClock
from bot.gateways.pump import Limits
from bot.gateways.pump.limits import ALL_CHATS
from bot.gateways.pump.settling import Settling
from bot.gateways.replicas import Replicas
from storage.vocabulary.parcels import Lane
from tests.bot.gateways.conftest import FORUM, OTHER_FORUM, Bench
from tests.kit.databases import PostgresServer


@pytest.fixture
async def on_postgres(postgres: PostgresServer, make_bench: Callable[..., Any]) -> AsyncIterator[Bench]:
    url = await postgres.make()
    bench: Bench = await make_bench(Limits(per_minute=6, batch=2), url)
    yield bench
    await bench.desk.database.close()
    await postgres.drop(url)


def moment(at: str) -> float:
    return datetime.fromisoformat(at).timestamp()


async def test_three_pumps_say_everything_once_in_order_and_within_budget(on_postgres: Bench) -> None:
    """Switches: the hold of the budget rows (without it each overwrites what the others have spent), and
    `first_in_line` (without it one pump passes by the row another one looks at)."""
    bench = on_postgres
    bench.pack = None
    pumps = [bench.new_pump() for _ in range(3)]
    for number in range(16):
        for chat in (FORUM, OTHER_FORUM, 501, 502):
            await bench.say(f"{number}", Lane.DECISION, chat, stream=f"{chat} {number % 3}")
    for _ in range(24):
        await asyncio.gather(*(pump.drain() for pump in pumps))
        bench.clock.at += timedelta(seconds=10)
    for chat in (FORUM, OTHER_FORUM, 501, 502):
        said = [int(text) for text in bench.texts(chat)]
        assert sorted(said) == list(range(16))
        for stream in range(3):
            assert [number for number in said if number % 3 == stream] == list(range(stream, 16, 3))
    for chat in (FORUM, OTHER_FORUM):
        moments = [moment(call["at"]) for call in bench.calls("sendMessage") if call["chat_id"] == chat]
        assert all(later - sooner >= 60 for sooner, later in zip(moments, moments[6:], strict=False))
    assert await bench.states() == {}


async def test_an_opening_goes_through_on_postgres(on_postgres: Bench) -> None:
    bench = on_postgres
    await bench.open_incident()
    await bench.pump.drain()
    chat = bench.sandbox.world.chats[FORUM]
    [topic] = chat.topics
    assert bench.texts(FORUM, topic) == ["卡片 待响应"]
    assert len(chat.pinned) == 1


async def test_a_pause_and_a_claim_wait_for_each_other_one_way_only(on_postgres: Bench) -> None:
    """One pump notes a pause of one chat and goes on to claim for others, while another one claims for both.

    Switch: the row of all chats first, in `hold_budgets` and for a pause; without it PostgreSQL ends one of them,
    whose round is lost.
    """
    bench = on_postgres
    one, another = bench.desk, bench.desk
    bot_id = bench.desk.identity.bot_id
    settling = Settling(bot_id, "one", bench.diary, Limits())
    async with one.transaction() as u:
        await u.chats.make_budgets(bot_id, {ALL_CHATS, FORUM, OTHER_FORUM})
    paused, waits = asyncio.Event(), asyncio.Event()

    async def pauses() -> None:
        async with one.transaction() as u:
            await settling.pause(u, {FORUM: 35.0})
            paused.set()
            await waits.wait()
            await u.chats.hold_budgets(bot_id, {OTHER_FORUM, ALL_CHATS})

    async def claims() -> None:
        await paused.wait()
        async with another.transaction() as u:
            holding = asyncio.ensure_future(u.chats.hold_budgets(bot_id, {OTHER_FORUM, FORUM, ALL_CHATS}))
            await asyncio.wait({holding}, timeout=0.3)
            assert not holding.done()
            waits.set()
            assert len(await holding) == 3

    await asyncio.gather(pauses(), claims())


async def test_who_has_only_just_begun_is_not_elected(postgres: PostgresServer) -> None:
    """Switch: `stands`; elected before it could poll, a replica that had just begun left the desk without a poller
    for as long as its start took (ten seconds on a busy machine)."""
    url = await postgres.make()
    looked: asyncio.Queue[None] = asyncio.Queue()
    replicas = Replicas(url, "me", SystemClock(), nullcontext)
    replicas.stands = False
    running = asyncio.create_task(replicas.run(lambda: looked.put_nowait(None)))
    try:
        for _ in range(2):
            await looked.get()
        assert not replicas.leading
        replicas.stands = True
        for _ in range(2):
            await looked.get()
        assert replicas.leading
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await postgres.drop(url)

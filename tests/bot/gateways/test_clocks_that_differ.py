"""Replicas whose clocks differ by minutes: what one has in hand no other takes, and time is one for all of them.

Switch, where a test names none: `storage.queries.base.lapsed` and `Reader.lease_until` by the desk's own clock.
The fast one then takes what the others have in hand, and what the slow one takes lies open at once: all is done
twice.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select
from structlog.testing import capture_logs

from bot.clock import Clock, SharedClock, SystemClock
from bot.desk import outlet_calls, rings
from bot.desk.audiences import to_place
from bot.desk.desk import Desk
from bot.desk.ticking import tick
from bot.gateways.pump import Limits, Pump
from bot.gateways.replicas import Replicas
from storage.database import Database
from storage.tables.outlets import OutletCall
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.outlets import OutletState
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.timeline import EntryKind
from tests.bot.gateways.conftest import FORUM, OTHER_FORUM, Bench
from tests.bot.gateways.test_ringing import post
from tests.flows.test_interface import released
from tests.kit import leases
from tests.kit.clock import FakeClock
from tests.kit.databases import PostgresServer
from tests.kit.desk import LIN_LAN, Scene
from tests.kit.web import elsewhere, saying

_OFF = timedelta(minutes=5)
_DIFFERENCES = pytest.mark.parametrize("off", [_OFF, -_OFF], ids=["fast", "slow"])


class OffClock:
    """A machine's clock that differs from the others' by so much."""

    def __init__(self, clock: Clock, off: timedelta) -> None:
        self._clock = clock
        self._off = off

    def now(self) -> datetime:
        return self._clock.now() + self._off

    def monotonic(self) -> float:
        return self._clock.monotonic()

    async def wait(self, seconds: float) -> None:
        await self._clock.wait(seconds)


@pytest.fixture
async def postgres_scene(postgres: PostgresServer) -> AsyncIterator[Scene]:
    url = await postgres.make()
    async with Scene.built(url) as scene:
        yield scene
    await postgres.drop(url)


@pytest.fixture
async def url(postgres: PostgresServer) -> AsyncIterator[str]:
    made = await postgres.make()
    yield made
    await postgres.drop(made)


def astray(desk: Desk, off: timedelta) -> Desk:
    """The same, and it has not heard what time it is."""
    return replace(desk, clock=OffClock(desk.clock, off))


def apart(clock: Clock) -> float:
    """Seconds between this clock and the one that this machine and its PostgreSQL share."""
    return abs((clock.now() - SystemClock().now()).total_seconds())


def beside(desk: Desk, off: timedelta) -> Desk:
    """A replica on a machine whose clock is off. The first one's is the database's, and it has asked for that."""
    clock = SharedClock(OffClock(desk.clock, off))
    clock.hear(desk.clock.now(), clock.monotonic())
    return replace(desk, clock=clock)


@_DIFFERENCES
async def test_a_message_under_way_is_said_by_nobody_else(
    off: timedelta, url: str, make_bench: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    bench: Bench = await make_bench(Limits(), url)
    there = Pump(astray(bench.desk, off), bench.telegram_bot, bench.draw, bench.diary, bench.limits)
    for pump, other, chat in ((bench.pump, there, FORUM), (there, bench.pump, OTHER_FORUM)):
        await bench.say("一", chat=chat)
        with monkeypatch.context() as patch:
            patch.setattr(pump, "_send", lambda claim: None)  # its call hangs
            assert (await pump.step()).claims
        other._swept_at = None  # half a minute is over, and it looks what dead ones left behind
        await other.drain()
        assert bench.texts(chat) == []
        await leases.end(bench.desk.database, bench.limits.lease)
        other._swept_at = None
        await other.drain()
        assert bench.texts(chat) == ["一 (补发)"], "when the lease is over, somebody does"


@_DIFFERENCES
async def test_a_group_has_one_minute_whatever_their_clocks_say(
    off: timedelta, url: str, make_bench: Callable[..., Any]
) -> None:
    """Switch: `SharedClock` by its machine's wall clock. The fast one then finds the minute over, and the slow
    one's messages are of a minute that is over for the others."""
    bench: Bench = await make_bench(Limits(per_minute=6), url)
    there = Pump(beside(bench.desk, off), bench.telegram_bot, bench.draw, bench.diary, bench.limits)
    for number in range(24):
        await bench.say(f"{number}", Lane.DECISION, FORUM)
    for _ in range(40):
        await bench.pump.drain()
        await there.drain()
        bench.clock.at += timedelta(seconds=7)
    moments = [datetime.fromisoformat(call["at"]).timestamp() for call in bench.calls("sendMessage")]
    assert len(moments) == 24
    assert all(later - sooner >= 60 for sooner, later in zip(moments, moments[6:], strict=False))
    assert moments[-1] - moments[0] < 60 * 5, "and nobody waits for longer than that minute"


@_DIFFERENCES
async def test_a_pause_ends_when_telegram_said_whatever_their_clocks_say(
    off: timedelta, url: str, make_bench: Callable[..., Any]
) -> None:
    """Switch: the same: a pause is over at once for the fast one, and what it notes lasts too long."""
    bench: Bench = await make_bench(Limits(), url)
    there = Pump(beside(bench.desk, off), bench.telegram_bot, bench.draw, bench.diary, bench.limits)
    for pump, other in ((bench.pump, there), (there, bench.pump)):
        bench.sandbox.fault("429", method="sendMessage", times=1, seconds=35)
        heard = len(bench.calls("sendMessage"))
        await bench.say("waits", chat=FORUM)
        await pump.drain()
        for _ in range(34):
            await other.drain()
            bench.clock.at += timedelta(seconds=1)
        assert len(bench.calls("sendMessage")) == heard + 1, "nothing is said before"
        bench.clock.at += timedelta(seconds=2)
        await other.drain()
        await pump.drain()
        assert bench.texts(FORUM)[-1] == "waits"


@_DIFFERENCES
async def test_the_next_try_comes_when_it_is_due_whatever_their_clocks_say(
    off: timedelta, url: str, make_bench: Callable[..., Any]
) -> None:
    """Switch: the same: the fast one tries again at once and what it tried itself stalls for five minutes, the
    slow one the other way round."""
    bench: Bench = await make_bench(Limits(), url)
    there = Pump(beside(bench.desk, off), bench.telegram_bot, bench.draw, bench.diary, bench.limits)
    for tries, other, chat in ((bench.pump, there, FORUM), (there, bench.pump, OTHER_FORUM)):
        bench.sandbox.fault("500", method="sendMessage", times=1)
        heard = len(bench.calls("sendMessage"))
        said = await bench.say("waits", chat=chat)
        await tries.drain()
        due = (await bench.parcel(said)).not_before
        assert due is not None
        assert timedelta() < due - bench.clock.now() < timedelta(minutes=1), "by the clock all share"
        assert await other.drain() is not None
        bench.clock.at = due - timedelta(milliseconds=1)
        await other.drain()
        assert len(bench.calls("sendMessage")) == heard + 1, "nothing is tried before"
        bench.clock.at = due + timedelta(milliseconds=1)
        await other.drain()
        assert bench.texts(chat)[-1].startswith("waits")


@_DIFFERENCES
async def test_what_is_to_be_said_later_is_said_then_whatever_their_clocks_say(
    off: timedelta, url: str, make_bench: Callable[..., Any]
) -> None:
    """Switch: the same: what a fast one posts for in a minute the others say in six."""
    bench: Bench = await make_bench(Limits(), url)
    desk = beside(bench.desk, off)
    there = Pump(desk, bench.telegram_bot, bench.draw, bench.diary, bench.limits)
    for poster, pump, chat in ((bench.desk, there, FORUM), (desk, bench.pump, OTHER_FORUM)):
        async with poster.transaction() as u:
            u.outbox.post(
                ParcelKind.REPLY,
                team=None,
                stream="later",
                audience=to_place(chat),
                lane=Lane.REPLY,
                values={"text": "later"},
                not_before=u.now + timedelta(minutes=1),
            )
        bench.clock.at += timedelta(seconds=59)
        await pump.drain()
        assert bench.texts(chat) == []
        bench.clock.at += timedelta(seconds=2)
        await pump.drain()
        assert bench.texts(chat) == ["later"]


@_DIFFERENCES
async def test_a_phone_that_is_rung_is_rung_by_nobody_else(off: timedelta, postgres_scene: Scene) -> None:
    here = postgres_scene.desk
    there = astray(here, off)
    ring = await post(postgres_scene, postgres_scene.people[LIN_LAN])
    postgres_scene.clock.move(2 * _OFF)  # due by everybody's clock
    for desk, other in ((here, there), (there, here)):
        (call,) = (await rings.claim(desk, "one", 10)).calls
        claimed = await rings.claim(other, "another", 10)
        assert claimed.calls == []
        assert claimed.next_at is None, "nobody wakes for what another one has in hand"
        await leases.end(here.database, rings.LEASE)
        assert call.ring == ring
    assert [call.ring for call in (await rings.claim(there, "another", 10)).calls] == [ring]


@_DIFFERENCES
async def test_an_address_that_is_called_is_called_by_nobody_else(off: timedelta, postgres_scene: Scene) -> None:
    here = postgres_scene.desk
    there = astray(here, off)
    async with elsewhere(saying("{}", status=401)) as server:
        await released(postgres_scene, server)
    async with here.transaction() as u:  # the operators have put it right, and it goes once more
        call = (await u.session.exec(select(OutletCall))).one()
        call.state = OutletState.WAITING
    postgres_scene.clock.move(2 * _OFF)
    for desk, other in ((here, there), (there, here)):
        assert len(await outlet_calls.claim(desk, "one", 10)) == 1
        assert await outlet_calls.claim(other, "another", 10) == []
        async with other.reading() as look:
            assert await look.outlets.next_at(look.now) is None
        await leases.end(here.database, outlet_calls.LEASE)
    assert len(await outlet_calls.claim(here, "another", 10)) == 1


@_DIFFERENCES
async def test_a_deadline_comes_once_and_when_it_is_due_whatever_their_clocks_say(
    off: timedelta, postgres_scene: Scene
) -> None:
    """Switch: `SharedClock` by its machine's wall clock: the fast one breaks each deadline five minutes early, and
    where only the slow one is left each comes five minutes late."""
    scene, there = postgres_scene, beside(postgres_scene.desk, off)
    await scene.alert(severity="S1")
    async with scene.desk.reading() as look:
        (response,) = await look.clocks.running(ClockKind.RESPONSE, incident=(await scene.incident()).id)
    scene.clock.move_to(response.due_at - timedelta(milliseconds=2))
    await tick(there)
    assert EntryKind.CLOCK_BREACHED not in await scene.entries()
    scene.clock.move_to(response.due_at + timedelta(milliseconds=2))
    for desk in (there, scene.desk, there):
        await tick(desk)
    (breach,) = [entry for entry in await scene.timeline() if entry.kind is EntryKind.CLOCK_BREACHED]
    assert '"noticed_late_seconds":0' in str(breach.details)


def test_time_goes_on_evenly_while_answers_are_slow() -> None:
    """Switch: what was taken for the time until now is left at each answer (`SharedClock.hear`)."""
    machine = FakeClock()
    clock = SharedClock(machine)
    began = machine.now()
    clock.hear(began, machine.monotonic())
    for seconds in (0.0, 3.0, 0.5, 2.0):
        machine.move(timedelta(seconds=10))
        told, asked = machine.now(), machine.monotonic()
        machine.move(timedelta(seconds=seconds))
        clock.hear(told, asked)
        assert abs(clock.now() - machine.now()) < timedelta(milliseconds=1)
    machine.set_back(timedelta(hours=1))
    assert abs(clock.now() - machine.now()) > timedelta(minutes=59), "somebody set the machine's clock"
    clock.hear(machine.now(), machine.monotonic())
    assert abs(clock.now() - machine.now()) < timedelta(milliseconds=1), "somebody set the database's"


@_DIFFERENCES
async def test_a_clock_that_is_off_is_said_once(off: timedelta, url: str) -> None:
    """Everything counts by the database's, from the first question on: a start asks before it counts anything."""
    looked: asyncio.Queue[None] = asyncio.Queue()
    machine = OffClock(SystemClock(), off)
    shared = SharedClock(machine)
    replicas = Replicas(url, "me", machine, nullcontext, shared)
    with capture_logs() as lines:
        database = Database(url)
        await replicas.ask(database)
        await database.close()
        assert apart(shared) < 2.0
        running = asyncio.create_task(replicas.run(lambda: looked.put_nowait(None)))
        for _ in range(2):
            await looked.get()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert apart(shared) < 2.0
    said = [line for line in lines if "this machine's clock" in line["event"]]
    assert [line["ahead"] for line in said] == [round(off.total_seconds())]

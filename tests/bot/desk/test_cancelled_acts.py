"""A caller that goes away in the middle: its act is done whole, or not at all, and the database stays free."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import select

from bot.desk import incidents, people, watching
from bot.desk.desk import Desk, act
from bot.desk.people import Visitor
from bot.ids import IncidentId, PersonId
from storage.tables.alerts import Alert
from storage.tables.speaking import Parcel
from storage.vocabulary.alerts import AlertState
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.incidents import IncidentState
from storage.vocabulary.severity import Severity
from storage.vocabulary.timeline import EntryKind
from tests.kit.desk import FORUM, LIN_LAN, Scene


@contextmanager
def at_statement(desk: Desk, number: int, happens: Callable[[], object]) -> Iterator[None]:
    """When the writer says its n-th statement, or commits."""
    engine = desk.database.engine.sync_engine
    said = [0]

    def count(*_: Any) -> None:
        said[0] += 1
        if said[0] == number:
            happens()

    event.listen(engine, "before_cursor_execute", count)
    event.listen(engine, "commit", count)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", count)
        event.remove(engine, "commit", count)


async def cut_off(desk: Desk, number: int, work: Awaitable[object]) -> bool:
    """Cancel whoever waits for this at its n-th statement. False: there were not so many."""
    caller = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    with at_statement(desk, number, lambda: loop.call_soon(caller.cancel)):
        try:
            await caller
        except asyncio.CancelledError:
            return True
        return False


async def test_an_act_cut_off_at_any_await_is_whole(desk_scene: Scene) -> None:
    """Without the shield of @act: on PostgreSQL the cancelled press rolls the act back although it had begun."""
    desk, person = desk_scene.desk, desk_scene.people[LIN_LAN]
    number, cut = 0, True
    while cut:
        number += 1
        async with desk.transaction() as u:
            team = await incidents.team_of(u, desk_scene.team)
            incident = await incidents.open_incident(u, team, title=f"事 {number}", severity=Severity.S4)
        cut = await cut_off(desk, number, incidents.respond(desk, person, incident.id))
        async with asyncio.timeout(5):
            await whole(desk_scene, incident.id, person)
    assert number > 10, "there was nothing to cut"


async def whole(scene: Scene, incident_id: IncidentId, person: PersonId) -> None:
    """Everything of the response is there: an act that began goes on to its end."""
    async with scene.desk.transaction() as u:  # the writer's turn can be had
        incident = await u.incidents.hold(incident_id)
        assert incident is not None
        entries = [entry.kind for entry in await u.timeline.of_incident(incident_id)]
        assert not await u.clocks.running(ClockKind.RESPONSE, incident=incident_id)
    assert incident.state is IncidentState.HANDLING
    assert incident.commander_id == person
    assert entries.count(EntryKind.RESPONDED) == 1
    assert EntryKind.CLOCK_MET in entries


async def test_a_caller_that_goes_before_the_first_step_leaves_nothing_half_done(desk_scene: Scene) -> None:
    """Cancelled before the act's task ran at all, and cancelled again and again while it runs."""
    received = await desk_scene.alert(severity="S3", crisis_type=None, product=None, title="有人问")
    person = desk_scene.people[LIN_LAN]
    for times in (1, 2, 5):
        caller = asyncio.create_task(watching.watch(desk_scene.desk, person, received.alert_id))
        for _ in range(times):
            await asyncio.sleep(0)
            caller.cancel()
        with suppress(asyncio.CancelledError):
            await caller
        async with desk_scene.desk.reading() as look:
            (alert,) = (await look.session.exec(select(Alert))).all()
            running = await look.clocks.running_of_alert(alert.id)
        assert alert.state in (AlertState.WAITING, AlertState.WATCHING)
        assert len(running) == 1
        assert (alert.state is AlertState.WATCHING) == (running[0].due_at == alert.watch_until)


async def test_getting_to_know_somebody_is_not_cut_off_either(desk_scene: Scene) -> None:
    """Switch: @act on `people._introduce`."""
    number, cut = 0, True
    while cut:
        number += 1
        visitor = Visitor(9_000 + number, f"新人 {number}")
        cut = await cut_off(desk_scene.desk, number, people.actor(desk_scene.desk, visitor, FORUM))
        async with asyncio.timeout(5), desk_scene.desk.transaction() as u:
            person = await u.people.by_telegram(visitor.user_id)
            if person is None:  # cut off while he was only looked for
                continue
            assert await u.people.member(desk_scene.team, person.id) is not None
    assert number > 3, "there was nothing to cut"


async def test_an_act_that_fails_after_its_caller_went_is_quiet(desk_scene: Scene) -> None:
    @act
    async def fails(desk: Desk) -> None:
        async with desk.transaction() as u:
            u.outbox.post_nothing()  # type: ignore[attr-defined]

    caller = asyncio.create_task(fails(desk_scene.desk))
    await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    async with asyncio.timeout(5), desk_scene.desk.transaction() as u:
        assert not (await u.session.exec(select(Parcel))).all()


async def test_acts_do_not_nest(desk_scene: Scene) -> None:
    """Two acts in one would be two transactions in one, and the outer one's hold would wait for itself."""
    person = desk_scene.people[LIN_LAN]
    await desk_scene.alert()
    incident = await desk_scene.incident()

    @act
    async def outer(desk: Desk) -> None:
        await incidents.respond(desk, person, incident.id)

    with pytest.raises(RuntimeError, match="respond inside outer"):
        await outer(desk_scene.desk)
    with pytest.raises(RuntimeError, match="transaction inside"):
        async with desk_scene.desk.transaction(), desk_scene.desk.transaction():
            pass


async def test_going_down_waits_for_the_acts_under_way(desk_scene: Scene) -> None:
    await desk_scene.alert()
    incident = await desk_scene.incident()
    caller = asyncio.create_task(incidents.respond(desk_scene.desk, desk_scene.people[LIN_LAN], incident.id))
    await asyncio.sleep(0)
    await desk_scene.desk.rest(5)
    assert (await desk_scene.incident()).state is IncidentState.HANDLING
    await caller

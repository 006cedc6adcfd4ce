"""Everybody at once: the same alert, the same button, the same incident, the same deadline."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.desk import alerts, incidents, push_keys
from bot.desk.channels import TelegramOutcomes
from bot.desk.desk import Desk
from bot.desk.drawing import Drawing
from bot.desk.intake import Intake, Received
from bot.desk.ticking import tick
from bot.errors import DeskError
from bot.gateways.pump.loop import Pump
from bot.ids import AlertId, TeamId
from bot.rules.lifecycle import ActionNotAllowed
from handlers.sources import generic
from storage.tables.alerts import Alert, Delivery
from storage.vocabulary.alerts import AlertState
from storage.vocabulary.clocks import ClockState
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.timeline import EntryKind
from tests.bot.desk.colleagues import more_desks, recruits
from tests.kit.desk import FORUM, LIN_LAN, Scene
from tests.kit.telegram import bot_in
from tests.survival.evidence import broken, gathered

_PAST_EVERY_DEADLINE = timedelta(hours=2)
_STEP = timedelta(seconds=75)
PATIENCE = 5.0
"""Seconds for a tick that has nothing to wait for; one that waits is let go on after them."""


@pytest.fixture
async def postgres_scene(postgres: "object") -> AsyncIterator[Scene]:
    """A scene on PostgreSQL: what only replicas can do to each other."""
    url = await postgres.make()  # type: ignore[attr-defined]
    async with Scene.built(url) as scene:
        yield scene
    await postgres.drop(url)  # type: ignore[attr-defined]


def items(scene: Scene, *keys: str, severity: str = "S1") -> list[object]:
    """One request's alerts, of these keys."""
    payloads = [{"title": f"事 {key}", "severity": severity, "dedup_key": key} for key in keys]
    return [one for p in payloads for one in generic.read(json.dumps(p).encode(), scene.clock.now())]


async def at_once(intakes: list[Intake], team: TeamId, batches: list[list[object]]) -> list[list[Received]]:
    """Each intake receives its batch, all at the same instant."""
    writers = [asyncio.create_task(intake.run()) for intake in intakes]
    try:
        return await asyncio.gather(
            *(
                intake.receive(team, "generic", batch)  # type: ignore[arg-type]
                for intake, batch in zip(intakes, batches, strict=True)
            )
        )
    finally:
        for intake in intakes:
            intake.close()
        await asyncio.gather(*writers)


async def test_the_same_alert_on_sixteen_connections_is_one_alert(desk_scene: Scene) -> None:
    """Without UNIQUE(team_id, live_key): sixteen alerts on PostgreSQL."""
    async with more_desks(desk_scene, 16) as desks:
        told = await at_once(
            [Intake(desk) for desk in desks],
            desk_scene.team,
            [items(desk_scene, "same") for _ in desks],
        )
    await desk_scene.settle()
    assert len({one.alert_id for (one,) in told}) == 1
    assert {one.incident_number for (one,) in told} == {"INC-2026-0001"}
    assert sum(one.fresh for (one,) in told) == 1
    async with desk_scene.desk.reading() as look:
        deliveries = (await look.session.exec(select(Delivery))).all()
        (alert,) = (await look.session.exec(select(Alert))).all()
    assert len(deliveries) == alert.count == 16
    assert len(await desk_scene.incidents()) == len(desk_scene.topics) == 1


async def test_batches_in_opposite_order_do_not_block_each_other(desk_scene: Scene) -> None:
    """Two Alertmanagers of one cluster send the same alerts in another order to two replicas."""
    keys = [f"k{number}" for number in range(40)]
    async with more_desks(desk_scene, 6) as desks:
        batches = [items(desk_scene, *(keys if n % 2 else reversed(keys)), severity="S3") for n in range(6)]
        told = await at_once([Intake(desk) for desk in desks], desk_scene.team, batches)
    assert len({one.alert_id for batch in told for one in batch}) == 40
    async with desk_scene.desk.reading() as look:
        counts = (await look.session.exec(select(Alert.count))).all()
    assert set(counts) == {6}


async def test_fifty_people_respond_at_once_and_one_commands(desk_scene: Scene) -> None:
    """Without the lock of `hold`: 49 meet an IntegrityError of the timeline instead of who was faster."""
    people = await recruits(desk_scene, 50)
    await desk_scene.alert()
    incident = await desk_scene.incident()
    async with more_desks(desk_scene, 3) as desks:
        outcomes = await asyncio.gather(
            *(incidents.respond(desks[n % 3], person, incident.id) for n, person in enumerate(people)),
            return_exceptions=True,
        )
    refused = [outcome for outcome in outcomes if isinstance(outcome, ActionNotAllowed)]
    assert len(refused) == 49, Counter(type(outcome).__name__ for outcome in outcomes)
    incident = await desk_scene.incident()
    async with desk_scene.desk.reading() as look:
        commander = await look.people.find(incident.commander_id)  # type: ignore[arg-type]
    assert commander is not None
    assert {one.values["by"] for one in refused} == {commander.name}
    assert (await desk_scene.entries()).count(EntryKind.RESPONDED) == 1


async def test_two_hundred_acts_at_once_keep_two_hundred_entries(desk_scene: Scene) -> None:
    """Without the lock of `hold`: on PostgreSQL two acts write one entry's number, and most of them are lost."""
    people = await recruits(desk_scene, 20)
    await desk_scene.alert()
    incident = await desk_scene.incident()
    async with more_desks(desk_scene, 3) as desks:
        room = asyncio.Semaphore(48)  # as many as three dispatchers let in

        async def decline(number: int) -> None:
            async with room:
                await incidents.decline(desks[number % 3], people[number % 20], incident.id)

        await asyncio.gather(*(decline(number) for number in range(200)))
    kept = await gathered(desk_scene.desk.database)
    chain = kept.entries[incident.id]
    assert Counter(entry.kind for entry in chain)[EntryKind.DECLINED] == 200
    assert broken(kept.incidents[incident.id], chain) == ""


async def test_everybody_decides_on_the_same_alert(desk_scene: Scene) -> None:
    people = await recruits(desk_scene, 12)
    received = await desk_scene.alert(severity="S3", crisis_type=None, title="评论区有人问", product=None)
    async with more_desks(desk_scene, 3) as desks:
        outcomes = await asyncio.gather(
            *(alerts.open_by_hand(desks[n % 3], person, received.alert_id) for n, person in enumerate(people)),
            return_exceptions=True,
        )
    assert sum(isinstance(outcome, alerts.AlertDecided) for outcome in outcomes) == 11, outcomes
    assert len(await desk_scene.incidents()) == 1


async def test_a_deadline_and_a_decision_at_the_same_moment_both_end(desk_scene: Scene) -> None:
    """The tick holds alerts before their clocks, as people's acts do; what PostgreSQL ended is done again.

    Without both: a deadlock, and the person reads that something went wrong.
    """
    for number in range(12):
        await desk_scene.alert(severity="S2", crisis_type=None, title=f"二级 {number}", account=f"号 {number}")
    async with desk_scene.desk.reading() as look:
        waiting = [AlertId(alert.id) for alert in (await look.session.exec(select(Alert))).all()]
    desk_scene.clock.move(_PAST_EVERY_DEADLINE)
    person = desk_scene.people[LIN_LAN]
    async with more_desks(desk_scene, 3) as desks:
        outcomes = await asyncio.gather(
            tick(desks[0]),
            tick(desks[1]),
            *(alerts.open_by_hand(desks[2], person, alert) for alert in reversed(waiting)),
            return_exceptions=True,
        )
    troubles = [o for o in outcomes if isinstance(o, Exception) and not isinstance(o, DeskError)]
    assert not troubles
    async with desk_scene.desk.reading() as look:
        assert {one.state for one in (await look.session.exec(select(Alert))).all()} == {AlertState.OPENED}
    opened = Counter(incident.title for incident in await desk_scene.incidents())
    assert set(opened.values()) == {1}
    assert len(opened) == 12


async def test_two_desks_tick_and_pump_at_once(postgres_scene: Scene) -> None:
    """Each mark once, no message twice.

    Without the lock on incidents in the tick: two entries of one number. Without the locks on budgets and
    parcels in the pump: the two end each other in a deadlock.
    """
    scene = postgres_scene
    for number in range(3):
        await scene.alert(dedup_key=f"a{number}", account=f"号 {number}", title=f"事 {number}")
    telegram_bot = bot_in(scene.sandbox)
    await telegram_bot.initialize()
    async with more_desks(scene, 1) as (other,):
        pumps = [scene.pump, Pump(other, telegram_bot, Drawing(other), TelegramOutcomes())]
        for _ in range(24):
            scene.clock.move(_STEP)
            await asyncio.gather(tick(scene.desk), tick(other), *(pump.drain() for pump in pumps))
    await scene.settle()
    await telegram_bot.shutdown()
    kept = await gathered(scene.desk.database)
    marks = kept.marks()
    assert marks
    assert not [mark for mark, count in marks.items() if count > 1]
    assert not [trouble for i, one in kept.incidents.items() if (trouble := broken(one, kept.entries[i]))]
    assert len(scene.topics) == 3
    for thread in scene.sandbox.world.chats[FORUM].topics:
        said = Counter(scene.texts(FORUM, thread))
        assert said
        assert not [text for text, count in said.items() if count > 1]


async def test_a_deadline_another_desk_has_just_taken_is_left_to_it(postgres_scene: Scene) -> None:
    """One of a team, that hangs on no incident or alert whose hold would keep the two apart.

    Without the hold of due clocks (`Clocks.hold` as a plain look): both tell of it.
    """
    scene = postgres_scene
    await scene.write(LIN_LAN, "/standing 产品安全")
    await scene.press(LIN_LAN, "批准这 4 条")
    scene.clock.move(timedelta(days=92))
    taken, free = asyncio.Event(), asyncio.Event()

    async def take(other: Desk) -> None:
        async with other.transaction() as u:
            (clock,) = await u.clocks.hold([one.id for one in await u.clocks.due(u.now, 10)], u.now)
            clock.next_mark_at, clock.state = None, ClockState.WAIVED
            taken.set()
            await free.wait()

    async def told() -> int:
        async with scene.desk.reading() as look:
            waiting = await look.parcels.waiting(look.now, 100)
        return sum(parcel.kind is ParcelKind.STATE_NOTICE for parcel in waiting)

    async with more_desks(scene, 1) as (other,):
        taking = asyncio.create_task(take(other))
        await taken.wait()
        ticking = asyncio.create_task(tick(scene.desk))
        await asyncio.wait({ticking}, timeout=PATIENCE)
        free.set()
        await asyncio.gather(taking, ticking)
    assert await told() == 0, "the other one tells of it"


async def test_a_key_is_kept_once(postgres_scene: Scene) -> None:
    """Without ON CONFLICT: whoever needs the first key at the same moment reads that something went wrong."""
    async with more_desks(postgres_scene, 8) as desks:
        kept = await asyncio.gather(*(push_keys.keep(desk, f"key {n}") for n, desk in enumerate(desks)))
    assert len(set(kept)) == 1

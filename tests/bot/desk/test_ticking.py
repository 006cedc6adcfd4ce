"""Deadlines in trouble: one that cannot be read, and two that come at the same moment."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.desk import alerts, marks
from bot.desk.ticking import tick
from bot.ids import AlertId
from handlers.sources import generic
from storage.tables.alerts import Alert
from storage.tables.clocks import Clock
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.severity import Severity
from storage.vocabulary.timeline import EntryKind
from tests.kit.desk import LIN_LAN, Scene


@pytest.fixture
async def sqlite_scene(sqlite_url: str) -> AsyncIterator[Scene]:
    """A scene on a SQLite file."""
    async with Scene.built(sqlite_url) as scene:
        yield scene


async def test_one_deadline_that_cannot_be_read_silences_no_other(sqlite_scene: Scene) -> None:
    """A row of a later release, with a mark this one does not know: it waits, and all others come in time.

    Without taking them apart: every batch falls with it, and no clock of any team ever fires again.
    """
    await sqlite_scene.alert()
    async with sqlite_scene.desk.transaction() as u:
        clock = next(
            clock for clock in (await u.session.exec(select(Clock))).all() if clock.kind is ClockKind.RESPONSE
        )
        clock.marks, clock.next_mark_at = [["120", "whenever"]], u.now
    for _ in range(8):
        sqlite_scene.clock.move(timedelta(minutes=10))
        await tick(sqlite_scene.desk)
    entries = await sqlite_scene.entries()
    assert EntryKind.CLOCK_BREACHED in entries
    async with sqlite_scene.desk.reading() as look:
        waits = await look.clocks.find(clock.id)
    assert waits is not None
    assert waits.next_mark_at is not None
    assert waits.next_mark_at > sqlite_scene.clock.now()


async def test_two_deadlines_of_one_alert_at_the_same_moment_open_it_once(sqlite_scene: Scene) -> None:
    """The first ends the second; what is over does not come any more."""
    await sqlite_scene.alert(severity="S2", crisis_type=None, title="二级")
    async with sqlite_scene.desk.transaction() as u:
        (alert,) = (await u.session.exec(select(Alert))).all()
        team = await u.teams.find(sqlite_scene.team)
        assert team is not None
        alerts.clocks.start_for_alert(u, alert, team, ClockKind.DECISION)
    sqlite_scene.clock.move(timedelta(hours=5))
    await tick(sqlite_scene.desk)
    await sqlite_scene.settle()
    assert len(await sqlite_scene.incidents()) == 1
    assert len(sqlite_scene.topics) == 1


async def test_after_a_long_sleep_each_deadline_comes_once_and_says_how_late(sqlite_scene: Scene) -> None:
    await sqlite_scene.alert()
    sqlite_scene.clock.move(timedelta(hours=9))
    for _ in range(3):
        await tick(sqlite_scene.desk)
    chain = await sqlite_scene.timeline()
    breached = [entry for entry in chain if entry.kind is EntryKind.CLOCK_BREACHED]
    assert len({entry.ref for entry in breached}) == len(breached) > 1
    assert all(entry.recorded_at - entry.at > timedelta(hours=1) for entry in breached)
    assert not [entry for entry in chain if entry.kind is EntryKind.CLOCK_WARNED], "the last mark speaks for all"
    assert "我来响应" in "".join(sqlite_scene.labels(LIN_LAN)) or sqlite_scene.texts(LIN_LAN) == []


async def test_deadlines_that_nobody_is_told_move_on_together(desk_scene: Scene) -> None:
    """A storm leaves thousands of mild alerts: their time begins anew in one statement, and one that has become
    grave meanwhile is heard. Without the look at the alert in that statement: it would wait for another day."""
    scene = desk_scene
    for first in (0, 40):
        payload = [
            {"title": f"事 {n}", "severity": "S4", "account": f"号 {n}", "dedup_key": f"m{n}"}
            for n in range(first, first + 40)
        ]
        incoming = [one for each in payload for one in generic.read(json.dumps(each).encode(), scene.clock.now())]
        await scene.intake.receive(scene.team, "generic", incoming)
    scene.clock.move(timedelta(days=1))
    async with scene.desk.reading() as look:
        due = [one for one in await look.clocks.due(look.now, 500) if one.of_storm]
    assert len(due) == 60, "all but the first twenty"
    async with scene.desk.transaction() as u:
        grave = await u.alerts.hold(due[0].alert_id or AlertId(""))
        assert grave is not None
        grave.severity = Severity.S2
    async with scene.desk.transaction() as u:  # looked at a moment too early, it is left for the next look
        await u.clocks.move(marks.moves(due, u.now), u.now)
    async with scene.desk.reading() as look:
        left = {one.id for one in await look.clocks.due(look.now, 500)} & {one.id for one in due}
    assert left == {due[0].id}
    await tick(scene.desk)
    async with scene.desk.reading() as look:
        again = [await look.clocks.find(one.id) for one in due]
    assert {clock.due_at for clock in again[1:] if clock} == {scene.clock.now() + timedelta(days=1)}
    assert len(await scene.incidents()) == 1, "the grave one is opened, because nobody decided"


async def test_a_clock_set_back_fires_nothing_twice(sqlite_scene: Scene) -> None:
    """Somebody corrects the machine's clock by an hour."""
    await sqlite_scene.alert()
    sqlite_scene.clock.move(timedelta(minutes=6))
    await tick(sqlite_scene.desk)
    before = await sqlite_scene.entries()
    assert EntryKind.CLOCK_BREACHED in before
    sqlite_scene.clock.set_back(timedelta(hours=1))
    for _ in range(7):
        await tick(sqlite_scene.desk)
        sqlite_scene.clock.move(timedelta(minutes=10))
    chain = await sqlite_scene.timeline()
    marks = [(entry.ref, entry.kind) for entry in chain if entry.kind is EntryKind.CLOCK_BREACHED]
    assert len(marks) == len(set(marks))

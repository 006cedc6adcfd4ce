"""kill -9, again and again, while alerts pour in and people type and press: nothing lost, nothing doubled."""

import asyncio
import os
import random
from collections import Counter
from pathlib import Path

import pytest

from storage.database import Database
from storage.vocabulary.timeline import EntryKind
from tests.kit.desk import FORUM
from tests.survival.evidence import Evidence, gathered
from tests.survival.judging import (
    every_acknowledged_alert_was_kept_once,
    every_alert_can_be_seen,
    every_chain_is_whole,
    every_incident_has_one_topic,
    every_mark_came_once,
)
from tests.survival.outage import MARK, ON_DUTY, PATIENCE, PEOPLE, SENDERS, Outage, outage
from tests.survival.resting import rest

pytestmark = pytest.mark.survival

KILLS = int(os.environ.get("CRISISDESK_KILLS", "20"))
#: PostgreSQL takes longer: what a dead pump had claimed waits for its lease. CRISISDESK_KILLS_POSTGRESQL=5
KILLS_POSTGRESQL = int(os.environ.get("CRISISDESK_KILLS_POSTGRESQL", "0"))
ALERTS_PER_SECOND = 200.0
CASES = [("sqlite", KILLS)] + ([("postgresql", KILLS_POSTGRESQL)] if KILLS_POSTGRESQL else [])


async def settle_in(scene: Outage) -> None:
    """The people on duty can be written to, and the group's members are known."""
    await scene.start()
    await scene.ready()
    for user in ON_DUTY:
        scene.sandbox.start(user)
    for user in PEOPLE:
        scene.sandbox.say(user, FORUM, "/help")
    async with asyncio.timeout(PATIENCE):
        while not scene.greeted:  # noqa: ASYNC110  (another process)
            await asyncio.sleep(0.05)


async def live_and_die(scene: Outage, kills: int) -> None:
    """So many lives; each is killed at a random moment, some before they are ready."""
    chance = random.Random(20260930)
    load = [asyncio.create_task(scene.send_for_ever(n, ALERTS_PER_SECOND / SENDERS)) for n in range(SENDERS)] + [
        asyncio.create_task(scene.talk_for_ever(scene.base, 0.1))
    ]
    try:
        for number in range(kills):
            if number % 7 != 6:
                await scene.ready()
                await scene.taken(20)
            await asyncio.sleep(chance.uniform(0.05, 1.2))
            assert not [task for task in load if task.done()], [task.exception() for task in load if task.done()]
            await scene.kill()
            scene.shift += 181.0  # deadlines come while nobody is there to see them
            await scene.start()
        await scene.ready()
    finally:
        for task in load:
            task.cancel()
        await asyncio.gather(*load, return_exceptions=True)


async def come_to_rest(scene: Outage, database: Database, kills: int) -> None:
    """Hours later, with many deadlines over: one more kill while they come, then nothing is left to do.

    Every life left matters behind that are still to be told, so more lives are given more time.
    """
    await scene.kill()
    scene.shift += 7_200.0
    await scene.start()
    await scene.ready()
    await scene.kill()
    await scene.start()
    async with asyncio.timeout(2 * PATIENCE + 5.0 * kills):
        while await rest(database):
            scene.pass_time(61.0)  # what a storm folded is told when its minute is over


@pytest.mark.parametrize(("kind", "kills"), CASES)
async def test_kill_nine_under_load_loses_and_doubles_nothing(
    kind: str, kills: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Without the attempt mark (`repair.recover`): a command is answered twice, and no word says so.

    Without the inbox (the offset moves before updates are stored): a command is never answered. Without the dedup
    key in the live key: the same alert again is another alert.
    """
    if kind == "sqlite":
        url = f"sqlite:///{tmp_path / 'desk.db'}"
    else:
        url = await request.getfixturevalue("postgres").make()
    async with outage(tmp_path, url) as scene:
        await settle_in(scene)
        await live_and_die(scene, kills)
        database = Database(url)
        try:
            await come_to_rest(scene, database, kills)
            kept = await gathered(database)
        finally:
            await database.close()
        await scene.kill()
        every_acknowledged_alert_was_kept_once(scene, kept)
        every_incident_has_one_topic(scene, kept)
        every_command_was_answered_once(scene, kept)
        every_chain_is_whole(kept)
        every_mark_came_once(kept)
        assert not kept.parked, [(parcel.kind, parcel.last_error) for parcel in kept.parked][:5]
        assert len(scene.accepted) > 20 * kills, "there was hardly any load"
        every_alert_can_be_seen(scene, kept)


def every_command_was_answered_once(scene: Outage, kept: Evidence) -> None:
    answers: dict[tuple[int, int], list[str]] = {}
    marked = 0
    for message in scene.spoken():
        text = str(message.body.get("text", message.body.get("caption", "")))
        marked += MARK in text.partition("\n")[0]
        if message.reply_to is not None:
            answers.setdefault((message.chat_id, message.reply_to), []).append(text)
    for place, asked in scene.asked.items():
        plain = [text for text in answers.get(place, []) if MARK not in text.partition("\n")[0]]
        assert answers.get(place), f"no answer to {asked!r}"
        assert len(plain) <= 1, f"{asked!r} was answered {len(plain)} times"
    # A kill interrupts at most one call in each chat.
    assert marked <= scene.kills * (1 + len(ON_DUTY)), f"{marked} repeats after {scene.kills} kills"
    reported = Counter(alert.title.split()[1] for alert in kept.alerts.values() if alert.source == "report")
    wanted = [text.split()[2] for text in scene.asked.values() if text.startswith("/report")]
    assert reported == Counter(wanted)
    declared = Counter(i.title.split()[1] for i in kept.incidents.values() if "声明" in i.title)
    assert declared == Counter(text.split()[2] for text in scene.asked.values() if text.startswith("/declare"))
    twice = [i for i, count in kept.times(EntryKind.RESPONDED).items() if count > 1]
    assert not twice, "somebody responded twice"

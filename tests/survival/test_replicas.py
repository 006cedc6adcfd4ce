"""Three desks behind one address: one incident for each matter, each deadline once, and nobody misses the dead."""

import asyncio
import os
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.tables.whole import metadata
from tests.kit.databases import PostgresServer
from tests.survival.evidence import gathered
from tests.survival.judging import (
    every_acknowledged_alert_was_kept_once,
    every_alert_can_be_seen,
    every_chain_is_whole,
    every_incident_has_one_topic,
    every_mark_came_once,
)
from tests.survival.outage import ON_DUTY, PATIENCE
from tests.survival.replicas import Replicas, replicas
from tests.survival.resting import rest

pytestmark = pytest.mark.survival

#: Seconds from a leader's death to the next one's polling; the goal on a quiet machine is 5.
TAKEOVER = float(os.environ.get("CRISISDESK_TAKEOVER", "15"))
LEADERS_KILLED = int(os.environ.get("CRISISDESK_LEADERS_KILLED", "1"))
MATTERS = 5
SENDERS, PER_SECOND = 3, 10.0


async def test_three_replicas_are_one_desk(postgres: PostgresServer, tmp_path: Path) -> None:
    """Without the advisory lock of the leader: two poll. Without the columns named in each statement (SELECT *):
    an expanded schema ends the running release.

    What only the same instant shows is tried in one process, `tests/bot/desk/test_races.py`: the unique live key
    and the hold of due clocks.
    """
    url = await postgres.make()
    async with replicas(tmp_path, url, 3) as desks:
        scene = desks[0]
        for desk in desks:
            await desk.start()
        for desk in desks:
            await desk.ready()
        for user in ON_DUTY:
            scene.sandbox.start(user)
        database = Database(url)
        load = [asyncio.create_task(desks.send_for_ever(n, PER_SECOND)) for n in range(SENDERS)]
        load.append(asyncio.create_task(desks.watch_polling()))
        try:
            await one_incident_for_each_matter(desks)
            await expand(database)
            for number in range(LEADERS_KILLED):
                await a_leader_dies(desks, number)
            desks.pass_time(7_200.0)
            await deadlines_came(database)
            assert not [task.exception() for task in load if task.done()]
            for task in load:
                task.cancel()
            await asyncio.gather(*load, return_exceptions=True)
            async with asyncio.timeout((1 + LEADERS_KILLED) * PATIENCE):  # each death's alerts want telling too
                while await rest(database):
                    desks.pass_time(61.0)
            kept = await gathered(database)
        finally:
            for task in load:
                task.cancel()
            await database.close()
        assert all(desk.process and desk.process.returncode is None for desk in desks)
        every_acknowledged_alert_was_kept_once(scene, kept)
        every_alert_can_be_seen(scene, kept)
        every_incident_has_one_topic(scene, kept)
        every_chain_is_whole(kept)
        every_mark_came_once(kept)
        assert not kept.parked, [(parcel.kind, parcel.last_error) for parcel in kept.parked][:5]
    await postgres.drop(url)


async def one_incident_for_each_matter(desks: Replicas) -> None:
    """The same grave alert reaches all of them at the same instant."""
    for number in range(MATTERS):
        alert = {
            "title": f"来件 grave-{number}-x 到此",
            "severity": "S1",
            "dedup_key": f"matter-{number}",
        }
        told = await desks.post_everywhere(alert)
        assert len({one["alert"] for one in told}) == 1
        assert len({one["incident"] for one in told if one["incident"]}) == 1


async def deadlines_came(database: Database) -> None:
    """Wait until the first one has been seen, in desks that are processes of their own on real time."""
    async with asyncio.timeout(PATIENCE):
        while not [clock for clock in (await gathered(database)).clocks if clock.breached_at]:  # noqa: ASYNC110
            await asyncio.sleep(0.5)


async def expand(database: Database) -> None:
    """The next release migrates first: tables grow while this release still runs on them."""
    for table in metadata.sorted_tables:
        async with database.writing() as session:
            connection = await session.connection()
            await connection.execute(text(f'ALTER TABLE "{table.name}" ADD COLUMN of_the_next_release text'))


async def a_leader_dies(desks: Replicas, number: int) -> None:
    """Another one polls soon, what people ask is answered, and the dead one comes back as one of the others."""
    dead = await desks.leader()
    await dead.kill()
    begun = time.monotonic()
    user = ON_DUTY[0]
    asked = dead.sandbox.say(user, user, f"/timeline 80{number:02}")
    assert await desks.leader() is not dead
    took = time.monotonic() - begun
    print(f"another one polled {took:.2f} s after the leader was killed")
    assert took <= TAKEOVER
    async with asyncio.timeout(PATIENCE):
        while not any(message.reply_to == asked.id for message in dead.messages(user)):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    await dead.start()
    await dead.ready()

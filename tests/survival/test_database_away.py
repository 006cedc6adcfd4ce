"""The database is away while alerts pour in: the desk lives on, refuses what it cannot keep, keeps what it took.

CRISISDESK_OUTAGES=10 for the cycles of docs/performance.md, CRISISDESK_BACK_WITHIN=1 for its goal on a quiet
machine.
"""

import asyncio
import os
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from storage.database import Database
from tests.survival.evidence import gathered
from tests.survival.judging import (
    every_acknowledged_alert_was_kept_once,
    every_alert_can_be_seen,
    every_chain_is_whole,
)
from tests.survival.outage import ON_DUTY, PATIENCE, Outage, outage
from tests.survival.resting import rest
from tests.survival.troubles import Trouble, full, locked, own_postgres

pytestmark = pytest.mark.survival

CYCLES = int(os.environ.get("CRISISDESK_OUTAGES", "1"))
#: Seconds to the first 2xx after it is back. A busy machine needs more than the goal of 1.
BACK_WITHIN = float(os.environ.get("CRISISDESK_BACK_WITHIN", "5"))
SENDERS, PER_SECOND = 4, 10.0
LONGER_THAN_ANYBODY_WAITS = 6.5
"""Seconds: SQLite's busy time-out is 5, a replica's connection is given up after 5."""
FEW_SECONDS = 2.0


async def test_a_sqlite_file_that_cannot_be_written(tmp_path: Path) -> None:
    """Without `is_away` (a failed write is a bug): a 500, and a loop that ends. Without the collector's answer to
    it (`_fail`): callers hang. An answer before the commit: an acknowledged alert that is not there.
    """
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    async with outage(tmp_path, url) as scene:
        await scene.start()
        await scene.ready()
        process = scene.process
        assert process is not None

        await endure(
            scene,
            [
                ("locked", lambda: locked(tmp_path / "desk.db"), LONGER_THAN_ANYBODY_WAITS),
                ("full", lambda: full(process.pid), FEW_SECONDS),
            ],
        )
        await nothing_was_lost(scene, url)


async def test_a_postgresql_that_is_away(tmp_path: Path) -> None:
    """Without `is_away` (a broken connection is a bug): 500s, and loops that end.

    The pool's look at a connection before it is used (`pool_pre_ping`) is no switch of this test: the first one
    found broken makes SQLAlchemy give up all that are as old.
    """
    with own_postgres() as (server, databases):
        await databases.prepare()
        url = await databases.make()
        name = url.rpartition("/")[2].partition("?")[0]
        async with outage(tmp_path, url) as scene:
            await scene.start()
            await scene.ready()
            await endure(
                scene,
                [
                    ("stopped", server.stopped, FEW_SECONDS),
                    ("frozen", server.frozen, LONGER_THAN_ANYBODY_WAITS),
                    ("read only", lambda: server.read_only(name), FEW_SECONDS),
                ],
            )
            await nothing_was_lost(scene, url)


async def endure(scene: Outage, troubles: Sequence[tuple[str, Trouble, float]]) -> None:
    """Alerts pour in; each trouble comes, stays for so many seconds, and goes."""
    for user in ON_DUTY:
        scene.sandbox.start(user)
    grave = {"title": "一件大事", "severity": "S1", "dedup_key": "grave", "labels": {"nonce": "grave"}}
    assert await scene.post(grave) == 200
    load = [asyncio.create_task(scene.send_for_ever(n, PER_SECOND)) for n in range(SENDERS)]
    try:
        for _ in range(CYCLES):
            for name, trouble, seconds in troubles:
                await scene.taken(20)
                refused = len(scene.refused)
                async with trouble():
                    await asyncio.sleep(seconds)
                back = time.monotonic()
                waited = await first_after(scene, back) - back
                print(f"{name}: first 2xx {waited:.2f} s after it was back")
                assert waited <= BACK_WITHIN, name
                assert scene.process is not None
                assert scene.process.returncode is None, f"{name}: the desk ended:\n{scene.log[-3000:]}"
                told = scene.refused[refused:]
                assert all(status == 503 and wait.isdigit() for status, wait in told), f"{name}: {set(told)}"
                # A lock and a freeze make callers wait; only what fails at once must be refused.
                assert told or name in ("locked", "frozen"), f"{name}: nothing was refused, so nothing was tried"
    finally:
        for task in load:
            task.cancel()
        await asyncio.gather(*load, return_exceptions=True)


async def first_after(scene: Outage, moment: float) -> float:
    """When the first 2xx after this moment came."""
    async with asyncio.timeout(PATIENCE):
        while not scene.heard or scene.heard[-1] <= moment:  # noqa: ASYNC110  (another process)
            await asyncio.sleep(0.01)
    return next(heard for heard in scene.heard if heard > moment)


async def nothing_was_lost(scene: Outage, url: str) -> None:
    """What was accepted is kept and was said."""
    database = Database(url)
    try:
        async with asyncio.timeout(2 * PATIENCE):
            while await rest(database):
                scene.pass_time(61.0)
        kept = await gathered(database)
    finally:
        await database.close()
    every_acknowledged_alert_was_kept_once(scene, kept)
    every_alert_can_be_seen(scene, kept)
    every_chain_is_whole(kept)
    assert not kept.parked, [(parcel.kind, parcel.last_error) for parcel in kept.parked][:5]

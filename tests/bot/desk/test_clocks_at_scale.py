"""Many deadlines at once, two desks at them, and a wall clock that jumps: each is seen once, none is forgotten.

CRISISDESK_CLOCKS=2000 for the count of docs/performance.md.
"""

import asyncio
import os
import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta

from sqlmodel import col, select

from bot.desk import clocks
from bot.desk.desk import Desk
from bot.desk.ticking import tick
from bot.ids import IdMaker
from bot.rules.clocks import until
from storage.database import Database
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.tables.timeline import Entry
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.timeline import EntryKind
from tests.kit.desk import Scene

CLOCKS = int(os.environ.get("CRISISDESK_CLOCKS", "150"))
INCIDENTS = 5
HOUR = timedelta(hours=1)
_AT_ONCE = 1_000


async def test_each_of_many_deadlines_is_seen_once(desk_scene: Scene) -> None:
    """Without the moved `next_mark_at` in the act that speaks, and `breached_at`: seen three and five times.

    Each of the two suffices alone; between replicas so does each of the hold of incidents, the skipped locks, and
    the unique number of an entry (tried, one by one).
    """
    scene = desk_scene
    for number in range(INCIDENTS):
        await scene.alert(account=f"号 {number}")
    begun = scene.clock.now()
    await start_many(scene, CLOCKS)
    other = replace(scene.desk, database=Database(scene.desk.database.url.render_as_string(hide_password=False)))
    other = replace(other, new_id=IdMaker(scene.clock.now))
    desks = [scene.desk] if scene.desk.database.is_sqlite else [scene.desk, other]
    try:
        scene.clock.move_to(begun + HOUR / 2)
        await see(desks)
        assert 0 < len(await breached(scene)) < CLOCKS
        scene.clock.set_back(1.5 * HOUR)
        before = await breached(scene)
        await see(desks)
        assert await breached(scene) == before, "nothing is due in the past"
        scene.clock.move_to(begun + 2 * HOUR)
        took = time.monotonic()
        await see(desks)
        took = time.monotonic() - took
    finally:
        await other.database.close()
    seen = await breached(scene)
    print(f"{CLOCKS - len(before)} due at once were seen in {took:.1f} s by {len(desks)}")
    assert len(seen) == CLOCKS, "none is forgotten"
    assert set(seen.values()) == {1}, "none is seen twice"


async def start_many(scene: Scene, count: int) -> None:
    """Tasks' deadlines, spread over an hour and over the incidents."""
    incidents = await scene.incidents()
    now = scene.clock.now()
    for first in range(0, count, _AT_ONCE):
        async with scene.desk.transaction() as u:
            for number in range(first, min(first + _AT_ONCE, count)):
                incident = incidents[number % len(incidents)]
                due = now + HOUR * (number + 1) / count
                u.add(row(incident, clocks.row(u, incident.team_id, ClockKind.NEXT_UPDATE, None, until(now, due))))


def row(incident: Incident, clock: Clock) -> Clock:
    """A clock of this incident, and of this test."""
    clock.incident_id, clock.label = incident.id, "many"
    return clock


async def see(desks: list[Desk]) -> None:
    """All of them tick at the same time, one of them gives up in the middle."""
    hurried = asyncio.create_task(tick(desks[-1]))
    await asyncio.sleep(0)
    hurried.cancel()
    await asyncio.gather(hurried, *(tick(desk) for desk in desks), return_exceptions=True)
    for desk in desks:
        await tick(desk)


async def breached(scene: Scene) -> Counter[str]:
    """How often each of the many ran out."""
    async with scene.desk.reading() as look:
        many = set((await look.session.exec(select(Clock.id).where(col(Clock.label) == "many"))).all())
        told = await look.session.exec(select(Entry.ref).where(Entry.kind == EntryKind.CLOCK_BREACHED))
        return Counter(ref for ref in told.all() if ref in many)

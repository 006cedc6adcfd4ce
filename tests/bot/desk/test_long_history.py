"""A desk that has seen a hundred thousand alerts works as one that has seen none: what happens often asks for what
is recent by its id, and never walks through what came before.

Counted are the steps of SQLite's machine on the writer, which everybody waits for; time is measured elsewhere.
"""

import json
import sqlite3
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from bot.desk.arrivals import Arrival
from bot.desk.intake import take_in
from bot.ids import lowest_id
from handlers.sources import generic
from storage.vocabulary.alerts import IncomingAlert
from tests.kit.databases import sqlite_copy
from tests.kit.desk import FORUM, Scene

HISTORY = 4_000
"""Whoever walks through them takes at least five steps for each."""


@dataclass
class Steps:
    """What SQLite's machine did."""

    hundreds: int = 0

    @property
    def count(self) -> int:
        return self.hundreds * 100


@asynccontextmanager
async def aged(url: str, history: int) -> AsyncIterator[Scene]:
    """A scene whose team has had so many mild alerts weeks ago, folded by storms, and has put them away."""
    async with Scene.built(url) as scene:
        await store(scene, 0, "S3", "旧号")
        await scene.pump.drain()
        began = scene.clock.now() - timedelta(days=40)
        async with scene.desk.database.writing() as session:
            connection = await session.connection()
            columns = [row[1] for row in await connection.execute(text("PRAGMA table_info(alert)"))]
            new = {
                "id": "substr(:head, 1, 10) || printf('%016d', n)",
                "live_key": "'old-' || n",
                "group_key": "NULL",
                "state": "'dismissed'",
                "received_at": ":at",
                "folded": "1",
            }
            values = ", ".join(new.get(name, f'"{name}"') for name in columns)
            rows = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < :count)"
            names = ", ".join(f'"{name}"' for name in columns)
            insert = f"INSERT INTO alert ({names}) {rows} SELECT {values} FROM alert, c"
            at = began.strftime("%Y-%m-%d %H:%M:%S.%f")
            await connection.execute(text(insert), {"head": lowest_id(began), "at": at, "count": history})
        scene.clock.move(timedelta(minutes=5))
        await scene.pump.drain()
        yield scene


def incoming(scene: Scene, numbers: Iterable[int], severity: str = "S3", account: str = "") -> list[IncomingAlert]:
    payload = [
        {"title": f"事 {number}", "severity": severity, "account": account, "dedup_key": f"n{number}"}
        for number in numbers
    ]
    return generic.read(json.dumps(payload).encode(), scene.clock.now())


async def store(scene: Scene, number: int, severity: str, account: str = "") -> None:
    await scene.intake.receive(scene.team, "generic", incoming(scene, [number], severity, account))


def files(scene: Scene) -> list[str]:
    """What the files in the main chat hold."""
    return [content.decode() for _, content in scene.files(FORUM)]


async def writer_of(scene: Scene) -> sqlite3.Connection:
    async with scene.desk.database.writing() as session:
        below = (await session.connection()).sync_connection
        assert below is not None
        writer = below.connection.dbapi_connection
    assert isinstance(writer, sqlite3.Connection)
    return writer


@contextmanager
def counted(writer: sqlite3.Connection) -> Iterator[Steps]:
    steps = Steps()

    def hundred() -> int:
        steps.hundreds += 1
        return 0

    writer.set_progress_handler(hundred, 100)
    try:
        yield steps
    finally:
        writer.set_progress_handler(None, 0)


async def costs(url: str, history: int) -> dict[str, int]:
    """What happens often, and what a storm is told with, in steps."""
    found: dict[str, int] = {}
    async with aged(url, history) as scene:
        writer = await writer_of(scene)
        for number, (severity, account) in enumerate(
            (("S4", ""), ("S3", ""), ("S3", "号"), ("S2", "号"), ("S2", "号"), ("S1", "另"), ("S3", "另"))
        ):
            with counted(writer) as steps:
                await store(scene, number, severity, account)
            found[f"{number}: {severity} stored"] = steps.count
            with counted(writer) as steps:
                await scene.pump.drain()
            found[f"{number}: {severity} told"] = steps.count
        with counted(writer) as steps:
            for number in range(100, 130):
                await store(scene, number, "S3")
            scene.clock.move(timedelta(minutes=2))
            await scene.pump.drain()
        found["a storm and its file"] = steps.count
        with counted(writer) as steps:
            await scene.pass_time(minutes=30)
        found["half an hour of deadlines"] = steps.count
    return found


def _database(template: Path, folder: Path) -> str:
    folder.mkdir()
    return sqlite_copy(template, folder)


async def test_what_came_before_costs_nothing(template: Path, tmp_path: Path) -> None:
    """Switch: `unindexed` in `_COUNT_SINCE` (each mild alert walks through all of the team's, 3 s among 200,000),
    the range of ids in `received_between` (the inbox and the storm's file do), `after` in `_MERGED_INTO`
    (each opening does)."""
    fresh = await costs(_database(template, tmp_path / "fresh"), 1)
    old = await costs(_database(template, tmp_path / "old"), HISTORY)
    assert {name: old[name] for name in old if old[name] - fresh[name] > HISTORY} == {}


async def test_what_is_stored_late_is_told_once(sqlite_url: str) -> None:
    """A desk that is behind stores what came in a minute that was told already. Switch: `u.now` in
    `announce_folded`: a message with a file for each commit."""
    async with Scene.built(sqlite_url) as scene:
        late = incoming(scene, range(60))
        came = scene.clock.now()
        await scene.intake.receive(scene.team, "generic", late[:30])
        scene.clock.move(timedelta(minutes=2))
        await scene.pump.drain()
        told = files(scene)
        assert len(told) == 1
        for one in late[30:]:
            async with scene.desk.transaction() as u:
                await take_in(u, scene.desk.policy, scene.team, [Arrival(scene.team, "generic", came, one, None)])
            await scene.pump.drain()
        assert files(scene) == told
        scene.clock.move(timedelta(minutes=1))
        await scene.pump.drain()
        assert len(files(scene)) == 2
        everything = files(scene)[-1]
        assert all(f"事 {number}\n" in everything for number in (*range(20, 30), *range(50, 60)))


async def test_what_waits_for_a_decision_is_found_in_an_index_alone(sqlite_url: str) -> None:
    """`/status` asks for it. Switch: the look among `undecided` in `Alerts.undecided`: SQLite fetches each row of
    the team's, 4 s among 200,000."""
    async with Scene.built(sqlite_url) as scene:
        await store(scene, 1, "S3")
        writer = await writer_of(scene)
        asked: list[str] = []
        async with scene.desk.transaction() as u:
            writer.set_trace_callback(asked.append)
            found = await u.alerts.undecided(scene.team)
            writer.set_trace_callback(None)
            assert [alert.title for alert in found] == ["事 1"]
            cursor = sqlite3.Cursor(writer).execute(f"EXPLAIN QUERY PLAN {asked[-1]}")
            steps = [row[3] for row in cursor]
    assert any("COVERING INDEX ix_alert_team_group" in step for step in steps), steps

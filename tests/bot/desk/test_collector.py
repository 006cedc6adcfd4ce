"""The collector under trouble: one bad request fails alone, nothing is half stored, nothing is stranded."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, func
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import select

from bot.desk.collector import FIRST_FLUSH, Collector, CollectorClosed
from bot.desk.intake import Received
from storage.database import is_away
from storage.tables.alerts import Alert, Delivery
from storage.tables.speaking import Parcel
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.alerts import IncomingAlert
from storage.vocabulary.severity import Severity
from tests.kit.desk import FORUM, Scene


@pytest.fixture
async def sqlite_scene(sqlite_url: str) -> AsyncIterator[Scene]:
    """A scene on a SQLite file."""
    async with Scene.built(sqlite_url) as scene:
        yield scene


def item(key: str, title: str = "", severity: Severity = Severity.S3) -> IncomingAlert:
    """One alert; with a title of its own if need be."""
    return IncomingAlert(title=title or f"事 {key}", dedup_key=key, raw=key.encode(), severity=severity)


async def together(scene: Scene, *alerts: IncomingAlert) -> list[list[Received] | BaseException]:
    """Each alert from a caller of its own, all gathered before the writer wakes."""
    calls = [scene.intake.receive(scene.team, "generic", [alert]) for alert in alerts]
    return await asyncio.gather(*calls, return_exceptions=True)


async def kept(scene: Scene) -> list[str]:
    """The titles of the stored alerts; each has its delivery, each delivery its alert."""
    async with scene.desk.reading() as look:
        alerts = (await look.session.exec(select(Alert).order_by(Alert.id))).all()
        deliveries = (await look.session.exec(select(Delivery))).all()
    assert {one.alert_id for one in deliveries} == {alert.id for alert in alerts}
    assert sum(alert.count for alert in alerts) == len(deliveries)
    return [alert.title for alert in alerts]


@contextmanager
def after_each_commit(scene: Scene, happens: Callable[[], None]) -> Iterator[None]:
    """Something happens between the database's commit and its answer."""
    dialect = scene.desk.database.engine.sync_engine.dialect
    really = dialect.do_commit

    def commit(connection: Any) -> None:
        really(connection)
        happens()

    dialect.do_commit = commit  # type: ignore[method-assign]
    try:
        yield
    finally:
        dialect.do_commit = really  # type: ignore[method-assign]


def break_off() -> None:
    raise sqlite3.OperationalError("the answer was lost")


# --- one bad request ---


async def test_a_lone_surrogate_fails_alone(desk_scene: Scene) -> None:
    """It cannot be written as UTF-8. The door cuts it; what gets past the door harms nobody else."""
    good, bad, better = await together(desk_scene, item("a"), item("b", "坏 \ud800"), item("c"))
    assert isinstance(bad, Exception)
    assert not is_away(bad), "waited for, it would block everybody behind it"
    assert isinstance(good, list)
    assert isinstance(better, list)
    assert await kept(desk_scene) == ["事 a", "事 c"]


async def test_a_nul_fails_alone_or_is_kept(desk_scene: Scene) -> None:
    """PostgreSQL's text holds no NUL, SQLite's does."""
    good, nul, better = await together(desk_scene, item("a"), item("b", "坏 \0"), item("c"))
    assert isinstance(good, list)
    assert isinstance(better, list)
    if desk_scene.desk.database.is_sqlite:
        assert len(await kept(desk_scene)) == 3
    else:
        assert isinstance(nul, DBAPIError)
        assert not is_away(nul)
        assert await kept(desk_scene) == ["事 a", "事 c"]


async def test_a_bad_item_takes_its_whole_request_with_it(desk_scene: Scene) -> None:
    """All or nothing: a request is answered once."""
    with pytest.raises(UnicodeEncodeError) if desk_scene.desk.database.is_sqlite else pytest.raises(DBAPIError):
        await desk_scene.intake.receive(desk_scene.team, "generic", [item("a"), item("b", "\udfff")])
    assert await kept(desk_scene) == []
    assert await desk_scene.intake.receive(desk_scene.team, "generic", [item("a")])
    assert await kept(desk_scene) == ["事 a"]


# --- the database is away ---


async def pragma(scene: Scene, statement: str) -> int:
    """Say this on the writer's connection."""

    def say(connection: Connection) -> int:
        cursor = connection.connection.cursor()  # below SQLAlchemy, which would begin a transaction first
        cursor.execute(f"PRAGMA {statement}")
        row = cursor.fetchone()
        cursor.close()
        return int(row[0]) if row else 0

    async with scene.desk.database.engine.connect() as connection:
        return await connection.run_sync(say)


async def test_a_read_only_disk_is_told_to_everybody_at_once(sqlite_scene: Scene) -> None:
    await pragma(sqlite_scene, "query_only=1")
    outcomes = await together(sqlite_scene, *(item(str(n)) for n in range(20)))
    assert all(isinstance(outcome, OperationalError) and is_away(outcome) for outcome in outcomes)
    await pragma(sqlite_scene, "query_only=0")
    assert await kept(sqlite_scene) == []
    assert all(isinstance(one, list) for one in await together(sqlite_scene, *(item(str(n)) for n in range(3))))


async def test_a_full_disk_keeps_nothing_by_halves(sqlite_scene: Scene) -> None:
    pages = await pragma(sqlite_scene, "page_count")
    await pragma(sqlite_scene, f"max_page_count={pages}")
    outcomes: list[list[Received] | BaseException] = []
    while not any(isinstance(outcome, Exception) for outcome in outcomes):
        outcomes += await together(sqlite_scene, item(f"{len(outcomes)}", f"{len(outcomes)} " + "长" * 200))
    *fine, full = outcomes
    stored = len(fine)
    assert isinstance(full, OperationalError)
    assert is_away(full)
    assert len(await kept(sqlite_scene)) == stored
    await pragma(sqlite_scene, "max_page_count=1000000")
    await sqlite_scene.intake.receive(sqlite_scene.team, "generic", [item("again")])
    assert len(await kept(sqlite_scene)) == stored + 1


async def test_a_locked_file_makes_everybody_wait_once_and_not_in_turn(sqlite_scene: Scene) -> None:
    """Each of five hundred callers tried alone would wait for the lock as long again."""
    await pragma(sqlite_scene, "busy_timeout=100")
    path = sqlite_scene.desk.database.path
    other = sqlite3.connect(str(path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    begun = asyncio.get_running_loop().time()
    outcomes = await together(sqlite_scene, *(item(str(n)) for n in range(200)))
    waited = asyncio.get_running_loop().time() - begun
    other.execute("ROLLBACK")
    other.close()
    assert all(isinstance(outcome, OperationalError) and is_away(outcome) for outcome in outcomes)
    assert waited < 100 * 0.1, "one after the other they would have waited 20 s"
    assert all(isinstance(one, list) for one in await together(sqlite_scene, *(item(str(n)) for n in range(200))))


async def test_a_commit_whose_answer_was_lost_strands_nothing(desk_scene: Scene) -> None:
    """The sender hears that nothing is sure and sends again: one alert, one incident, and the card comes.

    Without the live key: two incidents.
    """
    grave = item("a", severity=Severity.S1)
    with after_each_commit(desk_scene, break_off):
        (outcome,) = await together(desk_scene, grave)
    assert isinstance(outcome, sqlite3.OperationalError | DBAPIError)
    async with desk_scene.desk.reading() as look:
        assert (await look.session.exec(select(func.count()).select_from(Parcel))).one() > 0
    await desk_scene.settle()
    ((again,),) = (await together(desk_scene, grave),)
    assert isinstance(again, list)
    assert not again[0].fresh
    await desk_scene.settle()
    assert len(desk_scene.topics) == len(await desk_scene.incidents()) == 1
    assert any("事 a" in one for one in desk_scene.texts(FORUM, *desk_scene.sandbox.world.chats[FORUM].topics))


# --- coming and going ---


async def test_a_sender_that_gave_up_still_has_his_alert_kept(desk_scene: Scene) -> None:
    waiting = asyncio.create_task(desk_scene.intake.receive(desk_scene.team, "generic", [item("a")]))
    await asyncio.sleep(0)
    waiting.cancel()
    with suppress(asyncio.CancelledError):
        await waiting
    await desk_scene.intake.receive(desk_scene.team, "generic", [item("b")])
    assert await kept(desk_scene) == ["事 a", "事 b"]


async def test_going_down_keeps_what_was_handed_over_and_takes_no_more(desk_scene: Scene) -> None:
    calls = [
        asyncio.create_task(desk_scene.intake.receive(desk_scene.team, "generic", [item(str(n))]))
        for n in range(5)
    ]
    await asyncio.sleep(0)
    desk_scene.intake.close()
    assert all(await asyncio.gather(*calls))
    with pytest.raises(CollectorClosed):
        await desk_scene.intake.receive(desk_scene.team, "generic", [item("late")])
    assert len(await kept(desk_scene)) == 5


async def test_a_writer_that_fell_goes_on_with_what_was_left(sqlite_scene: Scene) -> None:
    """A bug in the writing; the loop runner starts it again, and nobody who waits is forgotten."""

    async def short(u: UnitOfWork, batches: Any) -> list[int]:
        return [] if len(batches) > 1 else [1]  # one answer too few: a bug

    collector: Collector[int, int] = Collector(sqlite_scene.desk, short)
    lost = [asyncio.create_task(collector.put([0] * size)) for size in (2, 1)]
    waiting = asyncio.create_task(collector.put([0] * 3))  # no room in the first flush
    await asyncio.sleep(0)
    writer = asyncio.create_task(collector.run())
    await asyncio.wait([writer])
    assert isinstance(writer.exception(), ValueError)
    writer = asyncio.create_task(collector.run())
    assert await asyncio.wait_for(waiting, 5) == 1
    collector.close()
    await writer
    for task in lost:
        task.cancel()


# --- how much at once ---


class Priced:
    """A collector whose flushes take so many seconds of the scene's time each, and so many more for each item."""

    def __init__(self, scene: Scene) -> None:
        self.sizes: list[int] = []
        self.each = self.commit = 0.0
        self._clock = scene.clock
        self.collector: Collector[int, int] = Collector(scene.desk.patiently(), self._write)

    async def _write(self, u: UnitOfWork, batches: Sequence[Sequence[int]]) -> Sequence[int]:
        self.sizes.append(len(batches))
        self._clock.move(timedelta(seconds=self.commit + self.each * len(batches)))
        return [0 for _ in batches]

    async def put(self, count: int) -> list[int]:
        """So many callers at once; how many of them each flush took."""
        self.sizes.clear()
        await asyncio.gather(*(self.collector.put([number]) for number in range(count)))
        assert sum(self.sizes) == count
        return self.sizes


@pytest.fixture
async def priced(sqlite_scene: Scene) -> AsyncIterator[Priced]:
    priced = Priced(sqlite_scene)
    running = asyncio.create_task(priced.collector.run())
    yield priced
    priced.collector.close()
    await running


async def test_what_is_dear_is_committed_bit_by_bit_and_what_is_cheap_all_at_once(priced: Priced) -> None:
    """Sixty incidents at one instant: the first is committed, and its phone rings, long before the last one."""
    priced.each = 0.001
    assert await priced.put(100) == [4, 8, 16, 32, 40], "quick: it takes twice as many each time"
    priced.each = 0.1
    sizes = await priced.put(300)
    assert sizes[:4] == [128, 64, 32, 16], "half its size after a flush that took long"
    assert min(sizes) == FIRST_FLUSH
    assert max(sizes[-8:]) <= 2 * FIRST_FLUSH


async def test_slow_commits_are_fewer_and_larger(priced: Priced) -> None:
    """A busy machine, a disk that takes its time. Switch: `min(self._held)` in `_pace`: 125 flushes of four, a
    minute instead of four seconds."""
    priced.commit, priced.each = 0.5, 0.0001
    assert await priced.put(500) == [4, 8, 16, 32, 64, 128, 248]
    priced.commit = 0.001
    await priced.put(2_000)
    priced.commit = 0.5
    assert len(await priced.put(2_000)) <= 30, "and so when it was quick before"


async def test_who_has_the_writer_before_us_makes_no_flush_smaller(priced: Priced, sqlite_scene: Scene) -> None:
    """Switch: `_began` in `_store`."""
    priced.each = 0.001
    await priced.put(100)
    release = asyncio.Event()

    async def act() -> None:
        async with sqlite_scene.desk.transaction():
            await release.wait()
            sqlite_scene.clock.move(timedelta(seconds=2))

    acting = asyncio.create_task(act())
    await asyncio.sleep(0)
    coming = asyncio.create_task(priced.put(300))
    for _ in range(20):
        await asyncio.sleep(0)
    release.set()
    await acting
    assert await coming == [128, 128, 44]


async def test_while_an_act_waits_slow_commits_stay_small(priced: Priced, sqlite_scene: Scene) -> None:
    """Switch: `is_awaited` in `_pace`: whoever pressed waits for hundreds of alerts."""
    priced.commit = 0.5
    await priced.put(60)
    over = asyncio.Event()

    async def act() -> None:
        while not over.is_set():
            async with sqlite_scene.desk.transaction():
                await asyncio.sleep(0)

    acting = [asyncio.create_task(act()) for _ in range(8)]
    sizes = await priced.put(300)
    over.set()
    await asyncio.gather(*acting)
    assert sizes[-1] <= FIRST_FLUSH

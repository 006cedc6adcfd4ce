"""Several desks on one PostgreSQL: one leads, all hear, and an office is left before anybody else has it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import asyncpg
import pytest

from bot.clock import SystemClock
from bot.gateways.replicas import Replicas, SpreadSignal
from tests.kit.databases import PostgresServer

PATIENCE = 20.0


@dataclass
class Desk:
    """One replica, and who holds the office by the common record."""

    name: str
    dsn: str
    record: list[str]
    elected: asyncio.Event = field(default_factory=asyncio.Event)
    task: "asyncio.Task[None] | None" = None

    def __post_init__(self) -> None:
        self.replicas = Replicas(self.dsn, self.name, SystemClock(), self._office)
        self.signal: SpreadSignal = self.replicas.signal("outbox")

    @asynccontextmanager
    async def _office(self) -> AsyncIterator[None]:
        self.record.append(f"{self.name} in")
        self.elected.set()
        try:
            yield
        finally:
            self.record.append(f"{self.name} out")

    async def start(self) -> None:
        """Comes back once it listens and has stood for election."""
        stood = asyncio.Event()
        self.task = asyncio.create_task(self.replicas.run(stood.set))
        async with asyncio.timeout(PATIENCE):
            await stood.wait()

    async def stop(self) -> None:
        assert self.task is not None
        self.task.cancel()
        await asyncio.wait({self.task})


@pytest.fixture
async def dsn(postgres: PostgresServer) -> AsyncIterator[str]:
    url = await postgres.make()
    yield url
    await postgres.drop(url)


async def test_one_leads_and_the_next_takes_over_when_its_connection_dies(dsn: str) -> None:
    record: list[str] = []
    first, second = Desk("first", dsn, record), Desk("second", dsn, record)
    await first.start()
    await second.start()
    assert (first.replicas.leading, second.replicas.leading) == (True, False)
    await end_the_leader(dsn)
    async with asyncio.timeout(PATIENCE):
        await second.elected.wait()
    assert first.task is not None
    await asyncio.wait({first.task}, timeout=PATIENCE)
    # It raises, so that the loop runner connects anew; and it had left before it raised.
    assert first.task.exception() is not None
    assert "first out" in record
    assert not first.replicas.leading
    await second.stop()
    assert record.count("second in") == record.count("second out") == 1


async def test_what_one_says_the_others_hear(dsn: str) -> None:
    speaker, hearer = Desk("speaker", dsn, []), Desk("hearer", dsn, [])
    await speaker.start()
    await hearer.start()
    for desk in (speaker, hearer):
        assert await desk.signal.wait(1), "what was said while nobody listened counts as heard"
    speaker.signal.set()
    assert await speaker.signal.wait(1)
    assert await hearer.signal.wait(PATIENCE)
    # It does not come back as an echo.
    assert not await speaker.signal.wait(0.05)
    await speaker.stop()
    await hearer.stop()


async def end_the_leader(dsn: str) -> None:
    await asked(dsn, "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted")


async def asked(dsn: str, query: str) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(dsn)
    try:
        return list(await connection.fetch(query))
    finally:
        await connection.close()

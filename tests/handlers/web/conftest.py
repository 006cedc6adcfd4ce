"""The web as it is assembled, in front of a real desk on a database file; nothing of Telegram is started."""

import asyncio
import io
import json
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer
from sqlmodel import SQLModel, func, select

from bot.app import UPDATES, App, assemble
from bot.desk.founding import found
from bot.ports import ALERTS
from handlers.web.doors import Waiting
from tests.kit.clock import FakeClock
from tests.kit.settings import TOKEN, settings_from

ALERT_TOKEN = "monitoring-may-come-in"
WEBHOOK_SECRET = "only-telegram-knows"


@dataclass
class Door:
    """A desk's web, and what came of asking it."""

    app: App
    clock: FakeClock
    client: TestClient[Any, Any]
    headers: dict[str, str] = field(default_factory=lambda: {"Authorization": f"Bearer {ALERT_TOKEN}"})

    async def post(self, body: Any, path: str = "/hooks/generic", **headers: str) -> ClientResponse:
        """Send a body (bytes as they are, anything else as JSON) with the desk's own token."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", **self.headers, **headers}
        return await self.client.post(path, data=io.BytesIO(data), headers=sent)

    async def count(self, table: type[SQLModel]) -> int:
        """How many rows there are."""
        async with self.app.database.reading() as session:
            return int((await session.exec(select(func.count()).select_from(table))).one())


@pytest.fixture
async def door(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Door]:
    settings = settings_from(
        monkeypatch,
        TELEGRAM_BOT_TOKEN=TOKEN,
        TELEGRAM_MODE="webhook",
        TELEGRAM_WEBHOOK_SECRET=WEBHOOK_SECRET,
        PUBLIC_URL="https://desk.example.com",
        ALERT_TOKEN=ALERT_TOKEN,
        DATABASE_URL=sqlite_url,
    )
    clock = FakeClock()
    app = assemble(settings, clock, Waiting(body_seconds=0.1, commit_seconds=5))
    await found(app.desk, app.first_team)
    app.loops.start(ALERTS, app.intake.run)
    app.loops.start(UPDATES, app.inbox.run)
    app.complete.set()
    async with TestClient(TestServer(app.web)) as client:
        yield Door(app, clock, client)
    app.intake.close()
    app.inbox.close()
    await app.loops.stop(*app.loops.all)
    await app.database.close()
    # The driver's threads of connections that never came about end a moment later, and still need the loop.
    for thread in threading.enumerate():
        if "_connection_worker_thread" in thread.name:
            await asyncio.to_thread(thread.join, 2)

"""Killed in the worst moments of a call: before Telegram did it, before its answer, before it was marked."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, closing
from enum import StrEnum
from typing import Any

import asyncpg
from sqlalchemy.engine import make_url

from bot.sandbox.faults import WireTrouble
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.world.files import Upload

UNHEARD = 0.3
"""Seconds an answer has to arrive while nothing can be written; many times what loopback takes."""


class Window(StrEnum):
    """When the desk dies, seen from Telegram."""

    NOT_DONE = "not_done"
    UNANSWERED = "unanswered"
    UNMARKED = "unmarked"


class Ambush(Sandbox):
    """A Telegram that kills who speaks to it. `sprung` is set when it has."""

    def __init__(self, kill: Callable[[], Awaitable[None]], database_url: str, chat: int) -> None:
        super().__init__(long_polling=True, sleep=asyncio.sleep)
        self.world.flood_limits = False
        self._kill = kill
        self._database_url = database_url
        self._chat = chat
        self._window: Window | None = None
        self._running: set[asyncio.Task[None]] = set()
        self.sprung = asyncio.Event()

    def lie_in_wait(self, window: Window) -> None:
        """The next message for the chat is the last thing this desk does."""
        self.sprung.clear()
        self._window = window

    async def answer(
        self,
        method: str,
        params: Mapping[str, object],
        files: Mapping[str, Upload | tuple[str, bytes, str]],
        token: str | None,
    ) -> tuple[int, bytes, str | None]:
        """As any Telegram, until the message comes that was waited for."""
        window = self._window
        if window is None or method != "sendMessage" or int(str(params["chat_id"])) != self._chat:
            return await super().answer(method, params, files, token)
        self._window = None
        if window is Window.UNMARKED:
            return await self._answer_but_let_nothing_be_marked(method, params, files, token)
        if window is Window.UNANSWERED:
            await super().answer(method, params, files, token)
        await self._kill()
        self.sprung.set()
        raise WireTrouble("reset")

    async def _answer_but_let_nothing_be_marked(self, *call: Any) -> tuple[int, bytes, str | None]:
        held = unwritable(self._database_url)
        await held.__aenter__()
        answer = await super().answer(*call)

        async def later() -> None:
            await asyncio.sleep(UNHEARD)
            await self._kill()
            await held.__aexit__(None, None, None)
            self.sprung.set()

        task = asyncio.create_task(later())
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return answer


@asynccontextmanager
async def unwritable(database_url: str) -> AsyncIterator[None]:
    """Somebody else holds what every delivery's end has to write."""
    if database_url.startswith("sqlite"):
        with closing(sqlite3.connect(make_url(database_url).database or "", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
        return
    connection = await asyncpg.connect(database_url)
    try:
        async with connection.transaction():
            await connection.execute("LOCK TABLE outbox IN EXCLUSIVE MODE")
            yield
    finally:
        await connection.close()

"""The floor under "alert to wire": what the fixed libraries alone take from an alert to its message, here and now.

An aiohttp handler parses one alert and keeps it with its message in one commit of sqlite3 (FULL); then `Bot` of
python-telegram-bot says it over aiohttp, and a second commit notes that it was said. No incident, no person,
no order, no budget, no words: whoever is near it has nothing left to save but the libraries.

    python -m benchmarks.wire.floor PORT FOLDER BASE TOKEN CHAT
"""

import asyncio
import json
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from aiohttp import web

from benchmarks.kit.floors import bare_sqlite
from benchmarks.kit.processes import Served, free_port, served
from bot.gateways.telegram import DeskBot, telegram_bot

_KEEP_ALERT: Final = "INSERT INTO alert VALUES (?, ?, ?)"
_KEEP_MESSAGE: Final = "INSERT INTO outbox VALUES (?, 'claimed', NULL)"
_SETTLE: Final = "UPDATE outbox SET state = 'sent', message_id = ? WHERE alert_id = ?"


@contextmanager
def floor(folder: Path, telegram: Mapping[str, Any]) -> Iterator[Served]:
    """Run it until the block ends; it takes what Alertmanager would send."""
    port = free_port()
    told = (str(port), str(folder), telegram["base"], telegram["token"], str(telegram["forum_chat_id"]))
    command = [sys.executable, "-m", "benchmarks.wire.floor", *told]
    with served(command, f"http://127.0.0.1:{port}", "/readyz", folder / "floor.log") as running:
        yield running


class _Floor:
    def __init__(self, connection: sqlite3.Connection, bot: DeskBot, chat: int) -> None:
        self._connection = connection
        self._bot = bot
        self._chat = chat
        self._saying: set[asyncio.Task[None]] = set()
        self._in_turn = asyncio.Lock()

    async def receive(self, request: web.Request) -> web.Response:
        """Keep the alert, answer, and say it."""
        (alert,) = json.loads(await request.read())["alerts"]
        key, text = alert["fingerprint"], alert["annotations"]["summary"]
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute(_KEEP_ALERT, (key, key, text))
        self._connection.execute(_KEEP_MESSAGE, (key,))
        self._connection.execute("COMMIT")
        task = asyncio.create_task(self._say(key, text))
        self._saying.add(task)
        task.add_done_callback(self._saying.discard)
        return web.json_response({})

    async def _say(self, key: str, text: str) -> None:
        async with self._in_turn:  # one call at a time in a chat, as Telegram keeps their order
            message_id = await self._bot.message("sendMessage", {"chat_id": self._chat, "text": text})
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute(_SETTLE, (message_id, key))
        self._connection.execute("COMMIT")


async def _ready(_: web.Request) -> web.Response:
    return web.Response()


async def _serve(port: int, folder: Path, base: str, token: str, chat: int) -> None:
    bot = telegram_bot(token, base)
    with bare_sqlite(folder) as connection:
        connection.execute("CREATE TABLE alert (id TEXT PRIMARY KEY, live_key TEXT UNIQUE, body TEXT)")
        connection.execute("CREATE TABLE outbox (alert_id TEXT PRIMARY KEY, state TEXT, message_id INTEGER)")
        async with bot:
            application = web.Application()
            application.router.add_post("/hooks/alertmanager", _Floor(connection, bot, chat).receive)
            application.router.add_get("/readyz", _ready)
            runner = web.AppRunner(application, access_log=None)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", port).start()
            await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4], int(sys.argv[5])))

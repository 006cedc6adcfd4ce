"""Pushing updates to the bot's webhook, as the real server does it.

One update at a time per chat and different chats in parallel; any 2xx is an acknowledgement; anything else is
tried again after a pause that doubles, or after the Retry-After the bot names; a call in the body of the answer
is made. Source: tdlib/telegram-bot-api, WebhookActor.
"""

import asyncio
import json
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.world.model import Change, Update
from bot.sandbox.world.updates import pending, update_json
from bot.sandbox.world.world import unix

_LONGEST_PAUSE = 60.0
_LONGEST_RETRY_AFTER = 3600.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the name of a header


class Courier:
    """Delivers what waits while a webhook is set.

    Args:
        timeout: seconds the bot has to answer.
        first_pause: seconds after the first failure; doubles up to a minute.
    """

    def __init__(self, sandbox: Sandbox, *, timeout: float = 60.0, first_pause: float = 1.0) -> None:
        self._sandbox = sandbox
        self._timeout = ClientTimeout(total=timeout)
        self._first_pause = first_pause
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._open = False
        self._session: ClientSession | None = None
        self._places = asyncio.Semaphore(100)

    def start(self) -> None:
        self._open = True
        self._sandbox.listeners.append(self._changed)
        self._look()

    async def stop(self) -> None:
        self._sandbox.listeners.remove(self._changed)
        self._open = False
        tasks = list(self._lanes.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def _changed(self, change: Change) -> None:
        if change.kind == "webhook":
            # A new address ends the waiting for the old one.
            self._places = asyncio.Semaphore(self._sandbox.world.webhook.max_connections)
            for task in list(self._lanes.values()):
                task.cancel()
            self._lanes.clear()
        if change.kind in ("update", "webhook"):
            self._look()

    def _look(self) -> None:
        if not self._open or not self._sandbox.world.webhook.url:
            return
        for update in pending(self._sandbox.world, self._sandbox.now()):
            if update.lane not in self._lanes:
                self._lanes[update.lane] = asyncio.create_task(self._deliver(update.lane))

    async def _deliver(self, lane: str) -> None:
        pause = self._first_pause
        try:
            while (update := self._first(lane)) is not None:
                async with self._places:
                    wait = await self._push(update)
                if wait is None:
                    pause = self._first_pause
                    continue
                await asyncio.sleep(wait or pause)
                pause = min(_LONGEST_PAUSE, pause * 2)
        finally:
            if self._lanes.get(lane) is asyncio.current_task():
                del self._lanes[lane]

    def _first(self, lane: str) -> Update | None:
        world = self._sandbox.world
        if not world.webhook.url:
            return None
        return next((u for u in pending(world, self._sandbox.now()) if u.lane == lane), None)

    async def _push(self, update: Update) -> float | None:
        """None when the bot has taken the update; otherwise the seconds it asked for, 0 for our own pause."""
        webhook = self._sandbox.world.webhook
        headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
        if self._session is None:
            self._session = ClientSession(trust_env=False)
        try:
            async with self._session.post(
                webhook.url,
                json=update_json(update),
                headers=headers,
                timeout=self._timeout,
                allow_redirects=False,
            ) as response:
                body = await response.content.read(1 << 20)
                if response.ok:
                    self._taken(update)
                    await self._reply_call(body)
                    return None
                error = f"Wrong response from the webhook: {response.status} {response.reason}"
                told = response.headers.get("Retry-After", "")
        except TimeoutError:
            error, told = "Read timeout expired", ""
        except ClientError:
            error, told = "Connection refused", ""
        webhook.last_error_at, webhook.last_error = unix(self._sandbox.now()), error
        self._sandbox.journal.note(self._sandbox.now(), "webhook", ok=False, error=error)
        return min(_LONGEST_RETRY_AFTER, float(told)) if told.isdecimal() else 0.0

    def _taken(self, update: Update) -> None:
        world = self._sandbox.world
        world.updates = [waiting for waiting in world.updates if waiting.id != update.id]
        self._sandbox.journal.note(self._sandbox.now(), "webhook", ok=True)

    async def _reply_call(self, body: bytes) -> None:
        """A call the bot put into its answer; get-methods are not made this way, and a wrong one is dropped."""
        try:
            call: Any = json.loads(body)
        except ValueError:
            return
        name = call.pop("method", None) if isinstance(call, dict) else None
        if isinstance(name, str) and not name.lower().startswith("get"):
            await self._sandbox.call(name, call)

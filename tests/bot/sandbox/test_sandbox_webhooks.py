"""Webhooks: the secret, the order within a chat, and a bot that answers badly or not at all."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from bot.sandbox.http import Server, serve
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.webhooks import SECRET_HEADER, Courier
from tests.bot.sandbox.sandbox_kit import DUTY, HOME, PR, until

Answer = Callable[[dict[str, Any]], Awaitable[web.Response]]


class Hook:
    """The bot's end of a webhook."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.taken: list[str] = []
        self.secrets: list[str | None] = []
        self.came = asyncio.Condition()

    async def handle(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.secrets.append(request.headers.get(SECRET_HEADER))
        response = await self.answer(update)
        if response.status == 200:
            async with self.came:
                self.taken.append(update["message"]["text"])
                self.came.notify_all()
        return response

    async def until(self, count: int) -> None:
        async with asyncio.timeout(5), self.came:
            await self.came.wait_for(lambda: len(self.taken) >= count)


@asynccontextmanager
async def hooked(answer: Answer, timeout: float = 5.0) -> AsyncIterator[tuple[Server, Hook]]:
    sandbox = Sandbox(long_polling=True, sleep=asyncio.sleep)
    hook = Hook(answer)
    app = web.Application()
    app.router.add_post("/hook", hook.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        async with serve(sandbox, courier=Courier(sandbox, timeout=timeout, first_pause=0.01)) as server:
            status, _ = await sandbox.call("setWebhook", {"url": address, "secret_token": "S-1"})
            assert status == 200
            yield server, hook
    finally:
        await runner.cleanup()


async def test_updates_are_pushed_with_the_secret_and_in_order() -> None:
    async def fine(update: dict[str, Any]) -> web.Response:
        return web.Response()

    async with hooked(fine) as (server, hook):
        for n in range(5):
            server.sandbox.say(DUTY, HOME, str(n))
        await hook.until(5)
        assert hook.taken == ["0", "1", "2", "3", "4"]
        assert set(hook.secrets) == {"S-1"}
        status, body = await server.sandbox.call("getUpdates")
        assert status == 409
        assert b"can't use getUpdates method while webhook is active" in body


async def test_a_webhook_that_answers_500_is_tried_again_and_its_trouble_told() -> None:
    tries: list[int] = []

    async def twice_wrong(update: dict[str, Any]) -> web.Response:
        tries.append(update["update_id"])
        return web.Response(status=500 if len(tries) < 3 else 200)

    async with hooked(twice_wrong) as (server, hook):
        server.sandbox.say(DUTY, HOME, "x")
        await hook.until(1)
        await until(lambda: not server.sandbox.world.updates)
        assert len(tries) == 3
        assert len(set(tries)) == 1
        told = await server.sandbox.call("getWebhookInfo")
        assert b"Wrong response from the webhook: 500 Internal Server Error" in told[1]
        assert b'"pending_update_count":0' in told[1]


async def test_a_webhook_that_hangs_holds_up_its_own_chat_only() -> None:
    async def hangs_for_one(update: dict[str, Any]) -> web.Response:
        if update["message"]["chat"]["id"] == HOME:
            await asyncio.Event().wait()
        return web.Response()

    async with hooked(hangs_for_one, timeout=0.2) as (server, hook):
        server.sandbox.say(DUTY, HOME, "stuck")
        server.sandbox.say(PR, PR, "goes on")
        await hook.until(1)
        assert hook.taken == ["goes on"]


async def test_a_call_in_the_answer_is_made() -> None:
    async def speaks(update: dict[str, Any]) -> web.Response:
        return web.json_response({"method": "sendMessage", "chat_id": HOME, "text": "收到"})

    async with hooked(speaks) as (server, hook):
        server.sandbox.say(PR, PR, "x")
        await hook.until(1)
        await until(lambda: "收到" in server.sandbox.texts(HOME))


async def test_taking_the_webhook_away_brings_back_polling() -> None:
    async def gone(update: dict[str, Any]) -> web.Response:
        return web.Response(status=503, headers={"Retry-After": "3600"})

    async with hooked(gone) as (server, _):
        server.sandbox.say(DUTY, HOME, "x")
        await server.sandbox.call("deleteWebhook")
        status, body = await server.sandbox.call("getUpdates")
        assert status == 200
        assert b'"text":"x"' in body

"""The desk's way of serving with one address that says hello: for tests of who is let in, and for how long."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from bot.run import doorkeeper


async def _hello(_: web.Request) -> web.Response:
    return web.Response(text="hello")


@asynccontextmanager
async def greeting(*limits: Any, **patience: Any) -> AsyncIterator[int]:
    """Its port until the end of the block; the arguments are those of `doorkeeper`."""
    app = web.Application()
    app.router.add_get("/", _hello)
    runner = doorkeeper(app, *limits, **patience)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield int(runner.addresses[0][1])
    await runner.cleanup()

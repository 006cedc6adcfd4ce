"""A sandbox in process, and one behind HTTP that aiogram (a client library the project does not use
itself) talks to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest

from bot.sandbox.http import Server, serve
from bot.sandbox.sandbox import Sandbox
from tests.bot.sandbox.sandbox_kit import Client, HandClock

if TYPE_CHECKING:
    from aiogram import Bot


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def sandbox(clock: HandClock) -> Sandbox:
    return Sandbox(now=clock)


@pytest.fixture
def call(sandbox: Sandbox) -> Client:
    return Client(sandbox)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with serve(Sandbox(long_polling=True, sleep=asyncio.sleep, conflict_pause=0)) as running:
        running.sandbox.world.flood_limits = False
        yield running


@pytest.fixture
async def aiogram(server: Server) -> AsyncIterator[Bot]:
    # Here, where it is needed: it takes seconds.
    from aiogram import Bot
    from aiogram.client.default import DefaultBotProperties
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.enums import ParseMode

    session = AiohttpSession(api=TelegramAPIServer.from_base(server.base))
    client = Bot(server.sandbox.token, session, DefaultBotProperties(parse_mode=ParseMode.HTML))
    yield client
    await session.close()

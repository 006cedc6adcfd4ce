"""No incident ever has two topics, however the desk dies while it opens one."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.desk.channels import TelegramOutcomes
from bot.desk.drawing import Drawing
from bot.gateways.pump.loop import Pump
from handlers.sources import generic
from tests.kit.desk import FORUM, Scene
from tests.kit.telegram import bot_in


@pytest.fixture
async def sqlite_scene(sqlite_url: str) -> AsyncIterator[Scene]:
    """A scene on a SQLite file."""
    async with Scene.built(sqlite_url) as scene:
        yield scene


async def test_a_start_before_the_echo_of_a_topic_opens_no_second_one(sqlite_scene: Scene) -> None:
    """Killed after the topic was opened and before anybody knew; started again before the first update came in.

    Without the wait for the echo in `repair.recover`: two topics.
    """
    scene = sqlite_scene
    body = '{"title": "事", "severity": "S1", "dedup_key": "a"}'
    await scene.intake.receive(scene.team, "generic", generic.read(body.encode(), scene.clock.now()))
    while not scene.topics:
        await scene.pump.step()
        await asyncio.wait(scene.pump._sending)
    telegram_bot = bot_in(scene.sandbox)
    await telegram_bot.initialize()
    scene.pump = Pump(scene.desk, telegram_bot, Drawing(scene.desk), TelegramOutcomes())
    await scene.pump.drain()  # the poller has not come round yet
    await scene.pass_time(seconds=30)
    await telegram_bot.shutdown()
    assert len(scene.topics) == 1
    (thread,) = scene.sandbox.world.chats[FORUM].topics
    assert [text for text in scene.texts(FORUM, thread) if "事" in text]

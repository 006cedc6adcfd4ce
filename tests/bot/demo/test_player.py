"""The player believes nothing that it has not seen, and says what it missed."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from rich.console import Console

from bot.clock import SystemClock
from bot.demo.desk import DeskProcess, StoryTime
from bot.demo.phones import Phones
from bot.demo.player import Player, StoryBroken
from bot.demo.sandbox import Sandbox, session
from bot.demo.screen import Screen
from bot.demo.stories import AnyAct, Story
from bot.sandbox.http import serve
from bot.sandbox.sandbox import Sandbox as World
from bot.sandbox.sandbox import announcement

DUTY = 502


@dataclass
class Stage:
    """A sandbox that answers over HTTP, and a player; the desk is not there, and no step asks for it."""

    world: World
    sandbox: Sandbox
    desk: DeskProcess
    phones: Phones
    folder: Path

    def player(self, *acts: dict[str, Any], language: str = "zh", watched: bool = False) -> Player:
        now = SystemClock().now()
        story = msgspec.convert(
            {
                "name": "tried",
                "title": {"zh": "试", "en": "Tried"},
                "begins": "20:25",
                "zone": "Asia/Shanghai",
                "owner": "duty_manager",
                "bar": {"label": {"zh": "首次回应", "en": "First response"}, "first": "20:31", "due": "21:31"},
                "step": [{"at": "20:31", "caption": {"zh": "一键响应", "en": "One tap: on it"}}],
            },
            Story,
        )
        story = msgspec.structs.replace(
            story, step=(msgspec.structs.replace(story.step[0], act=tuple(msgspec.convert(acts, list[AnyAct]))),)
        )
        evening = story.evening(now)
        time = StoryTime(self.folder / "clock", evening.moment("20:31"))
        return Player(
            story, evening, language, self.sandbox, self.desk, time, Screen(language, Console(file=StringIO())),
            self.phones, self.folder, self.folder, watched=watched,
        )  # fmt: skip

    async def said(self, text: str, *, buttons: tuple[str, ...] = ()) -> int:
        """The desk's bot writes to the duty manager."""
        keys = [[{"text": label, "callback_data": label} for label in buttons]]
        params = {"chat_id": DUTY, "text": text, "reply_markup": {"inline_keyboard": keys}}
        status, body = await self.world.call("sendMessage", params)
        assert status == 200, body
        return int(msgspec.json.decode(body)["result"]["message_id"])


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    world = World(long_polling=True, sleep=asyncio.sleep)
    world.start(DUTY)
    async with serve(world) as server, session() as web:
        sandbox = Sandbox(web, announcement(world, server.base))
        phones = Phones(web, sandbox)
        await phones.start()
        yield Stage(world, sandbox, DeskProcess(web, tmp_path, {}, "token"), phones, tmp_path)
        await phones.stop()


async def presses(stage: Stage) -> list[str]:
    return [str(entry["text"]) for entry in await stage.sandbox.acts() if entry["act"] == "press"]


async def wait_for(done: Callable[[], bool]) -> None:
    """Until something has happened in the world; bounded."""
    async with asyncio.timeout(5):
        while not done():  # noqa: ASYNC110  the player is another task of this loop
            await asyncio.sleep(0)


def see(text: str, where: str = "duty_manager") -> dict[str, Any]:
    return {"do": "see", "where": where, "text": [text], "within": 0.3}


def press(label: str, who: str = "duty_manager", **more: Any) -> dict[str, Any]:
    return {"do": "press", "who": who, "where": "duty_manager", "label": label, "within": 0.3, **more}


@pytest.mark.parametrize(
    ("acts", "said"),
    [
        ([see("总指挥")], "演示停在「一键响应」:等了 0 秒,林澜的私聊里没有出现「总指挥」。"),
        ([see("x", "general")], "大厅里没有出现「x」"),
        ([press("我来响应")], "林澜的私聊里没有按钮「我来响应」,只有:接不了。"),
        ([press("接不了", who="legal")], "陈默 做不了这一步"),
        ([press("接不了", toast="已转呼")], "按下「接不了」,应该回「已转呼」,却是「」。"),
        ([{"do": "say", "who": "stranger", "where": "general", "text": "hi"}], "路人甲 做不了这一步"),
    ],
)
async def test_what_does_not_come_stops_the_story_with_a_sentence(
    stage: Stage, acts: list[dict[str, Any]], said: str
) -> None:
    await stage.said("S1 呼叫值班", buttons=("接不了",))
    with pytest.raises(StoryBroken, match=re.escape(said)):
        await stage.player(*acts).play()


def ring(text: str, who: str = "duty_manager") -> dict[str, Any]:
    return {"do": "ring", "who": who, "text": [text], "within": 0.3}


async def push(stage: Stage, title: str, priority: int = 5) -> None:
    """What a desk publishes to the demo's ntfy; nobody answers behind the button."""
    actions = [{"action": "http", "label": "我来响应", "url": f"{stage.phones.base}/nowhere", "method": "POST"}]
    said = {"topic": "duty_manager", "title": title, "message": "", "priority": priority, "actions": actions}
    async with session() as web, web.post(stage.phones.base, json=said) as answer:
        assert (answer.status, (await answer.json())["event"]) == (200, "message")


@pytest.mark.parametrize(
    ("acts", "said"),
    [
        ([ring("S2 呼叫")], "等了 0 秒,林澜的手机没有响「S2 呼叫」。"),
        ([ring("已由")], "林澜的手机没有响「已由」"),
        ([ring("S1 呼叫"), ring("S1 呼叫")], "林澜的手机没有响「S1 呼叫」"),
        ([ring("S1 呼叫", "legal")], "陈默的手机没有响"),
        ([ring("S1 呼叫"), {"do": "touch", "who": "duty_manager", "label": "接下"}], "林澜 做不了这一步"),
        ([ring("S1 呼叫"), {"do": "touch", "who": "duty_manager", "label": "我来响应"}], "404"),
        (
            [ring("S1 呼叫"), {"do": "touch", "who": "duty_manager", "label": "我来响应", "page": True}],
            "林澜 做不了",
        ),
        ([{"do": "touch", "who": "legal", "label": "我来响应"}], "陈默 做不了这一步"),
    ],
)
async def test_a_phone_that_does_not_ring_or_a_touch_that_is_not_taken_stops_it(
    stage: Stage, acts: list[dict[str, Any]], said: str
) -> None:
    await push(stage, "S1 呼叫 · 值班")
    await push(stage, "已由 陈默 接下", priority=2)
    with pytest.raises(StoryBroken, match=re.escape(said)):
        await stage.player(*acts).play()


async def test_the_sentence_comes_in_english_too(stage: Stage) -> None:
    with pytest.raises(StoryBroken, match="stopped at “One tap: on it”: waited 0 s; “x” did not appear"):
        await stage.player(see("x"), language="en").play()


async def test_what_stood_there_is_kept_for_whoever_looks_into_it(stage: Stage) -> None:
    await stage.said("S1 呼叫值班")
    with pytest.raises(StoryBroken) as broken:
        await stage.player(see("总指挥")).play()
    assert "S1 呼叫值班" in broken.value.seen


async def test_words_in_two_messages_are_not_seen_together(stage: Stage) -> None:
    await stage.said("处置中")
    await stage.said("总指挥 林澜")
    both = {"do": "see", "where": "duty_manager", "text": ["处置中", "总指挥 林澜"], "within": 0.3}
    with pytest.raises(StoryBroken, match="处置中 … 总指挥 林澜"):
        await stage.player(both).play()


async def test_the_newest_button_of_a_name_is_pressed(stage: Stage) -> None:
    await stage.said("old", buttons=("我来响应",))
    newest = await stage.said("new", buttons=("我来响应",))
    with pytest.raises(StoryBroken):
        await stage.player(press("我来响应"), see("never")).play()
    (pressed,) = [entry for entry in await stage.sandbox.acts() if entry["act"] == "press"]
    assert pressed["message_id"] == newest


async def test_the_page_shows_time_caption_and_deadline(stage: Stage) -> None:
    with pytest.raises(StoryBroken):
        await stage.player(see("never")).play()
    scene = stage.world.story.shown()["scene"]
    assert (scene["time"], scene["caption_zh"], scene["caption_en"]) == ("20:31", "一键响应", "One tap: on it")
    assert scene["deadline"]["total_seconds"] == 3600
    assert 3590 < scene["deadline"]["left_seconds"] <= 3600


async def test_a_story_that_was_stopped_waits_for_its_viewer(stage: Stage) -> None:
    await stage.said("呼叫", buttons=("我来响应",))
    stage.world.pause(True)
    telling = asyncio.ensure_future(stage.player(press("我来响应"), see("never"), watched=True).play())
    await wait_for(lambda: stage.world.story.scene is not None)
    assert not await presses(stage)
    stage.world.pause(False)
    with pytest.raises(StoryBroken, match="never"):
        await asyncio.wait_for(telling, 10)
    assert await presses(stage) == ["我来响应"]


async def test_when_the_viewer_takes_over_the_story_goes_on_after_his_own_press(stage: Stage) -> None:
    message = await stage.said("呼叫", buttons=("我来响应", "接不了"))
    stage.world.take_over()
    telling = asyncio.ensure_future(stage.player(press("我来响应"), see("never"), watched=True).play())
    await wait_for(lambda: stage.world.story.scene is not None)
    stage.world.press(DUTY, DUTY, message, "我来响应")
    with pytest.raises(StoryBroken, match="never"):
        await asyncio.wait_for(telling, 10)
    assert await presses(stage) == ["我来响应"]

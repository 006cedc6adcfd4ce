"""The control API, exactly as the design names it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import ClientSession

from bot.sandbox.http import Server, serve
from bot.sandbox.sandbox import Sandbox, announcement
from tests.bot.sandbox.sandbox_kit import DUTY, HOME, NOT_STARTED, PR

if TYPE_CHECKING:
    from aiogram import Bot


class Control:
    def __init__(self, base: str, web: ClientSession) -> None:
        self.base, self.web = base, web

    async def post(self, act: str, expect: int = 200, **body: Any) -> dict[str, Any]:
        async with self.web.post(f"{self.base}/_sandbox/{act}", json=body) as response:
            answer: dict[str, Any] = await response.json()
            assert response.status == expect, answer
            return answer

    async def get(self, path: str) -> dict[str, Any]:
        async with self.web.get(f"{self.base}/_sandbox/{path}") as response:
            answer: dict[str, Any] = await response.json()
            return answer


@pytest.fixture
async def control(server: Server) -> AsyncIterator[Control]:
    async with ClientSession() as web:
        yield Control(server.base, web)


async def test_the_first_line_names_everything(server: Server) -> None:
    line = announcement(server.sandbox, server.base)
    assert set(line) == {"base", "token", "forum_chat_id", "other_chats", "personas"}
    assert all(
        set(chat) == {"id", "kind", "title"} and chat["kind"] in ("forum", "group") for chat in line["other_chats"]
    )
    assert all(set(one) == {"id", "name", "role", "started"} for one in line["personas"])
    assert [one["id"] for one in line["personas"] if one["role"] == "owner"] == [501]
    assert NOT_STARTED in [one["id"] for one in line["personas"] if not one["started"]]


async def test_say_press_and_the_toast(control: Control, aiogram: Bot, server: Server) -> None:
    said = await control.post("say", user=DUTY, chat_id=HOME, text="/report 起疹")
    assert said["message"]["entities"][0]["type"] == "bot_command"
    markup: Any = {"inline_keyboard": [[{"text": "我来响应", "callback_data": "1:r"}]]}
    card = await aiogram.send_message(HOME, "卡", reply_markup=markup)

    async def answers() -> None:
        for update in await aiogram.get_updates(timeout=5, allowed_updates=["callback_query"]):
            if update.callback_query:
                await update.callback_query.answer("已响应").as_(aiogram)

    await aiogram.get_updates(offset=-1, allowed_updates=["callback_query"])
    await aiogram.get_updates(offset=server.sandbox.world.last_update_id + 1)
    async with asyncio.TaskGroup() as group:
        group.create_task(answers())
        pressed = await control.post(
            "press", user=DUTY, chat_id=HOME, message_id=card.message_id, label="我来响应"
        )
    assert (pressed["answered"], pressed["text"], pressed["show_alert"]) == (True, "已响应", False)
    unanswered = await control.post("press", user=PR, chat_id=HOME, message_id=card.message_id, data="1:r", wait=0)
    assert unanswered["answered"] is False


async def test_files_replies_forwards_and_reactions(control: Control, server: Server) -> None:
    first = await control.post("say", user=DUTY, chat_id=HOME, photo=True, caption="证据")
    await control.post("say", user=PR, chat_id=HOME, document={"name": "a.txt", "base64": "5ZCN5Y2V"}, text="名单")
    await control.post(
        "say", user=PR, chat_id=PR, forward_from={"chat_id": HOME, "message_id": first["message_id"]}
    )
    await control.post("say", user=PR, chat_id=HOME, text="看", reply_to=first["message_id"])
    await control.post("react", user=PR, chat_id=HOME, message_id=first["message_id"], emoji="✍")
    assert server.sandbox.texts(HOME) == ["证据", "名单", "看"]
    assert server.sandbox.world.chats[HOME].messages[first["message_id"]].reactions


async def test_rights_time_faults_and_the_journal(control: Control, server: Server) -> None:
    taken = await control.post("rights", chat_id=HOME, user=server.sandbox.world.bot_id, rights=None)
    assert taken["member"]["status"] == "member"
    given = await control.post(
        "rights", chat_id=HOME, user="bot", rights={"can_manage_topics": True, "can_pin_messages": False}
    )
    assert given["member"]["can_manage_topics"]
    assert not given["member"]["can_pin_messages"]
    before = server.sandbox.now()
    await control.post("time", seconds=600)
    assert (server.sandbox.now() - before).total_seconds() >= 600
    shown = await control.post("fault", kind=429, method="sendMessage", times=2, seconds=7)
    assert shown["faults"] == [{"kind": "429", "method": "sendMessage", "times": 2, "seconds": 7.0}]
    status, body = await server.sandbox.call("sendMessage", {"chat_id": HOME, "text": "x"})
    assert status == 429
    assert b'"retry_after":7' in body
    assert server.sandbox.violations == 0
    await control.post("nofaults")
    page = await control.get("journal?since=0")
    assert [e.get("act") or e.get("method") for e in page["entries"]] == [
        "rights",
        "rights",
        "time",
        "fault",
        "sendMessage",
        "sendMessage",
        "nofaults",
    ]
    assert (await control.get(f"journal?since={page['last']}"))["entries"] == []


@pytest.mark.parametrize(
    ("act", "body", "status", "word"),
    [
        ("say", {"user": "x", "chat_id": HOME}, 400, "$.user"),
        ("say", {"user": DUTY}, 400, "chat_id"),
        ("say", {"user": DUTY, "chat_id": HOME, "txt": "typo"}, 400, "txt"),
        ("say", {"user": DUTY, "chat_id": HOME, "photo": "no base64!"}, 409, "photo"),
        ("say", {"user": DUTY, "chat_id": HOME, "text": ""}, 409, "nothing to say"),
        ("say", {"user": 1, "chat_id": HOME, "text": "x"}, 409, "nobody"),
        ("press", {"user": DUTY, "chat_id": HOME, "message_id": 9, "label": "x"}, 409, "no message"),
        ("fault", {"kind": "meteor"}, 409, "meteor"),
        ("time", {"seconds": -1}, 409, "forward"),
        ("rights", {"chat_id": HOME, "user": "bot", "rights": {"can_fly": True}}, 409, "can_fly"),
    ],
)
async def test_what_cannot_be_done_is_said(
    control: Control, act: str, body: dict[str, Any], status: int, word: str
) -> None:
    assert word in (await control.post(act, expect=status, **body))["error"]


async def test_a_story_can_be_shown_stopped_and_taken_over(control: Control) -> None:
    bar = {"label_zh": "对外首次回应", "label_en": "First response", "total_seconds": 3600, "left_seconds": 60}
    await control.post("story", time="20:59", caption_zh="写好", caption_en="Written", deadline=bar, chat_id=HOME)
    shown = await control.get("story")
    assert shown["scene"]["deadline"] == bar | {"done": False}
    assert (shown["paused"], shown["your_turn"]) == (False, False)
    await control.post("your_turn")
    taken = await control.get("story")
    assert (taken["paused"], taken["your_turn"]) == (True, True)
    await control.post("pause", on=False)
    going = await control.get("story")
    assert (going["paused"], going["your_turn"]) == (False, False)
    assert (
        "total_seconds" in (await control.post("story", expect=409, deadline=bar | {"total_seconds": 0}))["error"]
    )
    assert "capt" in (await control.post("story", expect=400, capt="typo"))["error"]


async def test_a_phone_rings_and_its_button_reaches_this_machine_only(control: Control, server: Server) -> None:
    asked = f"{server.base}/_sandbox/methods"
    rung = await control.post(
        "ring", user=DUTY, title="S1 呼叫", actions=["我来响应", {"label": "打开", "url": "http://example.com/"}]
    )
    assert (await control.get(f"state?user={DUTY}"))["rings"][0]["answered"] is None
    refused = await control.post("answer_ring", ring_id=rung["ring_id"], action=1)
    assert (refused["reached"], refused["outcome"]) == (False, "the training sandbox reaches this machine only")
    posted = await control.post("ring", user=DUTY, title="S1", actions=[{"label": "接下", "url": asked}])
    touched = await control.post("answer_ring", ring_id=posted["ring_id"], action=0)
    assert (touched["reached"], touched["outcome"]) == (False, "405: Method Not Allowed")
    assert (await control.get(f"state?user={DUTY}"))["rings"][1]["answered"] == "接下"
    assert "no such ring" in (await control.post("answer_ring", expect=409, ring_id=99))["error"]


async def test_both_lists_of_methods_can_be_read(control: Control) -> None:
    lists = await control.get("methods")
    assert "sendMessage" in lists["modelled"]
    assert "sendSticker" in lists["not_modelled"]


async def test_only_the_own_machine_is_served() -> None:
    with pytest.raises(ValueError, match="loopback"):
        async with serve(Sandbox(), host="0.0.0.0"):
            pass

"""Wild requests: every one gets Telegram's JSON back, and the world stays whole."""

import asyncio
import json
from typing import Any

import pytest
from aiohttp import ClientSession, FormData
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.http import Server
from bot.sandbox.methods.catalogue import modelled, not_modelled
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.spec import spec
from tests.bot.sandbox.sandbox_kit import DUTY, HOME, Client, HandClock


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({}, "chat_id is empty"),
        ({"chat_id": HOME}, "message text is empty"),
        ({"chat_id": "", "text": "x"}, "chat_id is empty"),
        ({"chat_id": "abc", "text": "x"}, "chat not found"),
        ({"chat_id": "--5", "text": "x"}, "chat not found"),
        ({"chat_id": "9" * 5000, "text": "x"}, "chat not found"),
        ({"chat_id": [1], "text": "x"}, "can't parse chat_id: must be of type String"),
        ({"chat_id": HOME, "text": "\ud800"}, "strings must be encoded in UTF-8"),
        ({"chat_id": HOME, "text": "x", "parse_mode": "Rich"}, "unsupported parse_mode"),
        (
            {"chat_id": HOME, "text": "x", "disable_notification": "perhaps"},
            "can't parse disable_notification: must be a Boolean",
        ),
        (
            {"chat_id": HOME, "text": "x", "message_thread_id": "one"},
            "can't parse message_thread_id: must be an Integer",
        ),
        ({"chat_id": HOME, "text": "x", "reply_markup": "{"}, "can't parse reply_markup: JSON expected"),
        ({"chat_id": HOME, "text": "x", "reply_markup": "[" * 5000}, "can't parse reply_markup: JSON expected"),
        (
            {"chat_id": HOME, "text": "x", "reply_markup": "[" * 50 + "]" * 50},
            "can't parse reply_markup: nested too deeply",
        ),
        ({"chat_id": HOME, "text": "x", "reply_markup": "[]"}, "object expected as reply markup"),
        (
            {"chat_id": HOME, "text": "x", "reply_markup": {"inline_keyboard": {}}},
            'field "inline_keyboard" must be of type Array',
        ),
        (
            {"chat_id": HOME, "text": "x", "reply_markup": {"inline_keyboard": [{}]}},
            'field "inline_keyboard" must be an Array of Arrays',
        ),
        (
            {"chat_id": HOME, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"chat_id": HOME, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": 1, "url": "x.y"}]]}},
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
        (
            {
                "chat_id": HOME,
                "text": "x",
                "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "好" * 22}]]},
            },
            "BUTTON_DATA_INVALID",
        ),
        (
            {
                "chat_id": HOME,
                "text": "x",
                "reply_markup": {"inline_keyboard": [[{"text": "a", "copy_text": {"text": "长" * 257}}]]},
            },
            "BUTTON_COPY_TEXT_INVALID",
        ),
        (
            {
                "chat_id": HOME,
                "text": "x",
                "reply_markup": {"inline_keyboard": [[{"text": "a", "url": "http://localhost/x"}]]},
            },
            "inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL",
        ),
        (
            {"chat_id": HOME, "text": "x", "reply_parameters": {"message_id": 99}},
            "message to be replied not found",
        ),
    ],
)
async def test_bad_parameters_are_named(call: Client, params: dict[str, Any], words: str) -> None:
    assert await call.refused("sendMessage", **params) == (400, f"Bad Request: {words}")
    assert call.sandbox.texts(HOME) == []


async def test_control_characters_and_direction_overrides_do_not_survive(call: Client) -> None:
    sent = await call("sendMessage", chat_id=HOME, text="a\x00b\u202ec\u200bd\r\n")
    assert sent["text"] == "a bc\u200bd"


async def test_a_misspelt_parameter_is_ignored_but_remembered(call: Client) -> None:
    await call("sendMessage", chat_id=HOME, text="x", disable_notfication=True)
    assert call.sandbox.journal.calls()[-1]["unknown"] == ["disable_notfication"]


def test_every_method_of_the_bot_api_is_either_modelled_or_listed() -> None:
    assert not set(modelled()) & set(not_modelled())
    assert len(modelled()) + len(not_modelled()) == 185
    assert set(modelled()) == set(spec().methods)


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=20),
    st.sampled_from(
        [
            HOME,
            DUTY,
            str(HOME),
            2,
            3,
            "HTML",
            "{}",
            "[]",
            "[[]]",
            '{"inline_keyboard":[[{"text":"x","callback_data":"y"}]]}',
        ]
    ),
    st.recursive(
        st.text(max_size=5) | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["type", "text", "message_id", "media", "inline_keyboard", "emoji", "id"]),
                inner,
                max_size=3,
            )
        ),
        max_leaves=8,
    ),
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(set(modelled()))), st.data())
def test_no_request_breaks_the_sandbox(method: str, data: st.DataObject) -> None:
    names = sorted(spec().methods[method]) or ["nothing"]
    params = data.draw(st.dictionaries(st.sampled_from(names), VALUES, max_size=6))
    sandbox = Sandbox(now=HandClock())
    sandbox.say(DUTY, HOME, "x")
    status, body = asyncio.run(sandbox.call(method, params))
    answer = json.loads(body)
    assert answer["ok"] is (status == 200)
    assert status == 200 or answer["description"]


async def test_parameters_come_in_four_ways(server: Server) -> None:
    address = f"{server.base}/bot{server.sandbox.token}/SENDMESSAGE"
    form = FormData({"chat_id": str(HOME), "text": "multipart"})
    form.add_field("unused", b"x", filename="x.bin")
    async with ClientSession() as web:
        for sent in (
            web.get(address, params={"chat_id": HOME, "text": "query"}),
            web.post(address, data={"chat_id": HOME, "text": "form"}),
            web.post(address, json={"chat_id": HOME, "text": "json"}),
            web.post(address, data=form),
        ):
            async with sent as response:
                assert (await response.json())["ok"]
    assert server.sandbox.texts(HOME) == ["query", "form", "json", "multipart"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", "application/json"),
        (b"[1]", "application/json"),
        (b"\xff\xfe", "application/json"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"nothing", "multipart/form-data"),
        (b"chat_id=%ff%fe&text=%ff", "application/x-www-form-urlencoded"),
        (b"", "application/json"),
        (b"\x00\x01", "image/png"),
    ],
)
async def test_broken_bodies_get_telegrams_json(server: Server, body: bytes, kind: str) -> None:
    address = f"{server.base}/bot{server.sandbox.token}/sendMessage"
    async with ClientSession() as web, web.post(address, data=body, headers={"Content-Type": kind}) as response:
        assert response.status == 400
        assert (await response.json())["ok"] is False


async def test_a_foreign_page_reaches_nothing(server: Server) -> None:
    async with ClientSession() as web:
        for headers in ({"Origin": "https://evil.example"}, {"Host": "evil.example"}):
            async with web.post(f"{server.base}/_sandbox/nofaults", json={}, headers=headers) as response:
                assert response.status == 403
        async with web.post(f"{server.base}/_sandbox/nofaults", data="{}") as response:
            assert response.status == 415

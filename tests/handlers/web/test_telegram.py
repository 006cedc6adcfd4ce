"""Telegram's webhook: only with the secret, 200 only after the commit."""

import json
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientResponse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from bot.desk.inbox import chat_key, number_of
from storage.tables.speaking import Inbox
from storage.vocabulary.parcels import UpdateState
from tests.handlers.web.conftest import WEBHOOK_SECRET, Door

MESSAGE = {
    "update_id": 700,
    "message": {
        "message_id": 5,
        "chat": {"id": -1001, "type": "supergroup"},
        "from": {"id": 501},
        "text": "/status",
    },
}


async def bring(door: Door, update: object, secret: str | None = WEBHOOK_SECRET) -> ClientResponse:
    body = update if isinstance(update, bytes) else json.dumps(update).encode()
    headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
    return await door.client.post("/telegram/webhook", data=body, headers=headers)


async def kept(door: Door) -> list[Inbox]:
    async with door.app.database.reading() as session:
        return list((await session.exec(select(Inbox).order_by("seq"))).all())


async def test_an_update_is_stored_as_it_came(door: Door) -> None:
    raw = json.dumps(MESSAGE).encode()
    assert (await bring(door, raw)).status == 200
    (row,) = await kept(door)
    assert (row.update_id, row.chat_key, row.state) == (700, "-1001:0", UpdateState.WAITING)
    assert row.raw == raw.decode()


async def test_an_update_that_comes_again_stays_one_even_after_midnight(door: Door) -> None:
    assert (await bring(door, MESSAGE)).status == 200
    assert (await bring(door, MESSAGE)).status == 200
    door.clock.move_to(door.clock.now().replace(hour=23, minute=59))
    assert (await bring(door, {**MESSAGE, "update_id": 701})).status == 200
    door.clock.move_to(door.clock.now().replace(day=23, hour=0, minute=1))
    assert (await bring(door, {**MESSAGE, "update_id": 701})).status == 200
    assert [row.update_id for row in await kept(door)] == [700, 701]
    assert (await bring(door, {**MESSAGE, "update_id": 702})).status == 200
    door.clock.move(-timedelta(minutes=2))  # another replica, whose clock has not reached midnight yet
    assert (await bring(door, {**MESSAGE, "update_id": 702})).status == 200
    assert [row.update_id for row in await kept(door)] == [700, 701, 702]


@pytest.mark.parametrize("secret", [None, "", "wrong", WEBHOOK_SECRET + "x"])
async def test_a_stranger_is_refused(door: Door, secret: str | None) -> None:
    assert (await bring(door, MESSAGE, secret)).status == 401
    assert await kept(door) == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"update_id": "7"}', b"\xff"])
async def test_what_is_no_update_is_refused(door: Door, body: bytes) -> None:
    answer = await bring(door, body)
    assert answer.status == 400
    assert answer.content_type == "application/problem+json"
    assert await kept(door) == []


async def test_an_update_nobody_can_read_is_kept_all_the_same(door: Door) -> None:
    """It is set aside later, when it is handled; refusing it would have Telegram bring it for a day."""
    assert (await bring(door, {"update_id": 9, "message": {"chat": "?", "date": []}})).status == 200
    nested = b'{"update_id": 10, "message": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    assert (await bring(door, nested)).status == 200
    assert [row.chat_key for row in await kept(door)] == ["nobody", "nobody"]


async def test_a_desk_that_goes_down_has_telegram_come_again(door: Door) -> None:
    door.app.inbox.close()
    answer = await bring(door, MESSAGE)
    assert answer.status == 503
    assert answer.headers["Retry-After"] == "5"


@pytest.mark.parametrize(
    ("update", "key"),
    [
        ({"message": {"chat": {"id": 5}}}, "5:0"),
        ({"message": {"chat": {"id": -5}, "message_thread_id": 3, "is_topic_message": True}}, "-5:3"),
        ({"message": {"chat": {"id": -5}, "message_thread_id": 3}}, "-5:0"),
        ({"callback_query": {"from": {"id": 1}, "message": {"chat": {"id": -5}}}}, "-5:0"),
        ({"inline_query": {"from": {"id": 7}, "query": ""}}, "user:7"),
        ({"poll_answer": {"user": {"id": 8}}}, "user:8"),
        ({"my_chat_member": {"chat": {"id": -5}, "from": {"id": 1}}}, "-5:0"),
        ({}, "nobody"),
    ],
)
def test_whose_turn_it_is(update: dict[str, Any], key: str) -> None:
    assert chat_key({"update_id": 1, **update}) == key


NAMES = ["update_id", "message", "chat", "id", "from", "message_thread_id", "is_topic_message"]
WILD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(["update_id", "message", "callback_query"]), WILD, max_size=3))
def test_whatever_comes_has_a_number_and_a_turn(update: dict[str, Any]) -> None:
    assert -(2**63) <= number_of(update, json.dumps(update)) < 2**63
    assert 0 < len(chat_key(update)) <= 60

"""Injected trouble as a client library feels it, and what of the call was done all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.sandbox.http import Server
from tests.bot.sandbox.sandbox_kit import HOME, Later

if TYPE_CHECKING:
    from aiogram import Bot

exceptions = Later("aiogram.exceptions")


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("500", "TelegramServerError"),
        ("429", "TelegramRetryAfter"),
        ("reset", "TelegramNetworkError"),
        ("down", "TelegramNetworkError"),
        ("lose_reply", "TelegramNetworkError"),
        ("half", "TelegramNetworkError"),
    ],
)
async def test_faults_reach_the_client(aiogram: Bot, server: Server, kind: str, error: str) -> None:
    server.sandbox.fault(kind, "sendMessage")
    with pytest.raises(getattr(exceptions, error)):
        await aiogram.send_message(HOME, "x")
    done = server.sandbox.texts(HOME) == ["x"]
    assert done == (kind in ("lose_reply", "half"))
    await aiogram.send_message(HOME, "y")


async def test_garbage_instead_of_an_answer(aiogram: Bot, server: Server) -> None:
    server.sandbox.fault("garbage", "sendMessage")
    with pytest.raises(exceptions.ClientDecodeError):
        await aiogram.send_message(HOME, "x")
    assert server.sandbox.texts(HOME) == []


async def test_a_hanging_and_a_slow_server(aiogram: Bot, server: Server) -> None:
    server.sandbox.fault("hang", "sendMessage")
    with pytest.raises(exceptions.TelegramNetworkError):
        await aiogram.send_message(HOME, "x", request_timeout=1)
    server.sandbox.fault("delay", "sendMessage", seconds=0.05)
    await aiogram.send_message(HOME, "late but there")
    assert server.sandbox.texts(HOME) == ["late but there"]

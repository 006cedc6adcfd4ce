"""The link to Telegram gives up on nothing: it waits, says what is wrong, and goes on."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from bot.gateways.link import Link
from bot.sandbox.http import Server, serve
from bot.sandbox.sandbox import Sandbox
from tests.kit.clock import FakeClock


class Patience(FakeClock):
    """Waits are over at once, and remembered."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float] = []

    async def wait(self, seconds: float) -> None:
        self.waits.append(seconds)


@dataclass
class Line:
    """A link, what it said about Telegram, and how long it waited."""

    server: Server
    token: str = ""
    clock: Patience = field(default_factory=Patience)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        token = self.token or self.server.sandbox.token
        self.link = Link(token, self.server.base, None, self.clock, ["message"], self.said.append)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with serve(Sandbox()) as server:
        yield server


@pytest.fixture
async def line(server: Server) -> AsyncIterator[Line]:
    line = Line(server)
    await line.link.open()
    yield line
    await line.link.close()


@pytest.mark.parametrize("kind", ["500", "garbage", "reset", "half"])
async def test_a_telegram_in_trouble_is_asked_again_after_a_growing_pause(line: Line, kind: str) -> None:
    line.server.sandbox.fault(kind, method="getMe", times=3)
    identity = await line.link.greet()
    assert identity.username == "crisisdesk_sandbox_bot"
    assert line.clock.waits == [1, 2, 4]
    assert line.said[-1] == "ok"
    assert all(said.startswith("unreachable") for said in line.said[:-1])


async def test_a_flood_is_waited_for_exactly_as_long_as_told(line: Line) -> None:
    line.server.sandbox.fault("429", method="getUpdates", times=1, seconds=7)
    await line.link.greet()
    await line.link.fetch(None)
    assert line.clock.waits == [7]
    assert line.said[-2:] == ["asks to wait", "ok"]


async def test_updates_come_as_they_are_and_are_confirmed_by_the_offset(line: Line) -> None:
    await line.link.greet()
    line.server.sandbox.start(501)
    line.server.sandbox.say(501, 501, "第一句 <b>&")
    raws = await line.link.fetch(None)
    texts = [json.loads(raw)["message"]["text"] for raw in raws]
    assert texts[-1] == "第一句 <b>&"
    again = await line.link.fetch(None)
    assert again == raws, "nothing is confirmed before it is stored"
    assert await line.link.fetch(json.loads(raws[-1])["update_id"] + 1) == []


async def test_taking_over_from_a_webhook_drops_nothing(line: Line) -> None:
    await line.link.greet()
    await line.link.take_webhook("http://127.0.0.1:9/telegram/webhook", "secret")
    line.server.sandbox.start(501)
    await line.link.take_polling()
    assert len(await line.link.fetch(None)) == 1


async def test_a_revoked_token_is_said_in_words_and_never_shown(server: Server) -> None:
    line = Line(server, token="8100000001:not-the-right-one-at-all")
    await line.link.open()

    class Enough(Exception):
        pass

    async def stop(seconds: float) -> None:
        line.clock.waits.append(seconds)
        raise Enough

    line.clock.wait = stop  # type: ignore[method-assign]
    with pytest.raises(Enough) as seen:
        await line.link.greet()
    await line.link.close()
    assert line.said == ["refuses the token"]
    assert line.clock.waits == [60]
    assert "not-the-right-one" not in repr(seen.value)

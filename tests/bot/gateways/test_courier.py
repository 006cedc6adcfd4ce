"""Calls to a team's own addresses: what is sent, what is signed, what an answer means. Signatures are worked out
here, as the receivers' documentation says."""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import web
from multidict import CIMultiDict

from bot.desk.outlet_calls import Order
from bot.gateways.courier import Sender
from bot.gateways.outgoing import Allowed, Outgoing
from bot.ids import OutletCallId
from messages.views.frontline import OutsideCard
from storage.vocabulary.outlets import OutletKind
from storage.vocabulary.phones import RingVerdict
from tests.kit.clock import FakeClock
from tests.kit.web import elsewhere, saying

ID = OutletCallId("01K0CALL000000000000000001")
CARD = OutsideCard(
    "【口径 v2 · 现行】 · 起疹", "有人问,照这句答:\n<at id=all></at> 原因正在核实。", "https://d.example/r", "已读"
)
SECRET = "a-secret-of-the-team"


@pytest.fixture
async def sender() -> AsyncIterator[Sender]:
    way = Outgoing(Allowed.of(["127.0.0.1"]), seconds=0.5)
    await way.open()
    yield Sender(way, FakeClock())
    await way.close()


def release(url: str) -> Order:
    return Order(ID, 1, OutletKind.INTERFACE, url, SECRET, {"id": ID, "text": "原因正在核实。"})


@pytest.mark.parametrize(
    ("status", "body", "verdict"),
    [
        (200, '{"id": "7", "url": "https://weibo.com/1/a"}', RingVerdict.ACCEPTED),
        (202, "", RingVerdict.ACCEPTED),
        (200, "not json", RingVerdict.ACCEPTED),
        (200, '{"ok": false}', RingVerdict.REFUSED_INSIDE),
        (200, '{"error": "no such account"}', RingVerdict.REFUSED_INSIDE),
        (400, "{}", RingVerdict.REFUSED),
        (401, "{}", RingVerdict.KEY_REFUSED),
        (408, "{}", RingVerdict.BUSY),
        (410, "{}", RingVerdict.ADDRESS_GONE),
        (425, "{}", RingVerdict.BUSY),
        (429, "{}", RingVerdict.BUSY),
        (500, "{}", RingVerdict.BROKEN),
    ],
)
async def test_what_an_answer_of_an_interface_means(
    sender: Sender, status: int, body: str, verdict: RingVerdict
) -> None:
    async with elsewhere(saying(body, status=status)) as server:
        came = await sender.send(release(server.base))
    assert came.verdict is verdict


async def test_the_example_in_the_documentation_knows_a_genuine_call(sender: Sender) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", Path("docs/interface.md").read_text(), re.DOTALL)
    written: dict[str, Any] = {}
    exec(example, written)
    async with elsewhere(saying("{}")) as server:
        await sender.send(release(server.base))
    (heard,) = server.heard
    headers = CIMultiDict(heard.headers)
    written["time"] = SimpleNamespace(time=lambda: int(headers["X-Crisisdesk-Timestamp"]) + 10)
    genuine = written["genuine"]
    assert genuine(SECRET, headers, heard.body)
    assert not genuine("another", headers, heard.body)
    assert not genuine(SECRET, headers, heard.body + b" ")
    written["time"] = SimpleNamespace(time=lambda: int(headers["X-Crisisdesk-Timestamp"]) + 301)
    assert not genuine(SECRET, headers, heard.body), "an old call, sent again"


async def test_a_redirect_is_never_followed_and_one_inside_is_named(sender: Sender) -> None:
    async with elsewhere(saying("", status=307, Location="http://169.254.169.254/latest/meta-data")) as server:
        inside = await sender.send(release(server.base))
    async with elsewhere(saying("", status=302, Location="/elsewhere")) as server:
        outside = await sender.send(release(server.base))
        assert [one.path for one in server.heard] == ["/"]
    assert (inside.verdict, outside.verdict) == (RingVerdict.PRIVATE_ADDRESS, RingVerdict.REDIRECTED)


async def test_an_address_inside_that_nobody_allowed_is_not_called() -> None:
    way = Outgoing(Allowed())
    await way.open()
    async with elsewhere(saying("{}")) as server:
        came = await Sender(way, FakeClock()).send(release(server.base))
        assert server.heard == []
    await way.close()
    assert came.verdict is RingVerdict.PRIVATE_ADDRESS


async def test_the_secret_stands_in_nothing_that_is_kept(sender: Sender) -> None:
    async def echo(request: web.Request) -> web.StreamResponse:
        return web.Response(status=400, text=f"bad {SECRET} at {request.url}")

    async with elsewhere(echo) as server:
        order = release(f"{server.base}/publish?key=4711")
        came = await sender.send(order)
    assert SECRET not in came.told + repr(order)
    assert "4711" not in came.told + repr(order)


async def test_a_field_of_the_answer_that_is_too_long_or_no_text_is_none(sender: Sender) -> None:
    body = json.dumps({"id": ["7"], "url": "https://weibo.com/" + "a" * 600, "text": True})
    async with elsewhere(saying(body)) as server:
        came = await sender.send(release(server.base))
    assert (came.verdict, came.reference, came.url, came.text) == (RingVerdict.ACCEPTED, "", "", "")


async def test_cards_for_other_messengers_are_signed_as_each_wants_it(sender: Sender) -> None:
    async with elsewhere(saying('{"errcode": 0}')) as server:
        wecom = Order(ID, 1, OutletKind.WECOM, f"{server.base}/send?key=k1", card=CARD)
        dingtalk = Order(
            ID, 1, OutletKind.DINGTALK, f"{server.base}/robot?access_token=t", "SEC1234567890", card=CARD
        )
        assert (await sender.send(wecom)).verdict is RingVerdict.ACCEPTED
        assert (await sender.send(dingtalk)).verdict is RingVerdict.ACCEPTED
    first, second = server.heard
    assert json.loads(first.body)["text"]["content"] == f"{CARD.title}\n{CARD.text}\n{CARD.url}"
    stamp = second.query["timestamp"]
    wanted = hmac.new(b"SEC1234567890", f"{stamp}\nSEC1234567890".encode(), hashlib.sha256).digest()
    assert second.query["sign"] == base64.b64encode(wanted).decode()
    async with elsewhere(saying('{"code": 0}')) as server:
        feishu = Order(ID, 1, OutletKind.FEISHU, f"{server.base}/hook/x", "sek", card=CARD)
        assert (await sender.send(feishu)).verdict is RingVerdict.ACCEPTED
    said = json.loads(server.heard[0].body)
    wanted = hmac.new(f"{said['timestamp']}\nsek".encode(), b"", hashlib.sha256).digest()
    assert said["sign"] == base64.b64encode(wanted).decode()
    words, button = said["card"]["elements"]
    assert words["text"] == {"tag": "plain_text", "content": CARD.text}, (
        "no markup: nobody is called by a quoted line"
    )
    assert button["actions"][0]["url"] == CARD.url

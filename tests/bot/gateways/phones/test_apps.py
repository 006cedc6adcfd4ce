"""Apps that ring: ntfy, Bark, Gotify, Pushover. Our request beside the documented example, and their refusals."""

import json
from typing import Any
from urllib.parse import parse_qsl

import pytest

from bot.desk.rings import Receipt
from bot.gateways.outgoing import Outgoing
from bot.gateways.phones.bark import Bark
from bot.gateways.phones.gotify import Gotify
from bot.gateways.phones.ntfy import Ntfy
from bot.gateways.phones.pushover import Pushover
from storage.vocabulary.phones import PhoneKind, RingVerdict
from tests.bot.gateways.phones.pages import CANT_URL, PAGE_URL, RING, TAKE_URL, fits, page, stopped
from tests.kit.web import elsewhere, saying

# docs.ntfy.sh/publish, "Publish as JSON": posted to the root of the server, the topic inside.
NTFY_EXAMPLE = {
    "topic": "mytopic",
    "message": "Disk space is low at 5.1 GB",
    "title": "Low disk space alert",
    "tags": ["warning", "cd"],
    "priority": 4,
    "attach": "https://filesrv.lan/space.jpg",
    "filename": "diskspace.jpg",
    "click": "https://homecamera.lan/xasds1h2xsSsa/",
    "actions": [{"action": "view", "label": "Admin panel", "url": "https://filesrv.lan/admin"}],
}
# The same page, "Send HTTP request" (fields of an action) and "Updating + deleting notifications".
NTFY_ALSO = {"method": str, "clear": bool, "sequence_id": str}
NTFY_SAYS = '{"id":"hwQ2YpKdmg","time":1635528741,"event":"message","topic":"mytopic","message":"x"}'

# Finb/bark-server, docs/API_V2.md, "Push", curl.
BARK_EXAMPLE = {
    "body": "Test Bark Server",
    "device_key": "ynJ5Ft4atkMkWeo2PAvFhF",
    "title": "bleem",
    "badge": 1,
    "category": "category",
    "sound": "minuet.caf",
    "icon": "https://day.app/assets/images/avatar.jpg",
    "group": "test",
    "url": "https://mritd.com",
}
# Finb/Bark, README, "Parameters": level, volume (0-10), call ("1"), id.
BARK_ALSO = {"level": str, "volume": int, "call": str, "id": str}

# gotify.net/docs/msgextras, "client::notification"; gotify.net/docs/pushmsg.
GOTIFY_EXAMPLE = {
    "title": "my title",
    "message": "my message",
    "priority": 5,
    "extras": {"client::notification": {"click": {"url": "https://gotify.net"}}},
}

# pushover.net/api, "Message API" and "Emergency Priority".
PUSHOVER_EXAMPLE = {
    "token": "APP_TOKEN",
    "user": "USER_KEY",
    "message": "hello world",
    "title": "title",
    "url": "https://example.com",
    "url_title": "Example",
    "priority": "2",
    "retry": "30",
    "expire": "10800",
    "device": "droid2",
}
PUSHOVER_SAYS = (
    '{"status":1,"request":"647d2300-702c-4b38-8b2f-d56326ae460b","receipt":"rLqVuqTRh62UzxtmqiaLzQmVcPgiCy"}'
)


async def test_ntfy_rings_loudly_and_is_answered_from_the_lock_screen(outgoing: Outgoing) -> None:
    async with elsewhere(saying(NTFY_SAYS)) as server:
        config = {"server": server.base, "topic": "duty-7f3a91", "token": "tk_AgQdq7mVBoFD37zQVN29RhuMzNIz2"}
        answer = await Ntfy(outgoing).send(page(PhoneKind.NTFY, config))
        quiet = await Ntfy(outgoing).send(stopped(PhoneKind.NTFY, config))
    assert (answer.verdict, answer.receipt) == (RingVerdict.ACCEPTED, "hwQ2YpKdmg")
    assert quiet.accepted
    loud, silent = server.heard
    assert (loud.method, loud.path) == ("POST", "/")
    assert loud.headers["authorization"] == "Bearer tk_AgQdq7mVBoFD37zQVN29RhuMzNIz2"  # "Access tokens"
    said, over = json.loads(loud.body), json.loads(silent.body)
    fits(said, NTFY_EXAMPLE, NTFY_ALSO)
    assert said["priority"] == 5  # "Message priority": 5 is max
    assert [(b["action"], b["label"], b["url"]) for b in said["actions"]] == [
        ("http", "接下", TAKE_URL),
        ("http", "接不了", CANT_URL),
        ("view", "打开", PAGE_URL),
    ]
    assert said["click"] == PAGE_URL
    assert over["priority"] == 2
    assert over["sequence_id"] == said["sequence_id"] == RING
    assert "actions" not in over


async def test_bark_is_critical_at_full_volume(outgoing: Outgoing) -> None:
    async with elsewhere(saying('{"code":200,"message":"success","timestamp":1635528741}')) as server:
        config = {"server": server.base, "key": "ynJ5Ft4atkMkWeo2PAvFhF"}
        assert (await Bark(outgoing).send(page(PhoneKind.BARK, config))).accepted
        assert (await Bark(outgoing).send(page(PhoneKind.BARK, config, loud=False))).accepted
        assert (await Bark(outgoing).send(stopped(PhoneKind.BARK, config))).accepted
    loud, normal, quiet = [json.loads(heard.body) for heard in server.heard]
    assert [heard.path for heard in server.heard] == ["/push"] * 3
    for said in (loud, normal, quiet):
        fits(said, BARK_EXAMPLE, BARK_ALSO)
    assert (loud["level"], loud["volume"], loud["call"], loud["url"]) == ("critical", 10, "1", PAGE_URL)
    assert (normal["level"], "call" in normal) == ("timeSensitive", False)
    assert (quiet["level"], quiet["id"]) == ("passive", loud["id"])


async def test_gotify_is_loud(outgoing: Outgoing) -> None:
    async with elsewhere(saying('{"id":25,"appid":5,"message":"x","title":"y","priority":10}')) as server:
        config = {"server": server.base, "token": "AWErtzuI.Ajx8x"}
        answer = await Gotify(outgoing).send(page(PhoneKind.GOTIFY, config))
        assert (await Gotify(outgoing).send(stopped(PhoneKind.GOTIFY, config))).accepted
    assert answer.receipt == "25"
    (loud, quiet) = server.heard
    assert (loud.path, loud.headers["x-gotify-key"]) == ("/message", "AWErtzuI.Ajx8x")
    said = json.loads(loud.body)
    fits(said, GOTIFY_EXAMPLE)
    assert (said["priority"], json.loads(quiet.body)["priority"]) == (10, 0)


async def test_pushover_repeats_until_answered_and_is_cancelled(outgoing: Outgoing) -> None:
    async with elsewhere(saying(PUSHOVER_SAYS)) as server:
        pushover = Pushover(outgoing, "azGDORePK8gMaC0QOYAMyEEuzJnyUi", server.base)
        config = {"user": "uQiRzpo4DXghDmr9QzzfQu27cmVRsG", "device": "droid2"}
        answer = await pushover.send(page(PhoneKind.PUSHOVER, config))
        assert (await pushover.send(stopped(PhoneKind.PUSHOVER, config, answer.receipt))).accepted
        assert (await pushover.send(stopped(PhoneKind.PUSHOVER, config))).accepted
    assert answer.receipt == "rLqVuqTRh62UzxtmqiaLzQmVcPgiCy"
    loud, cancel = server.heard
    assert loud.path == "/messages.json"
    said = dict(parse_qsl(loud.body.decode()))
    fits(said, PUSHOVER_EXAMPLE)
    # "Emergency Priority": retry at least 30 seconds, expire at most 10,800.
    assert said["priority"] == "2"
    assert int(said["retry"]) >= 30
    assert int(said["expire"]) <= 10_800
    # pushover.net/api/receipts, "Canceling Emergency-Priority Notifications"
    assert cancel.path == f"/receipts/{answer.receipt}/cancel.json"
    assert dict(parse_qsl(cancel.body.decode())) == {"token": "azGDORePK8gMaC0QOYAMyEEuzJnyUi"}


@pytest.mark.parametrize(
    ("says", "status", "told"),
    [
        ({"status": 1, "acknowledged": 0, "expired": 0}, 200, Receipt(False, False)),
        ({"status": 1, "acknowledged": 1, "expired": 0}, 200, Receipt(True, False)),
        ({"status": 1, "acknowledged": 0, "expired": 1}, 200, Receipt(False, True)),
        ({"status": 0, "receipt": "not found"}, 400, Receipt(False, True)),
        ({"status": 0}, 429, None),
        ({}, 503, None),
    ],
)
async def test_pushover_tells_whether_somebody_has_answered(
    outgoing: Outgoing, says: dict[str, Any], status: int, told: Receipt | None
) -> None:
    async with elsewhere(saying(json.dumps(says), status)) as server:
        call = page(PhoneKind.PUSHOVER, {"user": "u"}, receipt="r1")
        assert await Pushover(outgoing, "t" * 30, server.base).ask(call) == told
    assert (server.heard[0].path, server.heard[0].query) == ("/receipts/r1.json", {"token": "t" * 30})


@pytest.mark.parametrize(
    ("kind", "status", "says", "verdict"),
    [
        (PhoneKind.NTFY, 200, '{"code":40301,"http":403,"error":"forbidden"}', RingVerdict.REFUSED_INSIDE),
        (PhoneKind.NTFY, 403, '{"code":40301,"http":403,"error":"forbidden"}', RingVerdict.KEY_REFUSED),
        (PhoneKind.NTFY, 429, '{"code":42901}', RingVerdict.BUSY),
        (PhoneKind.NTFY, 200, "<html>captive portal</html>", RingVerdict.GARBLED),
        (PhoneKind.NTFY, 200, "[1]", RingVerdict.GARBLED),
        (PhoneKind.NTFY, 200, b"\xff\xfe", RingVerdict.GARBLED),
        (PhoneKind.BARK, 200, '{"code":400,"message":"no"}', RingVerdict.REFUSED_INSIDE),
        (PhoneKind.BARK, 400, '{"code":400,"message":"failed to get device token"}', RingVerdict.ADDRESS_GONE),
        (PhoneKind.BARK, 500, '{"code":500,"message":"push failed"}', RingVerdict.BROKEN),
        (PhoneKind.BARK, 200, "", RingVerdict.GARBLED),
        (PhoneKind.GOTIFY, 401, '{"error":"Unauthorized"}', RingVerdict.KEY_REFUSED),
        (PhoneKind.GOTIFY, 200, '{"error":"Bad Gateway"}', RingVerdict.REFUSED_INSIDE),
        (PhoneKind.GOTIFY, 200, "ok", RingVerdict.GARBLED),
        (PhoneKind.PUSHOVER, 200, '{"status":0,"errors":["no"]}', RingVerdict.REFUSED_INSIDE),
        (PhoneKind.PUSHOVER, 400, '{"user":"invalid","status":0}', RingVerdict.ADDRESS_GONE),
        (PhoneKind.PUSHOVER, 400, '{"token":"invalid","status":0}', RingVerdict.KEY_REFUSED),
        (PhoneKind.PUSHOVER, 429, '{"status":0}', RingVerdict.BUSY),
        (PhoneKind.PUSHOVER, 200, "x", RingVerdict.GARBLED),
    ],
)
async def test_a_refusal_has_its_name(
    outgoing: Outgoing, kind: PhoneKind, status: int, says: str | bytes, verdict: RingVerdict
) -> None:
    async with elsewhere(saying(says, status)) as server:
        config = {"server": server.base, "topic": "t" * 9, "key": "k" * 9, "token": "o" * 9, "user": "u" * 9}
        senders = {
            PhoneKind.NTFY: Ntfy(outgoing).send,
            PhoneKind.BARK: Bark(outgoing).send,
            PhoneKind.GOTIFY: Gotify(outgoing).send,
            PhoneKind.PUSHOVER: Pushover(outgoing, "a" * 30, server.base).send,
        }
        assert (await senders[kind](page(kind, config))).verdict is verdict


async def test_what_a_provider_repeats_of_our_secrets_is_not_kept(outgoing: Outgoing) -> None:
    config = {"topic": "duty-7f3a91", "token": "tk_secret"}
    says = f'{{"error":"forbidden duty-7f3a91 for tk_secret, {TAKE_URL} {PAGE_URL} {"x" * 500}"}}'
    async with elsewhere(saying(says, 403)) as server:
        answer = await Ntfy(outgoing).send(page(PhoneKind.NTFY, {**config, "server": server.base}))
    assert "forbidden" in answer.told
    assert len(answer.told) <= 200
    assert not any(secret in answer.told for secret in ("7f3a91", "tk_secret", "take-token", "open-token"))

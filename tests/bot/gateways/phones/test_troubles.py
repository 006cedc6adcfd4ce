"""Whatever is wrong with the way to a provider, every sender says it by the same name and says no secret."""

import asyncio
import ssl
from pathlib import Path

import pytest
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import ec

from bot.desk.rings import Answer
from bot.gateways import sealing
from bot.gateways.outgoing import Allowed, Outgoing
from bot.gateways.phone_book import channels
from bot.gateways.phones.gateway import Door
from bot.gateways.phones.pushover import Pushover
from bot.gateways.phones_given import SetUp
from bot.gateways.ringing import Channel
from storage.vocabulary.phones import PhoneKind, RingVerdict
from tests.bot.gateways.phones.pages import page
from tests.kit.clock import FakeClock
from tests.kit.web import certificate, elsewhere, saying

KINDS = [
    PhoneKind.NTFY,
    PhoneKind.BARK,
    PhoneKind.GOTIFY,
    PhoneKind.PUSHOVER,
    PhoneKind.WECOM,
    PhoneKind.DINGTALK,
    PhoneKind.FEISHU,
    PhoneKind.VOICE,
    PhoneKind.WEBHOOK,
    PhoneKind.WEBPUSH,
]
BROWSER = ec.generate_private_key(ec.SECP256R1())


async def key() -> ec.EllipticCurvePrivateKey:
    return BROWSER


async def rung(kind: PhoneKind, base: str, trusted: ssl.SSLContext | None = None) -> Answer:
    outgoing = Outgoing(Allowed.of(["127.0.0.1"]), seconds=0.3, trusted=trusted)
    await outgoing.open()
    given = SetUp(None, "a" * 30, Door(f"{base}/secret-door", "s" * 16), "mailto:desk@example.com")
    book = dict(channels(outgoing, FakeClock(), key, given))
    book[PhoneKind.PUSHOVER] = Channel(Pushover(outgoing, "a" * 30, base).send)
    config = {
        "server": base,
        "url": f"{base}/secret-hook",
        "endpoint": f"{base}/secret-endpoint",
        "p256dh": sealing.b64(sealing.public_point(BROWSER)),
        "auth": sealing.b64(b"x" * 16),
        **{name: f"secret-{name}" for name in ("topic", "key", "token", "user", "to", "secret")},
    }
    answer = await book[kind].send(page(kind, config))
    assert "secret" not in answer.told
    assert "desk.example" not in answer.told
    await outgoing.close()
    return answer


@pytest.mark.parametrize("kind", KINDS)
async def test_who_hangs(kind: PhoneKind) -> None:
    gate = asyncio.Event()

    async def hang(_: web.Request) -> web.StreamResponse:
        await gate.wait()
        return web.Response()

    async with elsewhere(hang) as server:
        assert (await rung(kind, server.base)).verdict is RingVerdict.SILENT
        gate.set()


@pytest.mark.parametrize("kind", KINDS)
async def test_who_sends_us_into_the_own_network(kind: PhoneKind) -> None:
    async with elsewhere(saying("", 307, Location="http://10.0.0.1/secret")) as server:
        assert (await rung(kind, server.base)).verdict is RingVerdict.PRIVATE_ADDRESS


@pytest.mark.parametrize("kind", KINDS)
async def test_whose_certificate_is_over(kind: PhoneKind, tmp_path: Path) -> None:
    shows, believes = certificate(tmp_path, expired=True)
    async with elsewhere(saying("{}"), shows) as server:
        assert (await rung(kind, server.base, believes)).verdict is RingVerdict.CERTIFICATE
        assert server.heard == []


@pytest.mark.parametrize("kind", KINDS)
async def test_who_is_broken_and_repeats_what_we_said(kind: PhoneKind) -> None:
    async def echo(request: web.Request) -> web.StreamResponse:
        said = f"{request.raw_path} {dict(request.headers)} {(await request.read()).decode('utf-8', 'replace')}"
        return web.Response(status=500, text=said.replace("crisisdesk-", "")[-150:])

    async with elsewhere(echo) as server:
        assert (await rung(kind, server.base)).verdict is RingVerdict.BROKEN


def test_every_kind_has_a_sender_when_the_operators_set_everything_up() -> None:
    from bot.gateways.phones.mail import Server

    given = SetUp(
        Server.of("smtp://mail.example", "desk@example.com"), "a" * 30, Door("https://x", "s" * 16), "mailto:x@y",
        ("discord",),
    )  # fmt: skip
    book = channels(Outgoing(), FakeClock(), key, given)
    assert set(PhoneKind) - set(book) == {PhoneKind.UNKNOWN}
    bare = channels(Outgoing(), FakeClock(), key, SetUp())
    needs_operators = {
        PhoneKind.EMAIL, PhoneKind.PUSHOVER, PhoneKind.VOICE, PhoneKind.SMS, PhoneKind.WEBPUSH, PhoneKind.APPRISE,
    }  # fmt: skip
    assert set(book) - set(bare) == needs_operators
    assert (given.kinds, SetUp().kinds) == (set(book), set(bare))

"""A browser becomes a phone: the link it is done with, looked at, used, used twice, guessed, too old."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric import ec

from bot.desk import subscribing
from bot.desk.desk import Desk
from bot.desk.people import Actor
from bot.gateways import sealing
from bot.ids import PersonId
from storage.tables.teams import Member, Person
from storage.vocabulary.people import Language, Standing
from storage.vocabulary.phones import PhoneKind, PhoneTest, RingKind
from tests.handlers.web.conftest import Door

BROWSER_KEY = ec.generate_private_key(ec.SECP256R1())

AUTH = sealing.b64(b"sixteen letters!")


async def somebody(desk: Desk) -> Actor:
    """A member of the first team, and a link for him."""
    async with desk.transaction() as u:
        (team,) = await u.teams.all()
        person = Person(
            id=PersonId(u.new_id()), telegram_user_id=505, name="陈默", created_at=u.now, started_at=u.now
        )
        u.add(person)
        await u.session.flush()
        u.add(Member(id=u.new_id(), team_id=team.id, person_id=person.id, joined_at=u.now, duties=[]))
        return Actor(person.id, team.id, Standing.MEMBER, "陈默", Language.ZH, ZoneInfo("Asia/Shanghai"), True)


async def link(desk: Desk, actor: Actor) -> str:
    """The link he is sent."""
    await subscribing.offer(desk, actor)
    async with desk.reading() as look:
        parcels = await look.parcels.waiting(look.now, 10)
    return urlsplit(str(parcels[-1].values["url"])).path


def subscription(endpoint: str) -> dict[str, Any]:
    keys = {"p256dh": sealing.b64(sealing.public_point(BROWSER_KEY)), "auth": AUTH}
    return {"endpoint": endpoint, "keys": keys}


async def _never_whole() -> AsyncIterator[bytes]:
    yield b"{"
    await asyncio.Event().wait()


async def test_a_link_serves_one_device_for_half_an_hour(door: Door) -> None:
    """Looking uses nothing up; used, old, guessed and nonsense are told in words; two at once give one phone."""
    actor = await somebody(door.app.desk)
    path = await link(door.app.desk, actor)
    for _ in range(2):
        shown = await door.client.get(path)
        assert shown.status == 200
        assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
        assert "陈默" in await shown.text()
    for nonsense in (b"", b"[]", b'{"endpoint":"x"}', b"\xff"):
        assert (await door.client.post(path, data=nonsense)).status == 422
    refused = await door.client.post(path, json=subscription("javascript:alert(1)"))
    assert (refused.status, await refused.json()) == (409, {"key": "refused-push-subscription"})
    good = subscription("https://push.example/abc")
    first, second = await door.client.post(path, json=good), await door.client.post(path, json=good)
    assert (first.status, second.status) == (200, 409)
    used = await door.client.get(path, headers={"Accept-Language": "en"})
    assert used.status == 410
    assert "used or is too old" in await used.text()
    guessed = await door.client.get("/push/" + "A" * 32, headers={"Accept-Language": "zh-CN"})
    assert "已用过或已过期" in await guessed.text()
    assert (await door.client.get("/push/" + "A" * 32 + "/app.webmanifest")).status == 410
    slow = await door.client.post(path, data=_never_whole())
    assert slow.status == 408, "nobody is waited for"
    async with door.app.desk.reading() as look:
        (phone,) = await look.phones.of_person(actor.person)
        assert (phone.kind, phone.test_result) == (PhoneKind.WEBPUSH, PhoneTest.ASKED)
        rings = await look.rings.since(actor.team, look.now)
    assert [ring.kind for ring in rings] == [RingKind.TEST]
    old = await link(door.app.desk, actor)
    door.clock.move(subscribing.LASTS * 1.1)
    assert (await door.client.post(old, json=good)).status == 409

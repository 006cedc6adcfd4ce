"""Sixty pages at one instant for sixty people while Telegram is away: every phone is called within ten seconds.

Measured on the best public peer, which waits for its group posts (20 a minute): 42 of 60 after more than five
minutes.
"""

import asyncio
import time

from aiohttp import web

from bot.desk import phones
from bot.desk.desk import Desk, act
from bot.desk.phones import About, Links
from bot.gateways.outgoing import Allowed, Outgoing
from bot.gateways.phones.ntfy import Ntfy
from bot.gateways.ringing import Channel, Ringer
from bot.ids import PersonId, PhoneId, TeamId
from messages.views import PageView
from storage.tables.phones import Phone
from storage.tables.teams import Member, Person
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.phones import PhoneKind, RingState
from storage.vocabulary.severity import Severity
from tests.kit.desk import Scene
from tests.kit.web import elsewhere

MANY = 60
SECONDS = 10.0
#: A provider on another continent: all calls are under way at once, or this alone would take half a minute.
PROVIDER_SECONDS = 0.5


async def people(scene: Scene, server: str) -> list[PersonId]:
    made = []
    async with scene.desk.transaction() as u:
        for number in range(MANY):
            person = Person(id=PersonId(u.new_id()), name=f"值班 {number}", created_at=u.now)
            u.add(person)
            await u.session.flush()
            config = {"server": server, "topic": f"duty-{number}"}
            u.add(
                Member(id=u.new_id(), team_id=scene.team, person_id=person.id, joined_at=u.now, duties=[]),
                Phone(
                    id=PhoneId(u.new_id()), person_id=person.id, kind=PhoneKind.NTFY, config=config, added_at=u.now
                ),
            )
            made.append(person.id)
    return made


@act
async def page(desk: Desk, team: TeamId, person: PersonId, number: int) -> None:
    """What the beginning of a calling chain does: one act for each incident."""
    async with desk.transaction() as u:
        view = PageView(
            severity=Severity.S1, crisis_type=CrisisType.RUMOR, short_number=f"{number:04}", until=u.now
        )
        assert await phones.ring(u, person, view, About(team), Links("https://desk.example/duty/x")) is not None


async def test_sixty_phones_ring_within_ten_seconds(desk_scene: Scene) -> None:
    desk_scene.sandbox.fault("down")

    async def far_away(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(PROVIDER_SECONDS)
        return web.json_response({"id": "x", "event": "message", "topic": "duty"})

    outgoing = Outgoing(Allowed.of(["127.0.0.1"]))
    await outgoing.open()
    async with elsewhere(far_away) as provider:
        ringer = Ringer(desk_scene.desk, {PhoneKind.NTFY: Channel(Ntfy(outgoing).send)})
        on_duty = await people(desk_scene, provider.base)
        running = asyncio.create_task(ringer.run(lambda: None))
        began = time.monotonic()
        await asyncio.gather(*(page(desk_scene.desk, desk_scene.team, p, n) for n, p in enumerate(on_duty)))
        while len(provider.heard) < MANY and time.monotonic() - began < SECONDS:
            await desk_scene.desk.signals.outbox.wait(0.02)  # nobody sets it: a look fifty times a second
        took = time.monotonic() - began
        await ringer.rest()
        running.cancel()
    await outgoing.close()
    assert len(provider.heard) == MANY
    assert took < SECONDS
    async with desk_scene.desk.reading() as look:
        rung = await look.rings.since(desk_scene.team, desk_scene.clock.now())
    assert {ring.state for ring in rung} == {RingState.SENT}

"""A card that waits again while a newer one of its key waits: it gives way, and what it was is not lost."""

from bot.desk.desk import Desk
from bot.gateways.pump.repair import recover
from bot.ids import IdMaker
from storage.database import Database
from storage.plain import revised
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind, ParcelState
from tests.kit.clock import FakeClock


def _card(u: UnitOfWork, lane: Lane, *, sound: bool, values: dict[str, str] | None = None) -> None:
    u.outbox.post(
        ParcelKind.INCIDENT_CARD,
        team=None,
        stream="chat:-100:0:0",
        audience="chat:-100:0:0",
        lane=lane,
        subject="x",
        values=values,
        sound=sound,
        coalesce="card:x",
    )


async def test_the_newer_card_is_as_loud_and_urgent_as_the_one_it_replaces(database_url: str) -> None:
    clock = FakeClock()
    desk = Desk(database=Database(database_url), clock=clock, new_id=IdMaker(clock.now))
    async with desk.transaction() as u:
        _card(u, Lane.OPENING, sound=True, values={"about": "the opening"})
    async with desk.transaction() as u:
        (older,) = await u.parcels.waiting(u.now, 10)
        taken = revised(older, state=ParcelState.CLAIMED, owner="a dead pump", lease_until=u.now)
        await u.parcels.choose([taken])
    async with desk.transaction() as u:
        _card(u, Lane.CARD, sound=False)
    async with desk.transaction() as u:
        assert await recover(u, "this pump", "this pump", ()) == 1
    async with desk.reading() as look:
        (newer,) = await look.parcels.waiting(clock.now(), 10)
        assert (newer.lane, newer.sound, newer.values) == (Lane.OPENING, True, {"about": "the opening"})
    await desk.database.close()

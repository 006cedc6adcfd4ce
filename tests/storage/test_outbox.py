"""The outbox: order of posting, and what becomes of several parcels under one key."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from bot.ids import IdMaker, TeamId
from storage.database import Database
from storage.tables.speaking import Parcel
from storage.tables.teams import Team
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind, ParcelState
from tests.kit.clock import BEGIN, FakeClock

_new_id = IdMaker(FakeClock().now)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated, empty database."""
    database = Database(database_url)
    yield database
    await database.close()


async def post(database: Database, *parcels: dict[str, Any]) -> None:
    """One act that posts these, in order."""
    async with database.writing() as session:
        u = UnitOfWork(session, BEGIN, _new_id)
        for parcel in parcels:
            u.outbox.post(
                **{  # type: ignore[arg-type]
                    "kind": ParcelKind.INCIDENT_CARD,
                    "team": None,
                    "stream": "s",
                    "audience": "chat:1",
                    "lane": Lane.CARD,
                    **parcel,
                }
            )
        await u.finish()


async def rows(database: Database) -> list[Parcel]:
    """All parcels, in the order of their queue."""
    async with database.reading() as session:
        return list((await session.exec(select(Parcel).order_by(col(Parcel.seq)))).all())


async def change(database: Database, **columns: Any) -> None:
    """Something happens to every parcel."""
    async with database.writing() as session:
        for row in (await session.exec(select(Parcel))).all():
            for name, value in columns.items():
                setattr(row, name, value)


KEYED = {"coalesce": "card:1"}


async def test_parcels_of_an_act_stand_in_the_order_of_posting(database: Database) -> None:
    names = ["a", "b", "c", "d"]
    await post(database, {"subject": "a"}, {"subject": "b", **KEYED}, {"subject": "c"}, {"subject": "d"})
    assert [row.subject_id for row in await rows(database)] == names


@pytest.mark.parametrize("one_act", [True, False], ids=["in one act", "in two acts"])
async def test_a_second_parcel_of_a_key_replaces_the_waiting_one_and_loses_nothing(
    database: Database, one_act: bool
) -> None:
    """The sound stays (somebody waits for it), the smaller lane stays, values stay under a mere redraw."""
    first = {"lane": Lane.OPENING, "sound": True, "values": {"choosing": True}, **KEYED}
    again: dict[str, Any] = {"lane": Lane.CARD, **KEYED}
    for parcels in [[first, again]] if one_act else [[first], [again]]:
        await post(database, *parcels)
    (row,) = await rows(database)
    assert (row.lane, row.sound, row.values) == (Lane.OPENING, True, {"choosing": True})


@pytest.mark.parametrize("one_act", [True, False], ids=["in one act", "in two acts"])
async def test_what_is_newer_and_says_more_wins(database: Database, one_act: bool) -> None:
    first = {"lane": Lane.CARD, "values": {"page": 1}, **KEYED}
    again = {"lane": Lane.DECISION, "sound": True, "values": {"page": 2}, **KEYED}
    for parcels in [[first, again]] if one_act else [[first], [again]]:
        await post(database, *parcels)
    (row,) = await rows(database)
    assert (row.lane, row.sound, row.values) == (Lane.DECISION, True, {"page": 2})


@pytest.mark.parametrize("state", [s for s in ParcelState if s is not ParcelState.WAITING])
async def test_only_a_waiting_parcel_is_replaced(database: Database, state: ParcelState) -> None:
    """What is being sent shows yesterday's state: the newer one must still go out.

    Without `state = 'waiting'` in the index: the newest change is swallowed while an older one is on its way.
    """
    await post(database, KEYED)
    await change(database, state=state)
    await post(database, KEYED)
    assert [row.state for row in await rows(database)] == [state, ParcelState.WAITING]


async def test_parcels_without_a_key_are_never_folded(database: Database) -> None:
    await post(database, {"kind": ParcelKind.REPLY}, {"kind": ParcelKind.REPLY})
    await post(database, {"kind": ParcelKind.REPLY})
    assert len(await rows(database)) == 3


async def test_two_keys_do_not_know_each_other(database: Database) -> None:
    await post(database, {"coalesce": "card:1"}, {"coalesce": "card:2"})
    await post(database, {"coalesce": "card:2"}, {"coalesce": "card:1"})
    assert len(await rows(database)) == 2


async def test_a_replacement_keeps_its_place_in_the_queue(database: Database) -> None:
    """A card that is drawn again all the time must not be pushed back for ever."""
    await post(database, KEYED)
    await post(database, {"subject": "between"})
    await post(database, {"subject": "again", **KEYED})
    assert [row.coalesce_key for row in await rows(database)] == ["card:1", None]


async def test_waiting_parcels_come_by_lane_then_by_age_and_within_the_limit(database: Database) -> None:
    await post(
        database,
        {"subject": "card", "lane": Lane.CARD},
        {"subject": "page 1", "lane": Lane.PAGE},
        {"subject": "later", "lane": Lane.PAGE, "not_before": BEGIN + timedelta(seconds=1)},
        {"subject": "reply", "lane": Lane.REPLY},
        {"subject": "page 2", "lane": Lane.PAGE},
    )
    async with database.writing() as session:
        u = UnitOfWork(session, BEGIN, _new_id)
        wanted = [row.subject_id for row in await u.parcels.waiting(BEGIN, 10)]
        assert wanted == ["page 1", "page 2", "reply", "card"]
        assert [row.subject_id for row in await u.parcels.waiting(BEGIN, 2)] == wanted[:2]
        assert await u.parcels.next_not_before(BEGIN) == BEGIN + timedelta(seconds=1)


async def test_what_was_taken_back_is_not_said(database: Database) -> None:
    await post(
        database,
        {"subject": "1", "kind": ParcelKind.CLOCK_WARNING},
        {"subject": "2", "kind": ParcelKind.CLOCK_WARNING},
        {"subject": "1", "kind": ParcelKind.REPLY},
    )
    async with database.writing() as session:
        await UnitOfWork(session, BEGIN, _new_id).outbox.withdraw(kinds=[ParcelKind.CLOCK_WARNING], subject="1")
    assert [row.state for row in await rows(database)] == [
        ParcelState.SUPERSEDED,
        ParcelState.WAITING,
        ParcelState.WAITING,
    ]


async def test_numbers_count_up_by_team_and_year(database: Database) -> None:
    async with database.writing() as session:
        session.add(Team(id=TeamId("T"), name="豆芽星球", policies={}, created_at=BEGIN))
    got = []
    for _ in range(3):
        async with database.writing() as session:
            u = UnitOfWork(session, BEGIN, _new_id)
            got.append(await u.teams.next_number(TeamId("T"), "incident", 2026))
    async with database.writing() as session:
        u = UnitOfWork(session, BEGIN, _new_id)
        got.append(await u.teams.next_number(TeamId("T"), "incident", 2027))
    assert got == [1, 2, 3, 1]

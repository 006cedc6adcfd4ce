"""A transaction that SQLite gave up by itself: on a full disk, or a fault of it, it undoes all of it at once."""

from contextlib import suppress

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from bot.clock import SystemClock
from storage.bulk import Bulk
from storage.database import Database, is_away
from storage.plain import WRITER
from storage.tables.teams import Stamp

AT = SystemClock().now()
STAMPS = Bulk(Stamp, Stamp.model_fields)


async def _stamps(database: Database) -> set[str]:
    async with database.reading() as look:
        return set((await look.exec(select(Stamp.name))).all())


async def _act(database: Database, goes_on: str, *, begun_by_sqlalchemy: bool) -> None:
    """Its second step meets a full disk; somebody catches that, and the act goes on."""
    async with database.writing() as session:
        if begun_by_sqlalchemy:
            await session.connection()
        await STAMPS.insert(session, [("first", "kept", AT)])
        writer = session.sync_session.info[WRITER]
        (pages,) = writer.execute("PRAGMA page_count").fetchone()
        writer.execute(f"PRAGMA max_page_count={pages}")
        with suppress(DBAPIError):
            await STAMPS.insert(session, [("large", "x" * 5_000_000, AT)])
        writer.execute("PRAGMA max_page_count=1000000")
        assert not writer.in_transaction
        if goes_on == "past SQLAlchemy":
            await STAMPS.insert(session, [("second", "half", AT)])
        elif goes_on == "by SQLAlchemy":
            await (await session.connection()).execute(text("UPDATE stamp SET value = 'half'"))
        elif goes_on == "as objects":
            session.add_all([Stamp(name=f"second {n}", value="half", stamped_at=AT) for n in range(40)])


@pytest.mark.parametrize("goes_on", ["ends", "past SQLAlchemy", "by SQLAlchemy", "as objects"])
@pytest.mark.parametrize("begun_by_sqlalchemy", [False, True])
async def test_what_sqlite_gave_up_is_told_to_whoever_goes_on(
    sqlite_url: str, goes_on: str, begun_by_sqlalchemy: bool
) -> None:
    """`Pump.take_along` is one who catches. Without `WriterConnection._stands` the act ends well, is answered with
    a 2xx, and is not there; or only its second half is."""
    database = Database(sqlite_url)
    before = await _stamps(database)
    with pytest.raises(DBAPIError) as told:
        await _act(database, goes_on, begun_by_sqlalchemy=begun_by_sqlalchemy)
    assert is_away(told.value), "nothing is wrong with what was asked: again later"
    assert await _stamps(database) == before
    async with database.writing() as session:
        await STAMPS.insert(session, [("next", "kept", AT)])
    assert await _stamps(database) == before | {"next"}
    await database.close()

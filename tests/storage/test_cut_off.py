"""Whoever is cancelled while his transaction is being kept hears just that, and the next one writes."""

import asyncio
import threading

import pytest
from sqlmodel import select

from bot.clock import SystemClock
from storage.bulk import Bulk
from storage.database import Database
from storage.plain import WRITER
from storage.tables.teams import Stamp

AT = SystemClock().now()


@pytest.mark.parametrize("by_sqlalchemy", [True, False])
async def test_cancelled_while_it_is_kept(sqlite_url: str, by_sqlalchemy: bool) -> None:
    """SQLAlchemy closes a connection whose commit was cut off: without the look at it in `Database._ended` its
    closedness was told instead, as a bug, and whoever had cancelled waited for an end that did not come."""
    database = Database(sqlite_url)
    keeps, gate = threading.Event(), threading.Event()

    def heard(statement: str) -> None:
        if statement == "COMMIT":
            keeps.set()
            gate.wait(10)

    async def write() -> None:
        async with database.writing() as session:
            if by_sqlalchemy:
                await session.connection()
            await Bulk(Stamp, Stamp.model_fields).insert(session, [("first", "kept", AT)])
            session.sync_session.info[WRITER].set_trace_callback(heard)

    task = asyncio.create_task(write())
    await asyncio.to_thread(keeps.wait, 10)
    task.cancel()
    asyncio.get_running_loop().call_later(0.01, gate.set)
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.writing() as session:
        session.add(Stamp(name="next", value="kept", stamped_at=AT))
    async with database.reading() as look:
        assert {"first", "next"} <= set((await look.exec(select(Stamp.name))).all())
    await database.close()

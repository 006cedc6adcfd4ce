"""The database, looked at beside a running desk or without one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.clock import Clock
from bot.desk.desk import Desk
from bot.errors import StartRefused
from bot.ids import IdMaker
from bot.run import must_be_current, opening
from storage.database import Database


@asynccontextmanager
async def beside(url: str, clock: Clock) -> AsyncIterator[Desk]:
    """A desk that speaks to nobody, on this database. A running one goes on undisturbed.

    Raises:
        StartRefused: there is no database yet, it cannot be opened, or its schema is not this release's.
    """
    database = Database(url)
    try:
        if database.path is not None and not database.path.exists():
            raise StartRefused("cli-database-missing", path=str(database.path))
        async with opening(database, claimed=False):
            await must_be_current(database)
            yield Desk(database=database, clock=clock, new_id=IdMaker(clock.now))
    finally:
        await database.close()

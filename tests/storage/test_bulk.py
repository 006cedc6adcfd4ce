"""Many rows at once: what they share is said once a statement, and every row still is what it was given as."""

import pytest
from sqlmodel import select

from bot.clock import SystemClock
from storage.bulk import Bulk
from storage.database import Database
from storage.tables.teams import Stamp

AT = SystemClock().now()


@pytest.mark.parametrize("value", ["same", "own"])
@pytest.mark.parametrize("count", [1, 3, 4, 21, 150])
async def test_rows_are_kept_as_given_and_in_order(sqlite_url: str, count: int, value: str) -> None:
    """A column is shared only if all say the same: first and last alone do not decide."""
    rows = [(f"n{n:03d}", value if value == "same" or n in (0, count - 1) else f"v{n}", AT) for n in range(count)]
    database = Database(sqlite_url)
    async with database.writing() as session:
        await Bulk(Stamp, Stamp.model_fields).insert(session, rows)
    async with database.reading() as look:
        found = await look.exec(select(Stamp).where(Stamp.name.startswith("n")).order_by(Stamp.name))
        assert [(row.name, row.value, row.stamped_at) for row in found.all()] == rows
    await database.close()

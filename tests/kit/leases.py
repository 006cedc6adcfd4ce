"""Leases that end in a moment, without anybody waiting for them."""

from datetime import timedelta

from sqlalchemy import text

from storage.database import Database

_TABLES = ("outbox", "ring", "outlet_call")


async def end(database: Database, passed: timedelta) -> None:
    """Let so much of every lease pass. PostgreSQL counts leases by its own time, which no test moves; on SQLite
    the desk's clock does it."""
    if database.is_sqlite:
        return
    for table in _TABLES:
        async with database.writing() as session:
            connection = await session.connection()
            moved = text(f"UPDATE {table} SET lease_until = lease_until - CAST(:passed AS interval)")
            await connection.execute(moved, {"passed": passed})

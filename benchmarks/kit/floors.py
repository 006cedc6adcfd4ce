"""What every floor under a figure stands on: SQLite alone, keeping what it is given as a released desk does."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def bare_sqlite(folder: Path) -> Iterator[sqlite3.Connection]:
    """An empty SQLite file with a write-ahead log and synchronous=FULL; gone afterwards. It commits when told."""
    path = folder / "floor.db"
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        yield connection
    finally:
        connection.close()
        path.unlink()

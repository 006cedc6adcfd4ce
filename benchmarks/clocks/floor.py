"""The floor: what it costs SQLite alone to take a deadline and move it on, at this moment on this disk."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.kit.floors import bare_sqlite

_AT_ONCE: Final = 500


@dataclass(frozen=True)
class Floor:
    """Microseconds of each deadline: of the clock on the wall, and of the processor."""

    wall: float
    cpu: float


def claims(folder: Path, count: int) -> Floor:
    """Take so many rows that are all due, 500 a commit (synchronous=FULL), oldest first by an index."""
    with bare_sqlite(folder) as connection:
        connection.execute("CREATE TABLE clock (id TEXT PRIMARY KEY, state TEXT, next_mark_at TEXT, body TEXT)")
        connection.execute("CREATE INDEX by_mark ON clock (next_mark_at)")
        rows = [(f"01{n:024d}", "running", f"2026-01-01 00:00:00.{n:06d}", "x" * 400) for n in range(count)]
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO clock VALUES (?, ?, ?, ?)", rows)
        connection.execute("COMMIT")
        wall, cpu = time.monotonic(), time.process_time()
        while due := connection.execute(_DUE, (_AT_ONCE,)).fetchall():
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(_MOVE, [("2026-01-03 00:00:00", *row) for row in due])
            connection.execute("COMMIT")
        return Floor((time.monotonic() - wall) * 1e6 / count, (time.process_time() - cpu) * 1e6 / count)


_DUE: Final = (
    "SELECT id, next_mark_at FROM clock WHERE state = 'running' AND next_mark_at <= '2026-01-02' "
    "ORDER BY next_mark_at, id LIMIT ?"
)
_MOVE: Final = "UPDATE clock SET next_mark_at = ? WHERE id = ? AND state = 'running' AND next_mark_at = ?"

"""The floor F: what one alert costs at least in Python on this machine at this moment.

F = CPU of a bare aiohttp handler that parses 64 alerts of JSON, / 64, + CPU of sqlite3 for one alert's rows at
100 a commit with synchronous=FULL. Whoever is near F has nothing left to save but the parts themselves.

    python -m benchmarks.intake.floor PORT      (the handler)
"""

import json
import sys
import time
from pathlib import Path
from typing import Final

from aiohttp import web

from benchmarks.kit import load
from benchmarks.kit.floors import bare_sqlite
from benchmarks.kit.processes import free_port, served

_ROWS_A_COMMIT: Final = 100
_ROW_BYTES: Final = 600


def handler_microseconds(folder: Path, requests: Path, alerts: int) -> float:
    """CPU of the bare handler for each alert of these requests, in microseconds."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.intake.floor", str(port)]
    with served(command, f"http://127.0.0.1:{port}", "/readyz", folder / "floor.log") as server:
        load.send(requests, port, 4)  # warm
        before = server.cpu_seconds()
        load.send(requests, port, 16)
        return (server.cpu_seconds() - before) * 1e6 / alerts


def storage_microseconds(folder: Path, rows: int) -> float:
    """CPU of sqlite3 for one alert: its row of 600 bytes with a unique key, and one row of an outbox."""
    with bare_sqlite(folder) as connection:
        connection.execute("CREATE TABLE alert (id TEXT PRIMARY KEY, live_key TEXT UNIQUE, body TEXT)")
        connection.execute("CREATE TABLE outbox (seq INTEGER PRIMARY KEY, subject_id TEXT, state TEXT)")
        body = "x" * _ROW_BYTES
        before = time.process_time()
        for start in range(0, rows, _ROWS_A_COMMIT):
            numbers = range(start, min(start + _ROWS_A_COMMIT, rows))
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                "INSERT INTO alert VALUES (?, ?, ?)",
                [(f"01{n:024d}", f"k:{n * 2654435761 % 2**64:032x}", body) for n in numbers],
            )
            connection.executemany(
                "INSERT INTO outbox (subject_id, state) VALUES (?, 'waiting')", [(f"01{n:024d}",) for n in numbers]
            )
            connection.execute("COMMIT")
        seconds = time.process_time() - before
    return seconds * 1e6 / rows


async def _parse(request: web.Request) -> web.Response:
    json.loads(await request.read())
    return web.Response(body=b"{}", content_type="application/json")


async def _ready(_: web.Request) -> web.Response:
    return web.Response()


if __name__ == "__main__":
    application = web.Application(client_max_size=2**20)
    application.router.add_post("/hooks/alertmanager", _parse)
    application.router.add_get("/readyz", _ready)
    web.run_app(application, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)

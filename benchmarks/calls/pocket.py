"""A minimal ntfy server in a process of its own: takes every push, and notes when it came for which topic.

    python -m benchmarks.calls.pocket PORT

GET /rung gives `[[seconds of the machine's monotonic clock, topic], …]` and forgets them.
"""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aiohttp import web

from benchmarks.kit.processes import free_port, get, served


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Run it; gives its address."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    with served([sys.executable, "-m", "benchmarks.calls.pocket", str(port)], base, "/rung", folder / "ntfy.log"):
        yield base


def rung(base: str) -> list[tuple[float, str]]:
    """What rang since the last look."""
    return [(at, topic) for at, topic in json.loads(get(f"{base}/rung"))]


def _application() -> web.Application:
    noted: list[tuple[float, str]] = []

    async def publish(request: web.Request) -> web.Response:
        at = time.monotonic()
        topic = str((await request.json())["topic"])
        noted.append((at, topic))
        return web.json_response({"id": "measured", "event": "message", "topic": topic})

    async def tell(request: web.Request) -> web.Response:
        told, noted[:] = list(noted), []
        return web.json_response(told)

    application = web.Application()
    application.router.add_post("/", publish)
    application.router.add_get("/rung", tell)
    return application


if __name__ == "__main__":
    web.run_app(_application(), host="127.0.0.1", port=int(sys.argv[1]), print=None)

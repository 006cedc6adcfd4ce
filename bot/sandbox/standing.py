"""The sandbox as a program of its own: opens the door, says where it is, and stands until it is told to stop."""

import asyncio
import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from bot.sandbox.http import serve
from bot.sandbox.keeping import Keeper, Loaded, load
from bot.sandbox.sandbox import Sandbox, announcement
from bot.sandbox.world.cast import fresh_world

CONFLICT_PAUSE = 3.0
"""Seconds after which the real server tells a poller that another one has taken over."""


async def stand(
    say: Callable[[str], None],
    stop: asyncio.Event,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    path: Path | None = None,
    as_json: bool = False,
    language: str = "zh",
) -> None:
    """Serves the training world until `stop` is set.

    Args:
        say: takes each line for the person at the terminal and must flush it.
        stop: set to end; open connections are then closed within a second.
        port: 0 takes a free one.
        path: where the world is kept between runs; None keeps it in memory only.
        as_json: the first line is the announcement as JSON, and nothing else is said.
        language: of the lines, zh or en.

    Raises:
        ValueError: the host is no loopback address.
        OSError: the port is taken.
    """
    words = json.loads((files("bot.sandbox") / "data" / "sentences.json").read_text(encoding="utf-8"))[language]
    loaded = load(path) if path is not None else Loaded(fresh_world())
    sandbox = Sandbox(loaded.world, long_polling=True, sleep=asyncio.sleep, conflict_pause=CONFLICT_PAUSE)
    keeper = Keeper(path) if path is not None else None
    async with serve(sandbox, host=host, port=port, keeper=keeper) as server:
        if as_json:
            say(json.dumps(announcement(sandbox, server.base), ensure_ascii=False))
        else:
            if loaded.broken is not None:
                say(words["broken"].format(reason=loaded.reason, path=loaded.broken))
            say(words["ready"].format(base=server.base))
            say(words["token"].format(base=server.base, token=sandbox.token))
        await stop.wait()

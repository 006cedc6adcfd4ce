"""Who and where in the training world, a clock moved by hand, and a client that checks every answer."""

import asyncio
import importlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.spec import mismatches, spec

HOME = -1001000000001
FRESH = -1001000000004
LIVE = -1001000000005
GROUP = -4000000001
OWNER, DUTY, PR, LEGAL, SERVICE, NOT_STARTED, STRANGER = 501, 502, 503, 505, 507, 509, 512


class Later:
    """A module that its first use imports, for a library that takes seconds: each worker collects every file."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # pytest asks every name of a file for marks of its own
            raise AttributeError(name)
        return getattr(importlib.import_module(self._name), name)


async def until(done: Callable[[], bool]) -> None:
    """Lets the loop run until something outside has happened; five seconds at most."""
    async with asyncio.timeout(5):
        while not done():  # noqa: ASYNC110  it happens in another process of the loop, which tells nobody
            await asyncio.sleep(0.001)


class HandClock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 22, 12, 40, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **step: float) -> None:
        self.at += timedelta(**step)


class Client:
    """Calls the sandbox in process and holds every answer and update against the Bot API's own description."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    async def __call__(self, method: str, *, files: Any = None, **params: Any) -> Any:
        status, body = await self.sandbox.call(method, params, files)
        answer = json.loads(body)
        assert status == 200, answer
        wrong = mismatches(answer["result"], spec().returns[method])
        assert not wrong, wrong
        return answer["result"]

    async def refused(self, method: str, *, files: Any = None, **params: Any) -> tuple[int, str]:
        status, body = await self.sandbox.call(method, params, files)
        answer = json.loads(body)
        assert answer["ok"] is False, answer
        assert answer["error_code"] == status
        return status, answer["description"]

    async def heard(self) -> list[dict[str, Any]]:
        """All waiting updates, confirmed."""
        updates: list[dict[str, Any]] = await self("getUpdates")
        for update in updates:
            wrong = mismatches(update, ("Update",))
            assert not wrong, wrong
        if updates:
            await self("getUpdates", offset=updates[-1]["update_id"] + 1)
        return updates

"""The real program as a process of its own, on loopback, in a folder of its own."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.settings import names

PATIENCE = 60.0
"""Seconds for a start on a busy machine; a quiet one needs two."""


def environment(**variables: str) -> dict[str, str]:
    """What the process sees: ours without any setting, and these.

    It may keep compiled files whatever the machine says: compiling the house costs more than starting it.
    """
    left_out = {*names(), "LC_ALL", "PYTHONDONTWRITEBYTECODE"}
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**kept, "LANG": "C", "LOG_FORMAT": "json", "HTTP_PORT": "0", "LANGUAGE": "en", **variables}


@dataclass
class Program:
    """A running `crisisdesk`; `lines` are its log lines so far."""

    process: asyncio.subprocess.Process
    lines: list[dict[str, Any]] = field(default_factory=list)
    text: str = ""

    async def until(self, event: str) -> dict[str, Any]:
        """The next log line of this event."""
        assert self.process.stderr is not None
        async with asyncio.timeout(PATIENCE):
            while line := await self.process.stderr.readline():
                if (found := self._heard(line)) and found.get("event") == event:
                    return found
        raise AssertionError(f"ended without {event!r}:\n{self.text}")

    async def ended(self) -> int:
        """Wait for its end; returns the exit code."""
        assert self.process.stderr is not None
        async with asyncio.timeout(PATIENCE):
            while line := await self.process.stderr.readline():
                self._heard(line)
            return await self.process.wait()

    async def stop(self, number: int = signal.SIGTERM) -> int:
        """Signal it and wait for its end."""
        self.process.send_signal(number)
        return await self.ended()

    def _heard(self, line: bytes) -> dict[str, Any] | None:
        text = line.decode()
        self.text += text
        if not text.startswith("{"):
            return None
        found: dict[str, Any] = json.loads(text)
        self.lines.append(found)
        return found


@asynccontextmanager
async def started(*arguments: str, folder: Path, env: Mapping[str, str], **streams: Any) -> AsyncIterator[Program]:
    """`crisisdesk <arguments>`; killed at the end if it still runs."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=folder,
        env={**env, "PYTHONPATH": str(Path(__file__).parents[2])},
        stderr=asyncio.subprocess.PIPE,
        **{"stdin": asyncio.subprocess.DEVNULL, "stdout": asyncio.subprocess.PIPE, **streams},
    )
    try:
        yield Program(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def told(*arguments: str, folder: Path, env: Mapping[str, str]) -> tuple[int, str, str]:
    """Run it to its end: exit code, what it said, and what it complained about."""
    async with started(*arguments, folder=folder, env=env) as program:
        async with asyncio.timeout(PATIENCE):
            out, err = await program.process.communicate()
        return program.process.returncode or 0, out.decode(), err.decode()

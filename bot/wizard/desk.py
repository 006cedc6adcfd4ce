"""The desk that runs while it is set up: ours, ended with the setup, or one that runs already."""

import asyncio
import os
import re
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import aiohttp

from bot.clock import Clock

START_SECONDS: Final = 60.0
_STOP_SECONDS: Final = 15.0
_LOOK_EVERY: Final = 0.3
_CLAIM: Final = re.compile(r"start=(own-[A-Za-z0-9_-]+)")


class NotRunning(Exception):
    """The desk did not start, or has ended; carries its last words."""


class RunningDesk:
    """Starts the desk unless one answers, and ends only what it started.

    Args:
        command: what runs it.
        address: where it answers.
        log: what it says goes there.
    """

    def __init__(self, command: Sequence[str], address: str, log: Path, clock: Clock) -> None:
        self._command = list(command)
        self._address = address
        self._log = log
        self._clock = clock
        self._process: Process | None = None

    @property
    def ours(self) -> bool:
        """Was it started here?"""
        return self._process is not None

    async def answers(self) -> bool:
        """Does a desk answer at the address?"""
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=3)) as web,
                web.get(f"{self._address}/healthz") as answer,
            ):
                return answer.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def start(self) -> None:
        """Start it and wait until it takes alerts.

        Raises:
            NotRunning.
        """
        log = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
                start_new_session=True,  # Ctrl+C is the wizard's to answer
            )
        finally:
            os.close(log)
        patience = self._clock.monotonic() + START_SECONDS
        # It names its address when it listens: what answers there before is somebody else's.
        while not (self._address in self._said() and await self.answers()):
            self.must_live()
            if self._clock.monotonic() > patience:
                raise NotRunning(self.last_words())
            await self._clock.wait(_LOOK_EVERY)

    async def first_claim(self) -> str:
        """The one-time code the desk offered when it met Telegram without an owner.

        Raises:
            NotRunning.
        """
        while True:
            if found := _CLAIM.findall(self._said()):
                return str(found[-1])
            self.must_live()
            await self._clock.wait(_LOOK_EVERY)

    def must_live(self) -> None:
        """Raises:
        NotRunning: it was started here and has ended.
        """
        if self._process is not None and self._process.returncode is not None:
            raise NotRunning(self.last_words())

    def last_words(self) -> str:
        """The last line of its log."""
        lines = self._said().splitlines()
        return lines[-1].strip() if lines else ""

    def _said(self) -> str:
        return self._log.read_text("utf-8", errors="replace")

    async def stop(self) -> None:
        """End it if it is ours, kindly first."""
        if self._process is None or self._process.returncode is not None:
            return
        self._process.terminate()
        try:
            async with asyncio.timeout(_STOP_SECONDS):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

"""The desk of the demo: a real `crisisdesk run` in a process of its own, spoken to over HTTP like any other."""

import asyncio
import json
import os
import re
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from aiohttp import ClientSession

from bot.clock import SystemClock

START_SECONDS: Final = 90.0
"""A first start on a busy machine reads every module from the disk."""
_STOP_SECONDS: Final = 12.0
_LOOK_EVERY: Final = 0.05
_KEPT: Final = ("PATH", "HOME", "TMPDIR", "SYSTEMROOT", "LD_LIBRARY_PATH", "LANG", "VIRTUAL_ENV")
_WAITING: Final = re.compile(
    rb'^crisisdesk_(?:outbox_parcels\{state="(?:waiting|claimed)"\}|inbox_updates\{state="waiting"\}) (\S+)', re.M
)


class NotStarted(Exception):
    """A process ended, or did not get ready; the text is the last it said."""


def environment(**ours: str) -> dict[str, str]:
    """What a process of the demo gets: nothing of the settings somebody may have for a real desk."""
    kept = {
        name: value for name, value in os.environ.items() if name in _KEPT or name.startswith(("PYTHON", "LC_"))
    }
    return kept | {"PYTHONUTF8": "1"} | ours


class StoryTime:
    """The story's time: how far the training is from the machine's clock, in a file that the desk reads."""

    def __init__(self, file: Path, begins: datetime) -> None:
        self.file = file
        self._clock = SystemClock()
        self.ahead = begins - self._clock.now()
        self._write()

    def now(self) -> datetime:
        return self._clock.now() + self.ahead

    def skip(self, span: timedelta) -> None:
        """The desk sees it at its next look."""
        self.ahead += span
        self._write()

    def _write(self) -> None:
        fresh = self.file.with_suffix(".new")
        fresh.write_text(f"{self.ahead.total_seconds():.6f}", encoding="ascii")
        os.replace(fresh, self.file)  # never half a number


class DeskProcess:
    """Starts, kills and stops the desk; takes alerts to it.

    Args:
        folder: temporary; holds database, clock and log.
        settings: environment variables of the desk.
    """

    def __init__(self, web: ClientSession, folder: Path, settings: Mapping[str, str], alert_token: str) -> None:
        self._web = web
        self._folder = folder
        self._environment = environment(**settings, ALERT_TOKEN=alert_token)
        self._token = alert_token
        self._base = ""
        self._process: Process | None = None
        self.log = folder / "desk.log"

    async def start(self) -> None:
        """Start it and wait until alerts are taken and Telegram has answered.

        Raises:
            NotStarted.
        """
        with self.log.open("ab") as log:
            begins = log.tell()
            self._process = await asyncio.create_subprocess_exec(
                *_command("run"),
                cwd=self._folder,
                env=self._environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl+C is ours to answer: it must not reach the desk by itself
            )
        try:
            async with asyncio.timeout(START_SECONDS):
                port = int((await self._said("ready", begins))["port"])
                self._base = f"http://127.0.0.1:{port}"
                await self._said("connected", begins)
        except TimeoutError:
            raise NotStarted(self.last_words()) from None

    async def _said(self, event: str, begins: int) -> dict[str, Any]:
        assert self._process is not None
        while True:
            for line in self.log.read_bytes()[begins:].splitlines():
                entry = _entry(line)
                if entry.get("event") == event:
                    return entry
            if self._process.returncode is not None:
                raise NotStarted(self.last_words())
            await asyncio.sleep(_LOOK_EVERY)

    def last_words(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return lines[-1] if lines else ""

    async def kill(self) -> None:
        """The power goes out: SIGKILL, nothing is put away."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        await self._process.wait()

    async def stop(self) -> None:
        """Ask it to end, and insist when it does not."""
        await end(self._process)

    async def alert(self, alerts: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Send alerts in one request, as a monitoring tool does; returns what the desk answered for each.

        Raises:
            NotStarted: the desk did not take them.
        """
        headers = {"Authorization": f"Bearer {self._token}"}
        url = f"{self._base}/hooks/generic"
        async with self._web.post(url, json={"alerts": alerts}, headers=headers) as response:
            if response.status // 100 != 2:
                raise NotStarted(f"POST /hooks/generic: {response.status} {await response.text()}")
            return list((await response.json())["alerts"])

    async def waiting(self) -> int:
        """What it has not said or handled yet."""
        async with self._web.get(f"{self._base}/metrics") as response:
            return sum(int(float(number)) for number in _WAITING.findall(await response.read()))

    async def recap(self, number: str, forms: str, to: Path) -> str:
        """`crisisdesk recap` beside the desk, running or dead; `to` is a folder, or the file if there is one form.
        Returns what it printed.

        Raises:
            NotStarted: it ended with an error, in its words.
        """
        process = await asyncio.create_subprocess_exec(
            *_command("recap", number, "--format", forms, "--output", str(to)),
            cwd=self._folder,
            env=self._environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            told, _ = await process.communicate()
        finally:
            await end(process)
        text = told.decode(errors="replace").strip()
        if process.returncode:
            raise NotStarted(text.splitlines()[-1] if text else f"crisisdesk recap: {process.returncode}")
        return text


class SandboxProcess:
    """A `crisisdesk sandbox` of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: Process | None = None

    async def start(self) -> dict[str, Any]:
        """Start it; returns what it announced.

        Raises:
            NotStarted.
        """
        with (self._folder / "sandbox.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *_command("sandbox", "--port", "0", "--json"),
                cwd=self._folder,
                env=environment(),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
        assert self._process.stdout is not None
        try:
            async with asyncio.timeout(START_SECONDS):
                line = await self._process.stdout.readline()
        except TimeoutError:
            line = b""
        announced = _entry(line)
        if "base" not in announced:
            raise NotStarted((self._folder / "sandbox.log").read_text(errors="replace").strip()[-300:])
        return announced

    async def stop(self) -> None:
        await end(self._process)


async def end(process: Process | None) -> None:
    """End a process of ours, by its number: kindly first."""
    if process is None or process.returncode is not None:
        return
    process.terminate()
    try:
        async with asyncio.timeout(_STOP_SECONDS):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "bot", *words]


def _entry(line: bytes) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError:
        return {}
    return entry if isinstance(entry, dict) else {}

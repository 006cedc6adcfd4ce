"""The terminal the first run is played on: asks, hides what is typed, draws codes for a phone."""

import asyncio
import io
import os
import sys
import termios
from collections.abc import Awaitable, Callable
from typing import Final

import segno

_LOOK_EVERY: Final = 1.0
_LINE: Final = 4096
"""Bytes: a terminal hands over no longer line."""


class InputEnded(Exception):
    """Nobody sits there any more (Ctrl+D)."""


class Terminal:
    """Standard input and output. Reads byte by byte past Python's buffer, so that a wait sees every line."""

    def __init__(self) -> None:
        self._pending = b""

    @property
    def is_one(self) -> bool:
        """Does somebody sit there?"""
        return sys.stdin.isatty() and sys.stdout.isatty()

    def say(self, text: str = "") -> None:
        """One line, or an empty one."""
        print(text, flush=True)

    def draw(self, link: str) -> None:
        """A link as a code for a phone's camera, and in letters."""
        drawn = io.StringIO()
        segno.make(link, error="l", micro=False).terminal(out=drawn, compact=True, border=2)
        print(f"\n{drawn.getvalue()}\n{link}\n", flush=True)

    async def ask(self, prompt: str) -> str:
        """One line, without the blanks around it.

        Raises:
            InputEnded.
        """
        print(prompt, end="", flush=True)
        return (await self._line()).strip()

    async def ask_hidden(self, prompt: str) -> str:
        """One line that is not shown while it is typed.

        Raises:
            InputEnded.
        """
        terminal = sys.stdin.fileno()
        shown = termios.tcgetattr(terminal)
        hidden = [*shown]
        hidden[3] &= ~termios.ECHO
        termios.tcsetattr(terminal, termios.TCSADRAIN, hidden)
        try:
            return await self.ask(prompt)
        finally:
            termios.tcsetattr(terminal, termios.TCSADRAIN, shown)
            print(flush=True)

    async def until(self, look: Callable[[], Awaitable[bool]], enter: bool = False) -> bool:
        """Look again every second until it is so. False: Enter was pressed first, where that is allowed.

        Raises:
            InputEnded.
        """
        while not await look():
            try:
                async with asyncio.timeout(_LOOK_EVERY):
                    await self._line()
            except TimeoutError:
                continue
            if enter:
                return False
        return True

    async def _line(self) -> str:
        while b"\n" not in self._pending:
            got = await self._bytes()
            if not got:
                raise InputEnded
            self._pending += got
        line, _, self._pending = self._pending.partition(b"\n")
        return line.decode("utf-8", "replace")

    async def _bytes(self) -> bytes:
        # With the loop and not in a thread: Ctrl+C must end it, and a thread that reads cannot be ended.
        loop, terminal = asyncio.get_running_loop(), sys.stdin.fileno()
        ready: asyncio.Future[None] = loop.create_future()
        loop.add_reader(terminal, _set, ready)
        try:
            await ready
            return os.read(terminal, _LINE)
        finally:
            loop.remove_reader(terminal)


def _set(ready: "asyncio.Future[None]") -> None:
    if not ready.done():
        ready.set_result(None)

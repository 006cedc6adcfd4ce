"""The world in a file: written in one piece, and read back even when somebody cut it in half."""

import asyncio
import os
from pathlib import Path
from typing import NamedTuple

import msgspec

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.world.cast import fresh_world
from bot.sandbox.world.model import Change
from bot.sandbox.world.world import World

_FORMAT = 1


class _Kept(msgspec.Struct):
    format: int
    world: World


class Loaded(NamedTuple):
    """The world to go on with.

    `broken` names where an unreadable file was put aside, and `reason` what was wrong with it.
    """

    world: World
    broken: Path | None = None
    reason: str = ""


def load(path: Path) -> Loaded:
    """The world that was kept, or a fresh one when there is none or it cannot be read.

    A file that cannot be read is moved aside, never overwritten.
    """
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=_Kept)
    except FileNotFoundError:
        return Loaded(fresh_world())
    except (msgspec.DecodeError, UnicodeDecodeError) as trouble:
        return Loaded(fresh_world(), _aside(path), str(trouble))
    if kept.format != _FORMAT:
        return Loaded(fresh_world(), _aside(path), f"written in format {kept.format}")
    return Loaded(kept.world)


def _aside(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.name}.broken-{number}")).exists():
        number += 1
    path.rename(aside)
    return aside


def save(path: Path, world: World) -> None:
    """Writes the world beside the file and puts it in place in one step: a crash leaves the old or the new one."""
    kept = msgspec.json.encode(_Kept(_FORMAT, world))
    beside = path.with_name(path.name + ".new")
    with beside.open("wb") as file:
        file.write(kept)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


class Keeper:
    """Saves a world a moment after it changed, so that a burst of changes is written once."""

    def __init__(self, path: Path, *, pause: float = 0.5) -> None:
        self.path = path
        self._pause = pause
        self._dirty = asyncio.Event()

    def save(self, world: World) -> None:
        save(self.path, world)

    async def run(self, sandbox: Sandbox) -> None:
        """Saves after changes, until cancelled."""
        while True:
            await self._dirty.wait()
            await asyncio.sleep(self._pause)
            self._dirty.clear()
            try:
                self.save(sandbox.world)
            except OSError as trouble:
                # The disk may be full for a while; the world in memory is whole, and the next change tries again.
                sandbox.journal.note(sandbox.now(), "keeping", ok=False, error=str(trouble))

    def changed(self, change: Change) -> None:
        """To be told of every change (a listener of the sandbox)."""
        if change.kind not in ("journal", "typing"):
            self._dirty.set()

"""The incident's journal counted before and after a kill, from outside: as its recap tells it."""

import json
from pathlib import Path
from typing import NamedTuple

from bot.demo.desk import DeskProcess


class Counted(NamedTuple):
    """Entries and stored alerts of the incident; `lost` are those that were there at an earlier count."""

    entries: int
    deliveries: int
    lost: int


class Journal:
    """Counts what one incident holds; a later count may find more, never less."""

    def __init__(self, desk: DeskProcess, scratch: Path) -> None:
        self._desk = desk
        self._file = scratch / "journal.json"
        self._entries = 0

    async def count(self, number: str) -> Counted:
        """Read it beside the running desk, or after its death.

        A chain that does not verify has lost whatever comes after the break.

        Raises:
            NotStarted: the recap could not be written.
        """
        self._file.unlink(missing_ok=True)
        await self._desk.recap(number, "json", self._file)
        told = json.loads(self._file.read_text(encoding="utf-8"))
        chain = told["chain"]
        whole = chain["entries"] if chain["broken_at"] is None else chain["broken_at"] - 1
        lost = max(0, self._entries - whole) + chain["missing"]
        self._entries = max(self._entries, whole)
        return Counted(whole, told["deliveries"], lost)

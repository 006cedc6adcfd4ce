"""What happened in the sandbox, in order: every call of the bot with its outcome, and every act of a person."""

from collections import deque
from datetime import datetime
from typing import Any

KEPT = 20_000


class Journal:
    """Numbered entries; the oldest fall out after 20,000."""

    def __init__(self) -> None:
        self._entries: deque[dict[str, Any]] = deque(maxlen=KEPT)
        self._last = 0

    def note(self, now: datetime, kind: str, **details: object) -> dict[str, Any]:
        """Adds an entry. `kind` is call, act, fault or phone; details that are None are left out."""
        self._last += 1
        entry = {"seq": self._last, "at": now.isoformat(), "kind": kind}
        entry |= {name: value for name, value in details.items() if value is not None}
        self._entries.append(entry)
        return entry

    def since(self, seq: int, limit: int = 1000) -> list[dict[str, Any]]:
        """Entries after `seq`, oldest first."""
        newer = self._last - seq
        if newer <= 0:
            return []
        skip = max(0, len(self._entries) - newer)
        return [entry for n, entry in enumerate(self._entries) if n >= skip][:limit]

    @property
    def last(self) -> int:
        """The cursor: number of the newest entry, 0 when there is none."""
        return self._last

    def calls(self, method: str | None = None) -> list[dict[str, Any]]:
        """The bot's calls, all or of one method."""
        return [e for e in self._entries if e["kind"] == "call" and method in (None, e["method"])]

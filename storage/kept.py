"""Answers that seldom change: who belongs to a team, who is on duty, what a team is called.

Every alert asks for them, and nobody changes them for hours. On SQLite they are remembered from one turn of the
writer to the next. Nothing is ever stale, whoever writes:

- a change on the writer's own connection, which all turns use, sets off a trigger that lives in the connection
  (TEMP, no part of the schema), by SQLAlchemy or past it; until that turn has ended nothing is remembered, so that
  what is rolled back is not;
- a change by another process moves `PRAGMA data_version`, which is asked once a turn, with the writer's lock held.

What depends on the time of day is asked with that time, is another question each time, and is not remembered; nor
is what whoever reads makes of such rows, unless he says that it holds at any time (`Reader.lasting`).
"""

import sqlite3
from collections.abc import Callable
from typing import Any, Final

TABLES: Final = frozenset({"team", "person", "member", "rotation", "exchange", "phone", "leave", "silence"})
_MOST: Final = 1_000
"""Questions remembered at a time: a team asks a dozen."""


class Kept:
    """What one connection has found in tables that seldom change."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._ask: Callable[[str], sqlite3.Cursor] = sqlite3.Cursor(connection).execute
        self._answers: dict[Any, Any] = {}
        self._named = self._hears = False
        self._looked = False
        self._changing = False
        self._version = -1

    def turn_begins(self) -> None:
        """Somebody has the writer's turn, and has not begun his transaction yet."""
        self._looked = False
        if self._changing:
            self._answers.clear()
            self._changing = False
        if not self._hears:
            self._listen()

    def _listen(self) -> None:
        try:
            if not self._named:  # once: SQLite names no function anew while a statement is under way
                self.connection.create_function("changed", 0, self._change)
                self._named = True
            for table in sorted(TABLES):
                for how in ("INSERT", "UPDATE", "DELETE"):
                    name = f"{how.lower()}_{table}"
                    self._ask(f"DROP TRIGGER IF EXISTS temp.{name}")
                    self._ask(
                        f"CREATE TEMP TRIGGER {name} AFTER {how} ON main.{table} BEGIN SELECT changed(); END"
                    )
        except sqlite3.OperationalError:
            return  # no tables yet, or locked by another process: nothing is remembered meanwhile
        self._hears = True

    def _change(self) -> None:
        self._changing = True

    def usable(self) -> bool:
        """May answers be remembered now? Asked inside the transaction."""
        if self._changing or not self._hears:
            return False
        if not self._looked:
            self._looked = True
            (version,) = self._ask("PRAGMA data_version").fetchone()
            if version != self._version or len(self._answers) > _MOST:
                self._version = version
                self._answers.clear()
        return True

    def get(self, question: Any) -> Any:
        """What was found when this was asked before, None: nobody asked."""
        return self._answers.get(question)

    def keep(self, question: Any, found: Any) -> None:
        """This was found; to be looked at only."""
        self._answers[question] = found

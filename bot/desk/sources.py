"""Who may send alerts: registered sources, looked up by the name in the hook's address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.desk.desk import Desk
from bot.ids import TeamId
from storage.vocabulary.alerts import SourceFormat

REMEMBERED_SECONDS: Final = 5.0
"""A source that is revoked may go on for this long; a storm must not cost a look-up per alert."""


@dataclass(frozen=True, slots=True)
class RegisteredSource:
    """A sender: `token_hash` is the SHA-256 of its bearer token, `secret` signs; either may be empty."""

    team: TeamId
    name: str
    format: SourceFormat
    token_hash: str
    secret: str


class Sources:
    """The desk's book of senders."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._first_team: TeamId | None = None
        self._known: dict[str, tuple[float, Sequence[RegisteredSource]]] = {}

    async def first_team(self) -> TeamId:
        """The team that ALERT_TOKEN belongs to; it never changes."""
        if self._first_team is None:
            async with self._desk.reading() as look:
                self._first_team = (await look.teams.all())[0].id
        return self._first_team

    async def named(self, name: str) -> Sequence[RegisteredSource]:
        """The sources of this name, one a team at most."""
        now = self._desk.clock.monotonic()
        looked_at, known = self._known.get(name, (float("-inf"), ()))
        if now - looked_at > REMEMBERED_SECONDS:
            async with self._desk.reading() as look:
                known = [
                    RegisteredSource(row.team_id, row.name, row.format, row.token_hash, row.secret)
                    for row in await look.sources.by_name(name)
                ]
            # Names come from strangers: only those that exist are remembered.
            self._known.pop(name, None)
            if known:
                self._known[name] = (now, known)
        return known

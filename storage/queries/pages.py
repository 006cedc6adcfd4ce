"""Tickets to pages, and what figures across incidents are made of."""

from collections.abc import Sequence

from sqlmodel import col, select

from bot.ids import IncidentId, TeamId
from storage.queries.base import Queries
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.tables.teams import Stamp
from storage.tables.tickets import Ticket
from storage.vocabulary.clocks import ClockState


class Pages(Queries):
    """What the pages look at."""

    async def hold_ticket(self, secret_hash: str) -> Ticket | None:
        return await self._hold(select(Ticket).where(Ticket.secret_hash == secret_hash))

    async def stamp(self, name: str) -> str | None:
        """A single fact about the database itself."""
        found = await self._one(select(Stamp).where(Stamp.name == name))
        return found.value if found else None

    async def counted(self, team: TeamId, limit: int = 5_000) -> Sequence[Incident]:
        """Incidents that are told of in figures, newest first: merged ones are part of another."""
        query = select(Incident).where(Incident.team_id == team, col(Incident.merged_into).is_(None))
        return await self._all(query.order_by(col(Incident.id).desc()).limit(limit))

    async def ended_clocks(self, incidents: Sequence[IncidentId]) -> Sequence[Clock]:
        """The clocks of these incidents that were met or ran out."""
        query = select(Clock).where(
            col(Clock.incident_id).in_(incidents),
            (col(Clock.state) == ClockState.MET) | col(Clock.breached_at).is_not(None),
        )
        return await self._all(query.order_by(col(Clock.id)))

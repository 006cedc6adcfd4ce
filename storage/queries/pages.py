"""Tickets to pages, and what figures across incidents are made of."""

from collections.abc import Sequence

from sqlmodel import col, func, select

from bot.ids import IncidentId, TeamId
from storage.queries.base import Queries
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.tables.publications import Publication
from storage.tables.statements import Statement
from storage.tables.teams import Stamp
from storage.tables.tickets import Ticket
from storage.tables.wordings import CheckLog
from storage.vocabulary.clocks import ClockState
from storage.vocabulary.publications import PublicationState
from storage.vocabulary.statements import StatementStage
from storage.vocabulary.wordings import CheckVerdict


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

    async def released(self, incidents: Sequence[IncidentId]) -> Sequence[tuple[IncidentId, StatementStage, int]]:
        """How many texts went out and were proved, by incident and stage."""
        query = (
            select(Publication.incident_id, Statement.stage, func.count())
            .join(Statement, col(Statement.id) == col(Publication.statement_id))
            .where(
                col(Publication.incident_id).in_(incidents),
                col(Publication.proved_at).is_not(None),
                Publication.state != PublicationState.WITHDRAWN,
            )
            .group_by(col(Publication.incident_id), col(Statement.stage))
        )
        found = (await self._session.exec(query)).all()
        return [(IncidentId(incident), StatementStage(stage), count) for incident, stage, count in found]

    async def checked(self, incidents: Sequence[IncidentId]) -> Sequence[tuple[IncidentId, CheckVerdict, int]]:
        """How many sentences were checked, by incident and verdict."""
        query = select(CheckLog.incident_id, CheckLog.verdict, func.count()).where(
            col(CheckLog.incident_id).in_(incidents)
        )
        found = await self._session.exec(query.group_by(col(CheckLog.incident_id), col(CheckLog.verdict)))
        return [
            (IncidentId(incident), CheckVerdict(verdict), count)
            for incident, verdict, count in found.all()
            if incident
        ]

    async def ended_clocks(self, incidents: Sequence[IncidentId]) -> Sequence[Clock]:
        """The clocks of these incidents that were met or ran out."""
        query = select(Clock).where(
            col(Clock.incident_id).in_(incidents),
            (col(Clock.state) == ClockState.MET) | col(Clock.breached_at).is_not(None),
        )
        return await self._all(query.order_by(col(Clock.id)))

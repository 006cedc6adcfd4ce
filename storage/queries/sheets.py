"""Message sheets, their items, and standing lines."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select

from bot.ids import IncidentId, SheetId, StandingLineId, TeamId
from storage.queries.base import Queries
from storage.tables.sheets import MessageSheet, SheetItem, StandingLine
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.sheets import Audience, SheetState


class Sheets(Queries):
    """Message sheets; written under the hold of their incident."""

    async def find(self, sheet: SheetId) -> MessageSheet | None:
        return await self._one(select(MessageSheet).where(MessageSheet.id == sheet))

    async def of_incident(self, incident: IncidentId, audience: Audience | None = None) -> Sequence[MessageSheet]:
        """All versions, the newest first."""
        query = select(MessageSheet).where(MessageSheet.incident_id == incident)
        if audience is not None:
            query = query.where(MessageSheet.audience == audience)
        return await self._all(query.order_by(col(MessageSheet.version).desc(), col(MessageSheet.id)))

    async def current(self, incident: IncidentId, audience: Audience = Audience.PUBLIC) -> MessageSheet | None:
        """The one that may be used now, as far as its state says; whether its time is over is the caller's."""
        query = select(MessageSheet).where(
            MessageSheet.incident_id == incident,
            MessageSheet.audience == audience,
            MessageSheet.state == SheetState.CURRENT,
        )
        return await self._one(query)

    async def open_draft(self, incident: IncidentId, audience: Audience = Audience.PUBLIC) -> MessageSheet | None:
        """The version that is being written or waits for approval; the newest if there were several."""
        query = select(MessageSheet).where(
            MessageSheet.incident_id == incident,
            MessageSheet.audience == audience,
            col(MessageSheet.state).in_([state for state in SheetState if state.open]),
        )
        return await self._one(query.order_by(col(MessageSheet.version).desc()))

    async def highest_version(self, incident: IncidentId, audience: Audience) -> int:
        """The newest version's number, 0 when there is none."""
        query = select(func.max(col(MessageSheet.version))).where(
            MessageSheet.incident_id == incident, MessageSheet.audience == audience
        )
        return int((await self._session.exec(query)).one() or 0)

    async def items(self, sheet: SheetId) -> Sequence[SheetItem]:
        """The parts of a sheet, in order."""
        query = select(SheetItem).where(SheetItem.sheet_id == sheet)
        return await self._all(query.order_by(col(SheetItem.position), col(SheetItem.id)))

    async def items_of(self, sheets: Collection[str]) -> Sequence[SheetItem]:
        """The parts of several sheets, sheet by sheet, in order."""
        query = select(SheetItem).where(col(SheetItem.sheet_id).in_(sheets))
        return await self._all(query.order_by(col(SheetItem.sheet_id), col(SheetItem.position), col(SheetItem.id)))


class StandingLines(Queries):
    """Standing lines of a team."""

    async def find(self, line: StandingLineId) -> StandingLine | None:
        return await self._one(select(StandingLine).where(StandingLine.id == line))

    async def in_use(self, team: TeamId, now: datetime, kind: CrisisType | None = None) -> Sequence[StandingLine]:
        """Lines that are approved and neither expired nor retired, the newest first."""
        query = select(StandingLine).where(
            StandingLine.team_id == team,
            col(StandingLine.retired_at).is_(None),
            col(StandingLine.approved_at).is_not(None),
            col(StandingLine.expires_at) > now,
        )
        if kind is not None:
            query = query.where(StandingLine.crisis_type == kind)
        return await self._all(query.order_by(col(StandingLine.approved_at).desc(), col(StandingLine.id).desc()))

    async def of_team(self, team: TeamId, kind: CrisisType | None = None) -> Sequence[StandingLine]:
        """Every line not retired, waiting and expired ones too, the newest first."""
        query = select(StandingLine).where(StandingLine.team_id == team, col(StandingLine.retired_at).is_(None))
        if kind is not None:
            query = query.where(StandingLine.crisis_type == kind)
        return await self._all(query.order_by(col(StandingLine.id).desc()))

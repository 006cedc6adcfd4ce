"""Debriefs, flags, lessons and improvements; written under the incident's hold."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select

from bot.ids import IncidentId, PersonId, TeamId
from storage.queries.base import Queries
from storage.tables.incidents import Incident
from storage.tables.reviews import Debrief, Flag, Improvement, Lesson
from storage.tables.timeline import Entry
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.timeline import EntryKind


class Reviews(Queries):
    """What looking back on an incident has brought so far."""

    async def debriefs(self, incident: IncidentId) -> Sequence[Debrief]:
        """Who was asked, in the order of asking."""
        return await self._all(select(Debrief).where(Debrief.incident_id == incident).order_by(col(Debrief.id)))

    async def debrief(self, debrief: str) -> Debrief | None:
        return await self._one(select(Debrief).where(Debrief.id == debrief))

    async def debrief_of(self, incident: IncidentId, person: PersonId) -> Debrief | None:
        return await self._one(select(Debrief).where(Debrief.incident_id == incident, Debrief.person_id == person))

    async def flags(self, incident: IncidentId) -> Sequence[Flag]:
        return await self._all(select(Flag).where(Flag.incident_id == incident).order_by(col(Flag.id)))

    async def lessons(self, incident: IncidentId) -> Sequence[Lesson]:
        return await self._all(select(Lesson).where(Lesson.incident_id == incident).order_by(col(Lesson.number)))

    async def improvements(self, incident: IncidentId) -> Sequence[Improvement]:
        return await self._all(
            select(Improvement).where(Improvement.incident_id == incident).order_by(col(Improvement.number))
        )

    async def improvement(self, improvement: str) -> Improvement | None:
        return await self._one(select(Improvement).where(Improvement.id == improvement))

    async def highest_number(self, incident: IncidentId, of: type[Lesson] | type[Improvement]) -> int:
        query = select(func.max(col(of.number))).where(of.incident_id == incident)
        return int((await self._session.exec(query)).one() or 0)

    async def to_remind(self, now: datetime, limit: int = 200) -> Sequence[Improvement]:
        """Improvements somebody is to hear of by now, longest waiting first."""
        query = select(Improvement).where(col(Improvement.next_reminder_at) <= now)
        return await self._all(query.order_by(col(Improvement.next_reminder_at), col(Improvement.id)).limit(limit))

    async def open_improvements(self, team: TeamId) -> Sequence[Improvement]:
        """What is still to be done, the most urgent first."""
        query = select(Improvement).where(Improvement.team_id == team, col(Improvement.done_at).is_(None))
        return await self._all(query.order_by(col(Improvement.due_at), col(Improvement.id)))

    async def severities(self, incident: IncidentId) -> Sequence[Entry]:
        """The entries that moved its severity."""
        moved = [EntryKind.SEVERITY_RAISED, EntryKind.SEVERITY_LOWERED]
        query = select(Entry).where(Entry.incident_id == incident, col(Entry.kind).in_(moved))
        return await self._all(query.order_by(col(Entry.seq)))

    async def alike(self, team: TeamId, kind: CrisisType, tag: str, since: datetime) -> Sequence[Incident]:
        """Real incidents of this type and tag opened since then, oldest first; merged ones are none."""
        query = select(Incident).where(
            Incident.team_id == team,
            Incident.crisis_type == kind,
            Incident.tag == tag,
            col(Incident.drill).is_(False),
            col(Incident.merged_into).is_(None),
            col(Incident.opened_at) >= since,
        )
        return await self._all(query.order_by(col(Incident.opened_at), col(Incident.id)))

"""Publications, promises, deviations, rumours, paused promotion."""

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import col, select

from bot.ids import IncidentId, PersonId, PublicationId, StatementId
from storage.queries.base import Queries
from storage.tables.publications import Deviation, Promise, PromotionPause, Publication, Rumor
from storage.vocabulary.publications import DeviationState, PublicationState


class Publications(Queries):
    """What became of approved words; written under the hold of their incident."""

    async def find(self, publication: PublicationId) -> Publication | None:
        return await self._one(select(Publication).where(Publication.id == publication))

    async def of_incident(self, incident: IncidentId) -> Sequence[Publication]:
        """All of them, the oldest first."""
        query = select(Publication).where(Publication.incident_id == incident)
        return await self._all(query.order_by(col(Publication.id)))

    async def of_statement(self, statement: StatementId) -> Sequence[Publication]:
        query = select(Publication).where(Publication.statement_id == statement)
        return await self._all(query.order_by(col(Publication.id)))

    async def open_of(self, person: PersonId) -> Sequence[Publication]:
        """What this person is to publish or has not fully proved, the newest first."""
        states = [PublicationState.HANDED_OVER, PublicationState.PROVED, PublicationState.DIFFERS]
        query = select(Publication).where(Publication.operator_id == person, col(Publication.state).in_(states))
        return await self._all(query.order_by(col(Publication.id).desc()))

    async def promise(self, promise: str) -> Promise | None:
        return await self._one(select(Promise).where(Promise.id == promise))

    async def promises(self, incident: IncidentId) -> Sequence[Promise]:
        """All promises of an incident, the oldest first."""
        query = select(Promise).where(Promise.incident_id == incident)
        return await self._all(query.order_by(col(Promise.id)))

    async def deviation(self, deviation: str) -> Deviation | None:
        return await self._one(select(Deviation).where(Deviation.id == deviation))

    async def deviations(self, incident: IncidentId) -> Sequence[Deviation]:
        """All deviations of an incident, the oldest first."""
        query = select(Deviation).where(Deviation.incident_id == incident)
        return await self._all(query.order_by(col(Deviation.id)))

    async def open_deviations(self, statement: StatementId) -> Sequence[Deviation]:
        """Deviations that this correction puts right."""
        query = select(Deviation).where(
            Deviation.correction_id == statement, Deviation.state == DeviationState.OPEN
        )
        return await self._all(query.order_by(col(Deviation.id)))

    async def rumors(self, incident: IncidentId) -> Sequence[Rumor]:
        return await self._all(select(Rumor).where(Rumor.incident_id == incident).order_by(col(Rumor.number)))

    async def rumor(self, rumor: str) -> Rumor | None:
        return await self._one(select(Rumor).where(Rumor.id == rumor))

    async def highest_rumor(self, incident: IncidentId) -> int:
        query = select(func.max(col(Rumor.number))).where(Rumor.incident_id == incident)
        return int((await self._session.exec(query)).one() or 0)

    async def pauses(self, incident: IncidentId) -> Sequence[PromotionPause]:
        """Channels on which promotion was paused or lifted, in the order in which that began."""
        query = select(PromotionPause).where(PromotionPause.incident_id == incident)
        return await self._all(query.order_by(col(PromotionPause.id)))

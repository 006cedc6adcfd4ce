"""Facts of an incident and what became of them."""

from collections.abc import Collection, Sequence

from sqlalchemy import func
from sqlmodel import col, select

from bot.ids import FactId, IncidentId
from storage.queries.base import Queries
from storage.tables.facts import Fact, FactChange
from storage.vocabulary.facts import FactState


class Facts(Queries):
    """Facts; written under the hold of their incident."""

    async def find(self, fact: FactId) -> Fact | None:
        return await self._one(select(Fact).where(Fact.id == fact))

    async def of_incident(self, incident: IncidentId) -> Sequence[Fact]:
        """All facts of an incident, in the order of their numbers; withdrawn ones too."""
        return await self._all(select(Fact).where(Fact.incident_id == incident).order_by(col(Fact.number)))

    async def verified(self, incident: IncidentId) -> Sequence[Fact]:
        """Facts somebody stands by, in the order of their numbers; internal and expired ones too."""
        query = select(Fact).where(Fact.incident_id == incident, Fact.state == FactState.VERIFIED)
        return await self._all(query.order_by(col(Fact.number)))

    async def by_ids(self, facts: Collection[str]) -> Sequence[Fact]:
        """These facts, in the order of their numbers."""
        return await self._all(select(Fact).where(col(Fact.id).in_(facts)).order_by(col(Fact.number)))

    async def by_number(self, incident: IncidentId, number: int) -> Fact | None:
        return await self._one(select(Fact).where(Fact.incident_id == incident, Fact.number == number))

    async def highest_number(self, incident: IncidentId) -> int:
        """The number of the newest fact, 0 when there is none."""
        query = select(func.max(col(Fact.number))).where(Fact.incident_id == incident)
        return int((await self._session.exec(query)).one() or 0)

    async def history(self, fact: FactId) -> Sequence[FactChange]:
        """Everything that happened to a fact, oldest first."""
        return await self._all(select(FactChange).where(FactChange.fact_id == fact).order_by(col(FactChange.id)))

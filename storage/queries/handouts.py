"""Recaps to be made, and what people have seen."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Integer, bindparam, delete
from sqlmodel import col, select

from bot.ids import IncidentId, PersonId
from storage.plain import Rows
from storage.queries.base import Queries
from storage.tables.handouts import Handout, Look

#: Asked every second.
_WANTED: Final = Rows(
    select(Handout)
    .where(col(Handout.wanted_at).is_not(None))
    .order_by(col(Handout.wanted_at), col(Handout.id))
    .limit(bindparam("limit", type_=Integer))
)


class Handouts(Queries):
    """Recaps that were asked for in chats."""

    async def wanted(self, limit: int) -> Sequence[Handout]:
        """Those still to be made, longest waiting first; to look at."""
        return await _WANTED.all(self._session, limit=limit)

    async def find(self, handout: str) -> Handout | None:
        return await self._one(select(Handout).where(Handout.id == handout))

    async def hold(self, handout: str) -> Handout | None:
        return await self._hold(select(Handout).where(Handout.id == handout))

    async def look_of(self, person: PersonId, incident: IncidentId) -> Look | None:
        """How far this person has seen, if he ever looked."""
        return await self._one(select(Look).where(Look.person_id == person, Look.incident_id == incident))

    async def forget(self, before: str) -> int:
        """Drop the files of those made before this id: they went out long ago."""
        gone = delete(Handout).where(col(Handout.wanted_at).is_(None), col(Handout.id) < before)
        return int((await self._session.exec(gone)).rowcount)

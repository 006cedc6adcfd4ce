"""Captured messages, and evidence whose bytes are still at Telegram's."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Integer, bindparam, func
from sqlmodel import col, select

from bot.ids import AlertId, EvidenceId, IncidentId
from storage.columns import UtcDateTime
from storage.plain import Rows
from storage.queries.base import Queries
from storage.tables.captures import Captured
from storage.tables.incidents import Evidence

#: Asked every two seconds.
_TO_FETCH: Final = Rows(
    select(Evidence)
    .where(col(Evidence.fetch_at) <= bindparam("now", type_=UtcDateTime()))
    .order_by(col(Evidence.fetch_at), col(Evidence.id))
    .limit(bindparam("limit", type_=Integer))
)


class Captures(Queries):
    """What was taken into timelines from chats. Written under the incident's hold."""

    async def of_message(self, chat_id: int, message_id: int) -> Captured | None:
        return await self._one(
            select(Captured).where(Captured.chat_id == chat_id, Captured.message_id == message_id)
        )

    async def to_fetch(self, now: datetime, limit: int) -> Sequence[Evidence]:
        """Evidence whose file is to be fetched by now, longest waiting first; to look at."""
        return await _TO_FETCH.all(self._session, now=now, limit=limit)

    async def evidence_of_alerts(self, alerts: Sequence[AlertId]) -> Sequence[Evidence]:
        """Evidence that came with these alerts, oldest first."""
        query = select(Evidence).where(col(Evidence.alert_id).in_(alerts))
        return await self._all(query.order_by(col(Evidence.id)))

    async def pieces(self, incident: IncidentId) -> Sequence[tuple[str, str, str, str]]:
        """(about, kind, address, content type) of everything kept; without the bytes, which may be many."""
        query = select(Evidence.about, Evidence.kind, Evidence.url, Evidence.content_type)
        found = await self._session.exec(query.where(Evidence.incident_id == incident).order_by(col(Evidence.id)))
        return found.all()

    async def files(self, incident: IncidentId, about: Sequence[str]) -> Sequence[tuple[str, str, str, int]]:
        """(about, id, name, bytes) of what an incident keeps about these, without the content."""
        length = func.coalesce(func.length(col(Evidence.content)), 0)
        query = select(Evidence.about, Evidence.id, Evidence.text, length)
        wanted = query.where(Evidence.incident_id == incident, col(Evidence.about).in_(about))
        return (await self._session.exec(wanted.order_by(col(Evidence.id)))).all()

    async def ids_about(self, incident: IncidentId, about: str) -> Sequence[EvidenceId]:
        """The evidence of an incident about this kind of thing."""
        query = select(Evidence.id).where(Evidence.incident_id == incident)
        found = await self._session.exec(query.where(col(Evidence.about).startswith(f"{about}:")))
        return [EvidenceId(one) for one in found]

    async def hold_evidence(self, evidence: EvidenceId) -> Evidence | None:
        return await self._hold(select(Evidence).where(Evidence.id == evidence))

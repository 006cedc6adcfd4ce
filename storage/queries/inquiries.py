"""Questions of journalists."""

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import col, select

from bot.ids import IncidentId, InquiryId
from storage.queries.base import Queries
from storage.tables.inquiries import MediaInquiry


class Inquiries(Queries):
    """What journalists ask; written under the hold of their incident."""

    async def find(self, inquiry: InquiryId) -> MediaInquiry | None:
        return await self._one(select(MediaInquiry).where(MediaInquiry.id == inquiry))

    async def of_incident(self, incident: IncidentId) -> Sequence[MediaInquiry]:
        """All of them, in the order in which they were asked."""
        query = select(MediaInquiry).where(MediaInquiry.incident_id == incident)
        return await self._all(query.order_by(col(MediaInquiry.number)))

    async def highest_number(self, incident: IncidentId) -> int:
        """The newest one's number, 0 when nobody has asked."""
        query = select(func.max(col(MediaInquiry.number))).where(MediaInquiry.incident_id == incident)
        return int((await self._session.exec(query)).one() or 0)

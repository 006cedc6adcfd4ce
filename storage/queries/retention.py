"""What has become old enough to be erased, and erasing it: names, raw payloads, pictures, free text."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, CursorResult, and_, func, or_
from sqlalchemy.sql.dml import Update
from sqlmodel import col, select, update

from bot.ids import AlertId, DeliveryId, IncidentId
from storage.queries.base import Queries
from storage.tables.alerts import Alert, Delivery
from storage.tables.frontline import Receipt
from storage.tables.incidents import Evidence, Incident
from storage.tables.inquiries import MediaInquiry
from storage.tables.phones import Ring
from storage.tables.speaking import Parcel
from storage.tables.timeline import Entry
from storage.vocabulary.incidents import IncidentState
from storage.vocabulary.parcels import ParcelState
from storage.vocabulary.timeline import EntryKind

_SETTLED = (ParcelState.SENT, ParcelState.SUPERSEDED, ParcelState.PARKED)


class Retention(Queries):
    """Old personal data. Rows stay, with their hashes: what is gone is the content."""

    async def old(self, closed_before: datetime, limit: int, *, held: bool) -> Sequence[Incident]:
        """Closed incidents whose data is still there although its time is over, the oldest first: those under a
        legal hold, or the others."""
        hold = col(Incident.held_at).is_not(None) if held else col(Incident.held_at).is_(None)
        query = select(Incident).where(
            Incident.state == IncidentState.CLOSED,
            col(Incident.closed_at) < closed_before,
            col(Incident.erased_at).is_(None),
            hold,
        )
        return await self._all(query.order_by(col(Incident.closed_at), col(Incident.id)).limit(limit))

    async def raw_of(self, incident: IncidentId, limit: int) -> Sequence[DeliveryId]:
        """Deliveries of the incident's alerts that still have their raw form."""
        alerts = select(Alert.id).where(Alert.incident_id == incident)
        return await self._raw(col(Delivery.alert_id).in_(alerts), limit)

    async def raw_of_nothing(self, received_before: datetime, limit: int) -> Sequence[DeliveryId]:
        """The same of alerts that are decided and became no incident."""
        alerts = select(Alert.id).where(col(Alert.incident_id).is_(None), col(Alert.live_key).is_(None))
        old = and_(col(Delivery.alert_id).in_(alerts), col(Delivery.received_at) < received_before)
        return await self._raw(old, limit)

    async def _raw(self, wanted: ColumnElement[bool], limit: int) -> Sequence[DeliveryId]:
        query = select(Delivery.id).where(col(Delivery.raw).is_not(None), wanted).limit(limit)
        return [DeliveryId(one) for one in (await self._session.exec(query)).all()]

    async def erase_raw(self, deliveries: Collection[DeliveryId]) -> int:
        return await self._changed(update(Delivery).where(col(Delivery.id).in_(deliveries)).values(raw=None))

    async def erase_alerts(self, incident: IncidentId) -> int:
        """Free text, addresses and labels of the incident's alerts; titles stay."""
        empty = {"summary": "", "content_url": "", "evidence": [], "labels": {}}
        return await self._changed(update(Alert).where(col(Alert.incident_id) == incident).values(**empty))

    async def erase_evidence(self, incident: IncidentId, alerts: Collection[AlertId]) -> int:
        """Pictures and words of what was kept as evidence; kind, hash and time stay."""
        mine = or_(col(Evidence.incident_id) == incident, col(Evidence.alert_id).in_(alerts))
        empty = {"content": None, "text": "", "file_id": "", "fetch_at": None}
        return await self._changed(update(Evidence).where(mine).values(**empty))

    async def erase_details(self, incident: IncidentId, kinds: Collection[EntryKind]) -> int:
        """Details of entries of these kinds: the chain goes over their hash, and holds."""
        mine = update(Entry).where(
            col(Entry.incident_id) == incident, col(Entry.kind).in_(kinds), col(Entry.details).is_not(None)
        )
        return await self._changed(mine.values(details=None))

    async def erase_receipts(self, incident: IncidentId) -> int:
        """Names of people outside who read a sheet; that they did stays."""
        mine = update(Receipt).where(col(Receipt.incident_id) == incident, col(Receipt.name) != "")
        return await self._changed(mine.values(name=""))

    async def erase_inquiries(self, incident: IncidentId) -> int:
        """Who asked and what; when, our answer and its hash stay."""
        mine = update(MediaInquiry).where(col(MediaInquiry.incident_id) == incident)
        return await self._changed(mine.values(outlet="", question="", reason=""))

    async def erase_said(self, incident: IncidentId) -> int:
        """What was said in the topic and on phones, once it is settled."""
        parcels = update(Parcel).where(
            col(Parcel.stream) == f"incident:{incident}", col(Parcel.state).in_(_SETTLED)
        )
        rings = update(Ring).where(col(Ring.incident_id) == incident)
        return await self._changed(parcels.values(values={}, frozen_text=None)) + await self._changed(
            rings.values(frozen_text="", provider_answer="")
        )

    async def alerts_of(self, incident: IncidentId) -> Sequence[AlertId]:
        query = select(Alert.id).where(Alert.incident_id == incident)
        return [AlertId(one) for one in (await self._session.exec(query)).all()]

    async def count_raw(self, incident: IncidentId) -> int:
        """How many deliveries of the incident still have their raw form."""
        alerts = select(Alert.id).where(Alert.incident_id == incident)
        query = select(func.count()).where(col(Delivery.raw).is_not(None), col(Delivery.alert_id).in_(alerts))
        return int((await self._session.exec(query)).one())

    async def _changed(self, statement: Update) -> int:
        done = await self._session.exec(statement)
        assert isinstance(done, CursorResult), "an UPDATE"
        return int(done.rowcount)

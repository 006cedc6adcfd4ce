"""The timeline: recording under the incident's hold, reading in order."""

import hashlib
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, Final, NamedTuple

from sqlmodel import col, insert, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.ids import IncidentId, PersonId
from storage.bulk import Bulk
from storage.columns import canonical
from storage.plain import flush
from storage.queries.base import Queries
from storage.tables.incidents import Incident
from storage.tables.timeline import Entry
from storage.vocabulary.timeline import EntryKind

_PAGE = 500


class Line(NamedTuple):
    """An entry on its way into the timeline."""

    id: str
    incident_id: IncidentId
    seq: int
    at: datetime
    recorded_at: datetime
    kind: EntryKind
    actor: PersonId | None
    ref: str
    details: str
    details_hash: str
    previous_hash: str
    hash: str = ""


_ENTRIES: Final = Bulk(Entry, Line._fields)
_row: Final = attrgetter(*_ENTRIES.columns)
_INSERT: Final = insert(Entry)


def entry_hash(entry: Entry | Line) -> str:
    """The hash that binds an entry to the one before: everything but the details, which go in as their hash."""
    bound = {
        "incident": entry.incident_id,
        "seq": entry.seq,
        "at": entry.at.isoformat(),
        "recorded_at": entry.recorded_at.isoformat(),
        "kind": entry.kind.value,
        "actor": entry.actor,
        "ref": entry.ref,
        "details_hash": entry.details_hash,
        "previous_hash": entry.previous_hash,
    }
    return hashlib.sha256(canonical(bound).encode()).hexdigest()


class Timeline(Queries):
    """Entries of incidents. What an act records is written by `flush`: before its next look, or its commit."""

    def __init__(self, session: AsyncSession, now: datetime, new_id: Callable[[], str]) -> None:
        super().__init__(session)
        self._now = now
        self._new_id = new_id
        self._recorded: list[Line] = []

    def record(
        self,
        incident: Incident,
        kind: EntryKind,
        by: PersonId | None = None,
        at: datetime | None = None,
        ref: str = "",
        **details: Any,
    ) -> Line:
        """Append an entry. The incident must be held: its row carries the head of the chain.

        `at` is when it happened (default: now); `details` are plain values, kept as canonical JSON.
        """
        text = canonical(details)
        incident.timeline_seq += 1
        line = Line(
            id=self._new_id(),
            incident_id=incident.id,
            seq=incident.timeline_seq,
            at=at or self._now,
            recorded_at=self._now,
            kind=kind,
            actor=by,
            ref=ref,
            details=text,
            details_hash=hashlib.sha256(text.encode()).hexdigest(),
            previous_hash=incident.timeline_hash,
        )
        line = line._replace(hash=entry_hash(line))
        incident.timeline_hash = line.hash
        incident.changed_at = self._now
        self._recorded.append(line)
        return line

    async def flush(self) -> None:
        """Write what was recorded, in order; the incidents it belongs to first."""
        if not self._recorded:
            return
        lines, self._recorded = self._recorded, []
        await flush(self._session)
        if self._dialect == "postgresql":
            await self._session.exec(_INSERT, params=[line._asdict() for line in lines])
        else:
            await _ENTRIES.insert(self._session, [_row(line) for line in lines])

    async def of_incident(self, incident: IncidentId, after: int = 0, limit: int = _PAGE) -> Sequence[Entry]:
        """Entries in order, those after sequence number `after`."""
        await self.flush()
        query = select(Entry).where(Entry.incident_id == incident, col(Entry.seq) > after)
        return await self._all(query.order_by(col(Entry.seq)).limit(limit))

    async def pages(self, incident: IncidentId) -> AsyncIterator[Sequence[Entry]]:
        """All entries in order, page by page, so that a long timeline never blocks the loop."""
        after = 0
        while page := await self.of_incident(incident, after):
            yield page
            after = page[-1].seq

    async def latest(self, incident: IncidentId, limit: int) -> Sequence[Entry]:
        """The newest entries, newest first."""
        await self.flush()
        query = select(Entry).where(Entry.incident_id == incident).order_by(col(Entry.seq).desc())
        return await self._all(query.limit(limit))

    async def newest_about(self, incident: IncidentId, ref: str) -> Entry | None:
        """The newest entry about this."""
        await self.flush()
        query = select(Entry).where(Entry.incident_id == incident, Entry.ref == ref)
        return await self._one(query.order_by(col(Entry.seq).desc()).limit(1))

    async def recorded_since(
        self, incident: IncidentId, kinds: Collection[EntryKind], since: datetime
    ) -> Sequence[Entry]:
        """Entries of these kinds that were recorded at this moment or later, newest first."""
        await self.flush()
        query = select(Entry).where(
            Entry.incident_id == incident, col(Entry.kind).in_(kinds), col(Entry.recorded_at) >= since
        )
        return await self._all(query.order_by(col(Entry.seq).desc()))

    async def first_of(self, incident: IncidentId, kind: EntryKind) -> Entry | None:
        """The first entry of this kind."""
        await self.flush()
        query = select(Entry).where(Entry.incident_id == incident, Entry.kind == kind)
        return await self._one(query.order_by(col(Entry.seq)).limit(1))

    async def numbered(self, incident: IncidentId, seq: int) -> Entry | None:
        """The entry of this number."""
        await self.flush()
        return await self._one(select(Entry).where(Entry.incident_id == incident, Entry.seq == seq))

    async def last_acted_in(self, incidents: Collection[IncidentId], person: PersonId) -> IncidentId | None:
        """Of these incidents the one in which this person did something last."""
        await self.flush()
        query = select(Entry.incident_id).where(col(Entry.incident_id).in_(incidents), Entry.actor == person)
        found = (await self._session.exec(query.order_by(col(Entry.id).desc()).limit(1))).first()
        return IncidentId(found) if found else None

    async def find(self, entry: str) -> Entry | None:
        await self.flush()
        return await self._one(select(Entry).where(Entry.id == entry))

"""What the database says after the last kill: nothing lost, nothing twice, every chain whole."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import col, select

from storage.database import Database
from storage.queries.timeline import entry_hash
from storage.tables.alerts import Alert, Delivery
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.tables.speaking import Inbox, Parcel
from storage.tables.timeline import Entry
from storage.vocabulary.parcels import ParcelState, UpdateState
from storage.vocabulary.timeline import EntryKind

UNDER_WAY = (ParcelState.WAITING, ParcelState.CLAIMED, ParcelState.UNCERTAIN)


@dataclass(frozen=True)
class Evidence:
    """Everything that was kept."""

    deliveries: Sequence[Delivery]
    alerts: dict[str, Alert]
    incidents: dict[str, Incident]
    entries: dict[str, list[Entry]]
    clocks: Sequence[Clock]
    parked: Sequence[Parcel]

    def nonces(self) -> dict[str, list[str]]:
        """Which alerts each item that somebody sent belongs to, one for each time it was kept."""
        kept: dict[str, list[str]] = {}
        for delivery in self.deliveries:
            if delivery.source == "generic" and delivery.raw is not None:
                kept.setdefault(json.loads(delivery.raw)["labels"]["nonce"], []).append(delivery.alert_id)
        return kept

    def marks(self) -> Counter[tuple[str, EntryKind]]:
        """How often each clock warned and ran out."""
        told = (EntryKind.CLOCK_WARNED, EntryKind.CLOCK_BREACHED, EntryKind.CLOCK_MET)
        return Counter(
            (entry.ref, entry.kind) for chain in self.entries.values() for entry in chain if entry.kind in told
        )

    def times(self, kind: EntryKind) -> Counter[str]:
        """How often this happened to each incident."""
        return Counter(i for i, chain in self.entries.items() for entry in chain if entry.kind is kind)


async def gathered(database: Database) -> Evidence:
    """All of it, in order, as it stood at one moment: replicas go on meanwhile, and what is read first would not
    know of what the next rows tell."""
    async with database.reading() as session:
        if not database.is_sqlite:
            await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})

        async def rows(table: type, *order: object) -> Sequence[object]:
            return (await session.exec(select(table).order_by(*order))).all()  # type: ignore[call-overload]

        entries: dict[str, list[Entry]] = {}
        for entry in await rows(Entry, Entry.incident_id, Entry.seq):
            assert isinstance(entry, Entry)
            entries.setdefault(entry.incident_id, []).append(entry)
        parked = select(Parcel).where(Parcel.state == ParcelState.PARKED)
        return Evidence(
            deliveries=await rows(Delivery, Delivery.id),  # type: ignore[arg-type]
            alerts={row.id: row for row in await rows(Alert, Alert.id)},  # type: ignore[attr-defined]
            incidents={row.id: row for row in await rows(Incident, Incident.id)},  # type: ignore[attr-defined]
            entries=entries,
            clocks=await rows(Clock, Clock.id),  # type: ignore[arg-type]
            parked=(await session.exec(parked)).all(),
        )


def broken(incident: Incident, chain: Sequence[Entry]) -> str:
    """Where a timeline's chain breaks, '' when it is whole and ends where its incident says."""
    before = ""
    for number, entry in enumerate(chain, start=1):
        if entry.seq != number:
            return f"{incident.number}: entry {number} is missing"
        if entry.previous_hash != before or entry.hash != entry_hash(entry):
            return f"{incident.number}: the chain breaks at {number}"
        before = entry.hash
    ends = (incident.timeline_seq, incident.timeline_hash) == (len(chain), before)
    return "" if ends else f"{incident.number}: its head is not its last entry"


async def left(database: Database) -> tuple[int, int, int]:
    """What is still to be done: updates, parcels that may go, parcels that wait for their moment."""
    async with database.reading() as session:
        updates = select(func.count()).select_from(Inbox).where(Inbox.state == UpdateState.WAITING)
        parcels = select(func.count()).select_from(Parcel).where(col(Parcel.state).in_(UNDER_WAY))
        return (
            int((await session.exec(updates)).one()),
            int((await session.exec(parcels.where(col(Parcel.not_before).is_(None)))).one()),
            int((await session.exec(parcels.where(col(Parcel.not_before).is_not(None)))).one()),
        )

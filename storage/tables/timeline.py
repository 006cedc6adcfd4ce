"""The timeline: append only, each entry chained to the one before by its hash."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from bot.ids import IncidentId, PersonId
from storage import columns
from storage.tables.base import Row
from storage.vocabulary.timeline import EntryKind


class Entry(Row, table=True):
    """One entry. The hash covers `details_hash`, so erased details leave a chain that still verifies."""

    __tablename__ = "timeline"
    __table_args__ = (UniqueConstraint("incident_id", "seq"),)

    id: str = columns.id_field(primary_key=True)
    incident_id: IncidentId = columns.id_field(foreign_key="incident.id")
    seq: int
    at: datetime = columns.moment()
    recorded_at: datetime = columns.moment()
    kind: EntryKind = columns.word(EntryKind)
    actor: PersonId | None = columns.id_field(default=None, nullable=True)
    ref: str = Field(default="", max_length=80)
    details: str | None = columns.text(default=None, nullable=True)
    details_hash: str = Field(max_length=64)
    previous_hash: str = Field(max_length=64)
    hash: str = Field(max_length=64)

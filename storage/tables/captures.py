"""Messages that somebody took into a timeline: each once, however often it is pointed at."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from bot.ids import IncidentId, PersonId, TeamId
from storage import columns
from storage.tables.base import Row


class Captured(Row, table=True):
    """One message of a chat in one timeline. `text_hash` is of its newest known wording: an edit that brings
    the same words again is none."""

    __tablename__ = "captured"
    __table_args__ = (UniqueConstraint("chat_id", "message_id"),)

    id: str = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    incident_id: IncidentId = columns.id_field(foreign_key="incident.id", index=True)
    chat_id: int = columns.telegram_id()
    message_id: int = columns.telegram_id()
    text_hash: str = Field(default="", max_length=64)
    captured_by: PersonId | None = columns.id_field(default=None, nullable=True)
    captured_at: datetime = columns.moment()

"""Recaps asked for in a chat, and what each person has seen of an incident."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field

from bot.ids import IncidentId, PersonId, TeamId
from storage import columns
from storage.tables.base import Row
from storage.vocabulary.people import Language


class Handout(Row, table=True):
    """A recap somebody asked for: made beside the loop, then sent where he asked. `trouble` is the sentence when
    it had to become the text form."""

    __tablename__ = "handout"

    id: str = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    incident_id: IncidentId = columns.id_field(foreign_key="incident.id")
    asked_by: PersonId | None = columns.id_field(default=None, nullable=True)
    audience: str = Field(max_length=80)
    form: str = Field(max_length=10)
    language: Language = columns.word(Language)
    timezone: str = Field(default="", max_length=64)
    #: NULL once it is made.
    wanted_at: datetime | None = columns.moment(default=None, nullable=True, index=True)
    name: str = Field(default="", max_length=120)
    content: bytes | None = Field(default=None, sa_type=LargeBinary, nullable=True)
    media_type: str = Field(default="", max_length=60)
    trouble: str = columns.text(default="")
    #: Personal data readable; who asked for it, and why, stands in the timeline. None: masked.
    unmasked: bool | None = Field(default=None, nullable=True)


class Look(Row, table=True):
    """How far into an incident's timeline somebody has looked, and when."""

    __tablename__ = "look"

    person_id: PersonId = columns.id_field(primary_key=True, foreign_key="person.id")
    incident_id: IncidentId = columns.id_field(primary_key=True, foreign_key="incident.id")
    seq: int = 0
    looked_at: datetime = columns.moment()

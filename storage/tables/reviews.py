"""Looking back: who was asked, what was said, what was learnt, and what becomes of it."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from bot.ids import IncidentId, PersonId, TeamId
from storage import columns
from storage.tables.base import Row
from storage.vocabulary.reviews import ImprovementKind, Question
from storage.vocabulary.roles import RoleKind


class Debrief(Row, table=True):
    """Somebody who had a role was asked how it went; `answered_at` once he said something, or nothing to say."""

    __tablename__ = "debrief"
    __table_args__ = (UniqueConstraint("incident_id", "person_id"),)

    id: str = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    incident_id: IncidentId = columns.id_field(foreign_key="incident.id", index=True)
    person_id: PersonId = columns.id_field(foreign_key="person.id")
    role: RoleKind = columns.word(RoleKind)
    asked_at: datetime = columns.moment()
    answered_at: datetime | None = columns.moment(default=None, nullable=True)


class Flag(Row, table=True):
    """One sentence of a debrief: went well, got stuck, is to change. The agenda is made of them."""

    __tablename__ = "flag"

    id: str = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    incident_id: IncidentId = columns.id_field(foreign_key="incident.id", index=True)
    person_id: PersonId | None = columns.id_field(default=None, nullable=True)
    role: RoleKind | None = columns.word(RoleKind, default=None, nullable=True)
    question: Question = columns.word(Question)
    text: str = columns.text()
    said_at: datetime = columns.moment()


class Lesson(Row, table=True):
    """Something learnt, in one line."""

    __tablename__ = "lesson"
    __table_args__ = (UniqueConstraint("incident_id", "number"),)

    id: str = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    incident_id: IncidentId = columns.id_field(foreign_key="incident.id", index=True)
    number: int
    text: str = columns.text()
    written_by: PersonId | None = columns.id_field(default=None, nullable=True)
    written_at: datetime = columns.moment()


class Improvement(Row, table=True):
    """What is done about it: owner, due, done with something that shows it, later looked at whether it helped.

    `subject` is the playbook or the words it changes. `outcome` says what shows that it is done: for a playbook
    or wording the version that has it. `helped` None: not looked at yet.
    """

    __tablename__ = "improvement"
    __table_args__ = (UniqueConstraint("incident_id", "number"),)

    id: str = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id", index=True)
    incident_id: IncidentId = columns.id_field(foreign_key="incident.id", index=True)
    number: int
    kind: ImprovementKind = columns.word(ImprovementKind, default=ImprovementKind.ACTION)
    subject: str = Field(default="", max_length=120)
    text: str = columns.text()
    owner_id: PersonId = columns.id_field(foreign_key="person.id")
    given_by: PersonId | None = columns.id_field(default=None, nullable=True)
    given_at: datetime = columns.moment()
    due_at: datetime = columns.moment()
    reminded_at: datetime | None = columns.moment(default=None, nullable=True)
    done_at: datetime | None = columns.moment(default=None, nullable=True)
    done_by: PersonId | None = columns.id_field(default=None, nullable=True)
    outcome: str = columns.text(default="")
    #: When somebody looks whether it helped; the next reminder of an undone one, else of this look.
    check_at: datetime | None = columns.moment(default=None, nullable=True)
    next_reminder_at: datetime | None = columns.moment(default=None, nullable=True, index=True)
    helped: bool | None = Field(default=None, nullable=True)
    checked_by: PersonId | None = columns.id_field(default=None, nullable=True)
    checked_at: datetime | None = columns.moment(default=None, nullable=True)

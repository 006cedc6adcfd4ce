"""Incidents and what belongs to one: roles, evidence, tasks, decisions, ticked steps."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from bot.ids import AlertId, DecisionId, EvidenceId, IncidentId, PersonId, RoleId, TaskId, TeamId
from storage import columns
from storage.tables.base import Row, one_of
from storage.vocabulary.incidents import CrisisType, IncidentState, Responsibility, TopicState
from storage.vocabulary.roles import RoleKind, RoleState
from storage.vocabulary.severity import Severity


class Incident(Row, table=True):
    """What the team works on: one crisis, one thread, one timeline.

    `timeline_seq` and `timeline_hash` are the head of its chain, written only under the incident's hold.
    """

    __tablename__ = "incident"
    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        CheckConstraint(one_of("severity", Severity), name="severity"),
        CheckConstraint(one_of("state", IncidentState), name="state"),
        Index("ix_incident_team_state", "team_id", "state"),
        Index("ix_incident_team_group", "team_id", "group_key"),
    )

    id: IncidentId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    number: str = Field(max_length=20)
    title: str = Field(max_length=240)
    severity: Severity = columns.word(Severity)
    state: IncidentState = columns.word(IncidentState, default=IncidentState.WAITING)
    crisis_type: CrisisType = columns.word(CrisisType, default=CrisisType.OTHER)
    more_types: list[str] = columns.values(default_factory=list)
    responsibility: Responsibility = columns.word(Responsibility, default=Responsibility.OPEN)
    account: str = Field(default="", max_length=120)
    platform: str = Field(default="", max_length=60)
    product: str = Field(default="", max_length=120)
    live: bool = False
    drill: bool = False
    restricted: bool = False
    light: bool = False
    group_key: str | None = Field(default=None, max_length=64, nullable=True)
    opened_by: PersonId | None = columns.id_field(default=None, nullable=True)
    commander_id: PersonId | None = columns.id_field(default=None, nullable=True)
    acting: bool = False
    parent_id: IncidentId | None = columns.id_field(default=None, nullable=True)
    merged_into: IncidentId | None = columns.id_field(default=None, nullable=True)
    topic_id: int | None = columns.telegram_id(default=None, nullable=True)
    topic_chat_id: int | None = columns.telegram_id(default=None, nullable=True)
    topic_state: TopicState = columns.word(TopicState, default=TopicState.WANTED)
    topic_trouble: str = Field(default="", max_length=40)
    first_seen_at: datetime = columns.moment()
    triggered_at: datetime | None = columns.moment(default=None, nullable=True)
    received_at: datetime = columns.moment()
    opened_at: datetime = columns.moment()
    responded_at: datetime | None = columns.moment(default=None, nullable=True)
    crew_complete_at: datetime | None = columns.moment(default=None, nullable=True)
    stood_down_at: datetime | None = columns.moment(default=None, nullable=True)
    closed_at: datetime | None = columns.moment(default=None, nullable=True)
    close_reason: str = columns.text(default="")
    lesson: str = columns.text(default="")
    #: Product or account, written alike: the same type and tag again is a recurrence.
    tag: str = Field(default="", max_length=120)
    debriefed_at: datetime | None = columns.moment(default=None, nullable=True)
    signed_by: PersonId | None = columns.id_field(default=None, nullable=True)
    signed_at: datetime | None = columns.moment(default=None, nullable=True)
    #: Counsel: nothing goes out before this; nothing goes out at all (`hold_stops`), and nothing is erased, while
    #: there is a hold.
    embargo_until: datetime | None = columns.moment(default=None, nullable=True)
    embargo_by: PersonId | None = columns.id_field(default=None, nullable=True)
    embargo_reason: str = columns.text(default="", sa_column_kwargs={"server_default": ""})
    held_at: datetime | None = columns.moment(default=None, nullable=True)
    held_by: PersonId | None = columns.id_field(default=None, nullable=True)
    held_reason: str = columns.text(default="", sa_column_kwargs={"server_default": ""})
    hold_stops: bool | None = Field(default=None, nullable=True)
    #: When the personal data of this incident was erased (`bot.desk.retention`).
    erased_at: datetime | None = columns.moment(default=None, nullable=True)
    alert_count: int = 0
    changed_at: datetime = columns.moment()
    timeline_seq: int = 0
    timeline_hash: str = Field(default="", max_length=64)


class Role(Row, table=True):
    """One role of one incident; who was asked, who has it, since when."""

    __tablename__ = "role"
    __table_args__ = (
        UniqueConstraint("incident_id", "kind"),
        CheckConstraint(one_of("state", RoleState), name="state"),
    )

    id: RoleId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    incident_id: IncidentId = columns.id_field(foreign_key="incident.id", index=True)
    kind: RoleKind = columns.word(RoleKind)
    state: RoleState = columns.word(RoleState, default=RoleState.EMPTY)
    person_id: PersonId | None = columns.id_field(default=None, nullable=True)
    asked_at: datetime | None = columns.moment(default=None, nullable=True)
    pass_on_at: datetime | None = columns.moment(default=None, nullable=True)
    next_person_id: PersonId | None = columns.id_field(default=None, nullable=True)
    taken_at: datetime | None = columns.moment(default=None, nullable=True)
    told_empty_at: datetime | None = columns.moment(default=None, nullable=True)
    declined: list[str] = columns.values(default_factory=list)
    note: str = columns.text(default="")


class Evidence(Row, table=True):
    """What shows that something happened, as bytes with their hash; `restricted` is for named roles only."""

    __tablename__ = "evidence"

    id: EvidenceId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    incident_id: IncidentId | None = columns.id_field(default=None, nullable=True, index=True)
    alert_id: AlertId | None = columns.id_field(default=None, nullable=True, index=True)
    kind: str = Field(max_length=40)
    sha256: str = Field(max_length=64)
    content: bytes | None = Field(default=None, sa_type=LargeBinary, nullable=True)
    content_type: str = Field(default="", max_length=100)
    file_id: str = Field(default="", max_length=200)
    url: str = columns.text(default="")
    text: str = columns.text(default="")
    restricted: bool = False
    #: What it shows: a word of `storage.vocabulary.evidence`, for an answer with the answer's id behind it.
    about: str = Field(default="first_post", max_length=80)
    added_by: PersonId | None = columns.id_field(default=None, nullable=True)
    added_at: datetime = columns.moment()
    #: When its file is to be fetched from Telegram; None: nothing (more) to fetch.
    fetch_at: datetime | None = columns.moment(default=None, nullable=True, index=True)
    fetches: int = 0


class Step(Row, table=True):
    """A step of a playbook or a stop-loss button: who did it and when, or why it could not be done."""

    __tablename__ = "step"
    __table_args__ = (UniqueConstraint("incident_id", "code"),)

    id: str = columns.id_field(primary_key=True)
    incident_id: IncidentId = columns.id_field(foreign_key="incident.id", index=True)
    code: str = Field(max_length=40)
    stop_loss: bool = False
    done_by: PersonId | None = columns.id_field(default=None, nullable=True)
    done_at: datetime | None = columns.moment(default=None, nullable=True)
    impossible: str = columns.text(default="")


class Task(Row, table=True):
    """Something to do, with an owner and a time."""

    __tablename__ = "task"

    id: TaskId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    incident_id: IncidentId = columns.id_field(foreign_key="incident.id", index=True)
    number: int
    #: The playbook step it came from; its words are the library's, in the reader's language.
    code: str = Field(default="", max_length=40)
    title: str = Field(max_length=240)
    owner_id: PersonId | None = columns.id_field(default=None, nullable=True)
    owner_role: RoleKind | None = columns.word(RoleKind, default=None, nullable=True)
    due_at: datetime | None = columns.moment(default=None, nullable=True)
    blocked_by: str = columns.text(default="")
    before_close: bool = False
    done_at: datetime | None = columns.moment(default=None, nullable=True)
    done_by: PersonId | None = columns.id_field(default=None, nullable=True)
    created_at: datetime = columns.moment()


class Stakeholder(Row, table=True):
    """Somebody who is to be told: told at some time, or waived with a reason; else still to be told.

    `circle` is a word of `bot.rules.stakeholders.Circle`; a row without a name means the whole circle.
    """

    __tablename__ = "stakeholder"

    id: str = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    incident_id: IncidentId = columns.id_field(foreign_key="incident.id", index=True)
    circle: str = Field(max_length=20)
    name: str = Field(default="", max_length=120)
    told_at: datetime | None = columns.moment(default=None, nullable=True)
    told_by: PersonId | None = columns.id_field(default=None, nullable=True)
    waived: str = columns.text(default="")


class Decision(Row, table=True):
    """What was decided and why; superseded by a further one, never edited."""

    __tablename__ = "decision"

    id: DecisionId = columns.id_field(primary_key=True)
    incident_id: IncidentId = columns.id_field(foreign_key="incident.id", index=True)
    number: int
    question: str = columns.text(default="")
    choice: str = columns.text()
    why: str = columns.text(default="")
    supersedes: DecisionId | None = columns.id_field(default=None, nullable=True)
    decided_by: PersonId | None = columns.id_field(default=None, nullable=True)
    decided_at: datetime = columns.moment()
    more: dict[str, Any] = columns.values(default_factory=dict)

"""Calls: the chain that wakes people, frozen as it started, its rungs, and every single attempt."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from bot.ids import AlertId, ChainId, ClockId, IncidentId, LinkId, ParcelId, PersonId, RoleId, RungId, TeamId
from storage import columns
from storage.tables.base import Row, one_of
from storage.vocabulary.calls import Answer, ChainState, LinkPurpose, RungKind, RungState, Way
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.severity import Severity


class Chain(Row, table=True):
    """One call that goes on until somebody answers: for an incident, for an alert, or for one of its roles.

    Who is called when is decided at its start and kept in its rungs; a later change of the roster does not move
    a chain that runs.
    """

    __tablename__ = "chain"
    __table_args__ = (
        CheckConstraint(one_of("state", ChainState), name="state"),
        Index("ix_chain_incident_state", "incident_id", "state"),
        Index("ix_chain_alert_state", "alert_id", "state"),
    )

    id: ChainId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id", index=True)
    incident_id: IncidentId | None = columns.id_field(default=None, nullable=True)
    alert_id: AlertId | None = columns.id_field(default=None, nullable=True)
    role_id: RoleId | None = columns.id_field(default=None, nullable=True)
    role: RoleKind | None = columns.word(RoleKind, default=None, nullable=True)
    severity: Severity = columns.word(Severity)
    policy_version: str = Field(default="", max_length=40)
    source_of_figure: str = columns.text(default="")
    must_answer: int = 1
    answered_by: list[str] = columns.values(default_factory=list)
    declined_by: list[str] = columns.values(default_factory=list)
    state: ChainState = columns.word(ChainState, default=ChainState.RUNNING)
    started_at: datetime = columns.moment()
    ended_at: datetime | None = columns.moment(default=None, nullable=True)
    ended_by: PersonId | None = columns.id_field(default=None, nullable=True)


class Rung(Row, table=True):
    """One step of a chain: who is called at which time. `clock_id` is the deadline that sets it off."""

    __tablename__ = "rung"
    __table_args__ = (UniqueConstraint("chain_id", "position"),)

    id: RungId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    chain_id: ChainId = columns.id_field(foreign_key="chain.id", index=True)
    position: int
    kind: RungKind = columns.word(RungKind)
    people: list[str] = columns.values(default_factory=list)
    #: As frozen at the start; `due_at` moves up when somebody passes the call on.
    planned_at: datetime = columns.moment()
    due_at: datetime = columns.moment()
    reached_at: datetime | None = columns.moment(default=None, nullable=True)
    state: RungState = columns.word(RungState, default=RungState.WAITING)
    clock_id: ClockId | None = columns.id_field(default=None, nullable=True)


class Attempt(Row, table=True):
    """One try to wake one person by one way. What the provider said stands in the ring's or the parcel's row."""

    __tablename__ = "attempt"

    id: str = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id", index=True)
    chain_id: ChainId = columns.id_field(foreign_key="chain.id", index=True)
    rung_id: RungId = columns.id_field(index=True)
    person_id: PersonId = columns.id_field(index=True)
    way: Way = columns.word(Way)
    ring_id: str | None = columns.id_field(default=None, nullable=True, index=True)
    parcel_id: ParcelId | None = columns.id_field(default=None, nullable=True)
    at: datetime = columns.moment()
    answer: Answer | None = columns.word(Answer, default=None, nullable=True)
    answered_at: datetime | None = columns.moment(default=None, nullable=True)
    trouble: str = columns.text(default="")


class Link(Row, table=True):
    """A link to the duty page: one person, one purpose, one use. Only the token's hash is kept."""

    __tablename__ = "link"

    id: LinkId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    person_id: PersonId = columns.id_field(index=True)
    purpose: LinkPurpose = columns.word(LinkPurpose)
    #: The chain, or the request to approve.
    subject_id: str = Field(default="", max_length=60, index=True)
    token_hash: str = Field(max_length=64, unique=True)
    created_at: datetime = columns.moment()
    expires_at: datetime = columns.moment()
    used_at: datetime | None = columns.moment(default=None, nullable=True)
    used_for: str = Field(default="", max_length=40)

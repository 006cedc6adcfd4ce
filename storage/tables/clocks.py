"""Clocks: deadlines that survive everything because they are rows."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from bot.ids import AlertId, ClockId, IncidentId, PersonId, TeamId
from storage import columns
from storage.tables.base import Row, one_of
from storage.vocabulary.clocks import Basis, ClockKind, ClockState
from storage.vocabulary.roles import RoleKind


class Clock(Row, table=True):
    """One deadline. `marks` are `[mark, ISO time]` pairs in order; `next_mark_at` is the next one to come.

    *Breached* is a timeline entry, not a state: a clock that ran out goes on until it is met or waived.
    """

    __tablename__ = "clock"
    __table_args__ = (
        CheckConstraint(one_of("state", ClockState), name="state"),
        Index("ix_clock_incident_kind", "incident_id", "kind"),
    )

    id: ClockId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    incident_id: IncidentId | None = columns.id_field(default=None, nullable=True)
    alert_id: AlertId | None = columns.id_field(default=None, nullable=True, index=True)
    kind: ClockKind = columns.word(ClockKind)
    label: str = Field(default="", max_length=120)
    policy_version: str = Field(default="", max_length=40)
    source_of_figure: str = columns.text(default="")
    basis: Basis = columns.word(Basis)
    owner_role: RoleKind | None = columns.word(RoleKind, default=None, nullable=True)
    owner_id: PersonId | None = columns.id_field(default=None, nullable=True)
    blocked_by: str = columns.text(default="")
    never_pauses: bool = False
    evidence_at: datetime | None = columns.moment(default=None, nullable=True)
    started_at: datetime = columns.moment()
    due_at: datetime = columns.moment()
    marks: list[list[str]] = columns.values(default_factory=list)
    next_mark_at: datetime | None = columns.moment(default=None, nullable=True, index=True)
    state: ClockState = columns.word(ClockState, default=ClockState.RUNNING)
    breached_at: datetime | None = columns.moment(default=None, nullable=True)
    stopped_at: datetime | None = columns.moment(default=None, nullable=True)
    stopped_by: PersonId | None = columns.id_field(default=None, nullable=True)
    stop_reason: str = columns.text(default="")
    proof_ref: str = columns.text(default="")
    paused_at: datetime | None = columns.moment(default=None, nullable=True)
    pause_asked_by: PersonId | None = columns.id_field(default=None, nullable=True)
    pause_reason: str = columns.text(default="")
    paused_seconds: int = 0
    #: False: a year without a published calendar lies on the way.
    calendar_known: bool = True

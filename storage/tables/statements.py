"""Statements, their versions, who was asked to approve, and answers held back."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from bot.ids import ApprovalId, ClockId, IncidentId, PersonId, StatementId, StatementVersionId, TeamId
from storage import columns
from storage.tables.base import Row, one_of
from storage.vocabulary.people import Language
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.sheets import Audience, Channel
from storage.vocabulary.statements import ApprovalDecision, StatementStage, StatementState


class Statement(Row, table=True):
    """One text on its way out, or out: a stage, a channel, an author; `version` is the newest of its versions.

    `emergency_by` is who called for an emergency release. `corrects` is the publication a correction puts right.
    """

    __tablename__ = "statement"
    __table_args__ = (CheckConstraint(one_of("state", StatementState), name="state"),)

    id: StatementId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    incident_id: IncidentId = columns.id_field(foreign_key="incident.id", index=True)
    stage: StatementStage = columns.word(StatementStage)
    channel: Channel = columns.word(Channel)
    audience: Audience = columns.word(Audience, default=Audience.PUBLIC)
    language: Language = columns.word(Language, default=Language.ZH)
    author_id: PersonId = columns.id_field()
    state: StatementState = columns.word(StatementState, default=StatementState.DRAFT)
    version: int = 1
    #: Tells people how to stay safe: neither the order of telling nor a pause holds it back.
    safety: bool = False
    #: Nothing new since the last word: approved beforehand, only the time changes.
    nothing_new: bool = False
    emergency_by: PersonId | None = columns.id_field(default=None, nullable=True)
    next_at: datetime | None = columns.moment(default=None, nullable=True)
    embargo_until: datetime | None = columns.moment(default=None, nullable=True)
    legal_hold: bool = False
    corrects: str = Field(default="", max_length=26)
    made_at: datetime = columns.moment()
    changed_at: datetime = columns.moment()


class StatementVersion(Row, table=True):
    """One wording, to the letter. `slots` are `[slot, text]` pairs, `fact_uses` `{fact, number, version, values}`.

    `binding_hash` is what approvals are bound to (`bot.rules.statements.binding_hash`).
    """

    __tablename__ = "statement_version"
    __table_args__ = (UniqueConstraint("statement_id", "version"),)

    id: StatementVersionId = columns.id_field(primary_key=True)
    statement_id: StatementId = columns.id_field(foreign_key="statement.id", index=True)
    version: int
    text: str = columns.text()
    slots: list[list[str]] = columns.values(default_factory=list)
    fact_uses: list[dict[str, Any]] = columns.values(default_factory=list)
    assets: list[str] = columns.values(default_factory=list)
    binding_hash: str = Field(max_length=64)
    made_by: PersonId | None = columns.id_field(default=None, nullable=True)
    made_at: datetime = columns.moment()
    #: Why it came to be: a fact changed (its number), or nothing.
    because: str = Field(default="", max_length=60)


class Approval(Row, table=True):
    """One person asked to approve one version; the answer, and the hash it is bound to.

    `subject_kind` is `statement` (a statement's version) or `sheet`. `way` is how it was given: chat or page.
    """

    __tablename__ = "approval"
    __table_args__ = (
        CheckConstraint(one_of("decision", ApprovalDecision), name="decision"),
        Index("ix_approval_subject", "subject_kind", "subject_id"),
    )

    id: ApprovalId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    incident_id: IncidentId | None = columns.id_field(default=None, nullable=True, index=True)
    subject_kind: str = Field(max_length=20)
    subject_id: str = Field(max_length=26)
    #: What the versions belong to: a new version of it makes this one void.
    owner_id: str = Field(default="", max_length=26)
    version: int = 1
    author_id: PersonId | None = columns.id_field(default=None, nullable=True)
    role: RoleKind = columns.word(RoleKind)
    person_id: PersonId = columns.id_field(index=True)
    decision: ApprovalDecision = columns.word(ApprovalDecision, default=ApprovalDecision.ASKED)
    reason: str = Field(default="", max_length=20)
    comment: str = columns.text(default="")
    hash: str = Field(max_length=64)
    emergency: bool = False
    way: str = Field(default="", max_length=10)
    asked_at: datetime = columns.moment()
    passes_at: datetime | None = columns.moment(default=None, nullable=True)
    answered_at: datetime | None = columns.moment(default=None, nullable=True)


class HeldAnswer(Row, table=True):
    """A proposal not to answer for now: a reason, a time to look again, and a second person."""

    __tablename__ = "held_answer"

    id: str = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    incident_id: IncidentId = columns.id_field(foreign_key="incident.id", index=True)
    clock_id: ClockId = columns.id_field()
    reason: str = Field(max_length=20)
    comment: str = columns.text(default="")
    proposed_by: PersonId = columns.id_field()
    proposed_at: datetime = columns.moment()
    look_again_at: datetime | None = columns.moment(default=None, nullable=True)
    agreed_by: PersonId | None = columns.id_field(default=None, nullable=True)
    agreed_at: datetime | None = columns.moment(default=None, nullable=True)
    refused_at: datetime | None = columns.moment(default=None, nullable=True)

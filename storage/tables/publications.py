"""What approved words became outside: publications with proof, promises, deviations, rumours, paused promotion."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from bot.ids import IncidentId, PersonId, PublicationId, StatementId, StatementVersionId, TeamId
from storage import columns
from storage.tables import statements  # noqa: F401  (a publication refers to a statement)
from storage.tables.base import Row, one_of
from storage.vocabulary.publications import (
    DeviationClass,
    DeviationState,
    PromiseState,
    ProofKind,
    PublicationState,
    RumorState,
)
from storage.vocabulary.sheets import Channel


class Publication(Row, table=True):
    """An approved version handed to somebody to publish on one channel, and the proof that it stands there.

    `text_equal`: None until what stands there was compared (or looked at), then whether it is the approved text.
    """

    __tablename__ = "publication"
    __table_args__ = (CheckConstraint(one_of("state", PublicationState), name="state"),)

    id: PublicationId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    incident_id: IncidentId = columns.id_field(foreign_key="incident.id", index=True)
    statement_id: StatementId = columns.id_field(foreign_key="statement.id", index=True)
    version_id: StatementVersionId = columns.id_field(foreign_key="statement_version.id")
    version: int
    channel: Channel = columns.word(Channel)
    state: PublicationState = columns.word(PublicationState, default=PublicationState.HANDED_OVER)
    operator_id: PersonId | None = columns.id_field(default=None, nullable=True)
    handed_over_at: datetime = columns.moment()
    url: str = columns.text(default="")
    proof: ProofKind = columns.word(ProofKind, default=ProofKind.NONE)
    proof_ref: str = columns.text(default="")
    proved_at: datetime | None = columns.moment(default=None, nullable=True)
    proved_by: PersonId | None = columns.id_field(default=None, nullable=True)
    text_equal: bool | None = Field(default=None, nullable=True)
    posted_text: str = columns.text(default="")
    posted_text_hash: str = Field(default="", max_length=64)
    looked_by: PersonId | None = columns.id_field(default=None, nullable=True)


class Promise(Row, table=True):
    """Something a text promised: who sees to it, until when, and what shows that it was kept."""

    __tablename__ = "promise"
    __table_args__ = (CheckConstraint(one_of("state", PromiseState), name="state"),)

    id: str = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    incident_id: IncidentId = columns.id_field(foreign_key="incident.id", index=True)
    statement_id: StatementId | None = columns.id_field(default=None, nullable=True)
    text: str = columns.text()
    state: PromiseState = columns.word(PromiseState, default=PromiseState.FOUND)
    owner_id: PersonId | None = columns.id_field(default=None, nullable=True)
    due_at: datetime | None = columns.moment(default=None, nullable=True)
    proof: str = columns.text(default="")
    kept_at: datetime | None = columns.moment(default=None, nullable=True)
    made_at: datetime = columns.moment()


class Deviation(Row, table=True):
    """Words of ours that are not the approved ones: where, how grave, and the correction."""

    __tablename__ = "deviation"
    __table_args__ = (CheckConstraint(one_of("state", DeviationState), name="state"),)

    id: str = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    incident_id: IncidentId = columns.id_field(foreign_key="incident.id", index=True)
    publication_id: PublicationId | None = columns.id_field(default=None, nullable=True)
    kind: DeviationClass = columns.word(DeviationClass)
    #: proof, guard, export or report.
    source: str = Field(max_length=20)
    channel: Channel = columns.word(Channel, default=Channel.UNKNOWN)
    url: str = columns.text(default="")
    text_hash: str = Field(default="", max_length=64)
    what: str = columns.text(default="")
    state: DeviationState = columns.word(DeviationState, default=DeviationState.OPEN)
    found_by: PersonId | None = columns.id_field(default=None, nullable=True)
    found_at: datetime = columns.moment()
    correction_id: StatementId | None = columns.id_field(default=None, nullable=True)
    closed_at: datetime | None = columns.moment(default=None, nullable=True)


class Rumor(Row, table=True):
    """Something others say that is not so: what, where, and what we answer."""

    __tablename__ = "rumor"
    __table_args__ = (CheckConstraint(one_of("state", RumorState), name="state"),)

    id: str = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    incident_id: IncidentId = columns.id_field(foreign_key="incident.id", index=True)
    number: int
    text: str = columns.text()
    url: str = columns.text(default="")
    state: RumorState = columns.word(RumorState, default=RumorState.OPEN)
    answer: str = columns.text(default="")
    noted_by: PersonId | None = columns.id_field(default=None, nullable=True)
    noted_at: datetime = columns.moment()
    settled_at: datetime | None = columns.moment(default=None, nullable=True)


class PromotionPause(Row, table=True):
    """Promotion on one channel, paused during an incident and lifted channel by channel."""

    __tablename__ = "promotion_pause"
    __table_args__ = (UniqueConstraint("incident_id", "channel"),)

    id: str = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    incident_id: IncidentId = columns.id_field(foreign_key="incident.id", index=True)
    channel: str = Field(max_length=40)
    paused_at: datetime | None = columns.moment(default=None, nullable=True)
    paused_by: PersonId | None = columns.id_field(default=None, nullable=True)
    lifted_at: datetime | None = columns.moment(default=None, nullable=True)
    lifted_by: PersonId | None = columns.id_field(default=None, nullable=True)


class ReleaseHook(Row, table=True):
    """A team's own interface that publishes a channel: approved words are sent there, signed."""

    __tablename__ = "release_hook"
    __table_args__ = (UniqueConstraint("team_id", "channel"),)

    id: str = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    channel: Channel = columns.word(Channel)
    url: str = columns.text()
    secret: str = columns.text()
    added_by: PersonId | None = columns.id_field(default=None, nullable=True)
    added_at: datetime = columns.moment()

"""What came in (delivery), and what it adds up to until somebody decides (alert)."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from bot.ids import AlertId, DeliveryId, IncidentId, PersonId, SourceId, TeamId
from storage import columns
from storage.tables.base import Row, one_of
from storage.vocabulary.alerts import AlertState, DismissReason, SourceFormat
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.severity import Severity


class Source(Row, table=True):
    """Where alerts come from. `secret` signs (HMAC); `token_hash` is the SHA-256 of a bearer token."""

    __tablename__ = "source"
    __table_args__ = (UniqueConstraint("team_id", "name"),)

    id: SourceId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id", index=True)
    name: str = Field(max_length=40)
    format: SourceFormat = columns.word(SourceFormat)
    token_hash: str = Field(default="", max_length=64, index=True)
    secret: str = Field(default="", max_length=200)
    mapping: dict[str, Any] = columns.values(default_factory=dict)
    expected_seconds: int | None = Field(default=None, nullable=True)
    last_seen_at: datetime | None = columns.moment(default=None, nullable=True)
    silent_since: datetime | None = columns.moment(default=None, nullable=True)
    created_at: datetime = columns.moment()


class Delivery(Row, table=True):
    """One item exactly as it came; never changed."""

    __tablename__ = "delivery"

    id: DeliveryId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    source: str = Field(max_length=40)
    alert_id: AlertId = columns.id_field(index=True)
    sha256: str = Field(max_length=64)
    raw: bytes | None = Field(default=None, sa_type=LargeBinary, nullable=True)
    resolved: bool = False
    received_at: datetime = columns.moment(index=True)
    #: The figures this one brought; None where it brought none.
    metrics: dict[str, float] | None = columns.values(default=None, nullable=True)


class Alert(Row, table=True):
    """What deliveries with one dedup key add up to; `live_key` is NULL when it is no longer live."""

    __tablename__ = "alert"
    __table_args__ = (
        UniqueConstraint("team_id", "live_key"),
        CheckConstraint(one_of("severity", Severity), name="severity"),
        CheckConstraint(one_of("state", AlertState), name="state"),
        Index("ix_alert_team_group", "team_id", "group_key", "state"),
        Index("ix_alert_incident_id", "incident_id", "id"),  # its first alerts, however many there are
    )

    id: AlertId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    live_key: str | None = Field(default=None, max_length=64, nullable=True)
    group_key: str | None = Field(default=None, max_length=64, nullable=True)
    source: str = Field(max_length=40)
    title: str = Field(max_length=240)
    summary: str = columns.text(default="")
    account: str = Field(default="", max_length=120)
    platform: str = Field(default="", max_length=60)
    product: str = Field(default="", max_length=120)
    content_url: str = columns.text(default="")
    crisis_type: CrisisType = columns.word(CrisisType, default=CrisisType.OTHER)
    severity: Severity = columns.word(Severity)
    reasons: list[str] = columns.values(default_factory=list)
    live: bool = False
    viewers: int | None = Field(default=None, nullable=True)
    labels: dict[str, str] = columns.values(default_factory=dict)
    metrics: dict[str, float] = columns.values(default_factory=dict)
    evidence: list[dict[str, str]] = columns.values(default_factory=list)
    state: AlertState = columns.word(AlertState, default=AlertState.WAITING)
    count: int = 1
    first_seen_at: datetime = columns.moment()
    received_at: datetime = columns.moment()
    last_received_at: datetime = columns.moment()
    resolved_at: datetime | None = columns.moment(default=None, nullable=True)
    seen_by: PersonId | None = columns.id_field(default=None, nullable=True)
    decided_by: PersonId | None = columns.id_field(default=None, nullable=True)
    decided_at: datetime | None = columns.moment(default=None, nullable=True)
    dismiss_reason: DismissReason | None = columns.word(DismissReason, default=None, nullable=True)
    reason_text: str = columns.text(default="")
    proposed_by: PersonId | None = columns.id_field(default=None, nullable=True)
    reported_by: PersonId | None = columns.id_field(default=None, nullable=True)
    watch_until: datetime | None = columns.moment(default=None, nullable=True)
    watch_triggers: list[dict[str, Any]] = columns.values(default_factory=list)
    merged_into: AlertId | None = columns.id_field(default=None, nullable=True)
    incident_id: IncidentId | None = columns.id_field(default=None, nullable=True)
    #: Shown in the main chat on its own, or folded into a storm's summary.
    folded: bool = False


class Silence(Row, table=True):
    """Alerts that match are kept but make no sound, until it expires."""

    __tablename__ = "silence"

    id: str = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id", index=True)
    matchers: dict[str, str] = columns.values(default_factory=dict)
    reason: str = columns.text(default="")
    created_by: PersonId | None = columns.id_field(default=None, nullable=True)
    created_at: datetime = columns.moment()
    expires_at: datetime = columns.moment(index=True)

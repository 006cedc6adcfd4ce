"""Message sheets with their items, and standing lines."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from bot.ids import IncidentId, PersonId, SheetId, StandingLineId, TeamId
from storage import columns
from storage.tables.base import Row, one_of, unique_where
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.people import Language
from storage.vocabulary.sheets import (
    Audience,
    Channel,
    Fault,
    ItemKind,
    Mode,
    SheetState,
    Stance,
    StopLossStage,
)

_CURRENT = "state = 'current'"


class MessageSheet(Row, table=True):
    """One version of what may be said about an incident to an audience; at most one of them is current.

    `text_hash` covers everything on it (`bot.rules.sheets.fingerprint`), `needs_review` says since when a fact it
    uses no longer stands.
    """

    __tablename__ = "message_sheet"
    __table_args__ = (
        UniqueConstraint("incident_id", "audience", "version"),
        CheckConstraint(one_of("state", SheetState), name="state"),
        unique_where("uq_message_sheet_current", "incident_id", "audience", where=_CURRENT),
    )

    id: SheetId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    incident_id: IncidentId = columns.id_field(foreign_key="incident.id", index=True)
    audience: Audience = columns.word(Audience, default=Audience.PUBLIC)
    version: int
    state: SheetState = columns.word(SheetState, default=SheetState.DRAFT)
    language: Language = columns.word(Language, default=Language.ZH)
    stance: Stance = columns.word(Stance, default=Stance.CARE)
    responsibility: Fault = columns.word(Fault, default=Fault.UNKNOWN)
    #: References behind the responsibility, a denial, a cause: links, evidence numbers, file hashes.
    evidence: list[str] = columns.values(default_factory=list)
    cause: str = columns.text(default="")
    valid_from: datetime | None = columns.moment(default=None, nullable=True)
    valid_to: datetime | None = columns.moment(default=None, nullable=True)
    supersedes: SheetId | None = columns.id_field(default=None, nullable=True)
    text_hash: str = Field(default="", max_length=64)
    drafted_by: PersonId | None = columns.id_field(default=None, nullable=True)
    drafted_at: datetime = columns.moment()
    changed_at: datetime = columns.moment()
    needs_review: datetime | None = columns.moment(default=None, nullable=True)
    review_reason: str = columns.text(default="")


class SheetItem(Row, table=True):
    """One part of a sheet.

    What the further columns mean depends on `kind`: a remedy has a `group` of the promise wordings and ends, a
    third party `may_say`, a spokesperson a person and the end of the certificate, an asset its SHA-256, a
    do-not-say the line to say instead, a question its answer in `text` and itself in `key`.
    """

    __tablename__ = "sheet_item"

    id: str = columns.id_field(primary_key=True)
    sheet_id: SheetId = columns.id_field(foreign_key="message_sheet.id", index=True)
    kind: ItemKind = columns.word(ItemKind)
    position: int = 0
    key: str = columns.text(default="")
    text: str = columns.text(default="")
    mode: Mode = columns.word(Mode, default=Mode.VERBATIM)
    channel: Channel | None = columns.word(Channel, default=None, nullable=True)
    fact_ids: list[str] = columns.values(default_factory=list)
    say_instead: str = columns.text(default="")
    reason: str = columns.text(default="")
    group: str = Field(default="", max_length=40)
    may_say: bool = False
    person_id: PersonId | None = columns.id_field(default=None, nullable=True)
    sha256: str = Field(default="", max_length=64)
    ends_at: datetime | None = columns.moment(default=None, nullable=True)


class StandingLine(Row, table=True):
    """A line a team approved in peace time, for a type, a channel, a stage of the stop-loss and a language.

    Drafts are data of the library; a row is a line somebody changed (`approved_at` None: it waits) or approved.
    `states_action` is the stop-loss step the line says has been done. An approved row is used until it expires or
    another one of its place is approved.
    """

    __tablename__ = "standing_line"
    __table_args__ = (
        CheckConstraint(one_of("stage", StopLossStage), name="stage"),
        Index("ix_standing_line_place", "team_id", "crisis_type", "channel"),
    )

    id: StandingLineId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    crisis_type: CrisisType = columns.word(CrisisType)
    channel: Channel = columns.word(Channel)
    stage: StopLossStage = columns.word(StopLossStage, default=StopLossStage.BEFORE)
    language: Language = columns.word(Language, default=Language.ZH)
    text: str = columns.text()
    text_hash: str = Field(max_length=64)
    states_action: str = Field(default="", max_length=40)
    written_by: PersonId | None = columns.id_field(default=None, nullable=True)
    approved_by: PersonId | None = columns.id_field(default=None, nullable=True)
    approved_at: datetime | None = columns.moment(default=None, nullable=True)
    expires_at: datetime | None = columns.moment(default=None, nullable=True)
    #: Replaced by a newer one, or taken out of use.
    retired_at: datetime | None = columns.moment(default=None, nullable=True)

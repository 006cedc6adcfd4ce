"""A team's own do-not-say list, phrases that are harmless, and what became of checked sentences.

A checked sentence is kept as its hash and the rules it met, never as text; only a sentence that somebody called
a false alarm is kept, masked, as a sample to learn from.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from bot.ids import BanId, CheckId, IncidentId, PersonId, SampleId, SpanId, TeamId
from storage import columns
from storage.tables.base import Row, one_of
from storage.vocabulary.wordings import BanLevel, BanScope, CheckVerdict, CheckWay, SampleState


class Ban(Row, table=True):
    """A wording that must not go out. `about` is the type or the incident its scope names; never edited, only
    removed and added anew."""

    __tablename__ = "ban"
    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        CheckConstraint(one_of("scope", BanScope), name="scope"),
        CheckConstraint(one_of("level", BanLevel), name="level"),
    )

    id: BanId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    number: int
    scope: BanScope = columns.word(BanScope)
    about: str = Field(default="", max_length=40)
    term: str = columns.text()
    variants: list[str] = columns.values(default_factory=list)
    level: BanLevel = columns.word(BanLevel, default=BanLevel.BLOCK)
    reason: str = columns.text(default="")
    say_instead: str = columns.text(default="")
    allow: list[str] = columns.values(default_factory=list)
    expires_at: datetime | None = columns.moment(default=None, nullable=True)
    added_by: PersonId | None = columns.id_field(default=None, nullable=True)
    added_at: datetime = columns.moment()
    removed_by: PersonId | None = columns.id_field(default=None, nullable=True)
    removed_at: datetime | None = columns.moment(default=None, nullable=True)


class AllowSpan(Row, table=True):
    """A phrase in which a wording is harmless, whoever banned the wording (保证金 for 保证)."""

    __tablename__ = "allow_span"
    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        CheckConstraint(one_of("scope", BanScope), name="scope"),
    )

    id: SpanId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    number: int
    scope: BanScope = columns.word(BanScope)
    about: str = Field(default="", max_length=40)
    phrase: str = columns.text()
    expires_at: datetime | None = columns.moment(default=None, nullable=True)
    added_by: PersonId | None = columns.id_field(default=None, nullable=True)
    added_at: datetime = columns.moment()
    removed_by: PersonId | None = columns.id_field(default=None, nullable=True)
    removed_at: datetime | None = columns.moment(default=None, nullable=True)


class CheckLog(Row, table=True):
    """One sentence that was checked: its SHA-256, the rules it met, the version it was held against."""

    __tablename__ = "check_log"
    __table_args__ = (
        CheckConstraint(one_of("verdict", CheckVerdict), name="verdict"),
        Index("ix_check_log_team_at", "team_id", "at"),
    )

    id: CheckId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    incident_id: IncidentId | None = columns.id_field(default=None, nullable=True, index=True)
    text_hash: str = Field(max_length=64)
    rules: list[str] = columns.values(default_factory=list)
    channel: str = Field(default="", max_length=60)
    sheet_version: str = Field(default="", max_length=60)
    verdict: CheckVerdict = columns.word(CheckVerdict)
    way: CheckWay = columns.word(CheckWay)
    by: PersonId | None = columns.id_field(default=None, nullable=True)
    at: datetime = columns.moment()


class Sample(Row, table=True):
    """A sentence somebody called a false alarm, personal data masked: what the list can learn from."""

    __tablename__ = "sample"
    __table_args__ = (UniqueConstraint("check_id"),)

    id: SampleId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id", index=True)
    incident_id: IncidentId | None = columns.id_field(default=None, nullable=True)
    check_id: CheckId = columns.id_field(foreign_key="check_log.id")
    text: str = columns.text()
    rules: list[str] = columns.values(default_factory=list)
    #: Phrases that would be harmless if somebody allows them.
    phrases: list[str] = columns.values(default_factory=list)
    verdict: CheckVerdict = columns.word(CheckVerdict)
    pressed_by: PersonId = columns.id_field()
    at: datetime = columns.moment()
    state: SampleState = columns.word(SampleState, default=SampleState.OPEN)
    decided_by: PersonId | None = columns.id_field(default=None, nullable=True)
    decided_at: datetime | None = columns.moment(default=None, nullable=True)

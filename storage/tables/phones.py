"""Phones of people, what rings on them, and every attempt."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from bot.ids import AlertId, IncidentId, PersonId, PhoneId, RingId, TeamId
from storage import columns
from storage.tables.base import Row, one_of
from storage.vocabulary.people import Language
from storage.vocabulary.phones import PhoneKind, PhoneTest, RingKind, RingState, RingVerdict
from storage.vocabulary.severity import Severity


class Phone(Row, table=True):
    """A way to wake one person. `config` holds addresses and tokens: never logged, emptied when it is removed.

    `position` orders a person's phones, 0 rings first. `label` is what the person sees of the address.
    """

    __tablename__ = "phone"

    id: PhoneId = columns.id_field(primary_key=True)
    person_id: PersonId = columns.id_field(foreign_key="person.id", index=True)
    kind: PhoneKind = columns.word(PhoneKind)
    label: str = Field(default="", max_length=120)
    config: dict[str, Any] = columns.values(default_factory=dict)
    position: int = 0
    language: Language | None = columns.word(Language, default=None, nullable=True)
    added_at: datetime = columns.moment()
    removed_at: datetime | None = columns.moment(default=None, nullable=True)
    #: When the person last said that it rang, and what the last test came to.
    tested_at: datetime | None = columns.moment(default=None, nullable=True)
    test_result: PhoneTest = columns.word(PhoneTest, default=PhoneTest.UNTESTED)


class Ring(Row, table=True):
    """One call to one phone. What it says was drawn when it was posted and is never drawn again.

    `links` and `page_url` hold tokens; they are erased as soon as nothing more is sent. `replaces` names the page
    that a `STOPPED` one takes the place of. `failed` means: for what the chain knows, this phone did not ring.
    """

    __tablename__ = "ring"
    __table_args__ = (
        CheckConstraint(one_of("state", RingState), name="state"),
        Index("ix_ring_state_not_before", "state", "not_before"),
    )

    id: RingId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    person_id: PersonId = columns.id_field(foreign_key="person.id", index=True)
    phone_id: PhoneId = columns.id_field(foreign_key="phone.id", index=True)
    incident_id: IncidentId | None = columns.id_field(default=None, nullable=True, index=True)
    alert_id: AlertId | None = columns.id_field(default=None, nullable=True, index=True)
    chain_id: str | None = columns.id_field(default=None, nullable=True, index=True)
    rung: int = 0
    kind: RingKind = columns.word(RingKind)
    severity: Severity | None = columns.word(Severity, default=None, nullable=True)
    loud: bool = True
    title: str = Field(default="", max_length=200)
    frozen_text: str = columns.text(default="")
    actions: list[list[str]] = columns.values(default_factory=list)
    page_url: str = columns.text(default="")
    links: dict[str, str] = columns.values(default_factory=dict)
    language: Language = columns.word(Language, default=Language.ZH)
    replaces: RingId | None = columns.id_field(default=None, nullable=True)
    posted_at: datetime = columns.moment()
    not_before: datetime = columns.moment()
    expires_at: datetime | None = columns.moment(default=None, nullable=True)
    state: RingState = columns.word(RingState, default=RingState.WAITING)
    owner: str | None = Field(default=None, max_length=40, nullable=True)
    lease_until: datetime | None = columns.moment(default=None, nullable=True)
    attempts: int = 0
    attempted_at: datetime | None = columns.moment(default=None, nullable=True)
    verdict: RingVerdict | None = columns.word(RingVerdict, default=None, nullable=True)
    provider_answer: str = columns.text(default="")
    receipt: str = Field(default="", max_length=120)
    #: When the provider's receipt is asked again whether somebody has answered.
    poll_at: datetime | None = columns.moment(default=None, nullable=True)
    settled_at: datetime | None = columns.moment(default=None, nullable=True)
    stopped_at: datetime | None = columns.moment(default=None, nullable=True)
    stopped_by: PersonId | None = columns.id_field(default=None, nullable=True)


class RingAttempt(Row, table=True):
    """One attempt to ring, with the provider's answer, cut and without secrets."""

    __tablename__ = "ring_attempt"

    id: str = columns.id_field(primary_key=True)
    ring_id: RingId = columns.id_field(foreign_key="ring.id", index=True)
    number: int
    began_at: datetime = columns.moment()
    ended_at: datetime | None = columns.moment(default=None, nullable=True)
    verdict: RingVerdict | None = columns.word(RingVerdict, default=None, nullable=True)
    provider_answer: str = columns.text(default="")

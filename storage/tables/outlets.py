"""Calls to addresses of a team's: a release to its own interface, a card for a group in another messenger."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from bot.ids import IncidentId, OutletCallId, TeamId
from storage import columns
from storage.tables.base import Row, one_of
from storage.vocabulary.outlets import OutletKind, OutletState
from storage.vocabulary.phones import RingVerdict


class OutletCall(Row, table=True):
    """One thing that goes to one address, however often it is tried. Its id is the idempotency key of every try.

    `outlet_id` is a release hook or a frontline robot, `subject_id` a publication or a message sheet. `unsure`:
    one of the tries may have arrived although no answer said so. `answer` is the other side's, cut and without
    secrets.
    """

    __tablename__ = "outlet_call"
    __table_args__ = (
        CheckConstraint(one_of("state", OutletState), name="state"),
        Index("ix_outlet_call_state_not_before", "state", "not_before"),
    )

    id: OutletCallId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    incident_id: IncidentId = columns.id_field(foreign_key="incident.id", index=True)
    kind: OutletKind = columns.word(OutletKind)
    outlet_id: str = columns.id_field()
    subject_id: str = columns.id_field(index=True)
    state: OutletState = columns.word(OutletState, default=OutletState.WAITING)
    posted_at: datetime = columns.moment()
    not_before: datetime = columns.moment()
    owner: str | None = Field(default=None, max_length=40, nullable=True)
    lease_until: datetime | None = columns.moment(default=None, nullable=True)
    attempts: int = 0
    unsure: bool = False
    verdict: RingVerdict | None = columns.word(RingVerdict, default=None, nullable=True)
    answer: str = columns.text(default="")
    #: What the other side calls it: the id in its answer.
    reference: str = Field(default="", max_length=120)
    settled_at: datetime | None = columns.moment(default=None, nullable=True)

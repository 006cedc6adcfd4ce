"""Facts of an incident and their history."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint

from bot.ids import FactId, IncidentId, PersonId, TeamId
from storage import columns
from storage.tables.base import Row, one_of
from storage.vocabulary.facts import FactChangeKind, FactList, FactState


class Fact(Row, table=True):
    """One sentence the team stands by, or wants to: what it says, in values, and who answers for it.

    `values` are `{kind, canonical, low, high, unit, rounding, confirmed}`; `version` grows with every change of
    text, values, state or publicity, and is what a text that uses the fact was bound to.
    """

    __tablename__ = "fact"
    __table_args__ = (
        UniqueConstraint("incident_id", "number"),
        CheckConstraint(one_of("state", FactState), name="state"),
    )

    id: FactId = columns.id_field(primary_key=True)
    team_id: TeamId = columns.id_field(foreign_key="team.id")
    incident_id: IncidentId = columns.id_field(foreign_key="incident.id", index=True)
    number: int
    text: str = columns.text()
    values: list[dict[str, Any]] = columns.values(default_factory=list)
    state: FactState = columns.word(FactState, default=FactState.TO_VERIFY)
    listed_as: FactList = columns.word(FactList, default=FactList.KNOWN)
    public: bool = True
    source: str = columns.text(default="")
    owner_id: PersonId | None = columns.id_field(default=None, nullable=True)
    recorded_by: PersonId | None = columns.id_field(default=None, nullable=True)
    recorded_at: datetime = columns.moment()
    #: Somebody has looked at the values and said 对.
    values_agreed_by: PersonId | None = columns.id_field(default=None, nullable=True)
    values_agreed_at: datetime | None = columns.moment(default=None, nullable=True)
    verified_by: PersonId | None = columns.id_field(default=None, nullable=True)
    verified_at: datetime | None = columns.moment(default=None, nullable=True)
    #: Whom somebody asked to verify it.
    asked_id: PersonId | None = columns.id_field(default=None, nullable=True)
    expires_at: datetime | None = columns.moment(default=None, nullable=True)
    rounding_allowed: bool = False
    version: int = 1
    changed_at: datetime = columns.moment()


class FactChange(Row, table=True):
    """What a fact was and became; written once, never edited."""

    __tablename__ = "fact_change"

    id: str = columns.id_field(primary_key=True)
    fact_id: FactId = columns.id_field(foreign_key="fact.id", index=True)
    version: int
    kind: FactChangeKind = columns.word(FactChangeKind)
    text: str = columns.text()
    values: list[dict[str, Any]] = columns.values(default_factory=list)
    state: FactState = columns.word(FactState)
    public: bool = True
    by: PersonId | None = columns.id_field(default=None, nullable=True)
    reason: str = columns.text(default="")
    at: datetime = columns.moment()
    #: The rest of what an undo puts back.
    before: dict[str, Any] = columns.values(default_factory=dict)
